import Facts

/// Dates, times and durations as FEEL has them (DMN 1.5, 10.3.2.3.4 to 10.3.2.3.8): reading, their parts, order and arithmetic.
enum Temporal {
  /// The part of a value that a path names (DMN 1.5, tables 65 to 67); nil where it has no such part.
  static func property(_ name: String, of value: Value) -> Value? {
    switch value {
    case .date(let date): property(name, of: date)
    case .time(let time): property(name, of: time)
    case .dateTime(let moment): property(name, of: moment.date) ?? property(name, of: moment.time)
    case .yearsAndMonths(let duration):
      switch name {
      case "years": .number(Number(duration.months / 12))
      case "months": .number(Number(duration.months % 12))
      default: nil
      }
    case .daysAndTime(let duration): property(name, of: duration)
    case .range(let range):
      switch name {
      case "start": range.low ?? .null
      case "end": range.high ?? .null
      case "start included": .boolean(range.includesLow)
      case "end included": .boolean(range.includesHigh)
      default: nil
      }
    default: nil
    }
  }

  private static func property(_ name: String, of date: CivilDate) -> Value? {
    switch name {
    case "year": .number(Number(date.year))
    case "month": .number(Number(date.month))
    case "day": .number(Number(date.day))
    case "weekday": .number(Number(date.weekday))
    default: nil
    }
  }

  private static func property(_ name: String, of time: TimeOfDay) -> Value? {
    let seconds = time.nanoseconds / 1_000_000_000
    return switch name {
    case "hour": .number(Number(seconds / 3600))
    case "minute": .number(Number(seconds / 60 % 60))
    case "second": .number(Number(time.nanoseconds % 60_000_000_000, exponent: -9))
    case "time offset":
      time.offset.map {
        .daysAndTime(.init(nanoseconds: Int128($0) * DaysAndTimeDuration.second))
      } ?? .null
    case "timezone": time.zone.map(Value.string) ?? .null
    default: nil
    }
  }

  /// The parts of a negative duration are negative.
  private static func property(_ name: String, of duration: DaysAndTimeDuration) -> Value? {
    let second = DaysAndTimeDuration.second
    let seconds = duration.nanoseconds / second
    return switch name {
    case "days": .number(Number(Int(seconds / 86_400)))
    case "hours": .number(Number(Int(seconds / 3600 % 24)))
    case "minutes": .number(Number(Int(seconds / 60 % 60)))
    case "seconds": .number(Number(Int(duration.nanoseconds % (60 * second)), exponent: -9))
    default: nil
    }
  }
}
