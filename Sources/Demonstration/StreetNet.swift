/// A street by its centre line.
struct TownStreet: Sendable {
  enum Kind: String, Sendable {
    case arterial
    case collector
    case local
    case culDeSac = "cul-de-sac"
  }

  var kind: Kind
  /// In metres, from lot line to lot line.
  var width: Int
  var line: [PlanPoint]
  var name = ""
}

/// The ground between the centre lines of the streets around it.
struct Cell: Sendable {
  enum Use: Sendable { case lots, culDeSac, park, publicBuilding }

  var box: PlanBox
  /// Streets at the south, east, north and west.
  var edges: [Int]
  var district: Int
  var use = Use.lots

  /// What is left of the cell between its streets.
  func block(_ streets: [TownStreet]) -> PlanBox {
    let half = edges.map { streets[$0].width * 500 }
    return PlanBox(
      u0: box.u0 + half[3], v0: box.v0 + half[0], u1: box.u1 - half[1], v1: box.v1 - half[2])
  }
}

/// A town cut again and again: first by its stream, then by an arterial, collectors and local streets.
struct StreetNet: Sendable {
  var streets: [TownStreet] = []
  var cells: [Cell] = []
  let whole: PlanBox
  /// The green on both banks of the stream, between the two streets along it.
  let banks: PlanBox
  let arterialAt: Int
  private var districts = 0
  private let style: TownStyle

  /// Widths in metres after each cut; the first is the arterial that both halves share.
  private static let widths = [20, 16, 14, 12, 10, 8, 6, 6]

  init(style: TownStyle, dice: inout Dice) {
    self.style = style
    whole = PlanBox(u0: 0, v0: 0, u1: style.length * 1000, v1: style.breadth * 1000)
    let stream = Int(dice.between(0.40, 0.47) * Double(whole.v1))
    banks = PlanBox(u0: 8000, v0: stream - 14_000, u1: whole.u1 - 8000, v1: stream + 14_000)
    arterialAt = Int(dice.between(0.44, 0.56) * Double(whole.u1))

    func street(_ kind: TownStreet.Kind, _ width: Int, _ from: PlanPoint, _ to: PlanPoint) -> Int {
      streets.append(
        TownStreet(kind: kind, width: width, line: sampled(from: from, to: to, step: 25_000)))
      return streets.count - 1
    }
    let corners = whole.corners
    let ring = [0, 1, 2, 3].map { street(.collector, 16, corners[$0], corners[($0 + 1) % 4]) }
    let south = banks.v0 - 5000
    let north = banks.v1 + 5000
    let banksides = [south, north].map {
      street(.local, 10, PlanPoint(u: 0, v: $0), PlanPoint(u: whole.u1, v: $0))
    }
    let arterial = street(
      .arterial, 30, PlanPoint(u: arterialAt, v: 0), PlanPoint(u: arterialAt, v: whole.v1))
    for (low, high, below, above) in [
      (0, south, ring[0], banksides[0]), (north, whole.v1, banksides[1], ring[2]),
    ] {
      for (left, right, west, east) in [
        (0, arterialAt, ring[3], arterial), (arterialAt, whole.u1, arterial, ring[1]),
      ] {
        let box = PlanBox(u0: left, v0: low, u1: right, v1: high)
        cut(Cell(box: box, edges: [below, east, above, west], district: 0), 0, &dice)
      }
    }
    chooseUses(&dice)
  }

  private mutating func cut(_ cell: Cell, _ level: Int, _ dice: inout Dice) {
    var cell = cell
    if level == 2 {
      districts += 1
      cell.district = districts
    }
    let long = max(cell.box.width, cell.box.height)
    let short = min(cell.box.width, cell.box.height)
    let least = style.leastCell * 1000
    if level >= 3, long <= style.longestCell * 1000, short < least * 2 + 4000 {
      cells.append(cell)
      return
    }
    if level >= 3, long <= 120_000, short >= 86_000, dice.chance(0.5) {
      cell.use = .culDeSac
      cells.append(cell)
      return
    }
    let upright = cell.box.width >= cell.box.height
    let (low, high) = upright ? (cell.box.u0, cell.box.u1) : (cell.box.v0, cell.box.v1)
    let share = dice.between(0.40, 0.60)
    let at = min(max(low + Int(share * Double(high - low)), low + least), high - least)
    let from = upright ? PlanPoint(u: at, v: cell.box.v0) : PlanPoint(u: cell.box.u0, v: at)
    let to = upright ? PlanPoint(u: at, v: cell.box.v1) : PlanPoint(u: cell.box.u1, v: at)
    streets.append(
      TownStreet(
        kind: level < 2 ? .collector : .local, width: Self.widths[min(level, 7)],
        line: sampled(from: from, to: to, step: 25_000)))
    let own = streets.count - 1
    var first = cell
    var second = cell
    if upright {
      first.box.u1 = at
      second.box.u0 = at
      first.edges[1] = own
      second.edges[3] = own
    } else {
      first.box.v1 = at
      second.box.v0 = at
      first.edges[2] = own
      second.edges[0] = own
    }
    cut(first, level + 1, &dice)
    cut(second, level + 1, &dice)
  }

  /// Parks and public buildings, spread over the districts.
  private mutating func chooseUses(_ dice: inout Dice) {
    for district in 1...districts {
      let free = cells.indices.filter { cells[$0].district == district && cells[$0].use == .lots }
      guard free.count > 3 else { continue }
      if district % 2 == 0 { cells[dice.pick(free)].use = .park }
      let left = free.filter { cells[$0].use == .lots }
      if district % 3 != 0 { cells[dice.pick(left)].use = .publicBuilding }
    }
  }
}
