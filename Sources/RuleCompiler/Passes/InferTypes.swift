import Diagnostics
import Evaluation
import FEEL
import Facts

/// What an expression is: its type, and for a number what it measures.
indirect enum Inferred: Hashable {
  /// A number without a unit of its own (`5000`): it takes the unit of what it meets.
  case bare
  case number(Dimension)
  case boolean
  case text
  /// A text out of a closed set.
  case code([String])
  case date
  case duration
  case list(Inferred)
  case record(String)
  case function(Inferred)
  case null
  /// Nothing is known of it; nothing is said against it.
  case any

  var element: Inferred { if case .list(let element) = self { element } else { self } }

  var dimension: Dimension? { if case .number(let dimension) = self { dimension } else { nil } }

  /// What a built-in function is given with it; nil where that is not known.
  var domain: Signature.Domain? {
    switch self {
    case .bare, .number: .number
    case .boolean: .boolean
    case .text, .code: .string
    case .list: .list
    case .record: .context
    case .function: .function
    // A day may be a moment, and a duration is one of two kinds.
    case .date, .duration, .null, .any: nil
    }
  }

  var isNumber: Bool {
    switch self {
    case .bare, .number, .any: true
    default: false
    }
  }

  var words: String {
    switch self {
    case .bare: "a number"
    case .number(let dimension): dimension.words
    case .boolean: "a yes or no"
    case .text, .code: "a text"
    case .date: "a date"
    case .duration: "a duration"
    case .list(let element): "a list of \(element.words)"
    case .record(let kind): "a \(kind)"
    case .function: "a function"
    case .null: "null"
    case .any: "anything"
    }
  }
}

extension Dimension {
  var words: String {
    switch self {
    case .none: "a plain number"
    case .length: "a length (m)"
    case .area: "an area (m²)"
    case .volume: "a volume (m³)"
    case Dimension(money: 1): "an amount of money"
    case Dimension(day: 1): "a number of days"
    case Dimension(degree: 1): "an angle (°)"
    case Dimension(kilogram: 1): "a weight (kg)"
    default: other.map { "a quantity in \($0)" } ?? "a quantity of another kind"
    }
  }
}

/// Infers types and units of expressions and, on the way, puts every bare number into base units.
///
/// A bare number takes the unit of what it is compared with or added to: the default unit that the regulation states for
/// that dimension (`units: { length: ft }`), or the base unit. The conversion is exact and is done here, once.
struct TypeInference {
  let vocabulary: Vocabulary
  /// The default units of the regulation that is being read.
  let units: [UnitOfMeasure]
  /// What a name means here: a definition, a table's output, a parameter.
  let typeOf: (String) -> Inferred?
  let place: (Range<Int>) -> Place?
  var findings: [Diagnostic] = []

  init(
    vocabulary: Vocabulary, units: [UnitOfMeasure], typeOf: @escaping (String) -> Inferred?,
    place: @escaping (Range<Int>) -> Place?
  ) {
    self.vocabulary = vocabulary
    self.units = units
    self.typeOf = typeOf
    self.place = place
  }

  typealias Typed = (expression: FEELExpression, type: Inferred)
  typealias Locals = [String: Inferred]

  static func type(of declaration: FactDeclaration) -> Inferred {
    type(declaration.type, declaration.unit)
  }

  private static func type(_ type: FactType, _ unit: UnitOfMeasure?) -> Inferred {
    switch type {
    case .number: .number(unit?.dimension ?? .none)
    case .boolean: .boolean
    case .text: .text
    case .date: .date
    case .code(let codes): .code(codes)
    case .list(let element): .list(Self.type(element, unit))
    case .record(let kind): .record(kind)
    }
  }

  // MARK: bare numbers

  /// The factor that makes a bare number of this dimension one in base units.
  func factor(for dimension: Dimension) -> Number {
    units.first { $0.dimension == dimension && dimension != .none }?.factor ?? .one
  }

  /// A bare expression as one of a dimension, in base units.
  func coerce(_ typed: Typed, to dimension: Dimension, factor given: Number? = nil) -> Typed {
    guard typed.type == .bare || typed.type == .list(.bare) else { return typed }
    let factor = given ?? factor(for: dimension)
    let type: Inferred = typed.type == .bare ? .number(dimension) : .list(.number(dimension))
    return (factor == .one ? typed.expression : scaled(typed.expression, by: factor), type)
  }

  private func scaled(_ expression: FEELExpression, by factor: Number) -> FEELExpression {
    var result = expression
    switch expression.kind {
    case .number(let number):
      if let product = number * factor { result.kind = .number(product) }
    case .negate(let inner): result.kind = .negate(scaled(inner, by: factor))
    case .conditional(let condition, let then, let otherwise):
      result.kind = .conditional(
        condition, then: scaled(then, by: factor), else: scaled(otherwise, by: factor))
    case .binary(.add, let a, let b):
      result.kind = .binary(.add, scaled(a, by: factor), scaled(b, by: factor))
    case .binary(.subtract, let a, let b):
      result.kind = .binary(.subtract, scaled(a, by: factor), scaled(b, by: factor))
    case .chain(let first, let links) where [.add, .subtract].contains(links.first?.op):
      result.kind = .chain(
        scaled(first, by: factor), links.map { .init($0.op, scaled($0.operand, by: factor)) })
    case .list(let items): result.kind = .list(items.map { scaled($0, by: factor) })
    case .range(var range):
      range.low = range.low.map { scaled($0, by: factor) }
      range.high = range.high.map { scaled($0, by: factor) }
      result.kind = .range(range)
    default:
      result.kind = .binary(.multiply, expression, FEELExpression(.number(factor), expression.span))
    }
    return result
  }

  // MARK: expressions

  mutating func infer(_ expression: FEELExpression, _ locals: Locals = [:]) -> Typed {
    var result = expression
    switch expression.kind {
    case .null: return (expression, .null)
    case .boolean: return (expression, .boolean)
    case .number: return (expression, .bare)
    case .string: return (expression, .text)
    case .temporal(let text):
      return (expression, text.contains("P") && !text.contains("-0") ? .duration : .date)
    case .name(let name):
      return (
        expression, locals[name] ?? typeOf(name) ?? vocabulary.facts[name].map(Self.type) ?? .any
      )
    case .path(let base, let member):
      let base = infer(base, locals)
      result.kind = .path(base.expression, member)
      let isList = if case .list = base.type { true } else { false }
      var type = Inferred.any
      if case .record(let kind) = base.type.element {
        if let declaration = vocabulary.members[kind]?[member] {
          type = Self.type(of: declaration)
        } else if let members = vocabulary.members[kind] {
          let near = nearestName(to: member, among: members.keys)
          report(
            "unknown-member", "a \(kind) has no `\(member)`", expression.span,
            mend: near.map { "write `\($0)`" }
              ?? "declare `\(member)` under `members: \(kind):` in the vocabulary")
        }
      }
      return (result, isList ? .list(type) : type)
    case .negate(let inner):
      let inner = infer(inner, locals)
      result.kind = .negate(inner.expression)
      return (result, inner.type)
    case .binary(let op, let a, let b):
      return inferBinary(expression, op, infer(a, locals), infer(b, locals))
    case .chain(let first, let links): return inferChain(expression, first, links, locals)
    case .between(let value, let low, let high):
      let value = infer(value, locals)
      var low = infer(low, locals)
      var high = infer(high, locals)
      if let dimension = value.type.dimension {
        low = coerce(low, to: dimension)
        high = coerce(high, to: dimension)
      }
      expectComparable(value.type, low.type, expression.span)
      result.kind = .between(value.expression, low: low.expression, high: high.expression)
      return (result, .boolean)
    case .membership(let value, let tests):
      let value = infer(value, locals)
      result.kind = .membership(
        value.expression, tests.map { infer($0, of: value.type, locals, expression.span) })
      return (result, .boolean)
    case .instanceOf(let value, let type):
      result.kind = .instanceOf(infer(value, locals).expression, type)
      return (result, .boolean)
    case .conditional(let condition, let then, let otherwise):
      let condition = infer(condition, locals)
      expectBoolean(condition.type, expression.span)
      var (a, b) = (infer(then, locals), infer(otherwise, locals))
      unify(&a, &b, expression.span, "the branches of an `if`")
      result.kind = .conditional(condition.expression, then: a.expression, else: b.expression)
      return (result, a.type == .null ? b.type : a.type)
    case .iteration(let iterators, let body):
      let (typed, inner) = infer(iterators, locals)
      let body = infer(body, inner)
      result.kind = .iteration(typed, return: body.expression)
      return (result, .list(body.type))
    case .some(let iterators, let body):
      let (typed, inner) = infer(iterators, locals)
      let body = infer(body, inner)
      result.kind = .some(typed, satisfies: body.expression)
      return (result, .boolean)
    case .every(let iterators, let body):
      let (typed, inner) = infer(iterators, locals)
      let body = infer(body, inner)
      result.kind = .every(typed, satisfies: body.expression)
      return (result, .boolean)
    case .list(let items):
      var typed = items.map { infer($0, locals) }
      if let dimension = typed.lazy.compactMap(\.type.dimension).first(where: { $0 != .none }) {
        typed = typed.map { coerce($0, to: dimension) }
      }
      result.kind = .list(typed.map(\.expression))
      return (result, .list(typed.first?.type ?? .any))
    case .context(let entries):
      result.kind = .context(
        entries.map { .init(key: $0.key, value: infer($0.value, locals).expression) })
      return (result, .any)
    case .range(var range):
      var low = range.low.map { infer($0, locals) }
      var high = range.high.map { infer($0, locals) }
      if let dimension = low?.type.dimension ?? high?.type.dimension {
        low = low.map { coerce($0, to: dimension) }
        high = high.map { coerce($0, to: dimension) }
      }
      range.low = low?.expression
      range.high = high?.expression
      result.kind = .range(range)
      return (result, .list(low?.type ?? high?.type ?? .any))
    case .filter(let list, let condition):
      let list = infer(list, locals)
      var inner = locals
      inner["item"] = list.type.element
      if case .record(let kind) = list.type.element {
        for (name, member) in vocabulary.members[kind] ?? [:] {
          inner[name] = Self.type(of: member)
        }
      }
      let condition = infer(condition, inner)
      result.kind = .filter(list.expression, condition.expression)
      return (result, condition.type.isNumber ? list.type.element : list.type)
    case .call(let callee, let arguments): return inferCall(expression, callee, arguments, locals)
    case .callNamed(let callee, let arguments):
      result.kind = .callNamed(
        callee, arguments.map { .init(name: $0.name, value: infer($0.value, locals).expression) })
      guard case .name(let name) = callee.kind else { return (result, .any) }
      if case .function(let type)? = typeOf(name) { return (result, type) }
      if typeOf(name) == nil, let builtIn = builtIns[name] {
        refuse(
          builtIn.objection(
            toNamed: arguments.map { ($0.name, infer($0.value, locals).type.domain) }),
          builtIn, expression.span)
      }
      return (result, .any)
    case .function(let parameters, let body):
      var inner = locals
      for parameter in parameters { inner[parameter.name] = .any }
      let body = infer(body, inner)
      result.kind = .function(parameters, body.expression)
      return (result, .function(body.type))
    case .tests: return (expression, .boolean)
    // No text of a regulation is read as one of these.
    case .table, .typed, .external, .invalid: return (expression, .any)
    }
  }

  private mutating func infer(_ iterators: [FEELExpression.Iterator], _ locals: Locals) -> (
    [FEELExpression.Iterator], Locals
  ) {
    var inner = locals
    var typed: [FEELExpression.Iterator] = []
    for iterator in iterators {
      let domain = infer(iterator.domain, inner)
      let end = iterator.end.map { infer($0, inner).expression }
      typed.append(.init(name: iterator.name, domain: domain.expression, end: end))
      inner[iterator.name] = domain.type.element
    }
    return (typed, inner)
  }

  private mutating func inferBinary(
    _ expression: FEELExpression, _ op: BinaryOperator, _ a: Typed, _ b: Typed
  ) -> Typed {
    var (a, b) = (a, b)
    var result = expression
    var type: Inferred
    switch op {
    case .and, .or:
      expectBoolean(a.type, expression.span)
      expectBoolean(b.type, expression.span)
      type = .boolean
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      unify(&a, &b, expression.span, "the sides of `\(op.rawValue)`")
      checkCode(a, b)
      checkCode(b, a)
      type = .boolean
    case .add, .subtract:
      if a.type.isNumber, b.type.isNumber {
        unify(&a, &b, expression.span, "the sides of `\(op.rawValue)`")
        type = a.type == .any ? b.type : a.type
      } else {
        type = a.type == .duration ? b.type : a.type
      }
    case .multiply:
      type = product(a.type, b.type) { $0 * $1 }
    case .divide:
      type = product(a.type, b.type) { $0 / $1 }
    case .power:
      type = a.type == .bare ? .bare : .any
      if case .number(let dimension) = a.type, case .number(let exponent) = b.expression.kind,
        let power = exponent.int, (1...3).contains(power)
      {
        type = .number((1..<power).reduce(dimension) { whole, _ in whole * dimension })
      }
    }
    result.kind = .binary(op, a.expression, b.expression)
    return (result, type)
  }

  /// A long row of operators of one level: what has a unit of its own says which one the bare numbers take.
  private mutating func inferChain(
    _ expression: FEELExpression, _ first: FEELExpression, _ links: [FEELExpression.Link],
    _ locals: Locals
  ) -> Typed {
    var operands = ([first] + links.map(\.operand)).map { infer($0, locals) }
    var type = operands[0].type
    switch links.first?.op {
    case .and, .or:
      for operand in operands { expectBoolean(operand.type, expression.span) }
      type = .boolean
    case .add, .subtract:
      if let dimension = operands.lazy.compactMap(\.type.dimension).first {
        operands = operands.map { coerce($0, to: dimension) }
        type = .number(dimension)
      }
      for (link, operand) in zip(links, operands.dropFirst()) where type.isNumber {
        expectComparable(
          type, operand.type, operand.expression.span, "the sides of `\(link.op.rawValue)`")
      }
    case .multiply, .divide:
      for (link, operand) in zip(links, operands.dropFirst()) {
        type = product(type, operand.type) { link.op == .multiply ? $0 * $1 : $0 / $1 }
      }
    default: type = type == .bare ? .bare : .any
    }
    var result = expression
    result.kind = .chain(
      operands[0].expression,
      zip(links, operands.dropFirst()).map { .init($0.op, $1.expression) })
    return (result, type)
  }

  private func product(_ a: Inferred, _ b: Inferred, _ combine: (Dimension, Dimension) -> Dimension)
    -> Inferred
  {
    switch (a, b) {
    case (.bare, .bare): .bare
    case (.number(let a), .number(let b)): .number(combine(a, b))
    case (.number(Dimension.none), .bare), (.bare, .number(Dimension.none)): .bare
    case (.number(let a), .bare): .number(combine(a, .none))
    case (.bare, .number(let b)): .number(combine(.none, b))
    default: .any
    }
  }

  private mutating func inferCall(
    _ expression: FEELExpression, _ callee: FEELExpression, _ arguments: [FEELExpression],
    _ locals: Locals
  ) -> Typed {
    var result = expression
    guard case .name(let name) = callee.kind else {
      result.kind = .call(
        infer(callee, locals).expression, arguments.map { infer($0, locals).expression })
      return (result, .any)
    }
    var typed = arguments.map { infer($0, locals) }
    if typeOf(name) == nil, let builtIn = builtIns[name] {
      refuse(builtIn.objection(to: typed.map(\.type.domain)), builtIn, expression.span)
    }
    var type = Inferred.any
    switch name {
    case "min", "max", "sum", "mean", "median", "abs", "floor", "ceiling", "round up", "round down",
      "round half up", "round half down", "decimal":
      let measured =
        typed.lazy.compactMap { $0.type.element.dimension }.first { $0 != .none }
        ?? typed.lazy.compactMap { $0.type.element.dimension }.first
      if ["min", "max", "sum", "mean", "median"].contains(name), let measured {
        typed = typed.map { coerce($0, to: measured) }
        for other in typed {
          if let dimension = other.type.element.dimension, dimension != measured {
            report(
              "unit-mismatch",
              "the arguments of `\(name)` are \(measured.words) and \(dimension.words)",
              expression.span,
              mend: "compare like with like")
          }
        }
        type = .number(measured)
      } else {
        type = typed.first?.type.element ?? .any
      }
    case "not":
      if let first = typed.first { expectBoolean(first.type, expression.span) }
      type = .boolean
    case "adjoins", "contains", "starts with", "ends with", "list contains", "all", "any", "is",
      "before", "after", "even", "odd":
      type = .boolean
    case "share in": type = .number(.none)
    case "distance to": type = .number(.length)
    case "count": type = .number(.none)
    case "date": type = .date
    default:
      if case .function(let returned)? = typeOf(name) { type = returned }
    }
    if ["share in", "distance to", "adjoins"].contains(name) {
      if case .string(let layer)? = arguments.first?.kind, !vocabulary.layers.isEmpty,
        vocabulary.layers[layer] == nil
      {
        report(
          "unknown-layer", "no layer is named `\(layer)`", expression.span,
          mend: nearestName(to: layer, among: vocabulary.layers.keys).map { "write `\"\($0)\"`" }
            ?? "declare it under `layers:` in the vocabulary")
      }
    }
    result.kind = .call(callee, typed.map(\.expression))
    return (result, type)
  }

  private mutating func refuse(_ objection: String?, _ builtIn: BuiltIn, _ span: Range<Int>) {
    guard let objection else { return }
    report(
      "wrong-arguments", objection, span,
      mend: "write \(builtIn.forms.map { "`\($0)`" }.joined(separator: " or "))")
  }

  // MARK: unary tests

  mutating func infer(
    _ tests: UnaryTests, of input: Inferred, _ locals: Locals, factor: Number? = nil,
    _ span: Range<Int> = 0..<0
  ) -> UnaryTests {
    switch tests {
    case .any: .any
    case .tests(let items): .tests(items.map { infer($0, of: input, locals, span, factor: factor) })
    case .negated(let items):
      .negated(items.map { infer($0, of: input, locals, span, factor: factor) })
    }
  }

  private mutating func infer(
    _ test: UnaryTest, of input: Inferred, _ locals: Locals, _ span: Range<Int>,
    factor: Number? = nil
  ) -> UnaryTest {
    var inner = locals
    inner["?"] = input
    switch test {
    case .compare(let op, let operand):
      let typed = infer(operand, inner)
      return .compare(op, coerced(typed, to: input, factor: factor, span).expression)
    case .expression(let expression):
      let typed = infer(expression, inner)
      if typed.type == .boolean, input != .boolean { return .expression(typed.expression) }
      let isSet = if case .list = typed.type { true } else { false }
      if isSet {
        return .expression(coerced(typed, to: .list(input), factor: factor, span).expression)
      }
      return .expression(coerced(typed, to: input, factor: factor, span).expression)
    }
  }

  private mutating func coerced(
    _ typed: Typed, to input: Inferred, factor: Number?, _ span: Range<Int>
  ) -> Typed {
    if let dimension = input.element.dimension, typed.type.element == .bare {
      return coerce(typed, to: dimension, factor: factor)
    }
    if input.element == .bare, let factor, typed.type.element == .bare {
      return coerce(typed, to: .none, factor: factor)
    }
    expectComparable(input.element, typed.type.element, typed.expression.span)
    checkCode((FEELExpression(.name("?"), span), input.element), typed)
    return typed
  }

  // MARK: faults

  private mutating func unify(
    _ a: inout Typed, _ b: inout Typed, _ span: Range<Int>, _ what: String
  ) {
    if let dimension = a.type.dimension, b.type == .bare {
      b = coerce(b, to: dimension)
    } else if let dimension = b.type.dimension, a.type == .bare {
      a = coerce(a, to: dimension)
    }
    expectComparable(a.type, b.type, span, what)
  }

  private mutating func expectComparable(
    _ a: Inferred, _ b: Inferred, _ span: Range<Int>, _ what: String = "the sides of a comparison"
  ) {
    switch (a, b) {
    case (.any, _), (_, .any), (.null, _), (_, .null), (.bare, .bare), (.bare, .number),
      (.number, .bare), (.boolean, .boolean),
      (.text, .text), (.text, .code), (.code, .text), (.code, .code), (.date, .date),
      (.duration, .duration), (.date, .text),
      (.record, .record), (.function, _), (_, .function):
      return
    case (.list(let a), .list(let b)): expectComparable(a, b, span, what)
    case (.number(let a), .number(let b)):
      if a != b {
        report(
          "unit-mismatch", "\(what) are \(a.words) and \(b.words)", span,
          mend: "compare like with like, or divide one by what it counts")
      }
    default:
      report(
        "type-mismatch", "\(what) are \(a.words) and \(b.words)", span,
        mend: "compare like with like")
    }
  }

  mutating func expectBoolean(_ type: Inferred, _ span: Range<Int>) {
    switch type {
    case .boolean, .any, .null: return
    default:
      report(
        "type-mismatch", "a condition must be a yes or no; this is \(type.words)", span,
        mend: "write a comparison")
    }
  }

  private mutating func checkCode(_ a: Typed, _ b: Typed) {
    guard case .code(let codes) = a.type else { return }
    func check(_ expression: FEELExpression) {
      switch expression.kind {
      case .string(let text):
        if !codes.contains(text) {
          report(
            "unknown-code", "`\"\(text)\"` is none of the declared values", expression.span,
            mend: nearestName(to: text, among: codes).map { "write `\"\($0)\"`" }
              ?? "one of \(codes.prefix(12).joined(separator: ", "))")
        }
      case .list(let items): items.forEach(check)
      default: break
      }
    }
    check(b.expression)
  }

  private mutating func report(_ id: String, _ message: String, _ span: Range<Int>, mend: String?) {
    findings.append(Diagnostic(.error, id, message, at: place(span), mend: mend))
  }
}
