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

extension EnvelopeKernel {
  /// Finds how far each strip goes on, and grows its box.
  mutating func measureYards() throws(EnvelopeRefusal) {
    let count = edges.count
    yards.count = 0
    yards.reserve(count)
    for place in 0..<count {
      var yard = YardEnds()
      let edge = edges[place]
      let previous = edges[Int(edge.previous)]
      if edge.isForeign || edge.arc >= 0 {
        yard.startsInDisc = true
        yard.endsInDisc = true
      } else if edge.distance > 0 {
        yard.startsInDisc = previous.turn < 0 || previous.folds
        yard.endsInDisc = edge.turn < 0 || edge.folds
        if !yard.startsInDisc, previous.distance != edge.distance || previous.arc >= 0 {
          yard.lead = try reach(of: place, forward: false)
        }
        let next = edges[Int(edge.next)]
        if !yard.endsInDisc, next.distance != edge.distance || next.arc >= 0 {
          yard.trail = try reach(of: place, forward: true)
        }
      }
      yards.append(yard)
      let wide = edge.distance + max(yard.lead, yard.trail)
      widestDistance = max(widestDistance, wide + 1e-6)
      boxes.base[place] -= wide
      boxes.base[place + count] -= wide
      boxes.base[place + 2 * count] += wide
      boxes.base[place + 3 * count] += wide
    }
  }

  /// How far beyond an end of an edge its strip goes on until its inner side meets the lot's boundary, and the boundary
  /// between there and the end lies in it.
  private mutating func reach(of place: Int, forward: Bool) throws(EnvelopeRefusal) -> Double {
    let edge = edges[place]
    let x = forward ? edge.bx : edge.ax
    let y = forward ? edge.by : edge.ay
    let ux = forward ? edge.ux : -edge.ux
    let uy = forward ? edge.uy : -edge.uy
    // Where the lot is narrower than the strip is deep, the strip's inner side is taken a little within the lot.
    let across = try hit(x, y, -edge.uy, edge.ux, without: place, atEnd: forward)
    let deep = min(edge.distance, 0.999 * (across?.distance ?? edge.distance))
    guard
      let far = try hit(
        x - edge.uy * deep, y + edge.ux * deep, ux, uy, without: place, atEnd: forward)
    else { return 0 }
    var reach = far.distance
    // The boundary on the way may bulge out farther than where it is met.
    var step = forward ? Int(edge.next) : Int(edge.previous)
    for _ in 0..<edges.count {
      if step == far.edge || step == place { break }
      let cornerX = forward ? edges[step].bx : edges[step].ax
      let cornerY = forward ? edges[step].by : edges[step].ay
      let along = (cornerX - x) * ux + (cornerY - y) * uy
      let height = edge.ux * (cornerY - edge.ay) - edge.uy * (cornerX - edge.ax)
      if height >= 0, height <= edge.distance { reach = max(reach, along) }
      step = forward ? Int(edges[step].next) : Int(edges[step].previous)
    }
    return reach
  }

  /// The first edge that a ray meets, and how far away.
  private mutating func hit(
    _ x: Double, _ y: Double, _ dx: Double, _ dy: Double, without place: Int, atEnd: Bool
  ) throws(EnvelopeRefusal) -> (distance: Double, edge: Int)? {
    work &+= loadedEdges
    try checkWork()
    let neighbour = atEnd ? Int(edges[place].next) : Int(edges[place].previous)
    var least = Double.infinity
    var found = -1
    for other in 0..<loadedEdges where other != place {
      let edge = edges[other]
      if edge.arc >= 0 {
        cuts.count = 0
        let curve = EnvelopeCurve(line: x, y, dx, dy, length: 1e9)
        let arc = arcs[Int(edge.arc)]
        curve.cut(circle: arc.cx, arc.cy, arc.radius, into: &cuts)
        for index in 0..<cuts.count {
          let at = cuts[index]
          guard at > 1e-9, at < least else { continue }
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
      // The neighbour starts where the ray may.
      if at > (other == neighbour ? 1e-9 : 0), at < least {
        least = at
        found = other
      }
    }
    return found < 0 ? nil : (least, found)
  }
}
