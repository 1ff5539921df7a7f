extension MultiPolygon {
  /// The first places where the boundary meets itself other than from one edge to the next: crossings, touches, overlaps,
  /// and edges that run back on the one before. At most `limit` of them; none for most real lots.
  ///
  /// - Complexity: O(*n* log *n*) to sort the edges, then one test for each two whose boxes overlap.
  package func crossings(limit: Int = 1) -> [Point] {
    struct Edge {
      var a: Point
      var b: Point
      var minX: Double
      var maxX: Double
      var minY: Double
      var maxY: Double
      var ring: Int
      var place: Int
      var count: Int
    }
    var edges: [Edge] = []
    edges.reserveCapacity(edgeCount)
    for ring in 0..<ringCount {
      let start = ringStarts[ring]
      let count = ringStarts[ring + 1] - start - 1
      for place in 0..<count {
        let a = coordinates[start + place]
        let b = coordinates[start + place + 1]
        edges.append(
          Edge(
            a: a, b: b, minX: min(a.x, b.x), maxX: max(a.x, b.x), minY: min(a.y, b.y),
            maxY: max(a.y, b.y), ring: ring, place: place, count: count))
      }
    }
    edges.sort { $0.minX < $1.minX }
    var found: [Point] = []
    edges.withUnsafeBufferPointer { edges in
      var i = 0
      while i < edges.count, found.count < limit {
        let p = edges[i]
        var j = i &+ 1
        while j < edges.count, edges[j].minX <= p.maxX {
          let q = edges[j]
          j &+= 1
          if q.minY > p.maxY || q.maxY < p.minY { continue }
          if p.ring == q.ring {
            let forward = p.place &+ 1 == q.place || (p.place &+ 1 == p.count && q.place == 0)
            let backward = q.place &+ 1 == p.place || (q.place &+ 1 == q.count && p.place == 0)
            if forward || backward {
              let (first, second) = forward ? (p, q) : (q, p)
              let back =
                orientation(first.a, first.b, second.b) == 0
                && (first.b - first.a).dot(second.b - second.a) < 0
              if back { found.append(first.b) }
              if found.count >= limit { return }
              continue
            }
          }
          if segmentsMeet(p.a, p.b, q.a, q.b) {
            found.append(meetingPoint(p.a, p.b, q.a, q.b))
            if found.count >= limit { return }
          }
        }
        i &+= 1
      }
    }
    return found
  }

  /// Whether the region is valid beyond doubt: its boundary meets itself nowhere, its holes lie in their exteriors and not
  /// in each other, and its parts lie apart. A region whose rings touch in a point may be valid too; GEOS decides those.
  package var isEvidentlyValid: Bool {
    guard !isEmpty, crossings().isEmpty else { return false }
    // With no crossing, one corner of a ring tells for all of it.
    let parts = polygons
    guard parts.count == partCount else { return false }
    for (index, part) in parts.enumerated() {
      let exterior = MultiPolygon(Polygon(part.exterior))
      for (place, hole) in part.holes.enumerated() {
        let corner = hole.points[0]
        guard exterior.containment(of: corner, tolerance: 0) == .inside else { return false }
        for (otherPlace, other) in part.holes.enumerated() where otherPlace != place {
          let inner = MultiPolygon(Polygon(other))
          guard inner.containment(of: corner, tolerance: 0) == .outside else { return false }
        }
      }
      for (otherIndex, other) in parts.enumerated() where otherIndex != index {
        let containment = MultiPolygon(other).containment(
          of: part.exterior.points[0], tolerance: 0)
        guard containment == .outside else { return false }
      }
    }
    return true
  }
}

/// A place where two segments that meet do so: the crossing, or the end of one that lies on the other.
private func meetingPoint(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> Point {
  let turn = (b - a).cross(d - c)
  if turn != 0 {
    let along = (c - a).cross(d - c) / turn
    return a + (b - a) * min(max(along, 0), 1)
  }
  return squaredDistance(c, a, b) <= squaredDistance(a, c, d) ? c : a
}
