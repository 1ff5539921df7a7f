/// A closed line of at least three corners, counter-clockwise, its first point repeated at the end.
///
/// Repeated points are dropped when it is made. A ring may still cross itself: see ``MultiPolygon/crossings(limit:)``.
package struct Ring: Sendable, Hashable {
  /// All points in order, the first one again at the end.
  package let points: [Point]

  /// Nil where fewer than three different points are left, the ring encloses no area, or a coordinate is not a finite
  /// number. The closing point may be given or left out, and either direction.
  package init?(_ points: some Sequence<Point>) {
    var closed: [Point] = []
    closed.reserveCapacity(points.underestimatedCount + 1)
    for point in points {
      guard point.isFinite else { return nil }
      if closed.last != point { closed.append(point) }
    }
    if closed.count > 1, closed.first == closed.last { closed.removeLast() }
    guard closed.count >= 3 else { return nil }
    closed.append(closed[0])
    let area = signedArea(closed[...])
    guard area != 0 else { return nil }
    if area < 0 { closed.reverse() }
    self.points = closed
  }

  /// The box as a ring; nil for a box without area.
  package init?(_ box: Box) {
    guard !box.isEmpty else { return nil }
    self.init([
      Point(box.minX, box.minY), Point(box.maxX, box.minY), Point(box.maxX, box.maxY),
      Point(box.minX, box.maxY),
    ])
  }
}

extension Ring {
  /// The points without the repeated one.
  package var corners: ArraySlice<Point> { points.dropLast() }
  package var box: Box { Box(points) }
  /// The enclosed area in square metres, never negative.
  package var area: Double { signedArea(points[...]) }
  package var perimeter: Double { length(of: points[...]) }
}

/// The area that a closed line of points encloses: positive when it runs counter-clockwise.
///
/// Taken from its first point, so that coordinates of millions of metres cost no digits.
func signedArea(_ points: ArraySlice<Point>) -> Double {
  points.withUnsafeBufferPointer { points in
    guard points.count > 2 else { return 0 }
    let origin = points[0]
    var sum = 0.0
    var i = 1
    while i < points.count &- 1 {
      let ax = points[i].x - origin.x
      let ay = points[i].y - origin.y
      let bx = points[i &+ 1].x - origin.x
      let by = points[i &+ 1].y - origin.y
      sum += ax * by - bx * ay
      i &+= 1
    }
    return sum / 2
  }
}

/// The length of a line of points in metres.
func length(of points: ArraySlice<Point>) -> Double {
  points.withUnsafeBufferPointer { points in
    var sum = 0.0
    var i = 1
    while i < points.count {
      let dx = points[i].x - points[i &- 1].x
      let dy = points[i].y - points[i &- 1].y
      sum += (dx * dx + dy * dy).squareRoot()
      i &+= 1
    }
    return sum
  }
}
