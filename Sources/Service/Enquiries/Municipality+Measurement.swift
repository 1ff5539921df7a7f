import Evaluation
package import Facts
import Geometry
package import Land

/// What a drawing measures, by the lines that the survey and the officers tell.
extension Municipality {
  package func measure(_ footprint: Footprint, on parcel: String, day: CivilDate)
    throws(FootprintFault) -> Measurement?
  {
    guard let land = land(of: parcel, on: day) else { return nil }
    let drawn = try DrawnFootprint(footprint, on: land.plan)
    let hundredth = Number(1, exponent: -2)
    let lotArea = land.plan.region.area
    guard let area = Measurement.rounded(drawn.region.area, up: true, step: hundredth),
      let share = Measurement.rounded(
        100 * drawn.region.area / lotArea, up: true, step: hundredth)
    else { return nil }
    return Measurement(
      parcel: parcel, on: day, drawn: drawn, area: area, share: share,
      distances: land.plan.lines.indices.compactMap {
        Measurement.rounded(drawn.distance(toLine: $0), up: false, step: hundredth)
      },
      facts: land.ruleset.vocabulary.facts.values.filter { $0.measure != nil }
        .sorted { $0.name < $1.name }
        .map { .init(declaration: $0, value: value(of: $0, drawn, land)) })
  }

  package func footprint(
    _ placement: Placement, on parcel: String, day: CivilDate, isCleared: Bool
  ) throws(FootprintFault) -> Footprint? {
    guard let land = land(of: parcel, on: day) else { return nil }
    return try placement.footprint(on: land.plan, isCleared: isCleared)
  }

  private func value(
    of declaration: FactDeclaration, _ drawn: DrawnFootprint, _ land: DrawingLand
  ) -> FactValue {
    func rounded(_ value: Double, up: Bool) -> FactValue {
      let step = declaration.resolution ?? Number(1, exponent: -2)
      return Measurement.rounded(value, up: up, step: step).map(FactValue.number)
        ?? .unknown("it cannot be told as a number")
    }
    func each(_ kind: LotLineKind, up: Bool, _ length: (Int) -> Double) -> FactValue {
      guard let places = land.places(of: kind) else {
        return .unknown("the lines of the lot are not all told")
      }
      let values = places.map { rounded(length($0), up: up) }
      guard let first = values.first else {
        return .unknown("the lot has no line of the kind `\(kind.rawValue)`")
      }
      return values.allSatisfy { $0 == first } ? first : .list(values)
    }
    switch declaration.measure {
    case .distance(let kind): return each(kind, up: false, drawn.distance(toLine:))
    // A longer wall asks for more ground before it.
    case .wall(let kind): return each(kind, up: true, drawn.length(alongLine:))
    case .coveredArea:
      var standing: Double?
      if case .number(let number)? = land.site.facts[FactDeclaration.standingFact]?.value {
        standing = number.double
      }
      return drawn.coveredArea(standing: standing).map { rounded($0, up: true) }
        ?? .unknown("it is not known what stands on the lot")
    case .boundary(let onStreet):
      let lines = land.plan.lines
      guard !lines.isEmpty, !lines.contains(where: { $0.abutter == .unknown }) else {
        return .unknown("the lines of the lot are not all told")
      }
      let least = lines.indices.filter { !onStreet || lines[$0].abutter == .street }
        .map(drawn.distance(toLine:)).min()
      return least.map { rounded($0, up: false) } ?? .unknown("no line of the lot is on a street")
    case nil: return .unknown("a drawing does not say it")
    }
  }
}
