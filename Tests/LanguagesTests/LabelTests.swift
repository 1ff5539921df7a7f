import Foundation
import Testing

@testable import Languages

/// The labels of facts, works, plans and towns, which stand in the law's and the towns' own files.
struct LabelTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static func files() -> [URL] {
    ["regulations", "parcels"].flatMap { folder -> [URL] in
      let all = FileManager.default.enumerator(
        at: root.appending(path: folder), includingPropertiesForKeys: nil)
      return (all?.compactMap { $0 as? URL } ?? []).filter {
        ["yaml", "md"].contains($0.pathExtension)
      }
    }
  }

  @Test func `whatever has words in one language has them in all`() throws {
    let files = Self.files()
    #expect(files.count > 20)
    for file in files {
      let text = try String(contentsOf: file, encoding: .utf8)
      var count: [String: Int] = [:]
      for match in text.matches(of: /(?m)(?:^\ *|[{,]\ )(en|fa|he|ar|ru):\ /) {
        count[String(match.1), default: 0] += 1
      }
      let differing = Set(Language.all.map { count[$0.code] ?? 0 })
      #expect(differing.count == 1, "\(file.lastPathComponent): \(count)")
    }
  }
}
