import Diagnostics
import Facts
import Foundation
import Testing

@testable import Land

/// A town of a few lots that a test writes to disk: two rows of three lots, 20 m by 30 m, with a street between and around.
///
/// Coordinates are metres in EPSG:2039, in which the files say they are.
struct SmallTown {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("land-\(UInt64.random(in: 0...UInt64.max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try write(
      "parcels.geojson", Self.collection(Self.lots.map { Self.feature(["number": $0.0], $0.1) }))
    try write(
      "zones_old.geojson",
      Self.collection([Self.feature(["code": "A"], Self.box(-50, -50, 200, 200))]))
    try write(
      "zones_new.geojson",
      Self.collection([
        Self.feature(["code": "A", "height": "9"], Self.box(-50, -50, 30, 200)),
        Self.feature(["code": "B", "height": "12"], Self.box(30, -50, 200, 200)),
      ]))
    try write(
      "streets.geojson",
      Self.collection([
        Self.line(["name": "Main St"], [(-50, 36), (200, 36)]),
        Self.line(["name": "North St"], [(-50, 78), (200, 78)]),
        Self.line(["name": "South St"], [(-50, -6), (200, -6)]),
        Self.line(["name": "West St"], [(-6, -50), (-6, 150)]),
        Self.line(["name": "East St"], [(66, -50), (66, 150)]),
      ]))
    try write(
      "flood.geojson",
      Self.collection([Self.feature(["name": "river"], Self.box(-50, -50, 10, 30))]))
    try write(
      "register.csv",
      "\u{FEFF}number,area,note\r\n1,\"6,458.35\",x\r\n2,6458.35,\"two \"\"words\"\"\"\r\n3,700,a\r\n3,701,b\r\n"
    )
    try write(
      "addresses.csv",
      "lot,address\n1,\"1 Main St\"\n2,3 Main St\n2,5 Main St\n3,10 Main St\n4,کوچه‌ی ياس ۱۲\n5,רחוב ז׳בוטינסקי 7\n"
    )
    try write("territory.yaml", Self.territory)
  }

  static let lots: [(String, [(Double, Double)])] = [
    ("1", box(0, 0, 20, 30)), ("2", box(20, 0, 40, 30)), ("3", box(40, 0, 60, 30)),
    ("4", box(0, 42, 20, 72)), ("5", box(20, 42, 40, 72)), ("6", box(40, 42, 60, 72)),
  ]

  static let territory = """
    id: small
    label: { en: Small Town }
    jurisdiction: demo
    crs: EPSG:2039
    parcels: { file: parcels.geojson, columns: { number: number }, accuracy: 0.1 m }
    zones:
      - { file: zones_old.geojson, plan: old, rank: local, from: 2000-01-01, until: 2020-01-01, columns: { code: code } }
      - { file: zones_new.geojson, plan: new, rank: local, from: 2020-01-01, columns: { code: code },
          as: [zone, district], facts: { maximum height: { column: height, unit: m } } }
    layers:
      flood: { file: flood.geojson, columns: { name: name }, coverage: whole }
      charted: { file: flood.geojson, coverage: [34.0, 31.0, 34.1, 31.1] }
    streets: { file: streets.geojson, columns: { name: name }, default width: 12 m }
    addresses: { file: addresses.csv, columns: { parcel: lot, address: address } }
    register: { file: register.csv, key: number, facts: { registered lot area: { column: area, unit: sq ft } } }
    """

  // MARK: Writing

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  /// Replaces a part of the territory file, which must be there.
  func edit(_ old: String, _ new: String) throws {
    let file = folder.appendingPathComponent("territory.yaml")
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    try #require(text.contains(old))
    try write("territory.yaml", text.replacingOccurrences(of: old, with: new))
  }

  func load() throws -> Territory {
    try Territory(loading: folder.appendingPathComponent("territory.yaml").path)
  }

  /// The findings of a territory that does not open.
  func refusal() -> [Diagnostic] {
    do {
      _ = try load()
      Issue.record("the territory opens")
      return []
    } catch {
      return (error as? TerritoryError)?.findings ?? []
    }
  }

  static func box(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> [(
    Double, Double
  )] {
    [(west, south), (east, south), (east, north), (west, north), (west, south)]
  }

  private static func position(_ point: (Double, Double)) -> String {
    "[\(point.0 + 180_000),\(point.1 + 650_000)]"
  }

  static func feature(_ properties: [String: String], _ ring: [(Double, Double)]) -> String {
    raw(
      properties,
      #"{"type":"Polygon","coordinates":[[\#(ring.map(position).joined(separator: ","))]]}"#)
  }

  static func line(_ properties: [String: String], _ points: [(Double, Double)]) -> String {
    raw(
      properties,
      #"{"type":"LineString","coordinates":[\#(points.map(position).joined(separator: ","))]}"#)
  }

  static func raw(_ properties: [String: String], _ geometry: String) -> String {
    let members = properties.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\"\($0.value)\"" }
    return
      #"{"type":"Feature","properties":{\#(members.joined(separator: ","))},"geometry":\#(geometry)}"#
  }

  static func collection(_ features: [String], crs: String = "urn:ogc:def:crs:EPSG::2039") -> String
  {
    #"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"\#(crs)"}},"features":["#
      + features.joined(separator: ",\n") + "]}"
  }
}
