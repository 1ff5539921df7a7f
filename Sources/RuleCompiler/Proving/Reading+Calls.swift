import Evaluation
import FEEL
import Facts

extension Reading {
  mutating func called(
    _ name: String, _ arguments: [FEELExpression], _ expression: FEELExpression, _ scope: Scope
  ) -> Meaning {
    if let definition = function(name, scope) {
      return applied(definition, arguments.map { read($0, scope) }, expression, scope)
    }
    if ["share in", "distance to", "adjoins"].contains(name), arguments.count == 1,
      ruleset.definitionsByName[name] == nil, ruleset.vocabulary.facts[name] == nil
    {
      guard case .word(.constant(let layer)) = read(arguments[0], scope).sense else {
        return guess(expression, scope, &self)
      }
      return self.layer(name, layer)
    }
    guard scope.bindings[name] == nil, ruleset.vocabulary.facts[name] == nil, builtIns[name] != nil
    else { return guess(expression, scope, &self) }
    let values = arguments.map { read($0, scope) }
    if let meaning = builtIn(name, values, scope, expression) { return meaning }
    let meaning = guess(expression, scope, &self)
    if case .guess(let variable) = meaning.sense, hints[variable] == nil, arguments.count == 1,
      ["sum", "min", "max", "count"].contains(name), let one = single(arguments[0], scope),
      let result = number(meaning)?.sum
    {
      let value = name == "count" ? (sum: Linear(.one), meaning: one) : number(one)
      if let value {
        hints[variable] = .and([
          .isZero(result - value.sum), value.meaning.defined,
          .word(variable, WordSet([0], of: 3), of: 3),
        ])
      }
    }
    return meaning
  }

  /// What an expression over a list comes to for its one element: `side lines.setback`, `for a in areas return f(a)`.
  mutating func single(_ expression: FEELExpression, _ scope: Scope) -> Meaning? {
    func list(_ expression: FEELExpression) -> String? {
      guard case .name(let name) = expression.kind, scope.bindings[name] == nil,
        case .list? = ruleset.vocabulary.facts[name]?.type,
        ruleset.definitionsByName[name] == nil
      else { return nil }
      return name
    }
    switch expression.kind {
    case .name: return list(expression).map { element(of: $0) }
    case .path(let base, let member): return list(base).map { self.member(member, of: $0) }
    case .iteration(let iterators, let body):
      guard iterators.count == 1, iterators[0].end == nil, let list = list(iterators[0].domain)
      else {
        return nil
      }
      var inner = scope
      inner.bindings[iterators[0].name] = element(of: list)
      return read(body, inner)
    default: return nil
    }
  }

  mutating func element(of list: String) -> Meaning {
    if case .list(.record)? = ruleset.vocabulary.facts[list]?.type {
      return Meaning(.element(list: list))
    }
    return member("", of: list)
  }

  private func function(_ name: String, _ scope: Scope) -> Int? {
    guard scope.bindings[name] == nil else { return nil }
    let candidates = (ruleset.definitionsByName[name] ?? []).filter {
      ruleset.isInForce(ruleset.definitions[$0].provenance, on: day)
    }
    return candidates.first {
      ruleset.definitions[$0].provenance.regulation == scope.regulation
    } ?? (ruleset.vocabulary.facts[name] == nil ? candidates.first : nil)
  }

  private mutating func applied(
    _ index: Int, _ arguments: [Meaning], _ expression: FEELExpression, _ scope: Scope
  ) -> Meaning {
    let rule = ruleset.definitions[index]
    var inner = Scope(regulation: rule.provenance.regulation, element: scope.element)
    inner.depth = scope.depth + 1
    switch rule.body {
    case .expression(let body):
      guard !rule.parameters.isEmpty, rule.parameters.count == arguments.count else { break }
      for (name, value) in zip(rule.parameters, arguments) { inner.bindings[name] = value }
      return read(body, inner)
    case .output(let table, let name):
      let parameters = ruleset.tables[table].parameters
      guard !parameters.isEmpty, parameters.count == arguments.count else { break }
      for (name, value) in zip(parameters, arguments) { inner.bindings[name] = value }
      return output(name, of: table, inner)
    }
    return guess(expression, scope, &self)
  }

  private mutating func builtIn(
    _ name: String, _ arguments: [Meaning], _ scope: Scope, _ expression: FEELExpression
  ) -> Meaning? {
    var items = arguments
    if arguments.count == 1, case .list(let list) = arguments[0].sense { items = list }
    switch name {
    case "not":
      guard arguments.count == 1 else { return nil }
      let truths = self.truths(of: arguments[0]).negated
      return Meaning(.truth(yes: truths.yes, no: truths.no), lapses: truths.lapses)
    case "min", "max", "sum":
      guard items.count <= 24 else { return nil }
      if case .guess = arguments.first?.sense, arguments.count == 1 { return nil }
      var sums: [Linear] = []
      var whole = Meaning(.number(Linear(.zero)))
      for item in items {
        guard let (sum, meaning) = number(item) else { return nil }
        sums.append(sum)
        whole.defined = .and([whole.defined, meaning.defined])
        whole.lapses = whole.lapses.or(meaning.lapses)
      }
      if sums.isEmpty {
        return Meaning(.number(Linear(.zero)), defined: .no, lapses: [.failure: .yes])
      }
      if name == "sum" {
        whole.sense = .number(sums.dropFirst().reduce(sums[0], +))
        return whole
      }
      return extreme(sums, isMost: name == "max", whole)
    case "abs":
      guard arguments.count == 1, let (sum, meaning) = number(arguments[0]) else { return nil }
      return extreme([sum, -sum], isMost: true, meaning)
    case "floor", "ceiling", "round up", "round down", "round half up", "round half down",
      "decimal":
      guard let first = arguments.first, let (sum, meaning) = number(first) else { return nil }
      var scale = 0
      if arguments.count == 2 {
        guard case .number(let places) = arguments[1].sense, places.isConstant,
          let found = (-9...9).first(where: { Fraction($0) == places.constant })
        else { return nil }
        scale = found
      } else if arguments.count != 1 || !["floor", "ceiling"].contains(name) {
        return nil
      }
      return rounded(name, sum, scale, meaning)
    case "count":
      guard arguments.count == 1, case .list(let list) = arguments[0].sense else { return nil }
      return Meaning(.number(Linear(Fraction(list.count))))
    default: return nil
    }
  }

  /// The least or the most of some sums: the one that no other passes.
  private mutating func extreme(_ sums: [Linear], isMost: Bool, _ whole: Meaning) -> Meaning {
    if sums.count == 1 {
      var result = whole
      result.sense = .number(sums[0])
      return result
    }
    let variable = unknowns.add(Unknown(.number(lowest: nil, highest: nil)))
    let result = Linear(variable: variable)
    // At least (or at most) each of them, and equal to one.
    let bounds = sums.map { Formula.atMost(isMost ? $0 - result : result - $0) }
    unknowns.define(variable, as: .and(bounds + [.or(sums.map { .isZero($0 - result) })]))
    return Meaning(.number(result), defined: whole.defined, lapses: whole.lapses)
  }

  /// A rounded number lies within one step of what it comes from.
  private mutating func rounded(_ name: String, _ sum: Linear, _ scale: Int, _ whole: Meaning)
    -> Meaning
  {
    var step = Fraction.one
    for _ in 0..<abs(scale) {
      step = scale > 0 ? step / Fraction(10) : step * Fraction(10)
    }
    let variable = unknowns.add(Unknown(.number(lowest: nil, highest: nil)))
    let result = Linear(variable: variable)
    let (up, half) = (Linear(step), Linear(step / Fraction(2)))
    let bounds: [Formula]
    switch name {
    case "floor": bounds = [.atMost(result - sum), .below(sum - result - up)]
    case "ceiling": bounds = [.atMost(sum - result), .below(result - sum - up)]
    case "round up", "round down": bounds = [.below(sum - result - up), .below(result - sum - up)]
    default: bounds = [.atMost(sum - result - half), .atMost(result - sum - half)]
    }
    unknowns.define(variable, as: .and(bounds))
    guesses[variable] = "a rounded number"
    return Meaning(.number(result), defined: whole.defined, lapses: whole.lapses)
  }
}
