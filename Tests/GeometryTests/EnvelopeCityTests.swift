import Foundation
import TestSupport
import Testing

@testable import Geometry

struct EnvelopeCityTests {
  /// The lots of a city that are valid beyond doubt.
  private static func lots(_ file: String, _ property: String) throws -> [(
    name: String, region: MultiPolygon
  )] {
    try features(file, property: property).filter {
      !$0.region.isEmpty && $0.region.coordinates.count <= 300
    }
  }

  @Test(.enabled(if: dataFolder != nil, "the city's data are not beside the repository"))
  func `no lot of Cambridge is left without an answer, and each is as a second opinion has it`()
    throws
  {
    let lots = try Self.lots("cambridge/parcels_fy2014.geojson", "ML")
    var kernel = EnvelopeKernel()
    for (place, lot) in lots.enumerated() {
      let setbacks = around(lot.region, 3)
      guard place % 50 == 0 else {
        // Crossed rings are refused; nothing else is.
        do {
          try kernel.load(lot.region)
          try kernel.trace(distance: 3)
          #expect(kernel.widening == 0, "\(lot.name)")
        } catch {
          #expect(!lot.region.isEvidentlyValid, "\(lot.name): \(error)")
        }
        continue
      }
      guard lot.region.isEvidentlyValid else { continue }
      let envelope = try lot.region.envelope(setbacks: setbacks, with: &kernel)
      let theirs = try #require(secondOpinion(lot.region, setbacks))
      #expect(envelope.area <= theirs + 1e-5, "\(lot.name)")
      #expect(envelope.area > theirs - 0.05, "\(lot.name)")
    }
  }

  @Test(.enabled(if: dataFolder != nil, "the city's data are not beside the repository"))
  func `a city put down in 77 places keeps its envelopes`() throws {
    let lots = try Self.lots("cambridge/parcels_fy2014.geojson", "ML")
    var kernel = EnvelopeKernel()
    for place in stride(from: 7, to: lots.count, by: 400) {
      let lot = lots[place].region
      try kernel.load(lot)
      try kernel.trace(distance: 3)
      let area = kernel.area
      for tile in 1..<77 {
        let shift = Point(Double(tile % 11) * 12_345.678, Double(tile / 11) * 9_876.543)
        // Moved corners are rounded to the coordinates of where they come to lie.
        let moved = MultiPolygon(
          trustedCoordinates: lot.coordinates.map { $0 + shift }, ringStarts: lot.ringStarts,
          partStarts: lot.partStarts, arcs: [])
        try kernel.load(moved)
        try kernel.trace(distance: 3)
        #expect(abs(kernel.area - area) < 1e-6)
      }
    }
  }
}
