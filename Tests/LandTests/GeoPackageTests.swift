import Facts
import Foundation
import GRDB
import Geometry
import TestSupport
import Testing

@testable import Land

@Suite struct GeoPackageTests {
  private func temporary(_ name: String) -> String {
    FileManager.default.temporaryDirectory
      .appendingPathComponent("\(UInt64.random(in: 0...UInt64.max))-\(name)").path
  }

  private func regions() throws -> [MultiPolygon] {
    let square = try #require(Ring(Box(minX: 0, minY: 0, maxX: 10, maxY: 10)))
    let hole = try #require(Ring(Box(minX: 2, minY: 2, maxX: 4, maxY: 4)))
    let dome = try #require(
      Ring(
        [Point(20, 0), Point(30, 0), Point(30, 10), Point(20, 10)],
        arcs: [Arc(edge: 2, through: Point(25, 15))]))
    let circle = try #require(
      Ring(
        [Point(40, 5), Point(50, 5)],
        arcs: [Arc(edge: 0, through: Point(45, 0)), Arc(edge: 1, through: Point(45, 10))]))
    return [
      MultiPolygon(Polygon(square, holes: [hole])), MultiPolygon([Polygon(dome), Polygon(square)]),
      MultiPolygon(Polygon(square.box.ring(expandedBy: 50), holes: [circle])),
    ]
  }

  @Test func `regions come back as they were written, arcs and all`() throws {
    let path = temporary("round.gpkg")
    defer { try? FileManager.default.removeItem(atPath: path) }
    let shapes = try regions()
    let system = try #require(CoordinateSystem("EPSG:2056"))
    let writer = try GeoPackageWriter(
      path: path,
      srs: GeoPackageReferenceSystem(
        name: system.name, code: 2056, wellKnownText: try #require(system.wellKnownText)))
    try writer.add(
      "lots", geometryType: "MULTISURFACE", columns: [("number", .text), ("area", .real)],
      rows: shapes.enumerated().map {
        GeoPackageRow(shape: .region($1), values: [.text("א \($0)"), .real($1.area)])
      })
    try writer.finish()
    let table = try GeoPackageReader.read(path, table: nil, columns: ["area", "number"])
    #expect(table.crs == "EPSG:2056")
    #expect(table.rows.map { $0.values[1] } == ["א 0", "א 1", "א 2"])
    for (row, shape) in zip(table.rows, shapes) {
      let read = try table.region(row).get()
      #expect(read.arcs.count == shape.arcs.count)
      #expect(abs(read.area - shape.area) < 1e-9)
      #expect(read.area == Double(row.values[0] ?? "")!)
    }
  }

  @Test func `null and empty geometries are rows without one`() throws {
    let path = temporary("empty.gpkg")
    defer { try? FileManager.default.removeItem(atPath: path) }
    let writer = try GeoPackageWriter(
      path: path, srs: GeoPackageReferenceSystem(name: "x", code: 2039, wellKnownText: ""))
    try writer.add(
      "lots", geometryType: "POLYGON", columns: [("number", .integer)],
      rows: [
        GeoPackageRow(shape: nil, values: [.integer(1)]),
        GeoPackageRow(shape: .polygon([]), values: [.null]),
      ])
    try writer.finish()
    let table = try GeoPackageReader.read(path, table: nil, columns: ["number"])
    #expect(table.rows.map { $0.values[0] } == ["1", nil])
    #expect(table.rows.allSatisfy { $0.fault == nil && $0.parts.isEmpty })
  }

  @Test func `a file that is cut off or damaged never crashes the reader`() throws {
    let path = temporary("cut.gpkg")
    defer { try? FileManager.default.removeItem(atPath: path) }
    let writer = try GeoPackageWriter(
      path: path, srs: GeoPackageReferenceSystem(name: "x", code: 2039, wellKnownText: ""))
    try writer.add(
      "lots", geometryType: "MULTISURFACE", columns: [("number", .integer)],
      rows: try regions().map { GeoPackageRow(shape: .region($0), values: [.integer(1)]) })
    try writer.finish()
    let whole = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    var random = SeededGenerator(seed: 56)
    for step in 0..<300 {
      let bytes =
        step < 100
        ? Array(whole.prefix(whole.count * step / 100)) : damaged(whole, using: &random)
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      guard let table = try? GeoPackageReader.read(path, table: nil, columns: ["number"]) else {
        continue
      }
      for row in table.rows { _ = table.region(row) }
    }
  }

  @Test func `a town is tiled into a city that opens again`() throws {
    let town = try SmallTown()
    let path = town.folder.appendingPathComponent("city.gpkg").path
    let count = try town.load().writeTiles(of: "small", copies: 5, to: path)
    #expect(count == 30)
    let city = try Territory(loading: town.folder.appendingPathComponent("city.yaml").path)
    #expect(city.parcelCount == 30)
    let day = CivilDate(dayNumber: 20_000)
    for number in ["3", "3@4"] {
      let parcel = try #require(city.parcel("small/\(number)"))
      let (here, there) = (
        city.survey(parcel, on: day),
        try town.load().survey(try #require(city.parcel("small/3")), on: day)
      )
      for fact in ["lot area", "zone", "street name", "frontage", "front lines"] {
        #expect(here.facts[fact]?.value == there.facts[fact]?.value, "\(number): \(fact)")
      }
    }
    let (one, other) = (city.parcel("small/3"), city.parcel("small/3@4"))
    let first = try #require(one.flatMap { city.region(of: $0) })
    let last = try #require(other.flatMap { city.region(of: $0) })
    #expect(first.area == last.area)
    #expect(last.box.minX - first.box.minX == 1000 && last.box.minY - first.box.minY == 1000)
    #expect(throws: GeoPackageFault.self) {
      try city.writeTiles(of: "nowhere", copies: 1, to: path)
    }
  }

  @Test func `other files are read by the converter where it is there`() throws {
    let town = try SmallTown()
    let source = town.folder.appendingPathComponent("lots.kml").path
    try town.write("lots.kml", "<kml/>")
    let made = town.folder.appendingPathComponent("made.gpkg").path
    _ = try town.load().writeTiles(of: "small", copies: 1, to: made)
    func tool(_ script: String) throws -> String {
      try town.write("tool", "#!/bin/sh\n\(script)\n")
      let path = town.folder.appendingPathComponent("tool").path
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
      return path
    }
    let table = try ConvertedFile.read(
      source, table: "parcels", columns: ["number"], tool: try tool("cp '\(made)' \"$3\""))
    #expect(table.rowCount == 6)
    #expect(table.remarks == ["it was read by way of `ogr2ogr`"])
    let failed = #expect(throws: UnreadableFile.self) {
      try ConvertedFile.read(
        source, table: nil, columns: [], tool: try tool("echo no such driver >&2; exit 1"))
    }
    #expect(failed?.reason == "`ogr2ogr` cannot read it: no such driver")
  }
}

extension Box {
  fileprivate func ring(expandedBy distance: Double) -> Ring { Ring(expanded(by: distance))! }
}
