package import FEEL
import Facts

/// What an expression is while a program is written: a slot, or something that is taken apart before it runs.
package indirect enum Term: Sendable {
  case slot(Program.Slot)
  case context([(name: String, value: Term)])
  case texts([String])
}

/// Why an expression is no program: it stays with the evaluator.
package struct NotCompiled: Error {
  package var expression: FEELExpression
  package var reason: String
}

extension ProgramBuilder {
  /// Writes an expression.
  /// - Parameter name: What a name means; nil where it is not known here.
  package mutating func compile(
    _ expression: FEELExpression, _ name: (String) throws -> Term?
  ) throws -> Term {
    func refuse(_ reason: String) -> NotCompiled {
      NotCompiled(expression: expression, reason: reason)
    }
    switch expression.kind {
    case .number(let number): return .slot(constant(number))
    case .boolean(let boolean): return .slot(constant(boolean))
    case .string(let text): return .slot(constant(text))
    case .name(let text):
      guard let term = try name(text) else { throw refuse("`\(text)` is not known here") }
      return term
    case .path(let base, let member):
      guard case .context(let entries) = try compile(base, name),
        let entry = entries.first(where: { $0.name == member })
      else { throw refuse("`\(member)` is no member that is known here") }
      return entry.value
    case .typed(let inner, _): return try compile(inner, name)
    case .negate(let inner): return .slot(negate(try number(inner, name)))
    case .binary(let op, let a, let b): return .slot(try binary(op, a, b, name))
    case .chain(let first, let links):
      if links.allSatisfy({ $0.op == .add }), let terms = indicators(expression) {
        return .slot(try counted(terms, name))
      }
      var result = try anySlot(first, name)
      for link in links {
        result = try combine(link.op, result, try anySlot(link.operand, name), expression)
      }
      return .slot(result)
    case .between(let value, let low, let high):
      let slot = try number(value, name)
      return .slot(
        and(
          lessOrEqual(try number(low, name), slot), lessOrEqual(slot, try number(high, name))))
    case .conditional(let condition, let then, let otherwise):
      return try choose(
        try boolean(condition, name), try compile(then, name), try compile(otherwise, name),
        expression)
    case .membership(let value, let tests): return .slot(try membership(value, tests, name))
    case .list(let items):
      let texts = items.compactMap { if case .string(let text) = $0.kind { text } else { nil } }
      guard texts.count == items.count else { throw refuse("a list that is not of texts") }
      return .texts(texts)
    case .context(let entries):
      var terms: [(name: String, value: Term)] = []
      for entry in entries {
        let known = terms
        terms.append(
          (
            entry.key,
            try compile(entry.value) { text in
              try known.last { $0.name == text }?.value ?? name(text)
            }
          ))
      }
      return .context(terms)
    case .call(let function, let arguments):
      guard case .name(let text) = function.kind else { throw refuse("a call of a value") }
      return .slot(try call(text, arguments, name, expression))
    case .table(let table): return try self.table(table, name, expression)
    default: throw refuse("this form has no types that are known before it runs")
    }
  }

  private mutating func slot(
    _ expression: FEELExpression, _ type: Program.SlotType, _ name: (String) throws -> Term?
  ) throws -> Program.Slot {
    guard case .slot(let slot) = try compile(expression, name), program.types[slot] == type else {
      throw NotCompiled(expression: expression, reason: "it is no \(type)")
    }
    return slot
  }

  private mutating func number(_ expression: FEELExpression, _ name: (String) throws -> Term?)
    throws
    -> Program.Slot
  { try slot(expression, .number, name) }

  private mutating func boolean(_ expression: FEELExpression, _ name: (String) throws -> Term?)
    throws -> Program.Slot
  { try slot(expression, .boolean, name) }

  private mutating func binary(
    _ op: BinaryOperator, _ a: FEELExpression, _ b: FEELExpression,
    _ name: (String) throws -> Term?
  ) throws -> Program.Slot {
    // A sum of conditions counts them.
    if op == .add, let terms = indicators(.init(.binary(op, a, b), a.span)), terms.count > 1 {
      return try counted(terms, name)
    }
    return try combine(op, try anySlot(a, name), try anySlot(b, name), a)
  }

  private mutating func anySlot(_ expression: FEELExpression, _ name: (String) throws -> Term?)
    throws
    -> Program.Slot
  {
    guard case .slot(let slot) = try compile(expression, name) else {
      throw NotCompiled(expression: expression, reason: "it is no single value")
    }
    return slot
  }

  private mutating func combine(
    _ op: BinaryOperator, _ a: Program.Slot, _ b: Program.Slot, _ expression: FEELExpression
  ) throws -> Program.Slot {
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
    case (.equal, .boolean, .boolean): return select(a, b, not(b))
    case (.notEqual, let left, let right) where left == right && left != .row:
      return not(try combine(.equal, a, b, expression))
    default:
      throw NotCompiled(
        expression: expression, reason: "`\(op.rawValue)` is left to the evaluator for these types")
    }
  }

  private mutating func counted(
    _ terms: [(condition: FEELExpression, isNegated: Bool)], _ name: (String) throws -> Term?
  ) throws -> Program.Slot {
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

  private mutating func choose(
    _ condition: Program.Slot, _ a: Term, _ b: Term, _ expression: FEELExpression
  ) throws -> Term {
    switch (a, b) {
    case (.slot(let x), .slot(let y)) where program.types[x] == program.types[y]:
      return .slot(select(condition, x, y))
    case (.context(let x), .context(let y)) where x.map(\.name) == y.map(\.name):
      var entries: [(name: String, value: Term)] = []
      for (left, right) in zip(x, y) {
        entries.append((left.name, try choose(condition, left.value, right.value, expression)))
      }
      return .context(entries)
    default:
      throw NotCompiled(expression: expression, reason: "the branches are not of one type")
    }
  }

  private mutating func membership(
    _ value: FEELExpression, _ tests: [UnaryTest], _ name: (String) throws -> Term?
  ) throws -> Program.Slot {
    guard case .slot(let slot) = try compile(value, name) else {
      throw NotCompiled(expression: value, reason: "it is no single value")
    }
    var result = constant(false)
    for test in tests { result = or(result, try holds(test, slot, name)) }
    return result
  }

  private mutating func holds(
    _ test: UnaryTest, _ slot: Program.Slot, _ name: (String) throws -> Term?
  ) throws -> Program.Slot {
    let type = program.types[slot]
    switch test {
    case .compare(let op, let operand):
      guard type == .number || op == .equal || op == .notEqual else {
        throw NotCompiled(expression: operand, reason: "texts are not ordered here")
      }
      let limit = try self.slot(operand, type, name)
      switch op {
      case .less: return less(slot, limit)
      case .lessOrEqual: return lessOrEqual(slot, limit)
      case .greater: return less(limit, slot)
      case .greaterOrEqual: return lessOrEqual(limit, slot)
      case .equal, .notEqual:
        let same = type == .number ? equal(slot, limit) : sameCode(slot, limit)
        return op == .equal ? same : not(same)
      default: throw NotCompiled(expression: operand, reason: "no test")
      }
    case .expression(let expression):
      if case .range(let range) = expression.kind {
        var result = constant(true)
        if let low = range.low {
          let low = try number(low, name)
          result = and(result, range.includesLow ? lessOrEqual(low, slot) : less(low, slot))
        }
        if let high = range.high {
          let high = try number(high, name)
          result = and(result, range.includesHigh ? lessOrEqual(slot, high) : less(slot, high))
        }
        return result
      }
      switch (try compile(expression, name), type) {
      case (.texts(let texts), .code): return isIn(slot, texts)
      case (.slot(let other), .code) where program.types[other] == .code:
        return sameCode(slot, other)
      case (.slot(let other), .number) where program.types[other] == .number:
        return equal(slot, other)
      default: throw NotCompiled(expression: expression, reason: "no test of known types")
      }
    }
  }

  private mutating func call(
    _ function: String, _ arguments: [FEELExpression], _ name: (String) throws -> Term?,
    _ expression: FEELExpression
  ) throws -> Program.Slot {
    switch (function, arguments.count) {
    case ("not", 1): return not(try boolean(arguments[0], name))
    case ("abs", 1): return absolute(try number(arguments[0], name))
    case ("floor", 1): return floor(try number(arguments[0], name))
    case ("ceiling", 1): return ceiling(try number(arguments[0], name))
    case ("list contains", 2):
      guard case .texts(let texts) = try compile(arguments[0], name) else { break }
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
    throw NotCompiled(expression: expression, reason: "`\(function)` is left to the evaluator")
  }

  // MARK: tables

  private mutating func table(
    _ table: DecisionTableExpression, _ name: (String) throws -> Term?, _ expression: FEELExpression
  ) throws -> Term {
    func refuse(_ reason: String) -> NotCompiled {
      NotCompiled(expression: expression, reason: reason)
    }
    guard table.hitPolicy == .unique || table.hitPolicy == .first else {
      throw refuse("hit policy \(table.hitPolicy.rawValue) is left to the evaluator")
    }
    var slots: [Program.Slot] = []
    for input in table.inputs {
      guard input.allowedValues == nil, case .slot(let slot) = try compile(input.expression, name)
      else { throw refuse("an input with a closed set of values") }
      slots.append(slot)
    }
    let cells = table.inputs.indices.map { column in table.rules.map { $0.tests[column] } }
    guard
      let index = TableIndex(
        cells: cells, types: slots.map { program.types[$0] },
        isUnique: table.hitPolicy == .unique, code: { code($0) })
    else { throw refuse("cells that are no tests of constants") }
    let row = lookup(index, slots)
    var entries: [(name: String, value: Term)] = []
    for (column, output) in table.outputs.enumerated() {
      guard output.byDefault == nil else { throw refuse("an output with a default") }
      entries.append(
        (
          output.name ?? "",
          .slot(try gather(row, table.rules.map { $0.outputs[column] }, expression))
        ))
    }
    if entries.count == 1 { return entries[0].value }
    return .context(entries)
  }

  private mutating func gather(
    _ row: Program.Slot, _ cells: [FEELExpression], _ expression: FEELExpression
  ) throws -> Program.Slot {
    let constants = cells.compactMap(\.constant)
    let numbers = constants.compactMap { if case .number(let value) = $0 { value } else { nil } }
    if numbers.count == cells.count { return gather(row, numbers: numbers) }
    let texts = constants.compactMap { if case .string(let value) = $0 { value } else { nil } }
    if texts.count == cells.count { return gather(row, texts: texts) }
    let booleans = constants.compactMap { if case .boolean(let value) = $0 { value } else { nil } }
    if booleans.count == cells.count { return gather(row, booleans: booleans) }
    throw NotCompiled(expression: expression, reason: "outputs that are no constants of one type")
  }
}
