import Facts
import Foundation
import Geometry

// Width, depth and frontage, each by a named method. Where a method needs what is not there, the measure stays nil and the
// survey says why.

/// The front that width and depth are taken from.
struct FrontLine {
  let line: LotLine
  /// Along the front's chord, of length 1.
  let along: Point
  /// Square to the chord, into the lot.
  let inward: Point

  init(_ line: LotLine) {
    self.line = line
    along = (line.end - line.start).unit
    inward = along.leftNormal
  }

  /// The middle of the chord.
  var middle: Point { line.start.midpoint(to: line.end) }
}

extension LotSurvey {
  /// Sets width, depth and whether the lot is a flag.
  mutating func measure(lot: MultiPolygon, by law: LineLaw) {
    let fronts = lines.filter { $0.kind == .front }
    guard let longest = fronts.max(by: { $0.length < $1.length }) else { return }
    let streets = Set(fronts.map { $0.streetName ?? $0.street.map(String.init) ?? "" })
    let isOne = fronts.allSatisfy {
      abs(turnAngle($0.end - $0.start, longest.end - longest.start)) < .pi / 2
    }
    if (streets.count > 1 || !isOne) && isThrough != true {
      unclear.append("width and depth need one front line")
      return
    }
    let sections = LotSections(lot)
    // Of fronts that are equally long, as drawn, none is the longest: what they give differently is open.
    let twins = fronts.filter { $0.length > longest.length - Tolerance.sharedBoundary }
    if twins.count == 1 {
      measure(lot: lot, sections, from: longest, fronts, law)
      return
    }
    let surveys = twins.map { front in
      var survey = self
      survey.measure(lot: lot, sections, from: front, fronts, law)
      return survey
    }
    guard let first = surveys.first else { return }
    self = first
    func agree(_ figure: (LotSurvey) -> Double?) -> Bool {
      surveys.allSatisfy {
        switch (figure($0), figure(first)) {
        case (let a?, let b?): abs(a - b) <= 3 * Tolerance.numeric
        case (let a, let b): a == nil && b == nil
        }
      }
    }
    if !agree(\.width) || !agree(\.depth) || !surveys.allSatisfy({ $0.isFlag == isFlag }) {
      unclear.append("two of its fronts are equally long as drawn, and it is another lot from each")
    }
    if !agree(\.width) { (width, widthMethod) = (nil, nil) }
    if !agree(\.depth) { (depth, depthMethod) = (nil, nil) }
    if !surveys.allSatisfy({ $0.isFlag == isFlag }) { isFlag = nil }
  }

  private mutating func measure(
    lot: MultiPolygon, _ sections: LotSections, from longest: LotLine, _ fronts: [LotLine],
    _ law: LineLaw
  ) {
    let front = FrontLine(longest)
    let depthLine = depthLine(from: longest, fronts)
    measureDepth(sections, front, depthLine, law.depth)
    measureWidth(lot, sections, front, depthLine, law.width)
    isFlag = isFlag(sections, front)
  }

  // MARK: Depth

  /// From the midpoint of the front to the midpoint of the rear line; of a through lot, to that of the other front.
  private mutating func depthLine(
    from front: LotLine, _ fronts: [LotLine]
  ) -> (start: Point, end: Point)? {
    if isThrough == true {
      let others = fronts.filter { $0 != front }
      let away = others.map { front.line.distance(to: $0.line) }
      let most = away.max() ?? 0
      let opposite = others.indices.filter { away[$0] > most - 4 * Tolerance.numeric }
      guard opposite.count == 1 else {
        unclear.append("which of its fronts lies opposite hangs on a millimetre, as drawn")
        return nil
      }
      return (front.line.midpoint, others[opposite[0]].line.midpoint)
    }
    guard let rear = chained(lines(.rear)), let start = chained(fronts) else { return nil }
    return (start.midpoint, rear.midpoint)
  }

  /// - `midpoints` (the default): along the depth line, from midpoint to midpoint (Indian River FL).
  /// - `mean`: the mean of the depths square to the front, at 20 places along it (Highland Heights OH, Elyria OH).
  /// - `square`: from the middle of the front square to it, to the far side of the lot.
  /// - `farthest`: square to the front, to the corner farthest from it, as where there is no rear line (Lauderdale MN).
  private mutating func measureDepth(
    _ sections: LotSections, _ front: FrontLine, _ depthLine: (start: Point, end: Point)?,
    _ declared: SurveyOrder.Measure?
  ) {
    let method = declared?.method ?? "midpoints"
    /// The stretch that starts at the front, within a metre of it.
    func depth(at share: Double) -> Double? {
      let start = front.line.start + (front.line.end - front.line.start) * share
      return sections.stretches(through: start, along: front.inward)
        .first { $0.upperBound > 0 && $0.lowerBound < 1 }?.upperBound
    }
    switch method {
    case "midpoints":
      guard let depthLine else {
        unclear.append("lot depth needs a rear line")
        return
      }
      self.depth = depthLine.start.distance(to: depthLine.end)
      depthMethod = isThrough == true ? "midpoint of one front to midpoint of the other" : method
      return
    case "mean":
      let depths = (0..<20).compactMap { depth(at: (Double($0) + 0.5) / 20) }
      if depths.count == 20 { self.depth = depths.reduce(0, +) / 20 }
    case "square": self.depth = depth(at: 0.5)
    case "farthest":
      self.depth = sections.corners.map { ($0 - front.line.start).dot(front.inward) }.max()
    default:
      unclear.append("no method `\(method)` measures lot depth")
      return
    }
    if self.depth == nil {
      unclear.append("the lot does not lie behind all of its front line")
    } else {
      depthMethod = method
    }
  }

  // MARK: Width

  /// - `mid side lines` (the default): between the midpoints of the side lines, square to the depth line (Long Beach CA).
  /// - `at building line`, `at distance from front`: on a parallel to the front at the parameter `distance` in metres
  ///   (Lewisburg WV).
  /// - `square to depth`: square to the depth line, at `distance` from the front along it (Highland Heights OH).
  /// - `mean`: area over depth. `mean of sections`: the mean of the widths square to the depth line (Elyria OH).
  /// - `minimum`: the least width parallel to the front, between the parameters `front` and `rear`, metres off each end of
  ///   the lot: the buildable depth.
  private mutating func measureWidth(
    _ lot: MultiPolygon, _ sections: LotSections, _ front: FrontLine,
    _ depthLine: (start: Point, end: Point)?, _ declared: SurveyOrder.Measure?
  ) {
    let method = declared?.method ?? "mid side lines"
    func metres(_ name: String) -> Double? {
      let value = declared?.parameters[name].flatMap(Double.init)
      if let value, value.isFinite, value >= 0 { return value }
      unclear.append("lot width `\(method)` needs the measure's `\(name)` in metres")
      return nil
    }
    func needDepthLine() -> (start: Point, end: Point)? {
      if depthLine == nil { unclear.append("lot width `\(method)` needs a depth line") }
      return depthLine
    }
    switch method {
    case "at building line", "at distance from front":
      guard let distance = metres("distance") else { return }
      width = sections.width(through: front.middle + front.inward * distance, along: front.along)
      if width == nil {
        unclear.append("no part of the lot is \(distance) m behind its front line")
      }
    case "mid side lines":
      guard let depthLine,
        let left = chained(lines.filter { $0.side == .left }),
        let right = chained(lines.filter { $0.side == .right })
      else {
        unclear.append("lot width between the side lines needs two side lines and a depth line")
        return
      }
      let isOpen = lines(.rear).isEmpty && lines.contains { $0.kind == .side && $0.side == nil }
      guard !isOpen, !sidesAreOpen || isThrough == true else {
        unclear.append("a side line is as much on the left as on the right, as drawn")
        return
      }
      let direction = (depthLine.end - depthLine.start).unit
      width = abs(direction.cross(right.midpoint - left.midpoint))
    case "square to depth":
      guard let distance = metres("distance"), let depthLine = needDepthLine() else { return }
      let direction = (depthLine.end - depthLine.start).unit
      width = sections.width(
        through: depthLine.start + direction * distance, along: direction.leftNormal)
    case "mean":
      guard let depth, depth > 0 else {
        unclear.append("mean lot width needs a lot depth")
        return
      }
      width = lot.area / depth
    case "mean of sections":
      guard let depthLine = needDepthLine() else { return }
      let step = depthLine.end - depthLine.start
      let widths = (0..<20).compactMap {
        sections.width(
          through: depthLine.start + step * ((Double($0) + 0.5) / 20), along: step.unit.leftNormal)
      }
      if widths.count == 20 { width = widths.reduce(0, +) / 20 }
    case "minimum":
      guard let first = metres("front"), let last = metres("rear") else { return }
      let deepest =
        sections.corners.map { ($0 - front.line.start).dot(front.inward) }.max() ?? 0
      guard deepest - last > first else {
        unclear.append("nothing of the lot's depth is left between `front` and `rear`")
        return
      }
      // The width changes evenly from corner to corner, so the least is at a corner's depth or at an end.
      var depths = sections.corners.map { ($0 - front.line.start).dot(front.inward) }
        .filter { $0 > first && $0 < deepest - last }
        .flatMap { [$0 - 1e-6, $0 + 1e-6] }
      depths += [first, deepest - last - 1e-6]
      width = depths.compactMap {
        sections.width(through: front.middle + front.inward * $0, along: front.along)
      }.min()
    default:
      unclear.append("no method `\(method)` measures lot width")
      return
    }
    if width != nil { widthMethod = method }
  }

  // MARK: Flag

  /// Whether the lot is narrow at the street for 5 m or more, and then widens to 1.7 times within an eighth of its depth;
  /// nil where that hangs on a hundredth.
  private func isFlag(_ sections: LotSections, _ front: FrontLine) -> Bool? {
    let deepest = sections.corners.map { ($0 - front.middle).dot(front.inward) }.max() ?? 0
    guard deepest > 0 else { return false }
    let widths = (0..<40).map { step in
      sections.width(
        through: front.middle + front.inward * (deepest * (Double(step) + 0.5) / 40),
        along: front.along) ?? 0
    }
    let handle = front.line.start.distance(to: front.line.end)
    func isFlag(_ slack: Double) -> Bool {
      var widest = handle
      for step in widths.indices {
        widest = max(widest, widths[step])
        if widest > 1.5 * handle * slack { return false }
        let reached = deepest * (Double(step) + 0.5) / 40
        if reached >= 5 / slack, widths[min(step + 5, widths.count - 1)] >= 1.7 * widest / slack {
          return true
        }
      }
      return false
    }
    let loose = isFlag(1.01)
    return isFlag(0.99) == loose ? loose : nil
  }

  /// Lines that follow each other as one line, from the first start to the last end; the longest chain of them.
  /// Of two that are equally long, as drawn, neither: which it is hangs on a millimetre.
  private mutating func chained(_ lines: [LotLine]) -> Polyline? {
    if lines.count == 1 { return lines[0].line }
    var chains: [[Point]] = []
    for line in lines {
      var points = line.line.points
      // The ring may start between two lines of a chain: what goes before and what follows can both be there.
      if let before = chains.firstIndex(where: { $0.last == points.first }) {
        points = chains.remove(at: before) + points
      }
      if let after = chains.firstIndex(where: { $0.first == points.last }) {
        points += chains.remove(at: after)
      }
      chains.append(points)
    }
    let found = chains.compactMap { Polyline($0) }.sorted { $0.length > $1.length }
    if found.count > 1, found[1].length > found[0].length - Tolerance.sharedBoundary {
      unclear.append(
        "which run of \(lines[0].kind.rawValue) lines is the longest hangs on a millimetre, as drawn"
      )
      return nil
    }
    return found.first
  }
}
