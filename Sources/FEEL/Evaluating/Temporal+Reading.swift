import Facts

/// The lexical forms: XML Schema's date, time and dateTime, also `time@Zone/Of the database`, and XPath's two durations.
extension Temporal {
  /// What stands after `@`, or nil.
  static func read(_ text: String) -> Value? {
    if let date = CivilDate(text) { return .date(date) }
    if text.hasPrefix("P") || text.hasPrefix("-P") { return duration(text) }
    return dateAndTime(text).map(Value.dateTime) ?? time(text).map(Value.time)
  }

  /// `2025-02-10T10:30:00Z`; the hour 24 begins the next day.
  static func dateAndTime(_ text: String) -> DateAndTime? {
    guard let split = text.firstIndex(of: "T"), let date = CivilDate(String(text[..<split])),
      let (time, isEndOfDay) = clock(text[text.index(after: split)...])
    else { return nil }
    guard isEndOfDay else { return DateAndTime(date: date, time: time) }
    return CivilDate(boundedDayNumber: Int128(date.dayNumber) + 1).map {
      DateAndTime(date: $0, time: time)
    }
  }

  /// `10:30:00.5+03:30`, `10:30:00Z`, `10:30:00@Europe/Paris`; `24:00:00` is midnight.
  static func time(_ text: String) -> TimeOfDay? { clock(text[...])?.time.alone }

  private static func clock(_ text: Substring) -> (time: TimeOfDay, isEndOfDay: Bool)? {
    var bytes = text.utf8[...]
    guard let hour = twoDigits(&bytes), take(":", &bytes), let minute = twoDigits(&bytes),
      take(":", &bytes), let second = twoDigits(&bytes), minute < 60, second < 60
    else { return nil }
    var nanoseconds = 0
    if take(".", &bytes) {
      let digits = bytes.prefix { isDigit($0) }
      guard !digits.isEmpty else { return nil }
      bytes = bytes.dropFirst(digits.count)
      nanoseconds = Self.nanoseconds(digits)
    }
    guard hour < 24 || hour == 24 && minute + second + nanoseconds == 0,
      let (offset, zone) = place(bytes)
    else { return nil }
    let seconds = (hour % 24 * 60 + minute) * 60 + second
    let time = TimeOfDay(
      nanoseconds: seconds * 1_000_000_000 + nanoseconds, offset: offset, zone: zone)
    return (time, hour == 24)
  }

  /// Nothing, `Z`, `+02:45`, `+02:45:55`, or `@` and a zone that there is.
  private static func place(_ text: Substring.UTF8View.SubSequence) -> (Int?, String?)? {
    var bytes = text
    guard let first = bytes.popFirst() else { return (nil, nil) }
    switch first {
    case UInt8(ascii: "Z"), UInt8(ascii: "z"): return bytes.isEmpty ? (0, nil) : nil
    case UInt8(ascii: "@"):
      guard let name = String(bytes), ZoneRules(name) != nil else { return nil }
      return (nil, name)
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      guard let hours = twoDigits(&bytes), take(":", &bytes), let minutes = twoDigits(&bytes),
        minutes < 60
      else { return nil }
      var offset = hours * 3600 + minutes * 60
      if take(":", &bytes) {
        guard let seconds = twoDigits(&bytes), seconds < 60 else { return nil }
        offset += seconds
      }
      guard bytes.isEmpty, TimeOfDay.offsets.contains(offset) else { return nil }
      return (first == UInt8(ascii: "-") ? -offset : offset, nil)
    default: return nil
    }
  }

  /// `P1Y2M`, `P3DT4H5M6.5S`, each perhaps negative; parts in this order, each once, and only seconds have a fraction.
  static func duration(_ text: String) -> Value? {
    var bytes = text.utf8[...]
    let sign: Int128 = take("-", &bytes) ? -1 : 1
    guard take("P", &bytes) else { return nil }
    var parts: [(unit: Int, count: Int128, nanoseconds: Int)] = []
    var inTime = false
    while !bytes.isEmpty {
      if !inTime, take("T", &bytes) {
        inTime = true
        if bytes.isEmpty { return nil }
        continue
      }
      let digits = bytes.prefix { isDigit($0) }
      bytes = bytes.dropFirst(digits.count)
      // A point may stand with nothing behind it.
      var fraction: Substring.UTF8View.SubSequence?
      if take(".", &bytes) {
        fraction = bytes.prefix { isDigit($0) }
        bytes = bytes.dropFirst(fraction?.count ?? 0)
      }
      guard !digits.isEmpty, digits.count <= 30, let count = Int128(Substring(digits)),
        let letter = bytes.popFirst(),
        let unit = (inTime ? "..:HMS" : "YMD").utf8.firstOffset(of: letter),
        unit > parts.last?.unit ?? -1, fraction == nil || letter == UInt8(ascii: "S")
      else { return nil }
      parts.append((unit, count, fraction.map(nanoseconds) ?? 0))
    }
    let (months, times) = (parts.filter { $0.unit < 2 }, parts.filter { $0.unit >= 2 })
    guard months.isEmpty != times.isEmpty else { return nil }
    if times.isEmpty {
      var total: Int128 = 0
      for part in months {
        guard part.count <= Int128(YearsAndMonthsDuration.longest) else { return nil }
        total += part.count * (part.unit == 0 ? 12 : 1)
      }
      return YearsAndMonthsDuration(bounded: Int(sign * total)).map(Value.yearsAndMonths)
    }
    var total: Int128 = 0
    for part in times {
      guard part.count <= DaysAndTimeDuration.longest / DaysAndTimeDuration.second else {
        return nil
      }
      let seconds: Int128 = [86_400, 3600, 60, 1][max(0, part.unit - 2)]
      total += part.count * seconds * DaysAndTimeDuration.second + Int128(part.nanoseconds)
    }
    return DaysAndTimeDuration(bounded: sign * total).map(Value.daysAndTime)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  private static func twoDigits(_ bytes: inout Substring.UTF8View.SubSequence) -> Int? {
    let digits = bytes.prefix(2)
    guard digits.count == 2, digits.allSatisfy(isDigit), let value = Int(Substring(digits)) else {
      return nil
    }
    bytes = bytes.dropFirst(2)
    return value
  }

  private static func take(_ sign: Unicode.Scalar, _ bytes: inout Substring.UTF8View.SubSequence)
    -> Bool
  {
    guard bytes.first == UInt8(ascii: sign) else { return false }
    bytes = bytes.dropFirst()
    return true
  }

  /// Nine digits of a fraction; what is less than a nanosecond is dropped.
  private static func nanoseconds(_ digits: Substring.UTF8View.SubSequence) -> Int {
    Int((String(Substring(digits)) + "000000000").prefix(9)) ?? 0
  }
}

extension String.UTF8View {
  fileprivate func firstOffset(of byte: UInt8) -> Int? {
    firstIndex(of: byte).map { distance(from: startIndex, to: $0) }
  }
}
