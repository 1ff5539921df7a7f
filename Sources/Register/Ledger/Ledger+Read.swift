import Facts
import Foundation
import GRDB

/// Finding again what was kept.
extension Ledger {
  /// How many entries there are.
  package func count() throws -> Int {
    try read { try Int.fetchOne($0, sql: "SELECT number FROM head WHERE id = 1") ?? 0 }
  }

  /// Entries in the order they were written, from a number on.
  package func entries(from number: Int = 1, limit: Int = 1000) throws -> [LedgerEntry] {
    try read { db in
      try Data.fetchAll(
        db, sql: "SELECT entry FROM entry WHERE number >= ? ORDER BY number LIMIT ?",
        arguments: [number, limit]
      ).compactMap(Self.entry)
    }
  }

  /// The first entry under a fingerprint, or under the only fingerprint that begins with these characters (8 at least).
  package func entry(fingerprint: String) throws -> LedgerEntry? {
    guard fingerprint.utf8.count >= 8 else { return nil }
    return try read { db in
      let found = try Row.fetchAll(
        db,
        sql: """
          SELECT fingerprint, entry, min(number) FROM entry WHERE fingerprint >= ? AND fingerprint < ? || 'g'
          GROUP BY fingerprint LIMIT 2
          """, arguments: [fingerprint, fingerprint])
      return found.count == 1 ? Self.entry(found[0]["entry"]) : nil
    }
  }

  /// What is kept under a hash: an answer's bytes, the facts of a site, a proposal.
  package func content(_ hash: String) throws -> [UInt8]? {
    try read {
      try Data.fetchOne($0, sql: "SELECT bytes FROM content WHERE hash = ?", arguments: [hash])
    }.map { [UInt8]($0) }
  }

  /// The source files of a ruleset, by name; nil where they were never kept.
  package func sources(ruleset: String) throws -> [(file: String, text: String)]? {
    let kept: LedgerEntry? = try read { db in
      try Data.fetchAll(
        db, sql: "SELECT entry FROM entry WHERE fingerprint = ?", arguments: [ruleset]
      ).lazy.compactMap(Self.entry).first { $0.kind == .ruleset }
    }
    return try kept?.sources.sorted { $0.key < $1.key }.compactMap { file, hash in
      try content(hash).map { (file, String(decoding: $0, as: UTF8.self)) }
    }
  }

  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do { return try pool.read(body) } catch { throw LedgerError(path, error) }
  }

  static func entry(_ bytes: Data) -> LedgerEntry? {
    (try? JSON(parsing: [UInt8](bytes))).flatMap(LedgerEntry.init)
  }
}
