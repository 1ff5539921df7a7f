extension EnvelopeKernel {
  /// Takes a lot, and lines that are not edges of it, such as a street's axis or a river's bank.
  ///
  /// - Complexity: O(*n*).
  package mutating func load(_ region: MultiPolygon, lines: [Polyline] = []) throws(EnvelopeRefusal)
  {
    edges.count = 0
    arcs.count = 0
    throughs.count = 0
    isStrictlyConvex = false
    lotArea = 0
    loadedEdges = 0
    givenEdges = 0
    guard let first = region.coordinates.first else { return }
    guard region.edgeCount + 2 * lines.reduce(0, { $0 + $1.points.count }) < Int(Int32.max) / 2
    else { throw .tooIntricate }
    origin = first
    var refused: EnvelopeRefusal?
    region.coordinates.withUnsafeBufferPointer { points in
      for part in 0..<region.partCount {
        let rings = region.partStarts[part]..<region.partStarts[part + 1]
        for ring in rings {
          let places = region.ringStarts[ring]..<region.ringStarts[ring + 1]
          refused = loadRing(
            points, places, ring, region.arcs, isHole: ring != rings.lowerBound)
          if refused != nil { return }
        }
      }
    }
    if let refused { throw refused }
    loadedEdges = edges.count
    if region.ringCount == 1, arcs.count == 0, lines.isEmpty, edges.count <= 64 {
      isStrictlyConvex = turnsLeftOnce
    }
    for (place, line) in lines.enumerated() { loadForeign(line, source: Int32(-1 - place)) }
    givenEdges = edges.count
    grid.build(edges.all)
    if arcs.count > 0 { try refuseArcCrossings() }
    if region.ringCount > 1 { try checkRings() }
  }

  /// Adds a ring's edges; tells what is wrong with it.
  private mutating func loadRing(
    _ points: UnsafeBufferPointer<Point>, _ places: Range<Int>, _ ring: Int, _ lotArcs: [Arc],
    isHole: Bool
  ) -> EnvelopeRefusal? {
    guard let firstPlace = places.first, places.count >= 3 else {
      return .notARing(at: places.isEmpty ? origin : points[places.lowerBound])
    }
    let last = places.upperBound - 1
    guard points[firstPlace] == points[last] else {
      return points[last].isFinite ? .notARing(at: points[last]) : .notANumber
    }
    let firstEdge = edges.count
    edges.reserve(firstEdge + places.count)
    var nextArc = lotArcs.isEmpty ? 0 : lotArcs.firstPlace(from: firstPlace)
    var twice = 0.0
    var bulge = 0.0
    var sum = 0.0
    let ox = origin.x
    let oy = origin.y
    var place = firstPlace
    while place < last {
      let a = points[place]
      let b = points[place &+ 1]
      let dx = b.x - a.x
      let dy = b.y - a.y
      let length = (dx * dx + dy * dy).squareRoot()
      sum += length
      let source = Int32(truncatingIfNeeded: place &- ring)
      var arc: Arc?
      if nextArc < lotArcs.count, lotArcs[nextArc].edge == place {
        arc = lotArcs[nextArc]
        nextArc += 1
      }
      place &+= 1
      if length == 0 { continue }
      let ax = a.x - ox
      let ay = a.y - oy
      let bx = b.x - ox
      let by = b.y - oy
      twice += ax * by - bx * ay
      var edge = EnvelopeEdge(
        ax: ax, ay: ay, bx: bx, by: by, ux: dx / length, uy: dy / length, vx: 0, vy: 0,
        length: length, minX: min(ax, bx), minY: min(ay, by), maxX: max(ax, bx), maxY: max(ay, by),
        source: source)
      edge.vx = edge.ux
      edge.vy = edge.uy
      if let arc, let circle = CircularArc(from: a, through: arc.through, to: b) {
        bulge += circle.segmentArea
        round(&edge, circle, arc.through)
      }
      edges.append(edge)
    }
    // A number that is not finite anywhere makes the sum of the lengths one.
    guard sum.isFinite else { return .notANumber }
    let area = twice / 2 + bulge
    let count = edges.count - firstEdge
    let hasArc = bulge != 0
    guard count >= (hasArc ? 2 : 3), isHole ? area < 0 : area > 0 else {
      return .notARing(at: points[firstPlace])
    }
    lotArea += area
    link(firstEdge) { points[Int($0) + ring] }
    return nil
  }

  /// Makes an edge one that is an arc.
  private mutating func round(
    _ edge: inout EnvelopeEdge, _ circle: CircularArc, _ through: Point
  ) {
    let turn = circle.sweep > 0 ? 1.0 : -1.0
    let cx = edge.ax + circle.toCentre.x
    let cy = edge.ay + circle.toCentre.y
    let radius = circle.radius
    var arc = CircleArc(
      cx: cx, cy: cy, radius: radius, turn: turn, wx: -circle.toCentre.x / radius,
      wy: -circle.toCentre.y / radius, extent: 0)
    let ex = (edge.bx - cx) / radius
    let ey = (edge.by - cy) / radius
    arc.extent = arc.place(ex, ey)
    edge.arc = Int32(arcs.count)
    arcs.append(arc)
    throughs.append(through - origin)
    edge.ux = -turn * arc.wy
    edge.uy = turn * arc.wx
    edge.vx = -turn * ey
    edge.vy = turn * ex
    edge.length = circle.length
    let box = circle.box
    edge.minX = min(edge.minX, box.minX - origin.x)
    edge.minY = min(edge.minY, box.minY - origin.y)
    edge.maxX = max(edge.maxX, box.maxX - origin.x)
    edge.maxY = max(edge.maxY, box.maxY - origin.y)
  }

  /// Closes a ring of edges, and decides how it turns at each of its corners.
  ///
  /// - Parameter corner: The start of the edge of a source, as it was given.
  @inline(__always)
  private mutating func link(_ first: Int, corner: (Int32) -> Point) {
    let base = edges.base
    let end = edges.count
    var place = first
    while place < end {
      let next = place &+ 1 == end ? first : place &+ 1
      base[place].next = Int32(truncatingIfNeeded: next)
      base[next].previous = Int32(truncatingIfNeeded: place)
      let cross = base[place].vx * base[next].uy - base[place].vy * base[next].ux
      let dot = base[place].vx * base[next].ux + base[place].vy * base[next].uy
      if abs(cross) > 1e-12 {
        base[place].turn = cross > 0 ? 1 : -1
      } else if base[place].arc < 0, base[next].arc < 0 {
        let after = next &+ 1 == end ? first : next &+ 1
        let exact = orientation(
          corner(base[place].source), corner(base[next].source), corner(base[after].source))
        base[place].turn = exact > 0 ? 1 : exact < 0 ? -1 : 0
      } else {
        base[place].turn = 0
      }
      base[place].folds = dot < 0 && abs(cross) < 1e-6
      place &+= 1
    }
  }

  /// Whether the one ring turns left at every corner and goes round once.
  private var turnsLeftOnce: Bool {
    let base = edges.base
    var changes = 0
    var place = 0
    let count = edges.count
    while place < count {
      if base[place].turn <= 0 || base[place].folds { return false }
      let next = Int(base[place].next)
      let rises = base[place].uy > 0 || (base[place].uy == 0 && base[place].ux > 0)
      let risesNext = base[next].uy > 0 || (base[next].uy == 0 && base[next].ux > 0)
      changes += rises == risesNext ? 0 : 1
      place &+= 1
    }
    return changes == 2
  }

  /// Adds a line there and back, so that its left side is all around it.
  private mutating func loadForeign(_ line: Polyline, source: Int32) {
    let first = edges.count
    for line in [line, line.reversed] {
      for place in 0..<(line.points.count - 1) {
        let a = line.points[place]
        let b = line.points[place + 1]
        let length = a.distance(to: b)
        var edge = EnvelopeEdge(
          ax: a.x - origin.x, ay: a.y - origin.y, bx: b.x - origin.x, by: b.y - origin.y,
          ux: (b.x - a.x) / length, uy: (b.y - a.y) / length, vx: 0, vy: 0, length: length,
          minX: min(a.x, b.x) - origin.x, minY: min(a.y, b.y) - origin.y,
          maxX: max(a.x, b.x) - origin.x, maxY: max(a.y, b.y) - origin.y, source: source)
        edge.vx = edge.ux
        edge.vy = edge.uy
        edge.isForeign = true
        if let arc = line.arcs.at(place),
          let circle = CircularArc(from: a, through: arc.through, to: b)
        {
          round(&edge, circle, arc.through)
        }
        edges.append(edge)
      }
    }
    // Straight on and straight back are told apart by the edges themselves; a tiny bend more or less moves nothing.
    let nowhere = origin
    link(first) { _ in nowhere }
  }

  /// Refuses rings that lie where their kind cannot: parts in parts, holes outside.
  private mutating func checkRings() throws(EnvelopeRefusal) {
    var first = 0
    while first < loadedEdges {
      // The ring's last edge is the one before its first.
      let end = Int(edges[first].previous) + 1
      defer { first = end }
      let isHole = ringArea(first..<end) < 0
      // A corner on another ring tells nothing: the next one.
      for place in first..<min(end, first + 16) {
        let x = edges[place].ax
        let y = edges[place].ay
        guard let around = try winding(x, y, without: first..<end) else { continue }
        if around != (isHole ? 1 : 0) {
          throw .overlaps(at: origin + Point(x, y))
        }
        break
      }
    }
  }

  private func ringArea(_ places: Range<Int>) -> Double {
    var sum = 0.0
    for place in places {
      let edge = edges[place]
      sum += (edge.ax * edge.by - edge.bx * edge.ay) / 2
      guard edge.arc >= 0 else { continue }
      let arc = arcs[Int(edge.arc)]
      sum += arc.turn * segment(radius: arc.radius, angle: edge.length / arc.radius)
    }
    return sum
  }
}
