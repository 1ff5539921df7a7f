import ArgumentParser
import Evaluation
import Facts
import Foundation
import Land
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
        mizan check --joined persian/3/1001,persian/3/1002 "new building" storeys=2
      """)

  @OptionGroup var municipality: MunicipalityOptions
  @OptionGroup var question: QuestionOptions
  @OptionGroup var ledgerOptions: LedgerOptions
  @Option(
    help:
      "A JSON file with the facts of a site, instead of a parcel; it names its jurisdiction. `-` reads it from the input."
  )
  var site: String?
  @Option(
    help: ArgumentHelp(
      "Parcels of one town, to be answered about as if they were one lot; the answer says so.",
      valueName: "A,B,…"))
  var joined: String?
  @Flag(help: "The answer as JSON, the same bytes as the service gives.") var json = false
  @Flag(help: "Keep no record in the ledger.") var noLedger = false
  @Argument(help: "PARCEL WORK [name=value …]; with --site or --joined only WORK [name=value …].")
  var words: [String] = []

  func run() async throws {
    try await guarded {
      var words = words[...]
      let members = try joinedParcels()
      let isDescribed = site != nil || members != nil
      let parcel = isDescribed ? nil : words.popFirst()
      guard isDescribed || parcel != nil, let work = words.popFirst() else {
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
      switch try answer(question, members, counter) {
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

  /// The parcels that are taken together; nil where none are.
  private func joinedParcels() throws -> [String]? {
    guard let joined else { return nil }
    guard site == nil else {
      throw Wrong("a described site is joined with nothing; leave `--site` or `--joined`")
    }
    let names = joined.split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.trimmingCharacters(in: .whitespaces) }
    guard names.count > 1, !names.contains("") else {
      throw Wrong(
        "`\(joined)` names no parcels to join; write `--joined persian/3/1001,persian/3/1002`")
    }
    return names
  }

  private func answer(_ question: Question, _ members: [String]?, _ counter: Municipality) throws
    -> Result<Reply, Refusal>
  {
    guard let members else { return counter.ask(question) }
    do {
      return counter.ask(question, in: try counter.situation(joining: members, on: question.on))
    } catch let refusal as AssemblyRefusal { throw Wrong("\(refusal)") } catch {
      throw Wrong("the corrections of these parcels cannot be used: \(error)")
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
