import Diagnostics
import Facts
import Regulations
import Testing

struct CaseTests {
  func cases(_ table: String) -> Reading { read("# Plan {#plan}\n\n```cases\n\(table)\n```\n") }

  @Test func `a case is a row of facts and of what is expected`() throws {
    let reading = cases(
      """
      | id   | on         | zone | lot area (m²) | work         | storeys | → complies | → not met          | → coverage |
      |------|------------|------|---------------|--------------|---------|------------|--------------------|------------|
      | T-01 | 2025-01-01 | "R1" | 200           | new building | 2       | yes        |                    | 0.5        |
      | T-02 |            | "R2" |               | "fence"      |         | no         | height, storeys    |            |
      """)
    #expect(reading.findings == [])
    let cases = try #require(reading.regulation?.cases.first?.cases)
    try #require(cases.count == 2)
    #expect(cases[0].id == "T-01")
    #expect(cases[0].on?.year == 2025)
    #expect(cases[0].work == "new building")
    #expect(cases[0].facts.map(\.name) == ["zone", "lot area", "storeys"])
    #expect(cases[0].facts.map { $0.unit?.symbol } == [nil, "m²", nil])
    #expect(cases[0].expectations.map(\.name) == ["complies", "coverage"])
    #expect(cases[1].work == "fence")
    #expect(cases[1].facts.map(\.name) == ["zone"])
    #expect(cases[1].expectations.map(\.text) == ["no", "height, storeys"])
  }

  @Test(arguments: [
    ("| id | zoen | work |\n|---|---|---|\n| A | \"R1\" | fence |", "unknown-name"),
    ("| id | work |\n|---|---|\n| A | fense |", "unknown-work"),
    ("| id | work |\n|---|---|\n| A |", "unbalanced-row"),
    ("| id | work |\n|---|---|\nA | fence |", "bad-case"),
    ("| id | work | storeys |\n|---|---|---|\n| A | fence | 2 + |", "bad-expression"),
    ("| id | work | on |\n|---|---|---|\n| A | fence | 2025-02-30 |", "bad-date"),
  ])
  func `a slip in a case is found`(table: String, id: String) {
    #expect(cases(table).errors.map(\.id).contains(id))
  }
}
