package import Facts

/// A sentence with places to fill, in the part of ICU MessageFormat that our messages need:
///
/// - `{name}` is filled in as it is given, isolated where it runs another way than the sentence.
/// - `{count, plural, =0 {none} one {# place} other {# places}}` chooses by the language's plural rules (CLDR); `#` is the
///   count in the language's digits.
/// - `{kind, select, parcel {lot} other {address}}` chooses by a word.
/// - `''` is an apostrophe, `'{'` a brace; an apostrophe before anything else is one.
///
/// Choices may stand within choices, eight deep.
package struct Message: Sendable, Hashable {
  indirect enum Part: Sendable, Hashable {
    case text(String)
    case argument(String)
    case count
    case plural(String, exact: [Int: [Part]], categories: [PluralCategory: [Part]])
    case select(String, [String: [Part]])
  }

  let parts: [Part]

  /// Why a text is no message.
  package struct Fault: Error, Hashable, CustomStringConvertible {
    package var description: String
  }

  package init(_ text: String) throws(Fault) {
    var parser = MessageParser(text)
    parts = try parser.message()
  }

  /// The names of all places to fill.
  package var arguments: Set<String> { Self.arguments(of: parts) }

  private static func arguments(of parts: [Part]) -> Set<String> {
    parts.reduce(into: []) { names, part in
      switch part {
      case .text, .count: break
      case .argument(let name): names.insert(name)
      case .plural(let name, let exact, let categories):
        names.insert(name)
        for choice in exact.values { names.formUnion(arguments(of: choice)) }
        for choice in categories.values { names.formUnion(arguments(of: choice)) }
      case .select(let name, let choices):
        names.insert(name)
        for choice in choices.values { names.formUnion(arguments(of: choice)) }
      }
    }
  }

  /// The plural categories that each choice by a count offers, in the order in which the choices stand.
  package var pluralChoices: [Set<PluralCategory>] { Self.pluralChoices(of: parts) }

  private static func pluralChoices(of parts: [Part]) -> [Set<PluralCategory>] {
    parts.flatMap { part -> [Set<PluralCategory>] in
      switch part {
      case .text, .argument, .count: []
      case .plural(_, let exact, let categories):
        [Set(categories.keys)]
          + (Array(exact.values) + categories.values).flatMap { pluralChoices(of: $0) }
      case .select(_, let choices): choices.values.flatMap { pluralChoices(of: $0) }
      }
    }
  }

  /// What every way through the choices says, for those who check them.
  package var variants: [String] {
    Self.variants(of: parts)
  }

  private static func variants(of parts: [Part]) -> [String] {
    parts.reduce([""]) { heads, part in
      let tails: [String] =
        switch part {
        case .text(let text): [text]
        case .argument(let name): ["{\(name)}"]
        case .count: ["#"]
        case .plural(_, let exact, let categories):
          (Array(exact.values) + categories.values).flatMap { variants(of: $0) }
        case .select(_, let choices): choices.values.flatMap { variants(of: $0) }
        }
      return heads.flatMap { head in tails.map { head + $0 } }
    }
  }

  /// The sentence with its places filled. A place without a value keeps its name in braces; a count that is not given counts
  /// as `other`.
  ///
  /// - Parameters:
  ///   - values: For `{name}` and for choices by a word.
  ///   - counts: For choices by a count; also said by `{name}`.
  package func filled(
    _ values: [String: String], counts: [String: Int] = [:], in language: Language
  ) -> String {
    if parts.count == 1, case .text(let text) = parts[0] { return text }
    var text = ""
    fill(&text, parts, values, counts, language, count: nil)
    return text
  }

  private func fill(
    _ text: inout String, _ parts: [Part], _ values: [String: String], _ counts: [String: Int],
    _ language: Language, count: Int?
  ) {
    for part in parts {
      switch part {
      case .text(let literal):
        // The point of an abbreviation at the end of a sentence is the sentence's own: `1 мая 2027 г.`.
        let isDoubled = text.hasSuffix(".") && literal.hasPrefix(".") && !literal.hasPrefix("..")
        text += isDoubled ? literal.dropFirst() : literal[...]
      case .argument(let name):
        text +=
          values[name].map(language.isolated) ?? counts[name].map { language.number($0) }
          ?? "{\(name)}"
      case .count: text += count.map { language.number($0) } ?? "#"
      case .plural(let name, let exact, let categories):
        let number = counts[name]
        let category = number.map { language.pluralCategory(of: $0) } ?? .other
        let choice =
          number.flatMap { exact[$0] } ?? categories[category] ?? categories[.other] ?? []
        fill(&text, choice, values, counts, language, count: number)
      case .select(let name, let choices):
        let choice = values[name].flatMap { choices[$0] } ?? choices["other"] ?? []
        fill(&text, choice, values, counts, language, count: count)
      }
    }
  }
}
