package import Geometry

/// A plane over a lot under which buildings stay: level up to a distance behind a line, then rising.
///
/// As half-spaces over the lot: *z* ≤ `base` and *z* ≤ `base` + `slope` · (*d* − `level`), whichever is higher, with *d* the
/// distance behind the line. A light plane (prospect, SimPLU3D) rises from the line itself: `level` 0. A sky exposure plane
/// (New York ZR 23-64, 24-52) is level over the initial setback distance and then rises from the street line: `level` 0 and a
/// second plane with `slope` 0 and an `until`.
package struct HeightPlane: Sendable, Hashable {
  /// With what it limits to its left.
  package var line: Polyline
  /// Metres above the ground that heights are measured from.
  package var base: Double
  /// Metres of height for each metre behind the line.
  package var slope: Double
  /// Metres behind the line from which it rises.
  package var level: Double
  /// It says nothing farther behind the line than this, in metres.
  package var until: Double?

  package init(
    line: Polyline, base: Double, slope: Double, level: Double = 0, until: Double? = nil
  ) {
    self.line = line
    self.base = base
    self.slope = slope
    self.level = level
    self.until = until
  }

  /// A sky exposure plane: a front wall of so many metres within the initial setback, and a plane that rises from that height
  /// above the street line.
  package static func skyExposure(
    from streetLine: Polyline, wall: Double, slope: Double, initialSetback: Double
  ) -> [HeightPlane] {
    [
      HeightPlane(line: streetLine, base: wall, slope: 0, until: initialSetback),
      HeightPlane(line: streetLine, base: wall, slope: slope),
    ]
  }

  /// Metres of height allowed at a place; nil where the plane says nothing.
  ///
  /// The distance is that behind the line's chord, or from a curved line's nearest point.
  package func limit(at point: Point) -> Double? {
    let distance = self.distance(to: point)
    if let until, distance > until { return nil }
    return base + slope * max(0, distance - level)
  }

  func distance(to point: Point) -> Double {
    if line.points.count == 2, line.arcs.isEmpty {
      return max(0, (line.end - line.start).unit.cross(point - line.start))
    }
    return line.distance(to: point)
  }
}

/// Where a building comes nearest to a plane, or breaks it most.
package struct WorstPoint: Sendable, Hashable {
  package var point: Point
  /// Metres of height allowed there.
  package var limit: Double
  /// Metres above the limit; negative below it.
  package var excess: Double
  /// The place of the plane among those given.
  package var plane: Int
  /// Whether it stays below by more than a millimetre, `nil` on the plane.
  package var isBelow: Bool? {
    abs(excess) <= Tolerance.numeric ? nil : excess < 0
  }
}

extension [HeightPlane] {
  /// The least height allowed at a place; nil where no plane says anything.
  package func limit(at point: Point) -> Double? { compactMap { $0.limit(at: point) }.min() }

  /// The point of a footprint of one height where it breaks the planes most. Nil where no plane stands over it.
  ///
  /// A plane falls towards its line, so its least height over a footprint is at the footprint's point nearest to the line: a
  /// corner, or a point on an edge where the line is bent. Arcs of a footprint are taken by chords of a millimetre.
  package func worstPoint(of footprint: MultiPolygon, height: Double) -> WorstPoint? {
    let drawn = footprint.arcs.isEmpty ? footprint : footprint.chorded(tolerance: Tolerance.numeric)
    var worst: WorstPoint?
    for (place, plane) in enumerated() {
      var candidates = drawn.coordinates
      if plane.line.points.count > 2 || !plane.line.arcs.isEmpty {
        // From each corner of a bent line to the nearest place of the footprint.
        for corner in plane.line.points {
          for ring in 0..<drawn.ringCount {
            if let outline = Polyline(drawn.ring(ring)) {
              candidates.append(outline.nearestPoint(to: corner))
            }
          }
        }
      }
      for point in candidates {
        guard let limit = plane.limit(at: point) else { continue }
        let excess = height - limit
        if excess > worst?.excess ?? -.infinity {
          worst = WorstPoint(point: point, limit: limit, excess: excess, plane: place)
        }
      }
    }
    return worst
  }
}
