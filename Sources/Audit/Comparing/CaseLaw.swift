import Evaluation
import Facts

/// The law's figures for one case, under its own facts or under others.
struct CaseLaw {
  let ruleset: Ruleset
  var site: SiteFacts
  var proposal: Proposal

  /// What the law says on a column, in the column's unit.
  struct Figures: Equatable {
    var numbers: [Double] = []
    var isUnlimited = false
    var missing: [String] = []
    var gaps: [String] = []
    var article: String?
    var isSilent: Bool { numbers.isEmpty && !isUnlimited && missing.isEmpty && gaps.isEmpty }
  }

  func figures(_ column: RegisterMapping.Column, with facts: [String: FactValue] = [:]) -> Figures {
    var proposal = proposal
    proposal.facts.merge(facts) { $1 }
    var figures = Figures()
    for limit in ruleset.limits(on: Set(column.subjects), for: proposal, at: site) {
      switch limit.bound {
      case .unlimited: figures.isUnlimited = true
      case .open(let missing, let gaps):
        figures.missing += missing.filter { !figures.missing.contains($0) }
        figures.gaps += gaps.filter { !figures.gaps.contains($0) }
      case .number(let number):
        guard let value = value(number.double, column, proposal, &figures) else { continue }
        if !figures.numbers.contains(where: { abs($0 - value) < 1e-9 * max(1, abs(value)) }) {
          figures.numbers.append(value)
        }
      }
      figures.article = figures.article ?? limit.article
    }
    return figures
  }

  private func value(
    _ limit: Double, _ column: RegisterMapping.Column, _ proposal: Proposal, _ figures: inout Figures
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
