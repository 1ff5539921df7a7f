import FEEL
import Facts
import Foundation

/// Expressions one after the other, with the names that were given values on the way.
struct FeelSession {
  private(set) var names: [String: Value]

  struct Reply {
    /// The name that the value was kept under.
    var name: String?
    var value: Value
    /// Every error that became a null, with its place.
    var findings: [String]
  }

  init(names: [String: Value]) { self.names = names }

  /// What the tab key may complete: names of the session and built-in functions.
  var completions: [String] { (names.keys + builtIns.keys.map { "\($0)(" }).sorted() }

  /// The value of an expression, which `name = ` or `name: ` before it keeps under the name. A comparison with `=` stands in
  /// brackets here.
  mutating func answer(_ text: String) throws(ParseError) -> Reply {
    guard let (name, start) = Self.assignment(in: text) else { return try evaluate(text) }
    var reply: Reply
    do throws(ParseError) {
      reply = try evaluate(String(text[start...]))
    } catch {
      var error = error
      error.offset += text.utf8.distance(from: text.startIndex, to: start)
      throw error
    }
    reply.name = name
    names[name] = reply.value
    return reply
  }

  func evaluate(_ text: String) throws(ParseError) -> Reply {
    let tree = try FEELParser(names: NameSet(names.keys)).expression(text)
    var evaluator = Evaluator()
    evaluator.moment = DateAndTime(secondsSince1970: Int(Date().timeIntervalSince1970))
    let known = names
    let value = evaluator.evaluate(tree, in: Environment { known[$0] })
    return Reply(
      value: value,
      findings: evaluator.findings.map {
        "\($0.message) (\(LineAndColumn($0.span.lowerBound, in: text)))"
      })
  }

  /// The line of a place, and under it a sign at the place.
  func excerpt(of text: String, at offset: Int) -> String {
    let place = LineAndColumn(offset, in: text)
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    let line = lines.indices.contains(place.line - 1) ? String(lines[place.line - 1]) : ""
    return "\(line)\n\(String(repeating: " ", count: place.column - 1))^ \(place)"
  }

  /// Whether more lines belong to a text: a bracket, text or comment is open.
  static func isOpen(_ text: String) -> Bool {
    var open = 0
    var rest = Substring(text)
    while let sign = rest.popFirst() {
      switch sign {
      case "(", "[", "{": open += 1
      // `]1..2[` is closed, however it looks.
      case ")", "]", "}": open -= 1
      case "\"":
        while let next = rest.popFirst(), next != "\"" { if next == "\\" { _ = rest.popFirst() } }
      case "/" where rest.first == "/": rest = rest.drop { !$0.isNewline }
      case "/" where rest.first == "*":
        guard let end = rest.firstRange(of: "*/") else { return true }
        rest = rest[end.upperBound...]
      default: break
      }
    }
    return open > 0
  }

  /// `lot area = …`, `lot area: …`: words, one sign that is part of no other, and more.
  private static func assignment(in text: String) -> (name: String, start: String.Index)? {
    guard let sign = text.firstIndex(where: { $0 == "=" || $0 == ":" }) else { return nil }
    let words = text[..<sign].split(whereSeparator: \.isWhitespace)
    guard let first = words.first?.first, first.isLetter || first == "_",
      words.allSatisfy({ $0.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } }),
      !["if", "for", "some", "every", "not", "null", "true", "false"].contains(words[0])
    else { return nil }
    return (words.joined(separator: " "), text.index(after: sign))
  }
}
