/// Where a point lies with respect to a region. `onBoundary` is its own answer: nobody rounds it to a side silently.
package enum Containment: Sendable, Hashable {
  case inside, outside, onBoundary
}

extension MultiPolygon {
  /// Where a point lies: on the boundary when an edge is within the tolerance, in metres.
  ///
  /// Inside or outside is decided by the even-odd rule with half-open edges and an exact orientation, so neighbours that
  /// share an edge never both win, nor both lose, a point next to it.
  ///
  /// - Complexity: O(*n*) in the corners.
  package func containment(
    of point: Point, tolerance: Double = Tolerance.numeric
  ) -> Containment {
    guard box.expanded(by: tolerance).contains(point) else { return .outside }
    let limit = tolerance * tolerance
    return coordinates.withUnsafeBufferPointer { points in
      var inside = false
      for run in runs {
        // Edges that lie wholly below, above or to the left meet neither the point nor the ray to its right.
        if run.box.maxY < point.y - tolerance || run.box.minY > point.y + tolerance
          || run.box.maxX < point.x - tolerance
        {
          continue
        }
        var i = run.first
        while i < run.end {
          let a = points[i]
          let b = points[i &+ 1]
          i &+= 1
          if max(a.y, b.y) < point.y - tolerance || min(a.y, b.y) > point.y + tolerance
            || max(a.x, b.x) < point.x - tolerance
          {
            continue
          }
          if squaredDistance(point, a, b) <= limit { return .onBoundary }
          guard (a.y > point.y) != (b.y > point.y) else { continue }
          if (b.y > a.y) == (orientation(a, b, point) > 0) { inside.toggle() }
        }
      }
      return inside ? .inside : .outside
    }
  }

  /// Whether a point lies inside or on the boundary.
  package func covers(_ point: Point, tolerance: Double = Tolerance.numeric) -> Bool {
    containment(of: point, tolerance: tolerance) != .outside
  }
}

extension Polygon {
  package func containment(
    of point: Point, tolerance: Double = Tolerance.numeric
  ) -> Containment {
    MultiPolygon(self).containment(of: point, tolerance: tolerance)
  }
}
