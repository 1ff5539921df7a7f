/// Why a text is no JSON that we accept: what, where, and what to write.
package struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
  package var message: String
  package var line: Int
  package var column: Int
  package var description: String { "\(message) (line \(line), column \(column))" }
}

extension JSON {
  /// Reads strict JSON (RFC 8259): no repeated keys, no NaN, no trailing commas, no byte order mark, no lone surrogates,
  /// nothing nested deeper than `deepest`. Numbers stay exact.
  package init(parsing bytes: some Sequence<UInt8>, deepest: Int = 64) throws(JSONError) {
    var parser = JSONParser(bytes: Array(bytes), deepest: deepest)
    self = try parser.document()
  }

  package init(parsing text: String, deepest: Int = 64) throws(JSONError) {
    try self.init(parsing: text.utf8, deepest: deepest)
  }
}

private struct JSONParser {
  let bytes: [UInt8]
  let deepest: Int
  var at = 0
  var depth = 0

  init(bytes: [UInt8], deepest: Int) {
    self.bytes = bytes
    self.deepest = deepest
  }

  func fault(_ message: String, at position: Int? = nil) -> JSONError {
    let position = min(position ?? at, bytes.count)
    var line = 1
    var start = 0
    for index in 0..<position where bytes[index] == 10 {
      line += 1
      start = index + 1
    }
    let column = bytes[start..<position].count { $0 & 0xC0 != 0x80 } + 1
    return JSONError(message: message, line: line, column: column)
  }

  mutating func document() throws(JSONError) -> JSON {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw fault("JSON begins without a byte order mark") }
    skipSpace()
    let value = try value()
    skipSpace()
    if at < bytes.count { throw fault("nothing may follow the value") }
    return value
  }

  mutating func skipSpace() {
    while at < bytes.count, bytes[at] == 32 || bytes[at] == 10 || bytes[at] == 13 || bytes[at] == 9 { at += 1 }
  }

  mutating func value() throws(JSONError) -> JSON {
    guard at < bytes.count else { throw fault("the text ends where a value is expected") }
    switch bytes[at] {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), 48...57: return .number(try number())
    default: throw fault("a value begins with a brace, a bracket, a quote or a digit")
    }
  }

  mutating func word(_ word: String, _ value: JSON) throws(JSONError) -> JSON {
    guard bytes[at...].starts(with: word.utf8) else { throw fault("the only words are `true`, `false` and `null`") }
    at += word.utf8.count
    return value
  }

  mutating func descend() throws(JSONError) {
    depth += 1
    if depth > deepest { throw fault("values may not nest deeper than \(deepest)") }
  }

  mutating func object() throws(JSONError) -> JSON {
    try descend()
    defer { depth -= 1 }
    at += 1
    var members: [JSON.Member] = []
    var keys: Set<String> = []
    skipSpace()
    if at < bytes.count, bytes[at] == UInt8(ascii: "}") {
      at += 1
      return .object([])
    }
    while true {
      skipSpace()
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { throw fault("a key stands in quotes") }
      let start = at
      let key = try string()
      if !keys.insert(key).inserted { throw fault("the key `\(key)` stands twice; write it once", at: start) }
      skipSpace()
      guard at < bytes.count, bytes[at] == UInt8(ascii: ":") else { throw fault("a colon follows the key") }
      at += 1
      skipSpace()
      members.append(.init(key, try value()))
      skipSpace()
      guard at < bytes.count else { throw fault("the object is not closed") }
      if bytes[at] == UInt8(ascii: ",") {
        at += 1
      } else if bytes[at] == UInt8(ascii: "}") {
        at += 1
        return .object(members)
      } else {
        throw fault("a comma or a brace follows the value")
      }
    }
  }

  mutating func array() throws(JSONError) -> JSON {
    try descend()
    defer { depth -= 1 }
    at += 1
    var items: [JSON] = []
    skipSpace()
    if at < bytes.count, bytes[at] == UInt8(ascii: "]") {
      at += 1
      return .array([])
    }
    while true {
      skipSpace()
      items.append(try value())
      skipSpace()
      guard at < bytes.count else { throw fault("the list is not closed") }
      if bytes[at] == UInt8(ascii: ",") {
        at += 1
      } else if bytes[at] == UInt8(ascii: "]") {
        at += 1
        return .array(items)
      } else {
        throw fault("a comma or a bracket follows the value")
      }
    }
  }

  mutating func number() throws(JSONError) -> Number {
    let start = at
    if bytes[at] == UInt8(ascii: "-") { at += 1 }
    let first = at
    while at < bytes.count, (48...57).contains(bytes[at]) { at += 1 }
    guard at > first else { throw fault("a digit follows the minus sign") }
    if bytes[first] == 48, at - first > 1 { throw fault("a number has no leading zero", at: first) }
    if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
      at += 1
      let fraction = at
      while at < bytes.count, (48...57).contains(bytes[at]) { at += 1 }
      if at == fraction { throw fault("a digit follows the point") }
    }
    if at < bytes.count, bytes[at] | 32 == UInt8(ascii: "e") {
      at += 1
      if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") { at += 1 }
      let exponent = at
      while at < bytes.count, (48...57).contains(bytes[at]) { at += 1 }
      if at == exponent { throw fault("a digit follows the `e`") }
    }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    guard text.utf8.count < 64, let number = Number(text), Double(text)?.isFinite ?? false else {
      throw fault("the number is beyond the range of numbers", at: start)
    }
    return number
  }

  mutating func string() throws(JSONError) -> String {
    let start = at
    at += 1
    var out: [UInt8] = []
    while true {
      guard at < bytes.count else { throw fault("the text is not closed; add a quote", at: start) }
      let byte = bytes[at]
      switch byte {
      case UInt8(ascii: "\""):
        at += 1
        guard let text = String(validating: out, as: UTF8.self) else { throw fault("a text must be valid UTF-8", at: start) }
        return text
      case UInt8(ascii: "\\"):
        at += 1
        guard at < bytes.count else { throw fault("the text is not closed; add a quote", at: start) }
        let escaped = bytes[at]
        at += 1
        switch escaped {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(escaped)
        case UInt8(ascii: "b"): out.append(8)
        case UInt8(ascii: "f"): out.append(12)
        case UInt8(ascii: "n"): out.append(10)
        case UInt8(ascii: "r"): out.append(13)
        case UInt8(ascii: "t"): out.append(9)
        case UInt8(ascii: "u"): out += try escape()
        default: throw fault("no escape begins with this sign", at: at - 1)
        }
      case 0..<32: throw fault("a control character must be escaped")
      default:
        out.append(byte)
        at += 1
      }
    }
  }

  private mutating func unit() throws(JSONError) -> UInt32 {
    guard at + 4 <= bytes.count, let code = UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16) else {
      throw fault("`\\u` needs four hexadecimal digits")
    }
    at += 4
    return code
  }

  private mutating func escape() throws(JSONError) -> [UInt8] {
    var code = try unit()
    if (0xD800..<0xDC00).contains(code) {
      guard at + 1 < bytes.count, bytes[at] == 92, bytes[at + 1] == UInt8(ascii: "u") else { throw fault("a surrogate comes in pairs") }
      at += 2
      let low = try unit()
      guard (0xDC00..<0xE000).contains(low) else { throw fault("a surrogate comes in pairs") }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw fault("a surrogate comes in pairs") }
    return Array(String(Character(scalar)).utf8)
  }
}
