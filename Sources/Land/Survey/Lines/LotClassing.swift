import Facts
import Foundation
import Geometry

/// Says of each piece of a boundary what kind of lot line it is.
struct LotClassing {
  let pieces: [BoundaryPiece]
  let shapes: [PieceShape]
  let methods: LineMethods
  let overrides: [LotLineOverride]
  /// How far a piece lies from any street that is known near the lot, in metres.
  let streetDistance: (BoundaryPiece) -> Double?
  var lines: [LotLine]
  var result = LotSurvey()
  /// Whether the rear line is told as that of a lot of an odd shape.
  private var isOdd = false

  init(
    pieces: [BoundaryPiece], methods: LineMethods, overrides: [LotLineOverride] = [],
    streetDistance: @escaping (BoundaryPiece) -> Double? = { _ in nil }
  ) {
    self.pieces = pieces
    shapes = pieces.indices.map { PieceShape(pieces[$0]) }
    self.methods = methods
    self.overrides = overrides
    self.streetDistance = streetDistance
    result.unclear = methods.faults
    lines = pieces.map { piece in
      LotLine(
        kind: .unclassified, side: nil, line: piece.line, abutter: piece.abutter,
        neighbours: piece.neighbours, street: piece.street?.id,
        streetName: piece.street.flatMap { $0.name.isEmpty ? nil : $0.name },
        streetWidth: piece.street?.width, streetKey: piece.streetKey, confidence: piece.confidence,
        reason: piece.reason,
        decision: nil)
    }
  }

  mutating func survey() -> LotSurvey {
    let decided = decisions()
    let onStreet = shapes.indices.filter { shapes[$0].abutter == .street }
    // A line with nothing known beyond it may be on a street that nobody has drawn.
    let open = pieces.indices.filter { shapes[$0].abutter == .unknown && pieces[$0].length > 3 }
    if !open.isEmpty {
      result.unclear.append(
        "\(open.count) of its lines face neither a lot nor a street that is known")
    }
    let decidedFronts = decided.filter { $0.value.kind == .front }.keys.sorted()
    if onStreet.isEmpty, decidedFronts.isEmpty {
      classLandlocked(isOpen: !open.isEmpty)
    } else {
      result.isLandlocked = onStreet.isEmpty ? nil : false
      classCorners(onStreet, isOpen: !open.isEmpty)
      result.frontages = frontages(onStreet)
      result.isThrough = isThrough(onStreet, isOpen: !open.isEmpty)
      let (fronts, isSettled) = classFronts(onStreet, decided: decidedFronts)
      classRest(fronts: fronts, isSettled: isSettled)
    }
    giveOwnKinds()
    for (place, decision) in decided {
      lines[place].kind = decision.kind
      if let side = decision.side { lines[place].side = side }
      lines[place].confidence = .high
      lines[place].reason = decision.account
      lines[place].decision = decision
    }
    result.lines = lines
    result.isPieShaped = isPieShaped
    result.isCulDeSac = isCulDeSac
    return result
  }

  /// The decisions by the place of the line that each is about.
  private mutating func decisions() -> [Int: LotLineOverride] {
    var decided: [Int: LotLineOverride] = [:]
    for decision in overrides.sorted(by: { $0.date < $1.date }) {
      guard let place = decision.line(among: pieces.map(\.line)) else {
        result.unclear.append(
          "the decision of \(decision.author) on \(decision.date) is about no one line of the lot")
        continue
      }
      decided[place] = decision
    }
    return decided
  }

  private func frontages(_ onStreet: [Int]) -> [Frontage] {
    var keys: [String] = []
    var found: [Frontage] = []
    for place in onStreet {
      let key = pieces[place].streetKey ?? ""
      if let at = keys.firstIndex(of: key) {
        found[at].length += lines[place].length
      } else {
        keys.append(key)
        found.append(
          Frontage(
            street: lines[place].street, streetName: lines[place].streetName,
            length: lines[place].length, width: lines[place].streetWidth))
      }
    }
    return found
  }

  // MARK: Fronts

  /// Sets the front and street side lines; gives the front lines and whether it is settled that they are.
  private mutating func classFronts(
    _ onStreet: [Int], decided: [Int]
  ) -> (fronts: [Int], isSettled: Bool) {
    if !decided.isEmpty {
      for place in onStreet {
        lines[place].kind = .streetSide
        lines[place].reason = "on a street that is not the front"
      }
      for place in decided { lines[place].kind = .front }
      return (decided, true)
    }
    let isOneStreet = Set(onStreet.map { pieces[$0].streetKey }).count == 1
    let bends = !result.bends.isEmpty
    let isUndisputed =
      result.isCorner == false
      || (result.isCorner == nil && (result.isThrough == true || isOneStreet) && !bends)
    if isUndisputed {
      for place in onStreet { lines[place].kind = .front }
      let isOneWay = onStreet.allSatisfy {
        abs(turnAngle(shapes[$0].outward, shapes[onStreet[0]].outward)) < .pi / 2
      }
      if isOneWay || result.isThrough == true { return (onStreet, true) }
      result.unclear.append("its street lines neither meet nor lie on opposite sides")
      isOdd = methods.oddHaveRear
      return (onStreet, isOdd)
    }
    if methods.front == "every street line" {
      for place in onStreet {
        lines[place].kind = .front
        lines[place].reason = "every street line is a front"
      }
      return (onStreet, result.isCorner == true && methods.cornersHaveNoRear)
    }
    // Where it is open whether there is a corner, it is open between what the method would choose.
    if let method = methods.front, !result.isOpenCorner, let chosen = front(by: method, onStreet) {
      for place in onStreet {
        let isFront = chosen.contains(place)
        lines[place].kind = isFront ? .front : .streetSide
        lines[place].reason = isFront ? "front by \(method)" : "on a street that is not the front"
      }
      return (chosen, true)
    }
    for place in onStreet {
      lines[place].kind = .front
      lines[place].confidence = .low
      lines[place].reason = "on a street; which street line is the front is not settled"
    }
    result.unclear.append(
      "it has more than one street line, and no measure `front line` settles which is the front")
    return (onStreet, false)
  }

  /// The lines that a declared method makes the front; nil where two streets are equal, or a figure is missing.
  private mutating func front(by method: String, _ onStreet: [Int]) -> [Int]? {
    // Where a bend counts as a corner, its two legs are told apart as two streets are.
    var keys: [String] = []
    var legs: [[Int]] = []
    for place in onStreet {
      let key = "\(pieces[place].streetKey ?? "") \(result.bends.isEmpty ? 0 : leg(of: place))"
      if let at = keys.firstIndex(of: key) {
        legs[at].append(place)
      } else {
        keys.append(key)
        legs.append([place])
      }
    }
    let figures: [Double?]
    switch method {
    case "longest frontage": figures = legs.map { $0.reduce(0) { $0 + lines[$1].length } }
    case "shortest frontage": figures = legs.map { $0.reduce(0) { $0 - lines[$1].length } }
    case "widest street": figures = legs.map { lines[$0[0]].streetWidth }
    case "owner":
      result.unclear.append("the owner chooses the front line, and no decision states the choice")
      return nil
    default:
      result.unclear.append("no method `\(method)` tells the front line of a lot")
      return nil
    }
    let known = figures.compactMap(\.self)
    guard known.count == figures.count, let best = known.max(),
      known.count(where: { $0 > best - Tolerance.sharedBoundary }) == 1,
      let place = known.firstIndex(of: best)
    else {
      result.unclear.append("`\(method)` does not settle which of its street lines is the front")
      return nil
    }
    return legs[place]
  }

  /// The place at which the run of street lines of a piece starts, or at which it last bent.
  private func leg(of place: Int) -> Int {
    var at = place
    for _ in pieces.indices {
      let before = (at + pieces.count - 1) % pieces.count
      if result.bends.contains(at) || pieces[before].abutter != .street { break }
      at = before
    }
    return at
  }

  // MARK: Sides and rear

  private mutating func classRest(fronts: [Int], isSettled: Bool) {
    guard let primary = fronts.max(by: { lines[$0].length < lines[$1].length }) else { return }
    let isOneFront =
      isSettled && result.isThrough != true
      && !(result.isCorner == true && methods.cornersHaveNoRear)
      && fronts.allSatisfy {
        abs(turnAngle(shapes[$0].outward, shapes[primary].outward)) < .pi / 2
      }
    let others = shapes.indices.filter { !fronts.contains($0) && shapes[$0].abutter != .street }
    let isFarthest = isOdd || isOneFront && methods.isRearFarthest
    let farthest = isFarthest ? farthest(of: others) : []
    for place in others {
      if shapes[place].abutter == .unknown {
        guard methods.goesByPosition else {
          lines[place].reason = "what is beyond it is not known"
          lines[place].confidence = .low
          continue
        }
        lines[place].confidence = .low
      }
      let isRear: Bool? =
        if isFarthest {
          farthest.isEmpty ? nil : farthest.contains(place)
        } else if isOneFront {
          isOpposite(place, primary)
        } else if isSettled {
          false
        } else {
          fronts.contains { isOpposite(place, $0) != false } ? nil : .some(false)
        }
      switch isRear {
      case true?:
        lines[place].kind = .rear
        lines[place].reason = isFarthest ? "farthest from any street" : "opposite the front"
      case false?:
        lines[place].kind = .side
        lines[place].reason =
          result.isCorner == true && isSettled && !isOneFront
          ? "a side line, as a corner lot has no rear line" : "between the front and the rear"
      case nil:
        lines[place].confidence = .low
        lines[place].reason =
          isFarthest
          ? "no one line is the farthest from any street"
          : isSettled
            ? "as good as 45° from parallel to the front, or half way back: rear or side is open"
            : "opposite a street line that may not be the front"
      }
      if shapes[place].abutter == .unknown { lines[place].reason += "; nothing is drawn beyond it" }
    }
    if isOneFront, !lines.indices.contains(where: { lines[$0].kind == .rear }),
      !lines.indices.contains(where: { lines[$0].kind == .unclassified })
    {
      result.unclear.append("its side lines meet in a point, so it has no rear line")
    }
    result.sidesAreOpen = fronts.contains {
      $0 != primary && lines[$0].length > lines[primary].length - Tolerance.sharedBoundary
    }
    setSides(from: primary)
  }

  /// Whether a line lies opposite a front: within 45° of parallel to it (Highland Heights) and in the far half of the lot;
  /// nil where that hangs on a millimetre.
  private func isOpposite(_ place: Int, _ front: Int) -> Bool? {
    let error = shapes[place].angleError + shapes[front].angleError
    let turn = abs(turnAngle(shapes[place].outward, shapes[front].outward))
    let isTurned = turn >= 0.75 * .pi - 1e-9 ? true : reaches(turn, 0.75 * .pi, error: error)
    if isTurned == false { return false }
    var deepest = depth(of: shapes[0].end, from: front)
    for shape in shapes { deepest = max(deepest, depth(of: shape.end, from: front)) }
    // One that runs from the front to the far end is a side of a lot that narrows to a point, and lies half way back.
    let nearest = min(
      depth(of: shapes[place].start, from: front), depth(of: shapes[place].end, from: front))
    let middle = pieces[place].line.midpoint
    let isFar = reaches(
      depth(of: middle, from: front), (nearest < 0.1 * deepest ? 0.55 : 0.5) * deepest,
      error: depthError(of: middle, from: front))
    if isFar == false { return false }
    return isTurned == true && isFar == true ? true : nil
  }

  /// The one line that is farthest from any street by more than drawings may differ, or every such line where that is declared;
  /// empty where there is none.
  private func farthest(of places: [Int]) -> [Int] {
    if places.count == 1 { return places }
    let away = places.map { streetDistance(pieces[$0]) }
    let known = away.compactMap(\.self)
    guard known.count == away.count, let most = known.max() else { return [] }
    let found = places.indices.filter { known[$0] > most - Tolerance.sharedBoundary }
    return found.count == 1 || methods.everyFarthestIsRear ? found.map { places[$0] } : []
  }

  /// A lot without a street has no front. Where the law says so, its rear is the one line farthest from any street
  /// (Lewisburg), and the rest are sides.
  private mutating func classLandlocked(isOpen: Bool) {
    result.isLandlocked = isOpen ? nil : true
    result.isCorner = isOpen ? nil : false
    result.isThrough = result.isCorner
    result.unclear.append("no line is known to be on a street, so none is the front")
    guard methods.oddHaveRear, !isOpen || methods.goesByPosition else { return }
    let rear = farthest(of: Array(pieces.indices))
    if rear.isEmpty {
      result.unclear.append("no one of its lines is the farthest from a street")
      return
    }
    for place in pieces.indices {
      let isRear = rear.contains(place)
      lines[place].kind = isRear ? .rear : .side
      lines[place].confidence = .low
      lines[place].reason =
        isRear
        ? "farthest from any street, of a lot without a street"
        : "a side line of a lot without a street"
    }
  }

  private mutating func giveOwnKinds() {
    if methods.ownKinds.isEmpty { return }
    let kinds: [Abutter: LotLineKind] = [
      .alley: .alley, .water: .water, .publicOpenSpace: .publicSpace,
    ]
    for place in lines.indices {
      guard let kind = kinds[lines[place].abutter], methods.ownKinds.contains(kind.rawValue) else {
        continue
      }
      lines[place].kind = kind
      lines[place].reason = pieces[place].reason
    }
  }

  /// How far a point lies behind a front line, square to its chord, in metres.
  func depth(of point: Point, from front: Int) -> Double {
    0 - (point - shapes[front].start).dot(shapes[front].outward)
  }

  /// By how much that may change when every corner moves by a millimetre, in metres.
  func depthError(of point: Point, from front: Int) -> Double {
    let beside = abs((point - shapes[front].start).dot(shapes[front].chord))
    return 4 * Tolerance.numeric + shapes[front].angleError * beside
  }

  /// Along the ring from the front, the lot to the left: first the right side, then, past the rear, the left one.
  private mutating func setSides(from primary: Int) {
    let count = pieces.count
    let others = (1..<max(count, 1)).map { (primary + $0) % count }
    let ends = others.filter { lines[$0].kind == .rear }
    let first: Int
    let last: Int
    if let start = ends.first.flatMap(others.firstIndex),
      let end = ends.last.flatMap(others.firstIndex)
    {
      (first, last) = (start, end)
    } else {
      let corners = others.map { shapes[$0].end }
      let deepest = corners.map { depth(of: $0, from: primary) }.max() ?? 0
      // Between corners that are as far back, as drawn, a line is on neither side.
      let far = others.indices.filter {
        depth(of: corners[$0], from: primary)
          >= deepest - depthError(of: corners[$0], from: primary)
      }
      guard let start = far.first, let end = far.last else { return }
      (first, last) = (start + 1, end)
    }
    for (step, place) in others.enumerated()
    where lines[place].kind == .side || lines[place].kind == .streetSide {
      lines[place].side = step < first ? .right : step > last ? .left : nil
    }
  }
}
