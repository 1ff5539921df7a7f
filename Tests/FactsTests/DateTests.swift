import Foundation
import Testing

@testable import Facts

struct DateTests {
  @Test func `Solar Hijri and Hebrew days read back from every day`() {
    guard let first = CivilDate("1850-01-01") else { return }
    for offset in stride(from: 0, to: 110_000, by: 1) {
      let date = first.adding(days: offset)
      guard let s = date.solarHijri, let h = date.hebrew else {
        Issue.record("\(date) has no day in another calendar")
        return
      }
      if CivilDate(solarHijriYear: s.year, month: s.month, day: s.day) != date
        || CivilDate(hebrewYear: h.year, month: h.month, day: h.day) != date
      {
        Issue.record("\(date) does not read back")
        return
      }
    }
  }

  @Test func `our calendars agree with those of the platform`() throws {
    var persian = Calendar(identifier: .persian)
    var hebrew = Calendar(identifier: .hebrew)
    let zone = try #require(TimeZone(identifier: "GMT"))
    persian.timeZone = zone
    hebrew.timeZone = zone
    let first = try #require(CivilDate("1900-01-01"))
    var differing: [String] = []
    for offset in stride(from: 0, to: 55_000, by: 1) {
      let date = first.adding(days: offset)
      let instant = Date(timeIntervalSince1970: Double(date.dayNumber) * 86400 + 43200)
      let p = persian.dateComponents([.year, .month, .day], from: instant)
      let h = hebrew.dateComponents([.year, .month, .day], from: instant)
      let ours = try #require(date.solarHijri)
      let theirs = try #require(date.hebrew)
      if p.year != ours.year || p.month != ours.month || p.day != ours.day {
        differing.append("\(date) Solar Hijri")
      }
      // The platform begins 5807 on 2 October 2046, a day late (its delay of the new year is off there), which lengthens 5806
      // and shortens 5807; the almanacs and Dershowitz and Reingold have 1 October.
      if [5806, 5807].contains(theirs.year) { continue }
      // The platform's Hebrew months count Adar I as the sixth in every year.
      if h.year != theirs.year || h.month != theirs.month.rawValue + 1 || h.day != theirs.day {
        differing.append("\(date) Hebrew")
      }
    }
    #expect(differing == [])
  }

  @Test func `the Hebrew year 5807 begins on the first of October`() {
    #expect(CivilDate(hebrewYear: 5807, month: .tishri, day: 1)?.description == "2046-10-01")
  }

  @Test(arguments: [
    ("2025-02-10", "2025-02-10"), ("1403/11/22", "2025-02-10"), ("۱۴۰۳/۱۱/۲۲", "2025-02-10"),
    ("1403-11-22", "2025-02-10"), ("1403/12/30", "2025-03-20"),
  ])
  func `a date reads as people type it`(written: String, expected: String) {
    #expect(CivilDate(typed: written)?.description == expected)
  }

  @Test(arguments: [
    "1404/12/30", "2025-02-29", "10/2/2025", "1403/13/1", "0000-01-01", "1700-01-01", "22 Bahman",
    "",
  ])
  func `a day that is none is refused`(written: String) {
    #expect(CivilDate(typed: written) == nil)
  }

  @Test(arguments: [
    ("en", CalendarKind.gregorian, "10 February 2025"), ("fa", .solarHijri, "۲۲ بهمن ۱۴۰۳"),
    ("en", .solarHijri, "22 Bahman 1403"),
    ("he", .gregorian, "10 בפברואר 2025"), ("he", .hebrew, "י״ב בשבט תשפ״ה"),
    ("en", .hebrew, "12 Shevat 5785"),
    ("ar", .gregorian, "١٠ فبراير ٢٠٢٥"), ("ru", .gregorian, "10 февраля 2025 г."),
  ])
  func `a date is written in long form`(language: String, calendar: CalendarKind, expected: String)
  {
    #expect(CivilDate("2025-02-10")?.formatted(in: language, calendar: calendar) == expected)
  }

  @Test func `working days step over the weekend and holidays`() throws {
    let thursday = try #require(CivilDate("2025-02-13"))
    let monday = try #require(CivilDate("2025-02-17"))
    #expect(thursday.adding(workingDays: 2) == monday)
    #expect(thursday.adding(workingDays: 2, holidays: [monday])?.description == "2025-02-18")
    #expect(monday.adding(workingDays: -2) == thursday)
    #expect(thursday.adding(workingDays: 1, week: []) == nil)
    #expect(CivilDate("2025-01-31")?.adding(months: 1)?.description == "2025-02-28")
    #expect(CivilDate("2025-01-31")?.adding(months: -2)?.description == "2024-11-30")
  }
}
