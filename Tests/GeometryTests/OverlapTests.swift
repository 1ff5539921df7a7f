import Foundation
import TestSupport
import Testing

@testable import Geometry

struct OverlapTests {
  @Test func `rectangles overlap by what they have in common`() {
    let a = region(rectangle(0, 0, 10, 10))
    #expect(a.overlapArea(with: region(rectangle(5, 5, 10, 10))) == 25)
    #expect(a.overlapArea(with: a) == 100)
    #expect(a.overlapArea(with: region(rectangle(-5, -5, 50, 50))) == 100)
    #expect(a.overlapArea(with: region(rectangle(10, 0, 5, 10))) == 0)
    #expect(a.overlapArea(with: region(rectangle(30, 0, 5, 10))) == 0)
    #expect(a.overlapArea(with: .empty) == 0)
    #expect(a.share(in: region(rectangle(0, 0, 5, 10), rectangle(7, 0, 1, 10))) == 0.6)
    #expect(a.area(in: Box(minX: 2, minY: -4, maxX: 4, maxY: 5)) == 10)
  }

  @Test func `a hole takes its part out of an overlap`() {
    let ring = region(
      Polygon(rectangle(0, 0, 10, 10).exterior, holes: [rectangle(2, 2, 6, 6).exterior]))
    #expect(ring.overlapArea(with: region(rectangle(2, 2, 6, 6))) == 0)
    #expect(abs(ring.overlapArea(with: region(rectangle(1, 1, 3, 3))) - 5) < 1e-12)
    #expect(ring.overlapArea(with: ring) == 64)
  }

  @Test(arguments: 0..<40)
  func `overlaps of random shapes agree with a second opinion`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let geos = GEOS()
    let origin = seed % 2 == 0 ? Point(0, 0) : Point(2_680_000, 1_247_000)
    func shape() -> MultiPolygon {
      let parts = Int.random(in: 1...3, using: &random)
      return MultiPolygon(
        (0..<parts).map { part in
          starWithHole(
            origin
              + Point(
                Double(part) * 80 + .random(in: 0...12, using: &random),
                .random(in: 0...30, using: &random)),
            .random(in: 10...30, using: &random), corners: .random(in: 5...40, using: &random),
            using: &random)
        })
    }
    for _ in 0..<10 {
      let a = shape()
      let b = shape()
      #expect(a.isEvidentlyValid)
      let theirs = try #require(geos.overlapArea(a, b))
      let tolerance = 1e-6 * max(1, theirs)
      #expect(abs(a.overlapArea(with: b) - theirs) < tolerance)
      #expect(abs(b.overlapArea(with: a) - theirs) < tolerance)
      #expect(abs(a.overlapArea(with: a) - a.area) < tolerance)
    }
  }

  @Test func `a region cut along many shared lines is the sum of its parts`() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<50 {
      let whole = MultiPolygon(starWithHole(Point(3e6, 7e5), 60, corners: 30, using: &random))
      // Strips with crooked common lines that cover all of it.
      var lines: [[Point]] = []
      for line in 0...8 {
        let x = 3e6 - 80 + Double(line) * 20
        lines.append(
          (0...6).map { step in
            let bend = line % 8 == 0 ? 0 : Double.random(in: -9...9, using: &random)
            return Point(x + bend, 7e5 - 90 + Double(step) * 30)
          })
      }
      let strips = zip(lines, lines.dropFirst()).map {
        MultiPolygon(Polygon($0 + $1.reversed())!)
      }
      let sum = strips.reduce(0) { $0 + whole.overlapArea(with: $1) }
      #expect(abs(sum - whole.area) < 1e-6)
      let shares = strips.map { whole.share(in: $0) }
      #expect(abs(shares.reduce(0, +) - 1) < 1e-9)
    }
  }

  @Test func `large regions are cut before they are compared`() throws {
    var random = SeededGenerator(seed: 12)
    let a = MultiPolygon(Polygon(star(Point(0, 0), 900...1000, corners: 4000, using: &random)))
    let b = MultiPolygon(Polygon(star(Point(300, 100), 900...1000, corners: 4000, using: &random)))
    let theirs = try #require(GEOS().overlapArea(a, b))
    #expect(abs(a.overlapArea(with: b) - theirs) < 1e-4)
  }

  @Test func `a shift of the whole map changes no area`() {
    var random = SeededGenerator(seed: 13)
    let a = star(Point(0, 0), 10...30, corners: 25, using: &random)
    let b = star(Point(9, 5), 10...30, corners: 25, using: &random)
    let here = MultiPolygon(Polygon(a)).overlapArea(with: MultiPolygon(Polygon(b)))
    for shift in [Point(123_456.7, 0), Point(0, 4_567_890.1), Point(2e6, 6e6)] {
      let moved = [a, b].map { MultiPolygon(Polygon($0.points.map { $0 + shift })!) }
      #expect(abs(moved[0].overlapArea(with: moved[1]) - here) < 1e-5)
    }
  }

  @Test(.enabled(if: dataFolder != nil, "the city's data are not beside the repository"))
  func `the shares of Cambridge lots sum to one or say what is not zoned`() throws {
    let zones = try features("cambridge/zoning_2020.geojson", property: "ZONE_TYPE")
    let lots = try features("cambridge/parcels_fy2014.geojson", property: "ML")
    #expect(zones.count > 250)
    let geos = GEOS()
    var whole = 0
    var partly = 0
    var over = 0
    var compared = 0
    for lot in lots.prefix(1500).filter({ !$0.region.isEmpty && $0.region.coordinates.count < 1000 }
    ).prefix(500) {
      var sum = 0.0
      for zone in zones where zone.region.box.intersects(lot.region.box) {
        let ours = lot.region.overlapArea(with: zone.region)
        sum += ours
        if lot.region.isEvidentlyValid, zone.region.isEvidentlyValid, compared < 100 {
          compared += 1
          let theirs = try #require(geos.overlapArea(lot.region, zone.region))
          #expect(abs(ours - theirs) < 1e-6 * lot.region.area, "\(lot.name) in \(zone.name)")
        }
      }
      let share = sum / lot.region.area
      if abs(share - 1) < 1e-6 { whole += 1 } else if share < 1 { partly += 1 } else { over += 1 }
    }
    #expect(compared == 100)
    #expect(whole + partly + over == 500)
    #expect(over == 0)
    #expect(whole > 400, "\(whole) whole, \(partly) partly zoned, \(over) more than once")
  }
}
