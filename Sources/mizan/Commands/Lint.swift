import ArgumentParser
import Diagnostics
import Facts
import Foundation
import Regulations
import RuleCompiler

struct Lint: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compiles and analyses regulations.",
    discussion: """
      Names, types, units, cycles, anchors, exceptions; of each table its overlaps, gaps and rows in vain. Then proofs across the
      rules, over every case that the vocabulary allows: contradictions, rules that never apply, requirements that cannot fail or
      cannot be met, exceptions that never fire, definitions without a value, facts that nothing uses. An example is a command that
      was evaluated before it is shown. What is not decided is said, never taken for clean.

      With --territory each parcel is looked at with what officers have corrected of it.

      EXAMPLES
        mizan lint regulations
        mizan lint --deep --sarif > findings.sarif
      """)

  @Argument(help: "The folder of the regulations.") var folder = "regulations"
  @Flag(help: "Spend up to thirty times the work on proofs.") var deep = false
  @Flag(help: "Compile only: no proofs across rules.") var quick = false
  @Flag(help: "Findings as JSON lines.") var json = false
  @Flag(help: "Findings as one SARIF 2.1.0 document, for code review tools.") var sarif = false
  @Flag(help: "Only errors.") var quiet = false
  @OptionGroup var land: TerritoryLintOptions
  @OptionGroup var ledgerOptions: LedgerOptions

  func validate() throws {
    if json, sarif { throw ValidationError("write `--json` or `--sarif`, not both") }
    if deep, quick { throw ValidationError("write `--deep` or `--quick`, not both") }
  }

  func run() async throws {
    try await guarded {
      let rulebook: Rulebook
      do { rulebook = try Rulebook(loading: folder) } catch { throw Wrong("\(error)") }
      let proof = quick ? nil : rulebook.prove(deep ? .deep : .usual, folder: folder)
      let all = proof?.findings ?? rulebook.findings
      let findings = quiet ? all.filter { $0.severity == .error } : all
      if sarif {
        print(SARIF(findings, folder: folder, version: programVersion).json.canonical)
      } else {
        for finding in findings { print(json ? finding.json : "\(finding)") }
      }
      if !json, !sarif { say(Self.summary(of: rulebook, all, proof)) }
      let isGoverned = try TerritoryLint(
        options: land, rulebook: rulebook,
        corrections: land.territory == nil ? nil : try ledgerOptions.existing()
      ).run(json: json)
      if all.hasErrors || !isGoverned { throw ExitCode(1) }
    }
  }

  static func summary(of rulebook: Rulebook, _ findings: [Diagnostic], _ proof: Proof?) -> String {
    func count(_ severity: Diagnostic.Severity) -> Int {
      findings.count { $0.severity == severity }
    }
    let compiled =
      "\(rulebook.rulesets.count) of \(rulebook.library.jurisdictions.count) jurisdictions compiled; "
      + "\(count(.error)) errors, \(count(.warning)) warnings, \(count(.note)) notes."
    guard let proof else { return compiled + " Nothing was proved across rules." }
    return compiled
      + " Of \(proof.questions) questions across rules \(proof.undecided) were not decided."
  }
}
