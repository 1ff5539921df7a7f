package import Geometry

/// The corner of a lot that is kept clear so that drivers see each other.
package struct SightTriangle: Sendable, Hashable {
  /// Where the two lines meet, if need be when they are drawn on past a rounding.
  package let corner: Point
  package let region: MultiPolygon

  /// From legs along two lines that meet near a corner: along right-of-way lines (Carlisle 20 ft, Forest Park 30 ft), the
  /// pavement's edges (Buffalo 20 ft, Garrett 25 ft) or the streets' centre lines (Reading PA 75 ft, Corry PA 80 ft).
  ///
  /// - Parameters:
  ///   - first: A line that leads to the corner; its last step is drawn on.
  ///   - second: A line that leads away from it; its first step is drawn on.
  ///   - legs: Metres along each from the corner.
  /// - Returns: Nil where the lines are nearly parallel or a leg has no length.
  package init?(
    first: Polyline, second: Polyline, legs: (Double, Double)
  ) {
    guard legs.0 > 0, legs.1 > 0 else { return nil }
    let toward = first.lastStep.unit
    let away = second.firstStep.unit
    let turn = toward.cross(away)
    guard abs(turn) > 0.05 else { return nil }
    let along = (second.start - first.end).cross(away) / turn
    let corner = first.end + toward * along
    guard
      let triangle = Polygon([corner, corner + away * legs.1, corner - toward * legs.0])
    else { return nil }
    self.corner = corner
    region = MultiPolygon(triangle)
  }

  /// From legs along two centre lines, towards a lot.
  ///
  /// - Parameter lot: The legs that are taken are those on the lot's side of the crossing.
  package init?(centreLines first: Polyline, _ second: Polyline, toward lot: Point, leg: Double) {
    func step(_ line: Polyline) -> Point? {
      let nearest = line.nearestPoint(to: lot)
      return zip(line.points, line.points.dropFirst()).min {
        $0.0.midpoint(to: $0.1).distance(to: nearest)
          < $1.0.midpoint(to: $1.1).distance(to: nearest)
      }.map { ($0.1 - $0.0).unit }
    }
    guard var one = step(first), var two = step(second), abs(one.cross(two)) > 0.05 else {
      return nil
    }
    let from = first.nearestPoint(to: lot)
    let other = second.nearestPoint(to: lot)
    let corner = from + one * ((other - from).cross(two) / one.cross(two))
    if (lot - corner).dot(one) < 0 { one = one * -1 }
    if (lot - corner).dot(two) < 0 { two = two * -1 }
    guard leg > 0, let triangle = Polygon([corner, corner + one * leg, corner + two * leg]) else {
      return nil
    }
    self.corner = corner
    region = MultiPolygon(triangle)
  }

  /// Whether a structure that reaches from one height to another above the street stands in the clear space; nil where it
  /// only touches it to a millimetre's depth. Laws keep clear from 2 to 3.5 ft up to 6 to 10 ft.
  package func isBlocked(
    by structure: MultiPolygon, from base: Double, to top: Double, clear: ClosedRange<Double>
  ) -> Bool? {
    guard base < clear.upperBound, top > clear.lowerBound else { return false }
    let overlap = region.overlapArea(with: structure)
    let edge = Tolerance.numeric * region.perimeter
    return overlap > edge ? true : overlap > 0 ? nil : .some(false)
  }
}
