package import Facts

/// One line of the ledger as it was written. Its canonical JSON is what is hashed.
package struct LedgerEntry: Sendable, Hashable {
  /// From 1, without gaps.
  package var number: Int
  /// The moment of writing, UTC, ISO 8601 with milliseconds.
  package var time: String
  package var kind: LedgerRecord.Kind
  package var fingerprint: String
  package var ruleset: String
  /// Hashes under which the site facts, the proposal and the answer are kept; nil for a ruleset's entry.
  package var site: String?
  package var proposal: String?
  package var answer: String?
  package var program: String
  package var language: String
  package var on: String
  /// For a ruleset's entry: each source file with the hash of its text.
  package var sources: [String: String]
}

extension LedgerEntry {
  package var json: JSON {
    [
      "number": .number(Number(number)), "time": .string(time), "kind": .string(kind.rawValue),
      "fingerprint": .string(fingerprint), "ruleset": .string(ruleset),
      "site": site.map(JSON.string) ?? .null, "proposal": proposal.map(JSON.string) ?? .null,
      "answer": answer.map(JSON.string) ?? .null, "program": .string(program),
      "language": .string(language), "on": .string(on),
      "sources": .object(
        sources.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) }),
    ]
  }

  /// Nil where the JSON is no entry.
  init?(json: JSON) {
    guard let number = json["number"]?.number?.int, let time = json["time"]?.string,
      let kind = json["kind"]?.string.flatMap(LedgerRecord.Kind.init),
      let fingerprint = json["fingerprint"]?.string, let ruleset = json["ruleset"]?.string,
      let program = json["program"]?.string, let language = json["language"]?.string,
      let on = json["on"]?.string, let sources = json["sources"]?.object
    else { return nil }
    self.init(
      number: number, time: time, kind: kind, fingerprint: fingerprint, ruleset: ruleset,
      site: json["site"]?.string, proposal: json["proposal"]?.string,
      answer: json["answer"]?.string, program: program, language: language, on: on,
      sources: Dictionary(
        sources.compactMap { member in member.value.string.map { (member.key, $0) } },
        uniquingKeysWith: { first, _ in first }))
  }

  /// The hashes of everything that this entry needs to be kept.
  var contents: [String] { [site, proposal, answer].compactMap { $0 } + sources.values }
}
