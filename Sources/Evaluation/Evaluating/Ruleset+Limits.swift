import FEEL
package import Facts

/// What one requirement allows at a site, without asking whether a proposal meets it.
package struct Limit: Sendable, Hashable {
  package enum Bound: Sendable, Hashable {
    /// In base units.
    case number(Number)
    /// The law says that there is none, or lifts it.
    case unlimited
    /// The facts that it waits for, and the tables that have no figure or no row.
    case open(missing: [String], gaps: [String])
  }

  /// The measured side: `FAR`, `front setback`.
  package var subject: String
  /// The id of the requirement: regulation, line, and the element's number.
  package var id: String
  package var article: String
  package var bound: Bound
}

extension Ruleset {
  /// The limits in force on some subjects, one for each requirement and element that applies: several of one subject hold
  /// together. Nothing for a subject that no rule in force speaks of.
  ///
  /// A lot in several zones is looked at as its site says: give the facts of one portion.
  package func limits(on subjects: Set<String>, for proposal: Proposal, at site: SiteFacts)
    -> [Limit]
  {
    let inquiry = Inquiry(ruleset: self, site: site, proposal: proposal)
    return requirements.indices.filter { subjects.contains(requirements[$0].subject) }
      .flatMap { inquiry.findings(at: $0) }.compactMap(Limit.init)
  }
}

extension Limit {
  /// Nil where the requirement does not apply here, so that its limit was never looked at.
  fileprivate init?(_ finding: Finding) {
    let lifted = finding.outcome == .notApplicable && finding.exception != nil
    let bound: Bound
    switch finding.limit {
    case _ where lifted: bound = .unlimited
    case .number(let number)?: bound = .number(number)
    case .unknown(let reasons)?:
      bound =
        reasons.contains(.noLimit)
        ? .unlimited
        : .open(
          missing: reasons.names(of: .missing) + reasons.names(of: .judged),
          gaps: reasons.names(of: .gap) + reasons.names(of: .conflict)
            + reasons.names(of: .failure))
    default:
      guard finding.outcome != .notApplicable else { return nil }
      bound = .open(missing: finding.reasons?.names(of: .missing) ?? [], gaps: [])
    }
    var article = finding.rule.provenance.citation.article
    if let row = finding.row {
      article = row.provenance.citation.article + (row.row.isEmpty ? "" : " row \(row.row)")
    }
    self.init(subject: finding.subject, id: finding.id, article: article, bound: bound)
  }
}
