import Facts

/// List functions (DMN 1.5, table 75) and `sort` (table 80), other than those that count.
let listFunctions: [BuiltIn] = [
  BuiltIn(
    "list contains", "list: list, element: Any", "whether a list has an item",
    ("list contains([1, 2], 2)", "true"), unknowns: .weighed
  ) { evaluator, a throws(Misfit) in
    guard let items = a[0].items else { return nil }
    try evaluator.spend(items.count)
    return items.reduce(.boolean(false)) { found, item in
      Operators.combine(found, same(item, a[1]), decidedBy: true)
    }
  },
  BuiltIn(
    "count", "list: list", "how many items a list has", ("count([1, [2, 3]])", "2"),
    unknowns: .atTop
  ) { _, a in
    a[0].items.map { .number(Number($0.count)) }
  },
  varied("min", "the least", ("min(3, 1, 2)", "1"), item: "Any") {
    evaluator, items throws(Misfit) in
    try extreme(items, sign: -1, &evaluator)
  },
  varied("max", "the greatest", ("max([1, 3, 2])", "3"), item: "Any") {
    evaluator, items throws(Misfit) in
    try extreme(items, sign: 1, &evaluator)
  },
  varied(
    "all", "whether every item is true", ("all([true, true])", "true"), item: "Any",
    unknowns: .weighed
  ) { _, items in fold(items, decidedBy: false) },
  varied(
    "any", "whether an item is true", ("any([false, true])", "true"), item: "Any",
    unknowns: .weighed
  ) { _, items in fold(items, decidedBy: true) },
  BuiltIn(
    "sublist", "list: list, start position: number, length: number?", "a part of a list",
    ("sublist([4, 5, 6], 1, 2)", "[4, 5]"), unknowns: .atTop
  ) { evaluator, a throws(Misfit) in
    guard let items = a[0].items,
      let part = part(of: items.count, from: a[1], length: a[2], isBounded: true)
    else { return nil }
    return try list(items[part], &evaluator)
  },
  BuiltIn(
    "append", "list: list, item…: Any", "a list with more items",
    ("append([1], 2, 3)", "[1, 2, 3]"),
    unknowns: .atTop
  ) { evaluator, a throws(Misfit) in
    guard let items = a[0].items else { return nil }
    return try list(items + a.dropFirst(), &evaluator)
  },
  BuiltIn(
    "concatenate", "list…: list", "lists one after the other",
    ("concatenate([1, 2], [3])", "[1, 2, 3]"),
    unknowns: .atTop
  ) { evaluator, a throws(Misfit) in
    try evaluator.spend(a.reduce(0) { $0 + ($1.items?.count ?? 0) })
    return .list(a.flatMap { $0.items ?? [] })
  },
  BuiltIn(
    "insert before", "list: list, position: number, newItem: Any",
    "a list with an item before a place",
    ("insert before([1, 3], 1, 2)", "[2, 1, 3]"), unknowns: .atTop
  ) { evaluator, a throws(Misfit) in
    guard var items = a[0].items, let place = place(a[1], in: items) else { return nil }
    items.insert(a[2], at: place)
    return try list(items, &evaluator)
  },
  BuiltIn(
    "remove", "list: list, position: number", "a list without the item at a place",
    ("remove([1, 2, 3], 2)", "[1, 3]"), unknowns: .atTop
  ) { evaluator, a throws(Misfit) in
    guard var items = a[0].items, let place = place(a[1], in: items) else { return nil }
    items.remove(at: place)
    return try list(items, &evaluator)
  },
  BuiltIn(
    "list replace",
    "a list with other items at a place, or wherever a function of the item and the new one is true",
    ("list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5)", "[5, 5, 7, 8]"),
    unknowns: .atTop,
    [
      Signature("list: list, position: number, newItem: Any") { evaluator, a throws(Misfit) in
        guard var items = a[0].items, let place = place(a[1], in: items) else { return nil }
        items[place] = a[2]
        return try list(items, &evaluator)
      },
      Signature("list: list, match: function, newItem: Any") { evaluator, a throws(Misfit) in
        try replace(a[0], a[1], a[2], &evaluator)
      },
    ]),
  BuiltIn(
    "reverse", "list: list", "a list from its end", ("reverse([1, 2])", "[2, 1]"), unknowns: .atTop
  ) {
    evaluator, a throws(Misfit) in try list((a[0].items ?? []).reversed(), &evaluator)
  },
  BuiltIn(
    "index of", "list: list, match: Any", "the places of an item",
    ("index of([1, 2, 1], 1)", "[1, 3]")
  ) { evaluator, a throws(Misfit) in
    guard let items = a[0].items else { return nil }
    try evaluator.spend(items.count)
    return .list(
      items.indices.filter { Operators.equal(items[$0], a[1]) == true }.map {
        .number(Number($0 + 1))
      })
  },
  BuiltIn("union", "list…: list", "lists without repeats", ("union([1, 2], [2, 3])", "[1, 2, 3]")) {
    evaluator, a throws(Misfit) in try distinct(a.flatMap { $0.items ?? [] }, &evaluator)
  },
  BuiltIn(
    "distinct values", "list: list", "a list without repeats",
    ("distinct values([1, 2, 1])", "[1, 2]")
  ) { evaluator, a throws(Misfit) in try distinct(a[0].items ?? [], &evaluator) },
  // An unknown item may be a list: how many items come out is not known either.
  BuiltIn(
    "flatten", "list: list", "lists inside lists laid flat", ("flatten([1, [2, [3]]])", "[1, 2, 3]")
  ) {
    evaluator, a throws(Misfit) in
    func flat(_ value: Value) -> [Value] { value.items?.flatMap(flat) ?? [value] }
    return try list(flat(a[0]), &evaluator)
  },
  BuiltIn(
    "sort", "list: list, precedes: function",
    "a list in the order that a function says: whether its first argument goes before its second",
    ("sort([3, 1, 2], function(x, y) x < y)", "[1, 2, 3]")
  ) { evaluator, a throws(Misfit) in
    guard let items = a[0].items, case .function(let precedes) = a[1] else { return nil }
    return try sorted(items, by: precedes, &evaluator)
  },
]

/// A function of a list or of as many arguments as one likes.
func varied(
  _ name: String, _ doc: String, _ example: (String, String), item: String,
  unknowns: BuiltIn.Unknowns = .anywhere,
  _ body: @escaping @Sendable (inout Evaluator, [Value]) throws(Misfit) -> Value?
) -> BuiltIn {
  BuiltIn(
    name, doc, example, unknowns: unknowns,
    [
      Signature("list: list") { evaluator, a throws(Misfit) in
        guard let items = a[0].items else { return nil }
        try evaluator.spend(items.count)
        return try body(&evaluator, items)
      },
      Signature("item…: \(item)") { evaluator, a throws(Misfit) in
        if a == [.null] { return nil }
        return try body(&evaluator, a)
      },
    ])
}

private func list(_ items: some Collection<Value>, _ evaluator: inout Evaluator) throws(Misfit)
  -> Value
{
  try evaluator.spend(items.count)
  return .list(Array(items))
}

private func same(_ a: Value, _ b: Value) -> Value {
  Value.deepUnknown(among: [a, b]) ?? .boolean(Operators.equal(a, b) == true)
}

/// The index that a place means, counted from 1 or from the end.
private func place(_ position: Value, in items: [Value]) -> Int? {
  part(of: items.count, from: position, length: .null, isBounded: true)?.lowerBound
}

private func extreme(_ items: [Value], sign: Int, _ evaluator: inout Evaluator) throws(Misfit)
  -> Value?
{
  guard var best = items.first, Operators.compare(best, best) != nil else { return nil }
  for item in items.dropFirst() {
    guard let order = Operators.compare(item, best) else { return nil }
    if order * sign > 0 { best = item }
  }
  return best
}

/// Kleene's `and` and `or` of a list; an item that is no truth value counts as null, and is an error where it decides.
private func fold(_ items: [Value], decidedBy deciding: Bool) -> Value? {
  let result = items.reduce(.boolean(!deciding)) { Operators.combine($0, $1, decidedBy: deciding) }
  guard case .null = result else { return result }
  let isMeant = items.allSatisfy {
    switch $0 {
    case .boolean, .null: true
    default: false
    }
  }
  return isMeant ? .null : nil
}

private func distinct(_ items: [Value], _ evaluator: inout Evaluator) throws(Misfit) -> Value {
  var result: [Value] = []
  for item in items {
    try evaluator.spend(1 + result.count / 4)
    if !result.contains(where: { Operators.equal($0, item) == true }) { result.append(item) }
  }
  return .list(result)
}

private func replace(_ list: Value, _ match: Value, _ newItem: Value, _ evaluator: inout Evaluator)
  throws(Misfit) -> Value?
{
  guard let items = list.items, case .function(let match) = match else { return nil }
  guard match.parameters.count == 2 else {
    throw Misfit("`list replace` needs a function of two parameters, the item and the new item")
  }
  var result: [Value] = []
  for item in items {
    switch evaluator.call(match, [item, newItem]) {
    case .boolean(let isMatch): result.append(isMatch ? newItem : item)
    case .unknown(let reasons): return .unknown(reasons)
    default: throw Misfit("the function of `list replace` must come to true or false")
    }
  }
  return .list(result)
}

/// Merges neighbours: what the function does not put before another keeps its place.
private func sorted(_ items: [Value], by precedes: Function, _ evaluator: inout Evaluator)
  throws(Misfit) -> Value
{
  guard precedes.parameters.count == 2 else {
    throw Misfit("`sort` needs a function of two parameters")
  }
  var sorted = items
  var width = 1
  while width < items.count {
    var merged: [Value] = []
    merged.reserveCapacity(items.count)
    for start in stride(from: 0, to: items.count, by: 2 * width) {
      let middle = min(start + width, items.count)
      let end = min(start + 2 * width, items.count)
      var (left, right) = (start, middle)
      while left < middle, right < end {
        try evaluator.spend(1)
        switch evaluator.call(precedes, [sorted[right], sorted[left]]) {
        case .boolean(true):
          merged.append(sorted[right])
          right += 1
        case .boolean(false):
          merged.append(sorted[left])
          left += 1
        case .unknown(let reasons): return .unknown(reasons)
        default: throw Misfit("the function of `sort` must come to true or false")
        }
      }
      merged += sorted[left..<middle] + sorted[right..<end]
    }
    sorted = merged
    width *= 2
  }
  return .list(sorted)
}
