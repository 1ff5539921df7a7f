import Evaluation
import Facts
import Foundation
import Land
import Regulations
import RuleCompiler
import Testing

@testable import Simulation

/// What a table leaves out of its lines, since no rule reads it, changes no answer.
struct TableOrderTests {
  private static let data = ["../shared/data", "../../shared/data"]
    .map { DemonstrationTests.root.appending(path: $0).standardizedFileURL.path }
    .first { FileManager.default.fileExists(atPath: $0 + "/cambridge/parcels_fy2014.geojson") }

  /// Every work at every so manieth lot of a town, asked of its table and of the whole survey.
  private func compare(_ town: String, data: String?, every step: Int) throws {
    let root = DemonstrationTests.root
    let rulebook = try Rulebook(loading: root.appending(path: "regulations").path)
    let territory = try Territory(
      loading: root.appending(path: "parcels/\(town).yaml").path, data: data)
    let place = try #require(territory.towns.first)
    let law = try #require(rulebook.rulesets[place.jurisdiction])
    let day = DemonstrationTests.day
    let table = try territory.table(of: place.id, on: day, as: law.tableOrder)
    let facts = law.vocabulary.exampleFacts
    var asked = 0
    for (row, parcel) in territory.parcels.enumerated() where row % step == 0 {
      let site = territory.survey(parcel, on: day, as: law.surveyOrder)
      for work in law.vocabulary.works.keys.sorted() {
        let proposal = Proposal(work: work, facts: facts)
        #expect(
          law.assess(proposal, at: table.site(row)) == law.assess(proposal, at: site),
          "\(work) at \(parcel)")
        asked += 1
        guard row % (16 * step) == 0 else { continue }
        let answers = [table.site(row), site].map { law.evaluate(proposal, at: $0, language: "en") }
        #expect(answers[0].verdict == answers[1].verdict)
        #expect(answers[0].requirements == answers[1].requirements, "\(work) at \(parcel)")
        #expect(answers[0].missing == answers[1].missing)
        #expect(answers[0].nearest == answers[1].nearest)
      }
    }
    #expect(asked > 0)
  }

  @Test(arguments: ["persian", "hebrew"])
  func `a table of an invented town answers as the whole survey does`(_ town: String) throws {
    try compare(town, data: nil, every: 5)
  }

  @Test(
    .enabled(if: data != nil, "the cities' data are not beside the repository"),
    arguments: ["cambridge"])
  func `a table of a city answers as the whole survey does`(_ town: String) throws {
    try compare(town, data: Self.data.map { "\($0)/\(town)" }, every: 97)
  }

  @Test func `a member that was not ordered is missing from a line, and nothing stands for it`()
    throws
  {
    let territory = try DemonstrationTests.territory()
    let all = try territory.table(
      of: "persian", on: DemonstrationTests.day, as: SurveyOrder(facts: ["lot lines"]))
    let some = try territory.table(
      of: "persian", on: DemonstrationTests.day,
      as: SurveyOrder(facts: ["lot lines"], lineMembers: ["length", "street width"]))
    var lines = 0
    for row in 0..<all.count {
      guard case .list(let whole)? = all.site(row).facts["lot lines"]?.value,
        case .list(let part)? = some.site(row).facts["lot lines"]?.value
      else { continue }
      #expect(whole.count == part.count)
      for case (.record(let whole), .record(let part)) in zip(whole, part) {
        #expect(part == whole.filter { ["id", "length", "street width"].contains($0.key) })
        lines += 1
      }
    }
    #expect(lines > 500)
  }
}
