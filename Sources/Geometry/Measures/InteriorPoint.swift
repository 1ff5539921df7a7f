extension MultiPolygon {
  /// A point that lies inside, well away from the boundary where there is room; nil where there is none.
  ///
  /// The middle of the widest stretch that a few level lines between the corners cut out. A label's place, and a lot's
  /// place in a layer; a centroid may lie outside its own lot (38 of Cambridge's 13,098).
  package var interiorPoint: Point? {
    var corners = Set(coordinates.map(\.y))
    let curves = arcs.isEmpty ? [] : curves(near: box)
    for case .arc(let arc) in curves {
      corners.insert(arc.box.minY)
      corners.insert(arc.box.maxY)
    }
    let heights = corners.sorted()
    guard heights.count > 1 else { return nil }
    // Level lines between corners, the tallest gaps first: no corner lies on them.
    let levels = zip(heights, heights.dropFirst())
      .sorted { ($0.1 - $0.0, $1.0) > ($1.1 - $1.0, $0.0) }.prefix(7)
      .map { ($0 + $1) / 2 }
    var best: (width: Double, point: Point)?
    for y in levels {
      var crossings: [Double] = []
      if arcs.isEmpty {
        forEachEdge { a, b in
          if (a.y > y) != (b.y > y) {
            crossings.append(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x))
          }
        }
      }
      for curve in curves {
        for share in curve.shares(onLineThrough: Point(box.minX, y), along: Point(1, 0))
        where share >= 0 && share <= 1 { crossings.append(curve.point(at: share).x) }
      }
      crossings.sort()
      // Where arcs are about, a crossing may be found at both sides of a joint: each gap is asked for.
      for i in stride(from: 1, to: crossings.count, by: arcs.isEmpty ? 2 : 1) {
        let width = crossings[i] - crossings[i - 1]
        let point = Point((crossings[i] + crossings[i - 1]) / 2, y)
        if width > best?.width ?? 0, containment(of: point, tolerance: 0) == .inside {
          best = (width, point)
        }
      }
    }
    return best?.point
  }
}
