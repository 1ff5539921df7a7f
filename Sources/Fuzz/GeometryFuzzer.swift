import Foundation
import Geometry
import TestSupport

/// Random regions with holes, spikes, shared edges, slivers and arcs, near and far from the origin: areas, sides and containment
/// are those of exact arithmetic.
let geometry = Fuzzer(
  name: "geometry", claim: "areas in common, sides and containment are those of whole numbers",
  rounds: 12
) { generator in
  RandomRegions.text(&generator)
} check: { text in
  let (regions, points) = RandomRegions.read(text)
  try checkSides(points + regions.flatMap { $0.coordinates.prefix(12) })
  guard regions.count == 2 else { return }
  for region in regions { try checkContainment(points, in: region) }
  if regions.allSatisfy(\.arcs.isEmpty) {
    try checkAreas(regions)
  } else {
    try checkArcs(regions)
  }
}

private func checkSides(_ points: [Point]) throws {
  guard points.count > 3 else { return }
  for place in 0..<points.count - 3 {
    let (a, b, c, d) = (points[place], points[place + 1], points[place + 2], points[place + 3])
    let side = orientation(a, b, c)
    guard (side > 0 ? 1 : side < 0 ? -1 : 0) == ExactGeometry.turn(a, b, c) else {
      throw Broken("the side of \(c) to \(a), \(b) is \(side)")
    }
    let circle = inCircle(a, b, c, d)
    guard (circle > 0 ? 1 : circle < 0 ? -1 : 0) == ExactGeometry.inCircle(a, b, c, d) else {
      throw Broken("\(d) in the circle of \(a), \(b), \(c) is \(circle)")
    }
  }
}

private func checkContainment(_ points: [Point], in region: MultiPolygon) throws {
  // Without its arcs, whose own sides are checked by in-circle tests and by areas.
  let straight = MultiPolygon(
    trustedCoordinates: region.coordinates, ringStarts: region.ringStarts,
    partStarts: region.partStarts, arcs: [])
  for point in points + straight.coordinates.prefix(8) {
    let exact = ExactGeometry.containment(of: point, in: straight)
    let ours = straight.containment(of: point, tolerance: 0)
    // A distance too small for doubles is none.
    let isAtBoundary = ours == .onBoundary && straight.distanceToBoundary(from: point) < 1e-150
    guard ours == exact || isAtBoundary else {
      throw Broken("\(point) is \(ours), and exactly \(exact)")
    }
  }
}

/// How far an area may be from the exact one: rounding grows with the common box.
private func allowance(_ regions: [MultiPolygon]) -> Double {
  let common = regions[0].box.intersection(regions[1].box)
  return 1e-12 * common.area + 1e-15 * (regions[0].box.area + regions[1].box.area)
    + 1e-9 * min(regions[0].area.magnitude, regions[1].area.magnitude)
}

private func checkAreas(_ regions: [MultiPolygon]) throws {
  let exact = ExactGeometry(regions)
  for (place, region) in regions.enumerated() {
    let area = exact.area(place)
    guard abs(region.area - area) <= 1e-12 * region.box.area else {
      throw Broken("the area is \(region.area), and exactly \(area)")
    }
  }
  let common = max(0, exact.commonArea())
  for (one, other) in [(0, 1), (1, 0)] {
    let ours = regions[one].overlapArea(with: regions[other])
    guard abs(ours - common) <= allowance(regions) else {
      throw Broken("the area in common is \(ours), and exactly \(common)")
    }
  }
}

/// With arcs: the exact area of polygons whose corners lie on the arcs, and what lies between those chords and the arcs.
private func checkArcs(_ regions: [MultiPolygon]) throws {
  let drawn = regions.map { ChordPolygon($0, chordsOfArc: 24) }
  let scale = drawn.map(\.scale).max() ?? 0
  let exact = ExactGeometry(
    rings: drawn.map { $0.rings(at: scale) }, scale: scale)
  for (place, region) in regions.enumerated() {
    let area = exact.area(place)
    guard abs(region.area - area) <= drawn[place].between + 1e-9 * region.box.area else {
      throw Broken("the area is \(region.area), and of chords \(area)")
    }
  }
  // Rings may cross themselves: what lies between chord and arc counts as often as the other region winds there.
  let windings = regions.map { Double($0.edgeCount) }
  let between = drawn[0].between * windings[1] + drawn[1].between * windings[0]
  let common = max(0, exact.commonArea())
  let ours = regions[0].overlapArea(with: regions[1])
  let back = regions[1].overlapArea(with: regions[0])
  guard abs(ours - common) <= between + allowance(regions) else {
    throw Broken("the area in common is \(ours), and of chords \(common) ± \(between)")
  }
  guard abs(ours - back) <= allowance(regions) else {
    throw Broken("the area in common is \(ours), and the other way \(back)")
  }
}
