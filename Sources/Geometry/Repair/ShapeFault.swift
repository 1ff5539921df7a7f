/// What is wrong with a region, and where.
package struct ShapeFault: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    case crossing = "its boundary crosses itself"
    case overlap = "two of its edges run along each other"
    case spike = "an edge runs back on the one before"
    /// Which may be no fault: a hole may touch its exterior, and a part another, in points.
    case touch = "its boundary touches itself"
    case holeOutside = "a hole lies outside its exterior, or in another hole"
    case partInside = "a part lies in another part"
    /// Too many edges are near each other for all pairs to be looked at, and some of them meet.
    case tangled = "its edges lie too close together to be judged, and some meet"
    /// Arcs that would take more than a million chords.
    case curved = "its arcs are too many, or too great, to be judged"
  }

  package let kind: Kind
  /// Where it is, in the region's own coordinates.
  package let at: Point
}

extension ShapeFault: CustomStringConvertible {
  package var description: String { "\(kind.rawValue) at \(decimal(at.x, 3)), \(decimal(at.y, 3))" }
}

extension ShapeFault.Kind {
  /// How two edges meet that do not follow each other; nil where they do not.
  static func meeting(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> ShapeFault? {
    let c1 = orientation(a, b, c)
    let d1 = orientation(a, b, d)
    if (c1 > 0 && d1 > 0) || (c1 < 0 && d1 < 0) { return nil }
    let a1 = orientation(c, d, a)
    let b1 = orientation(c, d, b)
    if (a1 > 0 && b1 > 0) || (a1 < 0 && b1 < 0) { return nil }
    if c1 != 0, d1 != 0, a1 != 0, b1 != 0 {
      let turn = (b - a).cross(d - c)
      let along = turn == 0 ? 0.5 : (c - a).cross(d - c) / turn
      return ShapeFault(kind: .crossing, at: a + (b - a) * min(max(along, 0), 1))
    }
    func holds(_ p: Point, _ q: Point, _ point: Point) -> Bool {
      min(p.x, q.x) <= point.x && point.x <= max(p.x, q.x) && min(p.y, q.y) <= point.y
        && point.y <= max(p.y, q.y)
    }
    // The ends of one that lie on the other: two different ones are a stretch in common.
    var ends: [Point] = []
    if c1 == 0, holds(a, b, c) { ends.append(c) }
    if d1 == 0, holds(a, b, d) { ends.append(d) }
    if a1 == 0, holds(c, d, a) { ends.append(a) }
    if b1 == 0, holds(c, d, b) { ends.append(b) }
    guard let first = ends.first else { return nil }
    if let other = ends.first(where: { $0 != first }) {
      return ShapeFault(kind: .overlap, at: first.midpoint(to: other))
    }
    return ShapeFault(kind: .touch, at: first)
  }
}
