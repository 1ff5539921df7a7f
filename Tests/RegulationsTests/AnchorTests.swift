import Diagnostics
import Facts
import Regulations
import Testing

struct AnchorTests {
  @Test func `a heading is quoted with the paragraphs below it`() throws {
    let reading = read(
      """
      ### Article 12. *Coverage* and height  {#art-12}

      In residential zones a building
      may cover the share given.

      It may rise too.

      A note of its own. {#art-12-a}

      More words.
      """)
    #expect(reading.findings == [])
    let anchors = try #require(reading.regulation?.anchors)
    #expect(
      anchors["art-12"]?.text
        == "Article 12. Coverage and height\nIn residential zones a building may cover the share given.\nIt may rise too."
    )
    #expect(anchors["art-12"]?.heading == "Article 12. Coverage and height")
    #expect(anchors["art-12"]?.place.line == 7)
    #expect(anchors["art-12-a"]?.text == "A note of its own.")
    #expect(anchors["art-12-a"]?.article == "art-12")
    #expect(anchors["art-12-a"]?.kind == .paragraph)
  }

  @Test func `dates and works of a heading hold for all below it until one of its level`() throws {
    let reading = read(
      """
      # Part one {#one from=2018-01-01 until=… for="new building, extension"}
      ## Inner {#inner}
      ```rule
      require storeys <= 2
      ```
      # Part two {#two}
      ```rule
      require storeys <= 3
      require storeys <= 4 for "fence"
      ```
      """)
    #expect(reading.findings == [])
    let requirements = try #require(reading.regulation?.requirements)
    try #require(requirements.count == 3)
    #expect(requirements[0].head.works == ["new building", "extension"])
    #expect(requirements[0].head.article == "inner")
    #expect(requirements[0].head.from?.description == "2018-01-01")
    #expect(requirements[1].head.works == nil)
    #expect(requirements[1].head.from == nil)
    #expect(requirements[2].head.works == ["fence"])
  }

  @Test func `a list item, a caption and a note may be cited`() throws {
    let reading = read(
      """
      # Plan {#plan}

      1. Only where subdivided.
         With a full title. {#note-1}
      2. Another. {#note-2}

      Table 5: limits[^a] {#t-5}

      | U | zone | → max storeys |
      |---|------|---------------|
      | 1 | "R1" | 2[^a]         |

      [^a]: S:MMH. Only for the first
        5,000 sq ft. {#fn-a}
      """)
    #expect(reading.findings == [])
    let anchors = try #require(reading.regulation?.anchors)
    #expect(anchors["note-1"]?.kind == .item)
    #expect(anchors["note-1"]?.text == "Only where subdivided. With a full title.")
    #expect(anchors["t-5"]?.kind == .caption)
    #expect(anchors["t-5"]?.text == "Table 5: limits")
    #expect(anchors["fn-a"]?.kind == .note)
    #expect(anchors["fn-a"]?.text == "Only for the first 5,000 sq ft.")
    #expect(reading.regulation?.notes["a"]?.confidence.tag == "S:MMH")
    #expect(reading.regulation?.tables.first?.id == "t-5")
    #expect(reading.regulation?.tables.first?.notes == ["a"])
  }

  @Test func `an anchor that stands twice is an error that shows both`() {
    let reading = read("# One {#a}\n\n# Two {#a}\n")
    #expect(reading.errors.map(\.id) == ["anchor-twice"])
    #expect(reading.errors.first?.place?.line == 9)
    #expect(reading.errors.first?.related.first?.place.line == 7)
  }

  @Test func `a slip in a citation is an error with the nearest anchor`() {
    let reading = read("# One {#art-31-1}\n```rule\nrequire storeys <= 2 by art-13-1\n```\n")
    #expect(reading.errors.map(\.id) == ["unknown-anchor"])
    #expect(reading.errors.first?.mend == "write `art-31-1`")
  }

  @Test func `an article that the file does not quote is a warning`() {
    let reading = read("# One {#art-31-1}\n```rule\nrequire storeys <= 2 by s-145b\n```\n")
    #expect(reading.findings.map(\.severity) == [.warning])
    #expect(reading.finding("unknown-anchor") != nil)
  }

  @Test func `a bad date in an anchor stands at its word`() {
    let reading = read("# One {#a from=2018-13-01}\n")
    #expect(reading.errors.map(\.id) == ["bad-date"])
    #expect(reading.errors.first?.place?.description == "plan.md:7:11")
  }

  @Test func `an unknown attribute is an error`() {
    let reading = read("# One {#a untill=2018-01-01}\n")
    #expect(reading.errors.first?.mend == "write `until=`")
  }

  @Test func `a rule under a heading without an anchor still has an article`() {
    let reading = read("## Coverage of lots\n```rule\nrequire storeys <= 2\n```\n")
    #expect(reading.findings == [])
    #expect(reading.regulation?.requirements.first?.head.article == "coverage-of-lots")
    #expect(reading.regulation?.anchors["coverage-of-lots"]?.heading == "Coverage of lots")
  }
}
