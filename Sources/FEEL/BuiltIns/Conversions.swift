import Facts

/// Conversion functions (DMN 1.5, table 72).
let conversionFunctions: [BuiltIn] = [
  BuiltIn("string", "from: Any", "a value as text", ("string(1.10)", "\"1.1\"")) {
    evaluator, a throws(Misfit) in
    switch a[0] {
    case .null, .string: return a[0]
    default:
      let text = a[0].printed()
      try evaluator.spend(text.utf8.count / 16)
      return .string(text)
    }
  },
  BuiltIn(
    "number", "a number read from a text", ("number(\"1,000.5\", \",\", \".\")", "1000.5"),
    [
      Signature("from: string") { _, a in
        a[0].text.flatMap { numeral($0, grouping: nil, point: nil) }.map(Value.number)
      },
      Signature("from: string, grouping separator: string?, decimal separator: string?") { _, a in
        guard a.count == 3, let from = a[0].text else { return nil }
        return numeral(from, grouping: a[1].text, point: a[2].text).map(Value.number)
      },
    ]),
  BuiltIn(
    "date", "a day, from text, parts or a moment", ("date(\"2025-02-10\")", "2025-02-10"),
    [
      Signature("from: string") { _, a in a[0].text.flatMap { CivilDate($0) }.map(Value.date) },
      Signature("from: date or date and time") { _, a in a[0].day.map(Value.date) },
      Signature("year: number, month: number, day: number") { _, a in
        guard let year = a[0].int, let month = a[1].int, let day = a[2].int else { return nil }
        return CivilDate(year: year, month: month, day: day).map(Value.date)
      },
    ]),
  BuiltIn(
    "time", "a time of day, from text, parts or a moment", ("time(\"10:30:00\")", "10:30:00"),
    [
      Signature("from: string") { _, a in a[0].text.flatMap(Temporal.time).map(Value.time) },
      Signature("from: time or date and time or date") { _, a in
        switch a[0] {
        case .dateTime(let moment): .time(moment.time.alone)
        case .date(let date): .time(DateAndTime(midnightOf: date).time)
        default: a[0]
        }
      },
      Signature(
        "hour: number, minute: number, second: number, offset: days and time duration?"
      ) { _, a in
        time(hour: a[0], minute: a[1], second: a[2], offset: a[3]).map(Value.time)
      },
    ]),
  BuiltIn(
    "date and time", "a moment, from text or from a day and a time",
    ("date and time(\"2025-02-10T10:30:00\")", "2025-02-10T10:30:00"),
    [
      Signature("from: string") { _, a in
        guard let text = a[0].text else { return nil }
        return Temporal.dateAndTime(text).map(Value.dateTime)
          ?? CivilDate(text).map { .dateTime(DateAndTime(date: $0, time: .midnight)) }
      },
      Signature("date: date or date and time, time: time") { _, a in
        guard let day = a[0].day, case .time(let time) = a[1] else { return nil }
        return .dateTime(DateAndTime(date: day, time: time))
      },
    ]),
  BuiltIn("duration", "from: string", "a duration, from text", ("duration(\"P45D\")", "P45D")) {
    _, a in
    a[0].text.flatMap(Temporal.duration)
  },
  BuiltIn(
    "years and months duration", "from: date or date and time, to: date or date and time",
    "the whole months between two days",
    ("years and months duration(@\"2024-01-01\", @\"2025-03-01\")", "P1Y2M")
  ) { _, a in
    guard let from = a[0].day, let to = a[1].day else { return nil }
    return .yearsAndMonths(Temporal.monthsBetween(from, to))
  },
]

/// The grouping separator may be a space, a comma, a point or none, the decimal one a comma, a point or none, and not the same.
private func numeral(_ text: String, grouping: String?, point: String?) -> Number? {
  guard [nil, " ", ",", "."].contains(grouping), [nil, ",", "."].contains(point),
    grouping == nil || grouping != point
  else { return nil }
  var plain = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if let grouping, grouping.unicodeScalars.first == scalar { continue }
    if let point, point.unicodeScalars.first == scalar {
      plain.append(".")
    } else if scalar == ".", point == "," {
      return nil
    } else {
      plain.append(scalar)
    }
  }
  let digits = String(plain)
  // FEEL's literals know no plus sign and no point without a digit behind it.
  guard !digits.hasPrefix("+"), !digits.hasSuffix("."), !digits.contains(".e"),
    !digits.contains(".E")
  else { return nil }
  return Number(digits)
}

private func time(hour: Value, minute: Value, second: Value, offset: Value) -> TimeOfDay? {
  guard let hour = hour.int, let minute = minute.int, case .number(let second) = second,
    (0..<24).contains(hour), (0..<60).contains(minute), second >= 0, second < 60,
    let nanoseconds = (second * 1_000_000_000)?.rounded(.towardZero)?.int
  else { return nil }
  var place: Int?
  if case .daysAndTime(let offset) = offset {
    let seconds = offset.nanoseconds / DaysAndTimeDuration.second
    guard offset.nanoseconds % DaysAndTimeDuration.second == 0, seconds.magnitude < 86_400,
      TimeOfDay.offsets.contains(Int(seconds))
    else { return nil }
    place = Int(seconds)
  }
  return TimeOfDay(
    nanoseconds: (hour * 60 + minute) * 60_000_000_000 + nanoseconds, offset: place)
}

/// What an argument holds, or nil where it is of another type.
extension Value {
  var text: String? { if case .string(let text) = self { text } else { nil } }
  var number: Number? { if case .number(let number) = self { number } else { nil } }
  /// A whole number.
  var int: Int? { number?.int }
  var items: [Value]? { if case .list(let items) = self { items } else { nil } }
  var entries: Context? { if case .context(let context) = self { context } else { nil } }
  /// The day of a date or a moment.
  var day: CivilDate? {
    switch self {
    case .date(let date): date
    case .dateTime(let moment): moment.date
    default: nil
    }
  }
}
