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
  /// Regions that are valid beyond doubt never leave our own code. A region that crosses itself in more than 256 places,
  /// or has more than 200,000 points, is refused: a repair would be a guess, and may take for ever.
  ///
  /// - Parameter toleranceOfArea: The greatest change of area; ``Tolerance/repair(ofArea:)`` where it is not given.
  package func repaired(toleranceOfArea: Double? = nil, using geos: GEOS = GEOS()) -> RepairOutcome
  {
    if isEmpty { return .refused(reason: "it has no ring that encloses an area", at: nil) }
    if coordinates.count > 200_000 {
      return .refused(reason: "it has \(coordinates.count) points, more than 200000", at: nil)
    }
    if isEvidentlyValid { return .unchanged }
    let most = 256
    let places = crossings(limit: most + 1)
    if places.count > most {
      return .refused(reason: "it crosses itself in more than \(most) places", at: places.first)
    }
    guard let invalidity = geos.invalidity(of: self) else { return .unchanged }
    let place = invalidity.at ?? places.first
    guard let mended = geos.madeValid(self), !mended.isEmpty else {
      return .refused(reason: invalidity.reason + ", and no repair keeps an area", at: place)
    }
    let change = mended.area - area
    let tolerance = toleranceOfArea ?? Tolerance.repair(ofArea: area)
    guard abs(change) <= tolerance else {
      return .refused(
        reason: invalidity.reason + ", and a repair changes the area by \(decimal(change, 2)) m²",
        at: place)
    }
    return .repaired(mended, areaChange: change, reason: invalidity.reason, at: place)
  }
}
