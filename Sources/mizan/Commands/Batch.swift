import ArgumentParser
import Facts
import Foundation
import Register
import Service
import Synchronization

struct Batch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Evaluates a CSV or NDJSON file of proposals: one result line per input line, in order.",
    discussion: """
      A line of NDJSON is a question as the service takes it: {"parcel": …, "work": …, "inputs": {…}, "on": …, "lang": …}, or with
      `site` in the place of `parcel`. A CSV has the columns parcel, work, perhaps on, and one for each input. A line that
      cannot be answered has its error in its place.

      EXAMPLE
        mizan batch proposals.ndjson > answers.ndjson
      """)

  @OptionGroup var municipality: MunicipalityOptions
  @OptionGroup var question: QuestionOptions
  @OptionGroup var ledgerOptions: LedgerOptions
  @Flag(help: "Keep no record in the ledger.") var noLedger = false
  @Argument(help: "The file; - for standard input.") var file: String

  func run() async throws {
    try await guarded {
      guard
        let data = file == "-"
          ? FileHandle.standardInput.readDataToEndOfFile()
          : FileManager.default.contents(atPath: file)
      else {
        throw Wrong("`\(file)` cannot be read")
      }
      let lines = try BatchFile.lines(of: data, named: file)
      let counter = try municipality.open()
      let date = try question.date()
      let language = question.lang
      let started = Date()
      let results = answers(to: lines, counter, date, language)
      var output = Data()
      var failed = 0
      for result in results {
        output.append(contentsOf: result.bytes)
        output.append(10)
        if !result.isAnswer { failed += 1 }
      }
      FileHandle.standardOutput.write(output)
      if !noLedger { try await keep(data, output, counter, date) }
      let seconds = Date().timeIntervalSince(started)
      say(
        "\(results.count) lines: \(results.count - failed) answered, \(failed) refused, \(Int(Double(results.count) / max(seconds, 1e-9))) a second"
      )
      if failed > 0 { throw ExitCode(1) }
    }
  }

  struct Line: Sendable {
    var bytes: [UInt8]
    var isAnswer: Bool
  }

  /// In chunks over all processors, the results in the order of the lines.
  private func answers(
    to lines: [Result<BatchFile.Line, JSONFault>], _ counter: Municipality, _ date: CivilDate,
    _ language: String
  ) -> [Line] {
    let chunk = 256
    let count = (lines.count + chunk - 1) / chunk
    let done = Mutex<[Int: [Line]]>([:])
    DispatchQueue.concurrentPerform(iterations: count) { index in
      var results: [Line] = []
      // Lines about one parcel follow each other in most files: its survey is made once.
      var known: (parcel: String, on: CivilDate, situation: Municipality.Situation)?
      for line in lines[(index * chunk)..<min(lines.count, (index + 1) * chunk)] {
        switch line {
        case .failure(let fault): results.append(Self.refused("/", fault.message, nil))
        case .success(let line):
          let question = Question(
            parcel: line.parcel, site: line.site, work: line.work, inputs: line.inputs,
            on: line.on ?? date, language: line.language ?? language)
          let situation: Result<Municipality.Situation, Refusal>
          if let known, known.parcel == line.parcel, known.on == question.on {
            situation = .success(known.situation)
          } else {
            situation = counter.situation(of: question)
            if let parcel = line.parcel, case .success(let found) = situation {
              known = (parcel, question.on, found)
            }
          }
          switch situation.flatMap({ counter.ask(question, in: $0) }) {
          case .success(let reply): results.append(Line(bytes: reply.bytes, isAnswer: true))
          case .failure(let refusal):
            let fault = refusal.faults[0]
            results.append(Self.refused(fault.pointer, fault.detail, fault.mend))
          }
        }
      }
      done.withLock { $0[index] = results }
    }
    let all = done.withLock { $0 }
    return (0..<count).flatMap { all[$0] ?? [] }
  }

  private static func refused(_ pointer: String, _ detail: String, _ mend: String?) -> Line {
    let json: JSON = [
      "error": [
        "pointer": .string(pointer), "detail": .string(detail),
        "mend": mend.map(JSON.string) ?? .null,
      ]
    ]
    return Line(bytes: json.canonicalBytes, isAnswer: false)
  }

  /// A run is one entry: the hashes of its input and its output.
  private func keep(_ input: Data, _ output: Data, _ counter: Municipality, _ date: CivilDate)
    async throws
  {
    let hashes: JSON = ["input": .string(sha256(input)), "output": .string(sha256(output))]
    do {
      _ = try await ledgerOptions.open().append(
        LedgerRecord(
          .batch, fingerprint: sha256(Data(hashes.canonicalBytes)), ruleset: "",
          site: [], proposal: Array(sha256(input).utf8), answer: Array(sha256(output).utf8),
          program: programName,
          language: question.lang, on: date.description))
    } catch { throw Wrong("\(error)") }
  }
}
