import Foundation
import TestSupport

/// `Fuzz SECONDS [SEED [NAME …]]`: the fuzzers in turn, a slice of time each; an empty seed is a new one.
@main struct Fuzz {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    let seconds = arguments.first.flatMap { Double($0) } ?? 600
    let seed =
      arguments.dropFirst().first.flatMap { UInt64($0) } ?? UInt64.random(in: 0..<1_000_000_000)
    let wanted = Set(arguments.dropFirst(2))
    let chosen = fuzzers.filter { wanted.isEmpty || wanted.contains($0.name) }
    guard !chosen.isEmpty else {
      print("no such fuzzer; there are \(fuzzers.map(\.name).joined(separator: ", "))")
      exit(2)
    }
    print("seed \(seed)")
    let folder = URL(filePath: ".build/fuzz")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var finds = 0
    for fuzzer in chosen {
      finds += try run(fuzzer, for: seconds / Double(chosen.count), seed: seed, in: folder)
    }
    exit(finds == 0 ? 0 : 1)
  }

  /// Runs one fuzzer, stopping at its first find: what follows is mostly the same again.
  private static func run(
    _ fuzzer: Fuzzer, for seconds: Double, seed: UInt64, in folder: URL
  ) throws -> Int {
    var generator = SeededGenerator(seed: seed)
    let file = folder.appending(path: "\(fuzzer.name).txt")
    let end = Date(timeIntervalSinceNow: seconds)
    var rounds = 0
    while Date() < end {
      let text = fuzzer.make(&generator)
      // Written first, so that a crash leaves it behind.
      try Data(text.utf8).write(to: file)
      alarm(20)
      do {
        try fuzzer.check(text)
      } catch {
        alarm(0)
        print("\(fuzzer.name): round \(rounds): \(error)\n  claim: \(fuzzer.claim)\n  \(file.path)")
        return 1
      }
      rounds += 1
    }
    alarm(0)
    try FileManager.default.removeItem(at: file)
    print("\(fuzzer.name): \(rounds) rounds, nothing found")
    return 0
  }
}
