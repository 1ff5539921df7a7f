import Geometry

/// Regions near a lot as the edges of their boundaries, one region after another; arcs are chords that stray by a millimetre.
///
/// A survey looks at the edges of a hundred lots and at none of them as a region, so no region is made.
struct NearbyRegions: Sendable {
  /// From `a` to `b` the inside is to the left.
  struct Edge { var a, b: Point }

  private(set) var owners: [Int32] = []
  private var edges: [Edge] = []
  /// Where each region's edges start, with one more at the end.
  private var starts = [0]
  /// Around the edges of each.
  private var boxes: [Box] = []

  private static let everywhere = Box(
    minX: -.infinity, minY: -.infinity, maxX: .infinity, maxY: .infinity)

  init() {}

  /// No region, in the memory of what is there.
  mutating func removeAll() {
    owners.removeAll(keepingCapacity: true)
    edges.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    starts.append(0)
    boxes.removeAll(keepingCapacity: true)
  }

  /// - Parameters:
  ///   - owner: See ``SurroundingEdge/owner``.
  ///   - near: Edges farther off may be left out.
  mutating func append(_ region: MultiPolygon, owner: Int32, near: Box? = nil) {
    let region = region.arcs.isEmpty ? region : region.chorded(tolerance: Tolerance.numeric)
    if let near, region.coordinates.count > 256 {
      region.edges(near: near) { a, b in edges.append(Edge(a: a, b: b)) }
    } else {
      region.coordinates.withUnsafeBufferPointer { points in
        for ring in 0..<region.ringCount {
          append(
            ring: UnsafeBufferPointer(
              rebasing: points[region.ringStarts[ring]..<region.ringStarts[ring + 1]]),
            near: near ?? Self.everywhere)
        }
      }
    }
    close(owner: owner)
  }

  /// The edges of a closed ring whose boxes meet a box, as those of the region that is closed next.
  mutating func append(ring: UnsafeBufferPointer<Point>, near: Box) {
    guard var a = ring.first else { return }
    for b in ring.dropFirst() {
      if max(a.x, b.x) >= near.minX, min(a.x, b.x) <= near.maxX, max(a.y, b.y) >= near.minY,
        min(a.y, b.y) <= near.maxY
      {
        edges.append(Edge(a: a, b: b))
      }
      a = b
    }
  }

  /// The edges since the last region are one of this owner's.
  mutating func close(owner: Int32) {
    var (minX, minY, maxX, maxY) = (
      Double.infinity, Double.infinity, -Double.infinity, -Double.infinity
    )
    for edge in edges[starts[starts.count - 1]...] {
      minX = min(minX, edge.a.x, edge.b.x)
      minY = min(minY, edge.a.y, edge.b.y)
      maxX = max(maxX, edge.a.x, edge.b.x)
      maxY = max(maxY, edge.a.y, edge.b.y)
    }
    owners.append(owner)
    starts.append(edges.count)
    boxes.append(Box(minX: minX, minY: minY, maxX: maxX, maxY: maxY))
  }

  /// The edges whose boxes meet a box, of all owners or of one.
  func gather(of owner: Int32? = nil, near box: Box, _ found: inout [SurroundingEdge]) {
    edges.withUnsafeBufferPointer { edges in
      for region in boxes.indices
      where boxes[region].intersects(box) && (owner == nil || owner == owners[region]) {
        for place in starts[region]..<starts[region + 1] {
          let (a, b) = (edges[place].a, edges[place].b)
          guard max(a.x, b.x) >= box.minX, min(a.x, b.x) <= box.maxX, max(a.y, b.y) >= box.minY,
            min(a.y, b.y) <= box.maxY
          else { continue }
          let dx = b.x - a.x
          let dy = b.y - a.y
          let length = (dx * dx + dy * dy).squareRoot()
          guard length > 0 else { continue }
          found.append(
            SurroundingEdge(
              a: a, b: b, direction: Point(dx / length, dy / length), length: length,
              owner: owners[region]))
        }
      }
    }
  }

  /// Whether an edge lies on a way of so many metres; the direction is of length 1.
  func isHit(_ start: Point, _ direction: Point, _ distance: Double) -> Bool {
    let end = start + direction * distance
    let box = Box(
      minX: min(start.x, end.x), minY: min(start.y, end.y), maxX: max(start.x, end.x),
      maxY: max(start.y, end.y))
    return edges.withUnsafeBufferPointer { edges in
      for region in boxes.indices where boxes[region].intersects(box) {
        for place in starts[region]..<starts[region + 1] {
          if let along = hit(start, direction, edges[place].a, edges[place].b), along <= distance {
            return true
          }
        }
      }
      return false
    }
  }
}
