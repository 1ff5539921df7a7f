import Foundation
import Geometry
import TestSupport
import Testing

@testable import Land

/// A field of a flatbuffer's table.
private indirect enum Field {
  case none
  case byte(UInt8)
  case short(UInt16)
  case int(Int32)
  case long(UInt64)
  case text(String)
  case bytes([UInt8])
  case ints([UInt32])
  case doubles([Double])
  case table([Field])
  case tables([[Field]])
}

extension ByteBuilder {
  fileprivate mutating func patch(_ place: Int) {
    withUnsafeBytes(of: UInt32(bytes.count - place).littleEndian) { offset in
      for index in 0..<4 { bytes[place + index] = offset[index] }
    }
  }

  /// A table where the bytes are now: the list of its fields, the fields, then what they lead to.
  fileprivate mutating func table(_ fields: [Field], from offset: Int) {
    let list = bytes.count
    var places = 4
    var starts: [UInt16] = []
    for field in fields {
      let size =
        switch field {
        case .none: 0
        case .byte: 1
        case .short: 2
        case .long: 8
        default: 4
        }
      starts.append(size == 0 ? 0 : UInt16(places))
      places += size
    }
    integer(UInt16(4 + 2 * fields.count))
    integer(UInt16(places))
    for start in starts { integer(start) }
    let start = bytes.count
    patchTable(offset, start)
    integer(Int32(start - list))
    var pending: [(Int, Field)] = []
    for field in fields {
      switch field {
      case .none: break
      case .byte(let value): byte(value)
      case .short(let value): integer(value)
      case .int(let value): integer(value)
      case .long(let value): integer(value)
      default:
        pending.append((bytes.count, field))
        integer(UInt32(0))
      }
    }
    for (place, field) in pending { lead(place, field) }
  }

  private mutating func patchTable(_ place: Int, _ target: Int) {
    withUnsafeBytes(of: UInt32(target - place).littleEndian) { offset in
      for index in 0..<4 { bytes[place + index] = offset[index] }
    }
  }

  private mutating func lead(_ place: Int, _ field: Field) {
    switch field {
    case .table(let fields): table(fields, from: place)
    case .text(let text):
      patch(place)
      integer(UInt32(text.utf8.count))
      bytes += Array(text.utf8) + [0]
    case .bytes(let values):
      patch(place)
      integer(UInt32(values.count))
      bytes += values
    case .ints(let values):
      patch(place)
      integer(UInt32(values.count))
      for value in values { integer(value) }
    case .doubles(let values):
      patch(place)
      integer(UInt32(values.count))
      for value in values { double(value) }
    case .tables(let tables):
      patch(place)
      integer(UInt32(tables.count))
      let first = bytes.count
      for _ in tables { integer(UInt32(0)) }
      for (index, fields) in tables.enumerated() { table(fields, from: first + 4 * index) }
    default: break
    }
  }
}

private func buffer(_ fields: [Field]) -> [UInt8] {
  var builder = ByteBuilder()
  builder.integer(UInt32(0))
  builder.table(fields, from: 0)
  var sized = ByteBuilder()
  sized.integer(UInt32(builder.bytes.count))
  return sized.bytes + builder.bytes
}

@Suite struct FlatGeobufTests {
  private func geometry(
    _ type: UInt8, _ xy: [Double] = [], ends: [UInt32] = [], parts: [[Field]] = []
  ) -> [Field] {
    [
      ends.isEmpty ? .none : .ints(ends), xy.isEmpty ? .none : .doubles(xy), .none, .none, .none,
      .none, .byte(type), parts.isEmpty ? .none : .tables(parts),
    ]
  }

  private func file(
    type: UInt8, features: [(geometry: [Field]?, values: [UInt8])], node: UInt16 = 0,
    count: UInt64? = nil
  ) -> [UInt8] {
    let columns: [[Field]] = [
      [.text("number"), .byte(11)], [.text("area"), .byte(10)], [.text("storeys"), .byte(5)],
      [.text("listed"), .byte(2)],
    ]
    var bytes: [UInt8] = [0x66, 0x67, 0x62, 3, 0x66, 0x67, 0x62, 1]
    bytes += buffer([
      .text("lots"), .none, .byte(type), .none, .none, .none, .none, .tables(columns),
      .long(count ?? UInt64(features.count)), .short(node),
      .table([.text("EPSG"), .int(2039)]),
    ])
    if node > 0 { bytes += [UInt8](repeating: 0xAA, count: 40 * (features.count + 1)) }
    for feature in features {
      bytes += buffer([feature.geometry.map { .table($0) } ?? .none, .bytes(feature.values)])
    }
    return bytes
  }

  private func values(_ number: String, _ area: Double, _ storeys: Int32) -> [UInt8] {
    var builder = ByteBuilder()
    builder.integer(UInt16(0))
    builder.integer(UInt32(number.utf8.count))
    builder.text(number)
    builder.integer(UInt16(1))
    builder.double(area)
    builder.integer(UInt16(2))
    builder.integer(storeys)
    builder.integer(UInt16(3))
    builder.byte(1)
    return builder.bytes
  }

  private let square: [Double] = [0, 0, 10, 0, 10, 10, 0, 10, 0, 0, 2, 2, 2, 4, 4, 4, 4, 2, 2, 2]

  private var good: [UInt8] {
    file(
      type: 0,
      features: [
        (geometry(3, square, ends: [5, 10]), values("מגרש ۱", 96, -2)),
        (
          geometry(
            6, parts: [geometry(3, square, ends: [5, 10]), geometry(3, [20, 0, 30, 0, 30, 5])]),
          values("2", 0.5, 3)
        ),
        (
          geometry(
            10,
            parts: [
              geometry(
                9,
                parts: [
                  geometry(2, [0, 10, 0, 0, 10, 0, 10, 10]), geometry(8, [10, 10, 5, 15, 0, 10]),
                ])
            ]), []
        ),
        (nil, values("4", 1, 1)),
        (geometry(1, [7, 8]), []),
      ], node: 16)
  }

  @Test func `features are read with their values, holes, parts and arcs`() throws {
    let table = try FlatGeobufReader.read(
      Data(good), columns: ["storeys", "number", "area", "listed", "none"])
    #expect(table.crs == "EPSG:2039")
    #expect(table.columns == ["number", "area", "storeys", "listed"])
    #expect((0..<5).map { table.row(0).values[$0] } == ["-2", "מגרש ۱", "96", "true", nil])
    #expect(table.row(1).values[2] == "0.5")
    #expect(table.row(2).values[1] == nil)
    #expect(try table.region(table.row(0)).get().area == 96)
    #expect(try table.region(table.row(1)).get().area == 121)
    #expect(abs(try table.region(table.row(2)).get().area - 100 - .pi * 12.5) < 1e-9)
    #expect(table.row(3).parts.isEmpty && table.row(3).fault == nil)
    #expect(try table.points(table.row(4)).get() == [Point(7, 8)])
  }

  @Test func `a file that is cut off anywhere never opens`() {
    let whole = good
    for count in 0..<whole.count {
      #expect(throws: UnreadableFile.self, "\(count)") {
        try FlatGeobufReader.read(Data(whole.prefix(count)), columns: ["number"])
      }
    }
    #expect(throws: UnreadableFile.self) {
      try FlatGeobufReader.read(Data(whole + [0]), columns: ["number"])
    }
  }

  @Test func `damage never crashes, and counts that lie are refused`() {
    var random = SeededGenerator(seed: 53)
    let whole = good
    for _ in 0..<4000 {
      guard
        let table = try? FlatGeobufReader.read(
          Data(damaged(whole, using: &random)), columns: ["number", "area"])
      else { continue }
      for row in table.rows {
        _ = table.region(row)
        _ = (row.values[0], row.values[1])
      }
    }
    for count in [6, 1 << 20, UInt64.max] {
      #expect(throws: UnreadableFile.self) {
        try FlatGeobufReader.read(
          Data(file(type: 1, features: [(geometry(1, [7, 8]), [])], count: count)), columns: [])
      }
    }
  }
}
