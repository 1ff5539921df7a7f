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
    let link = try #require(verify.output.firstMatch(of: /last link (\d+:[0-9a-f]{64})/)).1
    let noted = ["ledger", "verify", "--json", "--ledger", ledger, "--noted"]
    #expect(try Command.run(noted + [String(link)]).output.contains("\"sound\":true"))
    let other = try Command.run(noted + ["1:" + String(repeating: "0", count: 64)])
    #expect(other.status == 1)
    #expect(other.output.contains("\"sound\":false"))
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

  @Test func `each line of a batch keeps its place, the empty and the broken too`() throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "questions.ndjson")
    let good =
      #"{"site":\#(Self.fence),"work":"fence","inputs":{"fence height":1.4},"on":"2024-06-01"}"#
    try Data("\(good)\n\n{\"work\":\r\n\(good)".utf8).write(to: file)
    let batch = try Command.run(["batch", "--no-ledger", file.path])
    #expect(batch.status == 1)
    let lines = batch.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(lines.map { $0.hasPrefix("{\"error\":") } == [false, true, true, false])
    #expect(lines.first == lines.last)
    #expect(batch.words.contains("4 lines: 2 answered, 2 refused"))
  }

  @Test func `the worked cases are told as lines of JSON, their totals beside them`() throws {
    let run = try Command.run(["test", "--json"])
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count > 50)
    #expect(lines.allSatisfy { $0.contains("\"state\":\"passed\"") })
    #expect(run.words.contains("\(lines.count) passed, 0 failed, 0 skipped"))
  }
}
