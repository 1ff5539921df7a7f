import Facts

/// What is kept of many cases so that any of them can be opened later: the row that each table came to, and each condition's
/// truth, one bit. Names and values are not kept: they follow from the inputs, and are worked out for the case that is opened.
package struct TraceLog {
  private let program: Program
  private let executor: ScalarExecutor
  /// Slots of rows, and of outputs that are truth values.
  private let rowSlots: [Program.Slot]
  private let conditions: [Program.Output]
  private let rowRegisters: [Int]
  private let conditionRegisters: [Int]
  private var rows: [Int32] = []
  private var truths: [UInt64] = []
  package private(set) var count = 0

  private var words: Int { (conditions.count + 63) / 64 }

  package init(_ executor: ScalarExecutor) {
    self.executor = executor
    program = executor.program
    rowSlots = program.types.indices.filter {
      executor.program.types[$0] == .row && executor.register(of: $0) >= 0
    }
    conditions = program.outputs.filter { executor.program.types[$0.slot] == .boolean }
    rowRegisters = rowSlots.map { executor.register(of: $0) }
    conditionRegisters = conditions.map { executor.register(of: $0.slot) }
  }

  package mutating func reserve(_ cases: Int) {
    rows.reserveCapacity(cases * rowSlots.count)
    truths.reserveCapacity(cases * words)
  }

  package mutating func removeAll() {
    rows.removeAll(keepingCapacity: true)
    truths.removeAll(keepingCapacity: true)
    count = 0
  }

  /// Keeps the case that the executor has just decided.
  package mutating func append() {
    let (codes, booleans) = (executor.codes, executor.booleans)
    for register in rowRegisters { rows.append(codes[register]) }
    var word: UInt64 = 0
    var bit: UInt64 = 0
    for register in conditionRegisters {
      word |= (booleans[register] ? 1 : 0) << bit
      bit += 1
      if bit == 64 {
        truths.append(word)
        (word, bit) = (0, 0)
      }
    }
    if bit > 0 { truths.append(word) }
    count += 1
  }

  /// A case opened: every output by name with its exact value, every table's row.
  package struct Opened: Sendable {
    package var values: [(name: String, value: ExactExecutor.Cell)]
    /// By table of the program, in the order in which they are asked; from 0.
    package var rows: [(table: Int, row: Int)]
    /// Whether what was kept is what the exact numbers come to.
    package var isConfirmed: Bool
  }

  /// - Parameters:
  ///   - index: Of the case, as it was appended.
  ///   - inputs: Its inputs, which are kept elsewhere.
  package func open(_ index: Int, inputs: [ExactExecutor.Cell]) -> Opened? {
    guard index >= 0, index < count, inputs.count == program.inputs.count else { return nil }
    let cells = ExactExecutor(program).run(inputs)
    var isConfirmed = true
    var opened: [(table: Int, row: Int)] = []
    for (place, slot) in rowSlots.enumerated() {
      let row = rows[index * rowSlots.count + place]
      opened.append((Int(program.operations[slot].a), Int(row)))
      isConfirmed = isConfirmed && cells[slot] == .row(row)
    }
    for (place, condition) in conditions.enumerated() {
      let word = truths[index * words + place / 64]
      let kept = word >> UInt64(place % 64) & 1 == 1
      isConfirmed = isConfirmed && cells[condition.slot] == .boolean(kept)
    }
    return Opened(
      values: program.outputs.map { ($0.name, cells[$0.slot]) }, rows: opened,
      isConfirmed: isConfirmed)
  }
}
