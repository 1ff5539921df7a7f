package import FEEL

/// What has no types beforehand: one operation that the evaluator works out, and the ways back to typed slots.
extension ProgramBuilder {
  mutating func boxed(_ expression: FEELExpression, _ name: Names) -> Term {
    var names: [(name: String, value: Term)] = []
    var seen: Set<String> = []
    expression.walk { node in
      // One too many (a loop's own name) does no harm: what the expression binds itself stands above it.
      guard case .name(let text) = node.kind, seen.insert(text).inserted, let term = name(text)
      else { return }
      names.append((text, term))
    }
    var boxed = BoxedExpression(expression: expression, names: names, scope: scope)
    if case .table(let table) = expression.kind { boxed.rows = RowSets(table) }
    let slot = evaluate(boxed)
    return opened(slot, resultType(of: expression, name))
  }

  /// A boxed value of which something is known: that it is of a type, or a context of such (null and unknown aside).
  private mutating func opened(_ slot: Program.Slot, _ type: TypeReference?) -> Term {
    var left = Self.mostMembers
    return opened(slot, type, &left)
  }

  /// More members of a type than this are not known beforehand: a type may have itself in it.
  private static let mostMembers = 64

  private mutating func opened(_ slot: Program.Slot, _ type: TypeReference?, _ left: inout Int)
    -> Term
  {
    guard let type = type?.unconstrained(in: scope.types) else { return .slot(slot) }
    if let simple = Self.simple(type) { return .slot(unbox(slot, simple)) }
    guard case .context(let members) = type, !members.isEmpty else { return .slot(slot) }
    var entries: [(name: String, value: Term)] = []
    for (member, type) in members.sorted(by: { $0.key < $1.key }) {
      guard left > 0 else { break }
      left -= 1
      let path = FEELExpression(.path(FEELExpression(.name("whole"), span), member), span)
      let part = evaluate(
        BoxedExpression(expression: path, names: [("whole", .slot(slot))], scope: scope))
      entries.append((member, opened(part, type, &left)))
    }
    return .opened(slot, entries)
  }

  /// The type of slots that hold the values of a type; nil where those are boxed.
  package static func simple(_ type: TypeReference) -> Program.SlotType? {
    switch type {
    case .named("number"): .number
    case .named("boolean"): .boolean
    case .named("string"): .code
    default: nil
    }
  }

  /// A value that is known beforehand and has no typed slot: a function.
  package mutating func value(_ value: Value, named name: String) -> Program.Slot {
    evaluate(
      BoxedExpression(
        expression: FEELExpression(.name(name), 0..<0), names: [],
        scope: Environment { $0 == name ? value : nil }))
  }

  // MARK: values at boundaries

  /// A value where a type is declared: as it is where it surely belongs to it, else converted by the evaluator.
  mutating func converted(_ inner: FEELExpression, _ type: TypeReference, _ name: Names)
    throws(NotTyped) -> Term
  {
    let term = compile(inner, name)
    if surelyFits(term, type) { return term }
    // What the evaluator works out anyway it converts at once; a table keeps its index.
    if case .slot(let slot) = term, program.operations[slot].code == .evaluate,
      program.boxed[Int(program.operations[slot].a)].rows == nil
    {
      throw NotTyped("a value of a type that is not known")
    }
    let value = FEELExpression(.name("value"), inner.span)
    let slot = evaluate(
      BoxedExpression(
        expression: FEELExpression(.typed(value, type), inner.span), names: [("value", term)],
        scope: scope))
    return opened(slot, type)
  }

  private func surelyFits(_ term: Term, _ type: TypeReference) -> Bool {
    guard let type = type.resolved(in: scope.types) else { return false }
    switch (term, type) {
    case (_, .named("Any")): return true
    case (.slot(let slot), _): return Self.simple(type) == program.types[slot]
    case (.context, .named("context")): return true
    case (.context(let entries, _), .context(let members)):
      return members.allSatisfy { member, type in
        entries.contains { $0.name == member && surelyFits($0.value, type) }
      }
    case (.texts, .list(let element)): return element.resolved(in: scope.types) == .named("string")
    default: return false
    }
  }

  /// The type of whatever an expression comes to when it is neither null nor unknown; nil where it may be several.
  private func resultType(of expression: FEELExpression, _ name: Names) -> TypeReference? {
    switch expression.kind {
    case .typed(_, let type): return type
    case .binary(let op, _, _) where op.isComparison || op == .and || op == .or:
      return .named("boolean")
    case .chain(_, let links) where links.allSatisfy { $0.op == .and || $0.op == .or }:
      return .named("boolean")
    case .between, .membership, .instanceOf, .some, .every: return .named("boolean")
    case .call(let callee, _), .callNamed(let callee, _):
      guard case .name(let text) = callee.kind, name(text) == nil, scope.value(of: text) == nil
      else { return nil }
      return Self.results[text].map(TypeReference.named)
    case .table(let table): return resultType(of: table)
    default: return nil
    }
  }

  private func resultType(of table: DecisionTableExpression) -> TypeReference? {
    func type(of output: Int) -> TypeReference? {
      if let type = table.outputs[output].type { return type }
      var entries = table.rules.compactMap {
        $0.outputs.indices.contains(output) ? $0.outputs[output] : nil
      }
      if let byDefault = table.outputs[output].byDefault { entries.append(byDefault) }
      let types = Set(entries.map { $0.constant?.nameOfSimpleType })
      return types.count == 1 ? types.first.flatMap { $0 }.map(TypeReference.named) : nil
    }
    switch table.hitPolicy {
    case .unique, .any, .first, .priority:
      if table.outputs.count == 1 { return type(of: 0) }
      var members: [String: TypeReference] = [:]
      for (place, output) in table.outputs.enumerated() {
        guard let name = output.name, members[name] == nil else { return nil }
        members[name] = type(of: place) ?? .named("Any")
      }
      return .context(members)
    case .collectSum, .collectMinimum, .collectMaximum, .collectCount:
      let isCount = table.hitPolicy == .collectCount
      guard table.outputs.count == 1, table.outputs[0].byDefault == nil || !isCount else {
        return nil
      }
      if isCount { return .named("number") }
      return type(of: 0) == .named("number") ? .named("number") : nil
    case .ruleOrder, .outputOrder, .collect: return nil
    }
  }

  /// Functions with one type of result.
  private static let results: [String: String] = {
    var results: [String: String] = [:]
    for name in [
      "contains", "starts with", "ends with", "matches", "list contains", "all", "any", "not", "is",
      "even", "odd", "before", "after", "overlaps", "includes", "during",
    ] { results[name] = "boolean" }
    for name in [
      "count", "sum", "mean", "median", "product", "stddev", "string length", "number", "decimal",
      "floor", "ceiling", "round up", "round down", "round half up", "round half down", "modulo",
      "sqrt", "log", "exp", "day of year", "week of year",
    ] { results[name] = "number" }
    for name in [
      "string", "substring", "substring before", "substring after", "upper case", "lower case",
      "replace", "string join", "day of week", "month of year",
    ] { results[name] = "string" }
    return results
  }()
}

extension Value {
  fileprivate var nameOfSimpleType: String? {
    switch self {
    case .number: "number"
    case .boolean: "boolean"
    case .string: "string"
    default: nil
    }
  }
}
