import Evaluation
import Facts
import Testing

/// What an answer says, from the text of a law.
struct AnswerTests {
  @Test func `a limit of a table is met, and the row that gave it is cited`() throws {
    let answer = try Law(Law.table).answer(
      "new building", ["zone": "R1", "lot area": 180, "coverage": .number(Number("0.55")!)])
    #expect(answer.verdict == .permitted)
    let requirement = try #require(answer.requirements.first)
    #expect(requirement.outcome == .met)
    #expect(requirement.article.article == "table-1 row 1")
    #expect(requirement.confidence == "S:TEST")
    #expect(requirement.statement.contains("at most 60"))
  }

  @Test func `a refusal names the nearest value that would be accepted`() throws {
    let answer = try Law(Law.table).answer(
      "new building", ["zone": "R1", "lot area": 320, "coverage": .number(Number("0.6")!)])
    #expect(answer.verdict == .notPermitted)
    #expect(answer.nearest.map(\.change) == ["coverage"])
    #expect(answer.nearest.first?.to == .number(Number("0.5")!))
    #expect(answer.nearest.first?.liftsAll == true)
  }

  @Test func `what is exactly on the limit is within it`() throws {
    let law = try Law(Law.table)
    #expect(
      try law.answer(
        "new building", ["zone": "R1", "lot area": 199, "coverage": .number(Number("0.6")!)]
      ).verdict == .permitted)
    #expect(
      try law.answer(
        "new building",
        ["zone": "R1", "lot area": 199, "coverage": .number(Number("0.6000000000000000001")!)]
      ).verdict == .notPermitted)
  }

  @Test func `a missing fact is asked for and never met`() throws {
    let answer = try Law(Law.table).answer(
      "new building", ["zone": "R1", "coverage": .number(Number("0.5")!)])
    #expect(answer.verdict == .incomplete)
    #expect(answer.missing.map(\.name) == ["lot area"])
  }

  @Test func `on a day before any plan nothing that hangs on the zone is permitted`() throws {
    let law = try Law(Law.table)
    let ruleset = try #require(law.ruleset)
    var site = SiteFacts(jurisdiction: "town", date: try #require(CivilDate("2010-01-01")))
    site.facts["zone"] = SiteFact(.unknown("no plan in force on 2010-01-01"))
    site.facts["lot area"] = SiteFact(.number(180))
    var proposal = Proposal(work: "new building")
    proposal.facts["coverage"] = .number(0)
    let answer = ruleset.evaluate(proposal, at: site)
    #expect(answer.verdict != .permitted)
    #expect(answer.requirements.first { $0.subject == "coverage" }?.outcome != .met)
    site.facts["zone"] = SiteFact(.text("R1"))
    #expect(ruleset.evaluate(proposal, at: site).verdict == .permitted)
  }

  @Test func `what can no longer change the verdict is not asked`() throws {
    let law = try Law(
      Law.table + """
        ```rule
        require building height <= 10
        ```
        """)
    let answer = try law.answer(
      "new building", ["zone": "R1", "lot area": 320, "coverage": .number(Number("0.6")!)])
    #expect(answer.verdict == .notPermitted)
    #expect(answer.missing.isEmpty)
  }

  @Test func `a figure that we do not have is discretionary`() throws {
    let law = try Law(
      Law.table + """
        ```rule
        require storeys <= max storeys
        ```
        """)
    let answer = try law.answer(
      "new building",
      ["zone": "R2", "lot area": 320, "coverage": .number(Number("0.3")!), "storeys": 9])
    #expect(answer.verdict == .discretionary)
    #expect(answer.discretion.contains { $0.article?.article == "table-1 row 3" })
  }

  @Test func `a subject that no rule settles is discretionary and named`() throws {
    let law = try Law(
      """
      ## One  {#one}

      ```rule
      require building height <= 10
      ```
      """)
    let answer = try law.answer("new building", ["building height": 5])
    #expect(answer.verdict == .discretionary)
    #expect(answer.discretion.contains { $0.text.contains("coverage") })
  }

  @Test func `a law that is not in force yet settles nothing`() throws {
    let law = try Law(Law.table)
    let facts: [String: JSON] = [
      "zone": "R1", "lot area": 180, "coverage": .number(Number("0.5")!),
    ]
    #expect(try law.answer("new building", on: "1999-12-31", facts).verdict == .discretionary)
    #expect(try law.answer("new building", on: "2000-01-01", facts).verdict == .permitted)
  }

  static let fence = """
    ## Fences  {#fences}

    ```rule
    exempt "fence"   by fences
      when fence height <= 1.5
      and  not(faces street)
    track "short" within 25 working days of submission for "fence" when fence height <= 3
    ```
    """

  @Test(
    arguments: [
      (["fence height": 1.4, "faces street": 0], Verdict.exempt, Track.exempt),
      (["fence height": 1.6, "faces street": 0], .discretionary, .short),
      (["fence height": 4, "faces street": 0], .discretionary, .full),
    ] as [([String: Double], Verdict, Track)])
  func `the most permissive track whose every condition holds is taken`(
    facts: [String: Double], verdict: Verdict, track: Track
  ) throws {
    let answer = try Law(Self.fence).answer(
      "fence",
      [
        "fence height": .number(Number(facts["fence height"] ?? 0)!),
        "faces street": .bool(facts["faces street"] == 1),
      ])
    #expect(answer.results.first?.track == track)
    if track == .exempt {
      #expect(answer.verdict == verdict)
    } else {
      #expect(answer.verdict >= .permitted)
    }
  }

  @Test func `an open condition of an exemption is asked for`() throws {
    let answer = try Law(Self.fence).answer("fence", ["fence height": .number(Number("1.4")!)])
    #expect(answer.verdict == .incomplete)
    #expect(answer.missing.map(\.name) == ["faces street"])
  }

  @Test func `a fact that no value of could change the verdict is not asked`() throws {
    let law = try Law(
      """
      ## Pergolas  {#pergolas}

      ```rule
      exempt "pergola"   by pergolas
        when pergola area <= max(50, 0.25 * lot area)
      ```
      """)
    let small = try law.answer("pergola", ["pergola area": 20])
    #expect(small.verdict == .exempt)
    #expect(small.missing.isEmpty)
    let large = try law.answer("pergola", ["pergola area": 60])
    #expect(large.verdict == .incomplete)
    #expect(large.missing.map(\.name) == ["lot area"])
  }

  @Test func `a notice says within how many days of what`() throws {
    let law = try Law(
      """
      ## Pergolas  {#pergolas}

      ```rule
      notify "pergola" within 45 days of completion   by pergolas
        when pergola area <= 50
        with document "certificate"
      ```
      """)
    let answer = try law.answer("pergola", ["pergola area": 20])
    #expect(answer.verdict == .notify)
    #expect(answer.exemptions.first?.deadline == "within 45 days of completion")
    #expect(answer.documents.map(\.text) == ["certificate"])
  }

  @Test func `an exception puts another rule in the place of the one that it names`() throws {
    let law = try Law(
      Law.table + """
        A larger share is allowed where the title is full. {#note}

        ```rule
        exception to max coverage   by note
          when existing full title
          require coverage <= 0.7
        ```
        """)
    let facts: [String: JSON] = [
      "zone": "R1", "lot area": 180, "coverage": .number(Number("0.65")!),
    ]
    #expect(
      try law.answer("new building", facts.merging(["existing full title": true]) { $1 }).verdict
        == .permitted)
    #expect(
      try law.answer("new building", facts.merging(["existing full title": false]) { $1 }).verdict
        == .notPermitted)
    #expect(try law.answer("new building", facts).verdict == .incomplete)
    #expect(
      try law.answer("new building", facts.merging(["coverage": .number(Number("0.5")!)]) { $1 })
        .verdict == .permitted)
  }

  @Test func `a variance that reaches every failing requirement leaves the decision to somebody`()
    throws
  {
    let law = try Law(
      Law.table + """
        ```rule
        require building height <= 10   variance up to 11 by table-1
        ```
        """)
    let facts: [String: JSON] = [
      "zone": "R1", "lot area": 180, "coverage": .number(Number("0.5")!),
    ]
    let within = try law.answer(
      "new building", facts.merging(["building height": .number(Number("10.5")!)]) { $1 })
    #expect(within.verdict == .discretionary)
    #expect(within.results.first?.track == .variance)
    #expect(
      try law.answer("new building", facts.merging(["building height": 12]) { $1 }).verdict
        == .notPermitted)
  }

  @Test func `a condition makes a permit conditional`() throws {
    let law = try Law(
      Law.table + """
        ```rule
        condition "consent of the heritage committee" when share in("heritage") > 0   by table-1
        ```
        """)
    let facts: [String: JSON] = [
      "zone": "R1", "lot area": 180, "coverage": .number(Number("0.5")!),
    ]
    func relation(_ share: Int) -> [String: LayerRelation] {
      [
        "heritage": LayerRelation(
          share: .number(Number(share)), distance: .number(0), adjoins: .boolean(false))
      ]
    }
    #expect(try law.answer("new building", facts, layers: relation(1)).verdict == .conditional)
    #expect(try law.answer("new building", facts, layers: relation(0)).verdict == .permitted)
    #expect(try law.answer("new building", facts).verdict == .incomplete)
  }

  @Test func `a fact that an officer judges makes a case discretionary, not incomplete`() throws {
    let law = try Law(
      Law.table + """
        ```rule
        require similar materials
        ```
        """)
    let answer = try law.answer(
      "new building", ["zone": "R1", "lot area": 180, "coverage": .number(Number("0.5")!)])
    #expect(answer.verdict == .discretionary)
    #expect(answer.missing.isEmpty)
  }

  @Test func `a setback is tested for each lot line`() throws {
    let law = try Law(
      Law.table + """
        ```rule
        require line.setback >= 3 for each line in front lines
        ```
        """)
    let lines: JSON = [["id": "a", "length": 12], ["id": "b", "length": 20]]
    let facts: [String: JSON] = [
      "zone": "R1", "lot area": 180, "coverage": .number(Number("0.5")!), "front lines": lines,
    ]
    let one = try law.answer("new building", facts.merging(["front setback": 2]) { $1 })
    #expect(
      one.requirements.filter { $0.subject == "front setback" }.map(\.outcome) == [
        .notMet, .notMet,
      ])
    let each = try law.answer("new building", facts.merging(["front setback": [4, 2]]) { $1 })
    #expect(
      each.requirements.filter { $0.subject == "front setback" }.map(\.outcome) == [.met, .notMet])
    #expect(each.nearest.map(\.change) == ["front setback"])
    #expect(each.nearest.first?.from == [4, 2])
    #expect(each.nearest.first?.to == [4, 3])
    #expect(each.nearest.first?.liftsAll == true)
    let none = try law.answer("new building", facts)
    #expect(none.verdict == .incomplete)
    #expect(none.missing.map(\.name) == ["front setback"])
  }

  @Test func `of the distances to several lines only the one that is too short is changed`() throws
  {
    let law = try Law(
      Law.table + """
        ```rule
        require line.setback >= line.length / 4 for each line in front lines
        ```
        """)
    let lines: JSON = [
      ["id": "a", "length": 8], ["id": "b", "length": 20], ["id": "c", "length": 12],
    ]
    let facts: [String: JSON] = [
      "zone": "R1", "lot area": 180, "coverage": .number(Number("0.5")!), "front lines": lines,
    ]
    let refused = try law.answer(
      "new building", facts.merging(["front setback": [2, 4, 2]]) { $1 })
    #expect(refused.verdict == .notPermitted)
    let change = try #require(refused.nearest.first { $0.change == "front setback" })
    #expect(change.to == [2, 5, 3])
    let mended = try law.answer("new building", facts.merging(["front setback": change.to]) { $1 })
    #expect(mended.verdict == .permitted)

    // A list that nobody can have meant is refused without a search through it.
    let many = JSON.array(Array(repeating: 1, count: 100_000))
    let absurd = try law.answer("new building", facts.merging(["front setback": many]) { $1 })
    #expect(absurd.verdict != .permitted)
    #expect(!absurd.nearest.contains { $0.change == "front setback" })
  }

  @Test func `a lot in two zones must suit both`() throws {
    let portions: JSON = [
      ["zone": "R1", "share": .number(Number("0.6")!)],
      ["zone": "R2", "share": .number(Number("0.4")!)],
    ]
    let answer = try Law(Law.table).answer(
      "new building",
      ["zone portions": portions, "lot area": 300, "coverage": .number(Number("0.45")!)])
    #expect(answer.verdict == .notPermitted)
    #expect(answer.requirements.map(\.outcome) == [.met, .notMet])
    #expect(answer.requirements.last?.statement.hasPrefix("In zone R2") == true)
  }

  @Test func `a work that the law does not know is for the office`() throws {
    let answer = try Law(Law.table).answer("space port", [:])
    #expect(answer.verdict == .discretionary || answer.verdict == .incomplete)
  }

  @Test func `the same question has the same bytes, another has another fingerprint`() throws {
    let law = try Law(Law.table)
    let facts: [String: JSON] = [
      "zone": "R1", "lot area": 180, "coverage": .number(Number("0.5")!),
    ]
    let first = try law.answer("new building", facts)
    #expect(first.json.canonical == (try law.answer("new building", facts)).json.canonical)
    let other = try law.answer("new building", facts.merging(["lot area": 181]) { $1 })
    #expect(first.fingerprint != other.fingerprint)
    #expect(first.fingerprint.count == 64)
  }
}
