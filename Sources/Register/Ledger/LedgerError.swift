import GRDB

/// The ledger's file, or the cabinet's, could not be read or written.
package struct LedgerError: Error, Sendable, CustomStringConvertible {
  package var path: String
  package var reason: String
  package var mend: String
  /// `ledger` or `cabinet`
  private let file: String

  package var description: String { "\(file) `\(path)`: \(reason); \(mend)" }

  init(_ path: String, _ reason: String, mend: String, of file: String = "ledger") {
    self.path = path
    self.reason = reason
    self.mend = mend
    self.file = file
  }

  init(_ path: String, _ error: any Error, of file: String = "ledger") {
    self.path = path
    self.file = file
    guard let error = error as? DatabaseError else {
      reason = "\(error)"
      mend = "see that the folder exists and can be written to"
      return
    }
    reason = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
    mend =
      switch error.resultCode {
      case .SQLITE_FULL: "free some space; nothing was written"
      case .SQLITE_BUSY, .SQLITE_LOCKED: "another program holds it; try again when that has ended"
      case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN:
        "see that the folder exists and can be written to"
      case .SQLITE_CORRUPT, .SQLITE_NOTADB:
        "restore it from a copy" + (file == "ledger" ? " and run `mizan ledger verify`" : "")
      default: "nothing was written"
      }
  }
}
