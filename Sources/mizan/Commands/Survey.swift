import ArgumentParser
import Evaluation
import Facts
import Land
import Service

struct Survey: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The site facts of one parcel, or of all as JSON lines.",
    discussion: "EXAMPLE\n  mizan survey persian/3/1001\n  mizan survey persian/3/1001 --history")

  @OptionGroup var municipality: MunicipalityOptions
  @OptionGroup var question: QuestionOptions
  @Argument(help: "The parcel, as town/number.") var parcel: String?
  @Flag(help: "All parcels.") var all = false
  @Flag(
    help: "How the zone of the parcel came about: every plan, parcel map and layer that changed.")
  var history = false
  @Flag(help: "In one line.") var json = false

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
}
