import Foundation
import Land

/// A table of a town's GeoPackage.
struct TownTable: Sendable, Equatable {
  var name: String
  var description: String
  var geometryType: String
  var columns: [Column]
  var rows: [GeoPackageRow]

  struct Column: Sendable, Equatable {
    var name: String
    var kind: GeoPackageColumn
  }
}

/// A demonstration town: streets, blocks and lots, all drawn from one seed.
struct Town: Sendable {
  let style: TownStyle
  let net: StreetNet
  let streets: [TownStreet]
  let blocks: [TownBlock]
  let zoning: Zoning
  private let seed: UInt64

  init(style: TownStyle, seed: UInt64) {
    var dice = Dice(seed: seed ^ (style.language == .fa ? 0x7065_7273 : 0x6865_6272))
    let net = StreetNet(style: style, dice: &dice)
    var streets = net.streets
    var blocks: [TownBlock] = []
    var cutter = BlockCutter(net: net, style: style, bending: style.bending)
    for index in net.cells.indices {
      let block = cutter.cut(index, dice: &dice) { stub in
        streets.append(stub)
        return streets.count - 1
      }
      blocks.append(block)
    }
    let order = streets.indices.sorted {
      (streets[$0].width, $1) > (streets[$1].width, $0)
    }
    for (place, index) in order.enumerated() {
      streets[index].name = Names.street(place, streets[index].kind, style.language)
    }
    self.style = style
    self.net = net
    self.streets = streets
    self.blocks = blocks
    self.seed = seed
    zoning = Zoning(net: net, style: style, dice: &dice)
  }

  /// Everything that the file has, in the order it is written.
  var tables: [TownTable] {
    var dice = Dice(seed: seed &+ 1)
    let numbers = parcelNumbers
    let heritage = heritage(&dice)
    return [
      parcelTable(numbers, heritage.map(\.1), &dice), streetTable, buildingTable(&dice),
      addressTable(numbers),
    ] + zoning.tables(style) + overlayTables(heritage)
      + [districtTable, zoning.laidOpenTable(style)]
  }

  func ground(_ ring: [PlanPoint]) -> GeoPackageShape {
    .polygon([ring.map(style.bending.place)])
  }

  private func column(_ name: String, _ kind: GeoPackageColumn = .text) -> TownTable.Column {
    TownTable.Column(name: name, kind: kind)
  }

  /// Numbers as each country's register has them: main and sub plate; block and parcel.
  private var parcelNumbers: [[String]] {
    var last: [Int: Int] = [:]
    return blocks.map { block in
      let district = net.cells[block.cell].district
      return block.lots.map { _ in
        let next = (last[district] ?? 0) + 1
        last[district] = next
        return style.language == .fa ? "\(district)/\(1000 + next)" : "\(6940 + district)/\(next)"
      }
    }
  }

  /// The registered area disagrees with the ground now and then, and the register says what no map shows: a title deed,
  /// a listing, a closed area, the coast.
  private func parcelTable(
    _ numbers: [[String]], _ listed: [[PlanPoint]], _ dice: inout Dice
  ) -> TownTable {
    let register: [String] =
      style.language == .fa
      ? ["full_title"] : ["preservation_site", "closed_security_area", "coastal_environment"]
    var rows: [GeoPackageRow] = []
    for (block, names) in zip(blocks, numbers) {
      for (lot, number) in zip(block.lots, names) {
        let ring = lot.ring.map(style.bending.place)
        let isListed = style.language == .he && listed.contains { covers($0, lot.ring) }
        let register: [String] =
          style.language == .fa
          ? [dice.chance(0.9) ? "true" : "false"] : [isListed ? "true" : "false", "false", "false"]
        let share = dice.chance(0.05) ? dice.between(0.93, 1.07) : 1
        rows.append(
          GeoPackageRow(
            shape: .polygon([ring]),
            values: [
              .text(number), .real((area(ring) * share).rounded()),
              .text(String(number.prefix { $0 != "/" })),
            ] + register.map { .text($0) }))
      }
    }
    return TownTable(
      name: "parcels", description: "Demonstration parcels; none is real", geometryType: "POLYGON",
      columns: [column("number"), column("registered_area", .real), column("block")]
        + register.map { column($0) }, rows: rows)
  }

  private var streetTable: TownTable {
    TownTable(
      name: "streets", description: "Centre lines; width from lot line to lot line, in metres",
      geometryType: "LINESTRING",
      columns: [column("name"), column("width", .real), column("class")],
      rows: streets.map { street in
        GeoPackageRow(
          shape: .line(street.line.map(style.bending.place)),
          values: [
            .text(street.name), .real(Double(street.width)), .text(street.kind.rawValue),
          ])
      })
  }

  /// Odd numbers on one side and even ones on the other, in the order along the street.
  private func addressTable(_ numbers: [[String]]) -> TownTable {
    var doors: [(street: Int, far: Bool, at: Int, door: PlanPoint, parcel: String)] = []
    for (block, names) in zip(blocks, numbers) {
      for (lot, number) in zip(block.lots, names) {
        guard let street = lot.street, let first = streets[street].line.first,
          let last = streets[street].line.last
        else { continue }
        let alongU = abs(last.u - first.u) > abs(last.v - first.v)
        doors.append(
          (street, lot.isOnFarSide, alongU ? lot.door.u : lot.door.v, lot.door, number))
      }
    }
    doors.sort { ($0.street, $0.far ? 1 : 0, $0.at) < ($1.street, $1.far ? 1 : 0, $1.at) }
    var rows: [GeoPackageRow] = []
    var count = 0
    for (index, door) in doors.enumerated() {
      let isNew =
        index == 0 || doors[index - 1].street != door.street || doors[index - 1].far != door.far
      count = isNew ? 0 : count + 1
      let place = style.bending.place(door.door)
      rows.append(
        GeoPackageRow(
          shape: .point(x: place.x, y: place.y),
          values: [
            .text(door.parcel), .text(streets[door.street].name),
            .text(String(count * 2 + (door.far ? 2 : 1))),
          ]))
    }
    return TownTable(
      name: "addresses", description: "Street and house number", geometryType: "POINT",
      columns: [column("parcel"), column("street"), column("number")], rows: rows)
  }

  /// The office of each district; none is real.
  var offices: [(name: String, address: String)] {
    let collectors = streets.filter { $0.kind == .collector }
    return Names.offices(style.language).enumerated().map { index, name in
      let number = style.language == .fa ? Names.persianDigits(12 + index) : "\(12 + index)"
      return (name, "\(collectors[index].name) \(number)")
    }
  }

  private var districtTable: TownTable {
    let whole = net.whole
    let middle = net.banks.centre.v
    let boxes = [
      PlanBox(u0: whole.u0, v0: whole.v0, u1: net.arterialAt, v1: middle),
      PlanBox(u0: net.arterialAt, v0: whole.v0, u1: whole.u1, v1: middle),
      PlanBox(u0: whole.u0, v0: middle, u1: net.arterialAt, v1: whole.v1),
      PlanBox(u0: net.arterialAt, v0: middle, u1: whole.u1, v1: whole.v1),
    ]
    let rows = zip(boxes, offices).map { box, office in
      GeoPackageRow(
        shape: ground(box.outline(step: 20_000)),
        values: [.text(office.name), .text(office.address)])
    }
    return TownTable(
      name: "service_districts", description: "Neighbourhood offices; none is real",
      geometryType: "POLYGON", columns: [column("name"), column("office_address")], rows: rows)
  }
}
