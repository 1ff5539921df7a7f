import Foundation
import Geometry

// Which pieces of a boundary are on one street.

/// A short piece of street line whose own street is not found belongs to the street of the piece beside it: a chamfer, or
/// the mouth of a junction. Up to 10 m; the piece after it comes before the one ahead of it.
func named(_ pieces: [BoundaryPiece]) -> [BoundaryPiece] {
  guard
    pieces.indices.contains(where: {
      pieces[$0].abutter == .street && pieces[$0].street == nil
    })
  else { return pieces }
  var result = pieces
  for place in pieces.indices
  where pieces[place].abutter == .street && pieces[place].street == nil
    && pieces[place].length <= 10
  {
    let beside = [place + 1, place + pieces.count - 1].map { pieces[$0 % pieces.count] }
    guard let street = beside.lazy.compactMap(\.street).first else { continue }
    result[place].street = street
    result[place].confidence = .low
    result[place].reason = "a short line beside one on this street"
  }
  return result
}

/// Marks where street lines turn a corner, and tells streets apart where only their areas are drawn.
///
/// The legs of a corner are pieces of more than 10 m, or those at which the street lines begin and end; they turn by 45° to
/// 135°, and shorter pieces between them, of 15 m together at most, round the corner or cut it off.
///
/// Streets without a name are one until such a corner past which one of the two runs on; a stretch met elsewhere is another
/// street. At a bend of one street both ways end at its far side; at a crossing or a junction one at least goes on, half as
/// far again as the street is wide. In between it is open, and the piece after the corner says so.
func withCorners(_ pieces: [BoundaryPiece], _ surroundings: LotSurroundings) -> [BoundaryPiece] {
  let count = pieces.count
  guard pieces.indices.contains(where: { pieces[$0].abutter == .street }) else { return pieces }
  var result = pieces
  var stretch = 0
  var look: CornerLook?
  for chain in streetChains(pieces) {
    let isNameless = chain.allSatisfy { pieces[$0].street == nil }
    var legs = chain.indices.filter {
      $0 == 0 || $0 == chain.count - 1 || pieces[chain[$0]].length > 10
    }
    // A short line between opposite legs is no rounding but a street's own.
    var place = 1
    while place < legs.count {
      let between = (legs[place - 1] + 1)..<legs[place]
      let turn = turnAngle(pieces[chain[legs[place - 1]]].chord, pieces[chain[legs[place]]].chord)
      if between.count == 1, abs(turn) > 0.75 * .pi, pieces[chain[between.lowerBound]].length > 3 {
        legs.insert(between.lowerBound, at: place)
      }
      place += 1
    }
    if isNameless {
      stretch += 1
      for place in chain { result[place].stretch = stretch }
    }
    for (before, after) in zip(legs, legs.dropFirst()) {
      let first = pieces[chain[before]]
      let second = pieces[chain[after]]
      let between = chain[(before + 1)..<after]
      let turn = turnAngle(first.chord, second.chord)
      guard turn >= .pi / 4, turn <= 0.75 * .pi + 0.01,
        between.reduce(0, { $0 + pieces[$1].length }) <= 15
      else { continue }
      for place in between { result[place].isRounding = true }
      guard isNameless else { continue }
      let looked = look ?? CornerLook(pieces, surroundings)
      look = looked
      let goesOn = looked.goesOn(first, second)
      if goesOn == false { continue }
      stretch += 1
      result[chain[after]].isOpenCorner = goesOn == nil
      for place in chain[after...] { result[place].stretch = stretch }
    }
  }
  return count > 1 ? result : pieces
}

/// The runs of street pieces that follow each other around the ring.
private func streetChains(_ pieces: [BoundaryPiece]) -> [[Int]] {
  let count = pieces.count
  // Starts past a piece that is on no street, else at the longest, so that no corner lies where the ring starts.
  let start =
    pieces.indices.first { pieces[$0].abutter != .street }.map { $0 + 1 }
    ?? pieces.indices.max { pieces[$0].length < pieces[$1].length } ?? 0
  var chains: [[Int]] = []
  var isRunning = false
  for step in 0..<count {
    let place = (start + step) % count
    guard pieces[place].abutter == .street else {
      isRunning = false
      continue
    }
    if isRunning { chains[chains.count - 1].append(place) } else { chains.append([place]) }
    isRunning = true
  }
  return chains
}

/// Looks past the corner of a lot into the streets that meet there.
struct CornerLook {
  private let edges: [SurroundingEdge]

  init(_ pieces: [BoundaryPiece], _ surroundings: LotSurroundings) {
    var box = Box.empty
    for piece in pieces { box = box.union(piece.line.box) }
    edges = surroundings.rightOfWayEdges(near: box.expanded(by: 60))
  }

  /// Whether one of the two streets that meet at the corner runs on past it; nil where that cannot be told.
  func goesOn(_ first: BoundaryPiece, _ second: BoundaryPiece) -> Bool? {
    let widthBefore = width(before: first)
    let widthAfter = width(before: second)
    let sine = abs(first.chord.cross(second.chord))
    // How far the first street runs on past its end, in widths of the second one, and the other way about.
    var ratio = 0.0
    if let widthAfter {
      let on = farthest(
        from: first.line.end, toward: first.chord, outward: first.outward,
        width: widthBefore ?? widthAfter)
      ratio = on * sine / widthAfter
    }
    if let widthBefore {
      let back = farthest(
        from: second.line.start, toward: Point(0, 0) - second.chord, outward: second.outward,
        width: widthAfter ?? widthBefore)
      ratio = max(ratio, back * sine / widthBefore)
    }
    if ratio >= 1.6 { return true }
    return widthBefore == nil || widthAfter == nil || ratio > 1.3 ? nil : .some(false)
  }

  /// The least width of the street in front of a piece, of three places.
  private func width(before piece: BoundaryPiece) -> Double? {
    [0.3, 0.5, 0.7].compactMap { share in
      first(from: piece.line.point(at: share) + piece.outward * 0.5, toward: piece.outward)
        .map { $0 + 0.5 }
    }.min()
  }

  /// The longest way that lies open past the end of a line, of three lanes of its street.
  private func farthest(
    from end: Point, toward direction: Point, outward: Point, width: Double
  ) -> Double {
    [0.25, 0.5, 0.75].map { lane in
      let start = end + outward * (lane * width) - direction * 0.5
      return (first(from: start, toward: direction) ?? 60) - 0.5
    }.max() ?? 0
  }

  private func first(from start: Point, toward direction: Point) -> Double? {
    var least: Double?
    for edge in edges {
      if let distance = hit(start, direction, edge.a, edge.b), distance < least ?? 60 {
        least = distance
      }
    }
    return least
  }
}

/// Neighbouring pieces on one street that bend by less than 45° are one line: a curved street is not a corner. What rounds a
/// corner is a line of its own.
func joinedAlongStreets(_ pieces: [BoundaryPiece]) -> [BoundaryPiece] {
  func belong(_ a: BoundaryPiece, _ b: BoundaryPiece) -> Bool {
    guard let key = a.streetKey, a.isRounding == b.isRounding, a.line.end == b.line.start else {
      return false
    }
    if a.isRounding { return b.abutter == .street }
    guard key == b.streetKey else { return false }
    return abs(turnAngle(a.line.lastStep, b.line.firstStep)) < .pi / 4
  }
  func join(_ a: BoundaryPiece, _ b: BoundaryPiece) -> BoundaryPiece {
    guard let line = Polyline(a.line.points + b.line.points) else { return a }
    let longer = a.length >= b.length ? a : b
    var joined = BoundaryPiece(line: line, abutter: longer.abutter)
    joined.neighbours = longer.neighbours
    joined.street = longer.street
    joined.stretch = longer.stretch
    joined.isOpenCorner = a.isOpenCorner
    joined.isRounding = a.isRounding
    joined.confidence = longer.confidence
    joined.reason = longer.reason
    return joined
  }
  // Most lots have no two street lines beside each other.
  let count = pieces.count
  let isJoining = pieces.indices.contains {
    pieces[$0].abutter == .street && pieces[($0 + 1) % count].abutter == .street
  }
  guard isJoining, count > 1 else { return pieces }
  var result: [BoundaryPiece] = []
  result.reserveCapacity(pieces.count)
  for piece in pieces {
    if let last = result.last, belong(last, piece) {
      result[result.count - 1] = join(last, piece)
    } else {
      result.append(piece)
    }
  }
  if result.count > 2, let last = result.last, let first = result.first, belong(last, first) {
    result[0] = join(last, first)
    result.removeLast()
  }
  return result
}
