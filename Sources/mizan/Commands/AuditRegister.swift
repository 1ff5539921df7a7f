import ArgumentParser
import Audit
import Facts
import Foundation
import Land
import RuleCompiler

struct AuditRegister: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract:
      "Compares an old register with the law and the maps: each case's lot, district and figures.",
    discussion: """
      FILE is a mapping: which column of the register is what, and which limit each figure is compared with
      (`parcels/cambridge-appeals.yaml` is one). The files it names are relative to `--data`, else to its own folder. Exit 1 where
      a difference is left that nothing explains.

      EXAMPLE
        mizan audit parcels/cambridge-appeals.yaml --territory parcels/cambridge.yaml --data DIR --cases cases.ndjson
      """)

  @OptionGroup var municipality: MunicipalityOptions
  @Flag(help: "The counts as JSON.") var json = false
  @Option(help: "Writes a line of JSON for each case.") var cases: String?
  @Argument(help: "The mapping.") var file: String

  func run() async throws {
    try await guarded {
      let report = try audit()
      if let cases {
        let lines = report.cases.map { $0.json.canonical + "\n" }.joined()
        do { try Data(lines.utf8).write(to: URL(filePath: cases), options: .atomic) } catch {
          throw Wrong("`\(cases)` cannot be written: \(error.localizedDescription)")
        }
      }
      print(json ? report.json.canonical : report.text)
      if report.unexplained > 0 {
        say("\(report.unexplained) differences are not explained")
        throw ExitCode(1)
      }
    }
  }

  private func audit() throws -> AuditReport {
    let mapping: RegisterMapping
    do { mapping = try RegisterMapping(reading: file) } catch {
      for finding in error.findings { say("\(finding)") }
      throw Wrong("the mapping `\(file)` cannot be used")
    }
    let rulebook = try municipality.rulebook()
    let territory = try municipality.land(telling: false)
    guard let town = territory.towns.first(where: { $0.id == mapping.town }),
      let ruleset = rulebook.rulesets[town.jurisdiction]
    else {
      throw Wrong(
        "the territory has no town `\(mapping.town)` whose regulations can be read")
    }
    do {
      let audit = try Audit(
        mapping,
        folder: municipality.data ?? URL(filePath: file).deletingLastPathComponent().path,
        territory: territory, ruleset: ruleset)
      let progress = Progress(of: audit.caseCount, "cases")
      defer { progress.finish() }
      return AuditReport(audit, audit.run { progress.advance(by: $0) })
    } catch { throw Wrong("\(error)") }
  }
}
