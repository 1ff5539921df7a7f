import Facts

private func rounding(
  _ name: String, _ mode: Number.Rounding, _ doc: String, _ example: (String, String)
) -> BuiltIn {
  BuiltIn(name, ["n", "scale"], doc, example) { arguments in
    guard let first = arguments.first, case .number(let number) = first, arguments.count <= 2 else {
      return nil
    }
    var places = 0
    if arguments.count == 2 {
      guard case .number(let scale) = arguments[1], let scale = scale.rounded(.towardZero)?.int
      else { return nil }
      places = scale
    }
    return number.rounded(mode, places: places).map(Value.number)
  }
}

private func unary(
  _ name: String, _ doc: String, _ example: (String, String),
  _ body: @escaping @Sendable (Number) -> Number?
) -> BuiltIn {
  BuiltIn(name, ["number"], doc, example) { arguments in
    guard arguments.count == 1, case .number(let number) = arguments[0] else { return nil }
    return body(number).map(Value.number)
  }
}

let numberFunctions: [BuiltIn] = [
  rounding(
    "decimal", .halfEven, "rounds half to even to a number of decimals", ("decimal(2.5, 0)", "2")),
  rounding("floor", .floor, "rounds down", ("floor(-1.5)", "-2")),
  rounding("ceiling", .ceiling, "rounds up", ("ceiling(1.2)", "2")),
  rounding("round up", .awayFromZero, "rounds away from zero", ("round up(1.21, 1)", "1.3")),
  rounding("round down", .towardZero, "rounds towards zero", ("round down(-1.29, 1)", "-1.2")),
  rounding(
    "round half up", .halfAwayFromZero, "rounds to nearest, halves away from zero",
    ("round half up(2.5, 0)", "3")),
  rounding(
    "round half down", .halfTowardZero, "rounds to nearest, halves towards zero",
    ("round half down(2.5, 0)", "2")),
  unary("sqrt", "square root", ("sqrt(16)", "4")) { $0.squareRoot() },
  unary("log", "natural logarithm", ("log(1)", "0")) { $0.naturalLogarithm() },
  unary("exp", "e to a power", ("exp(0)", "1")) { $0.exponential() },
  BuiltIn("abs", ["n"], "a number or duration without its sign", ("abs(-3)", "3")) { arguments in
    guard arguments.count == 1 else { return nil }
    switch arguments[0] {
    case .number(let number): return .number(number.magnitude)
    case .daysAndTime(let duration):
      return .daysAndTime(.init(nanoseconds: abs(duration.nanoseconds)))
    case .yearsAndMonths(let duration): return .yearsAndMonths(.init(months: abs(duration.months)))
    default: return nil
    }
  },
  BuiltIn(
    "modulo", ["dividend", "divisor"], "the rest of a division, with the divisor's sign",
    ("modulo(-12, 5)", "3")
  ) { arguments in
    guard arguments.count == 2, case .number(let a) = arguments[0],
      case .number(let b) = arguments[1]
    else { return nil }
    return a.modulo(b).map(Value.number)
  },
  unary("even", "whether a whole number is even", ("even(2)", "true")) { $0 },
  unary("odd", "whether a whole number is odd", ("odd(2)", "false")) { $0 },
].map { function in
  guard function.name == "even" || function.name == "odd" else { return function }
  return BuiltIn(function.name, ["number"], function.doc, function.example) { arguments in
    guard arguments.count == 1, case .number(let number) = arguments[0], number.isInteger,
      let rest = number.modulo(2)
    else { return nil }
    return .boolean(rest.isZero == (function.name == "even"))
  }
}
