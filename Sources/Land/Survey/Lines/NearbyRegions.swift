import Geometry
import SpatialIndex

/// Regions near a lot, looked at as the edges of their boundaries; arcs are chords that stray by a millimetre.
///
/// A survey looks at the edges of a hundred lots and at none of them as a region, so no region is made: of those that stand in
/// an edition, only the places are noted, with a box around each.
struct NearbyRegions {
  /// From `a` to `b` the inside is to the left.
  struct Edge { var a, b: Point }

  private struct Region {
    /// Around its edges, perhaps a hair too large.
    var box: Box
    var owner: Int32
    /// Which of the editions it stands in; -1 where its edges are kept here.
    var set: Int32
    /// Its place there.
    var place: Int
    /// Its edges here.
    var start: Int
    var end: Int
  }

  private var regions: [Region] = []
  private var edges: [Edge] = []
  private var sets: [ShapeSet] = []

  private static let everywhere = Box(
    minX: -.infinity, minY: -.infinity, maxX: .infinity, maxY: .infinity)

  init() {}

  /// Whether something is there that has an owner.
  func contains(owner: Int32) -> Bool { regions.contains { $0.owner == owner } }

  /// No region, in the memory of what is there.
  mutating func removeAll() {
    regions.removeAll(keepingCapacity: true)
    edges.removeAll(keepingCapacity: true)
    sets.removeAll(keepingCapacity: true)
  }

  /// Makes an edition known, whose regions are appended by what this returns.
  mutating func add(_ shapes: ShapeSet) -> Int {
    sets.append(shapes)
    return sets.count - 1
  }

  /// - Parameters:
  ///   - set: The edition that it stands in.
  ///   - owner: See ``SurroundingEdge/owner``.
  ///   - box: Around it.
  ///   - near: Edges farther off may be left out.
  mutating func append(_ place: Int, of set: Int, owner: Int32, box: Box, near: Box) {
    if sets[set].paths.hasArcs, sets[set].layer.hasArcs(place) {
      append(sets[set].region(place), owner: owner, near: near)
    } else {
      regions.append(
        Region(box: box, owner: owner, set: Int32(set), place: place, start: 0, end: 0))
    }
  }

  /// - Parameters:
  ///   - owner: See ``SurroundingEdge/owner``.
  ///   - near: Edges farther off may be left out.
  mutating func append(_ region: MultiPolygon, owner: Int32, near: Box? = nil) {
    let region = region.arcs.isEmpty ? region : region.chorded(tolerance: Tolerance.numeric)
    let start = edges.count
    var box = Box.empty
    let near = near ?? Self.everywhere
    region.edges(near: near) { a, b in
      guard meets(a, b, near) else { return }
      edges.append(Edge(a: a, b: b))
      box.include(a)
      box.include(b)
    }
    regions.append(
      Region(box: box, owner: owner, set: -1, place: 0, start: start, end: edges.count))
  }

  /// Calls back with each edge of a region whose box meets a box.
  @inline(__always)
  private func forEachEdge(
    of region: Region, meeting box: Box, _ body: (Point, Point) -> Void
  ) {
    if region.set < 0 {
      for place in region.start..<region.end {
        let (a, b) = (edges[place].a, edges[place].b)
        if meets(a, b, box) { body(a, b) }
      }
      return
    }
    let shapes = sets[Int(region.set)]
    if shapes.isReady(region.place) {
      shapes.region(region.place).edges(near: box) { a, b in if meets(a, b, box) { body(a, b) } }
      return
    }
    let paths = shapes.paths
    for path in paths.paths(of: region.place) {
      let points = paths.points(of: path)
      var place = points.lowerBound &+ 1
      while place < points.upperBound {
        let (a, b) = (paths.points[place &- 1], paths.points[place])
        if meets(a, b, box) { body(a, b) }
        place &+= 1
      }
    }
  }

  /// The edges whose boxes meet a box, of all owners or of one.
  func gather(of owner: Int32? = nil, near box: Box, _ found: inout [SurroundingEdge]) {
    regions.withUnsafeBufferPointer { regions in
      for region in regions
      where region.box.intersects(box) && (owner == nil || owner == region.owner) {
        forEachEdge(of: region, meeting: box) { a, b in
          let dx = b.x - a.x
          let dy = b.y - a.y
          let length = (dx * dx + dy * dy).squareRoot()
          guard length > 0 else { return }
          found.append(
            SurroundingEdge(
              a: a, b: b, direction: Point(dx / length, dy / length), length: length,
              owner: region.owner))
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
    // Rounding may put the end of the way a hair short of what lies there.
    let reach = box.expanded(by: Tolerance.numeric)
    return regions.withUnsafeBufferPointer { regions in
      for region in regions where region.box.intersects(box) {
        var isHit = false
        forEachEdge(of: region, meeting: reach) { a, b in
          if let along = hit(start, direction, a, b), along <= distance { isHit = true }
        }
        if isHit { return true }
      }
      return false
    }
  }
}

/// Whether the box around an edge meets a box.
@inline(__always)
private func meets(_ a: Point, _ b: Point, _ box: Box) -> Bool {
  max(a.x, b.x) >= box.minX && min(a.x, b.x) <= box.maxX && max(a.y, b.y) >= box.minY
    && min(a.y, b.y) <= box.maxY
}
