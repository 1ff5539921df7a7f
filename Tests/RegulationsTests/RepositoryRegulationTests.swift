import Diagnostics
import Foundation
import Regulations
import Testing

/// The regulations that stand in this repository.
private let regulationsFolder: String? = {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let folder =
    ProcessInfo.processInfo.environment["MIZAN_REGULATIONS"]
    ?? root.appending(path: "regulations").path
  return FileManager.default.fileExists(atPath: folder) ? folder : nil
}()

@Test(.enabled(if: regulationsFolder != nil, "the repository has no regulations yet"))
func `every regulation of the repository reads without an error`() throws {
  let library = try RegulationLibrary(loading: try #require(regulationsFolder))
  #expect(library.findings.filter { $0.severity == .error }.map(\.description) == [])
  #expect(!library.regulations.isEmpty)
}
