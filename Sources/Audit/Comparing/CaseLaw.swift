import Evaluation
import Facts

/// The law's figures for one case, under its own facts or under others.
final class CaseLaw {
  let ruleset: Ruleset
  let site: SiteFacts
  let proposal: Proposal
  private var known: [Question: [Limit]] = [:]

  private struct Question: Hashable {
    var subjects: Set<String>
    var facts: [String: FactValue]
  }

  init(_ ruleset: Ruleset, _ site: SiteFacts, _ proposal: Proposal) {
    self.ruleset = ruleset
    self.site = site
    self.proposal = proposal
  }

  private func limits(on subjects: Set<String>, with facts: [String: FactValue]) -> [Limit] {
    let question = Question(subjects: subjects, facts: facts)
    if let limits = known[question] { return limits }
    var proposal = proposal
    proposal.facts.merge(facts) { $1 }
    let limits = ruleset.limits(on: subjects, for: proposal, at: site)
    known[question] = limits
    return limits
  }

  /// What the law says on a column, in the column's unit.
  struct Figures: Equatable {
    var numbers: [Double] = []
    var isUnlimited = false
    var missing: [String] = []
    var gaps: [String] = []
    var article: String?
    mutating func add(_ number: Double) {
      if !numbers.contains(where: { abs($0 - number) < 1e-9 * max(1, abs(number)) }) {
        numbers.append(number)
      }
    }
    var isSilent: Bool { numbers.isEmpty && !isUnlimited && missing.isEmpty && gaps.isEmpty }
  }

  ///
  /// - Parameter limitOnly: The other facts alter the limit, not what it is multiplied with.
  func figures(
    _ column: RegisterMapping.Column, with facts: [String: FactValue] = [:], limitOnly: Bool = false
  ) -> Figures {
    var proposal = proposal
    if !limitOnly { proposal.facts.merge(facts) { $1 } }
    var figures = Figures()
    for limit in limits(on: Set(column.subjects), with: facts) {
      switch limit.bound {
      case .unlimited: figures.isUnlimited = true
      case .open(let missing, let gaps):
        figures.missing += missing.filter { !figures.missing.contains($0) }
        figures.gaps += gaps.filter { !figures.gaps.contains($0) }
      case .number(let number):
        guard let value = value(number.double, column, proposal, &figures) else { continue }
        figures.add(value)
        // Half a dwelling is none, but some write it down.
        if column.isWhole { figures.add((value + 1e-9).rounded(.down)) }
      }
      figures.article = figures.article ?? limit.article
    }
    return figures
  }

  private func value(
    _ limit: Double, _ column: RegisterMapping.Column, _ proposal: Proposal,
    _ figures: inout Figures
  ) -> Double? {
    var value = limit
    if let other = column.times ?? column.into {
      guard case .number(let amount)? = proposal.facts[other] ?? site.facts[other]?.value,
        amount.double > 0, limit > 0
      else {
        if !figures.missing.contains(other) { figures.missing.append(other) }
        return nil
      }
      value = column.times != nil ? limit * amount.double : amount.double / limit
    }
    return value / (column.unit?.factor.double ?? 1)
  }

  /// The number that height and wall together are divided by, where the limit is such a formula for walls so high and long that no
  /// floor decides.
  func divisor(_ column: RegisterMapping.Column, with facts: [String: FactValue] = [:]) -> Double? {
    guard let height = column.letters["h"], let length = column.letters["l"] else { return nil }
    func divisors(_ high: Double, _ long: Double) -> [Double] {
      let walls = [height: base(high, of: height), length: base(long, of: length)]
      return figures(column, with: facts.merging(walls) { $1 }).numbers.filter { $0 > 0 }.map {
        (high + long) / $0
      }
    }
    let second = divisors(90, 700)
    return divisors(60, 500).first { one in second.contains { abs($0 - one) < 1e-6 } }
  }

  /// A figure in a fact's own unit, as a fact.
  func base(_ value: Double, of fact: String) -> FactValue {
    let factor = ruleset.vocabulary.facts[fact]?.unit?.factor.double ?? 1
    return Number(value * factor).map(FactValue.number) ?? .unknown("no number")
  }
}

extension TypedValue {
  /// The figures typed, in a unit: a share typed as 0.4 is 40 %.
  func amounts(in unit: UnitOfMeasure?) -> [Amount] {
    let typed: [Amount] =
      switch self {
      case .amounts(let amounts): amounts
      case .formula(_, let beside): beside
      case .zero: [Amount(0, halfStep: 0)]
      default: []
      }
    return typed.map { amount in
      var amount = amount
      let own = amount.unit.flatMap { UnitOfMeasure(symbol: $0) }
      var factor = 1.0
      if let own, own.dimension == (unit?.dimension ?? .none) {
        factor = own.factor.double / (unit?.factor.double ?? 1)
      } else if own == nil, unit?.symbol == "%", amount.value <= 1 {
        factor = 100
      }
      amount.value *= factor
      amount.halfStep *= factor
      return amount
    }
  }
}

extension TypedValue.Amount {
  /// Whether the figure typed is that one, as precisely as it was typed, and never farther off than a fiftieth.
  func isAbout(_ number: Double) -> Bool {
    abs(value - number) <= max(min(halfStep, abs(number) / 50), 1e-9) * (1 + 1e-9)
  }
}
