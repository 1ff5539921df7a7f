import Facts
import Foundation
import Land
import RuleCompiler
import TestSupport
import Testing

@testable import Audit

private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// A made-up register from its mapping to its counts.
struct MadeUpRegisterTests {
  let report: AuditReport

  /// Made once for all tests.
  static let made = Result {
    let town = try RegisterTown()
    defer { town.remove() }
    return try report(of: town)
  }

  init() throws { report = try Self.made.get() }

  static func report(of town: RegisterTown) throws -> AuditReport {
    let rulebook = try Rulebook(loading: root.appending(path: "regulations").path)
    let audit = try Audit(
      try RegisterMapping(reading: town.folder.appending(path: "mapping.yaml").path),
      folder: town.folder.path,
      territory: try Territory(loading: town.folder.appending(path: "territory.yaml").path),
      ruleset: try #require(rulebook.rulesets["cambridge-ma"]))
    return AuditReport(audit, audit.run())
  }

  func found(_ id: String) throws -> AuditedCase {
    try #require(report.cases.first { $0.id == id })
  }
  func figure(_ id: String, _ column: String) throws -> Comparison {
    try #require(try found(id).comparisons.first { $0.column == column })
  }

  static let joins: [(String, Join.Way, [String])] = [
    ("exact", Join.Way.house, ["1"]), ("range", .range, ["1", "2"]), ("misspelt", .misspelt, ["3"]),
    ("between", .between, ["2"]), ("second", .house, ["5"]), ("letter", .letterAside, ["5"]),
    ("elsewhere", .noStreet, []), ("unlisted", .noNumber, []), ("nowhere", .noAddress, []),
  ]

  @Test(arguments: joins)
  func `a case finds its lots by address`(id: String, way: Join.Way, lots: [String]) throws {
    let join = try found(id).join
    #expect(join.way == way)
    #expect(join.lots.map(\.number) == lots)
  }

  @Test func `a lot that the day's parcels lack is looked for in the next list`() throws {
    #expect(try found("second").join.list == "assessor")
  }

  static let zones: [(String, ZoneAgreement.Kind)] = [
    ("exact", ZoneAgreement.Kind.agrees), ("range", .mended), ("misspelt", .agrees),
    ("split", .part), ("between", .nextDoor), ("second", .unnamed), ("elsewhere", .notFound),
  ]

  @Test(arguments: zones)
  func `the district named is compared with the map's`(id: String, kind: ZoneAgreement.Kind) throws
  {
    #expect(try found(id).zone.kind == kind)
  }

  static let figures: [(String, String, Comparison.Outcome, Reason?)] = [
    ("exact", "ratio", Comparison.Outcome.equal, nil), ("exact", "lot", .equal, nil),
    ("exact", "left", .equal, nil), ("exact", "right", .differs, Reason.sum),
    ("exact", "height", .equal, nil), ("exact", "open", .equal, nil),
    ("exact", "parking", .notComparable, .noRule), ("range", "ratio", .differs, .slip),
    ("range", "left", .differs, .inches), ("range", "height", .differs, .ownValue),
    ("range", "open", .equal, nil), ("misspelt", "left", .equal, nil),
    ("misspelt", "right", .differs, .reading), ("misspelt", "height", .differs, .notLimited),
    ("misspelt", "parking", .notComparable, .notApplicable), ("split", "ratio", .equal, nil),
    ("split", "right", .differs, .rounding), ("split", "open", .differs, .reading),
    ("between", "ratio", .differs, .otherDistrict), ("between", "lot", .notComparable, .asBefore),
    ("between", "left", .notComparable, .words), ("between", "right", .notComparable, .blank),
    ("letter", "ratio", .notComparable, .notFilled),
    ("elsewhere", "ratio", .notComparable, .lotNotFound),
  ]

  @Test(arguments: figures)
  func `each figure is equal, or says why it is not`(
    id: String, column: String, outcome: Comparison.Outcome, reason: Reason?
  ) throws {
    let figure = try figure(id, column)
    #expect(figure.outcome == outcome, "\(figure)")
    #expect(figure.reason == reason, "\(figure)")
  }

  @Test func `every figure of every case is counted once`() {
    for column in report.columns {
      #expect(column.equal + column.differ + column.apart == report.cases.count)
    }
    #expect(report.joined == 7)
    #expect(report.zones.values.reduce(0, +) == report.cases.count)
  }

  @Test func `a case without a day finds no lot`() throws {
    #expect(try found("undated").join.lots.isEmpty)
    #expect(try figure("undated", "ratio").reason == .lotNotFound)
  }

  @Test func `the same register gives the same bytes`() throws {
    let town = try RegisterTown()
    defer { town.remove() }
    let again = try Self.report(of: town)
    #expect(again.json == report.json)
    #expect(again.cases.map(\.json) == report.cases.map(\.json))
  }

  @Test func `a lot in two zones may have what each gives to its part`() throws {
    let town = try RegisterTown()
    defer { town.remove() }
    // 60 % in B, where what is over 5,000 sq ft counts less, and 40 % in C-1.
    try town.write(
      "mapping.yaml",
      RegisterTown.mapping.replacing(
        "lot area: { is: 4300 sq ft }", with: "lot area: { is: 10000 sq ft }"
      )
      .replacing(
        "  - { name: lot,",
        with:
          "  - { name: floor, ordinance: floor, limit of: FAR, times: lot area, unit: sq ft }\n  - { name: lot,"
      ))
    try town.write(
      "register.csv",
      """
      case,date,where,zone,ratio,ratio now,lot,left,right,long,high,high now,open,parking,floor
      split,05/23/2014,22 Maple St,C-1,.75,.7,5000,7.5,7.5,40,35,30,30%,1,5850
      whole,05/23/2014,30 Maple St,C-1,.75,.7,5000,7.5,7.5,40,35,30,35%,1,5850

      """)
    let report = try Self.report(of: town)
    func figure(_ id: String, _ column: String) throws -> Comparison {
      try #require(
        report.cases.first { $0.id == id }?.comparisons.first { $0.column == column })
    }
    #expect(try figure("split", "floor").reason == .parts)
    #expect(try figure("split", "floor").detail == "B, C-1")
    #expect(try figure("whole", "floor").reason == .unexplained)
    // 35 ft is the height's, and stands a line too low with the sign of that line.
    #expect(try figure("whole", "open").reason == .otherColumn)
    #expect(try figure("whole", "open").detail == "height")
  }

  @Test func `only the number beside it is a zone's next`() {
    #expect(isNextNumber("O-1", "O-2"))
    #expect(isNextNumber("SD-10", "SD-9"))
    for (a, b) in [
      ("O-1", "O-3"), ("O-1", "O-1"), ("O-1", "C-2"), ("C", "C-1"), ("C-2A", "C-2B"), ("-1", "-2"),
    ] {
      #expect(!isNextNumber(a, b), "\(a), \(b)")
    }
  }

  @Test func `what is known of a lot otherwise counts`() throws {
    let town = try RegisterTown()
    defer { town.remove() }
    let rulebook = try Rulebook(loading: root.appending(path: "regulations").path)
    let territory = try Territory(loading: town.folder.appending(path: "territory.yaml").path)
    let audit = try Audit(
      try RegisterMapping(reading: town.folder.appending(path: "mapping.yaml").path),
      folder: town.folder.path, territory: territory,
      ruleset: try #require(rulebook.rulesets["cambridge-ma"]),
      survey: { lot, day, order in
        var site = territory.survey(lot, on: day, as: order)
        if lot.number == "3" { site.facts["district"] = SiteFact(.text("B")) }
        return site
      })
    let found = audit.run().first { $0.id == "misspelt" }
    #expect(found?.zone.mapped == ["B"])
    #expect(found?.zone.agreesWithMain == false)
  }

  static let misfits: [(String, String, String)] = [
    ("register: register.csv", "register: nothing.csv", "cannot be read"),
    ("address: where", "address: wherever", "has no column `wherever`"),
    ("limit of: FAR", "limit of: FARE", "no requirement is about `FARE`"),
    ("fact: district", "fact: quarter", "the vocabulary has no fact `quarter`"),
    ("work: extension", "work: sandcastle", "the vocabulary has no work `sandcastle`"),
    ("town: made-up", "town: elsewhere", "the territory has no town `elsewhere`"),
    ("town: made-up", "twon: made-up", "write `town`"),
    ("order: month day year", "order: month year", "a date's order names day, month and year"),
    ("unit: \"%\"", "unit: cubits", "there is no unit `cubits`"),
    ("no rule: parking is not written here", "unit: ft", "or why there is `no rule`"),
    ("columns: [open]", "columns: [opn]", "write `open`"),
  ]

  @Test(arguments: misfits)
  func `a mapping that does not fit says what to mend`(old: String, new: String, words: String)
    throws
  {
    let town = try RegisterTown()
    defer { town.remove() }
    try #require(RegisterTown.mapping.contains(old))
    try town.write(
      "mapping.yaml", RegisterTown.mapping.replacing(old, with: new, maxReplacements: 1))
    do {
      _ = try Self.report(of: town)
      Issue.record("the mapping is taken")
    } catch { #expect("\(error)".contains(words), "\(error)") }
  }
}
