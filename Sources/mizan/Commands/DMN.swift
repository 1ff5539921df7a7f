import ArgumentParser
import Diagnostics
import FEEL
import Facts
import Foundation
import RuleCompiler

struct DMN: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dmn", abstract: "Reads, tests and writes models in DMN's XML.",
    subcommands: [DMNTest.self])
}

struct DMNTest: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Runs test cases in the format of the DMN TCK.",
    discussion: """
      Every `*.xml` below the folder that holds test cases is run over the model that it names, which lies beside it. A case
      that wants an error passes with a null that an error made.

      EXAMPLE
        mizan dmn test tck/compliance-level-3 --only 0016-some-every
      """)

  @Argument(help: "The folder of the test cases.") var folder: String
  @Option(help: "Only cases whose folder/id holds this text.") var only: String?
  @Flag(help: "Each case as one line of JSON.") var json = false

  func run() async throws {
    try await guarded {
      let run: ConformanceRun
      do {
        run = try ConformanceRun(folder: folder, only: only, moment: .now)
      } catch { throw Wrong("\(error)") }
      for finding in run.findings { say("\(finding)") }
      for outcome in run.outcomes {
        if json {
          print(Self.line(outcome).canonical)
        } else if let why = outcome.skipped {
          print("skipped \(outcome.name): \(why)")
        } else {
          for failure in outcome.failures {
            print(
              "failed \(outcome.name) \(failure.node): expected \(failure.expected), got \(failure.got)"
            )
            for finding in failure.findings { print("  \(finding)") }
          }
        }
      }
      let totals = "\(run.passed) passed, \(run.failed) failed, \(run.skipped) skipped"
      if json { say(totals) } else { print(totals) }
      if run.failed > 0 || run.findings.hasErrors { throw ExitCode(1) }
    }
  }

  private static func line(_ outcome: ConformanceRun.Outcome) -> JSON {
    let state =
      outcome.skipped != nil ? "skipped" : outcome.failures.isEmpty ? "passed" : "failed"
    let failures = outcome.failures.map { failure -> JSON in
      [
        "node": .string(failure.node), "expected": .string(failure.expected),
        "got": .string(failure.got), "findings": .array(failure.findings.map(JSON.string)),
      ]
    }
    return [
      "directory": .string(outcome.directory), "case": .string(outcome.id), "state": .string(state),
      "failures": .array(failures),
    ]
  }
}

extension DateAndTime {
  /// The moment of the machine's clock, in UTC.
  fileprivate static var now: DateAndTime {
    let seconds = Int(Date().timeIntervalSince1970)
    let day = CivilDate(dayNumber: seconds / 86_400)
    return DateAndTime(
      date: day,
      time: TimeOfDay(nanoseconds: seconds % 86_400 * 1_000_000_000, offset: 0))
  }
}
