import Facts
import Foundation
import GRDB
import Synchronization

/// Officers' corrections, beside the answers and only ever added to, with a chain of their own.
extension Ledger {
  /// All that was ever entered of a parcel, revocations among it, in the order it was made.
  ///
  /// - Throws: ``LedgerError`` where a row was changed, moved or taken away: what is broken is never read as "none".
  /// - Complexity: One read of the chain's end; the chain is walked again when that has moved.
  package func corrections(of parcel: String) throws -> [Correction] {
    try known()[parcel] ?? []
  }

  /// The same for every parcel that has any.
  package func corrections() throws -> [String: [Correction]] { try known() }

  /// Enters corrections and returns them with their numbers once they are on the disk: all of them, or none.
  ///
  /// - Throws: ``LedgerError``, also where a revocation names nothing that could be taken back.
  @discardableResult
  package func enter(_ corrections: [Correction]) throws -> [Correction] {
    do {
      return try pool.write { db in
        var chain = try Self.chainOfCorrections(db)
        return try corrections.map { correction in
          var entered = correction
          entered.number = chain.rows.count + 1
          if case .revocation(let number) = correction.matter {
            entered.parcel = try revocable(number, among: chain.rows).parcel
          }
          let bytes = entered.json.canonicalBytes
          chain.link = Chain.link(after: chain.link, leaf: Chain.leaf(bytes))
          chain.rows.append(entered)
          try db.execute(
            sql: "INSERT INTO correction (number, entry, link) VALUES (?, ?, ?)",
            arguments: [entered.number, Data(bytes), Data(chain.link)])
          try db.execute(
            sql: "UPDATE correctionHead SET number = ?, link = ? WHERE id = 1",
            arguments: [entered.number, Data(chain.link)])
          return entered
        }
      }
    } catch let error as LedgerError { throw error } catch { throw LedgerError(path, error) }
  }

  private func revocable(_ number: Int, among rows: [Correction]) throws(LedgerError) -> Correction
  {
    guard let row = rows.first(where: { $0.number == number }), row.isDecision else {
      throw LedgerError(
        path, "no correction has the number \(number)",
        mend: "write one that `mizan correct PARCEL --list` shows")
    }
    if let earlier = rows.revocation(of: number) {
      throw LedgerError(
        path, "correction \(number) was revoked by \(earlier.author) on \(earlier.made)",
        mend: "nothing is left to do")
    }
    return row
  }

  private func known() throws -> [String: [Correction]] {
    try read { db in
      let head = try Self.headOfCorrections(db)
      if let cached = correctionsKnown.withLock({ $0 }), cached.link == head.link {
        return cached.byParcel
      }
      let byParcel = Dictionary(grouping: try Self.chainOfCorrections(db).rows, by: \.parcel)
      correctionsKnown.withLock { $0 = (head.link, byParcel) }
      return byParcel
    }
  }

  private static func headOfCorrections(_ db: Database) throws -> (number: Int, link: [UInt8]) {
    guard
      let row = try Row.fetchOne(
        db.cachedStatement(sql: "SELECT number, link FROM correctionHead WHERE id = 1")),
      let number = Int.fromDatabaseValue(row["number"]),
      let link = Data.fromDatabaseValue(row["link"])
    else { throw broken("the corrections have no head") }
    return (number, [UInt8](link))
  }

  /// Walks the chain from its start to its head.
  static func chainOfCorrections(_ db: Database) throws -> (rows: [Correction], link: [UInt8]) {
    let head = try headOfCorrections(db)
    var (found, link): ([Correction], [UInt8]) = ([], Chain.start)
    let rows = try Row.fetchCursor(
      db, sql: "SELECT number, entry, link FROM correction ORDER BY number")
    while let row = try rows.next() {
      let number = found.count + 1
      guard Int.fromDatabaseValue(row["number"]) == number,
        let entry = Data.fromDatabaseValue(row["entry"]),
        let kept = Data.fromDatabaseValue(row["link"])
      else { throw broken("correction \(number) was taken away or moved") }
      link = Chain.link(after: link, leaf: Chain.leaf(entry))
      guard link == [UInt8](kept), let json = try? JSON(parsing: [UInt8](entry)),
        let correction = Correction(json: json), correction.number == number
      else { throw broken("correction \(number) was changed") }
      found.append(correction)
    }
    guard head.number == found.count, head.link == link else {
      throw broken("the corrections end at \(found.count), and \(head.number) were entered")
    }
    return (found, link)
  }

  private static func broken(_ what: String) -> DatabaseError {
    DatabaseError(resultCode: .SQLITE_CORRUPT, message: what)
  }

  static func layOutCorrections(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE correction (
          number INTEGER PRIMARY KEY NOT NULL, entry BLOB NOT NULL, link BLOB NOT NULL);
        CREATE TABLE correctionHead (
          id INTEGER PRIMARY KEY CHECK (id = 1), number INTEGER NOT NULL, link BLOB NOT NULL);
        CREATE TRIGGER correctionKeepsUPDATE BEFORE UPDATE ON correction
        BEGIN SELECT RAISE(ABORT, 'corrections are only ever added to'); END;
        CREATE TRIGGER correctionKeepsDELETE BEFORE DELETE ON correction
        BEGIN SELECT RAISE(ABORT, 'corrections are only ever added to'); END;
        CREATE TRIGGER correctionHeadStays BEFORE DELETE ON correctionHead
        BEGIN SELECT RAISE(ABORT, 'corrections are only ever added to'); END;
        CREATE TRIGGER correctionHeadGrows BEFORE UPDATE ON correctionHead
          WHEN NEW.number <= OLD.number
        BEGIN SELECT RAISE(ABORT, 'corrections are only ever added to'); END;
        """)
    try db.execute(
      sql: "INSERT INTO correctionHead (id, number, link) VALUES (1, 0, ?)",
      arguments: [Data(Chain.start)])
  }
}
