/// A line that sweeps over the edges of rings from left to right and keeps those that it crosses in order (Shamos and Hoey,
/// *Geometric intersection problems*, 1976). It finds one meeting of edges where there is any, and else what lies below each ring.
///
/// Every decision is the sign of an orientation. Points are met in the order of x, then y, as if the plane were turned by
/// a hair, so that no edge is upright.
/// - Complexity: O(*n* log *n*), whatever the edges are.
struct SweepLine {
  enum Outcome {
    case meeting(ShapeFault)
    /// No edges meet. For each ring, the edge right below its leftmost corner: whether the region that it bounds lies above
    /// it, and the ring that it belongs to; nil where there is none.
    case clear([Below?])
  }

  struct Below {
    let ring: Int
    let isInsideAbove: Bool
  }

  private var edges: [SweptEdge] = []
  /// The ends of each edge in the order of the sweep.
  private var left: [Point] = []
  private var right: [Point] = []
  // A binary tree that random priorities keep low (Seidel and Aragon, 1996), and its nodes in order as a list.
  private var lower: [Int32]
  private var upper: [Int32]
  private var parent: [Int32]
  private var previous: [Int32]
  private var next: [Int32]
  private var priority: [UInt32]
  private var root: Int32 = -1

  private init(_ region: MultiPolygon) {
    edges.reserveCapacity(region.edgeCount)
    for ring in 0..<region.ringCount {
      let start = region.ringStarts[ring]
      let count = region.ringStarts[ring + 1] - start - 1
      for place in 0..<count {
        edges.append(
          SweptEdge(
            region.coordinates[start + place], region.coordinates[start + place + 1], ring: ring,
            place: place, count: count))
      }
    }
    left = edges.map { Self.comes($0.a, before: $0.b) ? $0.a : $0.b }
    right = edges.map { Self.comes($0.a, before: $0.b) ? $0.b : $0.a }
    let none = [Int32](repeating: -1, count: edges.count)
    (lower, upper, parent, previous, next) = (none, none, none, none, none)
    var state: UInt32 = 2_463_534_242
    priority = edges.map { _ in
      state ^= state << 13
      state ^= state >> 17
      state ^= state << 5
      return state
    }
  }

  private static func comes(_ a: Point, before b: Point) -> Bool {
    a.x != b.x ? a.x < b.x : a.y < b.y
  }

  static func sweep(_ region: MultiPolygon) -> Outcome {
    var line = SweepLine(region)
    return line.run(rings: region.ringCount)
  }

  private struct Event {
    let at: Point
    let edge: Int32
    let isEnd: Bool
  }

  private mutating func run(rings: Int) -> Outcome {
    var events: [Event] = []
    events.reserveCapacity(2 * edges.count)
    for edge in edges.indices {
      events.append(Event(at: left[edge], edge: Int32(edge), isEnd: false))
      events.append(Event(at: right[edge], edge: Int32(edge), isEnd: true))
    }
    events.sort { a, b in
      a.at != b.at
        ? Self.comes(a.at, before: b.at) : a.isEnd != b.isEnd ? a.isEnd : a.edge < b.edge
    }
    // Where more than two edges end, corners touch.
    var together = 1
    for place in events.indices.dropFirst() {
      together = events[place].at == events[place - 1].at ? together + 1 : 1
      if together > 2 { return .meeting(ShapeFault(kind: .touch, at: events[place].at)) }
    }
    var below = [Below?](repeating: nil, count: rings)
    var isMet = [Bool](repeating: false, count: rings)
    for event in events {
      let edge = Int(event.edge)
      if event.isEnd {
        let (before, after) = (previous[edge], next[edge])
        remove(event.edge)
        if let fault = meeting(before, after) { return .meeting(fault) }
        continue
      }
      if let fault = insert(event.edge) { return .meeting(fault) }
      let before = previous[edge]
      if !isMet[edges[edge].ring] {
        isMet[edges[edge].ring] = true
        if before >= 0 {
          let other = edges[Int(before)]
          below[edges[edge].ring] = Below(
            ring: other.ring, isInsideAbove: other.a == left[Int(before)])
        }
      }
      if let fault = meeting(before, event.edge) ?? meeting(event.edge, next[edge]) {
        return .meeting(fault)
      }
    }
    return .clear(below)
  }

  private func meeting(_ a: Int32, _ b: Int32) -> ShapeFault? {
    guard a >= 0, b >= 0 else { return nil }
    return edges[Int(a)].meeting(edges[Int(b)])
  }

  /// Puts an edge in its place; the fault where its start lies on another one.
  private mutating func insert(_ edge: Int32) -> ShapeFault? {
    let point = left[Int(edge)]
    var place = root
    var above = false
    var under: Int32 = -1
    var over: Int32 = -1
    var at: Int32 = -1
    while place >= 0 {
      let other = Int(place)
      var side = orientation(left[other], right[other], point)
      if side == 0 {
        guard left[other] == point else { return ShapeFault(kind: .touch, at: point) }
        side = orientation(left[other], right[other], right[Int(edge)])
        if side == 0 { return ShapeFault(kind: .spike, at: point) }
      }
      at = place
      above = side > 0
      if above {
        under = place
        place = upper[other]
      } else {
        over = place
        place = lower[other]
      }
    }
    let node = Int(edge)
    parent[node] = at
    if at < 0 {
      root = edge
    } else if above {
      upper[Int(at)] = edge
    } else {
      lower[Int(at)] = edge
    }
    previous[node] = under
    next[node] = over
    if under >= 0 { next[Int(under)] = edge }
    if over >= 0 { previous[Int(over)] = edge }
    while parent[node] >= 0, priority[node] > priority[Int(parent[node])] { raise(node) }
    return nil
  }

  private mutating func remove(_ edge: Int32) {
    let node = Int(edge)
    while lower[node] >= 0 || upper[node] >= 0 {
      let (a, b) = (lower[node], upper[node])
      raise(Int(b < 0 || (a >= 0 && priority[Int(a)] > priority[Int(b)]) ? a : b))
    }
    let at = parent[node]
    if at < 0 {
      root = -1
    } else if lower[Int(at)] == edge {
      lower[Int(at)] = -1
    } else {
      upper[Int(at)] = -1
    }
    if previous[node] >= 0 { next[Int(previous[node])] = next[node] }
    if next[node] >= 0 { previous[Int(next[node])] = previous[node] }
  }

  /// Turns a node and its parent around each other.
  private mutating func raise(_ node: Int) {
    let old = Int(parent[node])
    let grand = parent[old]
    if lower[old] == Int32(node) {
      lower[old] = upper[node]
      if upper[node] >= 0 { parent[Int(upper[node])] = Int32(old) }
      upper[node] = Int32(old)
    } else {
      upper[old] = lower[node]
      if lower[node] >= 0 { parent[Int(lower[node])] = Int32(old) }
      lower[node] = Int32(old)
    }
    parent[old] = Int32(node)
    parent[node] = grand
    if grand < 0 {
      root = Int32(node)
    } else if lower[Int(grand)] == Int32(old) {
      lower[Int(grand)] = Int32(node)
    } else {
      upper[Int(grand)] = Int32(node)
    }
  }
}
