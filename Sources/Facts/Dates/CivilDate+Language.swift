/// The calendars that people of our towns write dates in.
package enum CalendarKind: String, Sendable, CaseIterable {
  case gregorian, solarHijri, hebrew

  /// The one that readers of a language live by: Solar Hijri in Persian, else Gregorian.
  package static func usual(in language: String) -> CalendarKind {
    language == "fa" ? .solarHijri : .gregorian
  }
}

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

  /// The day in long form in the calendar that the language's readers live by.
  package func formatted(in language: String) -> String {
    formatted(in: language, calendar: .usual(in: language))
  }

  /// The day as a formal paper of the language dates itself: in Hebrew by both calendars, `10 בפברואר 2025, י״ב בשבט תשפ״ה`.
  package func formallyFormatted(in language: String) -> String {
    let usual = formatted(in: language)
    guard language == "he", hebrew != nil else { return usual }
    return "\(usual), \(formatted(in: language, calendar: .hebrew))"
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

/// The months of each calendar as a language names them.
struct MonthNames {
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
      case "he": "פרוורדין,אורדיבהשט,ח׳ורדאד,תיר,מורדאד,שהריוור,מהר,אבאן,אד׳ר,דיי,בהמן,אספנד"
      case "ru":
        "фарвардина,ордибехешта,хордада,тира,мордада,шахривара,мехра,абана,азара,дея,бахмана,эсфанда"
      default: "Farvardin,Ordibehesht,Khordad,Tir,Mordad,Shahrivar,Mehr,Aban,Azar,Dey,Bahman,Esfand"
      }
    gregorian = words(civil)
    solarHijri = words(iranian)
    let jewish =
      switch language {
      case "he": "תשרי,חשוון,כסלו,טבת,שבט,אדר א׳,אדר,ניסן,אייר,סיוון,תמוז,אב,אלול"
      case "fa": "تشری,حشوان,کیسلو,طوت,شواط,آدار یکم,آدار,نیسان,ایار,سیوان,تموز,آو,ایلول"
      case "ar": "تشري,حشوان,كسلو,طيبت,شباط,آذار الأول,آذار,نيسان,أيار,سيوان,تموز,آب,أيلول"
      case "ru":
        "тишрея,хешвана,кислева,тевета,швата,адара I,адара,нисана,ияра,сивана,тамуза,ава,элула"
      default: "Tishri,Marheshvan,Kislev,Tevet,Shevat,Adar I,Adar,Nisan,Iyar,Sivan,Tammuz,Av,Elul"
      }
    hebrew = words(jewish)
    adarII =
      switch language {
      case "he": "אדר ב׳"
      case "fa": "آدار دوم"
      case "ar": "آذار الثاني"
      case "ru": "адара II"
      default: "Adar II"
      }
  }
}
