/// The words of pages in one language.
///
/// A new language is one more file like `English.swift` and one line in ``Catalogue/all``; a test holds every language
/// complete and every phrase used.
struct Catalogue: Sendable {
  let language: String
  /// The language's own name.
  let name: String
  let isRightToLeft: Bool
  let phrases: [Phrase: String]

  /// The languages that pages are written in, in the order in which they are offered.
  static let all = [english, persian, hebrew]

  /// The catalogue of a language; nil where pages have none.
  static func of(_ language: String) -> Catalogue? { all.first { $0.language == language } }

  /// The first language that a browser asks for and that we have (RFC 9110, 12.5.4; weights in their order); else English.
  static func preferred(_ header: String?) -> Catalogue {
    let ranges = (header ?? "").split(separator: ",").map { range -> (String, Double) in
      let parts = range.split(separator: ";")
      let tag = parts.first.map { String($0.drop { $0 == " " }.prefix(2)).lowercased() } ?? ""
      let weight = parts.dropFirst().first.flatMap { $0.split(separator: "=").last }.flatMap {
        Double($0)
      }
      return (tag, weight ?? 1)
    }
    let best = ranges.enumerated().sorted { ($1.element.1, $0.offset) < ($0.element.1, $1.offset) }
    return best.lazy.compactMap { of($0.element.0) }.first ?? english
  }

  var direction: String { isRightToLeft ? "rtl" : "ltr" }

  func callAsFunction(_ phrase: Phrase, _ values: [String: String] = [:]) -> String {
    var text = phrases[phrase] ?? Self.english.phrases[phrase] ?? phrase.rawValue
    for (name, value) in values { text = text.replacing("{\(name)}", with: value) }
    return text
  }
}
