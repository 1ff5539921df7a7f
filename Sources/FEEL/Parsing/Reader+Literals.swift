import Facts

/// Texts and numbers (DMN 1.5, grammar 35 to 40 and table 63).
extension Reader {
  mutating func string() throws(ParseError) -> String {
    let start = at
    guard peek("\"") else { throw unexpected("a text in quotes") }
    at += 1
    var bytes: [UInt8] = []
    while at < text.count, text[at] != UInt8(ascii: "\"") {
      if text[at] == UInt8(ascii: "\\"), at + 1 < text.count {
        at += 1
        switch text[at] {
        case UInt8(ascii: "n"): bytes.append(10)
        case UInt8(ascii: "r"): bytes.append(13)
        case UInt8(ascii: "t"): bytes.append(9)
        case UInt8(ascii: "\""): bytes.append(34)
        case UInt8(ascii: "'"): bytes.append(39)
        case UInt8(ascii: "\\"): bytes.append(92)
        case UInt8(ascii: "u"):
          bytes += try escape(digits: 4)
          continue
        case UInt8(ascii: "U"):
          bytes += try escape(digits: 6)
          continue
        default: bytes += [92, text[at]]
        }
        at += 1
      } else {
        bytes.append(text[at])
        at += 1
      }
    }
    guard at < text.count else {
      throw ParseError(
        message: "a text must end with `\"`", offset: start, mend: "close the quotes")
    }
    at += 1
    lastEnd = at
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `\u0041`, a pair of surrogates, or `\U01F40E`; `at` stands on the letter and ends behind the digits.
  private mutating func escape(digits: Int) throws(ParseError) -> [UInt8] {
    let start = at - 1
    guard var code = hexadecimal(at + 1, digits) else {
      throw ParseError(
        message: "`\\\(word(at..<at + 1))` needs \(digits) hexadecimal digits", offset: start)
    }
    at += 1 + digits
    if (0xD800..<0xDC00).contains(code), peek("\\u"), let low = hexadecimal(at + 2, 4),
      (0xDC00..<0xE000).contains(low)
    {
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      at += 6
    }
    guard let scalar = Unicode.Scalar(code) else {
      throw ParseError(
        message: "`\(word(start..<at))` is no character", offset: start,
        mend: "write both halves of the pair, or `\\U` and six digits")
    }
    return Array(String(Character(scalar)).utf8)
  }

  private func hexadecimal(_ from: Int, _ count: Int) -> UInt32? {
    guard from + count <= text.count else { return nil }
    var code: UInt32 = 0
    for byte in text[from..<from + count] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      code = code << 4 | UInt32(digit)
    }
    return code
  }

  /// Digits of ASCII, Persian (U+06F0…) or Arabic (U+0660…) shape.
  private func digit(at position: Int) -> (value: UInt8, width: Int)? {
    guard position < text.count else { return nil }
    let byte = text[position]
    if (48...57).contains(byte) { return (byte, 1) }
    guard position + 1 < text.count else { return nil }
    if byte == 0xDB, (0xB0...0xB9).contains(text[position + 1]) {
      return (text[position + 1] - 0xB0 + 48, 2)
    }
    if byte == 0xD9, (0xA0...0xA9).contains(text[position + 1]) {
      return (text[position + 1] - 0xA0 + 48, 2)
    }
    return nil
  }

  /// `12`, `.5`, `12.5`, `1.2e-3`, `۱۲٫۵`; nil where none stands.
  mutating func number() throws(ParseError) -> Number? {
    var digits: [UInt8] = []
    var position = at
    func take(_ into: inout [UInt8]) {
      while let digit = digit(at: position) {
        into.append(digit.value)
        position += digit.width
      }
    }
    take(&digits)
    let isPoint = position < text.count && text[position] == UInt8(ascii: ".")
    let isMomayyez =
      position + 1 < text.count && text[position] == 0xD9 && text[position + 1] == 0xAB
    if isPoint || isMomayyez, digit(at: position + (isPoint ? 1 : 2)) != nil {
      if digits.isEmpty { digits.append(48) }
      digits.append(UInt8(ascii: "."))
      position += isPoint ? 1 : 2
      take(&digits)
    }
    guard !digits.isEmpty else { return nil }
    if position < text.count, [UInt8(ascii: "e"), UInt8(ascii: "E")].contains(text[position]) {
      let mantissa = position
      position += 1
      var exponent: [UInt8] = [UInt8(ascii: "e")]
      if position < text.count, [UInt8(ascii: "-"), UInt8(ascii: "+")].contains(text[position]) {
        exponent.append(text[position])
        position += 1
      }
      let sign = exponent.count
      take(&exponent)
      if exponent.count > sign { digits += exponent } else { position = mantissa }
    }
    let numeral = String(decoding: digits, as: UTF8.self)
    guard let number = Number(numeral) else {
      throw ParseError(message: "`\(numeral)` is beyond the range of numbers", offset: at)
    }
    at = position
    lastEnd = at
    return number
  }
}
