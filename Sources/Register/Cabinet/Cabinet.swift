import Foundation
import GRDB

/// What people leave with the office and come back for, in one SQLite file beside the ledger: kept results, certificates,
/// applications, and reports of what is wrong.
///
/// What somebody says of themselves stands in a table of its own (``Submission``), from which it goes when its time is over;
/// the ledger has none of it. What is deleted is overwritten in the file.
package final class Cabinet: Sendable {
  package let path: String
  let pool: DatabasePool

  /// Opens the cabinet, and makes it where there is none.
  ///
  /// - Parameter patience: Seconds to wait for another program that holds the file.
  package init(path: String, patience: Double = 5) throws {
    self.path = path
    var configuration = Configuration()
    configuration.busyMode = .timeout(patience)
    configuration.maximumReaderCount = 3
    configuration.prepareDatabase { db in
      // A receipt that was given must survive a power cut.
      try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON")
    }
    do {
      let pool = try DatabasePool(path: path, configuration: configuration)
      var migrator = DatabaseMigrator()
      migrator.registerMigration("1: kept, certificates, submissions") { db in
        try KeptResult.layOut(db)
        try Self.layOutCertificates(db)
        try Submission.layOut(db)
      }
      try migrator.migrate(pool)
      self.pool = pool
    } catch { throw LedgerError(path, error, of: "cabinet") }
    // Names and telephone numbers are for nobody else on the machine.
    for file in [path, path + "-wal", path + "-shm"]
    where FileManager.default.fileExists(atPath: file) {
      try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    }
  }

  func read<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) throws -> Value {
    do { return try pool.read(body) } catch { throw LedgerError(path, error, of: "cabinet") }
  }

  func write<Value: Sendable>(_ body: @Sendable @escaping (Database) throws -> Value) async throws
    -> Value
  {
    do { return try await pool.write(body) } catch {
      throw LedgerError(path, error, of: "cabinet")
    }
  }

  /// Triggers that let a table only be added to.
  static func onlyGrow(_ table: String, _ db: Database) throws {
    for change in ["UPDATE", "DELETE"] {
      try db.execute(
        sql: """
          CREATE TRIGGER \(table)Keeps\(change) BEFORE \(change) ON \(table)
          BEGIN SELECT RAISE(ABORT, 'what was given out is only ever added to'); END;
          """)
    }
  }
}
