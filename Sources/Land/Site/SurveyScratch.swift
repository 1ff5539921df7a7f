import Geometry
import SpatialIndex

/// What one thread keeps from lot to lot of a survey, so that it is made once.
final class SurveyScratch {
  private var calculators: [ObjectIdentifier: ShareCalculator] = [:]

  /// What stood around the last lot: its memory serves the next.
  var nearby = NearbyRegions()

  /// What lay across a street of it.
  var across = NearbyRegions()

  /// The streets that were looked at last: those of one lot are those of the next.
  private var streets: [Int: StreetReference] = [:]
  private var streetShapes: ShapeSet?

  /// A street of an edition by its place among the shapes; nil for what is no line.
  func street(_ place: Int, of edition: StreetEdition) -> StreetReference? {
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

  /// What a lot has in each region of an edition that it meets, in square metres, by place.
  func shares(of lot: MultiPolygon, in shapes: ShapeSet) -> [(place: Int, area: Double)] {
    guard let covering = shapes.layer.covering else { return [] }
    let key = ObjectIdentifier(shapes)
    let calculator = calculators[key] ?? ShareCalculator(covering)
    calculators[key] = calculator
    guard calculator.share(lot) > 0 else { return [] }
    return calculator.shares().map { ($0.zone, $0.area) }
  }
}
