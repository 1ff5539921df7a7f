/// Looks for values under which a formula holds, or shows that there are none.
///
/// Comparisons of one variable narrow what it may be; what can be only one way is taken at once; parts that share no variable
/// are looked at apart; then the shortest choice is tried case by case, each case without those before it. Sums are settled by
/// ``LinearSystem``, products by their bounds until one factor is known. "None" is a proof; the work is bounded by steps, not by a
/// clock, so that it comes out the same everywhere.
struct Search {
  let unknowns: Unknowns
  /// Comparisons that may still be looked at.
  private(set) var steps: Int
  /// Which of the values that will do is taken, where there are several.
  private let taste: Int

  enum Outcome {
    case none
    case found(Assignment)
    case undecided
  }

  private static let deepest = 300

  init(_ unknowns: Unknowns, steps: Int, taste: Int = 0) {
    self.unknowns = unknowns
    self.steps = steps
    self.taste = taste
  }

  mutating func solve(_ formula: Formula) -> Outcome {
    // Everything that the formula speaks of, and how that comes about.
    var formulas = [formula]
    var seen: Set<Int> = []
    var next = 0
    while next < formulas.count {
      var found: Set<Int> = []
      formulas[next].collectVariables(into: &found)
      next += 1
      while let variable = found.popFirst() {
        guard seen.insert(variable).inserted else { continue }
        if let (a, b) = unknowns[variable].factors { found.formUnion([a, b]) }
        if unknowns[variable].meaning != .yes { formulas.append(unknowns[variable].meaning) }
      }
    }
    var state = State(unknowns, seen)
    for formula in formulas {
      steps -= formula.size()
      guard steps > 0 else { return .undecided }
      if !state.assert(formula) { return .none }
    }
    return solve(&state, depth: 0)
  }

  private mutating func solve(_ state: inout State, depth: Int) -> Outcome {
    guard depth < Self.deepest else { return .undecided }
    guard state.propagate(&steps) else { return .none }
    guard steps > 0 else { return .undecided }
    if state.isSumsChanged {
      if case .none = values(&state) { return .none }
      state.isSumsChanged = false
    }
    if state.pending.isEmpty { return settle(state, depth: 0) }

    let parts = state.parts()
    if parts.count > 1 {
      var whole = Assignment()
      var isUndecided = false
      for var part in parts {
        switch solve(&part, depth: depth + 1) {
        case .none: return .none
        case .undecided: isUndecided = true
        case .found(let some):
          whole.numbers.merge(some.numbers) { $1 }
          whole.words.merge(some.words) { $1 }
        }
      }
      return isUndecided ? .undecided : .found(whole)
    }

    guard let (index, options) = state.choice() else { return .undecided }
    state.pending.remove(at: index)
    var isUndecided = false
    for option in options {
      var branch = state
      if branch.assert(option) {
        switch solve(&branch, depth: depth + 1) {
        case .none: break
        case .undecided: isUndecided = true
        case .found(let assignment): return .found(assignment)
        }
      }
      steps -= 1
      guard steps > 0 else { return .undecided }
      guard state.assert(option.negated), state.propagate(&steps) else { break }
    }
    return isUndecided ? .undecided : .none
  }

  /// Values for a state in which nothing is left to choose but numbers.
  private mutating func settle(_ state: State, depth: Int) -> Outcome {
    var state = state
    steps -= 1 + state.sums.count
    guard steps > 0, depth < 24 else { return .undecided }
    var assignment: Assignment
    switch values(&state) {
    case .none: return .none
    case .undecided: return .undecided
    case .found(let found): assignment = found
    }
    for variable in state.variables {
      switch unknowns[variable].kind {
      case .word: assignment.words[variable] = state.word(variable, preferLast: taste % 2 == 1)
      case .number:
        if assignment.numbers[variable] == nil {
          let (low, high) = state.bounds(of: variable)
          assignment.numbers[variable] = chosen(variable, low, high)
        }
      }
    }
    for variable in state.variables {
      guard let (a, b) = unknowns[variable].factors, let product = assignment.numbers[variable],
        let x = assignment.numbers[a], let y = assignment.numbers[b], x * y != product
      else { continue }
      // A factor is taken as it came out: the product is then a sum.
      for (factor, value) in [(a, x), (b, y)] where !state.isFixed(factor) {
        var branch = state
        guard branch.fix(factor, value), branch.propagate(&steps) else { continue }
        if case .found(let found) = settle(branch, depth: depth + 1) { return .found(found) }
      }
      return .undecided
    }
    return .found(assignment)
  }

  private func values(_ state: inout State) -> Outcome {
    let rows = state.rows()
    guard !rows.isEmpty else { return .found(Assignment()) }
    switch LinearSystem.solve(
      rows, isInput: { unknowns[$0].input != nil }, choose: { chosen($0, $1, $2) })
    {
    case .none: return .none
    case .undecided: return .undecided
    case .values(let values): return .found(Assignment(numbers: values))
    }
  }

  // MARK: round values

  /// A value between bounds, such as people give: the usual one, a whole number, one of few digits.
  private func chosen(_ variable: Int, _ low: Bound?, _ high: Bound?) -> Fraction {
    func fits(_ value: Fraction) -> Bool {
      for (bound, isLow) in [(low, true), (high, false)] {
        guard let bound else { continue }
        guard let order = Fraction.order(value, bound.value) else { return false }
        if order == 0 ? bound.isStrict : (order < 0) == isLow { return false }
      }
      return true
    }
    if let low, let high, low.value == high.value { return low.value }
    let unknown = unknowns[variable]
    if taste == 0, let usual = unknown.usual, fits(usual) { return usual }
    let unit = unknown.unit
    if taste < 2, fits(unit) { return unit }
    var scale = Fraction.one
    for _ in 0..<8 {
      for start in taste == 1 ? [high, low] : [low, high] {
        guard let start else { continue }
        let whole = (start.value / unit * scale).floor
        for step in [1, 0, -1] {
          let value = (whole + Fraction(step)) / scale * unit
          if !value.isLost, fits(value) { return value }
        }
      }
      scale = scale * Fraction(10)
    }
    if let low, let high { return (low.value + high.value) / Fraction(2) }
    return low?.value ?? high?.value ?? .zero
  }
}
