import ArgumentParser
import Diagnostics
import Foundation
import Regulations
import RuleCompiler

struct Lint: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compiles and analyses regulations.",
    discussion: """
      Names, types, units, cycles, anchors, exceptions; of each table its overlaps, gaps and rows in vain; rules of one level on
      one subject. What is not proved here: contradictions between rules under their conditions.

      EXAMPLE
        mizan lint regulations
      """)

  @Argument(help: "The folder of the regulations.") var folder = "regulations"
  @Flag(help: "Findings as JSON lines.") var json = false
  @Flag(help: "Only errors.") var quiet = false
  @OptionGroup var land: TerritoryLintOptions

  func run() async throws {
    try await guarded {
      let rulebook: Rulebook
      do { rulebook = try Rulebook(loading: folder) } catch { throw Wrong("\(error)") }
      var counts: [Diagnostic.Severity: Int] = [:]
      for finding in rulebook.findings {
        counts[finding.severity, default: 0] += 1
        if quiet, finding.severity != .error { continue }
        print(json ? finding.json : "\(finding)")
      }
      if !json {
        say(
          "\(rulebook.rulesets.count) of \(rulebook.library.jurisdictions.count) jurisdictions compiled; \(counts[.error] ?? 0) errors, "
            + "\(counts[.warning] ?? 0) warnings, \(counts[.note] ?? 0) notes. Contradictions across rules are not proved yet."
        )
      }
      let isGoverned = try TerritoryLint(options: land, rulebook: rulebook).run(json: json)
      if rulebook.findings.hasErrors || !isGoverned { throw ExitCode(1) }
    }
  }
}
