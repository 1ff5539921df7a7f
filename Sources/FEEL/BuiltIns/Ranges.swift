/// Range functions (DMN 1.5, table 78) and `range`.
///
/// A point is asked as the range that holds it alone; ``Span`` says how two lie to each other.
let rangeFunctions: [BuiltIn] = [
  relation(
    "before", .either, "whether a point or range ends before another begins",
    ("before([1..5), [5..10])", "true")
  ) { a, b throws(Misfit) in
    try a.isBefore(b)
  },
  relation(
    "after", .either, "whether a point or range begins after another ends",
    ("after([11..20], 10)", "true")
  ) { a, b throws(Misfit) in
    try b.isBefore(a)
  },
  relation(
    "meets", .ranges, "whether a range ends with the point where another begins",
    ("meets([1..5], [5..10])", "true")
  ) { a, b throws(Misfit) in
    try a.meets(b)
  },
  relation(
    "met by", .ranges, "whether a range begins with the point where another ends",
    ("met by([5..10], [1..5])", "true")
  ) { a, b throws(Misfit) in
    try b.meets(a)
  },
  relation(
    "overlaps", .ranges, "whether two ranges share a point", ("overlaps([1..5], [5..8])", "true")
  ) { a, b throws(Misfit) in
    let (before, after) = (try a.isBefore(b), try b.isBefore(a))
    return !before && !after
  },
  relation(
    "overlaps before", .ranges, "whether a range begins before another and ends in it",
    ("overlaps before([1..5], [3..8])", "true")
  ) { a, b throws(Misfit) in
    try a.overlapsBefore(b)
  },
  relation(
    "overlaps after", .ranges, "whether a range begins in another and ends after it",
    ("overlaps after([3..8], [1..5])", "true")
  ) { a, b throws(Misfit) in
    try b.overlapsBefore(a)
  },
  relation(
    "finishes", .pointFirst, "whether a point or range ends where another ends",
    ("finishes([5..10], [1..10])", "true")
  ) { a, b throws(Misfit) in
    try a.finishes(b)
  },
  relation(
    "finished by", .rangeFirst, "whether a range ends where a point is or another ends",
    ("finished by([1..10], 10)", "true")
  ) { a, b throws(Misfit) in
    try b.finishes(a)
  },
  relation(
    "includes", .rangeFirst, "whether a range holds a point or another",
    ("includes([1..10], [4..6])", "true")
  ) { a, b throws(Misfit) in
    try a.includes(b)
  },
  relation(
    "during", .pointFirst, "whether a point or range lies in another",
    ("during(5, [1..10])", "true")
  ) { a, b throws(Misfit) in
    try b.includes(a)
  },
  relation(
    "starts", .pointFirst, "whether a point or range begins where another begins",
    ("starts([1..5], [1..10])", "true")
  ) { a, b throws(Misfit) in
    try a.starts(b)
  },
  relation(
    "started by", .rangeFirst, "whether a range begins where a point is or another begins",
    ("started by([1..10], 1)", "true")
  ) { a, b throws(Misfit) in
    try b.starts(a)
  },
  relation(
    "coincides", .alike, "whether two points or ranges are the same",
    ("coincides([1..5], [1..5])", "true")
  ) { a, b throws(Misfit) in
    try a.coincides(b)
  },
  BuiltIn(
    "range", "from: string", "a range read from text, its ends literals, both there and in order",
    ("range(\"[18..21)\")", "[18..21)")
  ) { evaluator, a throws(Misfit) in
    guard let text = a[0].text else { return nil }
    return try range(text, &evaluator).map(Value.range)
  },
]

/// Which of the two may be a point.
private enum Sides { case either, ranges, pointFirst, rangeFirst, alike }

private func relation(
  _ name: String, _ sides: Sides, _ doc: String, _ example: (String, String),
  _ body: @escaping @Sendable (Span, Span) throws(Misfit) -> Bool
) -> BuiltIn {
  let forms: [String] =
    switch sides {
    case .either:
      ["point1: point, point2: point", "point: point, range: range", "range: range, point: point"]
    case .ranges: []
    case .pointFirst: ["point: point, range: range"]
    case .rangeFirst: ["range: range, point: point"]
    case .alike: ["point1: point, point2: point"]
    }
  return BuiltIn(
    name, doc, example,
    (forms + ["range1: range, range2: range"]).map {
      Signature($0) { _, a throws(Misfit) in .boolean(try body(Span(a[0]), Span(a[1]))) }
    })
}

/// Both ends are literals: a number, a text, `@"…"`, or a date, time or duration function of a literal text.
private func range(_ text: String, _ evaluator: inout Evaluator) throws(Misfit) -> RangeValue? {
  guard let tree = try? FEELParser(names: NameSet()).expression(text),
    case .range(let range) = tree.kind,
    let low = range.low, let high = range.high, isLiteral(low), isLiteral(high)
  else { throw Misfit("`\(text)` is no range of two literals; write `[18..21]`") }
  let ends = [low, high].map { evaluator.evaluate($0, in: Environment()) }
  guard let order = Operators.compare(ends[0], ends[1]), order <= 0 else {
    throw Misfit("the ends of `\(text)` are not in order")
  }
  return RangeValue(
    low: ends[0], includesLow: range.includesLow, high: ends[1], includesHigh: range.includesHigh)
}

private func isLiteral(_ expression: FEELExpression) -> Bool {
  switch expression.kind {
  case .number, .string, .temporal: return true
  case .negate(let inner):
    switch inner.kind {
    case .number, .temporal: return true
    default: return false
    }
  case .call(let callee, let arguments):
    guard case .name(let name) = callee.kind,
      ["date", "time", "date and time", "duration"].contains(name),
      arguments.count == 1, case .string = arguments[0].kind
    else { return false }
    return true
  default: return false
  }
}
