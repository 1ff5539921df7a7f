/// What came of a look at a region's validity. The region as given is for the caller to keep beside a repaired one.
package enum RepairOutcome: Sendable, Hashable {
  /// Valid as it is.
  case unchanged
  /// Made valid; `areaChange` in square metres is the new area less the one as drawn; `reason` says what was wrong.
  case repaired(MultiPolygon, areaChange: Double, reason: String, at: Point?)
  /// Not made valid: what would have to change is too much to do in silence.
  case refused(reason: String, at: Point?)
}

extension MultiPolygon {
  /// The region made valid, where that changes its area by no more than a tolerance in square metres.
  ///
  /// Regions that are valid beyond doubt never leave our own code, whatever their size. A region that meets itself in more
  /// than 256 places or, with a fault, has more than 200,000 points is refused: a repair would be a guess, and may take for
  /// ever. So is a faulty region with arcs, of which a repair would leave chords. For imports; no request waits for it.
  ///
  /// - Parameter toleranceOfArea: The greatest change of area; ``Tolerance/repair(ofArea:)`` where it is not given.
  package func repaired(toleranceOfArea: Double? = nil, using geos: GEOS = GEOS()) -> RepairOutcome
  {
    if isEmpty { return .refused(reason: "it has no ring that encloses an area", at: nil) }
    let most = 256
    let faults = faults(limit: most + 1)
    guard let first = faults.first(where: { $0.kind != .touch }) ?? faults.first else {
      return .unchanged
    }
    func refused(_ reason: String) -> RepairOutcome { .refused(reason: reason, at: first.at) }
    if first.kind == .tangled || first.kind == .curved { return refused(first.kind.rawValue) }
    var reason = first.kind.rawValue
    var place: Point? = first.at
    // Of touches alone, however many, the shape may be valid.
    // What arcs do within half of the numeric tolerance is left as it was surveyed.
    if first.kind == .touch || !arcs.isEmpty {
      switch geos.validity(of: judgedByChords ?? self) {
      case .valid: return .unchanged
      case .invalid(let words, let at):
        if first.kind == .touch { (reason, place) = (words, at ?? place) }
      case .undecided:
        if first.kind == .touch { return refused("it takes too long to be judged") }
      }
    }
    if faults.count > most {
      return .refused(
        reason: reason + ", and it meets itself in more than \(most) places", at: place)
    }
    if coordinates.count > 200_000 {
      return .refused(
        reason: reason + ", and of more than 200000 points no repair is tried", at: place)
    }
    guard arcs.isEmpty else {
      return .refused(reason: reason + ", and its arcs would be lost by a repair", at: place)
    }
    switch geos.madeValid(self) {
    case nil: return .refused(reason: reason + ", and no repair keeps an area", at: place)
    case let mended? where mended.isEmpty:
      return .refused(reason: reason + ", and no repair keeps an area", at: place)
    case let mended?:
      let change = mended.area - area
      let tolerance = toleranceOfArea ?? Tolerance.repair(ofArea: area)
      guard abs(change) <= tolerance else {
        return .refused(
          reason: reason + ", and a repair changes the area by \(decimal(change, 2)) m²",
          at: place)
      }
      return .repaired(mended, areaChange: change, reason: reason, at: place)
    }
  }
}
