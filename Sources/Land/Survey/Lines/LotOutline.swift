import Foundation
import Geometry

/// A ring opened at its sharpest corner, with the places at which it bends.
struct LotOutline {
  /// The first corner again at the end.
  let points: [Point]
  /// Metres from the start to each point.
  let along: [Double]
  /// The places at which a straight run starts, and at the end the last place.
  let bends: [Int]
  /// Whether a vertex is as good as at the limit of what bends a line: that hangs on a millimetre.
  let isDoubtful: Bool

  var length: Double { along[along.count - 1] }

  /// A vertex bends nothing when it lies within ``Tolerance/collinearOffset`` of the straight line past it (Douglas and
  /// Peucker 1973), or when what is left there turns by less than ``Tolerance/collinearAngle``.
  ///
  /// - Parameters:
  ///   - ring: At least three corners, the first one not repeated, the lot to the left.
  ///   - slack: Metres by which a vertex must lie farther off to bend the line.
  init(_ ring: some RandomAccessCollection<Point>, slack: Double = 0) {
    let corners = Array(ring)
    let count = corners.count
    // The sharpest corner is one beyond doubt: the ring is opened there.
    var sharpest = 0
    var sharpness = -1.0
    for place in 0..<count {
      let before = corners[place] - corners[place == 0 ? count - 1 : place - 1]
      let after = corners[place + 1 == count ? 0 : place + 1] - corners[place]
      // Falls from 1 to -1 as the turn grows, so no angle is needed.
      let sharp = 0 - before.dot(after) / (before.dot(before) * after.dot(after)).squareRoot()
      if sharp > sharpness {
        sharpness = sharp
        sharpest = place
      }
    }
    let points = (0...count).map { corners[(sharpest + $0) % count] }
    var along = [0.0]
    along.reserveCapacity(count + 1)
    for place in 1...count {
      along.append(along[place - 1] + points[place].distance(to: points[place - 1]))
    }
    self.points = points
    self.along = along
    (bends, isDoubtful) = Self.bends(points, count, slack)
  }

  /// How far a vertex may move off its line when every corner moves by a millimetre each way, in metres.
  static let doubt = 3 * Tolerance.numeric

  private static func bends(
    _ points: [Point], _ count: Int, _ slack: Double
  ) -> (bends: [Int], isDoubtful: Bool) {
    let limit = Tolerance.collinearOffset + slack
    let least = (limit - doubt) * (limit - doubt)
    let most = (limit + doubt) * (limit + doubt)
    var isDoubtful = false
    var far = 1
    for place in 1..<count
    where points[place].distance(to: points[0]) > points[far].distance(to: points[0]) {
      far = place
    }
    var bends = [0, far, count]
    var open = [(0, far), (far, count)]
    while let (first, last) = open.popLast() {
      var farthest = first
      var reached = least
      let a = points[first]
      let b = points[last]
      for place in (first + 1)..<max(last, first + 1) {
        let away = squaredDistance(points[place], a, b)
        if away > reached {
          reached = away
          farthest = place
        }
      }
      guard farthest != first else { continue }
      if reached <= most { isDoubtful = true }
      guard reached > limit * limit else { continue }
      bends.append(farthest)
      open.append((first, farthest))
      open.append((farthest, last))
    }
    bends.sort()
    var kept = bends
    var place = 1
    while place < kept.count - 1, kept.count > 4 {
      let before = points[kept[place]] - points[kept[place - 1]]
      let after = points[kept[place + 1]] - points[kept[place]]
      let error = doubt / before.length + doubt / after.length
      let angle = Tolerance.collinearAngle + (slack == 0 ? 0 : slack / doubt * error)
      let turn = abs(turnAngle(before, after))
      if abs(turn - angle) <= error { isDoubtful = true }
      if turn < angle {
        kept.remove(at: place)
      } else {
        place += 1
      }
    }
    return (kept, isDoubtful)
  }

  private static func squaredDistance(_ point: Point, _ a: Point, _ b: Point) -> Double {
    let step = b - a
    let square = step.dot(step)
    let share = square > 0 ? min(max((point - a).dot(step) / square, 0), 1) : 0
    let away = point - (a + step * share)
    return away.dot(away)
  }

  /// The point so many metres along.
  func point(at distance: Double) -> Point {
    var place = 1
    while place < points.count - 1, along[place] < distance { place += 1 }
    let step = along[place] - along[place - 1]
    let share = step > 0 ? (distance - along[place - 1]) / step : 0
    return share >= 1
      ? points[place]
      : points[place - 1] + (points[place] - points[place - 1]) * max(share, 0)
  }

  /// The part between two distances from the start, in metres; nil where nothing is between.
  func part(from: Double, to: Double) -> Polyline? {
    var kept: [Point] = []
    let between = points.indices.count { along[$0] > from && along[$0] < to }
    kept.reserveCapacity(between + 2)
    kept.append(point(at: from))
    if between > 0 {
      for place in points.indices where along[place] > from && along[place] < to {
        kept.append(points[place])
      }
    }
    kept.append(point(at: to))
    return Polyline(kept)
  }
}
