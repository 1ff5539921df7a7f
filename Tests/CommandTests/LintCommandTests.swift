import Foundation
import Testing

/// `mizan lint` as a planner and a review tool run it.
struct LintCommandTests {
  /// A town whose two rules exclude each other.
  private func town() throws -> URL {
    let folder = try Command.temporaryFolder()
    let town = folder.appending(path: "town")
    try FileManager.default.createDirectory(at: town, withIntermediateDirectories: true)
    let files = [
      "jurisdiction.yaml": """
      id: town
      label: {en: Town}
      ranks: [local]
      languages: [en]
      regimes: { planning: {en: planning} }
      vocabulary: [vocabulary.yaml]
      """,
      "vocabulary.yaml": """
      facts:
        zone: { type: [R1, R2], from: plan, label: {en: zone} }
        lot area: { type: number, unit: m², from: site, label: {en: lot area} }
        height: { type: number, unit: m, from: proposal, label: {en: height} }
      works:
        new building: { construction: true, label: {en: new building} }
      """,
      "rules.md": """
      ---
      id: rules
      title: {en: Rules}
      language: en
      text: paraphrase
      jurisdiction: town
      regime: planning
      rank: local
      status: approved
      effective: 2000-01-01
      confidence: "S:TEST"
      ---

      ## Height  {#height}

      ```rule
      require height <= 9 when zone = "R1"
      require height >= 10 when lot area > 1000
      ```

      """,
    ]
    for (name, text) in files { try Data(text.utf8).write(to: town.appending(path: name)) }
    return folder
  }

  @Test func `a contradiction ends with 1 and an example that shows it`() throws {
    let folder = try town()
    defer { try? FileManager.default.removeItem(at: folder) }
    let outcome = try Command.run(["lint", folder.path])
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("[contradiction]"))
    #expect(outcome.output.contains("town/rules.md:17:1: the other rule"))
    let line = try #require(
      outcome.output.split(separator: "\n").first { $0.hasPrefix("  example: ") })
    let command = line.dropFirst("  example: ".count).replacing(
      "| mizan check", with: "| '\(Command.executable.path)' check --no-ledger")
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = ["-c", String(command)]
    let pipe = Pipe()
    shell.standardOutput = pipe
    try shell.run()
    let answer = String(
      decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    shell.waitUntilExit()
    #expect(answer.contains("complies: no"), "\(command)\n\(answer)")
  }

  @Test func `without proofs only the compiler speaks, and says so`() throws {
    let folder = try town()
    defer { try? FileManager.default.removeItem(at: folder) }
    let outcome = try Command.run(["lint", "--quick", folder.path])
    #expect(outcome.status == 0)
    #expect(outcome.words.contains("Nothing was proved across rules"))
  }

  @Test func `the regulations of the repository have no error, as one SARIF document`() throws {
    let outcome = try Command.run(["lint", "--sarif"])
    #expect(outcome.status == 0, "\(outcome.output.prefix(2000))")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(document["version"] as? String == "2.1.0")
    let run = try #require((document["runs"] as? [[String: Any]])?.first)
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(!results.isEmpty)
    for result in results {
      #expect(result["level"] as? String != "error")
      for location in result["locations"] as? [[String: Any]] ?? [] {
        let physical = try #require(location["physicalLocation"] as? [String: Any])
        let file = try #require(
          (physical["artifactLocation"] as? [String: Any])?["uri"] as? String)
        #expect(FileManager.default.fileExists(atPath: Command.root.appending(path: file).path))
      }
    }
  }

  @Test func `two forms at once are refused`() throws {
    #expect(try Command.run(["lint", "--json", "--sarif"]).status != 0)
  }
}
