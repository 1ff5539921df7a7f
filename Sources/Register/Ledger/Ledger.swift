package import Foundation
import GRDB
import Synchronization

/// The tamper-evident register of every answer given, in one SQLite file.
///
/// Entries are only ever added: triggers refuse changes and deletions, and each entry is chained to the one before by
/// SHA-256 (``Chain``). What an answer was worked out from is kept under its hash, once. Several processes may write to
/// the same file; each transaction reads the end of the chain anew.
package final class Ledger: Sendable {
  package let path: String
  let pool: DatabasePool
  private let batcher: Batcher
  /// The corrections as they were when their chain was last walked, with the link it ended in.
  let correctionsKnown = Mutex<(link: [UInt8], byParcel: [String: [Correction]])?>(nil)

  /// Opens the ledger, and makes it where there is none.
  ///
  /// - Parameter now: The clock; times are written in UTC.
  package init(path: String, now: @escaping @Sendable () -> Date = { Date() }) throws {
    self.path = path
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.maximumReaderCount = 3
    configuration.prepareDatabase { db in
      // An answer that was sent must survive a power cut.
      try db.execute(sql: "PRAGMA synchronous = FULL")
    }
    do {
      let pool = try DatabasePool(path: path, configuration: configuration)
      try Self.layOut(pool)
      self.pool = pool
      batcher = Batcher(path: path, pool: pool, now: now)
    } catch { throw LedgerError(path, error) }
  }

  private static func layOut(_ pool: DatabasePool) throws {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1: entries, contents, head") { db in
      try db.execute(
        sql: """
          CREATE TABLE content (hash TEXT PRIMARY KEY NOT NULL, bytes BLOB NOT NULL);
          CREATE TABLE entry (
            number INTEGER PRIMARY KEY NOT NULL, fingerprint TEXT NOT NULL, entry BLOB NOT NULL,
            leaf BLOB NOT NULL, link BLOB NOT NULL);
          CREATE INDEX entryByFingerprint ON entry (fingerprint);
          -- How far the ledger has come: without it a cut at the end would leave a valid chain.
          CREATE TABLE head (id INTEGER PRIMARY KEY CHECK (id = 1), number INTEGER NOT NULL, link BLOB NOT NULL);
          """)
      try db.execute(
        sql: "INSERT INTO head (id, number, link) VALUES (1, 0, ?)",
        arguments: [Data(Chain.start)])
      for table in ["entry", "content"] {
        for change in ["UPDATE", "DELETE"] {
          try db.execute(
            sql: """
              CREATE TRIGGER \(table)Keeps\(change) BEFORE \(change) ON \(table)
              BEGIN SELECT RAISE(ABORT, 'the ledger is only ever added to'); END;
              """)
        }
      }
      try db.execute(
        sql: """
          CREATE TRIGGER headStays BEFORE DELETE ON head
          BEGIN SELECT RAISE(ABORT, 'the ledger is only ever added to'); END;
          CREATE TRIGGER headGrows BEFORE UPDATE ON head WHEN NEW.number <= OLD.number
          BEGIN SELECT RAISE(ABORT, 'the ledger is only ever added to'); END;
          """)
    }
    migrator.registerMigration("2: corrections", migrate: layOutCorrections)
    try migrator.migrate(pool)
  }
}

extension Ledger {
  /// Adds one answer and returns once it is on the disk. Answers that arrive together share a transaction.
  @discardableResult
  package func append(_ record: LedgerRecord) async throws -> LedgerEntry {
    let entries = try await batcher.append([record])
    guard let entry = entries.first else { throw LedgerError(path, MissingEntry()) }
    return entry
  }

  /// Adds many in one transaction: all of them, or none.
  @discardableResult
  package func append(_ records: [LedgerRecord]) async throws -> [LedgerEntry] {
    records.isEmpty ? [] : try await batcher.append(records)
  }

  /// Keeps the source files of a ruleset under its hash, so that its answers can be worked out again. Once is enough.
  package func keep(ruleset: String, sources: [(file: String, text: String)]) async throws {
    guard try self.sources(ruleset: ruleset) == nil else { return }
    var record = LedgerRecord(
      .ruleset, fingerprint: ruleset, ruleset: ruleset, site: [], proposal: [], answer: [],
      program: "", language: "", on: "")
    var contents: [String: [UInt8]] = [:]
    for source in sources {
      let bytes = Array(source.text.utf8)
      record.sources[source.file] = Chain.name(of: bytes)
      contents[Chain.name(of: bytes)] = bytes
    }
    _ = try await batcher.append([record], with: contents)
  }

  private struct MissingEntry: Error, CustomStringConvertible {
    var description: String { "the entry was not written" }
  }
}
