extension MultiPolygon {
  /// Lots that share boundaries as one region: what one keeps with another falls away.
  ///
  /// Nothing is noded: along each edge, the stretches that run within a tolerance of another lot's boundary are left out, and
  /// what is left is linked at the corners where it broke off. Boundaries that agree to a millimetre are tried first, then
  /// those that two drawings put up to ``Tolerance/sharedBoundary`` apart. The area is checked against the sum of the lots'.
  package static func joined(_ regions: [MultiPolygon]) -> Result<MultiPolygon, AssemblyFault> {
    guard !regions.isEmpty, regions.allSatisfy({ !$0.isEmpty }) else { return .failure(.nothing) }
    guard regions.count > 1 else { return .success(regions[0]) }
    guard isConnected(regions) else { return .failure(.apart) }
    var sum = regions.reduce(0) { $0 + $1.area }
    for (place, region) in regions.enumerated() {
      for other in regions[(place + 1)...] {
        let common = region.overlapArea(with: other)
        let allowed = Tolerance.sharedBoundary * region.sharedBoundaryLength(with: other)
        if common > max(Tolerance.sliverArea, allowed) {
          return .failure(.overlap(squareMetres: common))
        }
        sum -= common
      }
    }
    for tolerance in [Tolerance.numeric, Tolerance.sharedBoundary] {
      guard let joined = Joining(regions, tolerance: tolerance).region,
        joined.partCount <= regions.reduce(1 - regions.count, { $0 + $1.partCount })
      else { continue }
      let shared = regions.reduce(0) { $0 + $1.perimeter } - joined.perimeter
      if abs(joined.area - sum) <= tolerance * max(shared, 1) + 1e-6 { return .success(joined) }
    }
    return .failure(.ragged)
  }

  /// Whether each lot can be reached from the first over lots that adjoin.
  private static func isConnected(_ regions: [MultiPolygon]) -> Bool {
    var reached = [0]
    var left = Array(regions.indices.dropFirst())
    var next = 0
    while next < reached.count {
      let here = regions[reached[next]]
      let beside = left.filter { here.adjoins(regions[$0]) }
      reached += beside
      left.removeAll { beside.contains($0) }
      next += 1
    }
    return left.isEmpty
  }
}

/// The boundary that is left of several lots, linked into rings.
private struct Joining {
  private let regions: [MultiPolygon]
  private let tolerance: Double

  /// How far before a corner a chain may break off: the sharper the corner, the longer two lines run side by side.
  private var reach: Double { 20 * tolerance }

  init(_ regions: [MultiPolygon], tolerance: Double) {
    self.regions = regions
    self.tolerance = tolerance
  }

  /// Nil where an end has no start near it.
  var region: MultiPolygon? {
    var closed: [EdgeChain] = []
    var open: [EdgeChain] = []
    for place in regions.indices { collect(place, &closed, &open) }
    while var chain = open.popLast() {
      while let end = chain.end, let start = chain.start {
        let nearest = open.indices.min { distance(open[$0], end) < distance(open[$1], end) }
        let away = nearest.map { distance(open[$0], end) } ?? .infinity
        let home = start.distance(to: end)
        guard min(home, away) <= 2 * reach else { return nil }
        if home <= away {
          if let corner = corner(between: end, start) { chain.go(to: corner) }
          chain.go(to: start)
          break
        }
        guard let nearest else { return nil }
        let next = open.remove(at: nearest)
        if let start = next.start {
          if let corner = corner(between: end, start) { chain.go(to: corner) }
          chain.go(to: start)
        }
        chain.append(next)
      }
      closed.append(chain)
    }
    // What encloses less than the tolerance allows is a gap between two drawings, not a hole.
    let rings = closed.compactMap(\.ring).filter {
      $0.ring.area > max(tolerance * $0.ring.perimeter, 1e-9)
    }
    return MultiPolygon(
      exteriors: rings.filter { !$0.isHole }.map(\.ring), holes: rings.filter(\.isHole).map(\.ring))
  }

  private func distance(_ chain: EdgeChain, _ point: Point) -> Double {
    chain.start?.distance(to: point) ?? .infinity
  }

  /// The corner of a lot where two chains broke off; nil where none is near.
  private func corner(between a: Point, _ b: Point) -> Point? {
    let middle = a.midpoint(to: b)
    var nearest: (point: Point, distance: Double)?
    for region in regions where region.box.expanded(by: reach).contains(middle) {
      for point in region.coordinates {
        let distance = point.distance(to: middle)
        if distance <= reach, distance < nearest?.distance ?? .infinity {
          nearest = (point, distance)
        }
      }
    }
    return nearest?.point
  }

  /// The stretches of one lot's rings that it shares with no other lot.
  private func collect(_ place: Int, _ closed: inout [EdgeChain], _ open: inout [EdgeChain]) {
    let region = regions[place]
    let others = regions.indices.filter { $0 != place }.map { regions[$0] }
    for index in 0..<region.ringCount {
      var chains: [EdgeChain] = []
      var current = EdgeChain()
      var isWhole = true
      for edge in region.edges(ofRing: index) {
        let free = freeStretches(of: edge, beside: others)
        if free != [0...1] { isWhole = false }
        if free.first?.lowerBound != 0, !current.edges.isEmpty {
          chains.append(current)
          current = EdgeChain()
        }
        for stretch in free {
          if stretch.lowerBound > 0, !current.edges.isEmpty {
            chains.append(current)
            current = EdgeChain()
          }
          current.append(edge.part(stretch.lowerBound, stretch.upperBound))
        }
        if let last = free.last, last.upperBound < 1, !current.edges.isEmpty {
          chains.append(current)
          current = EdgeChain()
        }
      }
      if isWhole {
        closed.append(current)
        continue
      }
      if !current.edges.isEmpty {
        // The ring's last chain goes on where its first begins, unless the ring broke off there.
        if let first = chains.first, first.start == current.end {
          current.append(first)
          chains[0] = current
        } else {
          chains.append(current)
        }
      }
      open += chains
    }
  }

  /// What of an edge runs along no other lot, as shares of its length.
  private func freeStretches(of edge: Edge, beside others: [MultiPolygon]) -> [ClosedRange<Double>]
  {
    let taken: [ClosedRange<Double>]
    switch edge {
    case .line(let a, let b):
      taken = merged(
        others.flatMap { $0.stretchesAlongBoundary(from: a, to: b, tolerance: tolerance) })
    case .arc(let arc):
      // Two lots that share an arc share all of it, or the corner between lies on both.
      let isShared = others.contains { other in
        [0.1, 0.5, 0.9].allSatisfy {
          other.distanceToBoundary(from: arc.point(at: $0)) <= tolerance
        }
      }
      taken = isShared ? [0...1] : []
    }
    let length = edge.length
    var free: [ClosedRange<Double>] = []
    var from = 0.0
    for stretch in taken {
      // A touch at a corner is no common boundary.
      if (stretch.upperBound - stretch.lowerBound) * length <= 2.5 * tolerance { continue }
      if (stretch.lowerBound - from) * length > tolerance / 1000 {
        free.append(from...stretch.lowerBound)
      }
      from = max(from, stretch.upperBound)
    }
    if (1 - from) * length > tolerance / 1000 { free.append(from...1) }
    return free
  }
}

extension MultiPolygon {
  /// The edges of one ring in order.
  func edges(ofRing index: Int) -> [Edge] {
    (ringStarts[index]..<(ringStarts[index + 1] - 1)).map { place in
      Edge(
        coordinates[place], coordinates[place + 1], arcs.isEmpty ? nil : arcs.at(place))
    }
  }
}
