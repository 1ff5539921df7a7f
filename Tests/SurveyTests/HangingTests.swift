import Facts
import Geometry
import TestSupport
import Testing

@testable import Land

/// Width and depth that would jump when corners move by a millimetre are left open, with the reason.
struct HangingTests {
  private func moved(_ polygon: Polygon, _ random: inout SeededGenerator) -> Polygon {
    Polygon(
      polygon.exterior.corners.map { corner in
        corner
          + Point(
            .random(in: -0.001...0.001, using: &random), .random(in: -0.001...0.001, using: &random)
          )
      })!
  }

  /// A lot that leans, with the corner behind to the left cut off by so many metres, and what is around it.
  private func leaning(cut: Double) -> (lot: Polygon, others: [Polygon]) {
    let first = (70 + cut, 60.0)
    let second = (70 - 1.4 * cut, 60 - 2.8 * cut)
    return (
      polygon([(40, 0), (60, 0), (90, 60), first, second]),
      [
        polygon([(0, 0), (40, 0), second, first, (90, 60), (90, 90), (0, 90)]),
        polygon([(60, 0), (110, 0), (110, 60), (90, 60)]),
      ]
    )
  }

  @Test
  func
    `a corner at the limit of what bends a line leaves the depth open, and never moves it by more`()
  {
    var random = SeededGenerator(seed: 257)
    var open = 0
    for step in 0..<600 {
      let (lot, others) = leaning(cut: 0.05 + 0.0004 * Double(step))
      let surveys = [lot, moved(lot, &random), moved(lot, &random)].map {
        Block.survey($0, neighbours: others, streets: [Block.first])
      }
      for (one, other) in zip(surveys, surveys.dropFirst()) {
        for (a, b) in [(one.depth, other.depth), (one.width, other.width)] {
          if let a, let b { #expect(abs(a - b) < 0.01, "step \(step): \(a) and \(b)") }
        }
      }
      for survey in surveys where survey.depth == nil {
        open += 1
        #expect(
          survey.unclear.contains { $0.contains("hangs on a millimetre, as drawn") },
          "\(survey.unclear)")
      }
    }
    #expect(open > 0 && open < 180, "\(open)")
  }

  @Test func `a corner far from the limit leaves nothing open`() {
    for cut in [0.02, 1.5] {
      let (lot, others) = leaning(cut: cut)
      let survey = Block.survey(lot, neighbours: others, streets: [Block.first])
      #expect(survey.depth != nil && survey.width != nil, "\(survey.unclear)")
    }
  }

  @Test func `side lines that follow each other are one, wherever the ring starts`() {
    // Two parts, the one behind the other and shifted: each side has three lines.
    let corners: [(Double, Double)] = [
      (40, 0), (53, 0), (53, 26), (60, 26), (60, 60), (46, 60), (46, 34), (40, 34),
    ]
    let around = [
      Block.lot(20, 0, 20, 60), Block.lot(60, 0, 20, 60),
      polygon([(40, 34), (46, 34), (46, 60), (40, 60)]),
      polygon([(53, 0), (60, 0), (60, 26), (53, 26)]),
    ]
    let surveys = corners.indices.map { start in
      Block.survey(
        polygon(Array(corners[start...] + corners[..<start])), neighbours: around,
        streets: [Block.first, Block.back])
    }
    #expect(surveys[0].isThrough == true)
    #expect(surveys[0].width != nil && surveys[0].depth != nil, "\(surveys[0].unclear)")
    for survey in surveys {
      #expect(survey.width == surveys[0].width && survey.depth == surveys[0].depth)
    }
  }

  @Test func `of two fronts that are as far from the longest neither gives the depth`() {
    // The street behind bends into the lot: both its lines come nearest at their common corner.
    let lot = polygon([(20, 0), (80, 0), (80, 60), (50, 40), (20, 60)])
    let survey = Block.survey(
      lot, neighbours: [Block.lot(0, 0, 20, 60), Block.lot(80, 0, 20, 60)],
      streets: [
        Block.first,
        StreetReference(
          id: 2, name: "Back Street",
          line: Polyline([Point(110, 88), Point(50, 48), Point(-10, 88)])!, width: 16),
      ])
    #expect(survey.isThrough == true)
    #expect(survey.lines(.front).count == 3)
    #expect(survey.depth == nil)
    #expect(
      survey.unclear.first == "which of its fronts lies opposite hangs on a millimetre, as drawn")
  }
}
