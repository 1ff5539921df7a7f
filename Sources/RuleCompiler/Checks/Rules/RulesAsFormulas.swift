import Evaluation
import FEEL
import Facts

/// Requirements and exceptions as formulas, on one day.
extension Prover {
  /// A requirement without what stands above it.
  struct RequirementReading {
    var scope: Reading.Scope
    /// Where it is certain to apply, and where it may.
    var applies: Formula
    var mayApply: Formula
    var met: Formula
    var notMet: Formula
    var open: Formula
    var when: Truths
    /// Both sides of the comparison, where it is one of numbers.
    var measured: Linear?
    var limit: Linear?
    /// Where both sides have a value.
    var defined: Formula
  }

  func scope(of rule: RequirementRule) -> Reading.Scope {
    Reading.Scope(regulation: rule.provenance.regulation, element: element(of: rule))
  }

  /// The name of the element, and of the list that it comes from.
  func element(of rule: RequirementRule) -> (name: String, list: String)? {
    rule.forEach.map { name, domain in
      if case .name(let list) = domain.kind { return (name, list) }
      return (name, domain.printed())
    }
  }

  /// Read once for each day.
  func read(_ rule: RequirementRule, on day: CivilDate) -> RequirementReading {
    let key = RuleKey(id: rule.provenance.id, text: rule.condition.text, day: day)
    if let known = requirements[key] { return known }
    let made = make(rule, on: day)
    requirements[key] = made
    return made
  }

  private func make(_ rule: RequirementRule, on day: CivilDate) -> RequirementReading {
    let scope = scope(of: rule)
    let rests = restsOnLand(rule)
    return reading(on: day) { reading in
      let when = Truths.and(rule.when.map { reading.truths($0, scope) })
      let unless = Truths.or(rule.unless.map { reading.truths($0, scope) })
      var result = RequirementReading(
        scope: scope, applies: .and([when.yes, unless.no]),
        mayApply: .and([.or([when.yes, when.open]), .or([unless.no, unless.open])]), met: .no,
        notMet: .no, open: .no, when: when, defined: .yes)
      let condition = reading.truths(rule.condition, scope)
      result.met = condition.yes
      result.notMet = .or([condition.no, condition.lapses[.none] ?? .no])
      result.open = condition.open
      guard let comparison = rule.condition.comparison else { return result }
      let (a, b) = (reading.read(comparison.measured, scope), reading.read(comparison.limit, scope))
      guard let (measured, first) = reading.number(a), let (limit, second) = reading.number(b)
      else {
        return result
      }
      result.measured = measured
      result.limit = limit
      result.defined = .and([first.defined, second.defined])
      // What is measured on the land counts as equal within a step of the measure.
      if rests, let step = comparison.resolution.map({ Fraction($0) }) {
        let gap = measured - limit
        let near = Formula.and([
          .atMost(gap - Linear(step)), .atMost(-gap - Linear(step)), result.defined,
        ])
        if comparison.comparator.holds(.zero, .zero) {
          result.met = .or([result.met, near])
        } else {
          result.notMet = .or([result.notMet, near])
        }
      }
      return result
    }
  }

  /// Whether a side of its comparison rests on something that is measured on the land.
  private func restsOnLand(_ rule: RequirementRule) -> Bool {
    guard let comparison = rule.condition.comparison else { return false }
    let inputs = inputs(
      of: [comparison.measured, comparison.limit], in: rule.provenance.regulation,
      element: element(of: rule))
    return !inputs.members.isEmpty || !inputs.layers.isEmpty
      || inputs.facts.contains { ruleset.vocabulary.facts[$0]?.origin != .proposal }
  }

  func expressions(of rule: RequirementRule) -> [FEELExpression] {
    ([rule.condition] + rule.when + rule.unless).map(\.expression)
      + (rule.forEach.map { [$0.domain] } ?? [])
  }

  func inputs(of rule: RequirementRule) -> Inputs {
    var inputs = inputs(
      of: expressions(of: rule), in: rule.provenance.regulation, element: element(of: rule))
    if let list = element(of: rule)?.list, ruleset.vocabulary.facts[list] != nil {
      inputs.members[list, default: []].formUnion([])
      inputs.facts.remove(list)
    }
    return inputs
  }

  /// Whether a condition of a requirement holds in a case; nil where that is open.
  func holds(_ condition: ConditionRule, of rule: RequirementRule, in example: CaseExample) -> Bool?
  {
    var element: (name: String, value: FactValue)?
    if let (name, list) = self.element(of: rule) {
      guard let value = example.element(of: list) else { return nil }
      element = (name, value)
    }
    return ruleset.holds(
      condition, of: rule.provenance.regulation, element: element, for: example.proposal,
      at: example.site)
  }

  /// Whether it certainly applies in a case.
  func applies(_ rule: RequirementRule, in example: CaseExample) -> Bool {
    rule.when.allSatisfy { holds($0, of: rule, in: example) == true }
      && rule.unless.allSatisfy { holds($0, of: rule, in: example) == false }
  }

  // MARK: exceptions

  /// The exceptions that may lift a requirement for a work.
  func exceptions(to rule: RequirementRule, for work: String, on day: CivilDate) -> [ExceptionRule]
  {
    var targets = rule.provenance.anchors.union(rule.limitNames).union([rule.subject])
    for part in parts(behind: rule) { targets.formUnion(part.provenance.anchors) }
    return ruleset.exceptions.filter { exception in
      targets.contains(exception.target) && ruleset.isInForce(exception.provenance, on: day)
        && (exception.provenance.works?.contains(work)
          ?? ruleset.vocabulary.works[work]?.isConstruction ?? true)
    }
  }

  /// The tables that give its limit.
  func parts(behind rule: RequirementRule) -> [TableRule.Part] {
    rule.limitNames.flatMap { name in
      (ruleset.definitionsByName[name] ?? []).flatMap { index -> [TableRule.Part] in
        guard case .output(let table, _) = ruleset.definitions[index].body else { return [] }
        return ruleset.tables[table].parts
      }
    }
  }

  func truths(of exception: ExceptionRule, _ scope: Reading.Scope, on day: CivilDate)
    -> Truths
  {
    var scope = scope
    scope.regulation = exception.provenance.regulation
    return reading(on: day) { reading in
      .and(
        exception.when.map { reading.truths($0, scope) }
          + exception.unless.map { reading.truths($0, scope).negated })
    }
  }

  /// Where it is certain that no exception lifts it; nothing is said of rows and of exceptions to exceptions.
  func isNotLifted(_ rule: RequirementRule, for work: String, on day: CivilDate) -> Formula {
    let scope = scope(of: rule)
    return .and(
      exceptions(to: rule, for: work, on: day).filter {
        $0.row == nil && $0.provenance.anchors.isEmpty
      }
      .map { truths(of: $0, scope, on: day).no })
  }
}
