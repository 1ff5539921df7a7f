/// How a language tells counts apart (Unicode CLDR 44, cardinal plurals).
package enum PluralCategory: String, Sendable, Hashable, CaseIterable {
  case zero, one, two, few, many, other

  /// The categories that whole counts have in a language, `other` among them.
  package static func all(in language: String) -> Set<PluralCategory> {
    switch language {
    case "ar": [.zero, .one, .two, .few, .many, .other]
    case "he": [.one, .two, .other]
    // Fractions are `other`.
    case "ru": [.one, .few, .many, .other]
    default: [.one, .other]
    }
  }

  /// The category of a whole count in a language.
  package init(of count: Int, in language: String) {
    let size = count.magnitude
    let ten = size % 10
    let hundred = size % 100
    self =
      switch language {
      case "ar":
        switch size {
        case 0: .zero
        case 1: .one
        case 2: .two
        default: (3...10).contains(hundred) ? .few : hundred >= 11 ? .many : .other
        }
      case "fa": size <= 1 ? .one : .other
      case "he": size == 1 ? .one : size == 2 ? .two : .other
      case "ru":
        ten == 1 && hundred != 11
          ? .one : (2...4).contains(ten) && !(12...14).contains(hundred) ? .few : .many
      default: size == 1 ? .one : .other
      }
  }

  /// The category of a number: `other` for one with decimals (in Persian and Hebrew what lies between 0 and 1 is `one`).
  package init(of number: Number, in language: String) {
    if let count = number.int {
      self.init(of: count, in: language)
    } else {
      self = ["fa", "he"].contains(language) && number.magnitude < .one ? .one : .other
    }
  }
}
