package import Facts
package import Geometry

/// The lines of a lot, what each of them is, and the shape of the lot, from geometry and declared measures alone.
///
/// - A line is a run of edges that bends by less than 5° and strays by less than 0.30 m, cut where what is beyond changes.
/// - A line is on a street when it is shared with a right of way; or when it is shared with no lot, and the street's centre
///   line is reached square to it within half its width and 10 m (30 m where no width is known) without crossing a lot.
/// - Streets are told apart by their names; where only their areas are drawn, by whether one runs on past the corner.
/// - A *corner lot* has two street lines of different streets that meet at an interior angle of at most 135° (Highland
///   Heights, Sylvania); a rounding or chamfer of up to 15 m may lie between them. A sharp bend of one street is left open, as codes do,
///   unless the measure `corner lot` says.
/// - A *through lot* has street lines on opposite sides that do not meet; all of them are fronts.
/// - The *front* of a corner lot and the *rear* of any are told by the methods of ``LineMethods``. Without a declared one the
///   street lines of a corner lot are fronts with low confidence, and the lines opposite them stay unclassified.
/// - *Left* and *right* are seen from the street towards the lot.
/// - A limit that is met within a millimetre's move of the corners settles nothing: what hangs on it is nil or unclassified.
///
/// - Parameters:
///   - order: The measures `corner lot`, `front line`, `rear line`, `lot lines`, `lot width`, `lot depth` and `frontage`.
///   - overrides: Officers' decisions about lines of this lot; of two for one line the later one holds.
package func surveyLot(
  _ lot: Polygon, in surroundings: LotSurroundings, order: SurveyOrder,
  overrides: [LotLineOverride] = []
) -> LotSurvey {
  let methods = LineMethods(order)
  let outline = LotOutline(lot.exterior.corners)
  let parts = surroundings.parts(of: outline)
  var finding = StreetFinding(surroundings, outline: outline)
  var pieces: [BoundaryPiece] = []
  pieces.reserveCapacity(parts.count)
  for part in parts {
    if let piece = finding.piece(part) { pieces.append(piece) }
  }
  pieces = joinedAlongStreets(withCorners(named(pieces), surroundings))
  let strip = stripLines(&pieces, lot, surroundings, methods)
  var classing = LotClassing(
    pieces: pieces, methods: methods, overrides: overrides,
    streetDistance: { surroundings.streetDistance(from: $0.line) })
  var survey = classing.survey()
  if let strip { survey.settle(strip: strip) }
  survey.addHoles(of: lot, surroundings)
  survey.measure(lot: MultiPolygon(lot), order: order)
  return survey
}

/// The same, of neighbours in an array of their own.
package func surveyLot(
  _ lot: Polygon, neighbours: [Polygon], streets: [StreetReference], rightOfWay: [Polygon],
  publicOpenSpaces: [Polygon], order: SurveyOrder,
  tolerance: Double = Tolerance.sharedBoundary, overrides: [LotLineOverride] = []
) -> LotSurvey {
  surveyLot(
    lot,
    in: LotSurroundings(
      lots: neighbours.map { MultiPolygon($0) }, neighbours: Array(neighbours.indices),
      streets: streets, rightOfWay: rightOfWay.map { MultiPolygon($0) },
      publicOpenSpaces: publicOpenSpaces.map { MultiPolygon($0) }, tolerance: tolerance),
    order: order, overrides: overrides)
}
