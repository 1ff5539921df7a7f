package import FEEL
import Facts

/// What names mean where an expression stands; nil for what is not known there.
package typealias Names = (String) -> Term?

/// Why an expression has no types that are known before it runs.
struct NotTyped: Error {
  var reason: String
  init(_ reason: String) { self.reason = reason }
}

extension ProgramBuilder {
  /// Writes an expression: in typed operations where its types are known beforehand, else as one that the evaluator works out.
  package mutating func compile(_ expression: FEELExpression, _ name: Names) -> Term {
    let around = span
    defer { span = around }
    span = expression.span
    do throws(NotTyped) {
      return try typed(expression, name)
    } catch {
      return boxed(expression, name)
    }
  }

  private mutating func typed(_ expression: FEELExpression, _ name: Names) throws(NotTyped) -> Term
  {
    switch expression.kind {
    case .number(let number): return .slot(constant(number))
    case .boolean(let boolean): return .slot(constant(boolean))
    case .string(let text): return .slot(constant(text))
    case .name(let text):
      guard let term = name(text) else { throw NotTyped("`\(text)` is not known here") }
      return term
    case .path(let base, let member):
      guard let entry = compile(base, name).members.first(where: { $0.name == member }) else {
        throw NotTyped("`\(member)` is no member that is known here")
      }
      return entry.value
    case .typed(let inner, let type): return try converted(inner, type, name)
    case .negate(let inner): return .slot(negate(try number(inner, name)))
    case .binary(let op, let a, let b): return .slot(try binary(op, a, b, name))
    case .chain(let first, let links):
      if links.allSatisfy({ $0.op == .add }), let terms = indicators(expression) {
        return .slot(try counted(terms, name))
      }
      var result = try anySlot(first, name)
      for link in links { result = try combine(link.op, result, try anySlot(link.operand, name)) }
      return .slot(result)
    case .between(let value, let low, let high):
      let slot = try number(value, name)
      return .slot(
        and(
          lessOrEqual(try number(low, name), slot), lessOrEqual(slot, try number(high, name))))
    case .conditional(let condition, let then, let otherwise):
      guard case .slot(let a) = compile(then, name), case .slot(let b) = compile(otherwise, name),
        program.types[a] == program.types[b], program.types[a] != .boxed
      else { throw NotTyped("the branches are not of one type") }
      return .slot(select(try boolean(condition, name), a, b))
    case .membership(let value, let tests): return .slot(try membership(value, tests, name))
    case .list(let items):
      let texts = items.compactMap { if case .string(let text) = $0.kind { text } else { nil } }
      guard texts.count == items.count else { throw NotTyped("a list that is not of texts") }
      return .texts(texts)
    case .context(let entries):
      guard Set(entries.map(\.key)).count == entries.count else { throw NotTyped("a key twice") }
      var terms: [(name: String, value: Term)] = []
      var known: [String: Term] = [:]
      for entry in entries {
        let term = compile(entry.value) { known[$0] ?? name($0) }
        terms.append((entry.key, term))
        known[entry.key] = term
      }
      let term = Term.context(terms)
      guard term.weight <= Term.heaviest else { throw NotTyped("a context of too many parts") }
      return term
    case .call(let function, let arguments):
      guard case .name(let text) = function.kind, name(text) == nil, scope.value(of: text) == nil
      else { throw NotTyped("a call of a value") }
      return .slot(try call(text, arguments, name))
    case .table(let table): return try self.table(table, expression, name)
    default: throw NotTyped("this form has no types that are known before it runs")
    }
  }

  private mutating func slot(
    _ expression: FEELExpression, _ type: Program.SlotType, _ name: Names
  ) throws(NotTyped) -> Program.Slot {
    guard case .slot(let slot) = compile(expression, name), program.types[slot] == type else {
      throw NotTyped("it is no \(type)")
    }
    return slot
  }

  private mutating func number(_ expression: FEELExpression, _ name: Names)
    throws(NotTyped)
    -> Program.Slot
  { try slot(expression, .number, name) }

  private mutating func boolean(_ expression: FEELExpression, _ name: Names)
    throws(NotTyped) -> Program.Slot
  { try slot(expression, .boolean, name) }

  private mutating func binary(
    _ op: BinaryOperator, _ a: FEELExpression, _ b: FEELExpression,
    _ name: Names
  ) throws(NotTyped) -> Program.Slot {
    // A sum of conditions counts them.
    if op == .add, let terms = indicators(.init(.binary(op, a, b), a.span)), terms.count > 1 {
      return try counted(terms, name)
    }
    return try combine(op, try anySlot(a, name), try anySlot(b, name))
  }

  private mutating func anySlot(_ expression: FEELExpression, _ name: Names)
    throws(NotTyped)
    -> Program.Slot
  {
    guard case .slot(let slot) = compile(expression, name) else {
      throw NotTyped("it is no single value")
    }
    return slot
  }

  private mutating func combine(
    _ op: BinaryOperator, _ a: Program.Slot, _ b: Program.Slot
  ) throws(NotTyped) -> Program.Slot {
    switch (op, program.types[a], program.types[b]) {
    case (.and, .boolean, .boolean): return and(a, b)
    case (.or, .boolean, .boolean): return or(a, b)
    case (.add, .number, .number): return add(a, b)
    case (.subtract, .number, .number): return subtract(a, b)
    case (.multiply, .number, .number): return multiply(a, b)
    case (.divide, .number, .number): return divide(a, b)
    case (.less, .number, .number): return less(a, b)
    case (.lessOrEqual, .number, .number): return lessOrEqual(a, b)
    case (.greater, .number, .number): return less(b, a)
    case (.greaterOrEqual, .number, .number): return lessOrEqual(b, a)
    case (.equal, .number, .number): return equal(a, b)
    case (.equal, .code, .code): return sameCode(a, b)
    case (.equal, .boolean, .boolean): return sameTruth(a, b)
    case (.notEqual, _, _): return not(try combine(.equal, a, b))
    default:
      throw NotTyped("`\(op.rawValue)` is left to the evaluator for these types")
    }
  }

  private mutating func counted(
    _ terms: [(condition: FEELExpression, isNegated: Bool)], _ name: Names
  ) throws(NotTyped) -> Program.Slot {
    var slots: [Program.Slot] = []
    for term in terms {
      let slot = try boolean(term.condition, name)
      slots.append(term.isNegated ? not(slot) : slot)
    }
    return count(slots)
  }

  /// `if c then 1 else 0` and its opposite, summed; nil where a term is another.
  private func indicators(_ expression: FEELExpression) -> [(
    condition: FEELExpression, isNegated: Bool
  )]? {
    switch expression.kind {
    case .binary(.add, let a, let b):
      guard let left = indicators(a), let right = indicators(b) else { return nil }
      return left + right
    case .chain(let first, let links):
      var terms: [(condition: FEELExpression, isNegated: Bool)] = []
      for operand in [first] + links.map(\.operand) {
        guard let more = indicators(operand) else { return nil }
        terms += more
      }
      return terms
    case .conditional(let condition, let then, let otherwise):
      guard case .number(let a) = then.kind, case .number(let b) = otherwise.kind else {
        return nil
      }
      if a == .one, b.isZero { return [(condition, false)] }
      if a.isZero, b == .one { return [(condition, true)] }
      return nil
    default: return nil
    }
  }

  private mutating func membership(
    _ value: FEELExpression, _ tests: [UnaryTest], _ name: Names
  ) throws(NotTyped) -> Program.Slot {
    guard case .slot(let slot) = compile(value, name) else {
      throw NotTyped("it is no single value")
    }
    let texts = tests.compactMap { test in
      if case .expression(let expression) = test, case .string(let text) = expression.kind {
        text
      } else {
        nil as String?
      }
    }
    if texts.count == tests.count, program.types[slot] == .code { return isIn(slot, texts) }
    var result = constant(false)
    for test in tests { result = or(result, try holds(test, slot, name)) }
    return result
  }

  private mutating func holds(
    _ test: UnaryTest, _ slot: Program.Slot, _ name: Names
  ) throws(NotTyped) -> Program.Slot {
    let type = program.types[slot]
    switch test {
    case .compare(let op, let operand): return try combine(op, slot, try anySlot(operand, name))
    case .expression(let expression):
      if case .range(let range) = expression.kind {
        guard type == .number, range.form == .interval else {
          throw NotTyped("no range of numbers")
        }
        var result = constant(true)
        if let low = range.low {
          let low = try number(low, name)
          result = and(result, range.includesLow ? lessOrEqual(low, slot) : less(low, slot))
        }
        if let high = range.high {
          let high = try number(high, name)
          result = and(result, range.includesHigh ? lessOrEqual(slot, high) : less(slot, high))
        }
        return given(slot, result)
      }
      // A test that fails holds nowhere, whatever its null is compared with: that is for the evaluator to see.
      guard expression.isPlain else { throw NotTyped("a test that may fail") }
      switch (compile(expression, name), type) {
      case (.texts(let texts), .code): return isIn(slot, texts)
      case (.slot(let other), .code) where program.types[other] == .code:
        return given(slot, sameCode(slot, other))
      case (.slot(let other), .number) where program.types[other] == .number:
        return given(slot, equal(slot, other))
      default: throw NotTyped("no test of known types")
      }
    }
  }

  private mutating func call(
    _ function: String, _ arguments: [FEELExpression], _ name: Names
  ) throws(NotTyped) -> Program.Slot {
    switch (function, arguments.count) {
    case ("not", 1): return not(try boolean(arguments[0], name))
    case ("abs", 1): return absolute(try number(arguments[0], name))
    case ("floor", 1): return floor(try number(arguments[0], name))
    case ("ceiling", 1): return ceiling(try number(arguments[0], name))
    case ("list contains", 2):
      guard case .texts(let texts) = compile(arguments[0], name) else { break }
      return isIn(try slot(arguments[1], .code, name), texts)
    case ("min", 1...), ("max", 1...), ("sum", 1...):
      var items = arguments
      if items.count == 1, case .list(let inner) = items[0].kind { items = inner }
      var slots: [Program.Slot] = []
      for item in items { slots.append(try number(item, name)) }
      guard var result = slots.first else { break }
      for slot in slots.dropFirst() {
        result =
          function == "min"
          ? minimum(result, slot) : function == "max" ? maximum(result, slot) : add(result, slot)
      }
      return result
    default: break
    }
    throw NotTyped("`\(function)` is left to the evaluator")
  }
}

extension FEELExpression {
  /// A name, a literal or a list of literals: nothing that can fail.
  fileprivate var isPlain: Bool {
    if case .list(let items) = kind { return items.allSatisfy { $0.constant != nil } }
    if case .name = kind { return true }
    return constant != nil
  }
}
