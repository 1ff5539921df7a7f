/// Quotients of what law measures: whole numbers of a power of ten, divided in machine words as the decimal library divides.
extension Number {
  /// a / b · 10^`exponent`, rounded to 34 digits, half to even: the value that `/` gives.
  ///
  /// - Parameters:
  ///   - a: Under 2⁵² in magnitude, as is `b`.
  /// - Returns: Nil where `b` is zero.
  package static func quotient(_ a: Int64, _ b: Int64, exponent: Int) -> Number? {
    guard b != 0, a.magnitude >> 52 == 0, b.magnitude >> 52 == 0 else { return nil }
    guard a != 0 else { return .zero }
    // Both are brought to one size, so that the first digit stands before the point and 33 behind it.
    var (rest, divisor) = (a.magnitude, b.magnitude)
    var exponent = exponent - 33
    while rest < divisor {
      rest *= 10
      exponent -= 1
    }
    while rest >= 10 * divisor {
      divisor *= 10
      exponent += 1
    }
    let first = rest / divisor
    rest -= first * divisor
    let (seventeen, sixteen) = (UInt64(100_000_000_000_000_000), UInt64(10_000_000_000_000_000))
    let middle = divisor.dividingFullWidth(rest.multipliedFullWidth(by: seventeen))
    let last = divisor.dividingFullWidth(middle.remainder.multipliedFullWidth(by: sixteen))
    var coefficient =
      (UInt128(first) * UInt128(seventeen) + UInt128(middle.quotient)) * UInt128(sixteen)
      + UInt128(last.quotient)
    let twice = 2 * last.remainder
    if twice > divisor || (twice == divisor && last.quotient & 1 == 1) { coefficient += 1 }
    if coefficient == 10_000_000_000_000_000_000_000_000_000_000_000 {
      coefficient /= 10
      exponent += 1
    }
    let sign: UInt64 = (a < 0) != (b < 0) ? 1 << 63 : 0
    guard (-6176...6111).contains(exponent) else { return nil }
    return Number(
      bits: UInt64(truncatingIfNeeded: coefficient),
      sign | UInt64(exponent + 6176) << 49 | UInt64(truncatingIfNeeded: coefficient >> 64))
  }
}
