/// A piece of a page. What is put in by interpolation is escaped, so text from outside cannot become markup.
struct HTML: Sendable, ExpressibleByStringInterpolation {
  var text: String

  init(stringLiteral value: String) { text = value }
  init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  /// Markup that we wrote ourselves.
  init(markup: String) { text = markup }

  static let nothing: HTML = ""

  struct StringInterpolation: StringInterpolationProtocol {
    var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + interpolationCount * 16)
    }

    mutating func appendLiteral(_ literal: String) { text += literal }
    mutating func appendInterpolation(_ html: HTML) { text += html.text }
    mutating func appendInterpolation(_ html: [HTML]) { for part in html { text += part.text } }
    mutating func appendInterpolation(_ html: HTML?) { text += html?.text ?? "" }
    mutating func appendInterpolation(_ number: Int) { text += "\(number)" }

    mutating func appendInterpolation(_ value: String) {
      text += value.utf8.contains { Self.escape($0) != nil } ? Self.escaped(value) : value
    }

    private static func escape(_ byte: UInt8) -> String? {
      switch byte {
      case UInt8(ascii: "&"): "&amp;"
      case UInt8(ascii: "<"): "&lt;"
      case UInt8(ascii: ">"): "&gt;"
      case UInt8(ascii: "\""): "&quot;"
      case UInt8(ascii: "'"): "&#39;"
      // HTML has no character for these.
      case 0..<9, 11, 12, 14..<32: "\u{FFFD}"
      default: nil
      }
    }

    private static func escaped(_ value: String) -> String {
      var bytes: [UInt8] = []
      for byte in value.utf8 {
        if let escape = escape(byte) { bytes += escape.utf8 } else { bytes.append(byte) }
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }
}

extension Sequence {
  /// Each element as a piece of a page.
  func html(_ piece: (Element) -> HTML) -> HTML {
    HTML(markup: reduce(into: "") { $0 += piece($1).text })
  }
}
