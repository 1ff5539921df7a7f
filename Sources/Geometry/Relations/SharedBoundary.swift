extension MultiPolygon {
  /// The stretches of a segment that run within a tolerance of the region's boundary, as shares of the segment's length.
  package func stretchesAlongBoundary(
    from start: Point, to end: Point, tolerance: Double = Tolerance.sharedBoundary
  ) -> [ClosedRange<Double>] {
    var stretches: [ClosedRange<Double>] = []
    let reach = Box([start, end]).expanded(by: tolerance)
    guard arcs.isEmpty else {
      return stretchesAlongBoundary(of: .line(start, end), tolerance: tolerance)
    }
    forEachEdge(near: reach) { a, b in
      guard Box([a, b]).intersects(reach) else { return }
      if let stretch = Capsule(a: a, b: b, radius: tolerance).stretch(of: start, end) {
        stretches.append(stretch)
      }
    }
    return merged(stretches)
  }

  /// The stretches of an edge that run within a tolerance of the region's boundary, as shares of the edge's length.
  package func stretchesAlongBoundary(
    of edge: Edge, tolerance: Double = Tolerance.sharedBoundary
  ) -> [ClosedRange<Double>] {
    var stretches: [ClosedRange<Double>] = []
    forEachCurve(near: edge.box.expanded(by: tolerance)) { other in
      stretches += edge.stretches(within: tolerance, of: other)
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
    forEachCurve(near: other.box.expanded(by: tolerance)) { edge in
      let stretches =
        if case .line(let a, let b) = edge {
          other.stretchesAlongBoundary(from: a, to: b, tolerance: tolerance)
        } else {
          other.stretchesAlongBoundary(of: edge, tolerance: tolerance)
        }
      if stretches.isEmpty { return }
      sum += edge.length * stretches.reduce(0) { $0 + ($1.upperBound - $1.lowerBound) }
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
    portions(in: region).reduce(0) { $0 + $1.length }
  }

  /// The ends of the pieces of the line that lie in a region or along its boundary, in order. Straight pieces that follow
  /// each other without a bend are one; of an arc its ends are told: see ``portions(in:tolerance:)``.
  package func stretches(
    in region: MultiPolygon, tolerance: Double = Tolerance.numeric
  ) -> [(Point, Point)] {
    portions(in: region, tolerance: tolerance).map { ($0.start, $0.end) }
  }

  /// The pieces of the line that lie in a region or along its boundary, arcs as arcs, in order. Straight ones that follow
  /// each other without a bend are one.
  package func portions(
    in region: MultiPolygon, tolerance: Double = Tolerance.numeric
  ) -> [Edge] {
    var result: [Edge] = []
    for place in 0..<edgeCount {
      let edge = edge(place)
      let length = edge.length
      let reach = edge.box.expanded(by: tolerance)
      guard reach.intersects(region.box) else { continue }
      let cuts = edge.cuts(by: region, reach, tolerance)
      for (from, to) in zip(cuts, cuts.dropFirst()) where (to - from) * length > 0 {
        let middle = edge.point(at: (from + to) / 2)
        guard region.covers(middle, tolerance: tolerance) else { continue }
        let piece = edge.part(from, to)
        if case .line(let a, let b)? = result.last, case .line(let c, let d) = piece, b == c,
          (b - a).cross(d - c) == 0
        {
          result[result.count - 1] = .line(a, d)
          continue
        }
        result.append(piece)
      }
    }
    return result
  }
}

extension Edge {
  /// 0, 1 and the shares between at which the edge may enter or leave a region or the tolerance of its boundary, in order.
  fileprivate func cuts(
    by region: MultiPolygon, _ reach: Box, _ tolerance: Double
  ) -> [Double] {
    var cuts = [0.0, 1.0]
    region.forEachCurve(near: reach) { other in
      guard other.box.intersects(reach) else { return }
      for share in shares(onCurveOf: other) where share > 0 && share < 1 { cuts.append(share) }
      // Where a line runs along an edge, its stretch near it is cut out as well.
      for near in stretches(within: tolerance, of: other) {
        cuts.append(near.lowerBound)
        cuts.append(near.upperBound)
      }
    }
    return cuts.sorted()
  }
}
