import Facts

/// The items that a list function is given: a list, or several arguments.
private func items(_ arguments: [Value]) -> [Value] {
  if arguments.count == 1 {
    if case .list(let list) = arguments[0] { return list } else { return arguments }
  }
  return arguments
}

private func numbers(_ arguments: [Value]) -> [Number]? {
  var result: [Number] = []
  for item in items(arguments) {
    guard case .number(let number) = item else { return nil }
    result.append(number)
  }
  return result
}

private func extreme(_ name: String, _ sign: Int, _ example: (String, String)) -> BuiltIn {
  BuiltIn(name, ["list"], "the \(name == "min" ? "least" : "greatest") of a list", example) {
    arguments in
    guard var best = items(arguments).first else { return nil }
    for item in items(arguments).dropFirst() {
      guard let order = Operators.compare(item, best) else { return nil }
      if order * sign > 0 { best = item }
    }
    if Operators.compare(best, best) == nil { return nil }
    return best
  }
}

private func fold(_ name: String, decidedBy deciding: Bool, _ example: (String, String)) -> BuiltIn
{
  BuiltIn(
    name, ["list"], "whether \(deciding ? "any" : "every") item is true", example,
    takesUnknown: true
  ) { arguments in
    items(arguments).reduce(.boolean(!deciding)) { Operators.combine($0, $1, decidedBy: deciding) }
  }
}

private func aggregate(
  _ name: String, _ doc: String, _ example: (String, String),
  _ body: @escaping @Sendable ([Number]) -> Number?
) -> BuiltIn {
  BuiltIn(name, ["list"], doc, example) {
    numbers($0).flatMap { $0.isEmpty ? nil : body($0) }.map(Value.number)
  }
}

private func total(_ numbers: [Number]) -> Number? {
  var sum = Number.zero
  for number in numbers {
    guard let next = sum + number else { return nil }
    sum = next
  }
  return sum
}

private func listOf(_ value: Value) -> [Value] {
  if case .list(let items) = value { items } else { [value] }
}

let listFunctions: [BuiltIn] = [
  extreme("min", -1, ("min(3, 1, 2)", "1")), extreme("max", 1, ("max([1, 3, 2])", "3")),
  aggregate("sum", "the sum of a list", ("sum([1, 2, 3])", "6"), total),
  aggregate("mean", "the mean of a list", ("mean([1, 2, 3])", "2")) { list in
    total(list).flatMap { $0 / Number(list.count) }
  },
  aggregate("median", "the middle of a list", ("median([3, 1, 2])", "2")) { list in
    let sorted = list.sorted()
    let middle = sorted.count / 2
    if sorted.count % 2 == 1 { return sorted[middle] }
    return (sorted[middle - 1] + sorted[middle]).flatMap { $0 / 2 }
  },
  aggregate("product", "the product of a list", ("product([2, 3, 4])", "24")) { list in
    list.reduce(Optional(Number.one)) { product, number in product.flatMap { $0 * number } }
  },
  aggregate(
    "stddev", "the sample standard deviation", ("stddev([2, 4, 4, 4, 5, 5, 7, 9]) > 2.1", "true")
  ) { list in
    guard list.count > 1, let sum = total(list), let mean = sum / Number(list.count),
      let squares = total(list.compactMap { number in (number - mean).flatMap { $0 * $0 } }),
      let variance = squares / Number(list.count - 1)
    else { return nil }
    return variance.squareRoot()
  },
  BuiltIn(
    "count", ["list"], "how many items a list has", ("count([1, 2, 3])", "3"), takesUnknown: true
  ) { arguments in
    guard arguments.count == 1 else { return nil }
    if case .unknown = arguments[0] { return arguments[0] }
    guard case .list(let list) = arguments[0] else { return nil }
    return .number(Number(list.count))
  },
  fold("all", decidedBy: false, ("all([true, true])", "true")),
  fold("any", decidedBy: true, ("any([false, true])", "true")),
  BuiltIn("not", ["negand"], "the opposite", ("not(true)", "false"), takesUnknown: true) {
    arguments in
    guard arguments.count == 1 else { return nil }
    switch arguments[0] {
    case .boolean(let boolean): return .boolean(!boolean)
    case .unknown, .null: return arguments[0]
    default: return nil
    }
  },
  BuiltIn(
    "list contains", ["list", "element"], "whether a list has an item",
    ("list contains([1, 2], 2)", "true")
  ) { arguments in
    guard arguments.count == 2, case .list(let list) = arguments[0] else { return nil }
    return .boolean(list.contains { Operators.equal($0, arguments[1]) == true })
  },
  BuiltIn(
    "append", ["list", "item"], "a list with more items", ("append([1], 2)", "[1, 2]"),
    takesUnknown: true
  ) { arguments in
    guard let first = arguments.first else { return nil }
    return .list(listOf(first) + arguments.dropFirst())
  },
  BuiltIn(
    "concatenate", ["list"], "lists one after the other", ("concatenate([1], [2])", "[1, 2]"),
    takesUnknown: true
  ) { arguments in
    .list(arguments.flatMap(listOf))
  },
  BuiltIn("union", ["list"], "lists without repeats", ("union([1, 2], [2, 3])", "[1, 2, 3]")) {
    arguments in
    .list(distinct(arguments.flatMap(listOf)))
  },
  BuiltIn(
    "distinct values", ["list"], "a list without repeats", ("distinct values([1, 2, 1])", "[1, 2]")
  ) { arguments in
    guard arguments.count == 1 else { return nil }
    return .list(distinct(listOf(arguments[0])))
  },
  BuiltIn(
    "flatten", ["list"], "lists inside lists laid flat", ("flatten([1, [2, [3]]])", "[1, 2, 3]"),
    takesUnknown: true
  ) { arguments in
    func flat(_ value: Value) -> [Value] {
      if case .list(let items) = value { items.flatMap(flat) } else { [value] }
    }
    guard arguments.count == 1 else { return nil }
    return .list(flat(arguments[0]))
  },
  BuiltIn(
    "reverse", ["list"], "a list from its end", ("reverse([1, 2])", "[2, 1]"), takesUnknown: true
  ) { arguments in
    guard arguments.count == 1, case .list(let list) = arguments[0] else { return nil }
    return .list(list.reversed())
  },
  BuiltIn(
    "index of", ["list", "match"], "the places of an item", ("index of([1, 2, 1], 1)", "[1, 3]")
  ) { arguments in
    guard arguments.count == 2, case .list(let list) = arguments[0] else { return nil }
    return .list(
      list.indices.filter { Operators.equal(list[$0], arguments[1]) == true }.map {
        .number(Number($0 + 1))
      })
  },
  BuiltIn(
    "sublist", ["list", "start position", "length"], "a part of a list",
    ("sublist([1, 2, 3], 2)", "[2, 3]"), takesUnknown: true
  ) { arguments in
    guard (2...3).contains(arguments.count), case .list(let list) = arguments[0],
      case .number(let start) = arguments[1], let start = start.int,
      start != 0, start.magnitude <= list.count
    else { return nil }
    let first = start > 0 ? start - 1 : list.count + start
    var end = list.count
    if arguments.count == 3 {
      guard case .number(let length) = arguments[2], let length = length.int, length > 0,
        length <= list.count - first
      else { return nil }
      end = first + length
    }
    return .list(Array(list[first..<end]))
  },
  BuiltIn(
    "get value", ["m", "key"], "an entry of a context", ("get value({a: 1}, \"a\")", "1"),
    takesUnknown: true
  ) { arguments in
    guard arguments.count == 2, case .context(let context) = arguments[0],
      case .string(let key) = arguments[1]
    else { return nil }
    return context[key] ?? .null
  },
]

private func distinct(_ items: [Value]) -> [Value] {
  var result: [Value] = []
  for item in items where !result.contains(where: { Operators.equal($0, item) == true }) {
    result.append(item)
  }
  return result
}
