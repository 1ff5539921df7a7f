import Facts

// A measured value is rounded once, half to even, to what its measure declares, before it becomes a fact.

/// Metres, to 1 mm.
func lengthValue(_ metres: Double) -> FactValue { rounded(metres, 3) }
/// Square metres, to 0.01 m².
func areaValue(_ squareMetres: Double) -> FactValue { rounded(squareMetres, 2) }
/// Degrees, to a hundredth.
func angleValue(_ degrees: Double) -> FactValue { rounded(degrees, 2) }
/// A share 0…1, to a millionth.
func shareValue(_ share: Double) -> FactValue { rounded(min(max(share, 0), 1), 6) }

private func rounded(_ value: Double, _ places: Int) -> FactValue {
  guard let number = Number(value)?.rounded(.halfEven, places: places) else {
    return .unknown("the measure is no finite number")
  }
  return .number(number)
}

/// A share as it is said in a reason: `62 %`.
func percent(_ share: Double) -> String {
  "\(Number(share * 100)?.rounded(.halfEven, places: share > 0.1 ? 0 : 1)?.description ?? "?") %"
}
