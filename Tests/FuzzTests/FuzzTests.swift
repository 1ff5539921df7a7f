import FEEL
import Foundation
import TestSupport
import Testing

@testable import Fuzz

/// Every fuzzer for a few rounds, and every find again.
struct FuzzTests {
  @Test(arguments: fuzzers.map(\.name), [1, 2] as [UInt64])
  func `what a fuzzer claims holds for its first texts`(name: String, seed: UInt64) throws {
    let fuzzer = try #require(fuzzers.first { $0.name == name })
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<fuzzer.rounds {
      let text = fuzzer.make(&generator)
      #expect(throws: Never.self, "\(text)") { try fuzzer.check(text) }
    }
  }

  static let finds: [(fuzzer: String, file: URL)] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Finds")
    return fuzzers.flatMap { fuzzer in
      let files = try? FileManager.default.contentsOfDirectory(
        at: folder.appending(path: fuzzer.name), includingPropertiesForKeys: nil)
      return (files ?? []).sorted { $0.path < $1.path }.map { (fuzzer.name, $0) }
    }
  }()

  @Test(arguments: finds)
  func `what was found once is not found again`(name: String, file: URL) throws {
    let fuzzer = try #require(fuzzers.first { $0.name == name })
    try fuzzer.check(String(decoding: try Data(contentsOf: file), as: UTF8.self))
  }

  @Test func `a random tree is printed and read back as itself`() throws {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<300 {
      var random = RandomExpression(&generator)
      let tree = random.tree(depth: 5)
      let again = try FEELParser(names: RandomExpression.names).expression(tree.printed())
      #expect(again.unplaced() == tree, "\(tree.printed())")
    }
  }
}
