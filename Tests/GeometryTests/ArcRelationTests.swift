import Foundation
import TestSupport
import Testing

@testable import Geometry

/// What is measured of regions with arcs, beside the same with arcs drawn as fine chords.
struct ArcRelationTests {
  /// Random valid regions, about half of their edges bent, here and millions of metres away.
  static func bent(_ count: Int, seed: UInt64) -> [MultiPolygon] {
    var random = SeededGenerator(seed: seed)
    var regions: [MultiPolygon] = []
    while regions.count < count {
      let turn = regions.count
      let origin = turn % 2 == 0 ? Point(0, 0) : Point(2_680_000, 1_247_000)
      let centre =
        origin + Point(.random(in: -20...20, using: &random), .random(in: -20...20, using: &random))
      let (points, arcs) = bentStar(
        centre, 14...30, corners: .random(in: 3...20, using: &random), using: &random)
      let (inner, innerArcs) = bentStar(centre, 1...3, corners: 6, using: &random)
      let exterior = Ring(points, arcs: arcs)!
      let holes = turn % 3 == 0 ? [Ring(inner, arcs: innerArcs)!] : []
      let region = MultiPolygon(Polygon(exterior, holes: holes))
      if region.chorded().isEvidentlyValid { regions.append(region) }
    }
    return regions
  }

  static func point(near region: MultiPolygon, _ random: inout SeededGenerator) -> Point {
    let box = region.box.expanded(by: 5)
    return Point(
      .random(in: box.minX...box.maxX, using: &random),
      .random(in: box.minY...box.maxY, using: &random))
  }

  @Test func `a point lies where fine chords have it`() {
    var random = SeededGenerator(seed: 71)
    for region in Self.bent(40, seed: 70) {
      let fine = region.chorded(tolerance: 1e-4)
      for _ in 0..<60 {
        let point = Self.point(near: region, &random)
        let expected = fine.containment(of: point, tolerance: 0.001)
        let found = region.containment(of: point, tolerance: 0.001)
        // Only within a hair of the tolerance may the chords differ.
        if found != expected {
          #expect(abs(fine.distanceToBoundary(from: point) - 0.001) < 1.1e-4)
        }
        #expect(
          region.containment(of: point, tolerance: 0)
            == fine.containment(of: point, tolerance: 0)
            || fine.distanceToBoundary(from: point) < 1.1e-4)
      }
      for edge in region.curves(near: region.box) {
        let place = Double.random(in: 0...1, using: &random)
        #expect(region.containment(of: edge.point(at: place)) == .onBoundary)
      }
    }
  }

  @Test func `neighbours never both win a point beside their common arc`() throws {
    var random = SeededGenerator(seed: 72)
    for _ in 0..<300 {
      let a = Point(1e6, 5e6)
      let b = Point(1e6 + .random(in: -9...9, using: &random), 5e6 + 20)
      let through = Point(
        1e6 + .random(in: -9...9, using: &random), 5e6 + .random(in: 5...15, using: &random))
      let arc = [Arc(edge: 0, through: through)]
      let left = MultiPolygon(
        Polygon([a, b, Point(999_900, 5e6 + 20), Point(999_900, 5e6)], arcs: arc)!)
      let right = MultiPolygon(
        Polygon([b, a, Point(1e6 + 100, 5e6), Point(1e6 + 100, 5e6 + 20)], arcs: arc)!)
      for _ in 0..<20 {
        let near = left.curves(near: left.box).first { if case .arc = $0 { true } else { false } }
        guard let near else { continue }
        var point = near.point(at: .random(in: 0.01...0.99, using: &random))
        if Bool.random(using: &random) { point.x = point.x.nextUp }
        // A wide arc bulges over the straight sides at its ends.
        guard point.y > 5e6, point.y < 5e6 + 20 else { continue }
        let sides = [left, right].map { $0.containment(of: point, tolerance: 0) }
        #expect(sides.count { $0 == .inside } <= 1)
        #expect(sides.contains { $0 != .outside })
      }
    }
  }

  @Test func `distances are those to fine chords`() throws {
    var random = SeededGenerator(seed: 74)
    let regions = Self.bent(16, seed: 73)
    for (place, region) in regions.enumerated() {
      let fine = region.chorded(tolerance: 1e-4)
      for _ in 0..<20 {
        let point = Self.point(near: region, &random)
        #expect(
          abs(region.distanceToBoundary(from: point) - fine.distanceToBoundary(from: point))
            < 1.1e-4)
        #expect(abs(region.distance(to: point) - fine.distance(to: point)) < 1.1e-4)
        let line = try #require(region.boundary(ofRing: 0))
        let nearest = line.nearestPoint(to: point)
        #expect(abs(nearest.distance(to: point) - line.distance(to: point)) < 1e-8)
        #expect(line.distance(to: nearest) < 1e-8)
        let end = Self.point(near: region, &random)
        if let segment = Polyline([point, end]) {
          #expect(abs(region.distance(to: segment) - fine.distance(to: segment)) < 1.1e-4)
          #expect(
            abs(line.distance(to: segment) - line.chorded(tolerance: 1e-4).distance(to: segment))
              < 1.1e-4)
        }
      }
      // Another one of the same place, moved aside.
      let other = regions[(place + 2) % regions.count]
      for shift in [Point(0, 0), Point(40, 3), Point(-55, 20), Point(70, -70)] {
        let moved = other.shifted(by: shift)
        let drawn = moved.chorded(tolerance: 1e-4)
        #expect(abs(region.distance(to: moved) - fine.distance(to: drawn)) < 2.2e-4)
        #expect(abs(region.distance(to: moved) - moved.distance(to: region)) < 1e-9)
      }
    }
  }

  @Test func `common areas are those of fine chords`() {
    let regions = Self.bent(12, seed: 75)
    for (place, region) in regions.enumerated() {
      let fine = region.chorded(tolerance: 1e-4)
      #expect(abs(region.overlapArea(with: region) - region.area) < 1e-8 * region.area)
      for step in [2, 4] {
        let other = regions[(place + step) % regions.count]
        let drawn = other.chorded(tolerance: 1e-4)
        let common = region.overlapArea(with: other)
        #expect(abs(common - fine.overlapArea(with: drawn)) < 0.03)
        #expect(abs(common - region.overlapArea(with: drawn)) < 0.03)
        #expect(abs(common - other.overlapArea(with: region)) < 1e-7)
        let box = Box([region.box.centre, other.box.centre + Point(9, 4)])
        #expect(abs(region.area(in: box) - fine.area(in: box)) < 0.03)
        #expect(abs(region.clipped(to: box).area - region.area(in: box)) < 1e-7)
      }
    }
  }

  @Test func `the shares of a region cut along common arcs sum to one`() {
    var random = SeededGenerator(seed: 76)
    for region in Self.bent(60, seed: 77) {
      let box = region.box.expanded(by: 1)
      // Upright strips with crooked and bent common lines that cover all of it.
      var lines: [(points: [Point], through: [Point?])] = []
      for line in 0...6 {
        let x = box.minX + box.width * Double(line) / 6
        let bend = line % 6 == 0 ? 0 : box.width / 20
        let points = (0...4).map { step in
          Point(
            x + .random(in: -bend...bend, using: &random),
            box.minY + box.height * Double(step) / 4)
        }
        let through = (0..<4).map { step -> Point? in
          guard bend > 0, Bool.random(using: &random) else { return nil }
          let a = points[step]
          let b = points[step + 1]
          return a + (b - a) * 0.4 + (b - a).leftNormal * .random(in: -0.2...0.2, using: &random)
        }
        lines.append((points, through))
      }
      let strips = zip(lines, lines.dropFirst()).map { left, right in
        var arcs: [Arc] = []
        for (place, through) in left.through.enumerated() {
          if let through { arcs.append(Arc(edge: place, through: through)) }
        }
        for (place, through) in right.through.reversed().enumerated() {
          if let through { arcs.append(Arc(edge: 5 + place, through: through)) }
        }
        return MultiPolygon(Polygon(left.points + right.points.reversed(), arcs: arcs)!)
      }
      let sum = strips.reduce(0) { $0 + region.share(in: $1) }
      #expect(abs(sum - 1) < 1e-9)
    }
  }

  @Test func `a shift, a turn, a mirror or another first corner changes no area`() {
    var random = SeededGenerator(seed: 78)
    for _ in 0..<60 {
      let (points, arcs) = bentStar(Point(0, 0), 10...30, corners: 11, using: &random)
      let (others, otherArcs) = bentStar(Point(9, 5), 10...30, corners: 9, using: &random)
      func areas(_ way: (Point) -> Point) -> (Double, Double, Double) {
        func region(_ points: [Point], _ arcs: [Arc]) -> MultiPolygon {
          MultiPolygon(
            Polygon(
              points.map(way), arcs: arcs.map { Arc(edge: $0.edge, through: way($0.through)) })!)
        }
        let one = region(points, arcs)
        return (one.area, one.perimeter, one.overlapArea(with: region(others, otherArcs)))
      }
      let here = areas { $0 }
      let angle = Double.random(in: 0...6, using: &random)
      let ways: [(Point) -> Point] = [
        { $0 + Point(2_680_000.5, 1_247_000.25) }, { Point(-$0.x, $0.y) }, { Point($0.y, $0.x) },
        { Point($0.x * cos(angle) - $0.y * sin(angle), $0.x * sin(angle) + $0.y * cos(angle)) },
      ]
      for way in ways {
        let there = areas(way)
        #expect(abs(here.0 - there.0) < 1e-6)
        #expect(abs(here.1 - there.1) < 1e-6)
        #expect(abs(here.2 - there.2) < 1e-6)
      }
      let turned = Array(points[3...] + points[..<3])
      let turnedArcs = arcs.map { Arc(edge: ($0.edge + 8) % 11, through: $0.through) }
      let again = MultiPolygon(Polygon(turned, arcs: turnedArcs)!)
      #expect(abs(again.area - here.0) < 1e-10)
    }
  }

  @Test func `rays and lines meet arcs where fine chords have them`() throws {
    var random = SeededGenerator(seed: 79)
    for region in Self.bent(16, seed: 80) {
      let fine = region.chorded(tolerance: 1e-4)
      for _ in 0..<10 {
        let a = Self.point(near: region, &random)
        let b = Self.point(near: region, &random)
        let ours = region.firstHit(from: a, toward: b - a, reach: 100)
        let theirs = fine.firstHit(from: a, toward: b - a, reach: 100)
        // A ray that grazes an arc may pass its chords by.
        if let ours, let theirs { #expect(abs(ours - theirs) < 0.02) }
        let line = try #require(Polyline([a, b]))
        #expect(abs(line.length(in: region) - line.length(in: fine)) < 0.02)
        // A line with an arc of its own.
        let bow = try #require(
          Polyline(
            [a, b], arcs: [Arc(edge: 0, through: a.midpoint(to: b) + (b - a).leftNormal * 0.2)]))
        let drawn = bow.chorded(tolerance: 1e-4)
        #expect(abs(bow.length(in: region) - drawn.length(in: fine)) < 0.05)
        #expect(
          bow.portions(in: region).allSatisfy {
            region.covers($0.point(at: 0.5), tolerance: 0.0011)
          })
      }
      let inside = try #require(region.interiorPoint)
      #expect(region.containment(of: inside) == .inside)
    }
  }

  @Test func `lots adjoin along a common arc`() {
    let arc = [Arc(edge: 0, through: Point(3, 10))]
    let left = MultiPolygon(
      Polygon([Point(0, 0), Point(0, 20), Point(-30, 20), Point(-30, 0)], arcs: arc)!)
    let right = MultiPolygon(
      Polygon([Point(0, 20), Point(0, 0), Point(30, 0), Point(30, 20)], arcs: arc)!)
    let length = CircularArc(from: Point(0, 0), through: Point(3, 10), to: Point(0, 20))!.length
    #expect(left.adjoins(right))
    #expect(abs(left.sharedBoundaryLength(with: right, tolerance: 0.001) - length) < 0.01)
    #expect(abs(right.sharedBoundaryLength(with: left, tolerance: 0.001) - length) < 0.01)
    // The same line as the neighbour's surveyor drew it, with chords.
    let drawn = right.chorded(tolerance: 0.05)
    #expect(abs(left.sharedBoundaryLength(with: drawn) - length) < 0.5)
    #expect(abs(drawn.sharedBoundaryLength(with: left) - length) < 0.5)
    #expect(left.overlapArea(with: right) < 1e-9)
    #expect(!left.adjoins(right.shifted(by: Point(2, 0))))
  }

  @Test(.enabled(if: dataFolder != nil, "the Swiss survey's data are not beside the repository"))
  func `the land covers of Swiss parcels sum to what is covered`() throws {
    let covers = try swissAreas("bodenbedeckung").map(\.region)
    let lots = try swissAreas("liegenschaft")
    #expect(covers.count == 772)
    let drawn = covers.map { $0.chorded(tolerance: 1e-4) }
    let geos = GEOS()
    var whole = 0
    var twice = 0
    for (place, lot) in lots.enumerated() {
      let near = covers.indices.filter { covers[$0].box.intersects(lot.region.box) }
      let common = near.map { lot.region.overlapArea(with: covers[$0]) }
      let excess = common.reduce(0, +) / lot.region.area - 1
      if abs(excess) < 1e-9 { whole += 1 }
      if excess > 1e-3 { twice += 1 }
      guard place % 30 == 0 || excess > 1e-6 else { continue }
      let chords = lot.region.chorded(tolerance: 1e-4)
      for (cover, area) in zip(near, common) {
        let theirs = try #require(geos.overlapArea(chords, drawn[cover]))
        #expect(abs(area - theirs) <= 1e-6 + 1e-4 * lot.region.perimeter, "\(lot.name) \(cover)")
      }
    }
    // The data end west of some parcels, and two of the covers lie over a third.
    #expect(whole > 400)
    #expect(twice == 2)
  }
}
