import Foundation
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
    #expect(reason == "its boundary crosses itself")
    let at = try #require(place)
    #expect(at.distance(to: Point(20, 20.1)) < 0.3)
  }

  @Test func `a bow tie is refused, since mending it changes what it is`() throws {
    let bow = Polygon([Point(0, 0), Point(10, 10), Point(10, 0), Point(0, 12)])!
    guard case .refused(let reason, let place) = region(bow).repaired() else {
      Issue.record("a bow tie was taken")
      return
    }
    #expect(reason.hasPrefix("its boundary crosses itself, and a repair changes the area by "))
    #expect(try #require(place).distance(to: Point(5.45, 5.45)) < 0.1)
  }

  @Test func `a wild zigzag is refused by the number of its crossings`() {
    var random = SeededGenerator(seed: 31)
    let corners = (0..<400).map { _ in
      Point(.random(in: 0...100, using: &random), .random(in: 0...100, using: &random))
    }
    let zigzag = region(Polygon(corners)!)
    guard case .refused(let reason, _) = zigzag.repaired() else {
      Issue.record("a zigzag was taken")
      return
    }
    #expect(reason == "its boundary crosses itself, and it meets itself in more than 256 places")
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

  @Test(arguments: [
    (ShapeFault.Kind.crossing, [(0, 0), (10, 10), (10, 0), (0, 12)], (5.4545, 5.4545)),
    (.spike, [(0, 0), (10, 0), (10, 10), (5, 10), (5, 15), (5, 10), (0, 10)], (5, 15)),
    (.overlap, [(0, 0), (10, 0), (10, 10), (6, 10), (6, 0), (4, 0), (4, 10), (0, 10)], (5, 0)),
    (.touch, [(0, 0), (10, 0), (10, 10), (5, 0), (0, 10)], (5, 0)),
  ])
  func `each fault of a ring is named with its place`(
    _ kind: ShapeFault.Kind, _ corners: [(Double, Double)], _ at: (Double, Double)
  ) throws {
    let faults = region(Polygon(corners.map { Point($0.0, $0.1) })!).faults(limit: 9)
    let fault = try #require(faults.first { $0.kind == kind }, "\(faults)")
    #expect(fault.at.distance(to: Point(at.0, at.1)) < 1e-3, "\(faults)")
  }

  @Test func `rings that lie where they may not are named`() {
    func kinds(_ region: MultiPolygon) -> [ShapeFault.Kind] { region.faults(limit: 9).map(\.kind) }
    let square = rectangle(0, 0, 10, 10)
    let inner = rectangle(2, 2, 6, 6)
    let core = rectangle(4, 4, 2, 2)
    #expect(kinds(region(square, inner)) == [.partInside])
    #expect(
      kinds(region(Polygon(square.exterior, holes: [rectangle(20, 0, 1, 1).exterior]))) == [
        .holeOutside
      ])
    #expect(
      kinds(region(Polygon(square.exterior, holes: [inner.exterior, core.exterior]))) == [
        .holeOutside
      ])
    // A part may lie in a hole of another.
    #expect(kinds(region(Polygon(square.exterior, holes: [inner.exterior]), core)) == [])
    #expect(kinds(region(core, Polygon(square.exterior, holes: [inner.exterior]))) == [])
  }

  @Test func `the sweeping line finds a meeting where there is one`() {
    var random = SeededGenerator(seed: 33)
    for corners in 3...12 {
      for _ in 0..<300 {
        // Few places, so that corners touch and edges lie on each other.
        let points = (0..<corners).map { _ in
          Point(
            Double(Int.random(in: 0...6, using: &random)),
            Double(Int.random(in: 0...6, using: &random)))
        }
        guard let polygon = Polygon(points) else { continue }
        let shape = region(polygon)
        let pairs = shape.meetings(limit: 1).faults
        switch SweepLine.sweep(shape) {
        case .meeting: #expect(!pairs.isEmpty, "\(points)")
        case .clear: #expect(pairs.isEmpty, "\(points)")
        }
      }
    }
  }

  @Test func `regions of many rings are judged as the second opinion judges them`() {
    var random = SeededGenerator(seed: 34)
    let geos = GEOS()
    var valid = 0
    for _ in 0..<600 {
      func ring(_ reach: Double) -> Ring {
        let x = Double.random(in: 0...reach, using: &random)
        let y = Double.random(in: 0...reach, using: &random)
        let corners = (0..<Int.random(in: 3...6, using: &random)).map { place in
          let angle = Double(place) + .random(in: 0...0.9, using: &random)
          let radius = Double.random(in: 0.2...(reach / 8), using: &random)
          return Point(x + radius * angle.sine, y + radius * (angle + 1.5708).sine)
        }
        return Ring(corners) ?? rectangle(x, y, 1, 1).exterior
      }
      let parts =
        (0..<Int.random(in: 1...3, using: &random)).map { _ in
          Polygon(
            ring(30), holes: (0..<Int.random(in: 0...2, using: &random)).map { _ in ring(14) })
        }
        + [Polygon(rectangle(-5, -5, 60, 60).exterior, holes: [ring(20), ring(40)])].prefix(
          Int.random(in: 0...1, using: &random))
      let shape = MultiPolygon(parts)
      let judged = geos.invalidity(of: shape) == nil
      if judged { valid += 1 }
      #expect(
        shape.isEvidentlyValid == judged,
        "\(shape.faults(limit: 3)) \(geos.invalidity(of: shape)?.reason ?? "valid")")
    }
    #expect(valid > 20)
  }

  /// Long thin teeth, each edge beside all others: no box of an edge is free of the others'.
  private func comb(_ teeth: Int, slant: Double) -> [Point] {
    let length = 1000.0
    var points = [Point(0, -1)]
    for tooth in 0..<teeth {
      let x = Double(tooth)
      points += [
        Point(x, 0), Point(x + slant * length, length), Point(x + 0.5 + slant * length, length),
        Point(x + 0.5, 0),
      ]
    }
    return points + [Point(Double(teeth), -1)]
  }

  @Test(.timeLimit(.minutes(5)), arguments: [0.0, 1.0, -30.0])
  func `a comb of five thousand teeth is judged`(_ slant: Double) {
    let shape = region(Polygon(comb(5_000, slant: slant))!)
    #expect(shape.isEvidentlyValid)
    #expect(shape.repaired() == .unchanged)
    var broken = comb(5_000, slant: slant)
    broken[10_001].x += 3
    let faulty = region(Polygon(broken)!)
    #expect(faulty.repaired() != .unchanged)
  }

  @Test(.timeLimit(.minutes(5))) func `a star of a hundred thousand corners is judged`() {
    let corners = (0..<100_000).map { place in
      let angle = Double(place) / 100_000 * 2 * Double.pi
      let radius = place % 2 == 0 ? 1000.0 : 1
      return Point(radius * angle.sine, radius * (angle + Double.pi / 2).sine)
    }
    #expect(region(Polygon(corners)!).repaired() == .unchanged)
  }

  @Test(.timeLimit(.minutes(5))) func `ten thousand nested shells are judged`() {
    let shells = (0..<10_000).map { place in
      rectangle(
        Double(place), Double(place), 400_000 - 2 * Double(place), 400_000 - 2 * Double(place))
    }
    guard case .refused(let reason, _) = MultiPolygon(shells).repaired() else {
      Issue.record("nested shells were taken")
      return
    }
    #expect(reason == "a part lies in another part, and it meets itself in more than 256 places")
  }

  @Test(.timeLimit(.minutes(5))) func `a chain of holes that touch in points is no fault`() {
    let holes = (0..<2000).map { place in
      let x = Double(place) * 3
      return Ring([Point(x, 0), Point(x + 1, -1), Point(x + 3, 0), Point(x + 1, 1)])!
    }
    let outside = rectangle(-10, -10, 6020, 20).exterior
    #expect(region(Polygon(outside, holes: holes)).repaired() == .unchanged)
    // One that also touches the exterior at both ends cuts the inside in two.
    let cut = Ring(Box(minX: 0, minY: -10, maxX: 6000, maxY: 10))!
    guard case .refused = region(Polygon(cut, holes: holes)).repaired() else {
      Issue.record("an inside in two pieces was taken")
      return
    }
  }

  @Test func `a circle with a round hole is valid, and one that its hole crosses is refused`() {
    func circle(_ x: Double, _ radius: Double) -> Ring {
      Ring(
        [Point(x - radius, 0), Point(x + radius, 0)],
        arcs: [Arc(edge: 0, through: Point(x, -radius)), Arc(edge: 1, through: Point(x, radius))])!
    }
    #expect(region(Polygon(circle(0, 10), holes: [circle(0, 5)])).repaired() == .unchanged)
    guard
      case .refused(let reason, _) = region(Polygon(circle(0, 10), holes: [circle(7, 5)]))
        .repaired()
    else {
      Issue.record("a hole through the boundary was taken")
      return
    }
    #expect(reason == "its boundary crosses itself, and its arcs would be lost by a repair")
  }
}

extension Double {
  fileprivate var sine: Double { sin(self) }
}
