import Facts
import Foundation
import Geometry
import SpatialIndex
import Testing

@testable import Land

/// A city's parcels and centre lines, where they stand beside the repository.
private struct City {
  static let folder: URL? = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    for up in ["../shared/data/cambridge", "../../shared/data/cambridge"] {
      let folder = root.appending(path: up).standardizedFileURL
      if FileManager.default.fileExists(atPath: folder.path) { return folder }
    }
    return nil
  }()

  /// On a plane that touches the globe at Cambridge.
  static func point(_ pair: [Double]) -> Point {
    Point((pair[0] + 71.11) * 111_320 * cos(42.37 * Double.pi / 180), (pair[1] - 42.37) * 111_132)
  }

  static func features(_ file: String) throws -> [([String: Any], Any?)] {
    guard let folder else { return [] }
    let data = try Data(contentsOf: folder.appending(path: file))
    let json = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    return (json?["features"] as? [[String: Any]] ?? []).map { feature in
      (
        feature["properties"] as? [String: Any] ?? [:],
        (feature["geometry"] as? [String: Any])?["coordinates"]
      )
    }
  }

  static func polygons(_ file: String) throws -> [(properties: [String: Any], polygon: Polygon)] {
    try features(file).flatMap { properties, coordinates -> [([String: Any], Polygon)] in
      let parts =
        coordinates as? [[[[Double]]]] ?? (coordinates as? [[[Double]]]).map { [$0] } ?? []
      return parts.compactMap { rings in
        guard let first = rings.first, let exterior = Ring(first.map(point)) else { return nil }
        return (
          properties,
          Polygon(exterior, holes: rings.dropFirst().compactMap { Ring($0.map(point)) })
        )
      }
    }
  }

  static func streets() throws -> [StreetReference] {
    try features("street_centerlines.geojson").enumerated().flatMap { id, feature in
      let lines = feature.1 as? [[[Double]]] ?? (feature.1 as? [[Double]]).map { [$0] } ?? []
      return lines.compactMap { line in
        Polyline(line.map(point)).map {
          StreetReference(id: id, name: feature.0["Street"] as? String ?? "", line: $0)
        }
      }
    }
  }
}

struct CityTests {
  @Test(.enabled(if: City.folder != nil, "the city's data are not beside the repository"))
  func `lots of Cambridge are surveyed without loss of boundary`() throws {
    let parcels = try City.polygons("parcels_fy2014.geojson")
    let streets = try City.streets()
    let isWay = { (properties: [String: Any]) in properties["ML"] as? String == "ROAD" }
    let ways = parcels.filter { isWay($0.properties) }.map { MultiPolygon($0.polygon) }
    let lots = parcels.filter { !isWay($0.properties) }.map(\.polygon)
    let index = try PackedIndex(boxes: lots.map(\.box))
    let streetIndex = try PackedIndex(boxes: streets.map(\.line.box))
    var surveyed = 0
    var fronted = 0
    var deep = 0
    for place in stride(from: 0, to: lots.count, by: 40) {
      let lot = lots[place]
      let near = lot.box.expanded(by: 60)
      let survey = surveyLot(
        lot, neighbours: index.search(near).filter { $0 != place }.map { MultiPolygon(lots[$0]) },
        streets: streetIndex.search(near).map { streets[$0] }, rightOfWay: ways,
        publicOpenSpaces: [], order: SurveyOrder())
      let drawn = survey.lines.reduce(0) { $0 + $1.length }
      #expect(abs(drawn - lot.exterior.perimeter) < 1e-6 * lot.exterior.perimeter)
      #expect(survey.frontages.isEmpty == (survey.isLandlocked != false))
      surveyed += 1
      if survey.isLandlocked == false { fronted += 1 }
      if survey.depth != nil { deep += 1 }
    }
    #expect(surveyed > 300)
    // Garages behind houses and shares of a yard have no street; corner lots no settled front.
    #expect(fronted * 10 > surveyed * 9, "\(fronted) of \(surveyed)")
    #expect(deep * 10 > surveyed * 6, "\(deep) of \(surveyed)")
  }
}
