import Diagnostics
import Facts
import Regulations
import Testing

struct CalendarTests {
  @Test(arguments: [
    (1402, 2, 11, "2023-05-01"), (1399, 12, 30, "2021-03-20"), (1403, 1, 1, "2024-03-20"),
    (1405, 8, 30, "2026-11-21"), (1357, 11, 22, "1979-02-11"), (1408, 12, 30, "2030-03-20"),
  ])
  func `a Solar Hijri day is a Gregorian day`(year: Int, month: Int, day: Int, expected: String) {
    #expect(
      CivilDate(solarHijriYear: year, month: month, day: day)?.description == expected)
  }

  @Test func `Esfand has thirty days in leap years only`() {
    #expect(CivilDate(solarHijriYear: 1402, month: 12, day: 30) == nil)
    #expect(CivilDate(solarHijriYear: 1403, month: 12, day: 30) != nil)
  }

  @Test func `Solar Hijri days follow one another without a gap`() {
    var expected = CivilDate(solarHijriYear: 1200, month: 1, day: 1)
    for year in 1200...1500 {
      for month in 1...12 {
        for day in 1...31 {
          guard let date = CivilDate(solarHijriYear: year, month: month, day: day) else { continue }
          #expect(date == expected)
          expected = date.adding(days: 1)
        }
      }
    }
  }

  @Test(arguments: [
    ("11 Iyar 5783", "2023-05-02"), ("1 Tishri 5785", "2024-10-03"), ("15 ניסן 5784", "2024-04-23"),
    ("5708-Iyar-5", "1948-05-14"), ("14 Adar I 5784", "2024-02-23"),
    ("14 Adar II 5784", "2024-03-24"),
  ])
  func `a Hebrew day is a Gregorian day`(written: String, expected: String) {
    let reading = readFile(
      "---\nid: x\njurisdiction: y\nrank: z\ncalendar: hebrew\neffective: \(written)\n---\n")
    #expect(reading.findings == [])
    #expect(reading.regulation?.effective?.description == expected)
  }

  @Test func `a common Hebrew year has no first Adar`() {
    #expect(CivilDate(hebrewYear: 5783, month: .adarI, day: 1) == nil)
  }

  @Test func `a date may be written in Persian digits in the calendar of its file`() {
    let reading = readFile(
      "---\nid: x\nrank: z\ncalendar: solar hijri\neffective: ۱۴۰۲/۰۲/۱۱\n---\n# A {#a from=1403-01-01}\n"
    )
    #expect(reading.findings == [])
    #expect(reading.regulation?.effective?.description == "2023-05-01")
    #expect(reading.regulation?.anchors["a"]?.from?.description == "2024-03-20")
  }

  @Test func `a date in another calendar than the file's names it`() {
    let reading = readFile(
      "---\nid: x\neffective: { date: 1402-02-11, calendar: persian }\n---\n")
    #expect(reading.findings == [])
    #expect(reading.regulation?.effective?.description == "2023-05-01")
  }

  @Test(arguments: ["2023-02-30", "1 May 2023", "2023", "2023-5-1"])
  func `a day that is none is an error at its place`(written: String) {
    let reading = readFile("---\nid: x\neffective: \(written)\n---\n")
    #expect(reading.errors.map(\.id) == ["bad-date"])
    #expect(reading.errors.first?.place?.line == 3)
    #expect(reading.errors.first?.place?.column == 12)
    #expect(reading.regulation?.effective == nil)
  }
}
