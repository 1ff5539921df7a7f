/// How far along a ray the first point of a segment lies, in lengths of the ray's direction; nil where it is not met.
private func hit(_ start: Point, _ direction: Point, _ a: Point, _ b: Point) -> Double? {
  let edge = b - a
  let turn = direction.cross(edge)
  guard turn != 0 else { return nil }
  let along = (a - start).cross(edge) / turn
  let across = (a - start).cross(direction) / turn
  return along >= 0 && across >= 0 && across <= 1 ? along : nil
}

extension Edge {
  /// How far along a ray it first meets the edge, in lengths of the ray's direction; nil where it does not.
  fileprivate func hit(_ start: Point, _ direction: Point) -> Double? {
    switch self {
    case .line(let a, let b): return Geometry.hit(start, direction, a, b)
    case .arc(let arc):
      let offset = start - arc.start
      guard
        let (first, second) = roots(
          direction.dot(direction), half: direction.dot(offset - arc.toCentre),
          offset.dot(offset) - 2 * offset.dot(arc.toCentre))
      else { return nil }
      return [first, second].filter { along in
        guard along >= 0 else { return false }
        let point = start + direction * along
        // Where an arc joins the next edge, rounding must not let a ray slip through.
        return arc.facesCentre(point)
          || min(point.distance(to: arc.start), point.distance(to: arc.end)) <= 1e-8
      }.min()
    }
  }
}

extension Polyline {
  /// The distance in metres at which a ray first meets the line; nil where it does not within the reach.
  package func firstHit(from start: Point, toward direction: Point, reach: Double) -> Double? {
    let direction = direction.unit
    var first: Double?
    for place in 0..<edgeCount {
      if let distance = edge(place).hit(start, direction), distance <= reach,
        distance < first ?? .infinity
      {
        first = distance
      }
    }
    return first
  }
}

extension MultiPolygon {
  /// The distance in metres at which a ray first meets the region's boundary; nil where it does not within the reach.
  package func firstHit(from start: Point, toward direction: Point, reach: Double) -> Double? {
    let direction = direction.unit
    var first: Double?
    forEachCurve(near: Box([start, start + direction * reach])) { edge in
      if let distance = edge.hit(start, direction), distance <= reach,
        distance < first ?? .infinity
      {
        first = distance
      }
    }
    return first
  }

  /// The stretches of a straight line that lie in the region, in order along its direction.
  package func crossSection(through point: Point, along direction: Point) -> [(Point, Point)] {
    guard !isEmpty, direction.length > 0 else { return [] }
    let reach = box.centre.distance(to: point) + box.width + box.height
    let step = direction.unit * reach
    return Polyline([point - step, point + step])?.stretches(in: self) ?? []
  }
}
