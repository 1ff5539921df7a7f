import Foundation
import TestSupport
import Testing

@testable import Geometry

/// Shapes made to take for ever: each ends, with an answer or a named refusal.
struct HostileShapeTests {
  /// A ring of a great many corners, in and out by turns.
  private func cogwheel(_ corners: Int, depth: Double) -> [Point] {
    (0..<corners).map { place in
      let angle = 2 * Double.pi * Double(place) / Double(corners)
      let radius = place % 2 == 0 ? 100_000 : 100_000 - depth
      return Point(radius * cos(angle), radius * sin(angle))
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `a ring of a million corners is judged, and its envelope told or refused by name`() throws {
    let wheel = region(try #require(Polygon(cogwheel(1_000_000, depth: 0.5))))
    #expect(wheel.isEvidentlyValid)
    do throws(EnvelopeRefusal) {
      let envelope = try wheel.envelope(setbacks: [])
      #expect(abs(envelope.area - wheel.area) < 1e-6 * wheel.area)
    } catch {
      #expect(error == .tooIntricate)
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `a ring of a million corners that crosses itself is refused by name`() throws {
    var corners = cogwheel(1_000_000, depth: 0.5)
    corners.swapAt(500_000, 500_003)
    let wheel = region(try #require(Polygon(corners)))
    let faults = wheel.faults(limit: 9)
    #expect(faults.contains { $0.kind == .crossing })
    #expect(faults.allSatisfy { $0.at.distance(to: corners[500_001]) < 5 })
    guard case .refused(let reason, _) = wheel.repaired() else {
      Issue.record("it was taken")
      return
    }
    #expect(reason.hasSuffix("of more than 200000 points no repair is tried"))
  }

  @Test(.timeLimit(.minutes(5))) func `a wheel of ten thousand arcs is judged`() throws {
    let corners = cogwheel(20_000, depth: 5)
    let arcs = stride(from: 0, to: 20_000, by: 2).map { place in
      let (a, b) = (corners[place], corners[place + 1])
      return Arc(edge: place, through: a.midpoint(to: b) - (b - a).leftNormal * 0.1)
    }
    let wheel = region(Polygon(try #require(Ring(corners, arcs: arcs))))
    #expect(wheel.isEvidentlyValid)
    #expect(throws: Never.self) { try wheel.envelope(setbacks: around(wheel, 3)) }
  }

  @Test(.timeLimit(.minutes(5))) func `arcs that all lie over each other are refused by name`() {
    // Long flat arcs, a hair apart, and one that crosses them all.
    let corners = (0..<2000).map { place in
      Point(place % 2 == 0 ? 0 : 1000, Double(place) * 1e-3)
    }
    let arcs = (0..<1999).map { place in
      Arc(edge: place, through: Point(500, Double(place) * 1e-3 + 40))
    }
    let shape = Ring(corners + [Point(500, -1)], arcs: arcs).map { region(Polygon($0)) }
    #expect(shape?.isEvidentlyValid != true)
    #expect(throws: EnvelopeRefusal.self) {
      guard let shape else { throw EnvelopeRefusal.notANumber }
      _ = try shape.envelope(setbacks: around(shape, 1))
    }
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, .greatestFiniteMagnitude])
  func `a coordinate that is none, or beyond all numbers, makes no ring`(_ number: Double) {
    let square = [Point(0, 0), Point(9, 0), Point(9, 9), Point(0, 9)]
    for place in 0..<4 {
      var corners = square
      corners[place].y = number
      #expect(Ring(corners) == nil || number.isFinite)
      #expect(Ring(square, arcs: [Arc(edge: place, through: Point(number, 1))]) == nil)
    }
    #expect(throws: EnvelopeRefusal.notANumber) {
      try region(rectangle(0, 0, 9, 9)).envelope(
        setbacks: [
          Setback(
            Polyline([Point(0, 0), Point(9, 0)])!, distance: number.isFinite ? -number : number)
        ])
    }
  }
}
