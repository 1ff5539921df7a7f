import Diagnostics
import Facts
import Foundation
import TestSupport
import Testing

@testable import Land

@Suite struct BrokenFileTests {
  let day = CivilDate(year: 2024, month: 5, day: 1)!

  @Test(arguments: [
    ("jurisdiction: demo", "jurisdicton: demo", "unknown-key", "write `jurisdiction`"),
    ("crs: EPSG:2039", "crs: EPSG:99999", "unknown-crs", "EPSG:2039"),
    ("crs: EPSG:2039", "crs: EPSG:4326", "bad-crs", "metres"),
    ("crs: EPSG:2039", "crs: EPSG:2249", "bad-crs", "EPSG:32619"),
    ("file: parcels.geojson", "file: parcel.geojson", "missing-file", "write `parcels.geojson`"),
    ("{ number: number }", "{ number: Numbr }", "unknown-column", "write `number`"),
    ("{ number: number }", "{ nummer: number }", "unknown-key", "write `number`"),
    ("0.1 m", "0.1", "bad-value", "0.8 m"),
    ("until: 2020-01-01", "until: 2020-13-01", "bad-value", "2025-02-10"),
    ("unit: sq ft", "unit: sq feet", "unknown-unit", "write `sq ft`"),
  ])
  func `what does not fit in a territory file is named with what would`(
    _ old: String, _ new: String, _ id: String, _ mend: String
  ) throws {
    let town = try SmallTown()
    try town.edit(old, new)
    let findings = town.refusal()
    let finding = findings.first { $0.id == id }
    #expect(finding != nil, "\(findings)")
    #expect(finding?.mend?.contains(mend) == true, "\(findings)")
  }

  @Test func `a town elsewhere than its files is refused`() throws {
    let town = try SmallTown()
    try town.edit("crs: EPSG:2039", "crs: EPSG:26986")
    #expect(
      town.refusal().contains { $0.id == "wrong-crs" && $0.message.contains("outside the area") })
  }

  @Test func `metres that claim to be degrees are refused, with the word to write`() throws {
    let town = try SmallTown()
    try town.write(
      "parcels.geojson",
      SmallTown.collection(
        SmallTown.lots.map { SmallTown.feature(["number": $0.0], $0.1) },
        crs: "urn:ogc:def:crs:OGC:1.3:CRS84"))
    let finding = town.refusal().first { $0.id == "wrong-crs" }
    #expect(finding?.message.contains("is no place in `OGC:CRS84`") == true)
    #expect(finding?.mend?.contains("crs:") == true)
  }

  @Test func `feet of Massachusetts are carried over by their own system`() throws {
    let town = try SmallTown()
    try town.edit("crs: EPSG:2039", "crs: EPSG:26986")
    let feet = { (x: Double, y: Double) in
      "[\(760_000 + x / 0.304800609601219),\(2_950_000 + y / 0.304800609601219)]"
    }
    let ring = [feet(0, 0), feet(20, 0), feet(20, 30), feet(0, 30), feet(0, 0)].joined(
      separator: ",")
    try town.write(
      "parcels.geojson",
      SmallTown.collection(
        [SmallTown.raw(["number": "1"], #"{"type":"Polygon","coordinates":[[\#(ring)]]}"#)],
        crs: "urn:ogc:def:crs:EPSG::2249"))
    let territory = try town.load()
    let site = territory.survey(ParcelReference(town: "small", number: "1"), on: day)
    #expect(site.facts["lot area"]?.value == .number(600))
    // The zones lie in Israel: they are refused by name and the zone is not known.
    #expect(territory.findings.contains { $0.id == "wrong-crs" })
    #expect(site.facts["zone"]?.value.isUnknown == true)
  }

  private func loadWithParcel(_ feature: String) throws -> Territory {
    let town = try SmallTown()
    try town.write(
      "parcels.geojson",
      SmallTown.collection(
        SmallTown.lots.map { SmallTown.feature(["number": $0.0], $0.1) } + [feature]))
    return try town.load()
  }

  @Test(arguments: [
    (
      "a bow tie",
      #"{"type":"Polygon","coordinates":[[[180100,650000],[180120,650020],[180120,650000],[180100,650030],[180100,650000]]]}"#
    ),
    (
      "not a number",
      #"{"type":"Polygon","coordinates":[[[180100,650000],[NaN,650020],[180120,650000],[180100,650000]]]}"#
    ),
    (
      "infinite",
      #"{"type":"Polygon","coordinates":[[[180100,650000],[1e999,650020],[180120,650000],[180100,650000]]]}"#
    ),
    ("nothing", "null"),
    ("a point", #"{"type":"Point","coordinates":[180100,650000]}"#),
    ("nested wrongly", #"{"type":"Polygon","coordinates":[[180100,650000],[180120,650020]]}"#),
    (
      "of two points",
      #"{"type":"Polygon","coordinates":[[[180100,650000],[180120,650020],[180100,650000]]]}"#
    ),
    ("curved", #"{"type":"CircularString","coordinates":[[180100,650000],[180120,650020]]}"#),
    ("without positions", #"{"type":"Polygon","coordinates":[]}"#),
    ("far away", #"{"type":"Polygon","coordinates":[[[0,0],[10,0],[10,10],[0,0]]]}"#),
  ])
  func `a shape that cannot be used is left out by its number, and the rest loads`(
    _ what: String, _ geometry: String
  ) throws {
    let territory = try loadWithParcel(SmallTown.raw(["number": "odd"], geometry))
    #expect(territory.parcelCount == 6)
    let finding = territory.findings.first { $0.id == "refused-feature" }
    #expect(
      finding?.message.contains("feature 7 (`odd`) is left out: ") == true, "\(territory.findings)")
  }

  @Test func `a shape that crosses itself by a hair is mended and said`() throws {
    let territory = try loadWithParcel(
      SmallTown.raw(
        ["number": "odd"],
        #"{"type":"Polygon","coordinates":[[[180100,650000],[180120,650000],[180120,650030],[180109.99,650030],[180110,650030.01],[180110,650029.99],[180100,650030],[180100,650000]]]}"#
      ))
    #expect(territory.parcelCount == 7)
    #expect(
      territory.findings.contains {
        $0.id == "repaired-feature" && $0.message.contains("(`odd`) is mended")
      })
  }

  @Test(arguments: [
    "POLYGON((180100 650000,nan 650020,180120 650000,180100 650000))",
    "POLYGON((180100 650000,1e999 650020,180120 650000,180100 650000))",
    "POLYGON((180100 650000,180120 650020", "POLYGON", "((((((((",
    "GEOMETRYCOLLECTION(POINT(1 2))",
    String(repeating: "(", count: 100_000),
  ])
  func `well-known text that cannot be used is left out, and the rest loads`(_ text: String) throws
  {
    let town = try SmallTown()
    let good = "POLYGON((179950 649950,180010 649950,180010 650030,179950 650030,179950 649950))"
    try town.write("wet.csv", "name,wkt\nbad,\"\(text)\"\ngood,\"\(good)\"\n")
    try town.edit(
      "  charted:",
      "  wet: { file: wet.csv, crs: EPSG:2039, geometry: wkt, columns: { name: name }, coverage: whole }\n  charted:"
    )
    let territory = try town.load()
    #expect(
      territory.findings.contains {
        $0.id == "refused-feature" && $0.message.contains("(`bad`) is left out")
      }, "\(territory.findings)")
    #expect(territory.parcelCount == 6)
  }

  @Test func `ten thousand nested arrays are refused at once`() throws {
    let town = try SmallTown()
    let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
    for text in [
      deep, #"{"type":"FeatureCollection","features":\#(deep)}"#,
      #"{"type":"FeatureCollection","other":\#(deep),"features":[]}"#,
      SmallTown.collection([
        SmallTown.raw(["number": "1"], #"{"type":"Polygon","coordinates":\#(deep)}"#)
      ]),
    ] {
      try town.write("parcels.geojson", text)
      #expect(town.refusal().contains { $0.id == "unreadable-file" })
    }
  }

  @Test func `a file that is cut off anywhere never opens`() throws {
    let town = try SmallTown()
    let whole = try Data(contentsOf: town.folder.appendingPathComponent("parcels.geojson"))
    for length in stride(from: 0, to: whole.count - 1, by: 97) {
      let refused: Bool
      do throws(UnreadableFile) {
        _ = try GeoJSONReader.read(whole.prefix(length), columns: ["number"])
        refused = false
      } catch {
        refused = true
      }
      #expect(refused, "cut after \(length) bytes")
    }
    try whole.prefix(whole.count / 2).write(
      to: town.folder.appendingPathComponent("parcels.geojson"))
    #expect(town.refusal().contains { $0.message.contains("cut off") })
  }

  @Test func `random damage to a file never crashes the reader`() throws {
    var random = SeededGenerator(seed: 42)
    let whole = Array(
      SmallTown.collection(SmallTown.lots.map { SmallTown.feature(["number": $0.0], $0.1) }).utf8)
    for _ in 0..<2000 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      _ = try? GeoJSONReader.read(Data(bytes), columns: ["number"])
    }
  }

  @Test func `a layer that cannot be read is an error, and what hangs on it unknown`() throws {
    let town = try SmallTown()
    try town.write("flood.geojson", "{\"type\":\"FeatureCollection\",\"features\":[")
    let territory = try town.load()
    #expect(territory.findings.hasErrors)
    let site = territory.survey(
      ParcelReference(town: "small", number: "3"), on: day,
      as: SurveyOrder(facts: ["zone"], layers: ["flood"]))
    #expect(site.layers["flood"]?.share == .unknown("flood cannot be read"))
    #expect(site.layers["flood"]?.adjoins.isUnknown == true)
    #expect(site.facts["zone"]?.value == .text("B"))
  }

  @Test func `zones that cannot be read leave the zone unknown, and give no plan`() throws {
    let town = try SmallTown()
    try town.write("zones_new.geojson", "nonsense")
    let site = try town.load().survey(ParcelReference(town: "small", number: "3"), on: day)
    #expect(site.facts["zone"]?.value.isUnknown == true)
    #expect(site.plans.isEmpty)
  }

  @Test func `streets that cannot be read leave the lines unknown`() throws {
    let town = try SmallTown()
    try town.write("streets.geojson", "")
    let site = try town.load().survey(ParcelReference(town: "small", number: "2"), on: day)
    for name in ["front lines", "side lines", "corner lot", "landlocked lot", "frontage"] {
      #expect(site.facts[name]?.value.isUnknown == true)
    }
  }

  @Test func `beside a lot that was left out, no line is classed`() throws {
    let bowTie = SmallTown.feature(
      ["number": "odd"], [(60, 0), (70, 30), (70, 0), (60, 30), (60, 0)])
    let territory = try loadWithParcel(bowTie)
    func lines(_ number: String) -> FactValue? {
      territory.survey(ParcelReference(town: "small", number: number), on: day)
        .facts["lot lines"]?.value
    }
    #expect(lines("3") == .unknown("a shape beside the lot cannot be used"))
    #expect(lines("1")?.isUnknown == false)
  }

  @Test func `rows with too many fields are left out and said`() throws {
    let town = try SmallTown()
    try town.write("addresses.csv", "lot,address\n1,a,b\n2,3 Main St\n")
    let territory = try town.load()
    #expect(
      territory.findings.contains {
        $0.id == "refused-row" && $0.message.contains("line 2 has 3 fields")
      })
    #expect(territory.search("3 main").first?.parcel.number == "2")
  }
}
