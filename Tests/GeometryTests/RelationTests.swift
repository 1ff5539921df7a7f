import Foundation
import TestSupport
import Testing

@testable import Geometry

struct RelationTests {
  @Test func `lots that share a line adjoin and lots that touch in a corner do not`() {
    let lot = region(rectangle(0, 0, 10, 20))
    #expect(lot.adjoins(region(rectangle(10, 5, 10, 20))))
    #expect(
      lot.sharedBoundaryLength(with: region(rectangle(10, 5, 10, 20)), tolerance: 0.001) - 15 < 0.01
    )
    #expect(!lot.adjoins(region(rectangle(10, 20, 10, 10))))
    #expect(!lot.adjoins(region(rectangle(12, 0, 10, 20))))
    #expect(lot.adjoins(region(rectangle(10.05, 0, 10, 20))))
  }

  @Test func `a street runs so far inside a region`() throws {
    let zone = region(
      Polygon(rectangle(0, 0, 10, 10).exterior, holes: [rectangle(4, 4, 2, 2).exterior]))
    let through = try #require(Polyline([Point(-5, 5), Point(15, 5)]))
    #expect(abs(through.length(in: zone) - 8) < 0.01)
    let along = try #require(Polyline([Point(-5, 0), Point(15, 0)]))
    #expect(abs(along.length(in: zone) - 10) < 0.01)
    let outside = try #require(Polyline([Point(-5, -1), Point(15, -1)]))
    #expect(outside.length(in: zone) == 0)
    let inside = try #require(Polyline([Point(1, 1), Point(1, 9), Point(9, 9)]))
    #expect(abs(inside.length(in: zone) - 16) < 1e-9)
  }

  @Test func `distances are to the nearest point of an edge`() throws {
    let lot = region(rectangle(0, 0, 10, 10))
    #expect(lot.distance(to: Point(5, 5)) == 0)
    #expect(lot.distanceToBoundary(from: Point(5, 6)) == 4)
    #expect(lot.distance(to: Point(13, 14)) == 5)
    #expect(lot.distance(to: region(rectangle(13, 14, 1, 1))) == 5)
    #expect(lot.distance(to: region(rectangle(2, 2, 1, 1))) == 0)
    #expect(lot.distance(to: region(rectangle(-5, -5, 30, 30))) == 0)
    let line = try #require(Polyline([Point(15, -20), Point(15, 20)]))
    #expect(lot.distance(to: line) == 5)
    #expect(line.distance(to: Point(18, 24)) == 5)
    #expect(line.nearestPoint(to: Point(0, 3)) == Point(15, 3))
    #expect(line.midpoint == Point(15, 0))
  }

  @Test func `distances of random shapes are the least over all pairs of edges`() {
    var random = SeededGenerator(seed: 21)
    for _ in 0..<100 {
      let a = star(Point(0, 0), 4...10, corners: 37, using: &random)
      let b = star(
        Point(.random(in: 0...40, using: &random), 9), 4...10, corners: 33, using: &random)
      var least = Double.infinity
      for (p, q) in zip(a.points, a.points.dropFirst()) {
        for (r, s) in zip(b.points, b.points.dropFirst()) {
          least = min(least, squaredDistance(p, q, r, s))
        }
      }
      let first = MultiPolygon(Polygon(a))
      let second = MultiPolygon(Polygon(b))
      #expect(first.distance(to: second) == least.squareRoot())
      #expect(second.distance(to: first) == least.squareRoot())
    }
  }

  @Test func `the stretch within a capsule is where the distance is small`() {
    var random = SeededGenerator(seed: 22)
    func point() -> Point {
      Point(.random(in: 0...10, using: &random), .random(in: 0...10, using: &random))
    }
    for turn in 0..<500 {
      let a = point()
      let capsule = Capsule(
        a: a, b: turn % 10 == 0 ? a : point(), radius: .random(in: 0.1...4, using: &random))
      let start = point()
      let end = point()
      let stretch = capsule.stretch(of: start, end)
      for step in 0...50 {
        let share = Double(step) / 50
        let distance = squaredDistance(start + (end - start) * share, capsule.a, capsule.b)
          .squareRoot()
        if abs(distance - capsule.radius) < 1e-9 { continue }
        #expect((distance < capsule.radius) == (stretch?.contains(share) ?? false))
      }
    }
  }

  @Test func `half-plane clips keep what is to the left`() {
    let lot = region(rectangle(0, 0, 10, 10))
    #expect(lot.clipped(leftOf: Point(4, 0), Point(4, 1)).area == 40)
    #expect(lot.clipped(leftOf: Point(40, 0), Point(40, 1)).area == 100)
    #expect(lot.clipped(leftOf: Point(-4, 0), Point(-4, 1)).isEmpty)
    #expect(lot.clipped(to: Box(minX: 2, minY: 3, maxX: 30, maxY: 5)).area == 16)
  }

  @Test func `orientation is right where plain arithmetic is not`() {
    // Kettner and others 2008: points on a grid of last bits around a diagonal.
    let b = Point(12, 12)
    let c = Point(24, 24)
    for i in 0..<32 {
      for j in 0..<32 {
        let a = Point(0.5 + Double(i) * 0x1p-53, 0.5 + Double(j) * 0x1p-53)
        let turn = orientation(a, b, c)
        #expect(i == j ? turn == 0 : (turn < 0) == (i > j), "\(i) \(j)")
      }
    }
  }
}
