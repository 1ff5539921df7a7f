import Facts
import Foundation
import Geometry

// Width and depth, each by a named method. Where a method needs what is not there, the measure stays nil and says why.

extension LotSurvey {
  /// Sets width, depth and whether the lot is a flag.
  ///
  /// - `lot depth`: `midpoints` (the default): from the midpoint of the front to the midpoint of the rear line (Indian
  ///   River FL); of a through lot, to the midpoint of the other front.
  /// - `lot width`: `mid side lines` (the default): between the midpoints of the side lines, square to the depth line
  ///   (Long Beach CA). `at building line`: the lot's stretch of a parallel to the front at the parameter `distance` in
  ///   metres (Highland Heights OH, Lewisburg). `mean`: area over depth.
  mutating func measure(lot: MultiPolygon, order: SurveyOrder) {
    let fronts = lines(.front)
    let streets = Set(fronts.map { $0.streetName ?? $0.street.map(String.init) ?? "" })
    guard let front = fronts.max(by: { $0.length < $1.length }) else { return }
    if streets.count > 1, isThrough != true {
      unclear.append("width and depth need one front line")
      return
    }
    let inward = (front.end - front.start).leftNormal.unit
    let depthLine = depthLine(from: front, fronts, order: order)
    if let depthLine { depth = depthLine.start.distance(to: depthLine.end) }
    measureWidth(lot, front, inward, depthLine, order: order)
    isFlag = isFlag(lot, front, inward)
  }

  private mutating func depthLine(
    from front: LotLine, _ fronts: [LotLine], order: SurveyOrder
  ) -> (start: Point, end: Point)? {
    let method = order.measures["lot depth"]?.method ?? "midpoints"
    guard method == "midpoints" else {
      unclear.append("no method `\(method)` measures lot depth")
      return nil
    }
    if isThrough == true {
      let other = fronts.filter { $0 != front }
        .max { front.line.distance(to: $0.line) < front.line.distance(to: $1.line) }
      guard let other else { return nil }
      depthMethod = "midpoint of one front to midpoint of the other"
      return (front.line.midpoint, other.line.midpoint)
    }
    guard let rear = chained(lines(.rear)) else {
      unclear.append("lot depth needs a rear line")
      return nil
    }
    depthMethod = method
    return ((chained(lines(.front)) ?? front.line).midpoint, rear.midpoint)
  }

  private mutating func measureWidth(
    _ lot: MultiPolygon, _ front: LotLine, _ inward: Point,
    _ depthLine: (start: Point, end: Point)?, order: SurveyOrder
  ) {
    let declared = order.measures["lot width"]
    let method = declared?.method ?? "mid side lines"
    switch method {
    case "at building line":
      guard let text = declared?.parameters["distance"], let distance = Double(text),
        distance.isFinite, distance >= 0
      else {
        unclear.append("lot width at building line needs the measure's `distance` in metres")
        return
      }
      let along = front.end - front.start
      let middle = front.start.midpoint(to: front.end) + inward * distance
      let stretches = lot.crossSection(through: middle, along: along)
      guard let widest = stretches.map({ $0.0.distance(to: $0.1) }).max() else {
        unclear.append("no part of the lot is \(text) m behind its front line")
        return
      }
      width = widest
    case "mid side lines":
      guard let depthLine,
        let left = chained(lines.filter { $0.side == .left }),
        let right = chained(lines.filter { $0.side == .right })
      else {
        unclear.append("lot width between the side lines needs two side lines and a depth line")
        return
      }
      let direction = (depthLine.end - depthLine.start).unit
      width = abs(direction.cross(right.midpoint - left.midpoint))
    case "mean":
      guard let depth, depth > 0 else {
        unclear.append("mean lot width needs a lot depth")
        return
      }
      width = lot.area / depth
    default:
      unclear.append("no method `\(method)` measures lot width")
      return
    }
    widthMethod = method
  }

  /// Whether the lot is narrow at the street for 5 m or more, and then widens to 1.7 times within an eighth of its depth.
  private func isFlag(_ lot: MultiPolygon, _ front: LotLine, _ inward: Point) -> Bool {
    let along = front.end - front.start
    let middle = front.start.midpoint(to: front.end)
    let depths = lot.coordinates.map { ($0 - middle).dot(inward) }
    guard let deepest = depths.max(), deepest > 0 else { return false }
    let widths = (0..<40).map { step in
      let through = middle + inward * (deepest * (Double(step) + 0.5) / 40)
      return lot.crossSection(through: through, along: along)
        .map { $0.0.distance(to: $0.1) }.max() ?? 0
    }
    let handle = front.start.distance(to: front.end)
    var widest = handle
    for step in widths.indices {
      widest = max(widest, widths[step])
      if widest > 1.5 * handle { return false }
      let reached = deepest * (Double(step) + 0.5) / 40
      if reached >= 5, widths[min(step + 5, widths.count - 1)] >= 1.7 * widest { return true }
    }
    return false
  }

  /// Lines that follow each other as one line, from the first start to the last end; the longest chain of them.
  private func chained(_ lines: [LotLine]) -> Polyline? {
    var chains: [[Point]] = []
    for line in lines {
      if let place = chains.firstIndex(where: { $0.last == line.start }) {
        chains[place] += line.line.points
      } else if let place = chains.firstIndex(where: { $0.first == line.end }) {
        chains[place] = line.line.points + chains[place]
      } else {
        chains.append(line.line.points)
      }
    }
    return chains.compactMap { Polyline($0) }.max { $0.length < $1.length }
  }
}
