import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// The built command, run as a user runs it.
struct Command {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Beside the test bundle.
  static let executable: URL = {
    let bundle = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    let beside = bundle.appending(path: "mizan")
    return FileManager.default.isExecutableFile(atPath: beside.path)
      ? beside : root.appending(path: ".build/debug/mizan")
  }()

  struct Outcome {
    var status: Int32
    var output: String
    var words: String
  }

  static func temporaryFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "mizan-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  private static func process(_ arguments: [String]) -> Process {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = root
    return process
  }

  /// Runs to the end. Output goes to files, so that no pipe fills.
  static func run(_ arguments: [String], input: String? = nil) throws -> Outcome {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let (out, err) = (folder.appending(path: "out"), folder.appending(path: "err"))
    try Data().write(to: out)
    try Data().write(to: err)
    let process = process(arguments)
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: err)
    process.standardInput = FileHandle.nullDevice
    if let input {
      let file = folder.appending(path: "in")
      try Data(input.utf8).write(to: file)
      process.standardInput = try FileHandle(forReadingFrom: file)
    }
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: out), as: UTF8.self),
      words: String(decoding: try Data(contentsOf: err), as: UTF8.self))
  }

  /// Runs the service on a free port for as long as the body takes, then ends it as an operator does.
  static func serving<Result>(_ arguments: [String] = [], _ body: (Int) async throws -> Result)
    async throws -> Result
  {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let log = folder.appending(path: "log")
    try Data().write(to: log)
    let process = process(
      ["serve", "--port", "0", "--ledger", folder.appending(path: "ledger.sqlite").path] + arguments
    )
    process.standardError = try FileHandle(forWritingTo: log)
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    defer {
      process.terminate()
      process.waitUntilExit()
    }
    for _ in 0..<1200 {
      let text = String(decoding: try Data(contentsOf: log), as: UTF8.self)
      if let match = text.firstMatch(of: /http:\/\/127\.0\.0\.1:(\d+)\//), let port = Int(match.1) {
        return try await body(port)
      }
      if !process.isRunning { throw Failure("the service ended: \(text)") }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw Failure(
      "the service did not start: \(String(decoding: try Data(contentsOf: log), as: UTF8.self))")
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
  }

  static func post(_ path: String, port: Int, _ body: Data) async throws -> (
    status: Int, body: Data
  ) {
    guard let url = URL(string: "http://127.0.0.1:\(port)\(path)") else {
      throw Failure("no address")
    }
    var request = URLRequest(url: url)
    request.httpMethod = "POST"
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    request.httpBody = body
    let (data, response) = try await URLSession.shared.data(for: request)
    return ((response as? HTTPURLResponse)?.statusCode ?? 0, data)
  }

  static func get(_ path: String, port: Int) async throws -> (status: Int, body: String) {
    guard let url = URL(string: "http://127.0.0.1:\(port)\(path)") else {
      throw Failure("no address")
    }
    let (data, response) = try await URLSession.shared.data(from: url)
    return ((response as? HTTPURLResponse)?.statusCode ?? 0, String(decoding: data, as: UTF8.self))
  }
}
