import ArgumentParser
import Land

/// What the places of a line that somebody types are.
enum LineSystem: String, ExpressibleByArgument, CaseIterable {
  case degrees, town

  /// Reads `x,y x,y …`.
  func line(of text: String) throws(AssemblyRefusal) -> DividingLine {
    var places: [(x: Double, y: Double)] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      let figures = word.split(separator: ",", omittingEmptySubsequences: false).map {
        Double(String($0))
      }
      guard figures.count == 2, let x = figures[0], let y = figures[1], x.isFinite, y.isFinite
      else {
        throw AssemblyRefusal("`\(word)` is no place of a line; write `x,y`")
      }
      places.append((x, y))
    }
    switch self {
    case .degrees: return .degrees(places)
    case .town: return .metres(places)
    }
  }
}
