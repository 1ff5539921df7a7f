import ArgumentParser
import Evaluation
import Facts
import Foundation
import Land
import Service

struct Survey: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The site facts of one parcel, or of all as JSON lines.",
    discussion:
      "EXAMPLE\n  mizan survey persian/3/1001\n  mizan survey persian/3/1001 --history\n  mizan survey --sheet lots.html --town persian\n  mizan survey --unclassed --town persian"
  )

  @OptionGroup var municipality: MunicipalityOptions
  @OptionGroup var question: QuestionOptions
  @Argument(help: "The parcel, as town/number.") var parcel: String?
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
      let counter = try municipality.open()
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
            territory.survey(reference, on: date, as: order(reference.description)).json.canonical)
          progress.advance()
        }
        progress.finish()
        return
      }
      guard let parcel else { throw Wrong("name a parcel, or say --all") }
      guard let reference = territory.parcel(parcel) else {
        throw Wrong("there is no parcel `\(parcel)`")
      }
      if history {
        let history = territory.history(of: reference)
        print(json ? history.json.canonical : HistoryText(history, of: reference).text)
        return
      }
      var wanted = order(parcel)
      wanted.facts = []
      let site = territory.survey(reference, on: date, as: wanted).json
      print(json ? site.canonical : site.pretty())
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
