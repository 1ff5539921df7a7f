import Diagnostics
import Evaluation
import FEEL
import Regulations

/// Overlaps, gaps and rows in vain in the tables that decisions of a model are.
func analyseModel(of regulation: Regulation, in ruleset: Ruleset) -> [Diagnostic] {
  (regulation.model?.decisions ?? []).flatMap { decision -> [Diagnostic] in
    guard var expression = decision.expression else { return [] }
    while case .typed(let inner, _) = expression.kind { expression = inner }
    guard case .table(let table) = expression.kind else { return [] }
    let hasDefault = table.outputs.contains { $0.byDefault != nil }
    return analyse(DecisionTable(table, of: decision, regulation), in: ruleset).compactMap {
      var finding = $0
      guard finding.id == "gap" else { return finding }
      if hasDefault { return nil }
      finding.mend = "such a case stays without an answer; add a row if the law has one"
      return finding
    }
  }
}

extension DecisionTable {
  /// A table of a model as one of the law, for the checks of tables.
  fileprivate init(
    _ table: DecisionTableExpression, of decision: DecisionModel.Decision, _ regulation: Regulation
  ) {
    self.init(
      id: decision.id.id, name: decision.name,
      hitPolicy: .init(rawValue: table.hitPolicy.rawValue) ?? .unique, article: decision.id.id,
      place: decision.place)
    func place(_ expression: FEELExpression?) -> Place {
      expression.flatMap { regulation.modelTexts.place(of: $0.span.lowerBound) } ?? decision.place
    }
    inputs = table.inputs.map {
      Input(
        header: $0.label ?? $0.expression.printed(), expression: $0.expression, unit: nil,
        place: place($0.expression))
    }
    outputs = table.outputs.map {
      Output(name: $0.name ?? decision.name, unit: nil, place: decision.place)
    }
    rows = table.rules.enumerated().map { index, rule in
      Row(
        number: rule.id ?? "\(index + 1)",
        inputs: rule.tests.map { Cell($0, text: "", place: decision.place) },
        outputs: rule.outputs.map { Cell(.value($0), text: $0.printed(), place: place($0)) },
        place: place(rule.outputs.first))
    }
  }
}
