import TestSupport
import Testing

@testable import Geometry

struct ShapeTests {
  @Test func `a ring is closed and counter-clockwise whatever it is given`() throws {
    let square = [Point(0, 0), Point(0, 2), Point(2, 2), Point(2, 0)]
    let open = try #require(Ring(square))
    let closed = try #require(Ring(square + [square[0]]))
    let doubled = try #require(Ring(square.flatMap { [$0, $0] }))
    #expect(open.points.first == open.points.last)
    #expect(open == closed)
    #expect(open == doubled)
    #expect(open.area == 4)
    #expect(open.perimeter == 8)
  }

  @Test func `what encloses nothing is no ring`() {
    #expect(Ring([Point(0, 0), Point(1, 1)]) == nil)
    #expect(Ring([Point(0, 0), Point(1, 1), Point(2, 2)]) == nil)
    #expect(Ring([Point(0, 0), Point(1, 0), Point(.nan, 1)]) == nil)
    #expect(Ring([Point(0, 0), Point(1, 0), Point(1, .infinity)]) == nil)
    #expect(Ring([Point]()) == nil)
    #expect(Polyline([Point(1, 1), Point(1, 1)]) == nil)
  }

  @Test func `holes are taken out of the area`() throws {
    let hole = rectangle(2, 2, 3, 3).exterior
    let yard = Polygon(rectangle(0, 0, 10, 10).exterior, holes: [hole])
    let region = region(yard, rectangle(20, 0, 1, 1))
    #expect(region.area == 92)
    #expect(region.perimeter == 40 + 12 + 4)
    #expect(region.polygons == [yard, rectangle(20, 0, 1, 1)])
    #expect(region.box == Box(minX: 0, minY: 0, maxX: 21, maxY: 10))
  }

  @Test func `an area far from the origin loses no digits`() {
    let far = MultiPolygon(rectangle(2_700_000.25, 6_500_000.5, 12.5, 8))
    #expect(far.area == 100)
    #expect(far.centroid == Point(2_700_006.5, 6_500_004.5))
  }

  @Test func `the empty region has no area and no place`() {
    #expect(MultiPolygon.empty.area == 0)
    #expect(MultiPolygon.empty.centroid == nil)
    #expect(MultiPolygon.empty.interiorPoint == nil)
    #expect(MultiPolygon.empty.containment(of: Point(0, 0)) == .outside)
    #expect(MultiPolygon.empty.distance(to: Point(0, 0)) == .infinity)
  }

  @Test func `a point on a line within a millimetre is on the boundary`() {
    let lot = MultiPolygon(
      Polygon(rectangle(0, 0, 10, 10).exterior, holes: [rectangle(4, 4, 2, 2).exterior]))
    #expect(lot.containment(of: Point(1, 1)) == .inside)
    #expect(lot.containment(of: Point(5, 5)) == .outside)
    #expect(lot.containment(of: Point(11, 5)) == .outside)
    #expect(lot.containment(of: Point(10.0009, 5)) == .onBoundary)
    #expect(lot.containment(of: Point(9.9991, 5)) == .onBoundary)
    #expect(lot.containment(of: Point(9.99, 5)) == .inside)
    #expect(lot.containment(of: Point(4, 5)) == .onBoundary)
    #expect(lot.containment(of: Point(0, 0)) == .onBoundary)
  }

  @Test func `neighbours never both win a point beside their common line`() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<200 {
      let a = Point(1e6 + .random(in: 0...9, using: &random), 5e6)
      let b = Point(1e6 + .random(in: 0...9, using: &random), 5e6 + 20)
      let left = MultiPolygon(Polygon([a, b, Point(999_990, 5e6 + 20), Point(999_990, 5e6)])!)
      let right = MultiPolygon(Polygon([a, Point(1e6 + 20, 5e6), Point(1e6 + 20, 5e6 + 20), b])!)
      for _ in 0..<20 {
        let share = Double.random(in: 0.01...0.99, using: &random)
        let point = Point(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share)
        let sides = [left, right].map { $0.containment(of: point, tolerance: 0) }
        #expect(sides.count { $0 == .inside } <= 1)
        #expect(sides.contains { $0 != .outside })
      }
    }
  }

  @Test func `an interior point lies inside every random shape`() throws {
    var random = SeededGenerator(seed: 5)
    for corners in 3...60 {
      let shape = MultiPolygon(
        corners < 5
          ? Polygon(star(Point(0, 0), 1...9, corners: corners, using: &random))
          : starWithHole(Point(4e6, 1e6), 30, corners: corners, using: &random))
      let point = try #require(shape.interiorPoint)
      #expect(shape.containment(of: point) == .inside)
    }
  }

  @Test func `geometry is written as standard coordinates`() {
    let yard = Polygon(rectangle(0, 0, 4, 4).exterior, holes: [rectangle(1, 1, 1, 1).exterior])
    let double = { (point: Point) in Point(point.x / 2, point.y - 0.1) }
    #expect(
      yard.geoJSON(decimals: 3, double)
        == #"{"type":"Polygon","coordinates":[[[0,-0.1],[2,-0.1],[2,3.9],[0,3.9],[0,-0.1]],"#
        + #"[[0.5,0.9],[0.5,1.9],[1,1.9],[1,0.9],[0.5,0.9]]]}"#)
    #expect(
      region(rectangle(0, 0, 1, 1), rectangle(2, 0, 1, 1)).geoJSON { $0 }
        .hasPrefix(#"{"type":"MultiPolygon","coordinates":[[[[0,0],"#))
    #expect(
      Point(34.78123456789, -0.05).geoJSON { $0 }
        == #"{"type":"Point","coordinates":[34.7812346,-0.05]}"#)
    #expect(decimal(.nan, 3) == "null")
  }
}
