import Facts
import Geometry
import SpatialIndex

extension Surveyor {
  /// The part of the lot whose lines are classed; nil where the lot lies in several parts.
  private var mainPart: Polygon? {
    let parts = lot.polygons
    guard let largest = parts.max(by: { $0.area < $1.area }) else { return nil }
    return parts.count == 1 || largest.area >= 0.99 * area ? largest : nil
  }

  private var street: StreetEdition? { frame.street }

  /// The lots that meet a box, the surveyed land left out, in ascending order.
  private func neighbours(near box: Box) -> [Int] {
    edition.shapes.search(box).filter { !subject.members.contains($0) }
      + (subject.rest == nil ? [] : [SurveyedLot.restPlace])
  }

  /// A lot of the edition, or the other part of the surveyed one's parcel.
  private static func neighbour(
    _ place: Int, of subject: SurveyedLot, in edition: ParcelEdition
  ) -> MultiPolygon {
    place == SurveyedLot.restPlace ? subject.rest ?? .empty : edition.shapes.region(place)
  }

  private func streets(near: Box) -> [StreetReference] {
    guard let street else { return [] }
    return scratch.streets(street.shapes.search(near), of: street)
  }

  /// What stands around the lot: other lots as far as a street may lie that it is on, and what else is drawn within 60 m.
  private func surroundings() -> LotSurroundings {
    let near = lot.box.expanded(by: 60)
    let streets = streets(near: near)
    let seen = lot.box.expanded(by: streets.reduce(5) { max($0, $1.reach) })
    var lots = scratch.lots
    scratch.lots = NearbyRegions()
    let places = take(lotsNear: seen, into: &lots)
    scratch.lots = lots

    var drawn = scratch.drawn
    scratch.drawn = NearbyRegions()
    drawn.removeAll()
    for layer in frame.beside {
      let set = drawn.add(layer.shapes)
      layer.shapes.candidates(near) { place, box in
        if place < layer.shapes.regionCount {
          drawn.append(place, of: set, owner: layer.owner, box: box, near: near)
        }
      }
    }
    scratch.drawn = drawn
    return LotSurroundings(
      lots: lots, places: places, streets: streets, drawn: drawn, tolerance: lineTolerance,
      region: { [edition, subject] in Self.neighbour(places[$0], of: subject, in: edition) },
      room: scratch.room)
  }

  /// Takes the lots that meet a box, the surveyed land left out; returns their places in the order of their owners' numbers.
  ///
  /// Those that may share a line with the lot come first, in ascending order.
  private func take(lotsNear box: Box, into lots: inout NearbyRegions) -> [Int] {
    let shapes = edition.shapes
    lots.removeAll()
    let set = lots.add(shapes)
    let beside = lot.box.expanded(by: 2 * lineTolerance)
    var near: [(place: Int, box: Box)] = []
    var far: [(place: Int, box: Box)] = []
    near.reserveCapacity(16)
    far.reserveCapacity(96)
    shapes.candidates(box) { place, box in
      if subject.members.contains(place) { return }
      if box.intersects(beside) { near.append((place, box)) } else { far.append((place, box)) }
    }
    near.sort { $0.place < $1.place }
    var places: [Int] = []
    places.reserveCapacity(near.count + far.count + 1)
    for lot in near {
      lots.append(lot.place, of: set, owner: Int32(places.count), box: lot.box, near: box)
      places.append(lot.place)
    }
    for lot in far {
      lots.append(lot.place, of: set, owner: Int32(places.count), box: lot.box, near: box)
      places.append(lot.place)
    }
    if let rest = subject.rest {
      lots.append(rest, owner: Int32(places.count))
      places.append(SurveyedLot.restPlace)
    }
    return places
  }

  /// Two drawings of one line differ by as much as either is off; beyond a metre they are two lines.
  private var lineTolerance: Double { frame.lineTolerance }

  func lines() -> LotSurvey? {
    mainPart.map {
      surveyLot($0, in: surroundings(), by: frame.law, overrides: overrides)
    }
  }

  /// The lot with its lines and what is around it, to be drawn; nil where its lines are not told.
  func sheetItem(_ group: LotGroup) -> LotSheet.Item? {
    guard let survey = lines() else { return nil }
    let near = lot.box.expanded(by: 60)
    return LotSheet.Item(
      name: subject.number(in: edition), group: group, survey: survey, region: lot,
      neighbours: neighbours(near: near).map { Self.neighbour($0, of: subject, in: edition) },
      rightOfWay: town.rightsOfWay.filter { $0.entry.isInForce(on: date) }.flatMap { layer in
        layer.shapes.search(near).filter { $0 < layer.shapes.regionCount }
          .map { layer.shapes.region($0) }
      },
      streets: streets(near: near))
  }

  /// Why the lines of the lot cannot be told at all; nil where they can.
  var lineProblem: String? {
    // A lot that was left out is missed beside its neighbours; a street, as far as one can face a lot.
    func isBeside(_ gaps: [Box], _ distance: Double) -> Bool {
      if gaps.isEmpty { return false }
      let around = lot.box.expanded(by: distance)
      return gaps.contains { $0.intersects(around) }
    }
    if isBeside(frame.gaps, Tolerance.adjoiningLength) || isBeside(frame.streetGaps, 60) {
      return "a shape beside the lot cannot be used"
    }
    return frame.lineFailure
  }

  mutating func surveyLines() {
    let source = edition.source
    guard let part = mainPart else {
      for name in Self.lineFacts {
        set(name, .unknown("the lot lies in several parts"), source: source)
      }
      return
    }
    if let lineProblem {
      for name in Self.lineFacts { set(name, .unknown(lineProblem), source: source) }
      return
    }
    let around = surroundings()
    let survey = surveyLot(part, in: around, by: frame.law, overrides: overrides)
    let tolerance = lengthTolerance
    let unclear = survey.unclear.first ?? "geometry does not settle it"

    func flag(_ value: Bool?) -> FactValue { value.map { .boolean($0) } ?? .unknown(unclear) }
    set("corner lot", flag(survey.isCorner), source: source)
    set(
      "interior corner angle",
      survey.interiorAngle.map(angleValue)
        ?? .unknown(survey.isCorner == false ? "the lot is no corner lot" : unclear),
      method: "between the street lines at the corner", source: source)
    set("through lot", flag(survey.isThrough), source: source)
    set("flag lot", flag(survey.isFlag), source: source)
    set("pie-shaped lot", flag(survey.isPieShaped), source: source)
    set("cul-de-sac lot", flag(survey.isCulDeSac), source: source)
    set("landlocked lot", flag(survey.isLandlocked), source: source)
    set(
      "lot width", survey.width.map(lengthValue) ?? .unknown(unclear), method: survey.widthMethod,
      source: source, tolerance: tolerance)
    set(
      "lot depth", survey.depth.map(lengthValue) ?? .unknown(unclear), method: survey.depthMethod,
      source: source, tolerance: tolerance)

    let widths = frame.asksStreetWidths ? streetWidths(survey) : [:]
    if frame.asksLists { surveyLists(survey, around, widths, unclear) }
    surveyFrontage(survey, widths, tolerance)
    surveyNetLot(survey, around)
    surveyAveragedSetback(survey)
  }

  /// The lines as records, all of them and by kind and by what is beyond.
  private mutating func surveyLists(
    _ survey: LotSurvey, _ around: LotSurroundings, _ widths: [Int: LineWidth], _ unclear: String
  ) {
    let source = edition.source
    let tolerance = lengthTolerance
    let classing = survey.classing
    let records = survey.lines.indices.map { record(survey, $0, around.places, widths[$0]) }
    set("lot lines", .list(records), method: classing, source: source, tolerance: tolerance)
    let isOpen = survey.lines.contains { $0.kind == .unclassified }
    for (name, kind) in Self.lineKinds where isAsked(name) {
      // An empty list would let every rule about it pass: it is only given where no line is left to place.
      let own = survey.lines.indices.filter { survey.lines[$0].kind == kind }.map { records[$0] }
      set(
        name, isOpen || (kind == .front && own.isEmpty) ? .unknown(unclear) : .list(own),
        method: classing, source: source, tolerance: tolerance)
    }
    for (name, abutter) in Self.lineAbutters where isAsked(name) {
      let own = survey.lines.indices.filter { survey.lines[$0].abutter == abutter }
      let isUnknown = survey.lines.contains { $0.abutter == .unknown }
      let isDrawn =
        abutter == .publicOpenSpace
        ? !town.openSpaces.isEmpty : town.beside.contains { $0.abutter == abutter }
      set(
        name,
        !isDrawn
          ? .unknown("the territory has no \(abutter.rawValue) drawn")
          : isUnknown ? .unknown(unclear) : .list(own.map { records[$0] }),
        method: "what the line is shared with", source: source, tolerance: tolerance)
    }
  }

  private static let lineAbutters: [(String, Abutter)] = [
    ("alley lines", .alley), ("water lines", .water), ("public space lines", .publicOpenSpace),
  ]
  static let widthFacts = [
    "street width", "minimum street width", "mean street width", "nominal street width",
  ]
  private static let lineKinds: [(String, LotLineKind)] = [
    ("front lines", .front), ("side lines", .side), ("rear lines", .rear),
    ("street side lines", .streetSide),
  ]
  static let lineLists = [
    "front lines", "side lines", "rear lines", "street side lines", "lot lines",
    "alley lines", "water lines", "public space lines",
  ]

  static let frontageFacts = ["frontage", "street name"] + widthFacts

  private mutating func surveyFrontage(
    _ survey: LotSurvey, _ widths: [Int: LineWidth], _ tolerance: Number?
  ) {
    guard frame.asksFrontage else { return }
    let unclear = survey.unclear.first ?? "no line is known to be the front"
    let source = edition.source
    let method = order.measures["frontage"]?.method ?? "along the line"
    // Of several fronts, the lot's frontage is its longest on one street; each stands in the lines.
    guard let main = survey.frontage(by: "along the line") else {
      let none: FactValue = survey.isLandlocked == true ? lengthValue(0) : .unknown(unclear)
      set("frontage", none, source: source)
      set("street name", .unknown(unclear), source: source)
      for name in Self.widthFacts { set(name, .unknown(unclear), source: source) }
      return
    }
    set(
      "frontage",
      survey.frontage(by: method).map { lengthValue($0.length) }
        ?? .unknown("no method `\(method)` measures frontage"),
      method: method == "along the line"
        ? "along the front lines on the street of the longest" : method,
      source: source, tolerance: tolerance)
    let streets = survey.mainStreets
    let open = "its fronts on two streets are equally long, as drawn"
    set(
      "street name",
      streets.count > 1
        ? .unknown(open)
        : main.name.isEmpty ? .unknown("the street has no name here") : .text(main.name),
      source: street?.source)
    let onMain = survey.lines.indices.filter {
      survey.lines[$0].kind == .front && streets.contains(survey.lines[$0].streetKey ?? "")
    }
    if streets.count > 1 {
      let figures = onMain.map { widths[$0]?.nominal ?? widths[$0]?.measured?.minimum ?? -1 }
      guard let least = figures.min(), let most = figures.max(), least >= 0,
        most - least <= 2 * Self.drawn
      else {
        for name in Self.widthFacts { set(name, .unknown(open), source: source) }
        return
      }
    }
    surveyWidths(onMain.compactMap { widths[$0] }, of: onMain.count, tolerance)
  }

  /// What is known of the width of the street before one line.
  private struct LineWidth {
    /// As stated by a plan or a register, in metres.
    var nominal: Double?
    var measured: MeasuredStreetWidth?
  }

  /// The widths of the street in front: `street width` by the measure declared, else as stated, else the least measured.
  private mutating func surveyWidths(_ widths: [LineWidth], of count: Int, _ tolerance: Number?) {
    let source = edition.source
    let open = FactValue.unknown("the width of the street is neither stated nor to be measured")
    func whole(_ values: [Double?]) -> Double? {
      let known = values.compactMap(\.self)
      return known.count == count ? known.min() : nil
    }
    let nominal = whole(widths.map(\.nominal))
    let minimum = whole(widths.map { $0.measured?.minimum })
    let mean = whole(widths.map { $0.measured?.mean })
    let least = "least distance between the lots on both sides"
    let middle = "mean distance between the lots on both sides"
    set(
      "nominal street width", nominal.map(lengthValue) ?? .unknown("no width is stated"),
      method: "as stated", source: street?.source)
    set(
      "minimum street width", minimum.map(lengthValue) ?? open, method: least, source: source,
      tolerance: tolerance)
    set(
      "mean street width", mean.map(lengthValue) ?? open, method: middle, source: source,
      tolerance: tolerance)
    switch order.measures["street width"]?.method {
    case nil where nominal != nil, "nominal"?:
      set(
        "street width", nominal.map(lengthValue) ?? .unknown("no width is stated"),
        method: "as stated", source: street?.source)
    case nil where widths.contains { $0.nominal != nil }:
      // Stated on one line and not on the other: each counts by what is known of it.
      set(
        "street width",
        whole(widths.map { $0.nominal ?? $0.measured?.minimum }).map(lengthValue) ?? open,
        method: "as stated", source: street?.source)
    case nil, "minimum"?:
      set(
        "street width", minimum.map(lengthValue) ?? open, method: least, source: source,
        tolerance: tolerance)
    case "mean"?:
      set(
        "street width", mean.map(lengthValue) ?? open, method: middle, source: source,
        tolerance: tolerance)
    case let other?:
      set("street width", .unknown("no method `\(other)` measures the width of a street"))
    }
  }

  /// The width before each street line, as stated and between the lots on both sides.
  private func streetWidths(_ survey: LotSurvey) -> [Int: LineWidth] {
    var result: [Int: LineWidth] = [:]
    let method = order.measures["street width"]?.method
    let needsMeasure =
      method == "minimum" || method == "mean" || order.facts.isEmpty
      || order.facts.contains("minimum street width") || order.facts.contains("mean street width")
    for (index, line) in survey.lines.enumerated() where line.abutter == .street {
      var width = LineWidth(nominal: line.streetWidth)
      if width.nominal == nil || needsMeasure {
        width.measured = measuredStreetWidth(before: line.line, tolerance: lineTolerance) {
          box in
          var lots = scratch.across
          scratch.across = NearbyRegions()
          _ = take(lotsNear: box, into: &lots)
          var found: [SurroundingEdge] = []
          lots.gather(near: box, &found)
          scratch.across = lots
          return found
        }
      }
      result[index] = width
    }
    return result
  }

  // MARK: Net lot

  /// The lot's area less what its streets are widened by: `net lot area: { method: street width, width: 12 }` from the centre
  /// line, without a `width` by the width stated; `{ method: depth, depth: 1.5 }` along every street line. In metres.
  private mutating func surveyNetLot(_ survey: LotSurvey, _ around: LotSurroundings) {
    guard isAsked("net lot area") else { return }
    let source = edition.source
    guard let measure = order.measures["net lot area"] else {
      set("net lot area", .unknown("no measure says by how much the street is widened"))
      return
    }
    func fail(_ why: String) { set("net lot area", .unknown(why), source: source) }
    let method = measure.method
    guard ["street width", "depth"].contains(method) else {
      return fail("no method `\(method)` measures the net lot")
    }
    guard !survey.lines.contains(where: { $0.abutter == .unknown }) else {
      return fail("what is beyond a line of the lot is not known")
    }
    var widenings: [RoadWidening] = []
    for line in survey.lines where line.abutter == .street {
      if method == "depth" {
        guard let depth = measure.parameters["depth"].flatMap(Double.init), depth.isFinite else {
          return fail("the measure `net lot area` by depth needs a `depth` in metres")
        }
        widenings.append(RoadWidening(line: line.line, measure: .depth(depth)))
      } else {
        let width = measure.parameters["width"].flatMap(Double.init) ?? line.streetWidth
        guard let width, width.isFinite,
          let centre = around.streets.first(where: { $0.id == line.street })
        else { return fail("the width or the centre line of a street of the lot is not known") }
        widenings.append(
          RoadWidening(line: line.line, measure: .width(width, centreLine: centre.line)))
      }
    }
    guard let net = netLot(lot, widenings: widenings) else {
      return fail("the strip along a street of the lot cannot be drawn")
    }
    set(
      "net lot area", areaValue(net.area), method: "less the strips by \(method)", source: source,
      tolerance: facts["lot area"]?.tolerance)
  }

  // MARK: Averaged front setback

  /// The front setback by the neighbours' buildings: `averaged front setback: { method: Park Rapids, required: 7.62 }`, the
  /// schedule's setback in metres.
  private mutating func surveyAveragedSetback(_ survey: LotSurvey) {
    let name = "averaged front setback"
    guard isAsked(name) else { return }
    let source = edition.source
    guard let measure = order.measures[name] else {
      set(name, .unknown("no measure says how neighbours' setbacks are averaged"))
      return
    }
    func fail(_ why: String) { set(name, .unknown(why), source: source) }
    guard let rule = SetbackAveraging.named(measure.method) else {
      return fail("no method `\(measure.method)` averages setbacks")
    }
    guard let required = measure.parameters["required"].flatMap(Double.init), required.isFinite
    else { return fail("the measure `\(name)` needs the `required` setback in metres") }
    guard let buildings = town.buildings.first(where: { $0.entry.isInForce(on: date) }),
      buildings.failure == nil
    else { return fail("the territory has no buildings on \(date)") }
    let fronts = survey.lines(.front)
    guard fronts.count == 1, let front = fronts.first else {
      return fail("the lot has no one front line")
    }
    guard let neighbours = neighbourSetbacks(along: front, buildings) else {
      return fail("a neighbour's front line or buildings are not known")
    }
    let averaged = rule.setback(among: neighbours, required: required)
    set(
      name, lengthValue(averaged.setback), method: "\(measure.method): \(averaged.reason)",
      source: buildings.source, tolerance: lengthTolerance)
  }

  /// The lots on the same side of the same street within 60 m, with how far back their buildings stand; nil where that is not
  /// known of one of them.
  private func neighbourSetbacks(
    along front: LotLine, _ buildings: BuildingEdition
  ) -> [NeighbourSetback]? {
    let along = (front.end - front.start).unit
    let middle = front.start.midpoint(to: front.end)
    let half = front.start.distance(to: front.end) / 2
    var found: [NeighbourSetback] = []
    let others = edition.shapes.search(lot.box.expanded(by: 60)).filter {
      !subject.members.contains($0)
    }
    let rest = subject.counterpart.map { [$0] } ?? []
    for other in others.map({ SurveyedLot($0, of: edition) }) + rest {
      let surveyor = Surveyor(town: town, edition: edition, lot: other, date: date, order: order)
      // One that does not lie along the street beside the lot needs no survey of its own.
      let region = other.region
      guard
        region.coordinates.contains(where: { abs(($0 - middle).cross(along)) < 12 })
      else { continue }
      guard surveyor.lineProblem == nil, let survey = surveyor.lines() else { return nil }
      let own = survey.lines(.front).filter {
        $0.streetKey == front.streetKey && ($0.end - $0.start).unit.dot(along) > 0.7
      }
      guard let line = own.max(by: { $0.length < $1.length }) else { continue }
      guard buildings.coverage.holds(region) else { return nil }
      let standing = buildings.shapes.search(region.box)
        .filter { $0 < buildings.shapes.regionCount }.map { buildings.shapes.region($0) }
        .filter {
          region.overlapArea(with: $0) > max(Tolerance.sliverArea, 0.02 * $0.area)
        }
      let ends = [line.start, line.end].map { ($0 - middle).dot(along) }
      let isRight = ends[0] + ends[1] > 0
      // Along the ring the lot lies to the left: farther on is to the right, seen from the street.
      found.append(
        NeighbourSetback(
          side: isRight ? .right : .left, rank: 0,
          distance: max(0, isRight ? (ends.min() ?? 0) - half : -(ends.max() ?? 0) - half),
          frontage: line.length,
          setback: measuredSetback(of: standing, from: line.line)))
    }
    for side in [LotSide.left, .right] {
      let order = found.indices.filter { found[$0].side == side }
        .sorted { found[$0].distance < found[$1].distance }
      for (rank, index) in order.enumerated() { found[index].rank = rank }
    }
    return found
  }

  private func record(
    _ survey: LotSurvey, _ index: Int, _ neighbours: [Int], _ width: LineWidth?
  ) -> FactValue {
    if order.lineMembers?.isEmpty == true { return scratch.bareRecord(index) }
    let line = survey.lines[index]
    var members: [String: FactValue] = ["id": Self.id(ofLine: index)]
    func tell(_ name: String, _ value: @autoclosure () -> FactValue?) {
      if frame.isAsked(ofLines: name), let value = value() { members[name] = value }
    }
    tell("kind", .text(line.kind.rawValue))
    tell("length", lengthValue(line.length))
    tell("abuts", .text(line.abutter.rawValue))
    tell("confidence", .text(line.confidence.rawValue))
    tell("reason", .text(line.reason))
    if let side = line.side {
      tell(
        "side",
        survey.sidesAreOpen && line.decision == nil
          ? .unknown("two fronts are equally long as drawn: left and right are open")
          : .text(side.rawValue))
    }
    if line.abutter == .street {
      tell(
        "street", line.streetName.map { .text($0) } ?? .unknown("the street has no name here"))
      tell(
        "street width",
        (width?.nominal ?? width?.measured?.minimum).map(lengthValue)
          ?? .unknown("no lot is found across the street"))
    }
    tell("neighbour", numbers(of: line, neighbours).map { .text($0) })
    return .record(members)
  }

  static func id(ofLine place: Int) -> FactValue { .text("line \(place + 1)") }

  /// The numbers of the lots beyond a line; nil where there is none.
  private func numbers(of line: LotLine, _ neighbours: [Int]) -> String? {
    let numbers = line.neighbours.compactMap { neighbour -> String? in
      guard neighbours.indices.contains(neighbour) else { return nil }
      let place = neighbours[neighbour]
      return place == SurveyedLot.restPlace
        ? subject.counterpart?.number(in: edition) : edition.numbers[place]
    }
    return numbers.isEmpty ? nil : numbers.joined(separator: ", ")
  }
}
