extension EnvelopeKernel {
  /// Refuses a lot of which an arc crosses another edge: between their ends, or the one next to it other than in its corner.
  mutating func refuseArcCrossings() throws(EnvelopeRefusal) {
    near.reserve(edges.count)
    work = 0
    for place in 0..<loadedEdges where edges[place].arc >= 0 {
      let edge = edges.base + place
      var count = loadedEdges
      if grid.isUsed {
        count = grid.gather(
          edge.pointee.minX, edge.pointee.minY, edge.pointee.maxX, edge.pointee.maxY,
          into: near.base, looked: &work)
      }
      work &+= count
      try checkWork()
      for index in 0..<count {
        let found = grid.isUsed ? Int(near[index]) : index
        let other = edges.base + found
        // Of two arcs, once.
        if found == place || (other.pointee.arc >= 0 && found < place) { continue }
        if other.pointee.isForeign || other.pointee.minX > edge.pointee.maxX
          || edge.pointee.minX > other.pointee.maxX || other.pointee.minY > edge.pointee.maxY
          || edge.pointee.minY > other.pointee.maxY
        {
          continue
        }
        work &+= 16
        if let at = crossing(place, found) { throw .crossesItself(at: origin + at) }
      }
    }
  }

  private func crossing(_ one: Int, _ two: Int) -> Point? {
    var (one, two) = (one, two)
    if Int(edges[two].next) == one { swap(&one, &two) }
    if Int(edges[one].next) == two {
      let fault = boundaryEdge(one).meetingFollower(boundaryEdge(two))
      return fault.flatMap { $0.kind == .touch ? nil : $0.at }
    }
    return boundaryEdge(one).curve.clearCrossing(with: boundaryEdge(two).curve)
  }

  private func boundaryEdge(_ place: Int) -> BoundaryEdge {
    let edge = edges[place]
    return BoundaryEdge(
      Point(edge.ax, edge.ay), Point(edge.bx, edge.by),
      edge.arc < 0 ? nil : Arc(edge: 0, through: throughs[Int(edge.arc)]))
  }
}
