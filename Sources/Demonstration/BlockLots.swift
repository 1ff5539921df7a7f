import Foundation

/// A lot on the drawing board.
struct TownLot: Sendable {
  enum Kind: String, Sendable, CaseIterable {
    case ordinary, corner, through, flag, landlocked, pie, park, publicBuilding
  }

  var kind: Kind
  var ring: [PlanPoint]
  /// The street that it is addressed on; none for a landlocked lot.
  var street: Int?
  /// Where the door is.
  var door: PlanPoint
  /// Which side of its street: decides between odd and even numbers.
  var isOnFarSide: Bool
  /// Ground for a building, before the house's own setbacks; drawn front edge first.
  var ground: [PlanPoint]
}

/// A block: its outline, and lots that fill it without gap or overlap.
struct TownBlock: Sendable {
  var cell: Int
  var outline: [PlanPoint]
  var lots: [TownLot]
}

/// Cuts one block into lots.
struct BlockCutter {
  let net: StreetNet
  let style: TownStyle
  let bending: Bending
  private var lots: [TownLot] = []

  init(net: StreetNet, style: TownStyle, bending: Bending) {
    self.net = net
    self.style = style
    self.bending = bending
  }

  /// - Parameter stub: Told the street of a cul-de-sac, which it adds to the net.
  mutating func cut(
    _ index: Int, dice: inout Dice, stub: (TownStreet) -> Int
  ) -> TownBlock {
    lots = []
    let cell = net.cells[index]
    let box = cell.block(net.streets)
    var outline = box.corners
    switch cell.use {
    case .lots: cutRows(Frame(box: box, edges: cell.edges), dice: &dice)
    case .culDeSac: outline = cutAroundCulDeSac(box, cell.edges, dice: &dice, stub: stub)
    case .park, .publicBuilding:
      lots.append(
        TownLot(
          kind: cell.use == .park ? .park : .publicBuilding, ring: box.corners,
          street: cell.edges[0], door: PlanPoint(u: box.centre.u, v: box.v0), isOnFarSide: true,
          ground: box.corners))
    }
    chamfer(box, &outline)
    return noded(TownBlock(cell: index, outline: outline, lots: lots))
  }

  /// A block seen along its longer side: `s` along it, `t` across.
  private struct Frame {
    let box: PlanBox
    /// Streets at t = 0, s = length, t = depth, s = 0.
    let edges: [Int]
    let isUpright: Bool

    init(box: PlanBox, edges: [Int], along isUpright: Bool? = nil) {
      self.box = box
      self.isUpright = isUpright ?? (box.width < box.height)
      self.edges = self.isUpright ? [edges[3], edges[2], edges[1], edges[0]] : edges
    }

    var length: Int { isUpright ? box.height : box.width }
    var depth: Int { isUpright ? box.width : box.height }

    func callAsFunction(_ s: Int, _ t: Int) -> PlanPoint {
      isUpright
        ? PlanPoint(u: box.u0 + t, v: box.v0 + s) : PlanPoint(u: box.u0 + s, v: box.v0 + t)
    }

    func quad(_ s0: Int, _ s1: Int, _ front: Int, _ back: Int) -> [PlanPoint] {
      [self(s0, front), self(s1, front), self(s1, back), self(s0, back)]
    }
  }

  private mutating func cutRows(_ frame: Frame, dice: inout Dice) {
    let depth = frame.depth
    if depth < style.leastDepth * 2000 {
      row(frame, 0, frame.length, 0, depth, nil, through: true, &dice)
      return
    }
    let middle = depth / 2 + Int(dice.between(-0.04, 0.04) * Double(depth))
    var stretches = [(0, frame.length)]
    if depth < 46_000, frame.length > 60_000, dice.chance(0.3) {
      let from = Int(dice.between(0.35, 0.6) * Double(frame.length))
      let to =
        from + Int(dice.between(style.widths.lowerBound + 2, style.widths.lowerBound + 5) * 1000)
      add(.through, frame, from, to, 0, depth, frame.edges[0])
      stretches = [(0, from), (to, frame.length)]
    }
    for (from, to) in stretches {
      row(frame, from, to, 0, middle, frame.edges[0], through: false, &dice)
      row(frame, from, to, depth, middle, frame.edges[2], through: false, &dice)
    }
  }

  /// One row of lots, from front to back; the last takes what is left.
  private mutating func row(
    _ frame: Frame, _ from: Int, _ to: Int, _ front: Int, _ back: Int, _ street: Int?,
    through: Bool, _ dice: inout Dice
  ) {
    let street = street ?? frame.edges[0]
    let depth = Double(abs(back - front)) / 1000
    var at = from
    while at < to {
      let isEnd = at == 0
      let wanted =
        style.wantedArea(&dice) / depth / bending.growth(at: frame(at, (front + back) / 2))
      var width = Int(min(max(wanted, style.widths.lowerBound), style.widths.upperBound) * 1000)
      if isEnd { width = width * 115 / 100 }
      var pair: TownLot.Kind?
      if !through, !isEnd, depth >= style.pairDepth, dice.chance(0.13) {
        pair = dice.chance(0.65) ? .flag : .landlocked
        width = Int(dice.between(style.pairWidth, style.pairWidth + 3) * 1000)
      }
      if to - at - width < Int(style.widths.lowerBound * 1000) {
        width = to - at
        pair = nil
      }
      let isCorner = at == 0 || at + width == frame.length
      if let pair {
        addPair(pair, frame, at, at + width, front, back, street)
      } else {
        add(
          through ? .through : isCorner ? .corner : .ordinary, frame, at, at + width, front, back,
          street)
      }
      at += width
    }
  }

  private mutating func add(
    _ kind: TownLot.Kind, _ frame: Frame, _ from: Int, _ to: Int, _ front: Int, _ back: Int,
    _ street: Int?
  ) {
    let quad = frame.quad(from, to, front, back)
    lots.append(
      TownLot(
        kind: kind, ring: quad, street: street, door: frame((from + to) / 2, front),
        isOnFarSide: front < back, ground: quad))
  }

  /// A lot cut in two across: the one behind has a strip to the street, or nothing.
  private mutating func addPair(
    _ kind: TownLot.Kind, _ frame: Frame, _ from: Int, _ to: Int, _ front: Int, _ back: Int,
    _ street: Int
  ) {
    let middle = (front + back) / 2
    let strip = kind == .flag ? to - 3500 : to
    add(.ordinary, frame, from, strip, front, middle, street)
    guard kind == .flag else {
      add(.landlocked, frame, from, to, middle, back, nil)
      return
    }
    lots.append(
      TownLot(
        kind: .flag,
        ring: [
          frame(strip, front), frame(to, front), frame(to, back), frame(from, back),
          frame(from, middle), frame(strip, middle),
        ], street: street, door: frame((strip + to) / 2, front), isOnFarSide: front < back,
        ground: frame.quad(from, to, middle, back)))
  }

  /// A street from the south that ends in a half round, rows of lots on both sides of it, and pie-shaped lots around its head.
  private mutating func cutAroundCulDeSac(
    _ box: PlanBox, _ edges: [Int], dice: inout Dice, stub: (TownStreet) -> Int
  ) -> [PlanPoint] {
    let centre = PlanPoint(
      u: box.centre.u + Int(dice.between(-3, 3) * 1000),
      v: box.v1 - Int(dice.between(30, 34) * 1000))
    let half = 4000
    let radius = 9500.0
    let street = stub(
      TownStreet(
        kind: .culDeSac, width: 8,
        line: sampled(
          from: PlanPoint(u: centre.u, v: box.v0 - net.streets[edges[0]].width * 500),
          to: PlanPoint(u: centre.u, v: centre.v + 4000), step: 25_000)))

    let left = PlanBox(u0: box.u0, v0: box.v0, u1: centre.u - half, v1: centre.v)
    let right = PlanBox(u0: centre.u + half, v0: box.v0, u1: box.u1, v1: centre.v)
    // A frame knows ends only by its own length; these rows end at pie lots, so only their lower ends are corners.
    cutRows(
      Frame(box: left, edges: [edges[0], street, street, edges[3]], along: true), dice: &dice)
    cutRows(
      Frame(box: right, edges: [edges[0], edges[1], street, street], along: true), dice: &dice)
    for index in lots.indices where lots[index].kind == .corner {
      if !lots[index].ring.contains(where: { $0.v == box.v0 }) { lots[index].kind = .ordinary }
    }

    let count = style.pies
    func onCircle(_ angle: Double) -> PlanPoint {
      PlanPoint(
        u: centre.u + Int((radius * cos(angle)).rounded()),
        v: centre.v + Int((radius * sin(angle)).rounded()))
    }
    func reach(_ angle: Double) -> Double {
      let across = cos(angle) > 0 ? Double(box.u1 - centre.u) : Double(box.u0 - centre.u)
      let sides = abs(cos(angle)) < 1e-9 ? Double.infinity : across / cos(angle)
      let top = sin(angle) < 1e-9 ? Double.infinity : Double(box.v1 - centre.v) / sin(angle)
      return min(sides, top)
    }
    func onBox(_ angle: Double) -> PlanPoint {
      let far = reach(angle)
      var point = PlanPoint(
        u: centre.u + Int((far * cos(angle)).rounded()),
        v: centre.v + Int((far * sin(angle)).rounded()))
      // Put exactly on the side that was met, so that neighbours share it.
      if abs(point.u - box.u1) <= 1 { point.u = box.u1 }
      if abs(point.u - box.u0) <= 1 { point.u = box.u0 }
      if abs(point.v - box.v1) <= 1 { point.v = box.v1 }
      return point
    }
    let step = Double.pi / Double(count)
    var arc: [PlanPoint] = []
    for place in 0..<count {
      let from = Double(place) * step
      let to = Double(place + 1) * step
      let inner = (0...3).map { onCircle(from + (to - from) * Double($0) / 3) }
      arc += arc.isEmpty ? inner : Array(inner.dropFirst())
      var outer = [onBox(from), onBox(to)]
      let corner = [PlanPoint(u: box.u1, v: box.v1), PlanPoint(u: box.u0, v: box.v1)].first {
        let angle = atan2(Double($0.v - centre.v), Double($0.u - centre.u))
        return angle > from && angle < to
      }
      if let corner { outer.insert(corner, at: 1) }
      let margin = 0.16 * step
      let near = radius + 3500
      let far = min(reach(from), reach(to), reach((from + to) / 2)) - 3000
      func at(_ angle: Double, _ distance: Double) -> PlanPoint {
        PlanPoint(
          u: centre.u + Int((distance * cos(angle)).rounded()),
          v: centre.v + Int((distance * sin(angle)).rounded()))
      }
      lots.append(
        TownLot(
          kind: .pie, ring: inner.reversed() + outer, street: street,
          door: onCircle((from + to) / 2), isOnFarSide: place * 2 < count,
          ground: [
            at(from + margin, near), at(to - margin, near), at(to - margin, far),
            at(from + margin, far),
          ]))
    }
    return [
      PlanPoint(u: box.u0, v: box.v0), PlanPoint(u: centre.u - half, v: box.v0),
      PlanPoint(u: centre.u - half, v: centre.v),
    ] + arc.reversed() + [
      PlanPoint(u: centre.u + half, v: centre.v), PlanPoint(u: centre.u + half, v: box.v0),
      PlanPoint(u: box.u1, v: box.v0), PlanPoint(u: box.u1, v: box.v1),
      PlanPoint(u: box.u0, v: box.v1),
    ]
  }

  /// Takes the corners off at junctions, from the block and from the lot that has them.
  private mutating func chamfer(_ box: PlanBox, _ outline: inout [PlanPoint]) {
    let corners = Set(box.corners)
    func cut(_ ring: [PlanPoint]) -> [PlanPoint] {
      ring.indices.flatMap { index -> [PlanPoint] in
        let point = ring[index]
        guard corners.contains(point) else { return [point] }
        let before = ring[(index + ring.count - 1) % ring.count]
        let after = ring[(index + 1) % ring.count]
        return [before, after].map { beside in
          PlanPoint(
            u: point.u + (beside.u - point.u).signum() * style.chamfer,
            v: point.v + (beside.v - point.v).signum() * style.chamfer)
        }
      }
    }
    outline = cut(outline)
    for index in lots.indices { lots[index].ring = cut(lots[index].ring) }
  }

  /// Gives each ring the corners of its neighbours that lie on its upright and level edges, and one direction.
  private func noded(_ block: TownBlock) -> TownBlock {
    let corners = Noding(block.lots.flatMap(\.ring) + block.outline)
    func noded(_ ring: [PlanPoint]) -> [PlanPoint] {
      let result = corners.noded(ring)
      return doubledArea(result) < 0 ? result.reversed() : result
    }
    var block = block
    block.outline = noded(block.outline)
    for index in block.lots.indices { block.lots[index].ring = noded(block.lots[index].ring) }
    return block
  }
}
