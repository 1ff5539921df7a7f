import ArgumentParser
import Evaluation
import Facts
import Foundation
import Land
import Register
import RuleCompiler
import Service

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The web service: pages, and an interface for programs.",
    discussion: "EXAMPLE\n  mizan serve --port 8080")

  @OptionGroup var municipality: MunicipalityOptions
  @OptionGroup var ledgerOptions: LedgerOptions
  @OptionGroup var cabinetOptions: CabinetOptions
  @Option(help: "The port; 0 takes a free one.") var port = 8080
  @Option(help: "The address to listen on.") var host = "127.0.0.1"
  @Option(help: "For how many days a result that somebody keeps is there.") var keptDays = 90
  @Option(help: "For how many months what people write of themselves is kept.")
  var personalMonths = 24
  @Flag(help: "Print the methods and paths that are answered, and end.") var routes = false

  func run() async throws {
    try await guarded {
      if routes {
        let server = Server(
          enquiries: try municipality.open(), ledger: nil,
          configuration: .init(program: programName))
        return print(server.routes.joined(separator: "\n"))
      }
      guard (1...3650).contains(keptDays), (1...240).contains(personalMonths) else {
        throw Wrong("`--kept-days` is 1 to 3650, `--personal-months` 1 to 240")
      }
      let started = Date()
      let ledger = try ledgerOptions.open()
      let counter = try municipality.open(telling: true, corrections: ledger)
      counter.territory?.prepareSearch()
      for ruleset in counter.rulebook.rulesets.values {
        do {
          try await ledger.keep(
            ruleset: ruleset.hash, sources: ruleset.sources.map { ($0.file, $0.text) })
        } catch { throw Wrong("\(error)") }
      }
      var configuration = Server.Configuration(program: programName)
      configuration.port = port
      configuration.host = host
      let cabinet = try cabinetOptions.open(beside: ledgerOptions)
      let forgotten: (results: Int, people: Int)
      do { forgotten = try await cabinet.forget(by: .today()) } catch { throw Wrong("\(error)") }
      if forgotten != (0, 0) {
        say(
          "\(forgotten.results) kept results and \(forgotten.people) people's words were over and are deleted"
        )
      }
      configuration.keptDays = keptDays
      configuration.personalMonths = personalMonths
      configuration.officerToken = try cabinetOptions.officer(beside: ledgerOptions)
      let server = Server(
        enquiries: counter, ledger: ledger, cabinet: cabinet,
        key: try cabinetOptions.signingKey(beside: ledgerOptions), configuration: configuration)
      let language = counter.towns.first?.languages.first ?? "en"
      let example = counter.territory?.parcels.first?.description
      let host = host
      try await server.run { port in
        let seconds = (Date().timeIntervalSince(started) * 100).rounded() / 100
        say(
          "mizan serves \(counter.territory?.parcelCount ?? 0) parcels on http://\(host):\(port)/ (ready in \(seconds) s)"
        )
        if let example {
          let path = example.split(separator: "/").map {
            $0.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? ""
          }.joined(separator: "/")
          say("worth opening: http://\(host):\(port)/\(language)/parcel/\(path)")
        }
      }
    }
  }
}
