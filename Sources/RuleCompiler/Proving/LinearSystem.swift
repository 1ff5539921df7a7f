/// Linear comparisons that must hold together, over exact fractions.
///
/// Equalities are solved for a variable and put into the others; then one variable after another is eliminated (Fourier and
/// Motzkin: every lower bound must lie below every upper bound), and the values are found on the way back. All of it is exact,
/// so that "none" is a proof over the rationals.
struct LinearSystem {
  struct Row: Hashable {
    var sum: Linear
    var relation: Atom.Relation
  }

  enum Outcome {
    case none
    case values([Int: Fraction])
    /// Too many comparisons came of it, or numbers too long to be exact.
    case undecided
  }

  private var rows: [Row]
  private var solved: [Step] = []

  private enum Step {
    case equal(Int, Linear)
    case between(Int, [Row])
  }

  private static let mostRows = 600

  init(_ rows: [Row]) { self.rows = rows }

  /// - Parameters:
  ///   - isInput: Whether a variable is one that somebody says: those get their values first, and round ones.
  ///   - choose: A value between two bounds.
  static func solve(
    _ rows: [Row], isInput: (Int) -> Bool, choose: (Int, Bound?, Bound?) -> Fraction
  ) -> Outcome {
    var system = LinearSystem(rows)
    switch system.eliminate(isInput) {
    case .yes: return system.valuesBack(choose)
    case .no: return .none
    case .lost: return .undecided
    }
  }

  private enum Verdict { case yes, no, lost }

  private mutating func eliminate(_ isInput: (Int) -> Bool) -> Verdict {
    while true {
      guard let verdict = tidy() else { return .lost }
      if !verdict { return .no }
      if let index = rows.firstIndex(where: { $0.relation == .zero }) {
        let row = rows.remove(at: index)
        guard
          let pivot = row.sum.terms.first(where: { !isInput($0.variable) }) ?? row.sum.terms.first
        else { continue }
        // pivot = -(the rest) / factor
        var rest = row.sum
        rest.terms.removeAll { $0.variable == pivot.variable }
        let value = rest * (Fraction(-1) / pivot.factor)
        solved.append(.equal(pivot.variable, value))
        for index in rows.indices {
          rows[index].sum = substituted(rows[index].sum, pivot.variable, value)
        }
        continue
      }
      guard let variable = cheapest(isInput) else { return .yes }
      var (uppers, lowers, others): ([Row], [Row], [Row]) = ([], [], [])
      for row in rows {
        guard let factor = row.sum.terms.first(where: { $0.variable == variable })?.factor else {
          others.append(row)
          continue
        }
        if factor.sign > 0 { uppers.append(row) } else { lowers.append(row) }
      }
      solved.append(.between(variable, uppers + lowers))
      guard others.count + uppers.count * lowers.count <= Self.mostRows else { return .lost }
      for upper in uppers {
        for lower in lowers {
          let (a, b) = (factor(of: variable, upper.sum), factor(of: variable, lower.sum))
          let sum = upper.sum * -b + lower.sum * a
          let isStrict = upper.relation == .belowZero || lower.relation == .belowZero
          others.append(Row(sum: sum, relation: isStrict ? .belowZero : .atMostZero))
        }
      }
      rows = others
    }
  }

  private func factor(of variable: Int, _ sum: Linear) -> Fraction {
    sum.terms.first { $0.variable == variable }?.factor ?? .zero
  }

  private func substituted(_ sum: Linear, _ variable: Int, _ value: Linear) -> Linear {
    let factor = factor(of: variable, sum)
    guard !factor.isZero else { return sum }
    var rest = sum
    rest.terms.removeAll { $0.variable == variable }
    return rest + value * factor
  }

  /// Drops what holds anyway and what stands twice; false where a comparison of constants fails, nil where a number is lost.
  private mutating func tidy() -> Bool? {
    var kept: [Linear: Row] = [:]
    var order: [Linear] = []
    var result: [Row] = []
    for row in rows {
      if row.sum.isLost { return nil }
      guard let first = row.sum.terms.first else {
        let sign = row.sum.constant.sign
        switch row.relation {
        case .atMostZero: if sign > 0 { return false }
        case .belowZero: if sign >= 0 { return false }
        case .zero: if sign != 0 { return false }
        }
        continue
      }
      if row.relation == .zero {
        result.append(row)
        continue
      }
      // Of two that differ in the constant alone, the tighter stays.
      let scale = Fraction.one / Fraction.magnitude(first.factor)
      let scaled = row.sum * scale
      var key = scaled
      key.constant = .zero
      guard let other = kept[key] else {
        kept[key] = Row(sum: scaled, relation: row.relation)
        order.append(key)
        continue
      }
      guard let comparison = Fraction.order(scaled.constant, other.sum.constant) else { return nil }
      if comparison > 0 || comparison == 0 && row.relation == .belowZero {
        kept[key] = Row(sum: scaled, relation: row.relation)
      }
    }
    rows = result + order.compactMap { kept[$0] }
    return true
  }

  /// The variable whose elimination makes the fewest comparisons; what nobody says before what somebody says.
  private func cheapest(_ isInput: (Int) -> Bool) -> Int? {
    var counts: [Int: (up: Int, down: Int)] = [:]
    for row in rows {
      for term in row.sum.terms {
        var count = counts[term.variable] ?? (0, 0)
        if term.factor.sign > 0 { count.up += 1 } else { count.down += 1 }
        counts[term.variable] = count
      }
    }
    return counts.min { a, b in
      let first = (isInput(a.key) ? 1 : 0, a.value.up * a.value.down, a.key)
      let second = (isInput(b.key) ? 1 : 0, b.value.up * b.value.down, b.key)
      return first < second
    }?.key
  }

  private func valuesBack(_ choose: (Int, Bound?, Bound?) -> Fraction) -> Outcome {
    var values: [Int: Fraction] = [:]
    func value(_ sum: Linear, without variable: Int? = nil) -> Fraction {
      var total = sum.constant
      for term in sum.terms where term.variable != variable {
        if values[term.variable] == nil { values[term.variable] = choose(term.variable, nil, nil) }
        total = total + term.factor * (values[term.variable] ?? .zero)
      }
      return total
    }
    for step in solved.reversed() {
      switch step {
      case .equal(let variable, let sum): values[variable] = value(sum)
      case .between(let variable, let rows):
        var (low, high): (Bound?, Bound?)
        for row in rows {
          let factor = factor(of: variable, row.sum)
          let bound = Bound(
            value: -value(row.sum, without: variable) / factor,
            isStrict: row.relation == .belowZero)
          if factor.sign > 0 {
            high = high.map { $0.tighter(bound, isLow: false) } ?? bound
          } else {
            low = low.map { $0.tighter(bound, isLow: true) } ?? bound
          }
        }
        values[variable] = choose(variable, low, high)
      }
      if values.values.contains(where: \.isLost) { return .undecided }
    }
    return .values(values)
  }
}

extension Fraction {
  static func magnitude(_ fraction: Fraction) -> Fraction {
    fraction.sign < 0 ? -fraction : fraction
  }
}

extension Bound {
  /// The tighter of two lower or upper bounds; this one where it cannot be said.
  func tighter(_ other: Bound, isLow: Bool) -> Bound {
    guard let order = Fraction.order(other.value, value) else { return self }
    if order == 0 { return isStrict ? self : other }
    return (order > 0) == isLow ? other : self
  }
}
