import Foundation
import Geometry
import Testing

@testable import Land

/// The shared data stands beside the repository, or beside the folder of its worktrees.
private let survey: String? = {
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  return ["../shared/data/swiss_dmav", "../../shared/data/swiss_dmav"]
    .map { root.appendingPathComponent($0).standardizedFileURL.path + "/liegenschaft.ndjson" }
    .first { FileManager.default.fileExists(atPath: $0) }
}()

@Suite(.enabled(if: survey != nil, "the Swiss survey is not beside the repository"))
struct SwissTests {
  @Test func `every area, with its arcs, rounds to the official one`() throws {
    let path = try #require(survey)
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    let table = try GeoJSONReader.read(data, columns: ["Flaechenmass", "tid"], isLines: true)
    #expect(table.rowCount == 729)
    #expect(!table.arcs.isEmpty)
    for row in table.rows {
      let region = try table.region(row).get()
      let official = try #require(row.values[0].flatMap { Double($0) })
      #expect(abs(region.area - official) <= 0.5005, "\(row.values[1] ?? "")")
      #expect(region.repaired() == .unchanged, "\(row.values[1] ?? "") \(region.repaired())")
    }
  }
}
