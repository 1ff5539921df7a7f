import Facts
import Languages

/// The sentences of an answer in one language, so that every channel speaks alike.
package struct Wording: Sendable {
  private let sentences: Phrasebook<Sentence>

  /// Everything that an answer says in words of its own.
  package enum Sentence: String, Sendable, CaseIterable {
    case metLimit, notMetLimit, unknownLimit, discretionLimit, notApplicableLimit
    case metCondition, notMetCondition, unknownCondition, discretionCondition,
      notApplicableCondition
    case allowed, atMost, atLeast, lessThan, moreThan, exactly, otherThan
    case yes, no, notKnown, not, and, or
    case onTheLine, margin, byConvention, overridden, lifted, inZone, relief
    case silentSubject, silentRank, silentLayer, silentRule, unknownWork, lawGap, lawConflict,
      failure
    case questionNumber, questionBoolean, questionOther, whyMissing, whyJudged, whyLayer
    case days, workingDays, weeks, months, ofCompletion, ofSubmission, ofPlacing, ofOther
    case document
    case verdictExempt, verdictNotify, verdictPermitted, verdictConditional, verdictDiscretionary,
      verdictIncomplete,
      verdictNotPermitted
    case shareIn, distanceTo, adjoins, line
    case asIfJoined
  }

  package static let languages = Language.all.map(\.code)

  private static let books = Dictionary(
    uniqueKeysWithValues: Language.all.map {
      ($0.code, Phrasebook<Sentence>($0, section: "answer"))
    }
  )
  private static let english = Phrasebook<Sentence>(.english, section: "answer")

  /// The wording of a language; English where there is none yet.
  package init(_ language: String) {
    sentences = Self.books[language] ?? Self.english
  }

  package var language: String { sentences.language.code }

  package func callAsFunction(
    _ sentence: Sentence, _ values: [String: String] = [:], counts: [String: Int] = [:]
  ) -> String {
    sentences(sentence, values, counts: counts)
  }

  /// Texts in a row, with the comma of the language.
  func list(_ texts: [String]) -> String { sentences.language.list(texts) }
  /// Texts in a row that have commas of their own.
  func series(_ texts: [String]) -> String { sentences.language.series(texts) }
  /// A text from elsewhere, kept apart from the direction of what stands around it.
  func isolated(_ text: String) -> String { sentences.language.isolated(text) }

  package func verdict(_ verdict: Verdict) -> String {
    switch verdict {
    case .exempt: self(.verdictExempt)
    case .notify: self(.verdictNotify)
    case .permitted: self(.verdictPermitted)
    case .conditional: self(.verdictConditional)
    case .discretionary: self(.verdictDiscretionary)
    case .incomplete: self(.verdictIncomplete)
    case .notPermitted: self(.verdictNotPermitted)
    }
  }

  func deadline(_ deadline: DeadlineRule) -> String {
    let start: Sentence =
      switch deadline.of {
      case "completion": .ofCompletion
      case "submission": .ofSubmission
      case "placing": .ofPlacing
      default: .ofOther
      }
    let unit: Sentence =
      switch deadline.unit {
      case "working days": .workingDays
      case "weeks": .weeks
      case "months": .months
      default: .days
      }
    return self(
      unit, ["start": self(start, ["event": deadline.of])], counts: ["count": deadline.count])
  }
}
