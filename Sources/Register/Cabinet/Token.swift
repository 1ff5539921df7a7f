import Crypto
import Foundation

/// A secret of 128 random bits that stands in an address: who has it may do what it is for.
///
/// Written as 32 digits of base 16. What is kept is its ``id`` alone, so that who reads the cabinet can open no address.
package struct Token: Sendable, Hashable {
  package let text: String

  /// From the system's own source of randomness.
  package init() {
    var generator = SystemRandomNumberGenerator()
    text = Chain.hexadecimal(
      (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
  }

  /// Nil where a text is no token.
  package init?(_ text: String) {
    guard text.utf8.count == 32,
      text.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
    else { return nil }
    self.text = text
  }

  /// A token that follows from this one, and from which this one does not follow.
  package func derived(for purpose: String) -> Token {
    let digest = SHA256.hash(data: Array("\(purpose)\u{0}\(text)".utf8))
    return Token(text: Chain.hexadecimal(Array(digest.prefix(16))))
  }

  private init(text: String) { self.text = text }

  /// Whether another is the same, in a time that says nothing of how much of it is.
  package func matches(_ other: Token) -> Bool { id == other.id }

  /// Under which what it opens is kept.
  var id: String { Chain.name(of: text.utf8) }
}

/// Sixteen letters and digits in groups of four, of 80 bits: what people read out and copy by hand.
///
/// Base 32 as Crockford has it: no I, L, O or U. Numbers say nothing of how many there are, and nobody guesses one.
package enum ReceiptNumber {
  private static let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

  /// The number that follows from some bytes: the same for the same bytes.
  package static func of(_ bytes: some Sequence<UInt8>) -> String {
    let digest = Array(SHA256.hash(data: Array(bytes)).prefix(10))
    let bits = digest.flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 } }
    let letters = stride(from: 0, to: 80, by: 5).map { start in
      digits[bits[start..<start + 5].reduce(0) { $0 << 1 | Int($1) }]
    }
    return stride(from: 0, to: 16, by: 4).map { String(letters[$0..<$0 + 4]) }.joined(
      separator: "-")
  }

  /// A number as somebody types it: any case, any spaces and dashes, O for 0, I and L for 1. Nil where it is none.
  package static func reading(_ text: String) -> String? {
    guard text.utf8.count <= 64 else { return nil }
    var letters: [Character] = []
    for character in text.uppercased() where !character.isWhitespace {
      switch character {
      case "-", "–", "‐", "‑", "\u{200E}", "\u{200F}", "\u{2068}", "\u{2069}": continue
      case "O": letters.append("0")
      case "I", "L": letters.append("1")
      case _ where digits.contains(character): letters.append(character)
      default: return nil
      }
    }
    guard letters.count == 16 else { return nil }
    return stride(from: 0, to: 16, by: 4).map { String(letters[$0..<$0 + 4]) }.joined(
      separator: "-")
  }
}
