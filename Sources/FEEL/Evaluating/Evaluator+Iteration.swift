import Facts

/// `for`, `some` and `every` (DMN 1.5, 10.3.2.14 and 10.3.2.15).
extension Evaluator {
  /// The results for each combination, the last iterator fastest; `partial` is what there is so far.
  mutating func iteration(
    _ iterators: [FEELExpression.Iterator], _ body: FEELExpression, _ expression: FEELExpression,
    _ environment: Environment
  ) -> Value {
    var results: [Value] = []
    let showsPartial = mentions("partial", body)
    let stop = each(iterators[...], environment) { evaluator, inner in
      var inner = inner
      if showsPartial {
        // The list is copied for each round that keeps it.
        guard evaluator.spend(steps: results.count / 8, expression) else { return false }
        inner = inner.binding("partial", .list(results))
      }
      results.append(evaluator.evaluate(body, in: inner))
      return true
    }
    return stop ?? bounded(.list(results), expression)
  }

  /// An `or` (decided by true) or `and` of all combinations.
  mutating func quantified(
    _ iterators: [FEELExpression.Iterator], _ body: FEELExpression, _ environment: Environment,
    decidedBy deciding: Bool
  ) -> Value {
    var result = Value.boolean(!deciding)
    let stop = each(iterators[...], environment) { evaluator, inner in
      let value = evaluator.evaluate(body, in: inner)
      result = Operators.combine(result, value, decidedBy: deciding)
      if case .boolean(deciding) = result { return false }
      return true
    }
    // A combination before the one that failed may have decided, if only it were known.
    if case .unknown = result { return result }
    if let stop { return stop }
    if case .null = result { return fail("a condition must be true or false", body) }
    return result
  }

  /// Runs a body for each combination until it says no; gives a value instead where a domain is unknown or none.
  private mutating func each(
    _ iterators: ArraySlice<FEELExpression.Iterator>, _ environment: Environment,
    _ body: (inout Evaluator, Environment) -> Bool
  ) -> Value? {
    var goesOn = true
    return run(iterators, environment, &goesOn, body)
  }

  private mutating func run(
    _ iterators: ArraySlice<FEELExpression.Iterator>, _ environment: Environment,
    _ goesOn: inout Bool, _ body: (inout Evaluator, Environment) -> Bool
  ) -> Value? {
    guard let iterator = iterators.first else {
      goesOn = body(&self, environment)
      return isExhausted ? .null : nil
    }
    var items: [Value] = []
    if let stop = domain(iterator, environment, &items) { return stop }
    for item in items where goesOn {
      guard spend(steps: 1, iterator.domain) else { return .null }
      let inner = environment.binding(iterator.name, item)
      if let stop = run(iterators.dropFirst(), inner, &goesOn, body) { return stop }
    }
    return nil
  }

  /// What a name goes through: a list, whole numbers or days up or down, or one value. Gives a value where it is none.
  private mutating func domain(
    _ iterator: FEELExpression.Iterator, _ environment: Environment, _ items: inout [Value]
  ) -> Value? {
    let domain = evaluate(iterator.domain, in: environment)
    if let end = iterator.end {
      let last = evaluate(end, in: environment)
      if let unknown = Value.deepUnknown(among: [domain, last]) { return unknown }
      guard let counted = Operators.steps(from: domain, to: last) else {
        return fail("a `for` needs whole numbers or dates", iterator.domain)
      }
      items = counted
      return spend(steps: items.count / 8, iterator.domain) ? nil : .null
    }
    switch domain {
    case .list(let list): items = list
    case .unknown: return domain
    case .range(let range):
      if let unknown = Value.deepUnknown(among: [domain]) { return unknown }
      guard range.form != .notEqual, let low = range.low, let high = range.high,
        (Operators.compare(low, high) ?? 1) <= 0,
        let counted = Operators.steps(from: low, to: high)
      else {
        return fail(
          "a `for` over a range needs whole numbers or dates, the lower first", iterator.domain)
      }
      items = counted
      if !range.includesLow { items = Array(items.dropFirst()) }
      if !range.includesHigh { items = Array(items.dropLast()) }
      return spend(steps: counted.count / 8, iterator.domain) ? nil : .null
    case .null: return fail("a `for` needs a list", iterator.domain)
    default: items = [domain]
    }
    return nil
  }

  /// Whether a name stands anywhere in an expression; looking costs steps too.
  private mutating func mentions(_ name: String, _ expression: FEELExpression) -> Bool {
    var found = false
    var count = 0
    expression.walk {
      count += 1
      if case .name(name) = $0.kind { found = true }
    }
    return spend(steps: count / 8, expression) && found
  }
}
