import Foundation
import Testing

extension BrowserTests {
  private struct Report: Decodable {
    var check: String
    var path: String?
    var problem: String?
    var pages: Int?
  }

  /// A lot of the real service drawn on in a real Chromium, by `Tests/Browser/sketch.py`; see there for what is held.
  @Test func `what is drawn by hand measures as what is typed, and as programs measure it`()
    async throws
  {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let out = folder.appending(path: "out")
    try Data().write(to: out)
    try await Command.serving { port in
      let sketch = Process()
      sketch.executableURL = URL(
        filePath: ProcessInfo.processInfo.environment["MIZAN_PYTHON"]
          ?? Command.root.appending(path: ".build/python/bin/python3").path)
      sketch.arguments = [
        Command.root.appending(path: "Tests/Browser/sketch.py").path, "http://127.0.0.1:\(port)",
      ]
      sketch.standardOutput = try FileHandle(forWritingTo: out)
      try sketch.run()
      sketch.waitUntilExit()
      #expect(sketch.terminationStatus == 0)
    }
    let reports = try String(contentsOf: out, encoding: .utf8).split(separator: "\n").map {
      try JSONDecoder().decode(Report.self, from: Data($0.utf8))
    }
    #expect((reports.last?.pages ?? 0) > 0, "`sketch.py` came to its end")
    for report in reports where report.check != "done" {
      Issue.record("\(report.path ?? ""): \(report.problem ?? "")")
    }
  }
}
