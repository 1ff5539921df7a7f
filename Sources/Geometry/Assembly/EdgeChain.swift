/// Edges that follow each other, gathered into a ring.
struct EdgeChain {
  private(set) var edges: [Edge] = []

  var start: Point? { edges.first?.start }
  var end: Point? { edges.last?.end }

  mutating func append(_ edge: Edge) { if edge.start != edge.end { edges.append(edge) } }
  mutating func append(_ other: EdgeChain) { edges += other.edges }

  /// Goes straight to a point.
  mutating func go(to point: Point) { if let end { append(.line(end, point)) } }

  /// The ring, closed by a straight edge where it is open; whether it ran clockwise, as a hole does. Nil where it has no area.
  var ring: (ring: Ring, isHole: Bool)? {
    var points: [Point] = []
    var arcs: [Arc] = []
    for edge in edges {
      if case .arc(let arc) = edge { arcs.append(Arc(edge: points.count, through: arc.middle)) }
      points.append(edge.start)
    }
    guard let start, let end else { return nil }
    if end != start { points.append(end) }
    guard let ring = Ring(points, arcs: arcs) else { return nil }
    points.append(start)
    return (ring, signedArea(points[...], arcs[...]) < 0)
  }
}

extension MultiPolygon {
  /// The region of rings that came out of an assembly; nil where a hole lies in no exterior ring.
  init?(exteriors: [Ring], holes: [Ring]) {
    let regions = exteriors.map { MultiPolygon(Polygon($0)) }
    var holesOf = [[Ring]](repeating: [], count: exteriors.count)
    for hole in holes {
      guard let inside = MultiPolygon(Polygon(hole)).interiorPoint,
        let part = regions.firstIndex(where: { $0.covers(inside) })
      else { return nil }
      holesOf[part].append(hole)
    }
    self.init(zip(exteriors, holesOf).map { Polygon($0, holes: $1) })
  }
}

/// Why lots cannot be put together, or one not cut.
package enum AssemblyFault: Error, Hashable, CustomStringConvertible {
  case nothing
  case apart
  case ragged
  case overlap(squareMetres: Double)
  case severalParts
  case crossings(Int)
  case throughHole

  package var description: String {
    switch self {
    case .nothing: "there is nothing to put together"
    case .apart: "the lots do not adjoin"
    case .ragged: "the drawings of the lots do not fit together along their common line"
    case .overlap(let area): "the lots overlap by \((area * 100).rounded() / 100) m²"
    case .severalParts: "the lot lies in several parts"
    case .crossings(let count):
      count < 2
        ? "the line does not run through the lot from one side to another"
        : "the line crosses the lot's boundary \(count) times; draw it so that it cuts the lot in two"
    case .throughHole: "the line runs through a hole of the lot"
    }
  }
}
