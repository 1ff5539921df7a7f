import Geometry

/// What stands around a lot, as far as its lines need it.
struct BoundarySurroundings {
  let lot: MultiPolygon
  let neighbours: [MultiPolygon]
  let streets: [StreetReference]
  let rightOfWay: [MultiPolygon]
  let publicOpenSpaces: [MultiPolygon]
  /// How far apart two drawings of one line may be, in metres.
  let tolerance: Double

  /// A run cut where what is beyond it changes; parts shorter than ``Tolerance/adjoiningLength`` go with the one before.
  func pieces(of run: Polyline) -> [BoundaryPiece] {
    let along = neighbours.map { run.stretchesAlong($0, tolerance: tolerance) }
    let streets = rightOfWay.flatMap { run.stretchesAlong($0, tolerance: tolerance) }
    let spaces = publicOpenSpaces.flatMap { run.stretchesAlong($0, tolerance: tolerance) }
    let length = run.length
    let all = along.flatMap(\.self) + streets + spaces
    let cuts = (all.flatMap { [$0.lowerBound, $0.upperBound] } + [0, length])
      .filter { $0 >= 0 && $0 <= length }.sorted()

    var parts: [(from: Double, to: Double, abutter: Abutter)] = []
    for (from, to) in zip(cuts, cuts.dropFirst()) where to > from {
      let middle = (from + to) / 2
      let abutter: Abutter =
        if streets.contains(where: { $0.contains(middle) }) {
          .street
        } else if along.contains(where: { $0.contains { $0.contains(middle) } }) {
          .lot
        } else if spaces.contains(where: { $0.contains(middle) }) {
          .publicOpenSpace
        } else {
          .unknown
        }
      if let last = parts.last, last.abutter == abutter {
        parts[parts.count - 1].to = to
      } else {
        parts.append((from, to, abutter))
      }
    }
    // The shortest part goes first, so that a row of small ones does not eat a long one.
    while parts.count > 1,
      let short = parts.indices.min(by: {
        parts[$0].to - parts[$0].from < parts[$1].to - parts[$1].from
      }),
      parts[short].to - parts[short].from < Tolerance.adjoiningLength
    {
      if short > 0 { parts[short - 1].to = parts[short].to } else { parts[1].from = parts[0].from }
      parts.remove(at: short)
      for place in parts.indices.dropFirst().reversed()
      where parts[place].abutter == parts[place - 1].abutter {
        parts[place - 1].to = parts[place].to
        parts.remove(at: place)
      }
    }
    return parts.compactMap { part in
      guard let line = run.part(from: part.from, to: part.to) else { return nil }
      var piece = BoundaryPiece(line: line, abutter: part.abutter)
      piece.neighbours = along.indices.filter { index in
        along[index].contains {
          min($0.upperBound, part.to) - max($0.lowerBound, part.from) >= Tolerance.adjoiningLength
        }
      }
      return faced(piece)
    }
  }

  /// The piece with the street that it is on, where it is on one.
  private func faced(_ piece: BoundaryPiece) -> BoundaryPiece {
    var piece = piece
    switch piece.abutter {
    case .lot:
      piece.reason = "shared with a neighbouring lot"
    case .publicOpenSpace:
      piece.reason = "shared with a public open space"
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
      piece.confidence = rightOfWay.isEmpty ? confidence : .low
      piece.reason =
        rightOfWay.isEmpty
        ? "it faces the street's centre line and no lot is between"
        : "it faces the street's centre line, and touches no right of way"
    }
    return piece
  }

  /// The street that a piece faces: of three rays square to it, most meet its centre line with no lot before. Where the
  /// street only begins or ends there, the nearest point of a centre line will do, at most 60° off: with low confidence.
  private func street(
    before piece: BoundaryPiece
  ) -> (StreetReference, LotLine.Confidence)? {
    var votes: [String: (count: Int, nearest: Double, street: StreetReference)] = [:]
    for share in [0.25, 0.5, 0.75] {
      let start = piece.line.point(at: share)
      var best: (distance: Double, street: StreetReference)?
      for street in streets {
        guard
          let distance = street.line.firstHit(
            from: start, toward: piece.outward, reach: street.reach),
          distance < best?.distance ?? .infinity
        else { continue }
        best = (distance, street)
      }
      guard let best, isOpen(start, piece.outward, best.distance) else { continue }
      let before = votes[best.street.key]
      votes[best.street.key] =
        if let before, before.nearest <= best.distance {
          (before.count + 1, before.nearest, before.street)
        } else {
          ((before?.count ?? 0) + 1, best.distance, best.street)
        }
    }
    let winner = votes.values.max { ($0.count, -$0.nearest) < ($1.count, -$1.nearest) }
    if let winner { return (winner.street, winner.count > 1 ? .high : .low) }
    let middle = piece.line.midpoint
    var best: (distance: Double, street: StreetReference)?
    for street in streets {
      let way = street.line.nearestPoint(to: middle) - middle
      let distance = way.length
      guard distance > 0, distance <= street.reach, distance < best?.distance ?? .infinity,
        way.dot(piece.outward) >= 0.5 * distance, isOpen(middle, way, distance)
      else { continue }
      best = (distance, street)
    }
    return best.map { ($0.street, .low) }
  }

  /// Whether no lot, this one included, stands between a point of the boundary and one so far away.
  private func isOpen(_ start: Point, _ direction: Point, _ distance: Double) -> Bool {
    let off = start + direction.unit * (2 * tolerance)
    let reach = distance - 2 * tolerance
    guard reach > 0 else { return true }
    return (neighbours + [lot]).allSatisfy {
      $0.firstHit(from: off, toward: direction, reach: reach) == nil
    }
  }
}
