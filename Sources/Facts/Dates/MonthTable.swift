/// Which month of which calendar a name means, in any of our languages.
struct MonthTable {
  private var byName: [String: [CalendarKind: Int]] = [:]

  /// Adar II, which in a common year is no month.
  static let secondAdar = 13

  static let all = MonthTable()

  private init() {
    for language in ["en", "fa", "he", "ar", "ru"] {
      let names = MonthNames(language)
      add(names.gregorian, .gregorian, from: 1)
      add(names.solarHijri, .solarHijri, from: 1)
      add(names.hebrew, .hebrew, from: 0)
      byName[Self.key(names.adarII), default: [:]][.hebrew] = Self.secondAdar
    }
    add(MonthNames("en").gregorian.map { String($0.prefix(3)) }, .gregorian, from: 1)
    for (names, calendar, first) in Self.otherNames { add(names, calendar, from: first) }
  }

  private mutating func add(_ names: [String], _ calendar: CalendarKind, from first: Int) {
    for (index, name) in names.enumerated() where !name.isEmpty {
      byName[Self.key(name), default: [:]][calendar] = index + first
    }
  }

  /// The months of a name, with the Hebrew "in" before it or without.
  func months(_ name: String) -> [CalendarKind: Int]? {
    let key = Self.key(name)
    return byName[key] ?? (key.first == "ב" ? byName[String(key.dropFirst())] : nil)
  }

  /// A name as it is compared: small letters, without vowel marks, geresh and hamza, Arabic yeh and kaf as the Persian ones.
  static func key(_ name: String) -> String {
    var key = String.UnicodeScalarView()
    for scalar in name.lowercased().unicodeScalars {
      switch scalar.value {
      case 0x064B...0x065F, 0x0670, 0x0591...0x05C7, 0x05F3, 0x05F4, 0x22, 0x27, 0x2019, 0x201D:
        continue
      case 0x0622, 0x0623, 0x0625: key.append("ا")
      case 0x0649, 0x064A: key.append("ی")
      case 0x0643: key.append("ک")
      case 0x0451: key.append("е")
      default: key.append(scalar)
      }
    }
    return String(key)
  }

  /// Names that people use beside ours: the months of the Levant, the nominative, other spellings.
  private static let otherNames: [([String], CalendarKind, Int)] = [
    (
      [
        "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول",
        "تشرين الأول", "تشرين الثاني", "كانون الأول",
      ], .gregorian, 1
    ),
    (
      [
        "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь",
        "октябрь", "ноябрь", "декабрь",
      ], .gregorian, 1
    ),
    (["", "", "", "", "", "", "جولای", "آگوست"], .gregorian, 1),
    (["", "", "מרס"], .gregorian, 1),
    (["", "חשון", "", "", "", "אדר ראשון", "", "", "", "סיון", "", "", ""], .hebrew, 0),
    (["מרחשוון"], .hebrew, 1), (["אדר שני"], .hebrew, secondAdar),
  ]
}
