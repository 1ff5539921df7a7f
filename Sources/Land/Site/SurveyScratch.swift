import Facts
import Geometry
import SpatialIndex

/// What one thread keeps from lot to lot of a survey, so that it is made once.
final class SurveyScratch {
  private var calculators: [(shapes: ShapeSet, calculator: ShareCalculator)] = []

  /// What stood around the last lot: its memory serves the next.
  var lots = NearbyRegions()
  var drawn = NearbyRegions()

  /// What lay across a street of it.
  var across = NearbyRegions()

  let room = BoundaryRoom()

  /// The records of lines of which nothing but the `id` is asked.
  private var bareRecords: [FactValue] = []

  /// That of a line, by its place in the lot.
  func bareRecord(_ place: Int) -> FactValue {
    while bareRecords.count <= place {
      bareRecords.append(.record(["id": Surveyor.id(ofLine: bareRecords.count)]))
    }
    return bareRecords[place]
  }

  /// The streets that were looked at last: those of one lot are those of the next.
  private var streets: [Int: StreetReference] = [:]
  private var streetShapes: ShapeSet?

  /// A street of an edition by its place among the shapes; nil for what is no line.
  private func street(_ place: Int, of edition: StreetEdition) -> StreetReference? {
    if streetShapes !== edition.shapes || streets.count > 4096 {
      streetShapes = edition.shapes
      streets.removeAll(keepingCapacity: true)
    }
    if let kept = streets[place] { return kept }
    let shapes = edition.shapes
    guard place >= shapes.regionCount, let line = shapes.line(place - shapes.regionCount) else {
      return nil
    }
    let street = StreetReference(
      id: place, name: shapes.name(place), line: line, width: edition.widths[shapes.rows[place]])
    streets[place] = street
    return street
  }

  private var lastStreets: (places: [Int], streets: [StreetReference]) = ([], [])

  /// The streets of an edition at some places; those of one lot are as a rule those of the next.
  func streets(_ places: [Int], of edition: StreetEdition) -> [StreetReference] {
    if streetShapes === edition.shapes, lastStreets.places == places { return lastStreets.streets }
    let streets = places.compactMap { street($0, of: edition) }
    lastStreets = (places, streets)
    return streets
  }

  /// What a lot has in each region of an edition that it meets, in square metres, by place.
  func shares(of lot: MultiPolygon, in shapes: ShapeSet) -> [(place: Int, area: Double)] {
    let calculator: ShareCalculator
    if let known = calculators.first(where: { $0.shapes === shapes }) {
      calculator = known.calculator
    } else {
      guard let covering = shapes.layer.covering else {
        // A layer that nobody expected lots to be shared out among.
        return shapes.search(lot.box).filter { $0 < shapes.regionCount }
          .map { ($0, lot.overlapArea(with: shapes.region($0))) }.filter { $0.1 > 0 }
      }
      calculator = ShareCalculator(covering)
      calculators.append((shapes, calculator))
    }
    guard calculator.share(lot) > 0 else { return [] }
    if calculator.count == 1 {
      let share = calculator[0]
      return share.area > 0 ? [(share.zone, share.area)] : []
    }
    return calculator.shares().map { ($0.zone, $0.area) }
  }
}
