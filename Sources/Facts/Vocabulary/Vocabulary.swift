/// Words for people, by language code (`en`, `fa`, `he`, `ar`, `ru`).
package struct LocalText: Sendable, Hashable {
  package var byLanguage: [String: String]

  package init(_ byLanguage: [String: String] = [:]) { self.byLanguage = byLanguage }

  /// The text in the first of these languages that has one, then in English, then in any (the first by code).
  package func text(in languages: String...) -> String? {
    for language in languages + ["en"] { if let text = byLanguage[language] { return text } }
    return byLanguage.min { $0.key < $1.key }?.value
  }

  package var isEmpty: Bool { byLanguage.isEmpty }
}

/// What can be known: every fact and every work that regulations may name, declared once.
package struct Vocabulary: Sendable {
  package var facts: [String: FactDeclaration] = [:]
  /// The members of a record kind by name: `line` has `setback`, `length`, …; its facts are named `line.setback` in rules.
  package var members: [String: [String: FactDeclaration]] = [:]
  package var works: [String: WorkDeclaration] = [:]
  /// The works' names in the order in which they are declared: what a form offers first stands first.
  package var workOrder: [String] = []
  /// Layers that `share in`, `distance to` and `adjoins` may name, with their labels.
  package var layers: [String: LocalText] = [:]

  package init() {}
}

/// One fact: its type and unit, where it comes from, and how it is asked for and spoken of.
package struct FactDeclaration: Sendable, Hashable {
  package enum Origin: String, Sendable { case site, plan, proposal }
  package enum Modality: String, Sendable { case max, min, exact, exceptional }

  package var name: String
  package var type: FactType
  /// The unit in which it is asked for and shown; values are kept in base units (m, m², 1).
  package var unit: UnitOfMeasure?
  /// Inclusive bounds in base units; nil is unbounded.
  package var lowest: Number?
  package var highest: Number?
  package var origin: Origin
  /// Who judges it (`officer`), where it is no measurement: unanswered it makes a case discretionary, never met.
  package var judgedBy: String?
  /// The list of lot lines (`front lines`) to each of which one value of this fact belongs, and the member it sets.
  package var perLine: String?
  package var setsMember: String?
  package var modality: Modality?
  /// The steps in which a value is measured or entered, in base units; nearest values are rounded to it.
  package var resolution: Number?
  package var label: LocalText
  package var question: LocalText
  package var why: LocalText
  package var example: String?
  /// For codes, what people call each.
  package var choiceLabels: [String: LocalText]

  package init(
    _ name: String, _ type: FactType, unit: UnitOfMeasure? = nil, origin: Origin = .proposal
  ) {
    self.name = name
    self.type = type
    self.unit = unit
    self.origin = origin
    label = LocalText()
    question = LocalText()
    why = LocalText()
    choiceLabels = [:]
  }
}

package indirect enum FactType: Sendable, Hashable {
  case number, boolean, text, date
  /// One of a closed set of words.
  case code([String])
  case list(FactType)
  /// A record of a kind declared in ``Vocabulary/members``.
  case record(String)
}

/// A kind of work that somebody may propose.
package struct WorkDeclaration: Sendable, Hashable {
  package var name: String
  /// Whether a rule without `for` reaches it.
  package var isConstruction: Bool
  package var label: LocalText
  /// Other words that people use for it, by language.
  package var words: [String: [String]]
  /// The facts of a proposal that the form asks first, in order; others follow from the rules.
  package var common: Bool

  package init(
    _ name: String, isConstruction: Bool = true, label: LocalText = LocalText(),
    words: [String: [String]] = [:], common: Bool = false
  ) {
    self.name = name
    self.isConstruction = isConstruction
    self.label = label
    self.words = words
    self.common = common
  }
}
