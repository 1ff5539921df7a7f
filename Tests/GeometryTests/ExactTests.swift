import Foundation
import TestSupport
import Testing

@testable import Geometry

/// Signs that no rounding may change, and shapes made to bring arithmetic to a fall.
struct ExactTests {
  /// From the smallest double to near the largest.
  static let scales = [0x1p-1074, 0x1p-1000, 0x1p-500, 1, 0x1p500, 0x1p1000]

  @Test(arguments: scales)
  func `a side is right for the smallest and the largest numbers`(unit: Double) {
    let a = Point(0, 0)
    let b = Point(unit, 3 * unit)
    #expect(orientation(a, b, Point(2 * unit, 6 * unit)) == 0)
    #expect(orientation(a, b, Point(2 * unit, 7 * unit)) > 0)
    #expect(orientation(a, b, Point(3 * unit, 8 * unit)) < 0)
    // Far points and one a last bit beside their line.
    let far = Point(0x1p1020, 3 * 0x1p1020)
    #expect(orientation(a, b, far) == 0)
    #expect(orientation(a, far, Point(unit, (3 * unit).nextUp)) > 0)
    #expect(orientation(a, far, Point(unit, (3 * unit).nextDown)) < 0)
  }

  @Test(arguments: scales.dropLast())
  func `a point on a circle is on it at any size`(unit: Double) {
    func point(_ x: Double, _ y: Double) -> Point { Point(x * unit, y * unit) }
    let circle = (point(5, 0), point(3, 4), point(-4, 3))
    #expect(inCircle(circle.0, circle.1, circle.2, point(-3, -4)) == 0)
    #expect(inCircle(circle.0, circle.1, circle.2, point(-3, -3)) > 0)
    #expect(inCircle(circle.0, circle.1, circle.2, point(-3, -5)) < 0)
    #expect(inCircle(circle.1, circle.0, circle.2, point(-3, -5)) > 0)
    let hair = point(-3, -4)
    #expect(inCircle(circle.0, circle.1, circle.2, Point(hair.x.nextUp, hair.y)) > 0)
    #expect(inCircle(circle.0, circle.1, circle.2, Point(hair.x.nextDown, hair.y)) < 0)
  }

  @Test func `the exact way and the quick way agree wherever the quick one is sure`() {
    var random = SeededGenerator(seed: 91)
    func point() -> Point {
      Point(.random(in: -9...9, using: &random) * 1e6, .random(in: -9...9, using: &random))
    }
    for _ in 0..<2000 {
      let (a, b, c, d) = (point(), point(), point(), point())
      #expect((orientation(a, b, c) > 0) == (exactOrientation(a, b, c) > 0))
      #expect((inCircle(a, b, c, d) > 0) == (exactInCircle(a, b, c, d) > 0))
      // What the differences round away still counts.
      let e = Point(a.x * 0x1p-70, a.y * 0x1p-70)
      #expect(exactOrientation(a, b, e) == -exactOrientation(b, a, e))
      #expect(exactOrientation(a, b, e) == exactOrientation(e, a, b))
    }
  }

  @Test func `an edge narrower than any slope hides no area`() {
    let lot = region(rectangle(0, 0, 4, 5))
    let leaning = MultiPolygon(
      Polygon([Point(.leastNonzeroMagnitude, 0), Point(4, 0), Point(4, 5), Point(0, 5)])!)
    #expect(abs(leaning.overlapArea(with: lot) - 20) < 1e-12)
    #expect(abs(lot.share(in: leaning) - 1) < 1e-12)
    #expect(abs(leaning.area(in: lot.box) - 20) < 1e-12)
  }

  @Test func `spikes and notches without width change nothing`() {
    let plain = [Point(0, 0), Point(10, 0), Point(10, 10), Point(0, 10)]
    let spiked = [
      Point(0, 0), Point(10, 0), Point(10, 5), Point(30, 7), Point(10, 5), Point(10, 10),
      Point(5, 10), Point(5, 2), Point(5, 10), Point(0, 10),
    ]
    let lot = MultiPolygon(Polygon(spiked)!)
    let zone = region(rectangle(3, 1, 40, 7))
    #expect(lot.area == 100)
    #expect(
      abs(lot.overlapArea(with: zone) - MultiPolygon(Polygon(plain)!).overlapArea(with: zone))
        < 1e-12)
    #expect(lot.containment(of: Point(4, 4)) == .inside)
    #expect(lot.containment(of: Point(6, 4)) == .inside)
    #expect(lot.containment(of: Point(5, 4)) == .onBoundary)
    #expect(lot.containment(of: Point(20, 6.9)) == .outside)
  }

  @Test func `a point on a level edge is on the boundary without any tolerance`() {
    let lot = region(
      Polygon([Point(1.0000000000000002, 0), Point(6.000000000000001, 0), Point(4, 9)])!)
    #expect(lot.containment(of: Point(3, 0), tolerance: 0) == .onBoundary)
    #expect(lot.containment(of: Point(7, 0), tolerance: 0) == .outside)
    #expect(lot.containment(of: Point(3, 0x1p-1074), tolerance: 0) == .inside)
  }

  @Test func `what is beyond all numbers is no ring, and no place is inside nowhere`() {
    #expect(Ring([Point(0, 0), Point(1e200, 0), Point(1e200, 1e200)]) == nil)
    #expect(
      Ring(
        [Point(0, 0), Point(1e200, 0), Point(1e200, 1e200)],
        arcs: [Arc(edge: 1, through: Point(1.1e200, 5e199))]) == nil)
    let lot = region(rectangle(0, 0, 10, 10))
    #expect(lot.containment(of: Point(.nan, 5)) == .outside)
    #expect(lot.containment(of: Point(5, .infinity)) == .outside)
  }

  @Test func `a ring of a great many corners is measured in one go`() throws {
    let count = 100_000
    let corners = (0..<count).map { corner in
      let bearing = 2 * Double.pi * Double(corner) / Double(count)
      let distance = corner % 2 == 0 ? 1000.0 : 999.9
      return Point(2e6 + distance * cos(bearing), 1e6 + distance * sin(bearing))
    }
    let huge = MultiPolygon(Polygon(try #require(Ring(corners))))
    let zone = region(rectangle(2e6, 1e6 - 2000, 4000, 4000))
    #expect(abs(huge.share(in: zone) - 0.5) < 1e-6)
    #expect(huge.containment(of: Point(2e6 + 500, 1e6)) == .inside)
  }
}
