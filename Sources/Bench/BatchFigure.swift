import Evaluation
import Facts
import Foundation
import Land
import Service

/// B1: every parcel times one work, with citations, on one thread.
func batchFigure(_ municipality: Municipality, on date: CivilDate) {
  guard let territory = municipality.territory else { return }
  let parcels = territory.parcels.map(\.description)
  let town = territory.towns.first?.id ?? ""
  guard let jurisdiction = municipality.jurisdiction(of: town),
    let ruleset = municipality.ruleset(of: jurisdiction),
    let work = ruleset.jurisdiction.governs.keys.sorted().last(where: { $0 == "new building" })
      ?? ruleset.jurisdiction.governs.keys.sorted().first
  else { return }
  func question(_ parcel: String) -> Question {
    Question(parcel: parcel, work: work, inputs: [], on: date, language: "en")
  }

  // A batch asks in a situation that is known; a single question surveys anew. They must say the same.
  var isChecked = true
  for parcel in stride(from: 0, to: parcels.count, by: max(1, parcels.count / 50)).map({
    parcels[$0]
  }) {
    guard case .success(let situation) = municipality.situation(of: question(parcel)),
      case .success(let batch) = municipality.ask(question(parcel), in: situation),
      case .success(let single) = municipality.ask(question(parcel)), batch.bytes == single.bytes
    else {
      isChecked = false
      continue
    }
  }
  var rates: [Double] = []
  for _ in 0..<3 {
    var answers = 0
    let time = seconds {
      for parcel in parcels {
        if case .success = municipality.ask(question(parcel)) { answers += 1 }
      }
    }
    rates.append(Double(answers) / time)
  }
  Figure(
    id: "B1",
    name:
      "batch: \(parcels.count) parcels of \(town) times `\(work)`, survey and citations included, one core",
    value: median(rates),
    unit: "answers/s", against: "UrbanSim, published, parcels/s without citations",
    peerValue: 33_000, target: nil,
    isChecked: isChecked, runs: rates.count, spread: [rates.min() ?? 0, rates.max() ?? 0]
  ).report()
}
