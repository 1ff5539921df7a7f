import FEEL
import Facts

extension Inquiry {
  /// A fact as a model of decisions takes it. DMN has no units: a number is given in the unit that the vocabulary declares.
  ///
  /// What does not fit the type that the model declares is a failure, never a null that the model could decide upon.
  func taken(
    _ value: Value, as input: RegulationHead.ModelInput, _ name: String, _ regulation: Int
  ) -> Value {
    var value = value
    if case .number(let number) = value, let unit = input.unit {
      guard let amount = number / unit.factor else {
        return Cause.failure.value("`\(name)` has no amount in \(unit.symbol)")
      }
      value = .number(amount)
    }
    guard let type = input.type else { return value }
    var evaluator = Evaluator()
    let coerced = evaluator.coerce(value, to: type, types: ruleset.regulations[regulation].types)
    if let finding = evaluator.findings.first {
      return Cause.failure.value("`\(name)`: \(finding.message)")
    }
    if case .null = coerced { return Cause.failure.value("`\(name)` has no value") }
    return coerced
  }

  /// What a rule that rests on a decision cites: the decision, and of a table the one row that certainly holds.
  func rowUsed(by rule: DefinitionRule, _ expression: FEELExpression) -> RowUsed? {
    var used = RowUsed(provenance: rule.provenance, row: "", tag: rule.provenance.tag, note: nil)
    var inner = expression
    while case .typed(let value, _) = inner.kind { inner = value }
    guard case .table(let table) = inner.kind, table.hitPolicy != .collectCount else { return used }
    let regulation = rule.provenance.regulation
    let inputs = table.inputs.map { evaluate($0.expression, for: regulation) }
    var certain: [Int] = []
    for (index, row) in table.rules.enumerated() {
      var truth = Truth.yes
      for (tests, input) in zip(row.tests, inputs) {
        truth = .and(truth, matches(tests, input, for: regulation, binding: []))
      }
      switch truth {
      case .no: continue
      case .open: return used
      case .yes: certain.append(index)
      }
      if table.hitPolicy == .first { break }
    }
    guard let first = certain.first, certain.count == 1 || table.hitPolicy == .first else {
      return used
    }
    used.row = table.rules[first].id ?? "\(first + 1)"
    return used
  }
}
