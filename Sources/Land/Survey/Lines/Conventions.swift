import Facts

extension LotSurvey {
  /// How its lines were told.
  var classing: String {
    lines.indices.contains { lines[$0].reason.hasSuffix(SurveyOrder.conventionMark) }
      ? "classed, in part \(SurveyOrder.conventionMark)" : "classed"
  }

  /// Classes lines that the law leaves open as a survey with conventions does, and says so of each, with low confidence.
  ///
  /// A convention stands in for no law: it takes no front and makes none, changes no line that is told without it, and settles
  /// neither whether the lot is a corner nor its width or depth.
  mutating func fill(from conventional: LotSurvey) {
    guard lines.count == conventional.lines.count else { return }
    var told = 0
    for place in lines.indices where lines[place].kind == .unclassified {
      let other = conventional.lines[place]
      guard ![.unclassified, .front, .streetSide].contains(other.kind) else { continue }
      lines[place].kind = other.kind
      lines[place].side = other.side
      lines[place].confidence = .low
      lines[place].reason = "\(other.reason); \(SurveyOrder.conventionMark)"
      told += 1
    }
    if told > 0 {
      sidesAreOpen = sidesAreOpen || conventional.sidesAreOpen
      unclear.append("\(told) of its lines are told \(SurveyOrder.conventionMark)")
    }
  }
}
