/// What a quantity measures, as exponents of the base units: an area is metre², a plain number or share is nothing at all.
package struct Dimension: Sendable, Hashable {
  package var metre = 0
  package var kilogram = 0
  package var day = 0
  package var money = 0
  package var degree = 0
  /// A quantity of its own kind that no arithmetic makes from the others: BTU, kW, litre.
  package var other: String?

  package init(
    metre: Int = 0, kilogram: Int = 0, day: Int = 0, money: Int = 0, degree: Int = 0,
    other: String? = nil
  ) {
    self.metre = metre
    self.kilogram = kilogram
    self.day = day
    self.money = money
    self.degree = degree
    self.other = other
  }

  package static let none = Dimension()
  package static let length = Dimension(metre: 1)
  package static let area = Dimension(metre: 2)
  package static let volume = Dimension(metre: 3)

  package static func * (a: Dimension, b: Dimension) -> Dimension { combine(a, b, 1) }
  package static func / (a: Dimension, b: Dimension) -> Dimension { combine(a, b, -1) }

  private static func combine(_ a: Dimension, _ b: Dimension, _ sign: Int) -> Dimension {
    var other = a.other
    if let b = b.other {
      other = a.other == b && sign < 0 ? nil : a.other.map { "\($0)·\(b)" } ?? b
    }
    return Dimension(
      metre: a.metre + sign * b.metre, kilogram: a.kilogram + sign * b.kilogram,
      day: a.day + sign * b.day,
      money: a.money + sign * b.money, degree: a.degree + sign * b.degree, other: other)
  }
}

/// A unit in which the law or a form speaks: its symbol, what it measures, and how many base units it is, exactly.
package struct UnitOfMeasure: Sendable, Hashable {
  package let symbol: String
  package let dimension: Dimension
  /// How many base units (m, m², m³, 1, °, days, kg) one of this unit is. Exact: a foot is 0.3048 m.
  package let factor: Number

  package init(_ symbol: String, _ dimension: Dimension, _ factor: Number) {
    self.symbol = symbol
    self.dimension = dimension
    self.factor = factor
  }

  /// All units known, by symbol. Sources: SI; the international foot of 1959 (0.3048 m exactly).
  package static let known: [String: UnitOfMeasure] = {
    func n(_ text: String) -> Number { Number(text) ?? .one }
    let units: [UnitOfMeasure] = [
      .metre, .init("cm", .length, n("0.01")), .init("mm", .length, n("0.001")),
      .init("km", .length, 1000),
      .init("ft", .length, n("0.3048")), .init("in", .length, n("0.0254")),
      .squareMetre, .init("dunam", .area, 1000), .init("ha", .area, 10000),
      .init("sq ft", .area, n("0.09290304")),
      .init("acre", .area, n("4046.8564224")), .init("m³", .volume, 1),
      .init("L", .volume, n("0.001")),
      .init("%", .none, n("0.01")), .init("1", .none, 1), .init("°", Dimension(degree: 1), 1),
      .init("days", Dimension(day: 1), 1), .init("years", Dimension(other: "years"), 1),
      .init("kg", Dimension(kilogram: 1), 1), .init("kg/m²", Dimension(metre: -2, kilogram: 1), 1),
      .init("BTU", Dimension(other: "BTU"), 1), .init("kW", Dimension(other: "kW"), 1),
      .init("NIS", Dimension(money: 1), 1), .init("rial", Dimension(money: 1), 1),
      .init("GBP", Dimension(money: 1), 1),
      .init("USD", Dimension(money: 1), 1), .init("rial/m²", Dimension(metre: -2, money: 1), 1),
    ]
    var table = Dictionary(uniqueKeysWithValues: units.map { ($0.symbol, $0) })
    for (alias, symbol) in [
      "m2": "m²", "m^2": "m²", "sqm": "m²", "sqft": "sq ft", "ft²": "sq ft", "m3": "m³",
      "share": "1", "ratio": "1", "deg": "°",
      "day": "days", "year": "years", "l": "L",
    ] { table[alias] = table[symbol] }
    return table
  }()

  package init?(symbol: String) {
    guard let unit = Self.known[symbol] else { return nil }
    self = unit
  }

  package static let metre = UnitOfMeasure("m", .length, .one)
  package static let squareMetre = UnitOfMeasure("m²", .area, .one)

  /// The unit of areas that goes with a unit of lengths, square feet with feet; nil where there is no name for it.
  package var square: UnitOfMeasure? {
    dimension == .length ? UnitOfMeasure(symbol: symbol + "²") : nil
  }

  /// The value in base units of `amount` of this unit.
  package func base(_ amount: Number) -> Number? { amount * factor }
  /// How much of this unit a value in base units is.
  package func amount(of base: Number) -> Number? { base / factor }
}
