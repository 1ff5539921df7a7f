import Foundation
import Testing

/// The law held against the parcels of the demonstration.
@Suite(.serialized)
struct TerritoryLintTests {
  @Test func `a subject that no rule settles is told with the parcels it leaves open`() throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let law = folder.appending(path: "law")
    try FileManager.default.copyItem(at: Command.root.appending(path: "regulations"), to: law)
    let file = law.appending(path: "persian-demo/jurisdiction.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    let more = text.replacing(
      "subdivision: [new lot area]", with: "subdivision: [new lot area, lot area]")
    #expect(more != text)
    try Data(more.utf8).write(to: file)
    let map = folder.appending(path: "map.geojson")
    let run = try Command.run([
      "lint", law.path, "--json", "--quiet", "--territory", "parcels/persian.yaml", "--on",
      "2025-06-01", "--geojson", map.path,
    ])
    #expect(run.status == 1, "\(run.words)")
    let lines = try run.output.split(separator: "\n").compactMap {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }.filter { $0["limits"] != nil }
    let open = try #require(
      lines.first {
        $0["work"] as? String == "subdivision" && $0["subject"] as? String == "lot area"
      })
    #expect(open["limits"] as? String == "none")
    #expect((open["parcels"] as? [String])?.isEmpty == false)
    let parcels = Set(lines.flatMap { $0["parcels"] as? [String] ?? [] })
    let features = try #require(
      (try JSONSerialization.jsonObject(with: Data(contentsOf: map)) as? [String: Any])?["features"]
        as? [[String: Any]])
    #expect(features.count == parcels.count)
    #expect(
      features.allSatisfy {
        (($0["properties"] as? [String: Any])?["name"] as? String)?.isEmpty == false
      })
  }

  @Test func `a territory that is not there is said`() throws {
    let run = try Command.run(["lint", "--quiet", "--territory", "parcels/none.yaml"])
    #expect(run.status == 2)
    #expect(run.words.contains("the territory `parcels/none.yaml` cannot be opened"))
  }
}
