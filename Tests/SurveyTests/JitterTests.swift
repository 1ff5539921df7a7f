import Facts
import Foundation
import Geometry
import TestSupport
import Testing

@testable import Land

/// Lots of every kind with what is around them, to be moved about.
private struct Scene {
  var name: String
  var lot: Polygon
  var neighbours: [Polygon]
  var streets: [StreetReference]
  var ways: [Polygon] = []
  var measures: [String: SurveyOrder.Measure] = [:]

  func survey(_ move: (Point) -> Point) -> LotSurvey {
    func moved(_ polygon: Polygon) -> Polygon { Polygon(polygon.exterior.corners.map(move))! }
    return surveyLot(
      moved(lot), neighbours: neighbours.map(moved),
      streets: streets.map {
        StreetReference(
          id: $0.id, name: $0.name, line: Polyline($0.line.points.map(move))!, width: $0.width)
      }, rightOfWay: ways.map(moved), publicOpenSpaces: [], order: SurveyOrder(measures: measures))
  }

  static var all: [Scene] {
    let plain = Block.lot(40, 0)
    let corner = Block.lot(0, 0)
    let flag = polygon([
      (36, 0), (40, 0), (40, 30), (60, 30), (60, 60), (20, 60), (20, 30), (36, 30),
    ])
    let pie = polygon([(46, 0), (54, 0), (66, 30), (34, 30)])
    let through = Block.lot(40, 0, 20, 60)
    let every = ["front line": SurveyOrder.Measure(method: "widest street")]
    return [
      Scene(
        name: "ordinary", lot: plain, neighbours: Block.others(than: plain), streets: Block.streets),
      Scene(
        name: "corner", lot: corner, neighbours: Block.others(than: corner),
        streets: Block.streets, measures: every),
      Scene(
        name: "through", lot: through, neighbours: Block.others(than: through),
        streets: Block.streets),
      Scene(
        name: "flag", lot: flag,
        neighbours: [
          Block.lot(20, 0, 16), Block.lot(40, 0), Block.lot(0, 30), Block.lot(60, 30),
          Block.lot(20, 60, 40, 5),
        ], streets: [Block.first]),
      Scene(
        name: "pie", lot: pie,
        neighbours: [
          polygon([(54, 0), (90, 0), (90, 30), (66, 30)]),
          polygon([(10, 0), (46, 0), (34, 30), (10, 30)]), Block.lot(30, 30, 40),
        ], streets: [Block.first]),
      Scene(
        name: "corner by area alone", lot: corner, neighbours: Block.others(than: corner),
        streets: [],
        ways: [
          polygon([
            (-16, -100), (0, -100), (0, -16), (200, -16), (200, 0), (0, 0), (0, 200), (-16, 200),
            (-16, 0), (-200, 0), (-200, -16), (-16, -16),
          ])
        ], measures: ["front line": .init(method: "longest frontage")]),
    ]
  }
}

/// What hangs on a lot's lines, told without an order of the ring.
private func tally(_ survey: LotSurvey) -> [String] {
  survey.lines.map {
    "\($0.kind) \($0.side.map { "\($0)" } ?? "") \($0.streetName ?? "") \(($0.length * 10).rounded())"
  }.sorted()
}

struct JitterTests {
  @Test func `lines are the same wherever a lot lies and however it is turned`() {
    var random = SeededGenerator(seed: 431)
    for scene in Scene.all {
      let still = scene.survey { $0 }
      #expect(!still.lines.contains { $0.kind == .unclassified }, "\(scene.name)")
      for _ in 0..<40 {
        let turn = Double.random(in: 0...(2 * .pi), using: &random)
        let shift = Point(
          .random(in: 0...3e6, using: &random), .random(in: 0...6e6, using: &random))
        let moved = scene.survey { point in
          shift
            + Point(
              cos(turn) * point.x - sin(turn) * point.y, sin(turn) * point.x + cos(turn) * point.y)
        }
        #expect(tally(moved) == tally(still), "\(scene.name)")
        #expect(moved.isCorner == still.isCorner, "\(scene.name)")
        #expect(moved.isThrough == still.isThrough, "\(scene.name)")
        #expect(moved.isFlag == still.isFlag, "\(scene.name)")
        #expect(moved.isPieShaped == still.isPieShaped, "\(scene.name)")
      }
    }
  }

  @Test func `a millimetre's move of every corner changes no line's kind`() {
    var random = SeededGenerator(seed: 432)
    for scene in Scene.all {
      let still = scene.survey { $0 }
      for _ in 0..<40 {
        let moved = scene.survey { point in
          point
            + Point(
              .random(in: -0.001...0.001, using: &random),
              .random(in: -0.001...0.001, using: &random))
        }
        #expect(tally(moved) == tally(still), "\(scene.name)")
        #expect(moved.isCorner == still.isCorner, "\(scene.name)")
        #expect(moved.isPieShaped == still.isPieShaped, "\(scene.name)")
        #expect(moved.isFlag == still.isFlag, "\(scene.name)")
      }
    }
  }

  @Test func `near a limit a millimetre leads to unknown and never from one kind to another`() {
    var random = SeededGenerator(seed: 433)
    // The line at the back turns from parallel to beyond 45°.
    for step in 0...200 {
      let slant = 19.9 + 0.001 * Double(step)
      let lot = polygon([(40, 0), (60, 0), (60, 40 + slant - 20), (40, 60 - 20 + 0)])
      let around = [
        Block.lot(20, 0, 20, 70), Block.lot(60, 0, 20, 70),
        polygon([(60, 40 + slant - 20), (60, 90), (40, 90), (40, 40)]),
      ]
      let scene = Scene(name: "", lot: lot, neighbours: around, streets: [Block.first])
      func isRear(_ survey: LotSurvey) -> Bool? {
        if survey.lines.contains(where: { $0.kind == .unclassified }) { return nil }
        return !survey.lines(.rear).isEmpty
      }
      let first = isRear(scene.survey { $0 })
      let second = isRear(
        scene.survey { point in
          point
            + Point(
              .random(in: -0.001...0.001, using: &random),
              .random(in: -0.001...0.001, using: &random))
        })
      #expect(first == second || first == nil || second == nil, "\(slant)")
    }
  }

  @Test func `an angle within a millimetre of the limit settles nothing`() {
    #expect(reaches(1, 1, error: 1e-6) == nil)
    #expect(reaches(1.1, 1, error: 1e-6) == true)
    #expect(reaches(0.9, 1, error: 1e-6) == false)
  }
}
