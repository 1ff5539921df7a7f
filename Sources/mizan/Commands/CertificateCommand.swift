import ArgumentParser
import Facts
import Foundation
import Register
import Service

struct CertificateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "certificate",
    abstract: "Issues and verifies planning information certificates.",
    discussion: """
      EXAMPLES
        mizan certificate persian/3/1001 > certificate.json
        mizan certificate verify certificate.json --key mizan-key.json
      """,
    subcommands: [Issue.self, Verify.self], defaultSubcommand: Issue.self)

  struct Issue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Certifies a parcel by the law and the maps of today; the signed file on stdout.",
      discussion: "EXAMPLE\n  mizan certificate persian/3/1001 > certificate.json")

    @OptionGroup var municipality: MunicipalityOptions
    @OptionGroup var ledgerOptions: LedgerOptions
    @OptionGroup var cabinetOptions: CabinetOptions
    @Argument(help: "The parcel, as `town/number`.") var parcel: String

    func run() async throws {
      try await guarded {
        let counter = try municipality.open(corrections: try ledgerOptions.existing())
        let server = Server(
          enquiries: counter, ledger: nil, cabinet: try cabinetOptions.open(beside: ledgerOptions),
          key: try cabinetOptions.signingKey(beside: ledgerOptions),
          configuration: .init(program: programName))
        let certificate: Certificate
        do { certificate = try await server.certify(parcel) } catch {
          throw Wrong(
            "`\(parcel)` cannot be certified; see that there is such a parcel, and that `\(ledgerOptions.ledger)` and what stands beside it can be written"
          )
        }
        print(certificate.envelope.canonical)
        say(
          "certificate \(certificate.serial), valid until \(certificate.validUntil?.description ?? "?")"
        )
      }
    }
  }

  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Says what a certificate's file is worth, by a key and without a network.",
      discussion: """
        Exit 0 is valid; 1 is changed, expired, or signed with another key.

        EXAMPLE
          mizan certificate verify certificate.json --key mizan-key.json
        """)

    @Option(help: "The office's key, as `/.well-known/mizan-key` of its service has it.") var key:
      String
    @Option(help: "The day on which it has to hold, as 2025-02-10; today without it.") var on:
      String?
    @Flag(help: "One line of JSON.") var json = false
    @Argument(help: "The certificate's file; `-` reads it from the input.") var file: String

    func run() async throws {
      try await guarded {
        let day =
          try on.map { text in
            guard let day = CivilDate(typed: text) else {
              throw Wrong("`\(text)` is no day; write it as 2025-02-10, or 1403/11/22")
            }
            return day
          } ?? .today()
        let (keyBytes, bytes) = (try read(key), try read(file))
        let keys: [VerificationKey]
        do throws(KeyFault) { keys = try VerificationKey.set(reading: keyBytes) } catch {
          throw Wrong("`\(key)`: \(error)")
        }
        let certificate: Certificate
        do throws(CertificateFault) { certificate = try Certificate(reading: bytes) } catch {
          throw Wrong("`\(file)`: \(error)")
        }
        let standing = certificate.standing(by: keys, on: day)
        let last = certificate.validUntil?.description
        if json {
          let line: JSON = [
            "serial": .string(certificate.serial), "standing": .string(standing.rawValue),
            "validUntil": last.map(JSON.string) ?? .null, "sha256": .string(certificate.hash),
          ]
          print(line.canonical)
        } else {
          let words =
            switch standing {
            case .valid: "valid until \(last ?? "?")"
            case .changed: "changed after it was signed"
            case .unknownKey: "signed with a key that `\(key)` does not have"
            case .expired: "as it was signed, and expired on \(last ?? "?")"
            }
          print("\(certificate.serial): \(words)")
        }
        guard standing == .valid else { throw ExitCode(1) }
      }
    }

    private func read(_ path: String) throws(Wrong) -> [UInt8] {
      if path == "-", let data = try? FileHandle.standardInput.readToEnd() { return [UInt8](data) }
      guard let data = FileManager.default.contents(atPath: path) else {
        throw Wrong("`\(path)` cannot be read")
      }
      return [UInt8](data)
    }
  }
}
