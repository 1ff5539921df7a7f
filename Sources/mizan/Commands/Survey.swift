import ArgumentParser
import Evaluation
import Facts
import Foundation
import Land
import Service

struct Survey: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "The site facts of one parcel, of several joined, of one cut in two, or of all as JSON lines or a table.",
    discussion: """
      What officers have corrected counts, for the parcel as it stands: of a lot that is joined or cut it is unknown. A table holds
      what the town's regulations ask for, with the corrections of the day that it is written; `simulate` and `lint --territory`
      read it and refuse it once anything that it was made of has changed.

      EXAMPLES
        mizan survey persian/3/1001
        mizan survey persian/3/1001 --history
        mizan survey persian/3/1001 persian/3/1002 --joined
        mizan survey persian/3/1001 --split "412542.8,2943866.6 412542.8,2943889.4" --crs town
        mizan survey --all --town persian --table persian.sites
        mizan survey --sheet lots.html --town persian
        mizan survey --unclassed --town persian
      """)

  @OptionGroup var municipality: MunicipalityOptions
  @OptionGroup var question: QuestionOptions
  @OptionGroup var ledgerOptions: LedgerOptions
  @Argument(help: "The parcel, as town/number; with --joined several.") var parcels: [String] = []
  @Flag(help: "What would be known if the parcels were one lot.") var joined = false
  @Option(
    help: ArgumentHelp(
      "What would be known if a line cut the parcel: first of the part to its left, then to its right.",
      valueName: "x,y x,y …"))
  var split: String?
  @Option(
    help: "What the line's places are: `degrees` (longitude, latitude) or `town` (its metres).")
  var crs = LineSystem.degrees
  @Flag(help: "All parcels, or those of the town.") var all = false
  @Option(help: "With --all: writes a town's sites into this file, a table, instead of JSON lines.")
  var table: String?
  @Flag(
    help: "How the zone of the parcel came about: every plan, parcel map and layer that changed.")
  var history = false
  @Flag(help: "The lots whose lines are not all told front, side or rear, and why.")
  var unclassed = false
  @Flag(help: "In one line.") var json = false
  @Option(help: "Draw lots with their classed lines into an HTML file, to be looked over.")
  var sheet: String?
  @Option(help: "How many lots the sheet has.") var count = 100
  @Option(help: "The sheet's choice of lots.") var seed: UInt64 = 1
  @Option(help: "The town of the table, the sheet or the unclassed lots, where there are several.")
  var town: String?

  func run() async throws {
    try await guarded {
      try checkTogether()
      if let table {
        try write(to: table)
        return
      }
      let counter = try municipality.open(corrections: try ledgerOptions.existing())
      guard let territory = counter.territory else { return }
      let date = try question.date()
      func order(_ reference: String) -> SurveyOrder {
        let town = String(reference.split(separator: "/").first ?? "")
        return counter.jurisdiction(of: town).flatMap { counter.ruleset(of: $0)?.surveyOrder }
          ?? SurveyOrder()
      }
      if let sheet {
        try draw(counter, territory, on: date, to: sheet, order)
        return
      }
      if unclassed {
        try tellUnclassed(counter, territory, on: date, order)
        return
      }
      if all {
        let chosen = try town.map { try territory.town(named: $0) }
        let parcels = territory.parcels.filter { chosen == nil || $0.town == chosen }
        let progress = Progress(of: parcels.count, "parcels")
        for reference in parcels {
          print(
            try survey(counter, reference, date, order(reference.description)).json.canonical)
          progress.advance()
        }
        progress.finish()
        return
      }
      let references = try parcels.map { parcel -> ParcelReference in
        guard let reference = territory.parcel(parcel) else {
          throw Wrong("there is no parcel `\(parcel)`")
        }
        return reference
      }
      guard let reference = references.first else {
        throw Wrong("name a parcel, or say --all")
      }
      if history {
        let history = territory.history(of: reference)
        print(json ? history.json.canonical : HistoryText(history, of: reference).text)
        return
      }
      var wanted = order(reference.description)
      wanted.facts = []
      for site in try sites(references, counter, on: date, as: wanted) {
        print(json ? site.json.canonical : site.json.pretty())
      }
    }
  }

  /// What does not go together, before anything is read.
  private func checkTogether() throws {
    if all, let parcel = parcels.first {
      throw Wrong("`--all` surveys every parcel; leave `\(parcel)`, or leave `--all`")
    }
    guard table != nil else { return }
    guard all else { throw Wrong("`--table` takes every parcel of a town; write `--all --table`") }
    if sheet != nil || unclassed || history || joined || split != nil {
      throw Wrong(
        "`--table` is of parcels as they stand; leave `--sheet`, `--unclassed`, `--history`, `--joined` and `--split`"
      )
    }
  }

  /// Surveys a town into a table's file, and tells what each stage took.
  private func write(to path: String) throws {
    let date = try question.date()
    let folder = URL(filePath: path).deletingLastPathComponent().path
    guard FileManager.default.isWritableFile(atPath: folder) else {
      throw Wrong(
        "`\(path)` cannot be written: there is no folder `\(folder)` to write in; make it")
    }
    let rulebook = try municipality.rulebook()
    var last = Date()
    func lap() -> Number {
      let now = Date()
      defer { last = now }
      return Number(now.timeIntervalSince(last))?.rounded(places: 2) ?? 0
    }
    let territory = try municipality.land(telling: false)
    let town = try territory.town(named: town)
    let imported = lap()
    let counter = Municipality(
      rulebook: rulebook, territory: territory, corrections: try ledgerOptions.existing())
    let made = try counter.townTable(of: town, on: date)
    let surveyed = lap()
    do throws(SiteTableFault) { try made.write(to: path) } catch { throw Wrong("\(error)") }
    let written = lap()
    if json {
      let line: JSON = [
        "town": .string(town), "on": .string(date.description), "table": .string(path),
        "parcels": .number(Number(made.count)), "bytes": .number(Number(made.byteCount)),
        "seconds": [
          "import": .number(imported), "survey": .number(surveyed), "write": .number(written),
        ],
      ]
      print(line.canonical)
    } else {
      say(
        "\(made.count) parcels of \(town) on \(date) are in `\(path)`: import \(imported) s, survey \(surveyed) s, write \(written) s, \(made.byteCount) bytes"
      )
    }
  }

  /// One, or the two parts of a parcel that is cut.
  private func sites(
    _ parcels: [ParcelReference], _ counter: Municipality, on date: CivilDate,
    as order: SurveyOrder
  ) throws -> [SiteFacts] {
    if parcels.count == 1, !joined, split == nil {
      return [try survey(counter, parcels[0], date, order)]
    }
    do {
      if joined, split == nil {
        return [try counter.survey(joining: parcels, on: date, as: order)]
      }
      guard parcels.count == 1, !joined else {
        throw AssemblyRefusal(
          split == nil
            ? "say --joined to survey several parcels as one lot"
            : "a line cuts one parcel, not several")
      }
      guard let split else { return [] }
      let (left, right) = try counter.survey(
        parcels[0], splitBy: try crs.line(of: split), on: date, as: order)
      return [left, right]
    } catch { throw Wrong("\(error)") }
  }

  private func survey(
    _ counter: Municipality, _ parcel: ParcelReference, _ date: CivilDate, _ order: SurveyOrder
  ) throws -> SiteFacts {
    do { return try counter.survey(parcel, on: date, as: order).site } catch {
      throw Wrong("the corrections of `\(parcel)` cannot be used: \(error)")
    }
  }

  private func decisions(
    _ counter: Municipality, in town: String, on date: CivilDate
  ) throws -> [ParcelReference: LotDecisions] {
    do { return try counter.decisions(in: town, on: date) } catch {
      throw Wrong("the corrections of `\(town)` cannot be used: \(error)")
    }
  }

  private func draw(
    _ counter: Municipality, _ territory: Territory, on date: CivilDate, to path: String,
    _ order: (String) -> SurveyOrder
  ) throws {
    let town = try territory.town(named: town)
    let decided = try decisions(counter, in: town, on: date)
    guard (1...10_000).contains(count) else { throw Wrong("a sheet has 1 to 10,000 lots") }
    let progress = Progress(of: territory.parcelNumbers(of: town).count, "parcels")
    let page = territory.lotSheet(
      of: town, on: date, as: order(town), count: count, seed: seed, decided: decided
    ) { progress.advance(by: $0) }
    progress.finish()
    guard let page else { throw Wrong("there is no town `\(town)` with parcels on \(date)") }
    try Data(page.utf8).write(to: URL(filePath: path), options: .atomic)
    print(path)
  }

  /// The unclassed lots by reason, the commonest first; as JSON one line a lot.
  private func tellUnclassed(
    _ counter: Municipality, _ territory: Territory, on date: CivilDate,
    _ order: (String) -> SurveyOrder
  ) throws {
    let town = try territory.town(named: town)
    let decided = try decisions(counter, in: town, on: date)
    let progress = Progress(of: territory.parcelNumbers(of: town).count, "parcels")
    let found = territory.unclassedLots(
      of: town, on: date, as: order(town), decided: decided
    ) { progress.advance(by: $0) }
    progress.finish()
    guard let (all, unclassed) = found else {
      throw Wrong("there is no town `\(town)` with parcels on \(date)")
    }
    if json {
      for lot in unclassed {
        let line: JSON = [
          "parcel": .string(lot.parcel.description),
          "reasons": .array(lot.reasons.map(JSON.string)),
        ]
        print(line.canonical)
      }
      return
    }
    var groups: [String: [String]] = [:]
    for lot in unclassed {
      for reason in lot.reasons { groups[reason, default: []].append(lot.parcel.number) }
    }
    for (reason, lots) in groups.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) })
    {
      print("\(lots.count): \(reason)\n  \(lots.joined(separator: ", "))")
    }
    let told = all - unclassed.count
    let share = Number(Double(told) / Double(max(all, 1)) * 100)?.rounded(places: 1)
    print(
      "\(town): all lines of \(told) of \(all) lots are classed\(share.map { ", \($0) %" } ?? "")")
  }
}
