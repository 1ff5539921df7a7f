package import Facts
import Foundation
package import Geometry

/// The lines of a lot, what each of them is, and the shape of the lot, from geometry and declared measures alone.
///
/// - A line is a run of edges that bends by less than 5° and strays by less than 0.30 m, cut where what is beyond changes.
/// - A line is on a street when it is shared with a right of way; or when it is shared with no lot, and the street's centre
///   line is reached square to it within half its width and 10 m (30 m where no width is known) without crossing a lot.
/// - A *corner lot* has two street lines of different streets that meet at an interior angle of at most 135° (Highland
///   Heights, Sylvania); a chamfer of up to 10 m may lie between them. A sharp bend of one street is left open, as codes do.
/// - A *through lot* has street lines on opposite sides that do not meet; all of them are fronts.
/// - The *front* of a corner lot is what the measure `front line` declares: `every street line`, `longest frontage`,
///   `shortest frontage`, `widest street`. Codes differ; without one the street lines are fronts with low confidence, and the
///   lines opposite them stay unclassified.
/// - The *rear line* is opposite the front: within 45° of parallel to it (Highland Heights) and in the far half of the lot.
///   A lot whose sides meet in a point has none.
/// - *Left* and *right* are seen from the street towards the lot.
///
/// - Parameters:
///   - neighbours: Lots near enough to share a line or to stand in the way. Rights of way do not belong here.
///   - rightOfWay: Street areas, where they are drawn; may be empty.
///   - order: The measures `front line`, `lot width` and `lot depth`, where the law declares them.
///   - tolerance: How far apart two drawings of one line may be, in metres.
package func surveyLot(
  _ lot: Polygon, neighbours: [Polygon], streets: [StreetReference], rightOfWay: [Polygon],
  publicOpenSpaces: [Polygon], order: SurveyOrder,
  tolerance: Double = Tolerance.sharedBoundary
) -> LotSurvey {
  surveyLot(
    lot, neighbours: neighbours.map { MultiPolygon($0) }, streets: streets,
    rightOfWay: rightOfWay.map { MultiPolygon($0) },
    publicOpenSpaces: publicOpenSpaces.map { MultiPolygon($0) }, order: order,
    tolerance: tolerance)
}

/// The same, of regions that need not be copied: for a town whose right of way has tens of thousands of corners.
@_disfavoredOverload
package func surveyLot(
  _ lot: Polygon, neighbours: [MultiPolygon], streets: [StreetReference],
  rightOfWay: [MultiPolygon], publicOpenSpaces: [MultiPolygon], order: SurveyOrder,
  tolerance: Double = Tolerance.sharedBoundary
) -> LotSurvey {
  let reach = lot.box.expanded(by: 60)
  let surroundings = BoundarySurroundings(
    lot: MultiPolygon(lot),
    // Places of neighbours are kept, so far ones become empty instead of being left out.
    neighbours: neighbours.map { $0.box.intersects(reach) ? $0 : .empty },
    streets: streets.filter { $0.line.box.intersects(reach) },
    rightOfWay: rightOfWay.filter { $0.box.intersects(reach) },
    publicOpenSpaces: publicOpenSpaces.filter { $0.box.intersects(reach) },
    tolerance: tolerance)
  let runs = straightRuns(of: lot.exterior)
  let pieces = joinedAlongStreets(named(runs.flatMap(surroundings.pieces)))
  var classing = LotClassing(pieces: pieces, order: order)
  var survey = classing.survey()
  survey.measure(lot: surroundings.lot, order: order)
  return survey
}

/// A short piece of street line whose own street is not found belongs to the street of the piece beside it: a chamfer, or
/// the mouth of a junction. Up to 10 m; the piece after it comes before the one ahead of it.
private func named(_ pieces: [BoundaryPiece]) -> [BoundaryPiece] {
  var result = pieces
  for place in pieces.indices
  where pieces[place].abutter == .street && pieces[place].street == nil
    && pieces[place].line.length <= 10
  {
    let beside = [place + 1, place + pieces.count - 1].map { pieces[$0 % pieces.count] }
    guard let street = beside.lazy.compactMap(\.street).first else { continue }
    result[place].street = street
    result[place].confidence = .low
    result[place].reason = "a short line beside one on this street"
  }
  return result
}

/// Neighbouring pieces on one street that bend by less than 45° are one line: a curved street is not a corner.
private func joinedAlongStreets(_ pieces: [BoundaryPiece]) -> [BoundaryPiece] {
  func belong(_ a: BoundaryPiece, _ b: BoundaryPiece) -> Bool {
    guard let key = a.streetKey, key == b.streetKey, a.line.end == b.line.start else {
      return false
    }
    return abs(turnAngle(a.line.lastStep, b.line.firstStep)) < 45 * .pi / 180
  }
  func join(_ a: BoundaryPiece, _ b: BoundaryPiece) -> BoundaryPiece {
    var joined = a.line.length >= b.line.length ? a : b
    if let line = Polyline(a.line.points + b.line.points) { joined.line = line }
    return joined
  }
  var result: [BoundaryPiece] = []
  for piece in pieces {
    if let last = result.last, belong(last, piece) {
      result[result.count - 1] = join(last, piece)
    } else {
      result.append(piece)
    }
  }
  if result.count > 2, let last = result.last, let first = result.first, belong(last, first) {
    result[0] = join(last, first)
    result.removeLast()
  }
  return result
}
