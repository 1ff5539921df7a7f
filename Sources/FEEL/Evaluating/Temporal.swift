import Facts

/// Dates, times and durations: reading, their parts, and arithmetic (DMN 1.5, 10.3.2.3.4 and table 58).
enum Temporal {
  static func read(_ text: String) -> Value? {
    if let date = CivilDate(text) { return .date(date) }
    if text.hasPrefix("P") || text.hasPrefix("-P") { return duration(text) }
    if let split = text.firstIndex(of: "T"), let date = CivilDate(String(text[..<split])),
      let time = time(text[text.index(after: split)...])
    {
      return .dateTime(.init(date: date, time: time))
    }
    return time(text[...]).map(Value.time)
  }

  /// `10:30:00.5+03:30`, `10:30:00Z`
  static func time(_ text: Substring) -> TimeOfDay? {
    var rest = text
    var offset: Int?
    if rest.hasSuffix("Z") {
      offset = 0
      rest = rest.dropLast()
    } else if let sign = rest.lastIndex(where: { $0 == "+" || $0 == "-" }) {
      let parts = rest[rest.index(after: sign)...].split(
        separator: ":", omittingEmptySubsequences: false)
      guard (2...3).contains(parts.count), parts.allSatisfy({ $0.count == 2 }) else { return nil }
      let numbers = parts.compactMap { Int($0) }
      guard numbers.count == parts.count, numbers[0] <= 14,
        numbers.dropFirst().allSatisfy({ $0 < 60 })
      else { return nil }
      let seconds = numbers[0] * 3600 + numbers[1] * 60 + (numbers.count > 2 ? numbers[2] : 0)
      offset = rest[sign] == "-" ? -seconds : seconds
      rest = rest[..<sign]
    }
    let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 2, parts[1].count == 2 else { return nil }
    let fraction = parts[2].split(separator: ".", omittingEmptySubsequences: false)
    guard fraction.count <= 2, fraction[0].count == 2, let hour = Int(parts[0]),
      let minute = Int(parts[1]), let second = Int(fraction[0]),
      (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second)
    else { return nil }
    var nanoseconds = 0
    if fraction.count == 2 {
      guard !fraction[1].isEmpty, let digits = Int((fraction[1] + "000000000").prefix(9)) else {
        return nil
      }
      nanoseconds = digits
    }
    return TimeOfDay(
      nanoseconds: ((hour * 60 + minute) * 60 + second) * 1_000_000_000 + nanoseconds,
      offset: offset)
  }

  /// Longer durations are refused: about the two thousand million years that dates run to, in nanoseconds.
  static let longest: Int128 = 64_000_000_000_000_000_000_000_000
  /// The same in months.
  static let mostMonths = 24_000_000_000

  /// `P1Y2M`, `P3DT4H5M6.5S`, each perhaps negative.
  static func duration(_ text: String) -> Value? {
    var rest = text[...]
    let isNegative = rest.hasPrefix("-")
    if isNegative { rest = rest.dropFirst() }
    guard rest.hasPrefix("P") else { return nil }
    rest = rest.dropFirst()
    var months = 0
    var nanoseconds: Int128 = 0
    var inTime = false
    var (sawMonths, sawTime) = (false, false)
    while let first = rest.first {
      if first == "T" {
        guard !inTime else { return nil }
        inTime = true
        rest = rest.dropFirst()
        continue
      }
      let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      rest = rest.dropFirst(digits.count)
      guard let unit = rest.first, let number = Number(digits) else { return nil }
      rest = rest.dropFirst()
      switch (unit, inTime) {
      case ("Y", false):
        guard let years = number.int, years < 1_000_000_000, months < mostMonths else { return nil }
        months += years * 12
        sawMonths = true
      case ("M", false):
        guard let count = number.int, count < 12_000_000_000, months < mostMonths else {
          return nil
        }
        months += count
        sawMonths = true
      case ("D", false), ("H", true), ("M", true), ("S", true):
        let factor: Int = unit == "D" ? 86_400 : unit == "H" ? 3600 : unit == "M" ? 60 : 1
        guard let seconds = number * Number(factor), let nanos = seconds * Number(1_000_000_000),
          let whole = nanos.rounded(.towardZero),
          let value = Int128(whole.description)
        else { return nil }
        guard value.magnitude < longest, nanoseconds + value < longest else { return nil }
        nanoseconds += value
        sawTime = true
      default: return nil
      }
    }
    if sawMonths, !sawTime { return .yearsAndMonths(.init(months: isNegative ? -months : months)) }
    if sawTime, !sawMonths {
      return .daysAndTime(.init(nanoseconds: isNegative ? -nanoseconds : nanoseconds))
    }
    return nil
  }

  static func property(_ name: String, of value: Value) -> Value? {
    func number(_ value: Int) -> Value { .number(Number(value)) }
    let date: CivilDate? =
      switch value {
      case .date(let date): date
      case .dateTime(let moment): moment.date
      default: nil
      }
    let time: TimeOfDay? =
      switch value {
      case .time(let time): time
      case .dateTime(let moment): moment.time
      default: nil
      }
    switch name {
    case "year" where date != nil: return date.map { number($0.year) }
    case "month" where date != nil: return date.map { number($0.month) }
    case "day" where date != nil: return date.map { number($0.day) }
    case "weekday" where date != nil: return date.map { number($0.weekday) }
    case "hour" where time != nil: return time.map { number($0.nanoseconds / 3_600_000_000_000) }
    case "minute" where time != nil:
      return time.map { number($0.nanoseconds / 60_000_000_000 % 60) }
    case "second" where time != nil: return time.map { number($0.nanoseconds / 1_000_000_000 % 60) }
    case "time offset" where time != nil:
      return time?.offset.map { .daysAndTime(.init(nanoseconds: Int128($0) * 1_000_000_000)) }
        ?? .null
    default: break
    }
    switch value {
    case .yearsAndMonths(let duration):
      if name == "years" { return number(duration.months / 12) }
      if name == "months" { return number(duration.months % 12) }
    case .daysAndTime(let duration):
      let seconds = duration.nanoseconds / 1_000_000_000
      switch name {
      case "days": return number(Int(seconds / 86_400))
      case "hours": return number(Int(seconds / 3600 % 24))
      case "minutes": return number(Int(seconds / 60 % 60))
      case "seconds": return number(Int(seconds % 60))
      default: break
      }
    case .range(let range):
      switch name {
      case "start": return range.low ?? .null
      case "end": return range.high ?? .null
      case "start included": return .boolean(range.includesLow)
      case "end included": return .boolean(range.includesHigh)
      default: break
      }
    default: break
    }
    return nil
  }

  static func arithmetic(_ op: BinaryOperator, _ a: Value, _ b: Value) -> Value? {
    switch (op, a, b) {
    case (.subtract, .date(let x), .date(let y)):
      return .daysAndTime(
        .init(nanoseconds: Int128(x.dayNumber - y.dayNumber) * DaysAndTimeDuration.day))
    case (.subtract, .dateTime(let x), .dateTime(let y)):
      guard (x.time.offset == nil) == (y.time.offset == nil) else { return nil }
      return .daysAndTime(.init(nanoseconds: x.instant - y.instant))
    case (.add, .date(let date), .daysAndTime(let duration)),
      (.add, .daysAndTime(let duration), .date(let date)):
      return self.date(date, plusDays: floorDays(duration.nanoseconds)).map(Value.date)
    case (.subtract, .date(let date), .daysAndTime(let duration)):
      return self.date(date, plusDays: floorDays(-duration.nanoseconds)).map(Value.date)
    case (.add, .date(let date), .yearsAndMonths(let duration)),
      (.add, .yearsAndMonths(let duration), .date(let date)):
      return adding(duration.months, to: date).map(Value.date)
    case (.subtract, .date(let date), .yearsAndMonths(let duration)):
      return adding(-duration.months, to: date).map(Value.date)
    case (.add, .dateTime(let moment), .yearsAndMonths(let duration)),
      (.add, .yearsAndMonths(let duration), .dateTime(let moment)):
      return adding(duration.months, to: moment.date).map {
        .dateTime(.init(date: $0, time: moment.time))
      }
    case (.subtract, .dateTime(let moment), .yearsAndMonths(let duration)):
      return adding(-duration.months, to: moment.date).map {
        .dateTime(.init(date: $0, time: moment.time))
      }
    case (.add, .dateTime(let moment), .daysAndTime(let duration)),
      (.add, .daysAndTime(let duration), .dateTime(let moment)):
      return shifted(moment, by: duration.nanoseconds).map(Value.dateTime)
    case (.subtract, .dateTime(let moment), .daysAndTime(let duration)):
      return shifted(moment, by: -duration.nanoseconds).map(Value.dateTime)
    case (.add, .daysAndTime(let x), .daysAndTime(let y)):
      return bounded(x.nanoseconds + y.nanoseconds)
    case (.subtract, .daysAndTime(let x), .daysAndTime(let y)):
      return bounded(x.nanoseconds - y.nanoseconds)
    case (.add, .yearsAndMonths(let x), .yearsAndMonths(let y)): return bounded(x.months + y.months)
    case (.subtract, .yearsAndMonths(let x), .yearsAndMonths(let y)):
      return bounded(x.months - y.months)
    case (.divide, .yearsAndMonths(let x), .yearsAndMonths(let y)):
      return (Number(x.months) / Number(y.months)).map(Value.number)
    case (.multiply, .yearsAndMonths(let x), .number(let n)),
      (.multiply, .number(let n), .yearsAndMonths(let x)):
      return (Number(x.months) * n)?.rounded(.towardZero)?.int.flatMap(bounded)
    default: return nil
    }
  }

  /// Durations beyond all dates are no values: what is within cannot overflow when two are added.
  private static func bounded(_ nanoseconds: Int128) -> Value? {
    nanoseconds.magnitude < longest.magnitude ? .daysAndTime(.init(nanoseconds: nanoseconds)) : nil
  }

  private static func bounded(_ months: Int) -> Value? {
    months.magnitude < mostMonths ? .yearsAndMonths(.init(months: months)) : nil
  }

  /// Nil beyond the years ±999,999,999.
  private static func date(_ date: CivilDate, plusDays days: Int) -> CivilDate? {
    let number = date.dayNumber + days
    guard number.magnitude < 366_000_000_000 else { return nil }
    let result = CivilDate(dayNumber: number)
    return result.year.magnitude <= 999_999_999 ? result : nil
  }

  private static func floorDays(_ nanoseconds: Int128) -> Int {
    let day = DaysAndTimeDuration.day
    return Int(nanoseconds >= 0 ? nanoseconds / day : -((-nanoseconds + day - 1) / day))
  }

  private static func shifted(_ moment: DateAndTime, by nanoseconds: Int128) -> DateAndTime? {
    let start = Int128(moment.date.dayNumber) * DaysAndTimeDuration.day
    let whole = start + Int128(moment.time.nanoseconds) + nanoseconds
    let days = floorDays(whole)
    var time = moment.time
    time.nanoseconds = Int(whole - Int128(days) * DaysAndTimeDuration.day)
    return date(moment.date, plusDays: days - moment.date.dayNumber).map {
      DateAndTime(date: $0, time: time)
    }
  }

  /// The day of the month is kept where the month has it, else its last.
  static func adding(_ months: Int, to date: CivilDate) -> CivilDate? {
    let count = date.year * 12 + date.month - 1 + months
    let year = count >= 0 ? count / 12 : -((-count + 11) / 12)
    let month = count - year * 12 + 1
    return CivilDate(
      year: year, month: month, day: min(date.day, CivilDate.daysIn(month: month, of: year)))
  }
}
