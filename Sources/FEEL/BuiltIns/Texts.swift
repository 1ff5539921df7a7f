import Facts

private func text(
  _ name: String, _ parameters: [String], _ doc: String, _ example: (String, String),
  _ body: @escaping @Sendable ([String]) -> Value?
) -> BuiltIn {
  BuiltIn(name, parameters, doc, example) { arguments in
    guard arguments.count == parameters.count else { return nil }
    var texts: [String] = []
    for argument in arguments {
      guard case .string(let text) = argument else { return nil }
      texts.append(text)
    }
    return body(texts)
  }
}

/// Strings count code points, as FEEL has it.
let textFunctions: [BuiltIn] = [
  text(
    "string length", ["string"], "how many characters a text has", ("string length(\"تهران\")", "5")
  ) { .number(Number($0[0].unicodeScalars.count)) },
  text("upper case", ["string"], "in capitals", ("upper case(\"a\")", "\"A\"")) {
    .string($0[0].uppercased())
  },
  text("lower case", ["string"], "in small letters", ("lower case(\"A\")", "\"a\"")) {
    .string($0[0].lowercased())
  },
  text(
    "contains", ["string", "match"], "whether a text holds another",
    ("contains(\"R1-A\", \"R1\")", "true")
  ) { .boolean(position(of: $0[1], in: $0[0]) != nil) },
  text(
    "starts with", ["string", "match"], "whether a text begins with another",
    ("starts with(\"R1\", \"R\")", "true")
  ) { .boolean($0[0].unicodeScalars.starts(with: $0[1].unicodeScalars)) },
  text(
    "ends with", ["string", "match"], "whether a text ends with another",
    ("ends with(\"R1\", \"1\")", "true")
  ) { .boolean($0[0].unicodeScalars.reversed().starts(with: $0[1].unicodeScalars.reversed())) },
  text(
    "substring before", ["string", "match"], "what stands before a match",
    ("substring before(\"C-1\", \"-\")", "\"C\"")
  ) { texts in
    .string(position(of: texts[1], in: texts[0]).map { part(of: texts[0], 0..<$0) } ?? "")
  },
  text(
    "substring after", ["string", "match"], "what stands after a match",
    ("substring after(\"C-1\", \"-\")", "\"1\"")
  ) { texts in
    .string(
      position(of: texts[1], in: texts[0]).map { found in
        part(
          of: texts[0],
          (found + texts[1].unicodeScalars.count)..<texts[0].unicodeScalars.count)
      } ?? "")
  },
  BuiltIn(
    "substring", ["string", "start position", "length"], "a part of a text",
    ("substring(\"abc\", 2)", "\"bc\"")
  ) { arguments in
    guard (2...3).contains(arguments.count), case .string(let text) = arguments[0],
      case .number(let start) = arguments[1], let start = start.int,
      start != 0
    else { return nil }
    let scalars = Array(text.unicodeScalars)
    guard start.magnitude <= scalars.count else { return nil }
    let first = start > 0 ? start - 1 : scalars.count + start
    var end = scalars.count
    if arguments.count == 3 {
      guard case .number(let length) = arguments[2], let length = length.rounded(.towardZero)?.int,
        length > 0
      else { return nil }
      end = length < end - first ? first + length : end
    }
    return .string(String(String.UnicodeScalarView(scalars[first..<end])))
  },
  BuiltIn("string", ["from"], "a value as text", ("string(1.10)", "\"1.1\"")) { arguments in
    guard arguments.count == 1 else { return nil }
    if case .null = arguments[0] { return .null }
    if case .string = arguments[0] { return arguments[0] }
    return .string(arguments[0].printed())
  },
  BuiltIn(
    "number", ["from", "grouping separator", "decimal separator"], "a number read from a text",
    ("number(\"1,000.5\", \",\", \".\")", "1000.5")
  ) { arguments in
    guard let first = arguments.first, case .string(var text) = first else { return nil }
    if arguments.count == 3 {
      if case .string(let grouping) = arguments[1] { text = text.replacing(grouping, with: "") }
      if case .string(let point) = arguments[2] { text = text.replacing(point, with: ".") }
    } else if arguments.count != 1 {
      return nil
    }
    return Number(text).map(Value.number)
  },
  BuiltIn(
    "string join", ["list", "delimiter"], "texts one after the other",
    ("string join([\"a\", \"b\"], \"-\")", "\"a-b\"")
  ) { arguments in
    guard (1...2).contains(arguments.count), case .list(let list) = arguments[0] else { return nil }
    var delimiter = ""
    if arguments.count == 2, case .string(let text) = arguments[1] { delimiter = text }
    var texts: [String] = []
    for item in list {
      if case .string(let text) = item {
        texts.append(text)
      } else if case .null = item {
        continue
      } else {
        return nil
      }
    }
    return .string(texts.joined(separator: delimiter))
  },
]

/// Where a text begins inside another, in code points; 0 for the empty text.
private func position(of match: String, in text: String) -> Int? {
  let (text, match) = (Array(text.unicodeScalars), Array(match.unicodeScalars))
  guard match.count <= text.count else { return nil }
  return (0...(text.count - match.count)).first {
    text[$0..<($0 + match.count)].elementsEqual(match)
  }
}

private func part(of text: String, _ range: Range<Int>) -> String {
  String(String.UnicodeScalarView(Array(text.unicodeScalars)[range]))
}
