internal import CDecimal

/// An exact decimal number as FEEL defines it: IEEE 754 decimal128, 34 digits, half-even rounding.
///
/// An operation that leaves the finite range (division by zero, overflow) gives nil, never an infinity or a NaN.
/// Two numbers of one value are equal and hash alike whatever their trailing zeros (`1.0` and `1.00`).
package struct Number: Sendable, BitwiseCopyable {
  /// The BID encoding: sign, biased exponent, coefficient.
  var low: UInt64
  var high: UInt64

  init(_ raw: decimal128) {
    low = raw.low
    high = raw.high
  }

  var raw: decimal128 { decimal128(low: low, high: high) }

  /// The finite number, or nil for an infinity or a NaN.
  static func finite(_ raw: decimal128) -> Number? {
    raw.high & 0x7800_0000_0000_0000 == 0x7800_0000_0000_0000 ? nil : Number(raw)
  }

  package init(_ value: Int) {
    let magnitude = UInt64(value.magnitude)
    low = magnitude
    high = (value < 0 ? 0x8000_0000_0000_0000 : 0) | (6176 << 49)
  }

  /// `coefficient * 10^exponent`.
  package init(_ coefficient: Int, exponent: Int) {
    let biased = UInt64(clamping: min(max(exponent, -6176), 6111) + 6176)
    low = UInt64(coefficient.magnitude)
    high = (coefficient < 0 ? 0x8000_0000_0000_0000 : 0) | (biased << 49)
  }

  /// Reads `[-]digits[.digits][E[±]digits]` in ASCII digits; nil for anything else or a number out of range.
  package init?(_ text: some StringProtocol) {
    guard Self.isNumeral(text.utf8), let number = Self.finite(decimal128_parse(String(text))) else {
      return nil
    }
    self = number
  }

  /// The decimal nearest to a double (17 digits at most are meant), or nil where it is not finite.
  package init?(_ value: Double) {
    guard value.isFinite, let number = Number("\(value)") else { return nil }
    self = number
  }

  private static func isNumeral(_ bytes: some Sequence<UInt8>) -> Bool {
    var digits = 0
    var points = 0
    var exponent: Int? = nil
    var first = true
    var afterE = false
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if exponent != nil { exponent! += 1 } else { digits += 1 }
        afterE = false
      case UInt8(ascii: "."):
        guard exponent == nil, points == 0 else { return false }
        points = 1
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        guard exponent == nil, digits > 0 else { return false }
        exponent = 0
        afterE = true
        first = false
        continue
      case UInt8(ascii: "-"), UInt8(ascii: "+"):
        guard first || afterE else { return false }
        afterE = false
      default: return false
      }
      first = false
    }
    return digits > 0 && exponent != 0
  }

  package static let zero = Number(0)
  package static let one = Number(1)

  package var isNegative: Bool { high >> 63 == 1 && !isZero }
  package var isZero: Bool { self == .zero }
}

extension Number: Comparable, Hashable {
  package static func == (a: Number, b: Number) -> Bool {
    if a.low == b.low && a.high == b.high { return true }
    if let (x, y) = inOrder(a, b) { return x == y }
    return decimal128_equal(a.raw, b.raw) != 0
  }

  package static func < (a: Number, b: Number) -> Bool {
    if let (x, y) = inOrder(a, b) { return x < y }
    return decimal128_less(a.raw, b.raw) != 0
  }

  // Comparable's own go through a witness that is not specialised: a tenth of a batch.
  package static func > (a: Number, b: Number) -> Bool { b < a }
  package static func <= (a: Number, b: Number) -> Bool { !(b < a) }
  package static func >= (a: Number, b: Number) -> Bool { !(a < b) }

  package func hash(into hasher: inout Hasher) {
    let (coefficient, exponent) = normalised
    hasher.combine(coefficient)
    guard coefficient != 0 else { return }
    hasher.combine(exponent)
    hasher.combine(high >> 63)
  }
}

extension Number {
  package static func + (a: Number, b: Number) -> Number? {
    if let (x, y) = aligned(a, b) { return Number(small: x + y, like: a) }
    if let (x, y, like) = alignedApart(a, b) { return Number(small: x + y, like: like) }
    return finite(decimal128_add(a.raw, b.raw))
  }
  package static func - (a: Number, b: Number) -> Number? {
    if let (x, y) = aligned(a, b) { return Number(small: x - y, like: a) }
    if let (x, y, like) = alignedApart(a, b) { return Number(small: x - y, like: like) }
    return finite(decimal128_sub(a.raw, b.raw))
  }
  package static func * (a: Number, b: Number) -> Number? {
    productOfSmall(a, b) ?? finite(decimal128_mul(a.raw, b.raw))
  }
  package static func / (a: Number, b: Number) -> Number? {
    b.isZero ? nil : finite(decimal128_div(a.raw, b.raw))
  }
  package static prefix func - (a: Number) -> Number {
    a.isZero ? a : Number(decimal128(low: a.low, high: a.high ^ 0x8000_0000_0000_0000))
  }
  package var magnitude: Number { isNegative ? -self : self }

  package func power(_ exponent: Number) -> Number? {
    Self.finite(decimal128_pow(raw, exponent.raw))
  }
  package func squareRoot() -> Number? { isNegative ? nil : Self.finite(decimal128_sqrt(raw)) }
  package func exponential() -> Number? { Self.finite(decimal128_exp(raw)) }
  package func naturalLogarithm() -> Number? {
    self <= .zero ? nil : Self.finite(decimal128_log(raw))
  }

  package enum Rounding: UInt32, Sendable {
    case halfEven = 0
    case floor, ceiling, towardZero, halfAwayFromZero
    /// Half towards zero and away from zero have no hardware name; they are made from the others.
    case awayFromZero = 100
    case halfTowardZero
  }

  /// Rounded to a number of decimal places (negative: to tens, hundreds, …); nil where the result would not be finite.
  package func rounded(_ rounding: Rounding = .halfEven, places: Int = 0) -> Number? {
    guard (-6111...6176).contains(places) else { return nil }
    switch rounding {
    case .awayFromZero:
      return rounded(isNegative ? .floor : .ceiling, places: places)
    case .halfTowardZero:
      guard let down = rounded(.towardZero, places: places),
        let up = rounded(.awayFromZero, places: places),
        let below = self - down, let above = up - self
      else { return nil }
      return above.magnitude < below.magnitude ? up : down
    default:
      // More places than the number has digits leave it as it is.
      guard -exponent > places else { return self }
      return Self.finite(
        decimal128_quantize(raw, Number(1, exponent: -places).raw, rounding.rawValue))
    }
  }

  /// `self - n * floor(self / n)`, exact however long the quotient is: the sign follows the divisor (DMN 1.5, modulo).
  package func modulo(_ divisor: Number) -> Number? {
    guard !divisor.isZero, let rest = Self.finite(decimal128_remainder(raw, divisor.raw)) else {
      return nil
    }
    return !rest.isZero && rest.isNegative != divisor.isNegative ? rest + divisor : rest
  }
}

extension Number {
  /// The power of ten that the last digit of the coefficient counts.
  package var exponent: Int { Int((high >> 49) & 0x3FFF) - 6176 }

  var coefficient: UInt128 { UInt128(high & 0x1_FFFF_FFFF_FFFF) << 64 | UInt128(low) }

  package var double: Double { decimal128_double(raw) }

  package var isInteger: Bool { exponent >= 0 || rounded(.towardZero) == self }

  /// The value as an `Int`, or nil where it is no whole number or does not fit.
  package var int: Int? {
    if exponent == 0, high & 0x1_FFFF_FFFF_FFFF == 0, low <= UInt64(Int.max) {
      return high >> 63 == 1 ? -Int(low) : Int(low)
    }
    guard magnitude <= Number(1, exponent: 19), isInteger, let whole = rounded(.towardZero) else {
      return nil
    }
    return Int(whole.description)
  }
}

/// Plain decimal text without exponent and without trailing zeros after the point: `0.6`, `-12`, `1000`.
extension Number: CustomStringConvertible {
  package var description: String {
    var digits = String(coefficient)
    let sign = high >> 63 == 1 && digits != "0" ? "-" : ""
    if digits == "0" { return "0" }
    var exponent = self.exponent
    while exponent < 0, digits.hasSuffix("0") {
      digits.removeLast()
      exponent += 1
    }
    if exponent >= 0 { return sign + digits + String(repeating: "0", count: exponent) }
    if digits.count <= -exponent {
      digits = String(repeating: "0", count: -exponent - digits.count + 1) + digits
    }
    let split = digits.index(digits.endIndex, offsetBy: exponent)
    return sign + digits[..<split] + "." + digits[split...]
  }
}

extension Number: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int) { self.init(value) }
}

extension Number {
  /// Whether at most 15 digits write it: the double nearest to it then tells it from every other such number (IEEE 754, 5.12.2).
  package var hasFifteenDigits: Bool { normalised.coefficient < 1_000_000_000_000_000 }
}
