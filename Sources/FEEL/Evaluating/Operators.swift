import Facts

/// FEEL's operators on values (DMN 1.5, 10.3.2.3 to 10.3.2.13); nil where they do not apply.
enum Operators {
  static func apply(_ op: BinaryOperator, _ a: Value, _ b: Value) -> Value? {
    switch op {
    case .and: return combine(a, b, decidedBy: false)
    case .or: return combine(a, b, decidedBy: true)
    case .equal: return equal(a, b).map(Value.boolean)
    case .notEqual: return equal(a, b).map { .boolean(!$0) }
    case .less: return compare(a, b).map { .boolean($0 < 0) }
    case .lessOrEqual: return compare(a, b).map { .boolean($0 <= 0) }
    case .greater: return compare(a, b).map { .boolean($0 > 0) }
    case .greaterOrEqual: return compare(a, b).map { .boolean($0 >= 0) }
    case .add, .subtract, .multiply, .divide, .power: return arithmetic(op, a, b)
    }
  }

  /// Kleene's `and` (decided by false) and `or` (decided by true): what is no truth value counts as null.
  static func combine(_ a: Value, _ b: Value, decidedBy deciding: Bool) -> Value {
    if case .boolean(deciding) = a { return a }
    if case .boolean(deciding) = b { return b }
    if let unknown = Value.unknown(among: [a, b]) { return unknown }
    if case .boolean = a, case .boolean = b { return .boolean(!deciding) }
    return .null
  }

  /// Nil across types, where FEEL's equality is null.
  static func equal(_ a: Value, _ b: Value) -> Bool? {
    switch (a, b) {
    case (.null, .null): return true
    case (.null, _), (_, .null): return false
    case (.list(let a), .list(let b)):
      guard a.count == b.count else { return false }
      for (x, y) in zip(a, b) {
        guard let same = equal(x, y) else { return nil }
        if !same { return false }
      }
      return true
    case (.context(let a), .context(let b)):
      guard Set(a.keys) == Set(b.keys) else { return false }
      for key in a.keys {
        guard let x = a[key], let y = b[key], let same = equal(x, y) else { return nil }
        if !same { return false }
      }
      return true
    case (.boolean(let a), .boolean(let b)): return a == b
    case (.range(let a), .range(let b)): return a == b
    case (.function(let a), .function(let b)): return a == b
    case (.dateTime(let a), .dateTime(let b)): return Temporal.equal(a, b)
    case (.time(let a), .time(let b)): return Temporal.equal(a, b)
    default: return compare(a, b).map { $0 == 0 }
    }
  }

  static func compare(_ a: Value, _ b: Value) -> Int? {
    func order<T: Comparable>(_ a: T, _ b: T) -> Int { a < b ? -1 : b < a ? 1 : 0 }
    switch (a, b) {
    case (.number(let a), .number(let b)): return order(a, b)
    case (.string(let a), .string(let b)):
      // Code points, not what looks alike: FEEL's strings are sequences of them.
      if a.unicodeScalars.elementsEqual(b.unicodeScalars) { return 0 }
      return a.unicodeScalars.lexicographicallyPrecedes(b.unicodeScalars) ? -1 : 1
    case (.date(let a), .date(let b)): return order(a, b)
    case (.dateTime(let a), .dateTime(let b)): return Temporal.order(a, b)
    case (.time(let a), .time(let b)): return Temporal.order(a, b)
    case (.daysAndTime(let a), .daysAndTime(let b)): return order(a, b)
    case (.yearsAndMonths(let a), .yearsAndMonths(let b)): return order(a, b)
    default: return nil
    }
  }

  private static func arithmetic(_ op: BinaryOperator, _ a: Value, _ b: Value) -> Value? {
    switch (a, b) {
    case (.number(let x), .number(let y)):
      let result: Number? =
        switch op {
        case .add: x + y
        case .subtract: x - y
        case .multiply: x * y
        case .divide: x / y
        default: x.power(y)
        }
      return result.map(Value.number)
    case (.string(let x), .string(let y)): return op == .add ? .string(x + y) : nil
    default: return Temporal.arithmetic(op, a, b)
    }
  }

  private static func isNear(_ a: Int, _ b: Int) -> Bool {
    let (distance, overflow) = b.subtractingReportingOverflow(a)
    return !overflow && distance.magnitude < 1_000_000
  }

  /// The whole numbers or days from one to another, downwards too.
  static func steps(from a: Value, to b: Value) -> [Value]? {
    switch (a, b) {
    case (.number(let a), .number(let b)):
      guard let a = a.int, let b = b.int, isNear(a, b) else { return nil }
      return stride(from: a, through: b, by: a <= b ? 1 : -1).map { .number(Number($0)) }
    case (.date(let a), .date(let b)):
      guard isNear(a.dayNumber, b.dayNumber) else { return nil }
      return stride(from: a.dayNumber, through: b.dayNumber, by: a <= b ? 1 : -1).map {
        .date(CivilDate(dayNumber: $0))
      }
    default: return nil
    }
  }
}

extension Value {
  /// What comes of values that are all needed, where one of them is unknown, however deep in lists, contexts and ranges.
  ///
  /// It is unknown for all their reasons; but where one is unknown for good, it alone is why, since nothing else can help.
  static func deepUnknown(among values: [Value]) -> Value? {
    var reasons: Reasons?
    for case .unknown(let more) in values where more.isLasting {
      reasons = reasons?.union(more) ?? more
    }
    if let reasons { return .unknown(reasons) }
    func look(_ value: Value) {
      switch value {
      case .unknown(let more): reasons = reasons?.union(more) ?? more
      case .list(let items): for item in items { look(item) }
      case .context(let context): for entry in context.entries { look(entry.value) }
      case .range(let range): for end in [range.low, range.high] { if let end { look(end) } }
      default: break
      }
    }
    for value in values { look(value) }
    return reasons.map(Value.unknown)
  }

  /// An unknown with the reasons of all unknown ones among values, or nil where all are known.
  static func unknown(among values: [Value]) -> Value? {
    var reasons: Reasons?
    for case .unknown(let more) in values { reasons = reasons?.union(more) ?? more }
    return reasons.map(Value.unknown)
  }

  var typeName: String {
    switch self {
    case .null: "null"
    case .boolean: "a boolean"
    case .number: "a number"
    case .string: "a text"
    case .date: "a date"
    case .time: "a time"
    case .dateTime: "a date and time"
    case .daysAndTime: "a duration"
    case .yearsAndMonths: "a duration of years and months"
    case .list: "a list"
    case .context: "a context"
    case .range: "a range"
    case .function: "a function"
    case .unknown: "an unknown"
    }
  }
}
