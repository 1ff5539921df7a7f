import Facts
import Foundation
import GRDB

extension Cabinet {
  /// Keeps a certificate and returns it as it was issued first: its serial, its bytes and its signature stay.
  package func issue(_ certificate: Certificate) async throws -> Certificate {
    let (serial, bytes) = (certificate.serial, certificate.bytes)
    let signature = certificate.signature
    try await write { db in
      try db.execute(
        sql:
          "INSERT INTO certificate (serial, body, signature) VALUES (?, ?, ?) ON CONFLICT (serial) DO NOTHING",
        arguments: [serial, Data(bytes), Data(signature)])
    }
    return try self.certificate(serial) ?? certificate
  }

  /// The certificate of a serial; nil where none was issued.
  package func certificate(_ serial: String) throws -> Certificate? {
    let row = try read { db in
      try Row.fetchOne(
        db, sql: "SELECT body, signature FROM certificate WHERE serial = ?", arguments: [serial]
      ).map { ($0["body"] as Data, $0["signature"] as Data) }
    }
    guard let (bytes, signature) = row else { return nil }
    guard let body = try? JSON(parsing: [UInt8](bytes)), body.canonicalBytes == [UInt8](bytes)
    else {
      throw LedgerError(
        path, "the certificate \(serial) cannot be read", mend: "restore it from a copy",
        of: "cabinet")
    }
    return Certificate(body: body, signature: [UInt8](signature))
  }

  static func layOutCertificates(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE certificate (
          serial TEXT PRIMARY KEY NOT NULL, body BLOB NOT NULL, signature BLOB NOT NULL);
        """)
    try onlyGrow("certificate", db)
  }
}
