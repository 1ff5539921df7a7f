import ArgumentParser
import Evaluation
import Facts
import Foundation
import Land
import Service

struct Survey: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "The site facts of one parcel, of several joined, of one cut in two, or of all as JSON lines.",
    discussion: """
      EXAMPLES
        mizan survey persian/3/1001
        mizan survey persian/3/1001 --history
        mizan survey persian/3/1001 persian/3/1002 --joined
        mizan survey persian/3/1001 --split "500020,2940010 500020,2940060" --crs town
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
  @Flag(help: "All parcels.") var all = false
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
  @Option(help: "The town of the sheet or of the unclassed lots, where there are several.")
  var town: String?

  func run() async throws {
    try await guarded {
      let counter = try municipality.open(corrections: try ledgerOptions.existing())
      guard let territory = counter.territory else { return }
      let date = try question.date()
      func order(_ reference: String) -> SurveyOrder {
        let town = String(reference.split(separator: "/").first ?? "")
        return counter.jurisdiction(of: town).flatMap { counter.ruleset(of: $0)?.surveyOrder }
          ?? SurveyOrder()
      }
      if let sheet {
        try draw(territory, on: date, to: sheet, order)
        return
      }
      if unclassed {
        try tellUnclassed(territory, on: date, order)
        return
      }
      if all {
        let progress = Progress(of: territory.parcelCount, "parcels")
        for reference in territory.parcels {
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
      for site in try sites(references, counter, territory, on: date, as: wanted) {
        print(json ? site.json.canonical : site.json.pretty())
      }
    }
  }

  /// One, or the two parts of a parcel that is cut. What officers decided of a parcel is no fact of a lot that it would be part of.
  private func sites(
    _ parcels: [ParcelReference], _ counter: Municipality, _ territory: Territory,
    on date: CivilDate, as order: SurveyOrder
  ) throws -> [SiteFacts] {
    if parcels.count == 1, !joined, split == nil {
      return [try survey(counter, parcels[0], date, order)]
    }
    do throws(AssemblyRefusal) {
      if joined, split == nil {
        return [try territory.survey(joining: parcels, on: date, as: order)]
      }
      guard parcels.count == 1, !joined else {
        throw AssemblyRefusal(
          split == nil
            ? "say --joined to survey several parcels as one lot"
            : "a line cuts one parcel, not several")
      }
      guard let split else { return [] }
      let (left, right) = try territory.survey(
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

  private func draw(
    _ territory: Territory, on date: CivilDate, to path: String,
    _ order: (String) -> SurveyOrder
  ) throws {
    let town = try town(of: territory)
    guard (1...10_000).contains(count) else { throw Wrong("a sheet has 1 to 10,000 lots") }
    let progress = Progress(of: territory.parcelNumbers(of: town).count, "parcels")
    let page = territory.lotSheet(
      of: town, on: date, as: order(town), count: count, seed: seed
    ) { progress.advance(by: $0) }
    progress.finish()
    guard let page else { throw Wrong("there is no town `\(town)` with parcels on \(date)") }
    try Data(page.utf8).write(to: URL(filePath: path), options: .atomic)
    print(path)
  }

  private func town(of territory: Territory) throws -> String {
    let names = territory.towns.map(\.id)
    guard let town = town ?? (names.count == 1 ? names[0] : nil) else {
      throw Wrong("say which `--town`: \(names.joined(separator: ", "))")
    }
    return town
  }

  /// The unclassed lots by reason, the commonest first; as JSON one line a lot.
  private func tellUnclassed(
    _ territory: Territory, on date: CivilDate, _ order: (String) -> SurveyOrder
  ) throws {
    let town = try town(of: territory)
    let progress = Progress(of: territory.parcelNumbers(of: town).count, "parcels")
    let found = territory.unclassedLots(of: town, on: date, as: order(town)) {
      progress.advance(by: $0)
    }
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
