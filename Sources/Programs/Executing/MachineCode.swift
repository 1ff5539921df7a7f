import Facts

/// A program with registers in the place of slots and the guards of its comparisons worked out.
struct MachineCode: Sendable {
  enum Code: UInt8, Sendable {
    case add, subtract, multiply, divide, negate, minimum, maximum, absolute, floor, ceiling
    case selectNumber, selectBoolean, selectCode
    case and, or, not
    case less, lessOrEqual, equal, lessGuarded, lessOrEqualGuarded, equalGuarded
    /// An operand whose error has no bound: exact numbers decide.
    case neverSure
    case isIn, sameCode, gatherNumber, gatherBoolean, gatherCode, count, lookup
  }

  struct Instruction: Sendable {
    var code: Code
    var to: Int32
    var a: Int32
    var b: Int32
    var c: Int32
  }

  struct Guard: Sendable, Hashable {
    var left: Double
    var right: Double
    var absolute: Double
  }

  struct InputRange: Sendable {
    var register: Int
    var lowest: Double
    var highest: Double
  }

  private(set) var instructions: [Instruction] = []
  /// Per instruction, the inputs that it rests on, a bit each.
  private(set) var dependencies: [UInt64] = []
  private(set) var guards: [Guard] = []
  private(set) var registers: [Int] = []
  private(set) var numberCount = 0
  private(set) var booleanCount = 0
  private(set) var codeCount = 0
  private(set) var numberConstants: [(Int, Double)] = []
  private(set) var booleanConstants: [(Int, Bool)] = []
  private(set) var codeConstants: [(Int, Int32)] = []
  private(set) var inputRanges: [InputRange] = []
  private(set) var numberColumns: [[Double]] = []
  private(set) var booleanColumns: [[Bool]] = []
  private(set) var codeColumns: [[Int32]] = []
  private(set) var codeSets: [[Bool]] = []
  private(set) var lists: [[Int]] = []
  private(set) var tables: [MachineTable] = []

  init(_ program: Program) {
    for type in program.types {
      switch type {
      case .number:
        registers.append(numberCount)
        numberCount += 1
      case .boolean:
        registers.append(booleanCount)
        booleanCount += 1
      case .code, .row:
        registers.append(codeCount)
        codeCount += 1
      }
    }
    numberColumns = program.numberColumns.map { $0.map(\.double) }
    booleanColumns = program.booleanColumns
    codeColumns = program.codeColumns
    codeSets = program.codeSets
    lists = program.slotLists.map { $0.map { registers[$0] } }
    var slotDependencies: [UInt64] = []
    for (slot, operation) in program.operations.enumerated() {
      slotDependencies.append(Self.dependencies(of: operation, program, slotDependencies))
      translate(slot, operation, program, slotDependencies[slot])
    }
  }

  func contains(_ code: Int32, inSet set: Int) -> Bool {
    let index = Int(code)
    return index >= 0 && index < codeSets[set].count && codeSets[set][index]
  }

  private static func dependencies(
    of operation: Operation, _ program: Program, _ known: [UInt64]
  ) -> UInt64 {
    switch operation.code {
    case .input: return 1 << UInt64(min(63, operation.a))
    case .constant: return 0
    default: return program.operands(of: operation).reduce(0) { $0 | known[$1] }
    }
  }

  private mutating func guardIndex(_ bound: Guard) -> Int32 {
    if let known = guards.firstIndex(of: bound) { return Int32(known) }
    guards.append(bound)
    return Int32(guards.count - 1)
  }

  private mutating func translate(
    _ slot: Program.Slot, _ operation: Operation, _ program: Program, _ dependency: UInt64
  ) {
    let to = Int32(registers[slot])
    func register(_ slot: Int32) -> Int32 { Int32(registers[Int(slot)]) }
    func accuracy(_ slot: Int32) -> Accuracy { program.accuracies[Int(slot)] ?? .integer(0, 1) }
    func emit(_ code: Code, _ a: Int32 = 0, _ b: Int32 = 0, _ c: Int32 = 0) {
      instructions.append(Instruction(code: code, to: to, a: a, b: b, c: c))
      dependencies.append(dependency)
    }
    let type = program.types[slot]
    switch operation.code {
    case .input:
      if let accuracy = program.accuracies[slot] {
        inputRanges.append(
          .init(register: Int(to), lowest: accuracy.lowest, highest: accuracy.highest))
      }
    case .constant:
      switch type {
      case .number: numberConstants.append((Int(to), program.constants[Int(operation.a)].double))
      case .boolean: booleanConstants.append((Int(to), operation.a == 1))
      case .code, .row: codeConstants.append((Int(to), operation.a))
      }
    case .add: emit(.add, register(operation.a), register(operation.b))
    case .subtract: emit(.subtract, register(operation.a), register(operation.b))
    case .multiply: emit(.multiply, register(operation.a), register(operation.b))
    case .divide: emit(.divide, register(operation.a), register(operation.b))
    case .negate: emit(.negate, register(operation.a))
    case .minimum: emit(.minimum, register(operation.a), register(operation.b))
    case .maximum: emit(.maximum, register(operation.a), register(operation.b))
    case .absolute: emit(.absolute, register(operation.a))
    case .floor, .ceiling:
      let accuracy = accuracy(operation.a)
      if accuracy.isOpen || program.accuracies[slot]?.isOpen ?? true { emit(.neverSure) }
      var index: Int32 = -1
      if !accuracy.isFaithful, let bound = Accuracy.guardOf(accuracy, .integer(0, 0)) {
        index = guardIndex(Guard(left: bound.left, right: 0, absolute: bound.absolute))
      }
      emit(operation.code == .floor ? .floor : .ceiling, register(operation.a), 0, index)
    case .count: emit(.count, operation.a)
    case .and: emit(.and, register(operation.a), register(operation.b))
    case .or: emit(.or, register(operation.a), register(operation.b))
    case .not: emit(.not, register(operation.a))
    case .less, .lessOrEqual, .equal:
      let (left, right) = (accuracy(operation.a), accuracy(operation.b))
      if left.isOpen || right.isOpen { emit(.neverSure) }
      if let bound = Accuracy.guardOf(left, right) {
        emit(
          operation.code == .less
            ? .lessGuarded : operation.code == .equal ? .equalGuarded : .lessOrEqualGuarded,
          register(operation.a), register(operation.b),
          guardIndex(Guard(left: bound.left, right: bound.right, absolute: bound.absolute)))
      } else {
        emit(
          operation.code == .less ? .less : operation.code == .equal ? .equal : .lessOrEqual,
          register(operation.a), register(operation.b))
      }
    case .isIn: emit(.isIn, register(operation.a), operation.b)
    case .sameCode: emit(.sameCode, register(operation.a), register(operation.b))
    case .select:
      emit(
        type == .number ? .selectNumber : type == .boolean ? .selectBoolean : .selectCode,
        register(operation.a), register(operation.b), register(operation.c))
    case .gather:
      emit(
        type == .number ? .gatherNumber : type == .boolean ? .gatherBoolean : .gatherCode,
        register(operation.a), operation.b)
    case .lookup:
      let slots = program.slotLists[Int(operation.b)]
      let accuracies = slots.map { program.accuracies[$0] }
      tables.append(MachineTable(program.tables[Int(operation.a)], accuracies))
      emit(.lookup, Int32(tables.count - 1), operation.b)
    }
  }
}

extension Program {
  /// The slots that an operation reads.
  func operands(of operation: Operation) -> [Slot] {
    let (a, b, c) = (Slot(operation.a), Slot(operation.b), Slot(operation.c))
    switch operation.code {
    case .input, .constant: return []
    case .add, .subtract, .multiply, .divide, .minimum, .maximum, .and, .or, .less, .lessOrEqual,
      .equal, .sameCode:
      return [a, b]
    case .negate, .absolute, .floor, .ceiling, .not, .isIn, .gather: return [a]
    case .select: return [a, b, c]
    case .count: return slotLists[a]
    case .lookup: return slotLists[b]
    }
  }
}

/// A table with boundaries as doubles and the doubts of its inputs.
struct MachineTable: Sendable {
  enum Column: Sendable {
    case numbers([Double], left: Double, absolute: Double)
    case codes([Int32], other: Int32)
    case booleans
    case anything
  }
  let columns: [Column]
  let sizes: [Int]
  let index: TableIndex
  /// An input whose error has no bound.
  let isOpen: Bool

  init(_ index: TableIndex, _ accuracies: [Accuracy?]) {
    self.index = index
    sizes = index.sizes
    isOpen = accuracies.contains { $0?.isOpen ?? false }
    columns = zip(index.columns, accuracies).map { column, accuracy in
      switch column {
      case .numbers(_, let doubles, let isFaithful):
        let limits = Accuracy(
          lowest: 0, highest: 0, relative: 1, absolute: 0, tiniest: 1, isFaithful: isFaithful,
          isInteger: false, isOpen: false)
        let bound = accuracy.flatMap { Accuracy.guardOf($0, limits) }
        return .numbers(
          doubles, left: bound.map { $0.left + $0.right } ?? 0, absolute: bound?.absolute ?? 0)
      case .codes(let byCode, let other): return .codes(byCode, other: other)
      case .booleans: return .booleans
      case .anything: return .anything
      }
    }
  }

  /// The piece of a value, and whether it lies too near to a boundary to say.
  @inline(__always)
  static func piece(
    _ value: Double, _ boundaries: UnsafeBufferPointer<Double>, _ left: Double, _ absolute: Double,
    _ doubt: inout Bool
  ) -> Int32 {
    var (low, high) = (0, boundaries.count)
    while low < high {
      let middle = (low + high) / 2
      if boundaries[middle] < value { low = middle + 1 } else { high = middle }
    }
    if left > 0 || absolute > 0 {
      let bound = left * abs(value) * 1.000001 + absolute
      if low < boundaries.count, boundaries[low] - value <= bound { doubt = true }
      if low > 0, value - boundaries[low - 1] <= bound { doubt = true }
    }
    return Int32(low < boundaries.count && boundaries[low] == value ? 2 * low + 1 : 2 * low)
  }

  func row(
    _ registers: [Int], _ numbers: UnsafeMutablePointer<Double>,
    _ booleans: UnsafeMutablePointer<Bool>, _ codes: UnsafeMutablePointer<Int32>,
    _ doubt: inout Bool
  ) -> Int32 {
    if isOpen { doubt = true }
    func piece(_ column: Int) -> Int32 {
      let register = registers[column]
      switch columns[column] {
      case .numbers(let boundaries, let left, let absolute):
        return boundaries.withUnsafeBufferPointer {
          Self.piece(numbers[register], $0, left, absolute, &doubt)
        }
      case .codes(let byCode, let other):
        return TableIndex.piece(of: codes[register], in: byCode, other: other)
      case .booleans: return booleans[register] ? 0 : 1
      case .anything: return 0
      }
    }
    if !index.rows.isEmpty {
      var position = 0
      for column in columns.indices {
        let piece = piece(column)
        if piece < 0 { return TableIndex.noRow }
        position = position * sizes[column] + Int(piece)
      }
      return index.rows[position]
    }
    let pieces = columns.indices.map(piece)
    return index.row(of: pieces)
  }
}
