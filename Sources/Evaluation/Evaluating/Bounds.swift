import FEEL
import Facts

/// Between which numbers a value lies that is not known; a side without a bound is nil.
struct Bounds {
  var low: Number?
  var high: Number?

  init(low: Number?, high: Number?) {
    self.low = low
    self.high = high
  }

  init(_ number: Number) { self.init(low: number, high: number) }

  /// What holds of a value that is one or the other.
  func or(_ other: Bounds) -> Bounds {
    Bounds(low: both(low, other.low) { min($0, $1) }, high: both(high, other.high) { max($0, $1) })
  }

  func least(_ other: Bounds) -> Bounds {
    Bounds(
      low: both(low, other.low) { min($0, $1) }, high: either(high, other.high) { min($0, $1) })
  }

  func greatest(_ other: Bounds) -> Bounds {
    Bounds(
      low: either(low, other.low) { max($0, $1) }, high: both(high, other.high) { max($0, $1) })
  }

  static func + (a: Bounds, b: Bounds) -> Bounds {
    Bounds(low: both(a.low, b.low) { $0 + $1 }, high: both(a.high, b.high) { $0 + $1 })
  }

  static func - (a: Bounds, b: Bounds) -> Bounds {
    Bounds(low: both(a.low, b.high) { $0 - $1 }, high: both(a.high, b.low) { $0 - $1 })
  }

  /// Nil unless neither factor can be negative.
  func times(_ other: Bounds) -> Bounds? {
    guard let low, let least = other.low, !low.isNegative, !least.isNegative else { return nil }
    return Bounds(low: low * least, high: both(high, other.high) { $0 * $1 })
  }

  /// Nil unless the divisor is known and greater than zero.
  func divided(by other: Bounds) -> Bounds? {
    guard let divisor = other.low, divisor == other.high, Number.zero < divisor else { return nil }
    return Bounds(low: low.flatMap { $0 / divisor }, high: high.flatMap { $0 / divisor })
  }

  /// Whether a comparison comes out the same for every pair of values within two bounds; nil where it does not.
  static func decided(_ comparator: BinaryOperator, _ a: Bounds, _ b: Bounds) -> Bool? {
    func order(_ low: Number?, _ high: Number?, _ body: (Number, Number) -> Bool) -> Bool {
      if let low, let high { return body(low, high) }
      return false
    }
    switch comparator {
    case .lessOrEqual:
      if order(a.high, b.low, { $0 <= $1 }) { return true }
      if order(a.low, b.high, { $1 < $0 }) { return false }
    case .less:
      if order(a.high, b.low, { $0 < $1 }) { return true }
      if order(a.low, b.high, { $1 <= $0 }) { return false }
    case .greaterOrEqual:
      if order(a.low, b.high, { $1 <= $0 }) { return true }
      if order(a.high, b.low, { $0 < $1 }) { return false }
    case .greater:
      if order(a.low, b.high, { $1 < $0 }) { return true }
      if order(a.high, b.low, { $0 <= $1 }) { return false }
    default: break
    }
    return nil
  }
}

private func both(_ a: Number?, _ b: Number?, _ combine: (Number, Number) -> Number?) -> Number? {
  guard let a, let b else { return nil }
  return combine(a, b)
}

private func either(_ a: Number?, _ b: Number?, _ combine: (Number, Number) -> Number) -> Number? {
  guard let a else { return b }
  guard let b else { return a }
  return combine(a, b)
}
