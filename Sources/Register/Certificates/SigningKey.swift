import Crypto
package import Facts
import Foundation

/// The office's own key (Ed25519, RFC 8032), with which it signs certificates.
package struct SigningKey: Sendable {
  private let seed: [UInt8]
  package let verification: VerificationKey

  /// Reads the key of a file, and makes key and file where there is none: for its owner alone, with the public half beside
  /// it as `FILE.pub`.
  ///
  /// - Throws: ``KeyFault`` where the file is no key, or others may read it: a key that others have signs nothing.
  package init(file: String) throws(KeyFault) {
    var isNew = false
    let text = try OwnersFile.read(file) {
      isNew = true
      return Data(Curve25519.Signing.PrivateKey().rawRepresentation).base64EncodedString()
    }
    guard let seed = Data(base64Encoded: text), let key = Self(seed: [UInt8](seed)) else {
      throw KeyFault(
        "`\(file)` is no key: it has 32 bytes in base 64; move it away to have one made")
    }
    self = key
    guard isNew else { return }
    do {
      try Data(VerificationKey.set([verification]).canonicalBytes + [10]).write(
        to: URL(filePath: file + ".pub"), options: .atomic)
    } catch { throw KeyFault("`\(file).pub` cannot be written: \(error)") }
  }

  /// Nil where the bytes are no key.
  package init?(seed: [UInt8]) {
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else { return nil }
    self.seed = seed
    verification = VerificationKey(bytes: [UInt8](key.publicKey.rawRepresentation))
  }

  func signature(of bytes: [UInt8]) throws -> [UInt8] {
    [UInt8](try Curve25519.Signing.PrivateKey(rawRepresentation: seed).signature(for: bytes))
  }
}

/// The public half of a key: with it anybody sees that a certificate is the office's and was not changed.
package struct VerificationKey: Sendable, Hashable {
  package let bytes: [UInt8]
  /// The first 16 digits of the SHA-256 of ``bytes``: how a certificate names its key.
  package var id: String { String(Chain.name(of: bytes).prefix(16)) }

  init(bytes: [UInt8]) { self.bytes = bytes }

  func verifies(_ signature: [UInt8], of bytes: [UInt8]) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: self.bytes) else {
      return false
    }
    return key.isValidSignature(signature, for: bytes)
  }

  /// Keys as `/.well-known/mizan-key` has them: a set of JSON Web Keys (RFC 7517, RFC 8037).
  package static func set(_ keys: [VerificationKey]) -> JSON {
    [
      "keys": .array(
        keys.map {
          [
            "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": .string($0.id),
            "x": .string(base64url($0.bytes)),
          ]
        })
    ]
  }

  /// The keys of such a set.
  package static func set(reading bytes: [UInt8]) throws(KeyFault) -> [VerificationKey] {
    guard let json = try? JSON(parsing: bytes), let items = json["keys"]?.array, !items.isEmpty
    else {
      throw KeyFault("this is no set of keys; save `/.well-known/mizan-key` of the service")
    }
    var keys: [VerificationKey] = []
    for item in items {
      guard item["kty"]?.string == "OKP", item["crv"]?.string == "Ed25519",
        let raw = item["x"]?.string.flatMap(bytesOfBase64url),
        (try? Curve25519.Signing.PublicKey(rawRepresentation: raw)) != nil
      else { throw KeyFault("a key of the set is no Ed25519 key") }
      keys.append(VerificationKey(bytes: raw))
    }
    return keys
  }

  private static func base64url(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }

  private static func bytesOfBase64url(_ text: String) -> [UInt8]? {
    let plain = text.replacing("-", with: "+").replacing("_", with: "/")
    let padding = String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
    return Data(base64Encoded: plain + padding).map { [UInt8]($0) }
  }
}
