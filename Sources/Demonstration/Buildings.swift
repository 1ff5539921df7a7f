import Foundation
import Land

extension Town {
  /// Houses on about seven lots in ten, with height in metres, storeys and the year they were built.
  func buildingTable(_ dice: inout Dice) -> TownTable {
    var rows: [GeoPackageRow] = []
    for block in blocks {
      for lot in block.lots
      where lot.kind != .park && (dice.chance(0.73) || lot.kind == .publicBuilding) {
        guard let footprint = footprint(of: lot, &dice) else { continue }
        let middle = footprint.reduce((0, 0)) { ($0.0 + $1.u, $0.1 + $1.v) }
        let centre = PlanPoint(u: middle.0 / footprint.count, v: middle.1 / footprint.count)
        guard distanceToPowerLine(centre) > 16 else { continue }
        let range = style.zones[zoning.zone(at: centre) ?? 0].storeys
        let storeys = min(
          range.upperBound, range.lowerBound + Int(dice.unit() * Double(range.count)))
        let height = (Double(storeys) * dice.between(3.0, 3.4) + dice.between(0.3, 1.2)) * 100
        rows.append(
          GeoPackageRow(
            shape: ground(footprint),
            values: [
              .real(height.rounded() / 100), .integer(storeys),
              .integer(Int(dice.between(1958, 2023))),
            ]))
      }
    }
    return TownTable(
      name: "buildings", description: "Demonstration footprints", geometryType: "POLYGON",
      columns: [
        .init(name: "height", kind: .real), .init(name: "storeys", kind: .integer),
        .init(name: "built", kind: .integer),
      ], rows: rows)
  }

  /// In the Persian town a house fills the width of its lot and leaves a yard in front; in the Hebrew one it stands free.
  private func footprint(of lot: TownLot, _ dice: inout Dice) -> [PlanPoint]? {
    if lot.kind == .pie { return clockOrdered(lot.ground) }
    guard lot.ground.count == 4 else { return nil }
    let (left, right, back) = (lot.ground[0], lot.ground[1], lot.ground[2])
    let width = Double(abs(right.u - left.u) + abs(right.v - left.v)) / 1000
    let depth = Double(abs(back.u - right.u) + abs(back.v - right.v)) / 1000
    var front: Double
    var side: Double
    var rear: Double
    if lot.kind == .publicBuilding {
      (front, side, rear) = (depth * 0.24, width * 0.22, depth * 0.24)
    } else if style.language == .fa {
      side = 0.15
      rear = 0.15
      if lot.kind == .through {
        front = depth * dice.between(0.25, 0.4)
        rear = 2
      } else {
        front = depth * dice.between(0.36, 0.46)
      }
      if lot.kind == .corner { side = 0.4 }
    } else {
      // One house in eight is older than the plan and stands nearer.
      let old = dice.chance(0.12)
      front = old ? 2.5 : dice.between(4.0, 6.5)
      side = old ? 2.2 : dice.between(3.0, 3.8)
      rear = dice.between(3.0, max(3.2, depth * 0.42))
      if lot.kind == .corner { side = max(side, 4.1) }
    }
    guard width - 2 * side > 3.5, depth - front - rear > 4.5 else { return nil }
    func at(_ along: Double, _ deep: Double) -> PlanPoint {
      let s = along / width
      let t = deep / depth
      return PlanPoint(
        u: left.u + Int((s * Double(right.u - left.u) + t * Double(back.u - right.u)).rounded()),
        v: left.v + Int((s * Double(right.v - left.v) + t * Double(back.v - right.v)).rounded()))
    }
    var ring = [
      at(side, front), at(width - side, front), at(width - side, depth - rear),
      at(side, depth - rear),
    ]
    if width - 2 * side > 9, depth - front - rear > 8, dice.chance(0.45) {
      let notch = (along: dice.between(2.5, 4), deep: dice.between(2, 3.5))
      ring.replaceSubrange(
        0...0,
        with: [
          at(side, front + notch.deep), at(side + notch.along, front + notch.deep),
          at(side + notch.along, front),
        ])
    }
    return clockOrdered(ring)
  }

  private func clockOrdered(_ ring: [PlanPoint]) -> [PlanPoint] {
    doubledArea(ring) < 0 ? ring.reversed() : ring
  }
}
