/// ISO 8601 and XML Schema's forms, as `string()` gives them.
extension TimeOfDay {
  /// `10:30:00.5+03:30`, `10:30:00Z`, `10:30:00@Europe/Paris`: the zone's name where there is one.
  var printed: String {
    let seconds = nanoseconds / 1_000_000_000
    let clock = "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    return clock + fraction(nanoseconds % 1_000_000_000) + place
  }

  private var place: String {
    if let zone { return "@" + zone }
    guard let offset else { return "" }
    if offset == 0 { return "Z" }
    let size = abs(offset)
    let seconds = size % 60 == 0 ? "" : ":\(two(size % 60))"
    return "\(offset < 0 ? "-" : "+")\(two(size / 3600)):\(two(size / 60 % 60))" + seconds
  }
}

extension DateAndTime {
  var printed: String { "\(date)T\(time.printed)" }
}

extension DaysAndTimeDuration {
  /// Normalised (`P1DT1H`), the sign before it all; `PT0S` where it is none.
  var printed: String {
    let whole = nanoseconds.magnitude
    let seconds = whole / 1_000_000_000
    let rest = fraction(Int(whole % 1_000_000_000))
    let (hours, minutes) = (seconds / 3600 % 24, seconds / 60 % 60)
    var time = hours > 0 ? "\(hours)H" : ""
    if minutes > 0 { time += "\(minutes)M" }
    if seconds % 60 > 0 || !rest.isEmpty { time += "\(seconds % 60)\(rest)S" }
    let days = seconds / 86_400
    if days == 0, time.isEmpty { return "PT0S" }
    return (nanoseconds < 0 ? "-P" : "P") + (days > 0 ? "\(days)D" : "")
      + (time.isEmpty ? "" : "T" + time)
  }
}

extension YearsAndMonthsDuration {
  /// Normalised (`P1Y2M`), the sign before it all; `P0M` where it is none.
  var printed: String {
    let (years, rest) = (months.magnitude / 12, months.magnitude % 12)
    if years + rest == 0 { return "P0M" }
    return (months < 0 ? "-P" : "P") + (years > 0 ? "\(years)Y" : "") + (rest > 0 ? "\(rest)M" : "")
  }
}

private func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

/// `.5` of half a second in nanoseconds, nothing of none.
private func fraction(_ nanoseconds: Int) -> String {
  guard nanoseconds > 0 else { return "" }
  var digits = String(nanoseconds)
  digits = String(repeating: "0", count: 9 - digits.count) + digits
  while digits.hasSuffix("0") { digits.removeLast() }
  return "." + digits
}
