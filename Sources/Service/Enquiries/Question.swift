package import Evaluation
package import Facts

/// May this be built here?
package struct Question: Sendable, Hashable {
  /// `town/number`; nil where the facts of a site are given instead.
  package var parcel: String?
  /// Facts of a site that is no parcel, as JSON.
  package var site: JSON?
  package var work: String
  /// What the asker said, in the order it was said. A text is what somebody typed: digits of any script, a unit allowed.
  /// `null` says "I don't know".
  package var inputs: [JSON.Member]
  package var on: CivilDate
  package var language: String

  package init(
    parcel: String?, site: JSON? = nil, work: String, inputs: [JSON.Member] = [], on: CivilDate,
    language: String
  ) {
    self.parcel = parcel
    self.site = site
    self.work = work
    self.inputs = inputs
    self.on = on
    self.language = language
  }
}

/// An answer with what the ledger keeps beside it and what could still be asked.
package struct Reply: Sendable {
  package var answer: Answer
  /// The answer as canonical JSON: what every channel sends.
  package var bytes: [UInt8]
  /// What is not known and could still change the verdict, and that the asker can say; most decisive first.
  package var next: [FactDeclaration]
  /// The declarations of the inputs given.
  package var asked: [FactDeclaration]
  /// The declarations of all that is not known and could still change the verdict, whoever can say it.
  package var missing: [FactDeclaration]
  /// Canonical JSON of the site facts and of the proposal, for the ledger.
  package var site: [UInt8]
  package var proposal: [UInt8]

  package init(
    answer: Answer, bytes: [UInt8], next: [FactDeclaration],
    asked: [FactDeclaration], missing: [FactDeclaration] = [], site: [UInt8], proposal: [UInt8]
  ) {
    self.answer = answer
    self.bytes = bytes
    self.next = next
    self.asked = asked
    self.missing = missing
    self.site = site
    self.proposal = proposal
  }
}

/// Why a question could not be answered at all: something in it names nothing, or cannot be read.
package struct Refusal: Error, Sendable, Hashable {
  package var faults: [Fault]
  /// Whether nothing is wrong with the question: what is needed to answer it cannot be read.
  package var isOurs = false

  package struct Fault: Sendable, Hashable {
    /// Where in the question, as a JSON pointer: `/parcel`, `/work`, `/inputs/height`.
    package var pointer: String
    package var detail: String
    /// What to write instead.
    package var mend: String?
    package init(_ pointer: String, _ detail: String, mend: String? = nil) {
      self.pointer = pointer
      self.detail = detail
      self.mend = mend
    }
  }

  package init(_ faults: [Fault]) { self.faults = faults }
  package init(_ pointer: String, _ detail: String, mend: String? = nil) {
    faults = [Fault(pointer, detail, mend: mend)]
  }
}
