import Foundation

@testable import Register

/// A ledger in a folder of its own that goes with it.
final class LedgerFolder: Sendable {
  let folder: URL
  var path: String { folder.appending(path: "ledger.sqlite").path }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "ledger-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// A clock that stands still, so that entries are the same bytes in every run.
  static let noon: @Sendable () -> Date = { Date(timeIntervalSince1970: 1_795_262_400) }

  func ledger() throws -> Ledger { try Ledger(path: path, now: Self.noon) }
}

func record(_ number: Int) -> LedgerRecord {
  LedgerRecord(
    fingerprint: Chain.name(of: "fingerprint \(number)".utf8),
    ruleset: String(repeating: "ab", count: 32),
    site: Array(#"{"parcel":"lengeh/\#(number % 7)"}"#.utf8),
    proposal: Array(#"{"height":\#(number)}"#.utf8),
    answer: Array(#"{"verdict":"permitted","number":\#(number)}"#.utf8),
    program: "mizan 0.1", language: "fa", on: "2026-11-21")
}
