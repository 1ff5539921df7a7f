import Facts

/// An error that became a null on the way, with its place.
package struct EvaluationFinding: Sendable, Hashable {
  package var message: String
  package var span: Range<Int>
  package init(message: String, span: Range<Int>) {
    self.message = message
    self.span = span
  }
}

/// Evaluates trees directly: slow and plainly right.
///
/// FEEL answers an error with null; every such null is recorded in ``findings``, so that it can be told from a null that
/// somebody meant.
package struct Evaluator: Sendable {
  /// The first errors, in the order they were met.
  package internal(set) var findings: [EvaluationFinding] = []
  /// All errors, those included that are not kept.
  private(set) var errors = 0
  /// Steps that are left; an evaluation that needs more ends as null with a finding.
  package var steps = mostSteps
  /// A bound was met: what is left is not evaluated.
  package internal(set) var isExhausted = false
  /// What `now` and `today` answer: the host says, and says nothing where an answer must come out the same on every day.
  package var moment: DateAndTime?
  /// The call that a built-in is asked in.
  var site = 0..<0
  var depth = 0

  package init() {}

  mutating func fail(_ message: String, _ expression: FEELExpression) -> Value {
    errors += 1
    if findings.count < 64 { findings.append(.init(message: message, span: expression.span)) }
    return .null
  }

  package mutating func evaluate(_ expression: FEELExpression, in environment: Environment) -> Value
  {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.deepest { breakOff("an evaluation nests too deep", expression) }
    guard spend(steps: 1, expression) else { return .null }
    let value = value(of: expression, environment)
    // What was broken off is worth nothing, whatever was made of it on the way.
    return depth == 1 && isExhausted ? .null : value
  }

  private mutating func value(of expression: FEELExpression, _ environment: Environment) -> Value {
    switch expression.kind {
    case .null: .null
    case .boolean(let boolean): .boolean(boolean)
    case .number(let number): .number(number)
    case .string(let text): .string(text)
    case .temporal(let text):
      Temporal.read(text) ?? fail("`\(text)` is no date, time or duration", expression)
    case .name(let name): value(of: name, expression, environment)
    case .path(let base, let member):
      self.member(member, of: evaluate(base, in: environment), expression)
    case .negate(let inner): negative(evaluate(inner, in: environment), expression)
    case .binary(let op, let a, let b):
      apply(op, evaluate(a, in: environment), b, expression, environment)
    case .chain(let first, let links): chain(first, links, expression, environment)
    case .between(let value, let low, let high):
      between(value, low, high, expression, environment)
    case .membership(let value, let tests):
      any(of: tests, evaluate(value, in: environment), environment)
    case .instanceOf(let value, let type): isInstance(value, of: type, expression, environment)
    case .conditional(let condition, let then, let otherwise):
      conditional(condition, then, otherwise, expression, environment)
    case .iteration(let iterators, let body): iteration(iterators, body, expression, environment)
    case .some(let iterators, let body): quantified(iterators, body, environment, decidedBy: true)
    case .every(let iterators, let body): quantified(iterators, body, environment, decidedBy: false)
    case .list(let items): list(items, expression, environment)
    case .context(let entries): context(entries, expression, environment)
    case .range(let range): self.range(range, expression, environment)
    case .filter(let list, let condition):
      filter(evaluate(list, in: environment), condition, environment, expression)
    case .call(let callee, let arguments): call(callee, arguments, expression, environment)
    case .callNamed(let callee, let arguments):
      callNamed(callee, arguments, expression, environment)
    case .function(let parameters, let body):
      .function(
        Function(
          name: "function", parameters: parameters.map(\.name), types: parameters.map(\.type),
          body: .expression(body, environment)))
    case .table(let table): decide(table, expression, in: environment)
    case .typed(let value, let type):
      coerce(evaluate(value, in: environment), to: type, expression, in: environment)
    case .external: fail("`external` stands only as the body of a function", expression)
    case .invalid(let why): fail(why, expression)
    case .tests: fail("unary tests stand only in a table or an argument", expression)
    }
  }

  private mutating func value(
    of name: String, _ expression: FEELExpression, _ environment: Environment
  ) -> Value {
    if let value = environment.value(of: name) { return value }
    if let function = builtIns[name] { return .function(function.value) }
    return fail("nothing is named `\(name)`", expression)
  }

  private mutating func list(
    _ items: [FEELExpression], _ expression: FEELExpression, _ environment: Environment
  ) -> Value {
    bounded(.list(items.map { evaluate($0, in: environment) }), expression)
  }

  /// Each entry sees those before it.
  private mutating func context(
    _ entries: [FEELExpression.ContextEntry], _ expression: FEELExpression,
    _ environment: Environment
  ) -> Value {
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
    return bounded(.context(context), expression)
  }

  mutating func range(
    _ range: FEELExpression.RangeLiteral, _ expression: FEELExpression, _ environment: Environment
  ) -> Value {
    bounded(
      .range(
        .init(
          low: range.low.map { evaluate($0, in: environment) }, includesLow: range.includesLow,
          high: range.high.map { evaluate($0, in: environment) }, includesHigh: range.includesHigh,
          form: range.form)), expression)
  }

  private mutating func isInstance(
    _ value: FEELExpression, of type: TypeReference, _ expression: FEELExpression,
    _ environment: Environment
  ) -> Value {
    let value = evaluate(value, in: environment)
    guard type.resolved(in: environment.types) != nil else {
      return fail("no type is named `\(type.printed())`", expression)
    }
    guard spend(lookingThrough: [value], expression) else { return .null }
    return Value.deepUnknown(among: [value])
      ?? .boolean(value.isInstance(of: type, in: environment.types))
  }
}
