import Diagnostics
import Facts
import Regulations
import Testing

/// The rule blocks of the notation's own specification, and the same in another script.
struct SpecificationTests {
  @Test func `the rules of the specification read as it says them`() throws {
    let reading = read(
      """
      ### Article 12. Coverage and height  {#art-12}

      Table 12: building limits

      | U | zone       | lot area (m²) | street width (m) | → max coverage | → max storeys | → max height (m) |
      |---|------------|---------------|------------------|----------------|---------------|------------------|
      | 1 | "R1"       | < 200         | -                | 0.60           | 2             | 7.5              |
      | 3 | "R2", "R3" | -             | < 8              | 0.60           | 3             | 10.5             |

      Relief. {#art-44}

      ```rule
      define  coverage = footprint area / lot area

      require coverage <= max coverage
        for   "new building", "extension"

      require building height <= max height
        variance up to 1.1 * max height by art-44

      require line.setback >= 3
        for each line in rear lines
        unless adjoins("public open space")
      ```

      ### Article 31. Small works  {#art-31}

      1. Fences. {#art-31-1}
      2. Pergolas. {#art-31-2}

      ```rule
      exempt "fence"    by art-31-1
        when fence height <= 1.5
        and  not(faces street)

      notify "pergola" within 45 days of completion    by art-31-2   source "S:CHK,SMP"
        when pergola area <= max(50, 0.25 * free ground area)
        and  roof openness >= 0.4
        with document "stability certificate" when span > 6

      every exemption requires not(preservation site)   by art-31
      track "short" within 25 working days of submission for "fence", "retaining wall" when wall height <= 3   by art-31

      condition "Heritage committee's consent" when share in("heritage") > 0   by art-31
      discretion "Whether the roof fits the street is for the committee" for "new building"   by art-31
      fee "building levy" = 12 * added floor area
      refer "traffic department" when new dwellings > 8
      document "site survey not older than 12 months" for "new building"
      observing "materials of similar appearance" for "extension"
      ```
      """,
      vocabulary: """
        facts:
          zone: { type: [R1, R2, R3], from: plan }
          lot area: { type: number, unit: m², from: site }
          street width: { type: number, unit: m, from: site }
          footprint area: { type: number, unit: m² }
          building height: { type: number, unit: m }
          rear lines: { type: lines, from: site }
          fence height: { type: number, unit: m }
          faces street: { type: boolean }
          pergola area: { type: number, unit: m² }
          free ground area: { type: number, unit: m² }
          roof openness: { type: number }
          span: { type: number, unit: m }
          preservation site: { type: boolean, from: site }
          wall height: { type: number, unit: m }
          added floor area: { type: number, unit: m² }
          new dwellings: { type: number }
        members: { line: { setback: { type: number, unit: m } } }
        works: { new building: {}, extension: {}, fence: {}, pergola: {}, retaining wall: {} }
        """)
    #expect(reading.findings == [])
    let regulation = try #require(reading.regulation)
    #expect(regulation.requirements.count == 3)
    #expect(regulation.requirements[1].variance?.by == "art-44")
    #expect(regulation.exemptions.count == 3)
    #expect(
      regulation.exemptions[0].limbs.map(\.condition.text) == [
        "fence height <= 1.5", "not(faces street)",
      ])
    #expect(regulation.exemptions[1].documents.first?.when?.text == "span > 6")
    #expect(regulation.provisions.count == 6)
  }

  @Test func `a regulation may be written in Persian, digits and all`() throws {
    let reading = read(
      """
      ### مادهٔ ۱۲. ارتفاع  {#art-12}

      جدول ۱۲: حدود ساختمان(مساحت زمین), when پهنه = "R1", complete

      | U | مساحت زمین (m²) | → حداکثر ارتفاع (m) | → عقب‌نشینی لازم (m) |
      |---|-----------------|---------------------|----------------------|
      | ۱ | < ۲۰۰           | ۷٫۵                 | ۳                    |
      | ۲ | >= ۲۰۰          | ۱۰٫۵[^ی]            | no limit             |

      [^ی]: S:KEY. از نقشه. {#fn-ی}

      ```rule
      require ارتفاع ساختمان <= حداکثر ارتفاع   by art-12
      require عقب‌نشینی >= عقب‌نشینی لازم   for "بنای نو"
      require ارتفاع ساختمن <= ۳
      ```
      """,
      vocabulary: """
        facts:
          پهنه: { type: [R1, R2], from: plan }
          مساحت زمین: { type: number, unit: m², from: site }
          ارتفاع ساختمان: { type: number, unit: m }
          عقب‌نشینی: { type: number, unit: m }
        works: { بنای نو: {} }
        """)
    #expect(reading.errors.map(\.id) == ["unknown-name"])
    #expect(reading.errors.first?.mend == "write `ارتفاع ساختمان`")
    #expect(reading.errors.first?.place?.line == 21)
    #expect(reading.errors.first?.place?.column == 9)
    let table = try #require(reading.regulation?.tables.first)
    #expect(table.id == "جدول-۱۲")
    #expect(table.name == "حدود ساختمان")
    #expect(table.condition?.text == "پهنه = \"R1\"")
    #expect(table.rows.map(\.number) == ["۱", "۲"])
    #expect(table.rows.last?.outputs.first?.notes == ["ی"])
    #expect(reading.regulation?.anchors["fn-ی"]?.text == "از نقشه.")
    #expect(reading.regulation?.requirements.last?.head.works == ["بنای نو"])
  }
}
