import Diagnostics
import Foundation
import Regulations
import Testing

/// The regulations that stand in this repository.
private let regulationsFolder: String? = {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let folder = root.appending(path: "regulations").path
  return FileManager.default.fileExists(atPath: folder) ? folder : nil
}()

@Test(.enabled(if: regulationsFolder != nil, "the repository has no regulations yet"))
func `every regulation of the repository reads without an error`() throws {
  let library = try RegulationLibrary(loading: try #require(regulationsFolder))
  #expect(library.findings.filter { $0.severity == .error }.map(\.description) == [])
  #expect(!library.regulations.isEmpty)
}

@Test func `the example of the README runs`() throws {
  let readme = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources/Regulations/README.md")
  let text = try String(contentsOf: readme, encoding: .utf8)
  // The two texts in three quotes: the vocabulary and the regulation.
  let parts = text.components(separatedBy: "\"\"\"")
  try #require(parts.count == 5)
  let plain = parts.map {
    $0.split(separator: "\n", omittingEmptySubsequences: false).map { $0.dropFirst(4) }.joined(
      separator: "\n")
  }
  let reading = readFile(String(plain[3].drop { $0 == "\n" }), vocabulary: plain[1])
  #expect(reading.regulation?.tables.first?.rows.count == 2)
  #expect(reading.regulation?.requirements.first?.head.by == "art-12")
  #expect(reading.findings == [])
}
