import Columns

/// Takes addresses and lot numbers one by one and lays them into columns.
package struct SearchIndexBuilder {
  /// A name is spelled in its words, so that `Ben Gurion` can be found by either.
  private struct Name: Hashable {
    var town: UInt16
    var street: StreetWord?
    var words: [[SearchLetter]]
  }

  private var names: [Name: UInt32] = [:]
  private var nameOrder: [Name] = []
  private var entryNames: [UInt32] = []
  private var entryLots: [UInt32] = []
  private var entryIsAddress: [Bool] = []
  private var numbers: [UInt32] = []
  private var numberStarts: [UInt32] = [0]
  private var texts: [UInt8] = []
  private var textStarts: [UInt32] = []
  private var textLengths: [UInt16] = []

  package init() {}

  /// Adds an address or a lot's number; one without a letter or a digit is passed over.
  ///
  /// - Parameters:
  ///   - town: The town's place in the territory.
  ///   - lot: The place of its lot in the town's newest edition.
  package mutating func add(_ text: String, town: Int, lot: Int, isAddress: Bool) {
    let form = SearchText(text)
    let length = text.utf8.count
    guard !form.isEmpty, length <= Int(UInt16.max) else { return }
    let name = Name(town: UInt16(town), street: form.street, words: form.words)
    let place = names[name] ?? UInt32(nameOrder.count)
    if Int(place) == nameOrder.count {
      names[name] = place
      nameOrder.append(name)
    }
    entryNames.append(place)
    entryLots.append(UInt32(lot))
    entryIsAddress.append(isAddress)
    numbers += form.numbers
    numberStarts.append(UInt32(numbers.count))
    textStarts.append(UInt32(texts.count))
    textLengths.append(UInt16(length))
    texts += text.utf8
  }

  package func finished() -> SearchIndex {
    let order = sortedEntries()
    // Names.
    var nameLetters = GrowingColumn<SearchLetter>()
    var nameStarts: [UInt32] = [0]
    var tails: [(name: UInt32, offset: UInt8)] = []
    var sounds: [(key: UInt64, place: UInt32)] = []
    var words: [[SearchLetter]: UInt32] = [:]
    var wordOrder: [[SearchLetter]] = []
    var nameWords: [UInt32] = []
    var nameWordStarts: [UInt32] = [0]
    for (place, name) in nameOrder.enumerated() {
      var offset = 0
      for word in name.words {
        if offset < 256 { tails.append((UInt32(place), UInt8(offset))) }
        for letter in word { nameLetters.append(letter) }
        offset += word.count
        let known = words[word] ?? UInt32(wordOrder.count)
        if Int(known) == wordOrder.count {
          words[word] = known
          wordOrder.append(word)
        }
        nameWords.append(known)
      }
      nameStarts.append(UInt32(nameLetters.count))
      nameWordStarts.append(UInt32(nameWords.count))
      if !name.words.isEmpty {
        sounds += Transliteration.soundKeys(of: name.words.flatMap { $0 }).map {
          ($0, UInt32(place))
        }
      }
    }
    let letters = nameLetters.finished()
    func tail(_ item: (name: UInt32, offset: UInt8)) -> UnsafeBufferPointer<SearchLetter> {
      let start = Int(nameStarts[Int(item.name)]) + Int(item.offset)
      return UnsafeBufferPointer(
        rebasing: letters.elements[start..<Int(nameStarts[Int(item.name) + 1])])
    }
    tails.sort { a, b in
      let order = compare(tail(a), tail(b))
      return order == 0 ? (a.name, a.offset) < (b.name, b.offset) : order < 0
    }
    // Words.
    var wordLetters = GrowingColumn<SearchLetter>()
    var wordStarts: [UInt32] = [0]
    let sorted = wordOrder.indices.sorted { wordOrder[$0].lexicographicallyPrecedes(wordOrder[$1]) }
    var newPlace = [UInt32](repeating: 0, count: wordOrder.count)
    var wordSounds: [(key: UInt64, place: UInt32)] = []
    for (place, old) in sorted.enumerated() {
      newPlace[old] = UInt32(place)
      for letter in wordOrder[old] { wordLetters.append(letter) }
      wordStarts.append(UInt32(wordLetters.count))
      wordSounds += Transliteration.soundKeys(of: wordOrder[old]).map { ($0, UInt32(place)) }
    }
    for place in nameWords.indices { nameWords[place] = newPlace[Int(nameWords[place])] }
    var counts = [UInt32](repeating: 0, count: wordOrder.count + 1)
    for word in nameWords { counts[Int(word) + 1] += 1 }
    for place in 1..<counts.count { counts[place] += counts[place - 1] }
    var wordNames = [UInt32](repeating: 0, count: nameWords.count)
    var next = counts
    for name in nameOrder.indices {
      for word in nameWords[Int(nameWordStarts[name])..<Int(nameWordStarts[name + 1])] {
        wordNames[Int(next[Int(word)])] = UInt32(name)
        next[Int(word)] += 1
      }
    }
    // Entries.
    var nameEntries = [UInt32](repeating: 0, count: nameOrder.count + 1)
    for name in entryNames { nameEntries[Int(name) + 1] += 1 }
    for place in 1..<nameEntries.count { nameEntries[place] += nameEntries[place - 1] }
    var sortedNumbers = GrowingColumn<UInt32>(capacity: numbers.count)
    var sortedStarts = GrowingColumn<UInt32>(capacity: order.count + 1)
    sortedStarts.append(0)
    var keys: [(key: UInt64, entry: UInt32)] = []
    keys.reserveCapacity(numbers.count)
    for (entry, old) in order.enumerated() {
      let range = Int(numberStarts[Int(old)])..<Int(numberStarts[Int(old) + 1])
      for place in range {
        let number = numbers[place]
        sortedNumbers.append(number)
        let key = UInt64(entryNames[Int(old)]) << 32 | UInt64(number)
        keys.append((key, UInt32(entry)))
      }
      sortedStarts.append(UInt32(sortedNumbers.count))
    }
    keys.sort { ($0.key, $0.entry) < ($1.key, $1.entry) }
    return SearchIndex(
      nameLetters: letters, nameStarts: Column(nameStarts),
      nameTowns: Column(nameOrder.map(\.town)),
      nameStreets: Column(nameOrder.map { SearchIndex.code(of: $0.street) }),
      nameMasks: Column(nameOrder.map { Misspelling.mask(of: $0.words.joined()) }),
      nameEntries: Column(nameEntries),
      bareNames: nameOrder.indices.filter { nameOrder[$0].words.isEmpty }.map { UInt32($0) },
      tails: Column(tails.lazy.map { UInt64($0.name) << 8 | UInt64($0.offset) }),
      wordLetters: wordLetters.finished(), wordStarts: Column(wordStarts),
      wordMasks: Column(sorted.map { Misspelling.mask(of: wordOrder[$0]) }),
      wordNameStarts: Column(counts), wordNames: Column(wordNames),
      nameWordStarts: Column(nameWordStarts), nameWords: Column(nameWords),
      nameSounds: SoundColumns(sounds), wordSounds: SoundColumns(wordSounds),
      texts: Column(texts), textStarts: Column(order.lazy.map { textStarts[Int($0)] }),
      textLengths: Column(order.lazy.map { textLengths[Int($0)] }),
      lots: Column(order.lazy.map { entryLots[Int($0)] }),
      isAddress: Column(order.lazy.map { entryIsAddress[Int($0)] }),
      numbers: sortedNumbers.finished(), numberStarts: sortedStarts.finished(),
      numberKeys: Column(keys.lazy.map(\.key)), numberEntries: Column(keys.lazy.map(\.entry)))
  }

  /// The entries name by name, in a name by their numbers, and as they came where those are the same.
  private func sortedEntries() -> [UInt32] {
    var keyed: [(key: UInt64, entry: UInt32)] = entryNames.indices.map { entry in
      let start = Int(numberStarts[entry])
      let isNumbered = start < Int(numberStarts[entry + 1])
      return (
        UInt64(entryNames[entry]) << 32 | UInt64(isNumbered ? numbers[start] : 0), UInt32(entry)
      )
    }
    func rest(_ entry: UInt32) -> Range<Int> {
      Int(numberStarts[Int(entry)])..<Int(numberStarts[Int(entry) + 1])
    }
    keyed.sort { a, b in
      guard a.key == b.key else { return a.key < b.key }
      let (first, second) = (rest(a.entry), rest(b.entry))
      for (left, right) in zip(first, second) where numbers[left] != numbers[right] {
        return numbers[left] < numbers[right]
      }
      return (first.count, a.entry) < (second.count, b.entry)
    }
    return keyed.map(\.entry)
  }
}

extension SearchIndex {
  /// A sort of street as a number; 0 is none.
  static func code(of street: StreetWord?) -> UInt8 {
    street.flatMap { StreetWord.allCases.firstIndex(of: $0) }.map { UInt8($0 + 1) } ?? 0
  }

  init(_ towns: [TownData]) {
    var builder = SearchIndexBuilder()
    for (place, town) in towns.enumerated() {
      guard let edition = town.parcels.first else { continue }
      for (lot, number) in edition.numbers.enumerated() {
        builder.add(number, town: place, lot: lot, isAddress: false)
        for address in town.addresses[normalisedNumber(number)] ?? [] {
          builder.add(address, town: place, lot: lot, isAddress: true)
        }
      }
    }
    self = builder.finished()
  }
}

/// Less than, equal to or more than 0, as letters are ordered.
func compare(
  _ a: UnsafeBufferPointer<SearchLetter>, _ b: UnsafeBufferPointer<SearchLetter>
) -> Int {
  let shared = min(a.count, b.count)
  var place = 0
  while place < shared, a[place] == b[place] { place += 1 }
  return place < shared ? (a[place] < b[place] ? -1 : 1) : a.count - b.count
}
