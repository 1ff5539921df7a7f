import Evaluation
import Facts
import Land
import Service

/// S10: the survey of a whole town, all facts that there are and how each lot stands to every layer, into a table.
func surveyFigure(_ municipality: Municipality, on date: CivilDate) throws {
  guard let territory = municipality.territory, let town = territory.towns.first else { return }
  let orders = [
    ("all facts and layers", SurveyOrder()),
    (
      "the facts that its law asks for",
      municipality.ruleset(of: town.jurisdiction)?.tableOrder ?? SurveyOrder()
    ),
  ]
  for (what, order) in orders {
    var rates: [Double] = []
    var isChecked = true
    for _ in 0..<3 {
      var table: SiteTable?
      let seconds = try processorSeconds(ofAllThreads: true) {
        table = try territory.table(of: town.id, on: date, as: order)
      }
      guard let table else { return }
      rates.append(Double(table.count) / seconds)
      let parcels = territory.parcelNumbers(of: town.id)
      for place in stride(from: 0, to: table.count, by: max(1, table.count / 200)) {
        let parcel = ParcelReference(town: town.id, number: parcels[place])
        isChecked =
          isChecked && table.site(place) == territory.survey(parcel, on: date, as: order)
      }
    }
    Figure(
      id: "S10",
      name: "survey of \(town.parcelCount) parcels of \(town.id), \(what), into a table",
      value: median(rates), unit: "parcels/s a core", isChecked: isChecked, runs: rates.count,
      spread: [rates.min() ?? 0, rates.max() ?? 0]
    ).report()
  }
}
