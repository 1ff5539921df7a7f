import ArgumentParser
import Crypto
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
      let counter = try municipality.open(corrections: try ledgerOptions.existing())
      let date = try question.date()
      let started = Date()
      let progress = Progress(of: lines.count, "lines")
      var hash = SHA256()
      var refused = 0
      // Written as it comes, so that a long run holds no more than a part of its answers.
      for start in stride(from: 0, to: lines.count, by: Self.part) {
        let part = lines[start..<min(lines.count, start + Self.part)]
        var output = Data()
        for result in answers(to: part, counter, date, question.lang, progress) {
          output.append(contentsOf: result.bytes)
          output.append(10)
          if !result.isAnswer { refused += 1 }
        }
        hash.update(data: output)
        try FileHandle.standardOutput.write(contentsOf: output)
      }
      progress.finish()
      if !noLedger { try await keep(data, hash.finalize(), date) }
      let seconds = Date().timeIntervalSince(started)
      say(
        "\(lines.count) lines: \(lines.count - refused) answered, \(refused) refused, \(Int(Double(lines.count) / max(seconds, 1e-9))) a second"
      )
      if refused > 0 { throw ExitCode(1) }
    }
  }

  private static let part = 16_384

  struct Line: Sendable {
    var bytes: [UInt8]
    var isAnswer: Bool
  }

  /// In chunks over all processors, the results in the order of the lines.
  private func answers(
    to lines: ArraySlice<Result<BatchFile.Line, JSONFault>>, _ counter: Municipality,
    _ date: CivilDate, _ language: String, _ progress: Progress
  ) -> [Line] {
    let chunk = 256
    let count = (lines.count + chunk - 1) / chunk
    let done = Mutex<[Int: [Line]]>([:])
    DispatchQueue.concurrentPerform(iterations: count) { index in
      var results: [Line] = []
      // Lines about one parcel follow each other in most files: its survey is made once.
      var known: (parcel: String, on: CivilDate, situation: Municipality.Situation)?
      for line in lines.dropFirst(index * chunk).prefix(chunk) {
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
      progress.advance(by: results.count)
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
  private func keep(_ input: Data, _ output: SHA256.Digest, _ date: CivilDate) async throws {
    let (input, output) = (hexadecimal(SHA256.hash(data: input)), hexadecimal(output))
    let hashes: JSON = ["input": .string(input), "output": .string(output)]
    let fingerprint = hexadecimal(SHA256.hash(data: hashes.canonicalBytes))
    do {
      _ = try await ledgerOptions.open().append(
        LedgerRecord(
          .batch, fingerprint: fingerprint, ruleset: "",
          site: [], proposal: Array(input.utf8), answer: Array(output.utf8),
          program: programName,
          language: question.lang, on: date.description))
    } catch { throw Wrong("\(error)") }
  }

  private func hexadecimal(_ digest: SHA256.Digest) -> String {
    digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
