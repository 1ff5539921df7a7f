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
      return "[\n" + items.map { "\(indent)  " + $0.pretty(indent + "  ") }.joined(separator: ",\n") + "\n\(indent)]"
    case .object(let members) where !members.isEmpty:
      return "{\n"
        + members.map { "\(indent)  " + JSON.string($0.key).canonical + ": " + $0.value.pretty(indent + "  ") }
          .joined(separator: ",\n") + "\n\(indent)}"
    default: return canonical
    }
  }
}

extension Number {
  /// A JSON number where a double carries it exactly, in the form that ECMAScript prints; else a string of its digits.
  fileprivate func writeJSON(into out: inout [UInt8]) {
    let digits = description
    let significant = digits.utf8.filter { (48...57).contains($0) }.drop { $0 == 48 }.reversed().drop { $0 == 48 }.count
    let whole = magnitude
    let isPlain = isZero || (whole < Number(1, exponent: 21) && Number(1, exponent: -7) <= whole)
    if significant <= 15, isPlain {
      out += digits.utf8
    } else if significant <= 15, let double = Double(digits), double.isFinite {
      out += Self.ecmaScript(double).utf8
    } else {
      JSON.write(digits, into: &out)
    }
  }

  /// `1e+21`, `1.5e-7`: as ECMA-262 prints what is too large or small for plain digits.
  private static func ecmaScript(_ value: Double) -> String {
    var text = "\(value)"
    guard let e = text.firstIndex(of: "e") else { return text }
    let exponent = text[text.index(after: e)...]
    let mantissa = text[..<e].hasSuffix(".0") ? text[..<e].dropLast(2) : text[..<e]
    text = mantissa + "e" + (exponent.hasPrefix("-") || exponent.hasPrefix("+") ? "" : "+") + exponent
    return text
  }
}
