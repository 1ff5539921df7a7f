import Foundation

/// How a yard ends at either end of its edge.
struct YardEnds: BitwiseCopyable {
  /// How far the strip goes straight on before the edge's start, in metres.
  var lead = 0.0
  /// How far it goes straight on beyond the edge's end, in metres.
  var trail = 0.0
  /// Whether it ends in a disc around the edge's start.
  var startsInDisc = false
  var endsInDisc = false
}

/// The end of an edge from which its strip goes straight on.
private struct YardEnd {
  /// The corner.
  let x: Double
  let y: Double
  /// The direction away from the edge.
  let ux: Double
  let uy: Double
  /// The direction into the lot, square to it.
  let nx: Double
  let ny: Double
  let isLast: Bool

  init(_ edge: EnvelopeEdge, isLast: Bool) {
    x = isLast ? edge.bx : edge.ax
    y = isLast ? edge.by : edge.ay
    let alongX = isLast ? edge.vx : edge.ux
    let alongY = isLast ? edge.vy : edge.uy
    ux = isLast ? alongX : -alongX
    uy = isLast ? alongY : -alongY
    nx = -alongY
    ny = alongX
    self.isLast = isLast
  }

  func along(_ px: Double, _ py: Double) -> Double { (px - x) * ux + (py - y) * uy }
  func deep(_ px: Double, _ py: Double) -> Double { (px - x) * nx + (py - y) * ny }
}

extension EnvelopeKernel {
  /// The sine of the angle below which an arc and its neighbour are one line.
  private static let bend = sin(Tolerance.collinearAngle)

  /// Finds how far each strip goes on, and adds those that go on from arcs.
  mutating func measureYards() throws(EnvelopeRefusal) {
    yards.count = 0
    for place in 0..<givenEdges {
      var yard = YardEnds()
      let edge = edges[place]
      if edge.isForeign {
        yard.startsInDisc = true
        yard.endsInDisc = true
      } else if edge.distance > 0 {
        yard.startsInDisc = endsInDisc(place, at: Int(edge.previous))
        yard.endsInDisc = endsInDisc(place, at: place)
        if !yard.startsInDisc { yard.lead = try reach(of: place, isLast: false) }
        if !yard.endsInDisc { yard.trail = try reach(of: place, isLast: true) }
      }
      yards.append(yard)
    }
    for place in 0..<givenEdges where edges[place].arc >= 0 && !edges[place].isForeign {
      let yard = yards[place]
      if !yard.startsInDisc { addStrip(to: place, YardEnds(lead: yard.lead)) }
      if !yard.endsInDisc { addStrip(to: place, YardEnds(trail: yard.trail)) }
      yards.base[place].lead = 0
      yards.base[place].trail = 0
    }
  }

  /// Adds the strip that goes straight on from an arc's start or end: that of an edge without length.
  private mutating func addStrip(to place: Int, _ ends: YardEnds) {
    var edge = edges[place]
    if edge.distance == 0 { return }
    if ends.trail > 0 {
      (edge.ax, edge.ay, edge.ux, edge.uy) = (edge.bx, edge.by, edge.vx, edge.vy)
    } else if ends.lead > 0 {
      (edge.bx, edge.by, edge.vx, edge.vy) = (edge.ax, edge.ay, edge.ux, edge.uy)
    } else {
      return
    }
    (edge.minX, edge.maxX) = (edge.ax, edge.ax)
    (edge.minY, edge.maxY) = (edge.ay, edge.ay)
    edge.length = 0
    edge.arc = -1
    edge.isYard = true
    edge.turn = 0
    edge.folds = false
    edge.next = Int32(truncatingIfNeeded: edges.count)
    edge.previous = edge.next
    edges.append(edge)
    yards.append(ends)
  }

  /// Whether an edge's strip ends in a disc around a corner, which is the end of the edge `corner`.
  private func endsInDisc(_ place: Int, at corner: Int) -> Bool {
    let before = edges[corner]
    let after = edges[Int(before.next)]
    if before.folds { return true }
    if before.arc < 0, after.arc < 0 { return before.turn < 0 }
    let across = before.vx * after.uy - before.vy * after.ux
    let along = before.vx * after.ux + before.vy * after.uy
    if along < 0 || abs(across) > Self.bend { return across < 0 }
    // As good as straight on: an arc's strip would go on along the next line, which has its own distance.
    if edges[place].arc >= 0 { return true }
    let arc = place == corner ? after.arc : before.arc
    return arcs[Int(arc)].turn < 0
  }

  /// How far beyond an end of an edge its strip goes on until its inner side meets the lot's boundary, and the boundary
  /// between there and the end lies in it.
  private mutating func reach(of place: Int, isLast: Bool) throws(EnvelopeRefusal) -> Double {
    let edge = edges[place]
    let end = YardEnd(edge, isLast: isLast)
    let neighbour = edges[Int(isLast ? edge.next : edge.previous)]
    // A neighbour of the same distance that leaves the strip through its inner side covers what lies before it.
    if edge.arc < 0, neighbour.arc < 0, neighbour.distance == edge.distance,
      end.deep(isLast ? neighbour.bx : neighbour.ax, isLast ? neighbour.by : neighbour.ay)
        >= edge.distance
    {
      return 0
    }
    guard let deep = try innerSide(end, edge.distance) else { return 0 }
    guard
      let far = try hit(
        end.x + end.nx * deep, end.y + end.ny * deep, end.ux, end.uy)
    else { return 0 }
    // The boundary on the way may bulge out farther than where it is met.
    var bulge = far.distance
    var step = place
    var left = loadedEdges
    repeat {
      step = Int(isLast ? edges[step].next : edges[step].previous)
      if step == place { return far.distance }
      bulge = max(bulge, farthest(step, end, edge.distance))
      left -= 1
      work &+= 1
    } while step != far.edge && left > 0
    return bulge
  }

  /// How deep the inner side of a strip lies where the edge ends: its distance, or a little less than the lot is deep there
  /// where that is less. Nil where it has met the boundary before.
  private mutating func innerSide(
    _ end: YardEnd, _ distance: Double
  ) throws(EnvelopeRefusal) -> Double? {
    for isNarrow in [false, true] {
      var deep = distance
      if isNarrow {
        guard let across = try hit(end.x, end.y, end.nx, end.ny), across.distance < distance
        else { return nil }
        deep = 0.999 * across.distance
      }
      let x = end.x + end.nx * deep + end.ux * 1e-6
      let y = end.y + end.ny * deep + end.uy * 1e-6
      if try winding(x, y) == 1 { return deep }
    }
    return nil
  }

  /// How far beyond the end of another edge the part of an edge lies that is in the strip; less than nothing where none is.
  private mutating func farthest(_ place: Int, _ end: YardEnd, _ distance: Double) -> Double {
    let edge = edges[place]
    var deepA = end.deep(edge.ax, edge.ay)
    var deepB = end.deep(edge.bx, edge.by)
    var alongA = end.along(edge.ax, edge.ay)
    var alongB = end.along(edge.bx, edge.by)
    var found = -Double.infinity
    guard edge.arc < 0 else {
      let arc = arcs[Int(edge.arc)]
      if deepA >= 0, deepA <= distance { found = max(found, alongA) }
      if deepB >= 0, deepB <= distance { found = max(found, alongB) }
      let deep = end.deep(arc.cx, arc.cy)
      if deep >= 0, deep <= distance, arc.place(end.ux, end.uy) <= arc.extent {
        found = max(found, end.along(arc.cx, arc.cy) + arc.radius)
      }
      cuts.count = 0
      EnvelopeCurve(arc: arc).cut(line: end.x, end.y, end.ux, end.uy, into: &cuts)
      for index in 0..<cuts.count {
        let point = arc.point(cuts[index])
        found = max(found, end.along(point.x, point.y))
      }
      return found
    }
    // From the lower end to the higher one, cut to the strip.
    if deepA > deepB { (deepA, deepB, alongA, alongB) = (deepB, deepA, alongB, alongA) }
    if deepB < 0 || deepA > distance { return found }
    if deepA < 0 {
      alongA += (alongB - alongA) * (-deepA / (deepB - deepA))
      deepA = 0
    }
    if deepB > distance {
      alongB = alongA + (alongB - alongA) * ((distance - deepA) / (deepB - deepA))
    }
    return max(alongA, alongB)
  }

  /// The first edge that a ray meets, and how far away.
  private mutating func hit(
    _ x: Double, _ y: Double, _ dx: Double, _ dy: Double
  ) throws(EnvelopeRefusal) -> (distance: Double, edge: Int)? {
    work &+= loadedEdges
    try checkWork()
    var least = Double.infinity
    var found = -1
    for other in 0..<loadedEdges {
      let edge = edges[other]
      if edge.arc >= 0 {
        cuts.count = 0
        let curve = EnvelopeCurve(line: x, y, dx, dy, length: 1e9)
        let arc = arcs[Int(edge.arc)]
        curve.cut(circle: arc.cx, arc.cy, arc.radius, into: &cuts)
        for index in 0..<cuts.count {
          let at = cuts[index]
          guard at > 1e-7, at < least else { continue }
          if arc.place(x + dx * at - arc.cx, y + dy * at - arc.cy) <= arc.extent {
            least = at
            found = other
          }
        }
        continue
      }
      let sideA = dx * (edge.ay - y) - dy * (edge.ax - x)
      let sideB = dx * (edge.by - y) - dy * (edge.bx - x)
      guard (sideA > 0) != (sideB > 0) else { continue }
      let share = sideA / (sideA - sideB)
      let at =
        (edge.ax + share * (edge.bx - edge.ax) - x) * dx
        + (edge.ay + share * (edge.by - edge.ay) - y) * dy
      // The edges at the corner start where the ray may.
      if at > 1e-7, at < least {
        least = at
        found = other
      }
    }
    return found < 0 ? nil : (least, found)
  }
}
