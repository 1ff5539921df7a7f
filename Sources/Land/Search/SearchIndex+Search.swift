import Columns

/// How well an entry answers a search; the smaller the better.
package enum SearchTier: UInt8, Sendable, Comparable {
  /// The words of the name, all of them, in this script.
  case name
  /// The name as it sounds, written in another script.
  case sound
  /// The end of a name, from a word on.
  case end
  /// The beginning of a name.
  case beginning
  /// The beginning of what follows some word of a name.
  case within
  /// Each word, or its beginning, its sound, or with one letter wrong, in any order.
  case words

  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// An entry that a search found.
package struct SearchMatch: Sendable, Hashable {
  package let entry: Int
  package let tier: SearchTier
}

extension SearchIndex {
  /// More names than this are not looked through for the beginning of a word.
  static let mostNames = 20_000

  /// The entries that have all numbers of a text and a name that its words are, best first, at most one a lot.
  ///
  /// Tiers before the last depend on nothing but the text's letters and numbers, so that all spellings of a place find the
  /// same; the last is asked only where no other has anything in the same script.
  package func search(_ text: String, in town: Int? = nil, limit: Int) -> [SearchMatch] {
    search(SearchText(text), in: town, limit: limit)
  }

  func search(_ text: SearchText, in town: Int?, limit: Int) -> [SearchMatch] {
    guard !text.isEmpty, limit > 0, text.words.count <= 20, text.numbers.count <= 20 else {
      return []
    }
    var finding = SearchFinding(self, text, town: town, limit: limit)
    guard !text.words.isEmpty else {
      guard !text.numbers.isEmpty else { return [] }
      finding.take(bareNames.map { ($0, 0) }, .name)
      return finding.matches
    }
    let letters = text.letters
    let named = letters.withUnsafeBufferPointer { names(beginningWith: $0) }
    finding.take(named.whole, .name)
    finding.take(names(soundingLike: letters), .sound)
    finding.take(named.ends, .end)
    finding.take(named.beginnings, .beginning)
    finding.take(named.within, .within)
    // What only sounds alike may be another name: what is meant may be a letter off.
    if finding.matches.allSatisfy({ $0.tier == .sound }) {
      finding.take(names(ofWords: text), .words)
    }
    return finding.matches
  }

  typealias RankedNames = [(name: UInt32, penalty: Int)]

  /// Names that begin with letters, from their first word on or from another, as a whole or in part.
  func names(
    beginningWith letters: UnsafeBufferPointer<SearchLetter>
  ) -> (whole: RankedNames, ends: RankedNames, beginnings: RankedNames, within: RankedNames) {
    var (whole, ends, beginnings, within): (RankedNames, RankedNames, RankedNames, RankedNames) =
      ([], [], [], [])
    func tail(_ place: Int) -> (name: Int, offset: Int, letters: UnsafeBufferPointer<SearchLetter>)
    {
      let (name, offset) = (Int(tails[place] >> 8), Int(tails[place] & 0xFF))
      return (name, offset, UnsafeBufferPointer(rebasing: self.letters(ofName: name)[offset...]))
    }
    var place = firstPlace(0..<tails.count) { compare(tail($0).letters, letters) >= 0 }
    let last = min(tails.count, place + Self.mostNames)
    while place < last {
      let (name, offset, own) = tail(place)
      guard own.count >= letters.count, own.starts(with: letters) else { break }
      let item = (UInt32(name), 0)
      switch (offset == 0, own.count == letters.count) {
      case (true, true): whole.append(item)
      case (false, true): ends.append(item)
      case (true, false): beginnings.append(item)
      case (false, false): within.append(item)
      }
      place += 1
    }
    return (whole, ends, beginnings, within)
  }

  /// Names in another script that letters spell, or that spell them.
  func names(soundingLike letters: [SearchLetter]) -> RankedNames {
    var found: RankedNames = []
    for key in Transliteration.soundKeys(of: letters) {
      for name in nameSounds.places(of: key)
      where !Transliteration.isOneScript(letters.first, self.letters(ofName: Int(name)).first)
        && Transliteration.matches(letters, Array(self.letters(ofName: Int(name))))
      {
        found.append((name, 0))
      }
    }
    return found
  }

  // MARK: Words in any order

  /// Names in which each word of a text has its like; and those that are one letter off as a whole, words run together or not.
  func names(ofWords text: SearchText) -> RankedNames {
    var penalties: [UInt32: Int] = [:]
    text.letters.withUnsafeBufferPointer { letters in
      for name in near(letters, 1, nameMasks, { self.letters(ofName: $0) }) {
        penalties[UInt32(name)] = 1
      }
    }
    let likes = text.words.map { words(like: $0) }
    func size(_ like: [UInt32: Int]) -> Int {
      like.keys.reduce(0) {
        $0 + Int(wordNameStarts[Int($1) + 1] - wordNameStarts[Int($1)])
      }
    }
    guard let rarest = likes.min(by: { size($0) < size($1) }) else { return [] }
    var looked: Set<UInt32> = []
    for word in rarest.keys {
      for place in Int(wordNameStarts[Int(word)])..<Int(wordNameStarts[Int(word) + 1]) {
        let name = wordNames[place]
        guard looked.insert(name).inserted else { continue }
        let own = Int(nameWordStarts[Int(name)])..<Int(nameWordStarts[Int(name) + 1])
        var sum = 0
        let hasAll = likes.allSatisfy { like in
          guard let least = own.compactMap({ like[nameWords[$0]] }).min() else { return false }
          sum += least
          return true
        }
        if hasAll { penalties[name] = min(penalties[name] ?? .max, sum) }
      }
      if looked.count > Self.mostNames { break }
    }
    return penalties.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map { ($0.key, $0.value) }
  }

  /// The words that a word may stand for: itself, longer ones that begin with it, ones that sound so, ones with one letter off.
  private func words(like word: [SearchLetter]) -> [UInt32: Int] {
    var likes: [UInt32: Int] = [:]
    func add(_ place: Int, _ penalty: Int) {
      likes[UInt32(place)] = min(likes[UInt32(place)] ?? .max, penalty)
    }
    word.withUnsafeBufferPointer { letters in
      var place = firstPlace(0..<wordCount) { compare(self.letters(ofWord: $0), letters) >= 0 }
      while place < wordCount, self.letters(ofWord: place).starts(with: letters) {
        add(place, self.letters(ofWord: place).count == letters.count ? 0 : 1)
        place += 1
      }
      for place in near(letters, 1, wordMasks, { self.letters(ofWord: $0) }) { add(place, 2) }
    }
    for key in Transliteration.soundKeys(of: word) {
      for place in wordSounds.places(of: key)
      where Transliteration.matches(word, Array(letters(ofWord: Int(place)))) {
        add(Int(place), 1)
      }
    }
    return likes
  }

  /// The places of words or names that are some letters off.
  func near(
    _ letters: UnsafeBufferPointer<SearchLetter>, _ most: Int, _ masks: Column<UInt64>,
    _ own: (Int) -> UnsafeBufferPointer<SearchLetter>
  ) -> [Int] {
    guard letters.count >= Misspelling.leastLetters else { return [] }
    let mask = Misspelling.mask(of: letters)
    var found: [Int] = []
    for (place, other) in masks.elements.enumerated()
    where (mask ^ other).nonzeroBitCount <= 2 * most {
      let word = own(place)
      if word.count >= Misspelling.leastLetters, Misspelling.isWithin(most, letters, word) {
        found.append(place)
      }
    }
    return found
  }
}

/// The matches of one search as they are gathered.
struct SearchFinding {
  private let index: SearchIndex
  private let text: SearchText
  private let town: Int?
  private let limit: Int
  private(set) var matches: [SearchMatch] = []
  private var seen: Set<UInt64> = []

  init(_ index: SearchIndex, _ text: SearchText, town: Int?, limit: Int) {
    self.index = index
    self.text = text
    self.town = town
    self.limit = limit
  }

  /// Adds the entries of names that have the text's numbers, until there are enough.
  mutating func take(_ names: SearchIndex.RankedNames, _ tier: SearchTier) {
    guard matches.count < limit, !names.isEmpty else { return }
    let street = SearchIndex.code(of: text.street)
    var ranked = names.compactMap { name, penalty -> (name: Int, rank: Int)? in
      let place = Int(name)
      if let town, index.nameTowns[place] != town { return nil }
      let isOtherStreet = street != 0 && index.nameStreets[place] != street
      return (place, 2 * penalty + (isOtherStreet ? 1 : 0))
    }
    ranked.sort { ($0.rank, $0.name) < ($1.rank, $1.name) }
    if text.numbers.isEmpty {
      takeInTurn(ranked.map(\.name), tier)
    } else {
      takeNumbered(ranked, tier)
    }
  }

  /// Some of each name first, so that no street hides one of the same name in another town.
  private mutating func takeInTurn(_ names: [Int], _ tier: SearchTier) {
    guard !names.isEmpty else { return }
    let share = max(1, (limit - matches.count) / names.count)
    for name in names {
      for entry in index.entries(ofName: name).prefix(share) { add(entry, tier) }
    }
    for name in names where matches.count < limit {
      for entry in index.entries(ofName: name).dropFirst(share) {
        add(entry, tier)
        if matches.count == limit { break }
      }
    }
  }

  private mutating func takeNumbered(_ names: [(name: Int, rank: Int)], _ tier: SearchTier) {
    var found: [(rank: Int, rest: Int, entry: Int)] = []
    for (name, rank) in names {
      for entry in index.entries(ofName: name, having: text.numbers) {
        let own = index.numbers(of: entry)
        let rest = own.elementsEqual(text.numbers) ? 0 : 1 + own.count - text.numbers.count
        found.append((rank, max(rest, 0), entry))
      }
    }
    found.sort { ($0.rank, $0.rest, $0.entry) < ($1.rank, $1.rest, $1.entry) }
    for item in found {
      add(item.entry, tier)
      if matches.count == limit { return }
    }
  }

  private mutating func add(_ entry: Int, _ tier: SearchTier) {
    guard matches.count < limit else { return }
    let lot = UInt64(index.town(of: entry)) << 32 | UInt64(index.lots[entry])
    if seen.insert(lot).inserted { matches.append(SearchMatch(entry: entry, tier: tier)) }
  }
}

extension SearchIndex {
  package func town(of entry: Int) -> Int { Int(nameTowns[name(of: entry)]) }

  /// The entries of a name that have all of some numbers, in any order.
  func entries(ofName name: Int, having numbers: [UInt32]) -> [Int] {
    func range(_ number: UInt32) -> Range<Int> {
      let key = UInt64(name) << 32 | UInt64(number)
      let low = firstPlace(0..<numberKeys.count) { numberKeys[$0] >= key }
      return low..<firstPlace(low..<numberKeys.count) { numberKeys[$0] > key }
    }
    let ranges = numbers.map(range)
    guard let shortest = ranges.min(by: { $0.count < $1.count }), !shortest.isEmpty else {
      return []
    }
    var found: [Int] = []
    for place in shortest {
      let entry = Int(numberEntries[place])
      let own = self.numbers(of: entry)
      if numbers.allSatisfy({ own.contains($0) }), found.last != entry { found.append(entry) }
    }
    return found
  }
}
