import Foundation
import TestSupport
import Testing

@testable import Geometry

struct EnvelopeReadingTests {
  @Test func `the two readings differ at an obtuse corner between different distances`() throws {
    // The left side leans outwards: 120° at the front's left end.
    let lean = 10 / 3.0.squareRoot()
    let lot = region(
      Polygon([Point(0, 0), Point(30, 0), Point(30, 10), Point(-lean, 10)])!)
    let setbacks = edgeSetbacks(lot) { $0 == 0 ? 4 : 0 }
    let distance = try lot.envelope(setbacks: setbacks)
    let yard = try lot.envelope(setbacks: setbacks, reading: .yardOfFullWidth)
    // The yard is the strip up to 4 m; the distance leaves what lies beyond the disc's sector of 30°.
    let strip = 4 * 30 + 4 * 4 / 3.0.squareRoot() / 2
    #expect(abs(yard.area - (lot.area - strip)) < 1e-9)
    let sector = Double.pi * 16 / 12
    #expect(abs(distance.area - (lot.area - 4 * 30 - sector)) < 1e-9)
    #expect(distance.region.arcs.count == 1)
    #expect(yard.region.arcs.isEmpty)
  }

  @Test(arguments: 0..<20)
  func `the readings agree where all corners are right, and where all distances are one`(
    seed: Int
  ) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let width = Double.random(in: 10...40, using: &random)
    let depth = Double.random(in: 10...40, using: &random)
    let box = region(rectangle(5, 7, width, depth))
    let each = edgeSetbacks(box) { _ in .random(in: 0...4, using: &random) }
    #expect(
      abs(
        try box.envelope(setbacks: each).area
          - box.envelope(setbacks: each, reading: .yardOfFullWidth).area) < 1e-9)
    let lot = randomLot(seed, using: &random)
    #expect(
      try lot.envelope(setbacks: around(lot, 3))
        == lot.envelope(setbacks: around(lot, 3), reading: .yardOfFullWidth))
  }

  @Test(arguments: 0..<20)
  func `the yards of a convex lot are half-planes`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(40 + seed))
    let angles = (0..<6).map { Double($0) + .random(in: 0...0.9, using: &random) }
    // A corner straight on makes the lot one that is not clipped.
    var corners = angles.map { Point(20 * cos($0), 20 * sin($0)) }
    if seed % 2 == 0 { corners.insert(corners[0].midpoint(to: corners[1]), at: 1) }
    let lot = region(Polygon(corners)!)
    let distances = (0..<lot.edgeCount).map { place in
      seed % 2 == 0 && place == 1 ? 0 : Double.random(in: 0.5...4, using: &random)
    }
    var fixed = distances
    if seed % 2 == 0 { fixed[1] = fixed[0] }
    let setbacks = edgeSetbacks(lot) { fixed[$0] }
    let envelope = try lot.envelope(setbacks: setbacks, reading: .yardOfFullWidth)
    for _ in 0..<300 {
      let point = Point(
        .random(in: -20...20, using: &random), .random(in: -20...20, using: &random))
      var margin = Double.infinity
      for (place, setback) in setbacks.enumerated() {
        let along = (setback.line.end - setback.line.start).unit
        margin = min(margin, along.cross(point - setback.line.start) - fixed[place])
      }
      if abs(margin) < 1e-5 { continue }
      #expect((envelope.region.containment(of: point, tolerance: 0) == .inside) == (margin > 0))
    }
    #expect(envelope.region.arcs.isEmpty)
  }

  @Test func `a yard ends in a disc at an inner corner`() throws {
    let setbacks = edgeSetbacks(ell) { [2: 3.0, 3: 1.0][$0] ?? 0 }
    let yard = try ell.envelope(setbacks: setbacks, reading: .yardOfFullWidth)
    let distance = try ell.envelope(setbacks: setbacks)
    #expect(abs(yard.area - distance.area) < 1e-9)
    #expect(yard.region.arcs.count == 1)
  }

  @Test func `storeys are traced each with its distances`() throws {
    let lot = region(rectangle(0, 0, 20, 30))
    let storeys = [(0.0, 3.0, 3.0), (3, 6, 3), (6, 9, 5)].map {
      SetbackStorey(heights: $0.0..<$0.1, distances: Array(repeating: $0.2, count: 4))
    }
    let result = try lot.envelopes(lines: edgeSetbacks(lot) { _ in 0 }, storeys: storeys)
    #expect(result.map(\.heights) == storeys.map(\.heights))
    let areas = result.map { Int(($0.envelope.area * 1000).rounded()) }
    #expect(areas == [336_000, 336_000, 200_000])
    #expect(result[2].envelope.pieces.allSatisfy { $0.distance == 5 })
    #expect(throws: EnvelopeRefusal.notANumber) {
      try lot.envelopes(
        lines: around(lot, 0), storeys: [SetbackStorey(heights: 0..<3, distances: [])])
    }
  }
}

struct EnvelopeArcTests {
  /// A lot around a turning circle: its front an arc that bends into the lot, its rear one that bends out of it.
  private let culDeSac = MultiPolygon(
    Polygon(
      Ring(
        [Point(-10, 0), Point(10, 0), Point(20, 30), Point(-20, 30)],
        arcs: [
          Arc(edge: 0, through: Point(0, 4)), Arc(edge: 2, through: Point(0, 36)),
        ])!))

  @Test func `an arc's setback is the concentric arc`() throws {
    let setbacks = edgeSetbacks(culDeSac) { [6.0, 2, 8, 2][$0] }
    let envelope = try culDeSac.envelope(setbacks: setbacks)
    let front = try #require(envelope.pieces.first { $0.cause == .setback(0, lotLine: 0, rule: 0) })
    // Through (-10, 0), (0, 4), (10, 0): a radius of 14.5 around (0, -10.5).
    let circle = try #require(front.circle)
    #expect(circle.centre.distance(to: Point(0, -10.5)) < 1e-9)
    #expect(abs(circle.radius - 20.5) < 1e-9)
    #expect(circle.sweep < 0)
    let rear = try #require(
      envelope.pieces.filter { $0.cause == .setback(2, lotLine: 2, rule: 2) }
        .max { $0.length < $1.length }?.circle)
    #expect(rear.sweep > 0)
    #expect(abs(envelope.region.area - envelope.area) < 1e-9)
  }

  @Test(arguments: 0..<30)
  func `a lot with arcs keeps what the lot of fine chords keeps`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(7000 + seed))
    let ring = star(
      seed % 2 == 0 ? Point(0, 0) : Point(600_000, 200_000), 15...25,
      corners: .random(in: 4...9, using: &random), using: &random)
    let arcs = (0..<(ring.points.count - 1)).compactMap { place -> Arc? in
      let (a, b) = (ring.points[place], ring.points[place + 1])
      let bulge = Double.random(in: -0.15...0.35, using: &random)
      return Bool.random(using: &random)
        ? Arc(edge: place, through: a.midpoint(to: b) - (b - a).leftNormal * bulge) : nil
    }
    let lot = MultiPolygon(Polygon(try #require(Ring(ring.points, arcs: arcs))))
    let chords = lot.chorded(tolerance: 1e-5)
    let distance = Double.random(in: 0.5...4, using: &random)
    let envelope = try lot.envelope(setbacks: around(lot, distance))
    let other = try chords.envelope(setbacks: around(chords, distance))
    #expect(abs(envelope.area - other.area) < 1e-5 * 1.5 * lot.perimeter)
    #expect(abs(envelope.area - envelope.region.area) < 1e-7)
    // Each edge of its own distance: the chords of an arc share its.
    let each = (0..<lot.edgeCount).map { _ in Double.random(in: 0...4, using: &random) }
    let mixed = try lot.envelope(setbacks: edgeSetbacks(lot) { each[$0] })
    let setbacks = edgeSetbacks(lot) { each[$0] }.map {
      Setback($0.line.chorded(tolerance: 1e-5), distance: $0.distance)
    }
    let mixedChords = try chords.envelope(setbacks: setbacks)
    #expect(abs(mixed.area - mixedChords.area) < 1e-5 * 2 * lot.perimeter)
  }

  @Test func `a round lot keeps a smaller circle, and none where the setback passes its centre`()
    throws
  {
    let lot = MultiPolygon(
      Polygon(
        Ring(
          [Point(-10, 0), Point(10, 0)],
          arcs: [Arc(edge: 0, through: Point(0, -10)), Arc(edge: 1, through: Point(0, 10))])!))
    #expect(abs(try lot.envelope(setbacks: around(lot, 4)).area - Double.pi * 36) < 1e-9)
    #expect(try lot.envelope(setbacks: around(lot, 11)).region.isEmpty)
  }
}
