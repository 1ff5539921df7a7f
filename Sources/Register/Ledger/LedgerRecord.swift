/// What is handed to the ledger for one answer: the answer's bytes, and all that is needed to work it out again.
///
/// The ledger keeps each of the byte strings once, under its SHA-256.
package struct LedgerRecord: Sendable, Hashable {
  /// The channel that gave the answer.
  package enum Kind: String, Sendable, CaseIterable {
    /// One answer of the command or the service.
    case answer
    /// A run over many: `proposal` is the input's hash list or file, `answer` the output.
    case batch
    /// The sources of a ruleset; written by ``Ledger/keep(ruleset:sources:)``.
    case ruleset
  }

  package var kind: Kind
  /// The answer's fingerprint, by which it is found again.
  package var fingerprint: String
  /// The hash of the ruleset, under which its sources are kept.
  package var ruleset: String
  /// Canonical JSON of the site facts.
  package var site: [UInt8]
  /// Canonical JSON of the proposal.
  package var proposal: [UInt8]
  /// The answer as it was sent, byte for byte.
  package var answer: [UInt8]
  /// The version of the program that worked it out.
  package var program: String
  package var language: String
  /// The day whose law was asked for, ISO 8601.
  package var on: String
  /// The files of a ruleset and their hashes; empty for an answer.
  var sources: [String: String] = [:]

  package init(
    _ kind: Kind = .answer, fingerprint: String, ruleset: String, site: [UInt8],
    proposal: [UInt8], answer: [UInt8], program: String, language: String, on: String
  ) {
    self.kind = kind
    self.fingerprint = fingerprint
    self.ruleset = ruleset
    self.site = site
    self.proposal = proposal
    self.answer = answer
    self.program = program
    self.language = language
    self.on = on
  }
}
