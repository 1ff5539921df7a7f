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
/// - What the measures of law leave open is classed by conventions, where some are declared, with low confidence; whether the lot
///   is a corner, its width, its depth and its fronts stay what the law makes them.
/// - A limit that is met within a millimetre's move of the corners settles nothing: what hangs on it is nil or unclassified.
///
/// - Parameters:
///   - order: The measures `corner lot`, `front line`, `rear line`, `lot lines`, `lot width`, `lot depth` and `frontage`.
///   - overrides: Officers' decisions about lines of this lot; of two for one line the later one holds.
package func surveyLot(
  _ lot: Polygon, in surroundings: LotSurroundings, order: SurveyOrder,
  overrides: [LotLineOverride] = []
) -> LotSurvey {
  surveyLot(lot, in: surroundings, by: LineLaw(order), overrides: overrides)
}

/// The same by an order that was read before.
func surveyLot(
  _ lot: Polygon, in surroundings: LotSurroundings, by law: LineLaw,
  overrides: [LotLineOverride] = []
) -> LotSurvey {
  let boundary = DrawnBoundary(of: lot, in: surroundings)
  guard let ofLaw = law.withoutConventions else {
    return surveyAsDeclared(boundary, by: law, overrides: overrides)
  }
  var survey = surveyAsDeclared(boundary, by: ofLaw, overrides: overrides)
  if survey.lines.indices.contains(where: { survey.lines[$0].kind == .unclassified }) {
    survey.fill(from: surveyAsDeclared(boundary, by: law, overrides: overrides))
  }
  return survey
}

/// What an order says of lot lines, read once for many lots.
final class LineLaw: Sendable {
  let methods: LineMethods
  let depth: SurveyOrder.Measure?
  let width: SurveyOrder.Measure?
  /// The same of law alone; nil where the order has no conventions.
  let withoutConventions: LineLaw?

  init(_ order: SurveyOrder) {
    methods = LineMethods(order)
    depth = order.measures["lot depth"]
    width = order.measures["lot width"]
    withoutConventions =
      order.measures.contains { $0.value.isConvention } ? LineLaw(order.ofLaw) : nil
  }
}

/// The boundary of a lot as it is drawn, in pieces: what no measure of law changes, made once for all of them.
final class DrawnBoundary {
  let lot: Polygon
  let surroundings: LotSurroundings
  private var readings: [(slack: Double, outline: LotOutline, pieces: [BoundaryPiece]?)] = []

  init(of lot: Polygon, in surroundings: LotSurroundings) {
    self.lot = lot
    self.surroundings = surroundings
  }

  /// The outline by one reading of which corners bend its lines.
  func outline(slack: Double) -> LotOutline { readings[place(slack)].outline }

  func pieces(slack: Double) -> [BoundaryPiece] {
    let place = place(slack)
    if let pieces = readings[place].pieces { return pieces }
    let outline = readings[place].outline
    let parts = surroundings.parts(of: outline)
    let finding = StreetFinding(surroundings, outline: outline)
    var pieces: [BoundaryPiece] = []
    pieces.reserveCapacity(parts.count)
    for part in parts {
      if let piece = finding.piece(part) { pieces.append(piece) }
    }
    pieces = joinedAlongStreets(withCorners(named(pieces), surroundings))
    readings[place].pieces = pieces
    return pieces
  }

  private func place(_ slack: Double) -> Int {
    if let place = readings.firstIndex(where: { $0.slack == slack }) { return place }
    readings.append((slack, LotOutline(lot.exterior.corners, slack: slack), nil))
    return readings.count - 1
  }
}

/// The survey by all measures of an order, as if all were law.
private func surveyAsDeclared(
  _ boundary: DrawnBoundary, by law: LineLaw, overrides: [LotLineOverride]
) -> LotSurvey {
  let lot = boundary.lot
  if !lot.exterior.arcs.isEmpty || lot.holes.contains(where: { !$0.arcs.isEmpty }) {
    return surveyCurved(lot, in: boundary.surroundings, by: law, overrides: overrides)
  }
  let outline = boundary.outline(slack: 0)
  var survey = surveyAsDrawn(boundary, slack: 0, by: law, overrides: overrides)
  guard outline.isDoubtful else { return survey }
  for slack in [-LotOutline.doubt, LotOutline.doubt]
  where boundary.outline(slack: slack).bends != outline.bends {
    survey.withdrawMeasures(
      unlikeIn: surveyAsDrawn(boundary, slack: slack, by: law, overrides: overrides))
  }
  return survey
}

/// The survey of a lot by one reading of which corners bend its lines.
private func surveyAsDrawn(
  _ boundary: DrawnBoundary, slack: Double, by law: LineLaw, overrides: [LotLineOverride]
) -> LotSurvey {
  let surroundings = boundary.surroundings
  var pieces = boundary.pieces(slack: slack)
  let strip = stripLines(&pieces, boundary.lot, surroundings, law.methods)
  var classing = LotClassing(
    pieces: pieces, methods: law.methods, overrides: overrides,
    streetDistance: { surroundings.streetDistance(from: $0.line) })
  var survey = classing.survey()
  if let strip { survey.settle(strip: strip) }
  survey.addHoles(of: boundary.lot, surroundings)
  survey.measure(lot: MultiPolygon(boundary.lot), by: law)
  return survey
}

/// The survey of a lot with arcs: its lines are told by chords that stray by a millimetre at most, and carry the arcs that lie
/// wholly on one of them; their lengths are those of the arcs.
private func surveyCurved(
  _ lot: Polygon, in surroundings: LotSurroundings, by law: LineLaw,
  overrides: [LotLineOverride]
) -> LotSurvey {
  let chorded = MultiPolygon(lot).chorded(tolerance: Tolerance.numeric)
  guard let straight = chorded.polygons.first else { return LotSurvey() }
  var survey = surveyAsDeclared(
    DrawnBoundary(of: straight, in: surroundings), by: law, overrides: overrides)
  var curves: [CircularArc] = []
  for ring in [lot.exterior] + lot.holes {
    for arc in ring.arcs {
      let curve = CircularArc(
        from: ring.points[arc.edge], through: arc.through, to: ring.points[arc.edge + 1])
      if let curve { curves += [curve, curve.reversed] }
    }
  }
  for place in survey.lines.indices {
    survey.lines[place].line = survey.lines[place].line.carrying(curves)
  }
  for place in survey.frontages.indices {
    let own = survey.lines.filter {
      $0.abutter == .street
        && $0.streetName == survey.frontages[place].streetName
        && $0.street == survey.frontages[place].street
    }
    if survey.frontages.count == 1 || survey.frontages[place].street != nil {
      survey.frontages[place].length = own.reduce(0) { $0 + $1.length }
    }
  }
  return survey
}

extension Polyline {
  /// The line with the arcs put back whose chords it runs along from end to end.
  fileprivate func carrying(_ curves: [CircularArc]) -> Polyline {
    var points = points
    var arcs: [(from: Point, through: Point)] = []
    for curve in curves {
      guard let first = points.firstIndex(of: curve.start),
        let last = points[first...].firstIndex(of: curve.end), last > first,
        points[first...last].allSatisfy({ abs($0.distance(to: curve.centre) - curve.radius) < 1e-6 }
        )
      else { continue }
      points.removeSubrange((first + 1)..<last)
      arcs.append((curve.start, curve.middle))
    }
    let kept = arcs.compactMap { arc in
      points.firstIndex(of: arc.from).map { Arc(edge: $0, through: arc.through) }
    }
    return Polyline(points, arcs: kept.sorted { $0.edge < $1.edge }) ?? self
  }
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
      neighbours: neighbours.map { MultiPolygon($0) }, streets: streets,
      rightOfWay: rightOfWay.map { MultiPolygon($0) },
      publicOpenSpaces: publicOpenSpaces.map { MultiPolygon($0) }, tolerance: tolerance),
    order: order, overrides: overrides)
}
