import FEEL
import TestSupport

/// Random patterns on random texts, those among them that bring other matchers to a stand: a search ends, and the three functions
/// agree on what it finds.
let patterns = Fuzzer(
  name: "patterns", claim: "a search ends within its budget, and matches, replace and split agree"
) { generator in
  let pattern =
    generator.next() % 4 == 0
    ? RandomPattern.runaway(&generator) : RandomPattern.printed(depth: 5, &generator)
  return
    "\(pattern)\n\(RandomPattern.subject(&generator))\n\(["", "", "i", "s", "m", "x", "q", "smix"].randomElement(using: &generator) ?? "")"
} check: { text in
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
    Value.string(String($0))
  }
  guard lines.count == 3 else { return }
  let (pattern, subject, flags) = (lines[0], lines[1], lines[2])
  func call(_ form: String) -> Value {
    guard let tree = try? FEELParser(names: NameSet(["p", "s", "f"])).expression(form) else {
      return .null
    }
    var evaluator = Evaluator()
    evaluator.steps = 20_000
    return evaluator.evaluate(
      tree, in: Environment { $0 == "p" ? pattern : $0 == "s" ? subject : flags })
  }
  let found = call("matches(s, p, f)")
  guard found == call("matches(s, p, f)") else {
    throw Broken("matches once, and then not")
  }
  let same = call("replace(s, p, \"$0\", f)")
  if flags != .string("q"), same != .null, same != subject {
    throw Broken("what is replaced by itself becomes \(same.printed())")
  }
  let less = call("replace(s, p, \"\", f)")
  if less != .null, found != .null, found != .boolean(less != subject) {
    throw Broken("matches says \(found.printed()), and replace makes \(less.printed())")
  }
  if flags == .string(""), case .list(let parts) = call("split(s, p)"),
    found != .null,
    found != .boolean(parts.count > 1)
  {
    throw Broken("matches says \(found.printed()), and split makes \(parts.count) parts")
  }
}

enum RandomPattern {
  private static let atoms = [
    "a", "b", "c", ".", "\\w", "\\d", "\\s", "\\i", "\\C", "\\p{Lu}", "\\P{L}", "\\p{IsArabic}",
    "[ab]", "[^a]",
    "[a-z-[aeiou]]", "[\\d\\-]", "^", "$", "\\1", "\\2", "\\10", "é", "🐎", "\\", "(", ")", "[", "]",
    "{2}", "*",
    "\\x", "\\p{Xx}", "(?=a)", "-", " ",
  ]
  private static let counts = [
    "*", "+", "?", "*?", "+?", "??", "{2}", "{1,3}", "{0,2}?", "{2,}", "{3,2}", "{50}",
  ]

  static func printed(depth: Int, _ generator: inout SeededGenerator) -> String {
    guard depth > 0 else { return atoms[Int.random(in: 0..<18, using: &generator)] }
    func inner() -> String { printed(depth: depth - 1, &generator) }
    switch Int.random(in: 0..<12, using: &generator) {
    case 0...2: return inner() + inner()
    case 3, 4: return "(\(inner()))"
    case 5: return "(?:\(inner())|\(inner()))"
    case 6...8: return "(\(inner()))" + (counts.randomElement(using: &generator) ?? "")
    case 9: return atoms.randomElement(using: &generator) ?? ""
    default: return inner()
    }
  }

  /// Choices inside repetitions inside repetitions, with and without back-references.
  static func runaway(_ generator: inout SeededGenerator) -> String {
    let cores = ["a+", "a*", "a|a", "a|aa", "a?", ".*", "\\w*a", "[ab]+", "(a)|b", "a{1,30}"]
    var pattern = cores.randomElement(using: &generator) ?? ""
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      pattern =
        "(\(pattern))" + (["+", "*", "{2,}", "{10}", "+?"].randomElement(using: &generator) ?? "")
    }
    return pattern
      + (["", "$", "b", "\\1", "\\1\\1$", "(?:\\1|a)*c"].randomElement(using: &generator) ?? "")
  }

  static func subject(_ generator: inout SeededGenerator) -> String {
    if generator.next() % 3 == 0 {
      return String(repeating: "a", count: Int.random(in: 20...300, using: &generator)) + "!"
    }
    return (0..<Int.random(in: 0...20, using: &generator))
      .map { _ in
        ["a", "b", "c", "A", "1", " ", "-", "é", "🐎", "تهران"].randomElement(using: &generator)
          ?? ""
      }.joined()
  }
}
