import Facts
import Geometry

/// What is the same for every lot of a town that is surveyed on one day by one order: worked out once.
///
/// Each thread has one of its own: two that count the references to one object in turn wait for each other.
final class SurveyFrame {
  let town: TownData
  let edition: ParcelEdition
  let date: CivilDate
  /// With the town's conventions for what it does not declare.
  let order: SurveyOrder
  let law: LineLaw
  let zones: [ZonePlan]
  /// The plans in force.
  let plans: [PlanInForce]
  /// What only plans of another day give.
  let zoneNamesOfOtherDays: [String]
  let beside: [BesideLayer]
  let street: StreetEdition?
  /// Where something is left out that is missed beside a lot.
  let gaps: [Box]
  /// The same of streets, which lie farther off.
  let streetGaps: [Box]
  /// Why no line of any lot can be told; nil where those of lots beside no gap can.
  let lineFailure: String?
  let asksLines: Bool
  let asksBuildings: Bool
  let asksLists: Bool
  let asksStreetWidths: Bool
  let asksFrontage: Bool
  /// How far from true a line of a parcel may be, in metres.
  let accuracy: Double
  let lineTolerance: Double
  let lengthTolerance: Number?
  let areaMethod: String

  /// A plan in force and what of it is asked.
  struct ZonePlan {
    let edition: ZoneEdition
    /// What no plan before it gives.
    let names: [String]
    let attributes: [String]
    /// Whether it gives the zone itself.
    let isMain: Bool
    /// All that it gives.
    let given: [String]
    let isAsked: Bool
  }

  /// What else may be beyond a line of a lot.
  struct BesideLayer {
    let shapes: ShapeSet
    let owner: Int32
  }

  init(_ town: TownData, _ edition: ParcelEdition, _ date: CivilDate, _ order: SurveyOrder) {
    self.town = town
    self.edition = edition
    self.date = date
    let order = order.filled(by: town.file.conventions)
    self.order = order
    law = LineLaw(order)
    func isAsked(_ name: String) -> Bool { order.facts.isEmpty || order.facts.contains(name) }

    var zones: [ZonePlan] = []
    var plans: [PlanInForce] = []
    var done: Set<String> = []
    for edition in town.zones where edition.entry.isInForce(on: date) {
      let names = edition.entry.names.filter { !done.contains($0) }
      let attributes = edition.entry.facts.map(\.fact)
      let isMain = names.contains("zone")
      let given = names + attributes + (isMain ? ["zone share", "zone portions"] : [])
      done.formUnion(names)
      if edition.failure == nil {
        // A plan that cannot be read is none that is known to cover the lot.
        plans.append(
          PlanInForce(
            id: edition.entry.plan ?? edition.source, rank: edition.entry.rank,
            status: edition.entry.status, effective: edition.entry.from))
      }
      zones.append(
        ZonePlan(
          edition: edition, names: names, attributes: attributes, isMain: isMain, given: given,
          isAsked: given.contains(where: isAsked)))
    }
    self.zones = zones
    self.plans = plans
    zoneNamesOfOtherDays = town.zones.filter { !$0.entry.isInForce(on: date) }.flatMap {
      $0.entry.names + $0.entry.facts.map(\.fact) + ["zone share", "zone portions"]
    }

    let rightsOfWay = town.rightsOfWay.filter { $0.entry.isInForce(on: date) }
    let others =
      town.openSpaces.filter { $0.entry.isInForce(on: date) }
      + town.beside.map(\.edition).filter { $0.entry.isInForce(on: date) }
    beside =
      rightsOfWay.map { BesideLayer(shapes: $0.shapes, owner: SurroundingEdge.street) }
      + town.openSpaces.filter { $0.entry.isInForce(on: date) }
      .map { BesideLayer(shapes: $0.shapes, owner: SurroundingEdge.publicOpenSpace) }
      + town.beside.filter { $0.edition.entry.isInForce(on: date) }
      .map { BesideLayer(shapes: $0.edition.shapes, owner: SurroundingEdge.owner(of: $0.abutter)) }
    street = town.streets.first { $0.entry.isInForce(on: date) }
    streetGaps = street?.gaps ?? []
    gaps = edition.gaps + (rightsOfWay + others).flatMap(\.gaps)
    lineFailure =
      if let failure = (rightsOfWay + others).lazy.compactMap(\.failure).first {
        failure
      } else if let street {
        street.failure
      } else {
        rightsOfWay.isEmpty ? "the territory has no streets on \(date)" : nil
      }

    asksLines = Surveyor.lineFacts.contains(where: isAsked)
    asksBuildings = Surveyor.buildingFacts.contains(where: isAsked)
    asksLists = Surveyor.lineLists.contains(where: isAsked)
    asksStreetWidths =
      Surveyor.widthFacts.contains(where: isAsked)
      || asksLists && (order.lineMembers?.contains("street width") ?? true)
    asksFrontage = Surveyor.frontageFacts.contains(where: isAsked)
    let stated = edition.entry.accuracy
    accuracy = max(stated?.double ?? 0, Surveyor.drawn)
    lineTolerance = max(min(stated?.double ?? 0, 1), Tolerance.sharedBoundary)
    areaMethod = "measured in \(town.system.code)"
    lengthTolerance = max(stated ?? .zero, Number(2 * Surveyor.drawn) ?? .zero)
  }

  func isAsked(_ name: String) -> Bool { order.facts.isEmpty || order.facts.contains(name) }

  /// Whether the record of a line is to have a member.
  func isAsked(ofLines member: String) -> Bool { order.lineMembers?.contains(member) ?? true }
}
