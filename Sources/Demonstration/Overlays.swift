import Foundation
import Land

extension Town {
  /// A power line from one side of the town to the other: straight on the ground.
  private var powerLine: (from: (x: Double, y: Double), to: (x: Double, y: Double)) {
    (
      style.bending.place(PlanPoint(u: net.whole.u1 * 62 / 100, v: 0)),
      style.bending.place(PlanPoint(u: net.whole.u1, v: net.whole.v1 * 83 / 100))
    )
  }

  /// In metres on the ground.
  func distanceToPowerLine(_ point: PlanPoint) -> Double {
    let (from, to) = powerLine
    let place = style.bending.place(point)
    let (dx, dy) = (to.x - from.x, to.y - from.y)
    return abs((place.x - from.x) * dy - (place.y - from.y) * dx) / (dx * dx + dy * dy).squareRoot()
  }

  func overlayTables(_ heritage: [(String, [PlanPoint])]) -> [TownTable] {
    [
      overlay("heritage", heritage), overlay("flood", [("1", band(26_000, 9000))]),
      powerLineTable,
      overlay("public_open_space", openSpaces), overlay("water", [("", band(2600, 500))]),
    ]
  }

  private func overlay(_ name: String, _ areas: [(String, [PlanPoint])]) -> TownTable {
    TownTable(
      name: name, description: "Demonstration overlay", geometryType: "POLYGON",
      columns: [.init(name: "name", kind: .text)],
      rows: areas.map { GeoPackageRow(shape: ground($0.1), values: [.text($0.0)]) })
  }

  /// A winding band along the stream: its half width and by how much that swings, in millimetres.
  private func band(_ half: Int, _ swing: Double) -> [PlanPoint] {
    let middle = net.banks.centre.v
    let places = Array(stride(from: net.banks.u0, through: net.banks.u1, by: 12_000))
    func edge(_ sign: Int) -> [PlanPoint] {
      places.map { u in
        let along = Double(u) / 1000
        let wind = Int(6500 * sin(along / 34) + 2500 * sin(along / 13))
        let wide = half + Int(swing * sin(along / 41 + Double(sign)))
        return PlanPoint(u: u, v: middle + wind + sign * wide)
      }
    }
    return edge(-1) + edge(1).reversed()
  }

  /// Twelve metres on either side.
  private var powerLineTable: TownTable {
    let (from, to) = powerLine
    let length = ((to.x - from.x) * (to.x - from.x) + (to.y - from.y) * (to.y - from.y))
      .squareRoot()
    let (x, y) = ((to.y - from.y) / length * 12, (from.x - to.x) / length * 12)
    let ring = [
      (from.x + x, from.y + y), (to.x + x, to.y + y), (to.x - x, to.y - y),
      (from.x - x, from.y - y),
    ].map { (x: ($0.0 * 1000).rounded() / 1000, y: ($0.1 * 1000).rounded() / 1000) }
    var table = overlay("power_line", [])
    table.rows = [GeoPackageRow(shape: .polygon([ring]), values: [.text("63 kV")])]
    return table
  }

  /// The old core beside the crossing of stream and arterial, and a few single lots.
  func heritage(_ dice: inout Dice) -> [(String, [PlanPoint])] {
    let centre = PlanPoint(u: net.arterialAt - 110_000, v: net.banks.v1 + 95_000)
    let core = (0..<16).map { place -> PlanPoint in
      let angle = Double(place) / 16 * 2 * Double.pi
      let reach = 78_000 + dice.between(-16_000, 16_000)
      return PlanPoint(
        u: centre.u + Int(1.2 * reach * cos(angle)), v: centre.v + Int(0.9 * reach * sin(angle)))
    }
    let lots = blocks.flatMap(\.lots).filter { $0.kind == .ordinary || $0.kind == .corner }
    let single = (0..<9).map { _ in dice.pick(lots).ring }
    return [(style.language == .fa ? "هستهٔ کهن" : "הגרעין הישן", core)]
      + single.enumerated().map {
        (
          style.language == .fa
            ? "اثر \(Names.persianDigits($0.offset + 1))" : "אתר \($0.offset + 1)", $0.element
        )
      }
  }

  private var openSpaces: [(String, [PlanPoint])] {
    let parks = blocks.flatMap(\.lots).filter { $0.kind == .park }
    var banks = net.banks
    banks.u1 = net.arterialAt - 15_000
    var beyond = net.banks
    beyond.u0 = net.arterialAt + 15_000
    let words = style.language == .fa ? ("بوستان", "کرانهٔ رود") : ("גן", "גדת הנחל")
    return parks.map { (words.0, $0.ring) }
      + [banks, beyond].map { (words.1, $0.outline(step: 10_000)) }
  }
}

/// Whether the middle of a lot's corners lies in an area.
func covers(_ area: [PlanPoint], _ lot: [PlanPoint]) -> Bool {
  let u = lot.map(\.u).reduce(0, +) / max(lot.count, 1)
  let v = lot.map(\.v).reduce(0, +) / max(lot.count, 1)
  var isInside = false
  for (from, to) in zip(area, area.dropFirst() + area.prefix(1))
  where (from.v > v) != (to.v > v) {
    let crossing =
      Double(from.u) + Double(v - from.v) / Double(to.v - from.v) * Double(to.u - from.u)
    if Double(u) < crossing { isInside.toggle() }
  }
  return isInside
}
