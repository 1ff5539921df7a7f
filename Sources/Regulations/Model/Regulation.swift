package import Diagnostics
package import Facts

/// One regulation as a model of its decisions: what a Markdown file (or a DMN file) says, every expression parsed.
package struct Regulation: Sendable {
  package var id: String
  package var title: LocalText
  package var language: String
  /// Whether the page quotes the official words or a paraphrase of them.
  package var wording: Wording
  /// The tag of every figure without a note of its own: `S:CHK`, `G`, `L`.
  package var confidence: Confidence
  package var jurisdiction: String
  /// The consent regime that it belongs to: `planning`, `heritage`.
  package var regime: String
  package var rank: String
  package var status: Status
  /// A pending plan that already binds.
  package var binds: Bool
  /// The first day of effect; nil is "not established".
  package var effective: CivilDate?
  /// The first day without effect.
  package var until: CivilDate?
  package var repeals: [Repeal]
  /// By subject (`height`); the key `default` holds for the rest.
  package var onConflict: [String: ConflictPolicy]
  package var tableOverText: Bool
  package var splitParcels: [SplitParcelRule]
  /// What a bare number means, by dimension: `length` is `ft`.
  package var units: [UnitOfMeasure]
  package var measures: [String: SurveyOrder.Measure]
  /// A notice that every answer from this regulation carries (`a demonstration, borrowed from …`).
  package var notice: LocalText

  package var anchors: [String: Anchor]
  /// Footnotes by label (`fn-j` or `^j`'s `j`).
  package var notes: [String: Note]
  package var tables: [DecisionTable]
  package var definitions: [Definition]
  package var requirements: [Requirement]
  package var exemptions: [Exemption]
  package var generalConditions: [GeneralCondition]
  package var exceptions: [RuleException]
  package var provisions: [Provision]
  package var cases: [CaseTable]
  /// Of a `.dmn` file: its decisions.
  package var model: DecisionModel?
  /// Where the texts of the model's expressions stand.
  package var modelTexts = TextPlaces()

  package var file: String
  /// The whole text, whose hash enters every fingerprint.
  package var source: String

  package enum Wording: String, Sendable { case paraphrase, official }
  package enum Status: String, Sendable { case draft, deposited, approved, repealed }
  package enum ConflictPolicy: String, Sendable {
    case higher, stricter, particular, later, overlay, declared
  }

  package struct Repeal: Sendable, Hashable {
    package var regulation: String
    /// Empty: the whole.
    package var articles: [String]
    package var area: String?
    package init(regulation: String, articles: [String] = [], area: String? = nil) {
      self.regulation = regulation
      self.articles = articles
      self.area = area
    }
  }

  package init(id: String, file: String, source: String) {
    self.id = id
    self.file = file
    self.source = source
    title = LocalText()
    language = "en"
    wording = .paraphrase
    confidence = Confidence(tag: "GAP")
    jurisdiction = ""
    regime = "planning"
    rank = ""
    status = .approved
    binds = false
    repeals = []
    onConflict = [:]
    tableOverText = true
    splitParcels = []
    units = []
    measures = [:]
    notice = LocalText()
    anchors = [:]
    notes = [:]
    tables = []
    definitions = []
    requirements = []
    exemptions = []
    generalConditions = []
    exceptions = []
    provisions = []
    cases = []
  }
}

/// How a lot in two zones is treated for one subject; without one each portion stands alone.
package struct SplitParcelRule: Sendable, Hashable {
  package var subject: String
  /// `dominant`, `each portion`, `strictest`, `whole if any`, `weighted`.
  package var rule: String
  /// The share that the dominant zone must exceed.
  package var share: Number?
  package var by: String?
  /// The depth in metres, from the line between the zones, up to which the rule reaches.
  package var depth: Number?
  /// The rule holds only for lots that existed on this day.
  package var lotExistedOn: CivilDate?
  package init(subject: String, rule: String, share: Number? = nil, by: String? = nil) {
    self.subject = subject
    self.rule = rule
    self.share = share
    self.by = by
  }
}

/// How far a figure can be trusted: `S:CHK,SMP` (seen in sources), `G` (general knowledge), `C` (sources conflict),
/// `GAP` (not found), `X` (cross-checked), `L` (a local addition).
package struct Confidence: Sendable, Hashable {
  package var tag: String
  /// The rest of the note, if it stood in one.
  package var note: String?
  package init(tag: String, note: String? = nil) {
    self.tag = tag
    self.note = note
  }
}

/// A block that may be cited and quoted: a heading, paragraph, list item, caption or note.
package struct Anchor: Sendable, Hashable {
  package enum Kind: String, Sendable { case heading, paragraph, item, caption, note }
  package var id: String
  package var kind: Kind
  /// The block's words without markup; for a heading also the first paragraph below it.
  package var text: String
  /// The heading's own words, or those of the heading above.
  package var heading: String
  /// The id of the heading that it stands under, itself for a heading.
  package var article: String
  package var from: CivilDate?
  package var until: CivilDate?
  package var place: Place
  package init(
    id: String, kind: Kind, text: String, heading: String, article: String, from: CivilDate? = nil,
    until: CivilDate? = nil, place: Place
  ) {
    self.id = id
    self.kind = kind
    self.text = text
    self.heading = heading
    self.article = article
    self.from = from
    self.until = until
    self.place = place
  }
}

package struct Note: Sendable, Hashable {
  package var label: String
  package var confidence: Confidence
  package var place: Place
  package init(label: String, confidence: Confidence, place: Place) {
    self.label = label
    self.confidence = confidence
    self.place = place
  }
}
