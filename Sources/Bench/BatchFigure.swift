import Evaluation
import Facts
import Foundation
import Land
import Service

/// B1: every parcel times every work of the town's regulations, each with a proposal in full, and the article behind every part
/// of what it comes to, on one thread. The town is surveyed beforehand.
func batchFigure(_ municipality: Municipality, on date: CivilDate) {
  guard let territory = municipality.territory else { return }
  let town = territory.towns.first?.id ?? ""
  guard let jurisdiction = municipality.jurisdiction(of: town),
    let ruleset = municipality.ruleset(of: jurisdiction)
  else { return }
  let parcels = territory.parcels.filter { $0.town == town }
  tellBench("surveying \(parcels.count) parcels")
  let sites = parcels.map { territory.survey($0, on: date, as: ruleset.surveyOrder) }
  let works = ruleset.jurisdiction.governs.keys.sorted()
  let proposals = works.map { Proposal(work: $0, facts: ruleset.vocabulary.exampleFacts) }
  let names = parcels.map { Array($0.description.utf8) }
  let verdicts = Verdict.allCases.map { Array($0.rawValue.utf8) }
  let articles = AssessmentArticles(ruleset)

  let assessor = Assessor(ruleset)
  let batches = works.compactMap { assessor.batch($0, sites) }
  guard batches.count == works.count else { return }
  var isChecked = true
  for (batch, proposal) in zip(batches, proposals) {
    let assessments = batch.assess(proposal)
    for place in stride(from: 0, to: sites.count, by: max(1, sites.count / 400)) {
      isChecked = isChecked && assessments[place] == ruleset.assess(proposal, at: sites[place])
    }
  }
  var rates: [Double] = []
  var written = 0
  for _ in 0..<7 {
    var text: [UInt8] = []
    text.reserveCapacity(sites.count * works.count * 120)
    let time = processorSeconds {
      for (batch, proposal) in zip(batches, proposals) {
        let ends = verdicts.map { Array(",\(proposal.work),".utf8) + $0 + [UInt8(ascii: ",")] }
        batch.assess(proposal) { place, assessment in
          text += names[place]
          text += ends[assessment.verdict.rank]
          articles.append(assessment, to: &text)
          text.append(UInt8(ascii: "\n"))
        }
      }
    }
    written = text.count
    rates.append(Double(sites.count * works.count) / time)
  }
  Figure(
    id: "B1",
    name:
      "batch: \(parcels.count) parcels of \(town) times \(works.count) works, surveyed beforehand, with the articles (\(written / 1_000_000) MB of lines), one core",
    value: median(rates),
    unit: "answers/s", against: "UrbanSim, published, parcels/s without citations",
    peerValue: 33_000, target: 330_000,
    isChecked: isChecked, runs: rates.count, spread: [rates.min() ?? 0, rates.max() ?? 0]
  ).report()
}
