import Facts

/// An error that became a null on the way, with its place.
package struct EvaluationFinding: Sendable, Hashable {
  package var message: String
  package var span: Range<Int>
}

/// Evaluates trees directly: slow and plainly right.
///
/// FEEL answers an error with null; every such null is recorded in ``findings``, so that it can be told from a null that
/// somebody meant.
package struct Evaluator: Sendable {
  package private(set) var findings: [EvaluationFinding] = []
  /// Steps that one evaluation may take; a longer one ends as null with a finding.
  package var steps = 2_000_000
  /// What `now` and `today` answer: the host says, and says nothing where an answer must come out the same on every day.
  package var moment: DateAndTime?
  /// The call that a built-in is asked in.
  private var site = 0..<0
  var depth = 0
  /// An evaluation that nests deeper ends as null with a finding.
  static let deepest = 600

  package init() {}

  mutating func fail(_ message: String, _ expression: FEELExpression) -> Value {
    if findings.count < 64 { findings.append(.init(message: message, span: expression.span)) }
    return .null
  }

  package mutating func evaluate(_ expression: FEELExpression, in environment: Environment) -> Value
  {
    steps -= 1
    depth += 1
    defer { depth -= 1 }
    if steps < 0 { return fail("an evaluation takes too many steps", expression) }
    if depth > Self.deepest { return fail("an evaluation nests too deep", expression) }
    switch expression.kind {
    case .null: return .null
    case .boolean(let boolean): return .boolean(boolean)
    case .number(let number): return .number(number)
    case .string(let text): return .string(text)
    case .temporal(let text):
      return Temporal.read(text) ?? fail("`\(text)` is no date, time or duration", expression)
    case .name(let name):
      if let value = environment.value(of: name) { return value }
      if let function = builtIns[name] { return .function(function.value) }
      return fail("nothing is named `\(name)`", expression)
    case .path(let base, let member):
      return self.member(member, of: evaluate(base, in: environment), expression)
    case .negate(let inner):
      switch evaluate(inner, in: environment) {
      case .number(let number): return .number(-number)
      case .daysAndTime(let duration):
        return .daysAndTime(.init(nanoseconds: -duration.nanoseconds))
      case .yearsAndMonths(let duration): return .yearsAndMonths(.init(months: -duration.months))
      case .unknown(let reasons): return .unknown(reasons)
      default: return fail("only a number or a duration can be negative", expression)
      }
    case .binary(.and, let a, let b):
      return both(
        evaluate(a, in: environment), { $0.evaluate(b, in: environment) }, decidedBy: false)
    case .binary(.or, let a, let b):
      return both(
        evaluate(a, in: environment), { $0.evaluate(b, in: environment) }, decidedBy: true)
    case .binary(let op, let a, let b):
      let left = evaluate(a, in: environment)
      let right = evaluate(b, in: environment)
      if let unknown = Value.deepUnknown(among: [left, right]) { return unknown }
      if let result = Operators.apply(op, left, right) { return result }
      return fail(
        "`\(op.rawValue)` does not work on \(left.typeName) and \(right.typeName)", expression)
    case .between(let value, let low, let high):
      let range = RangeValue(
        low: evaluate(low, in: environment), includesLow: true,
        high: evaluate(high, in: environment), includesHigh: true)
      let value = evaluate(value, in: environment)
      return contains(range, value)
        ?? fail("`between` needs values that can be compared", expression)
    case .membership(let value, let tests):
      return any(of: tests, evaluate(value, in: environment), environment)
    case .instanceOf(let value, let type):
      let value = evaluate(value, in: environment)
      guard type.resolved(in: environment.types) != nil else {
        return fail("no type is named `\(type.printed())`", expression)
      }
      return Value.deepUnknown(among: [value])
        ?? .boolean(value.isInstance(of: type, in: environment.types))
    case .conditional(let condition, let then, let otherwise):
      switch evaluate(condition, in: environment) {
      case .boolean(true): return evaluate(then, in: environment)
      case .unknown(let reasons):
        let a = evaluate(then, in: environment)
        let b = evaluate(otherwise, in: environment)
        if a == b { return a }
        return Value.unknown(among: [.unknown(reasons), a, b]) ?? .unknown(reasons)
      case .boolean(false), .null: return evaluate(otherwise, in: environment)
      case let other:
        _ = fail(
          "the condition of an `if` must be true or false, not \(other.typeName)", expression)
        return evaluate(otherwise, in: environment)
      }
    case .iteration(let iterators, let body):
      var results: [Value] = []
      if let unknown = each(
        iterators[...], environment,
        { evaluator, inner in
          results.append(evaluator.evaluate(body, in: inner.binding("partial", .list(results))))
          return true
        })
      {
        return unknown
      }
      return .list(results)
    case .some(let iterators, let body):
      return quantified(iterators, body, environment, decidedBy: true)
    case .every(let iterators, let body):
      return quantified(iterators, body, environment, decidedBy: false)
    case .list(let items): return .list(items.map { evaluate($0, in: environment) })
    case .context(let entries):
      var context = Context()
      var inner = environment
      for entry in entries {
        guard context[entry.key] == nil else {
          return fail("`\(entry.key)` stands twice in a context", expression)
        }
        let value = evaluate(entry.value, in: inner)
        context[entry.key] = value
        inner = inner.binding(entry.key, value)
      }
      return .context(context)
    case .range(let range):
      return .range(
        .init(
          low: range.low.map { evaluate($0, in: environment) }, includesLow: range.includesLow,
          high: range.high.map { evaluate($0, in: environment) }, includesHigh: range.includesHigh))
    case .filter(let list, let condition):
      return filter(evaluate(list, in: environment), condition, environment, expression)
    case .call(let callee, let arguments):
      return call(
        callee,
        arguments.map { argument in
          if case .tests(.tests(let tests)) = argument.kind, tests.count == 1,
            case .compare(let op, let end) = tests[0]
          {
            return .range(Self.range(op, evaluate(end, in: environment)))
          }
          return evaluate(argument, in: environment)
        }, environment, expression)
    case .callNamed(let callee, let arguments):
      guard case .function(let function) = value(ofCallee: callee, environment) else {
        return fail("`\(callee.printed())` is no function", expression)
      }
      if let builtIn = builtIns[function.name], builtIn.value == function {
        let values = arguments.map { ($0.name, evaluate($0.value, in: environment)) }
        return call(expression) { evaluator throws(Misfit) in try builtIn.call(values, &evaluator) }
      }
      var values = [Value](repeating: .null, count: function.parameters.count)
      for argument in arguments {
        guard let place = function.parameters.firstIndex(of: argument.name) else {
          return fail("`\(function.name)` has no parameter `\(argument.name)`", expression)
        }
        values[place] = evaluate(argument.value, in: environment)
      }
      while case .null? = values.last, values.count > arguments.count { values.removeLast() }
      return apply(function, values, expression)
    case .function(let parameters, let body):
      return .function(
        Function(
          name: "function", parameters: parameters.map(\.name), types: parameters.map(\.type),
          body: .expression(body, environment)))
    case .invalid(let why): return fail(why, expression)
    case .table(let table): return decide(table, expression, in: environment)
    case .typed(let value, let type):
      return coerce(evaluate(value, in: environment), to: type, expression, in: environment)
    case .external(let mapping): return callForeign(mapping, expression, in: environment)
    case .tests: return fail("unary tests stand only in a table or an argument", expression)
    }
  }

  private static func range(_ op: BinaryOperator, _ end: Value) -> RangeValue {
    switch op {
    case .less: .init(low: nil, includesLow: false, high: end, includesHigh: false)
    case .lessOrEqual: .init(low: nil, includesLow: false, high: end, includesHigh: true)
    case .greater: .init(low: end, includesLow: false, high: nil, includesHigh: false)
    case .greaterOrEqual: .init(low: end, includesLow: true, high: nil, includesHigh: false)
    default: .init(low: end, includesLow: true, high: end, includesHigh: true)
    }
  }

  // MARK: three-valued logic

  private mutating func both(
    _ left: Value, _ right: (inout Evaluator) -> Value, decidedBy deciding: Bool
  ) -> Value {
    if case .boolean(deciding) = left { return left }
    return Operators.combine(left, right(&self), decidedBy: deciding)
  }

  private mutating func quantified(
    _ iterators: [FEELExpression.Iterator], _ body: FEELExpression, _ environment: Environment,
    decidedBy deciding: Bool
  ) -> Value {
    var result = Value.boolean(!deciding)
    if let unknown = each(
      iterators[...], environment,
      { evaluator, inner in
        result = Operators.combine(result, evaluator.evaluate(body, in: inner), decidedBy: deciding)
        if case .boolean(deciding) = result { return false }
        return true
      })
    {
      return unknown
    }
    return result
  }

  /// Runs a body for each combination; gives a value instead where a domain is unknown or none.
  private mutating func each(
    _ iterators: ArraySlice<FEELExpression.Iterator>, _ environment: Environment,
    _ body: (inout Evaluator, Environment) -> Bool
  ) -> Value? {
    var goesOn = true
    return run(iterators, environment, &goesOn, body)
  }

  private mutating func run(
    _ iterators: ArraySlice<FEELExpression.Iterator>, _ environment: Environment,
    _ goesOn: inout Bool,
    _ body: (inout Evaluator, Environment) -> Bool
  ) -> Value? {
    guard let iterator = iterators.first else {
      goesOn = body(&self, environment)
      return nil
    }
    let domain = evaluate(iterator.domain, in: environment)
    var items: [Value]
    if let end = iterator.end {
      let last = evaluate(end, in: environment)
      if let unknown = Value.unknown(among: [domain, last]) { return unknown }
      guard let counted = Operators.steps(from: domain, to: last) else {
        return fail("a `for` needs whole numbers or dates", iterator.domain)
      }
      items = counted
    } else {
      switch domain {
      case .list(let list): items = list
      case .unknown: return domain
      case .range(let range):
        if let unknown = Value.deepUnknown(among: [domain]) { return unknown }
        guard let low = range.low, let high = range.high,
          (Operators.compare(low, high) ?? 1) <= 0,
          let counted = Operators.steps(from: low, to: high)
        else {
          return fail(
            "a `for` over a range needs whole numbers or dates, the lower first", iterator.domain)
        }
        items = counted
        if !range.includesLow { items = Array(items.dropFirst()) }
        if !range.includesHigh { items = Array(items.dropLast()) }
      case .null: return fail("a `for` needs a list", iterator.domain)
      default: items = [domain]
      }
    }
    for item in items where goesOn {
      steps -= 1
      if steps < 0 { return fail("an evaluation takes too many steps", iterator.domain) }
      if let stop = run(
        iterators.dropFirst(), environment.binding(iterator.name, item), &goesOn, body)
      {
        return stop
      }
    }
    return nil
  }

  // MARK: paths, filters, calls

  private mutating func member(_ name: String, of value: Value, _ expression: FEELExpression)
    -> Value
  {
    switch value {
    case .context(let context):
      return context[name] ?? fail("the context has no `\(name)`", expression)
    case .list(let items): return .list(items.map { member(name, of: $0, expression) })
    case .unknown: return value
    case .null: return .null
    default:
      return Temporal.property(name, of: value)
        ?? fail("\(value.typeName) has no `\(name)`", expression)
    }
  }

  private mutating func filter(
    _ value: Value, _ condition: FEELExpression, _ environment: Environment,
    _ expression: FEELExpression
  ) -> Value {
    let items: [Value]
    switch value {
    case .list(let list): items = list
    case .unknown: return value
    case .null: items = []
    default: items = [value]
    }
    // A number is a place in the list, from 1 or from the end.
    if case .number(let place) = condition.kind { return item(place, items, expression) }
    if case .negate(let inner) = condition.kind, case .number(let place) = inner.kind {
      return item(-place, items, expression)
    }
    var result: [Value] = []
    var open: Value?
    for element in items {
      var inner = environment
      if case .context(let context) = element {
        inner = inner.binding("item", element)
        for entry in context.entries { inner = inner.binding(entry.key, entry.value) }
      } else {
        inner = inner.binding("item", element)
      }
      switch evaluate(condition, in: inner) {
      case .boolean(true): result.append(element)
      case .number(let place): return item(place, items, expression)
      case .unknown(let reasons):
        open = Value.unknown(among: [open ?? .unknown(reasons), .unknown(reasons)])
      default: break
      }
    }
    return open ?? .list(result)
  }

  private mutating func item(_ place: Number, _ items: [Value], _ expression: FEELExpression)
    -> Value
  {
    guard let place = place.int, place != 0, place.magnitude <= items.count else {
      return fail("the list has no such place", expression)
    }
    return place > 0 ? items[place - 1] : items[items.count + place]
  }

  private mutating func value(ofCallee callee: FEELExpression, _ environment: Environment) -> Value
  {
    if case .name(let name) = callee.kind {
      switch environment.value(of: name) {
      case .function(let function)?: return .function(function)
      case .unknown(let reasons)?: return .unknown(reasons)
      default: break
      }
      if let builtIn = builtIns[name] { return .function(builtIn.value) }
      return .null
    }
    return evaluate(callee, in: environment)
  }

  private mutating func call(
    _ callee: FEELExpression, _ arguments: [Value], _ environment: Environment,
    _ expression: FEELExpression
  ) -> Value {
    switch value(ofCallee: callee, environment) {
    case .function(let function): return apply(function, arguments, expression)
    case .unknown(let reasons): return .unknown(reasons)
    default: return fail("`\(callee.printed())` is no function", expression)
    }
  }

  mutating func apply(
    _ function: Function, _ arguments: [Value], _ expression: FEELExpression
  ) -> Value {
    switch function.body {
    case .native(let body):
      if let builtIn = builtIns[function.name], builtIn.value == function {
        return call(expression) { evaluator throws(Misfit) in
          try builtIn.call(arguments, &evaluator)
        }
      }
      guard arguments.count == function.parameters.count else {
        return fail("`\(function.name)` takes \(function.parameters.count) arguments", expression)
      }
      return body(arguments)
    case .evaluating(let body):
      guard arguments.count == function.parameters.count else {
        return fail("`\(function.name)` takes \(function.parameters.count) arguments", expression)
      }
      return body(&self, arguments, expression)
    case .expression(let body, let scope):
      guard arguments.count == function.parameters.count else {
        return fail("`\(function.name)` takes \(function.parameters.count) arguments", expression)
      }
      var inner = scope
      for (place, name) in function.parameters.enumerated() {
        let type = function.types.indices.contains(place) ? function.types[place] : nil
        let value = type.map { coerce(arguments[place], to: $0, expression, in: scope) }
        inner = inner.binding(name, value ?? arguments[place])
      }
      return evaluate(body, in: inner)
    }
  }

  /// A call of a built-in: its misfit is a null that is recorded.
  private mutating func call(
    _ expression: FEELExpression, _ body: (inout Evaluator) throws(Misfit) -> Value
  ) -> Value {
    let before = site
    defer { site = before }
    site = expression.span
    do throws(Misfit) { return try body(&self) } catch { return fail(error.message, expression) }
  }

  /// A call that a built-in makes of a function it was given; what goes wrong in it is found at the built-in's call.
  package mutating func call(_ function: Function, _ arguments: [Value]) -> Value {
    apply(function, arguments, FEELExpression(.null, site))
  }

  // MARK: unary tests

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

  mutating func any(of tests: [UnaryTest], _ input: Value, _ environment: Environment)
    -> Value
  {
    var result = Value.boolean(false)
    for test in tests {
      result = Operators.combine(
        result, holds(test, input, environment.binding("?", input)), decidedBy: true)
      if case .boolean(true) = result { return result }
    }
    return result
  }

  private mutating func holds(_ test: UnaryTest, _ input: Value, _ environment: Environment)
    -> Value
  {
    switch test {
    case .compare(let op, let end):
      let limit = evaluate(end, in: environment)
      if let unknown = Value.deepUnknown(among: [input, limit]) { return unknown }
      return Operators.apply(op, input, limit)
        ?? fail("`\(op.rawValue)` does not work on \(input.typeName) and \(limit.typeName)", end)
    case .expression(let expression):
      let faults = findings.count
      let value = evaluate(expression, in: environment)
      // A test that failed has no value to be equal to.
      if findings.count > faults, case .null = value { return .null }
      // What is unknown deep inside may be all that tells two values apart. A list of ranges or values is looked at item by item.
      if let unknown = Value.deepUnknown(among: [input]), !expression.mentionsInput {
        return unknown
      }
      switch value {
      case .range(let range):
        return contains(range, input)
          ?? fail("the range does not hold \(input.typeName)", expression)
      case .list(let items):
        if case .unknown = input { return input }
        if case .list = input, case .boolean(true)? = Operators.apply(.equal, input, value) {
          return .boolean(true)
        }
        var result = Value.boolean(false)
        for item in items {
          let equal: Value =
            if case .range(let range) = item { contains(range, input) ?? .boolean(false) } else {
              Value.deepUnknown(among: [item, input]) ?? Operators.apply(.equal, input, item)
                ?? .boolean(false)
            }
          result = Operators.combine(result, equal, decidedBy: true)
        }
        return result
      case .boolean(let boolean):
        if case .boolean(let given) = input, !expression.mentionsInput {
          return .boolean(given == boolean)
        }
        if case .unknown = input, !expression.mentionsInput { return input }
        return .boolean(boolean)
      case .unknown: return value
      default:
        if let unknown = Value.deepUnknown(among: [input, value]) { return unknown }
        return Operators.apply(.equal, input, value) ?? .boolean(false)
      }
    }
  }

  private func contains(_ range: RangeValue, _ value: Value) -> Value? {
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
    Value.unknown(among: [a, b]) ?? Operators.apply(strict ? .less : .lessOrEqual, a, b) ?? .null
  }
}

extension FEELExpression {
  /// Whether it speaks of the tested input (`?`).
  var mentionsInput: Bool {
    var found = false
    walk { if case .name("?") = $0.kind { found = true } }
    return found
  }
}
