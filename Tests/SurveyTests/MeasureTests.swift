import Facts
import Geometry
import Testing

@testable import Land

private func isClose(_ a: Double?, _ b: Double, _ error: Double = 1e-9) -> Bool {
  a.map { abs($0 - b) <= error } ?? false
}

struct LotMeasureTests {
  /// 20 m wide at the street, 32 m at the back, 30 m deep; the left side is square to the street.
  private static let spread = polygon([(40, 0), (60, 0), (72, 30), (40, 30)])

  private func survey(_ measures: [String: SurveyOrder.Measure]) -> LotSurvey {
    Block.survey(
      Self.spread,
      neighbours: [
        polygon([(60, 0), (90, 0), (90, 30), (72, 30)]), Block.lot(20, 0), Block.lot(30, 30, 60),
      ], measures: measures)
  }

  private func width(_ method: String, _ parameters: [String: String] = [:]) -> Double? {
    survey(["lot width": .init(method: method, parameters: parameters)]).width
  }

  @Test func `each method of width gives its own figure`() {
    #expect(isClose(width("at building line", ["distance": "10"]), 24))
    #expect(isClose(width("at distance from front", ["distance": "15"]), 26))
    let depth = 936.0.squareRoot()
    #expect(isClose(width("mean"), 780 / depth, 1e-6))
    #expect(isClose(width("minimum", ["front": "6", "rear": "5"]), 22.4, 1e-4))
    #expect(width("mean of sections").map { (24...27).contains($0) } == true)
    #expect(width("square to depth", ["distance": "10"]).map { (23...26).contains($0) } == true)
    // Between (66, 15) and (40, 15), square to the line from (50, 0) to (56, 30).
    #expect(isClose(width("mid side lines"), 780 / depth, 1e-6))
    #expect(width("by eye") == nil)
    #expect(width("minimum", ["front": "20", "rear": "15"]) == nil)
  }

  @Test func `each method of depth gives its own figure`() {
    func depth(_ method: String) -> Double? {
      survey(["lot depth": .init(method: method)]).depth
    }
    #expect(isClose(depth("midpoints"), 936.0.squareRoot()))
    #expect(isClose(depth("mean"), 30))
    #expect(isClose(depth("square"), 30))
    #expect(isClose(depth("farthest"), 30))
    #expect(depth("by eye") == nil)
  }

  @Test func `the width of a street is least, mean or as stated`() {
    let line = Polyline([Point(40, 0), Point(60, 0)])!
    let across = [polygon([(0, -14), (0, -40), (50, -40), (50, -14)]), Block.lot(50, -40, 50, 24)]
    let measured = measuredStreetWidth(before: line, facing: across)
    #expect(measured?.minimum == 14)
    #expect(isClose(measured?.mean, 15))
  }
}

struct AveragedSetbackTests {
  private static let foot = 0.3048
  private func neighbour(
    _ side: LotSide, _ feet: Double?, rank: Int = 0, away: Double = 0
  ) -> NeighbourSetback {
    NeighbourSetback(
      side: side, rank: rank, distance: away * Self.foot, frontage: 20,
      setback: feet.map { $0 * Self.foot })
  }
  private func feet(
    _ rule: SetbackAveraging, _ neighbours: [NeighbourSetback], required: Double = 30
  ) -> Double {
    let metres = rule.setback(among: neighbours, required: required * Self.foot).setback
    return (metres / Self.foot * 1000).rounded() / 1000
  }

  @Test func `six laws average the same neighbours in six ways`() {
    let two = [neighbour(.left, 20), neighbour(.right, 26)]
    let one = [neighbour(.left, 20), neighbour(.right, nil)]
    let none = [neighbour(.left, nil), neighbour(.right, nil)]
    #expect(feet(.millstadt, two) == 23)
    #expect(feet(.millstadt, one) == 20)
    #expect(feet(.millstadt, [neighbour(.left, 20), neighbour(.right, 31)]) == 30)
    #expect(feet(.millstadt, [neighbour(.left, 60), neighbour(.right, 62)]) == 50)
    #expect(feet(.millstadt, one + [neighbour(.right, nil, rank: 1)]) == 30)
    #expect(feet(.parkRapids, two) == 23)
    #expect(feet(.parkRapids, one) == 25)
    #expect(feet(.parkRapids, [neighbour(.left, 10), neighbour(.right, 12)]) == 20)
    #expect(feet(.mazon, one) == 25)
    #expect(feet(.pontiac, one + [neighbour(.right, 5, rank: 1, away: 120)]) == 25)
    #expect(feet(.pontiac, [neighbour(.left, 60), neighbour(.right, 50)]) == 40)
    #expect(feet(.pontiac, [neighbour(.left, 5), neighbour(.right, 5)]) == 20)
    #expect(feet(.fulton, [neighbour(.left, 60), neighbour(.right, 30)]) == 25)
    #expect(feet(.northRoyalton, [neighbour(.left, 2), neighbour(.right, 2)]) == 6)
    for rule in [
      SetbackAveraging.millstadt, .parkRapids, .mazon, .pontiac, .fulton, .northRoyalton,
    ] {
      #expect(feet(rule, none) == 30)
      #expect(!rule.setback(among: [], required: 9).isAveraged)
    }
    #expect(SetbackAveraging.named("Nowhere") == nil)
  }

  @Test func `a neighbour's setback is that of its nearest building`() {
    let front = Polyline([Point(0, 0), Point(20, 0)])!
    let buildings = [Block.lot(2, 6, 5, 5), Block.lot(10, 20, 5, 5)].map { MultiPolygon($0) }
    #expect(measuredSetback(of: buildings, from: front) == 6)
    #expect(measuredSetback(of: [], from: front) == nil)
  }
}

struct OpenSpaceTests {
  @Test func `a sight triangle lies at the corner, on past a rounding`() throws {
    let triangle = try #require(
      SightTriangle(
        first: Polyline([Point(0, 30), Point(0, 4)])!,
        second: Polyline([Point(4, 0), Point(30, 0)])!,
        legs: (6, 6)))
    #expect(triangle.corner == Point(0, 0))
    #expect(isClose(triangle.region.area, 18))
    let clear = 0.9...2.4
    func isBlocked(_ region: Polygon, _ from: Double, _ to: Double) -> Bool? {
      triangle.isBlocked(by: MultiPolygon(region), from: from, to: to, clear: clear)
    }
    #expect(isBlocked(Block.lot(1, 1, 2, 2), 0, 2) == true)
    #expect(isBlocked(Block.lot(1, 1, 2, 2), 0, 0.8) == false)
    #expect(isBlocked(Block.lot(1, 1, 2, 2), 2.5, 9) == false)
    #expect(isBlocked(Block.lot(6, 6, 2, 2), 0, 2) == false)
    // A millimetre over the long side: too little to say.
    #expect(isBlocked(Block.lot(2.9995, 2.9995, 5, 5), 0, 2) == nil)
    #expect(
      SightTriangle(
        first: Polyline([Point(0, 0), Point(5, 0)])!,
        second: Polyline([Point(5, 0), Point(9, 0)])!,
        legs: (6, 6)) == nil)
    let centre = try #require(
      SightTriangle(
        centreLines: Polyline([Point(-50, -8), Point(50, -8)])!,
        Polyline([Point(-10, -50), Point(-10, 50)])!, toward: Point(10, 15), leg: 24))
    #expect(centre.corner == Point(-10, -8))
    #expect(centre.region.covers(Point(-9, 10)))
  }

  @Test func `a height plane rises behind its line and finds the worst point`() throws {
    let street = Polyline([Point(0, 0), Point(20, 0)])!
    let light = HeightPlane(line: street, base: 6, slope: 1.5)
    #expect(light.limit(at: Point(5, 4)) == 12)
    let building = MultiPolygon(Block.lot(5, 4, 6, 10))
    let worst = try #require([light].worstPoint(of: building, height: 12.5))
    #expect(worst.point.y == 4)
    #expect(worst.limit == 12)
    #expect(worst.isBelow == false)
    #expect([light].worstPoint(of: building, height: 12)?.isBelow == nil)
    #expect([light].worstPoint(of: building, height: 11)?.isBelow == true)
    // R6 on a narrow street: 60 ft within 20 ft, then 2.7 to 1 from the street line.
    let sky = HeightPlane.skyExposure(from: street, wall: 18.3, slope: 2.7, initialSetback: 6.1)
    #expect(sky.limit(at: Point(5, 3)) == 18.3)
    #expect(isClose(sky.limit(at: Point(5, 10)), 18.3 + 27))
    #expect(isClose(sky.limit(at: Point(5, 0)), 18.3))
    let bent = Polyline([Point(0, 0), Point(10, 4), Point(20, 0)])!
    let over = [HeightPlane(line: bent, base: 3, slope: 1)]
      .worstPoint(of: MultiPolygon(Block.lot(5, 6, 10, 4)), height: 9)
    #expect(over?.point == Point(10, 6))
    #expect(over?.limit == 5)
  }

  @Test func `buildings on a lot are so far apart, and their facing walls so far`() {
    let found = distances(between: [
      MultiPolygon(Block.lot(0, 0, 5, 5)), MultiPolygon(Block.lot(11, 2, 5, 5)),
      MultiPolygon(Block.lot(8, 8, 2, 2)),
    ])
    #expect(found.map { [$0.first, $0.second] } == [[1, 2], [0, 2], [0, 1]])
    #expect(isClose(found[2].distance, 6))
    #expect(isClose(found[2].facing, 6))
    #expect(found[1].facing == nil)
  }

  @Test func `a widened street takes a strip of the lot`() throws {
    let lot = MultiPolygon(Block.lot(40, 0))
    let front = Polyline([Point(40, 0), Point(60, 0)])!
    let centre = Block.first.line
    let byWidth = try #require(
      netLot(lot, widenings: [RoadWidening(line: front, measure: .width(20, centreLine: centre))]))
    // The centre line lies 8 m off: 2 m are missing.
    #expect(isClose(byWidth.area, 560))
    #expect(isClose(byWidth.strips[0]?.area, 40))
    let enough = try #require(
      netLot(lot, widenings: [RoadWidening(line: front, measure: .width(12, centreLine: centre))]))
    #expect(isClose(enough.area, 600))
    let corner = try #require(
      netLot(
        lot,
        widenings: [
          RoadWidening(line: front, measure: .depth(1.5)),
          RoadWidening(
            line: Polyline([Point(40, 30), Point(40, 0)])!, measure: .depth(2)),
        ]))
    #expect(isClose(corner.area, 18 * 28.5))
    #expect(isClose(corner.stripArea, 87))
    #expect(netLot(lot, widenings: [RoadWidening(line: front, measure: .depth(.nan))]) == nil)
  }
}
