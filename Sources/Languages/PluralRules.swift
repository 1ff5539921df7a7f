/// How a language tells counts apart (Unicode CLDR, cardinal plurals).
package enum PluralCategory: String, Sendable, Hashable, CaseIterable {
  case zero, one, two, few, many, other
}

extension Language {
  /// The categories that whole counts have here, `other` among them.
  package var pluralCategories: Set<PluralCategory> {
    switch code {
    case "ar": [.zero, .one, .two, .few, .many, .other]
    case "he": [.one, .two, .other]
    // Fractions are `other`.
    case "ru": [.one, .few, .many, .other]
    default: [.one, .other]
    }
  }

  /// The category of a whole count (CLDR 44).
  package func pluralCategory(of count: Int) -> PluralCategory {
    let ten = abs(count % 10)
    let hundred = abs(count % 100)
    switch code {
    case "ar":
      switch count {
      case 0: return .zero
      case 1, -1: return .one
      case 2, -2: return .two
      default: return (3...10).contains(hundred) ? .few : hundred >= 11 ? .many : .other
      }
    case "fa": return count == 0 || abs(count) == 1 ? .one : .other
    case "he": return abs(count) == 1 ? .one : abs(count) == 2 ? .two : .other
    case "ru":
      if ten == 1, hundred != 11 { return .one }
      return (2...4).contains(ten) && !(12...14).contains(hundred) ? .few : .many
    default: return abs(count) == 1 ? .one : .other
    }
  }
}
