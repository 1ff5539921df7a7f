import Languages

/// The words of pages in one language.
struct Catalogue: Sendable {
  private let phrases: Phrasebook<Phrase>

  /// The languages that pages are written in, in the order in which they are offered.
  static let all = Language.all.map { Catalogue(phrases: Phrasebook($0, section: "page")) }
  static let english = Catalogue(phrases: Phrasebook(.english, section: "page"))

  /// The catalogue of a language; nil where pages have none.
  static func of(_ language: String) -> Catalogue? { all.first { $0.language == language } }

  var language: String { phrases.language.code }
  /// The language itself, for lists and isolation.
  var spoken: Language { phrases.language }
  /// The language's own name.
  var name: String { phrases.language.name }
  var isRightToLeft: Bool { phrases.language.isRightToLeft }
  var direction: String { phrases.language.direction }

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

  func callAsFunction(
    _ phrase: Phrase, _ values: [String: String] = [:], counts: [String: Int] = [:]
  ) -> String {
    phrases(phrase, values, counts: counts)
  }
}
