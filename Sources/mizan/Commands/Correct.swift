import ArgumentParser
import Facts
import Foundation
import Land
import Register
import Service

struct Correct: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "An officer's correction of a fact or of a lot line, with who, why and for which days.",
    discussion: """
      Every answer from then on is worked out with it: its figures say that they were corrected, and its fingerprint is another.
      What was answered before stays as it was. Nothing is ever deleted; a correction that was wrong is revoked.

      The lines of a lot are numbered as `lot lines` of `mizan survey PARCEL` has them.

      EXAMPLES
        mizan correct persian/3/1001 "lot area=182.5 m2" --by "F. Rezaei" --reason "measured on site"
        mizan correct persian/3/1001 --line 2=front --by "F. Rezaei" --reason "the gate is on the lane"
        mizan correct persian/3/1001 --list
        mizan correct --revoke 1 --by "F. Rezaei" --reason "another lot was meant"
      """)

  @OptionGroup var municipality: MunicipalityOptions
  @OptionGroup var ledgerOptions: LedgerOptions
  @Option(
    name: .customLong("line"),
    help: ArgumentHelp(
      "The kind of a lot line: front, side, rear, street side, alley, water or public space; once or more.",
      valueName: "number=kind")) var lines: [String] = []
  @Option(help: "Who decides.") var by: String?
  @Option(help: "Why.") var reason: String?
  @Option(help: "The first day asked about for which it holds; all days before without it.")
  var from: String?
  @Option(help: "The first day for which it does not hold any more; none without it.")
  var until: String?
  @Flag(help: "What was entered of the parcel, or of all without one.") var list = false
  @Option(help: "The number of a correction that does not hold any more; once or more.")
  var revoke: [Int] = []
  @Flag(help: "Each correction as one line of JSON.") var json = false
  @Argument(help: "PARCEL [name=value …]; with --revoke nothing.") var words: [String] = []

  func run() async throws {
    try await guarded {
      do {
        if list {
          try show()
        } else if revoke.isEmpty {
          try enter()
        } else {
          guard words.isEmpty, lines.isEmpty, from == nil, until == nil else {
            throw Wrong(
              "`--revoke` takes only `--by` and `--reason`: a correction is made by itself")
          }
          let signature = try signature()
          try tell(
            ledgerOptions.open().enter(
              revoke.map { signature.correction(of: "", .revocation(of: $0)) }))
        }
      } catch let error as LedgerError { throw Wrong("\(error)") }
    }
  }

  private func enter() throws {
    var words = words[...]
    guard let name = words.popFirst(), !(words.isEmpty && lines.isEmpty) else {
      throw Wrong(
        "name a parcel and what is corrected, as in: mizan correct persian/3/1001 \"lot area=182.5\" --by NAME --reason TEXT"
      )
    }
    let signature = try signature()
    let counter = try municipality.open()
    guard let parcel = counter.territory?.parcel(name) else {
      throw Wrong("there is no parcel `\(name)`")
    }
    var faults: [String] = []
    var matters: [Correction.Matter] = []
    func take(_ result: Result<Correction.Matter, Refusal>) {
      switch result {
      case .success(let matter): matters.append(matter)
      case .failure(let refusal): faults.append(Wrong(refusal).description)
      }
    }
    for word in words {
      let (fact, value) = try parts(of: word, "name=value")
      take(counter.correction(of: fact, to: value, at: parcel))
    }
    for line in lines {
      let (number, kind) = try parts(of: line, "number=kind")
      guard let number = Int(number) else {
        throw Wrong("`\(line)` names no line; write `--line 2=front`")
      }
      take(counter.correction(ofLine: number, to: kind, at: parcel, on: signature.from ?? .today()))
    }
    guard faults.isEmpty else { throw Wrong(faults.joined(separator: "\nmizan: ")) }
    try tell(
      ledgerOptions.open().enter(
        matters.map { signature.correction(of: parcel.description, $0) }))
  }

  private func parts(of word: String, _ form: String) throws -> (String, String) {
    guard let sign = word.firstIndex(of: "=") else {
      throw Wrong("`\(word)` is no correction; write `\(form)`")
    }
    return (String(word[..<sign]), String(word[word.index(after: sign)...]))
  }

  /// Who decides, why, and for which days.
  private struct Signature {
    var author: String
    var reason: String
    var from: CivilDate?
    var until: CivilDate?

    func correction(of parcel: String, _ matter: Correction.Matter) -> Correction {
      Correction(
        parcel: parcel, matter, author: author, reason: reason, made: .today(), from: from,
        until: until)
    }
  }

  /// Without an author and a reason nothing is entered.
  private func signature() throws -> Signature {
    func said(_ text: String?, _ what: String, _ example: String) throws -> String {
      let text = (text ?? "").trimmingCharacters(in: .whitespaces)
      guard !text.isEmpty, !text.contains(where: \.isNewline) else {
        throw Wrong("a correction says \(what) in one line; write `\(example)`")
      }
      return text
    }
    let signature = Signature(
      author: try said(by, "who decides", "--by NAME"),
      reason: try said(reason, "why", "--reason TEXT"), from: try day(from), until: try day(until))
    if let from = signature.from, let until = signature.until, until <= from {
      throw Wrong(
        "`--until` is the first day for which it does not hold; write one after `--from`")
    }
    return signature
  }

  private func day(_ text: String?) throws -> CivilDate? {
    guard let text else { return nil }
    guard let day = CivilDate(typed: text) else {
      throw Wrong("`\(text)` is no day; write it as 2025-02-10, or 1403/11/22")
    }
    return day
  }

  private func show() throws {
    guard words.count <= 1, lines.isEmpty, revoke.isEmpty else {
      throw Wrong("`--list` takes a parcel, or nothing")
    }
    let all = try ledgerOptions.existing()?.corrections() ?? [:]
    guard let name = words.first else {
      return tell(all.values.joined().sorted { $0.number < $1.number })
    }
    guard
      let parcel = try municipality.land(telling: false).parcel(name)?.description
        ?? all[name].map({ _ in name })
    else { throw Wrong("there is no parcel `\(name)`") }
    tell(all[parcel] ?? [])
  }

  private func tell(_ corrections: [Correction]) {
    for one in corrections {
      if json {
        print(one.json.canonical)
        continue
      }
      let what =
        switch one.matter {
        case .fact(let name, let value): "`\(name)` is \(value.canonical)"
        case .line(let x, let y, let kind): "the lot line at \(x), \(y) is \(kind)"
        case .revocation(let number): "correction \(number) is revoked"
        }
      let days = (one.from.map { " from \($0)" } ?? "") + (one.until.map { " until \($0)" } ?? "")
      let taken = list ? corrections.revocation(of: one.number) : nil
      let end = taken.map { "; revoked by \($0.author) on \($0.made)" } ?? ""
      print(
        "\(one.number)  \(one.parcel): \(what)\(days) (\(one.author), \(one.made): \(one.reason))\(end)"
      )
    }
  }
}
