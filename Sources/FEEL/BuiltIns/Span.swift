/// A range, or a point as the range that holds it alone, and how it lies to another (DMN 1.5, table 78). An end that a range has not
/// (`>= 5`) lies beyond all values.
struct Span {
  let low: Value?
  let high: Value?
  let includesLow: Bool
  let includesHigh: Bool
  let isPoint: Bool

  init(_ value: Value) {
    if case .range(let range) = value {
      (low, high, includesLow, includesHigh) = (
        range.low, range.high, range.includesLow, range.includesHigh
      )
      isPoint = false
    } else {
      (low, high, includesLow, includesHigh) = (value, value, true, true)
      isPoint = true
    }
  }

  private static func order(_ a: Value, _ b: Value) throws(Misfit) -> Int {
    guard let order = Operators.compare(a, b) else {
      throw Misfit("\(a.typeName) and \(b.typeName) have no order")
    }
    return order
  }

  private static func lows(_ a: Span, _ b: Span) throws(Misfit) -> Int {
    guard let x = a.low, let y = b.low else {
      return (a.low == nil ? 0 : 1) - (b.low == nil ? 0 : 1)
    }
    return try order(x, y)
  }

  private static func highs(_ a: Span, _ b: Span) throws(Misfit) -> Int {
    guard let x = a.high, let y = b.high else {
      return (b.high == nil ? 0 : 1) - (a.high == nil ? 0 : 1)
    }
    return try order(x, y)
  }

  /// How this one's end lies to the other's beginning.
  private func end(to other: Span) throws(Misfit) -> Int {
    guard let high, let low = other.low else { return 1 }
    return try Self.order(high, low)
  }

  func isBefore(_ other: Span) throws(Misfit) -> Bool {
    let order = try end(to: other)
    return order < 0 || order == 0 && !(includesHigh && other.includesLow)
  }

  func meets(_ other: Span) throws(Misfit) -> Bool {
    let order = try end(to: other)
    return includesHigh && other.includesLow && order == 0
  }

  func overlapsBefore(_ other: Span) throws(Misfit) -> Bool {
    let (lows, highs) = (try Self.lows(self, other), try Self.highs(self, other))
    let isBefore = try isBefore(other)
    return (lows < 0 || lows == 0 && includesLow && !other.includesLow) && !isBefore
      && (highs < 0 || highs == 0 && (!includesHigh || other.includesHigh))
  }

  func finishes(_ other: Span) throws(Misfit) -> Bool {
    let (lows, highs) = (try Self.lows(self, other), try Self.highs(self, other))
    guard includesHigh == other.includesHigh, highs == 0 else { return false }
    return isPoint || lows > 0 || lows == 0 && (!includesLow || other.includesLow)
  }

  func starts(_ other: Span) throws(Misfit) -> Bool {
    let (lows, highs) = (try Self.lows(self, other), try Self.highs(self, other))
    guard includesLow == other.includesLow, lows == 0 else { return false }
    return isPoint || highs < 0 || highs == 0 && (!includesHigh || other.includesHigh)
  }

  func includes(_ other: Span) throws(Misfit) -> Bool {
    let (lows, highs) = (try Self.lows(self, other), try Self.highs(self, other))
    return (lows < 0 || lows == 0 && (includesLow || !other.includesLow))
      && (highs > 0 || highs == 0 && (includesHigh || !other.includesHigh))
  }

  func coincides(_ other: Span) throws(Misfit) -> Bool {
    let (lows, highs) = (try Self.lows(self, other), try Self.highs(self, other))
    return lows == 0 && highs == 0 && includesLow == other.includesLow
      && includesHigh == other.includesHigh
  }
}
