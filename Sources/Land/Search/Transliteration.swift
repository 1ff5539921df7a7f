/// How names sound in letters of another script: `Herzl` and `הרצל`, `Tabriz` and `تبریز`, `Герцль` and both.
///
/// No list of names. ``spellings`` says how each letter of the Hebrew, Arabic and Russian scripts is written in Latin letters, by
/// the habits of ISO 259 and 9, BGN/PCGN and everyday signs together; vowels that these scripts leave out may stand anywhere.
/// A Latin text spells a word if it can be cut into one spelling of each of its letters in order (``spells(_:_:)``). So it
/// holds in both directions: whatever is typed in one script finds what is written in the other.
package enum Transliteration {
  // MARK: Candidates

  /// What two texts have in common if one spells the other, as up to sixteen consonants of four bits; a text whose letters are
  /// read otherwise in Arabic than in Persian (ث, ذ, ض, ظ) has two.
  ///
  /// Only letters that no habit leaves out, and that stand for one class in each script, are kept: d, l, m, n, r, t, p with f, and
  /// all that hisses. A t before what hisses goes with it (`ts`), and doubles are one.
  static func soundKeys(of letters: [SearchLetter]) -> [UInt64] {
    let persian = soundKey(of: letters, isArabic: false)
    guard letters.contains(where: { arabicOnly.contains($0) }) else { return [persian] }
    let arabic = soundKey(of: letters, isArabic: true)
    return arabic == persian ? [persian] : [persian, arabic]
  }

  private static let arabicOnly: Set<SearchLetter> = Set("ثذضظ".utf16)

  private static func soundKey(of letters: [SearchLetter], isArabic: Bool) -> UInt64 {
    var kept: [UInt8] = []
    for letter in letters {
      var sound = letter < 0x700 ? sounds[Int(letter)] : 0
      if isArabic, arabicOnly.contains(letter) { sound = letter == 0x62B ? Sound.t : Sound.d }
      if sound == Sound.s, kept.last == Sound.t { kept.removeLast() }
      if sound != 0, sound != kept.last { kept.append(sound) }
    }
    return kept.prefix(16).enumerated().reduce(0) {
      $0 | UInt64($1.element) << UInt64(4 * $1.offset)
    }
  }

  private enum Sound {
    static let t: UInt8 = 1
    static let d: UInt8 = 2
    static let s: UInt8 = 8
  }

  /// By letter: 0 where it is left out.
  private static let sounds: [UInt8] = {
    var sounds = [UInt8](repeating: 0, count: 0x700)
    for (sound, letters) in [
      (1, "tטתتطт"), (2, "dדدд"), (3, "lלلл"), (4, "mמمм"), (5, "nנنн"), (6, "pfפפپفпф"),
      (7, "rרرр"),
      (8, "szזסצשثذزژسشصضظзжсцшщ"),
    ] {
      for letter in letters.utf16 { sounds[Int(letter)] = UInt8(sound) }
    }
    return sounds
  }()

  // MARK: Spelling

  static func isLatin(_ letters: [SearchLetter]) -> Bool { letters.allSatisfy { $0 < 0x250 } }

  /// Whether either of two texts, of which one at least is in another script than Latin, spells the other.
  package static func matches(_ a: [SearchLetter], _ b: [SearchLetter]) -> Bool {
    switch (isLatin(a), isLatin(b)) {
    case (true, true): return false
    case (true, false): return spells(a, b)
    case (false, true): return spells(b, a)
    case (false, false):
      // Within one script a spelling is a spelling, and another is another name.
      guard let first = a.first, let other = b.first, script(first) != script(other) else {
        return false
      }
      return romanised(a).contains { spells($0, b) } || romanised(b).contains { spells($0, a) }
    }
  }

  /// Whether two words begin in one script, so that neither is a spelling of the other.
  static func isOneScript(_ a: SearchLetter?, _ b: SearchLetter?) -> Bool {
    a.map(script) == b.map(script)
  }

  private static func script(_ letter: SearchLetter) -> Int {
    switch letter {
    case ..<0x250: 0
    case 0x400..<0x530: 1
    case 0x590..<0x600: 2
    default: 3
    }
  }

  /// Whether a Latin text can be cut into spellings of a word's letters, one of each in order, with vowels anywhere between.
  ///
  /// Each bit of a set is a place in the Latin text that some way of cutting has come to. At most 63 letters.
  static func spells(_ latin: [SearchLetter], _ word: [SearchLetter]) -> Bool {
    guard latin.count < 64, !latin.isEmpty, !word.isEmpty else { return false }
    func onward(_ reached: UInt64) -> UInt64 {
      var reached = reached
      for place in latin.indices where reached >> UInt64(place) & 1 == 1 {
        let isDouble = place > 0 && latin[place] == latin[place - 1]
        if vowels.contains(latin[place]) || isDouble { reached |= 1 << UInt64(place + 1) }
      }
      return reached
    }
    var reached: UInt64 = 1
    for letter in word {
      var next: UInt64 = 0
      for spelling in spellings[letter] ?? [[letter]] {
        guard !spelling.isEmpty else {
          next |= reached
          continue
        }
        for place in 0...max(0, latin.count - spelling.count)
        where reached >> UInt64(place) & 1 == 1 && latin[place...].starts(with: spelling) {
          next |= 1 << UInt64(place + spelling.count)
        }
      }
      guard next != 0 else { return false }
      reached = onward(next)
    }
    return reached >> UInt64(latin.count) & 1 == 1
  }

  /// The plainest Latin spellings; Russian г and х are both what they are and, in names from elsewhere, h.
  static func romanised(_ word: [SearchLetter]) -> [[SearchLetter]] {
    func spelled(_ change: (SearchLetter) -> SearchLetter?) -> [SearchLetter] {
      word.flatMap { letter in
        change(letter).map { [$0] } ?? spellings[letter].map { $0.first { !$0.isEmpty } ?? [] } ?? [
          letter
        ]
      }
    }
    let plain = spelled { _ in nil }
    guard word.contains(where: { $0 == 0x433 || $0 == 0x445 }) else { return [plain] }
    return [plain, spelled { $0 == 0x433 || $0 == 0x445 ? 0x68 : nil }]
  }

  private static let vowels: Set<SearchLetter> = Set("aeiou".utf16)

  /// The spellings of each letter in Latin letters, the plainest first; `-` is none.
  private static let spellings: [SearchLetter: [[SearchLetter]]] = {
    let rows = """
      א a e i o u -|ב b v|ג g j|ד d|ה h -|ו v w o u oo ou -|ז z s|ח h ch kh|ט t th|י y i e ee j -|כ k ch kh c|ל l|מ m|נ n
      ס s|ע a e i o u -|פ p f ph|צ tz ts z s|ק k q c|ר r|ש sh s sch|ת t th
      ا a e o i u aa -|ب b|پ p|ت t|ث s th|ج j g|چ ch c|ح h|خ kh x ch h|د d|ذ z dh d|ر r|ز z|ژ zh|س s|ش sh|ص s
      ض z d dh|ط t|ظ z dh d|ع a e i o u -|غ gh g q|ف f ph|ق q gh g k|ک k c|گ g|ل l|م m|ن n
      و v w o u ou oo ow -|ه h a e ah eh -|ی y i e ee a iy -
      а a|б b|в v w|г g h|д d|е e ye je|ж zh|з z|и i y j|к k c q|л l|м m|н n|о o|п p|р r|с s|т t|у u|ф f ph
      х kh h x ch|ц ts tz z|ч ch c|ш sh sch|щ shch sch sh|ъ -|ы y i|ь -|э e|ю yu iu ju u|я ya ia ja a|і i y|ї yi i|є ye e
      """
    var spellings: [SearchLetter: [[SearchLetter]]] = [:]
    for row in rows.split(whereSeparator: { $0 == "|" || $0 == "\n" }) {
      let words = row.split(separator: " ")
      guard let letter = words.first?.utf16.first else { continue }
      spellings[letter] = words.dropFirst().map { $0 == "-" ? [] : Array($0.utf16) }
    }
    return spellings
  }()
}

extension Transliteration {
  /// One of a word's spellings in Latin letters, by chance, with vowels left in where the script has none.
  package static func spelling(
    of word: [SearchLetter], using random: inout some RandomNumberGenerator
  ) -> [SearchLetter] {
    word.enumerated().flatMap { place, letter -> [SearchLetter] in
      let own = spellings[letter]?.randomElement(using: &random) ?? [letter]
      let isBetween = place + 1 < word.count && Bool.random(using: &random)
      return own + (isBetween ? [vowels.sorted().randomElement(using: &random) ?? 97] : [])
    }
  }
}
