package import Facts
import Foundation
package import Land

/// What a drawing on a lot measures: rounded so that rounding never helps whoever drew it.
package struct Measurement: Sendable, Hashable {
  package var parcel: String
  package var on: CivilDate
  package var drawn: DrawnFootprint
  /// Square metres of the drawing alone, up to the next hundredth.
  package var area: Number
  /// The drawing's share of the lot in percent, up to the next hundredth.
  package var share: Number
  /// Metres to each line of the lot, down to the last centimetre; empty where the lines are not told.
  package var distances: [Number]
  /// Every fact of the vocabulary that a drawing can say, in the order of their names.
  package var facts: [Fact]

  package struct Fact: Sendable, Hashable {
    package var declaration: FactDeclaration
    /// In base units: a number, a list with one for each line, or unknown with the reason.
    package var value: FactValue

    package var name: String { declaration.name }
  }

  package init(
    parcel: String, on: CivilDate, drawn: DrawnFootprint, area: Number, share: Number,
    distances: [Number], facts: [Fact]
  ) {
    self.parcel = parcel
    self.on = on
    self.drawn = drawn
    self.area = area
    self.share = share
    self.distances = distances
    self.facts = facts
  }

  /// What computing with doubles may cost a length: a micrometre, a thousandth of what any map is drawn to.
  static let noise = 1e-6

  /// Rounded against the proposal, to steps in base units.
  static func rounded(_ value: Double, up: Bool, step: Number) -> Number? {
    guard step > .zero, let exact = Number(up ? value - noise : value + noise),
      let steps = exact / step,
      let whole = steps.rounded(up ? .ceiling : .floor)
    else { return nil }
    return whole.isNegative ? .zero : whole * step
  }
}

extension Measurement.Fact {
  /// As it is written into an address or typed into a field: `3.2`, `3.2;9.4`; nil where it was not measured.
  package var text: String? {
    func amount(_ value: FactValue) -> String? {
      guard case .number(let base) = value else { return nil }
      return (declaration.unit.map { $0.amount(of: base) } ?? base)?.description
    }
    guard case .list(let items) = value else { return amount(value) }
    let texts = items.compactMap(amount)
    return texts.count == items.count ? texts.joined(separator: ";") : nil
  }

  /// In the fact's own unit, as a question takes it.
  package var json: JSON? {
    func amount(_ value: FactValue) -> JSON? {
      guard case .number(let base) = value else { return nil }
      return (declaration.unit.map { $0.amount(of: base) } ?? base).map(JSON.number)
    }
    guard case .list(let items) = value else { return amount(value) }
    let numbers = items.compactMap(amount)
    return numbers.count == items.count ? .array(numbers) : nil
  }
}

extension Measurement {
  /// The same for every channel. `inputs` goes into a question as it is.
  package var json: JSON {
    var inputs: [JSON.Member] = []
    var unknown: [JSON.Member] = []
    for fact in facts {
      if let value = fact.json {
        inputs.append(.init(fact.name, value))
      } else if case .unknown(let why) = fact.value {
        unknown.append(.init(fact.name, .string(why)))
      }
    }
    let lines = zip(drawn.plan.lines, distances).enumerated().map { place, pair -> JSON in
      [
        "line": .number(Number(place + 1)), "kind": .string(pair.0.kind.rawValue),
        "distance": .number(pair.1),
      ]
    }
    return [
      "parcel": .string(parcel), "on": .string(on.description),
      "footprint": .string(drawn.footprint.description), "area": .number(area),
      "share": .number(share), "accuracy": .number(drawn.plan.accuracy), "lines": .array(lines),
      "inputs": .object(inputs), "unknown": .object(unknown),
    ]
  }
}

/// What of a drawing a fact is.
package enum Measure: Sendable, Hashable {
  /// The distance to each line of a kind.
  case distance(LotLineKind)
  /// The length of the wall that faces each line of a kind.
  case wall(LotLineKind)
  /// The ground that is covered once the work is done.
  case coveredArea
  /// The distance to the nearest line of the lot; only to those on a street.
  case boundary(onStreet: Bool)
}

extension FactDeclaration {
  /// The lists of lot lines that rules name, with the kind of their lines.
  static let lineLists: [String: LotLineKind] = [
    "front lines": .front, "side lines": .side, "rear lines": .rear,
    "street side lines": .streetSide,
  ]
  static let standingFact = "existing footprint area"

  /// What a drawing says of this fact; nil where it says nothing.
  package var measure: Measure? {
    guard origin == .proposal, type == .number else { return nil }
    if let perLine {
      guard let kind = Self.lineLists[perLine], unit?.dimension == .length else { return nil }
      switch setsMember {
      case "setback": return .distance(kind)
      case "wall length": return .wall(kind)
      default: return nil
      }
    }
    switch (name, unit?.dimension) {
    case ("footprint area", .area?): return .coveredArea
    case ("distance to boundary", .length?): return .boundary(onStreet: false)
    case ("distance to highway boundary", .length?): return .boundary(onStreet: true)
    default: return nil
    }
  }
}
