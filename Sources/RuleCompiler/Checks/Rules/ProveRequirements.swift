import Diagnostics
import Evaluation
import Facts

/// Requirements that never apply, cannot fail, or cannot be met: each over every case that the vocabulary allows.
extension Prover {
  func proveRequirements() {
    for place in ruleset.requirements.indices { proveRequirement(place) }
    for exception in ruleset.exceptions {
      for rule in exception.requirements { proveOutcomes(rule, rule.condition.text) }
    }
  }

  private func proveRequirement(_ place: Int) {
    let rule = ruleset.requirements[place]
    let text = "require \(rule.condition.text)"
    let days = days(of: rule.provenance)
    guard !days.isEmpty else { return neverInForce(rule.provenance, text) }
    if !rule.when.isEmpty || !rule.unless.isEmpty {
      let inputs = inputs(of: rule)
      let work = work(of: rule.provenance)
      var isDead = true
      for day in days {
        let reading = read(rule, on: day)
        let verdict = ask(
          reading.mayApply, certain: reading.applies, on: day, work: work, inputs,
          about: rule.provenance, text,
          "whether it ever applies"
        ) { applies(rule, in: $0) }
        if case .none = verdict { continue }
        isDead = false
        break
      }
      if isDead {
        let isUnsaid = days.allSatisfy { day in
          let when = read(rule, on: day).when
          return isImpossible(.or([when.yes, when.open]), on: day)
        }
        return dead(rule.provenance, text, isLifted: !isUnsaid)
      }
    }
    proveOutcomes(rule, text)
  }

  func dead(_ provenance: Provenance, _ rule: String, isLifted: Bool) {
    find(
      .warning, "dead-rule",
      isLifted
        ? "`\(rule)` never applies: whenever its `when` holds, its `unless` lifts it"
        : "`\(rule)` never applies: no case meets its `when`", at: provenance,
      mend: "mend the condition, or delete the rule")
  }

  func neverInForce(_ provenance: Provenance, _ rule: String) {
    guard !isCut, ruleset.regulations[provenance.regulation].isBinding else { return }
    find(
      .warning, "never-in-force", "`\(rule)` is in force on no day", at: provenance,
      mend: "mend its dates or those of its regulation, or delete it")
  }

  /// Whether it can fail and whether it can be met, where it applies.
  private func proveOutcomes(_ rule: RequirementRule, _ text: String) {
    let work = work(of: rule.provenance)
    let inputs = inputs(of: rule)
    var (canFail, canBeMet) = (false, false)
    var (failing, meeting): (CaseExample?, CaseExample?)
    for day in days(of: rule.provenance) {
      let reading = read(rule, on: day)
      if !canFail {
        let verdict = ask(
          .and([reading.applies, reading.notMet]), on: day, work: work, inputs,
          about: rule.provenance, text, "whether it can fail"
        ) { example in
          applies(rule, in: example)
            && (holds(rule.condition, of: rule, in: example) == false
              || assessed(rule, in: example) == .notMet)
        }
        if case .none = verdict {} else { canFail = true }
        if case .shown(let example) = verdict { failing = example }
      }
      if !canBeMet {
        let verdict = ask(
          .and([reading.mayApply, reading.met]),
          certain: .and([reading.applies, reading.met]), on: day, work: work, inputs,
          about: rule.provenance, text, "whether it can be met"
        ) { applies(rule, in: $0) && holds(rule.condition, of: rule, in: $0) == true }
        if case .none = verdict {} else { canBeMet = true }
        if case .shown(let example) = verdict { meeting = example }
      }
      if canFail, canBeMet { return }
    }
    switch (canFail, canBeMet) {
    case (false, false):
      find(
        .warning, "never-decided", "`\(text)` is neither met nor failed in any case",
        at: rule.provenance,
        mend: "give it a limit, or write `discretion`")
    case (false, true):
      find(
        .warning, "always-met", "`\(text)` cannot fail within what its facts may be",
        at: rule.provenance, mend: "mend its limit or the ranges of its facts, or delete it",
        example: meeting)
    case (true, false):
      find(
        .warning, "never-met", "`\(text)` cannot be met within what its facts may be",
        at: rule.provenance, mend: "mend its limit or the ranges of its facts", example: failing)
    default: break
    }
  }

  /// How a requirement came out in a case, exceptions and precedence included.
  func assessed(_ rule: RequirementRule, in example: CaseExample) -> Outcome? {
    let outcomes = ruleset.assess(example.proposal, at: example.site).requirements
    return ruleset.requirements.indices.first {
      ruleset.requirements[$0].provenance.id == rule.provenance.id
        && ruleset.requirements[$0].condition.text == rule.condition.text
    }.flatMap { outcomes[$0] }
  }
}
