/// A day of the proleptic Gregorian calendar, without time or zone. Years run to ±999,999,999 as FEEL has it.
package struct CivilDate: Sendable, Hashable, Comparable {
  package let year: Int
  package let month: Int
  package let day: Int

  /// Nil where there is no such day.
  package init?(year: Int, month: Int, day: Int) {
    guard (-999_999_999...999_999_999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.daysIn(month: month, of: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  package static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  package static func daysIn(month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  package static func < (a: CivilDate, b: CivilDate) -> Bool {
    (a.year, a.month, a.day) < (b.year, b.month, b.day)
  }

  /// Days since 1970-01-01 (H. Hinnant, "chrono-compatible low-level date algorithms").
  package var dayNumber: Int {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  package init(dayNumber: Int) {
    let z = dayNumber + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let mp = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * mp + 2) / 5 + 1
    month = mp + (mp < 10 ? 3 : -9)
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Monday is 1 and Sunday is 7 (ISO 8601).
  package var weekday: Int { ((dayNumber + 3) % 7 + 7) % 7 + 1 }

  package func adding(days: Int) -> CivilDate { CivilDate(dayNumber: dayNumber + days) }
}

/// ISO 8601, `2025-02-10`.
extension CivilDate: CustomStringConvertible, LosslessStringConvertible {
  package init?(_ text: String) {
    var rest = Substring(text)
    let sign = rest.hasPrefix("-") ? -1 : 1
    if sign < 0 { rest = rest.dropFirst() }
    let parts = rest.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count >= 4, parts[1].count == 2, parts[2].count == 2,
      parts[0].count == 4 || parts[0].first != "0",
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }), let year = Int(parts[0]),
      let month = Int(parts[1]),
      let day = Int(parts[2])
    else { return nil }
    self.init(year: sign * year, month: month, day: day)
  }

  package var description: String {
    func padded(_ value: Int, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return (year < 0 ? "-" : "") + padded(year.magnitude == 0 ? 0 : Int(year.magnitude), 4) + "-"
      + padded(month, 2) + "-"
      + padded(day, 2)
  }
}
