import Evaluation
import Facts
import Foundation
import Land
import RuleCompiler
import Service
import Simulation
import Synchronization

/// B2: an amendment over a million parcels, one work each, from the file of the surveyed sites to the file of the changes.
///
/// The town is surveyed once and its sites are repeated under new numbers until they are a million; the table lies in the build
/// folder. The amendment takes ten feet off the height of one district of the town's table, where that is there.
func simulationFigure(_ municipality: Municipality, on date: CivilDate, build: String) throws {
  guard let territory = municipality.territory, let town = territory.towns.first,
    let before = municipality.ruleset(of: town.jurisdiction),
    let after = try amended(municipality, town.jurisdiction),
    let work = before.jurisdiction.governs.keys.sorted().last(where: { $0 == "new building" })
      ?? before.jurisdiction.governs.keys.sorted().first
  else { return }
  try FileManager.default.createDirectory(atPath: build, withIntermediateDirectories: true)
  let order = Fingerprint.of(
    .array(before.surveyOrder.facts.union(before.surveyOrder.layers).sorted().map(JSON.string)))
  let path =
    "\(build)/sites-\(town.id)-\(date)-\((territory.hash ?? "").prefix(8))-\(order.prefix(8))"
  if !FileManager.default.fileExists(atPath: path) {
    try tile(territory, town.id, date, before.tableOrder, to: path)
  }
  let proposal = Proposal(work: work, facts: before.vocabulary.exampleFacts)
  var isChecked = true
  var times: [Double] = []
  var (rows, lines, changes) = (0, 0, 0)
  for _ in 0..<3 {
    let bytes = Mutex(0)
    let csv = build + "/changes.csv"
    _ = FileManager.default.createFile(atPath: csv, contents: nil)
    guard let file = FileHandle(forWritingAtPath: csv) else { return }
    var outcome: SimulationOutcome?
    var table: SiteTable?
    try times.append(
      seconds {
        let sites = try SiteTable(reading: path)
        let simulation = Simulation(before: before, after: after, sites: sites)
        outcome = simulation.run(
          .everywhere([proposal]), threads: 2,
          changed: { part in
            try? file.write(contentsOf: part)
            bytes.withLock { $0 += part.count }
          })
        if let outcome {
          let summary = simulation.json(outcome, town: town.id, language: "en").canonical
          try Data(summary.utf8).write(to: URL(filePath: build + "/changes.json"))
        }
        table = sites
      })
    try file.close()
    guard let outcome, let table else { return }
    (rows, lines, changes) = (
      table.count, bytes.withLock { $0 }, outcome.cases.gain + outcome.cases.lose
    )
    isChecked = isChecked && outcome.cases.all == rows && changes > 0
    guard times.count == 1 else { continue }
    let assessor = TableAssessor(after, table)
    for start in stride(from: 0, to: rows, by: max(1, rows / 400)) {
      assessor.assess(proposal, rows: start..<start + 1) { row, assessment in
        isChecked = isChecked && assessment == after.assess(proposal, at: table.site(row))
      }
    }
  }
  Figure(
    id: "B2",
    name:
      "an amendment over \(rows) parcels (the sites of \(town.id), surveyed once and repeated), one work, both laws, file to file (\(changes) changes, \(lines / 1_000_000) MB), two threads",
    value: median(times), unit: "s",
    against: "UrbanSim, published 33,000 parcels/s without citations, both laws",
    peerValue: Double(2 * rows) / 33_000, target: 10, isChecked: isChecked, runs: times.count,
    spread: [times.min() ?? 0, times.max() ?? 0]
  ).report()
}

/// The law with a stricter height in one district: the folder of the regulations, copied and changed.
private func amended(_ municipality: Municipality, _ jurisdiction: String) throws -> Ruleset? {
  let folder = FileManager.default.temporaryDirectory.appending(
    path: "mizan-bench-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: folder) }
  try FileManager.default.copyItem(at: URL(filePath: "regulations"), to: folder)
  let file = folder.appending(path: "cambridge-ma/article-5.md")
  guard jurisdiction == "cambridge-ma", let text = try? String(contentsOf: file, encoding: .utf8)
  else {
    tellBench("B2 amends the law of cambridge-ma: give its territory")
    return nil
  }
  try Data(text.replacing("| 35[^c1-height]    |", with: "| 25                |").utf8).write(
    to: file)
  return try Rulebook(loading: folder.path).rulesets[jurisdiction]
}

/// Surveys a town once, and writes its sites again and again until they are a million.
private func tile(
  _ territory: Territory, _ town: String, _ date: CivilDate, _ order: SurveyOrder, to path: String
) throws {
  tellBench("surveying \(town) for B2")
  let once = try territory.table(of: town, on: date, as: order)
  let sites = (0..<once.count).map(once.site)
  guard !sites.isEmpty else { return }
  var builder = SiteTableBuilder(jurisdiction: once.jurisdiction, date: date)
  tellBench("repeating \(once.count) sites")
  for tile in 0..<(1_000_000 + sites.count - 1) / sites.count {
    for site in sites { try builder.append(site, named: "\(site.parcel ?? "")-\(tile)") }
  }
  try builder.table().write(to: path)
}
