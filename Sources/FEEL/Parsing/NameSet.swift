/// Names in scope, of any script, with spaces and signs inside; the longest that fits is the one that is meant.
package struct NameSet: Sendable {
  /// By first word: names as lists of UTF-8 words, longest first.
  private var byFirst: [[UInt8]: [[UInt8]]] = [:]
  private var all: Set<String> = []

  package init(_ names: some Sequence<String> = []) { for name in names { insert(name) } }

  package mutating func insert(_ name: String) {
    let normal = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !normal.isEmpty, all.insert(normal).inserted else { return }
    let bytes = Array(normal.utf8)
    var list = byFirst[Self.firstWord(of: bytes[...])] ?? []
    list.append(bytes)
    list.sort { $0.count > $1.count }
    byFirst[Self.firstWord(of: bytes[...])] = list
  }

  package func contains(_ name: String) -> Bool { all.contains(name) }
  package var names: Set<String> { all }

  package func union(_ other: some Sequence<String>) -> NameSet {
    var result = self
    for name in other { result.insert(name) }
    return result
  }

  /// The run of identifier bytes that a name begins with; an odd first byte stands alone.
  private static func firstWord(of bytes: ArraySlice<UInt8>) -> [UInt8] {
    let run = bytes.prefix { isNameByte($0) }
    return run.isEmpty ? Array(bytes.prefix(1)) : Array(run)
  }

  /// ASCII letters, digits, `_` and every byte of a character beyond ASCII.
  static func isNameByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (48...57).contains(byte) || (65...90).contains(byte)
      || (97...122).contains(byte) || byte == 95
  }

  /// The longest name that stands at `start`, with the end of its text.
  func longest(in text: [UInt8], at start: Int) -> (name: String, end: Int)? {
    guard start < text.count else { return nil }
    var word = start
    while word < text.count, Self.isNameByte(text[word]) { word += 1 }
    if word == start { word += 1 }
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
        while at < text.count, isSpace(text[at]) { at += 1 }
        if at == before { return nil }
      } else {
        guard at < text.count, text[at] == byte else { return nil }
        at += 1
      }
    }
    if let last = name.last, isNameByte(last), at < text.count, isNameByte(text[at]) { return nil }
    return at
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
}
