import Columns
package import Geometry

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What of a lot lies in one zone, measured: for the tests by which a law calls a portion a sliver or immaterial.
package struct ZonePortion: Sendable, Hashable {
  package let zone: Int
  /// Square metres.
  package let area: Double
  /// How much of the lot's boundary lies in the zone, in metres: on a zone's line it is that of the zone on the lot's side.
  package let frontage: Double
  /// How much of the zone's line runs through the lot, in metres.
  package let cut: Double
  /// The greatest distance of a place of the portion from the zone's line through the lot, in metres: never too small, and
  /// too large by a hundredth or 1 cm at most, where it is not a strip too long for that. Nil where no such line passes
  /// through the lot.
  package let depth: Double?

  package var perimeter: Double { frontage + cut }
  /// Twice the area over the perimeter: the width of a long strip, in metres.
  package var meanWidth: Double { perimeter > 0 ? 2 * area / perimeter : 0 }
}

/// A straight stretch of boundary; one of an arc counts for more than its length.
private struct Stretch {
  var a: Point
  var b: Point
  var zone = 0
  /// Metres along the boundary over metres along the stretch.
  var scale = 1.0

  var box: Box { Box([a, b]) }
  func point(_ share: Double) -> Point { a + (b - a) * share }

  func distance(to point: Point) -> Double {
    let step = b - a
    let square = step.dot(step)
    let along = square > 0 ? min(max((point - a).dot(step) / square, 0), 1) : 0
    return point.distance(to: a + step * along)
  }

  /// A piece of an arc in stretches that stray from it by less than 1 mm, as long together as it is.
  static func of(_ piece: ArcPiece, zone: Int) -> [Stretch] {
    let chord = (piece.end - piece.start).length
    let angle = 2 * asin(min(1, chord / (2 * piece.radius)))
    let count = max(
      1, Int((angle / (8 * Tolerance.numeric / piece.radius).squareRoot()).rounded(.up)))
    let centre = piece.from + piece.toCentre
    let first = piece.start - centre
    let points = (0...count).map { place -> Point in
      if place == 0 { return piece.start }
      if place == count { return piece.end }
      let turn = piece.turn * angle * Double(place) / Double(count)
      return centre + first * cos(turn) + first.leftNormal * sin(turn)
    }
    return zip(points, points.dropFirst()).map { a, b in
      let length = a.distance(to: b)
      return Stretch(
        a: a, b: b, zone: zone,
        scale: length > 0 ? piece.radius * angle / Double(count) / length : 1)
    }
  }
}

extension ShareCalculator {
  /// What of a region lies in each zone in which it has more than an area, by zone.
  ///
  /// - Complexity: about that of the shares, times the region's edges near the zones' lines.
  package func portions(of region: MultiPolygon, over least: Double = 0) -> [ZonePortion] {
    withView(of: region) { portions(of: $0, least) }
  }

  /// The same for a feature of a layer.
  package func portions(
    of feature: Int, in layer: FlatLayer, over least: Double = 0
  ) -> [ZonePortion] {
    layer.kind(feature) == .region ? portions(of: layer.view(feature), least) : []
  }

  private func portions(of view: RegionView, _ least: Double) -> [ZonePortion] {
    _ = share(view)
    let shares = shares(over: least)
    guard !shares.isEmpty else { return [] }
    let lot = LotBoundary(view)
    var frontage: [Int: [Stretch]] = [:]
    for stretch in lot.stretches {
      let cuts = stretches(near: stretch.box).flatMap { meetings(of: stretch, with: $0) }
      forEachPart(of: stretch, cuts) { part in
        // A little to the inside: what lies on a zone's line is on one side of it.
        let inward = (part.b - part.a).unit.leftNormal * (2 * Tolerance.numeric)
        for zone in covering.zones(at: part.point(0.5) + inward) {
          frontage[zone, default: []].append(part)
        }
      }
    }
    var lines: [Int: [Stretch]] = [:]
    for stretch in stretches(near: lot.box) {
      let cuts = lot.stretches(near: stretch.box).flatMap { meetings(of: stretch, with: $0) }
      forEachPart(of: stretch, cuts) { part in
        if lot.holds(part.point(0.5)) { lines[stretch.zone, default: []].append(part) }
      }
    }
    func length(_ parts: [Stretch]?) -> Double {
      (parts ?? []).reduce(0) { $0 + $1.a.distance(to: $1.b) * $1.scale }
    }
    return shares.map { share in
      let line = lines[share.zone] ?? []
      return ZonePortion(
        zone: share.zone, area: share.area, frontage: length(frontage[share.zone]),
        cut: length(line),
        depth: line.isEmpty
          ? nil : depth(of: share.zone, in: lot, frontage[share.zone] ?? [], from: line))
    }
  }

  /// The stretches of the zones' lines near a box.
  private func stretches(near box: Box) -> [Stretch] {
    gather(box.expanded(by: Tolerance.numeric))
    return (0..<local.count).flatMap { place -> [Stretch] in
      let edge = local[place]
      if edge.edge & Grid.mark != 0 {
        return Stretch.of(kernel.pieces[Int(edge.edge & ~Grid.mark)], zone: Int(edge.zone))
      }
      return [
        Stretch(
          a: kernel.points[Int(edge.edge)], b: kernel.points[Int(edge.edge) + 1],
          zone: Int(edge.zone))
      ]
    }
  }

  /// The shares of a stretch at which another one crosses it, or begins or ends on it.
  private func meetings(of stretch: Stretch, with other: Stretch) -> [Double] {
    let step = stretch.b - stretch.a
    let square = step.dot(step)
    guard square > 0, stretch.box.expanded(by: Tolerance.numeric).intersects(other.box) else {
      return []
    }
    var shares: [Double] = []
    for end in [other.a, other.b] {
      let share = (end - stretch.a).dot(step) / square
      if share > 0, share < 1, stretch.distance(to: end) <= Tolerance.numeric {
        shares.append(share)
      }
    }
    let d0 = step.cross(other.a - stretch.a)
    let d1 = step.cross(other.b - stretch.a)
    if (d0 < 0) != (d1 < 0) {
      let place = other.point(d0 / (d0 - d1))
      let share = (place - stretch.a).dot(step) / square
      if share > 0, share < 1 { shares.append(share) }
    }
    return shares
  }

  private func forEachPart(of stretch: Stretch, _ cuts: [Double], _ body: (Stretch) -> Void) {
    guard stretch.a != stretch.b else { return }
    var last = 0.0
    for cut in cuts.sorted() + [1] where cut > last {
      var part = stretch
      part.a = stretch.point(last)
      part.b = cut == 1 ? stretch.b : stretch.point(cut)
      body(part)
      last = cut
    }
  }

  /// The greatest distance of a place of the portion from a line.
  private func depth(
    of zone: Int, in lot: LotBoundary, _ frontage: [Stretch], from line: [Stretch]
  ) -> Double {
    func distance(_ point: Point) -> Double {
      line.reduce(.infinity) { min($0, $1.distance(to: point)) }
    }
    // The distance from one straight line is greatest at a corner, and that from several is no greater than from one.
    let ends = (frontage + line).flatMap { [$0.a, $0.b] }
    var most = ends.reduce(0) { max($0, distance($1)) }
    let ceiling = line.reduce(Double.infinity) { least, stretch in
      min(least, ends.reduce(0) { max($0, stretch.distance(to: $1)) })
    }
    var margin: Double { max(0.01, most / 100) }
    if ceiling <= most + margin { return ceiling }
    // Squares that may hold a place farther away, the most promising first (Agafonkin's pole of inaccessibility, 2016).
    let box = ends.reduce(into: Box.empty) { $0.include($1) }
    var squares: [(centre: Point, half: Double, reach: Double)] = []
    func add(_ centre: Point, _ half: Double) {
      let here = distance(centre)
      let reach = here + half * 2.0.squareRoot()
      guard reach > most + margin else { return }
      if here > most, lot.holds(centre), covering.zones(at: centre).contains(zone) { most = here }
      squares.append((centre, half, reach))
    }
    let half = max(max(box.width, box.height) / 2, margin)
    add(box.centre, half)
    var looks = 0
    while let best = squares.indices.max(by: { squares[$0].reach < squares[$1].reach }) {
      let square = squares.remove(at: best)
      if square.reach <= most + margin { break }
      looks += 1
      // Along a ridge of two lines there is no end of squares: what is left counts as deep.
      if looks > 500 { return min(ceiling, square.reach) }
      let quarter = square.half / 2
      if !lot.mayHold(square.centre, within: square.half * 2.0.squareRoot()) { continue }
      for (x, y) in [(-1.0, -1.0), (1, -1), (-1, 1), (1, 1)] {
        add(square.centre + Point(x, y) * quarter, quarter)
      }
    }
    return min(ceiling, most + margin)
  }
}

/// The boundary of a lot in stretches, those far away passed over sixteen at a time.
private struct LotBoundary {
  private(set) var stretches: [Stretch] = []
  private var runs: [Box] = []
  private(set) var box = Box.empty

  init(_ view: RegionView) {
    view.forEachStraightEdge { a, b in stretches.append(Stretch(a: a, b: b)) }
    for piece in view.arcPieces() { stretches += Stretch.of(piece, zone: 0) }
    for start in stride(from: 0, to: stretches.count, by: 16) {
      let run = stretches[start..<min(start + 16, stretches.count)].reduce(into: Box.empty) {
        $0 = $0.union($1.box)
      }
      runs.append(run)
      box = box.union(run)
    }
  }

  func stretches(near box: Box) -> [Stretch] {
    let near = box.expanded(by: Tolerance.numeric)
    var found: [Stretch] = []
    for (run, reach) in runs.enumerated() where reach.intersects(near) {
      for stretch in stretches[run * 16..<min(run * 16 + 16, stretches.count)]
      where stretch.box.intersects(near) {
        found.append(stretch)
      }
    }
    return found
  }

  /// Whether a point lies inside and not on the boundary.
  func holds(_ point: Point) -> Bool {
    var winding = 0
    for (run, reach) in runs.enumerated()
    where reach.minY <= point.y + Tolerance.numeric && reach.maxY >= point.y - Tolerance.numeric
      && reach.maxX >= point.x - Tolerance.numeric
    {
      for stretch in stretches[run * 16..<min(run * 16 + 16, stretches.count)] {
        let (a, b) = (stretch.a, stretch.b)
        if stretch.box.expanded(by: Tolerance.numeric).contains(point),
          stretch.distance(to: point) <= Tolerance.numeric
        {
          return false
        }
        if (a.y <= point.y) == (b.y <= point.y) { continue }
        let goesUp = b.y > a.y
        if isLeft(a, b, point.x, point.y) == goesUp { winding += goesUp ? 1 : -1 }
      }
    }
    return winding > 0
  }

  /// Whether a place within a distance of a point may lie inside.
  func mayHold(_ point: Point, within distance: Double) -> Bool {
    if holds(point) { return true }
    return runs.contains { $0.distance(to: point) <= distance }
  }
}
