import ArgumentParser
import Audit
import Facts
import Foundation
import Land
import Register
import RuleCompiler
import Service

struct AuditRegister: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract:
      "Compares an old register with the law and the maps: each case's lot, district and figures.",
    discussion: """
      FILE is a mapping: which column of the register is what, and which limit each figure is compared with
      (`parcels/cambridge-appeals.yaml` is one). The files it names are relative to `--data`, else to its own folder. Exit 1 where
      a difference is left that nothing explains. What officers have corrected of a lot counts for the days that they said.

      EXAMPLE
        mizan audit parcels/cambridge-appeals.yaml --territory parcels/cambridge.yaml --data DIR --cases cases.ndjson
      """)

  @OptionGroup var municipality: MunicipalityOptions
  @OptionGroup var ledgerOptions: LedgerOptions
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
    let counter = try municipality.open(corrections: try ledgerOptions.existing())
    guard let territory = counter.territory else { throw Wrong("no territory is open") }
    guard let town = territory.towns.first(where: { $0.id == mapping.town }),
      let ruleset = counter.ruleset(of: town.jurisdiction)
    else {
      throw Wrong(
        "the territory has no town `\(mapping.town)` whose regulations can be read")
    }
    do {
      // One that cannot be read is told before anything is compared.
      _ = try counter.corrections?.corrections()
      let audit = try Audit(
        mapping,
        folder: municipality.data ?? URL(filePath: file).deletingLastPathComponent().path,
        territory: territory, ruleset: ruleset,
        survey: { lot, day, order in
          counter.surveyOrUnknown(lot, on: day, as: order)?.site
            ?? territory.survey(lot, on: day, as: order)
        })
      let progress = Progress(of: audit.caseCount, "cases")
      defer { progress.finish() }
      return AuditReport(audit, audit.run { progress.advance(by: $0) })
    } catch { throw Wrong("\(error)") }
  }
}
