import Facts

/// Context functions (DMN 1.5, table 81).
let contextFunctions: [BuiltIn] = [
  BuiltIn(
    "get value", "m: context, key: string", "an entry of a context; null where it has none",
    ("get value({a: 1}, \"a\")", "1"), unknowns: .atTop
  ) { _, a in
    guard let context = a[0].entries, let key = a[1].text else { return nil }
    return context[key] ?? .null
  },
  BuiltIn(
    "get entries", "m: context", "the keys and values of a context",
    ("get entries({a: 1})", "[{key: \"a\", value: 1}]"), unknowns: .atTop
  ) { _, a in
    a[0].entries.map { context in
      .list(
        context.entries.map { .context(Context([("key", .string($0.key)), ("value", $0.value)])) })
    }
  },
  BuiltIn(
    "context", "entries: list", "a context of keys and values",
    ("context([{key: \"a\", value: 1}])", "{a: 1}"), unknowns: .weighed
  ) { evaluator, a throws(Misfit) in
    var result: [(String, Value)] = []
    var keys: Set<String> = []
    for item in a[0].items ?? [a[0]] {
      guard let entry = item.entries, let key = entry["key"]?.text, let value = entry["value"]
      else { return nil }
      guard keys.insert(key).inserted else { throw Misfit("`\(key)` stands twice in a context") }
      result.append((key, value))
    }
    try evaluator.spend(result.count)
    return .context(Context(result))
  },
  BuiltIn(
    "context put", "a context with one entry more or another value, also deep inside",
    ("context put({x: 1, y: {a: 0}}, [\"y\", \"a\"], 2)", "{x: 1, y: {a: 2}}"), unknowns: .atTop,
    [
      Signature("context: context, key: string, value: Any") { evaluator, a throws(Misfit) in
        try put(a[0], [a[1]], a[2], &evaluator)
      },
      Signature("context: context, keys: list, value: Any") { evaluator, a throws(Misfit) in
        try put(a[0], (a[1].items ?? [])[...], a[2], &evaluator)
      },
    ]),
  BuiltIn(
    "context merge", "contexts: list",
    "the entries of contexts, a later one for an earlier of its key",
    ("context merge([{x: 1, y: 0}, {y: 2}])", "{x: 1, y: 2}"), unknowns: .weighed
  ) { evaluator, a throws(Misfit) in
    guard let contexts = a[0].items else { return nil }
    var result = Context()
    for item in contexts {
      guard let context = item.entries else { return nil }
      for entry in context.entries {
        try evaluator.spend(1 + result.entries.count / 4)
        result[entry.key] = entry.value
      }
    }
    return .context(result)
  },
]

/// Nil without a key, where one is no text, or where the way to it leads through what is no context.
private func put(
  _ value: Value, _ keys: ArraySlice<Value>, _ newValue: Value, _ evaluator: inout Evaluator
)
  throws(Misfit) -> Value?
{
  guard var context = value.entries, let key = keys.first?.text else { return nil }
  try evaluator.spend(1 + context.entries.count)
  if keys.count == 1 {
    context[key] = newValue
  } else {
    guard let inner = context[key],
      let changed = try put(inner, keys.dropFirst(), newValue, &evaluator)
    else { return nil }
    context[key] = changed
  }
  return .context(context)
}
