import ArgumentParser
import Diagnostics
import Evaluation
import Facts
import Foundation
import Land
import RuleCompiler
import Service
import Simulation
import Synchronization

struct Simulate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Every parcel under the regulations in force and under the amended ones: what changes, counted and mapped.",
    discussion: """
      DIR is a full or partial folder of regulations, laid out as `regulations` is: a file that is there replaces the one of the
      same name, or is added. A file cannot be taken away; give it an `until`. The same proposal is put to every parcel, for
      each work; without a fact it is what the vocabulary gives as examples. With `--proposals` each line of a file (as `batch`
      takes them) is put to its own parcel. With `--table` a town is not surveyed again for the law in force.

      A gain is a more permissive verdict, a loss a stricter one; from `discretionary` to `incomplete` is neither. An existing
      building becomes non-conforming where nothing known is against it before, and a requirement is not met after.

      EXAMPLE
        mizan simulate --amend draft --work "new building" --fact storeys=4 --html changes.html
      """)

  @OptionGroup var municipality: MunicipalityOptions
  @OptionGroup var question: QuestionOptions
  @OptionGroup var ledgerOptions: LedgerOptions
  @Option(help: "The folder of the amendment.") var amend: String
  @Option(help: "The town, where there are several; all without it.") var town: [String] = []
  @Option(help: "The work, once or more; every work of the jurisdiction without it.") var work:
    [String] = []
  @Option(help: "A fact of the proposal, as name=value; once or more.") var fact: [String] = []
  @Option(help: "A JSON file with the facts of the proposal.") var inputs: String?
  @Option(help: "A CSV or NDJSON file with a proposal for each parcel.") var proposals: String?
  @Option(help: "A table that `survey --all --table` wrote for that day; once for each town.")
  var table: [String] = []
  @Option(help: "The fact by which is counted.") var by = "zone"
  @Flag(help: "The whole outcome as JSON.") var json = false
  @Option(help: "Writes a line for each change.") var csv: String?
  @Option(help: "Writes the parcels that change as GeoJSON.") var geojson: String?
  @Option(help: "Writes a page with a map that needs nothing else.") var html: String?

  func run() async throws {
    try await guarded {
      let date = try question.date()
      let questions = try SimulationQuestions(
        works: work, facts: fact, inputs: inputs, proposals: proposals)
      let before = try municipality.rulebook()
      let amended = try AmendedLaw(amend, over: municipality.regulations, before)
      guard amended.newErrors.isEmpty else {
        for finding in amended.newErrors { say("\(finding)") }
        say("the amended regulations have \(amended.newErrors.count) errors: nothing is simulated")
        throw ExitCode(1)
      }
      let territory = try municipality.land(telling: false)
      let corrections = try ledgerOptions.existing()
      let counters = (
        before: Municipality(rulebook: before, territory: territory, corrections: corrections),
        after: Municipality(
          rulebook: amended.rulebook, territory: territory, corrections: corrections)
      )
      let towns = try chosen(of: territory)
      var refused = questions.strays(towns: Set(towns.map(\.id)))
      let tables = try counters.before.townTables(reading: table, on: date)
      let changes = try csv.map { try ChangeFile($0) }
      var results: [TownResult] = []
      for town in towns {
        results.append(
          try simulate(
            town, counters, questions, territory, date, changes, tables[town.id],
            &refused))
      }
      try changes?.close()
      refused.sort { $0.line < $1.line }
      let report = SimulationReport(
        results: results, files: amended.files, date: date, refused: refused, territory: territory)
      if let geojson { try write(report.geoJSON, to: geojson) }
      if let html { try write(report.page(language: question.lang), to: html) }
      print(json ? report.json(language: question.lang).canonical : report.text)
      for line in refused { say("line \(line.line): \(line.detail)") }
      if !refused.isEmpty { throw ExitCode(1) }
    }
  }

  private func chosen(of territory: Territory) throws -> [Land.Town] {
    for id in town where !territory.towns.contains(where: { $0.id == id }) {
      throw Wrong(
        "there is no town `\(id)`"
          + (nearestName(to: id, among: territory.towns.map(\.id)).map { "; write `\($0)`" }
            ?? "; one of " + territory.towns.map { "`\($0.id)`" }.joined(separator: ", ")))
    }
    return territory.towns.filter { town.isEmpty || town.contains($0.id) }
  }

  private func simulate(
    _ town: Land.Town, _ counters: (before: Municipality, after: Municipality),
    _ questions: SimulationQuestions, _ territory: Territory, _ date: CivilDate,
    _ changes: ChangeFile?, _ known: SiteTable?, _ refused: inout [SimulationQuestions.Refused]
  ) throws -> TownResult {
    guard let before = counters.before.ruleset(of: town.jurisdiction),
      let after = counters.after.ruleset(of: town.jurisdiction)
    else {
      throw Wrong(
        "the regulations of `\(town.jurisdiction)` cannot be read; run `mizan lint \(municipality.regulations)`"
      )
    }
    let laws = Laws(counters: counters, rulesets: (before, after))
    func survey(_ order: SurveyOrder, _ what: String) throws -> SiteTable {
      let progress = Progress(of: town.parcelCount, "parcels \(what)")
      defer { progress.finish() }
      do {
        return try counters.before.table(of: town.id, on: date, as: order) {
          progress.advance(by: $0)
        }
      } catch { throw Wrong("\(error)") }
    }
    // A fact that only one law asks for must not be seen by the other: each has its own survey, unless they ask for the same.
    let sites = try known ?? survey(before.tableOrder, "surveyed")
    let isOne = before.tableOrder == after.tableOrder
    var simulation = Simulation(
      before: before, after: after,
      sites: (sites, isOne ? sites : try survey(after.tableOrder, "surveyed for the amended law")))
    simulation.district = by
    var aside = StandingBuilding.order
    aside.facts.insert(by)
    simulation.standing = try survey(aside, "with their buildings surveyed")
    if questions.lines == nil, before.vocabulary.works["new building"] != nil {
      simulation.standingWork = "new building"
    }
    let cases: Simulation.Cases
    if questions.lines != nil {
      let rows = Dictionary(
        (0..<sites.count).compactMap { row in sites.parcel(row).map { ($0, row) } },
        uniquingKeysWith: { first, _ in first })
      let read = questions.lines(laws, town: town.id, rows, on: date)
      refused += read.refused
      cases = .lines(read.cases)
    } else {
      cases = .everywhere(try questions.proposals(laws, town: town.id))
    }
    let progress = Progress(of: sites.count, "parcels simulated")
    let outcome = simulation.run(
      cases, threads: ProcessInfo.processInfo.activeProcessorCount,
      progress: { progress.advance(by: $0) }, changed: { changes?.append($0) })
    progress.finish()
    return TownResult(
      town: town, simulation: simulation, outcome: outcome, saysNothing: questions.saysNothing)
  }

  private func write(_ text: String, to path: String) throws {
    do { try Data(text.utf8).write(to: URL(filePath: path), options: .atomic) } catch {
      throw Wrong("`\(path)` cannot be written: \(error.localizedDescription)")
    }
  }
}

/// The lines of all changes, written as they come under a name of their own, which then takes the file's place.
final class ChangeFile: Sendable {
  private let path: String
  private let draft: String
  private let state: Mutex<(handle: FileHandle, fault: String?)>

  init(_ path: String) throws {
    self.path = path
    draft = path + ".part"
    guard FileManager.default.createFile(atPath: draft, contents: Data()),
      let handle = FileHandle(forWritingAtPath: draft)
    else { throw Wrong("`\(path)` cannot be written") }
    state = Mutex((handle, nil))
    append(Array((SimulationLines.header + "\n").utf8))
  }

  func append(_ lines: [UInt8]) {
    state.withLock { state in
      guard state.fault == nil else { return }
      do { try state.handle.write(contentsOf: lines) } catch {
        state.fault = error.localizedDescription
      }
    }
  }

  func close() throws {
    let fault = state.withLock { state in
      try? state.handle.close()
      return state.fault
    }
    if let fault {
      try? FileManager.default.removeItem(atPath: draft)
      throw Wrong("`\(path)` cannot be written: \(fault)")
    }
    guard rename(draft, path) == 0 else { throw Wrong("`\(path)` cannot be written") }
  }
}
