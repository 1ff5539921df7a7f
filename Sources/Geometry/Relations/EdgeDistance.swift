extension CircularArc {
  /// The distance from a point to the arc, in metres.
  package func distance(to point: Point) -> Double {
    facesCentre(point)
      ? abs(height(of: point)) : min(point.distance(to: start), point.distance(to: end))
  }

  /// The point of the arc that is nearest to a point; the start where all are as near.
  package func nearestPoint(to point: Point) -> Point {
    if facesCentre(point) {
      let spoke = (point - start) - toCentre
      return spoke.length > 0 ? point - spoke.unit * height(of: point) : start
    }
    return point.distance(to: start) <= point.distance(to: end) ? start : end
  }
}

extension Edge {
  func squaredDistance(to point: Point) -> Double {
    switch self {
    case .line(let a, let b): return Geometry.squaredDistance(point, a, b)
    case .arc(let arc):
      let distance = arc.distance(to: point)
      return distance * distance
    }
  }

  /// The distance from a point to the edge, in metres.
  package func distance(to point: Point) -> Double { squaredDistance(to: point).squareRoot() }

  /// The point of the edge that is nearest to a point.
  package func nearestPoint(to point: Point) -> Point {
    switch self {
    case .line(let a, let b):
      let step = b - a
      return a + step * min(max((point - a).dot(step) / step.dot(step), 0), 1)
    case .arc(let arc): return arc.nearestPoint(to: point)
    }
  }

  /// The square of the distance between two edges, in square metres; 0 where they meet.
  ///
  /// Two straight ones meet or not without rounding. With an arc, what comes within 10 nm meets.
  func squaredDistance(to other: Edge) -> Double {
    if case .line(let a, let b) = self, case .line(let c, let d) = other {
      return Geometry.squaredDistance(a, b, c, d)
    }
    var least = min(
      min(squaredDistance(to: other.start), squaredDistance(to: other.end)),
      min(other.squaredDistance(to: start), other.squaredDistance(to: end)))
    // Where the curves cross, and where the shortest way stands square to both.
    for share in shares(onCurveOf: other) where share >= 0 && share <= 1 {
      least = min(least, other.squaredDistance(to: point(at: share)))
    }
    least = min(least, squareFoot(on: other), other.squareFoot(on: self))
    return least <= 1e-16 ? 0 : least
  }

  /// The square of the distance to another edge from the points of this arc whose radius meets that one squarely; infinite
  /// where there is none.
  private func squareFoot(on other: Edge) -> Double {
    guard case .arc(let arc) = self else { return .infinity }
    switch other {
    case .line(let a, let b):
      let step = b - a
      let toFoot = ((arc.start - a) + arc.toCentre).dot(step) / step.dot(step)
      return toFoot > 0 && toFoot < 1 ? squaredDistance(to: a + step * toFoot) : .infinity
    case .arc(let second):
      let between = (second.toCentre + (second.start - arc.start) - arc.toCentre).unit
      var least = Double.infinity
      for reach in [arc.radius, -arc.radius] {
        let point = arc.start + (arc.toCentre + between * reach)
        if arc.facesCentre(point) { least = min(least, other.squaredDistance(to: point)) }
      }
      return least
    }
  }
}
