/// A curve that may bound an envelope: a straight line, its places in metres, or an arc, its places in quarters of a turn.
struct EnvelopeCurve {
  /// The start of a line, or nothing of an arc.
  let x: Double
  let y: Double
  /// The direction of a line.
  let ux: Double
  let uy: Double
  let arc: CircleArc
  let isArc: Bool
  /// The last place.
  let extent: Double
  /// The length of a place's unit, about, in metres.
  let scale: Double

  init(line x: Double, _ y: Double, _ ux: Double, _ uy: Double, length: Double) {
    self.x = x
    self.y = y
    self.ux = ux
    self.uy = uy
    arc = CircleArc(cx: 0, cy: 0, radius: 0, turn: 0, wx: 0, wy: 0, extent: 0)
    isArc = false
    extent = length
    scale = 1
  }

  init(arc: CircleArc) {
    x = 0
    y = 0
    ux = 0
    uy = 0
    self.arc = arc
    isArc = true
    extent = arc.extent
    scale = arc.radius
  }

  @inline(__always)
  func point(_ place: Double) -> (x: Double, y: Double) {
    isArc ? arc.point(place) : (x + ux * place, y + uy * place)
  }

  @inline(__always)
  private func add(_ place: Double, _ places: inout Scratch<Double>) {
    if place > 0, place < extent { places.append(place) }
  }

  /// Adds the places where the curve meets a straight line.
  func cut(
    line lx: Double, _ ly: Double, _ vx: Double, _ vy: Double, into places: inout Scratch<Double>
  ) {
    guard isArc else {
      let turn = ux * vy - uy * vx
      if turn != 0 { add(((lx - x) * vy - (ly - y) * vx) / turn, &places) }
      return
    }
    let dx = lx - arc.cx
    let dy = ly - arc.cy
    let away = vx * dy - vy * dx
    let square = (arc.radius - away) * (arc.radius + away)
    guard square > 0 else { return }
    let half = square.squareRoot()
    // The foot of the centre on the line, and half a chord either way.
    add(arc.place(-vy * away + vx * half, vx * away + vy * half), &places)
    add(arc.place(-vy * away - vx * half, vx * away - vy * half), &places)
  }

  /// Adds the places where the curve meets a circle.
  func cut(
    circle cx: Double, _ cy: Double, _ radius: Double, into places: inout Scratch<Double>
  ) {
    guard isArc else {
      let dx = cx - x
      let dy = cy - y
      let across = ux * dy - uy * dx
      let square = (radius - across) * (radius + across)
      guard square > 0 else { return }
      let half = square.squareRoot()
      let middle = ux * dx + uy * dy
      add(middle - half, &places)
      add(middle + half, &places)
      return
    }
    let dx = cx - arc.cx
    let dy = cy - arc.cy
    let apart = (dx * dx + dy * dy).squareRoot()
    guard apart > 0 else { return }
    let foot = (apart + (arc.radius - radius) * (arc.radius + radius) / apart) / 2
    let square = (arc.radius - foot) * (arc.radius + foot)
    guard square > 0 else { return }
    let half = square.squareRoot()
    let ex = dx / apart
    let ey = dy / apart
    add(arc.place(ex * foot - ey * half, ey * foot + ex * half), &places)
    add(arc.place(ex * foot + ey * half, ey * foot - ex * half), &places)
  }
}

extension EnvelopeKernel {
  /// Adds to ``stretches`` what of a curve is nearer to an edge than may be: the curve is cut wherever it meets the border of
  /// what is too near, and each part between is judged by its middle.
  ///
  /// - Parameter yields: Whether what is just as far from the edge as it must be counts as nearer.
  mutating func coverCurve(
    _ curve: EnvelopeCurve, _ against: UnsafePointer<EnvelopeEdge>, _ other: Int,
    yields: Bool = false
  ) {
    let radius = against.pointee.distance
    let edge = against.pointee
    var cuts = self.cuts
    defer { self.cuts = cuts }
    cuts.count = 0
    if edge.arc < 0 {
      let nx = -edge.uy * radius
      let ny = edge.ux * radius
      curve.cut(line: edge.ax + nx, edge.ay + ny, edge.ux, edge.uy, into: &cuts)
      if readsYards, !edge.isForeign {
        curve.cut(line: edge.ax, edge.ay, edge.ux, edge.uy, into: &cuts)
        let yard = yards[other]
        let lead = yard.lead
        let trail = edge.length + yard.trail
        curve.cut(
          line: edge.ax - lead * edge.ux, edge.ay - lead * edge.uy, -edge.uy, edge.ux, into: &cuts)
        curve.cut(
          line: edge.ax + trail * edge.ux, edge.ay + trail * edge.uy, -edge.uy, edge.ux,
          into: &cuts)
      } else {
        curve.cut(line: edge.ax - nx, edge.ay - ny, edge.ux, edge.uy, into: &cuts)
      }
      // A circle around the edge's own end touches its strip where it leaves it.
      if curve.isArc, curve.arc.cx == edge.ax, curve.arc.cy == edge.ay {
        curve.cut(line: edge.ax, edge.ay, -edge.uy, edge.ux, into: &cuts)
      } else if curve.isArc, curve.arc.cx == edge.bx, curve.arc.cy == edge.by {
        curve.cut(line: edge.bx, edge.by, -edge.uy, edge.ux, into: &cuts)
      }
    } else {
      let arc = arcs[Int(edge.arc)]
      curve.cut(circle: arc.cx, arc.cy, arc.radius + radius, into: &cuts)
      if arc.radius > radius {
        curve.cut(circle: arc.cx, arc.cy, arc.radius - radius, into: &cuts)
      }
      // Where a direction from the centre passes an end, and for yards the arc itself.
      let ex = (edge.bx - arc.cx) / arc.radius
      let ey = (edge.by - arc.cy) / arc.radius
      curve.cut(line: arc.cx, arc.cy, arc.wx, arc.wy, into: &cuts)
      curve.cut(line: arc.cx, arc.cy, ex, ey, into: &cuts)
      if readsYards { curve.cut(circle: arc.cx, arc.cy, arc.radius, into: &cuts) }
    }
    curve.cut(circle: edge.ax, edge.ay, radius, into: &cuts)
    curve.cut(circle: edge.bx, edge.by, radius, into: &cuts)
    cuts.append(curve.extent)
    let count = cuts.count
    let places = cuts.base
    var index = 1
    while index < count {
      let value = places[index]
      var place = index
      while place > 0, places[place &- 1] > value {
        places[place] = places[place &- 1]
        place &-= 1
      }
      places[place] = value
      index &+= 1
    }
    var from = 0.0
    var open = false
    let shortest = Self.shortest / curve.scale
    index = 0
    while index < count {
      let to = places[index]
      index &+= 1
      if to - from <= shortest * 0.01 { continue }
      let middle = curve.point((from + to) / 2)
      if isTooNear(middle.x, middle.y, against, other, yields: yields) {
        if open, stretches.count > 0, stretches[stretches.count - 1].to >= from - shortest {
          stretches.base[stretches.count - 1].to = to
        } else {
          stretches.append(Stretch(from: from, to: to))
          open = true
        }
      }
      from = to
    }
  }

  /// Whether a point is nearer to an edge than its distance, or in its yard.
  private func isTooNear(
    _ x: Double, _ y: Double, _ against: UnsafePointer<EnvelopeEdge>, _ other: Int, yields: Bool
  ) -> Bool {
    let edge = against.pointee
    let inner = edge.distance - Self.hair
    if !readsYards || edge.isForeign {
      return squaredDistance(x, y, to: against) < inner * inner && inner > 0
    }
    let yard = yards[other]
    if yard.startsInDisc, Point(x - edge.ax, y - edge.ay).length < inner { return true }
    if yard.endsInDisc, Point(x - edge.bx, y - edge.by).length < inner { return true }
    if edge.arc >= 0 {
      let arc = arcs[Int(edge.arc)]
      let dx = x - arc.cx
      let dy = y - arc.cy
      let away = (dx * dx + dy * dy).squareRoot()
      // Where its strip goes straight on, it does so from a line between the two.
      let place = arc.place(dx, dy)
      guard place <= arc.extent + 1e-7 / away || place >= 4 - 1e-7 / away else { return false }
      let deep = arc.turn * (arc.radius - away)
      return deep > -1e-7 && deep < inner
    }
    let rx = x - edge.ax
    let ry = y - edge.ay
    let along = rx * edge.ux + ry * edge.uy
    let deep = edge.ux * ry - edge.uy * rx
    // A lot line along the strip's end or its own line is in it.
    let rim = 1e-7
    return along > -yard.lead - rim && along < edge.length + yard.trail + rim
      && deep > -rim && deep < (yields ? edge.distance + Self.hair : inner)
  }
}
