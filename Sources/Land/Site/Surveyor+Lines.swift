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

  /// The other lots within reach, as they stand in the edition.
  private var neighbourPlaces: [Int] {
    edition.shapes.search(lot.box.expanded(by: 60)).filter { $0 != place }
  }

  private var street: StreetEdition? { town.streets.first { $0.entry.isInForce(on: date) } }

  func lines() -> LotSurvey? {
    mainPart.map { lines(of: $0, neighbours: neighbourPlaces) }
  }

  private func lines(of part: Polygon, neighbours: [Int]) -> LotSurvey {
    let reach = lot.box.expanded(by: 60)
    var streets: [StreetReference] = []
    if let street {
      for item in street.shapes.search(reach) where item >= street.shapes.regionCount {
        guard let line = street.shapes.line(item - street.shapes.regionCount) else { continue }
        streets.append(
          StreetReference(
            id: item, name: street.shapes.name(item), line: line,
            width: street.widths[street.shapes.rows[item]]))
      }
    }
    func regions(_ layers: [LayerEdition]) -> [MultiPolygon] {
      layers.filter { $0.entry.isInForce(on: date) }.flatMap { layer in
        layer.shapes.search(reach).filter { $0 < layer.shapes.regionCount }
          .map { layer.shapes.region($0) }
      }
    }
    return surveyLot(
      part, neighbours: neighbours.map { edition.shapes.region($0) }, streets: streets,
      rightOfWay: regions(town.rightsOfWay), publicOpenSpaces: regions(town.openSpaces),
      order: order)
  }

  mutating func surveyLines() {
    let source = edition.source
    guard let part = mainPart else {
      for name in Self.lineFacts {
        set(name, .unknown("the lot lies in several parts"), source: source)
      }
      return
    }
    let around = lot.box.expanded(by: Tolerance.adjoiningLength)
    // A lot that was left out is missed beside its neighbours; a street, as far as one can face a lot.
    let inReach = lot.box.expanded(by: 60)
    let areas = (town.rightsOfWay + town.openSpaces).filter { $0.entry.isInForce(on: date) }
    if edition.gaps.contains(where: { $0.intersects(around) })
      || areas.contains(where: { $0.gaps.contains { $0.intersects(around) } })
      || (street?.gaps ?? []).contains(where: { $0.intersects(inReach) })
    {
      for name in Self.lineFacts {
        set(name, .unknown("a shape beside the lot cannot be used"), source: source)
      }
      return
    }
    if let failed = (town.rightsOfWay + town.openSpaces).first(where: {
      $0.entry.isInForce(on: date) && $0.failure != nil
    }) {
      for name in Self.lineFacts { set(name, .unknown(failed.failure ?? ""), source: source) }
      return
    }
    let streetProblem: String? =
      if let street {
        street.failure
      } else if town.rightsOfWay.contains(where: { $0.entry.isInForce(on: date) }) {
        nil
      } else {
        "the territory has no streets on \(date)"
      }
    if let streetProblem {
      for name in Self.lineFacts { set(name, .unknown(streetProblem), source: source) }
      return
    }
    let neighbours = neighbourPlaces
    let survey = lines(of: part, neighbours: neighbours)
    let tolerance = edition.entry.accuracy
    let unclear = survey.unclear.first ?? "geometry does not settle it"

    func flag(_ value: Bool?) -> FactValue { value.map { .boolean($0) } ?? .unknown(unclear) }
    set("corner lot", flag(survey.isCorner), source: source)
    set("through lot", flag(survey.isThrough), source: source)
    set("flag lot", flag(survey.isFlag), source: source)
    set("landlocked lot", flag(survey.isLandlocked), source: source)
    set(
      "lot width", survey.width.map(lengthValue) ?? .unknown(unclear), method: survey.widthMethod,
      source: source, tolerance: tolerance)
    set(
      "lot depth", survey.depth.map(lengthValue) ?? .unknown(unclear), method: survey.depthMethod,
      source: source, tolerance: tolerance)

    let widths =
      isAsked("street width") || Self.lineLists.contains(where: isAsked)
      ? streetWidths(survey, neighbours) : [:]
    let records = survey.lines.indices.map { record(survey, $0, neighbours, widths[$0]) }
    set("lot lines", .list(records), method: "classed", source: source, tolerance: tolerance)
    let isOpen = survey.lines.contains { $0.kind == .unclassified }
    for (name, kind) in Self.lineKinds {
      // An empty list would let every rule about it pass: it is only given where no line is left to place.
      let own = survey.lines.indices.filter { survey.lines[$0].kind == kind }.map { records[$0] }
      set(
        name, isOpen || (kind == .front && own.isEmpty) ? .unknown(unclear) : .list(own),
        method: "classed", source: source, tolerance: tolerance)
    }
    surveyFrontage(survey, widths, tolerance)
  }

  private static let lineKinds: [(String, LotLineKind)] = [
    ("front lines", .front), ("side lines", .side), ("rear lines", .rear),
    ("street side lines", .streetSide),
  ]
  private static let lineLists = [
    "front lines", "side lines", "rear lines", "street side lines", "lot lines",
  ]

  private mutating func surveyFrontage(
    _ survey: LotSurvey, _ widths: [Int: FactValue], _ tolerance: Number?
  ) {
    let fronts = survey.lines.indices.filter { survey.lines[$0].kind == .front }
    let unclear = survey.unclear.first ?? "no line is known to be the front"
    let source = edition.source
    if fronts.isEmpty {
      let none: FactValue = survey.isLandlocked == true ? lengthValue(0) : .unknown(unclear)
      set("frontage", none, source: source)
      set("street name", .unknown(unclear), source: source)
      set("street width", .unknown(unclear), source: source)
      return
    }
    // Of several fronts, the lot's frontage is its longest on one street; each stands in the lines.
    var byStreet: [String: Double] = [:]
    for front in fronts {
      byStreet[survey.lines[front].streetName ?? "", default: 0] += survey.lines[front].length
    }
    let main = byStreet.max { ($0.value, $1.key) < ($1.value, $0.key) }
    set(
      "frontage", main.map { lengthValue($0.value) } ?? .unknown(unclear),
      method: "along the front lines on the street of the longest", source: source,
      tolerance: tolerance)
    let name = main?.key ?? ""
    set(
      "street name", name.isEmpty ? .unknown("the street has no name here") : .text(name),
      source: street?.source)
    let onMain = fronts.filter { (survey.lines[$0].streetName ?? "") == name }
    let known = onMain.compactMap { widths[$0] }
    let numbers = known.compactMap { if case .number(let number) = $0 { number } else { nil } }
    let isStated = onMain.contains { survey.lines[$0].streetWidth != nil }
    set(
      "street width",
      numbers.count == onMain.count
        ? numbers.min().map(FactValue.number) ?? .unknown(unclear)
        : .unknown("the width of the street is neither stated nor to be measured"),
      method: isStated ? "as stated" : "least distance between the lots on both sides",
      source: isStated ? street?.source : source, tolerance: isStated ? nil : tolerance)
  }

  /// The width before each street line: as stated, else between the lots on both sides.
  private func streetWidths(_ survey: LotSurvey, _ neighbours: [Int]) -> [Int: FactValue] {
    var result: [Int: FactValue] = [:]
    var facing: [Polygon]?
    for (index, line) in survey.lines.enumerated() where line.abutter == .street {
      if let width = line.streetWidth {
        result[index] = lengthValue(width)
        continue
      }
      let lots = facing ?? self.facing()
      facing = lots
      result[index] =
        measuredStreetWidth(before: line.line, facing: lots).map { lengthValue($0.minimum) }
        ?? .unknown("no lot is found across the street")
    }
    return result
  }

  private func facing() -> [Polygon] {
    edition.shapes.search(lot.box.expanded(by: 80)).filter { $0 != place }
      .flatMap { edition.shapes.region($0).polygons }
  }

  private func record(
    _ survey: LotSurvey, _ index: Int, _ neighbours: [Int], _ width: FactValue?
  ) -> FactValue {
    let line = survey.lines[index]
    var members: [String: FactValue] = [
      "id": .text("line \(index + 1)"), "kind": .text(line.kind.rawValue),
      "length": lengthValue(line.length), "abuts": .text(line.abutter.rawValue),
      "confidence": .text(line.confidence.rawValue),
    ]
    if let side = line.side { members["side"] = .text(side.rawValue) }
    if line.abutter == .street {
      members["street"] =
        line.streetName.map { .text($0) } ?? .unknown("the street has no name here")
      members["street width"] = width ?? .unknown("not measured")
    }
    let numbers = line.neighbours.compactMap {
      neighbours.indices.contains($0) ? edition.numbers[neighbours[$0]] : nil
    }
    if !numbers.isEmpty { members["neighbour"] = .text(numbers.joined(separator: ", ")) }
    return .record(members)
  }
}
