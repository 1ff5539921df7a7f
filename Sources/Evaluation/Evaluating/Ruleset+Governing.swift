import FEEL
package import Facts

/// A subject of a case that is not governed by exactly one limit.
package struct LimitFault: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable {
    /// No rule that reaches the case settles the subject.
    case none
    /// Two limits of one direction hold at once: the law does not say here which of them it means.
    case several
  }

  package var kind: Kind
  /// As the jurisdiction's file names it: `front setback`.
  package var subject: String
  /// `regulation#article` of each limit, sorted; empty for ``Kind/none``.
  package var articles: [String]
}

extension Ruleset {
  /// Of the subjects that the jurisdiction wants settled for a work, those without exactly one limit here.
  ///
  /// A maximum and a minimum of one subject are two limits that do not compete, and neither do those of two lines or two zones. What
  /// another plan overrides does not count; what lifts a limit counts as settling it.
  package func limitFaults(of proposal: Proposal, at site: SiteFacts) -> [LimitFault] {
    let subjects = jurisdiction.governs[proposal.work] ?? []
    guard !subjects.isEmpty else { return [] }
    let judgement = judge(proposal, at: site)
    let silent = Set(
      judgement.silences.compactMap { if case .subject(let subject) = $0 { subject } else { nil } })
    return subjects.compactMap { subject in
      if silent.contains(subject) {
        return LimitFault(kind: .none, subject: subject, articles: [])
      }
      var limits: [LimitKey: Set<String>] = [:]
      for finding in judgement.findings
      where finding.subject == subject && finding.settles && finding.overriddenBy == nil
        && finding.outcome != .notApplicable
      {
        guard let comparison = finding.rule.condition.comparison else { continue }
        let citation = finding.rule.provenance.citation
        let key = LimitKey(
          regime: regulations[finding.rule.provenance.regulation].regime,
          direction: comparison.comparator.direction, element: finding.element?.index ?? -1,
          portion: finding.portion ?? "", measured: comparison.measured.printed())
        limits[key, default: []].insert(
          "\(citation.regulation)#\(citation.article) (\(finding.rule.condition.text))")
      }
      let competing = limits.values.filter { $0.count > 1 }.reduce(into: Set()) {
        $0.formUnion($1)
      }
      return competing.isEmpty
        ? nil : LimitFault(kind: .several, subject: subject, articles: competing.sorted())
    }
  }
}

/// What competes: limits of one direction on one measure of one element.
private struct LimitKey: Hashable {
  var regime: String
  var direction: Int
  var element: Int
  var portion: String
  var measured: String
}

extension BinaryOperator {
  /// -1 for a maximum, 1 for a minimum, 0 for what must be exact.
  fileprivate var direction: Int {
    switch self {
    case .less, .lessOrEqual: -1
    case .greater, .greaterOrEqual: 1
    default: 0
    }
  }
}
