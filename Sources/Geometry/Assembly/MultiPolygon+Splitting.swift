import Foundation

extension MultiPolygon {
  /// The two parts into which a line cuts a lot: the one to its left and the one to its right.
  ///
  /// The line runs through the lot once, from boundary to boundary; what of it lies outside counts for nothing. An end that
  /// stops within a millimetre of the boundary reaches it. Arcs of the lot stay arcs; the line's own are drawn as chords.
  package func split(by line: Polyline) -> Result<
    (left: MultiPolygon, right: MultiPolygon), AssemblyFault
  > {
    guard partCount == 1 else { return .failure(isEmpty ? .nothing : .severalParts) }
    let points = line.chorded(tolerance: Tolerance.numeric).points
    let knife = lengthened(points, by: 2 * Tolerance.numeric)
    let exterior = edges(ofRing: 0)
    let hits = self.hits(of: knife, on: exterior)
    guard hits.count == 2 else { return .failure(.crossings(hits.count)) }
    let inner = path(knife, from: hits[0], to: hits[1])
    guard let cut = Polyline(inner) else { return .failure(.crossings(0)) }
    for index in 1..<max(ringCount, 1)
    where MultiPolygon(trustedHole: ring(index), arcs: arcs).map({ $0.distance(to: cut) == 0 })
      ?? false
    {
      return .failure(.throughHole)
    }
    guard covers(inner[inner.count / 2 - 1].midpoint(to: inner[inner.count / 2])) else {
      return .failure(.crossings(2))
    }
    let back = Array(inner.reversed())
    // Along the boundary from where the line leaves to where it enters, the ring keeps to the line's left.
    guard let left = ring(exterior, from: hits[1], to: hits[0], then: inner),
      let right = ring(exterior, from: hits[0], to: hits[1], then: back)
    else { return .failure(.crossings(hits.count)) }
    let holes = polygons[0].holes
    func part(_ ring: Ring) -> MultiPolygon? {
      let region = MultiPolygon(Polygon(ring))
      return MultiPolygon(
        exteriors: [ring],
        holes: holes.filter { hole in
          MultiPolygon(Polygon(hole)).interiorPoint.map { region.covers($0) } ?? false
        })
    }
    guard let left = part(left), let right = part(right) else { return .failure(.throughHole) }
    return .success((left, right))
  }

  /// A ring that is a hole, as a region of its own.
  private init?(trustedHole points: ArraySlice<Point>, arcs: [Arc]) {
    let own = arcs.among(points.startIndex..<points.endIndex)
      .map { Arc(edge: $0.edge - points.startIndex, through: $0.through) }
    guard let ring = Ring(points, arcs: own) else { return nil }
    self.init(Polygon(ring))
  }
}

/// Where a line meets a ring.
private struct Hit {
  /// Segment of the line and the share of it.
  var along: Double
  /// Edge of the ring and the share of it.
  var edge: Int
  var share: Double
  var point: Point
}

private func lengthened(_ points: [Point], by distance: Double) -> [Point] {
  var points = points
  let last = points.count - 1
  points[0] = points[0] - (points[1] - points[0]).unit * distance
  points[last] = points[last] + (points[last] - points[last - 1]).unit * distance
  return points
}

extension MultiPolygon {
  /// The places where a line meets a ring, in the line's order; a corner that it runs through is one place.
  fileprivate func hits(of line: [Point], on ring: [Edge]) -> [Hit] {
    var hits: [Hit] = []
    for segment in 0..<(line.count - 1) {
      let (a, b) = (line[segment], line[segment + 1])
      let reach = Box([a, b])
      for (place, edge) in ring.enumerated() where edge.box.intersects(reach) {
        for (along, share) in crossings(a, b, edge) {
          hits.append(
            Hit(
              along: Double(segment) + along, edge: place, share: share,
              point: edge.point(at: share)))
        }
      }
    }
    hits.sort { $0.along < $1.along }
    var kept: [Hit] = []
    for hit in hits {
      if let last = kept.last, last.point.distance(to: hit.point) < 1e-6 { continue }
      kept.append(hit)
    }
    return kept
  }

  /// Where a segment meets an edge: shares of the segment and of the edge.
  private func crossings(_ a: Point, _ b: Point, _ edge: Edge) -> [(Double, Double)] {
    let step = b - a
    switch edge {
    case .line(let c, let d):
      let turn = step.cross(d - c)
      guard turn != 0 else { return [] }
      let along = (c - a).cross(d - c) / turn
      let share = (c - a).cross(step) / turn
      return (0...1).contains(along) && (0...1).contains(share) ? [(along, share)] : []
    case .arc(let arc):
      let offset = a - arc.centre
      let square = step.dot(step)
      let half = offset.dot(step)
      let discriminant = half * half - square * (offset.dot(offset) - arc.radius * arc.radius)
      guard square > 0, discriminant >= 0 else { return [] }
      let root = discriminant.squareRoot()
      return [(-half - root) / square, (-half + root) / square].compactMap { along in
        guard (0...1).contains(along), let share = arc.share(of: a + step * along) else {
          return nil
        }
        return (along, share)
      }
    }
  }

  /// The line between two hits, both included.
  fileprivate func path(_ line: [Point], from: Hit, to: Hit) -> [Point] {
    let inner = line.indices.filter { Double($0) > from.along && Double($0) < to.along }
    return [from.point] + inner.map { line[$0] } + [to.point]
  }

  /// The ring's way from one hit to another, and back along a path.
  fileprivate func ring(_ edges: [Edge], from: Hit, to: Hit, then path: [Point]) -> Ring? {
    var chain = EdgeChain()
    if from.edge == to.edge, from.share < to.share {
      chain.append(edges[from.edge].part(from.share, to.share))
    } else {
      chain.append(edges[from.edge].part(from.share, 1))
      var place = (from.edge + 1) % edges.count
      while place != to.edge {
        chain.append(edges[place])
        place = (place + 1) % edges.count
      }
      chain.append(edges[to.edge].part(0, to.share))
    }
    for (a, b) in zip(path, path.dropFirst()) { chain.append(.line(a, b)) }
    return chain.ring?.ring
  }
}

extension CircularArc {
  /// The share of the arc's length at a point of its circle; nil where the point is not on the arc.
  fileprivate func share(of point: Point) -> Double? {
    guard facesCentre(point) else { return nil }
    let spokes = (start - centre, point - centre)
    var turned = atan2(spokes.0.cross(spokes.1), spokes.0.dot(spokes.1))
    if sweep > 0, turned < 0 { turned += 2 * .pi }
    if sweep < 0, turned > 0 { turned -= 2 * .pi }
    return min(max(turned / sweep, 0), 1)
  }
}
