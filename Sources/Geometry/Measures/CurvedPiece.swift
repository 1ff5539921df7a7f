import Foundation

/// A piece of an arc that is the graph of a function over a range of x, with the weight of what lies under it: upper or
/// lower half of its circle, seen in a box whose lower left corner is the origin.
///
/// All is computed from its left end, so that a far centre costs no digits.
struct CurvedPiece {
  let x0: Double
  let y0: Double
  let x1: Double
  let y1: Double
  let weight: Double
  let radius: Double
  /// The way from the centre to the left end. Its second half has the sign of ``side``.
  let fromCentre: Point
  /// 1 on the upper half of the circle, -1 on the lower.
  let side: Double

  /// How high the piece is at an x of its range.
  func height(at x: Double) -> Double {
    let dx = x - x0
    let rise = dx * (dx + 2 * fromCentre.x)
    let square = fromCentre.y * fromCentre.y - rise
    // Rounded past the end of the half circle: as high as the centre.
    guard square > 0 else { return y0 - fromCentre.y }
    let root = square.squareRoot()
    let divisor = fromCentre.y + side * root
    return divisor == 0 ? y0 : y0 - rise / divisor
  }

  /// The integral from one x to another one, both in the range.
  func integral(_ from: Double, _ to: Double) -> Double {
    let left = height(at: from)
    let right = height(at: to)
    let chord = Point(to - from, right - left).length
    let angle = 2 * asin(min(1, chord / (2 * radius)))
    return (left + right) / 2 * (to - from) + side * segment(radius: radius, angle: angle)
  }

  /// The piece between two x of its range.
  func part(_ from: Double, _ to: Double) -> CurvedPiece {
    let left = from == x0 ? y0 : height(at: from)
    let right = to == x1 ? y1 : height(at: to)
    return CurvedPiece(
      x0: from, y0: left, x1: to, y1: right, weight: weight, radius: radius,
      fromCentre: fromCentre + Point(from - x0, left - y0), side: side)
  }

  /// The x at which the whole circle is as high as a given height; nil where it never is.
  func places(ofHeight height: Double) -> (Double, Double)? {
    let rise = height - y0
    guard let found = roots(1, half: fromCentre.x, rise * (rise + 2 * fromCentre.y)) else {
      return nil
    }
    return (x0 + found.0, x0 + found.1)
  }

  /// The x at which the whole circle meets a straight line, told by a point and a slope; nil where it does not.
  func places(onLineThrough point: Point, slope: Double) -> (Double, Double)? {
    let step = point - Point(x0, y0)
    let along = Point(1, slope)
    guard
      let found = roots(
        along.dot(along), half: along.dot(step + fromCentre),
        step.dot(step) + 2 * step.dot(fromCentre))
    else { return nil }
    return (point.x + found.0, point.x + found.1)
  }

  /// The x at which the whole circle meets the other's; nil where it does not.
  func places(onCircleOf other: CurvedPiece) -> (Double, Double)? {
    // Steps from this left end; points of both circles lie on the line of equal powers.
    let between = Point(x0 - other.x0, y0 - other.y0)
    let normal = fromCentre - other.fromCentre - between
    let square = normal.dot(normal)
    guard square > 0 else { return nil }
    let height = (between.dot(between) + 2 * between.dot(other.fromCentre)) / 2
    let foot = normal * (height / square)
    let along = normal.leftNormal
    guard
      let found = roots(
        square, half: along.dot(fromCentre), foot.dot(foot) + 2 * foot.dot(fromCentre))
    else { return nil }
    return (x0 + foot.x + along.x * found.0, x0 + foot.x + along.x * found.1)
  }
}

extension CircularArc {
  /// Calls back with the pieces over which the arc is a graph, seen from an origin; what runs to the left weighs 1, what runs
  /// to the right -1.
  func forEachGraph(from origin: Point, _ body: (CurvedPiece) -> Void) {
    let turned = sweep
    var cuts = [0.0]
    // Where it stands upright: at whole half turns.
    let first = startAngle / .pi
    let last = (startAngle + turned) / .pi
    var half = turned > 0 ? first.rounded(.down) + 1 : first.rounded(.up) - 1
    while turned > 0 ? half < last : half > last {
      cuts.append((half - first) / (last - first))
      half += turned > 0 ? 1 : -1
    }
    cuts.append(1)
    var from = start - origin
    for (one, two) in zip(cuts, cuts.dropFirst()) {
      let to = point(at: two) - origin
      defer { from = to }
      let middle = startAngle + turned * (one + two) / 2
      let side: Double = sin(middle) >= 0 ? 1 : -1
      let isLeftward = to.x < from.x
      let left = isLeftward ? to : from
      let right = isLeftward ? from : to
      guard left.x < right.x else { continue }
      let spoke = (left - (start - origin)) - toCentre
      // At an upright place rounding may put the end on the other half.
      let up = side * spoke.y >= 0 ? spoke.y : 0
      body(
        CurvedPiece(
          x0: left.x, y0: left.y, x1: right.x, y1: right.y, weight: isLeftward ? 1 : -1,
          radius: radius, fromCentre: Point(spoke.x, up), side: side))
    }
  }
}
