import Facts
import Foundation
import TestSupport
import Testing

@testable import Register

struct CertificateTests {
  static let content: [JSON.Member] = [
    .init("format", "mizan-planning-information/1"), .init("parcel", "lengeh/12/3"),
    .init("facts", [["name": "lot area", "value": .number(Number(66005, exponent: -2))]]),
    .init("label", ["fa": "ملک ۱۲/۳", "he": "חלקה 12/3"]), .init("issued", "2026-11-21"),
    .init("validUntil", "2027-11-21"),
  ]
  private static let day = CabinetTests.day

  private func key(_ seed: UInt8 = 7) throws -> SigningKey {
    try #require(SigningKey(seed: [UInt8](repeating: seed, count: 32)))
  }

  private func certificate() throws -> Certificate {
    try Certificate(Self.content, signedWith: try key())
  }

  @Test func `the same content has the same serial, and is read back as it was written`() throws {
    let one = try certificate()
    let shuffled = try Certificate(Self.content.reversed(), signedWith: try key())
    #expect(shuffled.serial == one.serial)
    #expect(shuffled.bytes == one.bytes)
    #expect(JSON.object([]).canonicalBytes != one.bytes)
    let read = try Certificate(reading: one.envelope.canonicalBytes)
    #expect(read.bytes == one.bytes)
    #expect(read.standing(by: [try key().verification], on: Self.day) == .valid)
    let pretty = try Certificate(reading: Array(one.envelope.pretty().utf8))
    #expect(pretty.standing(by: [try key().verification], on: Self.day) == .valid)
  }

  @Test func `a certificate holds to its last day, and no longer`() throws {
    let keys = [try key().verification]
    let last = try #require(CivilDate(year: 2027, month: 11, day: 21))
    #expect(try certificate().standing(by: keys, on: last) == .valid)
    #expect(try certificate().standing(by: keys, on: last.adding(days: 1)) == .expired)
    #expect(try certificate().standing(by: [try key(8).verification], on: last) == .unknownKey)
    #expect(try certificate().standing(by: [], on: last) == .unknownKey)
  }

  @Test func `whichever byte of a file is changed, it is not valid any more`() throws {
    let keys = [try key().verification]
    let one = try certificate()
    let bytes = one.envelope.canonicalBytes
    var generator = SeededGenerator(seed: 11)
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= 1 << UInt8.random(in: 0...7, using: &generator)
      guard let read = try? Certificate(reading: changed) else { continue }
      // A change that JSON itself does not see (a space for a space) leaves the same certificate.
      if read.bytes == one.bytes, read.signature == one.signature,
        read.envelope == one.envelope, (try? JSON(parsing: changed)) == (try? JSON(parsing: bytes))
      {
        continue
      }
      let standing = read.standing(by: keys, on: Self.day)
      #expect(standing == .changed || standing == .unknownKey, "byte \(place): \(standing)")
    }
  }

  @Test(arguments: [
    "", "{}", "[]", "null", #"{"certificate":1,"signature":""}"#,
    #"{"certificate":{},"signature":"???"}"#,
    #"{"certificate":{},"certificate":{},"signature":""}"#,
    #"{"certificate":{},"signature":"","more":1}"#,
  ])
  func `what is no certificate is said to be none`(text: String) {
    #expect(throws: CertificateFault.self) { try Certificate(reading: Array(text.utf8)) }
  }

  @Test func `an empty certificate with an empty signature is worth nothing`() throws {
    let none = try Certificate(reading: Array(#"{"certificate":{},"signature":""}"#.utf8))
    #expect(none.standing(by: [try key().verification], on: Self.day) == .unknownKey)
  }

  @Test func `issued again it is as it was issued first`() async throws {
    let folder = try CabinetFolder()
    let cabinet = try Cabinet(path: folder.path)
    let one = try await cabinet.issue(try certificate())
    let again = try await cabinet.issue(try certificate())
    #expect(again == one)
    #expect(try cabinet.certificate(one.serial) == one)
    #expect(try cabinet.certificate("0000-0000-0000-0000") == nil)
  }

  @Test func `a key is made once, for its owner alone`() throws {
    let folder = try CabinetFolder()
    let path = folder.folder.appending(path: "key").path
    let made = try SigningKey(file: path)
    let read = try SigningKey(file: path)
    #expect(made.verification == read.verification)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let keys = try VerificationKey.set(
      reading: [UInt8](Data(contentsOf: URL(filePath: path + ".pub"))))
    #expect(keys == [made.verification])
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    #expect {
      _ = try SigningKey(file: path)
    } throws: { "\($0)".contains("chmod 600") }
    #expect {
      _ = try SigningKey(file: "/nowhere/at/all/key")
    } throws: { "\($0)".contains("cannot be made") }
    let token = folder.folder.appending(path: "token").path
    #expect(try Token(file: token) == Token(file: token))
    #expect(throws: KeyFault.self) { try SigningKey(file: token) }
  }

  @Test(arguments: [
    "", "{}", #"{"keys":[]}"#, #"{"keys":[{"kty":"RSA"}]}"#,
    #"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"AA"}]}"#,
  ])
  func `what is no set of keys is said to be none`(text: String) {
    #expect(throws: KeyFault.self) { try VerificationKey.set(reading: Array(text.utf8)) }
  }
}
