/// Numbers as files write them, read to the last bit.
enum Numeral {
  /// The number that all of some bytes are, also `nan` and `inf`; nil where they are none.
  static func double(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    var at = 0
    if let quick = quick(bytes, &at), at == bytes.count { return quick }
    return bytes.count < 400 ? Double(String(decoding: bytes, as: UTF8.self)) : nil
  }

  /// The number that some bytes begin with, where it has few enough digits to be exact in one division of numbers that are
  /// exact in binary (Clinger 1990); `at` is moved past it. Nil for any other.
  @inline(__always)
  static func quick(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> Double? {
    var place = at
    let end = bytes.count
    var isNegative = false
    if place < end, bytes[place] == UInt8(ascii: "-") {
      isNegative = true
      place &+= 1
    }
    var mantissa: UInt64 = 0
    let firstDigit = place
    while place < end, bytes[place] &- 48 < 10 {
      mantissa = mantissa &* 10 &+ UInt64(bytes[place] &- 48)
      place &+= 1
    }
    var digits = place &- firstDigit
    guard digits > 0 else { return nil }
    var scale = 0
    if place < end, bytes[place] == UInt8(ascii: ".") {
      place &+= 1
      let firstPlace = place
      while place < end, bytes[place] &- 48 < 10 {
        mantissa = mantissa &* 10 &+ UInt64(bytes[place] &- 48)
        place &+= 1
      }
      scale = place &- firstPlace
      guard scale > 0 else { return nil }
      digits &+= scale
    }
    if place < end, bytes[place] | 32 == UInt8(ascii: "e") { return nil }
    guard digits < 19, mantissa < 1 << 53, scale <= 22 else { return nil }
    at = place
    let value = Double(mantissa) / powersOfTen[scale]
    return isNegative ? -value : value
  }
}

private let powersOfTen: [Double] = (0...22).map { exponent in
  var value = 1.0
  for _ in 0..<exponent { value *= 10 }
  return value
}

/// A number as a column of text has it: whole numbers without a point.
func numberText(_ number: Double) -> String {
  number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : "\(number)"
}
