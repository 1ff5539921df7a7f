import Foundation
import GRDB
import Testing

@testable import Register

struct LedgerTests {
  @Test func `an answer is found again by its fingerprint, with all that it was worked out from`()
    async throws
  {
    let folder = try LedgerFolder()
    let ledger = try folder.ledger()
    let sources = [
      (file: "rules/height.md", text: "# Height\n"), (file: "vocabulary.yaml", text: ""),
    ]
    try await ledger.keep(ruleset: record(1).ruleset, sources: sources)
    try await ledger.keep(ruleset: record(1).ruleset, sources: sources)
    let written = try await ledger.append(record(1))
    #expect(written.number == 2)
    #expect(written.time == "2026-11-21T12:00:00.000Z")

    let found = try #require(try ledger.entry(fingerprint: record(1).fingerprint))
    #expect(found == written)
    #expect(try ledger.entry(fingerprint: String(record(1).fingerprint.prefix(12))) == written)
    #expect(try ledger.entry(fingerprint: "0000000000") == nil)
    #expect(try ledger.content(#require(found.answer)) == record(1).answer)
    #expect(try ledger.content(#require(found.site)) == record(1).site)
    let kept = try #require(try ledger.sources(ruleset: record(1).ruleset))
    #expect(kept.map(\.file) == sources.map(\.file))
    #expect(kept.map(\.text) == sources.map(\.text))
    #expect(try ledger.verify().isSound)
  }

  @Test func `entries can be read in their order, page by page`() async throws {
    let folder = try LedgerFolder()
    let ledger = try folder.ledger()
    try await ledger.append((1...25).map(record))
    #expect(try ledger.entries(from: 21, limit: 10).map(\.number) == [21, 22, 23, 24, 25])
    #expect(try ledger.count() == 25)
  }

  @Test func `the same question twice is two entries and keeps its content once`() async throws {
    let folder = try LedgerFolder()
    let ledger = try folder.ledger()
    try await ledger.append([record(1), record(1)])
    let report = try ledger.verify()
    #expect(report.entries == 2)
    #expect(report.contents == 3)
  }

  @Test func `changes and deletions are refused by the file itself`() async throws {
    let folder = try LedgerFolder()
    let ledger = try folder.ledger()
    try await ledger.append([record(1), record(2)])
    let database = try DatabaseQueue(path: folder.path)
    for change in [
      "UPDATE entry SET fingerprint = 'x'", "DELETE FROM entry", "UPDATE content SET bytes = x'00'",
      "DELETE FROM content", "DELETE FROM head", "UPDATE head SET number = 1",
    ] {
      #expect(throws: DatabaseError.self, "\(change)") {
        try database.write { try $0.execute(sql: change) }
      }
    }
    #expect(try ledger.verify().isSound)
  }

  @Test(.timeLimit(.minutes(5)))
  func `ten thousand answers that arrive together stay in one chain`() async throws {
    let folder = try LedgerFolder()
    let ledger = try folder.ledger()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 1...10_000 { group.addTask { _ = try await ledger.append(record(number)) } }
      try await group.waitForAll()
    }
    var heard: [Int] = []
    let report = try ledger.verify { heard.append($0) }
    #expect(report.isSound)
    #expect(report.entries == 10_000)
    #expect(heard == [10_000])
  }

  @Test func `two openings of one file write one chain`() async throws {
    let folder = try LedgerFolder()
    let first = try folder.ledger()
    let second = try folder.ledger()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 1...100 {
        let ledger = number.isMultiple(of: 2) ? first : second
        group.addTask { _ = try await ledger.append(record(number)) }
      }
      try await group.waitForAll()
    }
    #expect(try first.verify().isSound)
    #expect(try second.count() == 100)
  }

  @Test func `a failure names the file and what to do`() async throws {
    #expect {
      try Ledger(path: "/nowhere/at/all/ledger.sqlite")
    } throws: { error in
      "\(error)".contains("`/nowhere/at/all/ledger.sqlite`")
        && "\(error)".contains("see that the folder exists")
    }
  }

  @Test
  func `a full disk is said, nothing is half written, and the ledger goes on when there is room`()
    async throws
  {
    let folder = try LedgerFolder()
    let ledger = try folder.ledger()
    try await ledger.append(record(1))
    let pages = try await ledger.pool.write { db in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      try db.execute(sql: "PRAGMA max_page_count = \(pages)")
      return pages
    }
    await #expect {
      try await ledger.append((2...500).map(record))
    } throws: { error in
      "\(error)".contains(folder.path) && "\(error)".contains("free some space")
    }
    #expect(try ledger.count() == 1)
    try await ledger.pool.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA max_page_count = \(pages + 10_000)")
    }
    try await ledger.append((2...500).map(record))
    #expect(try ledger.verify().isSound)
    #expect(try ledger.count() == 500)
  }
}
