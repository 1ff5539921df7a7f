/// A decision table as an expression (DMN 1.5, chapter 8): what is asked, what is answered, and the rules between them.
package struct DecisionTableExpression: Sendable, Hashable {
  package var hitPolicy: HitPolicy
  package var inputs: [Input]
  package var outputs: [Output]
  package var rules: [Rule]

  package init(hitPolicy: HitPolicy, inputs: [Input], outputs: [Output], rules: [Rule]) {
    self.hitPolicy = hitPolicy
    self.inputs = inputs
    self.outputs = outputs
    self.rules = rules
  }

  /// What is answered where several rules match, by the letters of DMN 1.5, 8.2.8.
  package enum HitPolicy: String, Sendable, Hashable, CaseIterable {
    case unique = "U"
    case any = "A"
    case priority = "P"
    case first = "F"
    case ruleOrder = "R"
    case outputOrder = "O"
    case collect = "C"
    case collectSum = "C+"
    case collectMinimum = "C<"
    case collectMaximum = "C>"
    case collectCount = "C#"
  }

  package struct Input: Sendable, Hashable {
    package var expression: FEELExpression
    /// The values that the input may have; any without them.
    package var allowedValues: UnaryTests?
    package var label: String?
    package init(expression: FEELExpression, allowedValues: UnaryTests? = nil, label: String? = nil)
    {
      self.expression = expression
      self.allowedValues = allowedValues
      self.label = label
    }
  }

  package struct Output: Sendable, Hashable {
    /// The name of its entry in the answer; a table with one output may have none.
    package var name: String?
    package var type: TypeReference?
    /// The values that it may have; for `P` and `O` the first has the highest priority.
    package var allowedValues: UnaryTests?
    /// The answer where no rule matches.
    package var byDefault: FEELExpression?
    package init(
      name: String? = nil, type: TypeReference? = nil, allowedValues: UnaryTests? = nil,
      byDefault: FEELExpression? = nil
    ) {
      self.name = name
      self.type = type
      self.allowedValues = allowedValues
      self.byDefault = byDefault
    }
  }

  package struct Rule: Sendable, Hashable {
    /// What it is cited by.
    package var id: String?
    /// One for each input.
    package var tests: [UnaryTests]
    /// One for each output.
    package var outputs: [FEELExpression]
    package var annotations: [Annotation]
    package init(
      id: String? = nil, tests: [UnaryTests], outputs: [FEELExpression],
      annotations: [Annotation] = []
    ) {
      self.id = id
      self.tests = tests
      self.outputs = outputs
      self.annotations = annotations
    }
  }

  /// A remark beside a rule, which decides nothing.
  package struct Annotation: Sendable, Hashable {
    package var name: String
    package var text: String
    package init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  /// All expressions in it.
  package var expressions: [FEELExpression] {
    var all: [FEELExpression] = []
    for input in inputs {
      all.append(input.expression)
      if let allowed = input.allowedValues { all += allowed.expressions }
    }
    for output in outputs {
      if let allowed = output.allowedValues { all += allowed.expressions }
      if let value = output.byDefault { all.append(value) }
    }
    for rule in rules {
      for tests in rule.tests { all += tests.expressions }
      all += rule.outputs
    }
    return all
  }

  /// The table in words for a message; FEEL 1.5 has no text of its own for tables.
  func printed() -> String {
    "table \(hitPolicy.rawValue) of \(inputs.map { $0.expression.printed() }.joined(separator: ", "))"
  }
}
