import Geometry

extension LotSurvey {
  /// Takes back the width and the depth that come out otherwise in another survey, of the same lot as it may as well be drawn.
  mutating func withdrawMeasures(unlikeIn other: LotSurvey) {
    func agree(_ a: Double?, _ b: Double?) -> Bool {
      guard let a, let b else { return a == nil }
      return abs(a - b) <= 3 * Tolerance.numeric
    }
    var taken: [String] = []
    if !agree(depth, other.depth) {
      (depth, depthMethod) = (nil, nil)
      taken.append("depth")
    }
    if !agree(width, other.width) {
      (width, widthMethod) = (nil, nil)
      taken.append("width")
    }
    if taken.isEmpty { return }
    // It is the first reason, as long as no line is open for another.
    let reason =
      "lot \(taken.joined(separator: " and ")) hangs on a millimetre, as drawn: a corner is at the limit of what bends a line"
    unclear.insert(reason, at: lines.contains { $0.kind == .unclassified } ? unclear.count : 0)
  }
}
