import Facts

/// The sentences of an answer in one language, so that every channel speaks alike. `{name}` marks what is filled in.
package struct Wording: Sendable {
  package let language: String
  private let sentences: [Sentence: String]

  /// Everything that an answer says in words of its own.
  package enum Sentence: String, Sendable, CaseIterable {
    case metLimit, notMetLimit, unknownLimit, discretionLimit, notApplicableLimit
    case metCondition, notMetCondition, unknownCondition, discretionCondition,
      notApplicableCondition
    case allowed, atMost, atLeast, lessThan, moreThan, exactly, otherThan
    case yes, no, notKnown, not, and, or
    case onTheLine, margin, overridden, lifted, inZone, relief
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

  package static let languages = ["en", "fa", "he"]

  /// The wording of a language; English where there is none yet.
  package init(_ language: String) {
    let known = Self.catalogues[language] == nil ? "en" : language
    self.language = known
    sentences = Self.catalogues[known] ?? [:]
  }

  private static let catalogues: [String: [Sentence: String]] = [
    "en": english, "fa": persian, "he": hebrew,
  ]

  /// What a catalogue lacks; tests hold it empty.
  package static func missingSentences(in language: String) -> [Sentence] {
    Sentence.allCases.filter { catalogues[language]?[$0] == nil }
  }

  package func callAsFunction(_ sentence: Sentence, _ values: [String: String] = [:]) -> String {
    var text = sentences[sentence] ?? Self.english[sentence] ?? sentence.rawValue
    for (name, value) in values { text = text.replacing("{\(name)}", with: value) }
    return text
  }

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
      unit,
      [
        "count": Number(deadline.count).formatted(in: language),
        "start": self(start, ["event": deadline.of]),
      ])
  }
}
