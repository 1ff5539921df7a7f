import Evaluation
import Facts
import Land
import Languages
import Service
import Simulation

/// What a simulation of one town came to.
struct TownResult {
  var town: Land.Town
  var simulation: Simulation
  var outcome: SimulationOutcome
  /// Nobody said what is built: the vocabulary's examples were put.
  var saysNothing: Bool
}

/// A simulation for people and programs. The same bytes for the same laws, land and questions.
struct SimulationReport {
  var results: [TownResult]
  /// The files of the amendment.
  var files: [String]
  var date: CivilDate
  var refused: [SimulationQuestions.Refused]
  var territory: Territory

  func json(language: String) -> JSON {
    [
      "on": .string(date.description), "amended_files": .array(files.map(JSON.string)),
      "towns": .array(
        results.map { result in
          var json = result.simulation.json(
            result.outcome, town: result.town.id, language: language)
          if case .object(var members) = json {
            members.append(.init("proposal_from_examples", .bool(result.saysNothing)))
            json = .object(members)
          }
          return json
        }),
      "refused": .array(refused.map(\.json)),
    ]
  }

  // MARK: for a terminal

  var text: String {
    (["As of \(date), with " + files.map { "`\($0)`" }.joined(separator: ", ") + " amended"]
      + results.flatMap(lines)).joined(separator: "\n").withoutIsolates
  }

  private func lines(_ result: TownResult) -> [String] {
    let outcome = result.outcome
    var lines = [
      "", "\(result.town.id): \(outcome.sites.all) parcels, \(outcome.cases.all) cases",
      "  law in force \(outcome.hashes.before.prefix(12)), amended \(outcome.hashes.after.prefix(12))",
    ]
    if result.simulation.isUnchanged { lines.append("  the amendment does not touch its law") }
    if result.saysNothing {
      lines.append("  nothing was said of the work: the examples of the vocabulary were put")
    }
    lines.append("  cases    \(told(outcome.cases))")
    lines.append(
      "  parcels  \(outcome.sites.gain) gain, \(outcome.sites.lose) lose, \(outcome.sites.both) gain and lose, \(outcome.sites.same) same"
    )
    if let standing = outcome.standing {
      lines.append(
        "  existing buildings  \(standing.becomes) become non-conforming, \(standing.ceases) cease to be, \(standing.stays) stay so, \(standing.never) have nothing known against them, \(standing.unknown) not known or none"
      )
    }
    lines += section("by work", outcome.works.map { ($0.name, told($0.counts) + verdicts($0)) })
    lines += section(
      "by article (a change may have several)",
      outcome.articles.map {
        (
          "\($0.article.regulation)#\($0.article.article)",
          "\($0.counts.gain) gain, \($0.counts.lose) lose"
        )
      })
    lines += section(
      "by \(result.simulation.district)",
      outcome.districts.filter { $0.counts.gain + $0.counts.lose > 0 }.map {
        ($0.name ?? "none, or several", told($0.counts))
      })
    if !outcome.largest.isEmpty {
      lines += ["", "  largest changes"]
      for example in outcome.largest { lines += self.lines(example, result) }
    }
    return lines
  }

  private func told(_ counts: Counts) -> String {
    "\(counts.gain) gain, \(counts.lose) lose, \(counts.same) same"
  }

  private func verdicts(_ work: SimulationOutcome.Work) -> String {
    let changes = work.verdicts.map {
      "\($0.before.rawValue) → \($0.after.rawValue) \($0.count)"
    }
    return changes.isEmpty ? "" : " (" + changes.joined(separator: ", ") + ")"
  }

  private func section(_ title: String, _ rows: [(String, String)]) -> [String] {
    guard !rows.isEmpty else { return [] }
    let width = rows.map(\.0.count).max() ?? 0
    return ["", "  \(title)"]
      + rows.map { "    " + $0.0 + String(repeating: " ", count: width - $0.0.count + 2) + $0.1 }
  }

  private func lines(_ example: SimulationOutcome.Example, _ result: TownResult) -> [String] {
    let (before, after) = result.simulation.answers(to: example, "en")
    let parcel = result.simulation.sites.before.parcel(example.row) ?? ""
    var lines = [
      "    \(parcel), \(example.proposal.work): \(example.before.rawValue) → \(example.after.rawValue)"
        + (example.count > 1 ? " (\(example.count) cases like it)" : "")
    ]
    // What both laws say alike explains nothing.
    for (law, answer, other) in [("before", before, after), ("after", after, before)] {
      let alike = Set(other.requirements.map(\.statement))
      for requirement in answer.requirements where !alike.contains(requirement.statement) {
        lines.append(
          "      \(law): \(requirement.statement) (\(requirement.article.regulation)#\(requirement.article.article))"
        )
      }
    }
    return lines
  }

  // MARK: a map

  /// The parcels that change, as a GeoJSON FeatureCollection in degrees.
  var geoJSON: String {
    var features: [String] = []
    for result in results {
      for site in result.outcome.changed {
        guard let name = result.simulation.sites.before.parcel(site.row),
          let parcel = territory.parcel(name),
          let outline = territory.outline(of: parcel, on: date)
        else { continue }
        let properties: JSON = [
          "parcel": .string(name), "change": .string(site.kind),
          "gains": .number(Number(site.gains)), "losses": .number(Number(site.losses)),
          "becomes_non_conforming": .bool(site.becomesNonConforming),
        ]
        features.append(
          #"{"type":"Feature","properties":\#(properties.canonical),"geometry":\#(outline.geoJSON)}"#
        )
      }
    }
    return #"{"type":"FeatureCollection","features":["#
      + features.joined(separator: ",\n") + "]}\n"
  }

  // MARK: a page

  /// Towns of more lots than this have only those on the map that change.
  private static let mostDrawn = 40_000

  func page(language: String) -> String {
    AmendmentPage(results.map { summary($0, language) }, language: language).document
  }

  private func summary(_ result: TownResult, _ language: String) -> AmendmentSummary {
    let outcome = result.outcome
    let sites = result.simulation.sites.before
    let works = result.simulation.after.vocabulary.works
    func label(_ work: String) -> String { works[work]?.label.text(in: language) ?? work }
    var summary = AmendmentSummary(
      town: result.town.label, on: date,
      lots: (outcome.sites.gain, outcome.sites.lose, outcome.sites.both, outcome.sites.same),
      hashes: outcome.hashes)
    summary.isOfExamples = result.saysNothing
    summary.works = outcome.works.map {
      .init(label($0.name), gain: $0.counts.gain, lose: $0.counts.lose)
    }
    summary.articles = outcome.articles.map {
      .init(
        $0.article.heading.isEmpty ? $0.article.article : $0.article.heading,
        gain: $0.counts.gain, lose: $0.counts.lose)
    }
    summary.districts = outcome.districts.map {
      .init($0.name, gain: $0.counts.gain, lose: $0.counts.lose)
    }
    summary.standing = outcome.standing.map {
      [$0.becomes, $0.ceases, $0.stays, $0.never, $0.unknown]
    }
    summary.largest = outcome.largest.map { example in
      let (before, after) = result.simulation.answers(to: example, language)
      return .init(
        parcel: sites.parcel(example.row) ?? "", work: label(example.proposal.work),
        count: example.count, before: before, after: after)
    }
    let changes = Dictionary(
      outcome.changed.map { ($0.row, $0.kind) }, uniquingKeysWith: { first, _ in first })
    for row in 0..<sites.count where sites.count <= Self.mostDrawn || changes[row] != nil {
      guard let name = sites.parcel(row), let parcel = territory.parcel(name),
        let outline = territory.outline(of: parcel, on: date),
        let shape = try? JSON(parsing: outline.geoJSON)
      else { continue }
      summary.shapes.append(
        .init(
          outline: shape, bounds: outline.bounds, change: changes[row] ?? "same",
          parcel: name))
    }
    return summary
  }
}

extension SimulationOutcome.ChangedSite {
  /// `gain`, `lose`, `both`; `same` where only what stands there is no longer as the law wants it.
  var kind: String {
    gains > 0 ? (losses > 0 ? "both" : "gain") : losses > 0 ? "lose" : "same"
  }
}
