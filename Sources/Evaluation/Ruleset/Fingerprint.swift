internal import Crypto
package import Facts

/// SHA-256 as lower-case hexadecimal, over canonical JSON (RFC 8785).
package enum Fingerprint {
  package static func of(_ bytes: some Sequence<UInt8>) -> String {
    hexadecimal(SHA256.hash(data: Array(bytes)))
  }

  package static func of(_ json: JSON) -> String { of(json.canonicalBytes) }

  /// Of the sources that a ruleset was compiled from: order and place in the file system do not matter.
  static func ofSources(_ sources: [Ruleset.Source]) -> String {
    of(.array(sources.map { ["file": .string($0.file), "sha256": .string(of($0.text.utf8))] }))
  }

  private static func hexadecimal(_ digest: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
