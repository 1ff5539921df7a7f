import Facts

/// Decision tables (DMN 1.5, 8.2 and 10.4): which rules match, and what the hit policy makes of them.
///
/// A rule whose match is unknown is neither taken nor left: the answer is known only where it is the same either way.
extension Evaluator {
  mutating func decide(
    _ table: DecisionTableExpression, _ expression: FEELExpression, in environment: Environment
  ) -> Value {
    guard let inputs = inputs(of: table, expression, in: environment) else { return .null }
    return decide(table, expression, inputs: inputs, rules: table.rules.indices, in: environment)
      .value
  }

  /// What a table asks for; nil with a finding where a value is not allowed.
  package mutating func inputs(
    of table: DecisionTableExpression, _ expression: FEELExpression, in environment: Environment
  ) -> [Value]? {
    var inputs: [Value] = []
    for input in table.inputs {
      let value = evaluate(input.expression, in: environment)
      if let allowed = input.allowedValues {
        switch matches(allowed, input: value, in: environment) {
        case .boolean(true), .unknown: break
        default:
          _ = fail(
            "`\(input.label ?? input.expression.printed())` has a value that is not allowed",
            input.expression)
          return nil
        }
      }
      inputs.append(value)
    }
    return inputs
  }

  /// The answer to inputs of which it is known that no rule matches but some, and the rules that do or may.
  package mutating func decide(
    _ table: DecisionTableExpression, _ expression: FEELExpression, inputs: [Value],
    rules: some Sequence<Int>, in environment: Environment
  ) -> (value: Value, hits: [Int]) {
    var hits: [Hit] = []
    for place in rules {
      let match = self.match(table.rules[place], inputs, in: environment)
      switch match {
      case .boolean(true): hits.append(Hit(rule: place, open: nil))
      case .unknown(let reasons): hits.append(Hit(rule: place, open: reasons))
      default: continue
      }
      if table.hitPolicy == .first, case .boolean(true) = match { break }
    }
    let places = hits.map(\.rule)
    for index in hits.indices {
      let rule = table.rules[hits[index].rule]
      guard rule.outputs.count == table.outputs.count, !rule.outputs.isEmpty else {
        return (fail("a rule needs one entry for each output", expression), places)
      }
      for (output, entry) in zip(table.outputs, rule.outputs) {
        guard let value = outputValue(entry, of: output, in: environment) else {
          return (hits[index].open.map(Value.unknown) ?? .null, places)
        }
        hits[index].outputs.append(value)
      }
    }
    return (choose(among: hits, table, expression, in: environment), places)
  }

  /// A rule that matches, or may: then with what would have to be known.
  private struct Hit {
    var rule: Int
    var open: Reasons?
    var outputs: [Value] = []
  }

  private mutating func match(
    _ rule: DecisionTableExpression.Rule, _ inputs: [Value], in environment: Environment
  ) -> Value {
    var result = Value.boolean(true)
    for (tests, input) in zip(rule.tests, inputs) {
      result = Operators.combine(
        result, matches(tests, input: input, in: environment), decidedBy: false)
      if case .boolean(false) = result { return result }
    }
    return rule.tests.count == inputs.count ? result : .null
  }

  /// Nil, with a finding, where the value is not among those that the output may have.
  private mutating func outputValue(
    _ entry: FEELExpression, of output: DecisionTableExpression.Output, in environment: Environment
  ) -> Value? {
    var value = evaluate(entry, in: environment)
    if let type = output.type { value = coerce(value, to: type, entry, in: environment) }
    guard let allowed = output.allowedValues else { return value }
    switch matches(allowed, input: value, in: environment) {
    case .boolean(true), .unknown: return value
    default:
      _ = fail("`\(entry.printed())` is not among the values that the output may have", entry)
      return nil
    }
  }

  private mutating func choose(
    among hits: [Hit], _ table: DecisionTableExpression, _ expression: FEELExpression,
    in environment: Environment
  ) -> Value {
    let sure = hits.filter { $0.open == nil }
    let unknown = hits.compactMap { $0.open.map(Value.unknown) }
    /// What it comes to if all rules that may match do not, and what if each alone does.
    func agreed(_ possible: [Value]) -> Value {
      guard let first = possible.first, possible.allSatisfy({ $0 == first }) else {
        return Value.unknown(among: unknown) ?? .null
      }
      return first
    }
    switch table.hitPolicy {
    case .unique:
      if sure.count > 1 {
        return fail(
          "rules \(rules(sure, table)) match, and the table allows one to match", expression)
      }
      if let open = Value.unknown(among: unknown) {
        guard hits.count == 1 else { return open }
        let none = answer(nil, table, in: environment)
        return agreed([none] + hits.map { answer($0, table) })
      }
      return answer(sure.first, table, in: environment)
    case .any:
      let answers = sure.map { answer($0, table) }
      if let first = answers.first, !answers.allSatisfy({ Self.same($0, first) }) {
        if let open = Value.deepUnknown(among: answers) { return open }
        return fail(
          "rules \(rules(sure, table)) match, and the table wants them to agree", expression)
      }
      let none = sure.isEmpty ? [answer(nil, table, in: environment)] : []
      return agreed(none + hits.map { answer($0, table) })
    case .first:
      var possible: [Value] = []
      for hit in hits {
        possible.append(answer(hit, table))
        if hit.open == nil { return agreed(possible) }
      }
      return agreed(possible + [answer(nil, table, in: environment)])
    case .priority:
      if hits.count > 1, let open = Value.deepUnknown(among: hits.flatMap(\.outputs)) {
        return open
      }
      guard let ranked = byPriority(hits, table, in: environment) else {
        return fail("an output has no place in the order of priority", expression)
      }
      var possible: [Value] = []
      for hit in ranked {
        possible.append(answer(hit, table))
        if hit.open == nil { return agreed(possible) }
      }
      return agreed(possible + [answer(nil, table, in: environment)])
    case .ruleOrder, .collect, .outputOrder:
      if let open = Value.unknown(among: unknown) { return open }
      var ordered = sure
      if table.hitPolicy == .outputOrder {
        if sure.count > 1, let open = Value.deepUnknown(among: sure.flatMap(\.outputs)) {
          return open
        }
        guard let ranked = byPriority(sure, table, in: environment) else {
          return fail("an output has no place in the order of priority", expression)
        }
        ordered = ranked
      }
      if ordered.isEmpty, let none = defaults(table, in: environment) { return none }
      return .list(ordered.map { answer($0, table) })
    case .collectSum, .collectMinimum, .collectMaximum, .collectCount:
      if let open = Value.unknown(among: unknown) { return open }
      if sure.isEmpty, let none = defaults(table, in: environment) { return none }
      let answers = sure.map { answer($0, table) }
      return aggregate(answers, by: table.hitPolicy)
        ?? fail("the outputs cannot be put together by `\(table.hitPolicy.rawValue)`", expression)
    }
  }

  private func rules(_ hits: [Hit], _ table: DecisionTableExpression) -> String {
    hits.map { table.rules[$0.rule].id ?? "\($0.rule + 1)" }.joined(separator: ", ")
  }

  private static func same(_ a: Value, _ b: Value) -> Bool {
    a == b || Operators.equal(a, b) == true
  }

  private func answer(_ hit: Hit, _ table: DecisionTableExpression) -> Value {
    answer(hit.outputs, table)
  }

  /// One output is itself, several are a context by name.
  private func answer(_ outputs: [Value], _ table: DecisionTableExpression) -> Value {
    guard table.outputs.count > 1 else { return outputs.first ?? .null }
    return .context(Context(zip(table.outputs, outputs).map { ($0.name ?? "", $1) }))
  }

  private mutating func answer(
    _ hit: Hit?, _ table: DecisionTableExpression, in environment: Environment
  ) -> Value {
    hit.map { answer($0, table) } ?? defaults(table, in: environment) ?? .null
  }

  /// The answer where no rule matches: null in an output without default; nil where none has one.
  private mutating func defaults(_ table: DecisionTableExpression, in environment: Environment)
    -> Value?
  {
    guard table.outputs.contains(where: { $0.byDefault != nil }) else { return nil }
    var values: [Value] = []
    for output in table.outputs {
      let value = output.byDefault.map { evaluate($0, in: environment) } ?? .null
      values.append(
        output.type.flatMap { type in
          output.byDefault.map { coerce(value, to: type, $0, in: environment) }
        } ?? value)
    }
    return answer(values, table)
  }

  /// Hits by the places of their outputs in the lists of allowed values, the first output counting most; nil where one has none.
  private mutating func byPriority(
    _ hits: [Hit], _ table: DecisionTableExpression, in environment: Environment
  ) -> [Hit]? {
    var ranks: [[Int]] = []
    for hit in hits {
      var rank: [Int] = []
      for (output, value) in zip(table.outputs, hit.outputs) {
        guard case .tests(let allowed)? = output.allowedValues else {
          rank.append(0)
          continue
        }
        var place: Int?
        for (index, test) in allowed.enumerated() {
          if case .boolean(true) = matches(.tests([test]), input: value, in: environment) {
            place = index
            break
          }
        }
        guard let place else { return nil }
        rank.append(place)
      }
      ranks.append(rank)
    }
    return hits.indices.sorted { a, b in
      ranks[a] == ranks[b] ? a < b : ranks[a].lexicographicallyPrecedes(ranks[b])
    }.map { hits[$0] }
  }

  private func aggregate(_ values: [Value], by policy: DecisionTableExpression.HitPolicy) -> Value?
  {
    if let unknown = Value.deepUnknown(among: values) { return unknown }
    switch policy {
    case .collectCount: return .number(Number(values.count))
    case .collectSum:
      guard let first = values.first else { return .null }
      return values.dropFirst().reduce(first as Value?) { sum, value in
        sum.flatMap { Operators.apply(.add, $0, value) }
      }
    default:
      guard var best = values.first else { return .null }
      for value in values.dropFirst() {
        guard let order = Operators.compare(value, best) else { return nil }
        if policy == .collectMinimum ? order < 0 : order > 0 { best = value }
      }
      return best
    }
  }
}
