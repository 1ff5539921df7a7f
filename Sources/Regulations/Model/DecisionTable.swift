package import Diagnostics
package import FEEL
package import Facts

/// A table of the law that decides: DMN's decision table, or with parameters a business knowledge model.
package struct DecisionTable: Sendable {
  /// The anchor of its caption or heading: `table-2-222`; rows are cited as `table-2-222 row 3`.
  package var id: String
  /// The caption's name, without guard: `density limits`. Tables of one name and the same outputs are one table in parts.
  package var name: String
  package var hitPolicy: HitPolicy
  package var parameters: [String]
  /// The part's condition: `when density zone = "medium"`.
  package var condition: Condition?
  /// The caption says `complete`: a gap is an error.
  package var claimsComplete: Bool
  package var inputs: [Input]
  package var outputs: [Output]
  package var rows: [Row]
  /// Labels of the footnotes of its caption and header, which hold for every row.
  package var notes: [String]
  /// The anchor of the heading that it stands under.
  package var article: String
  package var from: CivilDate?
  package var until: CivilDate?
  package var place: Place

  package enum HitPolicy: String, Sendable {
    case unique = "U"
    case any = "A"
    case first = "F"
    case priority = "P"
    case ruleOrder = "R"
    case outputOrder = "O"
    case collect = "C"
    case collectSum = "C+"
    case collectMin = "C<"
    case collectMax = "C>"
    case collectCount = "C#"
  }

  package struct Input: Sendable {
    package var header: String
    package var expression: FEELExpression
    /// What a bare number in the column means.
    package var unit: UnitOfMeasure?
    package var place: Place
    package init(header: String, expression: FEELExpression, unit: UnitOfMeasure?, place: Place) {
      self.header = header
      self.expression = expression
      self.unit = unit
      self.place = place
    }
  }

  package struct Output: Sendable {
    package var name: String
    package var unit: UnitOfMeasure?
    /// For `P` and `O`: the output's values in order of priority.
    package var order: [String]
    package var place: Place
    package init(name: String, unit: UnitOfMeasure?, order: [String] = [], place: Place) {
      self.name = name
      self.unit = unit
      self.order = order
      self.place = place
    }
  }

  package struct Row: Sendable {
    /// As printed in the first column.
    package var number: String
    package var inputs: [Cell<UnaryTests>]
    package var outputs: [Cell<OutputValue>]
    /// Labels of the footnotes of its number, which hold for the whole row.
    package var notes: [String] = []
    package var place: Place
    package init(
      number: String, inputs: [Cell<UnaryTests>], outputs: [Cell<OutputValue>], place: Place
    ) {
      self.number = number
      self.inputs = inputs
      self.outputs = outputs
      self.place = place
    }
  }

  package struct Cell<Content: Sendable>: Sendable {
    package var content: Content
    /// As written, without footnote marks.
    package var text: String
    /// Labels of the footnotes that it carries.
    package var notes: [String]
    package var place: Place
    package init(_ content: Content, text: String, notes: [String] = [], place: Place) {
      self.content = content
      self.text = text
      self.notes = notes
      self.place = place
    }
  }

  package enum OutputValue: Sendable {
    case value(FEELExpression)
    /// `no limit`: the requirement is not applicable.
    case noLimit
    /// `none`: there is no such thing here, so that a rule which needs it fails.
    case none
    /// `?`: the law has a value and we do not.
    case gap
  }

  package init(id: String, name: String, hitPolicy: HitPolicy, article: String, place: Place) {
    self.id = id
    self.name = name
    self.hitPolicy = hitPolicy
    self.article = article
    self.place = place
    parameters = []
    claimsComplete = false
    inputs = []
    outputs = []
    rows = []
    notes = []
  }
}
