import Foundation
import TestSupport
import Testing

@testable import Geometry

struct ArcTests {
  static let bow = [Point(0, 0), Point(10, 0), Point(10, 10), Point(0, 10)]

  @Test func `an arc adds its segment to an area and a box`() throws {
    // The right side bulges out by a half circle of radius 5.
    let arc = Arc(edge: 1, through: Point(15, 5))
    let lot = try #require(Ring(Self.bow, arcs: [arc]))
    #expect(abs(lot.area - (100 + 12.5 * .pi)) < 1e-12)
    #expect(abs(lot.perimeter - (30 + 5 * .pi)) < 1e-12)
    #expect(lot.box == Box(minX: 0, minY: 0, maxX: 15, maxY: 10))
    let inward = try #require(Ring(Self.bow, arcs: [Arc(edge: 1, through: Point(5, 5))]))
    #expect(abs(inward.area - (100 - 12.5 * .pi)) < 1e-12)
    #expect(inward.box == Box(minX: 0, minY: 0, maxX: 10, maxY: 10))
    #expect(abs(try #require(MultiPolygon(Polygon(inward)).centroid).y - 5) < 1e-12)
  }

  @Test func `a whole circle becomes two arcs`() throws {
    let circle = try #require(
      Ring([Point(3, 4)], arcs: [Arc(edge: 0, through: Point(3, 8))]))
    #expect(circle.points.count == 3)
    #expect(circle.arcs.count == 2)
    #expect(abs(circle.area - 4 * .pi) < 1e-12)
    #expect(circle.box == Box(minX: 1, minY: 4, maxX: 5, maxY: 8))
    let closed = try #require(
      Ring([Point(3, 4), Point(3, 4)], arcs: [Arc(edge: 0, through: Point(3, 8))]))
    #expect(closed == circle)
  }

  @Test func `an arc without an edge or without a circle makes no ring`() {
    #expect(Ring(Self.bow, arcs: [Arc(edge: 4, through: Point(-5, 5))]) == nil)
    #expect(Ring(Self.bow, arcs: [Arc(edge: -1, through: Point(-5, 5))]) == nil)
    #expect(Ring(Self.bow, arcs: [Arc(edge: 1, through: Point(.nan, 5))]) == nil)
    #expect(
      Ring(
        Self.bow, arcs: [Arc(edge: 1, through: Point(15, 5)), Arc(edge: 1, through: Point(12, 5))])
        == nil)
    // On the line of the edge, but beyond its end: a circle through infinity.
    #expect(Ring(Self.bow, arcs: [Arc(edge: 1, through: Point(10, 20))]) == nil)
    #expect(Polyline(Self.bow, arcs: [Arc(edge: 3, through: Point(-5, 5))]) == nil)
  }

  @Test func `an arc that does not bend is an edge`() throws {
    let flat = try #require(Ring(Self.bow, arcs: [Arc(edge: 1, through: Point(10, 5))]))
    #expect(flat.arcs.isEmpty)
    #expect(flat == Ring(Self.bow))
    #expect(CircularArc(from: Point(0, 0), through: Point(1, 1), to: Point(3, 3)) == nil)
    #expect(CircularArc(from: Point(0, 0), through: Point(0, 0), to: Point(3, 3)) == nil)
  }

  @Test func `arcs keep their edges when repeated points go and a ring turns round`() throws {
    var random = SeededGenerator(seed: 61)
    for _ in 0..<200 {
      let (points, arcs) = bentStar(Point(1e6, 2e6), 10...30, corners: 9, using: &random)
      let ring = try #require(Ring(points, arcs: arcs))
      var doubled: [Point] = []
      var doubledArcs: [Arc] = []
      for (place, point) in points.enumerated() {
        doubled += [point, point]
        for arc in arcs where arc.edge == place {
          doubledArcs.append(Arc(edge: 2 * place + 1, through: arc.through))
        }
      }
      #expect(Ring(doubled, arcs: doubledArcs) == ring)
      let back = Array(points.reversed())
      let backArcs = arcs.map {
        Arc(
          edge: ($0.edge == points.count - 1 ? points.count - 1 : points.count - 2 - $0.edge),
          through: $0.through)
      }
      let turned = try #require(Ring(back, arcs: backArcs))
      #expect(abs(turned.area - ring.area) < 1e-8)
      #expect(abs(turned.perimeter - ring.perimeter) < 1e-8)
      let again = try #require(MultiPolygon(Polygon(ring)).polygons.first)
      #expect(again.exterior == ring)
      let yard = Polygon(rectangle(1e6 - 50, 2e6 - 50, 100, 100).exterior, holes: [ring])
      #expect(MultiPolygon(yard).polygons == [yard])
      #expect(abs(MultiPolygon(yard).area - (10_000 - ring.area)) < 1e-8)
    }
  }

  @Test func `chords stray from their arcs by no more than they may`() throws {
    var random = SeededGenerator(seed: 62)
    for _ in 0..<100 {
      let (points, arcs) = bentStar(Point(2e6, 1e6), 10...30, corners: 12, using: &random)
      let region = MultiPolygon(Polygon(try #require(Ring(points, arcs: arcs))))
      for tolerance in [1, 0.01, 1e-5] {
        let drawn = region.chorded(tolerance: tolerance)
        #expect(drawn.arcs.isEmpty)
        #expect(abs(drawn.area - region.area) <= tolerance * region.perimeter)
        #expect(drawn.perimeter <= region.perimeter)
        #expect(drawn.ringCount == region.ringCount)
      }
      let fine = region.chorded(tolerance: 1e-5)
      let centre = try #require(region.centroid)
      #expect(centre.distance(to: try #require(fine.centroid)) < 1e-4)
      #expect(region.box.expanded(by: 1e-9).contains(fine.box))
      #expect(fine.box.expanded(by: 1e-4).contains(region.box))
    }
  }

  @Test func `an arc nearly straight loses no digits`() throws {
    // A sagitta of a tenth of a millimetre on a hundred metres: a radius of 12,500 km.
    let flat = try #require(
      CircularArc(
        from: Point(2e6, 1e6), through: Point(2e6 + 50, 1e6 - 0.0001), to: Point(2e6 + 100, 1e6)))
    #expect(abs(flat.radius / 12_500_000 - 1) < 1e-5)
    #expect(abs(flat.segmentArea - 2.0 / 3 * 100 * 0.0001) < 1e-7)
    #expect(abs(flat.middle.y - (1e6 - 0.0001)) < 1e-9)
    #expect(abs(flat.length - 100) < 1e-8)
  }

  @Test(.enabled(if: dataFolder != nil, "the Swiss survey's data are not beside the repository"))
  func `every Swiss area with its arcs rounds to the official one`() throws {
    let lots = try swissAreas("liegenschaft")
    #expect(lots.count == 729)
    // Halves round either way: the official area was rounded from coordinates with more digits.
    let right = lots.count { abs($0.region.area - ($0.official ?? 0)) <= 0.5005 }
    #expect(right == 729)
    let straight = lots.filter { lot in
      let chords = MultiPolygon(
        lot.region.polygons.map { polygon in
          Polygon(
            Ring(polygon.exterior.points)!, holes: polygon.holes.compactMap { Ring($0.points) })
        })
      return abs(chords.area - (lot.official ?? 0)) > 0.5005
    }
    #expect(straight.count > 40, "\(straight.count) areas are wrong without their arcs")
  }
}
