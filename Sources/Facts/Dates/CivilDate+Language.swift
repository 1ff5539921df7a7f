/// The calendars that people of our towns write dates in.
package enum CalendarKind: String, Sendable, CaseIterable { case gregorian, solarHijri, hebrew }

extension CivilDate {
  /// Year, month and day of the Solar Hijri calendar; nil outside its years 1 to 3177.
  package var solarHijri: (year: Int, month: Int, day: Int)? {
    // The year begins between 19 and 23 March, so the day lies in this year or the one before.
    for candidate in [year - 621, year - 622] {
      guard let newYear = CivilDate(solarHijriYear: candidate, month: 1, day: 1), newYear <= self
      else { continue }
      let passed = newYear.days(to: self)
      return passed < 186
        ? (candidate, passed / 31 + 1, passed % 31 + 1)
        : (candidate, (passed - 186) / 30 + 7, (passed - 186) % 30 + 1)
    }
    return nil
  }

  /// Year, month and day of the Hebrew calendar; nil outside its years 1 to 9999.
  package var hebrew: (year: Int, month: HebrewMonth, day: Int)? {
    for candidate in [year + 3761, year + 3760] {
      guard let newYear = CivilDate(hebrewYear: candidate, month: .tishri, day: 1), newYear <= self
      else { continue }
      for month in HebrewMonth.allCases.reversed() {
        guard let first = CivilDate(hebrewYear: candidate, month: month, day: 1), first <= self
        else { continue }
        return (candidate, month, first.days(to: self) + 1)
      }
    }
    return nil
  }

  /// The day in long form: `10 February 2025`, `۲۲ بهمن ۱۴۰۳`, `י״ב בשבט תשפ״ה`. The ISO form where the calendar lacks the day.
  package func formatted(in language: String, calendar: CalendarKind) -> String {
    func number(_ value: Int) -> String { Number(value).formatted(in: language, grouping: false) }
    let names = MonthNames(language)
    switch calendar {
    case .gregorian:
      let name = names.gregorian[month - 1]
      let text = "\(number(day)) \(language == "he" ? "ב" : "")\(name) \(number(year))"
      return language == "ru" ? text + " г." : text
    case .solarHijri:
      guard let (year, month, day) = solarHijri else { return description }
      return "\(number(day)) \(names.solarHijri[month - 1]) \(number(year))"
    case .hebrew:
      guard let (year, month, day) = hebrew else { return description }
      let isLeap = (7 * year + 1) % 19 < 7
      let name = month == .adar && isLeap ? names.adarII : names.hebrew[month.rawValue]
      return language == "he"
        ? "\(hebrewNumeral(day)) ב\(name) \(hebrewNumeral(year % 1000))"
        : "\(number(day)) \(name) \(number(year))"
    }
  }
}

/// A number from 1 to 999 in Hebrew letters, with gershayim: `י״ב`, `תשפ״ה`; 15 and 16 avoid the divine name.
func hebrewNumeral(_ value: Int) -> String {
  var left = value
  var letters = ""
  let steps: [(Int, String)] = [
    (400, "ת"), (300, "ש"), (200, "ר"), (100, "ק"), (90, "צ"), (80, "פ"), (70, "ע"), (60, "ס"),
    (50, "נ"),
    (40, "מ"), (30, "ל"), (20, "כ"), (16, "טז"), (15, "טו"), (10, "י"), (9, "ט"), (8, "ח"),
    (7, "ז"), (6, "ו"),
    (5, "ה"), (4, "ד"), (3, "ג"), (2, "ב"), (1, "א"),
  ]
  for (amount, letter) in steps {
    while left >= amount {
      letters += letter
      left -= amount
    }
  }
  guard let last = letters.last else { return String(value) }
  return letters.count == 1 ? letters + "׳" : letters.dropLast() + "״" + String(last)
}

private struct MonthNames {
  var gregorian: [String]
  var solarHijri: [String]
  /// As ``CivilDate/HebrewMonth`` numbers them.
  var hebrew: [String]
  var adarII: String

  init(_ language: String) {
    func words(_ text: String) -> [String] { text.split(separator: ",").map(String.init) }
    let civil =
      switch language {
      case "fa": "ژانویهٔ,فوریهٔ,مارس,آوریل,مهٔ,ژوئن,ژوئیهٔ,اوت,سپتامبر,اکتبر,نوامبر,دسامبر"
      case "he": "ינואר,פברואר,מרץ,אפריל,מאי,יוני,יולי,אוגוסט,ספטמבר,אוקטובר,נובמבר,דצמבר"
      case "ar": "يناير,فبراير,مارس,أبريل,مايو,يونيو,يوليو,أغسطس,سبتمبر,أكتوبر,نوفمبر,ديسمبر"
      case "ru": "января,февраля,марта,апреля,мая,июня,июля,августа,сентября,октября,ноября,декабря"
      default:
        "January,February,March,April,May,June,July,August,September,October,November,December"
      }
    let iranian =
      switch language {
      case "fa": "فروردین,اردیبهشت,خرداد,تیر,مرداد,شهریور,مهر,آبان,آذر,دی,بهمن,اسفند"
      case "ar": "فروردين,أرديبهشت,خرداد,تير,مرداد,شهريور,مهر,آبان,آذر,دي,بهمن,إسفند"
      default: "Farvardin,Ordibehesht,Khordad,Tir,Mordad,Shahrivar,Mehr,Aban,Azar,Dey,Bahman,Esfand"
      }
    gregorian = words(civil)
    solarHijri = words(iranian)
    hebrew = words(
      language == "he"
        ? "תשרי,חשוון,כסלו,טבת,שבט,אדר א׳,אדר,ניסן,אייר,סיוון,תמוז,אב,אלול"
        : "Tishri,Marheshvan,Kislev,Tevet,Shevat,Adar I,Adar,Nisan,Iyar,Sivan,Tammuz,Av,Elul")
    adarII = language == "he" ? "אדר ב׳" : "Adar II"
  }
}
