extension MultiPolygon {
  /// A point that lies inside, well away from the boundary where there is room; nil where there is none.
  ///
  /// The middle of the widest stretch that a few level lines between the corners cut out. A label's place, and a lot's
  /// place in a layer; a centroid may lie outside its own lot (38 of Cambridge's 13,098).
  package var interiorPoint: Point? {
    let heights = Array(Set(coordinates.map(\.y))).sorted()
    guard heights.count > 1 else { return nil }
    // Level lines between corners, the tallest gaps first: no corner lies on them.
    let levels = zip(heights, heights.dropFirst())
      .sorted { ($0.1 - $0.0, $1.0) > ($1.1 - $1.0, $0.0) }.prefix(7)
      .map { ($0 + $1) / 2 }
    var best: (width: Double, point: Point)?
    for y in levels {
      var crossings: [Double] = []
      forEachEdge { a, b in
        if (a.y > y) != (b.y > y) { crossings.append(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x)) }
      }
      crossings.sort()
      for i in stride(from: 1, to: crossings.count, by: 2) {
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
