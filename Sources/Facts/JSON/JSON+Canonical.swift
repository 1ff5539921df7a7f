extension JSON {
  /// The canonical bytes of RFC 8785: keys sorted by UTF-16 code units, no white space, the shortest escapes.
  package var canonicalBytes: [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(256)
    write(into: &out)
    return out
  }

  package var canonical: String { String(decoding: canonicalBytes, as: UTF8.self) }

  private func write(into out: inout [UInt8]) {
    switch self {
    case .null: out += "null".utf8
    case .bool(let bool): out += (bool ? "true" : "false").utf8
    case .number(let number): number.writeJSON(into: &out)
    case .string(let text): Self.write(text, into: &out)
    case .array(let items):
      out.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        item.write(into: &out)
      }
      out.append(UInt8(ascii: "]"))
    case .object(let members):
      out.append(UInt8(ascii: "{"))
      let sorted = members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
      for (index, member) in sorted.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        Self.write(member.key, into: &out)
        out.append(UInt8(ascii: ":"))
        member.value.write(into: &out)
      }
      out.append(UInt8(ascii: "}"))
    }
  }

  fileprivate static func write(_ text: String, into out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): out += [92, 34]
      case UInt8(ascii: "\\"): out += [92, 92]
      case 8: out += "\\b".utf8
      case 9: out += "\\t".utf8
      case 10: out += "\\n".utf8
      case 12: out += "\\f".utf8
      case 13: out += "\\r".utf8
      case 0..<32:
        let digits = Array("0123456789abcdef".utf8)
        out += "\\u00".utf8
        out += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: out.append(byte)
      }
    }
    out.append(UInt8(ascii: "\""))
  }

  /// Indented for a person, keys in the order they were written.
  package func pretty(_ indent: String = "") -> String {
    switch self {
    case .array(let items) where !items.isEmpty:
      return "[\n" + items.map { "\(indent)  " + $0.pretty(indent + "  ") }.joined(separator: ",\n")
        + "\n\(indent)]"
    case .object(let members) where !members.isEmpty:
      return "{\n"
        + members.map {
          "\(indent)  " + JSON.string($0.key).canonical + ": " + $0.value.pretty(indent + "  ")
        }
        .joined(separator: ",\n") + "\n\(indent)}"
    default: return canonical
    }
  }
}

extension Number {
  /// A JSON number in the form that ECMAScript prints, where at most 15 digits are significant and a double so carries it
  /// exactly; else a string of its plain digits, since exactness goes before form.
  fileprivate func writeJSON(into out: inout [UInt8]) {
    if isZero { return out.append(48) }
    var (coefficient, exponent) = normalised
    if coefficient >= 1_000_000_000_000_000 || exponent > 290 || exponent < -290 {
      return JSON.write(description, into: &out)
    }
    var digits: [UInt8] = []
    while coefficient > 0 {
      digits.append(48 + UInt8(truncatingIfNeeded: coefficient % 10))
      coefficient /= 10
    }
    digits.reverse()
    if high >> 63 == 1 { out.append(UInt8(ascii: "-")) }
    // Where the point stands, counted from before the first digit (ECMA-262, Number::toString).
    let point = digits.count + exponent
    switch point {
    case digits.count...21 where exponent >= 0:
      out += digits
      out += repeatElement(48, count: exponent)
    case 1...21:
      out += digits[..<point]
      out.append(UInt8(ascii: "."))
      out += digits[point...]
    case -5...0:
      out += "0.".utf8
      out += repeatElement(48, count: -point)
      out += digits
    default:
      out.append(digits[0])
      if digits.count > 1 {
        out.append(UInt8(ascii: "."))
        out += digits[1...]
      }
      out += (point > 0 ? "e+" : "e-").utf8
      out += String((point - 1).magnitude).utf8
    }
  }
}
