extension EnvelopeKernel {
  /// How often the lot's boundary goes round a point counter-clockwise: 1 inside the lot, 0 outside.
  ///
  /// - Parameter ring: Edges that do not count; with them, nil where the point lies on one of the others.
  mutating func winding(
    _ x: Double, _ y: Double, without ring: Range<Int>? = nil
  ) throws(EnvelopeRefusal) -> Int? {
    let base = edges.base
    var count = loadedEdges
    if grid.isUsed {
      near.reserve(edges.count)
      count = grid.gather(x, y, .greatestFiniteMagnitude, y, into: near.base, looked: &work)
    }
    work &+= count
    try checkWork()
    let gathered = near.base
    var around = 0
    var index = 0
    while index < count {
      let place = grid.isUsed ? Int(gathered[index]) : index
      index &+= 1
      let edge = base + place
      if edge.pointee.maxX < x || edge.pointee.maxY < y || edge.pointee.minY > y { continue }
      if edge.pointee.isForeign { continue }
      if let ring {
        if ring.contains(place) { continue }
        if squaredDistance(x, y, to: edge) < Self.shortest * Self.shortest { return nil }
      }
      if edge.pointee.arc >= 0 {
        around += crossings(x, y, edge.pointee, arcs[Int(edge.pointee.arc)])
        continue
      }
      around += crossing(
        x, y, edge.pointee.ax, edge.pointee.ay, edge.pointee.bx, edge.pointee.by)
    }
    return around
  }

  /// The square of the distance from a point to an edge, in square metres.
  @inline(__always)
  func squaredDistance(_ x: Double, _ y: Double, to edge: UnsafePointer<EnvelopeEdge>) -> Double {
    let rx = x - edge.pointee.ax
    let ry = y - edge.pointee.ay
    if edge.pointee.arc >= 0 {
      let arc = arcs[Int(edge.pointee.arc)]
      let dx = x - arc.cx
      let dy = y - arc.cy
      if arc.place(dx, dy) <= arc.extent {
        let away = (dx * dx + dy * dy).squareRoot() - arc.radius
        return away * away
      }
      let sx = x - edge.pointee.bx
      let sy = y - edge.pointee.by
      return min(rx * rx + ry * ry, sx * sx + sy * sy)
    }
    let along = min(max(rx * edge.pointee.ux + ry * edge.pointee.uy, 0), edge.pointee.length)
    let ex = rx - along * edge.pointee.ux
    let ey = ry - along * edge.pointee.uy
    return ex * ex + ey * ey
  }
}

/// Whether a ray from a point towards greater x crosses an edge: 1 upwards, -1 downwards, 0 not at all.
@inline(__always)
private func crossing(
  _ x: Double, _ y: Double, _ ax: Double, _ ay: Double, _ bx: Double, _ by: Double
) -> Int {
  let rises = ay <= y
  if rises == (by <= y) { return 0 }
  let side = (bx - ax) * (y - ay) - (x - ax) * (by - ay)
  return rises ? (side > 0 ? 1 : 0) : (side < 0 ? -1 : 0)
}

/// The same for an arc, whose ends are the edge's: each stretch between its highest and its lowest point counts for itself.
private func crossings(_ x: Double, _ y: Double, _ edge: EnvelopeEdge, _ arc: CircleArc) -> Int {
  crossings(
    x, y, from: Point(edge.ax, edge.ay), to: Point(edge.bx, edge.by), arc)
}

private func crossings(
  _ x: Double, _ y: Double, from start: Point, to end: Point, _ arc: CircleArc
) -> Int {
  let top = arc.place(0, 1)
  let bottom = arc.place(0, -1)
  let first = min(top, bottom)
  let second = max(top, bottom)
  let firstHeight = top < bottom ? arc.cy + arc.radius : arc.cy - arc.radius
  let secondHeight = 2 * arc.cy - firstHeight
  var sum = 0
  var from = 0.0
  var height = start.y
  var step = 0
  while step < 3 {
    var to = arc.extent
    var next = end.y
    if step == 0, first > 0, first < arc.extent {
      to = first
      next = firstHeight
    } else if step <= 1, second > 0, second < arc.extent {
      step = 1
      to = second
      next = secondHeight
    } else {
      step = 2
    }
    step += 1
    let rises = height <= y
    if rises != (next <= y) {
      let offset = y - arc.cy
      let half = max(0, (arc.radius - offset) * (arc.radius + offset)).squareRoot()
      let at = arc.cx + (arc.spoke((from + to) / 2).x >= 0 ? half : -half)
      if at > x { sum += rises ? 1 : -1 }
    }
    from = to
    height = next
  }
  return sum
}

/// How often some pieces, which are a ring, go round a point.
func turns(_ x: Double, _ y: Double, around pieces: some Sequence<TracedPiece>) -> Int {
  var around = 0
  for piece in pieces {
    guard piece.turn != 0 else {
      around += crossing(x, y, piece.x0, piece.y0, piece.x1, piece.y1)
      continue
    }
    let wx = (piece.x0 - piece.cx) / piece.radius
    let wy = (piece.y0 - piece.cy) / piece.radius
    var arc = CircleArc(
      cx: piece.cx, cy: piece.cy, radius: piece.radius, turn: piece.turn, wx: wx, wy: wy, extent: 0)
    arc.extent = arc.place(piece.x1 - piece.cx, piece.y1 - piece.cy)
    around += crossings(
      x, y, from: Point(piece.x0, piece.y0), to: Point(piece.x1, piece.y1), arc)
  }
  return around
}
