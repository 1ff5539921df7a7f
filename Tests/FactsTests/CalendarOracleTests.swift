import Foundation
import TestSupport
import Testing

@testable import Facts

/// Our calendars against packages that others wrote: jdatetime and convertdate for the Solar Hijri, convertdate and pyluach for
/// the Hebrew one.
@Suite(
  .enabled(
    if: Oracle.python != nil,
    "no Python with the packages to compare with; `make test` installs them"))
struct CalendarOracleTests {
  private static let first = CivilDate(year: 1900, month: 1, day: 1)
  private static let last = CivilDate(year: 2100, month: 12, day: 31)

  /// Every day of two hundred years as another package has it: `2025-02-10 1403 11 22`.
  private func days(_ program: String) throws -> [String] {
    try Oracle.lines(
      of: """
        from datetime import date, timedelta
        \(program)
        day = date(1900, 1, 1)
        while day <= date(2100, 12, 31):
            print(day.isoformat(), *convert(day))
            day += timedelta(1)
        """)
  }

  private func compare(
    _ lines: [String], _ ours: (CivilDate) -> [Int]?, _ back: ([Int]) -> CivilDate?
  ) throws {
    var day = try #require(Self.first)
    let last = try #require(Self.last)
    #expect(lines.count == day.days(to: last) + 1)
    var differing: [String] = []
    for line in lines {
      let parts = line.split(separator: " ")
      let theirs = parts.dropFirst().compactMap { Int($0) }
      if parts.first.map(String.init) != day.description || ours(day) != theirs
        || back(theirs) != day
      {
        differing.append("\(line): we have \(ours(day) ?? [])")
      }
      day = day.adding(days: 1)
    }
    #expect(differing.isEmpty, "\(differing.count): \(differing.prefix(5))")
  }

  @Test func `every Solar Hijri day is the day that others count`() throws {
    let program =
      "import jdatetime\ndef convert(d):\n    j = jdatetime.date.fromgregorian(date=d)\n    return j.year, j.month, j.day"
    try compare(try days(program)) { day in
      day.solarHijri.map { [$0.year, $0.month, $0.day] }
    } _: {
      $0.count == 3 ? CivilDate(solarHijriYear: $0[0], month: $0[1], day: $0[2]) : nil
    }
  }

  /// By the equinox itself, which takes a while to find: the beginning of each year, and with it which years have a 30 Esfand.
  @Test func `every Solar Hijri year begins at the equinox`() throws {
    let theirs = try Oracle.lines(
      of: """
        from convertdate import persian
        for year in range(1279, 1480): print(year, "%d-%02d-%02d" % persian.to_gregorian(year, 1, 1))
        """)
    let ours = (1279..<1480).map { year in
      "\(year) \(CivilDate(solarHijriYear: year, month: 1, day: 1)?.description ?? "?")"
    }
    #expect(ours == theirs)
  }

  /// They number the months from Nisan, and Adar II as the thirteenth.
  @Test(arguments: [
    "from convertdate import hebrew\ndef convert(d): return hebrew.from_gregorian(d.year, d.month, d.day)",
    "from pyluach import dates\ndef convert(d):\n    h = dates.HebrewDate.from_pydate(d)\n    return h.year, h.month, h.day",
  ])
  func `every Hebrew day is the day that others count`(program: String) throws {
    let months: [CivilDate.HebrewMonth] = [
      .nisan, .iyar, .sivan, .tammuz, .av, .elul, .tishri, .marheshvan, .kislev, .tevet, .shevat,
    ]
    func isLeap(_ year: Int) -> Bool { (7 * year + 1) % 19 < 7 }
    try compare(try days(program)) { day in
      day.hebrew.map { hebrew in
        let number =
          switch hebrew.month {
          case .adarI: 12
          case .adar: isLeap(hebrew.year) ? 13 : 12
          default: (months.firstIndex(of: hebrew.month) ?? -1) + 1
          }
        return [hebrew.year, number, hebrew.day]
      }
    } _: { theirs in
      guard theirs.count == 3 else { return nil }
      let month =
        theirs[1] <= months.count
        ? months[theirs[1] - 1] : isLeap(theirs[0]) && theirs[1] == 12 ? .adarI : .adar
      return CivilDate(hebrewYear: theirs[0], month: month, day: theirs[2])
    }
  }
}
