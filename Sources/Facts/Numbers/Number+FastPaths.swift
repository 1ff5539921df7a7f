/// What law computes is small: coefficients far under 2^62 and mostly of one exponent. Those cases are done here in a machine
/// word, with the very result that the decimal library gives; all others fall back to it.
extension Number {
  /// The signed coefficients of two numbers of one exponent, each under 2^62, so that neither sum nor difference overflows.
  @inline(__always)
  static func aligned(_ a: Number, _ b: Number) -> (Int64, Int64)? {
    let top: UInt64 = 0x7FFF_FFFF_FFFF_FFFF
    guard (a.high ^ b.high) & top == 0, a.high & 0x1_FFFF_FFFF_FFFF == 0,
      a.high & 0x6000_0000_0000_0000 != 0x6000_0000_0000_0000, a.low >> 62 == 0, b.low >> 62 == 0
    else { return nil }
    return (
      a.high >> 63 == 1 ? -Int64(a.low) : Int64(a.low),
      b.high >> 63 == 1 ? -Int64(b.low) : Int64(b.low)
    )
  }

  /// Both coefficients at the smaller exponent, where they fit 62 bits there, and a number that has that exponent.
  static func alignedApart(_ a: Number, _ b: Number) -> (Int64, Int64, like: Number)? {
    guard let (x, xExponent) = small(a), let (y, yExponent) = small(b) else { return nil }
    let distance = xExponent - yExponent
    guard distance.magnitude < powersOfTen.count else { return nil }
    let power = powersOfTen[Int(distance.magnitude)]
    let (scaled, overflow) = (distance > 0 ? x : y).multipliedReportingOverflow(by: power)
    guard !overflow, scaled.magnitude >> 62 == 0 else { return nil }
    return distance > 0 ? (scaled, y, b) : (x, scaled, a)
  }

  /// Two integers that lie to each other as the numbers do, both coefficients under 2^62: at the smaller exponent, where what
  /// does not fit any more is beyond all that does.
  static func inOrder(_ a: Number, _ b: Number) -> (Int64, Int64)? {
    if let pair = aligned(a, b) { return pair }
    guard let (x, xExponent) = small(a), let (y, yExponent) = small(b) else { return nil }
    let distance = xExponent - yExponent
    let moved = distance > 0 ? x : y
    var (scaled, isBeyond) = (Int64(0), moved != 0)
    if distance.magnitude < powersOfTen.count {
      (scaled, isBeyond) = moved.multipliedReportingOverflow(
        by: powersOfTen[Int(distance.magnitude)])
    }
    if isBeyond { scaled = moved < 0 ? .min : .max }
    return distance > 0 ? (scaled, y) : (x, scaled)
  }

  /// Coefficient and biased exponent of a number whose coefficient fits 62 bits.
  @inline(__always)
  private static func small(_ a: Number) -> (Int64, Int)? {
    guard a.high & 0x1_FFFF_FFFF_FFFF == 0, a.high & 0x6000_0000_0000_0000 != 0x6000_0000_0000_0000,
      a.low >> 62 == 0
    else { return nil }
    return (
      a.high >> 63 == 1 ? -Int64(a.low) : Int64(a.low),
      Int((a.high & 0x7FFF_FFFF_FFFF_FFFF) >> 49)
    )
  }

  /// A coefficient with the exponent of `other`.
  @inline(__always)
  init(small coefficient: Int64, like other: Number) {
    low = coefficient.magnitude
    high = (other.high & 0x7FFF_FFFF_FFFF_FFFF) | (coefficient < 0 ? 1 << 63 : 0)
  }

  /// The product where both coefficients are under 2^56, so that theirs is under 2^112 < 10^34 and exact; else nil.
  @inline(__always)
  static func productOfSmall(_ a: Number, _ b: Number) -> Number? {
    guard a.high & 0x1_FFFF_FFFF_FFFF == 0, b.high & 0x1_FFFF_FFFF_FFFF == 0, a.low >> 56 == 0,
      b.low >> 56 == 0
    else { return nil }
    let biased = a.high >> 49 & 0x3FFF &+ b.high >> 49 & 0x3FFF
    guard (6176...12287 + 6176).contains(biased) else { return nil }
    let product = a.low.multipliedFullWidth(by: b.low)
    return Number(
      bits: product.low,
      (a.high ^ b.high) & (1 << 63) | (biased - 6176) << 49 | product.high)
  }

  init(bits low: UInt64, _ high: UInt64) {
    self.low = low
    self.high = high
  }

  /// Coefficient and exponent without trailing zeros, the one form that all numbers of a value share.
  var normalised: (coefficient: UInt128, exponent: Int) {
    var coefficient = self.coefficient
    var exponent = self.exponent
    guard coefficient != 0 else { return (0, 0) }
    while coefficient >> 64 != 0 {
      let (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: 10)
      guard remainder == 0 else { return (coefficient, exponent) }
      coefficient = quotient
      exponent += 1
    }
    var small = UInt64(truncatingIfNeeded: coefficient)
    while small % 10 == 0 {
      small /= 10
      exponent += 1
    }
    return (UInt128(small), exponent)
  }
}

/// 10^0 to 10^18.
private let powersOfTen: InlineArray<19, Int64> = [
  1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
  10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000,
  1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000,
  1_000_000_000_000_000_000,
]
