import Foundation

// Arcs drawn as chords, for output that carries no arcs. The corners added lie on the arcs, so that a chord strays from its
// arc towards the centre only, by no more than the tolerance.

extension CircularArc {
  /// The points after the start, the end among them, of chords that stray from the arc by no more than a tolerance in
  /// metres. At most 100,000 of them.
  package func chords(tolerance: Double) -> [Point] {
    let most = 2 * acos(max(-1, min(1, 1 - tolerance / radius)))
    // A tolerance too small to be seen beside the radius: by the series of the cosine.
    let step = most > 1e-6 ? most : 2 * (2 * max(tolerance, 0) / radius).squareRoot()
    let count = max(2, Int(min(100_000, (abs(sweep) / max(step, 1e-9)).rounded(.up))))
    return (1...count).map { point(at: Double($0) / Double(count)) }
  }
}

/// Points with each arc drawn as chords.
func chorded(_ points: ArraySlice<Point>, _ arcs: [Arc], tolerance: Double) -> [Point] {
  var drawn: [Point] = []
  var next = arcs.firstPlace(from: points.startIndex)
  for place in points.indices {
    if drawn.last != points[place] { drawn.append(points[place]) }
    guard next < arcs.count, arcs[next].edge == place, place + 1 < points.endIndex else { continue }
    let arc = CircularArc(from: points[place], through: arcs[next].through, to: points[place + 1])
    drawn += arc?.chords(tolerance: tolerance) ?? []
    next += 1
  }
  return drawn
}

extension MultiPolygon {
  /// The region with each arc drawn as chords that stray from it by no more than a tolerance in metres.
  package func chorded(tolerance: Double = Tolerance.chord) -> MultiPolygon {
    if arcs.isEmpty { return self }
    var points: [Point] = []
    var starts = [0]
    for index in 0..<ringCount {
      points += Geometry.chorded(ring(index), arcs, tolerance: tolerance)
      starts.append(points.count)
    }
    return MultiPolygon(
      trustedCoordinates: points, ringStarts: starts, partStarts: partStarts, arcs: [])
  }
}

extension Polyline {
  /// The line with each arc drawn as chords that stray from it by no more than a tolerance in metres.
  package func chorded(tolerance: Double = Tolerance.chord) -> Polyline {
    if arcs.isEmpty { return self }
    return Polyline(Geometry.chorded(points[...], arcs, tolerance: tolerance)) ?? self
  }
}
