extension CivilDate {
  /// A day as a person types it, in digits of any script: `2025-02-10`, `2025/2/10`, or `1403/11/22` of the Solar Hijri calendar.
  ///
  /// A year from 1200 to 1600 means Solar Hijri, years from 1800 Gregorian. Nil where there is no such day (`1404/12/30`) and for
  /// forms whose order is anybody's guess (`10/2/2025`).
  package init?(typed text: String) {
    let parts = text.asciiDigits.trimmed.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == "-" || $0 == "/" || $0 == "." })
    guard parts.count == 3, parts[0].utf8.count == 4, (1...2).contains(parts[1].utf8.count),
      (1...2).contains(parts[2].utf8.count),
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    switch year {
    case 1200...1600: self.init(solarHijriYear: year, month: month, day: day)
    case 1800...: self.init(year: year, month: month, day: day)
    default: return nil
    }
  }
}
