import Facts

/// Unary tests: the cells of tables, `in` and `between` (DMN 1.5, 10.3.2.7 and tables 54 and 55).
extension Evaluator {
  /// Whether a cell of a table holds for an input: a Boolean, null where it cannot be said, or unknown.
  package mutating func matches(_ tests: UnaryTests, input: Value, in environment: Environment)
    -> Value
  {
    switch tests {
    case .any: return .boolean(true)
    case .tests(let tests): return any(of: tests, input, environment)
    case .negated(let tests):
      switch any(of: tests, input, environment) {
      case .boolean(let boolean): return .boolean(!boolean)
      case let other: return other
      }
    }
  }

  mutating func any(of tests: [UnaryTest], _ input: Value, _ environment: Environment) -> Value {
    let inner = environment.binding("?", input)
    var result = Value.boolean(false)
    for test in tests {
      result = Operators.combine(result, holds(test, input, inner), decidedBy: true)
      if case .boolean(true) = result { break }
    }
    return isExhausted ? .null : result
  }

  private mutating func holds(_ test: UnaryTest, _ input: Value, _ environment: Environment)
    -> Value
  {
    switch test {
    case .compare(let op, let end):
      let limit = evaluate(end, in: environment)
      guard spend(lookingThrough: [input, limit], end) else { return .null }
      if let unknown = Value.deepUnknown(among: [input, limit]) { return unknown }
      return Operators.apply(op, input, limit)
        ?? fail("`\(op.rawValue)` does not work on \(input.typeName) and \(limit.typeName)", end)
    case .expression(let expression):
      let before = errors
      let value = evaluate(expression, in: environment)
      guard spend(lookingThrough: [input, value], expression) else { return .null }
      // A test that failed has no value to be equal to.
      if errors > before, case .null = value { return .null }
      return holds(value, input, expression)
    }
  }

  private mutating func holds(_ value: Value, _ input: Value, _ expression: FEELExpression) -> Value
  {
    // What is unknown deep inside may be all that tells two values apart. A list of ranges or values is looked at item by item.
    if let unknown = Value.deepUnknown(among: [input]), !expression.mentionsInput { return unknown }
    switch value {
    case .range(let range):
      return contains(range, input)
        ?? fail("the range does not hold \(input.typeName)", expression)
    case .list(let items):
      if let unknown = Value.deepUnknown(among: [input]) { return unknown }
      if case .list = input, Operators.equal(input, value) == true { return .boolean(true) }
      return items.reduce(.boolean(false)) { result, item in
        let same: Value =
          if case .range(let range) = item { contains(range, input) ?? .boolean(false) } else {
            Value.deepUnknown(among: [item]) ?? .boolean(Operators.equal(input, item) == true)
          }
        return Operators.combine(result, same, decidedBy: true)
      }
    case .boolean(let boolean):
      if case .boolean(let given) = input, !expression.mentionsInput {
        return .boolean(given == boolean)
      }
      return value
    case .unknown: return value
    default:
      if let unknown = Value.deepUnknown(among: [input, value]) { return unknown }
      return Operators.apply(.equal, input, value)
        ?? fail("\(input.typeName) is never \(value.typeName)", expression)
    }
  }

  mutating func between(
    _ value: FEELExpression, _ low: FEELExpression, _ high: FEELExpression,
    _ expression: FEELExpression, _ environment: Environment
  ) -> Value {
    let value = evaluate(value, in: environment)
    let range = RangeValue(
      low: evaluate(low, in: environment), includesLow: true,
      high: evaluate(high, in: environment), includesHigh: true)
    return contains(range, value)
      ?? fail("`between` needs values that can be compared", expression)
  }

  /// Nil where the value and the ends have no order.
  func contains(_ range: RangeValue, _ value: Value) -> Value? {
    if range.form != .interval, let point = range.low {
      return Value.deepUnknown(among: [point, value])
        ?? Operators.apply(range.form == .equal ? .equal : .notEqual, value, point)
    }
    var result = Value.boolean(true)
    if let low = range.low {
      result = Operators.combine(
        result, ordered(low, value, strict: !range.includesLow), decidedBy: false)
    }
    if let high = range.high {
      result = Operators.combine(
        result, ordered(value, high, strict: !range.includesHigh), decidedBy: false)
    }
    if case .null = result { return nil }
    return result
  }

  private func ordered(_ a: Value, _ b: Value, strict: Bool) -> Value {
    Value.deepUnknown(among: [a, b]) ?? Operators.apply(strict ? .less : .lessOrEqual, a, b)
      ?? .null
  }
}
