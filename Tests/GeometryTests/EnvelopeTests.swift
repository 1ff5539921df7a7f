import Foundation
import TestSupport
import Testing

@testable import Geometry

struct EnvelopeTests {
  @Test func `a rectangle keeps a smaller rectangle`() throws {
    let lot = region(rectangle(100, 200, 20, 30))
    let envelope = try lot.envelope(setbacks: around(lot, 3))
    #expect(abs(envelope.area - 14 * 24) < 1e-9)
    #expect(abs(envelope.region.area - 14 * 24) < 1e-9)
    #expect(envelope.region.box.distance(to: Point(103, 203)) < 1e-9)
    #expect(envelope.pieces.count == 4)
  }

  @Test func `each line has its own setback, and each piece says which made it`() throws {
    let lot = region(rectangle(0, 0, 20, 30))
    let corners = [Point(0, 0), Point(20, 0), Point(20, 30), Point(0, 30), Point(0, 0)]
    let setbacks = zip(zip(corners, corners.dropFirst()), [6.0, 2.5, 7.5, 0]).enumerated().map {
      Setback(
        Polyline([$1.0.0, $1.0.1])!, distance: $1.1, lotLine: 10 + $0, rule: 100 * ($0 + 1))
    }
    let envelope = try lot.envelope(setbacks: setbacks)
    #expect(abs(envelope.area - 17.5 * 16.5) < 1e-9)
    let causes = Set(envelope.pieces.map(\.cause))
    #expect(
      causes
        == Set((0..<4).map { .setback($0, lotLine: 10 + $0, rule: 100 * ($0 + 1)) }))
    let front = try #require(
      envelope.pieces.first { $0.cause == .setback(0, lotLine: 10, rule: 100) })
    #expect(front.start.y == 6 && front.end.y == 6 && front.distance == 6)
  }

  @Test func `an edge that no line names keeps no distance`() throws {
    let lot = region(rectangle(0, 0, 20, 30))
    let envelope = try lot.envelope(setbacks: [
      Setback(Polyline([Point(0, 0), Point(20, 0)])!, distance: 6)
    ])
    #expect(abs(envelope.area - 20 * 24) < 1e-9)
    #expect(envelope.pieces.filter { $0.distance == 0 }.count == 3)
    #expect(envelope.pieces.contains { if case .lot = $0.cause { true } else { false } })
  }

  @Test func `a line that ends within an edge, or lies outside the lot, keeps its distance too`()
    throws
  {
    let lot = region(rectangle(0, 0, 20, 30))
    let halves = [Point(0, 0), Point(7, 0), Point(20, 0)]
    let split = zip(halves, halves.dropFirst()).map {
      Setback(Polyline([$0, $1])!, distance: 6)
    }
    #expect(abs(try lot.envelope(setbacks: split).area - 20 * 24) < 1e-9)
    // A street's axis, 5 m before the lot.
    let axis = Setback(Polyline([Point(-50, -5), Point(70, -5)])!, distance: 12, rule: 7)
    let envelope = try lot.envelope(setbacks: [axis])
    #expect(abs(envelope.area - 20 * 23) < 1e-9)
    #expect(envelope.pieces.contains { $0.cause == .setback(0, lotLine: 0, rule: 7) })
    // A well in the lot, as a line of a centimetre.
    let well = Setback(Polyline([Point(10, 15), Point(10.01, 15)])!, distance: 4)
    let around = try lot.envelope(setbacks: [well])
    #expect(abs(around.area - (600 - Double.pi * 16 - 0.01 * 8)) < 1e-9)
    #expect(around.region.ringCount == 2)
  }

  @Test func `an inner corner leaves a quarter circle free, as an arc`() throws {
    let envelope = try ell.envelope(setbacks: around(ell, 2))
    let withCorner = 16.0 * 6 + 6 * 10 + (4 - Double.pi)
    #expect(abs(envelope.area - withCorner) < 1e-9)
    #expect(abs(envelope.region.area - envelope.area) < 1e-9)
    #expect(envelope.region.arcs.count == 1)
    let arc = try #require(envelope.pieces.compactMap(\.circle).first)
    #expect(arc.centre == Point(10, 10))
    #expect(abs(arc.sweep + Double.pi / 2) < 1e-12)
  }

  @Test func `setbacks that meet leave nothing and a narrow waist leaves two parts`() throws {
    let narrow = region(rectangle(0, 0, 5, 30))
    let nothing = try narrow.envelope(setbacks: around(narrow, 3))
    #expect(nothing.region.isEmpty)
    #expect(nothing.area == 0)
    let exactly = region(rectangle(0.1, 0.7, 6, 30))
    #expect(try exactly.envelope(setbacks: around(exactly, 3)).area < 1e-6)
    let two = try waist.envelope(setbacks: around(waist, 3))
    #expect(two.region.partCount == 2)
  }

  @Test func `a hole is kept clear of too, and no setback leaves the lot as it is`() throws {
    let lot = region(
      Polygon(rectangle(0, 0, 40, 40).exterior, holes: [rectangle(18, 18, 4, 4).exterior]))
    let envelope = try lot.envelope(setbacks: around(lot, 3))
    #expect(abs(envelope.area - (34.0 * 34 - (16 + 4 * 4 * 3 + Double.pi * 9))) < 1e-9)
    #expect(envelope.region.ringCount == 2)
    #expect(envelope.region.arcs.count == 4)
    #expect(try lot.envelope(setbacks: []).area == lot.area)
    #expect(try MultiPolygon.empty.envelope(setbacks: []).region.isEmpty)
  }

  @Test func `a corner bent inwards by a tenth of a millimetre cuts nothing off`() throws {
    let lot = region(
      Polygon([
        Point(0, 0), Point(20, 0.0001), Point(20.05, 0), Point(40, 0), Point(40, 30), Point(0, 30),
      ])!)
    #expect(abs(try lot.envelope(setbacks: around(lot, 3)).area - 34 * 24) < 0.01)
  }

  @Test func `the lot that a well-known library loses has its envelope`() throws {
    // libgeos/geos issue 984.
    let lot = region(
      Polygon([
        Point(833454.7163917861, 6312507.405413097), Point(833455.3726665961, 6312510.208920742),
        Point(833456.301153878, 6312514.207390314), Point(833492.2432584754, 6312537.770332065),
        Point(833493.0901320165, 6312536.098774815), Point(833502.6580673696, 6312517.561360772),
        Point(833503.9404352929, 6312515.0542803425),
      ])!)
    #expect(abs(try lot.envelope(setbacks: around(lot, 3.8)).area - 294.363) < 0.001)
  }

  @Test(arguments: 0..<40)
  func `random lots keep what a second opinion keeps`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(500 + seed))
    let lot = randomLot(seed, using: &random)
    let setbacks = edgeSetbacks(lot) { _ in
      [0, 1.5, 2, 3, 4.5].randomElement(using: &random)!
    }
    for setbacks in [setbacks, edgeSetbacks(lot) { _ in 2.5 }] {
      let envelope = try lot.envelope(setbacks: setbacks)
      let theirs = try #require(secondOpinion(lot, setbacks))
      // Their chords lie within the circles, so theirs is the greater.
      #expect(envelope.area <= theirs + 1e-6)
      #expect(envelope.area > theirs - 0.05)
      #expect(abs(envelope.area - envelope.region.area) < 1e-7)
      #expect(envelope.widening == 0)
    }
  }

  @Test(arguments: 0..<20)
  func `a point belongs to the envelope where it is far enough from every line`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(900 + seed))
    let lot = randomLot(seed, using: &random)
    let setbacks = edgeSetbacks(lot) { _ in [0, 1, 2, 5].randomElement(using: &random)! }
    let envelope = try lot.envelope(setbacks: setbacks)
    let drawn = envelope.region.chorded(tolerance: 1e-6)
    for _ in 0..<400 {
      let point = Point(
        .random(in: lot.box.minX...lot.box.maxX, using: &random),
        .random(in: lot.box.minY...lot.box.maxY, using: &random))
      let margin = setbacks.reduce(lot.distanceToBoundary(from: point)) {
        min($0, $1.line.distance(to: point) - $1.distance)
      }
      if abs(margin) < 1e-5 { continue }
      let belongs = lot.containment(of: point, tolerance: 0) == .inside && margin > 0
      #expect((drawn.containment(of: point, tolerance: 0) == .inside) == belongs)
    }
  }

  @Test(arguments: 0..<20)
  func `each piece keeps exactly the distance of the line that made it`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(300 + seed))
    let lot = randomLot(seed, using: &random)
    let setbacks = edgeSetbacks(lot) { _ in [1, 2, 3.3, 5].randomElement(using: &random)! }
    let envelope = try lot.envelope(setbacks: setbacks)
    #expect(envelope.pieces.count == envelope.region.edgeCount)
    var ring = 0
    for (place, piece) in envelope.pieces.enumerated() {
      while place + ring >= envelope.region.ringStarts[ring + 1] - 1 { ring += 1 }
      #expect(envelope.region.coordinates[place + ring] == piece.start)
      #expect(envelope.region.coordinates[place + ring + 1] == piece.end)
      guard case .setback(let index, _, _) = piece.cause else {
        Issue.record("every edge has a setback")
        continue
      }
      #expect(piece.distance == setbacks[index].distance)
      let edge = envelope.region.edge(place + ring)
      for share in [0, 0.3, 0.5, 0.9, 1] {
        let away = setbacks[index].line.distance(to: edge.point(at: share))
        #expect(abs(away - piece.distance) < 1e-6)
      }
    }
  }

  @Test(arguments: 0..<12)
  func `a millimetre more or less changes the area by what the boundary is long`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(70 + seed))
    let lot = randomLot(seed, using: &random)
    let envelope = try lot.envelope(setbacks: around(lot, 2.5))
    let bound = 1.1 * envelope.pieces.reduce(0.05) { $0 + $1.length } * 0.001
    for change in [-0.001, 0.001] {
      let other = try lot.envelope(setbacks: around(lot, 2.5 + change))
      #expect(abs(other.area - envelope.area) < bound)
      #expect((other.area < envelope.area) == (change > 0) || envelope.area == 0)
    }
  }

  @Test func `a lot of many corners takes no longer than a multiple of its corners`() throws {
    // 5,000 corners on a circle, in and out by turns, run through cells.
    let corners = (0..<5_000).map { index -> Point in
      let angle = 2 * Double.pi * Double(index) / 5_000
      let radius = index % 2 == 0 ? 750.0 : 749.9
      return Point(radius * cos(angle), radius * sin(angle))
    }
    let lot = region(Polygon(corners)!)
    var kernel = EnvelopeKernel()
    try kernel.load(lot)
    try kernel.trace(distance: 5)
    #expect(abs(kernel.area - Double.pi * 744.95 * 744.95) < 500)
    #expect(kernel.work < 5_000 * 1500)
  }
}

/// An L, its inner corner at 10, 10.
let ell = region(
  Polygon([
    Point(0, 0), Point(20, 0), Point(20, 10), Point(10, 10), Point(10, 20), Point(0, 20),
  ])!)

private let waist = region(
  Polygon([
    Point(0, 0), Point(20, 0), Point(12, 15), Point(20, 30), Point(0, 30), Point(8, 15),
  ])!)

/// The same setback from every line of a lot.
func around(_ lot: MultiPolygon, _ distance: Double) -> [Setback] {
  (0..<lot.ringCount).compactMap {
    lot.boundary(ofRing: $0).map { Setback($0, distance: distance) }
  }
}

/// A setback for each edge of a lot, its line and rule numbered as the edge is.
func edgeSetbacks(_ lot: MultiPolygon, _ distance: (Int) -> Double) -> [Setback] {
  var setbacks: [Setback] = []
  for ring in 0..<lot.ringCount {
    for place in lot.ringStarts[ring]..<(lot.ringStarts[ring + 1] - 1) {
      let line = Polyline(
        [lot.coordinates[place], lot.coordinates[place + 1]],
        arcs: lot.arcs.at(place).map { [Arc(edge: 0, through: $0.through)] } ?? [])
      let number = setbacks.count
      setbacks.append(
        Setback(line!, distance: distance(number), lotLine: number, rule: number))
    }
  }
  return setbacks
}

/// A star, with a hole or not, at the origin or a million metres from it.
func randomLot(_ seed: Int, using random: inout SeededGenerator) -> MultiPolygon {
  let shift = seed % 2 == 0 ? Point(0, 0) : Point(2_680_000, 1_247_000)
  return MultiPolygon(
    seed % 3 == 0
      ? starWithHole(shift, 40, corners: .random(in: 5...24, using: &random), using: &random)
      : Polygon(
        star(shift, 12...30, corners: .random(in: 3...24, using: &random), using: &random)))
}

/// The area of a lot less the union of buffers around straight lines, as GEOS has it with 256 chords a circle.
func secondOpinion(_ lot: MultiPolygon, _ setbacks: [Setback]) -> Double? {
  let origin = lot.coordinates[0]
  let moved = lot.polygons.map { polygon in
    Polygon(
      Ring(polygon.exterior.points.map { $0 - origin })!,
      holes: polygon.holes.map { Ring($0.points.map { $0 - origin })! })
  }
  let capsules = setbacks.flatMap { setback in
    zip(setback.line.points, setback.line.points.dropFirst()).map {
      Capsule(a: $0 - origin, b: $1 - origin, radius: setback.distance)
    }
  }
  return GEOS().difference(MultiPolygon(moved), capsules: capsules)?.area
}
