extension CivilDate {
  /// The months of the Hebrew year by name; in a common year Adar is one month.
  package enum HebrewMonth: Int, Sendable, CaseIterable {
    case tishri, marheshvan, kislev, tevet, shevat, adarI, adar, nisan, iyar, sivan, tammuz, av,
      elul
  }

  /// A day of the Hebrew calendar, years 1 to 9999; nil where there is no such day. `adar` is Adar II in a leap year.
  ///
  /// Arithmetic of E. Reingold and N. Dershowitz, "Calendrical Calculations".
  package init?(hebrewYear year: Int, month: HebrewMonth, day: Int) {
    guard (1...9999).contains(year), day >= 1 else { return nil }
    let newYear = Self.hebrewNewYear(year)
    let length = Self.hebrewNewYear(year + 1) - newYear
    let isLeap = (7 * year + 1) % 19 < 7
    guard isLeap || month != .adarI else { return nil }
    var number = newYear
    for each in HebrewMonth.allCases {
      let days: Int
      switch each {
      case .marheshvan: days = length % 10 == 5 ? 30 : 29
      case .kislev: days = length % 10 == 3 ? 29 : 30
      case .adarI: days = isLeap ? 30 : 0
      case .tishri, .shevat, .nisan, .sivan, .av: days = 30
      case .tevet, .adar, .iyar, .tammuz, .elul: days = 29
      }
      if each == month {
        guard day <= days else { return nil }
        self = CivilDate(dayNumber: number + day - 1)
        return
      }
      number += days
    }
    return nil
  }

  /// The day number (from 1970-01-01) of the first of Tishri.
  private static func hebrewNewYear(_ year: Int) -> Int {
    func elapsed(_ year: Int) -> Int {
      let months = (235 * year - 234) / 19
      let parts = 12084 + 13753 * months
      let day = 29 * months + parts / 25920
      return 3 * (day + 1) % 7 < 3 ? day + 1 : day
    }
    let before = elapsed(year - 1)
    let here = elapsed(year)
    let after = elapsed(year + 1)
    let delay = after - here == 356 ? 2 : here - before == 382 ? 1 : 0
    // The epoch, 7 October 3761 BCE of the Julian calendar, is R.D. -1373427; 1970-01-01 is R.D. 719163.
    return -1_373_427 - 719_163 + here + delay
  }
}
