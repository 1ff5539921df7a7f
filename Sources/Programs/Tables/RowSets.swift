import FEEL
import Facts

/// For each column of a table and each stretch of its values the rows that can hold there, as bits: what is left when the sets of
/// a case are intersected are the only rows that have to be looked at.
///
/// A set may hold more rows than it must (stretches are made of several pieces where there are many, and a cell that is no test
/// of constants may hold anywhere), never fewer; so whatever looks at the rows decides, and this only says where.
struct RowSets: Sendable {
  private enum Column: Sendable {
    case ordered([Value], kind: Kind)
    /// Pieces by the code points of a text; the last is that of every other text.
    case words([[UInt8]: Int], other: Int)
    case booleans
  }
  /// Values whose order is total.
  private enum Kind: Sendable {
    case number, date, daysAndTime, yearsAndMonths
    init?(_ value: Value) {
      switch value {
      case .number: self = .number
      case .date: self = .date
      case .daysAndTime: self = .daysAndTime
      case .yearsAndMonths: self = .yearsAndMonths
      default: return nil
      }
    }
  }

  /// Nil where a column tells nothing beforehand.
  private var columns: [(column: Column, stretch: Int, bits: [UInt64])?] = []
  private let words: Int
  private let rowCount: Int
  /// So many sets in a column at most: what a table needs grows with its cells, not with their square.
  private static let mostStretches = 128
  /// Fewer rows are looked at one by one.
  private static let fewest = 8

  /// Nil where looking at each row is as good.
  init?(_ table: DecisionTableExpression) {
    rowCount = table.rules.count
    words = (rowCount + 63) / 64
    guard rowCount >= Self.fewest, table.rules.allSatisfy({ $0.tests.count == table.inputs.count })
    else { return nil }
    for place in table.inputs.indices {
      columns.append(column(table.rules.map { $0.tests[place] }))
    }
    guard columns.contains(where: { $0 != nil }) else { return nil }
  }

  private func column(_ cells: [UnaryTests]) -> (Column, Int, [UInt64])? {
    let pieces = ColumnPieces(cells: cells, domain: .open)
    let column: Column
    switch pieces.kind {
    case .ordered(let values):
      guard let kind = values.first.flatMap(Kind.init), values.allSatisfy({ Kind($0) == kind })
      else { return nil }
      column = .ordered(values, kind: kind)
    case .words(let texts, _):
      column = .words(
        Dictionary(
          texts.enumerated().map { (Array($1.utf8), $0) }, uniquingKeysWith: { first, _ in first }),
        other: texts.count)
    case .booleans: column = .booleans
    case .measured, .opaque: return nil
    }
    let size = Int(pieces.inside.upperBound)
    let stretch = (size + Self.mostStretches - 1) / Self.mostStretches
    guard let bits = Self.bits(of: cells, pieces, stretch: stretch, isWhole: false) else {
      return nil
    }
    return (column, stretch, bits)
  }

  /// For each stretch of so many pieces the rows whose cells can hold there, 64 a word.
  ///
  /// - Parameter isWhole: Nil where a cell is no test of constants; else it may hold anywhere.
  static func bits(
    of cells: [UnaryTests], _ pieces: ColumnPieces, stretch: Int = 1, isWhole: Bool
  ) -> [UInt64]? {
    let size = Int(pieces.inside.upperBound)
    let words = (cells.count + 63) / 64
    let sets = (size + stretch - 1) / stretch
    var bits = [UInt64](repeating: 0, count: sets * words)
    var everywhere = [UInt64](repeating: 0, count: words)
    for (row, cell) in cells.enumerated() {
      let bit: UInt64 = 1 << UInt64(row % 64)
      guard let ranges = pieces.ranges(of: cell) else {
        if isWhole { return nil }
        everywhere[row / 64] |= bit
        continue
      }
      if ranges.first == 0..<Int32(size) {
        everywhere[row / 64] |= bit
        continue
      }
      for range in ranges where !range.isEmpty {
        for set in (Int(range.lowerBound) / stretch)...(Int(range.upperBound - 1) / stretch) {
          bits[set * words + row / 64] |= bit
        }
      }
    }
    for set in 0..<sets {
      for word in 0..<words { bits[set * words + word] |= everywhere[word] }
    }
    return bits
  }

  /// The rows that can hold for the inputs, in order.
  func rows(for inputs: [Value]) -> [Int] {
    var left = [UInt64](repeating: .max, count: words)
    for (input, entry) in zip(inputs, columns) {
      guard let entry, let piece = Self.piece(of: input, in: entry.column) else { continue }
      let start = piece / entry.stretch * words
      for word in 0..<words { left[word] &= entry.bits[start + word] }
    }
    var rows: [Int] = []
    for (word, set) in left.enumerated() {
      var rest = set
      while rest != 0 {
        let row = word * 64 + rest.trailingZeroBitCount
        if row < rowCount { rows.append(row) }
        rest &= rest - 1
      }
    }
    return rows
  }

  /// Nil for a null, an unknown or a value of another type: each row is asked then.
  private static func piece(of value: Value, in column: Column) -> Int? {
    switch (column, value) {
    case (.booleans, .boolean(let boolean)): return boolean ? 0 : 1
    case (.words(let pieces, let other), .string(let text)):
      return pieces[Array(text.utf8)] ?? other
    case (.ordered(let values, let kind), _) where Kind(value) == kind:
      var (low, high) = (0, values.count)
      while low < high {
        let middle = (low + high) / 2
        if values[middle].precedes(value) ?? false { low = middle + 1 } else { high = middle }
      }
      return low < values.count && values[low] == value ? 2 * low + 1 : 2 * low
    default: return nil
    }
  }
}
