import Geometry

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Whether a point lies to the left of the line from `a` to `b`; a point on the line is taken as one a hair to its right and
/// then a far smaller hair above it.
///
/// Since every point is moved in thought by the same hair, the answer for the reversed line is always the opposite: of two
/// zones that share an edge, each point belongs to exactly one.
@inline(__always)
func isLeft(_ a: Point, _ b: Point, _ x: Double, _ y: Double) -> Bool {
  let left = (a.x - x) * (b.y - y)
  let right = (a.y - y) * (b.x - x)
  let determinant = left - right
  let bound = errorBound * (abs(left) + abs(right))
  if determinant > bound { return true }
  if determinant < -bound { return false }
  return isLeftExactly(a, b, Point(x, y))
}

/// Shewchuk's static bound (1997), of the sum of the magnitudes of a determinant's two products.
let errorBound = 3.3306690738754716e-16

@inline(never)
private func isLeftExactly(_ a: Point, _ b: Point, _ point: Point) -> Bool {
  let side = orientation(a, b, point)
  if side != 0 { return side > 0 }
  return b.y < a.y || (b.y == a.y && b.x > a.x)
}

/// A part of an arc that neither turns back in x nor in y, as an edge of a region has it: the inside to its left.
///
/// The circle is the one from the lesser end of the whole arc, so that two regions that share the arc, each in its own
/// direction, see the very same numbers.
struct ArcPiece: BitwiseCopyable {
  var start: Point
  var end: Point
  /// A point of the circle, and the centre seen from it.
  var from: Point
  var toCentre: Point
  var radius: Double
  /// 1 where it turns to the left from start to end, -1 where it turns to the right.
  var turn: Double

  /// How far the square of the distance from the centre exceeds that of the radius.
  @inline(__always)
  func power(_ x: Double, _ y: Double) -> Double {
    let dx = x - from.x
    let dy = y - from.y
    return dx * dx + dy * dy - 2 * (dx * toCentre.x + dy * toCentre.y)
  }

  /// Whether a point between the piece's ends, by x or by y, lies to its left; moved in thought as for straight edges.
  func isLeft(_ x: Double, _ y: Double) -> Bool {
    let ofChord = SpatialIndex.isLeft(start, end, x, y)
    if turn > 0 ? ofChord : !ofChord { return ofChord }
    return (turn > 0) == isWithin(x, y)
  }

  /// Whether a point lies in the circle; its ends lie on it, whatever rounding says.
  private func isWithin(_ x: Double, _ y: Double) -> Bool {
    let power = power(x, y)
    let isEnd = (x == start.x && y == start.y) || (x == end.x && y == end.y)
    if power != 0 && !isEnd { return power < 0 }
    // A hair to the right, and then a far smaller one up.
    let right = x - from.x - toCentre.x
    let isLevel = abs(right) <= radius * 1e-12
    return (isLevel ? y - from.y - toCentre.y : right) < 0
  }

  /// The area between the piece and its chord in square metres, as it adds to a region to the left of it.
  var segmentArea: Double {
    let chord = (end - start).length
    return turn * segment(radius: radius, angle: 2 * asin(min(1, chord / (2 * radius))))
  }

  /// The pieces of an arc in its own direction; none where it is as good as straight.
  static func pieces(from start: Point, through: Point, to end: Point) -> [ArcPiece] {
    let isForward = (start.x, start.y) < (end.x, end.y)
    guard
      let arc = isForward
        ? CircularArc(from: start, through: through, to: end)
        : CircularArc(from: end, through: through, to: start)
    else { return [] }
    let first = isForward ? start : end
    let last = isForward ? end : start
    let toCentre = arc.centre - arc.start
    // The places where it is farthest right, up, left and down, in the order in which it comes to them.
    let side = arc.sweep > 0 ? 1.0 : -1.0
    var turns: [(angle: Double, point: Point)] = []
    for (quarter, spoke) in [Point(1, 0), Point(0, 1), Point(-1, 0), Point(0, -1)].enumerated() {
      var angle = side * (Double(quarter) * .pi / 2 - arc.startAngle)
      angle -= (angle / (2 * .pi)).rounded(.down) * 2 * .pi
      if angle > 0, angle < abs(arc.sweep) {
        let point = first + (toCentre + spoke * arc.radius)
        if point != first, point != last { turns.append((angle, point)) }
      }
    }
    turns.sort { $0.angle < $1.angle }
    let corners = [first] + turns.map(\.point) + [last]
    var pieces = zip(corners, corners.dropFirst()).map { a, b in
      ArcPiece(
        start: a, end: b, from: first, toCentre: toCentre, radius: arc.radius, turn: side)
    }
    if !isForward {
      pieces.reverse()
      for place in pieces.indices {
        (pieces[place].start, pieces[place].end) = (pieces[place].end, pieces[place].start)
        pieces[place].turn = -side
      }
    }
    return pieces
  }
}
