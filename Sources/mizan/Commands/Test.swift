import ArgumentParser
import Diagnostics
import RuleCompiler

struct Test: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs the worked cases beside the regulations.",
    discussion: "EXAMPLE\n  mizan test regulations")

  @Argument(help: "The folder of the regulations.") var folder = "regulations"

  func run() async throws {
    try await guarded {
      let rulebook: Rulebook
      do { rulebook = try Rulebook(loading: folder) } catch { throw Wrong("\(error)") }
      for finding in rulebook.findings where finding.severity == .error { say("\(finding)") }
      var (passed, failed, skipped) = (0, 0, 0)
      for outcome in rulebook.runCases() {
        switch outcome.state {
        case .passed: passed += 1
        case .skipped(let why):
          skipped += 1
          print("skipped \(outcome.id) (\(outcome.place)): \(why)")
        case .failed(let faults):
          failed += 1
          print("failed \(outcome.id) (\(outcome.place))")
          for fault in faults { print("  \(fault)") }
        }
      }
      print("\(passed) passed, \(failed) failed, \(skipped) skipped")
      if failed > 0 || rulebook.findings.hasErrors { throw ExitCode(1) }
    }
  }
}
