package import Facts
import Foundation
import GRDB

/// What somebody sent to the office: an application, a report that something is wrong, or what they say of a deposited plan.
///
/// The entry stays for good and says nothing of the person. What the person wrote, with the name and the contact, stands
/// beside it until its time is over.
package struct Submission: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable { case application, correction, comment }

  package var kind: Kind
  /// `7K3F-9QXM-2B8T-W4HD`
  package var number: String
  package var received: CivilDate
  /// `town/number`; the town alone for a comment that names no lot.
  package var parcel: String
  /// What it is about, as JSON: the question and the answer's fingerprint, the fact that is wrong, or the plan.
  package var entry: JSON
  /// What the person wrote, by the field's name; nil once its time is over.
  package var personal: JSON?
  /// The first day on which ``personal`` is not there any more.
  package var until: CivilDate

  /// - Parameter once: The secret of the form that was sent. The same form with the same content has the same number.
  package init(
    _ kind: Kind, once: Token, received: CivilDate, parcel: String, entry: JSON, personal: JSON,
    until: CivilDate
  ) {
    self.kind = kind
    self.received = received
    self.parcel = parcel
    self.entry = entry
    self.personal = personal
    self.until = until
    let content: JSON = [
      "kind": .string(kind.rawValue), "once": .string(once.text), "parcel": .string(parcel),
      "entry": entry, "personal": personal,
    ]
    number = ReceiptNumber.of(content.canonicalBytes)
  }

  /// For programs: without what the person wrote.
  package var json: JSON {
    [
      "kind": .string(kind.rawValue), "number": .string(number),
      "received": .string(received.description), "parcel": .string(parcel), "entry": entry,
    ]
  }

  static func layOut(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE submission (
          place INTEGER PRIMARY KEY AUTOINCREMENT, number TEXT UNIQUE NOT NULL, kind TEXT NOT NULL,
          received TEXT NOT NULL, parcel TEXT NOT NULL, entry BLOB NOT NULL, until TEXT NOT NULL);
        CREATE TABLE personal (number TEXT PRIMARY KEY NOT NULL, words BLOB NOT NULL, until TEXT NOT NULL);
        CREATE INDEX personalByUntil ON personal (until);
        """)
    try Cabinet.onlyGrow("submission", db)
  }

  fileprivate init?(row: Row) {
    guard let kind = Kind(rawValue: row["kind"]),
      let received = CivilDate(row["received"] as String),
      let until = CivilDate(row["until"] as String),
      let entry = try? JSON(parsing: [UInt8](row["entry"] as Data))
    else { return nil }
    self.kind = kind
    number = row["number"]
    self.received = received
    parcel = row["parcel"]
    self.entry = entry
    self.until = until
    personal = (row["words"] as Data?).flatMap { try? JSON(parsing: [UInt8]($0)) }
  }
}

extension Cabinet {
  /// Files a submission: all of it, or nothing. Sent twice it is filed once, as it was received first.
  @discardableResult
  package func file(_ submission: Submission) async throws -> Submission {
    try await write { db in
      try db.execute(
        sql: """
          INSERT INTO submission (number, kind, received, parcel, entry, until) VALUES (?, ?, ?, ?, ?, ?)
          ON CONFLICT (number) DO NOTHING
          """,
        arguments: [
          submission.number, submission.kind.rawValue, submission.received.description,
          submission.parcel, Data(submission.entry.canonicalBytes), submission.until.description,
        ])
      // Of one that was filed before, what was forgotten stays so.
      if db.changesCount > 0, let personal = submission.personal {
        try db.execute(
          sql: "INSERT INTO personal (number, words, until) VALUES (?, ?, ?)",
          arguments: [
            submission.number, Data(personal.canonicalBytes), submission.until.description,
          ])
      }
    }
    return try self.submission(submission.number) ?? submission
  }

  package func submission(_ number: String) throws -> Submission? {
    try submissions("WHERE submission.number = ?", [number]).first
  }

  /// The newest first.
  package func submissions(of kind: Submission.Kind? = nil, limit: Int = 200) throws -> [Submission]
  {
    try submissions(
      "WHERE ? IS NULL OR kind = ? ORDER BY place DESC LIMIT ?",
      [kind?.rawValue, kind?.rawValue, limit])
  }

  private func submissions(_ condition: String, _ arguments: StatementArguments) throws
    -> [Submission]
  {
    let found = try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT submission.number, kind, received, parcel, entry, submission.until, words
          FROM submission LEFT JOIN personal ON personal.number = submission.number \(condition)
          """, arguments: arguments
      ).map(Submission.init)
    }
    return try found.map { one in
      guard let one else {
        throw LedgerError(
          path, "a submission cannot be read", mend: "restore it from a copy", of: "cabinet")
      }
      return one
    }
  }
}
