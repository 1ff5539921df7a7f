import FEEL
import Facts

/// Expressions as nodes. Each comes out as the evaluator has it, with its errors and unknowns; what cannot be said is refused.
extension ResidualWriter {
  /// A whole expression at its border, where an error becomes an unknown.
  mutating func bordered(_ expression: FEELExpression, _ scope: Scope) throws(NotResidual) -> Int {
    try border(node(expression, scope))
  }

  mutating func node(_ expression: FEELExpression, _ scope: Scope) throws(NotResidual) -> Int {
    guard case .node(let node) = try term(expression, scope) else {
      throw NotResidual("`\(expression.printed())` is no single value")
    }
    return node
  }

  mutating func node(_ expression: FEELExpression, _ kind: Cell.Kind, _ scope: Scope)
    throws(NotResidual) -> Int
  {
    let node = try node(expression, scope)
    guard kinds[node] == nil || kinds[node] == kind else {
      throw NotResidual("`\(expression.printed())` is not of the type that is needed here")
    }
    return node
  }

  mutating func term(_ expression: FEELExpression, _ scope: Scope) throws(NotResidual) -> Term {
    if let constant = lone(expression) { return .node(self.constant(constant)) }
    switch expression.kind {
    case .boolean(let boolean): return .node(constant(Cell(boolean)))
    case .number(let number): return .node(constant(Cell(number)))
    case .string(let text): return .node(constant(Cell(code: texts.code(text))))
    case .name(let name): return try meaning(of: name, scope)
    case .path(let base, let member): return try path(try term(base, scope), member)
    case .negate(let inner):
      return .node(try step(.negate, [node(inner, .number, scope)], .number, mayFail: false))
    case .binary(let op, let a, let b):
      return .node(try binary(op, try node(a, scope), try node(b, scope)))
    case .chain(let first, let links):
      var result = try node(first, scope)
      for link in links { result = try binary(link.op, result, try node(link.operand, scope)) }
      return .node(result)
    case .between(let value, let low, let high):
      let value = try node(value, .number, scope)
      return .node(
        try within(
          value, low: try node(low, .number, scope), true, high: try node(high, .number, scope),
          true))
    case .membership(let value, let tests):
      return .node(try any(of: tests, try node(value, scope), scope))
    case .conditional(let condition, let then, let otherwise):
      let condition = try node(condition, .boolean, scope)
      // A branch that is never taken need not be sayable.
      if let known = constantCell(condition), !known.failed, !known.isUnknown {
        return try term(known.isTrue ? then : otherwise, scope)
      }
      return .node(try select(condition, try node(then, scope), try node(otherwise, scope)))
    case .some(let iterators, let body):
      return .node(try quantified(iterators, body, scope, isSome: true))
    case .every(let iterators, let body):
      return .node(try quantified(iterators, body, scope, isSome: false))
    case .list(let items):
      var found: [String] = []
      for item in items {
        guard case .string(let text) = item.kind else {
          throw NotResidual("a list that is not of texts")
        }
        found.append(text)
      }
      return .texts(found)
    case .call(let callee, let arguments): return try call(callee, arguments, scope)
    default: throw NotResidual("`\(expression.printed())` has no form here")
    }
  }

  /// What speaks of nothing but itself, worked out here: `date("2018-10-28")`.
  private func lone(_ expression: FEELExpression) -> Cell? {
    switch expression.kind {
    case .call, .temporal: break
    default: return nil
    }
    guard
      expression.freeNames().allSatisfy({
        builtIns[$0] != nil && ruleset.definitionsByName[$0] == nil
          && ruleset.vocabulary.facts[$0] == nil
      })
    else { return nil }
    var evaluator = Evaluator()
    let value = evaluator.evaluate(expression, in: Environment { _ in nil })
    guard evaluator.findings.isEmpty else { return nil }
    return switch value {
    case .number(let number): Cell(number)
    case .boolean(let boolean): Cell(boolean)
    case .date(let date): Cell(day: date.dayNumber)
    default: nil
    }
  }

  private mutating func binary(_ op: BinaryOperator, _ a: Int, _ b: Int) throws(NotResidual) -> Int
  {
    func both(_ kind: Cell.Kind) throws(NotResidual) {
      for node in [a, b] where kinds[node] != nil && kinds[node] != kind {
        throw NotResidual("`\(op.rawValue)` of other types")
      }
    }
    switch op {
    case .and:
      try both(.boolean)
      return try and(a, b)
    case .or:
      try both(.boolean)
      return try or(a, b)
    case .add:
      try both(.number)
      return try step(.add, [a, b], .number, mayFail: true)
    case .subtract:
      try both(.number)
      return try step(.subtract, [a, b], .number, mayFail: true)
    case .multiply:
      try both(.number)
      return try step(.multiply, [a, b], .number, mayFail: true)
    case .divide:
      try both(.number)
      return try step(.divide, [a, b], .number, mayFail: true)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      let kind = kinds[a] ?? kinds[b] ?? .number
      guard kind == .number || kind == .date else { throw NotResidual("an order of texts") }
      try both(kind)
      let isTurned = op == .greater || op == .greaterOrEqual
      return try step(
        op == .less || op == .greater ? .less : .lessOrEqual, isTurned ? [b, a] : [a, b], .boolean,
        mayFail: false)
    case .equal, .notEqual:
      if let kind = kinds[a] ?? kinds[b] { try both(kind) }
      let same = try equal(a, b)
      return op == .equal ? same : try not(same)
    case .power: throw NotResidual("a power")
    }
  }

  private mutating func equal(_ a: Int, _ b: Int) throws(NotResidual) -> Int {
    try step(.equal, [a, b], .boolean, mayFail: false)
  }

  private mutating func within(
    _ value: Int, low: Int?, _ includesLow: Bool, high: Int?, _ includesHigh: Bool
  ) throws(NotResidual) -> Int {
    var result: Int?
    if let low {
      result = try step(includesLow ? .lessOrEqual : .less, [low, value], .boolean, mayFail: false)
    }
    if let high {
      let below = try step(
        includesHigh ? .lessOrEqual : .less, [value, high], .boolean, mayFail: false)
      result =
        if let above = result { try step(.both, [above, below], .boolean, mayFail: false) } else {
          below
        }
    }
    guard let result else { throw NotResidual("a range without ends") }
    return result
  }

  private mutating func path(_ base: Term, _ member: String) throws(NotResidual) -> Term {
    switch base {
    case .element(let list):
      return .node(self.member(list, try place(of: member, in: list)))
    case .list(let list): return .members(list: list, member: try place(of: member, in: list))
    default: throw NotResidual("`.\(member)` of something without members")
    }
  }

  private mutating func place(of member: String, in list: Int) throws(NotResidual) -> Int {
    if let place = residual.lists[list].members.firstIndex(where: { $0.name == member }) {
      return place
    }
    guard
      case .list(.record(let kind))? = ruleset.vocabulary.facts[residual.lists[list].name]?.type,
      kind == "line", let declaration = ruleset.vocabulary.members[kind]?[member],
      let type = Self.kind(of: declaration.type)
    else { throw NotResidual("`.\(member)` is no member that is declared") }
    let name = residual.lists[list].name
    let perLine = ruleset.vocabulary.facts.values.first {
      $0.perLine == name && $0.setsMember == member
    }
    residual.lists[list].members.append(
      .init(
        name: member, kind: type, missing: reason(.missing, perLine?.name ?? "line.\(member)"),
        perLine: perLine?.name))
    return residual.lists[list].members.count - 1
  }

  static func kind(of type: FactType) -> Cell.Kind? {
    switch type {
    case .number: .number
    case .boolean: .boolean
    case .text, .code: .text
    case .date: .date
    case .list, .record: nil
    }
  }

  // MARK: names

  private mutating func meaning(of name: String, _ scope: Scope) throws(NotResidual) -> Term {
    if let bound = scope.bindings.last(where: { $0.name == name }) { return bound.term }
    if let element = scope.element, element.name == name { return .element(element.list) }
    let candidates = inForce(named: name)
    if let own = candidates.first(where: {
      ruleset.definitions[$0].provenance.regulation == scope.regulation
    }) {
      return try defined(own, scope).term
    }
    guard ruleset.regulations[scope.regulation].modelInputs[name] == nil else {
      throw NotResidual("an input of a model")
    }
    if let declaration = ruleset.vocabulary.facts[name] { return try fact(declaration) }
    residual.looseNames.insert(name)
    if let other = candidates.first { return try defined(other, scope).term }
    if ["share in", "distance to", "adjoins"].contains(name) { return .siteFunction(name) }
    if ruleset.definitionsByName[name] != nil {
      return .node(constant(Cell(reason(.gap, name))))
    }
    throw NotResidual("nothing is named `\(name)`")
  }

  func inForce(named name: String) -> [Int] {
    (ruleset.definitionsByName[name] ?? []).filter { isInForce(ruleset.definitions[$0].provenance) }
  }

  private mutating func fact(_ declaration: FactDeclaration) throws(NotResidual) -> Term {
    let name = declaration.name
    let missing = reason(declaration.judgedBy == nil ? .missing : .judged, name)
    if case .list(.record("line")) = declaration.type {
      if let place = residual.lists.firstIndex(where: { $0.name == name }) { return .list(place) }
      residual.lists.append(.init(name: name, missing: missing, members: []))
      return .list(residual.lists.count - 1)
    }
    guard let kind = Self.kind(of: declaration.type) else {
      throw NotResidual("`\(name)` is a list")
    }
    return .node(input(.fact(name), kind, missing: missing))
  }

  /// A definition in this residual, worked out once (and once per element where it speaks of one).
  mutating func defined(_ place: Int, _ scope: Scope) throws(NotResidual) -> Defined {
    let rule = ruleset.definitions[place]
    guard !rule.isDecision else { throw NotResidual("a decision of a model") }
    let element = rule.usesElement ? scope.element : nil
    let key = DefinitionKey(definition: place, list: element?.list)
    if let known = definitions[key] { return known }
    let inner = Scope(regulation: rule.provenance.regulation, element: element)
    let result: Defined
    switch rule.body {
    case .expression(let expression):
      result = Defined(
        term: rule.parameters.isEmpty
          ? .node(try bordered(expression, inner)) : .function(definition: place), row: .none)
    case .output(let table, let name):
      if ruleset.tables[table].parameters.isEmpty {
        let (node, row) = try decide(table, output: name, inner)
        result = Defined(term: .node(node), row: row)
      } else {
        result = Defined(term: .function(definition: place), row: .none)
      }
    }
    definitions[key] = result
    return result
  }

  // MARK: tests

  mutating func any(of tests: [UnaryTest], _ input: Int, _ scope: Scope) throws(NotResidual) -> Int
  {
    let inner = scope.binding("?", .node(input))
    if kinds[input] == .text, let set = constantTexts(tests) { return isIn(input, set) }
    var result = constant(Cell(false))
    for test in tests { result = try or(result, try holds(test, input, inner)) }
    return result
  }

  private mutating func constantTexts(_ tests: [UnaryTest]) -> Set<Int32>? {
    var set: Set<Int32> = []
    for test in tests {
      guard case .expression(let expression) = test, case .string(let text) = expression.kind else {
        return nil
      }
      set.insert(texts.code(text))
    }
    return set
  }

  private mutating func holds(_ test: UnaryTest, _ input: Int, _ scope: Scope) throws(NotResidual)
    -> Int
  {
    switch test {
    case .compare(let op, let end): return try binary(op, input, try node(end, scope))
    case .expression(let expression):
      if case .range(let range) = expression.kind {
        guard range.form == .interval else { throw NotResidual("a range of this form") }
        var ends: [Int?] = []
        for end in [range.low, range.high] {
          ends.append(try end.map { (end) throws(NotResidual) in try node(end, scope) })
        }
        for node in ends.compactMap({ $0 }) + [input]
        where kinds[node] != nil && kinds[node] != .number && kinds[node] != .date {
          throw NotResidual("a range of texts")
        }
        let result = try within(
          input, low: ends[0], range.includesLow, high: ends[1], range.includesHigh)
        return try step(.given, [input, result], .boolean, mayFail: false)
      }
      guard !expression.mentionsInput else { throw NotResidual("a test that speaks of its input") }
      if case .texts(let items) = try term(expression, scope) {
        guard kinds[input] == .text || constantCell(input)?.isUnknown ?? false else {
          throw NotResidual("a list of other values")
        }
        return isIn(input, Set(items.map { texts.code($0) }))
      }
      let value = try node(expression, scope)
      let isOpen = [input, value].contains { constantCell($0)?.isUnknown ?? false }
      guard isOpen || kinds[value] == kinds[input], !canFail[value],
        kinds[value] != .boolean || !canFail[input]
      else { throw NotResidual("a test against another type") }
      return try step(
        .given, [input, try equal(input, value)], .boolean, mayFail: false)
    }
  }

  private mutating func quantified(
    _ iterators: [FEELExpression.Iterator], _ body: FEELExpression, _ scope: Scope, isSome: Bool
  ) throws(NotResidual) -> Int {
    guard iterators.count == 1, iterators[0].end == nil,
      case .texts(let items) = try term(iterators[0].domain, scope)
    else { throw NotResidual("`some` and `every` over what is no list of texts") }
    var result = constant(Cell(!isSome))
    for item in items {
      let inner = scope.binding(iterators[0].name, .node(constant(Cell(code: texts.code(item)))))
        .binding("\u{0}\(iterators[0].name)", .texts([item]))
      let value = try node(body, .boolean, inner)
      result = isSome ? try or(result, value) : try and(result, value)
    }
    return result
  }

  // MARK: calls

  private mutating func call(
    _ callee: FEELExpression, _ arguments: [FEELExpression], _ scope: Scope
  ) throws(NotResidual) -> Term {
    guard case .name(let name) = callee.kind else { throw NotResidual("a call of a value") }
    if !inForce(named: name).isEmpty || ruleset.definitionsByName[name] != nil
      || ["share in", "distance to", "adjoins"].contains(name)
    {
      switch try meaning(of: name, scope) {
      case .siteFunction(let function): return .node(try relation(function, arguments, scope))
      case .function(let definition):
        return .node(try apply(definition, arguments, scope))
      case .node(let node) where constantCell(node)?.isUnknown ?? false: return .node(node)
      default: throw NotResidual("`\(name)` is no function")
      }
    }
    guard ruleset.vocabulary.facts[name] == nil else { throw NotResidual("a call of a fact") }
    switch (name, arguments.count) {
    case ("not", 1): return .node(try not(try node(arguments[0], .boolean, scope)))
    case ("abs", 1):
      return .node(
        try step(.absolute, [try node(arguments[0], .number, scope)], .number, mayFail: false))
    case ("floor", 1), ("ceiling", 1):
      return .node(
        try step(
          name == "floor" ? .floor : .ceiling, [try node(arguments[0], .number, scope)], .number,
          mayFail: true))
    case ("list contains", 2):
      guard case .texts(let items) = try term(arguments[0], scope) else { break }
      let value = try node(arguments[1], .text, scope)
      guard !canFail[value] else { break }
      return .node(isIn(value, Set(items.map { texts.code($0) })))
    case ("count", 1):
      guard case .list(let list) = try term(arguments[0], scope) else { break }
      return .node(over(.countOf, list: list, member: 0))
    case ("min", 1), ("max", 1), ("sum", 1):
      if case .list(let items) = arguments[0].kind {
        return .node(try folded(name, items, scope))
      }
      switch try term(arguments[0], scope) {
      case .members(let list, let member)
      where residual.lists[list].members[member].kind == .number:
        return .node(
          over(
            name == "sum" ? .sumOf : name == "min" ? .minimumOf : .maximumOf, list: list,
            member: member))
      default: break
      }
    case ("min", 2...), ("max", 2...), ("sum", 2...):
      return .node(try folded(name, arguments, scope))
    default: break
    }
    throw NotResidual("`\(name)` has no form here")
  }

  private mutating func folded(_ name: String, _ items: [FEELExpression], _ scope: Scope)
    throws(NotResidual) -> Int
  {
    guard let first = items.first else { throw NotResidual("`\(name)` of nothing") }
    var result = try node(first, .number, scope)
    for item in items.dropFirst() {
      result = try step(
        name == "sum" ? .add : name == "min" ? .minimum : .maximum,
        [result, try node(item, .number, scope)], .number, mayFail: name == "sum")
    }
    return result
  }

  /// `share in("flood")` and its like: an input of its own.
  private mutating func relation(
    _ function: String, _ arguments: [FEELExpression], _ scope: Scope
  ) throws(NotResidual) -> Int {
    guard arguments.count == 1 else { throw NotResidual("`\(function)` takes one layer") }
    let layer: String
    switch arguments[0].kind {
    case .string(let text): layer = text
    case .name(let name):
      guard
        case .texts(let items)? = scope.bindings.last(where: { $0.name == "\u{0}\(name)" })?.term
      else { throw NotResidual("a layer that is not named") }
      layer = items[0]
    default: throw NotResidual("a layer that is not named")
    }
    let missing = reason(.missing, "\(function)(\"\(layer)\")")
    return switch function {
    case "share in": input(.share(layer), .number, missing: missing)
    case "distance to": input(.distance(layer), .number, missing: missing)
    default: input(.adjoins(layer), .boolean, missing: missing)
    }
  }

  /// A definition with parameters, written where it is called.
  private mutating func apply(
    _ definition: Int, _ arguments: [FEELExpression], _ scope: Scope
  ) throws(NotResidual) -> Int {
    let rule = ruleset.definitions[definition]
    var parameters = rule.parameters
    if case .output(let table, _) = rule.body { parameters = ruleset.tables[table].parameters }
    guard parameters.count == arguments.count else { throw NotResidual("a call that does not fit") }
    var inner = Scope(
      regulation: rule.provenance.regulation, element: rule.usesElement ? scope.element : nil)
    for (parameter, argument) in zip(parameters, arguments) {
      let node = try node(argument, scope)
      // An error in an argument is found at the caller's border, with the value that came of it.
      guard !canFail[node] else { throw NotResidual("an argument that may fail") }
      inner = inner.binding(parameter, .node(node))
    }
    switch rule.body {
    case .expression(let expression): return try bordered(expression, inner)
    case .output(let table, let name): return try decide(table, output: name, inner).node
    }
  }
}
