import Geometry
import SpatialIndex

/// What one thread keeps from lot to lot of a survey, so that it is made once.
final class SurveyScratch {
  private var calculators: [ObjectIdentifier: ShareCalculator] = [:]

  /// The lots that were looked at last: neighbours of one are neighbours of the next.
  private var regions: [Int: MultiPolygon] = [:]
  private var shapes: ShapeSet?

  /// A lot of an edition.
  func region(_ place: Int, of shapes: ShapeSet) -> MultiPolygon {
    if self.shapes !== shapes || regions.count > 4096 {
      self.shapes = shapes
      regions.removeAll(keepingCapacity: true)
    }
    if let kept = regions[place] { return kept }
    let region = shapes.region(place)
    regions[place] = region
    return region
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
