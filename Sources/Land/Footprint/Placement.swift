import Geometry

/// A rectangle as somebody says it in words: so far from one line, so far from the lot's edge beside it, so wide and so deep.
package struct Placement: Sendable, Hashable {
  /// The line that it is measured from, as ``LotFrame/base``.
  package var base: Int
  /// Metres from that line.
  package var away: Double
  /// Seen from the line towards the lot.
  package var side: LotSide
  /// Metres from the lot's edge on that side.
  package var gap: Double
  /// Metres along the line.
  package var width: Double
  /// Metres into the lot.
  package var depth: Double

  package init(
    base: Int, away: Double, side: LotSide, gap: Double, width: Double, depth: Double
  ) {
    self.base = base
    self.away = away
    self.side = side
    self.gap = gap
    self.width = width
    self.depth = depth
  }

  /// The rectangle, moved along the line until it is so far from the edge beside it and no nearer.
  package func footprint(on plan: LotPlan, isCleared: Bool) throws(FootprintFault) -> Footprint {
    guard let frame = LotFrame(base, of: plan) else { throw .noBase(base) }
    for metres in [away, gap, width, depth] {
      guard metres.isFinite, (0...Footprint.reach).contains(metres) else {
        throw .unreadable("\(metres)")
      }
    }
    guard width > 0, depth > 0 else { throw .empty }
    // Of the right-hand side the picture is turned over, so that the edge is always at the left.
    let sign = side == .left ? 1.0 : -1.0
    func local(_ place: Point) -> Point {
      let point = frame.local(place)
      return Point(sign * point.x, point.y)
    }
    let rings = plan.region.chorded()
    let edges = (0..<rings.ringCount).flatMap { ring in
      let points = rings.ring(ring).map(local)
      return zip(points, points.dropFirst()).map { ($0, $1) }
    }
    let start = start(beside: edges, in: Box(edges.map(\.0)))
    // Away from the edge, never towards it.
    let left = ((start - 1e-7) * 1e4).rounded(.up) / 1e4
    let corners = [
      Point(left, away), Point(left + width, away), Point(left + width, away + depth),
      Point(left, away + depth),
    ].map { Point(sign * $0.x, $0.y) }
    return try Footprint(
      base: base, corners: sign > 0 ? corners : [corners[1], corners[0], corners[3], corners[2]],
      isCleared: isCleared)
  }

  /// How far along the line the rectangle starts.
  ///
  /// - Parameter edges: Those of the lot, in the frame, the edge that is meant at the left.
  private func start(beside edges: [(Point, Point)], in box: Box) -> Double {
    // What runs into the lot rather than along the line is an edge beside the rectangle.
    let beside = edges.filter { a, b in
      abs(b.y - a.y) > abs(b.x - a.x) && (a.x + b.x) / 2 < box.centre.x
    }
    let top = away + depth
    // Where the rectangle touches what stands beside it; from there on the distance only grows.
    let touches = beside.compactMap { a, b -> Double? in
      let (low, high) = a.y < b.y ? (a, b) : (b, a)
      guard low.y <= top, high.y >= away else { return nil }
      let at = [max(low.y, away), min(high.y, top)].map { y in
        low.x + (high.x - low.x) * (y - low.y) / (high.y - low.y)
      }
      return at.max()
    }
    guard var near = touches.max() else { return box.minX + gap }
    if gap == 0 { return near }
    func isFree(_ x: Double) -> Bool {
      guard let wall = Polyline([Point(x, away), Point(x, top)]) else { return false }
      return beside.allSatisfy { a, b in
        Polyline([a, b]).map { $0.distance(to: wall) >= gap } ?? true
      }
    }
    var far = max(near + 2 * gap, box.maxX + gap)
    for _ in 0..<60 {
      let middle = (near + far) / 2
      if isFree(middle) { far = middle } else { near = middle }
    }
    return far
  }
}
