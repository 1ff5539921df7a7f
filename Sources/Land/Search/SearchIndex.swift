/// A parcel that a search found, with what it was found by.
package struct SearchHit: Sendable, Hashable {
  package let parcel: ParcelReference
  /// The address or number as the register has it.
  package let text: String
  package let isAddress: Bool
}

/// Words of numbers and addresses in order, each with where it occurs. See ``folded(_:)`` for how words are compared.
struct SearchIndex: Sendable {
  struct Entry: Sendable {
    var town: Int32
    var number: String
    var text: String
    var folded: String
    var isAddress: Bool
  }

  private(set) var entries: [Entry] = []
  private var words: [String] = []
  /// Where the entries of each word start in ``postings``; the end stands last.
  private var starts: [Int] = [0]
  private var postings: [Int32] = []

  init(_ towns: [TownData]) {
    var found: [(word: String, entry: Int32)] = []
    for (place, town) in towns.enumerated() {
      guard let edition = town.parcels.first else { continue }
      for number in edition.numbers {
        add(
          Entry(
            town: Int32(place), number: number, text: number, folded: folded(number),
            isAddress: false), &found)
        for address in town.addresses[normalisedNumber(number)] ?? [] {
          add(
            Entry(
              town: Int32(place), number: number, text: address, folded: folded(address),
              isAddress: true), &found)
        }
      }
    }
    found.sort { $0.word == $1.word ? $0.entry < $1.entry : Self.precedes($0.word, $1.word) }
    for (word, entry) in found {
      if words.last != word {
        if !words.isEmpty { starts.append(postings.count) }
        words.append(word)
      }
      postings.append(entry)
    }
    starts.append(postings.count)
    if words.isEmpty { starts = [0] }
  }

  private mutating func add(_ entry: Entry, _ found: inout [(word: String, entry: Int32)]) {
    let place = Int32(entries.count)
    entries.append(entry)
    for word in Self.words(of: entry.folded) { found.append((word, place)) }
  }

  private static func precedes(_ a: String, _ b: String) -> Bool {
    a.utf8.lexicographicallyPrecedes(b.utf8)
  }

  /// A number's parts are words, so that a lot is found without its block.
  static func words(of folded: String) -> [String] {
    folded.split { $0 == " " || $0 == "," || $0 == "/" }.map(String.init)
  }

  /// The words that begin with a prefix, as a range.
  private func range(of prefix: String) -> Range<Int> {
    var low = 0
    var high = words.count
    while low < high {
      let middle = (low + high) / 2
      if Self.precedes(words[middle], prefix) { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < words.count, words[end].utf8.starts(with: prefix.utf8) { end += 1 }
    return low..<end
  }

  /// The entries in which each word of the query begins a word, best first.
  func search(_ text: String, limit: Int) -> [Entry] {
    guard limit > 0 else { return [] }
    let query = folded(text)
    let sought = Self.words(of: query)
    guard !sought.isEmpty, sought.count <= 20 else { return [] }
    let ranges = sought.map { range(of: $0) }
    func size(_ range: Range<Int>) -> Int {
      range.isEmpty ? 0 : starts[range.upperBound] - starts[range.lowerBound]
    }
    guard let rarest = ranges.indices.min(by: { size(ranges[$0]) < size(ranges[$1]) }),
      !ranges[rarest].isEmpty
    else { return [] }
    let candidates = Set(
      postings[starts[ranges[rarest].lowerBound]..<starts[ranges[rarest].upperBound]])
    var scored: [(score: Int, entry: Int32)] = []
    for candidate in candidates {
      let entry = entries[Int(candidate)]
      let own = Self.words(of: entry.folded)
      guard sought.allSatisfy({ word in own.contains { $0.hasPrefix(word) } }) else { continue }
      var score = 0
      if entry.folded == query {
        score = 1000
      } else if entry.folded.hasPrefix(query) {
        score = 500
      }
      score += sought.reduce(0) { $0 + (own.contains($1) ? 20 : 0) }
      // A house number is looked for as it stands: 1 is not 10.
      if let first = sought.first, own.first == first { score += 100 }
      score -= own.count
      scored.append((score, candidate))
    }
    scored.sort { $0.score == $1.score ? $0.entry < $1.entry : $0.score > $1.score }
    return scored.prefix(limit).map { entries[Int($0.entry)] }
  }
}

extension Territory {
  /// Parcels by number or address, best first. Case, accents, Persian and Arabic letters and digits, half-spaces and vowel
  /// points make no difference; each word of the query must begin a word of the entry; one hit a parcel.
  package func search(_ text: String, limit: Int = 10) -> [SearchHit] {
    var seen: Set<ParcelReference> = []
    var hits: [SearchHit] = []
    var text = text
    var only: Int32?
    if let slash = text.firstIndex(of: "/"), let town = townPlaces[folded(String(text[..<slash]))] {
      only = Int32(town)
      text = String(text[text.index(after: slash)...])
    }
    for entry in words.search(text, limit: max(limit, 1) * 8) where hits.count < limit {
      if let only, entry.town != only { continue }
      let parcel = ParcelReference(town: data[Int(entry.town)].file.id, number: entry.number)
      if seen.insert(parcel).inserted {
        hits.append(SearchHit(parcel: parcel, text: entry.text, isAddress: entry.isAddress))
      }
    }
    return hits
  }
}
