import FEEL

extension DecisionModelWriter {
  /// An expression as a box where its kind has one that is needed, else as text.
  mutating func expression(_ expression: FEELExpression) {
    guard expression.needsBox else {
      return within("literalExpression") { $0.xml.leaf("text", expression.printed()) }
    }
    switch expression.kind {
    case .table(let table): write(table)
    case .typed(let value, _): self.expression(value)
    case .context(let entries): context(entries)
    case .path(let base, ""):
      if case .context(let entries) = base.kind { context(entries) }
    case .list(let items):
      within("list") { writer in for item in items { writer.expression(item) } }
    case .function(let parameters, let body):
      within("functionDefinition") { $0.function(parameters, body) }
    case .conditional(let condition, let then, let otherwise):
      within("conditional") { writer in
        writer.part("if", condition)
        writer.part("then", then)
        writer.part("else", otherwise)
      }
    case .iteration(let iterators, let body): iterate("for", iterators, "return", body)
    case .some(let iterators, let body): iterate("some", iterators, "satisfies", body)
    case .every(let iterators, let body): iterate("every", iterators, "satisfies", body)
    case .filter(let list, let condition):
      within("filter") { writer in
        writer.part("in", list)
        writer.part("match", condition)
      }
    case .callNamed(let callee, let arguments):
      within("invocation") { writer in
        writer.expression(callee)
        for argument in arguments {
          writer.within("binding") { writer in
            let (value, type) = argument.value.untyped
            writer.xml.element("parameter", [("name", argument.name), ("typeRef", type)])
            writer.expression(value)
          }
        }
      }
    // No box of DMN's holds these around a table.
    default: within("literalExpression") { $0.xml.leaf("text", expression.printed()) }
    }
  }

  private mutating func part(_ name: String, _ expression: FEELExpression) {
    within(name) { $0.expression(expression) }
  }

  private mutating func iterate(
    _ name: String, _ iterators: [FEELExpression.Iterator], _ part: String, _ body: FEELExpression
  ) {
    within(name, [("iteratorVariable", iterators.first?.name)]) { writer in
      if let domain = iterators.first?.domain { writer.part("in", domain) }
      writer.part(part, body)
    }
  }

  /// What stands in a function definition.
  mutating func function(_ parameters: [FEELExpression.Parameter], _ body: FEELExpression) {
    for parameter in parameters {
      xml.element(
        "formalParameter",
        [("name", parameter.name), ("typeRef", parameter.type.map { $0.printed() })])
    }
    // Another language has a box of its own only around the whole function; FEEL's text says it as well.
    if case .external = body.kind {
      let whole = FEELExpression(
        .call(
          FEELExpression(.function(parameters, body), body.span),
          parameters.map { FEELExpression(.name($0.name), body.span) }), body.span)
      return within("literalExpression") { $0.xml.leaf("text", whole.printed()) }
    }
    expression(body)
  }

  private mutating func context(_ entries: [FEELExpression.ContextEntry]) {
    within("context") { writer in
      for entry in entries {
        writer.within("contextEntry") { writer in
          let (value, type) = entry.value.untyped
          if !entry.key.isEmpty {
            writer.xml.element("variable", [("name", entry.key), ("typeRef", type)])
          }
          writer.expression(entry.key.isEmpty ? entry.value : value)
        }
      }
    }
  }

  private mutating func write(_ table: DecisionTableExpression) {
    let (policy, aggregation): (String, String?) =
      switch table.hitPolicy {
      case .unique: ("UNIQUE", nil)
      case .any: ("ANY", nil)
      case .priority: ("PRIORITY", nil)
      case .first: ("FIRST", nil)
      case .ruleOrder: ("RULE ORDER", nil)
      case .outputOrder: ("OUTPUT ORDER", nil)
      case .collect: ("COLLECT", nil)
      case .collectSum: ("COLLECT", "SUM")
      case .collectMinimum: ("COLLECT", "MIN")
      case .collectMaximum: ("COLLECT", "MAX")
      case .collectCount: ("COLLECT", "COUNT")
      }
    within("decisionTable", [("hitPolicy", policy), ("aggregation", aggregation)]) { writer in
      for input in table.inputs {
        writer.within("input", [("label", input.label)]) { writer in
          writer.within("inputExpression") { $0.xml.leaf("text", input.expression.printed()) }
          if let allowed = input.allowedValues { writer.tests(allowed, in: "inputValues") }
        }
      }
      for output in table.outputs {
        writer.within(
          "output", [("name", output.name), ("typeRef", output.type.map { $0.printed() })]
        ) { writer in
          if let allowed = output.allowedValues { writer.tests(allowed, in: "outputValues") }
          if let value = output.byDefault {
            writer.within("defaultOutputEntry") { $0.xml.leaf("text", value.printed()) }
          }
        }
      }
      let remarks = table.rules.first?.annotations.map(\.name) ?? []
      for remark in remarks { writer.xml.element("annotation", [("name", remark)]) }
      for rule in table.rules {
        writer.within("rule") { writer in
          for tests in rule.tests { writer.tests(tests, in: "inputEntry") }
          for entry in rule.outputs {
            writer.within("outputEntry") { $0.xml.leaf("text", entry.printed()) }
          }
          for annotation in rule.annotations {
            writer.within("annotationEntry") { $0.xml.leaf("text", annotation.text) }
          }
        }
      }
    }
  }
}

extension FEELExpression {
  /// Whether FEEL has no text for something in it.
  fileprivate var needsBox: Bool {
    var found = false
    walk {
      switch $0.kind {
      case .table, .typed: found = true
      case .path(_, ""): found = true
      default: break
      }
    }
    return found
  }

  fileprivate var untyped: (FEELExpression, String?) {
    if case .typed(let value, let type) = kind { return (value, type.printed()) }
    return (self, nil)
  }
}
