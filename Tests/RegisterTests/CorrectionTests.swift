import Facts
import Foundation
import GRDB
import Testing

@testable import Register

/// Officers' corrections are kept as they were made, and what is broken is never read as "none".
struct CorrectionTests {
  private let day = CivilDate(year: 2026, month: 11, day: 21) ?? CivilDate(dayNumber: 0)

  private func area(_ parcel: String, _ area: Int) -> Correction {
    Correction(
      parcel: parcel, .fact("lot area", .number(Number(area))), author: "F. Rezaei",
      reason: "measured", made: day)
  }

  private func revocation(of number: Int) -> Correction {
    Correction(
      parcel: "", .revocation(of: number), author: "D. Cohen", reason: "another lot was meant",
      made: day)
  }

  @Test func `what was entered is there again when the ledger is opened anew`() throws {
    let folder = try LedgerFolder()
    var line = Correction(
      parcel: "persian/3/1001",
      .line(x: Number(1234, exponent: -3), y: Number(5), kind: "street side"),
      author: "F. Rezaei", reason: "the gate is on the lane", made: day)
    line.from = day
    line.until = day.adding(days: 30)
    let entered = try folder.ledger().enter([area("persian/3/1001", 180), line, area("a/1", 7)])
    #expect(entered.map(\.number) == [1, 2, 3])
    let again = try folder.ledger()
    #expect(try again.corrections(of: "persian/3/1001") == Array(entered.prefix(2)))
    #expect(try again.corrections(of: "a/1") == [entered[2]])
    #expect(try again.corrections(of: "a/2").isEmpty)
    #expect(try again.verify().isSound)
  }

  @Test func `what another process enters is seen at the next look`() throws {
    let folder = try LedgerFolder()
    let (one, other) = (try folder.ledger(), try folder.ledger())
    #expect(try one.corrections(of: "a/1").isEmpty)
    try other.enter([area("a/1", 7)])
    #expect(try one.corrections(of: "a/1").count == 1)
  }

  @Test func `a revocation is a row of its own, of the same parcel, and comes once`() throws {
    let folder = try LedgerFolder()
    let ledger = try folder.ledger()
    try ledger.enter([area("a/1", 7), area("a/1", 8)])
    try ledger.enter([revocation(of: 1)])
    let rows = try ledger.corrections(of: "a/1")
    #expect(rows.map(\.number) == [1, 2, 3])
    #expect(rows.inForce(on: day).map(\.number) == [2])
    #expect(rows.revocation(of: 1)?.author == "D. Cohen")
    for (number, words) in [
      (1, "correction 1 was revoked by D. Cohen on 2026-11-21"),
      (3, "no correction has the number 3"), (9, "no correction has the number 9"),
    ] {
      let error = #expect(throws: LedgerError.self) { try ledger.enter([revocation(of: number)]) }
      #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }
    #expect(try ledger.corrections(of: "a/1").count == 3)
  }

  @Test func `of a list with one that cannot be entered none is`() throws {
    let folder = try LedgerFolder()
    let ledger = try folder.ledger()
    #expect(throws: LedgerError.self) {
      try ledger.enter([area("a/1", 7), revocation(of: 1), revocation(of: 1)])
    }
    #expect(try ledger.corrections(of: "a/1").isEmpty)
  }

  @Test(arguments: [(-1, false), (0, true), (29, true), (30, false)])
  func `it holds from its first day to the day before its last`(days: Int, holds: Bool) {
    var correction = area("a/1", 7)
    correction.from = day
    correction.until = day.adding(days: 30)
    #expect(correction.holds(on: day.adding(days: days)) == holds)
    #expect([correction].inForce(on: day.adding(days: days)).isEmpty == !holds)
  }

  @Test func `nobody changes or deletes one`() throws {
    let folder = try LedgerFolder()
    let ledger = try folder.ledger()
    try ledger.enter([area("a/1", 7)])
    for sql in [
      "UPDATE correction SET entry = x'00'", "DELETE FROM correction",
      "UPDATE correctionHead SET number = 0", "DELETE FROM correctionHead",
    ] {
      #expect(throws: DatabaseError.self, "\(sql)") {
        try ledger.pool.write { try $0.execute(sql: sql) }
      }
    }
    #expect(try ledger.corrections(of: "a/1").count == 1)
  }

  @Test(arguments: [
    "DELETE FROM correction WHERE number = 2", "DELETE FROM correction WHERE number = 3",
    "DELETE FROM correction", "UPDATE correction SET number = 9 WHERE number = 1",
    "UPDATE correction SET entry = x'7b7d' WHERE number = 1",
    "UPDATE correction SET entry = (SELECT entry FROM correction WHERE number = 2) WHERE number = 1",
    "UPDATE correction SET link = x'00' WHERE number = 3",
    "UPDATE correctionHead SET number = 2", "UPDATE correctionHead SET link = x'00'",
    "DELETE FROM correctionHead", "DROP TABLE correction", "DROP TABLE correctionHead",
  ])
  func `what somebody tampered with is an error, never none`(sql: String) throws {
    let folder = try LedgerFolder()
    do {
      let ledger = try folder.ledger()
      try ledger.enter([area("a/1", 7), area("a/2", 8), area("a/3", 9)])
      try ledger.pool.close()
    }
    let database = try DatabaseQueue(path: folder.path)
    try database.write { db in
      for trigger in try String.fetchAll(
        db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'")
      {
        try db.execute(sql: "DROP TRIGGER \(trigger)")
      }
      try db.execute(sql: sql)
    }
    try database.close()
    let ledger = try folder.ledger()
    for parcel in ["a/1", "a/2", "a/3", "a/4"] {
      #expect(throws: LedgerError.self) { try ledger.corrections(of: parcel) }
    }
    #expect(throws: LedgerError.self) { try ledger.enter([area("a/1", 1)]) }
    #expect(try !ledger.verify().isSound)
  }
}
