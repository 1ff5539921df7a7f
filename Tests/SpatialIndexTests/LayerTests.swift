import Columns
import Foundation
import Geometry
import TestSupport
import Testing

@testable import SpatialIndex

struct LayerTests {
  static func rectangle(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) throws -> Ring {
    try #require(Ring(Box(minX: x0, minY: y0, maxX: x1, maxY: y1)))
  }

  /// A ring with a hole, a half disc, a line with an arc, two lines in one, and a point.
  static func mixed() throws -> FlatLayer {
    var builder = FlatLayerBuilder()
    let holed = Polygon(
      try rectangle(1000, 2000, 1040, 2030), holes: [try rectangle(1010, 2010, 1020, 2020)])
    let other = Polygon(try rectangle(1100, 2000, 1110, 2010))
    builder.append(MultiPolygon([holed, other]))
    let disc = try #require(
      Ring([Point(0, 0), Point(10, 0)], arcs: [Arc(edge: 1, through: Point(5, 5))]))
    builder.append(MultiPolygon(Polygon(disc)))
    let bent = try #require(
      Polyline(
        [Point(0, 50), Point(10, 50), Point(20, 50)], arcs: [Arc(edge: 1, through: Point(15, 55))]))
    builder.append(bent)
    let straight = try #require(Polyline([Point(500, 500), Point(600, 510)]))
    builder.append([straight, straight.reversed])
    try builder.append(Point(7, 8))
    return try builder.finished(isCovered: true)
  }

  static func check(_ layer: FlatLayer, against original: FlatLayer) {
    #expect(layer.count == original.count)
    for feature in 0..<original.count {
      #expect(layer.kind(feature) == original.kind(feature))
      #expect(layer.box(feature) == original.box(feature))
      #expect(layer.region(feature) == original.region(feature))
      #expect(layer.lines(feature) == original.lines(feature))
      #expect(layer.point(feature) == original.point(feature))
    }
  }

  @Test func `shapes come back as they were given`() throws {
    let layer = try Self.mixed()
    #expect(layer.count == 5)
    #expect((0..<5).map(layer.kind) == [.region, .region, .line, .line, .point])
    let region = layer.region(0)
    #expect(region.partCount == 2 && region.ringCount == 3)
    #expect(region.area == 1200)
    #expect(abs(layer.region(1).area - 12.5 * Double.pi) < 1e-12)
    #expect(layer.box(1).maxY == 5)
    #expect(layer.line(2)?.arcs.count == 1)
    #expect(layer.lines(3).count == 2)
    #expect(layer.point(4) == Point(7, 8))
    #expect(layer.search(Box(minX: 4, minY: 4.9, maxX: 6, maxY: 6)) == [1])
    #expect(layer.search(Box(minX: 14, minY: 54, maxX: 16, maxY: 56)) == [2])
  }

  @Test func `a layer comes back from its file`() throws {
    let layer = try Self.mixed()
    let path = NSTemporaryDirectory() + "mizan-\(UUID().uuidString).layer"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try layer.write(to: path)
    let read = try FlatLayer(reading: path, verifying: true)
    Self.check(read, against: layer)
    #expect(read.covering?.zones(at: Point(5, 4.9)) == [1])
    #expect(read.covering?.zones(at: Point(1015, 2015)) == [])
    // Written again it takes the old file's place, and who has that open still reads it.
    try FlatLayer(regions: [layer.region(0)]).write(to: path)
    #expect(try FlatLayer(reading: path).count == 1)
    Self.check(read, against: layer)
  }

  @Test func `an empty layer finds nothing`() throws {
    let layer = try FlatLayer(regions: [])
    #expect(layer.count == 0 && layer.covering == nil)
    #expect(layer.search(Box(minX: -1, minY: -1, maxX: 1, maxY: 1)).isEmpty)
    let path = NSTemporaryDirectory() + "mizan-\(UUID().uuidString).layer"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try layer.write(to: path)
    #expect(try FlatLayer(reading: path).count == 0)
  }

  @Test func `a file that is cut off anywhere is refused by name`() throws {
    let path = NSTemporaryDirectory() + "mizan-\(UUID().uuidString).layer"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Self.mixed().write(to: path)
    let whole = try Data(contentsOf: URL(filePath: path))
    for length in stride(from: 0, to: whole.count, by: 37) {
      try whole.prefix(length).write(to: URL(filePath: path))
      let fault = #expect(throws: ColumnFileFault.self) { try FlatLayer(reading: path) }
      if length >= 64, let fault {
        #expect(fault == .cutOff(path, bytes: length, of: UInt64(whole.count)))
        #expect("\(fault)".contains("is cut off: it has \(length) of \(whole.count) bytes"))
      }
    }
  }

  @Test func `foreign files and other versions are told apart`() throws {
    let path = NSTemporaryDirectory() + "mizan-\(UUID().uuidString).layer"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(repeating: 65, count: 500).write(to: URL(filePath: path))
    #expect(throws: ColumnFileFault.foreign(path)) { try FlatLayer(reading: path) }
    try Self.mixed().write(to: path)
    var bytes = try Data(contentsOf: URL(filePath: path))
    bytes[8] = 9
    try bytes.write(to: URL(filePath: path))
    #expect(throws: ColumnFileFault.otherVersion(path, 9, of: 1)) { try FlatLayer(reading: path) }
    #expect(throws: ColumnFileFault.self) { try FlatLayer(reading: path + "-none") }
    #expect(throws: ColumnFileFault.self) { try FlatLayer(reading: NSTemporaryDirectory()) }
  }

  @Test
  func
    `a file with any bit turned is refused or read without harm, and never passes when verified`()
    throws
  {
    let path = NSTemporaryDirectory() + "mizan-\(UUID().uuidString).layer"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Self.mixed().write(to: path)
    let whole = try Data(contentsOf: URL(filePath: path))
    var random = SeededGenerator(seed: 11)
    var read = 0
    for _ in 0..<1500 {
      var bytes = whole
      let place = Int.random(in: 0..<whole.count, using: &random)
      bytes[place] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &random)
      try bytes.write(to: URL(filePath: path))
      // Padding between the columns belongs to none of them.
      if let layer = try? FlatLayer(reading: path, verifying: true) {
        Self.check(layer, against: try Self.mixed())
      }
      guard let layer = try? FlatLayer(reading: path) else { continue }
      read += 1
      for feature in 0..<layer.count {
        _ = layer.kind(feature)
        _ = layer.box(feature)
        _ = layer.search(layer.box(feature))
        _ = layer.point(feature)
      }
      guard let covering = layer.covering else { continue }
      let calculator = ShareCalculator(covering)
      for feature in 0..<layer.count { _ = calculator.share(feature, of: layer) }
      for x in stride(from: -10.0, to: 1200, by: 61) {
        for y in stride(from: -10.0, to: 2100, by: 97) { _ = covering.locate(Point(x, y)) }
      }
    }
    #expect(read > 300)
  }

  @Test func `what is no number is refused with its place`() throws {
    var builder = FlatLayerBuilder()
    try builder.append(Point(1, 1))
    #expect(throws: FlatLayerFault.notFinite(feature: 1)) { try builder.append(Point(.nan, 1)) }
    let short = [Point(0, 0), Point(1, 0)]
    #expect(throws: FlatLayerFault.noRing(feature: 1)) {
      try short.withUnsafeBufferPointer { ring throws(FlatLayerFault) in
        try builder.addRing(ring, isHole: false)
      }
    }
    #expect(try builder.finished(isCovered: true).count == 1)
  }
}
