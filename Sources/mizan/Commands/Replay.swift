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
  @Flag(help: "Each answer replayed as one line of JSON.") var json = false
  @Argument(help: "A fingerprint; all answers without one.") var fingerprint: String?

  func run() async throws {
    try await guarded {
      let ledger = try ledgerOptions.open()
      do {
        let progress = Progress(of: fingerprint == nil ? try ledger.count() : nil, "entries")
        var rulesets: [String: Ruleset] = [:]
        var (same, different) = (0, 0)
        try eachAnswer(of: ledger, progress) { entry in
          let fault = try replay(entry, ledger, &rulesets)
          if fault == nil { same += 1 } else { different += 1 }
          if json {
            let line: JSON = [
              "fingerprint": .string(entry.fingerprint), "same": .bool(fault == nil),
              "fault": fault.map(JSON.string) ?? .null, "given by": .string(entry.program),
            ]
            print(line.canonical)
          } else if let fault {
            print(
              "differs: \(entry.fingerprint): \(fault) (given by \(entry.program), replayed by \(programName))"
            )
          }
        }
        progress.finish()
        let totals = "\(same) answers are the same bytes, \(different) differ"
        if json { say(totals) } else { print(totals) }
        if different > 0 { throw ExitCode(1) }
      } catch let error as LedgerError { throw Wrong("\(error)") }
    }
  }

  /// The answer asked for, or all of them in their order, a page of the ledger at a time.
  private func eachAnswer(
    of ledger: Ledger, _ progress: Progress, _ body: (LedgerEntry) throws -> Void
  ) throws {
    if let fingerprint {
      guard let entry = try ledger.entry(fingerprint: fingerprint) else {
        throw Wrong("the ledger has no answer `\(fingerprint)`")
      }
      return try body(entry)
    }
    var from = 1
    while case let page = try ledger.entries(from: from), !page.isEmpty {
      for entry in page where entry.kind == .answer { try body(entry) }
      progress.advance(by: page.count)
      from = (page.last?.number ?? from) + 1
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
    @Option(
      help:
        "An entry and its link, noted at an earlier time, as 1200:3f9c…: nothing before it may have changed."
    ) var noted: String?
    @Flag(help: "The report as JSON.") var json = false

    func run() async throws {
      try await guarded {
        let noted = try earlier()
        let ledger = try ledgerOptions.open()
        do {
          let progress = Progress(of: try ledger.count(), "entries")
          var done = 0
          let report = try ledger.verify(against: noted) {
            progress.advance(by: $0 - done)
            done = $0
          }
          progress.finish()
          if json { print(Self.json(report).canonical) } else { print(Self.text(report)) }
          if !report.isSound { throw ExitCode(1) }
        } catch let error as LedgerError { throw Wrong("\(error)") }
      }
    }

    private func earlier() throws -> (number: Int, link: String)? {
      guard let noted else { return nil }
      let parts = noted.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, let number = Int(parts[0]), number > 0 else {
        throw Wrong(
          "`\(noted)` is no noted link; write it as NUMBER:LINK, as `ledger verify` gave it")
      }
      return (number, String(parts[1]))
    }

    private static func text(_ report: LedgerReport) -> String {
      let state = report.isSound ? "sound" : "\(report.faults.count) faults"
      return
        (report.faults.map(\.description) + [
          "\(report.entries) entries, \(report.contents) contents: \(state)",
          "last link \(report.entries):\(report.link)",
        ]).joined(separator: "\n")
    }

    private static func json(_ report: LedgerReport) -> JSON {
      [
        "entries": .number(Number(report.entries)), "contents": .number(Number(report.contents)),
        "sound": .bool(report.isSound), "link": .string(report.link),
        "faults": .array(
          report.faults.map {
            [
              "entry": $0.number.map { .number(Number($0)) } ?? .null,
              "message": .string($0.message),
            ]
          }),
      ]
    }
  }
}
