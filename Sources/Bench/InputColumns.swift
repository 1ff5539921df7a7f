import Facts
import Programs

/// The inputs of all cases, column by column, in memory of their own.
final class InputColumns {
  private(set) var numbers: [(slot: Program.Slot, column: UnsafeMutablePointer<Double>)] = []
  private(set) var booleans: [(slot: Program.Slot, column: UnsafeMutablePointer<UInt8>)] = []
  private(set) var codes: [(slot: Program.Slot, column: UnsafeMutablePointer<Int32>)] = []
  private(set) var all: ColumnarExecutor.Columns

  init(_ workload: ZoningWorkload) {
    let (cases, inputs) = (workload.cases, workload.program.inputs)
    all = .init(
      numbers: .init(repeating: nil, count: inputs.count),
      booleans: .init(repeating: nil, count: inputs.count),
      codes: .init(repeating: nil, count: inputs.count))
    for (index, input) in inputs.enumerated() {
      switch input.type {
      case .number:
        let column = Self.column(cases) {
          if case .number(let number) = $0[index] { number.double } else { Double.nan }
        }
        numbers.append((input.slot, column))
        all.numbers[index] = UnsafePointer(column)
      case .boolean:
        let column = Self.column(cases) { $0[index] == .boolean(true) ? UInt8(1) : 0 }
        booleans.append((input.slot, column))
        all.booleans[index] = UnsafePointer(column)
      case .code, .row, .boxed:
        let column = Self.column(cases) {
          if case .code(let code) = $0[index] { code } else { Int32(-1) }
        }
        codes.append((input.slot, column))
        all.codes[index] = UnsafePointer(column)
      }
    }
  }

  private static func column<T>(
    _ cases: [[ExactExecutor.Cell]], _ value: ([ExactExecutor.Cell]) -> T
  ) -> UnsafeMutablePointer<T> {
    let memory = UnsafeMutablePointer<T>.allocate(capacity: cases.count)
    for (row, one) in cases.enumerated() { (memory + row).initialize(to: value(one)) }
    return memory
  }

  deinit {
    for (_, column) in numbers { column.deallocate() }
    for (_, column) in booleans { column.deallocate() }
    for (_, column) in codes { column.deallocate() }
  }
}

/// Cases one by one from typed columns, as a caller with typed data has them.
final class TypedCases {
  let scalar: ScalarExecutor
  let count: Int
  private let columns: InputColumns
  private let numbers: [(register: Int, column: UnsafeMutablePointer<Double>)]
  private let booleans: [(register: Int, column: UnsafeMutablePointer<UInt8>)]
  private let codes: [(register: Int, column: UnsafeMutablePointer<Int32>)]

  init(_ workload: ZoningWorkload) {
    let scalar = ScalarExecutor(workload.program)
    self.scalar = scalar
    count = workload.cases.count
    columns = InputColumns(workload)
    numbers = columns.numbers.map { (scalar.register(of: $0.slot), $0.column) }
    booleans = columns.booleans.map { (scalar.register(of: $0.slot), $0.column) }
    codes = columns.codes.map { (scalar.register(of: $0.slot), $0.column) }
  }

  func load(_ row: Int) {
    for (register, column) in numbers { scalar.numbers[register] = column[row] }
    for (register, column) in booleans { scalar.booleans[register] = column[row] != 0 }
    for (register, column) in codes { scalar.codes[register] = column[row] }
  }

  /// Whether every case is decided, and as the workload says.
  func areRight(_ workload: ZoningWorkload) -> Bool {
    let registers = workload.conditions.map { scalar.register(of: $0) }
    let outcome = scalar.register(of: workload.outcome)
    return (0..<count).allSatisfy { row in
      load(row)
      guard scalar.run() == .decided else { return false }
      var mask: UInt32 = 0
      for (bit, register) in registers.enumerated() where scalar.booleans[register] {
        mask |= 1 << UInt32(bit)
      }
      return mask == workload.masks[row]
        && workload.program.texts[Int(scalar.codes[outcome])] == workload.outcomes[row]
    }
  }

  /// Nanoseconds a case, round by round, of what is done with each after it is loaded.
  func times(rounds: Int = 31, _ body: () -> Void) -> [Double] {
    let used = min(4_096, count)
    return (0..<rounds).map { _ in
      processorSeconds {
        for row in 0..<used {
          load(row)
          body()
        }
      } / Double(used) * 1e9
    }
  }
}
