import Facts
import Foundation
import Geometry

/// Says of each piece of a boundary what kind of lot line it is.
struct LotClassing {
  let pieces: [BoundaryPiece]
  let order: SurveyOrder
  private var lines: [LotLine]
  private var result = LotSurvey()

  init(pieces: [BoundaryPiece], order: SurveyOrder) {
    self.pieces = pieces
    self.order = order
    lines = pieces.map { piece in
      LotLine(
        kind: .unclassified, side: nil, line: piece.line, abutter: piece.abutter,
        neighbours: piece.neighbours, street: piece.street?.id,
        streetName: piece.street.flatMap { $0.name.isEmpty ? nil : $0.name },
        streetWidth: piece.street?.width, confidence: piece.confidence, reason: piece.reason)
    }
  }

  mutating func survey() -> LotSurvey {
    let onStreet = pieces.indices.filter { pieces[$0].abutter == .street }
    // A line with nothing known beyond it may be on a street that nobody has drawn.
    let open = pieces.filter { $0.abutter == .unknown && $0.line.length > 3 }
    if !open.isEmpty {
      result.unclear.append(
        "\(open.count) of its lines face neither a lot nor a street that is known")
    }
    guard !onStreet.isEmpty else {
      result.isLandlocked = open.isEmpty ? true : nil
      result.isCorner = open.isEmpty ? false : nil
      result.isThrough = result.isCorner
      result.unclear.append("no line is known to be on a street, so none is the front")
      result.lines = lines
      return result
    }
    result.isLandlocked = false
    result.frontages = frontages(onStreet)
    result.isCorner = corner(onStreet) ?? (open.isEmpty ? false : nil)
    result.isThrough = isThrough(onStreet) ? true : open.isEmpty ? false : nil
    let (fronts, isSettled) = classFronts(onStreet)
    classRest(fronts: fronts, isSettled: isSettled)
    result.lines = lines
    result.isPieShaped = isPieShaped
    return result
  }

  private func frontages(_ onStreet: [Int]) -> [Frontage] {
    var keys: [String] = []
    var byKey: [String: Frontage] = [:]
    for place in onStreet {
      let key = pieces[place].streetKey ?? ""
      if byKey[key] == nil {
        keys.append(key)
        byKey[key] = Frontage(
          street: lines[place].street, streetName: lines[place].streetName, length: 0,
          width: lines[place].streetWidth)
      }
      byKey[key]?.length += lines[place].length
    }
    return keys.compactMap { byKey[$0] }
  }

  // MARK: Corner and through

  /// Whether two street lines meet at a corner; nil where only one street bends there, or a street is not known.
  private mutating func corner(_ onStreet: [Int]) -> Bool?? {
    let count = pieces.count
    func isStreet(_ place: Int) -> Bool { pieces[place % count].abutter == .street }
    func isChamfer(_ place: Int) -> Bool {
      count > 2 && isStreet(place) && pieces[place % count].line.length <= 10
        && isStreet(place + 1) && isStreet(place + count - 1)
        && abs(turn(place + count - 1, place + 1)) >= 45
    }
    func turn(_ a: Int, _ b: Int) -> Double {
      turnAngle(pieces[a % count].chord, pieces[b % count].chord) * 180 / .pi
    }
    var isOpen = false
    for first in onStreet where !isChamfer(first) {
      let second = isChamfer(first + 1) ? first + 2 : first + 1
      guard isStreet(second), second % count != first else { continue }
      let angle = turn(first, second)
      // The interior angle is 180° less the turn. A hair for streets that meet at 135° as drawn.
      guard angle >= 45 - 1e-6 else { continue }
      let keys = [pieces[first].streetKey ?? "", pieces[second % count].streetKey ?? ""]
      if keys[0] != keys[1], !keys.contains("") { return .some(true) }
      isOpen = true
      result.unclear.append(
        keys.contains("")
          ? "two street lines meet, and the name of a street is not known: whether that is a corner is open"
          : "`\(keys[0])` bends around the lot by \(Int(angle.rounded()))°: whether that is a corner is open"
      )
    }
    return isOpen ? .some(nil) : .none
  }

  /// Whether street lines that are not joined by street lines look in opposite directions, 120° apart or more.
  private func isThrough(_ onStreet: [Int]) -> Bool {
    let count = pieces.count
    var chain = [Int](repeating: -1, count: count)
    var last = -1
    for place in onStreet {
      let follows = place > 0 && chain[place - 1] >= 0
      if !follows { last += 1 }
      chain[place] = last
    }
    if let first = onStreet.first, first == 0, chain[count - 1] >= 0, count > 1 {
      let joined = chain[count - 1]
      chain = chain.map { $0 == joined ? chain[0] : $0 }
    }
    return onStreet.contains { a in
      onStreet.contains { b in
        chain[a] != chain[b]
          && abs(turnAngle(pieces[a].outward, pieces[b].outward)) >= 120 * .pi / 180
      }
    }
  }

  // MARK: Fronts

  /// Sets the front and street side lines; gives the front lines and whether it is settled that they are.
  private mutating func classFronts(_ onStreet: [Int]) -> (fronts: [Int], isSettled: Bool) {
    let isOneStreet = Set(onStreet.map { pieces[$0].streetKey }).count == 1
    let isUndisputed =
      result.isCorner == false
      || (result.isCorner == nil && (result.isThrough == true || isOneStreet) && !bends)
    if isUndisputed {
      for place in onStreet { lines[place].kind = .front }
      let isOneWay = onStreet.allSatisfy {
        abs(turnAngle(pieces[$0].outward, pieces[onStreet[0]].outward)) < .pi / 2
      }
      if isOneWay || result.isThrough == true { return (onStreet, true) }
      result.unclear.append("its street lines neither meet nor lie on opposite sides")
      return (onStreet, false)
    }
    let declared = order.measures["front line"]
    if declared?.method == "every street line" {
      for place in onStreet {
        lines[place].kind = .front
        lines[place].reason = "every street line is a front"
      }
      return (onStreet, declared?.parameters["rear line"] == "none")
    }
    if let method = declared?.method, let chosen = front(by: method) {
      for place in onStreet {
        let isFront = pieces[place].streetKey == chosen
        lines[place].kind = isFront ? .front : .streetSide
        lines[place].reason = isFront ? "front by \(method)" : "on a street that is not the front"
      }
      return (onStreet.filter { lines[$0].kind == .front }, true)
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

  private var bends: Bool { result.unclear.contains { $0.contains("around the lot") } }

  /// The street that a declared method makes the front; nil where two are equal, or a figure is missing.
  private mutating func front(by method: String) -> String? {
    let figures: [Double?]
    switch method {
    case "longest frontage": figures = result.frontages.map(\.length)
    case "shortest frontage": figures = result.frontages.map { -$0.length }
    case "widest street": figures = result.frontages.map(\.width)
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
    let frontage = result.frontages[place]
    return frontage.streetName ?? frontage.street.map { "#\($0)" } ?? ""
  }

  // MARK: Sides and rear

  private mutating func classRest(fronts: [Int], isSettled: Bool) {
    guard let primary = fronts.max(by: { lines[$0].length < lines[$1].length }) else { return }
    let count = pieces.count
    let isOneFront =
      isSettled && result.isThrough != true
      && fronts.allSatisfy {
        abs(turnAngle(pieces[$0].outward, pieces[primary].outward)) < .pi / 2
      }
    func isOpposite(_ place: Int, _ front: Int) -> Bool {
      let deepest = pieces.map { depth(of: $0.line.end, from: front) }.max() ?? 0
      return abs(turnAngle(pieces[place].outward, pieces[front].outward)) >= 135 * .pi / 180 - 1e-6
        && depth(of: pieces[place].line.midpoint, from: front) >= 0.5 * deepest
    }
    for place in pieces.indices where pieces[place].abutter != .street {
      if pieces[place].abutter == .unknown {
        lines[place].reason = "what is beyond it is not known"
        lines[place].confidence = .low
      } else if isOneFront, isOpposite(place, primary) {
        lines[place].kind = .rear
        lines[place].reason = "opposite the front"
      } else if !isSettled, fronts.contains(where: { isOpposite(place, $0) }) {
        lines[place].confidence = .low
        lines[place].reason = "opposite a street line that may not be the front"
      } else {
        lines[place].kind = .side
        lines[place].reason = "between the front and the rear"
      }
    }
    if isOneFront, !lines.contains(where: { $0.kind == .rear }),
      !lines.contains(where: { $0.kind == .unclassified })
    {
      result.unclear.append("its side lines meet in a point, so it has no rear line")
    }
    setSides(from: primary, count: count)
  }

  /// How far a point lies behind a front line, square to its chord, in metres.
  private func depth(of point: Point, from front: Int) -> Double {
    0 - (point - pieces[front].line.start).dot(pieces[front].outward)
  }

  /// Along the ring from the front, the lot to the left: first the right side, then, past the rear, the left one.
  private mutating func setSides(from primary: Int, count: Int) {
    let others = (1..<max(count, 1)).map { (primary + $0) % count }
    let ends = others.filter { lines[$0].kind == .rear }
    let first: Int
    let last: Int
    if let start = ends.first.flatMap(others.firstIndex),
      let end = ends.last.flatMap(others.firstIndex)
    {
      (first, last) = (start, end)
    } else if let far = others.indices.max(by: {
      depth(of: pieces[others[$0]].line.end, from: primary)
        < depth(of: pieces[others[$1]].line.end, from: primary)
    }) {
      (first, last) = (far + 1, far)
    } else {
      return
    }
    for (step, place) in others.enumerated()
    where lines[place].kind == .side || lines[place].kind == .streetSide {
      lines[place].side = step < first ? .right : step > last ? .left : nil
    }
  }

  /// Whether the longest lines of the two sides are more than 20° off parallel; nil where a side is missing.
  private var isPieShaped: Bool? {
    func longest(_ side: LotSide) -> BoundaryPiece? {
      pieces.indices.filter { lines[$0].side == side }
        .max { lines[$0].length < lines[$1].length }.map { pieces[$0] }
    }
    guard let right = longest(.right), let left = longest(.left) else { return nil }
    return abs(turnAngle(right.chord, Point(0, 0) - left.chord)) > 20 * .pi / 180
  }
}
