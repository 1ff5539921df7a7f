extension MultiPolygon {
  /// The part of the region to the left of the line through two points, ring by ring (Sutherland and Hodgman 1974).
  ///
  /// Its area and its extent are right. Where the line cuts off several pieces of one ring, they stay joined by edges along
  /// the line: use it to measure, not to publish.
  package func clipped(leftOf a: Point, _ b: Point) -> MultiPolygon {
    let direction = (b - a).unit
    func side(_ point: Point) -> Double { direction.cross(point - a) }
    return MultiPolygon(
      polygons.compactMap { polygon in
        let clip = { (ring: Ring) -> Ring? in
          if ring.arcs.isEmpty { return Ring(clippedCorners(ring.corners, side)) }
          let (corners, arcs) = clippedEdges(ring, leftOf: a, direction)
          return Ring(corners, arcs: arcs)
        }
        guard let exterior = clip(polygon.exterior) else { return nil }
        return Polygon(exterior, holes: polygon.holes.compactMap(clip))
      })
  }

  /// The part of the region within a box; as ``clipped(leftOf:_:)`` it is for measuring.
  package func clipped(to box: Box) -> MultiPolygon {
    guard !box.contains(self.box) else { return self }
    let corners = [
      Point(box.minX, box.minY), Point(box.maxX, box.minY), Point(box.maxX, box.maxY),
      Point(box.minX, box.maxY),
    ]
    return (0..<4).reduce(self) { $0.clipped(leftOf: corners[$1], corners[($1 + 1) % 4]) }
  }
}

private func clippedCorners(
  _ corners: ArraySlice<Point>, _ side: (Point) -> Double
) -> [Point] {
  guard var before = corners.last else { return [] }
  var sideBefore = side(before)
  var kept: [Point] = []
  for corner in corners {
    let sideHere = side(corner)
    if (sideBefore >= 0) != (sideHere >= 0) {
      kept.append(before + (corner - before) * (sideBefore / (sideBefore - sideHere)))
    }
    if sideHere >= 0 { kept.append(corner) }
    before = corner
    sideBefore = sideHere
  }
  return kept
}

/// The parts of a ring's edges on the left of a line, one after the other, arcs as arcs.
private func clippedEdges(
  _ ring: Ring, leftOf point: Point, _ direction: Point
) -> (corners: [Point], arcs: [Arc]) {
  var corners: [Point] = []
  var arcs: [Arc] = []
  for place in 0..<ring.points.count - 1 {
    let edge = Edge(ring.points[place], ring.points[place + 1], ring.arcs.at(place))
    let cuts =
      [0, 1]
      + edge.shares(onLineThrough: point, along: direction).filter { $0 > 0 && $0 < 1 }
    let sorted = cuts.sorted()
    for (from, to) in zip(sorted, sorted.dropFirst()) {
      let middle = edge.point(at: (from + to) / 2)
      guard direction.cross(middle - point) >= 0 else { continue }
      corners.append(edge.point(at: from))
      if case .arc = edge { arcs.append(Arc(edge: corners.count - 1, through: middle)) }
      corners.append(edge.point(at: to))
    }
  }
  return (corners, arcs)
}
