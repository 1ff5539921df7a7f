import FEEL
import TestSupport

/// Text that is nearly FEEL: its own signs and words in no order, bytes of any script, and now and then a great many of one.
enum RandomText {
  static let names = NameSet(["a", "lot area", "a+b", "days in weekend", "حداکثر ارتفاع"])

  private static let pieces: [String] = [
    "if ", " then ", " else ", "for ", " in ", " return ", "some ", "every ", " satisfies ",
    " and ",
    " or ", " between ", " instance of ", "not(", "function(", "external ", "null", "true", "false",
    "list<", "context<", "range<", "function<", ">", "->", "date and time", "(", ")", "[", "]", "{",
    "}", ",", ":", ".", "..", "+", "-", "*", "**", "/", "=", "!=", "<", "<=", ">=", "?", "@", "\"",
    "\\", "\\u", "\\uD83D", "\\U01F40E", "//", "/*", "*/", "1", "0.5", ".5", "1e400", "1e", "12",
    "۱۲",
    "٫", " ", "\n", "\t", "\u{A0}", "\u{200C}", "\u{200B}", "\u{2028}", "a", "lot area", "lot",
    "area",
    "a+b", "days in weekend", "حداکثر ارتفاع", "“", "−", "é", "e\u{301}", "\u{202E}", "🐎", "\u{0}",
    "\"text\"", "@\"2020-01-01\"", "@\"P1D\"", "count(", "sum(", "item", "partial", "x", "y",
  ]

  static func garbage(_ generator: inout SeededGenerator) -> String {
    if generator.next() % 50 == 0 {
      // Deep or long: one piece many times over.
      let piece = pieces.randomElement(using: &generator) ?? ""
      let end = pieces.randomElement(using: &generator) ?? ""
      return String(repeating: piece, count: Int.random(in: 100...9000, using: &generator)) + end
    }
    return (0..<Int.random(in: 1...40, using: &generator))
      .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
  }
}
