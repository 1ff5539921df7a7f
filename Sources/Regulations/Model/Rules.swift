package import Diagnostics
package import FEEL
package import Facts

/// A Boolean expression of the law with its own words and place.
package struct Condition: Sendable {
  package var expression: FEELExpression
  /// As written.
  package var text: String
  package var place: Place
  package init(_ expression: FEELExpression, text: String, place: Place) {
    self.expression = expression
    self.text = text
    self.place = place
  }
}

/// What every rule has: where it stands, whom it cites, whom it reaches and since when.
package struct RuleHead: Sendable {
  /// `by art-31-1`: the anchor that is quoted; nil: the heading.
  package var by: String?
  /// `source "S:CHK"`.
  package var source: Confidence?
  /// The works named by `for`, by the heading's `for` or by the exemption; nil: every work of construction.
  package var works: [String]?
  /// The anchor of the heading that it stands under.
  package var article: String
  package var from: CivilDate?
  package var until: CivilDate?
  package var place: Place
  package init(article: String, place: Place) {
    self.article = article
    self.place = place
  }
}

/// `define NAME = EXPRESSION`, or with parameters a function.
package struct Definition: Sendable {
  package var name: String
  package var parameters: [String]
  package var expression: FEELExpression
  /// As written, with the place where it begins.
  package var text: String
  package var place: Place
  package var head: RuleHead
  package init(
    name: String, parameters: [String] = [], expression: FEELExpression, text: String,
    place: Place? = nil, head: RuleHead
  ) {
    self.name = name
    self.parameters = parameters
    self.expression = expression
    self.text = text
    self.place = place ?? head.place
    self.head = head
  }
}

/// `require CONDITION …`
package struct Requirement: Sendable {
  package var condition: Condition
  /// `for each line in rear lines`: once per element.
  package var forEach: ForEach?
  package var when: [Condition]
  package var unless: [Condition]
  package var variance: Variance?
  /// `else "…"`, in the file's language.
  package var otherwise: String?
  package var head: RuleHead

  package struct ForEach: Sendable {
    package var name: String
    package var domain: FEELExpression
    package init(name: String, domain: FEELExpression) {
      self.name = name
      self.domain = domain
    }
  }

  /// `variance up to LIMIT by ARTICLE`
  package struct Variance: Sendable {
    package var limit: FEELExpression
    package var by: String?
    package init(limit: FEELExpression, by: String?) {
      self.limit = limit
      self.by = by
    }
  }

  package init(condition: Condition, head: RuleHead) {
    self.condition = condition
    self.head = head
    when = []
    unless = []
  }
}

/// `exempt`, `notify` and `track`: a list of conditions, each of its own.
package struct Exemption: Sendable {
  package enum Kind: Sendable, Hashable {
    case exempt
    case notify
    /// `track "short"`, `track "prior approval"`
    case track(String)
  }

  package struct Limb: Sendable {
    /// An `unless`: it must not hold.
    package var isExclusion: Bool
    package var condition: Condition
    package var by: String?
    package var source: Confidence?
    package init(
      isExclusion: Bool, condition: Condition, by: String? = nil, source: Confidence? = nil
    ) {
      self.isExclusion = isExclusion
      self.condition = condition
      self.by = by
      self.source = source
    }
  }

  package var kind: Kind
  package var limbs: [Limb]
  package var deadline: Deadline?
  package var documents: [Attached]
  /// Conditions only to be observed while building; they change no verdict.
  package var observing: [Attached]
  package var head: RuleHead

  /// `with document "…" when …`, `observing "…" unless …`
  package struct Attached: Sendable {
    package var text: String
    package var when: Condition?
    package var unless: Condition?
    /// `otherwise`: when none of those before it holds.
    package var otherwise: Bool
    package var by: String?
    package init(
      text: String, when: Condition? = nil, unless: Condition? = nil, otherwise: Bool = false,
      by: String? = nil
    ) {
      self.text = text
      self.when = when
      self.unless = unless
      self.otherwise = otherwise
      self.by = by
    }
  }

  package init(kind: Kind, head: RuleHead) {
    self.kind = kind
    self.head = head
    limbs = []
    documents = []
    observing = []
  }
}

/// `within 45 days of completion`, `within 25 working days of submission`
package struct Deadline: Sendable, Hashable {
  package enum Unit: String, Sendable {
    case days
    case workingDays = "working days"
    case weeks, months
  }
  package var count: Int
  package var unit: Unit
  /// What starts it: `completion`, `submission`, `placing`.
  package var of: String
  package init(count: Int, unit: Unit, of: String) {
    self.count = count
    self.unit = unit
    self.of = of
  }
}

/// `every exemption requires CONDITION`, for the whole file.
package struct GeneralCondition: Sendable {
  package var condition: Condition
  package var head: RuleHead
  package init(condition: Condition, head: RuleHead) {
    self.condition = condition
    self.head = head
  }
}

/// `exception to TARGET`: what it lifts, when, and what holds instead.
package struct RuleException: Sendable {
  /// An anchor, the subject or limit of a requirement (`max storeys`), or another exception's anchor.
  package var target: String
  /// `exception to art-12 row 3`
  package var row: String?
  package var when: [Condition]
  package var unless: [Condition]
  package var requirements: [Requirement]
  package var track: Track?
  package var discretion: String?
  package var head: RuleHead

  package struct Track: Sendable {
    package var name: String
    package var deadline: Deadline?
    package var by: String?
    package init(name: String, deadline: Deadline? = nil, by: String? = nil) {
      self.name = name
      self.deadline = deadline
      self.by = by
    }
  }

  package init(target: String, row: String? = nil, head: RuleHead) {
    self.target = target
    self.row = row
    self.head = head
    when = []
    unless = []
    requirements = []
  }
}

/// A rule that adds something to the answer without deciding it alone: `condition "…" when …`, `discretion`, `fee`, `refer`,
/// `document`, `observing`.
package struct Provision: Sendable {
  package enum Kind: String, Sendable {
    case condition, discretion, fee, refer, document, observing
  }
  package var kind: Kind
  /// What is said, required or charged, in the file's language.
  package var text: String
  /// The amount of a fee.
  package var amount: FEELExpression?
  package var when: [Condition]
  package var unless: [Condition]
  package var head: RuleHead
  package init(kind: Kind, text: String, amount: FEELExpression? = nil, head: RuleHead) {
    self.kind = kind
    self.text = text
    self.amount = amount
    self.head = head
    when = []
    unless = []
  }
}

/// A fence `cases`: one row a case, columns of facts and of expectations.
package struct CaseTable: Sendable {
  package struct Case: Sendable {
    package var id: String
    package var work: String
    /// Facts given, site and proposal together, as written (FEEL expressions in base units once evaluated).
    package var facts: [(name: String, expression: FEELExpression, unit: UnitOfMeasure?)]
    /// `complies`, `verdict`, `track`, `not met`, or the name of a definition.
    package var expectations: [(name: String, text: String)]
    /// The day as of which it is asked; nil is any day on which the regulation has effect.
    package var on: CivilDate?
    package var place: Place
    package init(
      id: String, work: String,
      facts: [(name: String, expression: FEELExpression, unit: UnitOfMeasure?)],
      expectations: [(name: String, text: String)], place: Place
    ) {
      self.id = id
      self.work = work
      self.facts = facts
      self.expectations = expectations
      self.place = place
    }
  }
  package var cases: [Case]
  package init(cases: [Case]) { self.cases = cases }
}
