import Facts
import Foundation
import GRDB

/// Collects what is appended while a transaction is under way and commits all of it in the next (group commit).
actor Batcher {
  private struct Waiting {
    var records: [LedgerRecord]
    var contents: [String: [UInt8]]
    var continuation: CheckedContinuation<[LedgerEntry], any Error>
  }

  private let path: String
  private let pool: DatabasePool
  private let now: @Sendable () -> Date
  private var waiting: [Waiting] = []
  private var isWriting = false
  /// More than this in one transaction gains nothing and makes the first of them wait.
  private static let most = 1024

  init(path: String, pool: DatabasePool, now: @escaping @Sendable () -> Date) {
    self.path = path
    self.pool = pool
    self.now = now
  }

  func append(_ records: [LedgerRecord], with contents: [String: [UInt8]] = [:]) async throws
    -> [LedgerEntry]
  {
    try await withCheckedThrowingContinuation { continuation in
      waiting.append(Waiting(records: records, contents: contents, continuation: continuation))
      guard !isWriting else { return }
      isWriting = true
      Task { await self.drain() }
    }
  }

  private func drain() async {
    while !waiting.isEmpty {
      let batch = Array(waiting.prefix(Self.most))
      waiting.removeFirst(batch.count)
      let records = batch.map(\.records)
      let contents = batch.reduce(into: [:]) { all, next in
        all.merge(next.contents) { first, _ in first }
      }
      do {
        let written = try await pool.write { [now] db in
          try Self.write(records, contents: contents, at: now(), to: db)
        }
        for (waiting, entries) in zip(batch, written) {
          waiting.continuation.resume(returning: entries)
        }
      } catch {
        for waiting in batch { waiting.continuation.resume(throwing: LedgerError(path, error)) }
      }
    }
    isWriting = false
  }

  private static func write(
    _ groups: [[LedgerRecord]], contents: [String: [UInt8]], at time: Date, to db: Database
  ) throws -> [[LedgerEntry]] {
    let keep = try db.cachedStatement(
      sql: "INSERT INTO content (hash, bytes) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING")
    let enter = try db.cachedStatement(
      sql: "INSERT INTO entry (number, fingerprint, entry, leaf, link) VALUES (?, ?, ?, ?, ?)")
    guard
      let head = try Row.fetchOne(db, sql: "SELECT number, link FROM head WHERE id = 1")
    else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the ledger has no head") }
    var number: Int = head["number"]
    var link = [UInt8](head["link"] as Data)
    let stamp = time.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))

    func hold(_ bytes: [UInt8]) throws -> String {
      let name = Chain.name(of: bytes)
      try keep.execute(arguments: [name, Data(bytes)])
      return name
    }
    for (name, bytes) in contents { try keep.execute(arguments: [name, Data(bytes)]) }

    let written = try groups.map { records in
      try records.map { record in
        number += 1
        let isAnswer = record.kind != .ruleset
        let entry = LedgerEntry(
          number: number, time: stamp, kind: record.kind, fingerprint: record.fingerprint,
          ruleset: record.ruleset, site: isAnswer ? try hold(record.site) : nil,
          proposal: isAnswer ? try hold(record.proposal) : nil,
          answer: isAnswer ? try hold(record.answer) : nil, program: record.program,
          language: record.language, on: record.on, sources: record.sources)
        let bytes = entry.json.canonicalBytes
        let leaf = Chain.leaf(bytes)
        link = Chain.link(after: link, leaf: leaf)
        try enter.execute(arguments: [
          number, record.fingerprint, Data(bytes), Data(leaf), Data(link),
        ])
        return entry
      }
    }
    try db.execute(
      sql: "UPDATE head SET number = ?, link = ? WHERE id = 1", arguments: [number, Data(link)])
    return written
  }
}
