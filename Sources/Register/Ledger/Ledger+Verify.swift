import Foundation
import GRDB

extension Ledger {
  /// Walks the whole chain, every kept content and the corrections, and reports each entry that was changed, moved, added or
  /// taken away.
  ///
  /// A chain rewritten from some entry to its end is consistent in itself: only a link noted elsewhere shows that.
  ///
  /// - Parameters:
  ///   - noted: The number of an entry and its link, noted at an earlier time.
  ///   - progress: Called every 10,000 entries with how many are done.
  /// - Complexity: O(*n*) in entries and bytes kept; the chain is read once and nothing is held.
  package func verify(
    against noted: (number: Int, link: String)? = nil, progress: (Int) -> Void = { _ in }
  ) throws -> LedgerReport {
    try read { db in
      var report = LedgerReport()
      func fault(_ number: Int?, _ message: String) {
        if report.faults.count < 1000 {
          report.faults.append(.init(number: number, message: message))
        }
      }

      var names: Set<String> = []
      let contents = try Row.fetchCursor(db, sql: "SELECT hash, bytes FROM content")
      while let row = try contents.next() {
        report.contents += 1
        guard let name = String.fromDatabaseValue(row["hash"]),
          let bytes = Data.fromDatabaseValue(row["bytes"])
        else {
          fault(nil, "a kept content is not of the kind it was written as")
          continue
        }
        if Chain.name(of: bytes) != name {
          fault(nil, "the content kept as `\(name)` was changed")
        }
        names.insert(name)
      }

      var link = Chain.start
      var expected = 1
      var used: Set<String> = []
      let rows = try Row.fetchCursor(
        db, sql: "SELECT number, fingerprint, entry, leaf, link FROM entry ORDER BY number")
      while let row = try rows.next() {
        let number = Int.fromDatabaseValue(row["number"]) ?? expected
        if number != expected {
          fault(number, "the entry before it is \(expected - 1): some were taken away")
        }
        guard let bytes = Data.fromDatabaseValue(row["entry"]),
          let leaf = Data.fromDatabaseValue(row["leaf"]),
          let kept = Data.fromDatabaseValue(row["link"])
        else {
          fault(number, "a column is not of the kind it was written as")
          expected = number + 1
          continue
        }
        if Chain.leaf(bytes) != [UInt8](leaf) { fault(number, "its text was changed") }
        if Chain.link(after: link, leaf: [UInt8](leaf)) != [UInt8](kept) {
          fault(number, "it does not follow from the entry before it")
        }
        if let entry = Self.entry(bytes) {
          if entry.number != number { fault(number, "it was written as entry \(entry.number)") }
          if String.fromDatabaseValue(row["fingerprint"]) != entry.fingerprint {
            fault(number, "it is filed under another fingerprint")
          }
          for name in entry.contents {
            used.insert(name)
            if !names.contains(name) {
              fault(number, "the content `\(name)` that it needs is gone")
            }
          }
        } else {
          fault(number, "its text is no entry")
        }
        if let noted, noted.number == number, noted.link != Chain.hexadecimal([UInt8](kept)) {
          fault(number, "its link is not the one noted: the ledger was written anew")
        }
        link = [UInt8](kept)
        expected = number + 1
        report.entries += 1
        if report.entries % 10_000 == 0 { progress(report.entries) }
      }

      for name in names.subtracting(used).sorted() {
        fault(nil, "the content kept as `\(name)` belongs to no entry")
      }
      let head = try Row.fetchOne(db, sql: "SELECT number, link FROM head WHERE id = 1")
      let headNumber = head.flatMap { Int.fromDatabaseValue($0["number"]) }
      let headLink = head.flatMap { Data.fromDatabaseValue($0["link"]) }
      if headNumber != expected - 1 || headLink.map({ [UInt8]($0) }) != link {
        fault(
          expected - 1,
          "the ledger's head is at entry \(headNumber ?? 0): its end was changed or cut")
      }
      if let noted, noted.number >= expected {
        fault(noted.number, "it was noted, and is gone")
      }
      do { _ = try Self.chainOfCorrections(db) } catch let error as DatabaseError {
        fault(nil, error.message ?? "the corrections cannot be read")
      }
      report.link = Chain.hexadecimal(link)
      return report
    }
  }
}
