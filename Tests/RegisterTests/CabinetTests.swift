import Facts
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Register

/// A cabinet in a folder of its own that goes with it.
final class CabinetFolder: Sendable {
  let folder: URL
  var path: String { folder.appending(path: "cabinet.sqlite").path }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "cabinet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }
}

struct CabinetTests {
  static let day = CivilDate(year: 2026, month: 11, day: 21) ?? CivilDate(dayNumber: 0)

  private func result(expires: CivilDate = day.adding(days: 90)) -> KeptResult {
    KeptResult(
      question: ["work": "wall"], answer: Array(#"{"verdict":"permitted"}"#.utf8),
      site: Array("{}".utf8), made: Self.day, expires: expires)
  }

  private func submission(_ once: Token, name: String = "Mina Karimi") -> Submission {
    Submission(
      .application, once: once, received: Self.day, parcel: "lengeh/12/3",
      entry: ["fingerprint": "ab"], personal: ["name": .string(name)],
      until: Self.day.adding(days: 30))
  }

  @Test func `what is kept is read by one token and deleted by another`() async throws {
    let folder = try CabinetFolder()
    let cabinet = try Cabinet(path: folder.path)
    let keeper = Token()
    let reader = KeptResult.reader(of: keeper)
    try await cabinet.keep(result(), for: keeper)
    try await cabinet.keep(result(), for: keeper)
    #expect(try cabinet.kept(for: reader, on: Self.day) == result())
    #expect(try cabinet.kept(for: keeper, on: Self.day) == nil)
    #expect(try await cabinet.delete(for: reader) == false, "who reads does not delete")
    #expect(try cabinet.kept(for: reader, on: Self.day) != nil)
    #expect(try await cabinet.delete(for: keeper))
    #expect(try cabinet.kept(for: reader, on: Self.day) == nil)
    #expect(try await cabinet.delete(for: keeper) == false)
  }

  @Test func `a word on a plan is filed without the person, whose words go with their time`()
    async throws
  {
    let folder = try CabinetFolder()
    let cabinet = try Cabinet(path: folder.path)
    let once = Token()
    func word(_ stance: String) -> Submission {
      Submission(
        .comment, once: once, received: Self.day, parcel: "lengeh",
        entry: ["plan": "L-1/2", "stance": .string(stance)],
        personal: ["text": "It takes our sun.", "name": "Mina Karimi"],
        until: Self.day.adding(days: 30))
    }
    let filed = try await cabinet.file(word("object"))
    #expect(try await cabinet.file(word("object")).number == filed.number, "sent twice, filed once")
    #expect(try await cabinet.file(word("support")).number != filed.number)
    #expect(try cabinet.submissions(of: .comment).count == 2)
    #expect(try cabinet.submissions(of: .application).isEmpty)
    #expect(!filed.json.canonical.contains("sun") && !filed.json.canonical.contains("Mina"))
    #expect(try await cabinet.forget(by: Self.day.adding(days: 30)).people == 2)
    #expect(try cabinet.submission(filed.number)?.personal == nil)
    #expect(try cabinet.submission(filed.number)?.entry["stance"]?.string == "object")
  }

  @Test func `a result is not there any more on the day on which it expires`() async throws {
    let folder = try CabinetFolder()
    let cabinet = try Cabinet(path: folder.path)
    let keeper = Token()
    let reader = KeptResult.reader(of: keeper)
    let expires = Self.day.adding(days: 3)
    try await cabinet.keep(result(expires: expires), for: keeper)
    #expect(try cabinet.kept(for: reader, on: Self.day.adding(days: 2)) != nil)
    #expect(try cabinet.kept(for: reader, on: expires) == nil)
    #expect(try await cabinet.forget(by: expires) == (1, 0))
    #expect(try await cabinet.forget(by: expires) == (0, 0))
  }

  @Test func `the file holds no token that opens anything`() async throws {
    let folder = try CabinetFolder()
    let keeper = Token()
    do {
      let cabinet = try Cabinet(path: folder.path)
      try await cabinet.keep(result(), for: keeper)
      try await cabinet.pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    }
    let bytes = try Data(contentsOf: URL(filePath: folder.path))
    for token in [keeper, KeptResult.reader(of: keeper)] {
      #expect(bytes.range(of: Data(token.text.utf8)) == nil)
    }
    let mode = try FileManager.default.attributesOfItem(atPath: folder.path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
  }

  @Test func `the same form has one receipt, and another content another`() async throws {
    let folder = try CabinetFolder()
    let cabinet = try Cabinet(path: folder.path)
    let once = Token()
    let first = try await cabinet.file(submission(once))
    let again = try await cabinet.file(submission(once))
    #expect(first == again)
    let mended = try await cabinet.file(submission(once, name: "Mina Karimi-Rad"))
    #expect(mended.number != first.number)
    #expect(try cabinet.submissions().map(\.number) == [mended.number, first.number])
    #expect(first.number.contains(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/))
  }

  @Test func `what people said of themselves goes when its time is over, and the entry stays`()
    async throws
  {
    let folder = try CabinetFolder()
    let cabinet = try Cabinet(path: folder.path)
    let filed = try await cabinet.file(submission(Token(), name: "Zarangis Unmistakable"))
    #expect(!filed.json.canonical.contains("Unmistakable"), "programs are not told")
    #expect(try await cabinet.forget(by: filed.until.adding(days: -1)) == (0, 0))
    #expect(try cabinet.submission(filed.number)?.personal?["name"] == "Zarangis Unmistakable")
    #expect(try await cabinet.forget(by: filed.until) == (0, 1))
    let left = try #require(try cabinet.submission(filed.number))
    #expect(left.personal == nil)
    #expect(left.entry == filed.entry)
    try await cabinet.pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    let bytes = try Data(contentsOf: URL(filePath: folder.path))
    #expect(bytes.range(of: Data("Unmistakable".utf8)) == nil, "it is overwritten in the file")
  }

  @Test func `what was given out is only ever added to`() async throws {
    let folder = try CabinetFolder()
    let cabinet = try Cabinet(path: folder.path)
    try await cabinet.file(submission(Token()))
    let key = try #require(SigningKey(seed: [UInt8](repeating: 7, count: 32)))
    _ = try await cabinet.issue(try Certificate(CertificateTests.content, signedWith: key))
    for change in [
      "UPDATE submission SET parcel = 'x'", "DELETE FROM submission",
      "UPDATE certificate SET body = x'00'", "DELETE FROM certificate",
    ] {
      await #expect(throws: LedgerError.self, "\(change)") {
        try await cabinet.write { try $0.execute(sql: change) }
      }
    }
  }

  @Test func `a full disk is said, and nothing of a submission stays`() async throws {
    let folder = try CabinetFolder()
    let cabinet = try Cabinet(path: folder.path)
    try await cabinet.pool.writeWithoutTransaction { db in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      try db.execute(sql: "PRAGMA max_page_count = \(pages)")
    }
    await #expect {
      try await cabinet.file(submission(Token(), name: String(repeating: "a", count: 200_000)))
    } throws: { error in
      "\(error)".contains("cabinet `\(folder.path)`") && "\(error)".contains("free some space")
    }
    #expect(try cabinet.submissions() == [])
  }

  @Test func `a file that another program holds is said to be so`() async throws {
    let folder = try CabinetFolder()
    let cabinet = try Cabinet(path: folder.path, patience: 0.05)
    var open = Configuration()
    open.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: folder.path, configuration: open)
    try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
    await #expect {
      try await cabinet.file(submission(Token()))
    } throws: { error in
      "\(error)".contains("another program holds it")
    }
    try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    try await cabinet.file(submission(Token()))
  }

  @Test(arguments: [
    ("7K3F-9QXM-2B8T-W4HD", "7K3F-9QXM-2B8T-W4HD"), ("7k3f9qxm2b8tw4hd", "7K3F-9QXM-2B8T-W4HD"),
    (" 7K3F 9QXM – 2B8T-W4HD ", "7K3F-9QXM-2B8T-W4HD"),
    ("oooo-iiii-llll-0000", "0000-1111-1111-0000"),
    ("7K3F-9QXM-2B8T-W4H", nil), ("7K3F-9QXM-2B8T-W4HDD", nil), ("7K3F-9QXM-2B8T-W4HU", nil),
    ("", nil), ("{}", nil), ("۷۷۷۷-۷۷۷۷-۷۷۷۷-۷۷۷۷", nil),
  ])
  func `a number is read as people write it`(text: String, number: String?) {
    #expect(ReceiptNumber.reading(text) == number)
  }

  @Test func `numbers and tokens are as long as they say, and none comes twice`() {
    var numbers: Set<String> = []
    var tokens: Set<String> = []
    for place in 0..<2000 {
      let number = ReceiptNumber.of("\(place)".utf8)
      #expect(ReceiptNumber.reading(number) == number)
      numbers.insert(number)
      let token = Token()
      #expect(Token(token.text) == token)
      tokens.insert(token.text)
    }
    #expect(numbers.count == 2000)
    #expect(tokens.count == 2000)
    for text in ["", "0", String(repeating: "g", count: 32), String(repeating: "A", count: 32)] {
      #expect(Token(text) == nil)
    }
  }
}
