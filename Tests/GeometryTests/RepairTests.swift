import TestSupport
import Testing

@testable import Geometry

struct RepairTests {
  @Test func `a valid region is left as it is`() {
    let yard = region(
      Polygon(rectangle(0, 0, 10, 10).exterior, holes: [rectangle(2, 2, 3, 3).exterior]))
    #expect(yard.isEvidentlyValid)
    #expect(yard.repaired() == .unchanged)
  }

  @Test func `a hole that touches its exterior in a corner is valid`() {
    let hole = Ring([Point(0, 5), Point(4, 3), Point(4, 7)])!
    let yard = region(Polygon(rectangle(0, 0, 10, 10).exterior, holes: [hole]))
    #expect(!yard.isEvidentlyValid)
    #expect(yard.repaired() == .unchanged)
  }

  @Test func `a small loop is mended and the change of area is told`() throws {
    let loop = Polygon([
      Point(0, 0), Point(20, 0), Point(20, 20.2), Point(19.8, 20), Point(20.2, 20.1), Point(0, 20),
    ])!
    guard case .repaired(let mended, let change, let reason, let place) = region(loop).repaired()
    else {
      Issue.record("\(region(loop).repaired())")
      return
    }
    #expect(mended.isEvidentlyValid || mended.repaired() == .unchanged)
    #expect(abs(change) < 0.5)
    #expect(reason == "self-intersection")
    let at = try #require(place)
    #expect(at.distance(to: Point(20, 20.1)) < 0.3)
  }

  @Test func `a bow tie is refused, since mending it changes what it is`() throws {
    let bow = Polygon([Point(0, 0), Point(10, 10), Point(10, 0), Point(0, 12)])!
    guard case .refused(let reason, let place) = region(bow).repaired() else {
      Issue.record("a bow tie was taken")
      return
    }
    #expect(reason.hasPrefix("self-intersection, and a repair changes the area by "))
    #expect(try #require(place).distance(to: Point(5.45, 5.45)) < 0.1)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a wild zigzag is refused by the number of its crossings`() {
    var random = SeededGenerator(seed: 31)
    let corners = (0..<400).map { _ in
      Point(.random(in: 0...100, using: &random), .random(in: 0...100, using: &random))
    }
    let zigzag = region(Polygon(corners)!)
    guard case .refused(let reason, _) = zigzag.repaired() else {
      Issue.record("a zigzag was taken")
      return
    }
    #expect(reason == "it crosses itself in more than 256 places")
  }

  @Test func `parts that overlap and holes outside are not valid`() {
    #expect(!region(rectangle(0, 0, 10, 10), rectangle(5, 5, 10, 10)).isEvidentlyValid)
    #expect(!region(rectangle(0, 0, 10, 10), rectangle(2, 2, 3, 3)).isEvidentlyValid)
    #expect(
      !region(Polygon(rectangle(0, 0, 10, 10).exterior, holes: [rectangle(20, 0, 1, 1).exterior]))
        .isEvidentlyValid)
    #expect(
      MultiPolygon.empty.repaired()
        == .refused(reason: "it has no ring that encloses an area", at: nil))
  }

  @Test func `random shapes are judged as the second opinion judges them`() {
    var random = SeededGenerator(seed: 32)
    let geos = GEOS()
    for corners in 4...9 {
      for _ in 0..<100 {
        let points = (0..<corners).map { _ in
          Point(.random(in: 0...9, using: &random), .random(in: 0...9, using: &random))
        }
        guard let polygon = Polygon(points) else { continue }
        #expect(region(polygon).isEvidentlyValid == (geos.invalidity(of: region(polygon)) == nil))
      }
    }
  }

  @Test func `the union to draw covers what its parts cover`() throws {
    let union = try #require(
      GEOS().union(of: [region(rectangle(0, 0, 10, 10)), region(rectangle(5, 5, 10, 10))]))
    #expect(union.partCount == 1)
    #expect(union.area == 175)
  }
}
