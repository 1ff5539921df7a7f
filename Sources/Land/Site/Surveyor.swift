import Facts
import Geometry
import SpatialIndex

/// One look at one lot on one day. Each chapter of facts is an extension.
struct Surveyor {
  let frame: SurveyFrame
  let subject: SurveyedLot
  let scratch: SurveyScratch
  let area: Double

  var town: TownData { _read { yield frame.town } }
  var edition: ParcelEdition { _read { yield frame.edition } }
  var date: CivilDate { frame.date }
  var order: SurveyOrder { _read { yield frame.order } }
  var lot: MultiPolygon { _read { yield subject.region } }

  /// Officers' decisions about lines of this lot.
  var overrides: [LotLineOverride] = []

  var facts: [String: SiteFact] = [:]
  var layers: [String: LayerRelation] = [:]
  var plans: [PlanInForce] = []

  init(
    town: TownData, edition: ParcelEdition, lot: SurveyedLot, date: CivilDate, order: SurveyOrder,
    scratch: SurveyScratch = SurveyScratch()
  ) {
    self.init(lot, in: SurveyFrame(town, edition, date, order), scratch)
  }

  init(_ lot: SurveyedLot, in frame: SurveyFrame, _ scratch: SurveyScratch) {
    self.frame = frame
    self.scratch = scratch
    subject = lot
    area = lot.region.area
    facts.reserveCapacity(frame.order.facts.count)
  }

  init(
    town: TownData, edition: ParcelEdition, place: Int, date: CivilDate, order: SurveyOrder,
    scratch: SurveyScratch = SurveyScratch()
  ) {
    self.init(
      town: town, edition: edition, lot: SurveyedLot(place, of: edition), date: date, order: order,
      scratch: scratch)
  }

  /// The facts that a survey measures, beside those that zones and registers declare.
  static let surveyed: Set<String> = Set(
    ["lot area", "address", "zone", "zone share", "zone portions"] + lineFacts + buildingFacts)
  static let lineFacts = [
    "frontage", "street width", "minimum street width", "mean street width",
    "nominal street width", "street name", "corner lot", "interior corner angle", "through lot",
    "flag lot", "pie-shaped lot", "cul-de-sac lot", "landlocked lot", "lot width", "lot depth",
    "net lot area", "averaged front setback", "front lines", "side lines", "rear lines",
    "street side lines", "alley lines", "water lines", "public space lines", "lot lines",
  ]
  static let buildingFacts = [
    "existing footprint area", "existing buildings", "lot coverage existing",
    "existing building height", "existing storeys",
  ]

  func isAsked(_ name: String) -> Bool { frame.isAsked(name) }

  mutating func survey() {
    surveyArea()
    surveyRegister()
    surveyAddress()
    surveyZones()
    if frame.asksLines { surveyLines() }
    if frame.asksBuildings { surveyBuildings() }
    surveyLayers()
  }

  mutating func set(
    _ name: String, _ value: FactValue, method: String? = nil, source: String? = nil,
    tolerance: Number? = nil
  ) {
    guard isAsked(name) else { return }
    let account = subject.account.map { account in method.map { "\($0), \(account)" } ?? account }
    facts.updateValue(
      SiteFact(value, method: account ?? method, source: source, tolerance: tolerance), forKey: name
    )
  }

  private mutating func surveyArea() {
    // A boundary that is known to a metres may move outwards by that all around; none is known better than it is drawn.
    if isAsked("lot area") {
      set(
        "lot area", areaValue(area), method: frame.areaMethod, source: edition.source,
        tolerance: roundedNumber(lot.perimeter * frame.accuracy, 2, 1e2))
    }
    for column in edition.entry.facts where isAsked(column.fact) {
      let value = stated(column) { edition.facts(of: $0)[column.fact] }
      if let value { set(column.fact, value, source: edition.source) }
    }
  }

  /// How far a boundary moves when its corners do by a millimetre each way, in metres.
  static let drawn = 1.5 * Tolerance.numeric

  /// How far a length between two lines of the lot may be from the true one, in metres.
  var lengthTolerance: Number? { frame.lengthTolerance }

  /// What a list says of the lot, from what it says of each of its parcels; nil where it says nothing of any.
  private func stated(
    _ column: SourceEntry.FactColumn, of parcel: (Int) -> FactValue?
  ) -> FactValue? {
    if subject.account == nil { return parcel(subject.members[0]) }
    let values = subject.members.map { (edition.numbers[$0], parcel($0)) }
    if values.allSatisfy({ $0.1 == nil }) { return nil }
    if subject.rest != nil {
      return .unknown("it is stated for the whole of `\(values[0].0)`, of which this is a part")
    }
    return column.joined(
      values.map { ($0.0, $0.1 ?? .unknown("the register has no row for the parcel")) })
  }

  private mutating func surveyRegister() {
    for entry in town.file.register {
      for fact in entry.facts where isAsked(fact.fact) && facts[fact.fact] == nil {
        let named = town.register.filter { register in
          register.entry.facts.contains { $0.fact == fact.fact }
        }
        guard let register = named.first(where: { $0.entry.isInForce(on: date) }) else {
          set(fact.fact, .unknown("no register is in force on \(date)"))
          continue
        }
        if let failure = register.failure {
          set(fact.fact, .unknown(failure), source: register.source)
        } else {
          let column = register.entry.facts.first { $0.fact == fact.fact } ?? fact
          let value = stated(column) {
            register.facts[normalisedNumber(edition.numbers[$0])]?[fact.fact]
          }
          set(
            fact.fact, value ?? .unknown("the register has no row for the parcel"),
            method: "as registered", source: register.source)
        }
      }
    }
  }

  private mutating func surveyAddress() {
    guard isAsked("address"), facts["address"] == nil else { return }
    if let failure = town.addressFailure { return set("address", .unknown(failure)) }
    guard !town.file.addresses.isEmpty else { return }
    let found = subject.members.map {
      town.addresses[normalisedNumber(edition.numbers[$0])]?.first
    }
    guard let first = found[0] else {
      return set("address", .unknown("no address is listed for the parcel"), source: "addresses")
    }
    set(
      "address",
      found.allSatisfy { $0 == first }
        ? .text(first) : .unknown("its parcels have different addresses, or one has none"),
      source: "addresses")
  }
}
