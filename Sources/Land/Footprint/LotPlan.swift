package import Facts
package import Geometry
import SpatialIndex

/// A lot as one draws on it: its outline, its lines where they are told, and what stands there. Town's metres.
package struct LotPlan: Sendable, Hashable {
  package var region: MultiPolygon
  /// In the order of the survey, the first one `line 1`; empty where they cannot be told.
  package var lines: [LotLine]
  /// How far a line of the map may be from the true one, in metres.
  package var accuracy: Number
  /// The buildings on the lot; nil where it is not known what stands there.
  package var buildings: [MultiPolygon]?

  package init(
    region: MultiPolygon, lines: [LotLine], accuracy: Number, buildings: [MultiPolygon]?
  ) {
    self.region = region
    self.lines = lines
    self.accuracy = accuracy
    self.buildings = buildings
  }

  /// The places of the lines of one kind, in the order of the survey's list of them; nil where a line is of no known kind,
  /// since it could be of this one.
  package func places(of kind: LotLineKind) -> [Int]? {
    guard !lines.isEmpty, !lines.contains(where: { $0.kind == .unclassified }) else { return nil }
    return lines.indices.filter { lines[$0].kind == kind }
  }
}

extension Territory {
  /// A parcel's plan on a day; nil where there is no such parcel.
  package func plan(
    of parcel: ParcelReference, on date: CivilDate, as order: SurveyOrder = SurveyOrder(),
    overrides: [LotLineOverride] = []
  ) -> LotPlan? {
    guard let surveyor = surveyor(of: parcel, on: date, as: order, overrides: overrides) else {
      return nil
    }
    return LotPlan(
      region: surveyor.lot,
      lines: surveyor.lineProblem == nil ? surveyor.lines()?.lines ?? [] : [],
      accuracy: surveyor.lengthTolerance ?? .zero, buildings: surveyor.standing)
  }
}

extension Surveyor {
  /// The buildings of which more than a sliver is on the lot, as the survey counts them; nil where the map does not tell.
  fileprivate var standing: [MultiPolygon]? {
    guard let edition = town.buildings.first(where: { $0.entry.isInForce(on: date) }),
      edition.failure == nil, edition.coverage.holds(lot)
    else { return nil }
    var standing: [MultiPolygon] = []
    for place in edition.shapes.search(lot.box) where place < edition.shapes.regionCount {
      let building = edition.shapes.region(place)
      guard let stands = stands(building, overlap: lot.overlapArea(with: building)) else {
        return nil
      }
      if stands { standing.append(building) }
    }
    return standing
  }
}
