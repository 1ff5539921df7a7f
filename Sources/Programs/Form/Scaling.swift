import FEEL
import Facts

/// How a number can be held as a whole number of some power of ten, exactly: *m* · 10⁻ˢ with |m| ≤ 2⁵¹ in a double.
///
/// What law computes from figures of a few decimals stays such: sums, products with limits, halves and quarters. Ties are
/// common there (exactly 12 m, exactly four places), and whole numbers decide them without doubt.
struct Scaling: Sendable, Hashable {
  var scale: Int
  /// The largest |m|.
  var magnitude: Double

  /// Doubles count further, but up to here they are rounded in two additions.
  static let largest = 0x1p51
  /// What is taken of an input: three decimals and ten millions. A case beyond it is a doubt where it matters.
  static let ofInput = Scaling(known: 3, 1e10)

  private init(known scale: Int, _ magnitude: Double) {
    self.scale = scale
    self.magnitude = magnitude
  }

  init?(scale: Int, magnitude: Double) {
    guard magnitude <= Self.largest, (0...15).contains(scale) else { return nil }
    self.scale = scale
    self.magnitude = magnitude
  }

  static func power(_ exponent: Int) -> Double {
    (0..<exponent).reduce(1.0) { power, _ in power * 10 }
  }

  /// The whole number that a decimal is at a scale; nil where it has more decimals or is too large.
  static func mantissa(of number: Number, scale: Int) -> Double? {
    guard let product = number * Number(1, exponent: scale), product.isInteger else { return nil }
    let double = product.double
    return abs(double) <= largest ? double : nil
  }

  /// A number from outside as a whole one of ``ofInput``; false where it has more decimals, or more than was reckoned with.
  static func toWhole(_ value: Double, _ whole: inout Double) -> Bool {
    let power = power(ofInput.scale)
    whole = (value * power).rounded(.toNearestOrEven)
    return whole / power == value && abs(whole) <= ofInput.magnitude
  }

  /// The decimal that a whole number stands for.
  static func value(of mantissa: Double, scale: Int) -> Value? {
    Int(exactly: mantissa).map { .number(Number($0, exponent: -scale)) }
  }

  init?(of number: Number) {
    for scale in 0...15 {
      guard let mantissa = Self.mantissa(of: number, scale: scale) else { continue }
      self.init(scale: scale, magnitude: abs(mantissa))
      return
    }
    return nil
  }

  /// One scale for all of them, and the largest magnitude at it.
  init?(of numbers: [Number]) {
    var common: Scaling?
    for number in numbers {
      guard let scaling = Scaling(of: number) else { return nil }
      if let known = common {
        guard let joined = known.joined(scaling) else { return nil }
        common = joined
      } else {
        common = scaling
      }
    }
    guard let common else { return nil }
    self = common
  }

  func at(_ scale: Int) -> Scaling? {
    Scaling(scale: scale, magnitude: magnitude * Self.power(scale - self.scale))
  }

  /// Either of two, at the finer scale.
  func joined(_ other: Scaling) -> Scaling? {
    let scale = max(scale, other.scale)
    guard let a = at(scale), let b = other.at(scale) else { return nil }
    return Scaling(scale: scale, magnitude: max(a.magnitude, b.magnitude))
  }

  func sum(_ other: Scaling) -> Scaling? {
    let scale = max(scale, other.scale)
    guard let a = at(scale), let b = other.at(scale) else { return nil }
    return Scaling(scale: scale, magnitude: a.magnitude + b.magnitude)
  }

  func product(_ other: Scaling) -> Scaling? {
    Scaling(scale: scale + other.scale, magnitude: magnitude * other.magnitude)
  }
}
