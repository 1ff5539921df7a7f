package import Facts
package import Geometry
import SpatialIndex

extension Territory {
  /// What is known of a parcel on a day, by the editions in force then: the facts and layers that were ordered, or all where
  /// no fact is named.
  ///
  /// A fact that the sources do not settle is unknown with its reason, never left out where it was ordered by a name that a
  /// survey knows. It costs what it is asked: classing a lot's lines is the dear part.
  package func survey(
    _ parcel: ParcelReference, on date: CivilDate, as order: SurveyOrder = SurveyOrder(),
    overrides: [LotLineOverride] = []
  ) -> SiteFacts {
    guard let place = townPlaces[parcel.town] else {
      var site = SiteFacts(jurisdiction: "", parcel: parcel.description, date: date)
      refuseAll(&site, order, "there is no town `\(parcel.town)`")
      return site
    }
    let town = data[place]
    var site = SiteFacts(
      jurisdiction: town.file.jurisdiction, parcel: parcel.description, date: date)
    guard let edition = town.parcels(on: date) else {
      refuseAll(&site, order, "no parcel map is in force on \(date)")
      return site
    }
    guard let lotPlace = edition.place(parcel.number) else {
      refuseAll(
        &site, order,
        "\(edition.source) has no parcel `\(parcel.number)`" + heirs(of: parcel, edition))
      return site
    }
    var surveyor = Surveyor(
      town: town, edition: edition, place: lotPlace, date: date, order: order)
    surveyor.overrides = overrides
    surveyor.survey()
    site.facts = surveyor.facts
    site.layers = surveyor.layers
    site.plans = surveyor.plans
    return site
  }

  /// The facts that hang on how the lines of a lot are classed.
  package static var factsOfLines: [String] { Surveyor.lineFacts }

  /// Which parcels of an edition hold the land of one that is not in it, to be said after the reason.
  private func heirs(of parcel: ParcelReference, _ edition: ParcelEdition) -> String {
    let steps = lineage(of: parcel)
    guard
      let step = steps.first(where: {
        $0.sourceBefore == edition.source || $0.sourceAfter == edition.source
      })
    else { return "" }
    let others = step.sourceBefore == edition.source ? step.before : step.after
    guard !others.isEmpty else { return "" }
    return "; its land is in " + others.map { "`\($0.number)`" }.joined(separator: ", ")
  }

  /// Every fact and layer asked for is unknown.
  private func refuseAll(_ site: inout SiteFacts, _ order: SurveyOrder, _ why: String) {
    for name in order.facts.isEmpty ? Surveyor.surveyed : order.facts {
      site.facts[name] = SiteFact(.unknown(why))
    }
    for name in order.layers {
      site.layers[name] = LayerRelation(
        share: .unknown(why), distance: .unknown(why), adjoins: .unknown(why))
    }
  }

  /// The lines of a lot for a drawing, officers' decisions about them included; nil where there is no such parcel on that day.
  package func lotSurvey(
    _ parcel: ParcelReference, on date: CivilDate, as order: SurveyOrder = SurveyOrder(),
    overrides: [LotLineOverride] = []
  ) -> LotSurvey? {
    surveyor(of: parcel, on: date, as: order, overrides: overrides)?.lines()
  }

  /// What surveys one parcel on a day, officers' decisions about its lines included; nil where there is no such parcel then.
  func surveyor(
    of parcel: ParcelReference, on date: CivilDate, as order: SurveyOrder,
    overrides: [LotLineOverride]
  ) -> Surveyor? {
    guard let place = townPlaces[parcel.town], let edition = data[place].parcels(on: date),
      let lot = edition.place(parcel.number)
    else { return nil }
    var surveyor = Surveyor(
      town: data[place], edition: edition, place: lot, date: date, order: order)
    surveyor.overrides = overrides
    return surveyor
  }

  /// The region of a parcel in the town's coordinates, in metres.
  package func region(of parcel: ParcelReference, on date: CivilDate? = nil) -> MultiPolygon? {
    guard let place = townPlaces[parcel.town] else { return nil }
    let editions =
      date.map { day in data[place].parcels(on: day).map { [$0] } ?? [] } ?? data[place].parcels
    for edition in editions {
      if let lot = edition.place(parcel.number) { return edition.shapes.region(lot) }
    }
    return nil
  }
}
