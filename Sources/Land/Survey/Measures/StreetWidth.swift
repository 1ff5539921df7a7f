package import Geometry

/// How wide a street is in front of a lot, between what stands on both sides.
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
///   - reach: What is farther than this, in metres, is not the other side of the street.
///   - tolerance: How far apart two drawings of one line may be, in metres.
///   - edges: The edges of other lots whose boxes meet a box.
func measuredStreetWidth(
  before line: Polyline, reach: Double = 80, tolerance: Double = Tolerance.sharedBoundary,
  edges: (Box) -> [SurroundingEdge]
) -> MeasuredStreetWidth? {
  let chord = (line.end - line.start).unit
  let outward = Point(chord.y, -chord.x)
  guard outward.length > 0 else { return nil }
  var box = line.box
  for end in [line.start, line.end] { box.include(end + outward * reach) }
  let edges = edges(box)
  // A neighbour that touches the line itself is not across the street.
  let off = max(Tolerance.adjoiningLength, tolerance)
  let count = min(200, max(5, Int(line.length / 2)))
  var widths: [Double] = []
  for place in 0..<count {
    let start = line.point(at: (Double(place) + 0.5) / Double(count)) + outward * off
    var nearest = Double.infinity
    for edge in edges {
      if let distance = hit(start, outward, edge.a, edge.b) { nearest = min(nearest, distance) }
    }
    if nearest + off <= reach { widths.append(nearest + off) }
  }
  guard let minimum = widths.min(), widths.count * 2 >= count else { return nil }
  return MeasuredStreetWidth(
    minimum: minimum, mean: widths.reduce(0, +) / Double(widths.count), places: widths.count)
}

/// The same, of lots in an array of their own, the surveyed one left out.
package func measuredStreetWidth(
  before line: Polyline, facing: [Polygon], reach: Double = 80
) -> MeasuredStreetWidth? {
  let lots = LotSurroundings(neighbours: facing.map { MultiPolygon($0) })
  return measuredStreetWidth(before: line, reach: reach) { lots.lotEdges(near: $0) }
}
