package import Facts

/// A day and a time of day.
package struct DateAndTime: Sendable, Hashable {
  package var date: CivilDate
  package var time: TimeOfDay

  /// In a named zone, the offset becomes that of the day; without the zone's rules it stays as it is.
  package init(date: CivilDate, time: TimeOfDay) {
    self.date = date
    self.time = time
    if let zone = time.zone, let rules = ZoneRules(zone) {
      self.time.offset = rules.offset(atLocal: Self.seconds(date, time))
    }
  }

  /// A day as a moment: midnight in UTC (DMN 1.5, 10.3.2.3.5).
  init(midnightOf date: CivilDate) {
    self.init(date: date, time: TimeOfDay(nanoseconds: 0, offset: 0))
  }

  /// A moment by a host's clock, in UTC.
  package init(secondsSince1970 seconds: Int) {
    let days = Int(Self.floor(Int128(seconds), 86_400))
    date = CivilDate(dayNumber: days)
    time = TimeOfDay(nanoseconds: (seconds - days * 86_400) * 1_000_000_000, offset: 0)
  }

  private static func seconds(_ date: CivilDate, _ time: TimeOfDay) -> Int {
    date.dayNumber * 86_400 + time.nanoseconds / 1_000_000_000
  }

  /// Nanoseconds since 1970-01-01T00:00, in UTC where the offset is known.
  var instant: Int128 {
    Int128(date.dayNumber) * DaysAndTimeDuration.day + Int128(time.instant)
  }

  /// So much later: in time passed, so that the clock of a named zone may show another hour. Nil beyond the years of dates.
  func adding(_ nanoseconds: Int128) -> DateAndTime? {
    guard let zone = time.zone, let rules = ZoneRules(zone) else {
      return Self(local: instant + nanoseconds + shift(time.offset), time)
    }
    let later = instant + nanoseconds
    guard later.magnitude < DaysAndTimeDuration.longest.magnitude else { return nil }
    let offset = rules.offset(at: Int(Self.floor(later, DaysAndTimeDuration.second)))
    // The offset is known from the instant: a clock that shows an hour twice must not ask for it again.
    return Self(
      local: later + shift(offset), TimeOfDay(nanoseconds: 0, offset: offset, zone: zone))
  }

  /// So many months later, at the same time on the clock.
  func adding(months: Int) -> DateAndTime? {
    date.adding(months: months).map { DateAndTime(date: $0, time: time) }
  }

  private func shift(_ offset: Int?) -> Int128 { Int128(offset ?? 0) * DaysAndTimeDuration.second }

  private init?(local: Int128, _ place: TimeOfDay) {
    let days = Self.floor(local, DaysAndTimeDuration.day)
    guard let date = CivilDate(boundedDayNumber: days) else { return nil }
    self.date = date
    time = place
    time.nanoseconds = Int(local - days * DaysAndTimeDuration.day)
  }

  static func floor(_ a: Int128, _ b: Int128) -> Int128 { a >= 0 ? a / b : -((b - 1 - a) / b) }
}

extension CivilDate {
  /// Nil beyond the years ±999,999,999.
  init?(boundedDayNumber number: Int128) {
    guard number.magnitude < 366_000_000_000 else { return nil }
    let date = CivilDate(dayNumber: Int(number))
    guard date.year.magnitude <= 999_999_999 else { return nil }
    self = date
  }

  /// The day in which a duration ends that begins at its midnight; nil beyond the years of dates.
  func adding(_ nanoseconds: Int128) -> CivilDate? {
    CivilDate(
      boundedDayNumber: Int128(dayNumber) + DateAndTime.floor(nanoseconds, DaysAndTimeDuration.day))
  }
}
