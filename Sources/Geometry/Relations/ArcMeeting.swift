/// An edge of a boundary as it was given: its ends, and for an arc the point between them that fixes it.
struct BoundaryEdge {
  let a: Point
  let b: Point
  let through: Point?
  let curve: Edge

  init(_ a: Point, _ b: Point, _ arc: Arc?) {
    self.a = a
    self.b = b
    curve = Edge(a, b, arc)
    if case .arc = curve { through = arc?.through } else { through = nil }
  }

  /// On which side of the edge's line or circle a point lies: positive on the left, 0 on it. The sign is exact.
  func side(of point: Point) -> Double {
    through.map { inCircle(a, $0, b, point) } ?? orientation(a, b, point)
  }
}

/// Curves that come this near to each other may meet, in metres: a hundred times what doubles tell apart at the coordinates of
/// a country, and far below what anybody measures.
private let nearness = 1e-7

extension BoundaryEdge {
  /// How two edges meet of which one is an arc at least, and neither follows the other; nil where they do not.
  ///
  /// Curves that are clearly apart, or cross clearly between their ends, are told by plain arithmetic. Where an end of one lies
  /// within a tenth of a micrometre of the other, the exact side on which it lies decides. What is left (curves that come
  /// as near without crossing, as those that touch side by side) is a touch, which may be none.
  func meeting(_ other: BoundaryEdge) -> ShapeFault? {
    let limit = nearness * nearness
    guard curve.squaredDistance(to: other.curve) <= limit else { return nil }
    if let at = curve.clearCrossing(with: other.curve) {
      return ShapeFault(kind: .crossing, at: at)
    }
    if let at = overlap(other) ?? other.overlap(self) { return ShapeFault(kind: .overlap, at: at) }
    var isApart = false
    for (one, two) in [(self, other), (other, self)] {
      for (end, isStart) in [(one.a, true), (one.b, false)]
      where two.curve.squaredDistance(to: end) <= limit {
        let touch = ShapeFault(kind: .touch, at: end)
        let side = two.side(of: end)
        if side == 0 || end.distance(to: two.a) <= 2 * nearness
          || end.distance(to: two.b) <= 2 * nearness
        {
          return touch
        }
        // A step back, where plain arithmetic is sure of the side.
        let step = min(100 * nearness / one.curve.length, 0.25)
        let back = one.curve.point(at: isStart ? step : 1 - step)
        guard two.curve.squaredDistance(to: back) > limit else { return touch }
        if (two.side(of: back) > 0) != (side > 0) {
          return ShapeFault(kind: .crossing, at: end)
        }
        isApart = true
      }
    }
    return isApart ? nil : ShapeFault(kind: .touch, at: curve.nearestPlace(to: other.curve))
  }

  /// The middle of a stretch that two arcs of one circle have in common.
  private func overlap(_ other: BoundaryEdge) -> Point? {
    guard let between = other.through, through != nil, side(of: other.a) == 0,
      side(of: between) == 0, side(of: other.b) == 0, case .arc(let arc) = curve
    else { return nil }
    let holds = [other.a, between, other.b].map {
      arc.facesCentre($0) && $0 != a && $0 != b
    }
    return holds.firstIndex(of: true).map { [other.a, between, other.b][$0] }
  }

  /// How an edge meets the one that follows it, other than in the corner where they join; one of them is an arc.
  ///
  /// Two circles that share a point meet in one more, which is the point's image across the line through their centres.
  func meetingFollower(_ next: BoundaryEdge) -> ShapeFault? {
    let second: Point
    switch (curve, next.curve) {
    case (.line, .line): return nil
    case (.arc(let arc), .line(let p, let q)):
      let centre = arc.toCentre + (arc.start - arc.end)
      let along = q - p
      second = along * (2 * along.dot(centre) / along.dot(along))
    case (.line(let p, let q), .arc(let arc)):
      let along = q - p
      second = along * (2 * along.dot(arc.toCentre) / along.dot(along))
    case (.arc(let one), .arc(let two)):
      if one.sweep * two.sweep < 0, side(of: next.b) == 0, next.through.map(side(of:)) == 0 {
        return ShapeFault(kind: .spike, at: b)
      }
      let centre = one.toCentre + (one.start - one.end)
      let between = two.toCentre - centre
      let square = between.dot(between)
      guard square > 0 else { return nil }
      let across = between.leftNormal
      second = across * (2 * across.dot(centre) / square)
    }
    let at = b + second
    guard second.length > nearness, curve.holds(at), next.curve.holds(at) else { return nil }
    // Two edges that make a ring of their own meet in both corners.
    if a == next.b, at.distance(to: a) <= 2 * nearness { return nil }
    let isAtEnd = at.distance(to: a) <= 2 * nearness || at.distance(to: next.b) <= 2 * nearness
    return ShapeFault(kind: isAtEnd ? .touch : .crossing, at: at)
  }
}

extension Edge {
  /// Whether a point that is on the edge's curve lies between its ends, within ``nearness``.
  fileprivate func holds(_ point: Point) -> Bool {
    squaredDistance(to: point) <= nearness * nearness
  }

  /// A point in which two edges cross beyond doubt: well between the ends of both, and at an angle.
  func clearCrossing(with other: Edge) -> Point? {
    for share in shares(onCurveOf: other) where share > 0 && share < 1 {
      let at = point(at: share)
      guard other.holds(at),
        [start, end, other.start, other.end].allSatisfy({ at.distance(to: $0) > 2 * nearness }),
        abs(direction(at: at).cross(other.direction(at: at))) > 1e-4
      else { continue }
      return at
    }
    return nil
  }

  /// The direction of the edge's curve at a point on it.
  private func direction(at point: Point) -> Point {
    switch self {
    case .line(let a, let b): (b - a).unit
    case .arc(let arc): (point - arc.start - arc.toCentre).unit.leftNormal
    }
  }

  /// About where two edges come nearest to each other.
  fileprivate func nearestPlace(to other: Edge) -> Point {
    let middle = point(at: 0.5)
    var best = nearestPoint(to: other.nearestPoint(to: middle))
    for _ in 0..<8 { best = nearestPoint(to: other.nearestPoint(to: best)) }
    return best
  }
}
