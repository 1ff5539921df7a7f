import Facts
import Geometry
import SpatialIndex

extension Surveyor {
  /// How the lot stands to each layer that was ordered, or to all where nothing was.
  mutating func surveyLayers() {
    let isEverything = order.facts.isEmpty && order.layers.isEmpty
    let names = isEverything ? Set(town.layers.map(\.name)) : order.layers
    for name in names { layers[name] = relation(to: name) }
  }

  private func unknown(_ why: String, _ source: String? = nil) -> LayerRelation {
    LayerRelation(
      share: .unknown(why), distance: .unknown(why), adjoins: .unknown(why), source: source)
  }

  private func relation(to name: String) -> LayerRelation {
    let editions = town.layers.filter { $0.name == name }
    if editions.isEmpty { return unknown("the territory has no layer `\(name)`") }
    guard let layer = editions.first(where: { $0.entry.isInForce(on: date) }) else {
      return unknown("no edition of `\(name)` is in force on \(date)")
    }
    if let failure = layer.failure { return unknown(failure, layer.source) }

    let shapes = layer.shapes
    let near = shapes.search(lot.box.expanded(by: Tolerance.sharedBoundary + 2 * Self.drawn))
    let nearest = shapes.index.nearest(to: lot.box, count: 1) { shapes.distance(of: $0, from: lot) }
      .first
    let isCovered = layer.coverage.holds(lot)
    let outside = "the lot lies outside what \(layer.source) is known to cover"

    var inside = 0.0
    var names: [String] = []
    var isSliver = false
    let shares = scratch.shares(of: lot, in: shapes)
    for (item, overlap) in shares where overlap > 1e-6 {
      let portion = portions(
        of: lot, area: area, parts: [("", overlap, { shapes.region(item) })], withDepth: false
      ).first
      if portion?.isSliver == true {
        isSliver = true
        continue
      }
      inside += overlap
      let name = shapes.name(item)
      if !name.isEmpty, !names.contains(name) { names.append(name) }
    }

    var share: FactValue
    if inside > area * (1 + 1e-9) {
      // Features of one layer that overlap count once; how much of the lot they cover is then open, unless one covers all.
      let whole = shares.contains { $0.area >= area * (1 - 1e-6) }
      share = whole ? shareValue(1) : .unknown("features of \(layer.source) overlap on the lot")
    } else if inside > 0 {
      share =
        isCovered || inside >= area * (1 - 1e-6) ? shareValue(inside / area) : .unknown(outside)
    } else if isSliver {
      share = .unknown("only a sliver of the lot lies in \(layer.source): its drawings cannot tell")
    } else {
      share = isCovered ? shareValue(0) : .unknown(outside)
    }
    if shapes.count > 0, shapes.regionCount == 0 {
      share = .unknown("\(layer.source) has no areas")
    }

    var distance: FactValue
    if let nearest {
      // Beyond what is covered something nearer may lie.
      distance =
        nearest.distance <= Tolerance.numeric || layer.coverage.holds(lot, within: nearest.distance)
        ? lengthValue(nearest.distance) : .unknown(outside)
    } else {
      distance = .unknown("\(layer.source) has nothing in it")
    }

    // What adjoins by a millimetre more or less may as well not.
    func touches(by slack: Double) -> Bool {
      let reach = Tolerance.sharedBoundary + slack
      return near.contains { item in
        item < shapes.regionCount
          ? lot.sharedBoundaryLength(with: shapes.region(item), tolerance: reach)
            >= Tolerance.adjoiningLength - 2 * slack
          : shapes.distance(of: item, from: lot) <= reach
      }
    }
    let adjoins: FactValue
    if isSliver, inside == 0 {
      adjoins = .boolean(true)
    } else if inside >= area * (1 - 1e-6) {
      adjoins = .boolean(false)
    } else if near.isEmpty || !touches(by: Self.drawn * 2) {
      adjoins =
        inside > 0 || layer.coverage.holds(lot, within: Tolerance.sharedBoundary)
        ? .boolean(false) : .unknown(outside)
    } else {
      adjoins =
        touches(by: -Self.drawn * 2)
        ? .boolean(true)
        : .unknown("whether the lot adjoins \(layer.source) hangs on a millimetre, as drawn")
    }
    return LayerRelation(
      share: share, distance: distance, adjoins: adjoins, names: names.sorted(),
      source: layer.source)
  }
}
