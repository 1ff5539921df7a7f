/// A set of code points as a pattern writes it: `[a-z-[aeiou]]`, `\p{Lu}`, `\w`, `.`, or one character.
struct CharacterClass: Sendable {
  var items: [Item] = []
  var isNegated = false
  /// What is taken out again; at most one.
  var except: [CharacterClass] = []
  /// Characters and ranges hold every case of a character; classes by property do not change.
  var ignoresCase = false

  enum Item: Sendable {
    case range(UInt32, UInt32)
    /// `\p{…}` and `\P{…}`.
    case category(UInt32, isNegated: Bool)
    /// `\i` (first character of an XML name) and `\c` (any of its characters).
    case name(isFirst: Bool, isNegated: Bool)
    case block(UInt32, UInt32, isNegated: Bool)
  }

  init() {}

  init(_ items: [Item], isNegated: Bool = false) {
    self.items = items
    self.isNegated = isNegated
  }

  func contains(_ character: UInt32) -> Bool {
    var isFound = items.contains { $0.contains(character) }
    if !isFound, ignoresCase {
      isFound = CaseVariants.of(character).contains { variant in
        items.contains {
          if case .range(let low, let high) = $0 {
            low <= variant && variant <= high
          } else {
            false
          }
        }
      }
    }
    return isFound != isNegated && !except.contains { $0.contains(character) }
  }

  /// `.`: no line feed and no carriage return, or any character.
  static func dot(matchingAll: Bool) -> CharacterClass {
    matchingAll
      ? CharacterClass([], isNegated: true)
      : CharacterClass([.range(10, 10), .range(13, 13)], isNegated: true)
  }

  /// `\s \d \w \i \c`, and in capitals their opposites; nil for another letter.
  static func escape(_ letter: UInt32) -> CharacterClass? {
    guard let sign = Unicode.Scalar(letter) else { return nil }
    let isNegated = ("A"..."Z").contains(sign)
    switch sign {
    case "s", "S":
      return CharacterClass([.range(9, 10), .range(13, 13), .range(32, 32)], isNegated: isNegated)
    case "d", "D":
      return CharacterClass([.category(Categories.named["Nd"] ?? 0, isNegated: isNegated)])
    case "w", "W":
      let others = ["P", "Z", "C"].reduce(0) { $0 | (Categories.named[$1] ?? 0) }
      return CharacterClass([.category(others, isNegated: !isNegated)])
    case "i", "I": return CharacterClass([.name(isFirst: true, isNegated: isNegated)])
    case "c", "C": return CharacterClass([.name(isFirst: false, isNegated: isNegated)])
    default: return nil
    }
  }
}

extension CharacterClass.Item {
  func contains(_ character: UInt32) -> Bool {
    switch self {
    case .range(let low, let high): low <= character && character <= high
    case .block(let low, let high, let isNegated):
      (low <= character && character <= high) != isNegated
    case .category(let categories, let isNegated):
      (Categories.of(character) & categories != 0) != isNegated
    case .name(let isFirst, let isNegated):
      (isFirst ? Self.beginsName(character) : Self.isInName(character)) != isNegated
    }
  }

  /// XML 1.0, NameStartChar.
  private static func beginsName(_ character: UInt32) -> Bool {
    switch character {
    case 0x3A, 0x41...0x5A, 0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF,
      0x370...0x37D,
      0x37F...0x1FFF, 0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF,
      0xF900...0xFDCF,
      0xFDF0...0xFFFD, 0x10000...0xEFFFF:
      true
    default: false
    }
  }

  /// XML 1.0, NameChar.
  private static func isInName(_ character: UInt32) -> Bool {
    switch character {
    case 0x2D, 0x2E, 0x30...0x39, 0xB7, 0x300...0x36F, 0x203F...0x2040: true
    default: beginsName(character)
    }
  }
}

/// General categories as bits of a word.
enum Categories {
  private static let letters = [
    "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi",
    "Pf", "Po",
    "Sm", "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Co", "Cn",
  ]

  /// The bits that a name stands for: of one category (`Lu`), or of all that begin with its letter (`L`).
  static let named: [String: UInt32] = {
    var result: [String: UInt32] = [:]
    for (place, name) in letters.enumerated() {
      result[name] = 1 << UInt32(place)
      result[String(name.prefix(1)), default: 0] |= 1 << UInt32(place)
    }
    return result
  }()

  static func of(_ character: UInt32) -> UInt32 {
    guard let scalar = Unicode.Scalar(character) else { return 0 }
    let place: UInt32 =
      switch scalar.properties.generalCategory {
      case .uppercaseLetter: 0
      case .lowercaseLetter: 1
      case .titlecaseLetter: 2
      case .modifierLetter: 3
      case .otherLetter: 4
      case .nonspacingMark: 5
      case .spacingMark: 6
      case .enclosingMark: 7
      case .decimalNumber: 8
      case .letterNumber: 9
      case .otherNumber: 10
      case .connectorPunctuation: 11
      case .dashPunctuation: 12
      case .openPunctuation: 13
      case .closePunctuation: 14
      case .initialPunctuation: 15
      case .finalPunctuation: 16
      case .otherPunctuation: 17
      case .mathSymbol: 18
      case .currencySymbol: 19
      case .modifierSymbol: 20
      case .otherSymbol: 21
      case .spaceSeparator: 22
      case .lineSeparator: 23
      case .paragraphSeparator: 24
      case .control: 25
      case .format: 26
      case .privateUse: 27
      case .surrogate, .unassigned: 28
      @unknown default: 28
      }
    return 1 << place
  }
}
