import ArgumentParser
import Foundation
import Register

/// Where the office keeps what people leave with it, and the key with which it signs; beside the ledger without more said.
struct CabinetOptions: ParsableArguments {
  @Option(
    help:
      "The file of kept results, certificates and applications; `cabinet.sqlite` beside the ledger without it."
  )
  var cabinet: String?
  @Option(
    help:
      "The key that signs certificates; `signing-key` beside the ledger without it. It is made where there is none."
  )
  var key: String?

  private func path(_ given: String?, _ name: String, beside ledger: LedgerOptions) -> String {
    given
      ?? URL(filePath: ledger.ledger).deletingLastPathComponent().appending(path: name).path
  }

  func open(beside ledger: LedgerOptions) throws -> Cabinet {
    let path = path(cabinet, "cabinet.sqlite", beside: ledger)
    do {
      try FileManager.default.createDirectory(
        at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
      return try Cabinet(path: path)
    } catch { throw Wrong("\(error)") }
  }

  func signingKey(beside ledger: LedgerOptions) throws -> SigningKey {
    do throws(KeyFault) {
      return try SigningKey(file: path(key, "signing-key", beside: ledger))
    } catch { throw Wrong("\(error)") }
  }

  /// What an officer shows to read what came in: the first line of `officer-token` beside the ledger, made where there is none.
  func officer(beside ledger: LedgerOptions) throws -> Token {
    let path = path(nil, "officer-token", beside: ledger)
    do throws(KeyFault) { return try Token(file: path) } catch { throw Wrong("\(error)") }
  }
}
