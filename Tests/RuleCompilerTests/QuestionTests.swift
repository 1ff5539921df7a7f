import Evaluation
import Facts
import TestSupport
import Testing

@testable import RuleCompiler

/// The form asks what can still change the answer, and nothing else.
struct QuestionTests {
  /// A value that somebody could give; nil where a list or record is wanted.
  private static func value(_ fact: FactDeclaration, _ random: inout SeededGenerator) -> FactValue?
  {
    switch fact.type {
    case .boolean: return .boolean(Bool.random(using: &random))
    case .code(let words): return words.randomElement(using: &random).map { .text($0) }
    case .date: return .date(CivilDate(dayNumber: Int.random(in: 10_000...22_000, using: &random)))
    case .text: return .text("x")
    case .number:
      // Near the figures that laws use, with the ends of its range.
      let wanted = Number([0, 1, 2, 5, 12, 60, 300, 5_000].randomElement(using: &random) ?? 1)
      if let lowest = fact.lowest, wanted < lowest { return .number(lowest) }
      if let highest = fact.highest, wanted > highest { return .number(highest) }
      return .number(wanted)
    case .list, .record: return nil
    }
  }

  @Test func `what is not asked never changes the verdict, whatever its value`() throws {
    let rulebook = try GuardTests.rulebook.get()
    var random = SeededGenerator(seed: 1_405)
    var tried = 0
    for question in GuardTests.questions(rulebook) {
      guard let ruleset = rulebook.rulesets[question.jurisdiction] else { continue }
      for round in 0..<4 {
        var proposal = question.proposal
        // From the whole proposal to an empty one.
        for name in proposal.facts.keys.sorted() where Int.random(in: 0..<3, using: &random) < round
        { proposal.facts[name] = nil }
        let before = ruleset.evaluate(proposal, at: question.site)
        let asked = Set(before.missing.map(\.name))
        let silent = ruleset.vocabulary.facts.values.filter {
          $0.origin == .proposal && $0.judgedBy == nil && !asked.contains($0.name)
            && proposal.facts[$0.name] == nil
        }.sorted { $0.name < $1.name }
        for _ in 0..<4 {
          var completed = proposal
          for fact in silent where Bool.random(using: &random) {
            completed.facts[fact.name] = Self.value(fact, &random)
          }
          let after = ruleset.judge(completed, at: question.site).verdict
          tried += 1
          #expect(
            after == before.verdict,
            "\(question.id): \(proposal.facts.keys.sorted()) became \(after) with \(completed.facts)"
          )
        }
      }
    }
    #expect(tried > 500)
  }

  @Test func `an answer never brings a question that was not open before`() throws {
    let rulebook = try GuardTests.rulebook.get()
    var random = SeededGenerator(seed: 1_948)
    var answered = 0
    var late: [String] = []
    for question in GuardTests.questions(rulebook) {
      guard let ruleset = rulebook.rulesets[question.jurisdiction] else { continue }
      for round in 0..<4 {
        var proposal = question.proposal
        for name in proposal.facts.keys.sorted()
        where Int.random(in: 0..<3, using: &random) <= round { proposal.facts[name] = nil }
        var open = Set(ruleset.evaluate(proposal, at: question.site).missing.map(\.name))
        // As somebody answers the form: one after the other, until nothing is open.
        while let name = open.filter({ ruleset.vocabulary.facts[$0]?.origin == .proposal })
          .sorted().randomElement(using: &random)
        {
          open.remove(name)
          guard let fact = ruleset.vocabulary.facts[name],
            let value = question.proposal.facts[name] ?? Self.value(fact, &random)
          else { continue }
          proposal.facts[name] = value
          let after = Set(ruleset.evaluate(proposal, at: question.site).missing.map(\.name))
          answered += 1
          if !after.isSubset(of: open) {
            late.append("\(question.id) \(name): \(after.subtracting(open).sorted())")
          }
          open = after.intersection(open)
        }
      }
    }
    #expect(answered > 500)
    #expect(
      late.isEmpty, "\(late.count) of \(answered): \(late.prefix(40).joined(separator: "\n"))")
  }

  @Test func `whatever is asked first decides under some answers to the rest`() throws {
    let rulebook = try GuardTests.rulebook.get()
    var random = SeededGenerator(seed: 86)
    var asked = 0
    var unshown: [String] = []
    for question in GuardTests.questions(rulebook) {
      guard let ruleset = rulebook.rulesets[question.jurisdiction] else { continue }
      let assessor = Assessor(ruleset)
      for round in 0..<2 {
        var proposal = question.proposal
        for name in proposal.facts.keys.sorted()
        where Int.random(in: 0..<2, using: &random) <= round { proposal.facts[name] = nil }
        let missing = ruleset.evaluate(proposal, at: question.site).missing
        let names = missing.filter { $0.whoCanSupply == "proposal" }.map(\.name)
        let questions = assessor.questions(
          among: names, others: missing.filter { $0.whoCanSupply != "proposal" }.map(\.name),
          for: proposal, at: question.site)
        #expect(Set(questions.map(\.name)) == Set(names))
        for one in questions {
          asked += 1
          guard let witness = one.witness else {
            unshown.append("\(question.id) \(one.name)")
            continue
          }
          let (a, b) = (witness.first, witness.second)
          let differing = Set(a.facts.keys).union(b.facts.keys).filter {
            a.facts[$0] != b.facts[$0]
          }
          #expect(differing == [one.name])
          #expect(
            ruleset.judge(a, at: witness.site).verdict
              != ruleset.judge(b, at: witness.site).verdict
          )
        }
      }
    }
    #expect(asked > 100)
    // The search finds no witness for one in fifty at most; those are asked last.
    #expect(unshown.count * 50 <= asked, "\(unshown)")
  }
}
