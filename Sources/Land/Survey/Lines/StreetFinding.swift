import Geometry

/// Finds the street that each part of a lot's boundary faces.
struct StreetFinding {
  let surroundings: LotSurroundings
  let outline: LotOutline
  let box: Box
  private var segments: [Segment] = []

  /// A step of a street's centre line.
  private struct Segment {
    var a: Point
    var b: Point
    var street: Int
    var reach: Double
  }

  init(_ surroundings: LotSurroundings, outline: LotOutline) {
    self.surroundings = surroundings
    self.outline = outline
    box = Box(outline.points)
    for (place, street) in surroundings.streets.enumerated() {
      let reach = street.reach
      let near = box.expanded(by: reach)
      let points = street.line.points
      for step in 1..<points.count {
        let a = points[step - 1]
        let b = points[step]
        guard max(a.x, b.x) >= near.minX, min(a.x, b.x) <= near.maxX, max(a.y, b.y) >= near.minY,
          min(a.y, b.y) <= near.maxY
        else { continue }
        segments.append(Segment(a: a, b: b, street: place, reach: reach))
      }
    }
  }

  /// A part as a piece of boundary, with the street that it is on, where it is on one; nil where it has no length.
  func piece(_ part: BoundaryPart) -> BoundaryPiece? {
    guard let line = outline.part(from: part.from, to: part.to) else { return nil }
    var piece = BoundaryPiece(line: line, abutter: part.abutter)
    piece.neighbours = part.neighbours
    switch part.abutter {
    case .lot: piece.reason = "shared with a neighbouring lot"
    case .publicOpenSpace: piece.reason = "shared with a public open space"
    case .water: piece.reason = "shared with water"
    case .alley: piece.reason = "shared with an alley"
    case .otherLand: piece.reason = "shared with land that is neither lot nor street"
    case .street:
      (piece.street, piece.confidence) = street(before: piece) ?? (nil, .low)
      piece.reason =
        piece.street == nil
        ? "shared with a right of way whose street is not known"
        : "shared with the right of way"
    case .unknown:
      guard let (street, confidence) = street(before: piece) else {
        piece.confidence = .low
        piece.reason = "it is shared with no lot, and no street is in reach"
        return piece
      }
      piece.abutter = .street
      piece.street = street
      // Where rights of way are drawn, a line that keeps off them may be behind a strip of somebody's land.
      let isDrawn = surroundings.hasRightOfWay
      piece.confidence = isDrawn ? .low : confidence
      piece.reason =
        isDrawn
        ? "it faces the street's centre line, and touches no right of way"
        : "it faces the street's centre line and no lot is between"
    }
    return piece
  }

  /// The street that a piece faces: of three rays square to it, most meet its centre line with no lot before. Where the
  /// street only begins or ends there, the nearest point of a centre line will do, at most 60° off: with low confidence.
  private func street(
    before piece: BoundaryPiece
  ) -> (StreetReference, LotLine.Confidence)? {
    if segments.isEmpty { return nil }
    var votes: [(street: Int, count: Int, nearest: Double)] = []
    for share in [0.25, 0.5, 0.75] {
      let start = piece.line.point(at: share)
      guard let (street, distance) = firstStreet(from: start, toward: piece.outward),
        isOpen(start, piece.outward, distance)
      else { continue }
      let key = surroundings.streets[street].key
      if let place = votes.firstIndex(where: { surroundings.streets[$0.street].key == key }) {
        votes[place].count += 1
        if distance < votes[place].nearest {
          votes[place].nearest = distance
          votes[place].street = street
        }
      } else {
        votes.append((street, 1, distance))
      }
    }
    if let winner = votes.max(by: { ($0.count, -$0.nearest) < ($1.count, -$1.nearest) }) {
      return (surroundings.streets[winner.street], winner.count > 1 ? .high : .low)
    }
    let middle = piece.line.midpoint
    var best: (distance: Double, way: Point, street: Int)?
    for segment in segments {
      let step = segment.b - segment.a
      let along = min(max((middle - segment.a).dot(step) / step.dot(step), 0), 1)
      let way = segment.a + step * along - middle
      let distance = way.length
      if distance > 0, distance <= segment.reach, distance < best?.distance ?? .infinity,
        way.dot(piece.outward) >= 0.5 * distance
      {
        best = (distance, way, segment.street)
      }
    }
    guard let best, isOpen(middle, best.way.unit, best.distance) else { return nil }
    return (surroundings.streets[best.street], .low)
  }

  private func firstStreet(from start: Point, toward direction: Point) -> (Int, Double)? {
    var first: (Int, Double)?
    for segment in segments {
      if let distance = hit(start, direction, segment.a, segment.b), distance <= segment.reach,
        distance < first?.1 ?? .infinity
      {
        first = (segment.street, distance)
      }
    }
    return first
  }

  /// Whether no lot, this one included, stands between a point of the boundary and one so far away.
  private func isOpen(_ start: Point, _ direction: Point, _ distance: Double) -> Bool {
    let off = start + direction * (2 * surroundings.tolerance)
    let reach = distance - 2 * surroundings.tolerance
    guard reach > 0 else { return true }
    if surroundings.isBlocked(off, direction, reach) { return false }
    for place in 1..<outline.points.count {
      if let distance = hit(off, direction, outline.points[place - 1], outline.points[place]),
        distance <= reach
      {
        return false
      }
    }
    return true
  }
}

/// How far along a ray of length 1 a segment lies; nil where it is not met.
@inline(__always)
func hit(_ start: Point, _ direction: Point, _ a: Point, _ b: Point) -> Double? {
  let ex = b.x - a.x
  let ey = b.y - a.y
  let turn = direction.x * ey - direction.y * ex
  guard turn != 0 else { return nil }
  let ox = a.x - start.x
  let oy = a.y - start.y
  let along = (ox * ey - oy * ex) / turn
  let across = (ox * direction.y - oy * direction.x) / turn
  return along >= 0 && across >= 0 && across <= 1 ? along : nil
}
