import Geometry

extension LotSurvey {
  /// The keys of the streets on which the front lines are the longest: of several where they are equally long as drawn.
  var mainStreets: Set<String> {
    var lengths: [String: Double] = [:]
    for line in lines where line.kind == .front {
      lengths[line.streetKey ?? "", default: 0] += line.length
    }
    let longest = lengths.values.max() ?? 0
    return Set(lengths.filter { $0.value > longest - Tolerance.sharedBoundary }.keys)
  }

  /// The length of the front lines on the street of the longest, in metres; nil where no line is a front or the method is
  /// not known here.
  ///
  /// - `along the line` (the default): an arc counts by its arc. `chord`: each line counts straight from its start to its
  ///   end. `all fronts`: the front lines on every street.
  func frontage(by method: String) -> (length: Double, key: String, name: String)? {
    let fronts = lines.filter { $0.kind == .front }
    guard !fronts.isEmpty else { return nil }
    var streets: [(key: String, name: String, length: Double)] = []
    for line in fronts {
      let length = method == "chord" ? line.start.distance(to: line.end) : line.length
      let key = line.streetKey ?? ""
      if let place = streets.firstIndex(where: { $0.key == key }) {
        streets[place].length += length
      } else {
        streets.append((key, line.streetName ?? "", length))
      }
    }
    guard let main = streets.max(by: { ($0.length, $1.key) < ($1.length, $0.key) }) else {
      return nil
    }
    switch method {
    case "along the line", "chord": return (main.length, main.key, main.name)
    case "all fronts": return (streets.reduce(0) { $0 + $1.length }, main.key, main.name)
    default: return nil
    }
  }
}
