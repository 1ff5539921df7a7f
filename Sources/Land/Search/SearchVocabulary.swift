import Foundation

/// What sort of street a word says; in every language the same, by its English name.
enum StreetWord: String, Sendable, Hashable, CaseIterable {
  case street, avenue, boulevard, road, lane, square, place, drive, court, terrace, highway,
    crescent
}

/// What a number is said to be of.
enum SearchSubject: Sendable, Hashable {
  case lot, block, plan
}

/// The words that say what kind of thing a name or a number is of, and how single letters are compared.
///
/// They are words of a language, not of a town; a town whose name is nothing but such words keeps them as its name.
enum SearchVocabulary {
  enum Role: Sendable, Hashable {
    case street(StreetWord)
    case subject(SearchSubject)
    /// `no.`, `شماره`: that a number follows.
    case number
  }

  static func role(of word: [SearchLetter]) -> Role? {
    word.count > longest ? nil : roles[word]
  }

  private static let texts: [(Role, String)] = [
    (
      .street(.street),
      "street st str rehov rechov rehob khiaban khiyaban khyaban xiaban sharia shari ulitsa ul"
    ),
    (.street(.street), "רחוב רח خیابان خ شارع улица ул"),
    (
      .street(.avenue),
      "avenue ave av sderot sderoth sdrot prospekt שדרות שדרה שד جاده проспект пр просп"
    ),
    (.street(.boulevard), "boulevard blvd bvd bolvar bulvar بلوار бульвар бул"),
    (.street(.road), "road rd derech derekh tariq דרך jade jaddeh طریق дорога шоссе ш"),
    (
      .street(.lane),
      "lane ln alley aly simtat simta kuche kucheh koche kocheh koucheh bonbast zuqaq pereulok"
    ),
    (.street(.lane), "סמטת סמטה סמ משעול کوچه کوچهی بنبست زقاق حاره переулок пер тупик"),
    (
      .street(.square),
      "square sq kikar meydan meidan maidan ploshchad כיכר ככר میدان ساحه площадь пл"
    ),
    (.street(.place), "place pl"), (.street(.drive), "drive dr"), (.street(.court), "court ct"),
    (.street(.terrace), "terrace ter terr"),
    (.street(.highway), "highway hwy parkway pkwy بزرگراه اتوبان כביש"),
    (.street(.crescent), "crescent cres circle cir"),
    (.subject(.lot), "lot parcel plot helka chelka migrash pelak plak sabti חלקה חלקות מגרש"),
    (.subject(.lot), "ثبتی قطعه القطعه پلاک участок"),
    (.subject(.block), "block gush גוש بلوک حوض الحوض квартал"),
    (.subject(.plan), "plan tochnit tokhnit תכנית תוכנית תבע طرح مخطط المخطط план"),
    (.number, "no nr num number numero מס מספר בית شماره رقم дом д"),
  ]

  private static let roles: [[SearchLetter]: Role] = {
    var roles: [[SearchLetter]: Role] = [:]
    for (role, text) in texts {
      for word in text.split(separator: " ") {
        for case .word(let letters, _) in single(String(word)) { roles[letters] = role }
      }
    }
    return roles
  }()

  private static let longest = roles.keys.map(\.count).max() ?? 0

  /// Two words that are one word of ``roles`` where they stand together.
  static let pairs: Set<[SearchLetter]> = [letters(of: "بنبست")]

  /// `5th`, `2nd`: what stands at a number and says only that it counts.
  static let ordinals: Set<[SearchLetter]> = Set(["st", "nd", "rd", "th"].map(letters))

  /// Whether a word only joins the word for a street to its name, in Persian: `کوچه‌ی یاس`, `Khiaban-e Bahar`.
  static func isJoiner(_ word: [SearchLetter], behind before: [SearchLetter]) -> Bool {
    if word == yeh || word == ye { return true }
    guard word == e, case .street? = role(of: before) else { return false }
    return true
  }

  private static let (yeh, ye, e) = (letters(of: "ی"), letters(of: "ye"), letters(of: "e"))

  /// North, south, east and west stand before a name, not behind a house number.
  static let compass: Set<SearchLetter> = Set("nsew".utf16)

  private static func letters(of word: String) -> [SearchLetter] {
    word.unicodeScalars.flatMap { scalar -> [SearchLetter] in
      switch sign(of: scalar) {
      case .letter(let letter): [letter]
      case .letters(let letters): letters
      case .digit, .nothing, .gap: []
      }
    }
  }

  private static func single(_ word: String) -> [SearchPart] {
    [.word(letters(of: word), isGlued: false)]
  }

  // MARK: Letters

  enum Sign {
    case letter(SearchLetter)
    case letters([SearchLetter])
    case digit(UInt8)
    /// A mark inside a word: `ז'בוטינסקי`, `רח'`, `رأس`.
    case nothing
    case gap
  }

  /// What a letter of a folded text counts as.
  ///
  /// - Final forms of Hebrew letters are the letters; geresh, gershayim and quotes are no letters.
  /// - Arabic teh marbuta and the forms of heh are heh; a hamza alone is nothing; alef wasla is alef; yeh barree is yeh.
  /// - Letters of Latin languages that have no accent to lose are the nearest plain ones: `ł`, `ø`, `ß`.
  static func sign(of scalar: Unicode.Scalar) -> Sign {
    let value = scalar.value
    switch value {
    case 0x30...0x39: return .digit(UInt8(value - 0x30))
    case 0x61...0x7A: return .letter(SearchLetter(value))
    case 0x41...0x5A: return .letter(SearchLetter(value + 32))
    case 0x22, 0x27, 0x60, 0xB4, 0x2B9...0x2BF, 0x2018...0x201F, 0x2032, 0x2033, 0x5F3, 0x5F4,
      0x621, 0x640, 0x654, 0x655, 0x674:
      return .nothing
    case 0x0...0x7F: return .gap
    case 0x300...0x36F, 0x591...0x5BD, 0x5BF...0x5C7, 0x64B...0x65F, 0x670: return .nothing
    case 0x5DA: return .letter(0x5DB)
    case 0x5DD: return .letter(0x5DE)
    case 0x5DF: return .letter(0x5E0)
    case 0x5E3: return .letter(0x5E4)
    case 0x5E5: return .letter(0x5E6)
    case 0x5D0...0x5EA: return .letter(SearchLetter(value))
    case 0x5F0: return .letters([0x5D5, 0x5D5])
    case 0x5F1: return .letters([0x5D5, 0x5D9])
    case 0x5F2: return .letters([0x5D9, 0x5D9])
    case 0x622, 0x623, 0x625, 0x671: return .letter(0x627)
    case 0x624: return .letter(0x648)
    case 0x629, 0x6BE, 0x6C0...0x6C3, 0x6D5: return .letter(0x647)
    case 0x626, 0x649, 0x64A, 0x6D2, 0x6D0, 0x6CD: return .letter(0x6CC)
    case 0x643: return .letter(0x6A9)
    case 0x451: return .letter(0x435)
    case 0x439: return .letter(0x438)
    case 0xDF: return .letters([0x73, 0x73])
    case 0xE6: return .letters([0x61, 0x65])
    case 0x153: return .letters([0x6F, 0x65])
    case 0xF8: return .letter(0x6F)
    case 0x111, 0xF0: return .letter(0x64)
    case 0x131: return .letter(0x69)
    case 0x142: return .letter(0x6C)
    default:
      if let digit = scalar.properties.numericType == .decimal
        ? scalar.properties.numericValue : nil
      {
        return .digit(UInt8(digit))
      }
      guard scalar.properties.isAlphabetic else { return .gap }
      return .letter(SearchLetter(exactly: value) ?? 0xFFFD)
    }
  }
}
