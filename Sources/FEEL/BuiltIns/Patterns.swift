import Facts

/// String functions with patterns (DMN 1.5, table 74): regular expressions as XPath has them, see ``Pattern``.
let patternFunctions: [BuiltIn] = [
  BuiltIn(
    "matches", "input: string, pattern: string, flags: string?",
    "whether a pattern is found in a text",
    ("matches(\"foobar\", \"^fo*b\")", "true")
  ) { evaluator, a throws(Misfit) in
    try searching(a[0], a[1], flags: a[2], &evaluator) { (_, matcher, _) throws(Pattern.Failure) in
      .boolean(try matcher.first(from: 0) != nil)
    }
  },
  BuiltIn(
    "replace", "input: string, pattern: string, replacement: string, flags: string?",
    "a text with each match of a pattern replaced; `$1` is what the pattern's first group matched",
    ("replace(\"abcd\", \"(ab)|(a)\", \"[1=$1][2=$2]\")", "\"[1=ab][2=]cd\"")
  ) { evaluator, a throws(Misfit) in
    try searching(a[0], a[1], flags: a[3], &evaluator, mayBeEmpty: false) {
      (text, matcher, flags) throws(Pattern.Failure) in
      let replacement = try Pattern.Replacement(
        a[2].text ?? "", groups: matcher.groups, isLiteral: flags.isLiteral)
      var result: [UInt32] = []
      var start = 0
      while let match = try matcher.first(from: start) {
        let before = result.count
        result += text[start..<match.whole.lowerBound]
        replacement.append(to: &result, match, in: text)
        try matcher.spend(1 + (result.count - before) / 16)
        start = match.whole.upperBound
      }
      return .string(String((result + text[start...]).compactMap(Unicode.Scalar.init)))
    }
  },
  BuiltIn(
    "split", "string: string, delimiter: string", "the texts between the matches of a pattern",
    ("split(\"a;b;;\", \";\")", "[\"a\", \"b\", \"\", \"\"]")
  ) { evaluator, a throws(Misfit) in
    try searching(a[0], a[1], flags: .null, &evaluator, mayBeEmpty: false) {
      (text, matcher, _) throws(Pattern.Failure) in
      var parts: [Value] = []
      var start = 0
      func part(_ range: Range<Int>) -> Value {
        .string(String(text[range].compactMap(Unicode.Scalar.init)))
      }
      while let match = try matcher.first(from: start) {
        parts.append(part(start..<match.whole.lowerBound))
        start = match.whole.upperBound
      }
      return .list(parts + [part(start..<text.count)])
    }
  },
]

/// Reads the pattern and searches with it; what it spends, found or not, is taken from the evaluation's steps.
private func searching(
  _ input: Value, _ pattern: Value, flags: Value, _ evaluator: inout Evaluator,
  mayBeEmpty: Bool = true,
  _ body: ([UInt32], inout Matcher, Pattern.Flags) throws(Pattern.Failure) -> Value
) throws(Misfit) -> Value? {
  guard let input = input.text, let source = pattern.text else { return nil }
  var spent = source.utf8.count + input.utf8.count
  let result: Value
  do throws(Pattern.Failure) {
    let flags = try Pattern.Flags(flags.text ?? "")
    let pattern = try Pattern(source, flags)
    spent += pattern.program.instructions.count
    if !mayBeEmpty, try isFound(pattern, in: []) {
      throw Pattern.Failure("it matches the empty text")
    }
    let text = input.unicodeScalars.map(\.value)
    // Sixteen steps of a search are one of the evaluation, which may have few left.
    let budget = min(Matcher.steps, max(0, evaluator.steps) * 16)
    var matcher = try Matcher(pattern, text, budget: budget)
    defer { spent += budget - matcher.budget }
    result = try body(text, &matcher, flags)
  } catch {
    try evaluator.spend(spent / 16)
    throw Misfit("`\(source.prefix(60))` cannot be searched for: \(error.message)")
  }
  try evaluator.spend(spent / 16)
  return result
}

private func isFound(_ pattern: Pattern, in text: [UInt32]) throws(Pattern.Failure) -> Bool {
  var matcher = try Matcher(pattern, text)
  return try matcher.first(from: 0) != nil
}
