import Foundation
import Land
import RuleCompiler
import Testing

@testable import Audit

private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()
private let folder: URL? = ["../shared/data/cambridge", "../../shared/data/cambridge"]
  .map { root.appending(path: $0).standardizedFileURL }
  .first { FileManager.default.fileExists(atPath: $0.path) }

/// The register of a city, where it stands beside the repository; skipped elsewhere.
@Suite(.enabled(if: folder != nil, "the city's register is not here"))
struct CambridgeRegisterTests {
  @Test func `appeals of four years find their lots, their zones, and their figures`() throws {
    let folder = try #require(folder)
    let rulebook = try Rulebook(loading: root.appending(path: "regulations").path)
    let audit = try Audit(
      try RegisterMapping(
        reading: root.appending(path: "parcels/cambridge-appeals.yaml").path),
      folder: folder.path,
      territory: try Territory(
        loading: root.appending(path: "parcels/cambridge.yaml").path, data: folder.path),
      ruleset: try #require(rulebook.rulesets["cambridge-ma"]))
    let report = AuditReport(audit, audit.run())

    #expect(report.cases.count == 635)
    #expect(report.joined == 619)
    #expect(report.comparable == 607)
    #expect(report.agreeing == 590)
    // The map of another day would say otherwise.
    #expect(report.otherDays.first.map { $0.agree * 2 < $0.of } == true)
    #expect(report.zones[.differs] == 1)

    let counts = report.columns.map { [$0.equal, $0.differ, $0.unexplained, $0.apart] }
    let expected: [[Int]] = [
      [352, 67, 0, 216], [292, 105, 1, 238], [361, 40, 1, 234], [283, 112, 0, 240],
      [227, 142, 3, 266], [376, 15, 0, 244], [351, 64, 0, 220], [234, 156, 1, 245],
      [184, 209, 0, 242], [174, 222, 1, 239], [398, 15, 3, 222], [327, 73, 0, 235],
      [0, 0, 0, 635], [0, 0, 0, 635], [0, 0, 0, 635], [0, 0, 0, 635], [0, 0, 0, 635],
      [0, 0, 0, 635],
    ]
    for (column, (found, wanted)) in zip(report.columns, zip(counts, expected)) {
      #expect(found == wanted, "\(column.column)")
    }
    #expect(report.columns.count == expected.count)
    #expect(report.unexplained == 11)
  }
}
