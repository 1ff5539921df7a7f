import Facts

/// Functions that count a list of numbers (DMN 1.5, table 75).
let statisticFunctions: [BuiltIn] = [
  counting("sum", "the sum", ("sum([1, 2, 3])", "6")) { total($0).map(Value.number) },
  counting("mean", "the mean", ("mean([1, 2, 3])", "2")) { mean($0).map(Value.number) },
  counting("product", "the product", ("product([2, 3, 4])", "24")) { numbers in
    var product: Number? = .one
    for number in numbers { product = product.flatMap { $0 * number } }
    return product.map(Value.number)
  },
  counting(
    "median", "the middle one, or the mean of the two in the middle",
    ("median([6, 1, 2, 3])", "2.5")
  ) {
    let sorted = $0.sorted()
    let middle = sorted.count / 2
    if sorted.count % 2 == 1 { return .number(sorted[middle]) }
    return mean([sorted[middle - 1], sorted[middle]]).map(Value.number)
  },
  counting(
    "stddev", "the sample standard deviation",
    ("stddev(2, 4, 7, 5)", "2.081665999466132735282297706979931")
  ) {
    numbers in
    guard numbers.count > 1, let mean = mean(numbers) else { return nil }
    let squares = numbers.compactMap { number in (number - mean).flatMap { $0 * $0 } }
    guard squares.count == numbers.count, let sum = total(squares),
      let variance = sum / Number(numbers.count - 1)
    else { return nil }
    return variance.squareRoot().map(Value.number)
  },
  varied(
    "mode", "the most frequent numbers, in ascending order", ("mode([6, 1, 9, 6, 1])", "[1, 6]"),
    item: "number"
  ) {
    _, items in
    guard let numbers = numbers(items) else { return nil }
    var counts: [Number: Int] = [:]
    for number in numbers { counts[number, default: 0] += 1 }
    let most = counts.values.max()
    return .list(counts.filter { $0.value == most }.keys.sorted().map(Value.number))
  },
]

/// A function of at least one number.
private func counting(
  _ name: String, _ doc: String, _ example: (String, String),
  _ body: @escaping @Sendable ([Number]) -> Value?
) -> BuiltIn {
  varied(name, doc, example, item: "number") { _, items in
    numbers(items).flatMap { $0.isEmpty ? nil : body($0) }
  }
}

private func numbers(_ items: [Value]) -> [Number]? {
  let numbers = items.compactMap(\.number)
  return numbers.count == items.count ? numbers : nil
}

private func total(_ numbers: [Number]) -> Number? {
  var sum: Number? = .zero
  for number in numbers { sum = sum.flatMap { $0 + number } }
  return sum
}

private func mean(_ numbers: [Number]) -> Number? {
  total(numbers).flatMap { $0 / Number(numbers.count) }
}
