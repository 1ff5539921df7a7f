import Foundation
import Geometry
import Testing

@testable import SpatialIndex

/// A city's parcels and zones, where they stand beside the repository.
enum Cambridge {
  static let folder: URL? = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    for up in ["../shared/data/cambridge", "../../shared/data/cambridge"] {
      let folder = root.appending(path: up).standardizedFileURL
      if FileManager.default.fileExists(atPath: folder.path) { return folder }
    }
    return nil
  }()

  /// On a plane that touches the globe there.
  static func point(_ pair: [Double]) -> Point {
    Point((pair[0] + 71.11) * 111_320 * cos(42.37 * Double.pi / 180), (pair[1] - 42.37) * 111_132)
  }

  static func regions(_ file: String) throws -> [MultiPolygon] {
    guard let folder else { return [] }
    let data = try Data(contentsOf: folder.appending(path: file))
    let json = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    return (json?["features"] as? [[String: Any]] ?? []).compactMap { feature in
      let coordinates = (feature["geometry"] as? [String: Any])?["coordinates"]
      let parts =
        coordinates as? [[[[Double]]]] ?? (coordinates as? [[[Double]]]).map { [$0] } ?? []
      let polygons = parts.compactMap { rings -> Polygon? in
        guard let first = rings.first, let exterior = Ring(first.map(point)) else { return nil }
        return Polygon(exterior, holes: rings.dropFirst().compactMap { Ring($0.map(point)) })
      }
      return polygons.isEmpty ? nil : MultiPolygon(polygons)
    }
  }
}

struct CambridgeTests {
  @Test(.enabled(if: Cambridge.folder != nil, "the city's data are not beside the repository"))
  func `lots of Cambridge have the shares that a look at every zone finds`() throws {
    let zones = try Cambridge.regions("zoning_2025.geojson")
    let lots = try FlatLayer(
      regions: try Cambridge.regions("parcels_fy2014.geojson"), isCovered: false)
    let layer = try FlatLayer(regions: zones)
    let calculator = ShareCalculator(try #require(layer.covering))
    var compared = 0
    var whole = 0
    for feature in stride(from: 0, to: lots.count, by: 37) where lots.size(feature) <= 1000 {
      let lot = lots.region(feature)
      _ = calculator.share(feature, of: lots)
      let shares = calculator.shares(over: 1e-6)
      for zone in layer.search(lot.box) {
        let area = shares.first { $0.zone == zone }?.area ?? 0
        #expect(abs(area - lot.overlapArea(with: zones[zone])) < 1e-6 * lot.area)
      }
      compared += 1
      if abs(shares.reduce(0) { $0 + $1.area } / lot.area - 1) < 1e-9 { whole += 1 }
    }
    #expect(compared > 300)
    // Beyond the city's line there is no zone, and along the river two maps overlap by a hair.
    #expect(whole > compared * 8 / 10)
  }
}
