extension CivilDate {
  /// Whole days from this day to another; negative where it lies before.
  package func days(to other: CivilDate) -> Int { other.dayNumber - dayNumber }

  /// So many months later, on the last day of a month that is too short (31 January and a month is 28 or 29 February);
  /// nil beyond the years that a date may have.
  package func adding(months: Int) -> CivilDate? {
    let (count, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
    guard !overflow else { return nil }
    let year = (count >= 0 ? count : count - 11) / 12
    let month = count - year * 12 + 1
    return CivilDate(
      year: year, month: month, day: min(day, CivilDate.daysIn(month: month, of: year)))
  }

  /// The day on which so many working days have passed, this day not counted; negative counts back.
  ///
  /// - Parameters:
  ///   - week: The weekdays that are worked, Monday 1 to Sunday 7 (Iran 6, 7, 1…3; Israel 7, 1…4). Nil comes of an empty week.
  ///   - holidays: Days that are not worked although their weekday is.
  package func adding(
    workingDays count: Int, week: Set<Int> = [1, 2, 3, 4, 5], holidays: Set<CivilDate> = []
  ) -> CivilDate? {
    guard !week.isDisjoint(with: 1...7), count.magnitude <= 100_000 else { return nil }
    var left = count.magnitude
    var date = self
    while left > 0 {
      date = date.adding(days: count < 0 ? -1 : 1)
      if week.contains(date.weekday), !holidays.contains(date) { left -= 1 }
    }
    return date
  }
}
