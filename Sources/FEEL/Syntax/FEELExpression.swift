package import Facts

/// A FEEL expression as a tree, each node with its place in the source text (UTF-8 offsets from the start of the text parsed).
package struct FEELExpression: Sendable, Hashable {
  package indirect enum Kind: Sendable, Hashable {
    case null
    case boolean(Bool)
    case number(Number)
    case string(String)
    /// `@"2025-02-10"`: the text between the quotes.
    case temporal(String)
    case name(String)
    /// `line.setback`
    case path(FEELExpression, String)
    case negate(FEELExpression)
    case binary(BinaryOperator, FEELExpression, FEELExpression)
    /// Many operators of one level in a row (`a + b - c + …`), worked out from the left: flat, so that a long sum is no deep tree.
    case chain(FEELExpression, [Link])
    case between(FEELExpression, low: FEELExpression, high: FEELExpression)
    /// `x in (…)`
    case membership(FEELExpression, [UnaryTest])
    case instanceOf(FEELExpression, TypeReference)
    case conditional(FEELExpression, then: FEELExpression, else: FEELExpression)
    case iteration([Iterator], return: FEELExpression)
    case some([Iterator], satisfies: FEELExpression)
    case every([Iterator], satisfies: FEELExpression)
    case list([FEELExpression])
    case context([ContextEntry])
    case range(RangeLiteral)
    case filter(FEELExpression, FEELExpression)
    case call(FEELExpression, [FEELExpression])
    case callNamed(FEELExpression, [NamedArgument])
    case function([Parameter], FEELExpression)
    /// Unary tests standing where an expression may (an argument, a list item).
    case tests(UnaryTests)
    /// A decision table.
    case table(DecisionTableExpression)
    /// A value at a boundary that has a type: converted to it where DMN does so, else null.
    case typed(FEELExpression, TypeReference)
    /// The body of a function written elsewhere: `external { java: { class: …, method signature: … } }`.
    case external(FEELExpression)
    /// A text that could not be read, and why: always null, with that finding.
    case invalid(String)
  }

  package var kind: Kind {
    didSet {
      height = kind.height
      mentionsInput = kind.mentionsInput
    }
  }
  package var span: Range<Int>
  /// How many expressions lie one in the other, itself included. The parser bounds it, so whatever walks a tree may recurse.
  package private(set) var height: Int
  /// Whether it speaks of the tested input (`?`).
  package private(set) var mentionsInput: Bool

  package init(_ kind: Kind, _ span: Range<Int>) {
    self.kind = kind
    self.span = span
    height = kind.height
    mentionsInput = kind.mentionsInput
  }

  /// An operator and its right side.
  package struct Link: Sendable, Hashable {
    package var op: BinaryOperator
    package var operand: FEELExpression
    package init(_ op: BinaryOperator, _ operand: FEELExpression) {
      self.op = op
      self.operand = operand
    }
  }

  /// More operators in a row than this are a ``Kind/chain(_:_:)``.
  static let longestSpine = 16

  /// Operators of one level, worked out from the left: nested where they are few, flat where they are many.
  static func joined(_ first: FEELExpression, _ links: [Link]) -> FEELExpression {
    let start = first.span.lowerBound
    func end(_ link: Link) -> Int { max(start, link.operand.span.upperBound) }
    if links.count > longestSpine, let last = links.last {
      return FEELExpression(.chain(first, links), start..<end(last))
    }
    return links.reduce(first) { left, link in
      FEELExpression(.binary(link.op, left, link.operand), start..<end(link))
    }
  }

  package struct Iterator: Sendable, Hashable {
    package var name: String
    package var domain: FEELExpression
    /// The end of `for i in domain..end`.
    package var end: FEELExpression?
    package init(name: String, domain: FEELExpression, end: FEELExpression? = nil) {
      self.name = name
      self.domain = domain
      self.end = end
    }
  }

  package struct ContextEntry: Sendable, Hashable {
    package var key: String
    package var value: FEELExpression
    package init(key: String, value: FEELExpression) {
      self.key = key
      self.value = value
    }
  }

  package struct NamedArgument: Sendable, Hashable {
    package var name: String
    package var value: FEELExpression
    package init(name: String, value: FEELExpression) {
      self.name = name
      self.value = value
    }
  }

  package struct Parameter: Sendable, Hashable {
    package var name: String
    package var type: TypeReference?
    package init(name: String, type: TypeReference? = nil) {
      self.name = name
      self.type = type
    }
  }

  /// `[low..high]`, `(low..high)`; a missing end (`>= 5` as a range) is nil.
  package struct RangeLiteral: Sendable, Hashable {
    package var low: FEELExpression?
    package var includesLow: Bool
    package var high: FEELExpression?
    package var includesHigh: Bool
    package var form: RangeForm
    package init(
      low: FEELExpression?, includesLow: Bool, high: FEELExpression?, includesHigh: Bool,
      form: RangeForm = .interval
    ) {
      self.form = form
      self.low = low
      self.includesLow = includesLow
      self.high = high
      self.includesHigh = includesHigh
    }
  }
}

/// How the ends of a range are meant. `(= 5)` and `(!= 5)` have the point as both ends (DMN 1.5, table 67).
package enum RangeForm: Sendable, Hashable {
  case interval, equal, notEqual
}

package enum BinaryOperator: String, Sendable, Hashable, CaseIterable {
  case or, and
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case power = "**"

  /// How tight it binds, from 1 (`or`) to 6 (`**`); all of one level are worked out from the left.
  var level: Int {
    switch self {
    case .or: 1
    case .and: 2
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: 3
    case .add, .subtract: 4
    case .multiply, .divide: 5
    case .power: 6
    }
  }

  package var isComparison: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }
}

/// A type as written: `number`, `list<string>`, `range<date>`, `context<a: number>`, `function<number> -> string`, a declared name.
package indirect enum TypeReference: Sendable, Hashable {
  case named(String)
  case list(TypeReference)
  case range(TypeReference)
  case context([String: TypeReference])
  case function([TypeReference], TypeReference)
  /// A type of which only the values that hold in the tests are allowed.
  case constrained(TypeReference, UnaryTests)
}

/// The cell of a decision table: `-`, a comma list of tests, or `not(…)` of one.
package enum UnaryTests: Sendable, Hashable {
  case any
  case tests([UnaryTest])
  case negated([UnaryTest])
}

/// One test of the input value, which `?` names inside expressions.
package enum UnaryTest: Sendable, Hashable {
  /// `< 200`, `= "R1"`: the input on the left.
  case compare(BinaryOperator, FEELExpression)
  /// A value to equal, a range or list to be in, or a boolean over `?`.
  case expression(FEELExpression)
}
