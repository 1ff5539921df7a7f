import FEEL
import Facts

/// Boxed expressions on the executors that compute in doubles.
extension BoxedExpression {
  /// What it comes to for values of slots; nil where one is not known exactly, or the evaluator gives up.
  func value(_ moment: DateAndTime?, _ read: (Program.Slot) -> Value?) -> Value? {
    guard let scope = environment(read) else { return nil }
    var evaluator = Evaluator()
    evaluator.moment = moment
    let value: Value
    if let rows, case .table(let table) = expression.kind {
      guard let inputs = evaluator.inputs(of: table, expression, in: scope) else { return .null }
      value =
        evaluator.decide(
          table, expression, inputs: inputs, rules: rows.rows(for: inputs), in: scope
        ).value
    } else {
      value = evaluator.evaluate(expression, in: scope)
    }
    return evaluator.isExhausted ? nil : value
  }
}

/// A boxed value put into a register; false, and the register as it was, where no such value stands for it.
extension Value {
  func unbox(into number: inout Double) -> Bool {
    guard case .number(let exact) = self, exact.hasFifteenDigits else { return false }
    let double = exact.double
    let size = abs(double)
    guard size <= Accuracy.largestInput, size == 0 || size >= 1 / Accuracy.largestInput else {
      return false
    }
    number = double
    return true
  }

  func unbox(into boolean: inout Bool) -> Bool {
    guard case .boolean(let value) = self else { return false }
    boolean = value
    return true
  }

  func unbox(into code: inout Int32, _ program: Program) -> Bool {
    guard case .string(let text) = self else { return false }
    code = program.code(of: text)
    return true
  }
}
