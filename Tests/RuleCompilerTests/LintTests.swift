import Diagnostics
import Evaluation
import Facts
import Testing

/// What the compiler refuses, in its own words.
struct LintTests {
  /// The first finding of an id: its message and mend.
  private func finding(_ id: String, _ body: String, severity: Diagnostic.Severity = .error) throws
    -> Diagnostic
  {
    let findings = try Law(body).findings
    return try #require(findings.first { $0.id == id && $0.severity == severity }, "\(findings)")
  }

  private func rule(_ text: String) -> String { Law.table + "```rule\n\(text)\n```\n" }

  @Test func `a clean law compiles without an error`() throws {
    #expect(try Law(Law.table).findings.filter { $0.severity == .error } == [])
  }

  @Test func `a misspelt name is named with the nearest`() throws {
    let found = try finding("unknown-name", rule("require coverge <= 0.5"))
    #expect(found.mend?.contains("coverage") == true)
    #expect(found.place?.line == 27)
  }

  @Test func `a wrong unit is refused`() throws {
    let found = try finding("unit-mismatch", rule("require building height <= lot area"))
    #expect(found.message == "the sides of `<=` are a length (m) and an area (m²)")
  }

  @Test func `a text is not compared with a number`() throws {
    #expect(
      try finding("type-mismatch", rule("require zone <= 5")).message.contains(
        "a text and a number"))
  }

  @Test func `a value outside a closed set is named with the nearest`() throws {
    #expect(
      try finding("unknown-code", rule("require coverage <= 0.5 when zone = \"R3\"")).message
        == "`\"R3\"` is none of the declared values")
  }

  @Test func `overlapping rows are refused with an example`() throws {
    let found = try finding("overlapping-rows", Law.table.replacing("< 200 ", with: "<= 200"))
    #expect(found.message == "table-1 row 2 overlaps row 1 for zone \"R1\", lot area 200")
  }

  /// A second table of one column of limits, with a row for each of them.
  private func long(_ rows: Int, _ cell: (Int) -> String) -> String {
    Law.table
      + "## Table 2  {#table-2}\n\nTable: other\n\n| U | lot area (m²) | → max floors |\n|---|---|---|\n"
      + (1...rows).map { "| \($0) | \(cell($0)) | 2 |\n" }.joined()
  }

  @Test(.timeLimit(.minutes(5)))
  func `a table of ten thousand rows is searched to its end`() throws {
    let law = try Law(long(10_000) { $0 == 7_000 ? "[6999.5..7001)" : "[\($0)..\($0 + 1))" })
    #expect(
      law.findings.filter { $0.id == "overlapping-rows" }.map(\.message) == [
        "table-2 row 7000 overlaps row 6999 for lot area 6999.5"
      ])
    #expect(!law.findings.contains { $0.id == "not-searched" })
  }

  @Test func `rows that all overlap are told once, together`() throws {
    let found = try Law(long(150) { "> \($0)" }).findings.filter { $0.id == "overlapping-rows" }
    #expect(
      found.map(\.message) == [
        "table-2 rows 1, 2, 3, 4, 5, 6 and 144 more overlap for lot area 151"
      ])
    #expect(found.first?.related.count == 149)
  }

  @Test func `a slip stands at its line and column, with its mend`() throws {
    let slips = [
      ("unknown-name", rule("require coverge <= 0.5")),
      ("unit-mismatch", rule("require building height <= lot area")),
      ("overlapping-rows", Law.table.replacing("< 200 ", with: "<= 200")),
    ]
    for (id, body) in slips {
      let found = try finding(id, body)
      #expect((found.place?.line ?? 0) > 1 && (found.place?.column ?? 0) >= 1, "\(found)")
      #expect(found.mend?.isEmpty == false, "\(found)")
    }
    let idle = try #require(
      try Law(rule("exception to max coverrage\n  when existing full title")).findings.first {
        $0.message.contains("max coverrage")
      })
    #expect((idle.place?.line ?? 0) > 1 && idle.mend?.isEmpty == false, "\(idle)")
  }

  @Test(arguments: ["1404-12-30", "1403-12-30", "30 Esfand 1404", "2025-02-30"])
  func `a day that cannot be meant puts no law in force`(_ day: String) throws {
    let law = try Law(Law.table, head: Law.head.replacing("2000-01-01", with: day))
    let found = try #require(law.findings.first { $0.id == "bad-date" }, "\(law.findings)")
    #expect(found.severity == .error && found.mend != nil)
    #expect(found.place?.line == 10)
  }

  @Test func `a gap is shown with an example and is a warning`() throws {
    let found = try finding(
      "gap", Law.table.replacing(">= 200", with: "> 200 "), severity: .warning)
    #expect(found.message == "table-1 has no row for zone \"R1\", lot area 200")
  }

  @Test func `a gap in a table that claims to be complete is an error`() throws {
    _ = try finding(
      "gap",
      Law.table.replacing(">= 200", with: "> 200 ").replacing(
        "Table: limits", with: "Table: limits, complete"))
  }

  @Test func `an exception to nothing is refused`() throws {
    let findings = try Law(rule("exception to max coverrage\n  when existing full title")).findings
    #expect(findings.contains { $0.severity == .error && $0.message.contains("max coverrage") })
  }

  @Test func `an exception to a row that is not there is refused`() throws {
    let findings = try Law(rule("exception to table-1 row 9\n  when existing full title")).findings
    #expect(findings.contains { $0.severity == .error && $0.message.contains("9") })
  }

  @Test func `definitions that rest on each other are all named`() throws {
    let found = try finding(
      "cycle", rule("define a share = 2 * b share\ndefine b share = a share + 1"))
    #expect(found.message.contains("`a share`") && found.message.contains("`b share`"))
  }

  @Test func `two rules on one subject are pointed out`() throws {
    let found = try finding(
      "two-rules-one-subject", rule("require coverage <= 0.5"), severity: .warning)
    #expect(found.related.count == 1)
  }

  @Test func `a layer that is not declared is named`() throws {
    #expect(
      try finding("unknown-layer", rule("require coverage <= 0.5 when share in(\"heritge\") > 0"))
        .mend == "write `\"heritage\"`")
  }

  @Test func `a law with an error answers nobody`() throws {
    #expect(try Law(rule("require coverge <= 0.5")).ruleset == nil)
  }

  @Test func `feet become metres once, exactly`() throws {
    let head = Law.head.replacing(
      "confidence:", with: "units: { length: ft, area: sq ft }\nconfidence:")
    let law = try Law(Law.table + "```rule\nrequire building height <= 35\n```\n", head: head)
    let answer = try law.answer(
      "new building", ["zone": "R1", "lot area": 180, "coverage": 0, "building height": 11])
    let height = try #require(answer.requirements.first { $0.subject == "building height" })
    #expect(height.outcome == .notMet)
    #expect(height.statement.contains("at most 35 ft"))
    #expect(
      try law.answer(
        "new building",
        [
          "zone": "R1", "lot area": 180, "coverage": 0,
          "building height": .number(.init("10.668")!),
        ]
      ).verdict == .permitted)
  }
}
