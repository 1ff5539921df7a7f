import Evaluation
import Facts
import Foundation
import RuleCompiler
import Testing

@testable import Land

private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

private let cambridge: String? = ["../shared/data/cambridge", "../../shared/data/cambridge"]
  .map { root.appending(path: $0).standardizedFileURL.path }
  .first { FileManager.default.fileExists(atPath: $0 + "/parcels_fy2014.geojson") }

/// The lines of lots as the regulation files have them told, and what a verdict says that rests on a convention.
struct CityLinesTests {
  private let day = CivilDate(year: 2019, month: 6, day: 1)!
  private let rulebook: Rulebook

  init() throws { rulebook = try Rulebook(loading: root.appending(path: "regulations").path) }

  @Test(.enabled(if: cambridge != nil, "the data of Cambridge is not beside the repository"))
  func `nearly every lot of Cambridge has all its lines told, and what is no law is said`() throws {
    let territory = try Territory(
      loading: root.appending(path: "parcels/cambridge.yaml").path, data: cambridge)
    let order = try #require(rulebook.rulesets["cambridge-ma"]).surveyOrder
    let (all, unclassed) = try #require(
      territory.unclassedLots(of: "cambridge", on: day, as: order, every: 8))
    #expect(all == 1628)
    #expect((all - unclassed.count) * 1000 >= all * 970, "\(unclassed.count) of \(all)")
    #expect(unclassed.allSatisfy { !$0.reasons.isEmpty && !$0.reasons.contains("") })
    // By its article alone it is fewer: what conventions add is told apart.
    let (_, byLaw) = try #require(
      territory.unclassedLots(of: "cambridge", on: day, as: order.ofLaw, every: 8))
    #expect(Set(unclassed.map(\.parcel)).isStrictSubset(of: Set(byLaw.map(\.parcel))))
    #expect(byLaw.count * 100 > all * 7 && byLaw.count * 100 < all * 11, "\(byLaw.count)")
  }

  @Test
  func `an answer that rests on lines told by convention says so, and one that does not is silent`()
    throws
  {
    let territory = try Territory(loading: root.appending(path: "parcels/hebrew.yaml").path)
    let law = try #require(rulebook.rulesets["carmel"])
    let facts = law.vocabulary.exampleFacts
    var spoken = 0
    var silent = 0
    for (place, parcel) in territory.parcels.enumerated() where place % 60 == 0 {
      let site = territory.survey(parcel, on: day, as: law.surveyOrder)
      let isConventional = site.facts.values.contains(where: \.restsOnConvention)
      for language in ["en", "fa", "he"] {
        let answer = law.evaluate(
          Proposal(work: "new building", facts: facts), at: site, language: language)
        let yards = answer.requirements.filter { $0.subject.hasSuffix("setback") }
        let marked = yards.filter { $0.statement.contains("[G]") && $0.confidence == "G" }
        let isNoted = answer.confidence.contains { $0.note == SurveyOrder.conventionMark }
        if isConventional {
          #expect(
            !yards.isEmpty && marked.count == yards.count && isNoted,
            "\(parcel): \(answer.requirements.map(\.subject))")
          spoken += 1
        } else {
          #expect(marked.isEmpty && !isNoted, "\(parcel)")
          silent += 1
        }
        // What has nothing to do with lines is not marked.
        #expect(
          answer.requirements.filter { $0.subject == "storeys" }
            .allSatisfy { !$0.statement.contains("[G]") })
      }
    }
    #expect(spoken > 10 && silent > 10, "\(spoken) and \(silent)")
  }
}
