/// The square of the distance from a point to the segment from `a` to `b`, in square metres.
@inline(__always)
func squaredDistance(_ point: Point, _ a: Point, _ b: Point) -> Double {
  let dx = b.x - a.x
  let dy = b.y - a.y
  let px = point.x - a.x
  let py = point.y - a.y
  let square = dx * dx + dy * dy
  let along = square > 0 ? min(max((px * dx + py * dy) / square, 0), 1) : 0
  let ex = px - along * dx
  let ey = py - along * dy
  return ex * ex + ey * ey
}
