import Geometry
import TestSupport
import Testing

@testable import SpatialIndex

struct ShiftTests {
  private static let tile = 10_000.0

  /// One of eleven columns and seven rows of the plane, a tile apart, far from the origin as a state's coordinates are.
  private static func way(_ number: Int) -> Point {
    Point(227_000 + Double(number % 11) * tile, 896_000 + Double(number / 11) * tile)
  }

  private static func moved(_ region: MultiPolygon, by: Point) -> MultiPolygon {
    MultiPolygon(
      trustedCoordinates: region.coordinates.map { $0 + by }, ringStarts: region.ringStarts,
      partStarts: region.partStarts, arcs: region.arcs)
  }

  /// The shares of lots by zone, in the order of the lots.
  private static func shares(
    of lots: [MultiPolygon], in zones: [MultiPolygon], by: Point
  ) throws -> [[Int: Double]] {
    let layer = try FlatLayer(regions: zones.map { moved($0, by: by) })
    let calculator = ShareCalculator(try #require(layer.covering))
    return lots.indices.map { lot in
      _ = calculator.share(moved(lots[lot], by: by))
      return Dictionary(
        uniqueKeysWithValues: calculator.shares(over: 0).map { ($0.zone, $0.area / lots[lot].area) }
      )
    }
  }

  @Test(.enabled(if: Cambridge.folder != nil, "the city's data are not beside the repository"))
  func `the city of Cambridge has the same shares wherever it is shifted, 77 ways`() throws {
    let zones = try Cambridge.regions("zoning_2025.geojson")
    let lots = try Cambridge.regions("parcels_fy2014.geojson").filter { $0.area > 1 }
    #expect(lots.count > 13_000)
    // The roads go along each time: they are what an overlay loses the thread on.
    var random = SeededGenerator(seed: 77)
    let roads = lots.indices.sorted {
      lots[$0].coordinates.count > lots[$1].coordinates.count
    }.prefix(12)
    let some = lots.indices.filter { _ in Int.random(in: 0..<20, using: &random) == 0 }
    let chosen = Array(Set(some).union(roads)).sorted()
    let still = try Self.shares(of: lots, in: zones, by: Self.way(0))
    for number in 1..<77 {
      let places = number % 38 == 0 ? Array(lots.indices) : chosen
      let found = try Self.shares(
        of: places.map { lots[$0] }, in: zones, by: Self.way(number))
      var worst = (difference: 0.0, lot: 0)
      for (place, shares) in zip(places, found) {
        for zone in Set(shares.keys).union(still[place].keys) {
          let difference = abs((shares[zone] ?? 0) - (still[place][zone] ?? 0))
          if difference > worst.difference { worst = (difference, place) }
        }
      }
      #expect(worst.difference < 1e-9, "way \(number), lot \(worst.lot): \(worst.difference)")
    }
  }
}
