import Facts

/// An exact fraction of two 128-bit whole numbers, in lowest terms.
///
/// What does not fit is ``lost``, and whatever is made of a lost number is lost too: a proof that meets one gives up, so that
/// nothing is ever proved with a rounded number.
struct Fraction: Sendable, Hashable {
  let numerator: Int128
  /// Above zero; zero where the number is lost.
  let denominator: Int128

  static let zero = Fraction(0)
  static let one = Fraction(1)
  static let lost = Fraction(numerator: 0, denominator: 0)

  init(_ value: Int) {
    numerator = Int128(value)
    denominator = 1
  }

  private init(numerator: Int128, denominator: Int128) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The exact value of a decimal.
  init(_ number: Number) {
    var (text, shift) = ("", 0)
    for character in number.description {
      if character == "." {
        shift = 1
      } else {
        text.append(character)
        if shift > 0 { shift += 1 }
      }
    }
    var scale: Int128 = 1
    for _ in 1..<max(1, shift) {
      let (next, overflow) = scale.multipliedReportingOverflow(by: 10)
      guard !overflow else {
        self = .lost
        return
      }
      scale = next
    }
    self = Int128(text).map { Fraction.reduced($0, scale) } ?? .lost
  }

  private static func reduced(_ numerator: Int128, _ denominator: Int128) -> Fraction {
    guard denominator != 0, numerator != .min, denominator != .min else { return .lost }
    if denominator == 1 { return Fraction(numerator: numerator, denominator: 1) }
    var (a, b) = (abs(numerator), abs(denominator))
    while b != 0 { (a, b) = (b, a % b) }
    let divisor = denominator < 0 ? -a : a
    return Fraction(numerator: numerator / divisor, denominator: denominator / divisor)
  }

  var isLost: Bool { denominator == 0 }
  var isZero: Bool { numerator == 0 && denominator != 0 }
  /// -1, 0 or 1; of a lost number 0.
  var sign: Int { numerator.signum() == 0 ? 0 : numerator > 0 ? 1 : -1 }
  var isWhole: Bool { denominator == 1 }

  static func + (a: Fraction, b: Fraction) -> Fraction {
    if a.isLost || b.isLost { return .lost }
    if a.denominator == 1, b.denominator == 1 {
      let (sum, overflow) = a.numerator.addingReportingOverflow(b.numerator)
      return overflow ? .lost : Fraction(numerator: sum, denominator: 1)
    }
    let (x, first) = a.numerator.multipliedReportingOverflow(by: b.denominator)
    let (y, second) = b.numerator.multipliedReportingOverflow(by: a.denominator)
    let (sum, third) = x.addingReportingOverflow(y)
    let (scale, fourth) = a.denominator.multipliedReportingOverflow(by: b.denominator)
    return first || second || third || fourth ? .lost : reduced(sum, scale)
  }

  static func * (a: Fraction, b: Fraction) -> Fraction {
    if a.isLost || b.isLost { return .lost }
    let (x, first) = a.numerator.multipliedReportingOverflow(by: b.numerator)
    let (y, second) = a.denominator.multipliedReportingOverflow(by: b.denominator)
    return first || second ? .lost : reduced(x, y)
  }

  static prefix func - (a: Fraction) -> Fraction {
    a.isLost ? .lost : Fraction(numerator: -a.numerator, denominator: a.denominator)
  }

  static func - (a: Fraction, b: Fraction) -> Fraction { a + -b }

  /// Lost where the divisor is zero.
  static func / (a: Fraction, b: Fraction) -> Fraction {
    b.isLost || b.numerator == 0 ? .lost : a * reduced(b.denominator, b.numerator)
  }

  /// Which of two is less; nil where it cannot be said.
  static func order(_ a: Fraction, _ b: Fraction) -> Int? {
    if a.denominator == b.denominator, !a.isLost {
      return a.numerator < b.numerator ? -1 : a.numerator == b.numerator ? 0 : 1
    }
    let difference = a - b
    return difference.isLost ? nil : difference.sign
  }

  /// The largest whole number that is no more.
  var floor: Fraction {
    guard denominator > 0 else { return .lost }
    let quotient = numerator / denominator
    return Fraction(
      numerator: numerator < 0 && numerator % denominator != 0 ? quotient - 1 : quotient,
      denominator: 1)
  }

  /// The decimal of the same value, or nil where there is none of 34 digits.
  var number: Number? {
    guard denominator > 0 else { return nil }
    var (top, bottom, places) = (numerator, denominator, 0)
    while bottom > 1 {
      // One more digit behind the point takes a two and a five out of what divides.
      let shared: Int128 = bottom % 10 == 0 ? 10 : bottom % 5 == 0 ? 5 : bottom % 2 == 0 ? 2 : 0
      guard shared > 0 else { return nil }
      let (scaled, overflow) = top.multipliedReportingOverflow(by: 10 / shared)
      guard !overflow else { return nil }
      (top, bottom, places) = (scaled, bottom / shared, places + 1)
    }
    guard let number = Number("\(top)E-\(places)"), Fraction(number) == self else { return nil }
    return number
  }

  /// The decimal of at most 15 digits nearest to it, for where the exact one does not exist.
  var nearest: Number? {
    guard denominator > 0, let top = Number("\(numerator)"), let bottom = Number("\(denominator)")
    else { return nil }
    return (top / bottom).flatMap { $0.rounded(places: 12) }
  }
}
