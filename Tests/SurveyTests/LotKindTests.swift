import Facts
import Foundation
import Geometry
import Testing

@testable import Land

/// What stands around a lot of ``Block``, with alleys, water and other land.
private func survey(
  _ lot: Polygon, neighbours: [Polygon]? = nil, streets: [StreetReference] = Block.streets,
  rightOfWay: [Polygon] = [], alleys: [Polygon] = [], water: [Polygon] = [],
  otherLand: [Polygon] = [], measures: [String: SurveyOrder.Measure] = [:],
  overrides: [LotLineOverride] = []
) -> LotSurvey {
  let lots = (neighbours ?? Block.others(than: lot)).map { MultiPolygon($0) }
  return surveyLot(
    lot,
    in: LotSurroundings(
      neighbours: lots, streets: streets,
      rightOfWay: rightOfWay.map { MultiPolygon($0) }, alleys: alleys.map { MultiPolygon($0) },
      water: water.map { MultiPolygon($0) }, otherLand: otherLand.map { MultiPolygon($0) }),
    order: SurveyOrder(measures: measures), overrides: overrides)
}

private let beside = [Block.lot(20, 0), Block.lot(60, 0)]
private let strip = Block.lot(0, 30, 200, 5)

struct LotKindTests {
  @Test func `a line on an alley is the rear by its place and says that it is on an alley`() {
    let plain = survey(
      Block.lot(40, 0), neighbours: beside, streets: [Block.first], alleys: [strip])
    #expect(plain.lines(.rear).map(\.abutter) == [.alley])
    let own = survey(
      Block.lot(40, 0), neighbours: beside, streets: [Block.first], alleys: [strip],
      measures: ["lot lines": .init(method: "classed", parameters: ["own kind": "alley, water"])])
    #expect(own.lines(.alley).map(\.abutter) == [.alley])
    #expect(own.lines(.rear).isEmpty)
  }

  @Test func `a line on water or on a railway is classed by its place`() {
    for (water, other) in [([strip], []), ([], [strip])] {
      let found = survey(
        Block.lot(40, 0), neighbours: beside, streets: [Block.first], water: water,
        otherLand: other)
      #expect(found.lines(.rear).map(\.abutter) == [water.isEmpty ? .otherLand : .water])
      #expect(found.lines(.unclassified).isEmpty)
    }
  }

  @Test func `a lot drawn twice is not its own neighbour`() {
    let found = survey(
      Block.lot(40, 0), neighbours: Block.others(than: Block.lot(40, 0)) + [Block.lot(40, 0)])
    #expect(found.lines(.front).map(\.streetName) == ["First Street"])
    #expect(found.lines(.rear).count == 1)
  }

  @Test func `a corner lot has no rear line where the law says so`() {
    let found = survey(
      Block.lot(0, 0),
      measures: [
        "front line": .init(method: "every street line"),
        "rear line": .init(
          method: "opposite the front", parameters: ["corner lots": "none"]),
      ])
    #expect(found.lines(.front).count == 2)
    #expect(found.lines(.side).count == 2)
    #expect(found.lines(.unclassified).isEmpty)
    #expect(found.interiorAngle == 90)
  }

  @Test func `the rear may be the one line farthest from any street`() throws {
    // On First Street and Cross Street without their corner, which is another lot's.
    let bent = polygon([(10, 0), (20, 0), (20, 30), (0, 30), (0, 12), (10, 12)])
    let order = [
      "front line": SurveyOrder.Measure(method: "every street line"),
      "rear line": .init(method: "opposite the front", parameters: ["odd lots": "farthest"]),
    ]
    let around = [Block.lot(0, 0, 10, 12), Block.lot(20, 0), Block.lot(0, 30)]
    let open = survey(bent, neighbours: around)
    #expect(!open.lines(.unclassified).isEmpty)
    let found = survey(bent, neighbours: around, measures: order)
    #expect(found.lines(.unclassified).isEmpty == !found.lines(.rear).isEmpty)
  }

  @Test
  func `a lot without a street has the farthest line for its rear only where the law says so`() {
    let lot = Block.lot(40, 12, 20, 18)
    let around = [
      Block.lot(40, 0, 20, 12), Block.lot(60, 0, 20, 60), Block.lot(40, 30, 20, 30),
      Block.lot(20, 0, 20, 60),
    ]
    #expect(survey(lot, neighbours: around).lines(.unclassified).count == 4)
    let found = survey(
      lot, neighbours: around,
      measures: [
        "rear line": .init(method: "opposite the front", parameters: ["odd lots": "farthest"])
      ])
    #expect(found.isLandlocked == true)
    #expect(found.lines(.rear).map(\.start) == [Point(60, 30)])
    #expect(found.lines(.side).count == 3)
    #expect(found.lines(.front).isEmpty)
  }

  @Test func `a lot on a strip drawn as a lot is not known to be landlocked`() {
    let lot = Block.lot(40, 4, 20, 26)
    let around = [
      Block.lot(-50, 0, 200, 4), Block.lot(60, 4, 20, 26), Block.lot(20, 4, 20, 26),
      Block.lot(0, 30, 100, 30),
    ]
    #expect(survey(lot, neighbours: around).isLandlocked == nil)
    let found = survey(
      lot, neighbours: around,
      measures: ["lot lines": .init(method: "classed", parameters: ["strips": "6"])])
    #expect(found.lines(.front).map(\.confidence) == [.low])
    #expect(found.lines(.front).first?.start == Point(40, 4))
    #expect(found.lines(.rear).count == 1)
  }

  @Test func `a bend of one street is a corner where the law says so`() {
    let bend = StreetReference(
      id: 1, name: "First Street",
      line: Polyline([Point(-10, 100), Point(-10, -8), Point(200, -8)])!, width: 20)
    func kinds(_ says: String) -> LotSurvey {
      survey(
        Block.lot(0, 0), streets: [bend],
        measures: [
          "corner lot": .init(method: "interior angle", parameters: ["bend": says]),
          "front line": .init(method: "shortest frontage"),
        ])
    }
    #expect(kinds("corner").isCorner == true)
    #expect(kinds("corner").lines(.front).map(\.length) == [20])
    #expect(kinds("corner").lines(.streetSide).count == 1)
    #expect(kinds("none").isCorner == false)
    #expect(kinds("perhaps").isCorner == nil)
    #expect(kinds("perhaps").unclear.contains("`perhaps` is no `bend` of `corner lot`"))
  }

  @Test func `the angle up to which streets make a corner is the law's`() {
    // The streets meet at 120°.
    let slanted = polygon([(0, 0), (30, 0), (30, 30), (-17.3205, 30)])
    let side = StreetReference(
      id: 7, name: "Slant Street",
      line: Polyline([Point(-8.66 + 34.6, -65), Point(-8.66 - 57.7, 95)])!, width: 20)
    let around = [Block.lot(30, 0), Block.lot(-20, 30, 80)]
    func corner(_ limit: String) -> Bool? {
      survey(
        slanted, neighbours: around, streets: [Block.first, side],
        measures: ["corner lot": .init(method: "interior angle", parameters: ["at most": limit])]
      ).isCorner
    }
    #expect(corner("135") == true)
    #expect(corner("100") == false)
    #expect(corner("120") == nil)
  }

  @Test func `streets known by their area alone are told apart at a crossing and not at a bend`() {
    let atCrossing = survey(Block.lot(0, 0), streets: [], rightOfWay: [cross])
    #expect(atCrossing.isCorner == true)
    #expect(atCrossing.interiorAngle == 90)
    let atBend = survey(Block.lot(0, 0), streets: [], rightOfWay: [bend])
    #expect(atBend.isCorner == nil)
  }

  private var cross: Polygon {
    polygon([
      (-16, -100), (0, -100), (0, -16), (200, -16), (200, 0), (0, 0), (0, 200), (-16, 200),
      (-16, 0), (-200, 0), (-200, -16), (-16, -16),
    ])
  }
  private var bend: Polygon {
    polygon([(-16, -16), (200, -16), (200, 0), (0, 0), (0, 200), (-16, 200)])
  }

  @Test func `a rounded corner is a line of its own between two streets`() {
    let round = (0...8).map { step in
      let angle = Double.pi * (1 + Double(step) / 16)
      return (5 + 5 * cos(angle), 5 + 5 * sin(angle))
    }
    let found = survey(
      polygon(round + [(20, 0), (20, 30), (0, 30)]),
      neighbours: Block.others(than: Block.lot(0, 0)),
      measures: ["front line": .init(method: "widest street")])
    #expect(found.isCorner == true)
    #expect(abs((found.interiorAngle ?? 0) - 90) < 1)
    #expect(found.lines(.rear).count == 1)
  }

  @Test func `a lot around the end of a street is a cul-de-sac lot`() {
    let arc = (0...12).map { step in
      let angle = Double.pi * (120 - 60 * Double(step) / 12) / 180
      return Point(50 + 15 * cos(angle), -20 + 15 * sin(angle))
    }
    let lot = Polygon([Point(35, 30)] + arc + [Point(65, 30)])!
    let end = StreetReference(
      id: 5, name: "Short Close", line: Polyline([Point(50, -100), Point(50, -20)])!, width: 30)
    let found = survey(
      lot,
      neighbours: [
        polygon([(65, 30), (arc[12].x, arc[12].y), (90, -20), (90, 30)]),
        polygon([(35, 30), (10, 30), (10, -20), (arc[0].x, arc[0].y)]), Block.lot(30, 30, 40),
      ], streets: [end])
    #expect(found.isCulDeSac == true)
    #expect(found.lines(.front).count == 1)
    #expect(survey(Block.lot(40, 0)).isCulDeSac == false)
  }

  @Test func `an arc on the street is measured along the arc`() throws {
    let lot = Polygon(
      Ring(
        [Point(40, 0), Point(60, 0), Point(60, 30), Point(40, 30)],
        arcs: [Arc(edge: 0, through: Point(50, 2))])!)
    let found = survey(lot)
    let front = try #require(found.lines(.front).first)
    let arc = try #require(CircularArc(from: Point(40, 0), through: Point(50, 2), to: Point(60, 0)))
    #expect(abs(front.length - arc.length) < 1e-9)
    #expect(front.line.arcs.count == 1)
    #expect(abs((found.frontage(by: "along the line")?.length ?? 0) - arc.length) < 1e-9)
    #expect(found.frontage(by: "chord")?.length == 20)
  }

  @Test func `land within a lot has lines too`() {
    let lot = Polygon(
      Block.lot(40, 0, 20, 30).exterior, holes: [Block.lot(45, 10, 5, 5).exterior])
    let around = Block.others(than: Block.lot(40, 0))
    #expect(survey(lot, neighbours: around).lines(.unclassified).count == 4)
    let found = survey(lot, neighbours: around + [Block.lot(45, 10, 5, 5)])
    #expect(found.lines(.unclassified).isEmpty)
    #expect(found.lines(.side).count == 6)
  }

  @Test func `an officer's decision stands above every method and is shown`() throws {
    let decision = LotLineOverride(
      at: Point(0, 12), kind: .front, author: "A. Cohen", reason: "the door is there",
      date: CivilDate("2024-05-01")!)
    let found = survey(Block.lot(0, 0), overrides: [decision])
    let front = try #require(found.lines(.front).first)
    #expect(found.lines(.front).count == 1)
    #expect(front.streetName == "Cross Street")
    #expect(front.reason == "front by decision of A. Cohen on 2024-05-01: the door is there")
    #expect(front.decision == decision)
    #expect(found.lines(.streetSide).count == 1)
    #expect(found.lines(.rear).count == 1)
    #expect(found.lines(.unclassified).isEmpty)
    var off = decision
    off.at = Point(10, 15)
    #expect(survey(Block.lot(0, 0), overrides: [off]).unclear.contains { $0.contains("A. Cohen") })
  }

  @Test func `left and right change places in a mirror`() {
    func mirrored(_ polygon: Polygon) -> Polygon {
      Polygon(polygon.exterior.points.map { Point(100 - $0.x, $0.y) })!
    }
    // The right side has a jog, the left has none.
    let lot = polygon([(40, 0), (60, 0), (60, 10), (58, 10), (58, 30), (40, 30)])
    let around = Block.others(than: Block.lot(40, 0)) + [Block.lot(58, 10, 2, 20)]
    let found = survey(lot, neighbours: around)
    let mirror = survey(
      mirrored(lot), neighbours: around.map(mirrored),
      streets: Block.streets.map {
        StreetReference(
          id: $0.id, name: $0.name,
          line: Polyline($0.line.points.map { Point(100 - $0.x, $0.y) })!, width: $0.width)
      })
    func count(_ survey: LotSurvey, _ side: LotSide) -> Int {
      survey.lines.count { $0.side == side }
    }
    #expect(count(found, .right) == 3)
    #expect(count(found, .left) == 1)
    #expect(count(mirror, .left) == 3)
    #expect(count(mirror, .right) == 1)
    #expect(mirror.width.map { abs($0 - (found.width ?? 0)) < 1e-9 } == true)
  }

  @Test func `a method that is not known is named and settles nothing`() {
    let found = survey(
      Block.lot(0, 0),
      measures: [
        "front line": .init(method: "by the stars"), "rear line": .init(method: "by the moon"),
      ])
    #expect(found.unclear.contains("no method `by the stars` tells the front line of a lot"))
    #expect(found.unclear.contains("no method `by the moon` tells the rear line of a lot"))
    #expect(!found.lines(.unclassified).isEmpty)
  }
}
