import Land

/// Addresses of five invented cities, each in a script of its own, and what people type who look for one of them.
///
/// The words are made of syllables by a seeded generator: no street of any real city.
struct SearchWorkload {
  enum Kind: String, CaseIterable {
    case exact, reversed, prefix, typo, transliterated, miss
  }

  struct Query {
    var kind: Kind
    var text: String
    /// The place of the address that is meant; nil where none is.
    var address: Int?
  }

  static let seed: UInt64 = 20_261_121
  private(set) var addresses: [String] = []
  private(set) var queries: [Query] = []

  private struct Script {
    var consonants: [Character]
    var vowels: [Character]
    var streets: [String]
    var isStreetFirst: Bool
    var zero: UInt32
    var letters: [Character]
  }

  private static let scripts = [
    Script(
      consonants: Array("bdfghklmnprstvw"), vowels: Array("aeiou"), streets: ["St", "Ave", "Rd"],
      isStreetFirst: false, zero: 0x30, letters: ["a", "b"]),
    Script(
      consonants: Array("בגדזחטכלמנספצקרשת"), vowels: Array("אויה"), streets: ["רחוב", "שדרות"],
      isStreetFirst: true, zero: 0x30, letters: ["א", "ב"]),
    Script(
      consonants: Array("بپتجچخدرزسشفقکگلمن"), vowels: Array("اوی"), streets: ["خیابان", "کوچه‌ی"],
      isStreetFirst: true, zero: 0x6F0, letters: ["ب", "ج"]),
    Script(
      consonants: Array("بتجحخدرزسشصطعفقكلمن"), vowels: Array("اوي"), streets: ["شارع"],
      isStreetFirst: true, zero: 0x660, letters: ["ب", "ج"]),
    Script(
      consonants: Array("бвгдзклмнпрстфх"), vowels: Array("аеиоу"), streets: ["улица", "проспект"],
      isStreetFirst: true, zero: 0x30, letters: ["а", "б"]),
  ]

  init(addresses count: Int, queriesOfAKind: Int) {
    var random = SearchRandom(seed: Self.seed)
    var names: [[String]] = []
    for script in Self.scripts {
      var words: [String] = []
      for _ in 0..<3000 {
        var word = ""
        for _ in 0..<Int.random(in: 2...4, using: &random) {
          word.append(script.consonants.randomElement(using: &random) ?? "b")
          if Int.random(in: 0..<3, using: &random) > 0 {
            word.append(script.vowels.randomElement(using: &random) ?? "a")
          }
        }
        words.append(word)
      }
      names.append(words)
    }
    var parts: [(script: Int, name: String, number: String)] = []
    while addresses.count < count {
      let place = Int.random(in: 0..<Self.scripts.count, using: &random)
      let script = Self.scripts[place]
      let name = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        names[place].randomElement(using: &random) ?? ""
      }.joined(separator: " ")
      let kind = script.streets.randomElement(using: &random) ?? ""
      for house in 1...Int.random(in: 5...40, using: &random) where addresses.count < count {
        let hasLetter = Int.random(in: 0..<20, using: &random) == 0
        let letter = hasLetter ? String(script.letters.randomElement(using: &random) ?? "a") : ""
        let number = "\(house)\(letter)"
        parts.append((place, name, number))
        addresses.append(
          script.isStreetFirst ? "\(number) \(kind) \(name)" : "\(number) \(name) \(kind)")
      }
    }
    for kind in Kind.allCases {
      for _ in 0..<queriesOfAKind {
        var address = Int.random(in: 0..<count, using: &random)
        while !Self.has(kind, parts[address].script, parts[address].name) {
          address = Int.random(in: 0..<count, using: &random)
        }
        let (place, name, number) = parts[address]
        let script = Self.scripts[place]
        switch kind {
        case .exact: add(kind, addresses[address], address)
        case .reversed:
          add(kind, "\(name) \(Self.digits(number, from: script.zero))", address)
        case .prefix:
          add(kind, String(name.prefix(max(4, name.count * 2 / 3))), address)
        case .typo:
          var letters = Array(name)
          let at = Int.random(in: 0..<letters.count, using: &random)
          if letters[at] == " " || Bool.random(using: &random) {
            letters.insert(script.consonants.randomElement(using: &random) ?? "b", at: at)
          } else {
            letters[at] = script.consonants.randomElement(using: &random) ?? "b"
          }
          add(kind, "\(String(letters)) \(number)", address)
        case .transliterated:
          let latin = name.split(separator: " ").map { word in
            String(
              decoding: Transliteration.spelling(of: Array(word.utf16), using: &random),
              as: UTF16.self)
          }
          add(kind, "\(number.filter(\.isNumber)) \(latin.joined(separator: " "))", address)
        case .miss:
          let other = names[place].randomElement(using: &random) ?? ""
          add(kind, "\(other)\(String(other.reversed()))\(name.prefix(3)) \(number)", nil)
        }
      }
    }
    queries.shuffle(using: &random)
  }

  /// Whether a kind of query can be made of a name: Latin needs no transliteration, and words under four letters bear no error.
  private static func has(_ kind: Kind, _ script: Int, _ name: String) -> Bool {
    switch kind {
    case .transliterated: script != 0
    case .typo: name.split(separator: " ").allSatisfy { $0.count > 4 }
    default: true
    }
  }

  private mutating func add(_ kind: Kind, _ text: String, _ address: Int?) {
    queries.append(Query(kind: kind, text: text, address: address))
  }

  private static func digits(_ text: String, from zero: UInt32) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          (48...57).contains(scalar.value)
            ? Unicode.Scalar(zero + scalar.value - 48) ?? scalar : scalar
        }))
  }
}

/// SplitMix64.
struct SearchRandom: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
