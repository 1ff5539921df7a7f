/// One edge of a ring or a line, run through from its start to its end.
package enum Edge: Sendable, Hashable {
  case line(Point, Point)
  case arc(CircularArc)

  /// The edge between two points; straight where there is no arc.
  init(_ a: Point, _ b: Point, _ arc: Arc?) {
    if let arc, let circle = CircularArc(from: a, through: arc.through, to: b) {
      self = .arc(circle)
    } else {
      self = .line(a, b)
    }
  }
}

extension Edge {
  package var start: Point {
    switch self {
    case .line(let a, _): a
    case .arc(let arc): arc.start
    }
  }

  package var end: Point {
    switch self {
    case .line(_, let b): b
    case .arc(let arc): arc.end
    }
  }

  package var length: Double {
    switch self {
    case .line(let a, let b): a.distance(to: b)
    case .arc(let arc): arc.length
    }
  }

  package var box: Box {
    switch self {
    case .line(let a, let b): Box([a, b])
    case .arc(let arc): arc.box
    }
  }

  /// The point at a share of the edge's length, 0 at its start and 1 at its end.
  package func point(at share: Double) -> Point {
    switch self {
    case .line(let a, let b): share == 1 ? b : a + (b - a) * share
    case .arc(let arc): arc.point(at: share)
    }
  }
}
