/// The columns, sets, lists, guards and tables of a program in plain memory, and instructions that point into it.
final class FlatMemory {
  struct Table {
    var firstColumn: Int
    var columnCount: Int
    /// In ``codes``, or -1 where rows are found by sets of bits.
    var rows: Int
    /// Of a set of rows: a multiple of ``wordsAtOnce``.
    var words: Int
    var isUnique: Bool
    var rowByDefault: Int32
    var isOpen: Bool
  }

  struct Column {
    enum Kind: UInt8 { case numbers, codes, booleans, anything }
    var kind: Kind
    var register: Int
    /// Where its boundaries stand in ``numbers``, or its pieces by code in ``codes``.
    var start: Int
    var count: Int
    /// Pieces of the column.
    var size: Int
    /// Where in ``codes`` stands, piece by piece, the place of the piece's set of rows in ``bits``.
    var sets: Int
    var left: Double
    var absolute: Double
  }

  let numbers: UnsafeMutableBufferPointer<Double>
  let booleans: UnsafeMutableBufferPointer<Bool>
  let codes: UnsafeMutableBufferPointer<Int32>
  let bits: UnsafeMutableBufferPointer<UInt64>
  let guards: UnsafeMutableBufferPointer<MachineCode.Guard>
  let tables: UnsafeMutableBufferPointer<Table>
  let columns: UnsafeMutableBufferPointer<Column>

  private let numberColumns: [Int]
  private let booleanColumns: [Int]
  private let codeColumns: [Int]
  private let sets: [(start: Int, count: Int)]
  private let lists: [(start: Int, count: Int)]

  init(_ code: MachineCode) {
    var (numbers, booleans, codes, bits): ([Double], [Bool], [Int32], [UInt64]) = ([], [], [], [])
    func placed<T>(_ items: [T], in pool: inout [T]) -> Int {
      pool += items
      return pool.count - items.count
    }
    // Before a column stand two places, for a conflict and for no row: what is there is in doubt, and read without a jump.
    numberColumns = code.numberColumns.map { placed([0, 0] + $0, in: &numbers) + 2 }
    booleanColumns = code.booleanColumns.map { placed([false, false] + $0, in: &booleans) + 2 }
    codeColumns = code.codeColumns.map { placed([-1, -1] + $0, in: &codes) + 2 }
    // After a set, and after the pieces by code, stands what holds for every other code.
    sets = code.codeSets.map { (placed($0 + [false], in: &booleans), $0.count) }
    lists = code.lists.map { (placed($0.map { Int32($0) }, in: &codes), $0.count) }
    var tables: [Table] = []
    var columns: [Column] = []
    for (table, registers) in code.tables {
      let index = table.index
      tables.append(
        Table(
          firstColumn: columns.count, columnCount: table.columns.count,
          rows: index.rows.isEmpty ? -1 : placed(index.rows, in: &codes),
          words: Self.rounded(index.words), isUnique: index.isUnique,
          rowByDefault: index.rowByDefault, isOpen: table.isOpen))
      for (position, column) in table.columns.enumerated() {
        var flat = Column(
          kind: .anything, register: registers[position], start: 0, count: 0,
          size: table.sizes[position], sets: 0, left: 0, absolute: 0)
        switch column {
        case .anything: break
        case .booleans: flat.kind = .booleans
        case .codes(let byCode, let other):
          flat.kind = .codes
          (flat.start, flat.count) = (
            placed(byCode + [other], in: &codes), byCode.count
          )
        case .numbers(let boundaries, let left, let absolute):
          flat.kind = .numbers
          (flat.start, flat.count) = (placed(boundaries, in: &numbers), boundaries.count)
          (flat.left, flat.absolute) = (left, absolute)
        }
        if index.rows.isEmpty {
          let sets = Self.placeSets(index.bits[position], index.words, in: &bits)
          flat.sets = placed(sets, in: &codes)
        }
        columns.append(flat)
      }
    }
    func memory<T>(_ items: [T]) -> UnsafeMutableBufferPointer<T> {
      let memory = UnsafeMutableBufferPointer<T>.allocate(capacity: items.count)
      _ = memory.initialize(from: items)
      return memory
    }
    self.numbers = memory(numbers)
    self.booleans = memory(booleans)
    self.codes = memory(codes)
    self.bits = memory(bits)
    guards = memory(code.guards)
    self.tables = memory(tables)
    self.columns = memory(columns)
  }

  private typealias Words = SIMD4<UInt64>
  private static let wordsAtOnce = 4
  private static func rounded(_ words: Int) -> Int {
    (words + wordsAtOnce - 1) / wordsAtOnce * wordsAtOnce
  }

  /// Writes the sets of a column, neighbours that are alike once: what lies on a boundary is mostly as what lies behind it.
  private static func placeSets(_ sets: [UInt64], _ words: Int, in pool: inout [UInt64]) -> [Int32]
  {
    guard words > 0 else { return [] }
    let fill = [UInt64](repeating: 0, count: rounded(words) - words)
    var places: [Int32] = []
    for start in stride(from: 0, to: sets.count, by: words) {
      if let last = places.last, sets[start..<(start + words)] == sets[(start - words)..<start] {
        places.append(last)
      } else {
        places.append(Int32(pool.count))
        pool += sets[start..<(start + words)]
        pool += fill
      }
    }
    return places
  }

  deinit {
    numbers.deallocate()
    booleans.deallocate()
    codes.deallocate()
    bits.deallocate()
    guards.deallocate()
    tables.deallocate()
    columns.deallocate()
  }

  /// Instructions with places in this memory instead of indices of lists.
  func linked(_ instructions: [MachineCode.Instruction]) -> [MachineCode.Instruction] {
    instructions.map { instruction in
      var it = instruction
      switch it.code {
      case .gatherNumber: it.b = Int32(numberColumns[Int(it.b)])
      case .gatherBoolean: it.b = Int32(booleanColumns[Int(it.b)])
      case .gatherCode: it.b = Int32(codeColumns[Int(it.b)])
      case .isIn:
        let set = sets[Int(it.b)]
        (it.b, it.c) = (Int32(set.start), Int32(set.count))
      case .count:
        let list = lists[Int(it.a)]
        (it.a, it.b) = (Int32(list.start), Int32(list.count))
      default: break
      }
      return it
    }
  }

  /// Where a code stands in a list of so many, which ends with what holds for all others.
  @inline(__always)
  static func place(of code: Int32, among count: Int) -> Int {
    Int(min(UInt32(bitPattern: code), UInt32(truncatingIfNeeded: count)))
  }

  @inline(__always)
  func isDoubtful(_ a: Double, _ b: Double, _ index: Int) -> Bool {
    let bound = guards[index].left * abs(a) + guards[index].right * abs(b) + guards[index].absolute
    return !(abs(a - b) > bound) && bound != 0
  }

  /// The piece of a column that a case lies in; -1 where its text has none.
  @inline(__always)
  private func piece(
    of column: Column, _ numbers: UnsafeMutablePointer<Double>,
    _ booleans: UnsafeMutablePointer<UInt8>, _ codes: UnsafeMutablePointer<Int32>,
    _ doubt: inout UInt8
  ) -> Int32 {
    switch column.kind {
    case .numbers:
      return MachineTable.piece(
        numbers[column.register],
        UnsafeBufferPointer(
          start: self.numbers.baseAddress.map { $0 + column.start }, count: column.count),
        column.left, column.absolute, &doubt)
    case .codes:
      return self.codes[column.start + Self.place(of: codes[column.register], among: column.count)]
    case .booleans: return Int32(booleans[column.register] ^ 1)
    case .anything: return 0
    }
  }

  @inline(__always)
  func row(
    of index: Int, _ numbers: UnsafeMutablePointer<Double>, _ booleans: UnsafeMutablePointer<UInt8>,
    _ codes: UnsafeMutablePointer<Int32>, _ doubt: inout UInt8
  ) -> Int32 {
    let table = tables[index]
    if table.isOpen { doubt = 1 }
    guard table.rows >= 0 else { return rowBySets(table, numbers, booleans, codes, &doubt) }
    var position = 0
    for column in table.firstColumn..<(table.firstColumn + table.columnCount) {
      let piece = piece(of: columns[column], numbers, booleans, codes, &doubt)
      if piece < 0 { return table.rowByDefault }
      position = position * columns[column].size + Int(piece)
    }
    return self.codes[table.rows + position]
  }

  private func rowBySets(
    _ table: Table, _ numbers: UnsafeMutablePointer<Double>,
    _ booleans: UnsafeMutablePointer<UInt8>, _ codes: UnsafeMutablePointer<Int32>,
    _ doubt: inout UInt8
  ) -> Int32 {
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: table.columnCount) { places in
      for position in 0..<table.columnCount {
        let column = columns[table.firstColumn + position]
        let piece = piece(of: column, numbers, booleans, codes, &doubt)
        if piece < 0 { return table.rowByDefault }
        places[position] = self.codes[column.sets + Int(piece)]
      }
      guard let places = places.baseAddress else { return TableIndex.noRow }
      return row(of: table, places)
    }
  }

  /// The row of a table that is found by sets.
  /// - Parameter places: By column, where the set of its piece stands.
  func row(of table: Table, _ places: UnsafePointer<Int32>) -> Int32 {
    guard let bits = UnsafeRawPointer(bits.baseAddress) else { return TableIndex.noRow }
    let count = table.columnCount
    var found = TableIndex.noRow
    for word in stride(from: 0, to: table.words, by: Self.wordsAtOnce) {
      var set = Words(repeating: .max)
      for column in 0..<count {
        set &= (bits + (Int(places[column]) + word) * 8).loadUnaligned(as: Words.self)
      }
      guard (set[0] | set[1]) | (set[2] | set[3]) != 0 else { continue }
      for index in 0..<Self.wordsAtOnce where set[index] != 0 {
        if found != TableIndex.noRow { return TableIndex.conflict }
        found = Int32((word + index) * 64 + set[index].trailingZeroBitCount)
        if !table.isUnique { return found }
        if set[index] & (set[index] - 1) != 0 { return TableIndex.conflict }
      }
    }
    return found == TableIndex.noRow ? table.rowByDefault : found
  }
}
