package import Facts

/// A family of law: its ranks, regimes and languages, and what must never be silent. Read from `jurisdiction.yaml`.
package struct Jurisdiction: Sendable {
  package var id: String
  package var label: LocalText
  /// Highest first.
  package var ranks: [String]
  package var languages: [String]
  /// Consent regimes by id, with their labels.
  package var regimes: [String: LocalText]
  package var vocabularyFiles: [String]
  package var regulationFiles: [String]
  /// The heads of its `.dmn` files: what front matter says of a Markdown file.
  package var models: [Regulation] = []
  /// Other jurisdictions whose regulations hold here too (a borrowed national law).
  package var includes: [String]
  /// Days of the working week, Monday is 1.
  package var workingDays: [Int]
  package var holidays: [CivilDate]
  /// For each work, the subjects that its law must settle.
  package var governs: [String: [String]]
  package var expectedRanks: [String]
  package var expectedLayers: [String]
  /// Conflict policy by subject, where no regulation states one.
  package var onConflict: [String: Regulation.ConflictPolicy]
  /// Who answers for it, said in every answer (`a demonstration, borrowed from …`).
  package var notice: LocalText
  package var calendar: String
  package var file: String

  package init(id: String, file: String) {
    self.id = id
    self.file = file
    label = LocalText()
    ranks = []
    languages = ["en"]
    regimes = ["planning": LocalText(["en": "planning"])]
    vocabularyFiles = []
    regulationFiles = []
    includes = []
    workingDays = [1, 2, 3, 4, 5]
    holidays = []
    governs = [:]
    expectedRanks = []
    expectedLayers = []
    onConflict = [:]
    notice = LocalText()
    calendar = "gregorian"
  }
}
