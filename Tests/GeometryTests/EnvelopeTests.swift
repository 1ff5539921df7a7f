import Foundation
import TestSupport
import Testing

@testable import Geometry

struct EnvelopeTests {
  /// The same setback from every line of a lot.
  static func around(_ lot: MultiPolygon, _ distance: Double) -> [Setback] {
    (0..<lot.ringCount).compactMap {
      Polyline(lot.ring($0)).map { Setback($0, distance: distance) }
    }
  }

  @Test func `a rectangle keeps a smaller rectangle`() throws {
    let lot = region(rectangle(100, 200, 20, 30))
    let envelope = try #require(lot.envelope(setbacks: Self.around(lot, 3)))
    #expect(abs(envelope.area - 14 * 24) < 1e-9)
    #expect(envelope.isTraced)
    #expect(abs(envelope.region.area - 14 * 24) < 1e-6)
    #expect(envelope.region.box.distance(to: Point(103, 203)) < 1e-9)
  }

  @Test func `each line has its own setback`() throws {
    let lot = region(rectangle(0, 0, 20, 30))
    let corners = [Point(0, 0), Point(20, 0), Point(20, 30), Point(0, 30), Point(0, 0)]
    let setbacks = zip(zip(corners, corners.dropFirst()), [6.0, 2.5, 7.5, 0]).map {
      Setback(Polyline([$0.0, $0.1])!, distance: $1)
    }
    let envelope = try #require(lot.envelope(setbacks: setbacks))
    #expect(abs(envelope.area - 17.5 * 16.5) < 1e-9)
    #expect(envelope.isTraced)
  }

  @Test func `an inner corner leaves a quarter circle free`() throws {
    // An L: at the inner corner the distance is to a point.
    let lot = region(
      Polygon([
        Point(0, 0), Point(20, 0), Point(20, 10), Point(10, 10), Point(10, 20), Point(0, 20),
      ])!)
    let envelope = try #require(lot.envelope(setbacks: Self.around(lot, 2)))
    let withCorner = 16.0 * 6 + 6 * 10 + (4 - Double.pi)
    #expect(abs(envelope.area - withCorner) < 1e-9)
    #expect(abs(envelope.region.area - envelope.area) < 0.05)
  }

  @Test func `setbacks that meet leave nothing and a narrow waist leaves two parts`() throws {
    let narrow = region(rectangle(0, 0, 5, 30))
    let nothing = try #require(narrow.envelope(setbacks: Self.around(narrow, 3)))
    #expect(nothing.region.isEmpty)
    #expect(nothing.area == 0)
    let waist = region(
      Polygon([
        Point(0, 0), Point(20, 0), Point(12, 15), Point(20, 30), Point(0, 30), Point(8, 15),
      ])!)
    let two = try #require(waist.envelope(setbacks: Self.around(waist, 3)))
    #expect(two.region.partCount == 2)
  }

  @Test(arguments: 0..<30)
  func `random lots keep what a second opinion keeps`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(500 + seed))
    let shift = seed % 2 == 0 ? Point(0, 0) : Point(2_680_000, 1_247_000)
    let lot = MultiPolygon(
      seed % 3 == 0
        ? starWithHole(shift, 40, corners: .random(in: 5...24, using: &random), using: &random)
        : Polygon(
          star(shift, 12...30, corners: .random(in: 3...24, using: &random), using: &random)))
    var capsules: [Capsule] = []
    var setbacks: [Setback] = []
    for ring in 0..<lot.ringCount {
      for (a, b) in zip(lot.ring(ring), lot.ring(ring).dropFirst()) {
        let distance = [0, 1.5, 2, 3, 4.5].randomElement(using: &random)!
        setbacks.append(Setback(Polyline([a, b])!, distance: distance))
        capsules.append(Capsule(a: a, b: b, radius: distance))
      }
    }
    let envelope = try #require(lot.envelope(setbacks: setbacks))
    let theirs = try #require(GEOS().difference(lot, capsules: capsules))
    let isTraced = envelope.isTraced
    let area = envelope.area
    let difference = abs(area - theirs.area)
    let drawn = abs(area - envelope.region.area)
    #expect(isTraced)
    #expect(difference < 0.05)
    #expect(drawn < 1)
  }

  @Test(.enabled(if: dataFolder != nil, "the city's data are not beside the repository"))
  func `every lot of Cambridge is traced, and as a second opinion draws it`() throws {
    let lots = try features("cambridge/parcels_fy2014.geojson", property: "ML")
      .filter { !$0.region.isEmpty && $0.region.coordinates.count <= 100 }
    for place in stride(from: 0, to: lots.count, by: 30) {
      let lot = lots[place].region
      guard lot.isEvidentlyValid else { continue }
      let envelope = try #require(lot.envelope(setbacks: Self.around(lot, 3)))
      let capsules = (0..<lot.ringCount).flatMap { ring in
        zip(lot.ring(ring), lot.ring(ring).dropFirst()).map { Capsule(a: $0, b: $1, radius: 3) }
      }
      let theirs = try #require(GEOS().difference(lot, capsules: capsules))
      let isTraced = envelope.isTraced
      let difference = abs(envelope.area - theirs.area)
      #expect(isTraced, "\(lots[place].name)")
      #expect(difference < 0.05, "\(lots[place].name)")
    }
  }
}
