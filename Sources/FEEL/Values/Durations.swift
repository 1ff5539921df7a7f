package import Facts

/// A duration of days, hours, minutes and seconds, in nanoseconds.
package struct DaysAndTimeDuration: Sendable, Hashable, Comparable {
  package var nanoseconds: Int128
  package init(nanoseconds: Int128) { self.nanoseconds = nanoseconds }
  package static func < (a: Self, b: Self) -> Bool { a.nanoseconds < b.nanoseconds }
  package static let day: Int128 = 86_400_000_000_000
}

/// A duration of years and months, in months.
package struct YearsAndMonthsDuration: Sendable, Hashable, Comparable {
  package var months: Int
  package init(months: Int) { self.months = months }
  package static func < (a: Self, b: Self) -> Bool { a.months < b.months }
}

/// A time of day with nanoseconds, and its offset from UTC in seconds where one is said.
package struct TimeOfDay: Sendable, Hashable {
  package var nanoseconds: Int
  package var offset: Int?
  package var zone: String?
  package init(nanoseconds: Int, offset: Int? = nil, zone: String? = nil) {
    self.nanoseconds = nanoseconds
    self.offset = offset
    self.zone = zone
  }
}

/// A day and a time of day.
package struct DateAndTime: Sendable, Hashable {
  package var date: CivilDate
  package var time: TimeOfDay
  package init(date: CivilDate, time: TimeOfDay) {
    self.date = date
    self.time = time
  }

  /// Nanoseconds since 1970-01-01T00:00, in UTC where the offset is known.
  var instant: Int128 {
    Int128(date.dayNumber) * DaysAndTimeDuration.day + Int128(time.nanoseconds) - Int128(
      time.offset ?? 0) * 1_000_000_000
  }
}
