import Foundation
import TestSupport
import Testing

@testable import Geometry

struct ArcCrossingTests {
  /// A lot whose two opposite sides are bent inwards by so many metres each, 10 m apart.
  private func hourglass(_ bend: Double, _ other: Double, at shift: Point = Point(0, 0))
    -> MultiPolygon
  {
    MultiPolygon(
      Polygon(
        Ring(
          [Point(0, 0), Point(30, 0), Point(30, 10), Point(0, 10)].map { $0 + shift },
          arcs: [
            Arc(edge: 0, through: Point(15, bend) + shift),
            Arc(edge: 2, through: Point(15, 10 - other) + shift),
          ])!))
  }

  @Test(arguments: [Point(0, 0), Point(2_680_000, 1_247_000)])
  func `a lot of which two arcs cross is refused by name and place`(shift: Point) throws {
    let lot = hourglass(6, 6, at: shift)
    for distance in [0.5, 1, 4, 30.0] {
      let refusal = #expect(throws: EnvelopeRefusal.self) {
        try lot.envelope(setbacks: around(lot, distance))
      }
      guard case .crossesItself(let at) = refusal else {
        Issue.record("refused as \(String(describing: refusal))")
        continue
      }
      #expect(abs(at.y - shift.y - 5) < 1e-6)
    }
    #expect(lot.faults(limit: 9).map(\.kind) == [.crossing])
    // A millimetre between them is enough, and so is a micrometre.
    for gap in [0.001, 1e-6] {
      let narrow = hourglass(5, 5 - gap, at: shift)
      #expect(narrow.isEvidentlyValid)
      #expect(throws: Never.self) { try narrow.envelope(setbacks: around(narrow, 0.4)) }
      #expect(hourglass(5, 5 + gap, at: shift).faults().map(\.kind) == [.crossing])
    }
  }

  @Test func `arcs that touch side by side are no crossing`() throws {
    let lot = hourglass(5, 5)
    #expect(lot.faults(limit: 9).map(\.kind) == [.touch])
    #expect(try lot.envelope(setbacks: around(lot, 1)).region.partCount == 2)
  }

  @Test func `an arc that crosses a straight side is refused`() throws {
    let lot = MultiPolygon(
      Polygon(
        Ring(
          [Point(0, 0), Point(30, 0), Point(30, 10), Point(0, 10)],
          arcs: [Arc(edge: 0, through: Point(15, 12))])!))
    let refusal = #expect(throws: EnvelopeRefusal.self) {
      try lot.envelope(setbacks: around(lot, 1))
    }
    guard case .crossesItself(let at) = refusal else {
      Issue.record("refused as \(String(describing: refusal))")
      return
    }
    #expect(abs(at.y - 10) < 1e-6)
    #expect(lot.faults().map(\.kind) == [.crossing])
  }

  @Test func `an arc that crosses the side next to it is refused`() throws {
    // More than half a circle, whose end the next side leaves into the circle and out again.
    let bay = MultiPolygon(
      Polygon(
        Ring(
          [
            Point(0, 0), Point(10, 0), Point(-3, -1.6), Point(-3, -40), Point(-20, -40),
            Point(-20, 0),
          ],
          arcs: [Arc(edge: 0, through: Point(5, -12))])!))
    #expect(bay.faults().first?.kind == .crossing)
    #expect(throws: EnvelopeRefusal.self) { try bay.envelope(setbacks: around(bay, 1)) }
  }

  @Test func `the end of a side on an arc is judged by its exact side`() {
    // A hole's corner at the top of an arc, a last bit below it, and a last bit above.
    func lot(_ height: Double) -> MultiPolygon {
      let outside = Ring(
        [Point(-20, 0), Point(20, 0), Point(20, 30), Point(-20, 30)],
        arcs: [Arc(edge: 0, through: Point(0, 20))])!
      let hole = Ring([Point(0, height), Point(1, 25), Point(-1, 25)])!
      return MultiPolygon(Polygon(outside, holes: [hole]))
    }
    #expect(lot(20).faults().map(\.kind) == [.touch])
    #expect(lot(20.0.nextDown).faults().map(\.kind) == [.crossing])
    #expect(lot(20.0.nextUp).isEvidentlyValid)
  }

  @Test(arguments: 0..<60)
  func `random lots with arcs are judged as their chords of a tenth of a millimetre`(
    seed: Int
  ) throws {
    var random = SeededGenerator(seed: UInt64(52_000 + seed))
    for _ in 0..<10 {
      let (points, arcs) = wildStar(&random)
      guard let ring = Ring(points, arcs: arcs) else { continue }
      let lot = region(Polygon(ring))
      let chords = lot.chorded(tolerance: 1e-4)
      let isCrossed = lot.faults(limit: 99).contains { $0.kind == .crossing }
      let areCrossed = chords.faults(limit: 99).contains { $0.kind == .crossing }
      #expect(isCrossed == areCrossed, "\(points) \(arcs)")
      var refusal: EnvelopeRefusal?
      do throws(EnvelopeRefusal) {
        _ = try lot.envelope(setbacks: around(lot, 0.5))
      } catch {
        refusal = error
      }
      #expect((refusal != nil) == isCrossed, "\(points) \(arcs) \(String(describing: refusal))")
    }
  }

  /// A star of which about half of the edges are bent so far that some cross.
  private func wildStar(_ random: inout SeededGenerator) -> (points: [Point], arcs: [Arc]) {
    let corners = Int.random(in: 3...8, using: &random)
    let points = Array(
      star(Point(600_000, 200_000), 10...25, corners: corners, using: &random).corners)
    let arcs = points.indices.compactMap { place -> Arc? in
      guard Bool.random(using: &random) else { return nil }
      let (a, b) = (points[place], points[(place + 1) % points.count])
      let bend = Double.random(in: -0.3...0.9, using: &random)
      return Arc(edge: place, through: a.midpoint(to: b) + (b - a).leftNormal * bend)
    }
    return (points, arcs)
  }

  @Test(.enabled(if: dataFolder != nil, "the Swiss survey's data are not beside the repository"))
  func `surveyed areas with arcs are no worse as arcs than as chords, and have yards`() throws {
    var random = SeededGenerator(seed: 8)
    var refused = 0
    var bent = 0
    var finer = 0
    for layer in ["liegenschaft", "bodenbedeckung"] {
      for (name, _, area) in try swissAreas(layer) where !area.arcs.isEmpty {
        bent += 1
        let chords = try #require(area.judgedByChords)
        if chords.isEvidentlyValid {
          #expect(area.repaired() == .unchanged, "\(name)")
          // An overshoot that runs back within half a millimetre is seen by arcs alone.
          if !area.isEvidentlyValid {
            finer += 1
            #expect(layer != "liegenschaft", "\(name)")
          }
        }
        guard area.isEvidentlyValid else { continue }
        let setbacks = edgeSetbacks(area) { _ in [1, 2, 3].randomElement(using: &random)! }
        do throws(EnvelopeRefusal) {
          let yard = try area.envelope(setbacks: setbacks, reading: .yardOfFullWidth)
          #expect(abs(yard.area - yard.region.area) < 1e-6)
        } catch {
          #expect(error == .unresolved, "\(name)")
          refused += 1
        }
      }
    }
    #expect(bent > 50)
    #expect(finer * 100 <= bent, "\(finer) of \(bent)")
    #expect(refused * 100 <= bent, "\(refused) of \(bent)")
  }
}
