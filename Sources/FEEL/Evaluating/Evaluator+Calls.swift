import Facts

/// Calls of built-in functions, of the host's, and of those written in FEEL (DMN 1.5, 10.3.2.13).
extension Evaluator {
  mutating func call(
    _ callee: FEELExpression, _ arguments: [FEELExpression], _ expression: FEELExpression,
    _ environment: Environment
  ) -> Value {
    let values = arguments.map { argument in
      if case .tests(.tests(let tests)) = argument.kind, tests.count == 1,
        case .compare(let op, let end) = tests[0]
      {
        return range(.init(op, end), argument, environment)
      }
      return evaluate(argument, in: environment)
    }
    switch value(ofCallee: callee, environment) {
    case .function(let function): return apply(function, values, expression)
    case .unknown(let reasons): return .unknown(reasons)
    default: return fail("`\(callee.printed())` is no function", expression)
    }
  }

  mutating func callNamed(
    _ callee: FEELExpression, _ arguments: [FEELExpression.NamedArgument],
    _ expression: FEELExpression, _ environment: Environment
  ) -> Value {
    let function: Function
    switch value(ofCallee: callee, environment) {
    case .function(let found): function = found
    case .unknown(let reasons): return .unknown(reasons)
    default: return fail("`\(callee.printed())` is no function", expression)
    }
    let given = arguments.map { ($0.name, evaluate($0.value, in: environment)) }
    if let builtIn = builtIns[function.name], builtIn.value == function {
      return call(expression, given.map(\.1)) { evaluator throws(Misfit) in
        try builtIn.call(given, &evaluator)
      }
    }
    var values = [Value?](repeating: nil, count: function.parameters.count)
    for (name, value) in given {
      guard let place = function.parameters.firstIndex(of: name) else {
        return fail("`\(function.name)` has no parameter `\(name)`", expression)
      }
      guard values[place] == nil else {
        return fail("`\(name)` is given twice to `\(function.name)`", expression)
      }
      values[place] = value
    }
    if let missing = values.firstIndex(of: nil) {
      return fail("`\(function.name)` needs `\(function.parameters[missing])`", expression)
    }
    return apply(function, values.compactMap { $0 }, expression)
  }

  /// A name that stands for no function in scope may be a built-in's all the same.
  private mutating func value(ofCallee callee: FEELExpression, _ environment: Environment) -> Value
  {
    guard case .name(let name) = callee.kind else { return evaluate(callee, in: environment) }
    switch environment.value(of: name) {
    case .function(let function)?: return .function(function)
    case .unknown(let reasons)?: return .unknown(reasons)
    default: return builtIns[name].map { .function($0.value) } ?? .null
    }
  }

  mutating func apply(
    _ function: Function, _ arguments: [Value], _ expression: FEELExpression
  ) -> Value {
    if case .native = function.body, let builtIn = builtIns[function.name],
      builtIn.value == function
    {
      return call(expression, arguments) { evaluator throws(Misfit) in
        try builtIn.call(arguments, &evaluator)
      }
    }
    guard arguments.count == function.parameters.count else {
      return fail("`\(function.name)` takes \(function.parameters.count) arguments", expression)
    }
    switch function.body {
    case .native(let body): return bounded(body(arguments), expression)
    case .evaluating(let body): return body(&self, arguments, expression)
    case .expression(let body, let scope):
      if !function.types.isEmpty {
        guard spend(lookingThrough: arguments, expression) else { return .null }
      }
      guard let accepted = accept(arguments, for: function, expression, in: scope) else {
        return .null
      }
      if let value = callForeign(body, accepted, expression, in: scope) {
        return bounded(value, expression)
      }
      var inner = scope
      for (name, value) in zip(function.parameters, accepted) { inner = inner.binding(name, value) }
      return evaluate(body, in: inner)
    }
  }

  /// A call of a built-in: its misfit is a null that is recorded.
  private mutating func call(
    _ expression: FEELExpression, _ arguments: [Value],
    _ body: (inout Evaluator) throws(Misfit) -> Value
  ) -> Value {
    guard spend(lookingThrough: arguments, expression) else { return .null }
    let before = site
    defer { site = before }
    site = expression.span
    let value: Value
    do throws(Misfit) { value = try body(&self) } catch { return fail(error.message, expression) }
    return bounded(value, expression)
  }

  /// A call that a built-in makes of a function it was given; what goes wrong in it is found at the built-in's call.
  package mutating func call(_ function: Function, _ arguments: [Value]) -> Value {
    apply(function, arguments, FEELExpression(.null, site))
  }
}
