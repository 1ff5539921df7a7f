import Facts

extension SourceEntry.FactColumn {
  /// What several rows about one parcel make.
  func combined(_ values: [FactValue]) -> FactValue {
    guard let first = values.first else { return .unknown("no row of the register is about it") }
    if values.count == 1 { return first }
    if let unknown = values.first(where: \.isUnknown) { return unknown }
    if combine == .same {
      return values.allSatisfy { $0 == first }
        ? first : .unknown("\(values.count) rows of the register differ")
    }
    var result: Number?
    for value in values {
      guard case .number(let number) = value else {
        return .unknown("only numbers can be combined")
      }
      guard let sum = result else {
        result = number
        continue
      }
      switch combine {
      case .sum: result = sum + number
      case .max: result = max(sum, number)
      case .min, .same: result = min(sum, number)
      }
    }
    return result.map(FactValue.number) ?? .unknown("the rows of the register cannot be combined")
  }

  /// What the values of several parcels make of the lot that they are together, each with its parcel's number.
  ///
  /// Two parcels of 600 m² are not one of 600 m²: a number is only known where the territory file says how it combines.
  func joined(_ values: [(number: String, value: FactValue)]) -> FactValue {
    guard let first = values.first, values.count > 1 else {
      return values.first?.value ?? combined([])
    }
    for (number, value) in values {
      if case .unknown(let why) = value { return .unknown("of `\(number)`: \(why)") }
    }
    if combine != .same { return combined(values.map(\.value)) }
    if kind == .number {
      return .unknown(
        "it is stated for each parcel, and the territory file does not say how parcels combine")
    }
    guard let other = values.first(where: { $0.value != first.value }) else { return first.value }
    return .unknown("the registers of `\(first.number)` and `\(other.number)` differ")
  }
}
