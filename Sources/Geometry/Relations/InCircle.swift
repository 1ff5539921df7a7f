/// Whether a point lies in the circle through three others: positive inside and negative outside where the three run
/// counter-clockwise, the other way where they run clockwise; 0 on the circle.
///
/// The sign is that of the true determinant, for all finite coordinates; found as in ``orientation(_:_:_:)``.
package func inCircle(_ a: Point, _ b: Point, _ c: Point, _ point: Point) -> Double {
  let ax = a.x - point.x
  let ay = a.y - point.y
  let bx = b.x - point.x
  let by = b.y - point.y
  let cx = c.x - point.x
  let cy = c.y - point.y
  let liftA = ax * ax + ay * ay
  let liftB = bx * bx + by * by
  let liftC = cx * cx + cy * cy
  let determinant =
    liftA * (bx * cy - by * cx) + liftB * (cx * ay - cy * ax) + liftC * (ax * by - ay * bx)
  let permanent =
    liftA * (abs(bx * cy) + abs(by * cx)) + liftB * (abs(cx * ay) + abs(cy * ax))
    + liftC * (abs(ax * by) + abs(ay * bx))
  let bound = 1.1102230246251577e-15 * permanent + 0x1p-900
  // With lifts below 10²⁰ what underflows stays below the room left for it.
  if abs(determinant) > bound, liftA + liftB + liftC < 1e20 { return determinant }
  return exactInCircle(a, b, c, point)
}

/// The sign of the same determinant without any rounding.
@inline(never)
func exactInCircle(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> Double {
  guard a.isFinite, b.isFinite, c.isFinite, d.isFinite else { return 0 }
  var sum = ExactSum(productsOf: 4)
  /// Adds the square of a point's distance from the origin times the turn of three others.
  func add(_ sign: Double, _ lifted: Point, _ p: Point, _ q: Point, _ r: Point) {
    for coordinate in [lifted.x, lifted.y] {
      let signed = sign * coordinate
      sum.add(signed, coordinate, p.x, q.y)
      sum.add(signed, coordinate, -p.y, q.x)
      sum.add(signed, coordinate, -p.x, r.y)
      sum.add(signed, coordinate, p.y, r.x)
      sum.add(signed, coordinate, -r.x, q.y)
      sum.add(signed, coordinate, r.y, q.x)
    }
  }
  add(1, a, b, c, d)
  add(-1, b, a, c, d)
  add(1, c, a, b, d)
  add(-1, d, a, b, c)
  return sum.sign
}

/// What an arc adds to the parity of a point's side, its chord's part included; nil for a point on the arc.
///
/// Even-odd as for edges: the ray to the right crosses the chord, or not, and the point lies between chord and arc, or not.
/// A point on the line of the chord counts as a hair above and beside it, as half-open edges have it too.
func arcTogglesSide(of point: Point, from a: Point, through: Point, to b: Point) -> Bool? {
  var side = orientation(a, b, point)
  if side == 0 { side = b.x != a.x ? b.x - a.x : a.y - b.y }
  let crosses = (a.y > point.y) != (b.y > point.y) && (b.y > a.y) == (side > 0)
  let bulge = orientation(a, b, through)
  guard (side > 0) == (bulge > 0) else { return crosses }
  let circle = inCircle(a, b, through, point)
  if circle == 0 { return nil }
  return crosses != ((circle > 0) == (bulge > 0))
}
