import GRDB

/// The ledger's file could not be read or written.
package struct LedgerError: Error, Sendable, CustomStringConvertible {
  package var path: String
  package var reason: String
  package var mend: String

  package var description: String { "ledger `\(path)`: \(reason); \(mend)" }

  init(_ path: String, _ reason: String, mend: String) {
    self.path = path
    self.reason = reason
    self.mend = mend
  }

  init(_ path: String, _ error: any Error) {
    self.path = path
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
      case .SQLITE_CORRUPT, .SQLITE_NOTADB: "restore it from a copy and run `mizan ledger verify`"
      default: "nothing was written"
      }
  }
}
