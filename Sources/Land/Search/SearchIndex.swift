import Columns

/// The addresses and lot numbers of a territory, as they are looked for: a few flat columns, no object an address.
///
/// Addresses that have the same words are one *name* with many numbers, so words are compared a name at a time, of which a city has
/// some thousands. An *entry* is one address or lot number; the entries of a name stand together, by their numbers. Each
/// address takes about 40 bytes beside its own text.
package struct SearchIndex: Sendable {
  // MARK: Names

  /// The letters of all names, joined.
  let nameLetters: Column<SearchLetter>
  let nameStarts: Column<UInt32>
  let nameTowns: Column<UInt16>
  let nameStreets: Column<UInt8>
  /// What letters a name has, a bit each: see ``Misspelling``.
  let nameMasks: Column<UInt64>
  /// The first entry of each name.
  let nameEntries: Column<UInt32>
  /// Names without words: lot numbers.
  let bareNames: [UInt32]
  /// Every name from each of its words on, sorted by letters: the name times 256 and where in it.
  let tails: Column<UInt64>

  // MARK: Words

  let wordLetters: Column<SearchLetter>
  let wordStarts: Column<UInt32>
  let wordMasks: Column<UInt64>
  /// The names of each word.
  let wordNameStarts: Column<UInt32>
  let wordNames: Column<UInt32>
  /// The words of each name.
  let nameWordStarts: Column<UInt32>
  let nameWords: Column<UInt32>
  /// By sound: names, then words.
  let nameSounds: SoundColumns
  let wordSounds: SoundColumns

  // MARK: Entries

  let texts: Column<UInt8>
  let textStarts: Column<UInt32>
  let textLengths: Column<UInt16>
  let lots: Column<UInt32>
  let isAddress: Column<Bool>
  let numbers: Column<UInt32>
  let numberStarts: Column<UInt32>
  /// Names and numbers, sorted, each with the entry that has them.
  let numberKeys: Column<UInt64>
  let numberEntries: Column<UInt32>

  var nameCount: Int { nameTowns.count }
  var wordCount: Int { wordMasks.count }
  package var count: Int { lots.count }

  func letters(ofName name: Int) -> UnsafeBufferPointer<SearchLetter> {
    UnsafeBufferPointer(
      rebasing: nameLetters.elements[Int(nameStarts[name])..<Int(nameStarts[name + 1])])
  }

  func letters(ofWord word: Int) -> UnsafeBufferPointer<SearchLetter> {
    UnsafeBufferPointer(
      rebasing: wordLetters.elements[Int(wordStarts[word])..<Int(wordStarts[word + 1])])
  }

  func entries(ofName name: Int) -> Range<Int> {
    Int(nameEntries[name])..<Int(nameEntries[name + 1])
  }

  func numbers(of entry: Int) -> UnsafeBufferPointer<UInt32> {
    UnsafeBufferPointer(
      rebasing: numbers.elements[Int(numberStarts[entry])..<Int(numberStarts[entry + 1])])
  }

  func name(of entry: Int) -> Int { firstPlace(0..<nameCount) { nameEntries[$0 + 1] > entry } }

  /// The place of an entry's lot in its town's newest edition.
  package func lot(of entry: Int) -> Int { Int(lots[entry]) }

  /// An entry's text as the register has it.
  package func text(of entry: Int) -> String {
    let start = Int(textStarts[entry])
    return String(
      decoding: texts.elements[start..<start + Int(textLengths[entry])], as: UTF8.self)
  }

  /// What the columns take, in bytes.
  package var byteCount: Int {
    let letters = nameLetters.bytes.count + wordLetters.bytes.count
    let names =
      nameStarts.bytes.count + nameTowns.bytes.count + nameStreets.bytes.count
      + nameMasks.bytes.count + nameEntries.bytes.count + tails.bytes.count
    let words =
      wordStarts.bytes.count + wordMasks.bytes.count + wordNameStarts.bytes.count
      + wordNames.bytes.count + nameWordStarts.bytes.count + nameWords.bytes.count
      + nameSounds.byteCount + wordSounds.byteCount
    let entries =
      texts.bytes.count + textStarts.bytes.count + textLengths.bytes.count + lots.bytes.count
      + isAddress.bytes.count + numbers.bytes.count + numberStarts.bytes.count
      + numberKeys.bytes.count + numberEntries.bytes.count
    return letters + names + words + entries
  }
}

/// What sounds like what: keys of ``Transliteration/soundKeys(of:)``, sorted, each with a name or a word.
struct SoundColumns: Sendable {
  let keys: Column<UInt64>
  let places: Column<UInt32>

  init(_ found: [(key: UInt64, place: UInt32)]) {
    let sorted = found.sorted { ($0.key, $0.place) < ($1.key, $1.place) }
    keys = Column(sorted.map(\.key))
    places = Column(sorted.map(\.place))
  }

  var byteCount: Int { keys.bytes.count + places.bytes.count }

  /// The places under a key.
  func places(of key: UInt64) -> UnsafeBufferPointer<UInt32> {
    let low = firstPlace(0..<keys.count) { keys[$0] >= key }
    var high = low
    while high < keys.count, keys[high] == key { high += 1 }
    return UnsafeBufferPointer(rebasing: places.elements[low..<high])
  }
}

/// The first place of a range from which on a condition holds; the range's end where it never does.
func firstPlace(_ range: Range<Int>, _ holds: (Int) -> Bool) -> Int {
  var low = range.lowerBound
  var high = range.upperBound
  while low < high {
    let middle = low + (high - low) / 2
    if holds(middle) { high = middle } else { low = middle + 1 }
  }
  return low
}
