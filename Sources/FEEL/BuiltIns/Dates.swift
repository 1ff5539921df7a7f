import Facts

let dateFunctions: [BuiltIn] = [
  BuiltIn(
    "date", ["from"], "a day, from text, parts or a moment", ("date(\"2025-02-10\")", "2025-02-10")
  ) { arguments in
    switch arguments.count {
    case 1:
      switch arguments[0] {
      case .string(let text): return CivilDate(text).map(Value.date)
      case .date: return arguments[0]
      case .dateTime(let moment): return .date(moment.date)
      default: return nil
      }
    case 3:
      let parts = arguments.compactMap { value -> Int? in
        if case .number(let number) = value { number.int } else { nil }
      }
      guard parts.count == 3 else { return nil }
      return CivilDate(year: parts[0], month: parts[1], day: parts[2]).map(Value.date)
    default: return nil
    }
  },
  BuiltIn("time", ["from"], "a time of day", ("time(\"10:30:00\")", "10:30:00")) { arguments in
    guard arguments.count == 1, case .string(let text) = arguments[0] else { return nil }
    return Temporal.time(text[...]).map(Value.time)
  },
  BuiltIn(
    "date and time", ["from"], "a moment",
    ("date and time(\"2025-02-10T10:30:00\")", "2025-02-10T10:30:00")
  ) { arguments in
    if arguments.count == 2, case .date(let date) = arguments[0],
      case .time(let time) = arguments[1]
    {
      return .dateTime(.init(date: date, time: time))
    }
    guard arguments.count == 1, case .string(let text) = arguments[0] else { return nil }
    switch Temporal.read(text) {
    case .dateTime(let moment)?: return .dateTime(moment)
    case .date(let date)?: return .dateTime(.init(date: date, time: .init(nanoseconds: 0)))
    default: return nil
    }
  },
  BuiltIn("duration", ["from"], "a duration", ("duration(\"P45D\")", "P45D")) { arguments in
    guard arguments.count == 1, case .string(let text) = arguments[0] else { return nil }
    return Temporal.duration(text)
  },
  BuiltIn(
    "years and months duration", ["from", "to"], "the whole months between two days",
    ("years and months duration(@\"2024-01-01\", @\"2025-03-01\")", "P1Y2M")
  ) { arguments in
    guard arguments.count == 2, case .date(let a) = arguments[0], case .date(let b) = arguments[1]
    else { return nil }
    var months = (b.year - a.year) * 12 + b.month - a.month
    if months > 0, b.day < a.day { months -= 1 }
    if months < 0, b.day > a.day { months += 1 }
    return .yearsAndMonths(.init(months: months))
  },
  BuiltIn(
    "day of week", ["date"], "the weekday's English name",
    ("day of week(@\"2026-11-21\")", "\"Saturday\"")
  ) { arguments in
    guard arguments.count == 1, case .date(let date) = arguments[0] else { return nil }
    return .string(
      ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][
        date.weekday - 1])
  },
]
