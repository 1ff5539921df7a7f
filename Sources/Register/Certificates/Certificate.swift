package import Facts
import Foundation

/// A certificate that the office has signed: JSON whose canonical bytes (RFC 8785) are the record, and a signature of them.
///
/// The serial follows from what is certified, so that the same content has the same serial and the same bytes.
package struct Certificate: Sendable, Hashable {
  /// What is certified, with `serial` and `key`.
  package let body: JSON
  /// Ed25519 over the canonical bytes of ``body``, 64 bytes.
  package let signature: [UInt8]

  package var bytes: [UInt8] { body.canonicalBytes }
  package var serial: String { body["serial"]?.string ?? "" }
  /// SHA-256 of ``bytes``, as lower-case hexadecimal.
  package var hash: String { Chain.name(of: bytes) }
  /// The last day on which it may be relied on.
  package var validUntil: CivilDate? { body["validUntil"]?.string.flatMap { CivilDate($0) } }

  /// Signs what is certified.
  ///
  /// - Parameter content: All but `serial` and `key`; with a `validUntil`.
  package init(_ content: [JSON.Member], signedWith key: SigningKey) throws {
    var members = content.filter { !["serial", "key"].contains($0.key) }
    members.append(.init("key", .string(key.verification.id)))
    members.append(.init("serial", .string(Self.serial(of: .object(members)))))
    body = .object(members)
    signature = try key.signature(of: body.canonicalBytes)
  }

  private static func serial(of content: JSON) -> String {
    ReceiptNumber.of(content.canonicalBytes)
  }

  init(body: JSON, signature: [UInt8]) {
    self.body = body
    self.signature = signature
  }

  // MARK: as a file

  /// Certificate and signature as one file: `{"certificate": …, "sha256": …, "signature": …}`, the signature in base 64.
  package var envelope: JSON {
    [
      "certificate": body, "sha256": .string(hash),
      "signature": .string(Data(signature).base64EncodedString()),
    ]
  }

  /// Reads a file as ``envelope`` writes it; white space and the order of keys do not matter.
  package init(reading bytes: [UInt8]) throws(CertificateFault) {
    let json: JSON
    do { json = try JSON(parsing: bytes) } catch {
      throw CertificateFault("this is no JSON: \(error)")
    }
    guard let members = json.object, let body = json["certificate"], body.object != nil,
      let text = json["signature"]?.string, let signature = Data(base64Encoded: text),
      signature.base64EncodedString() == text
    else {
      throw CertificateFault("a certificate's file has `certificate`, `sha256` and `signature`")
    }
    guard members.allSatisfy({ ["certificate", "sha256", "signature"].contains($0.key) }) else {
      throw CertificateFault(
        "a certificate's file has `certificate`, `sha256` and `signature` alone")
    }
    self.init(body: body, signature: [UInt8](signature))
    hashSaid = json["sha256"]?.string
  }

  /// What a file says its hash is; nil of one that was not read.
  private var hashSaid: String?

  // MARK: what it is worth

  /// What a certificate is worth on a day.
  package enum Standing: String, Sendable, CaseIterable {
    case valid
    /// It is not what was signed: at least one byte is another.
    case changed
    /// Signed with a key that is none of ours.
    case unknownKey = "unknown key"
    /// As it was signed, but its last day is over.
    case expired
  }

  /// Whether it is as one of these keys signed it, and still holds on a day.
  package func standing(by keys: [VerificationKey], on day: CivilDate) -> Standing {
    guard let id = body["key"]?.string, let key = keys.first(where: { $0.id == id }) else {
      return .unknownKey
    }
    guard key.verifies(signature, of: bytes), hashSaid == nil || hashSaid == hash,
      let last = validUntil
    else { return .changed }
    return day <= last ? .valid : .expired
  }
}

/// Why a file is no certificate.
package struct CertificateFault: Error, Sendable, Hashable, CustomStringConvertible {
  package var description: String
  init(_ description: String) { self.description = description }
}
