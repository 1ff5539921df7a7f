package import Facts
import Geometry

/// Why parcels cannot be taken as one lot, or one not as two.
package struct AssemblyRefusal: Error, Hashable, CustomStringConvertible {
  package var description: String

  package init(_ description: String) { self.description = description }
  init(_ fault: AssemblyFault) { description = fault.description }
}

/// A line that is to cut a parcel in two.
package enum DividingLine: Sendable {
  /// Longitude and latitude in degrees.
  case degrees([(x: Double, y: Double)])
  /// Metres in the coordinate system of the town.
  case metres([(x: Double, y: Double)])
}

extension Territory {
  /// What would be known of several parcels of one town if they were one lot.
  ///
  /// What a list states of each parcel is known of the lot where the parcels agree, and numbers only where the territory file
  /// says how they combine. Every fact says of which parcels it is; the lot's name is `town/12+13`.
  ///
  /// - Throws: where the parcels are not there on that day or do not make one lot, with the reason.
  package func survey(
    joining parcels: [ParcelReference], on date: CivilDate, as order: SurveyOrder = SurveyOrder()
  ) throws(AssemblyRefusal) -> SiteFacts {
    guard let first = parcels.first, parcels.count > 1 else {
      throw AssemblyRefusal("a lot is put together of two parcels or more")
    }
    if let other = parcels.first(where: { $0.town != first.town }) {
      throw AssemblyRefusal("`\(first)` and `\(other)` are in different towns")
    }
    var members: [Int] = []
    var town: TownData?
    var edition: ParcelEdition?
    for parcel in parcels {
      let found = try located(parcel, on: date)
      guard !members.contains(found.place) else {
        throw AssemblyRefusal("`\(parcel)` is named twice")
      }
      members.append(found.place)
      (town, edition) = (found.town, found.edition)
    }
    guard let town, let edition else { throw AssemblyRefusal(.nothing) }
    let names = members.map { "`\(edition.numbers[$0])`" }.joined(separator: ", ")
    switch MultiPolygon.joined(members.map(edition.shapes.region)) {
    case .failure(let fault): throw AssemblyRefusal(fault)
    case .success(let region):
      return site(
        SurveyedLot(members: members, region: region, account: "as if \(names) were one lot"),
        town, edition, date, order)
    }
  }

  /// What would be known of the two parts of a parcel if a line cut it in two: of the one to the line's left, and the one to
  /// its right. Each has the other for a neighbour; what a list states of the parcel is known of neither.
  ///
  /// The parts are named `town/12 left` and `town/12 right`, and every fact says by which line.
  ///
  /// - Throws: where the parcel is not there on that day, or the line does not cut it in two, with the reason.
  package func survey(
    _ parcel: ParcelReference, splitBy line: DividingLine, on date: CivilDate,
    as order: SurveyOrder = SurveyOrder()
  ) throws(AssemblyRefusal) -> (left: SiteFacts, right: SiteFacts) {
    let (town, edition, place) = try located(parcel, on: date)
    let points = try metres(line, in: town)
    guard let knife = Polyline(points) else {
      throw AssemblyRefusal("a line has two places or more")
    }
    switch edition.shapes.region(place).split(by: knife) {
    case .failure(let fault): throw AssemblyRefusal(fault)
    case .success(let regions):
      let along = points.map { "\(metreText($0.x)),\(metreText($0.y))" }.joined(separator: " ")
      let account =
        "as if `\(edition.numbers[place])` were cut along \(along) in \(town.system.code)"
      let parts = SurveyedLot.parts(of: place, regions, account: account)
      return (
        site(parts.left, town, edition, date, order), site(parts.right, town, edition, date, order)
      )
    }
  }

  private func located(
    _ parcel: ParcelReference, on date: CivilDate
  ) throws(AssemblyRefusal) -> (town: TownData, edition: ParcelEdition, place: Int) {
    guard let town = townPlaces[parcel.town].map({ data[$0] }) else {
      throw AssemblyRefusal("there is no town `\(parcel.town)`")
    }
    guard let edition = town.parcels(on: date) else {
      throw AssemblyRefusal("no parcel map is in force on \(date)")
    }
    guard let place = edition.place(parcel.number) else {
      throw AssemblyRefusal("\(edition.source) has no parcel `\(parcel.number)`")
    }
    return (town, edition, place)
  }

  private func metres(_ line: DividingLine, in town: TownData) throws(AssemblyRefusal) -> [Point] {
    let points: [Point]
    switch line {
    case .metres(let given): points = given.map { Point($0.x, $0.y) }
    case .degrees(let given):
      guard let way = ThreadTransformations.fromDegrees(to: town.system.code) else {
        throw AssemblyRefusal("no operation leads from degrees to \(town.system.code)")
      }
      points = given.map { way.forward(Point($0.x, $0.y)) }
    }
    guard points.allSatisfy({ $0.isFinite && abs($0.x) < 1e9 && abs($0.y) < 1e9 }) else {
      throw AssemblyRefusal("a place of the line is nowhere in \(town.system.code)")
    }
    return points
  }

  private func site(
    _ lot: SurveyedLot, _ town: TownData, _ edition: ParcelEdition, _ date: CivilDate,
    _ order: SurveyOrder
  ) -> SiteFacts {
    var surveyor = Surveyor(town: town, edition: edition, lot: lot, date: date, order: order)
    surveyor.survey()
    let name = ParcelReference(town: town.file.id, number: lot.number(in: edition))
    return SiteFacts(
      jurisdiction: town.file.jurisdiction, parcel: name.description, date: date,
      facts: surveyor.facts, layers: surveyor.layers, plans: surveyor.plans)
  }
}

/// Metres to a millimetre, as a method states a place.
private func metreText(_ value: Double) -> String {
  Number(value)?.rounded(.halfEven, places: 3)?.description ?? "?"
}
