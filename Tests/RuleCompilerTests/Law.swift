import Diagnostics
import Evaluation
import Facts
import Foundation
import Regulations

@testable import RuleCompiler

/// A small law in a folder of its own.
struct Law {
  var rulebook: Rulebook
  var findings: [Diagnostic] { rulebook.findings }
  var ruleset: Ruleset? { rulebook.rulesets["town"] }

  static let vocabulary = """
    facts:
      zone: { type: [R1, R2], from: plan, label: {en: zone} }
      lot area: { type: number, unit: m², from: site, label: {en: lot area} }
      existing full title: { type: boolean, from: site, label: {en: full title} }
      coverage: { type: number, from: proposal, range: "[0..1]", resolution: 0.001, label: {en: coverage} }
      storeys: { type: number, from: proposal, label: {en: storeys} }
      building height: { type: number, unit: m, from: proposal, label: {en: height} }
      fence height: { type: number, unit: m, from: proposal, label: {en: fence height} }
      faces street: { type: boolean, from: proposal, label: {en: faces the street} }
      similar materials: { type: boolean, from: proposal, judged by: officer, label: {en: similar materials} }
      pergola area: { type: number, unit: m², from: proposal, label: {en: pergola area} }
      front lines: { type: list of line, from: site, label: {en: front lines} }
      front setback: { type: number, unit: m, from: proposal, per: front lines, sets: setback, label: {en: front setback} }
      zone portions: { type: list of portion, from: site, label: {en: portions} }
    members:
      line:
        setback: { type: number, unit: m, from: proposal, label: {en: setback} }
        length: { type: number, unit: m, from: site, label: {en: length} }
      portion:
        zone: { type: text, from: plan, label: {en: zone} }
        share: { type: number, from: site, label: {en: share} }
    works:
      new building: { construction: true, label: {en: new building} }
      fence: { construction: false, label: {en: fence} }
      pergola: { construction: false, label: {en: pergola} }
    layers:
      heritage: { label: {en: heritage area} }
    """

  static let jurisdiction = """
    id: town
    label: {en: Town}
    ranks: [national, local]
    languages: [en]
    regimes: { planning: {en: planning} }
    vocabulary: [vocabulary.yaml]
    governs: { new building: [coverage] }
    """

  static let head = """
    ---
    id: rules
    title: {en: Rules}
    language: en
    text: paraphrase
    jurisdiction: town
    regime: planning
    rank: local
    status: approved
    effective: 2000-01-01
    confidence: "S:TEST"
    ---

    """

  static let table = """
    ## Table 1  {#table-1}

    Table: limits

    | U | zone | lot area (m²) | → max coverage (%) | → max storeys |
    |---|------|---------------|--------------------|---------------|
    | 1 | "R1" | < 200         | 60                 | 2             |
    | 2 | "R1" | >= 200        | 50                 | 2             |
    | 3 | "R2" | -             | 40                 | ?             |

    ```rule
    require coverage <= max coverage
    ```

    """

  init(
    _ body: String, head: String = Law.head, jurisdiction: String = Law.jurisdiction,
    vocabulary: String = Law.vocabulary, others: [String: String] = [:]
  ) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "law-\(UUID().uuidString)")
    let town = folder.appending(path: "town")
    try FileManager.default.createDirectory(at: town, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(vocabulary.utf8).write(to: town.appending(path: "vocabulary.yaml"))
    try Data(jurisdiction.utf8).write(to: town.appending(path: "jurisdiction.yaml"))
    try Data((head + body).utf8).write(to: town.appending(path: "rules.md"))
    for (name, text) in others { try Data(text.utf8).write(to: town.appending(path: name)) }
    rulebook = try Rulebook(loading: folder.path)
  }

  /// Facts in their own units; what the vocabulary calls a proposal's goes there.
  func answer(
    _ work: String, on date: String = "2020-06-01", _ facts: [String: JSON],
    layers: [String: LayerRelation] = [:]
  ) throws -> Answer {
    guard let ruleset else { throw Broken(findings: findings) }
    guard let day = CivilDate(date) else { throw Broken(findings: []) }
    var site = SiteFacts(jurisdiction: "town", date: day)
    site.layers = layers
    var proposal = Proposal(work: work)
    for (name, json) in facts {
      let value = try ruleset.vocabulary.value(of: name, from: json)
      if ruleset.vocabulary.facts[name]?.origin == .proposal {
        proposal.facts[name] = value
      } else {
        site.facts[name] = SiteFact(value)
      }
    }
    return ruleset.evaluate(proposal, at: site)
  }

  struct Broken: Error, CustomStringConvertible {
    var findings: [Diagnostic]
    var description: String { findings.map(\.description).joined(separator: "\n") }
  }
}
