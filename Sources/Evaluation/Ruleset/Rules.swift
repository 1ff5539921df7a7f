package import FEEL
package import Facts

/// Where a rule stands in the law: its regulation, what it cites, how far it is to be trusted, whom and when it reaches.
package struct Provenance: Sendable {
  /// Place in ``Ruleset/regulations``.
  package var regulation: Int
  /// `file:line`, stable within a ruleset.
  package var id: String
  package var citation: Answer.Citation
  package var tag: String
  package var note: String?
  /// Nil: every work of construction.
  package var works: Set<String>?
  package var from: CivilDate?
  package var until: CivilDate?
  /// Anchors by which an exception may name it: its `by`, its article.
  package var anchors: Set<String>

  package init(regulation: Int, id: String, citation: Answer.Citation, tag: String) {
    self.regulation = regulation
    self.id = id
    self.citation = citation
    self.tag = tag
    anchors = []
  }
}

/// A Boolean expression with its words.
package struct ConditionRule: Sendable {
  package var expression: FEELExpression
  package var text: String
  /// The comparison that it is, where it is one: what a statement and a nearest value need.
  package var comparison: Comparison?

  package struct Comparison: Sendable {
    package var measured: FEELExpression
    package var comparator: BinaryOperator
    package var limit: FEELExpression
    /// The unit in which both sides are shown.
    package var unit: UnitOfMeasure?
    /// The steps in which the measured side is measured (1 mm for lengths), in base units; nil for what is counted.
    package var resolution: Number?
    package init(
      measured: FEELExpression, comparator: BinaryOperator, limit: FEELExpression,
      unit: UnitOfMeasure?,
      resolution: Number?
    ) {
      self.measured = measured
      self.comparator = comparator
      self.limit = limit
      self.unit = unit
      self.resolution = resolution
    }
  }

  package init(_ expression: FEELExpression, text: String, comparison: Comparison? = nil) {
    self.expression = expression
    self.text = text
    self.comparison = comparison
  }
}

package struct DefinitionRule: Sendable {
  package enum Body: Sendable {
    case expression(FEELExpression)
    /// An output of a table of ``Ruleset/tables``.
    case output(table: Int, name: String)
  }
  package var name: String
  package var parameters: [String]
  package var body: Body
  /// The unit in which it is shown; nil where it is none or bare.
  package var unit: UnitOfMeasure?
  /// It speaks of the element of a `for each` (`line.wall length`) and is worked out once per element.
  package var usesElement: Bool
  package var provenance: Provenance
  /// It is a decision of a model, cited with its row where a rule rests on it.
  package var isDecision = false

  package init(
    name: String, parameters: [String], body: Body, unit: UnitOfMeasure?, usesElement: Bool,
    provenance: Provenance
  ) {
    self.name = name
    self.parameters = parameters
    self.body = body
    self.unit = unit
    self.usesElement = usesElement
    self.provenance = provenance
  }
}

/// A table of the law, in one or more parts.
package struct TableRule: Sendable {
  package var name: String
  package var parameters: [String]
  package var parts: [Part]

  package struct Part: Sendable {
    package var provenance: Provenance
    package var condition: FEELExpression?
    /// As DMN writes it: `U`, `A`, `F`, `P`, `R`, `O`, `C`, `C+`, `C<`, `C>`, `C#`.
    package var hitPolicy: String
    package var inputs: [FEELExpression]
    package var outputs: [String]
    /// By output: its values in order of priority (`P`, `O`).
    package var orders: [[Value]]
    package var rows: [Row]
    package init(
      provenance: Provenance, condition: FEELExpression?, hitPolicy: String,
      inputs: [FEELExpression], outputs: [String], orders: [[Value]], rows: [Row]
    ) {
      self.provenance = provenance
      self.condition = condition
      self.hitPolicy = hitPolicy
      self.inputs = inputs
      self.outputs = outputs
      self.orders = orders
      self.rows = rows
    }
  }

  package struct Row: Sendable {
    package var number: String
    package var inputs: [UnaryTests]
    package var outputs: [Cell]
    package init(number: String, inputs: [UnaryTests], outputs: [Cell]) {
      self.number = number
      self.inputs = inputs
      self.outputs = outputs
    }
  }

  package struct Cell: Sendable {
    package enum Content: Sendable {
      case value(FEELExpression)
      case noLimit
      case none
      case gap
    }
    package var content: Content
    package var tag: String
    package var note: String?
    package init(_ content: Content, tag: String, note: String?) {
      self.content = content
      self.tag = tag
      self.note = note
    }
  }

  package init(name: String, parameters: [String], parts: [Part]) {
    self.name = name
    self.parameters = parameters
    self.parts = parts
  }
}

package struct RequirementRule: Sendable {
  package var provenance: Provenance
  package var condition: ConditionRule
  /// The measured side, by which conflicts and silence are judged: `coverage`, `front setback`.
  package var subject: String
  /// Names on the limit's side, by which an exception may name it (`max storeys`).
  package var limitNames: Set<String>
  package var forEach: (name: String, domain: FEELExpression)?
  package var when: [ConditionRule]
  package var unless: [ConditionRule]
  package var variance: (limit: FEELExpression, by: Answer.Citation?)?
  package var otherwise: String?

  package init(
    provenance: Provenance, condition: ConditionRule, subject: String, limitNames: Set<String>
  ) {
    self.provenance = provenance
    self.condition = condition
    self.subject = subject
    self.limitNames = limitNames
    when = []
    unless = []
  }
}

package struct ExemptionRule: Sendable {
  package var provenance: Provenance
  package var track: Track
  package var limbs: [Limb]
  package var deadline: DeadlineRule?
  package var documents: [AttachedRule]
  package var observing: [AttachedRule]

  package struct Limb: Sendable {
    package var isExclusion: Bool
    package var condition: ConditionRule
    package var citation: Answer.Citation
    package var tag: String
    package var anchors: Set<String>
    package init(
      isExclusion: Bool, condition: ConditionRule, citation: Answer.Citation, tag: String,
      anchors: Set<String>
    ) {
      self.isExclusion = isExclusion
      self.condition = condition
      self.citation = citation
      self.tag = tag
      self.anchors = anchors
    }
  }

  package init(provenance: Provenance, track: Track, limbs: [Limb]) {
    self.provenance = provenance
    self.track = track
    self.limbs = limbs
    documents = []
    observing = []
  }
}

package struct AttachedRule: Sendable {
  package var text: String
  package var when: FEELExpression?
  package var unless: FEELExpression?
  package var isOtherwise: Bool
  package var citation: Answer.Citation?
  package init(
    text: String, when: FEELExpression?, unless: FEELExpression?, isOtherwise: Bool,
    citation: Answer.Citation?
  ) {
    self.text = text
    self.when = when
    self.unless = unless
    self.isOtherwise = isOtherwise
    self.citation = citation
  }
}

package struct DeadlineRule: Sendable, Hashable {
  package var count: Int
  /// `days`, `working days`, `weeks`, `months`
  package var unit: String
  /// `completion`, `submission`, `placing`
  package var of: String
  package init(count: Int, unit: String, of: String) {
    self.count = count
    self.unit = unit
    self.of = of
  }
}

package struct GeneralRule: Sendable {
  package var provenance: Provenance
  package var condition: ConditionRule
  package init(provenance: Provenance, condition: ConditionRule) {
    self.provenance = provenance
    self.condition = condition
  }
}

package struct ExceptionRule: Sendable {
  package var provenance: Provenance
  /// An anchor or a name, and perhaps a row.
  package var target: String
  package var row: String?
  package var when: [ConditionRule]
  package var unless: [ConditionRule]
  package var requirements: [RequirementRule]
  package var track: Track?
  package var deadline: DeadlineRule?
  package var trackCitation: Answer.Citation?
  package var discretion: String?
  package init(provenance: Provenance, target: String, row: String?) {
    self.provenance = provenance
    self.target = target
    self.row = row
    when = []
    unless = []
    requirements = []
  }
}

package struct ProvisionRule: Sendable {
  package enum Kind: String, Sendable {
    case condition, discretion, fee, refer, document, observing
  }
  package var provenance: Provenance
  package var kind: Kind
  package var text: String
  package var amount: FEELExpression?
  package var unit: UnitOfMeasure?
  package var when: [ConditionRule]
  package var unless: [ConditionRule]
  package init(provenance: Provenance, kind: Kind, text: String, amount: FEELExpression?) {
    self.provenance = provenance
    self.kind = kind
    self.text = text
    self.amount = amount
    when = []
    unless = []
  }
}
