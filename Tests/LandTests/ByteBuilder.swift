import Foundation
import Geometry

/// Bytes as formats write them.
struct ByteBuilder {
  var bytes: [UInt8] = []
  var isBig = false

  mutating func byte(_ value: UInt8) { bytes.append(value) }
  mutating func integer<Value: FixedWidthInteger>(_ value: Value) {
    withUnsafeBytes(of: isBig ? value.bigEndian : value.littleEndian) {
      bytes.append(contentsOf: $0)
    }
  }
  mutating func double(_ value: Double) { integer(value.bitPattern) }
  mutating func point(_ x: Double, _ y: Double) {
    double(x)
    double(y)
  }
  mutating func text(_ text: String, padded count: Int? = nil) {
    let utf8 = Array(text.utf8)
    bytes += utf8
    if let count { bytes += Array(repeating: 0, count: count - utf8.count) }
  }

  var data: Data { Data(bytes) }
}

/// Well-known binary of numbers: the head, then what comes after it.
func wellKnownBinary(
  _ code: UInt32, isBig: Bool = false, srid: UInt32? = nil, _ body: (inout ByteBuilder) -> Void
) -> [UInt8] {
  var builder = ByteBuilder(isBig: isBig)
  builder.byte(isBig ? 0 : 1)
  builder.integer(srid == nil ? code : code | 0x2000_0000)
  if let srid { builder.integer(srid) }
  body(&builder)
  return builder.bytes
}

/// A line or a circular string of well-known binary.
func wellKnownLine(
  _ points: [(Double, Double)], code: UInt32 = 2, isBig: Bool = false, others: Int = 0
) -> [UInt8] {
  wellKnownBinary(code, isBig: isBig) {
    $0.integer(UInt32(points.count))
    for (x, y) in points {
      $0.point(x, y)
      for _ in 0..<others { $0.double(99) }
    }
  }
}

func wellKnownCollection(_ code: UInt32, _ parts: [[UInt8]], isBig: Bool = false) -> [UInt8] {
  wellKnownBinary(code, isBig: isBig) {
    $0.integer(UInt32(parts.count))
    for part in parts { $0.bytes += part }
  }
}

/// A copy of some bytes, each changed a little by a seed.
func damaged(_ bytes: [UInt8], using random: inout some RandomNumberGenerator) -> [UInt8] {
  var copy = bytes
  for _ in 0..<Int.random(in: 1...4, using: &random) {
    let place = Int.random(in: 0..<copy.count, using: &random)
    if Bool.random(using: &random) {
      copy[place] = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &random) ?? 0
    } else {
      copy[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    }
  }
  return copy
}
