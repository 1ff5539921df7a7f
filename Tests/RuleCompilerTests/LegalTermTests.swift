import Evaluation
import Facts
import Foundation
import TestSupport
import Testing

@testable import RuleCompiler

/// When an article is law: said for all days at once, and day by day as the evaluation says it.
struct LegalTermTests {
  private static func day(_ text: String) -> CivilDate {
    CivilDate(text) ?? CivilDate(dayNumber: 0)
  }

  private static func sheet(
    _ id: String, effective: String, until: String? = nil, status: String = "approved",
    more: String = "", body: String
  ) -> String {
    """
    ---
    id: \(id)
    title: { en: "Sheet \(id)" }
    language: en
    text: paraphrase
    jurisdiction: town
    regime: planning
    rank: local
    status: \(status)
    effective: \(effective)
    \(until.map { "until: \($0)\n" } ?? "")\(more)confidence: "S:X"
    ---
    \(body)
    """
  }

  /// A law whose third article has two versions, and whose fourth is repealed by a later sheet.
  static func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "law-\(UInt64.random(in: 0...UInt64.max))")
    let town = folder.appending(path: "town")
    try FileManager.default.createDirectory(at: town, withIntermediateDirectories: true)
    func write(_ name: String, _ text: String) throws {
      try Data(text.utf8).write(to: town.appending(path: name))
    }
    try write(
      "jurisdiction.yaml",
      """
      id: town
      label: { en: "Town" }
      ranks: [local]
      languages: [en]
      regimes: { planning: { en: "planning" } }
      vocabulary: [vocabulary.yaml]
      "working days": [mon]
      holidays: []
      calendar: gregorian
      governs: { fence: [height] }
      expects: { ranks: [], layers: [] }
      "on conflict": { default: stricter }
      """)
    try write(
      "vocabulary.yaml",
      """
      facts:
        height: { type: number, unit: m, from: proposal, label: { en: "height" }, question: { en: "How high?" } }
      works:
        fence: { label: { en: "fence" } }
      """)
    try write(
      "sheet.md",
      sheet(
        "sheet", effective: "2010-01-01",
        body: """
          # Sheet

          ## Article 1. Purpose  {#art-1}

          What this is for.

          ## Article 2. Height  {#art-2 for="fence" until=2020-06-01}

          A fence is at most 1.20 m high, and stands on the owner's side.

          ```rule
          require height <= 1.2
          ```

          ## Article 2. Height  {#art-2-2020 for="fence" from=2020-06-01}

          A fence is at most 1.80 m high, and stands on the owner's side.

          ```rule
          require height <= 1.8
          ```

          ## Article 4. Colour  {#art-4}

          A fence is green.

          ## Article 5. Storms  {#art-5 from=2024-01-01 until=2025-01-01}

          For one year a fence may lean.
          """))
    try write(
      "later.md",
      sheet(
        "later", effective: "2022-01-01",
        more: "repeals: [{ regulation: sheet, articles: [art-4] }]\n",
        body: "# Later\n\nColours are free.\n"))
    try write(
      "draft.md",
      sheet("draft", effective: "2000-01-01", status: "draft", body: "# Draft\n\nNothing yet.\n"))
    return folder
  }

  private func rulebook() throws -> Rulebook {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    return try Rulebook(loading: folder.path)
  }

  private func term(_ anchor: String, of id: String = "sheet") throws -> LegalTerm {
    let reading = try #require(try rulebook().reading(of: id))
    return try #require(reading.blocks.first { $0.anchor == anchor }).term
  }

  @Test func `an article is law within its regulation, its own days and until it is repealed`()
    throws
  {
    #expect(try term("art-1").state(on: Self.day("2009-12-31")) == .coming(Self.day("2010-01-01")))
    #expect(
      try term("art-1").state(on: Self.day("2030-01-01"))
        == .inForce(.init(from: Self.day("2010-01-01"), until: nil)))
    #expect(try term("art-2").state(on: Self.day("2020-06-01")) == .ended(Self.day("2020-06-01")))
    #expect(
      try term("art-2-2020").state(on: Self.day("2020-05-31")) == .coming(Self.day("2020-06-01")))
    #expect(
      try term("art-4").state(on: Self.day("2021-12-31"))
        == .inForce(.init(from: Self.day("2010-01-01"), until: Self.day("2022-01-01"))))
    #expect(try term("art-4").state(on: Self.day("2022-01-01")) == .ended(Self.day("2022-01-01")))
    let draft = try #require(try rulebook().reading(of: "draft"))
    #expect(draft.term.state(on: Self.day("2026-01-01")) == .noLaw("draft"))
    #expect(draft.blocks.allSatisfy { !$0.term.isInForce(on: Self.day("2026-01-01")) })
  }

  @Test func `a sheet changes on the days on which what is law in it becomes another`() throws {
    let reading = try #require(try rulebook().reading(of: "sheet"))
    #expect(
      reading.changes.map(\.description) == [
        "2010-01-01", "2020-06-01", "2022-01-01", "2024-01-01", "2025-01-01",
      ])
  }

  @Test func `an article that may be read as law is one that is evaluated as law`() throws {
    let rulebook = try rulebook()
    let ruleset = try #require(rulebook.rulesets["town"], "\(rulebook.findings)")
    let reading = try #require(rulebook.reading(of: "sheet"))
    for rule in ruleset.requirements {
      let block = try #require(reading.blocks.first { rule.provenance.anchors.contains($0.anchor) })
      for year in 2008...2027 {
        for day in [
          Self.day("\(year)-01-01"), Self.day("\(year)-05-31"), Self.day("\(year)-06-01"),
        ] {
          #expect(
            block.term.isInForce(on: day) == ruleset.isInForce(rule.provenance, on: day),
            "\(block.anchor) on \(day)")
        }
      }
    }
  }

  @Test func `days that are cut out and kept agree with asking each day`() {
    var random = SeededGenerator(seed: 5)
    func some() -> CivilDate? {
      Int.random(in: 0..<4, using: &random) == 0
        ? nil : CivilDate(dayNumber: Int.random(in: 0..<40, using: &random))
    }
    for _ in 0..<500 {
      var term = LegalTerm(from: some(), until: some())
      var holds: [(CivilDate) -> Bool] = []
      let first = term
      for _ in 0..<Int.random(in: 0..<4, using: &random) {
        let (from, until) = (some(), some())
        let isIn = { (day: CivilDate) in
          (from.map { $0 <= day } ?? true) && (until.map { day < $0 } ?? true)
        }
        if Bool.random(using: &random) {
          term = term.within(from: from, until: until)
          holds.append(isIn)
        } else {
          // Nothing can be repealed from a day on that comes after the repeal's own end.
          if let from, let until, until <= from { continue }
          term = term.without(from: from, until: until)
          holds.append { !isIn($0) }
        }
      }
      for number in -2..<42 {
        let day = CivilDate(dayNumber: number)
        let wanted = first.isInForce(on: day) && holds.allSatisfy { $0(day) }
        #expect(term.isInForce(on: day) == wanted)
        if case .coming(let next) = term.state(on: day) {
          #expect(next > day && term.isInForce(on: next))
        }
      }
    }
  }
}
