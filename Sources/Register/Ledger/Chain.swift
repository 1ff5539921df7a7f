import Crypto

/// How entries are hashed and chained.
///
/// A leaf is `SHA-256(0x00 ‖ entry)` as RFC 9162, 2.1.1 has it, so that a Merkle tree can be laid over the same ledger
/// later. A link is `SHA-256(link before ‖ leaf)`; the link before the first entry is 32 zero bytes.
enum Chain {
  static let start = [UInt8](repeating: 0, count: 32)

  static func leaf(_ entry: some Sequence<UInt8>) -> [UInt8] {
    var hash = SHA256()
    hash.update(data: [0])
    hash.update(data: Array(entry))
    return Array(hash.finalize())
  }

  static func link(after previous: [UInt8], leaf: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.update(data: previous)
    hash.update(data: leaf)
    return Array(hash.finalize())
  }

  /// The name under which content is kept: SHA-256 as lower-case hexadecimal.
  static func name(of content: some Sequence<UInt8>) -> String {
    hexadecimal(Array(SHA256.hash(data: Array(content))))
  }

  static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
