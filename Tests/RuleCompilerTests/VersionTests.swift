import Diagnostics
import Evaluation
import Foundation
import Testing

@testable import RuleCompiler

/// A law and its next version have in common what did not change.
struct VersionTests {
  private func folder() throws -> URL {
    let copy = FileManager.default.temporaryDirectory.appending(path: "mizan-\(UUID().uuidString)")
    let regulations = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "regulations")
    try FileManager.default.copyItem(at: regulations, to: copy)
    return copy
  }

  private func replace(_ text: String, with other: String, in file: URL) throws {
    let before = try String(contentsOf: file, encoding: .utf8)
    let after = before.replacingOccurrences(of: text, with: other)
    #expect(after != before)
    try after.write(to: file, atomically: true, encoding: .utf8)
  }

  @Test func `what is compiled after another version is what is compiled alone`() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let first = try Rulebook(loading: folder.path)
    try replace(
      "0.25 * free area", with: "0.30 * free area",
      in: folder.appending(path: "israel/exempt-works-2014.md"))
    let alone = try Rulebook(loading: folder.path)
    let after = try Rulebook(loading: folder.path, after: first)
    #expect(after.rulesets.mapValues(\.hash) == alone.rulesets.mapValues(\.hash))
    #expect(after.findings == alone.findings)
    #expect(after.rulesets["israel"]?.hash != first.rulesets["israel"]?.hash)
    for (id, ruleset) in first.rulesets where id != "israel" && id != "carmel" {
      #expect(after.rulesets[id]?.hash == ruleset.hash, "\(id)")
    }
    for question in GuardTests.questions(alone) {
      #expect(
        after.rulesets[question.jurisdiction]?.assess(question.proposal, at: question.site)
          == alone.rulesets[question.jurisdiction]?.assess(question.proposal, at: question.site))
    }
  }

  @Test func `a fact that changes its meaning changes the law that names it`() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let first = try Rulebook(loading: folder.path)
    try replace(
      "unit: sq ft", with: "unit: m2", in: folder.appending(path: "cambridge-ma/vocabulary.yaml"))
    let alone = try Rulebook(loading: folder.path)
    let after = try Rulebook(loading: folder.path, after: first)
    #expect(after.rulesets["cambridge-ma"]?.hash == alone.rulesets["cambridge-ma"]?.hash)
    #expect(after.findings == alone.findings)
    #expect(after.rulesets["cambridge-ma"]?.hash != first.rulesets["cambridge-ma"]?.hash)
  }

  @Test func `an error that is mended is gone, and one that is made is found`() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "england/part-2.md")
    let first = try Rulebook(loading: folder.path)
    let before = try String(contentsOf: file, encoding: .utf8)
    try (before + "\n\n```rule\nrequire nonsense <= 3\n```\n").write(
      to: file, atomically: true, encoding: .utf8)
    let broken = try Rulebook(loading: folder.path, after: first)
    #expect(broken.findings.hasErrors)
    #expect(broken.rulesets["england"] == nil)
    try before.write(to: file, atomically: true, encoding: .utf8)
    let mended = try Rulebook(loading: folder.path, after: broken)
    #expect(mended.findings == first.findings)
    #expect(mended.rulesets["england"]?.hash == first.rulesets["england"]?.hash)
  }
}
