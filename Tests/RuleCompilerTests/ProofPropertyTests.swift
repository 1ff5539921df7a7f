import Diagnostics
import Evaluation
import FEEL
import Facts
import TestSupport
import Testing

@testable import RuleCompiler

/// What is proved of random small laws against an evaluation of every case of a grid.
struct ProofPropertyTests {
  private struct RandomLaw {
    var text: String

    init(_ random: inout SeededGenerator) {
      func pick(_ choices: [String]) -> String { choices.randomElement(using: &random) ?? "" }
      func whole() -> Int { Int.random(in: 0...4, using: &random) }
      func height() -> String {
        switch Int.random(in: 0..<9, using: &random) {
        case 0: "fence height + \(whole())"
        case 1: "min(fence height, \(whole()))"
        case 2: "max(fence height, \(whole()))"
        case 3: "(if faces street then \(whole()) else \(whole()))"
        case 4: "max height"
        case 5: "top"
        case 6: "2 * fence height"
        default: "\(whole())"
        }
      }
      func condition(_ depth: Int) -> String {
        if depth > 0, Bool.random(using: &random) {
          return "(\(condition(depth - 1)) \(pick(["and", "or"])) \(condition(depth - 1)))"
        }
        return switch Int.random(in: 0..<8, using: &random) {
        case 0: "zone = \"\(pick(["R1", "R2"]))\""
        case 1: "faces street"
        case 2: "not(existing full title)"
        case 3: "building height \(pick(["<", "<=", ">", ">=", "="])) \(height())"
        case 4: "fence height in [\(whole())..\(whole() + 2)]"
        case 5: "not(\(condition(0)))"
        default: "fence height \(pick(["<", "<=", ">", ">="])) \(whole())"
        }
      }
      var rules: [String] = [
        "define top = if \(condition(1)) then \(whole()) else \(pick(["fence height / 2", "fence height * fence height / fence height", "fence height / 4"]))"
      ]
      for _ in 0..<Int.random(in: 2...4, using: &random) {
        var rule =
          "require \(pick(["building height", "building height", "fence height", "building height - fence height"]))"
        rule += " \(pick(["<=", "<=", ">=", ">=", "<", ">", "="])) \(height())"
        if Bool.random(using: &random) { rule += "\n  when \(condition(1))" }
        if Int.random(in: 0..<3, using: &random) == 0 { rule += "\n  unless \(condition(1))" }
        rules.append(rule)
      }
      if Int.random(in: 0..<3, using: &random) == 0 {
        rules.append("exception to building height\n  when \(condition(1))")
      }
      rules.append("exempt \"fence\"\n  when \(condition(1))\n  unless \(condition(1))")
      text = """
        ## Height  {#height}

        Table: heights

        | U | zone | faces street | → max height (m) |
        |---|------|--------------|------------------|
        | 1 | "R1" | -            | \(whole())       |
        | 2 | "R2" | true         | \(pick(["no limit", "none", "?", "3", "5"])) |
        | 3 | "R2" | false        | \(whole())       |

        ```rule
        \(rules.joined(separator: "\n"))
        ```

        """
    }
  }

  /// Cases on the halves of whole numbers.
  private static func grid(_ work: String) -> [(Proposal, SiteFacts)] {
    var cases: [(Proposal, SiteFacts)] = []
    for zone in ["R1", "R2"] {
      for street in [true, false] {
        for title in [true, false] {
          for building in 0...11 {
            for fence in 0...11 {
              var proposal = Proposal(work: work)
              var site = SiteFacts(jurisdiction: "town", date: CivilDate(dayNumber: 20_000))
              proposal.facts["faces street"] = .boolean(street)
              proposal.facts["building height"] = (Number(building) / 2).map { .number($0) }
              proposal.facts["fence height"] = (Number(fence) / 2).map { .number($0) }
              site.facts["zone"] = SiteFact(.text(zone))
              site.facts["existing full title"] = SiteFact(.boolean(title))
              cases.append((proposal, site))
            }
          }
        }
      }
    }
    return cases
  }

  @Test(arguments: 1...60)
  func `no case of a grid speaks against what is proved`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let law = try Law(RandomLaw(&random).text)
    guard let ruleset = law.ruleset else {
      // A definition that rests on itself, an exception to nothing: refused before anything is proved.
      #expect(law.findings.hasErrors, "seed \(seed)")
      return
    }
    let findings = law.rulebook.prove().findings
    for finding in findings {
      guard let line = finding.place?.line else { continue }
      let place = ruleset.requirements.indices.first {
        ruleset.requirements[$0].provenance.citation.source.hasSuffix(":\(line)")
      }
      switch finding.id {
      case "dead-rule" where finding.message.contains("reaches nobody"):
        for (proposal, site) in Self.grid("fence") {
          #expect(
            !ruleset.assess(proposal, at: site).exemptions.contains(.met),
            "seed \(seed): \(finding)")
        }
      case "dead-rule", "always-met", "never-met", "never-decided":
        guard let place else { continue }
        let rule = ruleset.requirements[place]
        for (proposal, site) in Self.grid("new building") {
          func holds(_ condition: ConditionRule) -> Bool? {
            ruleset.holds(condition, of: rule.provenance.regulation, for: proposal, at: site)
          }
          let applies =
            rule.when.allSatisfy { holds($0) == true }
            && rule.unless.allSatisfy { holds($0) == false }
          guard applies else { continue }
          let outcome = holds(rule.condition)
          switch finding.id {
          case "dead-rule": Issue.record("seed \(seed): \(finding) applies to \(proposal) \(site)")
          case "always-met":
            #expect(outcome != false, "seed \(seed): \(finding) \(proposal) \(site)")
          case "never-met": #expect(outcome != true, "seed \(seed): \(finding) \(proposal) \(site)")
          default: #expect(outcome == nil, "seed \(seed): \(finding) \(proposal) \(site)")
          }
        }
      default: break
      }
      if ["contradiction", "always-met", "never-met", "no-value"].contains(finding.id) {
        #expect(
          finding.example != nil || ["always-met", "never-met"].contains(finding.id),
          "seed \(seed): \(finding)")
      }
    }
  }

  @Test func `the random laws are wrong in every way`() throws {
    var found: [String: Int] = [:]
    for seed in 1...60 {
      var random = SeededGenerator(seed: UInt64(seed))
      for finding in try Law(RandomLaw(&random).text).rulebook.prove().findings {
        found[finding.id, default: 0] += 1
      }
    }
    for id in [
      "always-met", "never-met", "dead-rule", "contradiction", "no-value", "idle-exception",
    ] {
      #expect(found[id, default: 0] > 0, "\(found)")
    }
  }

  /// A contradiction says: in the example's case, no height of a building meets both.
  @Test(arguments: 1...60)
  func `where two rules contradict, nothing meets both`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(1000 + seed))
    let law = try Law(RandomLaw(&random).text)
    guard let ruleset = law.ruleset else { return }
    let prover = Prover(ruleset, .usual, folder: "regulations")
    prover.proveContradictions()
    for (finding, example) in zip(prover.proof.findings, prover.examples) {
      let lines = [finding.place?.line, finding.related.first?.place.line].compactMap { $0 }
      let rules = lines.compactMap { line in
        ruleset.requirements.indices.first {
          ruleset.requirements[$0].provenance.citation.source.hasSuffix(":\(line)")
        }
      }
      #expect(rules.count == 2)
      let names = Set(
        rules.flatMap { ruleset.requirements[$0].condition.comparison?.measured.freeNames() ?? [] })
      for building in 0...14 {
        for fence in 0...14 {
          var proposal = example.proposal
          if names.contains("building height") {
            proposal.facts["building height"] = (Number(building) / 2).map { .number($0) }
          }
          if names.contains("fence height") {
            proposal.facts["fence height"] = (Number(fence) / 2).map { .number($0) }
          }
          let outcomes = ruleset.assess(proposal, at: example.site).requirements
          #expect(
            rules.contains { outcomes[$0] == .notMet }, "seed \(seed): \(finding) \(proposal)")
        }
      }
    }
  }
}
