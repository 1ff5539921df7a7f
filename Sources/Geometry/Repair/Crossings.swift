extension MultiPolygon {
  /// The places where the boundary meets itself other than from one edge to the next: crossings, touches, overlaps, and edges
  /// that run back on the one before. At most `limit` of them; none for most real lots.
  ///
  /// - Parameter patience: How many pairs of edges are looked at for each edge, on top of ten million.
  /// - Returns: What was found, and whether all was looked at.
  /// - Complexity: O(*n* log *n*) to sort the edges, then one test for each two that overlap along the axis on which fewer do.
  func meetings(limit: Int, patience: Int = 200) -> (faults: [ShapeFault], isComplete: Bool) {
    var found: [ShapeFault] = []
    if edgeCount <= 40, ringCount == 1, arcs.isEmpty {
      coordinates.withUnsafeBufferPointer { meetingsOfSmallRing($0, limit, &found) }
      return (found, true)
    }
    var edges: [SweptEdge] = []
    edges.reserveCapacity(edgeCount)
    let (width, height) = coordinates.withUnsafeBufferPointer { points in
      var width = 0.0
      var height = 0.0
      var nextArc = 0
      for ring in 0..<ringCount {
        let start = ringStarts[ring]
        let count = ringStarts[ring + 1] - start - 1
        for place in 0..<count {
          var edge = SweptEdge(
            points[start + place], points[start + place + 1], ring: ring, place: place,
            count: count)
          if nextArc < arcs.count, arcs[nextArc].edge == start + place {
            edge.bend(nextArc, circle(of: arcs[nextArc], coordinates[...])?.box)
            nextArc += 1
          }
          width += edge.maxX - edge.minX
          height += edge.maxY - edge.minY
          edges.append(edge)
        }
      }
      return (width, height)
    }
    // Along the axis on which edges are shorter, fewer of them overlap.
    let turned = height * box.width < width * box.height
    if turned { for place in edges.indices { edges[place].turn() } }
    edges.sort { $0.minX < $1.minX }
    var work = 10_000_000 + patience * edges.count
    let isComplete = edges.withUnsafeBufferPointer { edges in
      var i = 0
      while i < edges.count {
        let p = edges[i]
        var j = i &+ 1
        while j < edges.count, edges[j].minX <= p.maxX {
          if edges[j].minY <= p.maxY, edges[j].maxY >= p.minY {
            let isBent = p.arc >= 0 || edges[j].arc >= 0
            if let fault = isBent ? meetingOfArcs(p, edges[j]) : p.meeting(edges[j]) {
              found.append(fault)
              if found.count >= limit { return true }
            }
            work &-= isBent ? 60 : 3
          }
          j &+= 1
        }
        work &-= j &- i
        if work < 0 { return false }
        i &+= 1
      }
      return true
    }
    return (found, isComplete)
  }

  /// How two edges meet of which one is an arc at least.
  private func meetingOfArcs(_ one: SweptEdge, _ two: SweptEdge) -> ShapeFault? {
    let (p, q) = (boundaryEdge(one), boundaryEdge(two))
    if one.isFollowed(by: two) { return p.meetingFollower(q) }
    return two.isFollowed(by: one) ? q.meetingFollower(p) : p.meeting(q)
  }

  private func boundaryEdge(_ edge: SweptEdge) -> BoundaryEdge {
    BoundaryEdge(edge.a, edge.b, edge.arc < 0 ? nil : arcs[Int(edge.arc)])
  }

  /// All pairs of the edges of one small ring.
  private func meetingsOfSmallRing(
    _ points: UnsafeBufferPointer<Point>, _ limit: Int, _ found: inout [ShapeFault]
  ) {
    let count = points.count - 1
    var i = 0
    while i < count {
      let a = points[i]
      let b = points[i &+ 1]
      let minX = min(a.x, b.x)
      let maxX = max(a.x, b.x)
      let minY = min(a.y, b.y)
      let maxY = max(a.y, b.y)
      var j = i &+ 1
      while j < count {
        let c = points[j]
        let d = points[j &+ 1]
        let isFar =
          min(c.x, d.x) > maxX || max(c.x, d.x) < minX || min(c.y, d.y) > maxY
          || max(c.y, d.y) < minY
        if !isFar {
          var fault: ShapeFault?
          if j == i &+ 1 {
            fault = turningBack(a, b, d)
          } else if i == 0, j == count &- 1 {
            fault = turningBack(c, d, b)
          } else {
            fault = ShapeFault.Kind.meeting(a, b, c, d)
          }
          if let fault {
            found.append(fault)
            if found.count >= limit { return }
          }
        }
        j &+= 1
      }
      i &+= 1
    }
  }
}

/// The fault of an edge that runs back on the one before, from `a` to `b` and on to `c`.
private func turningBack(_ a: Point, _ b: Point, _ c: Point) -> ShapeFault? {
  guard (b - a).dot(c - b) < 0, orientation(a, b, c) == 0 else { return nil }
  return ShapeFault(kind: .spike, at: b)
}

/// An edge with its box and its place in its ring.
struct SweptEdge {
  var a: Point
  var b: Point
  var minX: Double
  var maxX: Double
  var minY: Double
  var maxY: Double
  let ring: Int
  let place: Int
  /// How many edges its ring has.
  let count: Int
  /// Its place among the region's arcs, or -1.
  private(set) var arc: Int32 = -1

  init(_ a: Point, _ b: Point, ring: Int, place: Int, count: Int) {
    self.a = a
    self.b = b
    minX = min(a.x, b.x)
    maxX = max(a.x, b.x)
    minY = min(a.y, b.y)
    maxY = max(a.y, b.y)
    self.ring = ring
    self.place = place
    self.count = count
  }

  /// Makes it an arc, with the box around it; a box that is none leaves it straight.
  mutating func bend(_ arc: Int, _ box: Box?) {
    guard let box else { return }
    self.arc = Int32(truncatingIfNeeded: arc)
    minX = min(minX, box.minX)
    minY = min(minY, box.minY)
    maxX = max(maxX, box.maxX)
    maxY = max(maxY, box.maxY)
  }

  /// Changes which axis its box is swept along; the edge stays where it is.
  mutating func turn() { (minX, maxX, minY, maxY) = (minY, maxY, minX, maxX) }

  func isFollowed(by other: SweptEdge) -> Bool {
    ring == other.ring
      && (place + 1 == other.place || (place + 1 == count && other.place == 0))
  }

  /// How two edges meet, other than that one follows the other.
  func meeting(_ other: SweptEdge) -> ShapeFault? {
    if isFollowed(by: other) { return turningBack(a, b, other.b) }
    if other.isFollowed(by: self) { return turningBack(other.a, other.b, b) }
    return ShapeFault.Kind.meeting(a, b, other.a, other.b)
  }
}
