import Foundation
import Geometry
import Testing

@testable import Land

@Suite struct CoordinateTextTests {
  @Test(arguments: [
    "32.0853, 34.7818", "32.0853 34.7818", "32.0853,34.7818", "34.7818 E, 32.0853 N",
    "N 32.0853 E 34.7818",
    "32.0853° N 34.7818° E", "۳۲٫۰۸۵۳، ۳۴٫۷۸۱۸", "٣٢٫٠٨٥٣ ٣٤٫٧٨١٨", "32,0853 34,7818",
    "32,0853; 34,7818",
    "lat 32.0853 lon 34.7818", "lon: 34.7818, lat: 32.0853", "geo:32.0853,34.7818",
    "WGS84: 32.0853, 34.7818",
    "32°5'7.08\"N 34°46'54.48\"E", "34°46′54.48″E 32°5′7.08″N", "32° 5′ 7.08″, 34° 46′ 54.48″",
    "32°05.118'N 34°46.908'E", "N32°5'7.08\" E34°46'54.48\"", "۳۲°۵′۷٫۰۸″ شمالی ۳۴°۴۶′۵۴٫۴۸″ شرقی",
    "32°5׳7.08״ צפון, 34°46׳54.48״ מזרח", "32°5'7.08''N, 34°46'54.48''E",
  ])
  func `degrees are read however they are written`(text: String) throws {
    let reading = try #require(CoordinateText.readings(of: text).first, "\(text)")
    #expect(abs(reading.x - 34.7818) < 1e-9 && abs(reading.y - 32.0853) < 1e-9, "\(text)")
    #expect(reading.isPlain)
  }

  @Test func `the south and the west are less than nothing`() throws {
    for text in ["33.5 S 70.6 W", "-33.5, -70.6", "70.6W 33.5S", "33°30'S 70°36'W"] {
      let reading = try #require(CoordinateText.readings(of: text).first, "\(text)")
      #expect(abs(reading.x + 70.6) < 1e-9 && abs(reading.y + 33.5) < 1e-9, "\(text)")
    }
  }

  @Test func `where letters do not tell the order, both are read`() {
    let readings = CoordinateText.readings(of: "34.7818 32.0853")
    #expect(readings.map(\.x) == [32.0853, 34.7818])
    #expect(CoordinateText.readings(of: "120.5 32.1").map(\.y) == [32.1], "no latitude is 120")
  }

  @Test(arguments: [
    "12 Herzl", "6941/23", "6941 23", "6941-23", "12", "3.5", "", "הרצל 12", "N", "12.5 main 3.25",
    "95.1 200.2", "32°75'N 34°E", "1.5 2.5 3.5", "R1-23",
  ])
  func `what is no coordinates is not read as any`(text: String) {
    #expect(CoordinateText.readings(of: text).isEmpty, "\(text)")
  }

  @Test func `metres are read in either order, in the system that the text names`() {
    let grid = CoordinateText.readings(of: "ITM 180010 650015")
    #expect(grid.map(\.system) == ["EPSG:2039", "EPSG:2039"])
    #expect(grid.map(\.x) == [180010, 650015])
    #expect(CoordinateText.readings(of: "180,010.5 650,015").map(\.x).contains(180010.5))
    #expect(CoordinateText.readings(of: "40R 412000 2936000").first?.system == "EPSG:32640")
    let zones = CoordinateText.readings(of: "36S 668000 3550000").compactMap(\.system)
    #expect(Set(zones) == ["EPSG:32636", "EPSG:32736"])
    #expect(CoordinateText.readings(of: "180010 650015").allSatisfy { !$0.isPlain })
  }
}

@Suite struct FoundPlaceTests {
  private static let town = Result { try SmallTown().load() }

  private func point(_ text: String) throws -> FoundPoint {
    let found = try Self.town.get().find(text)
    guard case .point(let point)? = found.places.first else {
      Issue.record("`\(text)` is no point")
      throw CancellationError()
    }
    return point
  }

  @Test(arguments: ["180010 650015", "650015, 180010", "ITM 180010 650015", "180010.0 650015.0"])
  func `a point of the Israeli grid leads to its lot, in either order`(text: String) throws {
    let point = try point(text)
    #expect(point.parcel?.number == "1")
    #expect(point.system == "EPSG:2039")
  }

  @Test
  func `degrees lead to the same lot, in either order, in any digits, and so does a zone of UTM`()
    throws
  {
    let point = try point("180010 650015")
    let (x, y) = (String(format: "%.7f", point.longitude), String(format: "%.7f", point.latitude))
    for text in ["\(y), \(x)", "\(x) \(y)", "\(y) N \(x) E"] {
      #expect(try self.point(text).parcel?.number == "1", "\(text)")
    }
    let way = try #require(ThreadTransformations.fromDegrees(to: "EPSG:32636"))
    let zone = way.forward(Point(point.longitude, point.latitude))
    let (east, north) = (String(format: "%.1f", zone.x), String(format: "%.1f", zone.y))
    for text in [
      "36R \(east) \(north)", "UTM \(east) \(north)", "\(north), \(east)", "36N \(east) \(north)",
    ] {
      #expect(try self.point(text).parcel?.number == "1", "\(text)")
    }
  }

  @Test func `a point without a lot says so, and a far one lies in no town`() throws {
    let street = try point("180030 650036")
    #expect(street.parcel == nil && street.town == "small")
    let far = try point("51.5, -0.12")
    #expect(far.parcel == nil && far.town == nil)
    #expect(try Self.town.get().find("123456 654321").places.isEmpty, "no numbers of this town")
  }

  @Test func `a town is found by its name, and its name before or behind an address looks in it`()
    throws
  {
    let town = try Self.town.get()
    #expect(town.find("small town").places.first == .town("small"))
    #expect(town.find("סמאל טאון").places.first == .town("small"), "as it sounds")
    for text in ["3 Main, Small Town", "Small Town 3 Main St", "small/3 main", "3 main", "small/2"]
    {
      let hit = town.search(text).first
      #expect(hit?.parcel.number == "2", "\(text)")
    }
    #expect(town.find("3 main", in: "elsewhere").places.isEmpty)
  }

  @Test func `what may have been meant is proposed only where nothing is found`() throws {
    let town = try Self.town.get()
    #expect(town.find("Main 4").suggestions.contains("3 Main St"))
    #expect(town.find("Main 3").suggestions.isEmpty)
  }
}
