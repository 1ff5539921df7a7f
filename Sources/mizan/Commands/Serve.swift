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
  @Option(help: "The port; 0 takes a free one.") var port = 8080
  @Option(help: "The address to listen on.") var host = "127.0.0.1"
  @Flag(help: "Print the methods and paths that are answered, and end.") var routes = false

  func run() async throws {
    try await guarded {
      let started = Date()
      let ledger = try ledgerOptions.open()
      let counter = try municipality.open(telling: true, corrections: ledger)
      for ruleset in counter.rulebook.rulesets.values {
        do {
          try await ledger.keep(
            ruleset: ruleset.hash, sources: ruleset.sources.map { ($0.file, $0.text) })
        } catch { throw Wrong("\(error)") }
      }
      var configuration = Server.Configuration(program: programName)
      configuration.port = port
      configuration.host = host
      let server = Server(enquiries: counter, ledger: ledger, configuration: configuration)
      if routes { return print(server.routes.joined(separator: "\n")) }
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
