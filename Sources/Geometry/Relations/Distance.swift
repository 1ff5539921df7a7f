/// The square of the distance from a point to the segment from `a` to `b`, in square metres.
@inline(__always)
func squaredDistance(_ point: Point, _ a: Point, _ b: Point) -> Double {
  let dx = b.x - a.x
  let dy = b.y - a.y
  let px = point.x - a.x
  let py = point.y - a.y
  let square = dx * dx + dy * dy
  let along = square > 0 ? min(max((px * dx + py * dy) / square, 0), 1) : 0
  let ex = px - along * dx
  let ey = py - along * dy
  return ex * ex + ey * ey
}

/// Whether two segments have a point in common, decided without rounding.
func segmentsMeet(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> Bool {
  guard Box([a, b]).intersects(Box([c, d])) else { return false }
  let c1 = orientation(a, b, c)
  let d1 = orientation(a, b, d)
  if (c1 > 0 && d1 > 0) || (c1 < 0 && d1 < 0) { return false }
  let a1 = orientation(c, d, a)
  let b1 = orientation(c, d, b)
  return !((a1 > 0 && b1 > 0) || (a1 < 0 && b1 < 0))
}

/// The square of the distance between two segments, in square metres; 0 where they meet.
func squaredDistance(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> Double {
  if segmentsMeet(a, b, c, d) { return 0 }
  return min(
    squaredDistance(a, c, d), squaredDistance(b, c, d), squaredDistance(c, a, b),
    squaredDistance(d, a, b))
}

extension Polyline {
  /// The edges in order, arcs as arcs.
  package var edges: [Edge] { (0..<edgeCount).map(edge) }

  /// The distance from a point to the line, in metres.
  package func distance(to point: Point) -> Double {
    guard arcs.isEmpty else {
      return edges.reduce(.infinity) { min($0, $1.squaredDistance(to: point)) }.squareRoot()
    }
    var least = Double.infinity
    for i in 1..<points.count {
      least = min(least, squaredDistance(point, points[i - 1], points[i]))
    }
    return least.squareRoot()
  }

  /// The least distance between two lines, in metres; 0 where they meet.
  package func distance(to other: Polyline) -> Double {
    var least = Double.infinity
    guard arcs.isEmpty, other.arcs.isEmpty else {
      let others = other.edges
      for edge in edges {
        for second in others { least = min(least, edge.squaredDistance(to: second)) }
      }
      return least.squareRoot()
    }
    for i in 1..<points.count {
      for j in 1..<other.points.count {
        least = min(
          least,
          squaredDistance(points[i - 1], points[i], other.points[j - 1], other.points[j]))
      }
    }
    return least.squareRoot()
  }

  /// The point of the line that is nearest to a point; the earlier one where two are as near.
  package func nearestPoint(to point: Point) -> Point {
    var least = Double.infinity
    var nearest = start
    for place in 0..<edgeCount {
      let candidate = edge(place).nearestPoint(to: point)
      let distance = point.distance(to: candidate)
      if distance < least {
        least = distance
        nearest = candidate
      }
    }
    return nearest
  }
}

extension MultiPolygon {
  /// The distance from a point to the region in metres; 0 inside, infinite for the empty region.
  package func distance(to point: Point) -> Double {
    if isEmpty { return .infinity }
    if containment(of: point, tolerance: 0) != .outside { return 0 }
    return distanceToBoundary(from: point)
  }

  /// The distance from a point, inside or outside, to the nearest edge, in metres.
  package func distanceToBoundary(from point: Point) -> Double {
    var least = Double.infinity
    let isStraight = arcs.isEmpty
    coordinates.withUnsafeBufferPointer { points in
      for run in runs {
        let reach = run.box.distance(to: point)
        if reach * reach > least { continue }
        guard isStraight else {
          forEachEdge(of: run, arcs.among(run.first..<run.end)) {
            least = min(least, $0.squaredDistance(to: point))
          }
          continue
        }
        var i = run.first
        while i < run.end {
          least = min(least, squaredDistance(point, points[i], points[i &+ 1]))
          i &+= 1
        }
      }
    }
    return least.squareRoot()
  }

  /// The distance between the region and a line in metres; 0 where the line enters the region.
  package func distance(to line: Polyline) -> Double {
    if isEmpty { return .infinity }
    if containment(of: line.start, tolerance: 0) != .outside { return 0 }
    var least = Double.infinity
    for place in 0..<line.edgeCount {
      least = min(least, squaredDistanceToBoundary(line.edge(place), below: least))
      if least == 0 { return 0 }
    }
    return least.squareRoot()
  }

  /// The distance between two regions in metres; 0 where they meet, infinite where one is empty.
  package func distance(to other: MultiPolygon) -> Double {
    if isEmpty || other.isEmpty { return .infinity }
    for part in 0..<partCount {
      let point = coordinates[ringStarts[partStarts[part]]]
      if other.containment(of: point, tolerance: 0) != .outside { return 0 }
    }
    for part in 0..<other.partCount {
      let point = other.coordinates[other.ringStarts[other.partStarts[part]]]
      if containment(of: point, tolerance: 0) != .outside { return 0 }
    }
    var least = Double.infinity
    // Near runs first, so that the far ones are passed over by their boxes.
    for run in runs.sorted(by: { $0.box.distance(to: other.box) < $1.box.distance(to: other.box) })
    {
      let reach = run.box.distance(to: other.box)
      if reach * reach >= least { break }
      for place in run.first..<run.end {
        least = min(least, other.squaredDistanceToBoundary(edge(place), below: least))
        if least == 0 { return 0 }
      }
    }
    return least.squareRoot()
  }

  /// The square of the least distance from an edge to one of the region's, where it is below a bound; else the bound or more.
  private func squaredDistanceToBoundary(_ edge: Edge, below bound: Double) -> Double {
    let box = edge.box
    var least = bound
    let isStraight = arcs.isEmpty
    coordinates.withUnsafeBufferPointer { points in
      for run in runs {
        let reach = run.box.distance(to: box)
        if reach * reach >= least { continue }
        guard isStraight, case .line(let a, let b) = edge else {
          forEachEdge(of: run, arcs.among(run.first..<run.end)) {
            least = min(least, $0.squaredDistance(to: edge))
          }
          continue
        }
        var i = run.first
        while i < run.end {
          least = min(least, squaredDistance(a, b, points[i], points[i &+ 1]))
          i &+= 1
        }
      }
    }
    return least
  }
}
