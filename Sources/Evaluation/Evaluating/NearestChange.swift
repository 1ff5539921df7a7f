import FEEL
import Facts

/// Searches, for a refusal, the nearest value of each number of the proposal that would lift it. In a list, the
/// distances to several lot lines for instance, each is moved no farther than it has to be.
///
/// Steps are doubled until one is enough and the last is halved: no change is named that was not evaluated. A value
/// beyond the nearest one is never named; where the law is not monotone the nearest in reach of the doubling is.
extension Ruleset {
  func nearestChanges(
    _ proposal: Proposal, _ site: SiteFacts, _ judgement: Judgement, _ speech: Speech
  ) -> [Answer.NearestChange] {
    let failing = judgement.findings.filter { $0.outcome == .notMet }
    let failingOffers = judgement.offers.filter { offer in
      offer.outcome == .notMet && (offer.track == .exempt || offer.track == .exemptWithNotice)
    }
    guard
      judgement.verdict == .notPermitted
        || (failing.isEmpty && !failingOffers.isEmpty && judgement.verdict > .permitted)
    else {
      return []
    }
    let inquiry = Inquiry(ruleset: self, site: site, proposal: proposal)
    var inputs: [String] = []
    for finding in failing {
      for name in inquiry.usedFacts(
        finding.rule.condition.expression, finding.rule.provenance.regulation)
        + perLineInputs(of: finding)
      where !inputs.contains(name) { inputs.append(name) }
    }
    if failing.isEmpty {
      for limb in failingOffers.flatMap(\.limbs) where limb.outcome == .notMet {
        for name in inquiry.usedFacts(limb.limb.condition.expression, limb.regulation)
        where !inputs.contains(name) {
          inputs.append(name)
        }
      }
    }
    var changes: [Answer.NearestChange] = []
    for name in inputs {
      guard let declaration = vocabulary.facts[name], declaration.origin == .proposal,
        declaration.judgedBy == nil,
        let now = proposal.facts[name].flatMap(MovableNumbers.init)
      else { continue }
      if let change = nearest(to: now, of: declaration, proposal, site, judgement, failing, speech)
      {
        changes.append(change)
      }
    }
    return changes.sorted { ($0.liftsAll ? 0 : 1, $0.change) < ($1.liftsAll ? 0 : 1, $1.change) }
  }

  private func perLineInputs(of finding: Finding) -> [String] {
    guard case .name(let list)? = finding.rule.forEach?.domain.kind else { return [] }
    return vocabulary.facts.values.filter { $0.perLine == list }.map(\.name).sorted()
  }

  private func nearest(
    to now: MovableNumbers, of declaration: FactDeclaration, _ proposal: Proposal,
    _ site: SiteFacts, _ judgement: Judgement, _ failing: [Finding], _ speech: Speech
  ) -> Answer.NearestChange? {
    let step = declaration.resolution ?? Self.defaultStep(of: declaration)
    func with(_ moved: MovableNumbers) -> Judgement {
      var changed = proposal
      changed.facts[declaration.name] = moved.fact
      return judge(changed, at: site)
    }
    func ids(_ judgement: Judgement) -> Set<String> {
      Set(judgement.findings.filter { $0.outcome == .notMet }.map(\.id))
    }
    let failingIDs = ids(judgement)
    // Good: nothing fails any more; or, without failing requirements, the verdict is better than it was.
    func isGood(_ moved: MovableNumbers) -> Bool {
      let result = with(moved)
      return failingIDs.isEmpty ? result.verdict < judgement.verdict : ids(result).isEmpty
    }
    /// Lifts at least one failing requirement and breaks none.
    func helps(_ moved: MovableNumbers) -> Bool {
      !failingIDs.isEmpty && ids(with(moved)).isStrictSubset(of: failingIDs)
    }

    for (isEnough, liftsAll) in [(isGood, true), (helps, false)] {
      var best: (distance: Number, moved: MovableNumbers)?
      for direction in [Number(-1), Number(1)] {
        let start = now.foremost(direction)
        let found = search(from: start, direction, step, declaration) {
          isAllowed($0, declaration) && isEnough(now.moved(to: $0, direction))
        }
        guard let found, let distance = (found - start)?.magnitude,
          best.map({ distance < $0.distance }) ?? true
        else { continue }
        var moved = now.moved(to: found, direction)
        // Each of a list on its own: lines may ask for different distances.
        for place in moved.numbers.indices
        where moved.numbers.count > 1 && moved.numbers[place] != now.numbers[place] {
          func suits(_ value: Number) -> Bool {
            isAllowed(value, declaration) && isEnough(moved.with(value, at: place))
          }
          let before = now.numbers[place]
          let least =
            suits(before) ? before : search(from: before, direction, step, declaration, suits)
          if let least { moved = moved.with(least, at: place) }
        }
        best = (distance, moved)
      }
      guard let moved = best?.moved else { continue }
      let lifted = failingIDs.subtracting(ids(with(moved))).sorted()
      let unit =
        failing.first.map { speech.lawUnit(declaration.unit, $0.rule.provenance.regulation) }
        ?? declaration.unit
      return .init(
        change: declaration.name, label: speech.label(declaration.name),
        from: speech.json(now.value, in: unit),
        to: speech.json(moved.value, in: unit), unit: unit?.symbol, liftsAll: liftsAll,
        lifts: lifted)
    }
    return nil
  }

  private static func defaultStep(of declaration: FactDeclaration) -> Number {
    switch declaration.unit?.dimension {
    case .length?: Number(1, exponent: -2)
    case .area?: Number(1, exponent: -1)
    case Dimension.none? where declaration.unit?.symbol == "%": Number(1, exponent: -3)
    case nil: declaration.highest.map { $0 <= .one } == true ? Number(1, exponent: -3) : .one
    default: Number(1, exponent: -2)
    }
  }

  private func isAllowed(_ value: Number, _ declaration: FactDeclaration) -> Bool {
    (declaration.lowest.map { $0 <= value } ?? (Number.zero <= value))
      && (declaration.highest.map { value <= $0 } ?? true)
  }

  /// The value nearest to `now` in a direction, in whole steps, that is enough: doubling until one is, then halving.
  private func search(
    from now: Number, _ direction: Number, _ step: Number, _ declaration: FactDeclaration,
    _ isEnough: (Number) -> Bool
  ) -> Number? {
    // Whole steps counted from zero, so that what is named is a value that a person would write.
    guard let steps = now / step,
      let first = steps.rounded(direction.isNegative ? .floor : .ceiling)
    else { return nil }
    func value(_ count: Int) -> Number? {
      guard let offset = Number(count) * direction, let steps = first + offset else { return nil }
      return steps * step
    }
    var reach = 0
    var last = -1
    var width = 1
    while true {
      guard let candidate = value(reach) else { return nil }
      guard isAllowed(candidate, declaration) else {
        // The end of the range itself may be enough.
        let end = direction.isNegative ? declaration.lowest ?? .zero : declaration.highest
        guard let end, let endSteps = end / step,
          let span = (endSteps - first)?.magnitude.rounded(.floor)?.int, span > last,
          let bound = value(span), isEnough(bound)
        else { return nil }
        reach = span
        break
      }
      if isEnough(candidate) { break }
      last = reach
      reach += width
      width *= 2
      if width > 1 << 24 { return nil }
    }
    while reach - last > 1 {
      let middle = (reach + last) / 2
      if let candidate = value(middle), isEnough(candidate) {
        reach = middle
      } else {
        last = middle
      }
    }
    return value(reach)
  }
}

/// What a proposal says of a fact and what it could say instead: one number, or a list of them that is never empty.
private struct MovableNumbers {
  private(set) var numbers: [Number]
  let isList: Bool

  /// More than a lot has lines or a house has dwellings to speak of: each is searched by itself, and nobody asks that of thousands.
  private static let longest = 32

  /// Nil for what is neither, and for a list in which a number is not known: what would be enough is not known then.
  init?(_ value: FactValue) {
    switch value {
    case .number(let number):
      numbers = [number]
      isList = false
    case .list(let items):
      numbers = items.compactMap { if case .number(let number) = $0 { number } else { nil } }
      guard !items.isEmpty, items.count <= Self.longest, numbers.count == items.count else {
        return nil
      }
      isList = true
    default: return nil
    }
  }

  var fact: FactValue { isList ? .list(numbers.map(FactValue.number)) : .number(numbers[0]) }
  var value: Value { isList ? .list(numbers.map(Value.number)) : .number(numbers[0]) }

  /// The number that a move in a direction takes along first: going up, the least.
  func foremost(_ direction: Number) -> Number {
    numbers.reduce(numbers[0]) { direction.isNegative ? max($0, $1) : min($0, $1) }
  }

  /// All numbers that a move in a direction to a value takes along.
  func moved(to value: Number, _ direction: Number) -> Self {
    var moved = self
    moved.numbers = numbers.map { direction.isNegative ? min($0, value) : max($0, value) }
    return moved
  }

  func with(_ value: Number, at place: Int) -> Self {
    var changed = self
    changed.numbers[place] = value
    return changed
  }
}
