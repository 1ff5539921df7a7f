import FEEL
import Facts
import TestSupport

/// Random trees of expressions over a few names, of which `u` is the one that may be unknown.
struct RandomExpression {
  private var generator: SeededGenerator
  /// Names that loops and functions around the place bind.
  private var bound: [String] = []

  init(_ generator: inout SeededGenerator) {
    self.generator = SeededGenerator(seed: generator.next())
  }

  static let names = NameSet(["u", "n", "s", "b", "l", "c", "d", "lot area"])

  static func environment(unknown: Value) -> Environment {
    Environment { name in
      switch name {
      case "u": unknown
      case "n", "lot area": .number(3)
      case "s": .string("ab")
      case "b": .boolean(true)
      case "l": .list([.number(1), .number(2), .null, .number(3)])
      case "c": .context(Context([("a", .number(1)), ("u", .number(7))]))
      case "d": .date(CivilDate(dayNumber: 19_000))
      default: nil
      }
    }
  }

  /// What the unknown may turn out to be.
  static let concretes: [Value] = [
    .null, .boolean(true), .boolean(false), .number(0), .number(1), .number(3), .number(-1),
    .string(""), .string("ab"), .string("a"), .date(CivilDate(dayNumber: 19_000)),
    .daysAndTime(.init(nanoseconds: DaysAndTimeDuration.day)), .yearsAndMonths(.init(months: 1)),
    .list([]), .list([.number(1)]), .list([.boolean(true), .null]), .list([.list([.number(1)])]),
    .context(Context([("a", .number(9))])), .context(Context()),
    .range(.init(low: .number(1), includesLow: true, high: .number(3), includesHigh: false)),
  ]

  private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }

  static func printed(depth: Int, _ generator: inout SeededGenerator) -> String {
    var random = RandomExpression(&generator)
    return random.tree(depth: depth).printed()
  }

  mutating func tree(depth: Int) -> FEELExpression {
    FEELExpression(depth <= 0 ? leaf() : kind(depth - 1), 0..<0)
  }

  private mutating func leaf() -> FEELExpression.Kind {
    switch pick(12) {
    case 0: .null
    case 1: .boolean(pick(2) == 0)
    case 2, 3: .number(Number(pick(5)))
    case 4: .string(["", "a", "ab", "é", "\"\\\n", "e\u{301}"][pick(6)])
    case 5:
      .temporal(
        ["2022-01-08", "P1D", "P1M", "10:00:00", "2022-01-08T10:00:00", "-PT1H", "x"][pick(7)])
    case 6, 7, 8: .name("u")
    default:
      .name(
        (bound + ["n", "s", "b", "l", "c", "d", "lot area"]).randomElement(using: &generator) ?? "n"
      )
    }
  }

  private mutating func kind(_ depth: Int) -> FEELExpression.Kind {
    switch pick(24) {
    case 0, 1, 2, 3, 4:
      let op = BinaryOperator.allCases[pick(BinaryOperator.allCases.count)]
      return .binary(op, tree(depth: depth), tree(depth: depth))
    case 5: return .negate(tree(depth: depth))
    case 6: return .between(tree(depth: depth), low: tree(depth: depth), high: tree(depth: depth))
    case 7: return .membership(tree(depth: depth), (0...pick(2)).map { _ in test(depth) })
    case 8: return .instanceOf(tree(depth: depth), type(2))
    case 9, 10:
      return .conditional(
        tree(depth: depth), then: tree(depth: depth), else: tree(depth: depth))
    case 11: return .list((0..<pick(4)).map { _ in tree(depth: depth) })
    case 12:
      let keys = ["a", "k", "two words"].shuffled(using: &generator).prefix(pick(3))
      return .context(keys.map { .init(key: $0, value: tree(depth: depth)) })
    case 13: return .range(range(depth))
    case 14: return .path(tree(depth: depth), ["a", "k", "year", "start", "two words"][pick(5)])
    case 15, 16:
      let list = tree(depth: depth)
      return .filter(list, binding(["item", "a"]) { $0.tree(depth: depth) })
    case 17: return iteration(depth)
    case 18, 19:
      let iterators = iterators(depth)
      let names = iterators.map(\.name)
      let isSome = pick(2) == 0
      let body = binding(names) { $0.tree(depth: depth) }
      return isSome ? .some(iterators, satisfies: body) : .every(iterators, satisfies: body)
    case 20:
      let parameters = ["x", "y"].prefix(pick(3)).map { FEELExpression.Parameter(name: $0) }
      let body = binding(parameters.map(\.name)) { $0.tree(depth: depth) }
      let function = FEELExpression(.function(Array(parameters), body), 0..<0)
      return .call(function, parameters.map { _ in tree(depth: depth) })
    default: return builtIn(depth)
    }
  }

  private mutating func binding(
    _ names: [String], _ body: (inout RandomExpression) -> FEELExpression
  ) -> FEELExpression {
    let before = bound
    defer { bound = before }
    bound += names
    return body(&self)
  }

  private mutating func iterators(_ depth: Int) -> [FEELExpression.Iterator] {
    ["x", "y"].prefix(1 + pick(2)).map { name in
      pick(4) == 0
        ? .init(name: name, domain: tree(depth: 0), end: tree(depth: 0))
        : .init(name: name, domain: tree(depth: depth))
    }
  }

  private mutating func iteration(_ depth: Int) -> FEELExpression.Kind {
    let iterators = iterators(depth)
    let names = iterators.map(\.name) + ["partial"]
    return .iteration(iterators, return: binding(names) { $0.tree(depth: depth) })
  }

  private mutating func test(_ depth: Int) -> UnaryTest {
    let comparators: [BinaryOperator] = [
      .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual,
    ]
    return pick(2) == 0
      ? .compare(comparators[pick(6)], tree(depth: depth)) : .expression(tree(depth: depth))
  }

  private mutating func range(_ depth: Int) -> FEELExpression.RangeLiteral {
    switch pick(4) {
    case 0:
      return .init(
        low: nil, includesLow: false, high: tree(depth: depth), includesHigh: pick(2) == 0)
    case 1:
      return .init(
        low: tree(depth: depth), includesLow: pick(2) == 0, high: nil, includesHigh: false)
    default:
      return .init(
        low: tree(depth: depth), includesLow: pick(2) == 0, high: tree(depth: depth),
        includesHigh: pick(2) == 0)
    }
  }

  private mutating func type(_ depth: Int) -> TypeReference {
    let plain = ["Any", "number", "string", "boolean", "date", "list", "context", "date and time"]
    if depth == 0 { return .named(plain[pick(plain.count)]) }
    switch pick(7) {
    case 0: return .list(type(depth - 1))
    case 1: return .range(type(depth - 1))
    case 2: return .context(["a": type(depth - 1)])
    case 3: return .function([type(depth - 1)], type(depth - 1))
    default: return .named(plain[pick(plain.count)])
    }
  }

  /// A call of a built-in with about as many arguments as it takes.
  private mutating func builtIn(_ depth: Int) -> FEELExpression.Kind {
    let name = Self.functions[pick(Self.functions.count)]
    let count = max(0, (builtIns[name]?.parameters.count ?? 1) - (pick(4) == 0 ? 1 : 0))
    return .call(
      FEELExpression(.name(name), 0..<0), (0..<count).map { _ in tree(depth: depth) })
  }

  /// All but those that ask a clock.
  private static let functions = builtIns.keys.filter { !["now", "today"].contains($0) }.sorted()
}
