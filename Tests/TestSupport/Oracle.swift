import Foundation

/// Python, where the packages that our calendars, plurals and directions are held against are installed.
///
/// Looked for by `MIZAN_PYTHON`, then in `.build/python`, which `make test` makes; tests that need it are skipped where it is not.
package enum Oracle {
  package static let python: String? = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let candidates: [String?] = [
      ProcessInfo.processInfo.environment["MIZAN_PYTHON"],
      root.appending(path: ".build/python/bin/python3").path,
    ]
    return candidates.compactMap { $0 }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// The lines that a program prints. What it reads is in a file, since a pipe's two ends would wait for each other.
  package static func lines(of program: String, reading input: String = "") throws -> [String] {
    guard let python else { return [] }
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "oracle-\(UInt64.random(in: 0...UInt64.max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (source, output) = (folder.appending(path: "input"), folder.appending(path: "output"))
    try Data(input.utf8).write(to: source)
    try Data().write(to: output)
    let process = Process()
    process.executableURL = URL(filePath: python)
    process.arguments = ["-c", program]
    process.environment = ["PYTHONUTF8": "1", "LANG": "C.UTF-8"]
    process.standardInput = try FileHandle(forReadingFrom: source)
    process.standardOutput = try FileHandle(forWritingTo: output)
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus) }
    let text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  package struct Failure: Error { package var status: Int32 }
}
