package import Geometry

/// The part of a lot that lies in one zone.
package struct LotPortion: Sendable, Hashable {
  package var code: String
  /// Square metres.
  package var area: Double
  /// Of the lot's area, 0…1.
  package var share: Double
  /// The greatest distance of one of the portion's lot corners from the zone line within the lot, in metres. Nil where no
  /// zone line runs through the lot, or no corner of the lot lies in the portion.
  package var depth: Double?
  /// Whether it is thinner than ``Tolerance/sliverWidth`` or smaller than ``Tolerance/sliverArea``: more likely two
  /// drawings that disagree than a zone. Half of a lot or more is never one.
  package var isSliver: Bool
}

/// The zones that a lot lies in, the greatest portion first, each zone once: polygons of one code are summed before
/// anything is compared with a threshold.
///
/// Shares need not sum to 1: what is missing lies in no zone, what is over lies in two, and both are for the caller to tell.
/// Portions of less than a square millimetre are where shapes only touch, and are left out.
package func portions(
  of lot: MultiPolygon, zones: [(code: String, polygon: MultiPolygon)]
) -> [LotPortion] {
  portions(
    of: lot, area: lot.area,
    parts: zones.lazy.filter { $0.polygon.box.intersects(lot.box) }.map { zone in
      (zone.code, lot.overlapArea(with: zone.polygon), { zone.polygon })
    })
}

/// The same of areas that are known already; a zone's region is asked for only where its outline is.
///
/// - Parameters:
///   - whole: The lot's area in square metres.
///   - withDepth: Whether depths are wanted; else an outline is drawn only of what may be a sliver.
func portions(
  of lot: MultiPolygon, area whole: Double,
  parts: some Sequence<(code: String, area: Double, region: () -> MultiPolygon)>,
  withDepth: Bool = true
) -> [LotPortion] {
  guard whole > 0 else { return [] }
  var found: [(code: String, area: Double, regions: [() -> MultiPolygon])] = []
  for part in parts where part.area > 1e-6 {
    if let place = found.firstIndex(where: { $0.code == part.code }) {
      found[place].area += part.area
      found[place].regions.append(part.region)
    } else {
      found.append((part.code, part.area, [part.region]))
    }
  }
  return found.map { code, area, regions in
    var portion = LotPortion(
      code: code, area: area, share: area / whole, depth: nil, isSliver: false)
    let isLess = portion.share < 0.5
    if portion.share < 1 - 1e-9, withDepth || isLess {
      portion.isSliver = isLess && area < Tolerance.sliverArea
      if withDepth || !portion.isSliver {
        let outline = PortionOutline(of: lot, in: regions.map { $0() }, withDepth: withDepth)
        portion.depth = outline.depth
        let width = outline.perimeter > 0 ? 2 * area / outline.perimeter : 0
        if isLess, width < Tolerance.sliverWidth { portion.isSliver = true }
      }
    }
    return portion
  }.sorted { ($1.area, $0.code) < ($0.area, $1.code) }
}

/// The lines around a portion of a lot: the lot's own within the zone, and the zone's within the lot.
private struct PortionOutline {
  var perimeter = 0.0
  var depth: Double?

  init(of lot: MultiPolygon, in zone: [MultiPolygon], withDepth: Bool) {
    var corners: [Point] = []
    for index in 0..<lot.ringCount {
      guard let ring = Polyline(lot.ring(index)) else { continue }
      for part in zone { perimeter += ring.length(in: part) }
      if withDepth {
        corners += ring.points.filter { corner in zone.contains { $0.covers(corner) } }
      }
    }
    var zoneLines: [Polyline] = []
    for (place, part) in zone.enumerated() {
      for (a, b) in part.edges(near: lot.box) {
        guard let edge = Polyline([a, b]) else { continue }
        for (start, end) in edge.stretches(in: lot) {
          let middle = start.midpoint(to: end)
          // Along the lot's own boundary it divides nothing; nor between two polygons of one zone.
          if lot.distanceToBoundary(from: middle) <= Tolerance.sharedBoundary { continue }
          let joins = zone.indices.contains { $0 != place && zone[$0].covers(middle) }
          if !joins, let line = Polyline([start, end]) { zoneLines.append(line) }
        }
      }
    }
    perimeter += zoneLines.reduce(0) { $0 + $1.length }
    guard !zoneLines.isEmpty, !corners.isEmpty else { return }
    depth = corners.map { corner in zoneLines.map { $0.distance(to: corner) }.min() ?? 0 }.max()
  }
}
