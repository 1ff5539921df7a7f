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
        let clip = { (ring: Ring) in Ring(clippedCorners(ring.corners, side)) }
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
