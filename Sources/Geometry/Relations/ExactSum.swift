/// A sum of products of doubles in which nothing is rounded: one whole number, wide enough for every bit of every product.
///
/// A double is a whole number times a power of two of at least 2⁻¹⁰⁷⁴, so a product of *k* of them is one times 2⁻¹⁰⁷⁴ᵏ, of
/// fewer than 2098 *k* bits. Added as whole numbers of that width, the sum is exact, and its sign too, whatever the doubles
/// are: there is no range in which it fails (Kulisch's long accumulator, *Advanced Arithmetic for the Digital Computer*, 2002).
struct ExactSum {
  /// From the lowest, in two's complement.
  private var limbs: [UInt64]
  private let factors: Int

  /// A sum of products of so many factors, at most 4.
  init(productsOf factors: Int) {
    self.factors = factors
    limbs = Array(repeating: 0, count: (2098 * factors) / 64 + 3)
  }

  /// Adds a product of two doubles.
  mutating func add(_ a: Double, _ b: Double) {
    let product = Self.whole(a).multipliedFullWidth(by: Self.whole(b))
    add(
      (product.low, UInt64(product.high), 0, 0), at: Self.place(a) + Self.place(b),
      isNegative: (a < 0) != (b < 0))
  }

  /// Adds a product of four doubles.
  mutating func add(_ a: Double, _ b: Double, _ c: Double, _ d: Double) {
    let left = UInt128(Self.whole(a)) * UInt128(Self.whole(b))
    let right = UInt128(Self.whole(c)) * UInt128(Self.whole(d))
    let product = left.multipliedFullWidth(by: right)
    add(
      (
        UInt64(truncatingIfNeeded: product.low), UInt64(truncatingIfNeeded: product.low >> 64),
        UInt64(truncatingIfNeeded: product.high), UInt64(truncatingIfNeeded: product.high >> 64)
      ), at: Self.place(a) + Self.place(b) + Self.place(c) + Self.place(d),
      isNegative: ((a < 0) != (b < 0)) != ((c < 0) != (d < 0)))
  }

  /// 1, 0 or -1.
  var sign: Double {
    if let last = limbs.last, last >> 63 == 1 { return -1 }
    return limbs.contains { $0 != 0 } ? 1 : 0
  }

  private static func whole(_ value: Double) -> UInt64 {
    value.exponentBitPattern == 0
      ? value.significandBitPattern : value.significandBitPattern | 1 << 52
  }

  /// The exponent of two by which the whole number counts, above the least one.
  private static func place(_ value: Double) -> Int { max(1, Int(value.exponentBitPattern)) - 1 }

  private mutating func add(
    _ product: (UInt64, UInt64, UInt64, UInt64), at place: Int, isNegative: Bool
  ) {
    let shift = UInt64(place % 64)
    let first = place / 64
    func high(_ limb: UInt64) -> UInt64 { shift == 0 ? 0 : limb >> (64 - shift) }
    let parts = (
      product.0 << shift, high(product.0) | product.1 << shift,
      high(product.1) | product.2 << shift, high(product.2) | product.3 << shift,
      high(product.3)
    )
    var carry: UInt64 = 0
    func merge(_ part: UInt64, _ limb: Int) {
      if isNegative {
        let (once, borrowed) = limbs[limb].subtractingReportingOverflow(part)
        let (twice, again) = once.subtractingReportingOverflow(carry)
        limbs[limb] = twice
        carry = borrowed || again ? 1 : 0
      } else {
        let (once, carried) = limbs[limb].addingReportingOverflow(part)
        let (twice, again) = once.addingReportingOverflow(carry)
        limbs[limb] = twice
        carry = carried || again ? 1 : 0
      }
    }
    merge(parts.0, first)
    merge(parts.1, first + 1)
    merge(parts.2, first + 2)
    if factors > 2 {
      merge(parts.3, first + 3)
      merge(parts.4, first + 4)
    }
    var limb = first + (factors > 2 ? 5 : 3)
    while carry != 0, limb < limbs.count {
      merge(0, limb)
      limb += 1
    }
  }
}
