import Testing

@testable import Facts

struct ExactNumberTests {
  /// SplitMix64, so that every run draws the same numbers.
  private struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  private func some(_ random: inout Seeded) -> Number {
    let bits = Int.random(in: 0...62, using: &random)
    let magnitude = Int(random.next() >> UInt64(64 - max(bits, 1)))
    let exponent =
      Int.random(in: 0..<20, using: &random) == 0
      ? Int.random(in: -6176...6111, using: &random) : Int.random(in: -4...2, using: &random)
    let number = Number(Bool.random(using: &random) ? -magnitude : magnitude, exponent: exponent)
    guard Int.random(in: 0..<10, using: &random) == 0 else { return number }
    return number / Number(7) ?? number
  }

  @Test func `the short ways give what the decimal library gives`() {
    var random = Seeded(state: 20_250_210)
    var differing = 0
    for _ in 0..<100_000 {
      let a = some(&random)
      let b = some(&random)
      if a + b != Number.slowSum(a, b) || a - b != Number.slowDifference(a, b) { differing += 1 }
      if a * b != Number.slowProduct(a, b) { differing += 1 }
      // The same value, or its neighbour, at another exponent too.
      let places = Int.random(in: 1...20, using: &random)
      let near = a.rounded(places: places) ?? a
      for (a, b) in [(a, b), (a, near), (near, a), (a, -near), (Number(0, exponent: places), a)] {
        let isLess = Number.slowLess(a, b)
        if (a == b) != Number.slowEqual(a, b) || (a < b) != isLess { differing += 1 }
        if (a >= b) == isLess || (b > a) != isLess || (b <= a) == isLess { differing += 1 }
      }
      if a.isNegative != Number.slowLess(a, .zero) { differing += 1 }
    }
    #expect(differing == 0)
  }

  @Test func `what is equal hashes alike and reads back from its text`() {
    var random = Seeded(state: 7)
    for _ in 0..<2000 {
      let a = some(&random)
      #expect(Number(a.description) == a)
      guard let b = a * Number(10), let c = b / Number(10) else { continue }
      if c == a { #expect(c.hashValue == a.hashValue) }
    }
    #expect(Set([Number("1.0"), Number("1.00"), Number("1")]).count == 1)
    #expect(Set([Number("0.0"), Number("-0"), Number("0")]).count == 1)
  }

  @Test(arguments: [
    ("۱٬۲۳۴٫۵", "1234.5"), ("١٢٫٥", "12.5"), ("1,234", "1234"), ("1 234 567", "1234567"),
    ("−5", "-5"), ("+5", "5"), (".5", "0.5"),
  ])
  func `a number reads in the digits of its script`(written: String, expected: String) {
    #expect(Number(reading: written)?.description == expected)
  }

  @Test(arguments: [
    "1,5", "12,", "1,234567", "1,,234", "1.2.3", "1,234 567", "", "-", "5-", "1e5", "½", ".",
  ])
  func `an ambiguous number is refused`(written: String) {
    #expect(Number(reading: written) == nil)
  }

  @Test func `a number is written in the digits of its language`() {
    let number = Number("1234.5") ?? .zero
    #expect(number.formatted(in: "fa", minimumPlaces: 2, maximumPlaces: 2) == "۱٬۲۳۴٫۵۰")
    #expect(number.formatted(in: "ar", minimumPlaces: 0, maximumPlaces: 2) == "١٬٢٣٤٫٥")
    #expect(number.formatted(in: "he", minimumPlaces: 0, maximumPlaces: 0) == "1,234")
    #expect(Number(3).formatted(in: "ru", minimumPlaces: 1, maximumPlaces: 2) == "3,0")
  }

  @Test func `the remainder takes the sign of the divisor`() {
    #expect(Number(-12).modulo(5) == 3)
    #expect(Number(12).modulo(-5) == -3)
    #expect(Number("10.1")?.modulo(Number("4.5") ?? 1) == Number("1.1"))
  }

  @Test func `quotients of whole numbers are those of the decimal library`() {
    var random = Seeded(state: 20_250_211)
    func whole() -> Int64 {
      let bits = Int.random(in: 1...52, using: &random)
      let magnitude = Int64(random.next() >> UInt64(64 - bits))
      return Bool.random(using: &random) ? -magnitude : magnitude
    }
    for _ in 0..<20_000 {
      let (a, b) = (whole(), whole())
      let exponent = Int.random(in: -6...6, using: &random)
      let wanted = (Number(Int(a)) / Number(Int(b))).flatMap { $0 * Number(1, exponent: exponent) }
      let found = Number.quotient(a, b, exponent: exponent)
      #expect(found == wanted, "\(a) / \(b) by \(exponent)")
      #expect(found?.description == wanted?.description, "\(a) / \(b) by \(exponent)")
    }
    #expect(Number.quotient(1, 0, exponent: 0) == nil)
    #expect(Number.quotient(1 << 52, 3, exponent: 0) == nil)
  }
}
