import Facts

// A measured value is rounded once, half to even, to what its measure declares, before it becomes a fact.

/// Metres, to 1 mm.
func lengthValue(_ metres: Double) -> FactValue { rounded(metres, 3, 1e3) }
/// Square metres, to 0.01 m².
func areaValue(_ squareMetres: Double) -> FactValue { rounded(squareMetres, 2, 1e2) }
/// Degrees, to a hundredth.
func angleValue(_ degrees: Double) -> FactValue { rounded(degrees, 2, 1e2) }
/// A share 0…1, to a millionth.
func shareValue(_ share: Double) -> FactValue {
  share >= 1 ? wholeShare : rounded(min(max(share, 0), 1), 6, 1e6)
}

private let wholeShare = rounded(1, 6, 1e6)

private func rounded(_ value: Double, _ places: Int, _ power: Double) -> FactValue {
  guard let number = roundedNumber(value, places, power) else {
    return .unknown("the measure is no finite number")
  }
  return .number(number)
}

/// A figure as a decimal of so many places, half to even; `power` is ten to the power of them. Nil where it is not finite.
func roundedNumber(_ value: Double, _ places: Int, _ power: Double) -> Number? {
  let scaled = value * power
  // The digits of a figure that is neither half way between two decimals nor as good as one of them need not be written out
  // to be rounded: here the product is off by less than a ten-thousandth.
  if scaled > 0, scaled < 1e11 {
    let whole = scaled.rounded(.down)
    let rest = scaled - whole
    if rest > 1e-3, rest < 1 - 1e-3, abs(rest - 0.5) > 1e-3 {
      return Number(Int(rest > 0.5 ? whole + 1 : whole), exponent: -places)
    }
  }
  return Number(value)?.rounded(.halfEven, places: places)
}

/// A share as it is said in a reason: `62 %`.
func percent(_ share: Double) -> String {
  "\(Number(share * 100)?.rounded(.halfEven, places: share > 0.1 ? 0 : 1)?.description ?? "?") %"
}
