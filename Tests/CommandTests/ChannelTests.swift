import Foundation
import Testing

/// One question, every channel, the same bytes; and a record that can be replayed.
@Suite(.serialized)
struct ChannelTests {
  static let fence = #"{"jurisdiction":"israel","preservation site":false}"#

  @Test func `a described site has the same answer from the command, a batch and the service`()
    async throws
  {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let ledger = folder.appending(path: "ledger.sqlite").path
    let site = folder.appending(path: "site.json")
    try Data(Self.fence.utf8).write(to: site)
    let on = ["--on", "2024-06-01", "--lang", "he"]
    let check = try Command.run(
      ["check", "--json", "--ledger", ledger, "--site", site.path] + on + [
        "fence", "fence height=1.4",
      ])
    #expect(check.status == 0, "\(check.words)")
    let line =
      #"{"site":\#(Self.fence),"work":"fence","inputs":{"fence height":"1.4"},"on":"2024-06-01","lang":"he"}"#
    let file = folder.appending(path: "questions.ndjson")
    try Data((line + "\n").utf8).write(to: file)
    let batch = try Command.run(["batch", "--ledger", ledger, file.path])
    #expect(batch.output == check.output, "\(batch.words)")
    let served = try await Command.serving { port in
      try await Command.post("/api/v1/check", port: port, Data(line.utf8))
    }
    #expect(served.status == 200)
    #expect(String(decoding: served.body, as: UTF8.self) + "\n" == check.output)

    let replay = try Command.run(["replay", "--ledger", ledger])
    #expect(replay.output == "1 answers are the same bytes, 0 differ\n")
    let verify = try Command.run(["ledger", "verify", "--ledger", ledger])
    #expect(verify.status == 0)
    #expect(verify.output.contains("sound"))
  }

  @Test
  func
    `a parcel of the demonstration has the same answer from the command, a batch and the service`()
    async throws
  {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let survey = try Command.run(["survey", "--all", "--on", "2025-06-01"])
    let first = try #require(survey.output.split(separator: "\n").first)
    let parcel = try #require(
      (try JSONSerialization.jsonObject(with: Data(first.utf8)) as? [String: Any])?["parcel"]
        as? String)
    let check = try Command.run([
      "check", "--json", "--no-ledger", "--on", "2025-06-01", "--lang", "fa", parcel,
      "new building", "storeys=۲",
    ])
    #expect(check.status == 0, "\(check.words)")
    let line =
      #"{"parcel":"\#(parcel)","work":"new building","inputs":{"storeys":2},"on":"2025-06-01","lang":"fa"}"#
    let file = folder.appending(path: "questions.ndjson")
    try Data((line + "\n").utf8).write(to: file)
    let batch = try Command.run(["batch", "--no-ledger", file.path])
    #expect(batch.output == check.output, "\(batch.words)")
    try await Command.serving { port in
      let served = try await Command.post("/api/v1/check", port: port, Data(line.utf8))
      #expect(String(decoding: served.body, as: UTF8.self) + "\n" == check.output)
      let page = try await Command.get("/fa/", port: port)
      #expect(page.status == 200)
      #expect(page.body.contains("dir=\"rtl\""))
    }
  }

  @Test func `what is wrong in a question is said, and nothing falls`() async throws {
    let unknown = try Command.run(["check", "--no-ledger", "nowhere/1", "fence"])
    #expect(unknown.status == 2)
    #expect(unknown.words.contains("there is no parcel `nowhere/1`"))
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let site = folder.appending(path: "site.json")
    try Data(Self.fence.utf8).write(to: site)
    let base = ["check", "--no-ledger", "--site", site.path, "fence"]
    #expect(try Command.run(base + ["fence height=-1"]).words.contains("cannot be -1"))
    #expect(try Command.run(base + ["fence height=tall"]).words.contains("must be a number"))
    #expect(try Command.run(base + ["fence hight=1"]).words.contains("write `fence height`"))
    #expect(try Command.run(base + ["fence height=۱٫۴"]).status == 0)
  }
}
