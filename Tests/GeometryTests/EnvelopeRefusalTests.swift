import Foundation
import TestSupport
import Testing

@testable import Geometry

struct EnvelopeRefusalTests {
  @Test func `a lot that crosses itself is refused by name and place`() throws {
    let lot = region(
      Polygon([Point(0, 0), Point(20, 0), Point(20, 20), Point(5, -10), Point(0, 20)])!)
    let refusal = #expect(throws: EnvelopeRefusal.self) {
      try lot.envelope(setbacks: around(lot, 1))
    }
    guard case .crossesItself(let at) = refusal else {
      Issue.record("refused as \(String(describing: refusal))")
      return
    }
    #expect(abs(at.y) < 1e-9)
  }

  @Test func `parts in parts, holes outside, open rings and numbers that are none are refused`()
    throws
  {
    let nested = region(rectangle(0, 0, 20, 20), rectangle(5, 5, 5, 5))
    #expect(throws: EnvelopeRefusal.overlaps(at: Point(5, 5))) {
      try nested.envelope(setbacks: around(nested, 1))
    }
    let outside = region(
      Polygon(rectangle(0, 0, 20, 20).exterior, holes: [rectangle(30, 5, 5, 5).exterior]))
    #expect(throws: EnvelopeRefusal.self) { try outside.envelope(setbacks: around(outside, 1)) }
    func raw(_ points: [Point]) -> MultiPolygon {
      MultiPolygon(
        trustedCoordinates: points, ringStarts: [0, points.count], partStarts: [0, 1], arcs: [])
    }
    let square = [Point(0, 0), Point(9, 0), Point(9, 9), Point(0, 9), Point(0, 0)]
    var kernel = EnvelopeKernel()
    try kernel.load(raw(square))
    try kernel.trace(distance: 1)
    #expect(kernel.area == 49)
    var open = square
    open[4] = Point(1, 1)
    #expect(throws: EnvelopeRefusal.notARing(at: Point(1, 1))) { try kernel.load(raw(open)) }
    #expect(throws: EnvelopeRefusal.self) { try kernel.load(raw(square.reversed())) }
    var broken = square
    broken[2].x = .nan
    #expect(throws: EnvelopeRefusal.notANumber) { try kernel.load(raw(broken)) }
    broken[2].x = .infinity
    #expect(throws: EnvelopeRefusal.notANumber) { try kernel.load(raw(broken)) }
    let lot = region(rectangle(0, 0, 20, 20))
    for distance in [-1, .nan, .infinity] as [Double] {
      #expect(throws: EnvelopeRefusal.notANumber) {
        try lot.envelope(setbacks: around(lot, distance))
      }
    }
    // What was refused leaves nothing behind.
    try kernel.load(raw(square))
    try kernel.trace(distance: 2)
    #expect(kernel.area == 25)
  }

  @Test func `a notch without width is kept clear of, and a spike without width adds nothing`()
    throws
  {
    let notch = region(
      Polygon([
        Point(0, 0), Point(10, 0), Point(10, 8), Point(10, 0), Point(20, 0), Point(20, 20),
        Point(0, 20),
      ])!)
    let cut = try notch.envelope(setbacks: around(notch, 2))
    // The notch rises 6 m above the front's setback, 4 m wide, and ends in half a disc.
    #expect(abs(cut.area - (16.0 * 16 - 4 * 6 - Double.pi * 2)) < 1e-9)
    for width in [0, 1e-12, 1e-9, 1e-6] {
      let spike = region(
        Polygon([
          Point(0, 0), Point(20, 0), Point(20, 20), Point(10, 20), Point(10 - width / 2, 30),
          Point(10 - width, 20), Point(0, 20),
        ])!)
      let envelope = try spike.envelope(setbacks: around(spike, 2))
      #expect(abs(envelope.area - 16.0 * 16) < 1e-5)
    }
  }

  @Test func `a zigzag of long edges ends, whatever its size`() throws {
    for (corners, width) in [(400, 1.0), (2000, 0.01)] {
      var points = [Point(0, 0)]
      for place in 1..<corners {
        points.append(
          Point(Double(place) * width, place % 2 == 0 ? 50 : 100 + Double(place) * 1e-7))
      }
      points += [Point(Double(corners) * width, 0)]
      let lot = region(Polygon(points)!)
      do {
        let envelope = try lot.envelope(setbacks: around(lot, 3))
        #expect(envelope.area >= 0 && envelope.area < lot.area)
      } catch {
        #expect(error == .tooIntricate)
      }
    }
  }

  @Test(arguments: 0..<60)
  func `whatever is given, the envelope is told or refused`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(31_000 + seed))
    // Corners on a coarse grid: many repeat, touch, lie on edges or run back.
    let corners = (0..<Int.random(in: 3...14, using: &random)).map { _ in
      Point(
        Double(Int.random(in: 0...6, using: &random)) * 2,
        Double(Int.random(in: 0...6, using: &random)) * 2)
    }
    guard let polygon = Polygon(corners) else { return }
    let lot = region(polygon)
    for reading in SetbackReading.allCases {
      let setbacks = edgeSetbacks(lot) { _ in [0, 0.5, 1, 2].randomElement(using: &random)! }
      guard let envelope = try? lot.envelope(setbacks: setbacks, reading: reading) else { continue }
      #expect(envelope.area >= 0 && envelope.area <= lot.area + 1e-6)
      #expect(abs(envelope.area - envelope.region.area) < 1e-6)
      if lot.isEvidentlyValid, reading == .distanceToLine {
        let theirs = try #require(secondOpinion(lot, setbacks))
        #expect(abs(theirs - envelope.area) < 0.02)
      }
    }
  }
}
