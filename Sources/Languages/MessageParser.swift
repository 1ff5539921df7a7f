import Facts

/// Reads a message; see ``Message`` for what it may hold.
struct MessageParser {
  private var rest: Substring
  private var depth = 0

  init(_ text: String) { rest = text[...] }

  mutating func message() throws(Message.Fault) -> [Message.Part] {
    let parts = try parts(inPlural: false)
    guard rest.isEmpty else { throw Message.Fault(description: "a `}` closes nothing") }
    return parts
  }

  /// Up to the brace that closes them, which stays, or the end.
  private mutating func parts(inPlural: Bool) throws(Message.Fault) -> [Message.Part] {
    var parts: [Message.Part] = []
    var text = ""
    func flushed() -> [Message.Part] { text.isEmpty ? parts : parts + [.text(text)] }
    while let character = rest.first {
      switch character {
      case "}": return flushed()
      case "{":
        parts = flushed()
        text = ""
        rest.removeFirst()
        parts.append(try argument())
      case "#" where inPlural:
        parts = flushed()
        text = ""
        rest.removeFirst()
        parts.append(.count)
      case "'":
        rest.removeFirst()
        text += quoted(inPlural)
      default:
        text.append(character)
        rest.removeFirst()
      }
    }
    return flushed()
  }

  /// Past an apostrophe: another one, or text up to the next where it stands before a sign of the format.
  private mutating func quoted(_ inPlural: Bool) -> String {
    guard let next = rest.first else { return "'" }
    if next == "'" {
      rest.removeFirst()
      return "'"
    }
    guard next == "{" || next == "}" || next == "#" && inPlural else { return "'" }
    let text = rest.prefix { $0 != "'" }
    rest = rest.dropFirst(text.count + 1)
    return String(text)
  }

  private mutating func argument() throws(Message.Fault) -> Message.Part {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 8 else { throw Message.Fault(description: "choices stand too deep in choices") }
    let name = word()
    guard !name.isEmpty else { throw Message.Fault(description: "a `{` needs a name behind it") }
    if take("}") { return .argument(name) }
    guard take(",") else {
      throw Message.Fault(description: "`{\(name)` needs a `}`, or a `,` and a kind of choice")
    }
    let kind = word()
    guard kind == "plural" || kind == "select", take(",") else {
      throw Message.Fault(description: "`\(kind)` is no choice: write `plural` or `select`")
    }
    var choices: [String: [Message.Part]] = [:]
    while !take("}") {
      let isExact = take("=")
      let key = (isExact ? "=" : "") + word()
      guard !key.isEmpty, key != "=", take("{") else {
        throw Message.Fault(description: "a choice of `\(name)` needs a word and `{…}`")
      }
      guard choices[key] == nil else {
        throw Message.Fault(description: "`\(name)` has the choice `\(key)` twice")
      }
      choices[key] = try parts(inPlural: kind == "plural")
      guard take("}") else {
        throw Message.Fault(description: "the choice `\(key)` of `\(name)` is not closed")
      }
    }
    guard choices["other"] != nil else {
      throw Message.Fault(description: "`\(name)` needs the choice `other`")
    }
    if kind == "select" { return .select(name, choices) }
    var exact: [Int: [Message.Part]] = [:]
    var categories: [PluralCategory: [Message.Part]] = [:]
    for (key, parts) in choices {
      if key.hasPrefix("=") {
        guard let number = Int(key.dropFirst()) else {
          throw Message.Fault(description: "`\(key)` is no count")
        }
        exact[number] = parts
      } else if let category = PluralCategory(rawValue: key) {
        categories[category] = parts
      } else {
        throw Message.Fault(description: "`\(key)` is no plural category")
      }
    }
    return .plural(name, exact: exact, categories: categories)
  }

  private mutating func take(_ character: Character) -> Bool {
    rest = rest.drop(while: \.isWhitespace)
    guard rest.first == character else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func word() -> String {
    rest = rest.drop(while: \.isWhitespace)
    let word = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    rest = rest.dropFirst(word.count)
    return String(word)
  }
}
