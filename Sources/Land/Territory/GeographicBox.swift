import Geometry

/// A box in degrees of WGS 84.
package struct GeographicBox: Sendable, Hashable {
  package var west: Double
  package var south: Double
  package var east: Double
  package var north: Double

  package init(west: Double, south: Double, east: Double, north: Double) {
    self.west = west
    self.south = south
    self.east = east
    self.north = north
  }

  /// Halfway between its sides.
  package var middle: (longitude: Double, latitude: Double) {
    ((west + east) / 2, (south + north) / 2)
  }

  package func union(_ other: GeographicBox) -> GeographicBox {
    GeographicBox(
      west: min(west, other.west), south: min(south, other.south), east: max(east, other.east),
      north: max(north, other.north))
  }

  /// Larger on each side by a share of its own size.
  package func grown(by share: Double) -> GeographicBox {
    let width = (east - west) * share
    let height = (north - south) * share
    return GeographicBox(
      west: west - width, south: south - height, east: east + width, north: north + height)
  }

  /// The degrees around a box of a town's system; nil where they cannot be had.
  init?(_ box: Box, of code: String) {
    guard !box.isEmpty, let way = ThreadTransformations.fromDegrees(to: code) else { return nil }
    let corners = Box(
      [
        Point(box.minX, box.minY), Point(box.maxX, box.minY), Point(box.maxX, box.maxY),
        Point(box.minX, box.maxY),
      ].map { way.backward($0) })
    guard corners.minX.isFinite, corners.maxX.isFinite, corners.minY.isFinite, corners.maxY.isFinite
    else { return nil }
    self.init(west: corners.minX, south: corners.minY, east: corners.maxX, north: corners.maxY)
  }
}
