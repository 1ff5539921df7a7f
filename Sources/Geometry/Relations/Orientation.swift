/// On which side of the line from `a` to `b` the point lies: positive on the left, negative on the right, 0 on the line.
///
/// The sign is that of the true determinant: where plain arithmetic cannot be sure (Shewchuk's static error bound, 1997),
/// it is computed again in double-double arithmetic, which is exact for coordinates below 10⁷ m given to 0.1 mm.
package func orientation(_ a: Point, _ b: Point, _ point: Point) -> Double {
  let left = (a.x - point.x) * (b.y - point.y)
  let right = (a.y - point.y) * (b.x - point.x)
  let determinant = left - right
  let bound = 3.3306690738754716e-16 * (abs(left) + abs(right))
  if abs(determinant) > bound { return determinant }
  return exactOrientation(a, b, point)
}

private func exactOrientation(_ a: Point, _ b: Point, _ c: Point) -> Double {
  let left = product(difference(a.x, c.x), difference(b.y, c.y))
  let right = product(difference(a.y, c.y), difference(b.x, c.x))
  let high = difference(left.high, right.high)
  return high.high + (high.low + (left.low - right.low))
}

/// A number as the sum of two: what the first one rounds away stands in the second.
private typealias DoubleDouble = (high: Double, low: Double)

/// `a - b` without loss (Knuth's two-difference).
private func difference(_ a: Double, _ b: Double) -> DoubleDouble {
  let high = a - b
  let back = high - a
  return (high, (a - (high - back)) - (b + back))
}

private func product(_ a: DoubleDouble, _ b: DoubleDouble) -> DoubleDouble {
  let high = a.high * b.high
  // The fused multiplication gives the part that the rounded product lost.
  var low = (-high).addingProduct(a.high, b.high)
  low += a.high * b.low + a.low * b.high
  let sum = high + low
  return (sum, low - (sum - high))
}
