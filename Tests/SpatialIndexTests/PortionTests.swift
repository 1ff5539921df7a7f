import Foundation
import Geometry
import TestSupport
import Testing

@testable import SpatialIndex

struct PortionTests {
  static func region(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) throws -> MultiPolygon
  {
    MultiPolygon(Polygon(try LayerTests.rectangle(x0, y0, x1, y1)))
  }

  @Test func `a lot cut by a line has two portions with their measures`() throws {
    let zones = try [Self.region(0, 0, 100, 30), Self.region(0, 30, 100, 100)]
    let covering = try #require(try FlatLayer(regions: zones).covering)
    // On the lower edge of the first zone, 20 wide and 50 deep.
    let portions = ShareCalculator(covering).portions(of: try Self.region(10, 0, 30, 50))
    #expect(portions.map(\.zone) == [0, 1])
    #expect(portions.map { ($0.area * 1e6).rounded() / 1e6 } == [600, 400])
    #expect(portions.map { ($0.frontage * 1e6).rounded() / 1e6 } == [80, 60])
    #expect(portions.map { ($0.cut * 1e6).rounded() / 1e6 } == [20, 20])
    #expect(abs((portions[0].depth ?? 0) - 30) <= 0.001)
    #expect(abs((portions[1].depth ?? 0) - 20) <= 0.001)
    #expect(portions[1].meanWidth == 2 * portions[1].area / portions[1].perimeter)
  }

  @Test func `a lot in one zone has no line through it, also where its side lies on one`() throws {
    let zones = try [Self.region(0, 0, 100, 30), Self.region(0, 30, 100, 100)]
    let covering = try #require(try FlatLayer(regions: zones).covering)
    let calculator = ShareCalculator(covering)
    for lot in try [Self.region(10, 5, 30, 30), Self.region(10, 5, 30, 20)] {
      let portions = calculator.portions(of: lot, over: 1e-6)
      #expect(portions.map(\.zone) == [0])
      #expect(portions.first?.depth == nil && portions.first?.cut == 0)
      #expect(abs((portions.first?.frontage ?? 0) - lot.perimeter) < 1e-6)
    }
  }

  @Test func `the depth of a corner cut off is measured from its line`() throws {
    let corner = MultiPolygon(
      try #require(Polygon([Point(0, 0), Point(10, 0), Point(0, 10)])))
    let rest = MultiPolygon(
      try #require(
        Polygon([Point(10, 0), Point(50, 0), Point(50, 50), Point(0, 50), Point(0, 10)])))
    let covering = try #require(try FlatLayer(regions: [corner, rest]).covering)
    let portions = ShareCalculator(covering).portions(of: try Self.region(0, 0, 20, 20))
    #expect(abs((portions[0].depth ?? 0) - 10 / 2.0.squareRoot()) <= 0.0011)
    #expect(abs((portions[1].depth ?? 0) - 15 * 2.0.squareRoot()) <= 0.0011)
  }

  @Test func `an island in a lot is as deep as its middle`() throws {
    let island = try Self.region(40, 40, 60, 60)
    let covering = try #require(try FlatLayer(regions: [island]).covering)
    let portion = try #require(
      ShareCalculator(covering).portions(of: try Self.region(0, 0, 100, 100)).first)
    #expect(portion.frontage == 0)
    #expect(abs(portion.cut - 80) < 1e-9)
    let depth = try #require(portion.depth)
    #expect(depth >= 10 && depth <= 10.1)
  }

  @Test func `a round island is measured along its arc`() throws {
    let centre = Point(50, 50)
    let disc = try #require(
      Ring(
        [centre + Point(10, 0), centre - Point(10, 0)],
        arcs: [
          Arc(edge: 0, through: centre + Point(0, 10)),
          Arc(edge: 1, through: centre - Point(0, 10)),
        ]))
    let covering = try #require(try FlatLayer(regions: [MultiPolygon(Polygon(disc))]).covering)
    let lot = try Self.region(50, 0, 100, 100)
    let portion = try #require(ShareCalculator(covering).portions(of: lot).first)
    #expect(abs(portion.area - 50 * .pi) < 1e-9)
    #expect(abs(portion.cut - 10 * .pi) < 1e-6)
    #expect(abs(portion.frontage - 20) < 1e-3)
    #expect(abs((portion.depth ?? 0) - 10) <= 0.1)
  }

  @Test func `boundaries are shared out without loss`() throws {
    let patchwork = try Patchwork(8, seed: 41, arcs: 0.3)
    let covering = try #require(try FlatLayer(regions: patchwork.zones).covering)
    let calculator = ShareCalculator(covering)
    var random = SeededGenerator(seed: 42)
    for _ in 0..<8 {
      let lot = try ShareTests.star(&random, in: patchwork.inside.expanded(by: -40), radius: 40)
      let portions = calculator.portions(of: lot)
      #expect(abs(portions.reduce(0) { $0 + $1.frontage } - lot.perimeter) < 0.01)
      for portion in portions where portions.count > 1 {
        #expect(portion.depth.map { $0 > 0 && $0 < 100 } ?? (portion.cut == 0))
      }
    }
  }
}

struct NearestFeatureTests {
  @Test func `finds the nearest lines that a look at every line finds`() throws {
    var random = SeededGenerator(seed: 51)
    let extent = Box(minX: 5e5, minY: 4e6, maxX: 5.02e5, maxY: 4.002e6)
    func place() -> Point {
      Point(
        .random(in: extent.minX...extent.maxX, using: &random),
        .random(in: extent.minY...extent.maxY, using: &random))
    }
    let lines = try (0..<300).map { _ in
      let start = place()
      return try #require(
        Polyline([
          start, start + Point(.random(in: -90...90, using: &random), 40), start + Point(5, 80),
        ]))
    }
    var builder = FlatLayerBuilder()
    for line in lines { builder.append(line) }
    let layer = try builder.finished(isCovered: false)
    let regions = try (0..<40).map { _ in
      try ShareTests.star(&random, in: extent, radius: .random(in: 5...200, using: &random))
    }
    let lots = try FlatLayer(regions: regions, isCovered: false)
    let finder = NearestFinder(layer)
    for (feature, region) in regions.enumerated() {
      let limit = feature % 3 == 0 ? 60.0 : .infinity
      let expected = lines.indices.map { ($0, region.distance(to: lines[$0])) }
        .filter { $0.1 <= limit }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.prefix(4)
      let found = finder.nearest(to: feature, of: lots, count: 4, maxDistance: limit)
      #expect(found.map(\.feature) == expected.map(\.0))
      for (a, b) in zip(found, expected) { #expect(abs(a.distance - b.1) < 1e-9) }
      #expect(
        finder.nearestOne(to: feature, of: lots, maxDistance: limit)?.feature == expected.first?.0)
    }
  }

  @Test func `points and regions are found too, and what lies within is at no distance`() throws {
    var builder = FlatLayerBuilder()
    try builder.append(Point(50, 50))
    builder.append(try PortionTests.region(200, 0, 210, 10))
    builder.append(try PortionTests.region(-500, -500, 500, 500))
    let layer = try builder.finished(isCovered: false)
    let lots = try FlatLayer(regions: [try PortionTests.region(0, 0, 20, 10)], isCovered: false)
    let found = NearestFinder(layer).nearest(to: 0, of: lots, count: 5)
    #expect(found.map(\.feature) == [2, 0, 1])
    #expect(found.map(\.distance) == [0, 50, 180])
  }

  @Test func `nothing is near an empty layer`() throws {
    let none = try FlatLayer(regions: [])
    let lots = try FlatLayer(regions: [try PortionTests.region(0, 0, 20, 10)])
    #expect(NearestFinder(none).nearest(to: 0, of: lots).isEmpty)
  }
}
