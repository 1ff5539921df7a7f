import Facts

/// Sums, differences, products and quotients with dates, times and durations (DMN 1.5, tables 56 to 59); nil where there is none,
/// and beyond the years ±999,999,999.
extension Temporal {
  static func arithmetic(_ op: BinaryOperator, _ a: Value, _ b: Value) -> Value? {
    switch op {
    case .add: sum(a, b) ?? sum(b, a)
    case .subtract: difference(a, b)
    case .multiply: product(a, b) ?? product(b, a)
    case .divide: quotient(a, b)
    default: nil
    }
  }

  private static func sum(_ a: Value, _ b: Value) -> Value? {
    switch (a, b) {
    case (.yearsAndMonths(let x), .yearsAndMonths(let y)):
      YearsAndMonthsDuration(bounded: x.months + y.months).map(Value.yearsAndMonths)
    case (.daysAndTime(let x), .daysAndTime(let y)):
      DaysAndTimeDuration(bounded: x.nanoseconds + y.nanoseconds).map(Value.daysAndTime)
    case (_, .yearsAndMonths(let duration)): shifted(a, months: duration.months)
    case (_, .daysAndTime(let duration)): shifted(a, nanoseconds: duration.nanoseconds)
    default: nil
    }
  }

  private static func difference(_ a: Value, _ b: Value) -> Value? {
    switch (a, b) {
    case (.yearsAndMonths(let x), .yearsAndMonths(let y)):
      return YearsAndMonthsDuration(bounded: x.months - y.months).map(Value.yearsAndMonths)
    case (.daysAndTime(let x), .daysAndTime(let y)):
      return DaysAndTimeDuration(bounded: x.nanoseconds - y.nanoseconds).map(Value.daysAndTime)
    case (_, .yearsAndMonths(let duration)): return shifted(a, months: -duration.months)
    case (_, .daysAndTime(let duration)): return shifted(a, nanoseconds: -duration.nanoseconds)
    case (.time(let x), .time(let y)):
      guard isComparable(x, y) else { return nil }
      return .daysAndTime(.init(nanoseconds: Int128(x.instant - y.instant)))
    case (.date(let x), .date(let y)):
      return .daysAndTime(
        .init(nanoseconds: Int128(x.dayNumber - y.dayNumber) * DaysAndTimeDuration.day))
    default:
      // A day among moments is its midnight in UTC, which a moment without offset cannot be measured from.
      guard let x = moment(a), let y = moment(b), (x.time.offset == nil) == (y.time.offset == nil)
      else { return nil }
      return .daysAndTime(.init(nanoseconds: x.instant - y.instant))
    }
  }

  private static func moment(_ value: Value) -> DateAndTime? {
    switch value {
    case .dateTime(let moment): moment
    case .date(let date): DateAndTime(midnightOf: date)
    default: nil
    }
  }

  private static func shifted(_ value: Value, months: Int) -> Value? {
    switch value {
    case .date(let date): date.adding(months: months).map(Value.date)
    case .dateTime(let moment): moment.adding(months: months).map(Value.dateTime)
    default: nil
    }
  }

  private static func shifted(_ value: Value, nanoseconds: Int128) -> Value? {
    switch value {
    case .date(let date): date.adding(nanoseconds).map(Value.date)
    case .dateTime(let moment): moment.adding(nanoseconds).map(Value.dateTime)
    case .time(let time): .time(time.adding(nanoseconds))
    default: nil
    }
  }

  /// Parts of a month and of a nanosecond are dropped.
  private static func product(_ a: Value, _ b: Value) -> Value? {
    switch (a, b) {
    case (.yearsAndMonths(let duration), .number(let number)):
      months(Number(duration.months) * number)
    case (.daysAndTime(let duration), .number(let number)):
      nanoseconds(duration.number * number)
    default: nil
    }
  }

  private static func quotient(_ a: Value, _ b: Value) -> Value? {
    switch (a, b) {
    case (.yearsAndMonths(let duration), .number(let number)):
      months(Number(duration.months) / number)
    case (.daysAndTime(let duration), .number(let number)):
      nanoseconds(duration.number / number)
    case (.yearsAndMonths(let x), .yearsAndMonths(let y)):
      (Number(x.months) / Number(y.months)).map(Value.number)
    case (.daysAndTime(let x), .daysAndTime(let y)): (x.number / y.number).map(Value.number)
    default: nil
    }
  }

  private static func months(_ number: Number?) -> Value? {
    number?.rounded(.towardZero)?.int.flatMap { YearsAndMonthsDuration(bounded: $0) }
      .map(Value.yearsAndMonths)
  }

  private static func nanoseconds(_ number: Number?) -> Value? {
    number.flatMap { DaysAndTimeDuration(nanoseconds: $0) }.map(Value.daysAndTime)
  }

  /// The whole months between two days, as a calendar is read: up to the same day of the month.
  static func monthsBetween(_ a: CivilDate, _ b: CivilDate) -> YearsAndMonthsDuration {
    var months = (b.year - a.year) * 12 + b.month - a.month
    if months > 0, b.day < a.day { months -= 1 }
    if months < 0, b.day > a.day { months += 1 }
    return YearsAndMonthsDuration(months: months)
  }
}
