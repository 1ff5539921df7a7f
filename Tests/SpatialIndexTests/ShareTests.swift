import Foundation
import Geometry
import TestSupport
import Testing

@testable import SpatialIndex

struct ShareTests {
  /// A star with a hole, somewhere in a box.
  static func star(_ random: inout SeededGenerator, in box: Box, radius: Double, corners: Int = 9)
    throws
    -> MultiPolygon
  {
    let centre = Point(
      .random(in: box.minX...box.maxX, using: &random),
      .random(in: box.minY...box.maxY, using: &random))
    func ring(_ size: Double) throws -> Ring {
      try #require(
        Ring(
          (0..<corners).map { corner in
            let angle = 2 * Double.pi * Double(corner) / Double(corners)
            let reach = size * Double.random(in: 0.5...1, using: &random)
            return Point(centre.x + cos(angle) * reach, centre.y + sin(angle) * reach)
          }))
    }
    return MultiPolygon(Polygon(try ring(radius), holes: [try ring(radius / 3)]))
  }

  @Test(arguments: [5.0, 30, 120])
  func `shares are those of a look at every zone, and sum to 1`(radius: Double) throws {
    let patchwork = try Patchwork(10, seed: 21)
    let covering = try #require(try FlatLayer(regions: patchwork.zones).covering)
    let calculator = ShareCalculator(covering)
    var random = SeededGenerator(seed: 22)
    for _ in 0..<150 {
      let lot = try Self.star(&random, in: patchwork.inside.expanded(by: -radius), radius: radius)
      _ = calculator.share(lot)
      let shares = calculator.shares(over: 1e-7)
      #expect(abs(calculator.area - lot.area) < 1e-9 * lot.area)
      #expect(abs(shares.reduce(0) { $0 + $1.area } / lot.area - 1) < 1e-9)
      for (zone, region) in patchwork.zones.enumerated() {
        let area = shares.first { $0.zone == zone }?.area ?? 0
        #expect(abs(area - lot.overlapArea(with: region)) < 1e-6 * lot.area)
      }
    }
  }

  @Test func `a region cut by cells has the shares of one that is not`() throws {
    let patchwork = try Patchwork(12, seed: 23)
    let covering = try #require(try FlatLayer(regions: patchwork.zones).covering)
    let calculator = ShareCalculator(covering)
    var random = SeededGenerator(seed: 24)
    for turn in 0..<6 {
      // With many corners, and reaching beyond the grid in every second turn.
      let lot = try Self.star(
        &random, in: Box([patchwork.extent.centre]), radius: turn % 2 == 0 ? 200 : 500,
        corners: 900)
      _ = calculator.share(lot)
      let shares = calculator.shares(over: 1e-6)
      for (zone, region) in patchwork.zones.enumerated() {
        let area = shares.first { $0.zone == zone }?.area ?? 0
        #expect(abs(area - lot.overlapArea(with: region)) < 1e-5)
      }
      if turn % 2 == 0 { #expect(abs(shares.reduce(0) { $0 + $1.area } / lot.area - 1) < 1e-9) }
    }
  }

  @Test func `a region whose edges lie on the lines of the cells is cut rightly`() throws {
    let patchwork = try Patchwork(12, seed: 25)
    let covering = try #require(try FlatLayer(regions: patchwork.zones).covering)
    let grid = covering.kernel
    func line(_ column: Int, _ row: Int) -> Point {
      Point(grid.left + Double(column) * grid.side, grid.bottom + Double(row) * grid.side)
    }
    // Stairs of many corners, up one side and down the other.
    var corners: [Point] = []
    for step in 2..<12 { corners += [line(step, step), line(step + 1, step)] }
    corners += [line(12, 13), line(3, 13)]
    let filler = (0..<300).map { place in
      line(3, 13) + (line(2, 2) - line(3, 13)) * (Double(place) / 300)
    }
    let lot = MultiPolygon(try #require(Polygon(corners + filler)))
    let calculator = ShareCalculator(covering)
    _ = calculator.share(lot)
    let shares = calculator.shares(over: 1e-6)
    #expect(abs(shares.reduce(0) { $0 + $1.area } / lot.area - 1) < 1e-9)
    for share in shares {
      #expect(abs(share.area - lot.overlapArea(with: patchwork.zones[share.zone])) < 1e-5)
    }
  }

  @Test func `arcs are shared out exactly`() throws {
    let patchwork = try Patchwork(8, seed: 26, arcs: 0.5)
    let covering = try #require(try FlatLayer(regions: patchwork.zones).covering)
    let calculator = ShareCalculator(covering)
    var random = SeededGenerator(seed: 27)
    let fine = patchwork.zones.map { $0.chorded(tolerance: 1e-4) }
    for turn in 0..<30 {
      let centre = patchwork.point(&random, in: patchwork.inside.expanded(by: -35))
      let radius = Double.random(in: 2...30, using: &random)
      let lot: MultiPolygon
      if turn % 2 == 0 {
        let disc = try #require(
          Ring(
            [centre + Point(radius, 0), centre - Point(radius, 0)],
            arcs: [
              Arc(edge: 0, through: centre + Point(0, radius)),
              Arc(edge: 1, through: centre - Point(0, radius)),
            ]))
        lot = MultiPolygon(Polygon(disc))
        #expect(abs(lot.area - .pi * radius * radius) < 1e-9 * lot.area)
      } else {
        lot = try Self.star(&random, in: Box([centre]), radius: radius)
      }
      _ = calculator.share(lot)
      let shares = calculator.shares(over: 1e-7)
      #expect(abs(calculator.area - lot.area) < 1e-9 * lot.area)
      #expect(abs(shares.reduce(0) { $0 + $1.area } / lot.area - 1) < 1e-9)
      let chorded = lot.chorded(tolerance: 1e-4)
      for share in shares {
        #expect(abs(share.area - chorded.overlapArea(with: fine[share.zone])) < 0.03)
      }
    }
  }

  @Test func `a lot that is a zone is wholly in it, also when it has arcs`() throws {
    let patchwork = try Patchwork(7, seed: 28, arcs: 0.5)
    let covering = try #require(try FlatLayer(regions: patchwork.zones).covering)
    let calculator = ShareCalculator(covering)
    for (zone, region) in patchwork.zones.enumerated() {
      _ = calculator.share(region)
      let shares = calculator.shares(over: 1e-6)
      #expect(shares.map(\.zone) == [zone])
      #expect(abs((shares.first?.area ?? 0) - region.area) < 1e-8)
    }
  }

  @Test func `a city shifted has the same shares`() throws {
    let patchwork = try Patchwork(8, seed: 29)
    var random = SeededGenerator(seed: 30)
    let lots = try (0..<40).map { _ in
      try Self.star(&random, in: patchwork.inside.expanded(by: -25), radius: 25)
    }
    func shares(_ shift: Point) throws -> [[ZoneShare]] {
      let covering = try #require(
        try FlatLayer(regions: patchwork.zones.map { moved($0, shift) }).covering)
      let calculator = ShareCalculator(covering)
      return lots.map {
        _ = calculator.share(moved($0, shift))
        return calculator.shares(over: 1e-6)
      }
    }
    func moved(_ region: MultiPolygon, _ shift: Point) -> MultiPolygon {
      MultiPolygon(
        trustedCoordinates: region.coordinates.map { $0 + shift }, ringStarts: region.ringStarts,
        partStarts: region.partStarts, arcs: [])
    }
    let here = try shares(Point(0, 0))
    for turn in 0..<8 {
      let there = try shares(Point(8123.7 * Double(turn), 5711.3 * Double(turn % 3)))
      for (a, b) in zip(here, there) {
        #expect(a.map(\.zone) == b.map(\.zone))
        for (a, b) in zip(a, b) { #expect(abs(a.area - b.area) < 1e-6) }
      }
    }
  }

  @Test func `what lies beyond the zones is in none`() throws {
    let zone = MultiPolygon(Polygon(try LayerTests.rectangle(0, 0, 10, 10)))
    let covering = try #require(try FlatLayer(regions: [zone]).covering)
    let calculator = ShareCalculator(covering)
    let half = MultiPolygon(Polygon(try LayerTests.rectangle(5, -5, 15, 5)))
    _ = calculator.share(half)
    #expect(calculator.shares().map(\.zone) == [0])
    #expect(abs((calculator.shares().first?.area ?? 0) - 25) < 1e-12)
    _ = calculator.share(MultiPolygon(Polygon(try LayerTests.rectangle(500, 500, 600, 600))))
    #expect(calculator.shares().isEmpty)
    #expect(calculator.share(MultiPolygon.empty) == 0 && calculator.area == 0)
  }
}
