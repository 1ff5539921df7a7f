package import FEEL
package import Programs

/// A table as boxes over the pieces of its columns: flat and of one size, so that thousands of rows are searched in milliseconds.
///
/// A row is one box, or several where a cell holds in pieces that do not touch (`"R1", "R3"`, `not(5)`). A cell that is no
/// test of constants spans its whole column, and its box is marked: what rests on it is not decided here.
package struct TableGrid {
  let columns: [ColumnPieces]
  let names: [String]
  let rowCount: Int
  /// The row of each box.
  private(set) var rows: [Int32] = []
  /// Per box and column, box after box: the first piece and the one after the last.
  private(set) var bounds: [Int32] = []
  /// Per row, the columns whose cell cannot be said.
  private(set) var undecided: [Int: [Int]] = [:]
  /// Rows with a cell that holds nowhere.
  private(set) var empty: [Int] = []
  /// Rows of more boxes than are worth a search: they are left out, and the search is not complete.
  private(set) var scattered: [Int] = []
  private let cells: [[UnaryTests]]

  /// A row of more boxes than this is left out.
  private static let mostBoxesOfRow = 4096

  /// - Parameter cells: By column and row.
  package init(names: [String], domains: [ColumnPieces.Domain], cells: [[UnaryTests]]) {
    self.names = names
    self.cells = cells
    rowCount = cells.first?.count ?? 0
    columns = zip(cells, domains).map { ColumnPieces(cells: $0, domain: $1) }
    for row in 0..<rowCount {
      var choices: [[Range<Int32>]] = []
      for column in columns.indices {
        if let ranges = columns[column].ranges(of: cells[column][row]) {
          choices.append(ranges)
        } else {
          undecided[row, default: []].append(column)
          choices.append([columns[column].inside])
        }
      }
      append(row, choices)
    }
  }

  private mutating func append(_ row: Int, _ choices: [[Range<Int32>]]) {
    var count = 1
    for ranges in choices {
      count *= ranges.count
      guard count <= Self.mostBoxesOfRow else { return scattered.append(row) }
    }
    guard count > 0 else { return empty.append(row) }
    for index in 0..<count {
      var rest = index
      rows.append(Int32(row))
      for ranges in choices {
        let range = ranges[rest % ranges.count]
        rest /= ranges.count
        bounds.append(range.lowerBound)
        bounds.append(range.upperBound)
      }
    }
  }

  /// What a box's row has in a column, where both rows of a pair cannot be said: the same words hold together.
  func isSameTest(_ a: Int, _ b: Int, in column: Int) -> Bool {
    cells[column][a] == cells[column][b] || cells[column][a].printed() == cells[column][b].printed()
  }

  func isAny(_ row: Int, in column: Int) -> Bool { cells[column][row] == .any }

  /// An input inside a box, in words.
  package func example(of box: [Range<Int32>], preferInside: Bool = false) -> String {
    columns.indices.map { column in
      let range = box[column]
      let piece =
        preferInside && range.lowerBound == columns[column].inside.lowerBound && range.count > 1
          && range.lowerBound % 2 == 1
        ? range.lowerBound + 1 : columns[column].plainest(in: range)
      return "\(names[column]) \(columns[column].example(piece))"
    }.joined(separator: ", ")
  }
}
