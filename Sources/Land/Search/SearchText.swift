import Foundation

/// One letter as a search compares it: lower case, without marks, of the scripts that towns are written in.
package typealias SearchLetter = UInt16

/// What somebody typed, or what a register has, in the one form in which both are compared.
///
/// Two spellings of one place have the same ``letters`` and ``numbers``: words and numbers are held apart, so that the order
/// of street and house number does not matter; words stand without what is between them, so that a space, a hyphen, a
/// half-space or none is all the same; a word that only says what kind of thing follows (`street`, `کوچه`, `חלקה`) is kept
/// apart as ``street`` and ``subject``.
package struct SearchText: Sendable, Hashable {
  /// The words that name a place, in order.
  package private(set) var words: [[SearchLetter]] = []
  /// Numbers in order, those that stood before the name last; a letter behind a house number follows it, see ``mark(_:)``.
  package private(set) var numbers: [UInt32] = []
  /// What sort of street the text speaks of; nil where it does not say.
  private(set) var street: StreetWord?
  /// What it says that its number is of.
  private(set) var subject: SearchSubject?

  /// The words joined: how names are compared.
  package var letters: [SearchLetter] { words.count == 1 ? words[0] : words.flatMap { $0 } }

  var isEmpty: Bool { words.isEmpty && numbers.isEmpty }

  /// The same number, with other words: what is left when a town's name is taken out.
  func keeping(_ words: some Sequence<[SearchLetter]>) -> SearchText {
    var text = self
    text.words = Array(words)
    return text
  }

  /// Every word of a text, also those that say in an address only what follows; in order, folded.
  package static func allWords(of text: String) -> [[SearchLetter]] {
    SearchPart.parts(of: text).compactMap { if case .word(let word, _) = $0 { word } else { nil } }
  }

  /// The letter of `12א` or `12a`, told from numbers by its highest bit.
  static func mark(_ letter: SearchLetter) -> UInt32 { 0x8000_0000 | UInt32(letter) }

  package init(_ text: String) {
    let parts = SearchPart.parts(of: text)
    var plain: [[SearchLetter]] = []
    var streets: [StreetWord] = []
    var subjects: [[SearchLetter]] = []
    var leading = 0
    let isNamed = parts.contains {
      guard case .word(let word, _) = $0 else { return false }
      return word.count > 1 && SearchVocabulary.role(of: word) == nil
    }
    let hasWords = parts.contains {
      if case .word(let word, _) = $0 { word.count > 1 } else { false }
    }
    var previous: SearchPart?
    for part in parts {
      defer { previous = part }
      switch part {
      case .number(let number, _):
        numbers.append(number)
      case .word(let word, let isGlued):
        let isBehindNumber = previous?.isNumber ?? false
        if isBehindNumber, isGlued, SearchVocabulary.ordinals.contains(word) { continue }
        if word.count == 1, isBehindNumber, isGlued || isNamed || !hasWords,
          isGlued || !SearchVocabulary.compass.contains(word[0])
        {
          numbers.append(Self.mark(word[0]))
          continue
        }
        if isNamed, case .word(let before, _)? = previous,
          SearchVocabulary.isJoiner(word, behind: before)
        {
          continue
        }
        switch SearchVocabulary.role(of: word) {
        case .street(let kind): streets.append(kind)
        case .subject(let of):
          subject = of
          subjects.append(word)
        case .number: continue
        case nil:
          if plain.isEmpty, streets.isEmpty { leading = numbers.count }
          plain.append(word)
          continue
        }
        if plain.isEmpty, streets.count == 1, case .street? = SearchVocabulary.role(of: word) {
          leading = numbers.count
        }
      }
    }
    if plain.isEmpty, !streets.isEmpty, subjects.isEmpty {
      // `Court Street` and `Avenue Road`: nothing but such words is the name.
      plain = streets.map { Array($0.rawValue.utf16) }
    } else {
      // `Block Street` is a street, and no block.
      if plain.isEmpty, !streets.isEmpty { plain = subjects }
      street = streets.first
    }
    words = plain
    if !plain.isEmpty, leading > 0, leading < numbers.count {
      numbers = Array(numbers[leading...] + numbers[..<leading])
    }
  }
}

/// A word or a number of a text.
enum SearchPart: Sendable, Hashable {
  /// A word, and whether it touches what stands before it: `12a`.
  case word([SearchLetter], isGlued: Bool)
  case number(UInt32, isGlued: Bool)

  var isNumber: Bool { if case .number = self { true } else { false } }

  /// A text's words and numbers. A word is letters of one script or several; a sign of abbreviation in it goes.
  static func parts(of text: String) -> [SearchPart] {
    var parts: [SearchPart] = []
    var word: [SearchLetter] = []
    var number: UInt64?
    var isGlued = false
    func endNumber() {
      guard let value = number else { return }
      parts.append(.number(UInt32(truncatingIfNeeded: value & 0x7FFF_FFFF), isGlued: isGlued))
      number = nil
      isGlued = true
    }
    func endWord() {
      guard !word.isEmpty else { return }
      parts.append(.word(word, isGlued: isGlued))
      word.removeAll(keepingCapacity: true)
      isGlued = true
    }
    for scalar in compatible(text).unicodeScalars {
      switch SearchVocabulary.sign(of: scalar) {
      case .digit(let digit):
        endWord()
        number = (number ?? 0) &* 10 &+ UInt64(digit)
      case .letter(let letter):
        endNumber()
        word.append(letter)
      case .letters(let letters):
        endNumber()
        word += letters
      case .nothing: continue
      case .gap:
        endNumber()
        endWord()
        isGlued = false
      }
    }
    endNumber()
    endWord()
    return joinedPairs(parts)
  }

  /// Pairs that are one word of the vocabulary: `بن بست`, a blind alley.
  private static func joinedPairs(_ parts: [SearchPart]) -> [SearchPart] {
    guard parts.count > 1 else { return parts }
    var joined: [SearchPart] = []
    for part in parts {
      if case .word(let second, _) = part, case .word(let first, let isGlued)? = joined.last,
        SearchVocabulary.pairs.contains(first + second)
      {
        joined[joined.count - 1] = .word(first + second, isGlued: isGlued)
      } else {
        joined.append(part)
      }
    }
    return joined
  }

  /// Folded, and before that without presentation forms and wide letters, which few texts have.
  private static func compatible(_ text: String) -> String {
    let hasForms = text.unicodeScalars.contains {
      (0xFB00...0xFDFF).contains($0.value) || (0xFE70...0xFFEF).contains($0.value)
    }
    return folded(hasForms ? text.precomposedStringWithCompatibilityMapping : text)
  }
}
