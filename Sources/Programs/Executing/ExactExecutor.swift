package import FEEL
package import Facts

/// Works a program out in exact decimals, one case at a time: what the fast executors ask where a double leaves a doubt.
package struct ExactExecutor: Sendable {
  package enum Cell: Sendable, Hashable {
    case number(Number)
    case boolean(Bool)
    /// -1 is a text that no rule names, and of which no more is known.
    case code(Int32)
    /// A text that no rule names.
    case text(String)
    case row(Int32)
    /// Any value of FEEL.
    case boxed(Value)
    /// FEEL's null: why is among the findings of the run.
    case null
    /// A fact that is not there.
    case unknown(Reasons)
    /// Only the evaluator can say.
    case open
  }

  package let program: Program
  /// What `now` and `today` say.
  package var moment: DateAndTime?

  package init(_ program: Program, moment: DateAndTime? = nil) {
    self.program = program
    self.moment = moment
  }

  /// Works out every slot, whether it is needed or not.
  /// - Parameter inputs: By index of the program's inputs.
  /// - Returns: By slot.
  package func run(_ inputs: [Cell]) -> [Cell] {
    var run = ExactRun(self, inputs)
    return program.operations.indices.map { run.cell(of: $0) }
  }

  /// Begins a case of which only what is asked for is worked out.
  package func start(_ inputs: [Cell]) -> ExactRun { ExactRun(self, inputs) }
}

extension Program {
  /// A value as what a slot of a type holds; what is no value of the type is left to the evaluator.
  package func cell(_ value: Value, _ type: SlotType) -> ExactExecutor.Cell {
    switch (type, value) {
    case (_, .null): .null
    case (_, .unknown(let reasons)): .unknown(reasons)
    case (.number, .number(let number)): .number(number)
    case (.boolean, .boolean(let boolean)): .boolean(boolean)
    case (.code, .string(let text)):
      switch code(of: text) {
      case -1: .text(text)
      case let code: .code(code)
      }
    case (.boxed, _): .boxed(value)
    default: .open
    }
  }

  /// Nil for what only the evaluator can say. A row is its number.
  package func value(of cell: ExactExecutor.Cell) -> Value? {
    switch cell {
    case .number(let number): .number(number)
    case .boolean(let boolean): .boolean(boolean)
    case .code(let code): code < 0 ? nil : .string(texts[Int(code)])
    case .text(let text): .string(text)
    case .row(let row): .number(Number(Int(row)))
    case .boxed(let value): value
    case .null: .null
    case .unknown(let reasons): .unknown(reasons)
    case .open: nil
    }
  }
}
