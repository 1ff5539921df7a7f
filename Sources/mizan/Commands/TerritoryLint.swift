import ArgumentParser
import Dispatch
import Evaluation
import Facts
import Foundation
import Land
import Register
import RuleCompiler
import Service
import Synchronization

/// The law held against the land: whether each parcel has exactly one limit for each subject that its jurisdiction wants settled.
struct TerritoryLintOptions: ParsableArguments {
  @Option(
    help:
      "A territory file: looks, for each of its parcels and each work, for subjects with no limit or with two."
  ) var territory: String?
  @Option(help: "The folder that the territory's sources are relative to.") var data: String?
  @Option(help: "A table that `survey --all --table` wrote for that day; once for each town.")
  var table: [String] = []
  @Option(help: "The day whose law and land are looked at; today without it.") var on: String?
  @Option(
    help:
      "Writes the parcels with such subjects as GeoJSON; named among the territory's layers, the service's map shows it."
  ) var geojson: String?
}

struct TerritoryLint {
  let options: TerritoryLintOptions
  let rulebook: Rulebook
  /// Where officers' corrections stand.
  let corrections: Ledger?

  /// A subject of one work that lacks its one limit on some parcels.
  private struct Gap: Hashable {
    var town: String
    var work: String
    var fault: LimitFault
  }

  /// - Parameter json: Whether each is told as a line of JSON.
  /// - Returns: Whether every parcel has its limits.
  func run(json: Bool) throws -> Bool {
    guard let file = options.territory else {
      guard options.table.isEmpty else {
        throw Wrong("`--table` is of a territory's town; say which `--territory`")
      }
      return true
    }
    var day = QuestionOptions()
    day.on = options.on
    let date = try day.date()
    let territory: Territory
    do { territory = try Territory(loading: file, data: options.data) } catch {
      for finding in error.findings { say("\(finding)") }
      throw Wrong("the territory `\(file)` cannot be opened")
    }
    let counter = Municipality(
      rulebook: rulebook, territory: territory, corrections: corrections)
    let tables = try counter.townTables(reading: options.table, on: date)
    var parcelsByGap: [Gap: [String]] = [:]
    for town in territory.towns {
      guard let ruleset = rulebook.rulesets[town.jurisdiction] else {
        throw Wrong("the regulations of `\(town.jurisdiction)` cannot be read")
      }
      for (parcel, gap) in try gaps(of: town, ruleset, counter, tables[town.id], date) {
        parcelsByGap[gap, default: []].append(parcel)
      }
    }
    let gaps = parcelsByGap.sorted { a, b in
      (a.key.town, a.key.work, a.key.fault.subject, a.key.fault.articles.joined()) < (
        b.key.town, b.key.work, b.key.fault.subject, b.key.fault.articles.joined()
      )
    }
    for (gap, parcels) in gaps { print(json ? line(gap, parcels).canonical : text(gap, parcels)) }
    if let path = options.geojson {
      let text = geoJSON(gaps, territory, date)
      do { try Data(text.utf8).write(to: URL(filePath: path), options: .atomic) } catch {
        throw Wrong("`\(path)` cannot be written: \(error.localizedDescription)")
      }
    }
    if !json {
      let affected = Set(parcelsByGap.values.flatMap { $0 }).count
      say(
        "\(territory.parcelCount) parcels on \(date), each work with the vocabulary's examples: \(affected) have a subject with no limit or with several"
      )
    }
    return gaps.isEmpty
  }

  private func gaps(
    of town: Land.Town, _ ruleset: Ruleset, _ counter: Municipality, _ known: SiteTable?,
    _ date: CivilDate
  ) throws -> [(parcel: String, gap: Gap)] {
    let sites = try known ?? counter.townTable(of: town.id, on: date)
    let decided = try decidedFacts(of: town.id, ruleset, counter, date)
    let facts = Laws(counters: (counter, counter), rulesets: (ruleset, ruleset)).examples
    let works = ruleset.jurisdiction.governs.keys.sorted()
    let progress = Progress(of: sites.count, "parcels of \(town.id)")
    let piece = 16
    let done = Mutex<[Int: [(parcel: String, gap: Gap)]]>([:])
    DispatchQueue.concurrentPerform(iterations: (sites.count + piece - 1) / piece) { index in
      var found: [(parcel: String, gap: Gap)] = []
      for row in (index * piece)..<min(sites.count, (index + 1) * piece) {
        let site = sites.site(row)
        let parcel = site.parcel ?? ""
        // What an officer has corrected is not for an asker to say.
        let facts = facts.filter { decided[parcel]?.contains($0.key) != true }
        for work in works {
          for fault in ruleset.limitFaults(of: Proposal(work: work, facts: facts), at: site) {
            found.append((parcel, Gap(town: town.id, work: work, fault: fault)))
          }
        }
      }
      let result = found
      done.withLock { $0[index] = result }
      progress.advance(by: min(piece, sites.count - index * piece))
    }
    progress.finish()
    return done.withLock { all in all.sorted { $0.key < $1.key }.flatMap(\.value) }
  }

  /// By parcel, the facts that an officer has corrected.
  private func decidedFacts(
    of town: String, _ ruleset: Ruleset, _ counter: Municipality, _ date: CivilDate
  ) throws -> [String: Set<String>] {
    var decided: [String: Set<String>] = [:]
    do {
      for parcel in try counter.corrected(in: town, on: date) {
        let site = try counter.survey(parcel, on: date, as: ruleset.surveyOrder)
        decided[parcel.description] = Set(site.corrected.keys)
      }
    } catch { throw Wrong("the corrections of `\(town)` cannot be used: \(error)") }
    return decided
  }

  private func text(_ gap: Gap, _ parcels: [String]) -> String {
    let what =
      gap.fault.kind == .none
      ? "no limit" : "several limits: " + gap.fault.articles.joined(separator: "; ")
    return
      "\(gap.town), \(gap.work), \(gap.fault.subject): \(what) (\(parcels.count) parcels, the first \(parcels[0]))"
  }

  private func line(_ gap: Gap, _ parcels: [String]) -> JSON {
    [
      "town": .string(gap.town), "work": .string(gap.work), "subject": .string(gap.fault.subject),
      "limits": .string(gap.fault.kind.rawValue),
      "articles": .array(gap.fault.articles.map(JSON.string)),
      "parcels": .array(parcels.map(JSON.string)),
    ]
  }

  private func geoJSON(
    _ gaps: [(key: Gap, value: [String])], _ territory: Territory, _ date: CivilDate
  ) -> String {
    var byParcel: [String: [JSON]] = [:]
    for (gap, parcels) in gaps {
      for parcel in parcels {
        byParcel[parcel, default: []].append(
          [
            "work": .string(gap.work), "subject": .string(gap.fault.subject),
            "limits": .string(gap.fault.kind.rawValue),
            "articles": .array(gap.fault.articles.map(JSON.string)),
          ])
      }
    }
    let features = byParcel.sorted { $0.key < $1.key }.compactMap { name, faults -> String? in
      guard let parcel = territory.parcel(name),
        let outline = territory.outline(of: parcel, on: date)
      else { return nil }
      let subjects = Set(faults.compactMap { $0["subject"]?.string }).sorted()
      let properties: JSON = [
        "parcel": .string(name), "name": .string(subjects.joined(separator: ", ")),
        "subjects": .array(faults),
      ]
      return
        #"{"type":"Feature","properties":\#(properties.canonical),"geometry":\#(outline.geoJSON)}"#
    }
    return #"{"type":"FeatureCollection","features":["# + features.joined(separator: ",\n")
      + "]}\n"
  }
}
