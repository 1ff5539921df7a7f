/// On which side of the line from `a` to `b` the point lies: positive on the left, negative on the right, 0 on the line.
///
/// The sign is that of the true determinant, for all finite coordinates. Plain arithmetic decides where it is sure (Shewchuk's
/// static error bound, *Adaptive Precision Floating-Point Arithmetic*, 1997, with room for underflow); else the determinant
/// is computed again as a whole number (``ExactSum``).
@inline(__always)
package func orientation(_ a: Point, _ b: Point, _ point: Point) -> Double {
  let left = (a.x - point.x) * (b.y - point.y)
  let right = (a.y - point.y) * (b.x - point.x)
  let determinant = left - right
  let bound = 3.3306690738754716e-16 * (abs(left) + abs(right)) + 0x1p-1000
  if abs(determinant) > bound { return determinant }
  return exactOrientation(a, b, point)
}

/// The sign of the same determinant without any rounding.
@inline(never)
func exactOrientation(_ a: Point, _ b: Point, _ c: Point) -> Double {
  // A level or upright line, or an end: what most exact questions are about.
  if a.x == b.x, a.x == c.x { return 0 }
  if a.y == b.y, a.y == c.y { return 0 }
  guard a.isFinite, b.isFinite, c.isFinite else { return 0 }
  var sum = ExactSum(productsOf: 2)
  sum.add(a.x, b.y)
  sum.add(-a.y, b.x)
  sum.add(-a.x, c.y)
  sum.add(a.y, c.x)
  sum.add(-c.x, b.y)
  sum.add(c.y, b.x)
  return sum.sign
}
