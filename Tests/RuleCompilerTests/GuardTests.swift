import Diagnostics
import Evaluation
import FEEL
import Facts
import Foundation
import Regulations
import Testing

@testable import RuleCompiler

/// It fails to unknown, never to yes: whatever is made to fail or taken away, no answer becomes more permissive.
struct GuardTests {
  static let regulations = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "regulations").path

  static let rulebook = Result { try Rulebook(loading: regulations) }

  /// Every worked case of every family that has a site.
  struct Question: Sendable {
    var id: String
    var jurisdiction: String
    var site: SiteFacts
    var proposal: Proposal
  }

  static func questions(_ rulebook: Rulebook) -> [Question] {
    rulebook.library.siteCases.flatMap { file in
      file.cases.compactMap { one -> Question? in
        guard let ruleset = rulebook.rulesets[file.jurisdiction], one.parcel == nil else {
          return nil
        }
        var site = SiteFacts(
          jurisdiction: file.jurisdiction, date: one.on ?? CivilDate(dayNumber: 19_000))
        var proposal = Proposal(work: one.work)
        for fact in one.site {
          guard let value = try? ruleset.vocabulary.value(of: fact.name, from: fact.value.json)
          else { continue }
          site.facts[fact.name] = SiteFact(value)
        }
        for fact in one.proposal {
          guard let value = try? ruleset.vocabulary.value(of: fact.name, from: fact.value.json)
          else { continue }
          proposal.facts[fact.name] = value
        }
        for (name, relation) in one.layers {
          site.layers[name] = LayerRelation(
            share: relation["share"] ?? .unknown(""),
            distance: relation["distance"] ?? .unknown(""),
            adjoins: relation["adjoins"] ?? .unknown(""))
        }
        return Question(id: one.id, jurisdiction: file.jurisdiction, site: site, proposal: proposal)
      }
    }
  }

  /// `incomplete` and `discretionary` count as equals; a refusal may become one of them.
  static func isMorePermissive(_ after: Verdict, than before: Verdict) -> Bool {
    let undecided: Set<Verdict> = [.incomplete, .discretionary]
    if undecided.contains(after) { return false }
    return after < before
  }

  @Test func `there are cases to hold the guards against`() throws {
    #expect(try Self.questions(Self.rulebook.get()).count >= 40)
  }

  @Test func `a fact that is taken away makes no answer more permissive`() throws {
    let rulebook = try Self.rulebook.get()
    for question in Self.questions(rulebook) {
      guard let ruleset = rulebook.rulesets[question.jurisdiction] else { continue }
      let before = ruleset.judge(question.proposal, at: question.site).verdict
      for name in question.site.facts.keys {
        var site = question.site
        site.facts[name]?.value = .unknown("taken away")
        let after = ruleset.judge(question.proposal, at: site).verdict
        #expect(
          !Self.isMorePermissive(after, than: before),
          "\(question.id) without \(name): \(before) became \(after)")
      }
      for name in question.proposal.facts.keys {
        var proposal = question.proposal
        proposal.facts[name] = nil
        let after = ruleset.judge(proposal, at: question.site).verdict
        #expect(
          !Self.isMorePermissive(after, than: before),
          "\(question.id) without \(name): \(before) became \(after)")
      }
      for name in question.site.layers.keys {
        var site = question.site
        site.layers[name] = nil
        let after = ruleset.judge(question.proposal, at: site).verdict
        #expect(
          !Self.isMorePermissive(after, than: before),
          "\(question.id) without layer \(name): \(before) became \(after)")
      }
    }
  }

  @Test func `a definition or table that fails makes no answer more permissive`() throws {
    let rulebook = try Self.rulebook.get()
    let failing = FEELExpression(.null, 0..<0)
    for question in Self.questions(rulebook) {
      guard let ruleset = rulebook.rulesets[question.jurisdiction] else { continue }
      let before = ruleset.judge(question.proposal, at: question.site).verdict
      for index in ruleset.definitions.indices {
        guard case .expression = ruleset.definitions[index].body,
          ruleset.definitions[index].parameters.isEmpty
        else { continue }
        var broken = ruleset
        broken.definitions[index].body = .expression(failing)
        let after = broken.judge(question.proposal, at: question.site).verdict
        #expect(
          !Self.isMorePermissive(after, than: before),
          "\(question.id) with \(ruleset.definitions[index].name) failing: \(before) became \(after)"
        )
      }
      for index in ruleset.tables.indices {
        var broken = ruleset
        for part in broken.tables[index].parts.indices {
          broken.tables[index].parts[part].rows = []
        }
        let after = broken.judge(question.proposal, at: question.site).verdict
        #expect(
          !Self.isMorePermissive(after, than: before),
          "\(question.id) with \(ruleset.tables[index].name) empty: \(before) became \(after)")
      }
    }
  }

  @Test func `a requirement that fails makes no answer more permissive`() throws {
    let rulebook = try Self.rulebook.get()
    for question in Self.questions(rulebook) {
      guard let ruleset = rulebook.rulesets[question.jurisdiction] else { continue }
      let before = ruleset.judge(question.proposal, at: question.site).verdict
      for index in ruleset.requirements.indices {
        var broken = ruleset
        broken.requirements[index].condition = ConditionRule(
          FEELExpression(.null, 0..<0), text: "broken")
        let after = broken.judge(question.proposal, at: question.site).verdict
        #expect(
          !Self.isMorePermissive(after, than: before), "\(question.id): \(before) became \(after)")
      }
      for index in ruleset.exemptions.indices {
        for limb in ruleset.exemptions[index].limbs.indices {
          var broken = ruleset
          broken.exemptions[index].limbs[limb].condition = ConditionRule(
            FEELExpression(.null, 0..<0), text: "broken")
          let after = broken.judge(question.proposal, at: question.site).verdict
          #expect(
            !Self.isMorePermissive(after, than: before), "\(question.id): \(before) became \(after)"
          )
        }
      }
    }
  }

  @Test func `a rule that settles a listed subject is missed when it is gone`() throws {
    let rulebook = try Self.rulebook.get()
    for question in Self.questions(rulebook) {
      guard let ruleset = rulebook.rulesets[question.jurisdiction] else { continue }
      let before = ruleset.judge(question.proposal, at: question.site).verdict
      for subject in ruleset.jurisdiction.governs[question.proposal.work] ?? [] {
        var silent = ruleset
        silent.requirements.removeAll { $0.subject == subject }
        let after = silent.judge(question.proposal, at: question.site).verdict
        #expect(
          !Self.isMorePermissive(after, than: before),
          "\(question.id) without a rule on \(subject): \(before) became \(after)")
      }
    }
  }

  @Test func `a layer or rank that is expected and not there leaves no yes`() throws {
    let law = try Law(
      Law.table,
      jurisdiction: Law.jurisdiction
        + "\nexpects: { ranks: [national, local], layers: [heritage] }\n")
    let answer = try law.answer(
      "new building", ["zone": "R1", "lot area": 180, "coverage": .number(Number("0.5")!)])
    #expect(answer.verdict == .discretionary)
    #expect(answer.discretion.contains { $0.text.contains("national") })
  }

  @Test func `every worked case comes out as expected`() throws {
    let rulebook = try Self.rulebook.get()
    #expect(rulebook.findings.filter { $0.severity == .error } == [])
    for outcome in rulebook.runCases() {
      if case .failed(let faults) = outcome.state { Issue.record("\(outcome.id): \(faults)") }
    }
  }
}
