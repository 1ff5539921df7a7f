import Foundation
import Testing

/// An amendment put to every parcel of the demonstration town, as an officer runs it.
@Suite(.serialized)
struct SimulateTests {
  static let base = ["simulate", "--town", "persian", "--on", "2025-06-01"]

  /// A partial folder of regulations in which the lots must be larger.
  static func amendment(in folder: URL, writing change: (String) -> String) throws -> String {
    let draft = folder.appending(path: "draft/bandar-lengeh")
    try FileManager.default.createDirectory(at: draft, withIntermediateDirectories: true)
    let text = try String(
      contentsOf: Command.root.appending(path: "regulations/bandar-lengeh/density-rules.md"),
      encoding: .utf8)
    let changed = change(text)
    #expect(changed != text)
    try Data(changed.utf8).write(to: draft.appending(path: "density-rules.md"))
    return folder.appending(path: "draft").path
  }

  static func larger(_ text: String) -> String {
    text.replacing("require lot area     >= 240", with: "require lot area     >= 300")
  }

  @Test func `the counts close, the files agree, and a second run gives the same bytes`() throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let draft = try Self.amendment(in: folder, writing: Self.larger)
    var runs: [[Data]] = []
    for run in 1...2 {
      let files = ["csv", "geojson", "html"].map { folder.appending(path: "\(run).\($0)") }
      let outcome = try Command.run(
        Self.base + [
          "--amend", draft, "--work", "new building", "--fact", "storeys=2", "--fact",
          "floor area=150", "--json", "--lang", "fa", "--csv", files[0].path, "--geojson",
          files[1].path, "--html", files[2].path,
        ])
      #expect(outcome.status == 0, "\(outcome.words)")
      runs.append([Data(outcome.output.utf8)] + (try files.map { try Data(contentsOf: $0) }))
    }
    #expect(runs[0] == runs[1])

    let report = try #require(
      try JSONSerialization.jsonObject(with: runs[0][0]) as? [String: Any])
    let town = try #require((report["towns"] as? [[String: Any]])?.first)
    let cases = try #require(town["cases"] as? [String: Int])
    #expect(cases["gain"] == 0)
    let lost = try #require(cases["lose"])
    #expect(lost > 0)
    #expect((cases["gain"] ?? 0) + lost + (cases["same"] ?? 0) == cases["all"])
    let hashes = try #require(town["rulesets"] as? [String: String])
    #expect(hashes["before"] != hashes["after"])
    #expect((town["articles"] as? [[String: Any]])?.isEmpty == false)
    let largest = try #require((town["largest"] as? [[String: Any]])?.first)
    #expect((largest["after"] as? [String: Any])?["requirements"] != nil)

    let lines = String(decoding: runs[0][1], as: UTF8.self).split(separator: "\n")
    #expect(
      lines.first == "parcel,work,change,before,after,district,articles before,articles after")
    #expect(lines.filter { $0.contains(",lose,") }.count == lost)
    let map = try #require(try JSONSerialization.jsonObject(with: runs[0][2]) as? [String: Any])
    let features = try #require(map["features"] as? [[String: Any]])
    let lose = features.filter {
      ($0["properties"] as? [String: Any])?["change"] as? String == "lose"
    }
    #expect(lose.count == lost)
    let page = String(decoding: runs[0][3], as: UTF8.self)
    #expect(page.contains("dir=\"rtl\""))
    #expect(page.components(separatedBy: "<path class=\"lose\"").count - 1 == lost)
    for reference in ["src=", "href=", "url("] { #expect(!page.contains(reference)) }
  }

  @Test func `what is wrong is said with its mend, and nothing is simulated`() throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let missing = try Command.run(Self.base + ["--amend", folder.path + "/nothing"])
    #expect(missing.status == 2)
    #expect(missing.words.contains("nothing` is no folder"))

    let stray = folder.appending(path: "stray")
    try FileManager.default.createDirectory(at: stray, withIntermediateDirectories: true)
    try Data("# A rule".utf8).write(to: stray.appending(path: "rules.md"))
    let outside = try Command.run(Self.base + ["--amend", stray.path])
    #expect(outside.status == 2)
    #expect(outside.words.contains("write it as `NAME/rules.md`"))

    let unread = folder.appending(path: "unread/bandar-lengeh")
    try FileManager.default.createDirectory(at: unread, withIntermediateDirectories: true)
    try Data("a".utf8).write(to: unread.appending(path: "notes.txt"))
    let ignored = try Command.run(
      Self.base + ["--amend", unread.deletingLastPathComponent().path])
    #expect(ignored.status == 2)
    #expect(ignored.words.contains("`bandar-lengeh/notes.txt`"))

    let broken = try Self.amendment(in: folder) {
      $0.replacing("require lot area     >= 240", with: "require lot aera     >= 240")
    }
    let refused = try Command.run(Self.base + ["--amend", broken])
    #expect(refused.status == 1)
    #expect(refused.words.contains("bandar-lengeh/density-rules.md"))
    #expect(refused.words.contains("nothing is simulated"))
    #expect(refused.output.isEmpty)
  }

  @Test func `an unknown work or fact is named with the nearest`() throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let draft = try Self.amendment(in: folder, writing: Self.larger)
    let work = try Command.run(Self.base + ["--amend", draft, "--work", "new bulding"])
    #expect(work.status == 2)
    #expect(work.words.contains("write `new building`"))
    let fact = try Command.run(
      Self.base + ["--amend", draft, "--work", "new building", "--fact", "storey=2"])
    #expect(fact.status == 2)
    #expect(fact.words.contains("write `storeys`"))
    let town = try Command.run(["simulate", "--amend", draft, "--town", "persan"])
    #expect(town.status == 2)
    #expect(town.words.contains("write `persian`"))
  }

  @Test func `each line of a file of proposals that cannot be put is told in its place`() throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let draft = try Self.amendment(in: folder, writing: Self.larger)
    let survey = try Command.run(["survey", "--all", "--on", "2025-06-01"])
    let parcels = survey.output.matches(of: /"parcel":"(persian\/[^"]+)"/).prefix(2).map(\.1)
    let file = folder.appending(path: "proposals.csv")
    let lines = """
      parcel,work,storeys
      \(parcels[0]),new building,2
      nowhere/1,new building,2
      persian/none,new building,2
      \(parcels[1]),new bulding,2
      \(parcels[1]),new building,tall
      \(parcels[1])
      \(parcels[1]),new building,3
      """
    try Data(lines.utf8).write(to: file)
    let run = try Command.run(
      Self.base + ["--amend", draft, "--proposals", file.path, "--json"])
    #expect(run.status == 1)
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let refused = try #require(report["refused"] as? [[String: Any]])
    #expect(refused.compactMap { $0["line"] as? Int } == [3, 4, 5, 6, 7])
    let town = try #require((report["towns"] as? [[String: Any]])?.first)
    #expect((town["cases"] as? [String: Int])?["all"] == 2)
  }
}
