package import Facts

/// The days on which a text is law.
package struct LegalTerm: Sendable, Hashable {
  /// Stretches of days without a gap, in order; none where the text is no law at all.
  package var periods: [Period]
  /// Why it is no law: `draft`, `deposited`, `repealed`; empty where it has periods or had none left.
  package var status = ""

  package struct Period: Sendable, Hashable {
    /// The first day; nil where it is not established.
    package var from: CivilDate?
    /// The first day without effect; nil where none is known.
    package var until: CivilDate?
    package init(from: CivilDate?, until: CivilDate?) {
      self.from = from
      self.until = until
    }

    package func contains(_ day: CivilDate) -> Bool {
      (from.map { $0 <= day } ?? true) && (until.map { day < $0 } ?? true)
    }
  }

  /// What a text is on a day.
  package enum State: Sendable, Hashable {
    case inForce(Period)
    /// Not yet: law from that day.
    case coming(CivilDate)
    /// No more: the first day without effect, nil where it is not known.
    case ended(CivilDate?)
    /// Never approved, or repealed on a day that nobody wrote down.
    case noLaw(String)
  }

  package init(from: CivilDate? = nil, until: CivilDate? = nil) {
    periods = [Period(from: nil, until: nil)]
    self = within(from: from, until: until)
  }

  package init(status: String) {
    periods = []
    self.status = status
  }

  package func state(on day: CivilDate) -> State {
    if let period = periods.first(where: { $0.contains(day) }) { return .inForce(period) }
    if let next = periods.compactMap(\.from).first(where: { day < $0 }) { return .coming(next) }
    if let last = periods.last { return .ended(last.until) }
    return status.isEmpty ? .ended(nil) : .noLaw(status)
  }

  package func isInForce(on day: CivilDate) -> Bool { periods.contains { $0.contains(day) } }

  /// The days on which it begins or ends to be law, in order.
  package var changes: [CivilDate] {
    Set(periods.flatMap { [$0.from, $0.until].compactMap { $0 } }).sorted()
  }

  /// The days on which one of some texts begins or ends to be law, in order.
  package static func changes(of terms: [LegalTerm]) -> [CivilDate] {
    Set(terms).reduce(into: Set()) { days, term in
      days.formUnion(
        term.changes.filter { term.isInForce(on: $0) != term.isInForce(on: $0.adding(days: -1)) })
    }.sorted()
  }

  /// What is left within some days.
  package func within(from: CivilDate?, until: CivilDate?) -> LegalTerm {
    var term = self
    term.periods = periods.compactMap { period in
      let first = [period.from, from].compactMap { $0 }.max()
      let end = [period.until, until].compactMap { $0 }.min()
      if let first, let end, end <= first { return nil }
      return Period(from: first, until: end)
    }
    return term
  }

  /// What is left without some days.
  package func without(from: CivilDate?, until: CivilDate?) -> LegalTerm {
    var term = self
    term.periods =
      (from.map { within(from: nil, until: $0).periods } ?? [])
      + (until.map { within(from: $0, until: nil).periods } ?? [])
    return term
  }
}
