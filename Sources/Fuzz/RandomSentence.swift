import TestSupport

/// Random expressions that mostly have a value, as text: what types they mix fits, and `u` may stand anywhere.
struct RandomSentence {
  private var generator: SeededGenerator
  /// Names that loops around the place bind to numbers.
  private var bound: [String] = []

  init(_ generator: inout SeededGenerator) {
    self.generator = SeededGenerator(seed: generator.next())
  }

  private mutating func pick(_ choices: String...) -> String {
    choices.randomElement(using: &generator) ?? ""
  }

  private mutating func chance(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }

  mutating func sentence(_ depth: Int) -> String {
    switch chance(4) {
    case 0: number(depth)
    case 1: list(depth)
    case 2: text(depth)
    default: truth(depth)
    }
  }

  private mutating func number(_ depth: Int) -> String {
    if depth <= 0 {
      if !bound.isEmpty, chance(2) == 0 { return bound.randomElement(using: &generator) ?? "n" }
      return pick("u", "u", "n", "0", "1", "2", "3", "c.a", "lot area")
    }
    let inner = depth - 1
    switch chance(10) {
    case 0, 1: return "(\(number(inner)) \(pick("+", "-", "*")) \(number(inner)))"
    case 2: return "(if \(truth(inner)) then \(number(inner)) else \(number(inner)))"
    case 3: return "\(pick("count", "sum", "min", "max"))(\(list(inner)))"
    case 4: return "\(list(inner))[\(pick("1", "-1", number(inner)))]"
    case 5: return "{a: \(number(inner)), k: \(sentence(inner))}.a"
    case 6: return "string length(\(text(inner)))"
    case 7: return "(function(x) \(number(inner)))(\(number(inner)))"
    case 8: return "-\(number(0))"
    default: return number(0)
    }
  }

  private mutating func truth(_ depth: Int) -> String {
    if depth <= 0 {
      return pick("true", "false", "b", "u", "u > 1", "n = 3", "s = \"ab\"", "u = null")
    }
    let inner = depth - 1
    switch chance(13) {
    case 0, 1, 2: return "(\(truth(inner)) \(pick("and", "or")) \(truth(inner)))"
    case 3: return "not(\(truth(inner)))"
    case 4: return "(\(number(inner)) \(pick("<", "<=", ">", ">=", "=", "!=")) \(number(inner)))"
    case 5:
      return
        "(\(number(inner)) in (\(pick("<", ">=", "")) \(number(inner)), [\(number(0))..\(number(0))]))"
    case 6: return "(\(number(inner)) between \(number(0)) and \(number(inner)))"
    case 7:
      return
        "(\(pick("some", "every")) x in \(list(inner)) satisfies \(binding { $0.truth(inner) }))"
    case 8: return "list contains(\(list(inner)), \(number(inner)))"
    case 9: return "(\(list(inner)) \(pick("=", "!=")) \(list(inner)))"
    case 10:
      return "(\(sentence(inner)) instance of \(pick("number", "string", "list<number>", "Any")))"
    case 11: return "\(pick("all", "any"))([\(truth(inner)), \(truth(inner))])"
    default: return "(if \(truth(inner)) then \(truth(inner)) else \(truth(inner)))"
    }
  }

  private mutating func list(_ depth: Int) -> String {
    if depth <= 0 { return pick("[1, 2]", "[u, 2]", "[1, u, 3]", "[u]", "[3, n]") }
    let inner = depth - 1
    switch chance(8) {
    case 0: return "[\(number(inner)), \(number(inner))]"
    case 1: return "(for x in \(list(inner)) return \(binding { $0.number(inner) }))"
    case 2, 3:
      return
        "\(list(inner))[\(pick("item > 1", "item = u", truth(inner), "item != n and \(truth(inner))"))]"
    case 4:
      return
        "\(pick("append", "remove", "list replace"))(\(list(inner)), 1\(pick("", ", \(number(0))")))"
    case 5: return "\(pick("reverse", "distinct values", "flatten", "concatenate"))(\(list(inner)))"
    case 6:
      return
        "[{a: \(number(inner))}, {a: \(number(0)), n: 1}][\(pick("a > 1", "n = 1", "a = u")) ].a"
    default: return "sort(\(list(inner)), function(x, y) x < y)"
    }
  }

  private mutating func text(_ depth: Int) -> String {
    if depth <= 0 { return pick("s", "\"a\"", "\"\"", "u") }
    let inner = depth - 1
    switch chance(4) {
    case 0: return "(\(text(inner)) + \(text(inner)))"
    case 1: return "string(\(sentence(inner)))"
    case 2: return "substring(\"abcdef\", \(number(inner)))"
    default: return "(if \(truth(inner)) then \(text(inner)) else \(text(inner)))"
    }
  }

  private mutating func binding(_ body: (inout RandomSentence) -> String) -> String {
    bound.append("x")
    defer { bound.removeLast() }
    return body(&self)
  }
}
