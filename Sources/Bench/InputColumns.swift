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
