import Evaluation
import Facts
import Foundation
import Land
import Regulations
import RuleCompiler
import Testing

@testable import Simulation

/// The demonstration town under its own law, and under one that wants larger lots.
struct DemonstrationTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let day = CivilDate(dayNumber: 20_240)

  static func ruleset(amended: Bool) throws -> Ruleset {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "mizan-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.copyItem(at: root.appending(path: "regulations"), to: folder)
    if amended {
      let file = folder.appending(path: "bandar-lengeh/density-rules.md")
      let text = try String(contentsOf: file, encoding: .utf8)
      let changed = text.replacing(
        "require lot area     >= 240", with: "require lot area     >= 300")
      #expect(changed != text)
      try Data(changed.utf8).write(to: file)
    }
    return try #require(try Rulebook(loading: folder.path).rulesets["persian-demo"])
  }

  static func territory() throws -> Territory {
    try Territory(loading: root.appending(path: "parcels/persian.yaml").path)
  }

  @Test func `a surveyed town comes out of its table as the survey saw it`() throws {
    let territory = try Self.territory()
    let order = try Self.ruleset(amended: false).surveyOrder
    for order in [order, SurveyOrder()] {
      let table = try territory.table(of: "persian", on: Self.day, as: order)
      let parcels = territory.parcels
      #expect(table.count == parcels.count)
      for row in stride(from: 0, to: parcels.count, by: 7) {
        #expect(table.site(row) == territory.survey(parcels[row], on: Self.day, as: order))
      }
    }
  }

  @Test func `what changes is what the two laws say one by one, on one thread or several`() throws {
    let before = try Self.ruleset(amended: false)
    let after = try Self.ruleset(amended: true)
    let whole = try Self.territory().table(of: "persian", on: Self.day, as: before.surveyOrder)
    var builder = SiteTableBuilder(jurisdiction: whole.jurisdiction, date: whole.date)
    for row in 0..<min(60, whole.count) { try builder.append(whole.site(row)) }
    let table = try builder.table()
    let proposals = ["new building", "subdivision"].map {
      Proposal(
        work: $0,
        facts: ["storeys": .number(2), "floor area": .number(150), "footprint area": .number(90)])
    }
    let simulation = Simulation(before: before, after: after, sites: table)
    var lines: [[UInt8]] = []
    var outcomes: [SimulationOutcome] = []
    for threads in [1, 3] {
      let written = Written()
      outcomes.append(
        simulation.run(.everywhere(proposals), threads: threads, changed: { written.add($0) }))
      lines.append(written.bytes)
    }
    #expect(lines[0] == lines[1])
    #expect(
      simulation.json(outcomes[0], town: "persian", language: "en")
        == simulation.json(outcomes[1], town: "persian", language: "en"))

    var counts = Counts()
    var changes = 0
    for row in 0..<table.count {
      for proposal in proposals {
        let verdicts = [before, after].map { $0.assess(proposal, at: table.site(row)).verdict }
        counts.add(Change(verdicts[0], verdicts[1]))
        if verdicts[0] != verdicts[1] { changes += 1 }
      }
    }
    let outcome = outcomes[0]
    #expect(outcome.cases == counts)
    #expect(outcome.cases.all == table.count * proposals.count)
    #expect(outcome.sites.all == table.count)
    #expect(outcome.districts.reduce(0) { $0 + $1.counts.all } == outcome.cases.all)
    #expect(outcome.cases.gain == 0)
    #expect(lines[0].split(separator: 10).count == changes)
    #expect(outcome.largest.count <= 10)
    for example in outcome.largest {
      let answers = simulation.answers(to: example, "en")
      #expect(answers.before.verdict == example.before)
      #expect(answers.after.verdict == example.after)
    }
  }

  @Test func `one law against itself changes nothing`() throws {
    let law = try Self.ruleset(amended: false)
    let whole = try Self.territory().table(of: "persian", on: Self.day, as: law.surveyOrder)
    var builder = SiteTableBuilder(jurisdiction: whole.jurisdiction, date: whole.date)
    for row in 0..<min(10, whole.count) { try builder.append(whole.site(row)) }
    let simulation = Simulation(before: law, after: law, sites: try builder.table())
    let outcome = simulation.run(.everywhere([Proposal(work: "new building")]))
    #expect(outcome.cases.same == outcome.cases.all)
    #expect(outcome.largest.isEmpty)
    #expect(outcome.articles.isEmpty)
  }
}

/// Bytes from any thread.
private final class Written: @unchecked Sendable {
  private let lock = NSLock()
  private var all: [UInt8] = []
  var bytes: [UInt8] { lock.withLock { all } }
  func add(_ bytes: [UInt8]) { lock.withLock { all += bytes } }
}
