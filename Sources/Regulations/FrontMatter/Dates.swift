import Diagnostics
import Facts

/// A date as an author writes it, in the calendar that the file names; nil with a finding where there is no such day.
func readDate(
  _ text: String, calendar: String, at place: Place, findings: inout [Diagnostic]
) -> CivilDate? {
  let written = asciiDigits(text.trimmed)
  let date: CivilDate?
  var mend = "write the date as year-month-day, `2023-05-01`"
  switch calendar {
  case "solar hijri":
    date = dayParts(written).flatMap {
      CivilDate(solarHijriYear: $0.year, month: $0.month, day: $0.day)
    }
    mend = "write the date as year-month-day, `1402-02-11`"
  case "hebrew":
    date = hebrewDate(written)
    mend = "write the day, the month's name and the year, `11 Iyar 5783`"
  default:
    let day = CivilDate(written)
    // A year of the solar hijri calendar would be in force for six centuries.
    if let day, day.year < 1600 {
      date = nil
      mend = "write `calendar: solar hijri`, or the year as \(day.year + 621)"
    } else {
      date = day
    }
  }
  if date == nil {
    findings.append(
      Diagnostic(
        .error, "bad-date", "`\(text)` is no day of the \(calendar) calendar", at: place, mend: mend
      )
    )
  }
  return date
}

/// Persian and Arabic digits as ASCII ones.
func asciiDigits(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x06F0...0x06F9: result.append(Unicode.Scalar(UInt8(scalar.value - 0x06F0 + 48)))
    case 0x0660...0x0669: result.append(Unicode.Scalar(UInt8(scalar.value - 0x0660 + 48)))
    default: result.append(scalar)
    }
  }
  return String(result)
}

private func dayParts(_ text: String) -> (year: Int, month: Int, day: Int)? {
  let parts = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "/" }
    .map { Int($0) }
  guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else {
    return nil
  }
  return (year, month, day)
}

/// `11 Iyar 5783`: months by name, since their numbers depend on where the year is taken to begin.
private func hebrewDate(_ text: String) -> CivilDate? {
  let names: [String: CivilDate.HebrewMonth] = [
    "tishri": .tishri, "tishrei": .tishri, "תשרי": .tishri, "marheshvan": .marheshvan,
    "cheshvan": .marheshvan, "heshvan": .marheshvan, "חשוון": .marheshvan, "kislev": .kislev,
    "כסלו": .kislev, "tevet": .tevet, "טבת": .tevet, "shevat": .shevat, "שבט": .shevat,
    "adar i": .adarI, "אדר א": .adarI, "adar": .adar, "adar ii": .adar, "אדר": .adar,
    "אדר ב": .adar, "nisan": .nisan, "ניסן": .nisan, "iyar": .iyar, "iyyar": .iyar,
    "אייר": .iyar, "sivan": .sivan, "סיוון": .sivan, "tammuz": .tammuz, "tamuz": .tammuz,
    "תמוז": .tammuz, "av": .av, "אב": .av, "elul": .elul, "אלול": .elul,
  ]
  let words = text.lowercased().split { $0 == " " || $0 == "-" }.map(String.init)
  guard words.count >= 3, let first = words.first.flatMap({ Int($0) }),
    let last = words.last.flatMap({ Int($0) }),
    let month = names[words.dropFirst().dropLast().joined(separator: " ")]
  else { return nil }
  // Either end may be the year.
  return first > 31
    ? CivilDate(hebrewYear: first, month: month, day: last)
    : CivilDate(hebrewYear: last, month: month, day: first)
}

/// The calendars that a file may name, by what authors call them.
let calendarNames: [String: String] = [
  "gregorian": "gregorian", "persian": "solar hijri", "solar hijri": "solar hijri",
  "solar-hijri": "solar hijri", "jalali": "solar hijri", "hebrew": "hebrew",
]
