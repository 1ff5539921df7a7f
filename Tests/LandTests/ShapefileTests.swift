import Foundation
import Geometry
import TestSupport
import Testing

@testable import Land

@Suite struct ShapefileTests {
  private typealias Ring = [(Double, Double)]

  /// A `.shp` of polygons (5), lines (3), points (1) or any other type; nil is a null shape.
  private func shapes(_ type: Int32, _ shapes: [[Ring]?]) -> [UInt8] {
    var records = ByteBuilder()
    for (index, rings) in shapes.enumerated() {
      var body = ByteBuilder()
      body.integer(rings == nil ? Int32(0) : type)
      if let rings {
        let points = rings.flatMap { $0 }
        if type % 10 == 1 {
          body.point(points[0].0, points[0].1)
          for _ in 0..<(type / 10) { body.double(9) }
        } else {
          for _ in 0..<4 { body.double(0) }
          if type % 10 != 8 { body.integer(Int32(rings.count)) }
          body.integer(Int32(points.count))
          var start: Int32 = 0
          if type % 10 != 8 {
            for ring in rings {
              body.integer(start)
              start += Int32(ring.count)
            }
          }
          for (x, y) in points { body.point(x, y) }
        }
      }
      records.isBig = true
      records.integer(Int32(index + 1))
      records.integer(Int32(body.bytes.count / 2))
      records.bytes += body.bytes
    }
    var file = ByteBuilder(isBig: true)
    file.integer(Int32(9994))
    for _ in 0..<5 { file.integer(Int32(0)) }
    file.integer(Int32((100 + records.bytes.count) / 2))
    file.isBig = false
    file.integer(Int32(1000))
    file.integer(type)
    file.bytes += [UInt8](repeating: 0, count: 64)
    return file.bytes + records.bytes
  }

  /// A `.dbf` of a text `NAME` of 12 bytes, a number `AREA` of 8 and a day `DAY`.
  private func attributes(_ rows: [([UInt8], String, String)], driver: UInt8 = 0) -> [UInt8] {
    var file = ByteBuilder()
    file.bytes = [3, 124, 1, 1]
    file.integer(UInt32(rows.count))
    file.integer(UInt16(32 + 96 + 1))
    file.integer(UInt16(1 + 12 + 8 + 8))
    file.bytes += [UInt8](repeating: 0, count: 17) + [driver, 0, 0]
    let fields: [(String, String, Int)] = [("NAME", "C", 12), ("AREA", "N", 8), ("DAY", "D", 8)]
    for (name, type, length) in fields {
      file.text(name, padded: 11)
      file.text(type)
      file.bytes += [0, 0, 0, 0, UInt8(length), 0] + [UInt8](repeating: 0, count: 14)
    }
    file.byte(0x0D)
    for (name, area, day) in rows {
      file.byte(name.first == UInt8(ascii: "*") ? UInt8(ascii: "*") : 32)
      file.bytes += name + [UInt8](repeating: 32, count: 12 - name.count)
      file.bytes += [UInt8](repeating: 32, count: 8 - area.utf8.count) + Array(area.utf8)
      file.bytes += Array(day.utf8) + [UInt8](repeating: 32, count: 8 - day.utf8.count)
    }
    return file.bytes
  }

  private let outer: Ring = [(0, 0), (0, 10), (10, 10), (10, 0), (0, 0)]
  private let hole: Ring = [(2, 2), (4, 2), (4, 4), (2, 4), (2, 2)]
  private let far: Ring = [(20, 0), (20, 5), (30, 5), (30, 0), (20, 0)]

  private func read(
    _ shapes: [UInt8], _ attributes: [UInt8]? = nil, encoding: String? = nil
  ) throws -> FeatureTable {
    try ShapefileReader.read(
      Data(shapes), attributes: try attributes.map { try DBaseTable(Data($0)) },
      columns: ["NAME", "AREA", "DAY"], encoding: encoding)
  }

  @Test func `rings find their exteriors in whatever order they stand`() throws {
    let island: Ring = [(2.5, 2.5), (2.5, 3.5), (3.5, 3.5), (3.5, 2.5), (2.5, 2.5)]
    let orders: [[Ring]] = [[outer, hole, far, island], [hole, island, far, outer]]
    for rings in orders {
      let table = try read(shapes(5, [rings]))
      let region = try table.region(table.row(0)).get()
      #expect(region.area == 147)
      #expect(region.partCount == 3)
      #expect(region.isEvidentlyValid)
    }
    let stray: Ring = [(50, 50), (51, 50), (51, 51), (50, 50)]
    let wrong = try read(shapes(5, [[outer, far, stray], [hole, hole]]))
    #expect(wrong.row(0).fault == "a hole of it lies in none of its exteriors")
    #expect(wrong.row(1).fault == "all its rings run as holes do")
    // One ring alone encloses what it encloses.
    let single = try read(shapes(5, [[hole]]))
    #expect(try single.region(single.row(0)).get().area == 4)
  }

  @Test func `lines, points, null shapes and heights are read`() throws {
    let lines = try read(shapes(3, [[[(0, 0), (3, 4)], [(0, 0), (0, 1)]], nil]))
    #expect(try lines.lines(lines.row(0)).get().map(\.length) == [5, 1])
    #expect(lines.row(1).kind == .none)
    let points = try read(shapes(11, [[[(7, 8)]]]))
    #expect(try points.points(points.row(0)).get() == [Point(7, 8)])
    #expect(points.remarks == ["its heights (Z) are left out"])
    let many = try read(shapes(8, [[[(7, 8), (9, 10)]]]))
    #expect(try many.points(many.row(0)).get().count == 2)
    let reason = #expect(throws: UnreadableFile.self) { try read(shapes(31, [[outer]])) }
    #expect(reason?.reason.contains("multipatch") == true)
  }

  private static let letters: [([UInt8], String, String)] = [
    ([0xE3, 0xCF, 0xED, 0xE4, 0xC9], "windows-1256", "مدينة"),
    ([0xF2, 0xE9, 0xF8], "windows-1255", "עיר"), ([0xF2, 0xE9, 0xF8], "ISO-8859-8", "עיר"),
    ([0xC3, 0xEE, 0xF0, 0xEE, 0xE4], "ANSI 1251", "Город"), ([0xFC], "ISO 8859-1", "ü"),
    ([0xC3, 0xBC], "UTF-8", "ü"), ([0xC3, 0xBC], "65001", "ü"), ([0x90], "cp1256", "گ"),
  ]

  @Test(arguments: letters)
  func `texts are read in the code page that is named`(
    _ bytes: [UInt8], _ page: String, _ text: String
  ) throws {
    let table = try read(
      shapes(1, [[[(7, 8)]]]), attributes([(bytes, "12.50", "20250210")]), encoding: page)
    #expect((0..<3).map { table.row(0).values[$0] } == [text, "12.5", "2025-02-10"])
  }

  @Test func `a code page that nobody names is asked for, not guessed`() throws {
    let point = shapes(1, [[[(7, 8)]]])
    let hebrew: [UInt8] = [0xF2, 0xE9, 0xF8]
    let unknown = #expect(throws: UnreadableFile.self) {
      try read(point, attributes([(hebrew, "", "")]))
    }
    #expect(unknown?.mend?.contains("encoding:") == true)
    let told = try read(point, attributes([(hebrew, "***", "")], driver: 0x7D))
    #expect(told.row(0).values[0] == "עיר")
    #expect(told.row(0).values[1] == nil && told.row(0).values[2] == nil)
    for wrong in ["utf-8", "cp9999", "windows-1252x"] {
      #expect(throws: UnreadableFile.self) {
        try read(point, attributes([(hebrew, "", "")]), encoding: wrong)
      }
    }
    #expect(throws: UnreadableFile.self) { try read(point, attributes([])) }
  }

  @Test func `rows that were deleted are passed over`() throws {
    let table = try read(
      shapes(1, [[[(7, 8)]], [[(9, 9)]]]),
      attributes([(Array("a".utf8), "1", ""), (Array("*b".utf8), "2", "")]))
    #expect(table.rows.map(\.isPassedOver) == [false, true])
  }

  @Test func `files that are cut off never open, and damage never crashes`() throws {
    let places = shapes(5, [[outer, hole], nil, [far, outer]])
    let rows = attributes((0..<3).map { (Array("lot \($0)".utf8), "\($0)", "20250101") })
    #expect(try read(places, rows).rowCount == 3)
    for count in 0..<places.count {
      #expect(throws: UnreadableFile.self) { try read(Array(places.prefix(count)), rows) }
    }
    for count in 0..<rows.count {
      #expect(throws: UnreadableFile.self) { try read(places, Array(rows.prefix(count))) }
    }
    var random = SeededGenerator(seed: 54)
    for _ in 0..<3000 {
      let table = try? read(
        damaged(places, using: &random),
        Bool.random(using: &random) ? rows : damaged(rows, using: &random))
      guard let table else { continue }
      for row in table.rows { _ = table.region(row) }
    }
  }

  @Test func `a shapefile is a source with its companions beside it`() throws {
    let town = try SmallTown()
    func ring(_ points: [(Double, Double)]) -> Ring {
      points.reversed().map { ($0.0 + 180_000, $0.1 + 650_000) }
    }
    let stem = town.folder.appendingPathComponent("lots")
    try Data(shapes(5, SmallTown.lots.map { [ring($0.1)] })).write(
      to: stem.appendingPathExtension("shp"))
    try Data(attributes(SmallTown.lots.map { (Array($0.0.utf8), "600", "") })).write(
      to: stem.appendingPathExtension("DBF"))
    try town.write(
      "lots.prj",
      #"PROJCS["Israel_TM_Grid",GEOGCS["GCS_Israel",DATUM["D_Israel",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",219529.584],PARAMETER["False_Northing",626907.39],PARAMETER["Central_Meridian",35.20451694444445],PARAMETER["Scale_Factor",1.0000067],PARAMETER["Latitude_Of_Origin",31.73439361111111],UNIT["Meter",1.0]]"#
    )
    try town.edit(
      "file: parcels.geojson, columns: { number: number }",
      "file: lots.shp, columns: { number: NAME }")
    let territory = try town.load()
    #expect(territory.parcelCount == 6)
    let reading = try #require(territory.readings.first { $0.title == "parcels" })
    #expect(reading.rows == 6)
    #expect(reading.crs == "EPSG:2039")
    #expect(reading.operationName == nil)
  }
}
