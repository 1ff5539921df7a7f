package import Geometry

/// A footprint on its lot, held against the lot's lines.
package struct DrawnFootprint: Sendable, Hashable {
  package let footprint: Footprint
  package let frame: LotFrame
  /// In the town's coordinates.
  package let region: MultiPolygon
  package let plan: LotPlan

  /// - Throws: what is wrong with the drawing on this lot.
  package init(_ footprint: Footprint, on plan: LotPlan) throws(FootprintFault) {
    guard let frame = LotFrame(footprint.base, of: plan) else { throw .noBase(footprint.base) }
    guard let polygon = Polygon(footprint.corners.map(frame.place)) else { throw .empty }
    let region = MultiPolygon(polygon)
    guard region.isEvidentlyValid else { throw .crossing }
    guard region.area >= 0.01 else { throw .empty }
    // What touches a line of the lot is within it; a millimetre over it is a drawing's, not a building's.
    let isInside = region.coordinates.allSatisfy { plan.region.containment(of: $0) != .outside }
    guard isInside,
      region.area - plan.region.overlapArea(with: region)
        <= Tolerance.numeric * (region.perimeter + 1)
    else { throw .outside }
    self.footprint = footprint
    self.frame = frame
    self.region = region
    self.plan = plan
  }

  /// Metres from the drawing to a line of the lot; 0 where it touches.
  package func distance(toLine place: Int) -> Double {
    region.distance(to: plan.lines[place].line)
  }

  /// How long the drawing is seen along a line of the lot, in metres: the wall that faces the line, measured parallel to it.
  package func length(alongLine place: Int) -> Double {
    let line = plan.lines[place]
    let along = (line.end - line.start).unit
    let reach = region.coordinates.map { ($0 - line.start).dot(along) }
    return (reach.max() ?? 0) - (reach.min() ?? 0)
  }

  /// The shortest way from a line of the lot to the drawing.
  package func way(fromLine place: Int) -> (from: Point, to: Point) {
    let line = plan.lines[place].line
    var best = (from: line.start, to: region.coordinates.first ?? line.start)
    var least = Double.infinity
    func take(_ from: Point, _ to: Point) {
      let distance = from.distance(to: to)
      if distance < least { (least, best) = (distance, (from, to)) }
    }
    for corner in region.coordinates.dropLast() { take(line.nearestPoint(to: corner), corner) }
    if let boundary = region.boundary(ofRing: 0) {
      for point in line.points { take(point, boundary.nearestPoint(to: point)) }
    }
    // Of a wall that runs along the line every place is as near; the middle of the wall shows it best.
    for (a, b) in zip(region.coordinates, region.coordinates.dropFirst()) {
      let middle = a.midpoint(to: b)
      let foot = line.nearestPoint(to: middle)
      if foot.distance(to: middle) <= least + Tolerance.numeric { return (foot, middle) }
    }
    return best
  }

  /// Square metres of ground that are covered once the work is done: the drawing, and what stands there and stays. Nil where it
  /// is not known what stands there.
  ///
  /// - Parameter standing: Square metres that are covered now.
  package func coveredArea(standing: Double?) -> Double? {
    if footprint.isCleared { return region.area }
    guard let standing, let buildings = plan.buildings else { return nil }
    // Only what surely overlaps is counted once.
    let shared = buildings.reduce(0) { $0 + region.overlapArea(with: $1) }
    return max(region.area, region.area + standing - min(shared, standing))
  }
}
