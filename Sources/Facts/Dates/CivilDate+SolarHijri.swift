extension CivilDate {
  /// A day of the Iranian calendar (Solar Hijri), years 1 to 3177; nil where there is no such day.
  ///
  /// Arithmetic of K. Borkowski, "The Persian calendar for 3000 years" (Earth, Moon and Planets 74, 1996), which agrees with
  /// the official calendar from 1178 to 1633.
  package init?(solarHijriYear year: Int, month: Int, day: Int) {
    guard (1...3177).contains(year), (1...12).contains(month), day >= 1 else { return nil }
    let (leapAge, march) = Self.solarHijriYear(year)
    let length = month <= 6 ? 31 : month <= 11 || leapAge == 0 ? 30 : 29
    guard day <= length, let newYear = CivilDate(year: year + 621, month: 3, day: march) else {
      return nil
    }
    let dayOfYear = (month - 1) * 31 - (month / 7) * (month - 7) + day - 1
    self = newYear.adding(days: dayOfYear)
  }

  /// How many years ago the last leap year was, and the day of March on which the year begins.
  private static func solarHijriYear(_ year: Int) -> (leapAge: Int, march: Int) {
    let breaks = [
      -61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635, 2060, 2097, 2192, 2262, 2324,
      2394, 2456, 3178,
    ]
    var leaps = -14
    var start = breaks[0]
    var jump = 0
    for next in breaks.dropFirst() {
      jump = next - start
      if year < next { break }
      leaps += jump / 33 * 8 + jump % 33 / 4
      start = next
    }
    var age = year - start
    leaps += age / 33 * 8 + (age % 33 + 3) / 4
    if jump % 33 == 4, jump - age == 4 { leaps += 1 }
    let gregorian = year + 621
    let gregorianLeaps = gregorian / 4 - (gregorian / 100 + 1) * 3 / 4 - 150
    let march = 20 + leaps - gregorianLeaps
    if jump - age < 6 { age = age - jump + (jump + 4) / 33 * 33 }
    let leap = ((age + 1) % 33 - 1) % 4
    return (leap == -1 ? 4 : leap, march)
  }
}
