/// A line of at least two different points, open or closed.
package struct Polyline: Sendable, Hashable {
  package let points: [Point]
  /// The edges that are arcs, in order; empty for almost every line.
  package let arcs: [Arc]

  /// Nil where fewer than two different points are left or a coordinate is not a finite number. Repeated points are
  /// dropped. An arc whose two ends are one point is a whole circle, kept as two arcs.
  package init?(_ points: some Sequence<Point>, arcs: [Arc] = []) {
    guard arcs.isEmpty else {
      guard let (kept, keptArcs) = withoutRepeats(points, arcs: arcs, closed: false),
        kept.count >= 2
      else { return nil }
      self.init(unchecked: kept, arcs: keptArcs)
      return
    }
    var kept: [Point] = []
    for point in points {
      guard point.isFinite else { return nil }
      if kept.last != point { kept.append(point) }
    }
    guard kept.count >= 2 else { return nil }
    self.init(unchecked: kept, arcs: [])
  }

  /// The same of points in an array, which is kept as it is where none of them is repeated.
  package init?(_ points: [Point]) {
    var isRepeating = false
    for place in points.indices {
      guard points[place].isFinite else { return nil }
      if place > 0, points[place] == points[place - 1] { isRepeating = true }
    }
    var kept = points
    if isRepeating {
      kept.removeAll(keepingCapacity: true)
      for point in points where kept.last != point { kept.append(point) }
    }
    guard kept.count >= 2 else { return nil }
    self.init(unchecked: kept, arcs: [])
  }
}

extension Polyline {
  package var box: Box { Geometry.box(of: points[...], arcs[...]) }
  /// Metres along the line.
  package var length: Double { Geometry.length(of: points[...], arcs[...]) }
  package var start: Point { points[0] }
  package var end: Point { points[points.count - 1] }
  package var reversed: Polyline {
    Polyline(unchecked: points.reversed(), arcs: arcs.reversed(amongPoints: points.count))
  }

  private init(unchecked points: [Point], arcs: [Arc]) {
    self.points = points
    self.arcs = arcs
  }

  /// The point at a share of the length, 0 at the start and 1 at the end.
  package func point(at share: Double) -> Point {
    var left = length * min(max(share, 0), 1)
    for place in 0..<points.count - 1 {
      let edge = edge(place)
      let step = edge.length
      if left <= step { return edge.point(at: left / step) }
      left -= step
    }
    return end
  }

  /// The point halfway along the line.
  package var midpoint: Point { point(at: 0.5) }

  package var edgeCount: Int { points.count - 1 }

  /// The edge that starts at one of the points.
  package func edge(_ place: Int) -> Edge {
    Edge(points[place], points[place + 1], arcs.isEmpty ? nil : arcs.at(place))
  }
}
