package import FEEL
package import Facts

/// A decision table of constant tests, so that the row of an input is found without looking at rows.
///
/// Each column maps a value to its elementary piece. Where few pieces meet, the row stands in a table of all their
/// combinations; else each piece has the set of rows that hold in it, as bits, and the sets of a case are intersected.
package struct TableIndex: Sendable {
  /// How a value finds its piece.
  package enum Column: Sendable {
    /// Boundaries in order: piece 2i lies below the i-th, 2i+1 is the i-th.
    case numbers([Number], doubles: [Double], isFaithful: Bool)
    /// Pieces by code; the last is that of every other text, -1 where there is none.
    case codes([Int32], other: Int32)
    /// True is piece 0, false piece 1.
    case booleans
    /// Nothing is tested.
    case anything
  }

  package static let noRow: Int32 = -1
  /// Several rows hold where one may.
  package static let conflict: Int32 = -2

  package let columns: [Column]
  package let rowCount: Int
  package let isUnique: Bool
  /// The row where none holds: ``noRow``, or one behind the last that stands for the outputs by default.
  package let rowByDefault: Int32
  /// Pieces per column.
  let sizes: [Int]
  /// The row by combination of pieces, the first column slowest; empty where there are too many.
  package private(set) var rows: [Int32] = []
  /// By column and piece: the rows that hold, 64 a word. Empty where ``rows`` is used.
  package private(set) var bits: [[UInt64]] = []
  package let words: Int

  private static let mostCombinations = 1 << 18
  /// Words of all sets of rows, 32 MB: what needs more is no table of this kind.
  private static let mostWords = 1 << 22

  /// - Parameters:
  ///   - cells: By column and row.
  ///   - code: The code of a text.
  /// - Returns: Nil where a cell is no test of constants, or the sets of rows would be too large.
  package init?(
    cells: [[UnaryTests]], types: [Program.SlotType], isUnique: Bool, hasDefault: Bool = false,
    code: (String) -> Int32
  ) {
    rowCount = cells.first?.count ?? 0
    self.isUnique = isUnique
    rowByDefault = hasDefault ? Int32(rowCount) : Self.noRow
    words = (rowCount + 63) / 64
    var columns: [Column] = []
    let pieces = zip(cells, types).map {
      ColumnPieces(cells: $0, domain: $1 == .boolean ? .booleans : .open)
    }
    let sizes = pieces.map { Int($0.inside.upperBound) }
    guard sizes.reduce(0, +) * words <= Self.mostWords else { return nil }
    var sets: [[UInt64]] = []
    for (place, tests) in cells.enumerated() {
      guard let column = Self.column(of: pieces[place], types[place], code),
        let bits = RowSets.bits(of: tests, pieces[place], isWhole: true)
      else { return nil }
      columns.append(column)
      sets.append(bits)
    }
    self.columns = columns
    self.sizes = sizes
    var combinations = 1
    for size in sizes where combinations <= Self.mostCombinations { combinations *= size }
    if combinations <= Self.mostCombinations {
      rows = [Int32](repeating: Self.noRow, count: combinations)
      for index in 0..<combinations {
        var rest = index
        var pieces = [Int32](repeating: 0, count: sizes.count)
        for column in sizes.indices.reversed() {
          pieces[column] = Int32(rest % sizes[column])
          rest /= sizes[column]
        }
        rows[index] = found(Self.row(of: pieces, sets, words, isUnique))
      }
    } else {
      bits = sets
    }
  }

  /// The row by default in the place of none.
  private func found(_ row: Int32) -> Int32 { row == Self.noRow ? rowByDefault : row }

  private static func column(
    of pieces: ColumnPieces, _ type: Program.SlotType, _ code: (String) -> Int32
  ) -> Column? {
    switch pieces.kind {
    case .ordered(let values):
      guard type == .number else { return nil }
      let numbers = values.compactMap { if case .number(let number) = $0 { number } else { nil } }
      guard numbers.count == values.count else { return nil }
      return .numbers(
        numbers, doubles: numbers.map(\.double),
        isFaithful: numbers.allSatisfy(\.hasFifteenDigits))
    case .words(let texts, let isClosed):
      guard type == .code else { return nil }
      let codes = texts.map(code)
      var byCode = [Int32](
        repeating: isClosed ? -1 : Int32(texts.count), count: Int((codes.max() ?? -1) + 1))
      for (piece, code) in codes.enumerated() { byCode[Int(code)] = Int32(piece) }
      return .codes(byCode, other: isClosed ? -1 : Int32(texts.count))
    case .booleans: return type == .boolean ? .booleans : nil
    case .opaque: return .anything
    case .measured: return nil
    }
  }

  private static func row(
    of pieces: some Collection<Int32>, _ sets: [[UInt64]], _ words: Int, _ isUnique: Bool
  ) -> Int32 {
    var found = noRow
    for word in 0..<words {
      var bits = UInt64.max
      for (column, piece) in pieces.enumerated() { bits &= sets[column][Int(piece) * words + word] }
      guard bits != 0 else { continue }
      if found != noRow { return conflict }
      found = Int32(word * 64 + bits.trailingZeroBitCount)
      if !isUnique { return found }
      if bits & (bits - 1) != 0 { return conflict }
    }
    return found
  }

  /// The row of a case by its pieces.
  package func row(of pieces: some Collection<Int32>) -> Int32 {
    if pieces.contains(-1) { return rowByDefault }
    guard rows.isEmpty else {
      var index = 0
      for (column, piece) in pieces.enumerated() { index = index * sizes[column] + Int(piece) }
      return rows[index]
    }
    return found(Self.row(of: pieces, bits, words, isUnique))
  }

  /// The piece of a number among exact boundaries.
  package static func piece(of number: Number, among boundaries: [Number]) -> Int32 {
    var (low, high) = (0, boundaries.count)
    while low < high {
      let middle = (low + high) / 2
      if boundaries[middle] < number { low = middle + 1 } else { high = middle }
    }
    return Int32(low < boundaries.count && boundaries[low] == number ? 2 * low + 1 : 2 * low)
  }

  package static func piece(of code: Int32, in byCode: [Int32], other: Int32) -> Int32 {
    byCode.indices.contains(Int(code)) ? byCode[Int(code)] : other
  }
}
