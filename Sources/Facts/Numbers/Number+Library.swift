internal import CDecimal

/// The operations by the decimal library alone, to hold the short ways against.
extension Number {
  package static func slowSum(_ a: Number, _ b: Number) -> Number? {
    finite(decimal128_add(a.raw, b.raw))
  }
  package static func slowDifference(_ a: Number, _ b: Number) -> Number? {
    finite(decimal128_sub(a.raw, b.raw))
  }
  package static func slowProduct(_ a: Number, _ b: Number) -> Number? {
    finite(decimal128_mul(a.raw, b.raw))
  }
  package static func slowEqual(_ a: Number, _ b: Number) -> Bool {
    decimal128_equal(a.raw, b.raw) != 0
  }
  package static func slowLess(_ a: Number, _ b: Number) -> Bool {
    decimal128_less(a.raw, b.raw) != 0
  }
}
