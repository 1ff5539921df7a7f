package import Diagnostics
package import Evaluation
import FEEL
package import Facts
package import Regulations

/// What compiling gives: a ruleset that may be asked, and what was found on the way.
package struct Compilation: Sendable {
  /// Nil where an error was found: a law that cannot be read answers nobody.
  package var ruleset: Ruleset?
  package var findings: [Diagnostic]
}

/// Compiles the regulations of one jurisdiction.
///
/// The passes in order: names are resolved while the notation is read; then types and units (every bare number into base
/// units), the order of definitions (no cycle), exceptions (each lifts something), then the analysis of each table.
package func compile(
  _ regulations: [Regulation], jurisdiction: Jurisdiction, vocabulary: Vocabulary,
  sources: [Ruleset.Source]
) -> Compilation {
  var lowering = Lowering(
    regulations: regulations, jurisdiction: jurisdiction, vocabulary: vocabulary, sources: sources)
  lowering.run()
  var findings = lowering.findings
  findings += findCycles(in: lowering.ruleset)
  findings += findIdleExceptions(in: lowering.ruleset)
  findings += findTwins(in: lowering.ruleset)
  for regulation in regulations {
    for table in regulation.tables { findings += analyse(table, in: lowering.ruleset) }
    findings += analyseModel(of: regulation, in: lowering.ruleset)
  }
  var seen: Set<Diagnostic> = []
  findings = findings.filter { seen.insert($0).inserted }
  return Compilation(ruleset: findings.hasErrors ? nil : lowering.ruleset, findings: findings)
}
