import Foundation
import Geometry

/// A straight run of a lot's boundary, or the part of one with one kind of thing beyond it.
struct BoundaryPiece {
  var line: Polyline
  var abutter: Abutter
  var neighbours: [Int] = []
  var street: StreetReference?
  var confidence = LotLine.Confidence.high
  var reason = ""

  /// From its start straight to its end.
  var chord: Point { (line.end - line.start).unit }
  /// Square to the chord, away from the lot.
  var outward: Point { Point(0, 0) - chord.leftNormal }
  var streetKey: String? { abutter == .street ? street?.key ?? "" : nil }
}

/// The corners of a ring that bend its boundary, and the runs between them.
///
/// A vertex bends nothing when it lies within ``Tolerance/collinearOffset`` of the straight line past it (Douglas and
/// Peucker 1973), or when what is left there turns by less than ``Tolerance/collinearAngle``.
func straightRuns(of ring: Ring) -> [Polyline] {
  let points = Array(ring.corners)
  let count = points.count
  func turn(_ before: Int, _ at: Int, _ after: Int) -> Double {
    turnAngle(points[at] - points[before], points[after] - points[at])
  }
  // The sharpest corner is one beyond doubt: the ring is opened there.
  let sharpest =
    (0..<count).max {
      abs(turn(($0 + count - 1) % count, $0, ($0 + 1) % count))
        < abs(turn(($1 + count - 1) % count, $1, ($1 + 1) % count))
    } ?? 0
  let opened = (0...count).map { points[(sharpest + $0) % count] }
  let far =
    (1..<count).max { opened[$0].distance(to: opened[0]) < opened[$1].distance(to: opened[0]) } ?? 1
  var bends = [0, far, count]
  var open = [(0, far), (far, count)]
  while let (first, last) = open.popLast() {
    guard last - first > 1, let chord = Polyline([opened[first], opened[last]]) else { continue }
    var farthest = first
    var distance = Tolerance.collinearOffset
    for place in (first + 1)..<last where chord.distance(to: opened[place]) > distance {
      farthest = place
      distance = chord.distance(to: opened[place])
    }
    guard farthest != first else { continue }
    bends.append(farthest)
    open += [(first, farthest), (farthest, last)]
  }
  bends.sort()
  var kept = bends
  var place = 1
  while place < kept.count - 1, kept.count > 4 {
    let before = opened[kept[place]] - opened[kept[place - 1]]
    let after = opened[kept[place + 1]] - opened[kept[place]]
    if abs(turnAngle(before, after)) < Tolerance.collinearAngle {
      kept.remove(at: place)
    } else {
      place += 1
    }
  }
  return zip(kept, kept.dropFirst()).compactMap { Polyline(opened[$0...$1]) }
}

/// The angle from one direction to another in radians, positive to the left, -π…π.
func turnAngle(_ a: Point, _ b: Point) -> Double {
  atan2(a.cross(b), a.dot(b))
}

extension Polyline {
  /// From its first point to its second one.
  var firstStep: Point { points[1] - points[0] }
  /// From its last point but one to its last one.
  var lastStep: Point { points[points.count - 1] - points[points.count - 2] }

  /// The part between two distances from the start, in metres.
  func part(from: Double, to: Double) -> Polyline? {
    var kept: [Point] = []
    var passed = 0.0
    for (a, b) in zip(points, points.dropFirst()) {
      let step = a.distance(to: b)
      let low = max(from - passed, 0)
      let high = min(to - passed, step)
      if low < high {
        kept.append(low == 0 ? a : a + (b - a) * (low / step))
        kept.append(high == step ? b : a + (b - a) * (high / step))
      }
      passed += step
    }
    return Polyline(kept)
  }

  /// The stretches that run along a region's boundary, in metres from the start.
  func stretchesAlong(_ region: MultiPolygon, tolerance: Double) -> [ClosedRange<Double>] {
    var result: [ClosedRange<Double>] = []
    var passed = 0.0
    for (a, b) in zip(points, points.dropFirst()) {
      let step = a.distance(to: b)
      for stretch in region.stretchesAlongBoundary(from: a, to: b, tolerance: tolerance) {
        let low = passed + stretch.lowerBound * step
        let high = passed + stretch.upperBound * step
        if let last = result.last, low <= last.upperBound + 1e-9 {
          result[result.count - 1] = last.lowerBound...max(last.upperBound, high)
        } else {
          result.append(low...high)
        }
      }
      passed += step
    }
    return result
  }
}
