import Diagnostics
import Foundation
import Geometry
import Testing

@testable import Land

@Suite struct CoordinateTests {
  private let degrees = CoordinateSystem("OGC:CRS84")!
  private let israel = CoordinateSystem("EPSG:2039")!

  @Test func `an operation is pinned by name, and the two of Israel lie metres apart`() throws {
    let usual = try Transformation(from: degrees, to: israel)
    let second = try Transformation(from: degrees, to: israel, named: "Israel 1993 to WGS 84 (2)")
    let first = try Transformation(from: degrees, to: israel, named: "Israel 1993 to WGS 84 (1)")
    #expect(usual.operation == second.operation)
    #expect(second.accuracy == 0.5 && first.accuracy == 2)
    let place = Point(34.8, 32.1)
    let apart = first.forward(place).distance(to: second.forward(place))
    #expect(apart > 5 && apart < 15, "\(apart)")
  }

  @Test func `an operation of no such name is refused with those there are`() throws {
    #expect(throws: NoOperation.self) {
      try Transformation(from: degrees, to: israel, named: "Israel 1993 to WGS 84 (3)")
    }
    let town = try SmallTown()
    try town.write(
      "flood.geojson",
      SmallTown.collection(
        [SmallTown.raw(["name": "x"], #"{"type":"Point","coordinates":[34.8,32.1]}"#)],
        crs: "urn:ogc:def:crs:OGC:1.3:CRS84"))
    func flood(_ operation: String) throws -> Territory {
      try town.edit(
        "flood: { file: flood.geojson,", "flood: { file: flood.geojson, operation: \(operation),")
      defer {
        try? town.edit(
          "flood: { file: flood.geojson, operation: \(operation),", "flood: { file: flood.geojson,")
      }
      return try town.load()
    }
    let wrong = try flood("Israel 1993 to WGS 84 (3)").findings.first {
      $0.id == "unknown-operation"
    }
    #expect(wrong?.message.contains("is called `Israel 1993 to WGS 84 (3)`") == true)
    #expect(wrong?.mend?.contains("Israel 1993 to WGS 84 (") == true)
    let chosen = try flood("Israel 1993 to WGS 84 (1)").readings.first { $0.title == "layer flood" }
    #expect(chosen?.operationAccuracy == 2)
    #expect(chosen?.operationName?.contains("Israel 1993 to WGS 84 (1)") == true)
  }

  @Test func `a guess from one datum to another is never taken`() throws {
    let unknown = try #require(CoordinateSystem("EPSG:4001"))
    do throws(NoOperation) {
      _ = try Transformation(from: unknown, to: israel)
      Issue.record("a ballpark was taken")
    } catch {
      guard case .onlyBallpark(let name) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(name.contains("Ballpark"))
    }
    let town = try SmallTown()
    try town.edit("flood: { file: flood.geojson,", "flood: { file: flood.geojson, crs: EPSG:4001,")
    try town.write(
      "flood.geojson",
      SmallTown.collection([
        SmallTown.raw(["name": "x"], #"{"type":"Point","coordinates":[34.8,32.1]}"#)
      ]))
    let finding = try town.load().findings.first { $0.id == "ballpark-operation" }
    #expect(finding?.severity == .error)
  }

  @Test func `many points go the way of one`() throws {
    let way = try Transformation(from: degrees, to: israel)
    let places = (0..<300_001).map {
      Point(34.5 + Double($0 % 1000) / 1000, 31.5 + Double($0) / 600_000)
    }
    var many = places
    way.forward(&many)
    for place in stride(from: 0, to: places.count, by: 9973) {
      #expect(many[place] == way.forward(places[place]))
    }
  }

  @Test func `the points that arcs go through are carried with their ends`() throws {
    var table = FeatureTable()
    table.coordinates.append(Point(34.8, 32.1))
    table.appendArc(through: Point(34.801, 32.1005), to: Point(34.802, 32.1))
    table.endRing()
    table.endPart()
    var row = FeatureTable.Draft()
    row.kind = .line
    table.endRow(row)
    let way = try Transformation(from: degrees, to: israel)
    table.transform(way.forward)
    #expect(table.arcs.map(\.through) == [way.forward(Point(34.801, 32.1005))])
    let arc = try #require(try table.lines(table.row(0)).get().first)
    #expect(arc.length > 180 && arc.length < 400)
  }
}
