extension MultiPolygon {
  /// The stretches of a segment that run within a tolerance of the region's boundary, as shares of the segment's length.
  package func stretchesAlongBoundary(
    from start: Point, to end: Point, tolerance: Double = Tolerance.sharedBoundary
  ) -> [ClosedRange<Double>] {
    var stretches: [ClosedRange<Double>] = []
    let reach = Box([start, end]).expanded(by: tolerance)
    forEachEdge(near: reach) { a, b in
      guard Box([a, b]).intersects(reach) else { return }
      if let stretch = Capsule(a: a, b: b, radius: tolerance).stretch(of: start, end) {
        stretches.append(stretch)
      }
    }
    return merged(stretches)
  }

  /// The length in metres of this region's boundary that runs within a tolerance of the other's.
  ///
  /// Where the two only touch in a point, or cross, a stretch of a few tolerances remains: see ``adjoins(_:)``.
  package func sharedBoundaryLength(
    with other: MultiPolygon, tolerance: Double = Tolerance.sharedBoundary
  ) -> Double {
    guard box.expanded(by: tolerance).intersects(other.box) else { return 0 }
    var sum = 0.0
    forEachEdge(near: other.box.expanded(by: tolerance)) { a, b in
      let stretches = other.stretchesAlongBoundary(from: a, to: b, tolerance: tolerance)
      if stretches.isEmpty { return }
      sum += a.distance(to: b) * stretches.reduce(0) { $0 + ($1.upperBound - $1.lowerBound) }
    }
    return sum
  }

  /// Whether two regions share a boundary of at least ``Tolerance/adjoiningLength``. A touch in a point is not one.
  ///
  /// Of regions that overlap it says whether their boundaries run together somewhere; ask for the overlap first.
  package func adjoins(_ other: MultiPolygon) -> Bool {
    sharedBoundaryLength(with: other) >= Tolerance.adjoiningLength
  }
}

extension Polyline {
  /// The length in metres of the line that lies in a region; what runs along its boundary counts as inside.
  package func length(in region: MultiPolygon) -> Double {
    stretches(in: region).reduce(0) { sum, stretch in sum + stretch.0.distance(to: stretch.1) }
  }

  /// The straight pieces of the line that lie in a region or along its boundary, in order.
  package func stretches(
    in region: MultiPolygon, tolerance: Double = Tolerance.numeric
  ) -> [(Point, Point)] {
    var result: [(Point, Point)] = []
    for (a, b) in zip(points, points.dropFirst()) {
      let step = b - a
      let length = step.length
      let reach = Box([a, b]).expanded(by: tolerance)
      guard reach.intersects(region.box) else { continue }
      var cuts = [0.0, 1.0]
      region.forEachEdge(near: reach) { c, d in
        guard Box([c, d]).intersects(reach) else { return }
        // Where a line runs along an edge, its stretch near it is cut out as well.
        if let near = Capsule(a: c, b: d, radius: tolerance).stretch(of: a, b) {
          cuts.append(near.lowerBound)
          cuts.append(near.upperBound)
        }
        let turn = step.cross(d - c)
        if turn != 0 {
          let along = (c - a).cross(d - c) / turn
          if along > 0, along < 1 { cuts.append(along) }
        }
      }
      cuts.sort()
      for (from, to) in zip(cuts, cuts.dropFirst()) where (to - from) * length > 0 {
        let middle = a + step * ((from + to) / 2)
        guard region.covers(middle, tolerance: tolerance) else { continue }
        let piece = (a + step * from, a + step * to)
        if let last = result.last, last.1 == piece.0 {
          let straight = (last.1 - last.0).cross(piece.1 - piece.0) == 0
          if straight {
            result[result.count - 1].1 = piece.1
            continue
          }
        }
        result.append(piece)
      }
    }
    return result
  }
}
