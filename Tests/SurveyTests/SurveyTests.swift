import Facts
import Foundation
import Geometry
import TestSupport
import Testing

@testable import Land

/// A block of lots: 20 m wide, 30 m deep, along First Street (y = -8) and Back Street (y = 68).
struct Block {
  static let first = StreetReference(
    id: 1, name: "First Street", line: Polyline([Point(-100, -8), Point(200, -8)])!, width: 16)
  static let back = StreetReference(
    id: 2, name: "Back Street", line: Polyline([Point(-100, 68), Point(200, 68)])!, width: 16)
  static let cross = StreetReference(
    id: 3, name: "Cross Street", line: Polyline([Point(-10, -100), Point(-10, 200)])!, width: 20)
  static let streets = [first, back, cross]

  static func lot(_ x: Double, _ y: Double, _ width: Double = 20, _ depth: Double = 30) -> Polygon {
    polygon([(x, y), (x + width, y), (x + width, y + depth), (x, y + depth)])
  }

  /// The other lots of two rows of five.
  static func others(than lot: Polygon) -> [Polygon] {
    (0..<10).map { Self.lot(Double($0 % 5) * 20, $0 < 5 ? 0 : 30) }.filter { other in
      MultiPolygon(other).overlapArea(with: MultiPolygon(lot)) < 1
    }
  }

  static func survey(
    _ lot: Polygon, neighbours: [Polygon]? = nil, streets: [StreetReference] = streets,
    rightOfWay: [Polygon] = [], spaces: [Polygon] = [],
    measures: [String: SurveyOrder.Measure] = [:]
  ) -> LotSurvey {
    surveyLot(
      lot, neighbours: neighbours ?? others(than: lot), streets: streets, rightOfWay: rightOfWay,
      publicOpenSpaces: spaces, order: SurveyOrder(measures: measures))
  }
}

func polygon(_ corners: [(Double, Double)]) -> Polygon {
  Polygon(corners.map { Point($0.0, $0.1) })!
}

struct LotLineTests {
  @Test func `an interior lot has a front, a rear and two sides`() throws {
    let survey = Block.survey(Block.lot(40, 0))
    #expect(survey.lines.count == 4)
    let front = try #require(survey.lines(.front).first)
    #expect(front.streetName == "First Street")
    #expect(front.streetWidth == 16)
    #expect(front.confidence == .high)
    #expect(front.line.points == [Point(40, 0), Point(60, 0)])
    #expect(survey.lines(.rear).map(\.line.points) == [[Point(60, 30), Point(40, 30)]])
    #expect(survey.lines(.side).first { $0.side == .right }?.start == Point(60, 0))
    #expect(survey.lines(.side).first { $0.side == .left }?.start == Point(40, 30))
    #expect(
      [survey.isCorner, survey.isThrough, survey.isFlag, survey.isPieShaped, survey.isLandlocked]
        == [false, false, false, false, false])
    #expect(survey.frontages.map(\.length) == [20])
    #expect(survey.width == 20)
    #expect(survey.depth == 30)
    #expect(survey.unclear == [])
  }

  @Test func `vertices on a straight line make no lines of their own`() {
    let lot = polygon([
      (40, 0), (45, 0.02), (50, 0), (60, 0), (60.05, 12), (60, 30), (52, 30.1), (40, 30),
    ])
    let survey = Block.survey(lot, neighbours: Block.others(than: Block.lot(40, 0)))
    #expect(survey.lines.map(\.kind) == [.front, .side, .rear, .side] || survey.lines.count == 4)
    #expect(survey.lines.count == 4)
  }

  @Test func `the front of a corner lot is not guessed`() {
    let survey = Block.survey(Block.lot(0, 0))
    #expect(survey.isCorner == true)
    #expect(survey.isThrough == false)
    #expect(Set(survey.lines(.front).compactMap(\.streetName)) == ["First Street", "Cross Street"])
    #expect(survey.lines(.front).allSatisfy { $0.confidence == .low })
    #expect(survey.lines(.unclassified).count == 2)
    #expect(survey.depth == nil)
    #expect(
      survey.unclear.contains(
        "it has more than one street line, and no measure `front line` settles which is the front"))
    #expect(survey.frontages.map(\.length).sorted() == [20, 30])
  }

  @Test(arguments: [
    ("longest frontage", "Cross Street"), ("shortest frontage", "First Street"),
    ("widest street", "Cross Street"),
  ])
  func `a declared measure settles the front of a corner lot`(method: String, street: String) {
    let survey = Block.survey(
      Block.lot(0, 0), measures: ["front line": .init(method: method)])
    #expect(survey.lines(.front).map(\.streetName) == [street])
    #expect(survey.lines(.streetSide).count == 1)
    #expect(survey.lines(.rear).count == 1)
    #expect(survey.lines(.side).count == 1)
    #expect(survey.lines(.unclassified).isEmpty)
    #expect(survey.depth == (street == "First Street" ? 30 : 20))
  }

  @Test func `equal frontages settle no front`() {
    let square = Block.lot(0, 0, 20, 20)
    let survey = Block.survey(
      square, neighbours: [Block.lot(20, 0), Block.lot(0, 20, 20, 40)],
      measures: ["front line": .init(method: "longest frontage")])
    #expect(survey.lines(.front).count == 2)
    #expect(
      survey.unclear.contains(
        "`longest frontage` does not settle which of its street lines is the front"))
  }

  @Test func `a chamfered corner is a corner`() {
    let lot = polygon([(4, 0), (20, 0), (20, 30), (0, 30), (0, 4)])
    let survey = Block.survey(
      lot, neighbours: Block.others(than: Block.lot(0, 0)),
      measures: ["front line": .init(method: "widest street")])
    #expect(survey.isCorner == true)
    #expect(survey.lines(.front).contains { $0.streetName == "Cross Street" })
    #expect(survey.lines(.rear).count == 1)
  }

  @Test func `a lot between two streets has two fronts and no rear`() {
    let survey = Block.survey(Block.lot(40, 0, 20, 60))
    #expect(survey.isThrough == true)
    #expect(survey.isCorner == false)
    #expect(survey.lines(.front).count == 2)
    #expect(survey.lines(.rear).isEmpty)
    #expect(survey.lines(.side).compactMap(\.side).count == 2)
    #expect(survey.depth == 60)
  }

  @Test func `a flag lot is reached by its handle`() {
    let flag = polygon([
      (36, 0), (40, 0), (40, 30), (60, 30), (60, 60), (20, 60), (20, 30), (36, 30),
    ])
    let survey = Block.survey(
      flag,
      neighbours: [
        Block.lot(20, 0, 16), Block.lot(40, 0), Block.lot(0, 30), Block.lot(60, 30),
        Block.lot(20, 60, 40, 5),
      ])
    #expect(survey.isFlag == true)
    #expect(survey.lines(.front).map(\.length) == [4])
    #expect(survey.lines(.rear).map(\.length) == [40])
  }

  @Test func `side lines that spread make a lot pie-shaped`() {
    let pie = polygon([(46, 0), (54, 0), (66, 30), (34, 30)])
    let survey = Block.survey(
      pie,
      neighbours: [
        polygon([(54, 0), (90, 0), (90, 30), (66, 30)]),
        polygon([(10, 0), (46, 0), (34, 30), (10, 30)]), Block.lot(30, 30, 40),
      ], measures: ["lot width": .init(method: "at building line", parameters: ["distance": "15"])])
    #expect(survey.isPieShaped == true)
    #expect(survey.isFlag == false)
    #expect(abs((survey.width ?? 0) - 20) < 0.01)
    #expect(survey.widthMethod == "at building line")
  }

  @Test func `a triangle has no rear line and says so`() {
    let lot = polygon([(40, 0), (60, 0), (50, 30)])
    let survey = Block.survey(
      lot,
      neighbours: [
        polygon([(60, 0), (90, 0), (90, 30), (50, 30)]),
        polygon([(10, 0), (40, 0), (50, 30), (10, 30)]),
      ])
    #expect(survey.lines(.rear).isEmpty)
    #expect(survey.lines(.side).compactMap(\.side).count == 2)
    #expect(survey.unclear.contains("its side lines meet in a point, so it has no rear line"))
    #expect(survey.depth == nil)
  }

  @Test func `a lot among lots is landlocked`() {
    let lot = Block.lot(40, 20, 20, 20)
    let survey = Block.survey(
      lot,
      neighbours: [
        Block.lot(40, 0, 20, 20), Block.lot(60, 0, 20, 60), Block.lot(40, 40, 20, 20),
        Block.lot(20, 0, 20, 60),
      ])
    #expect(survey.isLandlocked == true)
    #expect(survey.lines.allSatisfy { $0.kind == .unclassified })
    #expect(survey.width == nil)
  }

  @Test func `what lies beyond the edge of the map is unknown`() {
    // No neighbour behind, and no street: it may be a lot that nobody has drawn.
    let survey = Block.survey(
      Block.lot(40, 0), neighbours: [Block.lot(20, 0), Block.lot(60, 0)], streets: [Block.first])
    #expect(survey.lines.count { $0.kind == .unclassified } == 1)
    #expect(
      survey.lines.first { $0.kind == .unclassified }?.reason == "what is beyond it is not known")
    #expect(survey.isThrough == nil)
    #expect(survey.isCorner == nil)
    #expect(survey.depth == nil)
    #expect(survey.lines(.front).count == 1)
  }

  @Test func `a street behind another lot is no street of this one`() {
    let strip = Block.lot(40, -1, 20, 1)
    let survey = Block.survey(
      Block.lot(40, 0), neighbours: Block.others(than: Block.lot(40, 0)) + [strip])
    #expect(survey.isLandlocked == true)
  }

  @Test func `a right of way makes a line a street line without a centre line`() {
    let way = Block.lot(-100, -16, 300, 16)
    let survey = Block.survey(Block.lot(40, 0), streets: [], rightOfWay: [way])
    #expect(
      survey.lines(.front).map(\.reason) == ["shared with a right of way whose street is not known"]
    )
    #expect(survey.lines(.front).first?.confidence == .low)
    #expect(survey.lines(.rear).count == 1)
  }

  @Test func `a park behind is no street`() {
    let survey = Block.survey(
      Block.lot(40, 0), neighbours: [Block.lot(20, 0), Block.lot(60, 0)], streets: [Block.first],
      spaces: [Block.lot(0, 30, 200, 100)])
    #expect(survey.lines(.rear).map(\.abutter) == [.publicOpenSpace])
    #expect(survey.isThrough == false)
  }

  @Test func `a curved street is one front and its length is that of the curve`() throws {
    let arc = (0...24).map { step in
      let angle = Double.pi * (240 + 60 * Double(step) / 24) / 180
      return (50 + 40 * cos(angle), 40 * sin(angle))
    }
    let ring = (0...24).map { step in
      let angle = Double.pi * (230 + 80 * Double(step) / 24) / 180
      return Point(50 + 48 * cos(angle), 48 * sin(angle))
    }
    let lot = polygon(arc + [(arc[24].0, 0), (arc[0].0, 0)])
    let survey = Block.survey(
      lot,
      neighbours: [
        Block.lot(arc[24].0, -35, 20, 35), Block.lot(arc[0].0 - 20, -35, 20, 35),
        Block.lot(30, 0, 40),
      ],
      streets: [StreetReference(id: 9, name: "Crescent", line: Polyline(ring)!)])
    let front = try #require(survey.lines(.front).first)
    #expect(survey.lines(.front).count == 1)
    #expect(abs(front.length - 40 * Double.pi / 3) < 0.1)
    #expect(survey.isCorner == false)
    #expect(survey.lines(.rear).count == 1)
  }

  @Test func `a street that bends around a lot leaves the corner open`() {
    let bend = StreetReference(
      id: 1, name: "First Street",
      line: Polyline([Point(-10, 100), Point(-10, -8), Point(200, -8)])!, width: 20)
    let survey = Block.survey(Block.lot(0, 0), streets: [bend])
    #expect(survey.isCorner == nil)
    #expect(
      survey.unclear.contains(
        "`First Street` bends around the lot by 90°: whether that is a corner is open"))
  }

  @Test func `random rectangles are surveyed alike wherever they lie`() {
    var random = SeededGenerator(seed: 77)
    for _ in 0..<60 {
      let turn = Double.random(in: 0...(2 * .pi), using: &random)
      let shift = Point(.random(in: 0...3e6, using: &random), .random(in: 0...6e6, using: &random))
      func move(_ point: Point) -> Point {
        shift
          + Point(
            cos(turn) * point.x - sin(turn) * point.y, sin(turn) * point.x + cos(turn) * point.y)
      }
      func move(_ polygon: Polygon) -> Polygon { Polygon(polygon.exterior.points.map(move))! }
      let lot = Block.lot(40, 0)
      let survey = surveyLot(
        move(lot), neighbours: Block.others(than: lot).map(move),
        streets: Block.streets.map {
          StreetReference(
            id: $0.id, name: $0.name, line: Polyline($0.line.points.map(move))!, width: $0.width)
        }, rightOfWay: [], publicOpenSpaces: [], order: SurveyOrder())
      #expect(survey.lines(.front).map(\.streetName) == ["First Street"])
      #expect(survey.lines(.rear).count == 1)
      #expect(Set(survey.lines(.side).compactMap(\.side)) == [.left, .right])
      #expect(abs((survey.width ?? 0) - 20) < 1e-6)
      #expect(abs((survey.depth ?? 0) - 30) < 1e-6)
    }
  }

  @Test func `every lot keeps all of its boundary in lines, whatever stands around it`() {
    var random = SeededGenerator(seed: 78)
    func star(_ x: Double, _ y: Double) -> Polygon {
      let corners = Int.random(in: 3...25, using: &random)
      let points = (0..<corners).map { corner in
        let bearing = 2 * Double.pi * (Double(corner) + 0.3) / Double(corners)
        let distance = Double.random(in: 0.1...30, using: &random)
        return Point(x + distance * cos(bearing), y + distance * sin(bearing))
      }
      return Polygon(points) ?? Block.lot(x, y)
    }
    for _ in 0..<300 {
      let lot = star(0, 0)
      let around = (0..<4).map { _ in
        star(.random(in: -50...50, using: &random), .random(in: -50...50, using: &random))
      }
      let survey = Block.survey(
        lot, neighbours: Array(around[0...1]), rightOfWay: [around[2]], spaces: [around[3]],
        measures: [
          "front line": .init(method: "longest frontage"), "lot width": .init(method: "mean"),
        ])
      let drawn = survey.lines.reduce(0) { $0 + $1.length }
      #expect(abs(drawn - lot.exterior.perimeter) < 1e-6)
      for (line, next) in zip(survey.lines, survey.lines.dropFirst() + survey.lines.prefix(1)) {
        #expect(line.end.distance(to: next.start) < 1e-6)
        #expect(!line.reason.isEmpty)
      }
      #expect(survey.isLandlocked != false || !survey.lines(.front).isEmpty)
      #expect(survey.lines.allSatisfy { $0.abutter != .unknown || $0.kind == .unclassified })
    }
  }

  @Test func `a street's width is measured to the lots across`() throws {
    let line = try #require(Polyline([Point(40, 0), Point(60, 0)]))
    let across = [polygon([(0, -14), (0, -40), (50, -40), (50, -14)]), Block.lot(50, -40, 50, 24)]
    let measured = try #require(measuredStreetWidth(before: line, facing: across))
    #expect(measured.minimum == 14)
    #expect(abs(measured.mean - 15) < 1e-9)
    #expect(measuredStreetWidth(before: line, facing: []) == nil)
  }
}

struct PortionTests {
  static let lot = MultiPolygon(Block.lot(0, 0))

  @Test func `polygons of one zone are summed before anything is decided`() {
    let zones = [
      ("R-1", MultiPolygon(Block.lot(-50, -50, 200, 60))),
      ("R-2", MultiPolygon(Block.lot(-50, 10, 200, 10))),
      ("R-2", MultiPolygon(Block.lot(-50, 20, 200, 100))),
    ]
    let found = portions(of: Self.lot, zones: zones)
    #expect(found.map(\.code) == ["R-2", "R-1"])
    #expect(found.map(\.area) == [400, 200])
    #expect(abs(found.reduce(0) { $0 + $1.share } - 1) < 1e-12)
    #expect(found.map { $0.depth?.rounded() } == [20, 10])
    #expect(found.allSatisfy { !$0.isSliver })
  }

  @Test func `a thin strip is a sliver although it has many square metres`() {
    let zones = [
      ("R-1", MultiPolygon(Block.lot(-50, -50, 200, 79.7))),
      ("OS", MultiPolygon(Block.lot(-50, 29.7, 200, 9))),
    ]
    let found = portions(of: Self.lot, zones: zones)
    #expect(found.map(\.code) == ["R-1", "OS"])
    #expect(found.map(\.isSliver) == [false, true])
    #expect(abs(found[1].area - 6) < 1e-9)
  }

  @Test func `one zone over all of the lot has no depth`() {
    let found = portions(
      of: Self.lot, zones: [("R-1", MultiPolygon(Block.lot(-50, -50, 200, 200)))])
    #expect(found == [LotPortion(code: "R-1", area: 600, share: 1, depth: nil, isSliver: false)])
  }

  @Test func `zones that only touch are no portions`() {
    #expect(portions(of: Self.lot, zones: [("R-1", MultiPolygon(Block.lot(20, 0)))]).isEmpty)
    #expect(portions(of: .empty, zones: [("R-1", Self.lot)]).isEmpty)
  }
}
