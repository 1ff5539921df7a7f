package import Evaluation
package import Facts
package import Geometry
package import Land

/// What is drawn of a lot and a proposal, in the town's metres. The figures are those of the answer; the shapes decide nothing.
package struct LotPicture: Sendable, Hashable {
  package var lot: MultiPolygon
  package var buildings: [MultiPolygon]
  /// All lines of the lot, in the order of the survey; empty where they cannot be told.
  package var lines: [Line]
  /// What the setbacks of the law leave.
  package var allowed: Reach?
  /// How far the distances that were said let the building reach; nil where a drawing says it, or nothing was said.
  package var said: Reach?
  /// What was drawn.
  package var drawn: DrawnFootprint?
  package var strips: [Strip]
  /// How far a line of the map may be from the true one, in metres.
  package var accuracy: Number

  package struct Line: Sendable, Hashable {
    package var line: LotLine
    /// The distance that is needed; nil where no rule gives one, or it is not known yet.
    package var needed: Amount?
    /// The distance of the proposal.
    package var said: Amount?
    /// How the requirements about this line came out: the worst of them.
    package var outcome: Outcome?
    /// Where the shortest way from the line to the proposal runs.
    package var way: Way?

    /// Whether the two distances differ by less than the map can tell.
    package func isNear(_ accuracy: Number) -> Bool {
      guard let needed, let said else { return false }
      return (needed.base - said.base)?.magnitude ?? .zero < accuracy
    }
  }

  package struct Way: Sendable, Hashable {
    package var from: Point
    package var to: Point
    package init(from: Point, to: Point) {
      self.from = from
      self.to = to
    }
  }

  /// A figure of the answer, as it says it.
  package struct Amount: Sendable, Hashable {
    package var value: Number
    package var unit: String?
    /// In metres.
    package var base: Number
    package var metres: Double { base.double }

    package init?(_ value: JSON?, unit: String?) {
      guard case .number(let number)? = value else { return nil }
      let measure = unit.flatMap { UnitOfMeasure(symbol: $0) }
      guard measure?.dimension == .length, let base = measure?.base(number) else { return nil }
      self.value = number
      self.unit = unit
      self.base = base
    }
  }

  /// What distances to lines leave of the lot.
  package struct Reach: Sendable, Hashable {
    /// Empty where nothing is left.
    package var region: MultiPolygon
    /// The pieces of its boundary that keep a distance.
    package var edges: [Polyline]
    /// Whether every line of the lot has a distance: else the region is no promise of ground.
    package var isWhole: Bool
    package init(region: MultiPolygon, edges: [Polyline], isWhole: Bool) {
      self.region = region
      self.edges = edges
      self.isWhole = isWhole
    }
  }

  /// Ground that is too near to a line: what lies in the one region and not in the other.
  package struct Strip: Sendable, Hashable {
    /// The line's place among ``LotPicture/lines``.
    package var line: Int
    package var outer: MultiPolygon
    package var inner: MultiPolygon
    package init(line: Int, outer: MultiPolygon, inner: MultiPolygon) {
      self.line = line
      self.outer = outer
      self.inner = inner
    }
  }

  package init(plan: LotPlan, drawn: DrawnFootprint? = nil) {
    lot = plan.region
    buildings = plan.buildings ?? []
    lines = plan.lines.map { Line(line: $0) }
    strips = []
    accuracy = plan.accuracy
    self.drawn = drawn
  }

  /// Takes what was drawn for the distances of the lines, down to the last hundredth of a unit.
  mutating func measure(in unit: UnitOfMeasure) {
    guard let drawn, let step = unit.factor * Number(1, exponent: -2) else { return }
    for place in lines.indices {
      let amount = Measurement.rounded(drawn.distance(toLine: place), up: false, step: step)
        .flatMap { unit.amount(of: $0) }
      lines[place].said = amount.flatMap { Amount(.number($0), unit: unit.symbol) }
      let way = drawn.way(fromLine: place)
      lines[place].way = Way(from: way.from, to: way.to)
    }
  }
}
