import Diagnostics
import Evaluation

extension Rulebook {
  /// Everything that is found in a rulebook: what compiling found, and what is proved across its rules.
  ///
  /// A jurisdiction with errors is not looked at: its law answers nobody.
  /// - Parameters:
  ///   - depth: How much work may go into it.
  ///   - folder: Of the regulations, for the command lines of examples.
  ///   - jurisdictions: Those that are looked at; all without it.
  package func prove(
    _ depth: ProofDepth = .usual, folder: String = "regulations",
    of jurisdictions: Set<String>? = nil
  ) -> Proof {
    var whole = Proof()
    whole.findings = findings
    for id in rulesets.keys.sorted() where jurisdictions?.contains(id) ?? true {
      guard let ruleset = rulesets[id] else { continue }
      let prover = Prover(ruleset, depth, folder: folder)
      prover.proveRequirements()
      prover.proveContradictions()
      prover.proveExceptions()
      prover.proveExemptions()
      prover.proveProvisions()
      prover.proveDefinitions()
      prover.proveTables()
      let proof = prover.finish()
      whole.findings.removeAll {
        $0.isLeftOpenByCells
          && prover.settledTables.contains("\($0.place?.file ?? ""):\($0.place?.line ?? 0)")
      }
      whole.questions += proof.questions
      whole.undecided += proof.undecided
      // The law of one regulation may hold in several jurisdictions: what is said twice is said once.
      for finding in proof.findings
      where !whole.findings.contains(where: { $0.isSaid(by: finding) }) {
        whole.findings.append(finding)
      }
    }
    if jurisdictions == nil { whole.findings += findUnusedFacts(in: self) }
    return whole
  }
}

extension Diagnostic {
  /// What the check of one table says of cells that are no constants.
  fileprivate var isLeftOpenByCells: Bool {
    id == "not-decided" && message.contains("pairs of rows that may overlap")
      || id == "not-searched" && message.contains("cells that are no constants")
  }

  fileprivate func isSaid(by other: Diagnostic) -> Bool {
    id == other.id && message == other.message && place == other.place
  }
}
