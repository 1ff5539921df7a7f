import Foundation
import Geometry
import TestSupport
import Testing

@testable import Land

@Suite struct CurveTests {
  private func table(_ bytes: [UInt8]) -> FeatureTable {
    var table = FeatureTable()
    var row = FeatureTable.Draft()
    bytes.withUnsafeBytes { _ = WKBReader.read($0, into: &table, &row) }
    table.endRow(row)
    return table
  }

  private func table(_ text: String) -> FeatureTable {
    var table = FeatureTable()
    var row = FeatureTable.Draft()
    _ = Array(text.utf8).withUnsafeBufferPointer { WKTReader.read($0, into: &table, &row) }
    table.endRow(row)
    return table
  }

  private func area(_ table: FeatureTable) throws -> Double {
    try table.region(table.row(0)).get().area
  }

  /// A half disc of radius 5 on a square of 10, as a compound curve.
  private let dome: [(Double, Double)] = [(10, 10), (5, 15), (0, 10)]
  private let walls: [(Double, Double)] = [(0, 10), (0, 0), (10, 0), (10, 10)]
  private let domeArea = 100 + Double.pi * 12.5

  @Test(arguments: [false, true])
  func `arcs come from every curve of well-known binary`(_ isBig: Bool) throws {
    func line(_ points: [(Double, Double)], _ code: UInt32 = 2) -> [UInt8] {
      wellKnownLine(points, code: code, isBig: isBig)
    }
    func many(_ code: UInt32, _ parts: [[UInt8]]) -> [UInt8] {
      wellKnownCollection(code, parts, isBig: isBig)
    }
    let circle = line([(0, 0), (10, 0), (0, 0)], 8)
    let compound = many(9, [line(walls), line(dome, 8)])
    #expect(abs(try area(table(many(10, [circle]))) - .pi * 25) < 1e-9)
    #expect(table(many(10, [circle])).arcs.count == 2)
    #expect(abs(try area(table(many(10, [compound]))) - domeArea) < 1e-9)
    let square = many(3, [])
    #expect(table(square).row(0).parts.isEmpty)
    let surface = many(
      12, [many(10, [compound]), many(10, [line([(20, 0), (30, 0), (20, 0)], 8)])])
    #expect(abs(try area(table(surface)) - domeArea - .pi * 25) < 1e-9)
    let string = table(line(dome, 8))
    #expect(abs(try string.lines(string.row(0)).get()[0].length - .pi * 5) < 1e-12)
    let curves = table(many(11, [compound, line([(0, 0), (3, 4)])]))
    let lengths = try curves.lines(curves.row(0)).get().map(\.length)
    #expect(abs(lengths[0] - 30 - .pi * 5) < 1e-12 && lengths[1] == 5)
  }

  private static let curves: [(String, Double)] = [
    ("CURVEPOLYGON(CIRCULARSTRING(0 0, 10 0, 0 0))", Double.pi * 25),
    (
      "CURVEPOLYGON (COMPOUNDCURVE ((0 10, 0 0, 10 0, 10 10), CIRCULARSTRING (10 10, 5 15, 0 10)))",
      100 + Double.pi * 12.5
    ),
    (
      "MULTISURFACE (((0 0, 4 0, 4 4, 0 4)), CURVEPOLYGON Z (CIRCULARSTRING Z (10 0 1, 12 2 1, 10 4 1, 8 2 1, 10 0 1)))",
      16 + Double.pi * 4
    ),
    (
      "SRID=2056;CURVEPOLYGON(CIRCULARSTRING(0 0, 10 0, 0 0), (4 -1, 6 -1, 6 1, 4 1, 4 -1))",
      Double.pi * 25 - 4
    ),
    (
      "curvepolygon zm (circularstring (0 0 1 1, 5 5 1 1, 10 0 1 1, 5 -5 1 1, 0 0 1 1))",
      Double.pi * 25
    ),
  ]

  @Test(arguments: curves)
  func `arcs come from every curve of well-known text`(_ text: String, _ expected: Double) throws {
    #expect(abs(try area(table(text)) - expected) < 1e-9)
  }

  @Test func `the Z and M of any writing are left out, and said`() throws {
    for (code, others) in [(1002, 1), (2002, 1), (3002, 2), (0x8000_0002, 1), (0xC000_0002, 2)] {
      let read = table(wellKnownLine([(0, 0), (3, 4)], code: UInt32(code), others: others))
      #expect(try read.lines(read.row(0)).get()[0].length == 5)
      #expect(!read.remarks.isEmpty)
    }
  }

  @Test func `extended well-known binary in a CSV names the coordinate system`() throws {
    func hex(_ srid: UInt32) -> String {
      wellKnownBinary(1, srid: srid) { $0.point(7, 8) }.map {
        String($0 >> 4, radix: 16) + String($0 & 15, radix: 16)
      }.joined()
    }
    let text = "id,shape\n1,\(hex(2056))\n2,\(hex(2039).uppercased())\n3,01\n4,\(hex(2056))ab\n"
    let table = try CSVTable.read(Data(text.utf8), columns: ["id"], geometry: "shape")
    #expect(table.crs == "EPSG:2056")
    #expect(try table.points(table.row(0)).get() == [Point(7, 8)])
    #expect(table.row(1).fault == "it is in `EPSG:2039`, and those before in `EPSG:2056`")
    #expect(table.row(2).fault != nil)
    #expect(table.row(3).fault == "there is more after the end of its geometry")
  }

  @Test(arguments: [
    "CIRCULARSTRING(0 0, 1 1)", "CIRCULARSTRING(0 0, 1 1, 2 0, 3 3)",
    "COMPOUNDCURVE((0 0, 1 1), (2 2, 3 3))", "COMPOUNDCURVE(COMPOUNDCURVE((0 0, 1 1)))",
    "CURVEPOLYGON(POINT(0 0))", "MULTISURFACE(LINESTRING(0 0, 1 1))", "TIN(((0 0, 1 1, 2 0, 0 0)))",
    "GEOMETRYCOLLECTION(POINT(0 0), LINESTRING(0 0, 1 1))", "SRID=x;POINT(0 0)", "POINT(0)",
    "POINT(0 0) POINT(1 1)", "POLYGON((0 0, 1 1", "POLYGON((0 0, 1 1)))",
  ])
  func `curves that are none are refused`(_ text: String) {
    let read = table(text)
    #expect(read.row(0).fault != nil)
    #expect(read.coordinates.isEmpty && read.arcs.isEmpty)
  }

  @Test func `well-known binary that is cut off or damaged is refused, or some shape`() {
    let whole = wellKnownCollection(
      12,
      [
        wellKnownCollection(
          10, [wellKnownCollection(9, [wellKnownLine(walls), wellKnownLine(dome, code: 8)])]),
        wellKnownCollection(3, [Array(wellKnownLine(walls)[5...])]),
      ])
    #expect(table(whole).row(0).fault == nil)
    for count in 0..<whole.count {
      let read = table(Array(whole.prefix(count)))
      #expect(read.row(0).fault != nil)
      #expect(read.coordinates.isEmpty && read.arcs.isEmpty && read.partCount == 0)
    }
    var random = SeededGenerator(seed: 51)
    for _ in 0..<3000 {
      let read = table(damaged(whole, using: &random))
      if case .success(let region) = read.region(read.row(0)) { _ = region.area }
      _ = read.lines(read.row(0))
      _ = read.points(read.row(0))
    }
  }

  @Test func `counts beyond the bytes take no memory`() {
    for code in [2, 3, 4, 8, 9, 10, 12] as [UInt32] {
      #expect(
        table(wellKnownBinary(code) { $0.integer(UInt32.max) }).row(0).fault
          == "its geometry is cut off")
    }
    // A collection in a collection, ten thousand deep.
    let deep = Array(
      (0..<10_000).map { _ in wellKnownBinary(7) { $0.integer(UInt32(1)) } }.joined())
    #expect(table(deep).row(0).fault == "its geometry is nested deeper than 8")
  }

  @Test func `a survey with arcs has the areas that were measured`() throws {
    let rows = #"""
      {"tid": "1", "rings": [[[10, 10], ["A", 5, 15, 0, 10], [0, 0], [10, 0], [10, 10]]], "area": "139"}
      {"tid": "2", "rings": [[[0, 0], ["A", 10, 0, 0, 0]], [[4, -1], [6, -1], [6, 1], [4, 1], [4, -1]]], "area": "75"}
      {"tid": "3", "xy": [4, 5], "area": null}
      {"tid": "4", "rings": [[["A", 10, 0, 0, 0]]]}
      """#
    let table = try GeoJSONReader.read(Data(rows.utf8), columns: ["area", "tid"], isLines: true)
    #expect(table.crs == nil)
    #expect(abs(try area(table) - domeArea) < 1e-9)
    #expect(abs(try table.region(table.row(1)).get().area - .pi * 25 + 4) < 1e-9)
    #expect(try table.points(table.row(2)).get() == [Point(4, 5)])
    #expect(table.row(3).fault != nil)
    #expect(table.rows.map { $0.values[0] } == ["139", "75", nil, nil])
    #expect(table.rows.map { $0.values[1] } == ["1", "2", "3", "4"])
  }
}
