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
  guard a.isFinite, b.isFinite, c.isFinite else { return 0 }
  // Coordinates of one grid have exact differences. Of two products, that which is rounded to more is more; of two rounded
  // to the same, that of which more was cut off, which a fused multiplication tells.
  let (ax, ay) = (a.x - c.x, a.y - c.y)
  let (bx, by) = (b.x - c.x, b.y - c.y)
  if isExact(ax, a.x, c.x), isExact(ay, a.y, c.y), isExact(bx, b.x, c.x), isExact(by, b.y, c.y) {
    let left = ax * by
    let right = ay * bx
    if left != right { return left > right ? 1 : -1 }
    if abs(left) > 0x1p-900, left.isFinite {
      let cutLeft = (-left).addingProduct(ax, by)
      let cutRight = (-right).addingProduct(ay, bx)
      return cutLeft == cutRight ? 0 : cutLeft > cutRight ? 1 : -1
    }
    if ax == 0 || by == 0, ay == 0 || bx == 0 { return 0 }
  }
  var sum = ExactSum(productsOf: 2)
  sum.add(a.x, b.y)
  sum.add(-a.y, b.x)
  sum.add(-a.x, c.y)
  sum.add(a.y, c.x)
  sum.add(-c.x, b.y)
  sum.add(c.y, b.x)
  return sum.sign
}

/// Whether a difference was not rounded (Knuth's two-difference has no second part).
@inline(__always)
private func isExact(_ difference: Double, _ a: Double, _ b: Double) -> Bool {
  let back = difference - a
  return (a - (difference - back)) - (b + back) == 0
}
