package import FEEL
package import Facts

/// Regulations of one jurisdiction, compiled: every name resolved, every bare number in base units, every citation ready.
///
/// Immutable plain data, shared by any number of threads. In this form the decisions are typed FEEL trees.
package struct Ruleset: Sendable {
  /// SHA-256 over the hashes of ``sources``.
  package var hash: String
  /// The texts it was compiled from, sorted by file: what a ledger keeps to compile it again.
  package var sources: [Source]
  package var jurisdiction: JurisdictionRules
  package var vocabulary: Vocabulary
  package var regulations: [RegulationHead]
  package var definitions: [DefinitionRule]
  package var tables: [TableRule]
  package var requirements: [RequirementRule]
  package var exemptions: [ExemptionRule]
  package var generalConditions: [GeneralRule]
  package var exceptions: [ExceptionRule]
  package var provisions: [ProvisionRule]
  /// What the rules ask of the land.
  package var surveyOrder: SurveyOrder
  /// The same for a table of sites that only rules read: without what no rule reads of a lot line.
  package var tableOrder: SurveyOrder
  /// By name: the places in ``definitions`` that define it, in the order of the regulations.
  package var definitionsByName: [String: [Int]]

  package struct Source: Sendable, Hashable {
    package var file: String
    package var text: String
    package init(file: String, text: String) {
      self.file = file
      self.text = text
    }
  }

  package init(jurisdiction: JurisdictionRules, vocabulary: Vocabulary, sources: [Source]) {
    self.jurisdiction = jurisdiction
    self.vocabulary = vocabulary
    self.sources = sources.sorted { $0.file < $1.file }
    hash = Fingerprint.ofSources(self.sources)
    regulations = []
    definitions = []
    tables = []
    requirements = []
    exemptions = []
    generalConditions = []
    exceptions = []
    provisions = []
    surveyOrder = SurveyOrder()
    tableOrder = SurveyOrder()
    definitionsByName = [:]
  }
}

/// What a jurisdiction declares for all of its regulations.
package struct JurisdictionRules: Sendable {
  package var id: String
  package var label: LocalText
  /// Highest first.
  package var ranks: [String]
  package var regimes: [String]
  package var languages: [String]
  package var governs: [String: [String]]
  package var expectedRanks: [String]
  package var expectedLayers: [String]
  package var onConflict: [String: ConflictPolicy]
  package var notice: LocalText
  package var calendar: String

  package init(id: String) {
    self.id = id
    label = LocalText()
    ranks = []
    regimes = ["planning"]
    languages = ["en"]
    governs = [:]
    expectedRanks = []
    expectedLayers = []
    onConflict = [:]
    notice = LocalText()
    calendar = "gregorian"
  }
}

/// Which of two rules of different rank on one subject governs.
package enum ConflictPolicy: String, Sendable {
  case higher, stricter, particular, later, overlay, declared
}

/// What every rule of one regulation shares.
package struct RegulationHead: Sendable {
  package var id: String
  package var title: LocalText
  package var language: String
  package var isOfficial: Bool
  package var regime: String
  package var rank: String
  /// Whether its status lets it bind: approved, or pending with `binds`.
  package var isBinding: Bool
  /// The first day of effect; nil where it is not established.
  package var effective: CivilDate?
  /// The first day without effect.
  package var until: CivilDate?
  /// Regulations (and of them articles, or all) that it repeals from its day of effect.
  package var repeals: [(regulation: String, articles: [String])]
  package var onConflict: [String: ConflictPolicy]
  package var units: [UnitOfMeasure]
  package var notice: LocalText
  package var splitParcels: [SplitRule]
  package var file: String
  /// For a model of decisions: its input data, which have names of the vocabulary.
  package var modelInputs: [String: ModelInput] = [:]
  /// For a model of decisions: what its own type names mean.
  package var types: [String: TypeReference] = [:]

  /// A fact as a model of decisions takes it: a number in the vocabulary's unit, a value of the type that the model declares.
  package struct ModelInput: Sendable {
    package var unit: UnitOfMeasure?
    package var type: TypeReference?
    package init(unit: UnitOfMeasure?, type: TypeReference?) {
      self.unit = unit
      self.type = type
    }
  }

  package struct SplitRule: Sendable {
    package var subject: String
    package var rule: String
    package var share: Number?
    package init(subject: String, rule: String, share: Number?) {
      self.subject = subject
      self.rule = rule
      self.share = share
    }
  }

  package init(id: String, file: String) {
    self.id = id
    self.file = file
    title = LocalText()
    language = "en"
    isOfficial = false
    regime = "planning"
    rank = ""
    isBinding = true
    repeals = []
    onConflict = [:]
    units = []
    notice = LocalText()
    splitParcels = []
  }

  package func isInForce(on date: CivilDate) -> Bool {
    isBinding && (effective.map { $0 <= date } ?? true) && (until.map { date < $0 } ?? true)
  }
}
