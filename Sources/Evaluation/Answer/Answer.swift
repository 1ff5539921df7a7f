package import Facts

/// The answer to "may this be built here?": the same bytes in every channel, and enough to replay it.
package struct Answer: Sendable, Hashable {
  package var parcel: String?
  package var work: String
  package var on: CivilDate
  package var jurisdiction: String
  /// The language of statements, questions and reasons.
  package var language: String
  /// SHA-256 of the sources of regulations and vocabulary.
  package var ruleset: String
  package var verdict: Verdict
  /// One for each consent regime that the regulations declare.
  package var results: [RegimeResult]
  package var requirements: [RequirementResult]
  package var exemptions: [ExemptionResult]
  package var conditions: [Remark]
  package var discretion: [Remark]
  /// Conditions only to be observed while building.
  package var observing: [Remark]
  /// The facts that decide, most decisive first.
  package var missing: [MissingFact]
  /// For a refusal: single changes that would lift it, each verified by evaluating again.
  package var nearest: [NearestChange]
  package var fees: [Fee]
  package var referrals: [Remark]
  package var documents: [Remark]
  /// The tag of every figure that was used.
  package var confidence: [ConfidenceNote]
  /// What must be said beside any answer (a demonstration, a table of an earlier date).
  package var notices: [String]
  /// SHA-256 over canonical JSON of ruleset, site facts, proposal, date and language.
  package var fingerprint: String

  package struct RegimeResult: Sendable, Hashable {
    package var regime: String
    package var complies: Compliance
    package var track: Track
    package var verdict: Verdict
    package init(regime: String, complies: Compliance, track: Track, verdict: Verdict) {
      self.regime = regime
      self.complies = complies
      self.track = track
      self.verdict = verdict
    }
  }

  /// A place in the law, quoted.
  package struct Citation: Sendable, Hashable {
    /// `bandar-lengeh-density-rules`
    package var regulation: String
    /// The anchor, and the row where a table gave the figure: `table-1-222 row 2`.
    package var article: String
    package var heading: String
    /// The words of the block, in the regulation's own language.
    package var quote: String
    package var language: String
    /// Whether the quote is official text or a paraphrase.
    package var isOfficial: Bool
    /// `regulations/israel/exempt-works.md:12`
    package var source: String
    package init(
      regulation: String, article: String, heading: String, quote: String, language: String,
      isOfficial: Bool, source: String
    ) {
      self.regulation = regulation
      self.article = article
      self.heading = heading
      self.quote = quote
      self.language = language
      self.isOfficial = isOfficial
      self.source = source
    }
  }

  /// A figure that was used, as the law's unit has it.
  package struct Figure: Sendable, Hashable {
    package var name: String
    package var label: String
    /// In ``unit``; a number, or a word where the fact is one; `null` where it is unknown.
    package var value: JSON
    package var unit: String?
    /// `proposal`, `site`, `table`, `definition`.
    package var from: String
    package init(name: String, label: String, value: JSON, unit: String?, from: String) {
      self.name = name
      self.label = label
      self.value = value
      self.unit = unit
      self.from = from
    }
  }

  package struct RequirementResult: Sendable, Hashable {
    /// Stable within a ruleset: regulation, line of the rule, and element (`line 3`).
    package var id: String
    package var regime: String
    package var article: Citation
    /// The measured side, by which conflicts and silence are judged: `coverage`.
    package var subject: String
    /// `rear line 2`, where the requirement holds once per line.
    package var element: String?
    package var outcome: Outcome
    /// A sentence in the answer's language.
    package var statement: String
    /// The law's own further words, in its language (`else "…"`).
    package var remark: String?
    package var figures: [Figure]
    /// The value lies on the limit within its resolution.
    package var isOnTheLine: Bool
    /// The tag of the figure: `S:LENGEH`, `G`.
    package var confidence: String
    /// A relief that could reach it (`variance up to 7.7 m by art-44`).
    package var relief: String?
    /// The id of the requirement of another plan that took precedence, where one did.
    package var overriddenBy: String?
    /// What is allowed, apart from what was proposed; nil of a requirement that compares nothing. The statement says it in
    /// the recorded answer, so that it is no part of that.
    package var bound: Bound?

    /// `at most 7.5 m`
    package struct Bound: Sendable, Hashable {
      /// What is limited, in the answer's language.
      package var subject: String
      /// `<=`
      package var comparator: String
      /// In ``unit``; `null` where it is not known before more is said.
      package var limit: JSON
      package var unit: String?
      /// The limit in words; nil where it is not known.
      package var words: String?
      package init(
        subject: String, comparator: String, limit: JSON, unit: String?, words: String?
      ) {
        self.subject = subject
        self.comparator = comparator
        self.limit = limit
        self.unit = unit
        self.words = words
      }
    }

    package init(
      id: String, regime: String, article: Citation, subject: String, element: String?,
      outcome: Outcome, statement: String, remark: String? = nil, figures: [Figure],
      isOnTheLine: Bool = false, confidence: String, relief: String? = nil,
      overriddenBy: String? = nil
    ) {
      self.id = id
      self.regime = regime
      self.article = article
      self.subject = subject
      self.element = element
      self.outcome = outcome
      self.statement = statement
      self.remark = remark
      self.figures = figures
      self.isOnTheLine = isOnTheLine
      self.confidence = confidence
      self.relief = relief
      self.overriddenBy = overriddenBy
    }
  }

  /// One exemption, notice or track that the law offers for this work, and how each of its conditions came out.
  package struct ExemptionResult: Sendable, Hashable {
    package var id: String
    package var regime: String
    package var track: Track
    package var article: Citation
    /// Whether every condition is met.
    package var outcome: Outcome
    package var conditions: [ConditionResult]
    /// `within 45 days of completion`, in the answer's language.
    package var deadline: String?

    package struct ConditionResult: Sendable, Hashable {
      package var article: Citation
      package var outcome: Outcome
      package var statement: String
      package var figures: [Figure]
      package var confidence: String
      package init(
        article: Citation, outcome: Outcome, statement: String, figures: [Figure],
        confidence: String
      ) {
        self.article = article
        self.outcome = outcome
        self.statement = statement
        self.figures = figures
        self.confidence = confidence
      }
    }

    package init(
      id: String, regime: String, track: Track, article: Citation, outcome: Outcome,
      conditions: [ConditionResult], deadline: String?
    ) {
      self.id = id
      self.regime = regime
      self.track = track
      self.article = article
      self.outcome = outcome
      self.conditions = conditions
      self.deadline = deadline
    }
  }

  /// Something the answer adds, with the article that says it.
  package struct Remark: Sendable, Hashable {
    package var text: String
    package var language: String
    package var article: Citation?
    package init(text: String, language: String, article: Citation?) {
      self.text = text
      self.language = language
      self.article = article
    }
  }

  package struct MissingFact: Sendable, Hashable {
    package var name: String
    package var question: String
    package var why: String
    /// `proposal`: the asker can say; `site`: the survey or a document must; `officer`: somebody judges it.
    package var whoCanSupply: String
    /// The article that waits for it; nil where it is the silence of a layer.
    package var article: Citation?
    package init(
      name: String, question: String, why: String, whoCanSupply: String, article: Citation? = nil
    ) {
      self.article = article
      self.name = name
      self.question = question
      self.why = why
      self.whoCanSupply = whoCanSupply
    }
  }

  package struct NearestChange: Sendable, Hashable {
    /// The input to change.
    package var change: String
    package var label: String
    /// In ``unit``.
    package var from: JSON
    package var to: JSON
    package var unit: String?
    /// Whether this change alone lifts the refusal, or only the requirement ``lifts``.
    package var liftsAll: Bool
    /// Ids of the requirements that it lifts.
    package var lifts: [String]
    package init(
      change: String, label: String, from: JSON, to: JSON, unit: String?, liftsAll: Bool,
      lifts: [String]
    ) {
      self.change = change
      self.label = label
      self.from = from
      self.to = to
      self.unit = unit
      self.liftsAll = liftsAll
      self.lifts = lifts
    }
  }

  package struct Fee: Sendable, Hashable {
    package var name: String
    /// `null` where it cannot be computed yet.
    package var amount: JSON
    package var unit: String?
    package var article: Citation?
    package init(name: String, amount: JSON, unit: String?, article: Citation?) {
      self.name = name
      self.amount = amount
      self.unit = unit
      self.article = article
    }
  }

  package struct ConfidenceNote: Sendable, Hashable {
    package var article: String
    package var tag: String
    package var note: String?
    package init(article: String, tag: String, note: String?) {
      self.article = article
      self.tag = tag
      self.note = note
    }
  }

  package init(
    parcel: String?, work: String, on: CivilDate, jurisdiction: String, language: String,
    ruleset: String, verdict: Verdict
  ) {
    self.parcel = parcel
    self.work = work
    self.on = on
    self.jurisdiction = jurisdiction
    self.language = language
    self.ruleset = ruleset
    self.verdict = verdict
    results = []
    requirements = []
    exemptions = []
    conditions = []
    discretion = []
    observing = []
    missing = []
    nearest = []
    fees = []
    referrals = []
    documents = []
    confidence = []
    notices = []
    fingerprint = ""
  }
}
