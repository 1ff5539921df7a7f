import Foundation

/// Texts in a row, as the language's readers write and look them up.
extension Language {
  /// Joined with the comma of the language, each kept apart from the direction of the others.
  package func list(_ texts: [String]) -> String { joined(texts, by: ",", "،") }

  /// Joined with the semicolon of the language, where the parts have commas of their own.
  package func series(_ texts: [String]) -> String { joined(texts, by: ";", "؛") }

  private func joined(_ texts: [String], by sign: String, _ arabic: String) -> String {
    let sign = code == "fa" || code == "ar" ? arabic : sign
    return texts.map(isolated).joined(separator: sign + " ")
  }

  /// Whether one text stands before another in a list of this language: by its alphabet, capitals and marks last, numbers by
  /// their value (Unicode CLDR collation). Texts that differ in nothing that the language tells apart stand by their code.
  package func inOrder(_ a: String, _ b: String) -> Bool {
    let rough: String.CompareOptions = [.caseInsensitive, .diacriticInsensitive, .numeric]
    for options in [rough, [.numeric]] {
      switch a.compare(b, options: options, locale: locale) {
      case .orderedAscending: return true
      case .orderedDescending: return false
      case .orderedSame: continue
      }
    }
    return a.unicodeScalars.lexicographicallyPrecedes(b.unicodeScalars)
  }

  private var locale: Locale { Locale(identifier: code) }
}
