/// A corner of a convex lot being clipped, and the edge whose shifted line runs from it.
struct ClippedCorner: BitwiseCopyable {
  var x: Double
  var y: Double
  var edge: Int32
}

extension EnvelopeKernel {
  /// Clips a strictly convex lot by the half-plane beyond each edge's shifted line; returns the area.
  ///
  /// Exact for both readings of one distance, and for yards of any distances. Never for a lot that is almost convex: a corner
  /// bent inwards by a tenth of a millimetre can make a half-plane out of a short edge that cuts off all of it.
  mutating func clipConvex() -> Double {
    let count = edges.count
    corners.reserve(2 * count + 2)
    clipped.reserve(2 * count + 2)
    var from = corners.base
    var to = clipped.base
    let base = edges.base
    var left = count
    for place in 0..<count {
      from[place] = ClippedCorner(
        x: base[place].ax, y: base[place].ay, edge: Int32(truncatingIfNeeded: place))
    }
    var place = 0
    while place < count, left > 2 {
      let nx = -base[place].uy
      let ny = base[place].ux
      let offset = nx * base[place].ax + ny * base[place].ay + base[place].distance
      var kept = 0
      var before = from[left &- 1]
      var deepBefore = nx * before.x + ny * before.y - offset
      var index = 0
      while index < left {
        let corner = from[index]
        let deep = nx * corner.x + ny * corner.y - offset
        if (deepBefore >= 0) != (deep >= 0) {
          let share = deepBefore / (deepBefore - deep)
          to[kept] = ClippedCorner(
            x: before.x + share * (corner.x - before.x),
            y: before.y + share * (corner.y - before.y),
            edge: deepBefore >= 0 ? Int32(truncatingIfNeeded: place) : before.edge)
          kept &+= 1
        }
        if deep >= 0 {
          to[kept] = corner
          kept &+= 1
        }
        before = corner
        deepBefore = deep
        index &+= 1
      }
      left = kept
      swap(&from, &to)
      place &+= 1
    }
    guard left > 2 else { return 0 }
    rings.reserve(left)
    var twice = 0.0
    var before = left &- 1
    var index = 0
    while index < left {
      let a = from[before]
      let b = from[index]
      before = index
      index &+= 1
      if abs(b.x - a.x) + abs(b.y - a.y) < 1e-7 { continue }
      // Where one before was left out, its end is where this starts.
      var piece = TracedPiece(x0: a.x, y0: a.y, x1: b.x, y1: b.y, edge: a.edge)
      if rings.count > 0 {
        piece.x0 = rings[rings.count - 1].x1
        piece.y0 = rings[rings.count - 1].y1
      }
      twice += piece.x0 * piece.y1 - piece.x1 * piece.y0
      rings.append(piece)
    }
    guard rings.count > 2, twice / 2 >= 1e-6 else {
      rings.count = 0
      return 0
    }
    let last = rings.base + (rings.count - 1)
    twice -= last.pointee.x0 * last.pointee.y1 - last.pointee.x1 * last.pointee.y0
    last.pointee.x1 = rings[0].x0
    last.pointee.y1 = rings[0].y0
    twice += last.pointee.x0 * last.pointee.y1 - last.pointee.x1 * last.pointee.y0
    ringStarts.append(Int32(truncatingIfNeeded: rings.count))
    partStarts.append(1)
    return twice / 2
  }
}
