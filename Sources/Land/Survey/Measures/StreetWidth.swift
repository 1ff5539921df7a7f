package import Geometry

/// How wide a street is in front of a lot, between the lots on both sides.
package struct MeasuredStreetWidth: Sendable, Hashable {
  /// Metres.
  package var minimum: Double
  /// Metres.
  package var mean: Double
  /// The number of places at which it was measured.
  package var places: Int
}

/// The width of a street before a lot line: from places every 2 m along the line (five at least), square to its chord, to
/// the first lot across.
///
/// For where no plan states a width. A side street across leaves some places open; where more than half are, the width is
/// not known and the result is nil.
///
/// - Parameters:
///   - facing: The lots around, the surveyed lot left out.
///   - reach: What is farther than this, in metres, is not the other side of the street.
package func measuredStreetWidth(
  before line: Polyline, facing: [Polygon], reach: Double = 80
) -> MeasuredStreetWidth? {
  let outward = Point(0, 0) - (line.end - line.start).unit.leftNormal
  guard outward.length > 0 else { return nil }
  let near = line.box.expanded(by: reach)
  let lots = facing.filter { $0.box.intersects(near) }.map { MultiPolygon($0) }
  let count = max(5, Int(line.length / 2))
  var widths: [Double] = []
  for place in 0..<count {
    let start = line.point(at: (Double(place) + 0.5) / Double(count))
    // A neighbour that touches the line itself is not across the street.
    let off = start + outward * Tolerance.adjoiningLength
    let hits = lots.compactMap { $0.firstHit(from: off, toward: outward, reach: reach) }
    if let nearest = hits.min() { widths.append(nearest + Tolerance.adjoiningLength) }
  }
  guard let minimum = widths.min(), widths.count * 2 >= count else { return nil }
  return MeasuredStreetWidth(
    minimum: minimum, mean: widths.reduce(0, +) / Double(widths.count), places: widths.count)
}
