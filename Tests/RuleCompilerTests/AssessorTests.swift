import FEEL
import Facts
import Foundation
import TestSupport
import Testing

@testable import Evaluation
@testable import RuleCompiler

/// What is kept of the law for a class of site says what the law says.
struct AssessorTests {
  /// Facts near what a ruleset speaks of: its own texts and figures, and figures just beside them.
  private struct Facts {
    let ruleset: Ruleset
    var texts: [String] = ["x"]
    var numbers: [Number] = [0, 1, 2, 12, 300].map { Number($0) }

    init(_ ruleset: Ruleset) {
      self.ruleset = ruleset
      var trees: [FEELExpression] = []
      for rule in ruleset.definitions {
        if case .expression(let body) = rule.body { trees.append(body) }
      }
      for rule in ruleset.requirements {
        trees += [rule.condition.expression] + (rule.when + rule.unless).map(\.expression)
      }
      for rule in ruleset.exemptions { trees += rule.limbs.map(\.condition.expression) }
      for rule in ruleset.provisions { trees += (rule.when + rule.unless).map(\.expression) }
      for table in ruleset.tables {
        for row in table.parts.flatMap(\.rows) {
          for cell in row.outputs {
            if case .value(let value) = cell.content { trees.append(value) }
          }
          for case .tests(let tests) in row.inputs {
            for case .expression(let value) in tests { trees.append(value) }
            for case .compare(_, let value) in tests { trees.append(value) }
          }
        }
      }
      for tree in trees {
        tree.walk {
          if case .string(let text) = $0.kind { texts.append(text) }
          if case .number(let number) = $0.kind { numbers.append(number) }
        }
      }
    }

    func value(_ type: FactType, _ random: inout SeededGenerator) -> FactValue {
      switch type {
      case .boolean: return .boolean(Bool.random(using: &random))
      case .code(let words): return .text(words.randomElement(using: &random) ?? "x")
      case .text: return .text(texts.randomElement(using: &random) ?? "x")
      case .date:
        // Days before 1970 have numbers below 0.
        let days = Bool.random(using: &random) ? 10_000...22_000 : -4...2
        return .date(CivilDate(dayNumber: Int.random(in: days, using: &random)))
      case .number:
        let number = numbers.randomElement(using: &random) ?? .one
        switch Int.random(in: 0..<6, using: &random) {
        case 0: return .number((number + Number(5, exponent: -4)) ?? number)
        case 1: return .number((number - Number(2, exponent: -3)) ?? number)
        case 2: return .number((number * Number(Int.random(in: 1...40, using: &random))) ?? number)
        default: return .number(number)
        }
      case .list(let type):
        return .list((0..<Int.random(in: 0..<4, using: &random)).map { _ in value(type, &random) })
      case .record(let kind):
        var members: [String: FactValue] = [:]
        for (name, declaration) in (ruleset.vocabulary.members[kind] ?? [:]).sorted(by: {
          $0.key < $1.key
        })
        where Int.random(in: 0..<3, using: &random) > 0 {
          members[name] =
            Int.random(in: 0..<9, using: &random) == 0
            ? .unknown("not measured") : value(declaration.type, &random)
        }
        return .record(members)
      }
    }

    /// Changes, takes away and adds facts, on the land and in the proposal.
    func disturb(
      _ site: inout SiteFacts, _ proposal: inout Proposal, _ random: inout SeededGenerator
    ) {
      let strength = Int.random(in: 0...4, using: &random)
      for (name, declaration) in ruleset.vocabulary.facts.sorted(by: { $0.key < $1.key })
      where name != "zone portions" {
        guard Int.random(in: 0..<6, using: &random) < strength else { continue }
        let value: FactValue? =
          switch Int.random(in: 0..<5, using: &random) {
          case 0: nil
          case 1: .unknown("not said")
          default: self.value(declaration.type, &random)
          }
        if declaration.origin == .proposal || declaration.perLine != nil {
          proposal.facts[name] = value
        } else {
          site.facts[name] = value.map {
            SiteFact($0, method: Bool.random(using: &random) ? "measured" : nil)
          }
        }
      }
      for layer in ruleset.vocabulary.layers.keys.sorted() where Bool.random(using: &random) {
        func one(_ value: FactValue) -> FactValue {
          Int.random(in: 0..<4, using: &random) == 0 ? .unknown("not covered") : value
        }
        site.layers[layer] = LayerRelation(
          share: one(.number(Number(Int.random(in: 0...2, using: &random), exponent: -1))),
          distance: one(.number(Number(Int.random(in: 0...50, using: &random)))),
          adjoins: one(.boolean(Bool.random(using: &random))))
      }
      guard Int.random(in: 0..<4, using: &random) == 0 else { return }
      let zone = ["zone", "district"].first { ruleset.vocabulary.facts[$0] != nil } ?? "zone"
      site.facts["zone portions"] = SiteFact(
        .list(
          [6, 3, 1].map { share in
            let code = texts.randomElement(using: &random) ?? "x"
            var members = [
              "zone": FactValue.text(code), "share": .number(Number(share, exponent: -1)),
            ]
            members[zone] = .text(code)
            return .record(members)
          }))
    }
  }

  @Test func `a class of site says what the whole law says`() throws {
    let rulebook = try GuardTests.rulebook.get()
    var random = SeededGenerator(seed: 2_718)
    var verdicts: [Verdict: Int] = [:]
    for (jurisdiction, questions) in Dictionary(
      grouping: GuardTests.questions(rulebook), by: \.jurisdiction
    ).sorted(by: { $0.key < $1.key }) {
      guard let ruleset = rulebook.rulesets[jurisdiction] else { continue }
      let facts = Facts(ruleset)
      let assessor = Assessor(ruleset)
      for question in questions {
        for _ in 0..<12 {
          var (site, proposal) = (question.site, question.proposal)
          facts.disturb(&site, &proposal, &random)
          let expected = ruleset.assess(proposal, at: site)
          let result = assessor.assess(proposal, at: site)
          verdicts[expected.verdict, default: 0] += 1
          #expect(result == expected, "\(question.id) of \(jurisdiction): \(proposal) at \(site)")
        }
      }
    }
    #expect(verdicts.keys.count >= 5)
  }

  @Test func `the days around the first of 1970 are days like others`() throws {
    let law = try Law(
      """
      ## Age  {#age}

      ```rule
      require storeys <= 2 when built on >= date("1950-01-01")
      ```
      """,
      vocabulary: Law.vocabulary.replacingOccurrences(
        of: "facts:\n",
        with: "facts:\n  built on: { type: date, from: site, label: {en: built on} }\n"))
    let ruleset = try #require(law.ruleset)
    let assessor = Assessor(ruleset)
    let nowhere = SiteFacts(jurisdiction: "town", date: CivilDate(dayNumber: 19_000))
    let proposal = Proposal(work: "new building", facts: ["storeys": .number(Number(9))])
    #expect(assessor.assess(proposal, at: nowhere).requirements == [.unknown])
    for day in [-8_000, -4, -3, -2, -1, 0, 1] {
      let built = FactValue.date(CivilDate(dayNumber: day))
      var said = proposal
      said.facts["built on"] = built
      var surveyed = nowhere
      surveyed.facts["built on"] = SiteFact(built)
      for (proposal, site) in [(proposal, nowhere), (said, nowhere), (proposal, surveyed)] {
        let expected = ruleset.assess(proposal, at: site)
        #expect(assessor.assess(proposal, at: site) == expected, "\(day)")
        #expect(assessor.assess(proposal, at: [site]) == [expected], "\(day)")
      }
    }
  }

  @Test func `a proposal put to many sites says at each what it says there alone`() throws {
    let rulebook = try GuardTests.rulebook.get()
    var random = SeededGenerator(seed: 31)
    for question in GuardTests.questions(rulebook) {
      guard let ruleset = rulebook.rulesets[question.jurisdiction] else { continue }
      let facts = Facts(ruleset)
      let sites = (0..<6).map { _ in
        var (site, proposal) = (question.site, question.proposal)
        facts.disturb(&site, &proposal, &random)
        return site
      }
      #expect(
        Assessor(ruleset).assess(question.proposal, at: sites)
          == sites.map { ruleset.assess(question.proposal, at: $0) }, "\(question.id)")
    }
  }

  @Test func `a row of a table says what its site says`() throws {
    let rulebook = try GuardTests.rulebook.get()
    var random = SeededGenerator(seed: 41)
    for question in GuardTests.questions(rulebook) {
      guard let ruleset = rulebook.rulesets[question.jurisdiction] else { continue }
      let facts = Facts(ruleset)
      var builder = SiteTableBuilder(
        jurisdiction: question.site.jurisdiction, date: question.site.date)
      for turn in 0..<6 {
        var (site, proposal) = (question.site, question.proposal)
        if turn > 0 { facts.disturb(&site, &proposal, &random) }
        try builder.append(site)
        // A table of well-formed sites is read by its columns, one with an odd value as sites.
        if turn == 0 || turn == 2 || turn == 5 {
          let table = try builder.table()
          let assessor = TableAssessor(ruleset, table)
          assessor.assess(question.proposal, rows: 0..<table.count) { row, assessment in
            #expect(
              assessment == ruleset.assess(question.proposal, at: table.site(row)),
              "\(question.id)")
          }
        }
      }
    }
  }

  @Test func `every rule of the regulations here has a residual form, or is named`() throws {
    let rulebook = try GuardTests.rulebook.get()
    var evaluated: Set<String> = []
    var written = 0
    for (_, ruleset) in rulebook.rulesets {
      let assessor = Assessor(ruleset)
      for work in ruleset.vocabulary.works.keys {
        guard let slice = assessor.slice(of: work, on: CivilDate(dayNumber: 20_000)) else {
          continue
        }
        written += slice.general.requirements.count + slice.general.offers.count
        for place in slice.general.evaluatedRequirements {
          evaluated.insert(ruleset.requirements[place].provenance.id)
        }
        for place in slice.general.evaluatedOffers {
          evaluated.insert(ruleset.exemptions[place].provenance.id)
        }
      }
    }
    #expect(written > 100)
    // `sum(for a in dwelling areas return parking places(a))`
    #expect(evaluated.sorted() == ["tehran-parameters:81"])
  }
}
