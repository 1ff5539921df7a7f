import ArgumentParser
import Diagnostics
import Evaluation
import Facts
import Foundation
import Land
import Register
import RuleCompiler
import Service

/// Where law and land are read from: the same for every command.
struct MunicipalityOptions: ParsableArguments {
  @Option(help: "The file that names the sources of parcels, plans and layers.") var territory =
    "parcels/territory.yaml"
  @Option(
    help:
      "The folder that the territory's sources are relative to; the territory file's own without it."
  ) var data: String?
  @Option(help: "The folder of the regulations.") var regulations = "regulations"
  @Option(
    help:
      "The folder in which imports are kept, so that a source that has not changed is only opened; `none` keeps nothing."
  ) var store = "var/land"

  func rulebook() throws -> Rulebook {
    do {
      let rulebook = try Rulebook(loading: regulations)
      for finding in rulebook.findings where finding.severity == .error { say("\(finding)") }
      return rulebook
    } catch { throw Wrong("\(error)") }
  }

  func land(telling: Bool) throws -> Territory {
    do {
      return try Territory(
        loading: territory, data: data, store: store == "none" ? nil : store
      ) { if telling { say($0) } }
    } catch {
      for finding in error.findings { say("\(finding)") }
      throw Wrong("the territory `\(territory)` cannot be opened")
    }
  }

  /// - Parameters:
  ///   - land: Whether the question names a parcel; a described site needs none.
  ///   - telling: Whether what was loaded is said on stderr.
  ///   - corrections: The ledger in which officers' corrections stand.
  func open(land: Bool = true, telling: Bool = false, corrections: Ledger? = nil) throws
    -> Municipality
  {
    Municipality(
      rulebook: try rulebook(), territory: land ? try self.land(telling: telling) : nil,
      corrections: corrections)
  }
}

struct LedgerOptions: ParsableArguments {
  @Option(help: "The ledger's file.") var ledger = "var/ledger.sqlite"

  /// Nil where there is no file: nothing was ever written. One that cannot be read is an error.
  func existing() throws -> Ledger? {
    FileManager.default.fileExists(atPath: ledger) ? try open() : nil
  }

  func open() throws -> Ledger {
    do {
      let folder = URL(filePath: ledger).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      return try Ledger(path: ledger)
    } catch { throw Wrong("\(error)") }
  }
}

struct QuestionOptions: ParsableArguments {
  @Option(help: "The day whose law is asked for, as 2025-02-10; today without it.") var on: String?
  @Option(help: "The language of the answer: en, fa or he.") var lang = "en"

  func date() throws -> CivilDate {
    guard let on else { return .today() }
    guard let date = CivilDate(typed: on) else {
      throw Wrong(
        "`\(on)` is no day that can be asked for; write it as 2025-02-10, or 1403/11/22, with a year from 1800"
      )
    }
    return date
  }
}

/// Wrong usage or unreadable input: exit code 2, one line.
struct Wrong: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
  init(_ refusal: Refusal) {
    description = refusal.faults.map { fault in
      fault.detail + (fault.mend.map { "; \($0)" } ?? "")
    }.joined(separator: "\nmizan: ")
  }
}

/// Words go to stderr, data to stdout.
func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

extension AsyncParsableCommand {
  /// Runs a body; what the user got wrong ends in one line and exit code 2.
  func guarded(_ body: () async throws -> Void) async throws {
    do { try await body() } catch let error as Wrong {
      say("mizan: \(error)")
      throw ExitCode(2)
    }
  }
}

/// The version that a ledger entry names.
let programName = "mizan \(programVersion)"

extension Ledger {
  /// Keeps a ruleset's sources and an answer under it.
  func keep(_ reply: Reply, under municipality: Municipality) async throws {
    if let ruleset = municipality.rulebook.rulesets[reply.answer.jurisdiction] {
      try await keep(ruleset: ruleset.hash, sources: ruleset.sources.map { ($0.file, $0.text) })
    }
    _ = try await append(
      LedgerRecord(
        fingerprint: reply.answer.fingerprint, ruleset: reply.answer.ruleset, site: reply.site,
        proposal: reply.proposal,
        answer: reply.bytes, program: programName, language: reply.answer.language,
        on: reply.answer.on.description))
  }
}
