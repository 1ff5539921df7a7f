import Foundation
import GRDB
import TestSupport
import Testing

@testable import Register

/// Someone opens the file with SQLite, drops the triggers, and changes what was written.
struct TamperTests {
  /// Thirty entries, closed and folded into one file.
  static func written() async throws -> LedgerFolder {
    let folder = try LedgerFolder()
    do {
      let ledger = try folder.ledger()
      try await ledger.keep(
        ruleset: record(1).ruleset, sources: [(file: "height.md", text: "# Height")])
      try await ledger.append((1...30).map(record))
      try ledger.pool.close()
    }
    return folder
  }

  /// The report on a copy after something was done to it.
  static func report(
    on folder: LedgerFolder, noted: (number: Int, link: String)? = nil,
    after tamper: (Database) throws -> Void
  ) throws -> LedgerReport {
    let copy = try LedgerFolder()
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.folder.path) {
      try FileManager.default.copyItem(
        at: folder.folder.appending(path: file), to: copy.folder.appending(path: file))
    }
    let database = try DatabaseQueue(path: copy.path)
    try database.write { db in
      for trigger in try String.fetchAll(
        db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'")
      {
        try db.execute(sql: "DROP TRIGGER \(trigger)")
      }
      try tamper(db)
    }
    try database.close()
    return try copy.ledger().verify(against: noted)
  }

  @Test func `a ledger that nobody touched is sound`() async throws {
    let report = try Self.report(on: try await Self.written()) { _ in }
    #expect(report.faults.isEmpty)
    #expect(report.entries == 31)
  }

  @Test func `a single changed bit in any column is found`() async throws {
    let folder = try await Self.written()
    var random = SeededGenerator(seed: 20_261_121)
    for (table, columns) in [
      ("entry", ["entry", "leaf", "link", "fingerprint"]), ("content", ["bytes", "hash"]),
      ("head", ["link"]),
    ] {
      for column in columns {
        for _ in 0..<25 {
          let report = try Self.report(on: folder) { db in
            let rows = try Int64.fetchAll(db, sql: "SELECT rowid FROM \(table)")
            let row = rows.randomElement(using: &random) ?? 1
            let value = try Data.fetchOne(
              db, sql: "SELECT CAST(\(column) AS BLOB) FROM \(table) WHERE rowid = ?",
              arguments: [row])
            var bytes = [UInt8](value ?? Data())
            let bit = Int.random(in: 0..<bytes.count * 8, using: &random)
            bytes[bit / 8] ^= 1 << (bit % 8)
            let kind = ["fingerprint", "hash"].contains(column) ? "CAST(? AS TEXT)" : "?"
            try db.execute(
              sql: "UPDATE \(table) SET \(column) = \(kind) WHERE rowid = ?",
              arguments: [Data(bytes), row])
          }
          #expect(!report.isSound, "\(table).\(column)")
        }
      }
    }
  }

  @Test func `an entry that was taken away is found, wherever it stood`() async throws {
    let folder = try await Self.written()
    for number in [1, 2, 17, 30, 31] {
      let report = try Self.report(on: folder) {
        try $0.execute(sql: "DELETE FROM entry WHERE number = ?", arguments: [number])
      }
      #expect(!report.isSound, "\(number)")
    }
    let renumbered = try Self.report(on: folder) {
      try $0.execute(sql: "DELETE FROM entry WHERE number = 9")
      for number in 10...31 {
        try $0.execute(
          sql: "UPDATE entry SET number = ? WHERE number = ?", arguments: [number - 1, number])
      }
      try $0.execute(sql: "UPDATE head SET number = 30")
    }
    #expect(renumbered.faults.contains { $0.message.contains("was written as entry 10") })
  }

  @Test func `two entries that changed places are found`() async throws {
    let report = try Self.report(on: try await Self.written()) {
      for (from, to) in [(5, -1), (6, 5), (-1, 6)] {
        try $0.execute(sql: "UPDATE entry SET number = ? WHERE number = ?", arguments: [to, from])
      }
    }
    #expect(report.faults.contains { $0.number == 5 })
    #expect(report.faults.contains { $0.number == 6 })
  }

  @Test func `content that is gone or was slipped in is found`() async throws {
    let folder = try await Self.written()
    let gone = try Self.report(on: folder) {
      try $0.execute(sql: "DELETE FROM content WHERE rowid = 4")
    }
    #expect(gone.faults.contains { $0.message.contains("is gone") })
    let slipped = try Self.report(on: folder) {
      try $0.execute(
        sql: "INSERT INTO content (hash, bytes) VALUES (?, x'00')", arguments: [Chain.name(of: [0])]
      )
    }
    #expect(slipped.faults.contains { $0.message.contains("belongs to no entry") })
  }

  @Test func `a chain written anew to its end is found by a link noted elsewhere`() async throws {
    let folder = try await Self.written()
    let sound = try Self.report(on: folder) { _ in }
    let other = try LedgerFolder()
    let ledger = try other.ledger()
    try await ledger.append((1...31).map(record))
    #expect(try ledger.verify().isSound)
    #expect(try !ledger.verify(against: (31, sound.link)).isSound)
    #expect(try !ledger.verify(against: (40, sound.link)).isSound)
  }

  @Test func `a process killed in the middle of writing leaves a sound chain`() async throws {
    // What a kill leaves behind: the file and its journal as they are on the disk, with a transaction open.
    let folder = try LedgerFolder()
    let ledger = try folder.ledger()
    try await ledger.append((1...20).map(record))
    let copy = try LedgerFolder()
    try await ledger.pool.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA cache_size = 1")
      try db.beginTransaction(.immediate)
      for number in 21...200 {
        try db.execute(
          sql:
            "INSERT INTO entry (number, fingerprint, entry, leaf, link) VALUES (?, 'x', ?, x'00', x'00')",
          arguments: [number, Data(count: 4000)])
      }
      for file in try FileManager.default.contentsOfDirectory(atPath: folder.folder.path)
      where !file.hasSuffix("-shm") {
        try FileManager.default.copyItem(
          at: folder.folder.appending(path: file), to: copy.folder.appending(path: file))
      }
      try db.rollback()
    }
    let after = try copy.ledger()
    #expect(try after.verify().isSound)
    #expect(try after.count() == 20)
    try await after.append(record(21))
    #expect(try after.verify().isSound)
  }
}
