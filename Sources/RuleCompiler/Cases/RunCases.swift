package import Diagnostics
import Evaluation
import FEEL
import Facts
import Regulations

/// How a worked case came out against what it expects.
package struct CaseOutcome: Sendable {
  package enum State: Sendable, Hashable {
    case passed
    /// What was expected and what came, one line each.
    case failed([String])
    case skipped(String)
  }
  package var id: String
  package var state: State
  package var place: Place
}

extension Rulebook {
  /// Runs the worked cases beside the regulations: the `cases` tables and the YAML files.
  package func runCases(of jurisdictions: Set<String>? = nil) -> [CaseOutcome] {
    var outcomes: [CaseOutcome] = []
    for regulation in library.regulations
    where jurisdictions?.contains(regulation.jurisdiction) ?? true {
      for table in regulation.cases {
        for row in table.cases { outcomes.append(run(row, in: regulation.jurisdiction)) }
      }
    }
    for file in library.siteCases where jurisdictions?.contains(file.jurisdiction) ?? true {
      for one in file.cases { outcomes.append(run(one, in: file.jurisdiction)) }
    }
    return outcomes
  }

  private func run(_ row: CaseTable.Case, in jurisdiction: String) -> CaseOutcome {
    guard let ruleset = rulesets[jurisdiction] else {
      return CaseOutcome(
        id: row.id, state: .failed(["the regulations of `\(jurisdiction)` do not compile"]),
        place: row.place)
    }
    var site = SiteFacts(jurisdiction: jurisdiction, date: Self.defaultDate(of: ruleset))
    var proposal = Proposal(work: row.work)
    var faults: [String] = []
    for fact in row.facts {
      var evaluator = Evaluator()
      let value = evaluator.evaluate(fact.expression, in: Environment())
      guard let plain = FactValue(value) else {
        faults.append("`\(fact.name)` is no plain value")
        continue
      }
      let scaled = Self.scaled(plain, by: fact.unit ?? ruleset.vocabulary.facts[fact.name]?.unit)
      if ruleset.vocabulary.facts[fact.name]?.origin == .proposal {
        proposal.facts[fact.name] = scaled
      } else {
        site.facts[fact.name] = SiteFact(scaled)
      }
    }
    return verdict(of: row.id, row.place, ruleset, proposal, site, row.expectations, faults)
  }

  private func run(_ one: SiteCase, in jurisdiction: String) -> CaseOutcome {
    guard let ruleset = rulesets[jurisdiction] else {
      return CaseOutcome(
        id: one.id, state: .failed(["the regulations of `\(jurisdiction)` do not compile"]),
        place: one.place)
    }
    if let parcel = one.parcel {
      return CaseOutcome(
        id: one.id, state: .skipped("parcel `\(parcel)` needs a territory"), place: one.place)
    }
    var site = SiteFacts(jurisdiction: jurisdiction, date: one.on ?? Self.defaultDate(of: ruleset))
    var proposal = Proposal(work: one.work)
    var faults: [String] = []
    for (isSite, facts) in [(true, one.site), (false, one.proposal)] {
      for fact in facts {
        do {
          let value = try ruleset.vocabulary.value(of: fact.name, from: fact.value.json)
          if isSite {
            site.facts[fact.name] = SiteFact(value)
          } else {
            proposal.facts[fact.name] = value
          }
        } catch { faults.append("\(error)") }
      }
    }
    for (name, relation) in one.layers {
      site.layers[name] = LayerRelation(
        share: relation["share"] ?? .unknown("not said"),
        distance: relation["distance"] ?? .unknown("not said"),
        adjoins: relation["adjoins"] ?? .unknown("not said"))
    }
    return verdict(of: one.id, one.place, ruleset, proposal, site, one.expectations, faults)
  }

  /// The day a case without one is judged on: the last day on which the youngest regulation with an end is in force, or long
  /// after all have begun.
  private static func defaultDate(of ruleset: Ruleset) -> CivilDate {
    let end = ruleset.regulations.compactMap(\.until).min().map { $0.adding(days: -1) }
    return end ?? CivilDate(year: 2026, month: 1, day: 1) ?? CivilDate(dayNumber: 20_454)
  }

  private static func scaled(_ value: FactValue, by unit: UnitOfMeasure?) -> FactValue {
    switch value {
    case .number(let number): .number(unit.flatMap { $0.base(number) } ?? number)
    case .list(let items): .list(items.map { scaled($0, by: unit) })
    default: value
    }
  }

  private func verdict(
    of id: String, _ place: Place, _ ruleset: Ruleset, _ proposal: Proposal, _ site: SiteFacts,
    _ expectations: [(name: String, text: String)], _ faults: [String]
  ) -> CaseOutcome {
    if !faults.isEmpty { return CaseOutcome(id: id, state: .failed(faults), place: place) }
    let answer = ruleset.evaluate(proposal, at: site)
    var faults: [String] = []
    func expect(_ name: String, _ wanted: String, _ found: String) {
      if wanted != found { faults.append("\(name) is \(found), expected \(wanted)") }
    }
    for expectation in expectations {
      let wanted = expectation.text
      let list = Set(
        wanted.split(separator: ",").map { $0.drop { $0 == " " }.description }.filter {
          !$0.isEmpty
        })
      switch expectation.name {
      case "verdict": if !wanted.isEmpty { expect("verdict", wanted, answer.verdict.rawValue) }
      case "complies":
        if !wanted.isEmpty {
          expect("complies", wanted, answer.results.first?.complies.rawValue ?? "")
        }
      case "track":
        if !wanted.isEmpty {
          expect(
            "track", wanted.replacing(" ", with: "_"), answer.results.first?.track.rawValue ?? "")
        }
      case "not met", "met":
        let outcome = expectation.name == "met" ? Outcome.met : .notMet
        let found = Set(answer.requirements.filter { $0.outcome == outcome }.map(\.subject))
        if expectation.name == "met" ? !list.isSubset(of: found) : list != found {
          faults.append(
            "\(expectation.name): \(found.sorted().joined(separator: ", ")), expected \(list.sorted().joined(separator: ", "))"
          )
        }
      case "missing":
        let found = Set(answer.missing.map(\.name))
        if list != found {
          faults.append(
            "missing: \(found.sorted().joined(separator: ", ")), expected \(list.sorted().joined(separator: ", "))"
          )
        }
      default:
        guard !wanted.isEmpty else { continue }
        let value = ruleset.value(of: expectation.name, for: proposal, at: site)
        let shown = value?.printed() ?? "nothing"
        let isSame =
          value.map { found in
            if case .number(let number) = found { return Number(wanted) == number }
            return shown == wanted || shown == "\"\(wanted)\""
          } ?? false
        if !isSame { faults.append("\(expectation.name) is \(shown), expected \(wanted)") }
      }
    }
    return CaseOutcome(id: id, state: faults.isEmpty ? .passed : .failed(faults), place: place)
  }
}

extension FactValue {
  /// A plain FEEL value as a fact; nil for what no fact can be.
  init?(_ value: Value) {
    switch value {
    case .null: self = .unknown("not said")
    case .boolean(let boolean): self = .boolean(boolean)
    case .number(let number): self = .number(number)
    case .string(let text): self = .text(text)
    case .date(let date): self = .date(date)
    case .list(let items):
      let facts = items.compactMap { FactValue($0) }
      guard facts.count == items.count else { return nil }
      self = .list(facts)
    case .context(let context):
      var members: [String: FactValue] = [:]
      for entry in context.entries {
        guard let member = FactValue(entry.value) else { return nil }
        members[entry.key] = member
      }
      self = .record(members)
    default: return nil
    }
  }
}
