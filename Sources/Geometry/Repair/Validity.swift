extension MultiPolygon {
  /// What is wrong with the region, at most so many faults; none where it is valid beyond doubt: its boundary meets itself
  /// nowhere, its holes lie in their exteriors and not in each other, its parts lie apart.
  ///
  /// A touch is listed, though it may be none; see ``ShapeFault/Kind/touch``. Arcs are judged as arcs. Where too many of them
  /// are near other edges for all pairs to be looked at, chords stand for them that stray by at most half of
  /// ``Tolerance/numeric``.
  /// - Complexity: O(*n* log *n*) for any region. Where more pairs of edges are near each other than that allows, one meeting
  ///   is found instead of all.
  package func faults(limit: Int = 1) -> [ShapeFault] {
    guard !isEmpty, limit > 0 else { return [] }
    let (found, isComplete) = meetings(limit: limit)
    if isComplete, !found.isEmpty || ringCount == 1 { return found }
    if !arcs.isEmpty {
      if isComplete, let misplaced = misplacedAmongArcs() { return Array(misplaced.prefix(limit)) }
      guard let straight = judgedByChords else {
        return [ShapeFault(kind: .curved, at: coordinates[arcs[0].edge])]
      }
      return straight.faults(limit: limit)
    }
    switch SweepLine.sweep(self) {
    case .meeting(let fault):
      return [fault.kind == .crossing ? fault : ShapeFault(kind: .tangled, at: fault.at)]
    case .clear(let below):
      return Array(misplaced(below).prefix(limit))
    }
  }

  /// The rings that lie where they may not, of rings with arcs that do not meet, by where a corner of each lies in each
  /// other one; nil where that would be too much work.
  private func misplacedAmongArcs() -> [ShapeFault]? {
    guard ringCount * edgeCount < 20_000_000 else { return nil }
    let rings = (0..<ringCount).map { place in
      Self(
        trustedCoordinates: Array(ring(place)), ringStarts: [0, ring(place).count],
        partStarts: [0, 1],
        arcs: arcs(ofRing: place).map {
          Arc(edge: $0.edge - ringStarts[place], through: $0.through)
        })
    }
    /// How many of some rings have a ring within.
    func depth(_ ring: Int, in others: some Sequence<Int>) -> Int {
      others.count {
        $0 != ring && rings[$0].containment(of: rings[ring].coordinates[0], tolerance: 0) == .inside
      }
    }
    var faults: [ShapeFault] = []
    for part in 0..<partCount {
      let exterior = partStarts[part]
      let holes = (exterior + 1)..<partStarts[part + 1]
      // In as many exteriors as holes of other parts.
      let around = (0..<partCount).reduce(0) { sum, other in
        if other == part { return sum }
        return sum + depth(exterior, in: [partStarts[other]])
          - depth(exterior, in: (partStarts[other] + 1)..<partStarts[other + 1])
      }
      if around > 0 {
        faults.append(ShapeFault(kind: .partInside, at: rings[exterior].coordinates[0]))
      }
      for hole in holes
      where depth(hole, in: [exterior]) == 0 || depth(hole, in: holes) > 0 {
        faults.append(ShapeFault(kind: .holeOutside, at: rings[hole].coordinates[0]))
      }
    }
    return faults
  }

  /// The region with chords for its arcs; nil where they would be more than a million.
  var judgedByChords: MultiPolygon? {
    let tolerance = Tolerance.numeric / 2
    var chords = 0.0
    for arc in arcs {
      guard case .arc(let circle) = edge(arc.edge) else { continue }
      chords += 2 + abs(circle.sweep) * (circle.radius / tolerance / 8).squareRoot()
    }
    return chords < 1e6 ? chorded(tolerance: tolerance) : nil
  }

  /// The rings that lie where they may not, of rings that do not meet: what lies right below each one tells.
  private func misplaced(_ below: [SweepLine.Below?]) -> [ShapeFault] {
    var part = [Int](repeating: 0, count: ringCount)
    for index in 0..<partCount {
      for ring in partStarts[index]..<partStarts[index + 1] { part[ring] = index }
    }
    var faults: [ShapeFault] = []
    for index in 0..<partCount {
      for ring in partStarts[index]..<partStarts[index + 1] {
        let around = below[ring].flatMap { $0.isInsideAbove ? part[$0.ring] : nil }
        if ring == partStarts[index] {
          if around != nil {
            faults.append(ShapeFault(kind: .partInside, at: coordinates[ringStarts[ring]]))
          }
        } else if around != index {
          faults.append(ShapeFault(kind: .holeOutside, at: coordinates[ringStarts[ring]]))
        }
      }
    }
    return faults
  }

  /// Whether the region is valid beyond doubt. A region whose rings touch in a point may be valid too; GEOS decides those.
  package var isEvidentlyValid: Bool { !isEmpty && faults().isEmpty }
}
