import ArgumentParser
import Diagnostics
import Facts
import RuleCompiler

struct Test: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs the worked cases beside the regulations.",
    discussion: "EXAMPLE\n  mizan test regulations")

  @Argument(help: "The folder of the regulations.") var folder = "regulations"
  @Flag(help: "Each case as one line of JSON.") var json = false

  func run() async throws {
    try await guarded {
      let rulebook: Rulebook
      do { rulebook = try Rulebook(loading: folder) } catch { throw Wrong("\(error)") }
      for finding in rulebook.findings where finding.severity == .error { say("\(finding)") }
      var (passed, failed, skipped) = (0, 0, 0)
      for outcome in rulebook.runCases() {
        if json { print(Self.line(outcome).canonical) }
        switch outcome.state {
        case .passed: passed += 1
        case .skipped(let why):
          skipped += 1
          if !json { print("skipped \(outcome.id) (\(outcome.place)): \(why)") }
        case .failed(let faults):
          failed += 1
          if json { continue }
          print("failed \(outcome.id) (\(outcome.place))")
          for fault in faults { print("  \(fault)") }
        }
      }
      let totals = "\(passed) passed, \(failed) failed, \(skipped) skipped"
      if json { say(totals) } else { print(totals) }
      if failed > 0 || rulebook.findings.hasErrors { throw ExitCode(1) }
    }
  }

  private static func line(_ outcome: CaseOutcome) -> JSON {
    let (state, reasons): (String, [String]) =
      switch outcome.state {
      case .passed: ("passed", [])
      case .failed(let faults): ("failed", faults)
      case .skipped(let why): ("skipped", [why])
      }
    return [
      "case": .string(outcome.id), "place": .string("\(outcome.place)"), "state": .string(state),
      "reasons": .array(reasons.map(JSON.string)),
    ]
  }
}
