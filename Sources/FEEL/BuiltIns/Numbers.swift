import Facts

/// Numeric functions (DMN 1.5, table 76).
let numberFunctions: [BuiltIn] = [
  BuiltIn(
    "decimal", "n: number, scale: number", "rounds half to even to a number of decimals",
    ("decimal(2.5, 0)", "2")
  ) { _, a in rounded(a[0], .halfEven, a[1]) },
  scaled("floor", .floor, "rounds down", ("floor(-1.56, 1)", "-1.6")),
  scaled("ceiling", .ceiling, "rounds up", ("ceiling(1.2)", "2")),
  rounding("round up", .awayFromZero, "rounds away from zero", ("round up(1.21, 1)", "1.3")),
  rounding("round down", .towardZero, "rounds towards zero", ("round down(-1.29, 1)", "-1.2")),
  rounding(
    "round half up", .halfAwayFromZero, "rounds to nearest, halves away from zero",
    ("round half up(2.5, 0)", "3")),
  rounding(
    "round half down", .halfTowardZero, "rounds to nearest, halves towards zero",
    ("round half down(2.5, 0)", "2")),
  BuiltIn(
    "abs", "n: number or days and time duration or years and months duration",
    "a number or duration without its sign", ("abs(-3)", "3")
  ) { _, a in
    switch a[0] {
    case .number(let number): .number(number.magnitude)
    case .daysAndTime(let duration):
      .daysAndTime(.init(nanoseconds: abs(duration.nanoseconds)))
    case .yearsAndMonths(let duration): .yearsAndMonths(.init(months: abs(duration.months)))
    default: nil
    }
  },
  BuiltIn(
    "modulo", "dividend: number, divisor: number",
    "the rest of a division, with the divisor's sign", ("modulo(-12, 5)", "3")
  ) { _, a in
    guard let dividend = a[0].number, let divisor = a[1].number else { return nil }
    return dividend.modulo(divisor).map(Value.number)
  },
  unary("sqrt", "square root", ("sqrt(16)", "4")) { $0.squareRoot().map(Value.number) },
  unary("log", "natural logarithm", ("log(1)", "0")) { $0.naturalLogarithm().map(Value.number) },
  unary("exp", "e to a power", ("exp(0)", "1")) { $0.exponential().map(Value.number) },
  unary("odd", "whether a whole number is odd", ("odd(2)", "false")) { parity($0, odd: true) },
  unary("even", "whether a whole number is even", ("even(2)", "true")) { parity($0, odd: false) },
]

/// A scale counts decimals, from -6111 to 6176; what stands behind its own point is dropped.
private func rounded(_ value: Value, _ mode: Number.Rounding, _ scale: Value) -> Value? {
  guard let number = value.number, let places = scale.number?.rounded(.towardZero)?.int else {
    return nil
  }
  return number.rounded(mode, places: places).map(Value.number)
}

private func rounding(
  _ name: String, _ mode: Number.Rounding, _ doc: String, _ example: (String, String)
) -> BuiltIn {
  BuiltIn(name, "n: number, scale: number", doc, example) { _, a in rounded(a[0], mode, a[1]) }
}

/// The same where the scale may be left out.
private func scaled(
  _ name: String, _ mode: Number.Rounding, _ doc: String, _ example: (String, String)
) -> BuiltIn {
  BuiltIn(
    name, doc, example,
    [
      Signature("n: number") { _, a in rounded(a[0], mode, .number(.zero)) },
      Signature("n: number, scale: number") { _, a in rounded(a[0], mode, a[1]) },
    ])
}

private func unary(
  _ name: String, _ doc: String, _ example: (String, String),
  _ body: @escaping @Sendable (Number) -> Value?
) -> BuiltIn {
  BuiltIn(name, "number: number", doc, example) { _, a in a[0].number.flatMap(body) }
}

private func parity(_ number: Number, odd: Bool) -> Value? {
  guard number.isInteger, let rest = number.modulo(2) else { return nil }
  return .boolean(rest.isZero != odd)
}
