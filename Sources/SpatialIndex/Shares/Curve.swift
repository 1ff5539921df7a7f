import Geometry

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A piece of boundary as a height over x: a straight line, or the upper or lower part of a circle. Relative to a box's lower
/// left corner.
struct Curve {
  /// The stretch of x, and the heights at its ends.
  var x0: Double
  var y0: Double
  var x1: Double
  var y1: Double
  /// 1 for an edge that runs to the left and bounds its region from above, -1 for one that runs to the right; as often as it
  /// counts.
  var weight: Double
  /// For an arc: a point of the circle and the centre seen from it; the radius is 0 for a line.
  var from = Point(0, 0)
  var toCentre = Point(0, 0)
  var radius = 0.0
  /// 1 for the upper half of a circle, -1 for the lower one.
  var half = 0.0

  /// A straight edge in its own direction; nil for an upright one.
  init?(_ a: Point, _ b: Point) {
    guard abs(b.x - a.x) >= 1e-30 else { return nil }
    let isTop = b.x < a.x
    (x0, y0) = isTop ? (b.x, b.y) : (a.x, a.y)
    (x1, y1) = isTop ? (a.x, a.y) : (b.x, b.y)
    weight = isTop ? 1 : -1
  }

  init(x0: Double, x1: Double, y0: Double, slope: Double, weight: Double) {
    self.x0 = x0
    self.x1 = x1
    self.y0 = y0
    y1 = y0 + slope * (x1 - x0)
    self.weight = weight
  }

  /// A piece of an arc, seen from a corner.
  init?(_ piece: ArcPiece, from corner: Point) {
    self.init(piece.start - corner, piece.end - corner)
    from = piece.from - corner
    toCentre = piece.toCentre
    radius = piece.radius
    // To the left and turning to the left is over the top; to the right and turning to the left is along the bottom.
    half = weight * piece.turn
  }

  /// The height at an x of the stretch.
  func height(_ x: Double) -> Double {
    if radius == 0 {
      let share = (x - x0) / (x1 - x0)
      return y0 + (y1 - y0) * share
    }
    let dx = x - from.x
    let rest = 2 * dx * toCentre.x - dx * dx
    let root = half * max(0, toCentre.y * toCentre.y + rest).squareRoot()
    // Two numbers of one sign are added, never of two: no digits are lost to a far centre.
    let step = root * toCentre.y >= 0 ? toCentre.y + root : rest / (root - toCentre.y)
    return from.y + step
  }

  /// Where a piece that only rises or only falls has a height.
  func place(_ y: Double) -> Double {
    let share = (y - y0) / (y1 - y0)
    let straight = x0 + (x1 - x0) * share
    if radius == 0 { return straight }
    let dy = y - from.y
    let rest = 2 * dy * toCentre.y - dy * dy
    // Rising to the right on the upper half is the left side of the circle.
    let side = (y1 > y0) == (half > 0) ? -1.0 : 1.0
    let root = side * max(0, toCentre.x * toCentre.x + rest).squareRoot()
    let step = root * toCentre.x >= 0 ? toCentre.x + root : rest / (root - toCentre.x)
    return min(max(from.x + step, x0), x1)
  }

  /// The area between the curve and the floor over a stretch of x, in square metres.
  func areaUnder(_ a: Double, _ b: Double) -> Double {
    let ya = height(a)
    let yb = height(b)
    let straight = (ya + yb) / 2 * (b - a)
    if radius == 0 { return straight }
    let chord = ((b - a) * (b - a) + (yb - ya) * (yb - ya)).squareRoot()
    return straight + half * segment(radius: radius, angle: 2 * asin(min(1, chord / (2 * radius))))
  }

  /// The integral of the lower of two curves over what their stretches have in common, within a stretch.
  func lowerIntegral(_ other: Curve, from: Double, to: Double) -> Double {
    let a = max(x0, other.x0, from)
    let b = min(x1, other.x1, to)
    guard a < b else { return 0 }
    // Where they cross; a place too many does no harm, and one that is off by little costs the square of it.
    var cuts = [a]
    for cut in crossings(other, a, b).sorted() where cut > cuts[cuts.count - 1] && cut < b {
      cuts.append(cut)
    }
    cuts.append(b)
    var sum = 0.0
    for (left, right) in zip(cuts, cuts.dropFirst()) {
      let middle = (left + right) / 2
      sum +=
        height(middle) <= other.height(middle)
        ? areaUnder(left, right) : other.areaUnder(left, right)
    }
    return sum
  }

  private func crossings(_ other: Curve, _ a: Double, _ b: Double) -> [Double] {
    if radius == 0 {
      if other.radius > 0 { return other.crossings(self, a, b) }
      let d0 = height(a) - other.height(a)
      let d1 = height(b) - other.height(b)
      return (d0 < 0) != (d1 < 0) ? [a + (b - a) * d0 / (d0 - d1)] : []
    }
    if other.radius == 0 {
      // Along the line, from where it is at a: how far out of the circle, and how fast that changes.
      let y = other.height(a)
      let slope = (other.height(b) - y) / (b - a)
      let dx = a - from.x
      let dy = y - from.y
      let power = dx * dx + dy * dy - 2 * (dx * toCentre.x + dy * toCentre.y)
      let change = dx - toCentre.x + slope * (dy - toCentre.y)
      let square = 1 + slope * slope
      let rest = change * change - square * power
      guard rest >= 0 else { return [] }
      let root = change >= 0 ? -change - rest.squareRoot() : -change + rest.squareRoot()
      return root == 0 ? [a] : [a + root / square, a + power / root]
    }
    // Two circles: their common chord, from the first one's centre.
    let between = (other.from + other.toCentre) - (from + toCentre)
    let distance = between.length
    guard distance > 0 else { return [] }
    let along = ((radius - other.radius) * (radius + other.radius) / distance + distance) / 2
    let rest = (radius - along) * (radius + along)
    guard rest >= 0 else { return [] }
    let foot = from + toCentre + between.unit * along
    let across = between.unit.leftNormal * rest.squareRoot()
    return [(foot + across).x, (foot - across).x]
  }
}
