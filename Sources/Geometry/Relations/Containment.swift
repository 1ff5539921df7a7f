/// Where a point lies with respect to a region. `onBoundary` is its own answer: nobody rounds it to a side silently.
package enum Containment: Sendable, Hashable {
  case inside, outside, onBoundary
}

extension MultiPolygon {
  /// Where a point lies: on the boundary when an edge is within the tolerance, in metres.
  ///
  /// Inside or outside is decided by the even-odd rule with half-open edges and exact signs, so neighbours that share an
  /// edge, straight or an arc, never both win, nor both lose, a point next to it. A point that is not a number is outside.
  ///
  /// - Complexity: O(*n*) in the corners.
  package func containment(
    of point: Point, tolerance: Double = Tolerance.numeric
  ) -> Containment {
    guard box.expanded(by: tolerance).contains(point) else { return .outside }
    guard arcs.isEmpty else { return containmentAmongArcs(of: point, tolerance: tolerance) }
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
          guard (a.y > point.y) != (b.y > point.y) else {
            if a.y == point.y, holds(a, b, point) { return .onBoundary }
            continue
          }
          let side = orientation(a, b, point)
          if side == 0 { return .onBoundary }
          if (b.y > a.y) == (side > 0) { inside.toggle() }
        }
      }
      return inside ? .inside : .outside
    }
  }

  private func containmentAmongArcs(of point: Point, tolerance: Double) -> Containment {
    let reach = Box([point]).expanded(by: tolerance)
    let limit = tolerance * tolerance
    var inside = false
    for run in runs {
      if run.box.maxY < reach.minY || run.box.minY > reach.maxY || run.box.maxX < reach.minX {
        continue
      }
      var next = arcs.firstPlace(from: run.first)
      for place in run.first..<run.end {
        let a = coordinates[place]
        let b = coordinates[place + 1]
        if next < arcs.count, arcs[next].edge == place {
          let arc = arcs[next]
          next += 1
          if Edge(a, b, arc).squaredDistance(to: point) <= limit { return .onBoundary }
          guard let toggles = arcTogglesSide(of: point, from: a, through: arc.through, to: b)
          else { return .onBoundary }
          if toggles { inside.toggle() }
          continue
        }
        if squaredDistance(point, a, b) <= limit { return .onBoundary }
        guard (a.y > point.y) != (b.y > point.y) else {
          if a.y == point.y, holds(a, b, point) { return .onBoundary }
          continue
        }
        let side = orientation(a, b, point)
        if side == 0 { return .onBoundary }
        if (b.y > a.y) == (side > 0) { inside.toggle() }
      }
    }
    return inside ? .inside : .outside
  }

  /// Whether a point as high as the start of an edge lies on it, which is level then; a distance may be rounded off 0.
  private func holds(_ a: Point, _ b: Point, _ point: Point) -> Bool {
    b.y == point.y && min(a.x, b.x) <= point.x && point.x <= max(a.x, b.x)
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
