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

  @Test func `a mapping that cannot be read is wrong usage`() throws {
    let outcome = try Command.run(["audit", "/nowhere/mapping.yaml"])
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.words.contains("cannot be read"))
  }
}
