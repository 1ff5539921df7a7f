import Land
import Languages

/// A work that somebody's words may mean.
package struct FoundWork: Sendable, Hashable {
  package var work: Work
  /// The word that it was found by; nil where that stands in its label.
  package var word: String?
}

/// Finds kinds of work by any word that people use for them.
///
/// Each word of the query is held against each word of a work's label and of its other names, in all languages: equal, with
/// another ending, behind an article that is written together with it, or with one letter wrong. A word that many works
/// share says little of any of them.
package struct WorkSearch: Sendable {
  private struct Name: Sendable {
    var text: String
    var words: [SearchWord]
    var isLabel: Bool
  }

  private let works: [Work]
  private let names: [[Name]]

  package init(_ works: [Work]) {
    self.works = works
    names = works.map { work in
      [Name(text: work.label, words: SearchWord.words(of: work.label), isLabel: true)]
        + work.words.map { Name(text: $0, words: SearchWord.words(of: $0), isLabel: false) }
    }
  }

  /// Works that a text may mean, best first; those that hold more of its rarer words come before.
  package func search(_ text: String) -> [FoundWork] {
    let asked = SearchWord.words(of: text)
    guard !asked.isEmpty, !works.isEmpty else { return [] }
    var scores = [Double](repeating: 0, count: works.count)
    var best = [(score: Double, name: Int?)](repeating: (0, nil), count: works.count)
    for word in asked {
      let found = names.map { names -> (score: Double, name: Int?) in
        names.indices.reduce((0, nil)) { best, name in
          let score = names[name].words.map { word.likeness(to: $0) }.max() ?? 0
          return score > best.0 ? (score, name) : best
        }
      }
      let holders = found.filter { $0.score > 0 }.count
      guard holders > 0 else { continue }
      // Held by all, a word tells nothing; but it may be the only one that was said.
      let weight = 0.1 + Double(works.count - holders) / Double(works.count)
      for (work, match) in found.enumerated() where match.score > 0 {
        scores[work] += match.score * weight
        if match.score * weight > best[work].score {
          best[work] = (match.score * weight, match.name)
        }
      }
    }
    guard let most = scores.max(), most > 0 else { return [] }
    // What holds much less of what was said was not meant.
    return scores.indices.filter { scores[$0] > 0 && scores[$0] * 3 >= most }
      .sorted { (scores[$1], $0) < (scores[$0], $1) }
      .map { place in
        let name = best[place].name.map { names[place][$0] }
        return FoundWork(
          work: works[place], word: name.flatMap { $0.isLabel ? nil : $0.text })
      }
  }
}

/// A word as it is compared: folded, with what is left of it behind an article or a preposition written together with it.
private struct SearchWord: Sendable, Hashable {
  let letters: [SearchLetter]
  let bare: [SearchLetter]

  static func words(of text: String) -> [SearchWord] {
    SearchText.allWords(of: text).map { SearchWord(letters: $0, bare: bare($0)) }
  }

  /// `הגדר` is `גדר`, `السور` is `سور`.
  private static func bare(_ word: [SearchLetter]) -> [SearchLetter] {
    if word.count > 4, word.starts(with: "ال".utf16) { return Array(word.dropFirst(2)) }
    if word.count > 3, let first = word.first, "הלבומש".utf16.contains(first) {
      return Array(word.dropFirst())
    }
    return word
  }

  /// 1 for the same word, less for another form of it, 0 for another word.
  func likeness(to other: SearchWord) -> Double {
    if letters == other.letters { return 1 }
    if bare == other.letters || letters == other.bare || bare == other.bare { return 0.9 }
    let common = zip(letters, other.letters).prefix { $0 == $1 }.count
    let (rest, otherRest) = (letters.count - common, other.letters.count - common)
    // Somebody still types, or one word begins the other: `photo`, `panels`.
    if common >= 3, rest == 0, otherRest <= 2 * common { return 0.8 }
    if common >= 3, otherRest == 0, rest <= 3 { return 0.8 }
    // Another ending: `fencing` and `fence`, `забора` and `забор`.
    if common >= 4, max(rest, otherRest) <= (common >= 5 ? 4 : 3) { return 0.6 }
    guard letters.count >= Misspelling.leastLetters, other.letters.count >= Misspelling.leastLetters
    else { return 0 }
    let isNear = letters.withUnsafeBufferPointer { one in
      other.letters.withUnsafeBufferPointer { Misspelling.isWithin(1, one, $0) }
    }
    return isNear ? 0.5 : 0
  }
}
