import Diagnostics
import Evaluation
import Facts
import Foundation
import Land
import Register
import Service

/// A town's table of sites: made with what its regulations ask for, and read again only where it would be made so still.
extension Municipality {
  /// Surveys every parcel of a town for its own regulations, with what officers have decided.
  func townTable(of town: String, on date: CivilDate) throws -> SiteTable {
    let order = try order(of: town)
    let progress = Progress(of: parcelCount(of: town), "parcels surveyed")
    defer { progress.finish() }
    do {
      return try table(
        of: town, on: date, as: order,
        origin: try origin(of: town, on: date, as: order).canonical
      ) { progress.advance(by: $0) }
    } catch { throw Wrong("\(error)") }
  }

  /// Reads tables that were written earlier, each of a town of its own.
  ///
  /// One that was made of other parcels and plans, for another day, of other corrections, for regulations that asked for other
  /// facts, or by another version of the program is refused: nobody is answered by what was true once.
  func townTables(reading paths: [String], on date: CivilDate) throws -> [String: SiteTable] {
    var tables: [String: SiteTable] = [:]
    for path in paths {
      let table: SiteTable
      do throws(SiteTableFault) { table = try SiteTable(reading: path) } catch {
        throw Wrong("\(error)")
      }
      guard let then = try? JSON(parsing: Array(table.origin.utf8)), let town = then["town"]?.string
      else {
        throw Wrong(
          "`\(path)` does not say what it was made of; write it with `mizan survey --all --table`")
      }
      guard territory?.towns.contains(where: { $0.id == town }) == true else {
        throw Wrong("`\(path)` is a table of `\(town)`, which is no town of this territory")
      }
      guard tables[town] == nil else {
        throw Wrong("`\(path)` is a second table of `\(town)`; leave one of them")
      }
      let again = "mizan survey --all --town \(town) --on \(date) --table \(path)"
      guard table.date == date else {
        throw Wrong(
          "`\(path)` is of \(table.date), and \(date) is asked for; say `--on \(table.date)`, or write it again: \(again)"
        )
      }
      let now = try origin(of: town, on: date, as: try order(of: town))
      for part in Self.partsOfOrigin
      where then[part.name] != now[part.name] || now[part.name] == .null {
        throw Wrong("`\(path)` was made \(part.before); write it again: \(again)")
      }
      tables[town] = table
    }
    return tables
  }

  /// The words for what may have changed since a table was made, the first that did.
  private static let partsOfOrigin: [(name: String, before: String)] = [
    ("program", "by another version of this program"),
    ("territory", "of parcels, plans or layers that have changed since"),
    ("corrections", "before officers' corrections changed"),
    ("order", "for regulations that asked for other facts"),
  ]

  private func origin(of town: String, on date: CivilDate, as order: SurveyOrder) throws -> JSON {
    let decided = try corrected(in: town, on: date).flatMap { parcel in
      try corrections?.corrections(of: parcel.description).inForce(on: date).map(\.json) ?? []
    }
    return [
      "town": .string(town), "program": .string(programName),
      "territory": territory?.hash.map(JSON.string) ?? .null,
      "corrections": .string(Fingerprint.of(JSON.array(decided))),
      "order": .string(Fingerprint.of(order.json)),
    ]
  }

  /// What the regulations of a town ask of a site.
  private func order(of town: String) throws -> SurveyOrder {
    let jurisdiction = jurisdiction(of: town) ?? town
    guard let ruleset = ruleset(of: jurisdiction) else {
      throw Wrong("the regulations of `\(jurisdiction)` cannot be read; run `mizan lint`")
    }
    return ruleset.tableOrder
  }

  private func parcelCount(of town: String) -> Int {
    territory?.towns.first { $0.id == town }?.parcelCount ?? 0
  }
}

extension SurveyOrder {
  /// The same order, the same JSON.
  fileprivate var json: JSON {
    func list(_ names: Set<String>) -> JSON { .array(names.sorted().map(JSON.string)) }
    return [
      "facts": list(facts), "layers": list(layers),
      "members": lineMembers.map(list) ?? .null,
      "measures": .object(
        measures.sorted { $0.key < $1.key }.map { fact, measure in
          JSON.Member(
            fact,
            [
              "method": .string(measure.method),
              "by": measure.by.map(JSON.string) ?? .null,
              "parameters": .object(
                measure.parameters.sorted { $0.key < $1.key }.map {
                  JSON.Member($0.key, .string($0.value))
                }),
            ])
        }),
    ]
  }
}

extension Territory {
  /// The one town that a word names, or that there is.
  func town(named word: String?) throws -> String {
    let ids = towns.map(\.id)
    if let word {
      if ids.contains(word) { return word }
      throw Wrong(
        "there is no town `\(word)`"
          + (nearestName(to: word, among: ids).map { "; write `\($0)`" }
            ?? "; one of " + ids.map { "`\($0)`" }.joined(separator: ", ")))
    }
    guard ids.count == 1 else {
      throw Wrong("say which `--town`: \(ids.joined(separator: ", "))")
    }
    return ids[0]
  }
}
