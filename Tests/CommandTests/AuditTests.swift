import Foundation
import TestSupport
import Testing

/// An old register audited as an officer runs it.
struct AuditTests {
  @Test
  func
    `the counts go to the output, the cases to a file, and what is not explained to the exit code`()
    throws
  {
    let town = try RegisterTown()
    defer { town.remove() }
    func path(_ name: String) -> String { town.folder.appending(path: name).path }
    let outcome = try Command.run([
      "audit", path("mapping.yaml"), "--territory", path("territory.yaml"), "--json", "--cases",
      path("cases.ndjson"),
    ])
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect((report["joined"] as? [String: Any])?["cases"] as? Int == 7)
    let unexplained = try #require(report["unexplained"] as? Int)
    #expect(outcome.status == (unexplained > 0 ? 1 : 0))
    let lines = try String(contentsOfFile: path("cases.ndjson"), encoding: .utf8)
      .split(separator: "\n")
    #expect(lines.count == report["cases"] as? Int)
  }

  @Test func `a zone that an officer corrected counts in an audit`() throws {
    let town = try RegisterTown()
    defer { town.remove() }
    func path(_ name: String) -> String { town.folder.appending(path: name).path }
    let land = ["--territory", path("territory.yaml"), "--ledger", path("ledger.sqlite")]
    func mapped() throws -> String? {
      let outcome = try Command.run(
        ["audit", path("mapping.yaml"), "--cases", path("cases.ndjson")] + land)
      #expect(outcome.status < 2, "\(outcome.words)")
      let lines = try String(contentsOfFile: path("cases.ndjson"), encoding: .utf8)
        .split(separator: "\n")
      return lines.first { $0.contains(#""case":"misspelt""#) }
        .flatMap { $0.firstMatch(of: /"map":\[([^\]]*)\]/) }.map { String($0.1) }
    }
    #expect(try mapped() == #""C-1""#)
    let corrected = try Command.run(
      ["correct", "3", "district=B", "--by", "A", "--reason", "the map is a later one"] + land)
    #expect(corrected.status == 0, "\(corrected.words)")
    #expect(try mapped() == #""B""#)

    try Data(String(repeating: "no database ", count: 1000).utf8).write(
      to: URL(filePath: path("ledger.sqlite")))
    let broken = try Command.run(["audit", path("mapping.yaml")] + land)
    #expect(broken.status == 2)
    #expect(broken.output.isEmpty)
  }

  @Test func `a mapping that cannot be read is wrong usage`() throws {
    let outcome = try Command.run(["audit", "/nowhere/mapping.yaml"])
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.words.contains("cannot be read"))
  }
}
