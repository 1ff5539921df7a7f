import ArgumentParser
import Evaluation
import Facts
import Foundation
import Register
import Regulations
import RuleCompiler

struct Replay: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Evaluates answers of the ledger again, under the sources that they were given under, and compares the bytes.",
    discussion:
      "EXAMPLE\n  mizan replay            # all\n  mizan replay 3f9c…      # one fingerprint")

  @OptionGroup var ledgerOptions: LedgerOptions
  @Argument(help: "A fingerprint; all answers without one.") var fingerprint: String?

  func run() async throws {
    try await guarded {
      let ledger = try ledgerOptions.open()
      var entries: [LedgerEntry] = []
      do {
        if let fingerprint {
          guard let entry = try ledger.entry(fingerprint: fingerprint) else {
            throw Wrong("the ledger has no answer `\(fingerprint)`")
          }
          entries = [entry]
        } else {
          var from = 1
          while case let page = try ledger.entries(from: from), !page.isEmpty {
            entries += page.filter { $0.kind == .answer }
            from = (page.last?.number ?? from) + 1
          }
        }
        var rulesets: [String: Ruleset] = [:]
        var (same, different) = (0, 0)
        for entry in entries {
          if let fault = try replay(entry, ledger, &rulesets) {
            different += 1
            print(
              "differs: \(entry.fingerprint): \(fault) (given by \(entry.program), replayed by \(programName))"
            )
          } else {
            same += 1
          }
        }
        print("\(same) answers are the same bytes, \(different) differ")
        if different > 0 { throw ExitCode(1) }
      } catch let error as LedgerError { throw Wrong("\(error)") }
    }
  }

  /// Nil where the bytes are the same; else what stands against it.
  private func replay(_ entry: LedgerEntry, _ ledger: Ledger, _ rulesets: inout [String: Ruleset])
    throws -> String?
  {
    func content(_ hash: String?) throws -> [UInt8]? { try hash.flatMap { try ledger.content($0) } }
    guard let site = try content(entry.site), let proposal = try content(entry.proposal),
      let answer = try content(entry.answer),
      let siteJSON = try? JSON(parsing: site), let proposalJSON = try? JSON(parsing: proposal),
      let jurisdiction = siteJSON["jurisdiction"]?.string
    else { return "its site, proposal or answer is not kept" }
    let key = entry.ruleset + jurisdiction
    if rulesets[key] == nil {
      rulesets[key] = try compileAgain(entry.ruleset, jurisdiction, ledger)
    }
    guard let ruleset = rulesets[key] else {
      return "its regulations are not kept, or do not compile any more"
    }
    guard let facts = SiteFacts(recorded: siteJSON, vocabulary: ruleset.vocabulary),
      let proposed = Proposal(recorded: proposalJSON, vocabulary: ruleset.vocabulary)
    else { return "its site or proposal cannot be read" }
    let again = ruleset.evaluate(proposed, at: facts, language: entry.language).json.canonicalBytes
    return again == answer ? nil : "other bytes"
  }

  /// The sources as they were, written to a folder and compiled by this program.
  private func compileAgain(_ hash: String, _ jurisdiction: String, _ ledger: Ledger) throws
    -> Ruleset?
  {
    guard let sources = try ledger.sources(ruleset: hash) else { return nil }
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "mizan-replay-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for source in sources {
      let file = folder.appending(path: source.file)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(source.text.utf8).write(to: file)
    }
    return try Rulebook(loading: folder.path).rulesets[jurisdiction]
  }
}

struct LedgerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger", abstract: "The record of every answer given.", subcommands: [Verify.self]
  )

  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Checks the ledger's hash chain and every content it keeps.",
      discussion: "EXAMPLE\n  mizan ledger verify")
    @OptionGroup var ledgerOptions: LedgerOptions

    func run() async throws {
      try await guarded {
        let ledger = try ledgerOptions.open()
        do {
          let report = try ledger.verify()
          for fault in report.faults { print(fault) }
          print(
            "\(report.entries) entries, \(report.contents) contents: \(report.isSound ? "sound" : "\(report.faults.count) faults")"
          )
          print("last link \(report.link)")
          if !report.isSound { throw ExitCode(1) }
        } catch let error as LedgerError { throw Wrong("\(error)") }
      }
    }
  }
}
