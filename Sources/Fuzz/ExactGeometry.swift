import BigInt
import Geometry

/// Areas, sides and containment in whole numbers: the reference for the geometry, by other ways than its own.
///
/// Every double is a whole number times a power of two. At a scale at which all coordinates are whole, an area in common is
/// the sum over upright slabs between all corners and crossings, in which nothing crosses. Only the last division of each
/// slab is cut off, at 2⁻¹²⁸ of the square of a unit.
struct ExactGeometry {
  /// The power of two by which coordinates were multiplied.
  let scale: Int
  let regions: [[Edge]]

  /// An edge that is not upright, from left to right, with what it adds to the winding of what lies above it.
  struct Edge {
    let x0: BigInt
    let y0: BigInt
    let x1: BigInt
    let y1: BigInt
    let winding: Int
    let region: Int

    var dx: BigInt { x1 - x0 }
    var dy: BigInt { y1 - y0 }
  }

  /// Regions given by their closed rings, in whole numbers at a scale.
  init(rings: [[[(x: BigInt, y: BigInt)]]], scale: Int) {
    self.scale = scale
    regions = rings.enumerated().map { region, rings in
      rings.flatMap { ring in
        zip(ring, ring.dropFirst()).compactMap { a, b in
          if a.x == b.x { return nil }
          return a.x < b.x
            ? Edge(x0: a.x, y0: a.y, x1: b.x, y1: b.y, winding: 1, region: region)
            : Edge(x0: b.x, y0: b.y, x1: a.x, y1: a.y, winding: -1, region: region)
        }
      }
    }
  }

  /// Straight-edged regions.
  init(_ regions: [MultiPolygon]) {
    let scale = Self.scale(of: regions.flatMap(\.coordinates))
    self.init(
      rings: regions.map { region in
        (0..<region.ringCount).map { region.ring($0).map { Self.whole($0, scale) } }
      }, scale: scale)
  }

  /// The least power of two at which all coordinates are whole.
  static func scale(of points: [Point]) -> Int {
    points.flatMap { [$0.x, $0.y] }.reduce(0) { scale, value in
      value == 0 ? scale : max(scale, -Int(value.ulp.exponent))
    }
  }

  /// A point at a scale at which it is whole.
  static func whole(_ point: Point, _ scale: Int) -> (x: BigInt, y: BigInt) {
    func whole(_ value: Double) -> BigInt {
      if value == 0 { return 0 }
      let significand = BigInt(exactly: value.significandBitPattern | 1 << 52) ?? 0
      let shift = Int(value.exponent) - 52 + scale
      let magnitude = shift >= 0 ? significand << shift : significand >> -shift
      return value < 0 ? -magnitude : magnitude
    }
    return (whole(point.x), whole(point.y))
  }

  /// A whole number of so many fractional bits as a double, rounded at the 64th bit and once more.
  static func double(_ value: BigInt, fractionalBits: Int) -> Double {
    let cut = max(0, value.magnitude.bitWidth - 64)
    let top = Double(UInt64(value.magnitude >> cut))
    let sign: Double = value.sign == .minus ? -1 : 1
    return sign * top * Double(sign: .plus, exponent: cut - fractionalBits, significand: 1)
  }

  /// The signed area of one region.
  func area(_ region: Int) -> Double {
    let twice = regions[region].reduce(BigInt(0)) { sum, edge in
      sum - BigInt(edge.winding) * (edge.y0 + edge.y1) * edge.dx
    }
    return Self.double(twice, fractionalBits: 2 * scale + 1)
  }

  /// The integral of the product of the windings of the two regions: their area in common.
  func commonArea() -> Double {
    let edges = regions.flatMap { $0 }
    // All x at which an edge ends or two cross, as fractions of a positive divisor.
    var places: [(x: BigInt, by: BigInt)] = []
    for (place, one) in edges.enumerated() {
      places += [(one.x0, 1), (one.x1, 1)]
      for two in edges[(place + 1)...] {
        guard one.x0 < two.x1, two.x0 < one.x1, min(one.y0, one.y1) <= max(two.y0, two.y1),
          min(two.y0, two.y1) <= max(one.y0, one.y1)
        else { continue }
        let turn = one.dx * two.dy - one.dy * two.dx
        guard turn != 0 else { continue }
        let along = (two.x0 - one.x0) * two.dy - (two.y0 - one.y0) * two.dx
        let x = one.x0 * turn + one.dx * along
        places.append(turn > 0 ? (x, turn) : (-x, -turn))
      }
    }
    places.sort { $0.x * $1.by < $1.x * $0.by }
    let least = max(regions[0].map(\.x0).min() ?? 0, regions[1].map(\.x0).min() ?? 0)
    let most = min(regions[0].map(\.x1).max() ?? 0, regions[1].map(\.x1).max() ?? 0)
    var sum = BigInt(0)
    for (left, right) in zip(places, places.dropFirst()) {
      let width = right.x * left.by - left.x * right.by
      if width == 0 || left.x < least * left.by || right.x > most * right.by { continue }
      let middle = right.x * left.by + left.x * right.by
      let divisor = left.by * right.by * 2
      // The height of each edge in the middle of the slab is `height / (run × divisor)`.
      let spanning = edges.compactMap { edge -> (height: BigInt, run: BigInt, edge: Edge)? in
        guard edge.x0 * divisor < middle, middle < edge.x1 * divisor else { return nil }
        let height = edge.y0 * edge.dx * divisor + (middle - edge.x0 * divisor) * edge.dy
        return (height, edge.dx, edge)
      }.sorted { $0.height * $1.run < $1.height * $0.run }
      var windings = [0, 0]
      for (low, high) in zip(spanning, spanning.dropFirst()) {
        windings[low.edge.region] += low.edge.winding
        let product = windings[0] * windings[1]
        if product == 0 { continue }
        let rise = high.height * low.run - low.height * high.run
        let share = BigInt(product) * width * 2 * rise << 128
        sum += share / (divisor * divisor * low.run * high.run)
      }
    }
    return Self.double(sum, fractionalBits: 2 * scale + 128)
  }

  /// Where a point lies by the even-odd rule, without any tolerance.
  static func containment(of point: Point, in region: MultiPolygon) -> Containment {
    let scale = scale(of: region.coordinates + [point])
    let (x, y) = whole(point, scale)
    var inside = false
    for ring in 0..<region.ringCount {
      let corners = region.ring(ring).map { whole($0, scale) }
      for (a, b) in zip(corners, corners.dropFirst()) {
        let turn = (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x)
        if turn == 0, min(a.x, b.x) <= x, x <= max(a.x, b.x), min(a.y, b.y) <= y, y <= max(a.y, b.y)
        {
          return .onBoundary
        }
        // Upwards here, where the geometry looks to the right.
        if (a.x > x) != (b.x > x), (b.x > a.x) == (turn < 0) { inside.toggle() }
      }
    }
    return inside ? .inside : .outside
  }

  /// The sign of the turn from `a` by `b` to `c`.
  static func turn(_ a: Point, _ b: Point, _ c: Point) -> Int {
    let scale = scale(of: [a, b, c])
    let (p, q, r) = (whole(a, scale), whole(b, scale), whole(c, scale))
    return ((q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)).signum().asInt
  }

  /// The sign of the turn times that of whether `d` lies in the circle through the others, by the circle's centre.
  static func inCircle(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> Int {
    let scale = scale(of: [a, b, c, d])
    let origin = whole(a, scale)
    let (q, r, s) = (whole(b, scale), whole(c, scale), whole(d, scale))
    let (bx, by, cx, cy) = (q.x - origin.x, q.y - origin.y, r.x - origin.x, r.y - origin.y)
    let (dx, dy) = (s.x - origin.x, s.y - origin.y)
    let twice = 2 * (bx * cy - by * cx)
    let (b2, c2) = (bx * bx + by * by, cx * cx + cy * cy)
    // The centre times `twice`, seen from `a`; the power of the point times `twice` is positive outside.
    let (ux, uy) = (cy * b2 - by * c2, bx * c2 - cx * b2)
    let power = (dx * dx + dy * dy) * twice - 2 * (dx * ux + dy * uy)
    return -power.signum().asInt
  }
}

extension BigInt {
  fileprivate var asInt: Int { self == 0 ? 0 : self > 0 ? 1 : -1 }
}
