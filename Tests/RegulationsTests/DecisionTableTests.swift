import Diagnostics
import FEEL
import Facts
import Regulations
import Testing

struct DecisionTableTests {
  static let table = """
    ### Article 12. Limits  {#art-12}

    Table 12: building limits, when light materials, complete

    | U | zone       | lot area (m²) | → max coverage (%) | → max height (m) |
    |---|------------|---------------|--------------------|------------------|
    | 1 | "R1"       | < 200         | 60                 | 7.5              |
    | 2 | "R2", "R3" | [200..300]    | no limit           | none             |
    | 3 | not("R1")  | -             | ?                  | building height  |
    """

  @Test func `the law's table is read as it stands`() throws {
    let reading = read(Self.table)
    #expect(reading.findings == [])
    let table = try #require(reading.regulation?.tables.first)
    #expect(table.id == "table-12")
    #expect(table.name == "building limits")
    #expect(table.hitPolicy == .unique)
    #expect(table.condition?.text == "light materials")
    #expect(table.claimsComplete)
    #expect(table.article == "art-12")
    #expect(table.inputs.map(\.header) == ["zone", "lot area"])
    #expect(table.inputs.map { $0.unit?.symbol } == [nil, "m²"])
    #expect(table.outputs.map(\.name) == ["max coverage", "max height"])
    try #require(table.rows.count == 3)
    #expect(table.rows.map(\.number) == ["1", "2", "3"])
    #expect(
      table.rows[0].inputs[0].place
        == Place(file: "plan.md", line: 13, column: 7, article: "art-12"))
    #expect(table.rows[2].inputs[1].content == .any)
    #expect(reading.regulation?.anchors["table-12"]?.kind == .caption)
  }

  @Test func `a caption may name parameters, and a header may be an expression`() throws {
    let reading = read(
      """
      Table 5: parking spaces(dwelling area)

      | U | dwelling area (m²) | share in("heritage") | → spaces |
      |---|--------------------|----------------------|----------|
      | 1 | <= 75              | > 0                  | 1        |
      """)
    #expect(reading.findings == [])
    let table = try #require(reading.regulation?.tables.first)
    #expect(table.name == "parking spaces")
    #expect(table.parameters == ["dwelling area"])
    #expect(table.inputs.map(\.header) == ["dwelling area", "share in(\"heritage\")"])
  }

  @Test func `a caption directly above its table is its caption`() throws {
    let reading = read(
      """
      # A {#a}

      Table 7: limits
      | U | zone | → max storeys |
      |---|---|---|
      | 1 | "R1" | 2 |
      """)
    #expect(reading.findings == [])
    #expect(reading.regulation?.tables.first?.name == "limits")
    #expect(reading.regulation?.tables.first?.place.line == 10)
    #expect(reading.regulation?.tables.first?.rows.first?.place.line == 12)
  }

  @Test func `a bar in a text is written with a backslash and keeps the columns after it right`()
    throws
  {
    let reading = read(
      """
      | U | zone | → note | → max storeys |
      |---|------|--------|---------------|
      | 1 | "R1" | "a\\|b" | storeys +     |
      """)
    #expect(reading.errors.map(\.id) == ["bad-expression"])
    #expect(reading.errors.first?.place?.line == 9)
    #expect((24...33).contains(reading.errors.first?.place?.column ?? 0))
  }

  @Test func `what Markdown would take for emphasis or a link is a formula`() throws {
    let reading = read(
      """
      | U | storeys | → a | → b |
      |---|---------|-----|-----|
      | 1 | [1..3]  | storeys*2*lot area | _x_ |
      """)
    // `_x_` is a name that nobody declared.
    #expect(reading.errors.count == 1)
    #expect(reading.errors.first?.place?.line == 9)
  }

  @Test func `a row with too many cells is refused, and the others are read`() throws {
    let reading = read(
      """
      | U | zone | → max storeys |
      |---|------|---------------|
      | 1 | "R1" | 2 | 3         |
      | 2 | "R2" |
      | 3 | "R3" | 4             |
      """)
    #expect(reading.errors.map(\.id) == ["unbalanced-row", "unbalanced-row"])
    #expect(reading.errors.first?.place?.description == "plan.md:9:18")
    #expect(reading.regulation?.tables.first?.rows.map(\.number) == ["3"])
  }

  @Test func `an unknown hit policy is refused`() {
    let reading = read("| X | zone | → max storeys |\n|---|---|---|\n| 1 | \"R1\" | 2 |\n")
    #expect(reading.errors.map(\.id) == ["unknown-hit-policy"])
    #expect(reading.errors.first?.place?.description == "plan.md:7:3")
    #expect(reading.regulation?.tables.isEmpty == true)
  }

  @Test func `a table of prose is left alone`() {
    let reading = read("| Name | Words |\n|---|---|\n| a | b |\n")
    #expect(reading.findings == [])
    #expect(reading.regulation?.tables.isEmpty == true)
  }

  @Test func `a table that Markdown takes for a paragraph is not lost in silence`() {
    let reading = read("| U | zone | → max storeys |\n|---|---|\n| 1 | \"R1\" | 2 |\n")
    #expect(reading.errors.map(\.id) == ["broken-table"])
  }

  @Test func `a misspelt fact in a header is an error with the nearest name`() {
    let reading = read("| U | zoen | → max storeys |\n|---|---|---|\n| 1 | \"R1\" | 2 |\n")
    #expect(reading.errors.count == 1)
    #expect(reading.errors.first?.place?.description == "plan.md:7:7")
    #expect(reading.errors.first.map { "\($0)".contains("zone") } == true)
  }

  @Test func `a unit that nobody knows is an error`() {
    let reading = read("| U | zone | → max height (fathom) |\n|---|---|---|\n| 1 | \"R1\" | 2 |\n")
    #expect(reading.errors.map(\.id) == ["unknown-unit"])
    #expect(reading.errors.first?.place?.description == "plan.md:7:28")
  }

  @Test func `an empty cell is refused: a dash is any, and nothing is not`() {
    let reading = read(
      "| U | zone | → max storeys |\n|---|---|---|\n| 1 | | 2 |\n| 2 | \"R1\" | - |\n")
    #expect(reading.errors.map(\.id) == ["empty-cell", "empty-cell"])
    #expect(reading.regulation?.tables.first?.rows.isEmpty == true)
  }

  @Test func `a row number names one row`() {
    let reading = read(
      "| U | zone | → x |\n|---|---|---|\n| 1 | \"R1\" | 2 |\n| 1 | \"R2\" | 2 |\n")
    #expect(reading.errors.map(\.id) == ["row-twice"])
  }

  @Test func `a caption's slip is an error`() {
    let reading = read(
      "Table 1: limits, wen storeys > 2\n\n| U | zone | → x |\n|---|---|---|\n| 1 | \"R1\" | 2 |\n")
    #expect(reading.errors.map(\.id) == ["bad-caption"])
    #expect(reading.errors.first?.mend == "write `when`")
    #expect(reading.errors.first?.place?.description == "plan.md:7:18")
  }

  @Test func `a hidden control character in a rule is refused`() {
    let reading = read("| U | zone | → x |\n|---|---|---|\n| 1 | \"R\u{202E}1\" | 2 |\n")
    #expect(reading.errors.map(\.id) == ["hidden-control"])
    #expect(reading.errors.first?.place?.description == "plan.md:9:9")
    #expect(read(rules("require storeys <= 2 // \u{2066}")).errors.map(\.id) == ["hidden-control"])
  }
}
