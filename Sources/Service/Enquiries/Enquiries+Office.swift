import Evaluation
package import Facts
import Land

/// The office of a district: where somebody goes with a matter of a place there.
package struct ServiceCentre: Sendable, Hashable {
  /// As the map of districts names it.
  package var district: String
  package var address: String
  package var hours: LocalText
  /// Whether applications of its district are taken by the service.
  package var isOnline: Bool

  package init(district: String, address: String, hours: LocalText, isOnline: Bool) {
    self.district = district
    self.address = address
    self.hours = hours
    self.isOnline = isOnline
  }
}

/// A fact of a place in words: what differs between two days.
package struct SpokenFact: Sendable, Hashable {
  package var label: String
  package var value: String
  package init(label: String, value: String) {
    self.label = label
    self.value = value
  }
}

extension Enquiries {
  /// Nothing can be certified by default.
  package func certificate(of parcel: String, on date: CivilDate) -> Result<[JSON.Member], Refusal>
  {
    .failure(Refusal("/parcel", "nothing is certified here", mend: "ask the planning office"))
  }

  package func serviceCentres(of parcel: String, on date: CivilDate) -> [ServiceCentre] { [] }

  package func offices(in town: String) -> [ServiceCentre] { [] }

  package func spoken(_ fact: String, _ value: JSON, of parcel: String, language: String)
    -> SpokenFact?
  { nil }
}

extension Municipality {
  package func offices(in town: String) -> [ServiceCentre] {
    (townsByID[town]?.serviceDistricts?.offices ?? [:]).sorted { $0.key < $1.key }.map {
      ServiceCentre(
        district: $0, address: $1.address, hours: $1.hours, isOnline: $1.isOnline)
    }
  }

  package func serviceCentres(of parcel: String, on date: CivilDate) -> [ServiceCentre] {
    guard let territory, let reference = territory.parcel(parcel),
      let districts = townsByID[reference.town]?.serviceDistricts
    else { return [] }
    let site = territory.survey(
      reference, on: date, as: SurveyOrder(facts: ["lot area"], layers: [districts.layer]))
    let names = site.layers[districts.layer]?.names ?? []
    let centres = names.compactMap { name in
      districts.offices[name].map {
        ServiceCentre(
          district: name, address: $0.address, hours: $0.hours, isOnline: $0.isOnline)
      }
    }
    // A district without an office leaves open where one goes.
    return centres.count == names.count ? centres : []
  }

  package func spoken(_ fact: String, _ value: JSON, of parcel: String, language: String)
    -> SpokenFact?
  {
    let words = Catalogue.of(language) ?? .english
    guard let reference = territory?.parcel(parcel),
      let vocabulary = jurisdiction(of: reference.town).flatMap({ ruleset(of: $0) })?.vocabulary,
      let declaration = vocabulary.facts[fact],
      let label = declaration.label.text(in: words.language),
      let shown = shown(
        FactValue(base: value, as: declaration.type, in: vocabulary), declaration, words)
    else { return nil }
    return SpokenFact(label: label, value: shown)
  }
}
