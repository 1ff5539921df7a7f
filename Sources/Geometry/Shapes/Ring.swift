/// A closed line of at least three corners, counter-clockwise, its first point repeated at the end. Two corners are enough
/// where an arc joins them.
///
/// Repeated points are dropped when it is made. A ring may still cross itself: see ``MultiPolygon/crossings(limit:)``.
package struct Ring: Sendable, Hashable {
  /// All points in order, the first one again at the end.
  package let points: [Point]
  /// The edges that are arcs, in order; empty for almost every ring.
  package let arcs: [Arc]

  /// Nil where fewer than three different points are left (two with an arc), the ring encloses no area or one beyond all
  /// numbers, or a coordinate is not a finite number. The closing point may be given or left out, and either direction. An arc whose two ends are one
  /// point is a whole circle, whose other end the point between is; it is kept as two arcs.
  package init?(_ points: some Sequence<Point>, arcs: [Arc] = []) {
    guard arcs.isEmpty else {
      guard let (closed, kept) = withoutRepeats(points, arcs: arcs, closed: true),
        closed.count > (kept.isEmpty ? 3 : 2)
      else { return nil }
      let area = signedArea(closed[...], kept[...])
      guard area != 0, area.isFinite else { return nil }
      self.points = area < 0 ? closed.reversed() : closed
      self.arcs = area < 0 ? kept.reversed(amongPoints: closed.count) : kept
      return
    }
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
    guard area != 0, area.isFinite else { return nil }
    if area < 0 { closed.reverse() }
    self.points = closed
    self.arcs = []
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
  package var box: Box { Geometry.box(of: points[...], arcs[...]) }
  /// The enclosed area in square metres, never negative.
  package var area: Double { signedArea(points[...], arcs[...]) }
  package var perimeter: Double { length(of: points[...], arcs[...]) }
}

/// The area that a closed line with arcs encloses: that of its chords, and the segments between them and the arcs.
func signedArea(_ points: ArraySlice<Point>, _ arcs: ArraySlice<Arc>) -> Double {
  var sum = signedArea(points)
  for arc in arcs { sum += circle(of: arc, points)?.segmentArea ?? 0 }
  return sum
}

/// The length of a line of points with arcs, in metres.
func length(of points: ArraySlice<Point>, _ arcs: ArraySlice<Arc>) -> Double {
  var sum = length(of: points)
  for arc in arcs {
    let chord = points[arc.edge].distance(to: points[arc.edge + 1])
    if let circle = circle(of: arc, points) { sum += circle.length - chord }
  }
  return sum
}

/// The smallest box around a line of points with arcs.
func box(of points: ArraySlice<Point>, _ arcs: ArraySlice<Arc>) -> Box {
  var box = Box(points)
  for arc in arcs { if let circle = circle(of: arc, points) { box = box.union(circle.box) } }
  return box
}

/// The circle's part that an arc takes, between the points of its edge.
func circle(of arc: Arc, _ points: ArraySlice<Point>) -> CircularArc? {
  CircularArc(from: points[arc.edge], through: arc.through, to: points[arc.edge + 1])
}

/// The area that a closed line of points encloses: positive when it runs counter-clockwise.
///
/// Taken from its first point, so that coordinates of millions of metres cost no digits.
func signedArea(_ points: ArraySlice<Point>) -> Double {
  points.withUnsafeBufferPointer { signedArea($0, from: 0, to: $0.count) }
}

/// The area that the closed line of a range of points encloses.
@inline(__always)
func signedArea(_ points: UnsafeBufferPointer<Point>, from start: Int, to end: Int) -> Double {
  guard end &- start > 2 else { return 0 }
  let origin = points[start]
  var sum = 0.0
  var i = start &+ 1
  while i < end &- 1 {
    let ax = points[i].x - origin.x
    let ay = points[i].y - origin.y
    let bx = points[i &+ 1].x - origin.x
    let by = points[i &+ 1].y - origin.y
    sum += ax * by - bx * ay
    i &+= 1
  }
  return sum / 2
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
