import Diagnostics
import Evaluation
import FEEL
import Facts

/// Exceptions that never fire: whenever their condition holds, what they would lift does not stand.
extension Prover {
  func proveExceptions() {
    for exception in ruleset.exceptions {
      let days = days(of: exception.provenance)
      let text = "exception to \(exception.target)\(exception.row.map { " row \($0)" } ?? "")"
      guard !days.isEmpty else {
        neverInForce(exception.provenance, text)
        continue
      }
      var isIdle = true
      for day in days {
        let own = ask(
          condition(of: exception, element: nil, on: day).may,
          certain: condition(of: exception, element: nil, on: day).certain, on: day,
          work: work(of: exception.provenance), inputs(of: exception), about: exception.provenance,
          text, "whether its condition ever holds"
        ) { holds(exception, in: $0) }
        if case .none = own { continue }
        isIdle = false
        break
      }
      if isIdle {
        dead(exception.provenance, text, isLifted: false)
        continue
      }
      proveFires(exception, text, days)
    }
  }

  private func proveFires(_ exception: ExceptionRule, _ text: String, _ days: [CivilDate]) {
    var lifted: [(String, Provenance)] = []
    for day in days {
      for target in targets(of: exception, on: day) {
        let verdict = ask(
          target.formula, certain: target.certain, on: day, work: target.work,
          target.inputs.union(inputs(of: exception)),
          about: exception.provenance, text, "whether it ever fires"
        ) { target.confirm(self, $0) }
        if case .none = verdict {
          if !lifted.contains(where: { $0.1.id == target.provenance.id }) {
            lifted.append(("what it would lift", target.provenance))
          }
          continue
        }
        return
      }
    }
    guard !lifted.isEmpty else { return }
    find(
      .warning, "idle-exception",
      "`\(text)` never fires: where its condition holds, what it lifts does not stand against anybody",
      at: exception.provenance, related: lifted, mend: "mend its condition, or delete it")
  }

  private struct Target {
    var provenance: Provenance
    var formula: Formula
    var certain: Formula
    var work: String
    var inputs: Inputs
    var confirm: (Prover, CaseExample) -> Bool
  }

  private func targets(of exception: ExceptionRule, on day: CivilDate) -> [Target] {
    var targets: [Target] = []
    for rule in ruleset.requirements where ruleset.isInForce(rule.provenance, on: day) {
      guard let work = works(of: rule.provenance, exception.provenance).first,
        isTarget(rule, of: exception)
      else { continue }
      let reading = read(rule, on: day)
      let own = condition(of: exception, element: reading.scope.element, on: day)
      let row = row(of: exception, rule, reading.scope, on: day)
      targets.append(
        Target(
          provenance: rule.provenance, formula: .and([own.may, reading.mayApply, row]),
          certain: .and([own.certain, reading.applies, row]), work: work, inputs: inputs(of: rule),
          confirm: { prover, example in
            // A row is looked at by the evaluation of the whole: what an exception did shows in the row that was used.
            prover.applies(rule, in: example)
              && prover.holds(exception, of: rule, in: example)
              && (exception.row == nil || prover.usesRow(exception, rule, in: example))
          }))
    }
    for rule in ruleset.exemptions where ruleset.isInForce(rule.provenance, on: day) {
      guard exception.row == nil, let work = works(of: rule.provenance, exception.provenance).first
      else { continue }
      for limb in rule.limbs where limb.anchors.contains(exception.target) {
        let scope = Reading.Scope(regulation: rule.provenance.regulation)
        let truths = self.reading(on: day) { $0.truths(limb.condition, scope) }
        let fails = limb.isExclusion ? truths.yes : truths.no
        let own = condition(of: exception, element: nil, on: day)
        targets.append(
          Target(
            provenance: rule.provenance,
            formula: .and([own.may, .or([fails, truths.open])]),
            certain: .and([own.certain, fails]),
            work: work,
            inputs: inputs(
              of: [limb.condition.expression], in: rule.provenance.regulation, element: nil),
            confirm: { prover, example in
              prover.holds(exception, in: example)
                && prover.ruleset.holds(
                  limb.condition, of: rule.provenance.regulation, for: example.proposal,
                  at: example.site) == limb.isExclusion
            }))
      }
    }
    for general in ruleset.generalConditions
    where exception.row == nil && general.provenance.anchors.contains(exception.target)
      && ruleset.isInForce(general.provenance, on: day)
    {
      let scope = Reading.Scope(regulation: general.provenance.regulation)
      let truths = self.reading(on: day) { $0.truths(general.condition, scope) }
      let own = condition(of: exception, element: nil, on: day)
      targets.append(
        Target(
          provenance: general.provenance,
          formula: .and([own.may, .or([truths.no, truths.open])]),
          certain: .and([own.certain, truths.no]), work: work(of: exception.provenance),
          inputs: inputs(
            of: [general.condition.expression], in: general.provenance.regulation, element: nil),
          confirm: { prover, example in
            prover.holds(exception, in: example)
              && prover.ruleset.holds(
                general.condition, of: general.provenance.regulation, for: example.proposal,
                at: example.site) == false
          }))
    }
    for other in ruleset.exceptions
    where exception.row == nil && other.provenance.id != exception.provenance.id
      && other.provenance.anchors.contains(exception.target)
      && ruleset.isInForce(other.provenance, on: day)
    {
      let own = condition(of: exception, element: nil, on: day)
      let lifted = condition(of: other, element: nil, on: day)
      targets.append(
        Target(
          provenance: other.provenance, formula: .and([own.may, lifted.may]),
          certain: .and([own.certain, lifted.certain]), work: work(of: exception.provenance),
          inputs: inputs(of: other),
          confirm: { prover, example in
            prover.holds(exception, in: example) && prover.holds(other, in: example)
          }))
    }
    return targets
  }

  private func isTarget(_ rule: RequirementRule, of exception: ExceptionRule) -> Bool {
    if let row = exception.row {
      return parts(behind: rule).contains { part in
        part.provenance.anchors.contains(exception.target)
          && part.rows.contains { $0.number == row }
      }
    }
    return rule.provenance.anchors.union(rule.limitNames).contains(exception.target)
      || rule.subject == exception.target
      || parts(behind: rule).contains { $0.provenance.anchors.contains(exception.target) }
  }

  /// Where a row of the table behind a requirement may give its limit.
  private func row(
    of exception: ExceptionRule, _ rule: RequirementRule, _ scope: Reading.Scope, on day: CivilDate
  ) -> Formula {
    guard let number = exception.row else { return .yes }
    let ruleset = ruleset
    var formulas: [Formula] = []
    for name in rule.limitNames.sorted() {
      for index in ruleset.definitionsByName[name] ?? [] {
        guard case .output(let place, let output) = ruleset.definitions[index].body else {
          continue
        }
        let table = ruleset.tables[place]
        let found = reading(on: day) { $0.reading(of: place, output, scope) }
        // A table that is not looked into, or of which rows may be open, may be at any of its rows.
        guard let found, found.isCertain else { return .yes }
        for (word, row) in found.rows.enumerated()
        where table.parts[row.part].provenance.anchors.contains(exception.target)
          && table.parts[row.part].rows[row.row].number == number
        {
          formulas.append(found.at(word))
        }
      }
    }
    return .or(formulas)
  }

  fileprivate func usesRow(
    _ exception: ExceptionRule, _ rule: RequirementRule, in example: CaseExample
  ) -> Bool {
    let assessment = ruleset.assess(example.proposal, at: example.site)
    return ruleset.requirements.indices.contains { place in
      guard ruleset.requirements[place].provenance.id == rule.provenance.id,
        let row = assessment.rows[place]
      else { return false }
      let part = ruleset.tables[Int(row.table)].parts[Int(row.part)]
      return part.provenance.anchors.contains(exception.target)
        && part.rows[Int(row.row)].number == exception.row
    }
  }

  // MARK: conditions of exceptions

  private func condition(
    of exception: ExceptionRule, element: (name: String, list: String)?, on day: CivilDate
  ) -> (may: Formula, certain: Formula) {
    let truths = truths(
      of: exception,
      Reading.Scope(regulation: exception.provenance.regulation, element: element), on: day)
    return (.or([truths.yes, truths.open]), truths.yes)
  }

  private func inputs(of exception: ExceptionRule) -> Inputs {
    inputs(
      of: (exception.when + exception.unless).map(\.expression),
      in: exception.provenance.regulation, element: nil)
  }

  fileprivate func holds(_ exception: ExceptionRule, in example: CaseExample) -> Bool {
    func truth(_ condition: ConditionRule) -> Bool? {
      ruleset.holds(
        condition, of: exception.provenance.regulation, for: example.proposal, at: example.site)
    }
    return exception.when.allSatisfy { truth($0) == true }
      && exception.unless.allSatisfy { truth($0) == false }
  }

  fileprivate func holds(
    _ exception: ExceptionRule, of rule: RequirementRule, in example: CaseExample
  )
    -> Bool
  {
    guard let (name, list) = element(of: rule) else { return holds(exception, in: example) }
    guard let value = example.element(of: list) else { return false }
    func truth(_ condition: ConditionRule) -> Bool? {
      ruleset.holds(
        condition, of: exception.provenance.regulation, element: (name, value),
        for: example.proposal,
        at: example.site)
    }
    return exception.when.allSatisfy { truth($0) == true }
      && exception.unless.allSatisfy { truth($0) == false }
  }
}
