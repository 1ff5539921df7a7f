/// Names in scope, of any script, with spaces and signs inside; the longest that fits is the one that is meant.
package struct NameSet: Sendable {
  /// By first word: names as lists of UTF-8 words, longest first.
  private var byFirst: [[UInt8]: [[UInt8]]] = [:]
  private var all: Set<String> = []

  package init(_ names: some Sequence<String> = []) { for name in names { insert(name) } }

  /// False where it was there.
  @discardableResult
  package mutating func insert(_ name: String) -> Bool {
    let normal = Self.normal(name)
    guard !normal.isEmpty, all.insert(normal).inserted else { return false }
    let bytes = Array(normal.utf8)
    byFirst[Self.firstWord(of: bytes), default: []].insertLongestFirst(bytes)
    return true
  }

  mutating func remove(_ name: String) {
    let normal = Self.normal(name)
    guard all.remove(normal) != nil else { return }
    let bytes = Array(normal.utf8)
    let first = Self.firstWord(of: bytes)
    byFirst[first]?.removeAll { $0 == bytes }
    if byFirst[first]?.isEmpty == true { byFirst[first] = nil }
  }

  package func contains(_ name: String) -> Bool { all.contains(name) }
  package var names: Set<String> { all }

  package func union(_ other: some Sequence<String>) -> NameSet {
    var result = self
    for name in other { result.insert(name) }
    return result
  }

  private static func normal(_ name: String) -> String {
    if name.utf8.allSatisfy({ $0 > 32 && $0 < 0x80 }) { return name }
    return name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The run of identifier bytes that a name begins with; an odd first byte stands alone.
  private static func firstWord(of bytes: [UInt8]) -> [UInt8] {
    Array(bytes[..<max(1, wordEnd(in: bytes, from: 0))])
  }

  /// ASCII letters, digits, `_` and every byte of a character beyond ASCII.
  static func isNameByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (48...57).contains(byte) || (65...90).contains(byte)
      || (97...122).contains(byte) || byte == 95
  }

  /// The end of the word that begins at a place; the place itself where none does.
  static func wordEnd(in text: [UInt8], from start: Int) -> Int {
    var end = start
    while end < text.count, isNameByte(text[end]) {
      if text[end] >= 0xC2, space(in: text, at: end) > 0 { break }
      end += 1
    }
    return end
  }

  /// The longest name that stands at `start`, with the end of its text.
  func longest(in text: [UInt8], at start: Int) -> (name: String, end: Int)? {
    guard !byFirst.isEmpty, start < text.count else { return nil }
    let word = max(start + 1, Self.wordEnd(in: text, from: start))
    guard let candidates = byFirst[Array(text[start..<word])] else { return nil }
    for candidate in candidates {
      if let end = Self.match(candidate, text, start) {
        return (String(decoding: candidate, as: UTF8.self), end)
      }
    }
    return nil
  }

  private static func match(_ name: [UInt8], _ text: [UInt8], _ start: Int) -> Int? {
    var at = start
    for byte in name {
      if byte == 32 {
        let before = at
        while case let space = space(in: text, at: at), space > 0 { at += space }
        if at == before { return nil }
      } else {
        guard at < text.count, text[at] == byte else { return nil }
        at += 1
      }
    }
    if let last = name.last, isNameByte(last), at < text.count, isNameByte(text[at]),
      space(in: text, at: at) == 0
    {
      return nil
    }
    return at
  }

  /// How many bytes of white space stand at a place, of one character (DMN 1.5, grammar 61 and 62); 0 for none.
  static func space(in text: [UInt8], at place: Int) -> Int {
    guard place < text.count else { return 0 }
    func byte(_ index: Int) -> UInt8 { place + index < text.count ? text[place + index] : 0 }
    let first = text[place]
    if first < 0x80 { return first == 32 || (9...13).contains(first) ? 1 : 0 }
    switch (first, byte(1), byte(2)) {
    case (0xC2, 0x85, _), (0xC2, 0xA0, _): return 2
    case (0xE1, 0x9A, 0x80), (0xE1, 0xA0, 0x8E), (0xE2, 0x80, 0x80...0x8B), (0xE2, 0x80, 0xA8),
      (0xE2, 0x80, 0xA9), (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80),
      (0xEF, 0xBB, 0xBF):
      return 3
    default: return 0
    }
  }
}

extension [[UInt8]] {
  fileprivate mutating func insertLongestFirst(_ bytes: [UInt8]) {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].count > bytes.count { low = middle + 1 } else { high = middle }
    }
    insert(bytes, at: low)
  }
}
