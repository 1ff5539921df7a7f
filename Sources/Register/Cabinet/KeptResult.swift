package import Facts
import Foundation
import GRDB

/// A result that somebody keeps: the question, and the answer's bytes as they were given. No word of who keeps it.
package struct KeptResult: Sendable, Hashable {
  /// What was asked, as JSON.
  package var question: JSON
  /// The answer, byte for byte.
  package var answer: [UInt8]
  /// Canonical JSON of what was known of the place.
  package var site: [UInt8]
  package var made: CivilDate
  /// The first day on which it is not there any more.
  package var expires: CivilDate

  package init(
    question: JSON, answer: [UInt8], site: [UInt8], made: CivilDate, expires: CivilDate
  ) {
    self.question = question
    self.answer = answer
    self.site = site
    self.made = made
    self.expires = expires
  }

  /// Of the token with which a result is deleted, the one with which it is read: it can be given to others.
  package static func reader(of keeper: Token) -> Token { keeper.derived(for: "read") }

  static func layOut(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE kept (
          id TEXT PRIMARY KEY NOT NULL, question BLOB NOT NULL, answer BLOB NOT NULL, site BLOB NOT NULL,
          made TEXT NOT NULL, expires TEXT NOT NULL);
        CREATE INDEX keptByExpiry ON kept (expires);
        """)
  }
}

extension Cabinet {
  /// Keeps a result under the tokens that follow from a keeper's; once, however often it is sent.
  package func keep(_ kept: KeptResult, for keeper: Token) async throws {
    let id = KeptResult.reader(of: keeper).id
    try await write { db in
      try db.execute(
        sql: """
          INSERT INTO kept (id, question, answer, site, made, expires) VALUES (?, ?, ?, ?, ?, ?)
          ON CONFLICT (id) DO NOTHING
          """,
        arguments: [
          id, Data(kept.question.canonicalBytes), Data(kept.answer), Data(kept.site),
          kept.made.description, kept.expires.description,
        ])
    }
  }

  /// What a reader's token opens; nil where there is nothing, or nothing any more.
  package func kept(for reader: Token, on day: CivilDate) throws -> KeptResult? {
    let id = reader.id
    let row = try read { db in
      try Row.fetchOne(
        db, sql: "SELECT question, answer, site, made, expires FROM kept WHERE id = ?",
        arguments: [id]
      ).map {
        (
          $0["question"] as Data, $0["answer"] as Data, $0["site"] as Data, $0["made"] as String,
          $0["expires"] as String
        )
      }
    }
    guard let (question, answer, site, made, expires) = row else { return nil }
    guard let question = try? JSON(parsing: [UInt8](question)), let made = CivilDate(made),
      let expires = CivilDate(expires)
    else {
      throw LedgerError(
        path, "a kept result cannot be read", mend: "restore it from a copy", of: "cabinet")
    }
    return day < expires
      ? KeptResult(
        question: question, answer: [UInt8](answer), site: [UInt8](site), made: made,
        expires: expires) : nil
  }

  /// Takes a result away. - Returns: Whether there was one.
  package func delete(for keeper: Token) async throws -> Bool {
    let id = KeptResult.reader(of: keeper).id
    return try await write { db in
      try db.execute(sql: "DELETE FROM kept WHERE id = ?", arguments: [id])
      return db.changesCount > 0
    }
  }

  /// Takes away what has expired by a day: results, and what people said of themselves.
  ///
  /// - Returns: How many of each.
  @discardableResult
  package func forget(by day: CivilDate) async throws -> (results: Int, people: Int) {
    try await write { db in
      try db.execute(sql: "DELETE FROM kept WHERE expires <= ?", arguments: [day.description])
      let results = db.changesCount
      try db.execute(sql: "DELETE FROM personal WHERE until <= ?", arguments: [day.description])
      return (results, db.changesCount)
    }
  }
}
