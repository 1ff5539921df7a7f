import ArgumentParser
import Evaluation
import Facts
import Foundation
import Register
import Service

struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "One answer: a verdict, each requirement with its article and figures, and what would change it.",
    discussion: """
      EXAMPLES
        mizan check persian/3/1001 "new building" storeys=2 "floor area=180" --lang fa
        mizan check --site site.json fence "fence height=1.4"
      """)

  @OptionGroup var municipality: MunicipalityOptions
  @OptionGroup var question: QuestionOptions
  @OptionGroup var ledgerOptions: LedgerOptions
  @Option(
    help:
      "A JSON file with the facts of a site, instead of a parcel; it names its jurisdiction. `-` reads it from the input."
  )
  var site: String?
  @Flag(help: "The answer as JSON, the same bytes as the service gives.") var json = false
  @Flag(help: "Keep no record in the ledger.") var noLedger = false
  @Argument(help: "PARCEL WORK [name=value …]; with --site only WORK [name=value …].") var words:
    [String] = []

  func run() async throws {
    try await guarded {
      var words = words[...]
      let parcel = site == nil ? words.popFirst() : nil
      guard site != nil || parcel != nil, let work = words.popFirst() else {
        throw Wrong("name a parcel and a work, as in: mizan check persian/3/1001 \"new building\"")
      }
      var inputs: [JSON.Member] = []
      for word in words {
        guard let sign = word.firstIndex(of: "=") else {
          throw Wrong("`\(word)` is no input; write `name=value`")
        }
        inputs.append(
          .init(String(word[..<sign]), .string(String(word[word.index(after: sign)...]))))
      }
      let counter = try municipality.open(
        land: site == nil, corrections: site == nil ? try ledgerOptions.existing() : nil)
      let question = Question(
        parcel: parcel, site: try readSite(), work: work, inputs: inputs, on: try question.date(),
        language: question.lang)
      switch counter.ask(question) {
      case .failure(let refusal): throw Wrong(refusal)
      case .success(let reply):
        if !noLedger {
          do { try await ledgerOptions.open().keep(reply, under: counter) } catch {
            throw Wrong("\(error)")
          }
        }
        print(json ? String(decoding: reply.bytes, as: UTF8.self) : AnswerText(reply.answer).text)
      }
    }
  }

  private func readSite() throws -> JSON? {
    guard let site else { return nil }
    let contents =
      site == "-"
      ? try? FileHandle.standardInput.readToEnd() : FileManager.default.contents(atPath: site)
    guard let data = contents else {
      throw Wrong("`\(site)` cannot be read")
    }
    do { return try JSON(parsing: data) } catch { throw Wrong("`\(site)`: \(error)") }
  }
}
