import Land

/// Which zone each cell has in the former, the current and the deposited plans.
struct Zoning: Sendable {
  struct Patch: Sendable, Equatable {
    var box: PlanBox
    var zone: Int
  }

  var former: [Patch] = []
  var current: [Patch] = []
  var deposited: [Patch] = []
  var laidOpen: [Patch] = []

  /// How deep the commercial zone reaches into the blocks along the arterial, in millimetres: less than most lots.
  private static let commercialDepth = 12_000

  init(net: StreetNet, style: TownStyle, dice: inout Dice) {
    let centre = PlanPoint(u: net.arterialAt, v: net.banks.centre.v)
    var byDistrict: [Int: [PlanBox]] = [:]
    for cell in net.cells { byDistrict[cell.district, default: []].append(cell.box) }
    var zones: [Int: Int] = [:]
    for district in byDistrict.keys.sorted() {
      let boxes = byDistrict[district] ?? []
      let u = boxes.map(\.centre.u).reduce(0, +) / max(boxes.count, 1)
      let v = boxes.map(\.centre.v).reduce(0, +) / max(boxes.count, 1)
      let far = Double(abs(u - centre.u) + abs(v - centre.v)) / Double(net.whole.u1)
      zones[district] = far < 0.27 ? 2 : far < 0.42 || dice.chance(0.2) ? 1 : 0
    }
    for cell in net.cells {
      var zone = zones[cell.district] ?? 0
      if cell.use == .park { zone = 4 }
      if cell.use == .publicBuilding { zone = 5 }
      former.append(Patch(box: cell.box, zone: zone > 3 ? zone : max(0, zone - 1)))
      var box = cell.box
      let strip = 15_000 + Self.commercialDepth
      if zone <= 3, cell.box.u1 == net.arterialAt {
        box.u1 -= strip
        var shop = cell.box
        shop.u0 = box.u1
        current.append(Patch(box: shop, zone: 3))
      } else if zone <= 3, cell.box.u0 == net.arterialAt {
        box.u0 += strip
        var shop = cell.box
        shop.u1 = box.u0
        current.append(Patch(box: shop, zone: 3))
      }
      current.append(Patch(box: box, zone: zone))
    }
    if let district = zones.keys.sorted().first(where: { zones[$0] == 0 }) {
      deposited = net.cells.filter { $0.district == district && $0.use != .park }
        .map { Patch(box: $0.box, zone: 1) }
    }
    if let district = zones.keys.sorted().last(where: { zones[$0] == 1 }) {
      laidOpen = net.cells.filter { $0.district == district && $0.use != .park }
        .map { Patch(box: $0.box, zone: 2) }
    }
  }

  func tables(_ style: TownStyle) -> [TownTable] {
    [
      table("zones_former", former, style.plans.former, "former, replaced", style),
      table("zones", current, style.plans.current, "in force", style),
      table("zones_deposited", deposited, style.plans.deposited, "deposited", style),
    ]
  }

  /// Behind all that was there before, so that nothing of it moves.
  func laidOpenTable(_ style: TownStyle) -> TownTable {
    table("zones_laid_open", laidOpen, style.plans.laidOpen, "deposited", style)
  }

  private func table(
    _ name: String, _ patches: [Patch], _ plan: TownStyle.Plan, _ status: String,
    _ style: TownStyle
  ) -> TownTable {
    let outlines = patches.map { $0.box.outline(step: 20_000) }
    let corners = Noding(outlines.joined())
    return TownTable(
      name: name, description: "Demonstration plan \(plan.code), \(status)",
      geometryType: "POLYGON",
      columns: [
        .init(name: "code", kind: .text), .init(name: "density_zone", kind: .text),
        .init(name: "land_use", kind: .text), .init(name: "plan", kind: .text),
        .init(name: "from_date", kind: .date), .init(name: "until_date", kind: .date),
      ],
      rows: zip(patches, outlines).map { patch, outline in
        let zone = style.zones[patch.zone]
        return GeoPackageRow(
          shape: .polygon([corners.noded(outline).map(style.bending.place)]),
          values: [
            .text(zone.code), zone.density.isEmpty ? .null : .text(zone.density),
            .text(zone.landUse), .text(plan.code), .text(plan.from),
            plan.until.map { .text($0) } ?? .null,
          ])
      })
  }

  /// The zone of the current plan at a place.
  func zone(at point: PlanPoint) -> Int? {
    current.first {
      $0.box.u0 <= point.u && point.u < $0.box.u1 && $0.box.v0 <= point.v && point.v < $0.box.v1
    }?.zone
  }
}
