import Facts
import Foundation
import Testing

/// An officer corrects, everybody is answered by it, and nothing that was answered before is lost.
@Suite(.serialized)
struct CorrectTests {
  private static let parcel = "persian/3/1001"
  private static let signed = ["--by", "F. Rezaei", "--reason", "the gate is on the avenue"]
  private static let line =
    #"{"parcel":"persian/3/1001","work":"new building","inputs":{"storeys":"2"},"on":"2025-06-01","lang":"en"}"#

  @Test func `corrected, it is answered otherwise in every channel; revoked, as before`()
    async throws
  {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let ledger = ["--ledger", folder.appending(path: "ledger.sqlite").path]
    func check(_ more: [String] = []) throws -> Command.Outcome {
      try Command.run(
        ["check", "--on", "2025-06-01", Self.parcel, "new building", "storeys=2"] + ledger + more)
    }
    let before = try check(["--json"])
    #expect(before.status == 0, "\(before.words)")
    #expect(try check().output.contains("width of the street in front: 16 m"))

    let corrected = try Command.run(
      ["correct", Self.parcel, "lot area=290", "--line", "2=front", "--json"] + Self.signed + ledger
    )
    #expect(corrected.status == 0, "\(corrected.words)")
    #expect(corrected.output.split(separator: "\n").count == 2)
    let after = try check(["--json"])
    #expect(after.output != before.output)
    #expect(try check().output.contains("width of the street in front: 20 m"))
    #expect(try check(["--json", "--no-ledger"]).output == after.output)

    let file = folder.appending(path: "questions.ndjson")
    try Data((Self.line + "\n").utf8).write(to: file)
    #expect(try Command.run(["batch", file.path] + ledger).output == after.output)
    try await Command.serving(ledger) { port in
      let served = try await Command.post("/api/v1/check", port: port, Data(Self.line.utf8))
      #expect(String(decoding: served.body, as: UTF8.self) + "\n" == after.output)
      let page = try await Command.get(
        "/en/result/\(Self.parcel)?work=new%20building&i.storeys=2&on=2025-06-01", port: port)
      #expect(page.body.contains("by F. Rezaei: the gate is on the avenue"))
    }
    let survey = try Command.run(
      ["survey", Self.parcel, "--on", "2025-06-01", "--json"] + ledger)
    #expect(survey.output.contains("corrected by F. Rezaei: the gate is on the avenue"))
    let replayed = try Command.run(["replay"] + ledger)
    #expect(replayed.status == 0)
    #expect(replayed.output.contains("0 differ"))

    let revoked = try Command.run(
      ["correct", "--revoke", "1", "--revoke", "2", "--by", "D. Cohen", "--reason", "another lot"]
        + ledger)
    #expect(revoked.status == 0, "\(revoked.words)")
    #expect(try check(["--json"]).output == before.output)
    #expect(try Command.run(["replay"] + ledger).output.contains("0 differ"))
    #expect(try Command.run(["ledger", "verify"] + ledger).status == 0)

    let list = try Command.run(["correct", Self.parcel, "--list"] + ledger)
    #expect(list.output.split(separator: "\n").count == 4)
    #expect(list.output.contains("`lot area` is 290"))
    #expect(list.output.contains("revoked by D. Cohen"))
    let again = try Command.run(["correct", "--revoke", "1"] + Self.signed + ledger)
    #expect(again.status == 2)
    #expect(again.words.contains("correction 1 was revoked by D. Cohen"))
  }

  @Test func `a correction for some days counts for no others`() throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let ledger = ["--ledger", folder.appending(path: "ledger.sqlite").path]
    func area(on day: String) throws -> Bool {
      try Command.run(["survey", Self.parcel, "--json", "--on", day] + ledger).output
        .contains("corrected by")
    }
    let made = try Command.run(
      ["correct", Self.parcel, "lot area=290", "--from", "2025-01-01", "--until", "2025-07-01"]
        + Self.signed + ledger)
    #expect(made.status == 0, "\(made.words)")
    #expect(try !area(on: "2024-12-31"))
    #expect(try area(on: "2025-06-30"))
    #expect(try !area(on: "2025-07-01"))
  }

  @Test func `what was corrected of a parcel is unknown of a lot that it would be part of`() throws
  {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let ledger = ["--ledger", folder.appending(path: "ledger.sqlite").path]
    let joined = ["survey", Self.parcel, "persian/3/1002", "--joined", "--json"] + ledger
    let cut =
      ["survey", Self.parcel, "--split", "412542.8,2943866.6 412542.8,2943889.4", "--crs", "town"]
      + ledger
    let why = "by F. Rezaei is of `persian/3/1001` as it stands and does not carry over"
    func area(_ words: [String]) throws -> JSON? {
      let outcome = try Command.run(words)
      #expect(outcome.status == 0, "\(outcome.words)")
      return try JSON(parsing: Array(outcome.output.utf8))["facts"]?["lot area"]?["value"]
    }
    #expect(try area(joined)?.number != nil)
    let before = try Command.run(cut)
    #expect(before.status == 0, "\(before.words)")
    let made = try Command.run(
      ["correct", Self.parcel, "lot area=290", "--line", "2=front"] + Self.signed + ledger)
    #expect(made.status == 0, "\(made.words)")
    #expect(try area(joined) == ["unknown": .string("correction 1 \(why)")])
    let lines = try Command.run(joined).output
    #expect(lines.contains("correction 2 \(why)"))
    let parts = try Command.run(cut).output
    #expect(parts.components(separatedBy: "correction 1 \(why)").count - 1 >= 2)

    let check = try Command.run(
      [
        "check", "--joined", "\(Self.parcel),persian/3/1002", "new building", "storeys=2", "--json",
        "--on", "2025-06-01",
      ]
        + ledger)
    #expect(check.status == 0, "\(check.words)")
    let answer = try JSON(parsing: Array(check.output.utf8))
    let requirements = answer["requirements"]?.array ?? []
    let ofArea = requirements.filter { $0["subject"]?.string == "lot area" }
    #expect(!ofArea.isEmpty)
    #expect(ofArea.allSatisfy { $0["outcome"]?.string == "unknown" })
  }

  @Test func `a check of parcels joined says so, is kept, and is replayed`() throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let ledger = ["--ledger", folder.appending(path: "ledger.sqlite").path]
    func check(_ parcels: String, _ more: [String] = []) throws -> Command.Outcome {
      try Command.run(
        ["check", "--joined", parcels, "new building", "storeys=2", "--on", "2025-06-01"] + more
          + ledger)
    }
    for (language, words) in [("en", "as if"), ("fa", "گویی")] {
      let told = try check("persian/3/1001, persian/3/1002", ["--lang", language])
      #expect(told.status == 0, "\(told.words)")
      #expect(told.output.contains(words))
    }
    let answer = try JSON(
      parsing: Array(try check("persian/3/1001,persian/3/1002", ["--json"]).output.utf8))
    #expect(answer["parcel"]?.string == "persian/3/1001+3/1002")
    #expect(
      answer["notices"]?.array?.first?.string?.contains(
        "as if `persian/3/1001`, `persian/3/1002` were one lot") == true)
    #expect(
      try Command.run(["replay"] + ledger).output.contains("3 answers are the same bytes, 0 differ")
    )

    for (parcels, said) in [
      ("persian/3/1001,", "write `--joined persian/3/1001,persian/3/1002`"),
      ("persian/3/1001,persian/3/1001", "is named twice"),
      ("persian/3/1001,persian/none", "there is no parcel `persian/none`"),
    ] {
      let refused = try check(parcels)
      #expect(refused.status == 2, "\(parcels)")
      #expect(refused.output.isEmpty)
      #expect(refused.words.contains(said), "\(refused.words)")
    }
    let site = try Command.run(
      ["check", "--joined", "a,b", "--site", "site.json", "new building"] + ledger)
    #expect(site.status == 2)
    #expect(site.words.contains("leave `--site` or `--joined`"))
  }

  @Test func `a sheet shows what was corrected`() throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let ledger = ["--ledger", folder.appending(path: "ledger.sqlite").path]
    let sheet = folder.appending(path: "lots.html")
    func drawn() throws -> String {
      let outcome = try Command.run(
        [
          "survey", "--sheet", sheet.path, "--town", "persian", "--count", "10000", "--on",
          "2025-06-01",
        ] + ledger)
      #expect(outcome.status == 0, "\(outcome.words)")
      return try String(contentsOf: sheet, encoding: .utf8)
    }
    let made = try Command.run(
      ["correct", Self.parcel, "lot area=290", "--line", "2=front"] + Self.signed + ledger)
    #expect(made.status == 0, "\(made.words)")
    let page = try drawn()
    #expect(page.contains("front by decision of F. Rezaei"))
    #expect(page.contains("`lot area` is 290, corrected by F. Rezaei"))
  }

  @Test(arguments: [
    (["lot aera=290", "--by", "A", "--reason", "B"], "write `lot area`"),
    (["lot area=290", "--reason", "B"], "a correction says who decides"),
    (["lot area=290", "--by", "A", "--reason", " "], "a correction says why"),
    (["lot area", "--by", "A", "--reason", "B"], "write `name=value`"),
    (["--by", "A", "--reason", "B"], "name a parcel and what is corrected"),
    (["--line", "x=front", "--by", "A", "--reason", "B"], "`x=front` names no line"),
    (
      [
        "lot area=2", "--by", "A", "--reason", "B", "--from", "2025-02-10", "--until", "2025-02-10",
      ],
      "write one after `--from`"
    ),
  ])
  func `what is wrong is said, and nothing is entered`(words: [String], said: String) throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "ledger.sqlite").path
    let outcome = try Command.run(["correct", Self.parcel] + words + ["--ledger", path])
    #expect(outcome.status == 2)
    #expect(outcome.words.contains(said), "\(outcome.words)")
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `a ledger that cannot be read is no ledger without corrections`() throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "ledger.sqlite").path
    try Data(String(repeating: "no database ", count: 1000).utf8).write(
      to: URL(filePath: path))
    for command in [
      ["check", "--no-ledger", Self.parcel, "new building"], ["survey", Self.parcel],
      ["correct", Self.parcel, "--list"],
    ] {
      let outcome = try Command.run(command + ["--ledger", path])
      #expect(outcome.status == 2, "\(command)")
      #expect(outcome.output.isEmpty)
      #expect(outcome.words.contains("ledger `\(path)`"), "\(outcome.words)")
    }
  }
}
