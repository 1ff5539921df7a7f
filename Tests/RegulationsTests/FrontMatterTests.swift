import Diagnostics
import Facts
import Regulations
import Testing

struct FrontMatterTests {
  @Test func `front matter says whose law it is and since when`() throws {
    let reading = readFile(
      """
      ---
      id: torqabeh-detailed-plan
      title: { fa: طرح تفصیلی طرقبه, en: Torqabeh detailed plan }
      language: fa
      text: official
      confidence: "S:KEY"
      jurisdiction: torqabeh
      regime: heritage
      rank: detailed
      status: deposited
      binds: true
      effective: 2023-05-01
      until: 2031-01-01
      repeals: [guide-plan-1385, { plan: old, articles: [art-1, art-2] }, { plan: part, area: centre }]
      on conflict: { default: higher, height: stricter, density: declared order }
      table over text: false
      split parcels:
        - { subject: land use, rule: dominant, share: "> 0.5", depth (m): "<= 7.6", lot existed on: 1961-12-15, by: art-77-11 }
      units: { length: ft, area: sq ft }
      measures:
        lot width: { method: at building line, by: art-8 }
        parking: { round: half down, after: sum, by: art-55 }
      ---
      # Articles
      Eight. {#art-8}

      Fifty-five. {#art-55}

      Seventy-seven. {#art-77-11}
      """)
    #expect(reading.findings == [])
    let regulation = try #require(reading.regulation)
    #expect(regulation.id == "torqabeh-detailed-plan")
    #expect(regulation.title.text(in: "fa") == "طرح تفصیلی طرقبه")
    #expect(regulation.wording == .official)
    #expect(regulation.confidence.tag == "S:KEY")
    #expect(regulation.regime == "heritage")
    #expect(regulation.status == .deposited)
    #expect(regulation.binds)
    #expect(regulation.until?.description == "2031-01-01")
    #expect(
      regulation.repeals == [
        .init(regulation: "guide-plan-1385"),
        .init(regulation: "old", articles: ["art-1", "art-2"]),
        .init(regulation: "part", area: "centre"),
      ])
    #expect(
      regulation.onConflict == ["default": .higher, "height": .stricter, "density": .declared])
    #expect(!regulation.tableOverText)
    #expect(regulation.splitParcels.first?.share == Number("0.5"))
    #expect(regulation.splitParcels.first?.depth == Number("7.6"))
    #expect(regulation.splitParcels.first?.lotExistedOn?.year == 1961)
    #expect(regulation.measures["lot width"]?.method == "at building line")
    #expect(regulation.measures["parking"]?.parameters == ["round": "half down", "after": "sum"])
  }

  @Test func `an unknown key is an error with the nearest known one`() {
    let reading = readFile("---\nid: x\neffective: unknown\njurisdicton: y\n---\n")
    #expect(reading.errors.map(\.id) == ["unknown-key"])
    #expect(reading.errors.first?.mend == "write `jurisdiction`")
    #expect(reading.errors.first?.place?.description == "plan.md:4:1")
  }

  @Test func `effect that is not established is said, and not forgotten`() {
    #expect(readFile("---\nid: x\neffective: unknown\n---\n").findings == [])
    #expect(readFile("---\nid: x\n---\n").errors.map(\.id) == ["missing-key"])
  }

  @Test func `a file without front matter is no regulation`() {
    let reading = readFile("# Plan\n")
    #expect(reading.regulation == nil)
    #expect(reading.errors.map(\.id) == ["missing-front-matter"])
  }

  @Test func `broken YAML is reported at its line`() {
    let reading = readFile("---\nid: x\ntitle: {en: \"x\n---\n")
    #expect(reading.errors.first?.id == "bad-yaml")
    #expect((reading.errors.first?.place?.line ?? 0) >= 3)
  }

  @Test func `a unit of another dimension is refused`() {
    let reading = readFile("---\nid: x\neffective: unknown\nunits: { length: m² }\n---\n")
    #expect(reading.errors.map(\.id) == ["bad-unit"])
  }

  @Test func `aliases are refused, so that a small file cannot stand for a large one`() {
    var bomb = "---\nid: x\neffective: unknown\na0: &a0 [x, x]\n"
    for level in 1...40 { bomb += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    let reading = readFile(bomb + "title: *a40\n---\n")
    #expect(reading.errors.contains { $0.id == "yaml-alias" })
  }

  @Test func `deeply nested values are refused before they are read`() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(readFile("---\nid: \(deep)\n---\n").errors.contains { $0.id == "bad-yaml" })
    let dashes = String(repeating: "- ", count: 100_000)
    #expect(readFile("---\nid:\n \(dashes)\n---\n").errors.contains { $0.id == "bad-yaml" })
  }

  @Test func `a file of more than two megabytes is refused`() {
    let reading = readFile("---\nid: x\n---\n" + String(repeating: "word ", count: 500_000))
    #expect(reading.regulation == nil)
    #expect(reading.errors.map(\.id) == ["file-too-large"])
  }
}
