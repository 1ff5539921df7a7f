import Facts
import Foundation
import Geometry
import TestSupport
import Testing

@testable import Land

/// A drawing on a lot: its text, what is refused, and distances held against another way to reckon them.
@Suite struct FootprintTests {
  /// A lot of 20 m by 30 m, turned by an angle about a far place, its first line the front.
  private static func plan(turned angle: Double = 0, skew: Double = 0) -> LotPlan {
    let corners = [Point(0, 0), Point(20, 0), Point(20 + skew, 30), Point(0 - skew, 30)].map {
      Point(
        200_000 + $0.x * cos(angle) - $0.y * sin(angle),
        740_000 + $0.x * sin(angle) + $0.y * cos(angle))
    }
    let kinds: [(LotLineKind, LotSide?)] = [
      (.front, nil), (.side, .right), (.rear, nil), (.side, .left),
    ]
    return LotPlan(
      region: MultiPolygon(Polygon(corners)!),
      lines: kinds.enumerated().map { place, kind in
        LotLine(
          kind: kind.0, side: kind.1, line: Polyline([corners[place], corners[(place + 1) % 4]])!,
          abutter: place == 0 ? .street : .lot, neighbours: [], confidence: .high, reason: "")
      }, accuracy: Number("0.1") ?? .zero, buildings: [])
  }

  @Test(arguments: [
    "1@3,5;11,5;11,15;3,15", "0@-1.5,0;2.25,0;2.25,0.00001", "12@0,0;1,0;1,1;cleared",
  ])
  func `a drawing is written as it is read`(text: String) throws {
    #expect(try Footprint(reading: text).description == text)
  }

  @Test(arguments: [
    "", "1", "1@", "@1,1;2,2;3,3", "1@3,5", "1@3,5;11,5", "1@nan,1;2,2;3,4", "1@inf,1;2,2;3,4",
    "1@1e3,1;2,2;3,4", "1@+1,1;2,2;3,4", "1@1,1;2,2;3,4;", "1@1 ,1;2,2;3,4", "1@0x1,1;2,2;3,4",
    "1@1,1,1;2,2;3,4", "-1@1,1;2,2;3,4", "1@1.123456,1;2,2;3,4", "1@123456,1;2,2;3,4",
    "1@1.,1;2,2;3,4", "1@۱,1;2,2;3,4", "1@cleared", "1@1,1;2,2;3,4;cleared;cleared",
    "9999@1,1;2,2;3,4",
    "1@" + String(repeating: "1,1;", count: 3_000_000) + "1,1",
    "1@" + (0...64).map { "\($0),0" }.joined(separator: ";"),
  ])
  func `what is no drawing is refused by name`(text: String) {
    #expect(throws: FootprintFault.self) { try Footprint(reading: text) }
  }

  @Test func `a drawing that does not fit its lot is refused by name`() throws {
    let plan = Self.plan(turned: 0.3)
    func fault(_ text: String) -> FootprintFault? {
      do throws(FootprintFault) {
        _ = try DrawnFootprint(Footprint(reading: text), on: plan)
        return nil
      } catch { return error }
    }
    #expect(fault("1@3,5;11,5;11,15;3,15") == nil)
    #expect(fault("1@0,0;20,0;20,30;0,30") == nil, "up to the lines themselves")
    #expect(fault("1@-1,5;11,5;11,15;-1,15") == .outside)
    #expect(fault("1@0,0;20,0;20,30.01;0,30.01") == .outside)
    #expect(fault("1@3,5;11,15;11,5;3,12") == .crossing)
    #expect(fault("1@3,5;3,5;3,5") == .empty)
    #expect(fault("1@3,5;11,5;7,5") == .empty)
    #expect(fault("5@3,5;11,5;11,15;3,15") == .noBase(5))
  }

  @Test func `a notch of the lot between two corners is no ground to build on`() throws {
    let corners = [
      Point(0, 0), Point(20, 0), Point(20, 20), Point(11, 20), Point(11, 5), Point(9, 5),
      Point(9, 20), Point(0, 20),
    ]
    let plan = LotPlan(
      region: MultiPolygon(Polygon(corners)!), lines: [], accuracy: .zero, buildings: nil)
    let across = try Footprint(reading: "0@2,10;18,10;18,12;2,12")
    #expect(throws: FootprintFault.outside) { try DrawnFootprint(across, on: plan) }
    let beside = try DrawnFootprint(try Footprint(reading: "0@2,10;8,10;8,12;2,12"), on: plan)
    #expect(beside.coveredArea(standing: 10) == nil, "nobody knows what stands there")
  }

  /// The distance from a rectangle to a segment in the rectangle's own frame: the least of a convex function along the segment.
  private func independent(
    _ box: Box, _ a: Point, _ b: Point, _ local: (Point) -> Point
  ) -> Double {
    let (a, b) = (local(a), local(b))
    func away(_ t: Double) -> Double {
      let p = Point(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t)
      let dx = max(box.minX - p.x, 0, p.x - box.maxX)
      let dy = max(box.minY - p.y, 0, p.y - box.maxY)
      return (dx * dx + dy * dy).squareRoot()
    }
    var (low, high) = (0.0, 1.0)
    for _ in 0..<200 {
      let (one, two) = (low + (high - low) / 3, high - (high - low) / 3)
      if away(one) <= away(two) { high = two } else { low = one }
    }
    return min(away((low + high) / 2), away(0), away(1))
  }

  @Test func `distances of random rectangles are those of another reckoning`() throws {
    var random = SeededGenerator(seed: 61)
    var measured = 0
    for _ in 0..<400 {
      let plan = Self.plan(
        turned: .random(in: 0...6.28, using: &random), skew: .random(in: -6...6, using: &random))
      let (width, depth) = (
        Double.random(in: 0.5...14, using: &random), Double.random(in: 0.5...24, using: &random)
      )
      let (x, y) = (
        Double.random(in: 0...(20 - width), using: &random),
        Double.random(in: 0...(30 - depth), using: &random)
      )
      let footprint = try Footprint(
        base: 1,
        corners: [
          Point(x, y), Point(x + width, y), Point(x + width, y + depth), Point(x, y + depth),
        ])
      // A skewed lot may not hold it.
      guard let drawn = try? DrawnFootprint(footprint, on: plan) else { continue }
      measured += 1
      let box = Box(footprint.corners)
      #expect(abs(drawn.region.area - box.width * box.height) < 1e-5)
      for (place, line) in plan.lines.enumerated() {
        let other = independent(box, line.start, line.end, drawn.frame.local)
        #expect(abs(drawn.distance(toLine: place) - other) < 1e-6, "\(footprint) line \(place + 1)")
        let way = drawn.way(fromLine: place)
        #expect(abs(way.from.distance(to: way.to) - other) < 2e-3)
      }
      #expect(abs(drawn.length(alongLine: 0) - box.width) < 1e-6)
    }
    #expect(measured > 200)
  }

  @Test func `a rectangle said by its distances stands at those distances`() throws {
    var random = SeededGenerator(seed: 62)
    for _ in 0..<300 {
      let plan = Self.plan(
        turned: .random(in: 0...6.28, using: &random), skew: .random(in: -4...4, using: &random))
      let side: LotSide = Bool.random(using: &random) ? .left : .right
      func tenth(_ range: ClosedRange<Double>) -> Double {
        (Double.random(in: range, using: &random) * 10).rounded() / 10
      }
      let placement = Placement(
        base: 1, away: tenth(0...10), side: side, gap: tenth(0...4), width: tenth(1...6),
        depth: tenth(1...12))
      let footprint = try placement.footprint(on: plan, isCleared: false)
      guard let drawn = try? DrawnFootprint(footprint, on: plan) else { continue }
      let beside = side == .left ? 3 : 1
      #expect(abs(drawn.distance(toLine: 0) - placement.away) < 1e-6)
      let gap = drawn.distance(toLine: beside)
      #expect(gap >= placement.gap - 1e-6 && gap < placement.gap + 2e-4, "\(placement) \(gap)")
      let box = try #require(footprint.rectangle)
      #expect(abs(box.width - placement.width) < 1e-9 && abs(box.height - placement.depth) < 1e-9)
    }
  }

  @Test func `what stands there counts once, and not where it is taken down`() throws {
    var plan = Self.plan()
    plan.buildings = [
      MultiPolygon(
        Polygon([
          Point(200_002, 740_002), Point(200_006, 740_002), Point(200_006, 740_007),
          Point(200_002, 740_007),
        ])!)
    ]
    let beside = try DrawnFootprint(Footprint(reading: "1@10,10;15,10;15,14;10,14"), on: plan)
    #expect(beside.coveredArea(standing: 20) == 40)
    let over = try DrawnFootprint(Footprint(reading: "1@4,2;10,2;10,7;4,7"), on: plan)
    #expect(abs((over.coveredArea(standing: 20) ?? 0) - 40) < 1e-6)
    let cleared = try DrawnFootprint(
      Footprint(reading: "1@4,2;10,2;10,7;4,7;cleared"), on: plan)
    #expect(abs((cleared.coveredArea(standing: 20) ?? 0) - 30) < 1e-6)
    #expect(beside.coveredArea(standing: nil) == nil)
  }

  @Test func `a line of no known kind leaves every kind open`() {
    var plan = Self.plan()
    #expect(plan.places(of: .side) == [1, 3])
    #expect(plan.places(of: .streetSide) == [])
    plan.lines[2].kind = .unclassified
    #expect(plan.places(of: .side) == nil)
    plan.lines = []
    #expect(plan.places(of: .front) == nil)
  }
}
