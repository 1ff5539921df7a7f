import Diagnostics
import Evaluation
import Facts
import Testing

@testable import RuleCompiler

/// What is proved across the rules of a small law.
struct ProofTests {
  private func proof(_ rules: String, table: String = "", depth: ProofDepth = .usual) throws
    -> Proof
  {
    let law = try Law("## Height  {#height}\n\n\(table)\n```rule\n\(rules)\n```\n")
    #expect(!law.findings.hasErrors, "\(law.findings)")
    return law.rulebook.prove(depth)
  }

  private func findings(_ rules: String, table: String = "") throws -> [Diagnostic] {
    try proof(rules, table: table).findings.filter {
      !["unused-fact", "gap", "two-rules-one-subject"].contains($0.id)
    }
  }

  @Test func `rules that agree give no finding`() throws {
    #expect(
      try findings(
        """
        require building height <= 10 when zone = "R1"
        require building height >= 3 when zone = "R2" unless faces street
        require fence height <= 2 for "fence"
        """) == [])
  }

  @Test func `two limits that exclude each other are a contradiction, with a case`() throws {
    let found = try findings(
      """
      require building height <= 9 when zone = "R1"
      require building height >= 10 when lot area > 1000
      """)
    #expect(found.map(\.id) == ["contradiction"])
    let finding = try #require(found.first)
    #expect(finding.severity == .error)
    #expect(finding.related.count == 1)
    let example = try #require(finding.example)
    #expect(example.contains("\"zone\":\"R1\"") && example.contains("--site -"))
  }

  @Test(arguments: [
    "require building height <= 9 when zone = \"R1\"\nrequire building height >= 10 when zone = \"R2\"",
    "require building height <= 9\nrequire building height >= 9",
    "require building height <= 9 unless faces street\nrequire building height >= 10 when faces street",
    "require building height <= 9 for \"fence\"\nrequire building height >= 10 for \"pergola\"",
    "require building height <= 9 by low\nrequire building height >= 10 when lot area < 100\nexception to low\n  when lot area < 100",
    // Whoever builds no fence meets both.
    "require building height <= 9 when fence height > 1\nrequire building height >= 10 when fence height < 1",
  ])
  func `limits that never meet are none`(rules: String) throws {
    let rules = rules.replacing("by low", with: "")
      .replacing("exception to low", with: "exception to building height")
    #expect(try findings(rules).filter { $0.id == "contradiction" } == [])
  }

  @Test func `a limit out of a table may contradict a rule`() throws {
    let found = try findings(
      "require building height <= max height\nrequire building height >= fence height",
      table: """
        Table: heights

        | U | zone | → max height (m) |
        |---|------|------------------|
        | 1 | "R1" | 8                |
        | 2 | "R2" | 12               |

        """)
    #expect(found.map(\.id) == ["contradiction"])
    #expect(found.first?.example?.contains("fence height=") == true)
  }

  @Test func `a rule whose condition contradicts itself is dead`() throws {
    let found = try findings(
      "require building height <= 9 when storeys > 3 and storeys <= 2")
    #expect(
      found.map(\.message) == [
        "`require building height <= 9` never applies: no case meets its `when`"
      ])
  }

  @Test func `a rule that is always lifted says so`() throws {
    let found = try findings(
      "require building height <= 9 when storeys > 3 unless storeys >= 2")
    #expect(found.map(\.id) == ["dead-rule"])
    #expect(found.first?.message.contains("its `unless` lifts it") == true)
  }

  @Test func `a condition over a closed set is looked at word by word`() throws {
    #expect(
      try findings("require building height <= 9 when zone != \"R1\" and zone != \"R2\"").map(\.id)
        == ["dead-rule"])
  }

  @Test func `a requirement within its range is always met`() throws {
    let found = try findings("require coverage <= 1")
    #expect(found.map(\.id) == ["always-met"])
    #expect(found.first?.example?.contains("mizan check") == true)
  }

  @Test func `a requirement beyond its range is never met`() throws {
    #expect(try findings("require coverage > 1").map(\.id) == ["never-met"])
    #expect(try findings("require coverage > 1 when faces street").map(\.id) == ["never-met"])
  }

  @Test func `a limit that a definition makes is seen through`() throws {
    let found = try findings(
      """
      define top = if zone = "R1" then min(storeys, 2) * 3 else 9
      require storeys <= top + 3
      require min(storeys, 2) <= 2
      """)
    #expect(found.map(\.id) == ["always-met"])
  }

  @Test func `an exception that contradicts what it lifts never fires`() throws {
    let found = try findings(
      """
      require building height <= 9 when zone = "R1"
      exception to building height
        when zone = "R2"
      """)
    #expect(found.map(\.id) == ["idle-exception"])
    #expect(found.first?.related.count == 1)
    #expect(
      try findings(
        """
        require building height <= 9 when zone = "R1"
        exception to building height
          when faces street
        """) == [])
  }

  @Test func `an exemption that asks for two things that exclude each other reaches nobody`() throws
  {
    let found = try findings(
      "exempt \"fence\"\n  when fence height <= 1\n  unless fence height < 2")
    #expect(found.map(\.id) == ["dead-rule"])
  }

  @Test func `an unless that never holds decides nothing`() throws {
    let found = try findings(
      "exempt \"fence\"\n  when fence height <= 1\n  unless coverage > 1")
    #expect(found.map(\.id) == ["idle-condition"])
  }

  @Test func `a discretion that never applies is dead`() throws {
    #expect(
      try findings("discretion \"who knows\" for \"fence\" when storeys < 1 and storeys > 1").map(
        \.id)
        == ["dead-rule"])
  }

  @Test func `a division by something that may be zero is shown with the zero`() throws {
    let found = try findings("define share = building height / fence height\nrequire share <= 2")
    #expect(found.map(\.id) == ["no-value"])
    #expect(found.first?.example?.contains("'fence height=0'") == true)
    #expect(
      try findings(
        "define share = if fence height > 0 then building height / fence height else 0\nrequire share <= 2"
      )
        == [])
  }

  @Test func `what fails is said where it fails, not of all that rests on it`() throws {
    let found = try findings(
      "define share = building height / fence height\ndefine twice = 2 * share\nrequire twice <= 2")
    #expect(found.map(\.message).filter { $0.contains("no value") }.count == 1)
  }

  @Test func `a quotient is compared as it stands`() throws {
    #expect(
      try findings("define part = storeys / (storeys + 1)\nrequire part <= 1").map(\.id) == [
        "always-met"
      ])
  }

  @Test func `what is not looked into is said, not taken for clean`() throws {
    let found = try findings("require sqrt(storeys) >= -1")
    #expect(found.map(\.id) == ["not-decided"])
    #expect(found.first?.severity == .note)
    #expect(found.first?.message.contains("sqrt(storeys)") == true)
  }

  @Test func `cells that compare with other inputs may overlap`() throws {
    func table(_ second: String) -> String {
      """
      Table: heights

      | U | building height (m) | fence height (m)      | → max storeys |
      |---|---------------------|-----------------------|---------------|
      | 1 | -                   | < building height     | 2             |
      | 2 | -                   | \(second)             | 3             |

      """
    }
    let found = try findings(
      "require storeys <= max storeys", table: table("> building height / 2"))
    #expect(found.filter { $0.severity == .error }.map(\.id) == ["overlapping-rows"])
    #expect(found.first { $0.id == "overlapping-rows" }?.example != nil)
    #expect(
      try findings("require storeys <= max storeys", table: table("> 2 * building height"))
        .filter { $0.id == "overlapping-rows" || $0.id == "not-decided" } == [])
    #expect(
      try findings(
        "require storeys <= max storeys", table: table("< building height - building height")
      )
      .contains { $0.id == "unreachable-row" })
  }

  @Test func `a rule that ends before its regulation begins is in force on no day`() throws {
    let law = try Law(
      "## Height  {#height until=1990-01-01}\n\n```rule\nrequire building height <= 9\n```\n")
    #expect(law.rulebook.prove().findings.contains { $0.id == "never-in-force" })
  }

  @Test func `rules that are in force on no day together do not contradict`() throws {
    let law = try Law(
      """
      ## Old  {#old until=2010-01-01}

      ```rule
      require building height <= 9
      ```

      ## New  {#new from=2010-01-01}

      ```rule
      require building height >= 10
      ```

      """)
    #expect(!law.rulebook.prove().findings.contains { $0.id == "contradiction" })
  }

  @Test func `two cells of the same words that are not looked into are two things`() throws {
    // Each row asks both areas for the same power: nothing follows from one for the other.
    let found = try findings(
      "require storeys <= max storeys when max storeys > 2",
      table: """
        Table: heights

        | F | building height (m) | fence height (m)     | → max storeys |
        |---|---------------------|----------------------|---------------|
        | 1 | sqrt(lot area) * 1  | not(sqrt(lot area))  | 3             |
        | 2 | -                   | -                    | 2             |

        """)
    #expect(!found.contains { $0.id == "dead-rule" || $0.id == "unreachable-row" }, "\(found)")
  }

  @Test func `a day is compared as days are`() throws {
    let proof = try Law(
      "## Height  {#height}\n\n```rule\nrequire building height <= 9 when built on < date(\"1950-01-01\") and built on > date(\"1960-01-01\")\n```\n",
      vocabulary: Law.vocabulary.replacing(
        "facts:\n",
        with: "facts:\n  built on: { type: date, from: proposal, label: {en: built on} }\n")
    ).rulebook.prove()
    #expect(proof.findings.contains { $0.id == "dead-rule" }, "\(proof.findings)")
  }

  @Test func `once per line is looked at with a line`() throws {
    let found = try findings(
      """
      require line.setback >= 3   for each line in front lines
      require line.setback <= 2   for each line in front lines   when zone = "R1"
      """)
    #expect(found.filter { $0.id == "contradiction" }.count == 1, "\(found)")
  }

  @Test func `a fact that no rule uses is named at its line`() throws {
    let law = try Law("## Height  {#height}\n\n```rule\nrequire building height <= 9\n```\n")
    let found = law.rulebook.prove().findings.filter { $0.id == "unused-fact" }
    #expect(found.contains { $0.message == "no rule uses `pergola area`" && $0.place?.line == 11 })
    #expect(!found.contains { $0.message.contains("`building height`") })
  }

  @Test func `the work is bounded by steps, and what is left open is named`() throws {
    var depth = ProofDepth.usual
    depth.stepsOfQuestion = 1
    let proof = try proof(
      "require building height <= 9 when storeys > 3 and storeys <= 2", depth: depth)
    #expect(proof.undecided > 0)
    #expect(proof.findings.contains { $0.id == "not-decided" })
    #expect(!proof.findings.contains { $0.id == "always-met" || $0.id == "dead-rule" })
  }

  @Test func `findings are one SARIF document with places that exist`() throws {
    let proof = try proof(
      """
      require building height <= 9 when zone = "R1"
      require building height >= 10 when lot area > 1000
      """)
    let json = SARIF(proof.findings, folder: "my regulations", version: "1").json
    #expect(json["version"]?.string == "2.1.0")
    #expect(json["$schema"]?.string?.hasSuffix("sarif-schema-2.1.0.json") == true)
    guard case .array(let runs)? = json["runs"], let run = runs.first,
      case .array(let results)? = run["results"],
      case .array(let rules)? = run["tool"]?["driver"]?["rules"]
    else {
      Issue.record("no run")
      return
    }
    #expect(run["tool"]?["driver"]?["name"]?.string == "mizan")
    #expect(results.count == proof.findings.count)
    for result in results {
      let index = try #require(result["ruleIndex"]?.number?.int)
      #expect(rules[index]["id"] == result["ruleId"])
      #expect(["note", "warning", "error"].contains(result["level"]?.string))
      #expect(result["message"]?["text"]?.string?.isEmpty == false)
      var places: [JSON] = []
      for key in ["locations", "relatedLocations"] {
        if case .array(let some)? = result[key] { places += some }
      }
      for place in places {
        let physical = try #require(place["physicalLocation"])
        #expect(
          physical["artifactLocation"]?["uri"]?.string?.hasPrefix("my%20regulations/") == true)
        #expect((physical["region"]?["startLine"]?.number?.int ?? 0) >= 1)
        #expect((physical["region"]?["startColumn"]?.number?.int ?? 0) >= 1)
      }
    }
    let contradiction = try #require(results.first { $0["ruleId"]?.string == "contradiction" })
    guard case .array(let related)? = contradiction["relatedLocations"] else {
      Issue.record("the other rule has no place")
      return
    }
    #expect(related.first?["message"]?["text"]?.string?.contains("the other rule") == true)
  }
}
