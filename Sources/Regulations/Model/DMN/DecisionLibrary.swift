package import Diagnostics

/// Models of decisions that import each other, with what was found wrong in them.
package struct DecisionLibrary: Sendable {
  /// By namespace.
  package var models: [String: DecisionModel] = [:]
  package var findings: [Diagnostic] = []
  /// Where the texts of the expressions stand.
  package var texts = TextPlaces()

  package init() {}

  /// The names of the imports that lead from one model to another, the shortest way; empty within one model.
  package func path(from start: String, to end: String) -> [String]? {
    var seen: Set<String> = [start]
    var ways: [(namespace: String, names: [String])] = [(start, [])]
    while !ways.isEmpty {
      if let way = ways.first(where: { $0.namespace == end }) { return way.names }
      ways = ways.flatMap { way in
        (models[way.namespace]?.imports ?? []).filter { seen.insert($0.namespace).inserted }
          .map { ($0.namespace, $0.name.isEmpty ? way.names : way.names + [$0.name]) }
      }
    }
    return nil
  }
}

/// The places of many texts put behind each other, so that an offset says file, line and column.
package struct TextPlaces: Sendable {
  private var texts: [(start: Int, text: String, place: Place)] = []
  private var end = 0

  package init() {}

  /// Adds a text and gives the offset that it begins at.
  package mutating func append(_ text: String, at place: Place) -> Int {
    let start = end
    texts.append((start, text, place))
    end += text.utf8.count + 1
    return start
  }

  package func place(of offset: Int) -> Place? {
    var low = 0
    var high = texts.count
    while low < high {
      let middle = (low + high) / 2
      if texts[middle].start <= offset { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let (start, text, place) = texts[low - 1]
    let before = text.utf8.prefix(offset - start)
    let lines = before.count { $0 == 10 }
    let lastLine = before.reversed().prefix { $0 != 10 }
    let columns = lastLine.count { $0 & 0xC0 != 0x80 }
    return Place(
      file: place.file, line: place.line + lines,
      column: lines == 0 ? place.column + columns : columns + 1, article: place.article)
  }
}
