import Foundation

/// A curve that may bound an envelope, run through with the envelope to its left.
enum EnvelopeCurve {
  case line(Point, Point)
  /// Around a centre from one angle to a smaller one: clockwise, so that what is outside the circle is to the left.
  case arc(centre: Point, radius: Double, from: Double, to: Double)

  /// The point at a share of the way, 0…1.
  func point(_ share: Double) -> Point {
    switch self {
    case .line(let a, let b): return share == 1 ? b : a + (b - a) * share
    case .arc(let centre, let radius, let from, let to):
      let angle = from + (to - from) * share
      return centre + Point(cos(angle), sin(angle)) * radius
    }
  }

  func part(_ from: Double, _ to: Double) -> EnvelopeCurve {
    switch self {
    case .line: return .line(point(from), point(to))
    case .arc(let centre, let radius, let first, let last):
      return .arc(
        centre: centre, radius: radius, from: first + (last - first) * from,
        to: first + (last - first) * to)
    }
  }

  var length: Double {
    switch self {
    case .line(let a, let b): return a.distance(to: b)
    case .arc(_, let radius, let from, let to): return radius * (from - to)
    }
  }

  var box: Box {
    switch self {
    case .line(let a, let b): return Box([a, b])
    case .arc(let centre, let radius, _, _): return Box([centre]).expanded(by: radius)
    }
  }

  /// What it adds to the area to its left, seen from the origin (Green's theorem).
  var area: Double {
    switch self {
    case .line(let a, let b): return a.cross(b) / 2
    case .arc(let centre, let radius, let from, let to):
      let turned = radius * (to - from)
      let acrossX = centre.x * (sin(to) - sin(from))
      let acrossY = centre.y * (cos(to) - cos(from))
      return radius * (turned + acrossX - acrossY) / 2
    }
  }

  /// Its points from the first to the last, an arc as chords that stray from it by no more than a tolerance.
  func drawn(chord: Double) -> [Point] {
    guard case .arc(_, let radius, let from, let to) = self, radius > chord else {
      return [point(0), point(1)]
    }
    let most = 2 * acos(max(-1, 1 - chord / radius))
    let count = max(1, Int(((from - to) / most).rounded(.up)))
    return (0...count).map { point(Double($0) / Double(count)) }
  }
}

/// Finds the pieces of curve that bound what capsules leave of a lot, and joins them.
struct EnvelopeTracing {
  /// The lot and its capsules, moved so that the lot's box starts at the origin.
  private let lot: MultiPolygon
  private let capsules: [Capsule]
  private let origin: Point

  /// A point this much inside a capsule is still on its edge, in metres: far above what coordinates of a lot are rounded by.
  private static let hair = 1e-10
  /// Curves this near to each other may touch, in metres.
  private static let touch = 1e-7
  /// Pieces shorter than this are dropped, in metres: the two sides of a touch.
  private static let shortest = 5e-5
  /// Ends of pieces this near to each other are joined, in metres.
  private static let join = 2e-4

  init(lot: MultiPolygon, capsules: [Capsule]) {
    let origin = Point(lot.box.minX, lot.box.minY)
    self.origin = origin
    self.lot = lot.moved(by: Point(0, 0) - origin)
    self.capsules = capsules.map {
      Capsule(a: $0.a - origin, b: $0.b - origin, radius: $0.radius)
    }
  }

  /// Nil where the pieces do not close.
  func envelope(chord: Double) -> Envelope? {
    let pieces = curves.flatMap(kept)
    let area = pieces.reduce(0) { $0 + $1.area }
    guard let loops = joined(pieces) else { return nil }
    var exteriors: [Ring] = []
    var holes: [Ring] = []
    var drawn = 0.0
    var strayed = 0.01
    for loop in loops {
      var points: [Point] = []
      for piece in loop {
        points += piece.drawn(chord: chord).dropLast()
        if case .arc = piece { strayed += piece.length * chord }
      }
      guard let first = points.first, let ring = Ring(points) else { continue }
      let signed = signedArea((points + [first])[...])
      drawn += signed
      if ring.area < 1e-6 { continue }
      if signed > 0 { exteriors.append(ring) } else { holes.append(ring) }
    }
    guard abs(drawn - area) <= strayed, area >= -0.01, area <= lot.area + 0.01 else { return nil }
    var parts = exteriors.map { (region: MultiPolygon(Polygon($0)), holes: [Ring]()) }
    for hole in holes {
      guard let inside = MultiPolygon(Polygon(hole)).interiorPoint,
        let part = parts.firstIndex(where: { $0.region.covers(inside) })
      else { return nil }
      parts[part].holes.append(hole)
    }
    let region = MultiPolygon(
      zip(exteriors, parts).map { Polygon($0, holes: $1.holes) })
    return Envelope(region: region.moved(by: origin), area: max(0, area), isTraced: true)
  }

  /// All curves that may bound the envelope: the lot's edges, both sides of each capsule, a circle around each end.
  private var curves: [EnvelopeCurve] {
    var curves: [EnvelopeCurve] = []
    lot.forEachEdge { curves.append(.line($0, $1)) }
    var radii: [Point: Double] = [:]
    for capsule in capsules {
      let shift = (capsule.b - capsule.a).unit.leftNormal * capsule.radius
      curves.append(.line(capsule.a + shift, capsule.b + shift))
      curves.append(.line(capsule.b - shift, capsule.a - shift))
      for end in [capsule.a, capsule.b] { radii[end] = max(radii[end] ?? 0, capsule.radius) }
    }
    let centres = radii.keys.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    for centre in centres {
      guard let radius = radii[centre] else { continue }
      curves.append(.arc(centre: centre, radius: radius, from: 2 * .pi, to: 0))
    }
    return curves.filter { $0.box.intersects(lot.box) }
  }

  /// The parts of a curve that lie in the lot and in no capsule.
  private func kept(_ curve: EnvelopeCurve) -> [EnvelopeCurve] {
    let reach = curve.box.expanded(by: Self.join)
    let near = capsules.filter { Box([$0.a, $0.b]).expanded(by: $0.radius).intersects(reach) }
    var cuts = [0.0, 1.0]
    switch curve {
    case .line(let a, let b):
      for capsule in near {
        guard let stretch = capsule.stretch(of: a, b) else { continue }
        cuts.append(stretch.lowerBound)
        cuts.append(stretch.upperBound)
      }
      let step = b - a
      lot.forEachEdge(near: reach) { c, d in
        let turn = step.cross(d - c)
        guard turn != 0 else { return }
        cuts.append((c - a).cross(d - c) / turn)
      }
    case .arc(let centre, let radius, _, _):
      var angles: [Double] = []
      for capsule in near {
        let shift = (capsule.b - capsule.a).unit.leftNormal * capsule.radius
        for side in [shift, Point(0, 0) - shift] {
          angles += Self.angles(centre, radius, line: capsule.a + side, capsule.b + side)
        }
        for end in [capsule.a, capsule.b] where end != centre {
          angles += Self.angles(centre, radius, circle: end, capsule.radius)
        }
      }
      lot.forEachEdge(near: reach) { angles += Self.angles(centre, radius, line: $0, $1) }
      let full = 2 * Double.pi
      cuts += angles.map { angle in 1 - (angle < 0 ? angle + full : angle) / full }
    }
    cuts = cuts.filter { $0 >= 0 && $0 <= 1 }.sorted()
    let length = curve.length
    var kept: [(from: Double, to: Double)] = []
    for (from, to) in zip(cuts, cuts.dropFirst()) where (to - from) * length > 1e-9 {
      guard isFree(curve.point((from + to) / 2), near, curve) else { continue }
      if let last = kept.last, (from - last.to) * length <= 1e-9 {
        kept[kept.count - 1].to = to
      } else {
        kept.append((from, to))
      }
    }
    return kept.filter { ($0.to - $0.from) * length >= Self.shortest }
      .map { curve.part($0.from, $0.to) }
  }

  private func isFree(_ point: Point, _ near: [Capsule], _ curve: EnvelopeCurve) -> Bool {
    for capsule in near {
      let least = max(0, capsule.radius - Self.hair)
      if squaredDistance(point, capsule.a, capsule.b) < least * least { return false }
    }
    return lot.containment(of: point, tolerance: 1e-9) != .outside
  }

  /// The angles at which a circle meets a straight line.
  private static func angles(
    _ centre: Point, _ radius: Double, line a: Point, _ b: Point
  ) -> [Double] {
    let along = (b - a).unit
    let offset = a - centre
    let distance = along.cross(offset)
    // A circle's own capsule touches it: rounding must not lose that.
    guard abs(distance) <= radius + Self.touch else { return [] }
    let foot = along.leftNormal * distance
    let half = max(0, radius * radius - distance * distance).squareRoot()
    return [foot + along * half, foot - along * half].map { atan2($0.y, $0.x) }
  }

  /// The angles at which a circle meets another one.
  private static func angles(
    _ centre: Point, _ radius: Double, circle other: Point, _ otherRadius: Double
  ) -> [Double] {
    let offset = other - centre
    let distance = offset.length
    guard distance > 0, distance <= radius + otherRadius + Self.touch,
      distance >= abs(radius - otherRadius) - Self.touch
    else { return [] }
    let foot = (radius * radius - otherRadius * otherRadius + distance * distance) / (2 * distance)
    let bearing = atan2(offset.y, offset.x)
    let half = acos(min(1, max(-1, foot / radius)))
    return [bearing + half, bearing - half]
  }

  /// Loops of pieces, each starting where the one before ends; nil where an end has no start near it.
  private func joined(_ pieces: [EnvelopeCurve]) -> [[EnvelopeCurve]]? {
    var left = Array(pieces.indices)
    var loops: [[EnvelopeCurve]] = []
    while let first = left.popLast() {
      var loop = [pieces[first]]
      let start = pieces[first].point(0)
      while true {
        let end = loop[loop.count - 1].point(1)
        let home = end.distance(to: start)
        let next = left.indices.min {
          pieces[left[$0]].point(0).distance(to: end) < pieces[left[$1]].point(0).distance(to: end)
        }
        let away = next.map { pieces[left[$0]].point(0).distance(to: end) } ?? .infinity
        if home <= Self.join, home <= away { break }
        guard let next, away <= Self.join else { return nil }
        loop.append(pieces[left.remove(at: next)])
      }
      loops.append(loop)
    }
    return loops
  }
}

extension MultiPolygon {
  /// The region shifted by a vector.
  func moved(by shift: Point) -> MultiPolygon {
    MultiPolygon(
      polygons.compactMap { polygon in
        let moved = { (ring: Ring) in Ring(ring.points.map { $0 + shift }) }
        guard let exterior = moved(polygon.exterior) else { return nil }
        return Polygon(exterior, holes: polygon.holes.compactMap(moved))
      })
  }
}
