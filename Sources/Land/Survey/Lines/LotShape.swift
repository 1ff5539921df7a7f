import Foundation
import Geometry

// Corner, through, pie-shaped and cul-de-sac lots, from their street lines.

extension LotClassing {
  /// Sets whether street lines meet at a corner, the least interior angle where they do, and where one street bends.
  mutating func classCorners(_ onStreet: [Int], isOpen: Bool) {
    let count = pieces.count
    func isStreet(_ place: Int) -> Bool { shapes[place % count].abutter == .street }
    func turn(_ a: Int, _ b: Int) -> Double {
      turnAngle(shapes[a % count].chord, shapes[b % count].chord)
    }
    func isChamfer(_ place: Int) -> Bool { pieces[place % count].isRounding }
    let limit = (180 - methods.cornerAngle) * .pi / 180
    var isCorner = false
    var isUnsettled = false
    for first in onStreet where !isChamfer(first) {
      let second = isChamfer(first + 1) ? first + 2 : first + 1
      guard isStreet(second), second % count != first else { continue }
      // The interior angle is 180° less the turn.
      let angle = turn(first, second)
      let error = pieces[first].angleError + pieces[second % count].angleError
      let isSharp =
        angle >= limit - 1e-9 && error < 1e-9 ? true : reaches(angle, limit, error: error)
      if isSharp == false { continue }
      let interior = 180 - angle * 180 / .pi
      let keys = [pieces[first].streetKey ?? "", pieces[second % count].streetKey ?? ""]
      let isOpenCorner = (first + 1...second).contains { pieces[$0 % count].isOpenCorner }
      if isSharp == nil {
        isUnsettled = true
        result.unclear.append(
          "its street lines meet at the limit of \(Int(methods.cornerAngle))°, as drawn")
      } else if keys[0] != keys[1], !keys.contains(""), !isOpenCorner {
        isCorner = true
        result.interiorAngle = min(result.interiorAngle ?? interior, interior)
      } else if keys[0] == keys[1], let bendIsCorner = methods.bendIsCorner {
        result.bends.append(second % count)
        if bendIsCorner {
          isCorner = true
          result.interiorAngle = min(result.interiorAngle ?? interior, interior)
        }
      } else {
        isUnsettled = true
        if keys[0] == keys[1] { result.bends.append(second % count) }
        let street = pieces[first].street.map { $0.name.isEmpty ? "the street" : "`\($0.name)`" }
        result.unclear.append(
          isOpenCorner || keys.contains("")
            ? "two street lines meet, and the name of a street is not known: whether that is a corner is open"
            : "\(street ?? "the street") bends around the lot by \(Int((angle * 180 / .pi).rounded()))°: whether that is a corner is open"
        )
      }
    }
    result.isOpenCorner = isUnsettled && !isCorner
    result.isCorner = isCorner ? true : isUnsettled || isOpen ? nil : .some(false)
  }

  /// Whether street lines that are not joined by street lines look in opposite directions, 120° apart or more.
  func isThrough(_ onStreet: [Int], isOpen: Bool) -> Bool? {
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
    var isUnsettled = isOpen
    for a in onStreet {
      for b in onStreet where a < b && chain[a] != chain[b] {
        let turn = abs(turnAngle(shapes[a].outward, shapes[b].outward))
        let error = shapes[a].angleError + shapes[b].angleError
        switch reaches(turn, 2 * .pi / 3, error: error) {
        case true?: return true
        case nil: isUnsettled = true
        case false?: break
        }
      }
    }
    return isUnsettled ? nil : .some(false)
  }

  /// Whether the longest lines of the two sides, from the front on, are more than 20° off parallel; nil where a side is
  /// missing, or the angle is at the limit as drawn. A corner lot is none.
  var isPieShaped: Bool? {
    if result.isCorner == true { return false }
    func longest(_ side: LotSide) -> Int? {
      lines.indices.filter { lines[$0].side == side && lines[$0].kind == .side }
        .max { lines[$0].length < lines[$1].length }
    }
    guard let right = longest(.right), let left = longest(.left) else { return nil }
    let angle = abs(turnAngle(pieces[right].chord, Point(0, 0) - pieces[left].chord))
    return reaches(
      angle, .pi / 9, error: pieces[right].angleError + pieces[left].angleError)
  }

  /// Whether a front line curves around the end of a street: it lies on a circle of 6 to 30 m around a place beyond it, to
  /// a third of a metre, over 30° or more; nil at the limit.
  var isCulDeSac: Bool? {
    let fronts = lines.indices.filter { lines[$0].kind == .front }
    if fronts.isEmpty { return nil }
    var isOpen = false
    for place in fronts {
      let line = lines[place].line
      guard line.points.count > 3, lines[place].length > 3 else { continue }
      let chord = line.end - line.start
      let along = chord.unit
      let half = chord.length / 2
      let sagitta = (line.midpoint - line.start).cross(along) * -1
      // The lot is to the left: a curve around a place in the street bulges into it.
      guard half > 0, sagitta > 0.2 else { continue }
      let radius = (half * half + sagitta * sagitta) / (2 * sagitta)
      let centre =
        line.start + chord * 0.5 + along.leftNormal * (sagitta - radius)
      guard (6...30).contains(radius),
        line.points.allSatisfy({ abs($0.distance(to: centre) - radius) <= 0.33 })
      else { continue }
      let sweep = lines[place].length / radius
      switch reaches(sweep, .pi / 6, error: 4 * Tolerance.numeric / radius) {
      case true?: return true
      case nil: isOpen = true
      case false?: break
      }
    }
    return isOpen ? nil : .some(false)
  }
}
