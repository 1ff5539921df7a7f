/// Polygons that together are one region, over one flat buffer of coordinates. What most measures are taken of.
///
/// Each ring is closed (its first point comes again) and oriented: exteriors counter-clockwise, holes clockwise, so the
/// inside is always to the left. The parts are not checked against each other; where they overlap, an area counts twice
/// (see ``MultiPolygon/crossings(limit:)``).
package struct MultiPolygon: Sendable, Hashable {
  /// All points of all rings, one ring after the other.
  package let coordinates: [Point]
  /// Where each ring starts in ``coordinates``, and at the end the number of points.
  package let ringStarts: [Int]
  /// Where each part starts among the rings, and at the end the number of rings. A part's first ring is its exterior.
  package let partStarts: [Int]
  /// The edges that are arcs, sorted by edge, their places those in ``coordinates``; empty in almost every region.
  package let arcs: [Arc]
  package let box: Box
  /// Boxes over runs of consecutive edges, so that far edges are passed over a run at a time.
  let runs: [Run]

  /// Up to 16 consecutive edges of one ring: from each point in `first..<end` to the next one.
  struct Run: Sendable, Hashable {
    let first: Int
    let end: Int
    let box: Box
  }

  package init(_ polygons: [Polygon]) {
    var coordinates: [Point] = []
    var ringStarts = [0]
    var partStarts = [0]
    var arcs: [Arc] = []
    coordinates.reserveCapacity(
      polygons.reduce(0) { sum, polygon in
        polygon.holes.reduce(sum + polygon.exterior.points.count) { $0 + $1.points.count }
      })
    func addArcs(_ ring: [Arc]) {
      let offset = coordinates.count
      for arc in ring { arcs.append(Arc(edge: arc.edge + offset, through: arc.through)) }
    }
    for polygon in polygons {
      addArcs(polygon.exterior.arcs)
      coordinates.append(contentsOf: polygon.exterior.points)
      ringStarts.append(coordinates.count)
      for hole in polygon.holes {
        addArcs(hole.arcs.reversed(amongPoints: hole.points.count))
        coordinates.append(contentsOf: hole.points.reversed())
        ringStarts.append(coordinates.count)
      }
      partStarts.append(ringStarts.count - 1)
    }
    self.init(
      trustedCoordinates: coordinates, ringStarts: ringStarts, partStarts: partStarts, arcs: arcs)
  }

  /// The region of rings that are closed, without repeated points and oriented already, as a ``MultiPolygon`` holds them;
  /// nothing is checked.
  package init(
    trustedCoordinates coordinates: [Point], ringStarts: [Int], partStarts: [Int], arcs: [Arc]
  ) {
    self.coordinates = coordinates
    self.ringStarts = ringStarts
    self.partStarts = partStarts
    self.arcs = arcs
    var runs: [Run] = []
    runs.reserveCapacity(coordinates.count / 16 + ringStarts.count)
    var box = Box.empty
    for (start, end) in zip(ringStarts, ringStarts.dropFirst()) {
      for first in stride(from: start, to: end - 1, by: 16) {
        let last = min(first + 16, end - 1)
        let points = coordinates[first...last]
        let reach =
          arcs.isEmpty ? Box(points) : Geometry.box(of: points, arcs.among(first..<last))
        box = box.union(reach)
        runs.append(Run(first: first, end: last, box: reach))
      }
    }
    self.runs = runs
    self.box = box
  }

  package init(_ polygon: Polygon) { self.init([polygon]) }
}

extension MultiPolygon {
  /// The region without any point.
  package static let empty = MultiPolygon([])

  package var isEmpty: Bool { coordinates.isEmpty }
  package var partCount: Int { partStarts.count - 1 }
  package var ringCount: Int { ringStarts.count - 1 }
  /// The number of edges of all rings.
  package var edgeCount: Int { coordinates.count - ringCount }

  /// The points of one ring, the first again at the end.
  package func ring(_ index: Int) -> ArraySlice<Point> {
    coordinates[ringStarts[index]..<ringStarts[index + 1]]
  }

  /// The arcs of one ring, their places those in ``coordinates``.
  package func arcs(ofRing index: Int) -> ArraySlice<Arc> {
    arcs.isEmpty ? [] : arcs.among(ringStarts[index]..<ringStarts[index + 1])
  }

  /// The edge that starts at a place in ``coordinates``; not the last place of a ring.
  package func edge(_ place: Int) -> Edge {
    Edge(coordinates[place], coordinates[place + 1], arcs.isEmpty ? nil : arcs.at(place))
  }

  /// One ring as a closed line, the inside of the region to its left.
  package func boundary(ofRing index: Int) -> Polyline? {
    Polyline(ring(index), arcs: shiftedArcs(ofRing: index))
  }

  /// The arcs of one ring, their places those in the ring.
  private func shiftedArcs(ofRing index: Int) -> [Arc] {
    let start = ringStarts[index]
    return arcs(ofRing: index).map { Arc(edge: $0.edge - start, through: $0.through) }
  }

  /// The parts as polygons of their own.
  package var polygons: [Polygon] {
    (0..<partCount).compactMap { part in
      let rings = (partStarts[part]..<partStarts[part + 1]).compactMap {
        Ring(ring($0), arcs: shiftedArcs(ofRing: $0))
      }
      return rings.first.map { Polygon($0, holes: Array(rings.dropFirst())) }
    }
  }

  /// Calls back with each edge's ends, the inside of the region to its left.
  @inline(__always)
  func forEachEdge(_ body: (Point, Point) -> Void) {
    coordinates.withUnsafeBufferPointer { points in
      for run in runs {
        var i = run.first
        while i < run.end {
          body(points[i], points[i &+ 1])
          i &+= 1
        }
      }
    }
  }

  /// Calls back with the edges of each run whose box meets a box; others may come along.
  @inline(__always)
  func forEachEdge(near box: Box, _ body: (Point, Point) -> Void) {
    coordinates.withUnsafeBufferPointer { points in
      for run in runs where run.box.intersects(box) {
        var i = run.first
        while i < run.end {
          body(points[i], points[i &+ 1])
          i &+= 1
        }
      }
    }
  }

  /// The edges whose boxes meet a box, the inside of the region to their left.
  package func edges(near box: Box) -> [(Point, Point)] {
    var found: [(Point, Point)] = []
    forEachEdge(near: box) { a, b in
      if Box([a, b]).intersects(box) { found.append((a, b)) }
    }
    return found
  }
}
