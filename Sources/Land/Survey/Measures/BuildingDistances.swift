package import Geometry

/// How far two buildings on a lot stand apart.
package struct BuildingDistance: Sendable, Hashable {
  /// Their places in the array given, the lower first.
  package var first: Int
  package var second: Int
  /// Metres; 0 where they touch.
  package var distance: Double
  /// Metres between walls that face each other, within 30° of parallel and side by side for half a metre or more; nil where
  /// none do. What a rule from window to window asks, where the windows are not known.
  package var facing: Double?
}

/// The distances between buildings, the least first.
package func distances(between buildings: [MultiPolygon]) -> [BuildingDistance] {
  let walls = buildings.map(walls(of:))
  var found: [BuildingDistance] = []
  for first in buildings.indices {
    for second in buildings.indices where second > first {
      found.append(
        BuildingDistance(
          first: first, second: second,
          distance: buildings[first].distance(to: buildings[second]),
          facing: facing(walls[first], walls[second])))
    }
  }
  return found.sorted { ($0.distance, $0.first, $0.second) < ($1.distance, $1.first, $1.second) }
}

private func walls(of building: MultiPolygon) -> [(a: Point, b: Point)] {
  let drawn = building.arcs.isEmpty ? building : building.chorded(tolerance: Tolerance.numeric)
  return (0..<drawn.ringCount).flatMap { ring in
    zip(drawn.ring(ring), drawn.ring(ring).dropFirst()).map { ($0, $1) }
  }
}

/// The least distance between walls that look at each other; a building lies to the left of its walls.
private func facing(_ ours: [(a: Point, b: Point)], _ theirs: [(a: Point, b: Point)]) -> Double? {
  var least: Double?
  for (a, b) in ours {
    let along = (b - a).unit
    let length = (b - a).length
    for (c, d) in theirs where along.dot((d - c).unit) < -0.866 {
      // Where both walls are, along ours; they run in opposite directions.
      let from = max(0, (d - a).dot(along))
      let to = min(length, (c - a).dot(along))
      guard to - from >= 0.5 else { continue }
      let span = (d - c).dot(along)
      let away = [from, to].map { place in
        let share = ((a - c).dot(along) + place) / span
        return 0 - along.cross(c + (d - c) * share - a)
      }
      guard let nearest = away.min(), nearest >= 0 else { continue }
      least = min(least ?? nearest, nearest)
    }
  }
  return least
}
