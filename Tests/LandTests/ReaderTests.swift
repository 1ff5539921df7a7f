import Diagnostics
import Facts
import Foundation
import GRDB
import Geometry
import Testing

@testable import Land

@Suite struct ReaderTests {
  @Test(arguments: [
    "-71.131762007", "0", "-0.5", "42.3", "180000.123456789", "1e3", "1.5E-7",
    "123456789012345678901234567890",
    "0.1234567890123456789", "9007199254740993", "2.2250738585072014e-308",
  ])
  func `numbers are read to the last bit`(_ text: String) throws {
    let data = Data(
      #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":null,"geometry":{"type":"Point","coordinates":[\#(text), 1 , 5]}}]}"#
        .utf8)
    let table = try GeoJSONReader.read(data, columns: [])
    #expect(table.coordinates == [Point(Double(text)!, 1)])
  }

  @Test func `a CSV keeps quotes, line breaks in quotes and both ends of line`() throws {
    let text = "\u{FEFF}a,b\r\n\"x, \"\"y\"\"\",\"1\n2\"\r\nplain,\n\n"
    let table = try CSVTable.read(Data(text.utf8), columns: ["b", "a"])
    #expect(table.columns == ["a", "b"])
    #expect(
      table.rows.map { [$0.values[1], $0.values[0]] } == [["x, \"y\"", "1\n2"], ["plain", nil]])
    #expect(
      CSVTable.lines(of: Data(text.utf8)) == [["a", "b"], ["x, \"y\"", "1\n2"], ["plain", ""]])
    #expect(throws: UnreadableFile.self) { try CSVTable.read(Data("a,b\n\"x".utf8), columns: []) }
    #expect(throws: UnreadableFile.self) { try CSVTable.read(Data(), columns: []) }
  }

  @Test func `shapes in a CSV are well-known text`() throws {
    let csv = """
      id;shape
      1;POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (2 2, 4 2, 4 4, 2 4, 2 2))
      2;SRID=2039;x
      3;MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))
      4;LINESTRING Z (0 0 1, 3 4 1)
      5;POLYGON ((0 0, 10 0, 10
      6;POINT EMPTY
      """
    let table = try CSVTable.read(Data(csv.utf8), columns: ["id"], geometry: "shape")
    #expect(table.columns == ["id", "shape"])
    #expect(try table.region(table.rows[0]).get().area == 96)
    #expect(table.notes.count == 1)
    #expect(try table.region(table.rows[1]).get().partCount == 2)
    #expect(try table.lines(table.rows[2]).get()[0].length == 5)
    #expect(table.rows[3].fault != nil)
    #expect(table.rows[4].parts.isEmpty)
  }

  @Test func `a GeoPackage is read with its coordinate system, its tables and its columns`() throws
  {
    let town = try SmallTown()
    let path = town.folder.appendingPathComponent("parcels.gpkg").path
    try writeGeoPackage(path)
    try town.edit("file: parcels.geojson", "file: parcels.gpkg, table: lots")
    let territory = try town.load()
    #expect(territory.parcelCount == 1)
    let site = territory.survey(
      ParcelReference(town: "small", number: "77"), on: CivilDate(year: 2024, month: 1, day: 1)!,
      as: SurveyOrder(facts: ["lot area", "zone"]))
    #expect(site.facts["lot area"]?.value == .number(600))
    #expect(
      territory.findings.contains {
        $0.message.contains("(`78`) is left out: its geometry is cut off")
      })

    try town.edit("table: lots", "table: lost")
    #expect(
      town.refusal().contains {
        $0.message.contains("no table `lost`") && $0.mend == "write one of `lots`"
      })
    try town.write("parcels.gpkg", "this is no database at all, but long enough to be looked at")
    #expect(town.refusal().contains { $0.id == "unreadable-file" })
  }

  private func writeGeoPackage(_ path: String) throws {
    let queue = try DatabaseQueue(path: path)
    var wkb: [UInt8] = [1, 3, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0]
    for (x, y) in SmallTown.box(0, 0, 20, 30) {
      for value in [x + 180_000, y + 650_000] {
        withUnsafeBytes(of: value.bitPattern.littleEndian) { wkb.append(contentsOf: $0) }
      }
    }
    let geometry = Data([0x47, 0x50, 0, 1, 0xF7, 7, 0, 0] + wkb)
    try queue.write { db in
      try db.execute(
        sql: """
          CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT, srs_id INTEGER);
          CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);
          CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER, organization TEXT, organization_coordsys_id INTEGER, definition TEXT);
          INSERT INTO gpkg_contents VALUES ('lots', 'features', 2039);
          INSERT INTO gpkg_geometry_columns VALUES ('lots', 'geom', 2039);
          INSERT INTO gpkg_spatial_ref_sys VALUES (2039, 'EPSG', 2039, '');
          CREATE TABLE lots (fid INTEGER PRIMARY KEY, geom BLOB, number INTEGER);
          """)
      try db.execute(sql: "INSERT INTO lots (geom, number) VALUES (?, 77)", arguments: [geometry])
      try db.execute(
        sql: "INSERT INTO lots (geom, number) VALUES (?, 78)", arguments: [geometry.prefix(60)])
    }
  }

  @Test func `several towns are one territory, each with its own system`() throws {
    let town = try SmallTown()
    let text = SmallTown.territory.replacingOccurrences(of: "id: small", with: "id: other")
    try town.write("other.yaml", text)
    try town.write("all.yaml", "towns: [territory.yaml, other.yaml]\n")
    let territory = try Territory(loading: town.folder.appendingPathComponent("all.yaml").path)
    #expect(territory.towns.map(\.id) == ["small", "other"])
    #expect(territory.parcelCount == 12)
    #expect(territory.parcel("other/3")?.description == "other/3")
    #expect(territory.parcel("3") == nil)
    #expect(territory.search("other/3 main", limit: 5).map(\.parcel.town) == ["other"])
    try town.write("all.yaml", "towns: [territory.yaml, territory.yaml]\n")
    #expect(throws: TerritoryError.self) {
      try Territory(loading: town.folder.appendingPathComponent("all.yaml").path)
    }
  }

  @Test func `buildings on a lot are counted where their layer covers it`() throws {
    let town = try SmallTown()
    try town.write(
      "buildings.geojson",
      SmallTown.collection([
        SmallTown.feature(["height": "7.5"], SmallTown.box(2, 5, 12, 15)),
        SmallTown.feature(["height": "9"], SmallTown.box(19.95, 5, 32, 15)),
      ]))
    try town.edit(
      "addresses:",
      "buildings: { file: buildings.geojson, columns: { height: height }, coverage: whole }\naddresses:"
    )
    let site = try town.load().survey(
      ParcelReference(town: "small", number: "1"), on: CivilDate(year: 2024, month: 1, day: 1)!)
    #expect(site.facts["existing footprint area"]?.value == .number(100))
    #expect(site.facts["existing building height"]?.value == .number(Number("7.5")!))
    #expect(site.facts["lot coverage existing"]?.value == .number(Number("0.166667")!))
    #expect(site.facts["existing storeys"]?.value.isUnknown == true)
  }

  @Test func `the same sources have the same fingerprint, and others another`() throws {
    let town = try SmallTown()
    let first = try town.load().hash
    #expect(try town.load().hash == first)
    try town.write("flood.geojson", SmallTown.collection([]))
    #expect(try town.load().hash != first)
  }
}
