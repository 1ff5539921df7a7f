import Facts

/// Operators, and what is decided although something in it is not known.
extension Evaluator {
  /// An operator whose left side is known; the right side of `and` and `or` is looked at only where it matters.
  mutating func apply(
    _ op: BinaryOperator, _ left: Value, _ right: FEELExpression, _ expression: FEELExpression,
    _ environment: Environment
  ) -> Value {
    switch op {
    case .and, .or:
      let deciding = Value.boolean(op == .or)
      if left == deciding { return left }
      let right = evaluate(right, in: environment)
      let result = Operators.combine(left, right, decidedBy: op == .or)
      if case .null = result, let odd = [left, right].first(where: { !$0.isTruth }) {
        return fail("`\(op.rawValue)` does not work on \(odd.typeName)", expression)
      }
      return result
    default:
      let right = evaluate(right, in: environment)
      guard spend(lookingThrough: [left, right], expression) else { return .null }
      if let unknown = Value.deepUnknown(among: [left, right]) { return unknown }
      guard let result = Operators.apply(op, left, right) else {
        return fail(
          "`\(op.rawValue)` does not work on \(left.typeName) and \(right.typeName)", expression)
      }
      if case .string = result { return bounded(result, expression) }
      return result
    }
  }

  mutating func chain(
    _ first: FEELExpression, _ links: [FEELExpression.Link], _ expression: FEELExpression,
    _ environment: Environment
  ) -> Value {
    var result = evaluate(first, in: environment)
    for link in links {
      guard spend(steps: 1, expression) else { return .null }
      result = apply(link.op, result, link.operand, expression, environment)
    }
    return result
  }

  mutating func negative(_ value: Value, _ expression: FEELExpression) -> Value {
    switch value {
    case .number(let number): .number(-number)
    case .daysAndTime(let duration): .daysAndTime(.init(nanoseconds: -duration.nanoseconds))
    case .yearsAndMonths(let duration): .yearsAndMonths(.init(months: -duration.months))
    case .unknown: value
    default: fail("only a number or a duration can be negative", expression)
    }
  }

  mutating func conditional(
    _ condition: FEELExpression, _ then: FEELExpression, _ otherwise: FEELExpression,
    _ expression: FEELExpression, _ environment: Environment
  ) -> Value {
    switch evaluate(condition, in: environment) {
    case .boolean(true): return evaluate(then, in: environment)
    case .boolean(false), .null: return evaluate(otherwise, in: environment)
    case .unknown(let reasons):
      let kept = findings
      let (a, b) = (evaluate(then, in: environment), evaluate(otherwise, in: environment))
      if a.isAlike(b) { return a }
      // What goes wrong in a branch that may not be taken is no error yet.
      if !isExhausted { findings = kept }
      return Value.unknown(among: [.unknown(reasons), a, b]) ?? .unknown(reasons)
    case let other:
      return fail(
        "the condition of an `if` must be true or false, not \(other.typeName)", expression)
    }
  }
}

extension Value {
  /// Whether it is a truth value of FEEL: true, false or null.
  fileprivate var isTruth: Bool {
    switch self {
    case .boolean, .null: true
    default: false
    }
  }

  /// Whether nothing in FEEL could tell the two apart, not even their printed texts: stricter than `is`.
  fileprivate func isAlike(_ other: Value) -> Bool {
    switch (self, other) {
    case (.string(let a), .string(let b)): a.utf8.elementsEqual(b.utf8)
    case (.list(let a), .list(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.isAlike($1) }
    case (.context(let a), .context(let b)):
      a.keys.elementsEqual(b.keys)
        && zip(a.entries, b.entries).allSatisfy {
          $0.value.isAlike($1.value)
        }
    default: self == other
    }
  }
}
