import Foundation
import Geometry
import TestSupport

/// Two regions and some points as text: a line for each ring, `1` or `2` for an exterior, `1h` or `2h` for a hole in the one
/// before, `~` before the point that an edge is bent through; `p` for points.
enum RandomRegions {
  static func text(_ generator: inout SeededGenerator) -> String {
    let offset =
      [
        Point(0, 0), Point(0, 0), Point(1e6, 2e6), Point(2_680_000.125, 1_247_000.5),
        Point(1e7, 1e7),
      ].randomElement(using: &generator) ?? Point(0, 0)
    let isBent = generator.next() % 3 == 0
    var first = region(&generator)
    var second = region(&generator)
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: second = first.map { nudged($0, &generator) }
    case 1:
      // A neighbour that shares a part of the boundary.
      let shared = first[0].prefix(Int.random(in: 2...first[0].count, using: &generator))
      second = [shared.reversed() + second[0].prefix(3)]
    case 2: first[0] = spiked(first[0], &generator)
    default: break
    }
    var lines: [String] = []
    for (name, rings) in [("1", first), ("2", second)] {
      for (place, ring) in rings.enumerated() {
        let places = ring.map { $0 + offset }
        let words = places.indices.map { corner -> String in
          let word = "\(places[corner].x) \(places[corner].y)"
          guard isBent, generator.next() % 2 == 0 else { return word }
          let a = places[corner]
          let b = places[(corner + 1) % places.count]
          let along: Point = (b - a) * Double.random(in: 0.2...0.8, using: &generator)
          let through: Point = a + along + (b - a).leftNormal * chosen(from: bends, &generator)
          return word + " ~\(through.x) \(through.y)"
        }
        lines.append("\(name)\(place == 0 ? "" : "h") " + words.joined(separator: " "))
      }
    }
    let points = (0..<6).map { _ in
      let point = point(&generator, grid: generator.next() % 2 == 0) + offset
      return "\(point.x) \(point.y)"
    }
    return (lines + ["p " + points.joined(separator: " ")]).joined(separator: "\n")
  }

  /// How far an arc strays from its chord, in chords: from a hair to more than a half circle.
  private static let bends = [0.5, 0.1, -0.2, 1e-4, -1e-7, 2]

  private static func chosen(
    from values: [Double], _ generator: inout SeededGenerator
  ) -> Double { values.randomElement(using: &generator) ?? 0 }

  private static func point(_ generator: inout SeededGenerator, grid: Bool) -> Point {
    grid
      ? Point(
        Double(Int.random(in: 0...8, using: &generator)),
        Double(Int.random(in: 0...8, using: &generator)))
      : Point(.random(in: 0...8, using: &generator), .random(in: 0...8, using: &generator))
  }

  /// Rings: points of a small grid (edges on edges, spikes, crossings), points anywhere, or a star with a star cut out.
  private static func region(_ generator: inout SeededGenerator) -> [[Point]] {
    let corners = Int.random(in: 3...12, using: &generator)
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: return [(0..<corners).map { _ in point(&generator, grid: true) }]
    case 1: return [(0..<corners).map { _ in point(&generator, grid: false) }]
    case 2:
      // A sliver: there and back, a hair beside.
      let there = (0..<corners).map { Point(Double($0), .random(in: 3...4, using: &generator)) }
      let hair = chosen(from: [1e-3, 1e-6, 1e-9], &generator)
      return [there + there.reversed().map { $0 + Point(0, hair) }]
    default:
      let centre = point(&generator, grid: false)
      func star(_ reach: ClosedRange<Double>) -> [Point] {
        (0..<corners).map { corner in
          let bearing = 2 * Double.pi * (Double(corner) + 0.3) / Double(corners)
          let distance = Double.random(in: reach, using: &generator)
          return centre + Point(cos(bearing), sin(bearing)) * distance
        }
      }
      return [star(2...5), star(0.3...0.9)]
    }
  }

  private static func nudged(_ ring: [Point], _ generator: inout SeededGenerator) -> [Point] {
    let step = chosen(from: [0, 1e-9, 1e-6, 1e-3], &generator)
    return ring.map { point in
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: point + Point(step, -step)
      case 1: Point(point.x.nextUp, point.y)
      default: point
      }
    }
  }

  /// A corner run out to a point and back: a spike or a notch without width.
  private static func spiked(_ ring: [Point], _ generator: inout SeededGenerator) -> [Point] {
    let place = Int.random(in: 0..<ring.count, using: &generator)
    return ring[...place] + [point(&generator, grid: false)] + ring[place...]
  }

  static func read(_ text: String) -> (regions: [MultiPolygon], points: [Point]) {
    var parts: [[Polygon]] = [[], []]
    var points: [Point] = []
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard let name = words.first else { continue }
      var corners: [Point] = []
      var arcs: [Arc] = []
      for place in stride(from: 1, to: words.count - 1, by: 2) {
        let isThrough = words[place].hasPrefix("~")
        guard let x = Double(words[place].drop { $0 == "~" }), let y = Double(words[place + 1])
        else { continue }
        if isThrough {
          arcs.append(Arc(edge: corners.count - 1, through: Point(x, y)))
        } else {
          corners.append(Point(x, y))
        }
      }
      if name == "p" { points = corners.filter(\.isFinite) }
      guard let ring = Ring(corners, arcs: arcs) else { continue }
      switch name {
      case "1": parts[0].append(Polygon(ring))
      case "2": parts[1].append(Polygon(ring))
      case "1h", "2h":
        let region = name == "1h" ? 0 : 1
        guard let last = parts[region].popLast() else { continue }
        parts[region].append(Polygon(last.exterior, holes: last.holes + [ring]))
      default: continue
      }
    }
    return (parts.map { MultiPolygon($0) }.filter { !$0.isEmpty }, points)
  }
}
