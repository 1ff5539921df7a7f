import Foundation
import Testing

struct CertificateTests {
  @Test func `a certificate is issued, verified without a network, and found out when changed`()
    throws
  {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    func path(_ name: String) -> String { folder.appending(path: name).path }
    let ledger = ["--ledger", path("ledger.sqlite")]
    let issued = try Command.run(["certificate", "persian/3/1001"] + ledger)
    #expect(issued.status == 0, "\(issued.words)")
    #expect(issued.words.contains("valid until"))
    let again = try Command.run(["certificate", "persian/3/1001"] + ledger)
    #expect(again.output == issued.output)
    try Data(issued.output.utf8).write(to: folder.appending(path: "certificate.json"))

    func verify(_ more: [String] = [], input: String? = nil) throws -> Command.Outcome {
      try Command.run(
        [
          "certificate", "verify", input == nil ? path("certificate.json") : "-", "--key",
          path("signing-key.pub"),
        ]
          + more, input: input)
    }
    let valid = try verify()
    #expect(valid.status == 0 && valid.output.contains(": valid until"), "\(valid.words)")
    let late = try verify(["--on", "2099-01-01", "--json"])
    #expect(late.status == 1 && late.output.contains(#""standing":"expired""#))
    let forged = try verify(input: issued.output.replacing("3/1001", with: "3/1002"))
    #expect(forged.status == 1 && forged.output.contains("changed after it was signed"))
    let none = try verify(input: "{}")
    #expect(none.status == 2 && none.words.contains("a certificate's file has"))
    let nowhere = try Command.run(["certificate", "persian/none"] + ledger)
    #expect(nowhere.status == 2 && nowhere.words.contains("`persian/none` cannot be certified"))
    let list = try Command.run(["applications"] + ledger)
    #expect(list.status == 0 && list.output.isEmpty)
  }
}
