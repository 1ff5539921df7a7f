extension CivilDate {
  /// A day as a person types it, in digits of any script: `2025-02-10`, `2025/2/10`, `1403/11/22` of the Solar Hijri calendar;
  /// or with the month's name in one of our languages: `10 February 2025`, `۲۲ بهمن ۱۴۰۳`, `י״ב בשבט תשפ״ה`.
  ///
  /// A year from 1200 to 1600 means Solar Hijri, from 1800 Gregorian; one of the Hebrew calendar (5000 to 6000, or in letters)
  /// needs the month's name. Nil where there is no such day (`1404/12/30`) and for forms whose order or month is anybody's guess
  /// (`10/2/2025`, Adar without a number in a year that has two).
  package init?(typed text: String) {
    let text = String(text.asciiDigits.unicodeScalars.filter { !$0.isDirectionMark }).trimmed
    let parts = text.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == "-" || $0 == "/" || $0 == "." })
    guard parts.count == 3, parts[0].utf8.count == 4, (1...2).contains(parts[1].utf8.count),
      (1...2).contains(parts[2].utf8.count), parts.allSatisfy({ $0.isDigits }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else {
      self.init(inWords: text)
      return
    }
    switch year {
    case 1200...1600: self.init(solarHijriYear: year, month: month, day: day)
    case 1800...: self.init(year: year, month: month, day: day)
    default: return nil
    }
  }

  /// Day, month by name, year; or the month first.
  private init?(inWords text: String) {
    var parts = text.split { $0.isWhitespace || $0 == "," || $0 == "،" || $0 == "." }
    if let last = parts.last, Self.wordsForYear.contains(String(last)) { parts.removeLast() }
    guard (3...5).contains(parts.count), let last = parts.popLast() else { return nil }
    // February 10, 2025
    if parts[0].first?.isNumber == false, parts[parts.count - 1].isDigits {
      parts.insert(parts.removeLast(), at: 0)
    }
    let name = parts.dropFirst().joined(separator: " ")
    guard let day = Self.number(parts[0], upTo: 31), let months = MonthTable.all.months(name)
    else { return nil }
    if let letters = hebrewNumber(String(last)), let month = months[.hebrew] {
      self.init(hebrewYear: 5000 + letters, named: month, day: day)
      return
    }
    guard last.isDigits, last.utf8.count == 4, let year = Int(last) else { return nil }
    switch year {
    case 1200...1600:
      guard let month = months[.solarHijri] else { return nil }
      self.init(solarHijriYear: year, month: month, day: day)
    case 1800..<5000:
      guard let month = months[.gregorian] else { return nil }
      self.init(year: year, month: month, day: day)
    case 5000...6000:
      guard let month = months[.hebrew] else { return nil }
      self.init(hebrewYear: year, named: month, day: day)
    default: return nil
    }
  }

  private init?(hebrewYear year: Int, named month: Int, day: Int) {
    let isLeap = (7 * year + 1) % 19 < 7
    if month == MonthTable.secondAdar {
      guard isLeap else { return nil }
      self.init(hebrewYear: year, month: .adar, day: day)
    } else {
      guard let month = HebrewMonth(rawValue: month), month != .adar || !isLeap else { return nil }
      self.init(hebrewYear: year, month: month, day: day)
    }
  }

  private static func number(_ text: Substring, upTo most: Int) -> Int? {
    let number = text.isDigits && text.utf8.count <= 2 ? Int(text) : hebrewNumber(String(text))
    return number.flatMap { (1...most).contains($0) ? $0 : nil }
  }

  private static let wordsForYear: Set<String> = ["г", "года", "год"]
}

extension Substring {
  fileprivate var isDigits: Bool { !isEmpty && utf8.allSatisfy { (48...57).contains($0) } }
}

extension Unicode.Scalar {
  /// A mark that says something of direction and nothing of the text.
  fileprivate var isDirectionMark: Bool {
    switch value {
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}

/// A number from 1 to 999 in Hebrew letters, with gershayim or without, as a year also with the thousands before it
/// (`ה׳תשפ״ה`); nil for letters that are no number.
func hebrewNumber(_ text: String) -> Int? {
  let letters = MonthTable.key(text)
  guard (1...6).contains(letters.count) else { return nil }
  func value(_ letters: Substring) -> Int? {
    var sum = 0
    for letter in letters {
      guard let value = hebrewLetters[letter] else { return nil }
      sum += value
    }
    return sum > 0 && sum < 1000 && MonthTable.key(hebrewNumeral(sum)) == letters ? sum : nil
  }
  return value(letters[...]) ?? (letters.first == "ה" ? value(letters.dropFirst()) : nil)
}

private let hebrewLetters: [Character: Int] = [
  "א": 1, "ב": 2, "ג": 3, "ד": 4, "ה": 5, "ו": 6, "ז": 7, "ח": 8, "ט": 9, "י": 10, "כ": 20, "ל": 30,
  "מ": 40, "נ": 50, "ס": 60, "ע": 70, "פ": 80, "צ": 90, "ק": 100, "ר": 200, "ש": 300, "ת": 400,
]
