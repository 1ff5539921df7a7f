import Diagnostics
import FEEL

/// Reads one rule from left to right: words, texts in quotes, and expressions, each with its place.
struct RuleScanner {
  let slice: SourceSlice
  let article: String
  private let bytes: [UInt8]
  private(set) var position = 0

  init(_ slice: SourceSlice, article: String) {
    self.slice = slice
    self.article = article
    bytes = Array(slice.text.utf8)
  }

  var place: Place { slice.place(position, article: article) }
  var isAtEnd: Bool { position >= bytes.count }

  func place(at offset: Int) -> Place { slice.place(offset, article: article) }

  /// Passes white space and comments (`// …`).
  mutating func skipSpace() {
    while position < bytes.count {
      if bytes[position].isSpace {
        position += 1
      } else if bytes[position] == UInt8(ascii: "/"), position + 1 < bytes.count,
        bytes[position + 1] == UInt8(ascii: "/")
      {
        while position < bytes.count, bytes[position] != 10 { position += 1 }
      } else {
        return
      }
    }
  }

  mutating func move(to offset: Int) { position = min(max(0, offset), bytes.count) }

  /// The word here, up to white space, a quote, a comma or the end; empty at the end.
  func peekWord() -> String {
    var end = position
    while end < bytes.count, !bytes[end].isSpace, bytes[end] != UInt8(ascii: "\""),
      bytes[end] != UInt8(ascii: ",")
    { end += 1 }
    return String(decoding: bytes[position..<end], as: UTF8.self)
  }

  mutating func word() -> String {
    let word = peekWord()
    position += word.utf8.count
    return word
  }

  /// Passes these words if they stand here, whole and in order.
  mutating func pass(_ words: String...) -> Bool {
    let start = position
    for expected in words {
      skipSpace()
      guard word() == expected else {
        position = start
        return false
      }
    }
    return true
  }

  mutating func pass(mark: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == mark else { return false }
    position += 1
    return true
  }

  /// The text in quotes that stands here, or nil where there is none or it is not closed.
  mutating func quoted() -> String? {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return nil }
    var index = position + 1
    var text: [UInt8] = []
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        position = index + 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\") where index + 1 < bytes.count:
        index += 1
        text.append(bytes[index] == UInt8(ascii: "n") ? 10 : bytes[index])
      case 10: return nil
      default: text.append(bytes[index])
      }
      index += 1
    }
    return nil
  }

  /// The rest of this line.
  func restOfLine() -> String {
    let end = bytes[position...].firstIndex(of: 10) ?? bytes.count
    return String(decoding: bytes[position..<end], as: UTF8.self)
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Where the line of this offset begins, and the number of spaces that indent it.
  func indentation(of offset: Int) -> (start: Int, spaces: Int) {
    let start = (bytes[..<min(offset, bytes.count)].lastIndex(of: 10) ?? -1) + 1
    return (start, bytes[start...].prefix { $0.isSpace && $0 != 10 }.count)
  }

  /// Whether only white space stands before this offset on its line.
  func isFirstOnLine(_ offset: Int) -> Bool {
    let (start, spaces) = indentation(of: offset)
    return start + spaces == offset
  }

  /// The beginnings of the lines after this offset, at their first character.
  func lineStarts(after offset: Int) -> [Int] {
    var starts: [Int] = []
    var index = offset
    while let end = bytes[min(index, bytes.count)...].firstIndex(of: 10) {
      index = end + 1
      while index < bytes.count, bytes[index].isSpace { index += 1 }
      if index < bytes.count { starts.append(index) }
    }
    return starts
  }

  var end: Int { bytes.count }

  /// The first word of what stands at an offset.
  func word(at offset: Int) -> String {
    var other = self
    other.move(to: offset)
    return other.peekWord()
  }
}
