/// Walks over JSON (RFC 8259) byte by byte without building a tree, and refuses what the grammar does not have: a key twice in
/// one object, values nested deeper than 64, `NaN`, a lone surrogate, bytes that are no UTF-8, control characters in a text.
struct JSONScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  var at = 0
  private var counted = (at: 0, line: 1)

  static let deepest = 64

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { at = 3 }
  }

  /// The members of an object that were met so far.
  struct Object {
    private var few: [String] = []
    private var many: Set<String> = []
    fileprivate var isOpen = false

    /// Whether a key was not there yet.
    fileprivate mutating func insert(_ key: String) -> Bool {
      if few.count < 16 {
        if few.contains(key) { return false }
        few.append(key)
        return true
      }
      if many.isEmpty { many = Set(few) }
      return many.insert(key).inserted
    }
  }

  // MARK: Faults

  /// The line of a place; places are mostly asked for in order.
  mutating func line(of place: Int) -> Int {
    if place < counted.at { counted = (0, 1) }
    for byte in bytes[counted.at..<min(place, bytes.count)] where byte == 10 { counted.line += 1 }
    counted.at = min(place, bytes.count)
    return counted.line
  }

  mutating func fault(_ reason: String, mend: String? = nil) -> UnreadableFile {
    UnreadableFile(reason, line: line(of: at), mend: mend)
  }

  /// The same, but that the file ends is the better reason where it does.
  mutating func cutOffOr(_ reason: String) -> UnreadableFile {
    at >= bytes.count
      ? fault("it ends in the middle of a value: the file is cut off after \(bytes.count) bytes")
      : fault(reason)
  }

  // MARK: Bytes

  @inline(__always)
  func peek() -> UInt8 { at < bytes.count ? bytes[at] : 0 }

  @inline(__always)
  mutating func skipSpace() {
    while at < bytes.count {
      let byte = bytes[at]
      guard byte == 32 || byte == 10 || byte == 13 || byte == 9 else { return }
      at &+= 1
    }
  }

  @inline(__always)
  mutating func expect(_ byte: UInt8) throws(UnreadableFile) {
    guard at < bytes.count, bytes[at] == byte else {
      throw cutOffOr("`\(Character(Unicode.Scalar(byte)))` belongs here")
    }
    at &+= 1
  }

  // MARK: Structure

  /// The next key of an object, with its value next; nil after the last.
  mutating func key(of object: inout Object) throws(UnreadableFile) -> String? {
    guard try advance(&object.isOpen, from: UInt8(ascii: "{"), to: UInt8(ascii: "}")) else {
      return nil
    }
    let key = try text()
    guard object.insert(key) else { throw fault("the key `\(key.prefix(40))` stands twice") }
    try colon()
    return key
  }

  mutating func colon() throws(UnreadableFile) {
    skipSpace()
    try expect(UInt8(ascii: ":"))
    skipSpace()
  }

  /// Whether another element of an array comes next.
  mutating func element(_ isOpen: inout Bool) throws(UnreadableFile) -> Bool {
    try advance(&isOpen, from: UInt8(ascii: "["), to: UInt8(ascii: "]"))
  }

  /// Opens a list, or passes over its comma; false where it ends.
  @inline(__always)
  mutating func advance(_ isOpen: inout Bool, from opening: UInt8, to closing: UInt8)
    throws(UnreadableFile) -> Bool
  {
    skipSpace()
    if !isOpen {
      try expect(opening)
      isOpen = true
      skipSpace()
      if peek() == closing {
        at &+= 1
        return false
      }
      return true
    }
    if peek() == UInt8(ascii: ",") {
      at &+= 1
      skipSpace()
      return true
    }
    try expect(closing)
    return false
  }

  /// Passes over a value of any kind that is so deep in the file.
  mutating func skip(depth: Int) throws(UnreadableFile) {
    skipSpace()
    switch peek() {
    case UInt8(ascii: "\""): _ = try string()
    case UInt8(ascii: "{"):
      try checkDepth(depth)
      var object = Object()
      while try key(of: &object) != nil { try skip(depth: depth + 1) }
    case UInt8(ascii: "["):
      try checkDepth(depth)
      var isOpen = false
      while try element(&isOpen) { try skip(depth: depth + 1) }
    default: _ = try word()
    }
  }

  private mutating func checkDepth(_ depth: Int) throws(UnreadableFile) {
    guard depth <= Self.deepest else {
      throw fault("values are nested at most \(Self.deepest) deep")
    }
  }

  // MARK: Scalars

  /// A numeral, `true`, `false` or `null` as it stands.
  mutating func word() throws(UnreadableFile) -> Range<Int> {
    let start = at
    if peek() == UInt8(ascii: "-") || peek() &- 48 < 10 {
      _ = try number()
      return start..<at
    }
    for word in [StaticString("true"), "false", "null"] where hasWord(word) {
      at += word.utf8CodeUnitCount
      return start..<at
    }
    let letters = bytes[min(at, bytes.count)...].prefix(20).prefix {
      $0 | 32 >= UInt8(ascii: "a") && $0 | 32 <= UInt8(ascii: "z")
    }
    if letters.isEmpty { throw cutOffOr("a value belongs here") }
    let found = String(decoding: letters, as: UTF8.self)
    throw fault("`\(found)` is no value of JSON", mend: "write `null` for what is not known")
  }

  func hasWord(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard at + count <= bytes.count else { return false }
    for offset in 0..<count where bytes[at + offset] != word.utf8Start[offset] { return false }
    return true
  }

  /// A number, which may be too great for a double and then is infinite.
  @inline(__always)
  mutating func number() throws(UnreadableFile) -> Double {
    let start = at
    if let quick = Numeral.quick(bytes, &at) {
      let first = start + (bytes[start] == UInt8(ascii: "-") ? 1 : 0)
      guard bytes[first] != 48 || first + 1 >= at || bytes[first + 1] &- 48 >= 10 else {
        throw fault("a number does not begin with a needless 0")
      }
      return quick
    }
    return try longNumber()
  }

  private mutating func longNumber() throws(UnreadableFile) -> Double {
    let start = at
    if peek() == UInt8(ascii: "-") { at += 1 }
    let first = at
    try digits()
    guard bytes[first] != 48 || at == first + 1 else {
      throw fault("a number does not begin with a needless 0")
    }
    if peek() == UInt8(ascii: ".") {
      at += 1
      try digits()
    }
    if peek() | 32 == UInt8(ascii: "e") {
      at += 1
      if peek() == UInt8(ascii: "+") || peek() == UInt8(ascii: "-") { at += 1 }
      try digits()
    }
    guard at - start < 1000 else { throw fault("a number has at most 1000 digits") }
    let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<at]), as: UTF8.self)
    guard let value = Double(text) else { throw fault("`\(text.prefix(40))` is no number") }
    return value
  }

  private mutating func digits() throws(UnreadableFile) {
    let start = at
    while at < bytes.count, bytes[at] &- 48 < 10 { at += 1 }
    guard at > start else { throw cutOffOr("a number belongs here") }
  }

  /// Passes over a text: where it stands without its quotes, and whether it is written without escapes.
  mutating func string() throws(UnreadableFile) -> (range: Range<Int>, isPlain: Bool) {
    guard peek() == UInt8(ascii: "\"") else { throw cutOffOr("a text in quotes belongs here") }
    at += 1
    let start = at
    var isPlain = true
    var isASCII = true
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "\"") {
        let range = start..<at
        if !isASCII, !isUTF8(bytes[range]) { throw fault("a text is no UTF-8") }
        at += 1
        return (range, isPlain)
      }
      if byte == UInt8(ascii: "\\") {
        isPlain = false
        try escape()
        continue
      }
      if byte < 32 { throw fault("a text has no control characters: `\\n` is a line's end") }
      if byte >= 0x80 { isASCII = false }
      at &+= 1
    }
    throw cutOffOr("")
  }

  private mutating func escape() throws(UnreadableFile) {
    at += 1
    switch peek() {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      at += 1
    case UInt8(ascii: "u"):
      let unit = try codeUnit()
      if unit >= 0xD800, unit < 0xDC00 {
        guard peek() == UInt8(ascii: "\\"), at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "u")
        else { throw cutOffOr("half of a pair of surrogates stands alone") }
        at += 1
        let second = try codeUnit()
        guard second >= 0xDC00, second < 0xE000 else {
          throw fault("half of a pair of surrogates stands alone")
        }
      } else if unit >= 0xDC00, unit < 0xE000 {
        throw fault("half of a pair of surrogates stands alone")
      }
    default: throw cutOffOr("`\\` begins no escape here")
    }
  }

  private mutating func codeUnit() throws(UnreadableFile) -> UInt16 {
    at += 1
    var unit: UInt16 = 0
    for _ in 0..<4 {
      let byte = peek()
      let digit: UInt8
      switch byte {
      case 48...57: digit = byte - 48
      case 65...70: digit = byte - 55
      case 97...102: digit = byte - 87
      default: throw cutOffOr("`\\u` has four digits, 0 to 9 and a to f")
      }
      unit = unit << 4 | UInt16(digit)
      at += 1
    }
    return unit
  }

  mutating func text() throws(UnreadableFile) -> String {
    let (range, isPlain) = try string()
    return isPlain ? slice(range) : unescaped(range)
  }

  func slice(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }

  /// A text whose escapes have been looked at.
  func unescaped(_ range: Range<Int>) -> String {
    var units: [UInt16] = []
    let text = Array(slice(range).utf16)
    var place = 0
    while place < text.count {
      guard text[place] == 92, place + 1 < text.count else {
        units.append(text[place])
        place += 1
        continue
      }
      let escape = text[place + 1]
      place += 2
      switch escape {
      case 110: units.append(10)
      case 116: units.append(9)
      case 114: units.append(13)
      case 98: units.append(8)
      case 102: units.append(12)
      case 117 where place + 4 <= text.count:
        let digits = String(decoding: text[place..<(place + 4)], as: UTF16.self)
        units.append(UInt16(digits, radix: 16) ?? 0xFFFD)
        place += 4
      default: units.append(escape)
      }
    }
    return String(decoding: units, as: UTF16.self)
  }
}

/// Whether some bytes are UTF-8 without fault.
func isUTF8(_ bytes: some Sequence<UInt8>) -> Bool {
  var decoder = UTF8()
  var iterator = bytes.makeIterator()
  while true {
    switch decoder.decode(&iterator) {
    case .scalarValue: continue
    case .emptyInput: return true
    case .error: return false
    }
  }
}
