import Geometry
import SpatialIndex

/// What one thread keeps from lot to lot of a survey, so that it is made once.
final class SurveyScratch {
  private var calculators: [ObjectIdentifier: ShareCalculator] = [:]

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
