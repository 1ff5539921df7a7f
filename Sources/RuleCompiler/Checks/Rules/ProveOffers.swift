import Diagnostics
import Evaluation
import FEEL
import Facts

/// Exemptions that reach nobody, conditions of theirs that decide nothing, and provisions that never apply.
extension Prover {
  func proveExemptions() {
    for (place, rule) in ruleset.exemptions.enumerated() where !rule.limbs.isEmpty {
      let text =
        "\(rule.track.rawValue) for \((rule.provenance.works ?? []).sorted().joined(separator: ", "))"
      let days = days(of: rule.provenance)
      guard !days.isEmpty else {
        neverInForce(rule.provenance, text)
        continue
      }
      let regulation = rule.provenance.regulation
      let isFree = rule.track == .exempt || rule.track == .exemptWithNotice
      let generals = ruleset.generalConditions.filter {
        isFree && $0.provenance.regulation == regulation
      }
      let inputs = inputs(
        of: (rule.limbs.map(\.condition) + generals.map(\.condition)).map(\.expression),
        in: regulation, element: nil
      ).union(exceptionInputs(rule))
      let work = work(of: rule.provenance)
      var isDead = true
      for day in days {
        var parts = rule.limbs.map {
          isMet($0.condition, $0.isExclusion, $0.anchors, regulation, on: day)
        }
        for general in generals where ruleset.isInForce(general.provenance, on: day) {
          parts.append(
            isMet(general.condition, false, general.provenance.anchors, regulation, on: day))
        }
        let verdict = ask(
          .and(parts.map(\.may)), certain: .and(parts.map(\.certain)), on: day, work: work, inputs,
          about: rule.provenance, text,
          "whether it ever reaches anybody"
        ) { ruleset.assess($0.proposal, at: $0.site).exemptions[place] == .met }
        if case .none = verdict { continue }
        isDead = false
        break
      }
      if isDead {
        find(
          .warning, "dead-rule", "`\(text)` reaches nobody: no case meets all of its conditions",
          at: rule.provenance, mend: "mend its conditions, or delete it")
        continue
      }
      for limb in rule.limbs { proveLimb(limb, of: rule, work: work, days) }
    }
  }

  private func exceptionInputs(_ rule: ExemptionRule) -> Inputs {
    let anchors = rule.limbs.reduce(into: Set<String>()) { $0.formUnion($1.anchors) }
    return ruleset.exceptions.filter { anchors.contains($0.target) }.reduce(into: Inputs()) {
      $0 = $0.union(
        inputs(
          of: ($1.when + $1.unless + $1.requirements.map(\.condition)).map(\.expression),
          in: $1.provenance.regulation, element: nil))
    }
  }

  /// Where a condition of an exemption may not stand against it.
  private func isMet(
    _ condition: ConditionRule, _ isExclusion: Bool, _ anchors: Set<String>, _ regulation: Int,
    on day: CivilDate
  ) -> (may: Formula, certain: Formula) {
    let scope = Reading.Scope(regulation: regulation)
    let truths = reading(on: day) { $0.truths(condition, scope) }
    let certain = isExclusion ? truths.no : truths.yes
    var parts = [certain, truths.lapses[.noLimit] ?? .no]
    for exception in ruleset.exceptions
    where anchors.contains(exception.target) && ruleset.isInForce(exception.provenance, on: day) {
      let truths = self.truths(of: exception, scope, on: day)
      parts += [truths.yes, truths.open]
    }
    return (.or(parts), certain)
  }

  /// A condition that comes out the same in every case: an `unless` that never holds, a `when` that always does.
  private func proveLimb(
    _ limb: ExemptionRule.Limb, of rule: ExemptionRule, work: String, _ days: [CivilDate]
  ) {
    let scope = Reading.Scope(regulation: rule.provenance.regulation)
    let inputs = inputs(
      of: [limb.condition.expression], in: rule.provenance.regulation, element: nil)
    let text = "\(limb.isExclusion ? "unless" : "when") \(limb.condition.text)"
    for day in days {
      let truths = reading(on: day) { $0.truths(limb.condition, scope) }
      let decides = limb.isExclusion ? truths.yes : truths.no
      let verdict = ask(
        .or([decides, truths.open]), certain: decides, on: day, work: work, inputs,
        about: rule.provenance, text,
        "whether it decides anything"
      ) {
        ruleset.holds(
          limb.condition, of: rule.provenance.regulation, for: $0.proposal, at: $0.site)
          == limb.isExclusion
      }
      guard case .none = verdict else { return }
    }
    find(
      .warning, "idle-condition",
      "`\(text)` \(limb.isExclusion ? "never holds" : "always holds"): it decides nothing (\(limb.citation.article))",
      at: rule.provenance, mend: "mend it, or delete it")
  }

  func proveProvisions() {
    for rule in ruleset.provisions {
      let text = "\(rule.kind.rawValue) “\(rule.text)”"
      let days = days(of: rule.provenance)
      guard !days.isEmpty else {
        neverInForce(rule.provenance, text)
        continue
      }
      guard !rule.when.isEmpty || !rule.unless.isEmpty else { continue }
      let scope = Reading.Scope(regulation: rule.provenance.regulation)
      let inputs = inputs(
        of: (rule.when + rule.unless).map(\.expression), in: rule.provenance.regulation,
        element: nil)
      func truth(_ condition: ConditionRule, _ example: CaseExample) -> Bool? {
        ruleset.holds(
          condition, of: rule.provenance.regulation, for: example.proposal, at: example.site)
      }
      var isDead = true
      var isUnsaid = true
      for day in days {
        let (when, unless) = reading(on: day) { reading in
          (
            Truths.and(rule.when.map { reading.truths($0, scope) }),
            Truths.or(rule.unless.map { reading.truths($0, scope) })
          )
        }
        let verdict = ask(
          .and([.or([when.yes, when.open]), .or([unless.no, unless.open])]),
          certain: .and([when.yes, unless.no]), on: day, work: work(of: rule.provenance), inputs,
          about: rule.provenance, text,
          "whether it ever applies"
        ) { example in
          rule.when.allSatisfy { truth($0, example) == true }
            && rule.unless.allSatisfy { truth($0, example) == false }
        }
        guard case .none = verdict else {
          isDead = false
          break
        }
        if !isImpossible(.or([when.yes, when.open]), on: day) { isUnsaid = false }
      }
      if isDead { dead(rule.provenance, text, isLifted: !isUnsaid) }
    }
  }
}
