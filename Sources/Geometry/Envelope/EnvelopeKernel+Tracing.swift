extension EnvelopeKernel {
  /// Fills ``pieces``: what may bound the envelope, and is in no other edge's way.
  mutating func tracePieces() throws(EnvelopeRefusal) {
    pieces.count = 0
    var place = 0
    while place < edges.count {
      let isStraight = edges[place].arc < 0
      if isStraight { try traceLine(place) } else { try traceArc(place) }
      if !isUniform, try reachesThrough(edge: place) {
        if isStraight { try traceLine(place, far: true) } else { try traceArc(place, far: true) }
      }
      if !edges[place].isYard { try traceCorner(place) }
      place &+= 1
    }
  }

  /// Whether an edge's distance may be felt in the lot on its far side, across what lies outside and through an edge that
  /// keeps less: where two wings of a lot face each other, or a line lies outside.
  private mutating func reachesThrough(edge place: Int) throws(EnvelopeRefusal) -> Bool {
    let edge = edges.base + place
    let distance = edge.pointee.distance
    if distance <= leastDistance || readsYards || edge.pointee.isForeign { return false }
    try gather(
      edge.pointee.minX - distance, edge.pointee.minY - distance, edge.pointee.maxX + distance,
      edge.pointee.maxY + distance)
    for index in 0..<near.count {
      let other = edges.base + Int(near[index])
      if Int(near[index]) == place || other.pointee.distance >= distance { continue }
      if other.pointee.isForeign { continue }
      if edge.pointee.arc >= 0 || other.pointee.arc >= 0 { return true }
      // It must pass through the strip on the far side.
      let ax = other.pointee.ax - edge.pointee.ax
      let ay = other.pointee.ay - edge.pointee.ay
      let bx = other.pointee.bx - edge.pointee.ax
      let by = other.pointee.by - edge.pointee.ay
      let ux = edge.pointee.ux
      let uy = edge.pointee.uy
      let deepA = ux * ay - uy * ax
      let deepB = ux * by - uy * bx
      if min(deepA, deepB) >= -Self.shortest || max(deepA, deepB) <= -distance { continue }
      let alongA = ux * ax + uy * ay
      let alongB = ux * bx + uy * by
      if max(alongA, alongB) <= 0 || min(alongA, alongB) >= edge.pointee.length { continue }
      return true
    }
    return false
  }

  /// The same for the circle around an edge's end, on whose far side the lot is not.
  private mutating func reachesThrough(
    corner place: Int, radius: Double
  ) throws(EnvelopeRefusal) -> Bool {
    if radius <= leastDistance || readsYards { return false }
    let edge = edges.base + place
    let next = Int(edge.pointee.next)
    let after = edges.base + next
    // Whoever asks may be looking at what is near.
    swap(&near, &alsoNear)
    defer { swap(&near, &alsoNear) }
    let x = edge.pointee.bx
    let y = edge.pointee.by
    try gather(x - radius, y - radius, x + radius, y + radius)
    for index in 0..<near.count {
      let found = Int(near[index])
      let other = edges.base + found
      if other.pointee.distance >= radius || other.pointee.isForeign { continue }
      if found == next || found == place { continue }
      if squaredDistance(x, y, to: other) >= radius * radius { continue }
      if edge.pointee.arc >= 0 || after.pointee.arc >= 0 || other.pointee.arc >= 0 { return true }
      let one = liesRight(of: edge, other)
      let two = liesRight(of: after, other)
      if edge.pointee.turn > 0 ? one || two : one && two { return true }
    }
    return false
  }

  /// Whether either end of an edge lies to the right of another edge's line.
  @inline(__always)
  private func liesRight(
    of edge: UnsafePointer<EnvelopeEdge>, _ other: UnsafePointer<EnvelopeEdge>
  ) -> Bool {
    let ux = edge.pointee.ux
    let uy = edge.pointee.uy
    let start =
      ux * (other.pointee.ay - edge.pointee.ay) - uy * (other.pointee.ax - edge.pointee.ax)
    let end = ux * (other.pointee.by - edge.pointee.ay) - uy * (other.pointee.bx - edge.pointee.ax)
    return min(start, end) < -Self.shortest
  }

  /// The straight edge shifted inwards, or where its distance is felt on its far side, outwards.
  private mutating func traceLine(_ place: Int, far: Bool = false) throws(EnvelopeRefusal) {
    var edge = edges[place]
    let distance = edge.distance
    if far {
      swap(&edge.ax, &edge.bx)
      swap(&edge.ay, &edge.by)
      edge.ux = -edge.ux
      edge.uy = -edge.uy
    }
    var lead = 0.0
    var trail = 0.0
    if readsYards {
      lead = yards[place].lead
      trail = yards[place].trail
    }
    let length = lead + edge.length + trail
    let ox = edge.ax - edge.uy * distance - lead * edge.ux
    let oy = edge.ay + edge.ux * distance - lead * edge.uy
    let px = lead + trail == 0 ? edge.bx - edge.uy * distance : ox + length * edge.ux
    let py = lead + trail == 0 ? edge.by + edge.ux * distance : oy + length * edge.uy
    try traceStraight(place, ox, oy, px, py, edge.ux, edge.uy, length, far: far)
    if readsYards, distance > 0, !edge.isForeign { try traceYardSides(place) }
  }

  /// The other sides of a yard's strip: its ends where no disc ends it, and the line of the edge where the strip goes on
  /// beyond it. In most lots they lie outside.
  private mutating func traceYardSides(_ place: Int) throws(EnvelopeRefusal) {
    let edge = edges[place]
    let yard = yards[place]
    let ux = edge.ux
    let uy = edge.uy
    let deep = edge.distance
    if !yard.endsInDisc {
      let x = edge.bx + ux * yard.trail
      let y = edge.by + uy * yard.trail
      try traceStraight(
        place, x - uy * deep, y + ux * deep, x, y, uy, -ux, deep, far: true, isSide: true)
      if yard.trail > Self.shortest {
        try traceStraight(
          place, x, y, edge.bx, edge.by, -ux, -uy, yard.trail, far: true, isSide: true)
      }
    }
    if !yard.startsInDisc {
      let x = edge.ax - ux * yard.lead
      let y = edge.ay - uy * yard.lead
      if yard.lead > Self.shortest {
        try traceStraight(
          place, edge.ax, edge.ay, x, y, -ux, -uy, yard.lead, far: true, isSide: true)
      }
      try traceStraight(
        place, x, y, x - uy * deep, y + ux * deep, -uy, ux, deep, far: true, isSide: true)
    }
  }

  /// What of a straight line may bound the envelope.
  ///
  /// - Parameters:
  ///   - far: Whether it is not the edge's own inner side.
  ///   - isSide: Whether it is a side of a yard that may lie along the lot's boundary.
  private mutating func traceStraight(
    _ place: Int, _ ox: Double, _ oy: Double, _ px: Double, _ py: Double, _ ux: Double,
    _ uy: Double, _ length: Double, far: Bool, isSide: Bool = false
  ) throws(EnvelopeRefusal) {
    let edge = edges.base + place
    let distance = edge.pointee.distance
    // The edge itself too, so that what crosses it is seen.
    try gather(
      min(edge.pointee.minX, min(ox, px)), min(edge.pointee.minY, min(oy, py)),
      max(edge.pointee.maxX, max(ox, px)),
      max(edge.pointee.maxY, max(oy, py)))
    let base = edges.base
    stretches.count = 0
    var isDoubted = edge.pointee.isForeign || readsYards || far
    var index = 0
    while index < near.count {
      let other = Int(near[index])
      index &+= 1
      if other == place { continue }
      let against = base + other
      if other > place, !far { try refuseCrossing(place, other) }
      let radius = against.pointee.distance
      if radius < distance { isDoubted = true }
      if radius == 0 {
        cutLine(ox, oy, ux, uy, length, distance, against)
        continue
      }
      if against.pointee.arc >= 0 || readsYards {
        // Where the inner sides of two yards are one line, the first edge's stands for both.
        let yields =
          readsYards && other < place && !far
          && ux * against.pointee.ux + uy * against.pointee.uy > 0.9
        coverCurve(
          EnvelopeCurve(line: ox, oy, ux, uy, length: length), against, other, yields: yields)
        continue
      }
      // The part in a straight edge's capsule, which is convex: one stretch.
      let rx = ox - against.pointee.ax
      let ry = oy - against.pointee.ay
      let vx = against.pointee.ux
      let vy = against.pointee.uy
      let reach = against.pointee.length
      let s0 = rx * vx + ry * vy
      let ds = ux * vx + uy * vy
      let h0 = vx * ry - vy * rx
      let dh = vx * uy - vy * ux
      let s1 = s0 + ds * length
      let h1 = h0 + dh * length
      if ds < 0, abs(abs(h0) - radius) < 1e-7 || abs(abs(h1) - radius) < 1e-7 {
        isDoubted = true
      }
      let inner = radius - Self.hair
      if (h0 >= inner && h1 >= inner) || (h0 <= -inner && h1 <= -inner) { continue }
      if (s0 <= -inner && s1 <= -inner) || (s0 >= reach + inner && s1 >= reach + inner) { continue }
      var low = 0.0
      var high = length
      if dh != 0 {
        let inverse = 1 / dh
        let one = (-radius - h0) * inverse
        let two = (radius - h0) * inverse
        low = max(low, min(one, two))
        high = min(high, max(one, two))
      }
      if ds != 0, !(s0 >= 0 && s1 >= 0 && s0 <= reach && s1 <= reach) {
        let inverse = 1 / ds
        let one = -s0 * inverse
        let two = (reach - s0) * inverse
        low = max(low, min(one, two))
        high = min(high, max(one, two))
      } else if s0 < 0 || s0 > reach {
        high = -1
      }
      if low >= high {
        low = .infinity
        high = -.infinity
      }
      if min(s0, s1) < 0 {
        let across = h0 * ds - s0 * dh
        let square = (radius - across) * (radius + across)
        if square > 2 * radius * Self.hair {
          let half = square.squareRoot()
          let middle = -(s0 * ds + h0 * dh)
          let from = max(middle - half, 0)
          let to = min(middle + half, length)
          if from < to {
            low = min(low, from)
            high = max(high, to)
          }
        }
      }
      if max(s0, s1) > reach {
        let across = h0 * ds - (s0 - reach) * dh
        let square = (radius - across) * (radius + across)
        if square > 2 * radius * Self.hair {
          let half = square.squareRoot()
          let middle = -((s0 - reach) * ds + h0 * dh)
          let from = max(middle - half, 0)
          let to = min(middle + half, length)
          if from < to {
            low = min(low, from)
            high = max(high, to)
          }
        }
      }
      if high - low <= Self.shortest { continue }
      if low <= Self.shortest, high >= length - Self.shortest { return }
      stretches.append(Stretch(from: low, to: high))
    }
    sortStretches()
    // The boundary of the lot itself lies in the lot.
    if distance == 0, !edge.pointee.isForeign { isDoubted = false }
    if edge.pointee.isForeign, distance == 0 { return }
    var from = 0.0
    var x = ox
    var y = oy
    index = 0
    while index <= stretches.count {
      let isLast = index == stretches.count
      let to = isLast ? length : min(stretches[index].from, length)
      if to - from > Self.shortest {
        let endX = isLast ? px : ox + ux * to
        let endY = isLast ? py : oy + uy * to
        var isKept = true
        if isDoubted {
          // A side is judged by what is beyond it.
          let aside = isSide ? 1e-6 : 0
          isKept = try liesInLot(
            (x + endX) / 2 - uy * aside, (y + endY) / 2 + ux * aside)
        }
        if isKept {
          pieces.append(
            TracedPiece(x0: x, y0: y, x1: endX, y1: endY, edge: Int32(truncatingIfNeeded: place)))
        }
      }
      if isLast { break }
      if stretches[index].to >= from {
        from = stretches[index].to
        x = ox + ux * from
        y = oy + uy * from
      }
      index &+= 1
    }
  }

  /// Where a shifted edge meets an edge that keeps no distance, it may leave the lot; two such edges that run back along
  /// each other bound nothing.
  private mutating func cutLine(
    _ ox: Double, _ oy: Double, _ ux: Double, _ uy: Double, _ length: Double, _ distance: Double,
    _ against: UnsafePointer<EnvelopeEdge>
  ) {
    if against.pointee.isForeign { return }
    if against.pointee.arc >= 0 {
      let arc = arcs[Int(against.pointee.arc)]
      cuts.count = 0
      let curve = EnvelopeCurve(line: ox, oy, ux, uy, length: length)
      curve.cut(circle: arc.cx, arc.cy, arc.radius, into: &cuts)
      for index in 0..<cuts.count { stretches.append(Stretch(from: cuts[index], to: cuts[index])) }
      return
    }
    let rx = ox - against.pointee.ax
    let ry = oy - against.pointee.ay
    let h0 = against.pointee.ux * ry - against.pointee.uy * rx
    let dh = against.pointee.ux * uy - against.pointee.uy * ux
    let h1 = h0 + dh * length
    let s0 = rx * against.pointee.ux + ry * against.pointee.uy
    let ds = ux * against.pointee.ux + uy * against.pointee.uy
    if distance == 0 {
      if ds < 0, abs(h0) < Self.shortest, abs(h1) < Self.shortest {
        let from = max(0, (s0 - against.pointee.length) / -ds)
        let to = min(length, s0 / -ds)
        if to - from > Self.shortest { stretches.append(Stretch(from: from, to: to)) }
      }
      return
    }
    guard (h0 > 0) != (h1 > 0) else { return }
    let at = h0 / (h0 - h1) * length
    let along = s0 + ds * at
    if along >= -1e-6, along <= against.pointee.length + 1e-6 {
      stretches.append(Stretch(from: at, to: at))
    }
  }

  /// The edge that is an arc, shifted inwards to the concentric one.
  private mutating func traceArc(_ place: Int, far: Bool = false) throws(EnvelopeRefusal) {
    let edge = edges[place]
    var arc = arcs[Int(edge.arc)]
    if far {
      arc.wx = (edge.bx - arc.cx) / arc.radius
      arc.wy = (edge.by - arc.cy) / arc.radius
      arc.turn = -arc.turn
    }
    arc.radius -= arc.turn * edge.distance
    // A distance beyond the centre leaves the circles around the ends, which are the corners'.
    if arc.radius <= Self.shortest { return }
    if edge.isForeign, edge.distance == 0 { return }
    try trace(arc, of: place, corner: nil, isDoubted: edge.isForeign || readsYards || far)
  }

  /// The circle around an edge's end, where the envelope may run along it.
  private mutating func traceCorner(_ place: Int) throws(EnvelopeRefusal) {
    // Convex, which is most of them: each shifted edge ends at the other.
    let edge = edges.base + place
    if isUniform, edge.pointee.turn > 0 { return }
    guard let circle = try circle(at: place) else { return }
    let next = Int(edge.pointee.next)
    let isNext =
      circle.radius != edge.pointee.distance
      || (readsYards && !edge.pointee.isForeign && !yards[place].endsInDisc)
    try trace(
      circle, of: isNext ? next : place, corner: place,
      isDoubted: edge.pointee.folds || edge.pointee.isForeign)
  }

  /// The part of the circle around an edge's end that neither it nor the next edge covers; nil where there is none. All of
  /// the circle where the edges at the corner are to be looked at like all others.
  private mutating func circle(at place: Int) throws(EnvelopeRefusal) -> CircleArc? {
    let edge = edges.base + place
    let next = Int(edge.pointee.next)
    let after = edges.base + next
    let one = edge.pointee.distance
    let two = after.pointee.distance
    let isYards = readsYards && !edge.pointee.isForeign
    let radius =
      isYards
      ? max(yards[place].endsInDisc ? one : 0, yards[next].startsInDisc ? two : 0) : max(one, two)
    guard radius > 0 else { return nil }
    var circle = CircleArc(
      cx: edge.pointee.bx, cy: edge.pointee.by, radius: radius, turn: -1, wx: 1, wy: 0, extent: 4)
    if isYards { return circle }
    if !isUniform, try reachesThrough(corner: place, radius: radius) { return circle }
    let vx = edge.pointee.vx
    let vy = edge.pointee.vy
    let across = vy * after.pointee.ux - vx * after.pointee.uy
    let along = vx * after.pointee.ux + vy * after.pointee.uy
    if one == two {
      // From the normal of the one edge to that of the other, clockwise.
      if edge.pointee.folds {
        if edge.pointee.turn > 0, !edge.pointee.isForeign { return nil }
        circle.extent = across <= 1e-12 ? 2 : quarter(along, across)
      } else {
        if edge.pointee.turn >= 0 { return nil }
        circle.extent = quarter(along, max(across, 0))
      }
      circle.wx = -vy
      circle.wy = vx
      return circle.extent * radius > Self.shortest ? circle : nil
    }
    if edge.pointee.folds || edge.pointee.arc >= 0 || after.pointee.arc >= 0 { return circle }
    // From where the circle leaves the one edge's strip to where it enters the other's, clockwise.
    let sine1 = one / radius
    let sine2 = two / radius
    let cosine1 = (1 - sine1 * sine1).squareRoot()
    let cosine2 = (1 - sine2 * sine2).squareRoot()
    // Edges too short to be met there are looked at like all others.
    if radius * cosine1 > edge.pointee.length || radius * cosine2 > after.pointee.length
      || (edge.pointee.turn <= 0 && along < 0)
    {
      return circle
    }
    circle.wx = -vx * cosine1 - vy * sine1
    circle.wy = -vy * cosine1 + vx * sine1
    let ex = after.pointee.ux * cosine2 - after.pointee.uy * sine2
    let ey = after.pointee.uy * cosine2 + after.pointee.ux * sine2
    circle.extent = circle.place(ex, ey)
    // Beyond half a turn at a convex corner, beyond three quarters at another: it enters before it leaves.
    if circle.extent > (edge.pointee.turn >= 0 ? 2 : 3.5) { return nil }
    return circle.extent * radius > Self.shortest ? circle : nil
  }

  /// A part of a circle that may bound the envelope.
  private mutating func trace(
    _ arc: CircleArc, of place: Int, corner: Int?, isDoubted: Bool
  ) throws(EnvelopeRefusal) {
    var arc = arc
    let isAroundCorner = corner != nil
    // A circle taken whole starts and ends anywhere, and goes anywhere.
    var isDoubted = isDoubted || (isAroundCorner && arc.extent == 4)
    let distance = edges[place].distance
    // No point of it is farther from one between its ends than the farther end.
    let middle = arc.point(arc.extent / 2)
    var reach = 2 * arc.radius
    if arc.extent < 4 {
      let end = arc.point(arc.extent)
      let dx = end.x - middle.x
      let dy = end.y - middle.y
      let ex = arc.cx + arc.radius * arc.wx - middle.x
      let ey = arc.cy + arc.radius * arc.wy - middle.y
      reach = max(dx * dx + dy * dy, ex * ex + ey * ey).squareRoot()
    }
    var x0 = middle.x - reach
    var y0 = middle.y - reach
    var x1 = middle.x + reach
    var y1 = middle.y + reach
    if !isAroundCorner {
      // The edge itself too, so that what crosses it is seen.
      x0 = min(x0, edges[place].minX)
      y0 = min(y0, edges[place].minY)
      x1 = max(x1, edges[place].maxX)
      y1 = max(y1, edges[place].maxY)
    } else if !isUniform {
      // The corner too, so that what it must look through is seen.
      x0 = min(x0, arc.cx)
      y0 = min(y0, arc.cy)
      x1 = max(x1, arc.cx)
      y1 = max(y1, arc.cy)
    }
    try gather(x0, y0, x1, y1)
    stretches.count = 0
    var isShared = false
    var index = 0
    // The edges at the corner have been looked at, but where the circle is taken whole.
    let own = corner ?? place
    let ownNext = corner == nil ? place : Int(edges[own].next)
    let skipsOwn = corner == nil || arc.extent < 4
    while index < near.count {
      let other = Int(near[index])
      index &+= 1
      if skipsOwn, other == own || other == ownNext { continue }
      let against = edges.base + other
      if against.pointee.distance < distance { isDoubted = true }
      if !isAroundCorner {
        if other > place { try refuseCrossing(place, other) }
      } else if !against.pointee.isYard, isAtCorner(against, arc) {
        // Another corner at the same place: one of the two speaks for both.
        let starts = against.pointee.ax == arc.cx && against.pointee.ay == arc.cy
        let rival = starts ? Int(against.pointee.previous) : other
        if rival != own, let circle = try circle(at: rival), circle.radius >= arc.radius {
          if circle.radius > arc.radius || rival < own { return }
          isShared = true
        }
      }
      if against.pointee.distance == 0 {
        cutArc(arc, distance, against)
        continue
      }
      if !readsYards {
        let away = squaredDistance(middle.x, middle.y, to: against)
        let width = against.pointee.distance
        if away >= (width + reach - Self.hair) * (width + reach - Self.hair) { continue }
        let inner = width - reach - Self.hair
        if inner > 0, away < inner * inner { return }
      }
      coverCurve(EnvelopeCurve(arc: arc), against, other)
    }
    if isShared, arc.extent < 4 {
      // All around, against all edges: the corner is not its own alone.
      arc.wx = 1
      arc.wy = 0
      arc.extent = 4
      try trace(arc, of: place, corner: corner, isDoubted: true)
      return
    }
    sortStretches()
    if distance == 0 { isDoubted = false }
    let shortest = Self.shortest / arc.radius
    var from = 0.0
    index = 0
    while index <= stretches.count {
      let to = index == stretches.count ? arc.extent : min(stretches[index].from, arc.extent)
      if to - from > shortest {
        var isKept = true
        if isDoubted {
          let middle = arc.point((from + to) / 2)
          isKept = try liesInLot(middle.x, middle.y)
        }
        if isKept { emit(arc, from, to, place, isAroundCorner) }
      }
      if index == stretches.count { break }
      from = max(from, stretches[index].to)
      index &+= 1
    }
  }

  private func isAtCorner(_ edge: UnsafePointer<EnvelopeEdge>, _ arc: CircleArc) -> Bool {
    (edge.pointee.ax == arc.cx && edge.pointee.ay == arc.cy)
      || (edge.pointee.bx == arc.cx && edge.pointee.by == arc.cy)
  }

  private mutating func emit(
    _ arc: CircleArc, _ from: Double, _ to: Double, _ place: Int, _ isAroundCorner: Bool
  ) {
    // In two where the ends are near each other, so that they tell the arc.
    let parts = to - from > 3 ? 2 : 1
    for part in 0..<parts {
      let one = from + (to - from) * Double(part) / Double(parts)
      let two = from + (to - from) * Double(part + 1) / Double(parts)
      let start = arc.point(one)
      let end = arc.point(two)
      pieces.append(
        TracedPiece(
          x0: start.x, y0: start.y, x1: end.x, y1: end.y, cx: arc.cx, cy: arc.cy,
          radius: arc.radius, turn: arc.turn, edge: Int32(truncatingIfNeeded: place),
          isAroundCorner: isAroundCorner))
    }
  }

  private mutating func cutArc(
    _ arc: CircleArc, _ distance: Double, _ against: UnsafePointer<EnvelopeEdge>
  ) {
    if against.pointee.isForeign || distance == 0 { return }
    cuts.count = 0
    let curve = EnvelopeCurve(arc: arc)
    if against.pointee.arc >= 0 {
      let other = arcs[Int(against.pointee.arc)]
      curve.cut(circle: other.cx, other.cy, other.radius, into: &cuts)
    } else {
      curve.cut(
        line: against.pointee.ax, against.pointee.ay, against.pointee.ux, against.pointee.uy,
        into: &cuts)
    }
    for index in 0..<cuts.count { stretches.append(Stretch(from: cuts[index], to: cuts[index])) }
  }

  private mutating func sortStretches() {
    let count = stretches.count
    let base = stretches.base
    if count > 48 {
      var all = stretches.all
      all.sort { $0.from < $1.from }
      return
    }
    var index = 1
    while index < count {
      let stretch = base[index]
      var place = index
      while place > 0, base[place &- 1].from > stretch.from {
        base[place] = base[place &- 1]
        place &-= 1
      }
      base[place] = stretch
      index &+= 1
    }
  }

  private mutating func liesInLot(_ x: Double, _ y: Double) throws(EnvelopeRefusal) -> Bool {
    // The edges that are near are no longer needed when this is asked.
    let around = try winding(x, y) ?? 0
    if around > 1 || around < 0 { throw .overlaps(at: origin + Point(x, y)) }
    return around == 1
  }

  /// Refuses a lot of which two straight edges cross between their ends.
  @inline(__always)
  private mutating func refuseCrossing(_ one: Int, _ two: Int) throws(EnvelopeRefusal) {
    let p = edges.base + one
    let q = edges.base + two
    if p.pointee.minX > q.pointee.maxX || q.pointee.minX > p.pointee.maxX
      || p.pointee.minY > q.pointee.maxY || q.pointee.minY > p.pointee.maxY
    {
      return
    }
    if Int(p.pointee.next) == two || Int(q.pointee.next) == one { return }
    if p.pointee.isForeign || q.pointee.isForeign || p.pointee.isYard || q.pointee.isYard { return }
    // What arcs cross has been found when the lot was loaded.
    if p.pointee.arc >= 0 || q.pointee.arc >= 0 { return }
    let a = Point(p.pointee.ax, p.pointee.ay)
    let b = Point(p.pointee.bx, p.pointee.by)
    let c = Point(q.pointee.ax, q.pointee.ay)
    let d = Point(q.pointee.bx, q.pointee.by)
    let c1 = orientation(a, b, c)
    let d1 = orientation(a, b, d)
    guard (c1 > 0 && d1 < 0) || (c1 < 0 && d1 > 0) else { return }
    let a1 = orientation(c, d, a)
    let b1 = orientation(c, d, b)
    guard (a1 > 0 && b1 < 0) || (a1 < 0 && b1 > 0) else { return }
    // Crossing by less than the finest coordinate tells apart is touching.
    if min(abs(c1), abs(d1)) < 1e-7 * p.pointee.length
      || min(abs(a1), abs(b1)) < 1e-7 * q.pointee.length
    {
      return
    }
    throw .crossesItself(at: origin + a + (b - a) * (a1 / (a1 - b1)))
  }
}
