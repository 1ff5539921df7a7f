import Diagnostics
import Evaluation
import FEEL
import Facts

/// Two requirements of one standing on one subject that both apply in some case, where nothing that may be proposed meets both.
extension Prover {
  func proveContradictions() {
    let rules = ruleset.requirements
    let groups = Dictionary(grouping: rules.indices) { index in
      ruleset.regulations[rules[index].provenance.regulation].regime + "\u{0}"
        + rules[index].subject
    }
    for key in groups.keys.sorted() {
      let places = groups[key] ?? []
      for (index, a) in places.enumerated() {
        for b in places[(index + 1)...] where isOneStanding(rules[a], rules[b]) {
          proveContradiction(rules[a], rules[b])
        }
      }
    }
  }

  /// Whether neither takes precedence.
  private func isOneStanding(_ a: RequirementRule, _ b: RequirementRule) -> Bool {
    let (x, y) = (a.provenance.regulation, b.provenance.regulation)
    if x == y { return true }
    let standings = ruleset.standings(of: [x, y], subject: a.subject)
    return standings[0] == standings[1]
  }

  private func proveContradiction(_ a: RequirementRule, _ b: RequirementRule) {
    guard element(of: a)?.list == element(of: b)?.list,
      let first = a.condition.comparison, let second = b.condition.comparison,
      Self.mayExclude(first.comparator, second.comparator)
    else { return }
    let works = works(of: a.provenance, b.provenance)
    guard let work = works.first else { return }
    let text = "require \(b.condition.text)"
    let question = "whether it contradicts `\(a.condition.text)`"
    let inputs = inputs(of: a).union(inputs(of: b))
    for day in days(of: a.provenance) where ruleset.isInForce(b.provenance, on: day) {
      let (x, y) = (read(a, on: day), read(b, on: day))
      guard let measured = x.measured, measured == y.measured, let low = x.limit, let high = y.limit
      else { continue }
      let formula = Formula.and([
        Self.excludes(first.comparator, low, second.comparator, high), x.defined, y.defined,
        x.applies, y.applies, isNotLifted(a, for: work, on: day),
        isNotLifted(b, for: work, on: day),
      ])
      let free = measuredFacts(a)
      var found: CaseExample?
      let verdict = ask(
        formula, on: day, work: work, inputs, about: b.provenance, text, question
      ) { example in
        guard applies(a, in: example), applies(b, in: example) else { return false }
        let outcomes = [assessed(a, in: example), assessed(b, in: example)]
        guard outcomes.allSatisfy({ $0 == .met || $0 == .notMet }), outcomes.contains(.notMet)
        else {
          return false
        }
        found = example
        return true
      }
      guard case .shown = verdict, let example = found else { continue }
      // Nothing else that may be proposed there meets both, or makes one of them not apply.
      let complies = Formula.and([
        mayComply(a, x, for: work, on: day), mayComply(b, y, for: work, on: day),
        fixed(example, but: free, on: day),
      ])
      guard isImpossible(complies, on: day) else {
        leaveOpen(
          b.provenance, text, question, "what is measured also decides which limit holds")
        continue
      }
      find(
        .error, "contradiction",
        "`\(b.condition.text)` and `\(a.condition.text)` (\(a.provenance.citation.article)) cannot both be met where both apply",
        at: b.provenance, related: [("the other rule: require \(a.condition.text)", a.provenance)],
        mend: "make one an `exception to` the other, or mend a limit", example: example)
      return
    }
  }

  private static func mayExclude(_ a: BinaryOperator, _ b: BinaryOperator) -> Bool {
    switch (a, b) {
    case (.less, .less), (.less, .lessOrEqual), (.lessOrEqual, .less), (.lessOrEqual, .lessOrEqual),
      (.greater, .greater), (.greater, .greaterOrEqual), (.greaterOrEqual, .greater),
      (.greaterOrEqual, .greaterOrEqual):
      false
    case (.notEqual, let other), (let other, .notEqual): other == .equal
    default: true
    }
  }

  /// Where no value stands to both limits as it should.
  private static func excludes(
    _ a: BinaryOperator, _ x: Linear, _ b: BinaryOperator, _ y: Linear
  ) -> Formula {
    switch (a, b) {
    case (.equal, .equal): return Formula.isZero(x - y).negated
    case (.equal, .notEqual), (.notEqual, .equal): return .isZero(x - y)
    // The value is one of the limits: the other comparison must fail for it.
    case (.equal, _): return Reading.holds(b, x - y).negated
    case (_, .equal): return Reading.holds(a, y - x).negated
    default:
      let isUpper = a == .less || a == .lessOrEqual
      let (upper, lower) = isUpper ? (x, y) : (y, x)
      let isStrict = a == .less || a == .greater || b == .less || b == .greater
      return isStrict ? .atMost(upper - lower) : .below(upper - lower)
    }
  }

  /// The inputs that whoever proposes can change to change what is measured; of a pure fact of the land, that fact.
  private func measuredFacts(_ rule: RequirementRule) -> Inputs {
    guard let comparison = rule.condition.comparison else { return Inputs() }
    var inputs = inputs(
      of: [comparison.measured], in: rule.provenance.regulation, element: element(of: rule))
    let proposed = inputs.facts.filter { ruleset.vocabulary.facts[$0]?.origin == .proposal }
    if !proposed.isEmpty || !inputs.members.isEmpty { inputs.facts = proposed }
    return inputs
  }

  /// Where it may not fail: it may not apply, may be lifted, may be met or may be open.
  private func mayComply(
    _ rule: RequirementRule, _ reading: RequirementReading, for work: String, on day: CivilDate
  ) -> Formula {
    let scope = scope(of: rule)
    let lifted = exceptions(to: rule, for: work, on: day).map { exception -> Formula in
      let truths = truths(of: exception, scope, on: day)
      return .or([truths.yes, truths.open])
    }
    let away = self.reading(on: day) { inner -> Formula in
      let when = Truths.and(rule.when.map { inner.truths($0, scope) })
      let unless = Truths.or(rule.unless.map { inner.truths($0, scope) })
      return .or([when.no, when.open, unless.yes, unless.open])
    }
    return .or([away, reading.met, reading.open] + lifted)
  }

  /// All inputs as an example has them, but those that are free.
  private func fixed(_ example: CaseExample, but free: Inputs, on day: CivilDate) -> Formula {
    let unknowns = reading(on: day) { $0.unknowns }
    return .and(
      unknowns.all.enumerated().compactMap { variable, unknown in
        let value: FactValue?
        switch unknown.input {
        case .fact(let name):
          if free.facts.contains(name) { return nil }
          value = example.proposal.facts[name] ?? example.site.facts[name]?.value
        case .member(let list, let member):
          if free.members[list]?.contains(member) ?? false { return nil }
          if case .record(let members)? = example.element(of: list) {
            value = members[member]
          } else {
            value = nil
          }
        case .layer(let layer, let relation):
          let known = example.site.layers[layer]
          value =
            relation == "share in"
            ? known?.share : relation == "distance to" ? known?.distance : known?.adjoins
        case nil: return nil
        }
        switch value {
        case .number(let number):
          return .isZero(Linear(variable: variable) - Linear(Fraction(number)))
        case .date(let date):
          return .isZero(Linear(variable: variable) - Linear(Fraction(date.dayNumber)))
        case .boolean(let boolean):
          return .word(variable, WordSet([boolean ? 0 : 1], of: 2), of: 2)
        case .text(let text):
          return unknown.words.firstIndex(of: text).map {
            .word(variable, WordSet([$0], of: unknown.words.count), of: unknown.words.count)
          }
        default: return nil
        }
      })
  }
}

extension Prover.Inputs {
  func union(_ other: Self) -> Self {
    var result = self
    result.facts.formUnion(other.facts)
    result.layers.formUnion(other.layers)
    result.members.merge(other.members) { $0.union($1) }
    result.definitions.formUnion(other.definitions)
    return result
  }
}
