import Diagnostics
import Evaluation

/// Two rules of one level on one subject with the same scope: both hold, and one of them says more than the author may think.
///
/// This looks at rules without `when` only. Whether two rules contradict each other under their conditions is a proof across
/// rules, which is not made here.
func findTwins(in ruleset: Ruleset) -> [Diagnostic] {
  var findings: [Diagnostic] = []
  let plain = ruleset.requirements.filter {
    $0.when.isEmpty && $0.unless.isEmpty && $0.condition.comparison != nil
  }
  for (position, first) in plain.enumerated() {
    for second in plain[(position + 1)...] where first.subject == second.subject {
      let a = ruleset.regulations[first.provenance.regulation]
      let b = ruleset.regulations[second.provenance.regulation]
      guard a.regime == b.regime, a.rank == b.rank,
        first.provenance.works == second.provenance.works,
        first.forEach?.domain == second.forEach?.domain,
        first.condition.comparison?.comparator == second.condition.comparison?.comparator,
        overlap(first.provenance, second.provenance, a, b)
      else { continue }
      var finding = Diagnostic(
        .warning, "two-rules-one-subject",
        "`\(first.condition.text)` and `\(second.condition.text)` both limit `\(first.subject)` for the same works",
        at: place(of: second.provenance),
        mend: "make one an `exception to` the other, or write one rule")
      if let other = place(of: first.provenance) {
        finding.related = [.init("the other rule", at: other)]
      }
      findings.append(finding)
    }
  }
  return findings
}

private func overlap(
  _ a: Provenance, _ b: Provenance, _ first: RegulationHead, _ second: RegulationHead
) -> Bool {
  let start = [a.from, b.from, first.effective, second.effective].compactMap { $0 }.max()
  let end = [a.until, b.until, first.until, second.until].compactMap { $0 }.min()
  guard let start, let end else { return true }
  return start < end
}
