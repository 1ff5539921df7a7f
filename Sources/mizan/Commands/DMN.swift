import ArgumentParser
import Diagnostics
import FEEL
import Facts
import Foundation
import Regulations
import RuleCompiler

struct DMN: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dmn", abstract: "Reads, tests and writes models in DMN's XML.",
    subcommands: [DMNTest.self, DMNExport.self])
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
      if run.outcomes.isEmpty, run.findings.isEmpty {
        throw Wrong("`\(folder)` holds no test cases\(only.map { " named like `\($0)`" } ?? "")")
      }
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

struct DMNExport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes a regulation's tables and definitions as DMN 1.5 with a diagram.",
    discussion: """
      Facts become input data, definitions and tables decisions, articles knowledge sources; figures are in base units. What a
      table says that is no value (`no limit`, `none`, `?`) is null with a remark beside its row. Verdicts, exemptions and
      exceptions have no place in DMN and are left out. A `.dmn` file is written anew as DMN 1.5.

      EXAMPLE
        mizan dmn export regulations/bandar-lengeh/density-rules.md > density.dmn
      """)

  @Argument(help: "A regulation (`.md`) in its folder, or a model (`.dmn`).") var file: String

  func run() async throws {
    try await guarded {
      let model = try file.hasSuffix(".dmn") ? readModel() : readRegulation()
      print(model.xml(exporter: programName), terminator: "")
    }
  }

  private func readModel() throws -> DecisionModel {
    let library: DecisionLibrary
    do { library = try DecisionLibrary(loading: file) } catch { throw Wrong("\(error)") }
    for finding in library.findings { say("\(finding)") }
    let name = URL(filePath: file).lastPathComponent
    let model = library.models.values.first {
      URL(filePath: $0.place.file).lastPathComponent == name
    }
    guard !library.findings.hasErrors, let model else {
      throw Wrong("`\(file)` has errors and is not written anew")
    }
    return model
  }

  private func readRegulation() throws -> DecisionModel {
    let url = URL(filePath: file)
    let folder = url.deletingLastPathComponent()
    let rulebook: Rulebook
    do { rulebook = try Rulebook(loading: folder.deletingLastPathComponent().path) } catch {
      throw Wrong("\(error)")
    }
    let name = "\(folder.lastPathComponent)/\(url.lastPathComponent)"
    for (_, ruleset) in rulebook.rulesets.sorted(by: { $0.key < $1.key }) {
      if let model = ruleset.decisionModel(ofFile: name) { return model }
    }
    for finding in rulebook.findings where finding.severity == .error { say("\(finding)") }
    throw Wrong("no law that could be compiled holds `\(file)`")
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
