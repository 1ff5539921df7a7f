import Facts
import Geometry
import Testing

@testable import Land

/// What the law leaves open is told by conventions, and never without saying so.
struct ConventionTests {
  private static let law = ["front line": SurveyOrder.Measure(method: "every street line")]
  /// Of two readings, the one with a rear yard.
  private static let conventions: [String: SurveyOrder.Measure] = [
    "corner lot": .init(method: "", parameters: ["bend": "none"], by: "G"),
    "rear line": .init(method: "", parameters: ["odd lots": "every farthest"], by: "G"),
  ]
  private static let order = law.merging(conventions) { own, _ in own }
  /// One street that bends around the lot.
  private static let bend = StreetReference(
    id: 1, name: "Bend Street",
    line: Polyline([Point(-10, 200), Point(-10, -8), Point(200, -8)])!, width: 16)

  private func told(_ line: LotLine) -> Bool {
    line.reason.contains("by convention, not by law [G]") && line.confidence == .low
  }

  @Test
  func `a lot in the bend of a street gets the lines that the law leaves open, and each says so`()
    throws
  {
    let lot = Block.lot(0, 0)
    let law = Block.survey(lot, streets: [Self.bend], measures: Self.law)
    #expect(law.lines(.unclassified).count == 2)
    let survey = Block.survey(lot, streets: [Self.bend], measures: Self.order)
    #expect(survey.lines(.unclassified).isEmpty)
    #expect(survey.lines(.front).count == 2)
    #expect(survey.lines(.rear).count == 1)
    #expect(survey.lines.filter { $0.kind != .front }.allSatisfy(told))
    #expect(!survey.lines(.front).contains(where: told))
    #expect(survey.classing.hasSuffix("[G]"))
    // Only lines are told by convention.
    #expect(survey.isCorner == nil && survey.width == law.width && survey.depth == law.depth)
    #expect(survey.unclear.first == law.unclear.first)
  }

  @Test func `a lot that the law settles is not touched by any convention`() {
    for lot in [Block.lot(40, 0), Block.lot(0, 0)] {
      let law = Self.law.merging([
        "rear line": .init(method: "", parameters: ["corner lots": "none"])
      ]) {
        $1
      }
      let plain = Block.survey(lot, measures: law)
      #expect(plain.lines(.unclassified).isEmpty)
      #expect(
        Block.survey(
          lot, measures: law.merging(["corner lot": Self.conventions["corner lot"]!]) { $1 })
          == plain)
      #expect(plain.classing == "classed")
    }
  }

  @Test func `no convention takes a front yard or makes a line a front`() {
    let chosen = [
      "front line": SurveyOrder.Measure(method: "longest frontage", by: "G")
    ]
    let survey = Block.survey(Block.lot(0, 0), measures: chosen)
    #expect(survey.lines(.front).count == 2)
    #expect(survey.lines(.streetSide).isEmpty)
    #expect(survey.lines(.unclassified).isEmpty)
    #expect(survey.lines.filter { $0.kind != .front }.allSatisfy(told))
    // A strip that only a convention takes for a way gives no front.
    let behind = surveyLot(
      Block.lot(40, 34),
      neighbours: [
        polygon([(0, 30), (100, 30), (100, 34), (0, 34)]), Block.lot(20, 34), Block.lot(60, 34),
        Block.lot(40, 64),
      ], streets: [], rightOfWay: [], publicOpenSpaces: [],
      order: SurveyOrder(measures: [
        "lot lines": .init(method: "", parameters: ["strips": "6"], by: "G")
      ]))
    #expect(behind.lines(.front).isEmpty)
  }

  @Test func `where two lines lie as far from any street, each is a rear line by convention`() {
    let square = Block.lot(0, 0, 30, 30)
    let around = [Block.lot(30, 0, 30, 30), Block.lot(0, 30, 30, 30), Block.lot(30, 30, 30, 30)]
    func kinds(_ odd: String) -> [LotLineKind] {
      var order = Self.order
      order["rear line"]?.parameters["odd lots"] = odd
      return Block.survey(
        square, neighbours: around,
        streets: [
          StreetReference(
            id: 1, name: "Bend Street",
            line: Polyline([Point(-8, 200), Point(-8, -8), Point(200, -8)])!, width: 16)
        ], measures: order
      ).lines.map(\.kind)
    }
    #expect(kinds("every farthest").count { $0 == .rear } == 2)
    #expect(kinds("farthest").count { $0 == .unclassified } == 2)
  }

  @Test func `an officer's decision stands above a convention`() throws {
    let lot = Block.lot(0, 0)
    let survey = surveyLot(
      lot, neighbours: Block.others(than: lot), streets: [Self.bend], rightOfWay: [],
      publicOpenSpaces: [], order: SurveyOrder(measures: Self.order),
      overrides: [
        LotLineOverride(
          at: Point(20, 15), kind: .rear, author: "an officer", reason: "seen there",
          date: CivilDate(year: 2024, month: 5, day: 1)!)
      ])
    let line = try #require(survey.lines.first { $0.decision != nil })
    #expect(line.kind == .rear && line.confidence == .high && !told(line))
  }
}
