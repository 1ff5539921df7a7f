/// A line of at least two different points, open or closed.
package struct Polyline: Sendable, Hashable {
  package let points: [Point]

  /// Nil where fewer than two different points are left or a coordinate is not a finite number. Repeated points are
  /// dropped.
  package init?(_ points: some Sequence<Point>) {
    var kept: [Point] = []
    for point in points {
      guard point.isFinite else { return nil }
      if kept.last != point { kept.append(point) }
    }
    guard kept.count >= 2 else { return nil }
    self.points = kept
  }
}

extension Polyline {
  package var box: Box { Box(points) }
  /// Metres along the line.
  package var length: Double { Geometry.length(of: points[...]) }
  package var start: Point { points[0] }
  package var end: Point { points[points.count - 1] }
  package var reversed: Polyline { Polyline(unchecked: points.reversed()) }

  private init(unchecked points: [Point]) { self.points = points }

  /// The point at a share of the length, 0 at the start and 1 at the end.
  package func point(at share: Double) -> Point {
    var left = length * min(max(share, 0), 1)
    for (a, b) in zip(points, points.dropFirst()) {
      let step = a.distance(to: b)
      if left <= step { return a + (b - a) * (left / step) }
      left -= step
    }
    return end
  }

  /// The point halfway along the line.
  package var midpoint: Point { point(at: 0.5) }
}
