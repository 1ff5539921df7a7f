import FEEL
import Facts

/// Cases as the columns that a block is read from.
package struct CaseColumns {
  private var numbers: [[Double]]
  private var booleans: [[UInt8]]
  private var codes: [[Int32]]
  private var boxed: [[Value]]

  /// Nil where a value is missing or no double stands for it: such a case is for ``ExactExecutor``.
  package init?(_ program: Program, _ cases: [[ExactExecutor.Cell]]) {
    numbers = .init(repeating: [], count: program.inputs.count)
    booleans = .init(repeating: [], count: program.inputs.count)
    codes = .init(repeating: [], count: program.inputs.count)
    boxed = .init(repeating: [], count: program.inputs.count)
    for cells in cases {
      for (index, cell) in cells.enumerated() {
        switch (program.inputs[index].type, cell) {
        case (.number, .number(let number)) where number.hasFifteenDigits:
          numbers[index].append(number.double)
        case (.boolean, .boolean(let boolean)): booleans[index].append(boolean ? 1 : 0)
        case (.code, .code(let code)): codes[index].append(code)
        case (.code, .text): codes[index].append(-1)
        case (.boxed, _):
          guard let value = program.value(of: cell) else { return nil }
          boxed[index].append(value)
        default: return nil
        }
      }
    }
  }

  package func withColumns<Result>(_ body: (ColumnarExecutor.Columns) -> Result) -> Result {
    func copied<T>(_ column: [T]) -> UnsafePointer<T>? {
      guard !column.isEmpty else { return nil }
      let memory = UnsafeMutablePointer<T>.allocate(capacity: column.count)
      memory.initialize(from: column, count: column.count)
      return UnsafePointer(memory)
    }
    func free<T>(_ columns: [UnsafePointer<T>?], _ count: (Int) -> Int) {
      for (index, column) in columns.enumerated() {
        guard let column = column.map({ UnsafeMutablePointer(mutating: $0) }) else { continue }
        column.deinitialize(count: count(index))
        column.deallocate()
      }
    }
    let columns = ColumnarExecutor.Columns(
      numbers: numbers.map(copied), booleans: booleans.map(copied), codes: codes.map(copied),
      boxed: boxed.map(copied))
    defer {
      free(columns.numbers) { numbers[$0].count }
      free(columns.booleans) { booleans[$0].count }
      free(columns.codes) { codes[$0].count }
      free(columns.boxed) { boxed[$0].count }
    }
    return body(columns)
  }
}
