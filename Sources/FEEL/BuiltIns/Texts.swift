import Facts

/// String functions without patterns (DMN 1.5, table 74). Texts are sequences of code points.
let textFunctions: [BuiltIn] = [
  BuiltIn(
    "string length", "string: string", "how many characters a text has",
    ("string length(\"تهران\")", "5")
  ) { _, a in a[0].text.map { .number(Number($0.unicodeScalars.count)) } },
  BuiltIn("upper case", "string: string", "in capitals", ("upper case(\"aBc4\")", "\"ABC4\"")) {
    _, a in
    a[0].text.map { .string($0.uppercased()) }
  },
  BuiltIn("lower case", "string: string", "in small letters", ("lower case(\"aBc4\")", "\"abc4\""))
  { _, a in
    a[0].text.map { .string($0.lowercased()) }
  },
  search("contains", "whether a text holds another", ("contains(\"R1-A\", \"R1\")", "true")) {
    .boolean(position(of: $1, in: $0) != nil)
  },
  search(
    "starts with", "whether a text begins with another", ("starts with(\"R1\", \"R\")", "true")
  ) { .boolean($0.starts(with: $1)) },
  search("ends with", "whether a text ends with another", ("ends with(\"R1\", \"1\")", "true")) {
    .boolean($0.reversed().starts(with: $1.reversed()))
  },
  search(
    "substring before", "what stands before a match", ("substring before(\"C-1\", \"-\")", "\"C\"")
  ) { text, match in
    .string(position(of: match, in: text).map { String(text[..<$0]) } ?? "")
  },
  search(
    "substring after", "what stands after a match", ("substring after(\"C-1\", \"-\")", "\"1\"")
  ) { text, match in
    .string(position(of: match, in: text).map { String(text[($0 + match.count)...]) } ?? "")
  },
  BuiltIn(
    "substring", "string: string, start position: number, length: number?", "a part of a text",
    ("substring(\"foobar\", -2, 1)", "\"a\"")
  ) { _, a in
    guard let text = a[0].text.map({ Array($0.unicodeScalars) }),
      let part = part(of: text.count, from: a[1], length: a[2], isBounded: false)
    else { return nil }
    return .string(String(text[part]))
  },
  BuiltIn(
    "string join", "list: list, delimiter: string?", "texts one after the other",
    ("string join([\"a\", null, \"b\"], \"-\")", "\"a-b\"")
  ) { evaluator, a throws(Misfit) in
    var texts: [String] = []
    for item in a[0].items ?? [] {
      switch item {
      case .string(let text): texts.append(text)
      case .null: continue
      default: return nil
      }
    }
    let result = texts.joined(separator: a[1].text ?? "")
    try evaluator.spend(result.utf8.count / 16)
    return .string(result)
  },
]

private func search(
  _ name: String, _ doc: String, _ example: (String, String),
  _ body: @escaping @Sendable ([Unicode.Scalar], [Unicode.Scalar]) -> Value
) -> BuiltIn {
  BuiltIn(name, "string: string, match: string", doc, example) { evaluator, a throws(Misfit) in
    guard let text = a[0].text, let match = a[1].text else { return nil }
    try evaluator.spend(text.utf8.count / 16)
    return body(Array(text.unicodeScalars), Array(match.unicodeScalars))
  }
}

/// Where a text begins inside another, in code points; 0 for the empty text. Knuth, Morris and Pratt: no pair of texts is slow.
private func position(of match: [Unicode.Scalar], in text: [Unicode.Scalar]) -> Int? {
  guard !match.isEmpty else { return 0 }
  var borders = [Int](repeating: 0, count: match.count)
  var length = 0
  for index in match.indices.dropFirst() {
    while length > 0, match[index] != match[length] { length = borders[length - 1] }
    if match[index] == match[length] { length += 1 }
    borders[index] = length
  }
  length = 0
  for (index, scalar) in text.enumerated() {
    while length > 0, scalar != match[length] { length = borders[length - 1] }
    if scalar == match[length] { length += 1 }
    if length == match.count { return index + 1 - length }
  }
  return nil
}

/// The places that a start, counted from 1 or from the end, and a length mean in a sequence (DMN 1.5, tables 74 and 75). A length
/// beyond the end is no place, unless it may be: texts are cut there.
func part(of count: Int, from start: Value, length: Value, isBounded: Bool) -> Range<Int>? {
  guard let start = start.int, start != 0, start.magnitude <= count else { return nil }
  let first = start > 0 ? start - 1 : count + start
  guard case .number(let length) = length else { return first..<count }
  guard let length = length.rounded(.towardZero), length >= 1 else { return nil }
  let rest = count - first
  if let length = length.int, length <= rest { return first..<first + length }
  return isBounded ? nil : first..<count
}

extension String {
  init(_ scalars: some Sequence<Unicode.Scalar>) {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    self.init(view)
  }
}
