/// How far along a ray the first point of a segment lies, in lengths of the ray's direction; nil where it is not met.
private func hit(_ start: Point, _ direction: Point, _ a: Point, _ b: Point) -> Double? {
  let edge = b - a
  let turn = direction.cross(edge)
  guard turn != 0 else { return nil }
  let along = (a - start).cross(edge) / turn
  let across = (a - start).cross(direction) / turn
  return along >= 0 && across >= 0 && across <= 1 ? along : nil
}

extension Polyline {
  /// The distance in metres at which a ray first meets the line; nil where it does not within the reach.
  package func firstHit(from start: Point, toward direction: Point, reach: Double) -> Double? {
    let direction = direction.unit
    var first: Double?
    for (a, b) in zip(points, points.dropFirst()) {
      if let distance = hit(start, direction, a, b), distance <= reach,
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
    forEachEdge(near: Box([start, start + direction * reach])) { a, b in
      if let distance = hit(start, direction, a, b), distance <= reach,
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
