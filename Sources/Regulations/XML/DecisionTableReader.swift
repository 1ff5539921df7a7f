import Diagnostics
import FEEL

extension BoxedExpressionReader {
  private static let policies: [String: DecisionTableExpression.HitPolicy] = [
    "UNIQUE": .unique, "ANY": .any, "PRIORITY": .priority, "FIRST": .first,
    "RULE ORDER": .ruleOrder, "OUTPUT ORDER": .outputOrder, "COLLECT": .collect,
  ]
  private static let aggregations: [String: DecisionTableExpression.HitPolicy] = [
    "SUM": .collectSum, "MIN": .collectMinimum, "MAX": .collectMaximum, "COUNT": .collectCount,
  ]

  /// A decision table (DMN 1.5, 8.3); a fault in its shape makes the whole of it always null.
  mutating func table(_ element: XMLElement, type: TypeReference?) -> FEELExpression {
    let written = element["hitPolicy"] ?? "UNIQUE"
    guard var policy = Self.policies[written] else {
      return texts.fail("`\(written)` is no hit policy", at: element.place)
    }
    if policy == .collect, let aggregation = element["aggregation"] {
      guard let collect = Self.aggregations[aggregation] else {
        return texts.fail("`\(aggregation)` is no aggregation", at: element.place)
      }
      policy = collect
    }
    let inputs = element.all("input").map { input($0) }
    let clauses = element.all("output")
    guard !clauses.isEmpty else {
      return texts.fail("a table needs an output", at: element.place)
    }
    let outputs = clauses.map { output($0, sole: clauses.count == 1 ? type : nil) }
    if outputs.count > 1, Set(outputs.compactMap(\.name)).count < outputs.count {
      return texts.fail("each of several outputs needs a name of its own", at: element.place)
    }
    let remarks = element.all("annotation").map { ($0["name"] ?? "").asName }
    var rules: [DecisionTableExpression.Rule] = []
    for (place, rule) in element.all("rule").enumerated() {
      let tests = rule.all("inputEntry")
      let entries = rule.all("outputEntry")
      guard tests.count == inputs.count, entries.count == outputs.count else {
        return texts.fail(
          "rule \(place + 1) needs \(inputs.count) input entries and \(outputs.count) output entries",
          at: rule.place)
      }
      rules.append(
        .init(
          id: rule["id"],
          tests: tests.map { self.tests(in: $0) ?? .any },
          outputs: entries.map { entry in
            entry.first("text").map { texts.expression($0) }
              ?? texts.fail("an output entry needs a `text`", at: entry.place)
          },
          annotations: rule.all("annotationEntry").enumerated().map { index, entry in
            .init(
              name: remarks.indices.contains(index) ? remarks[index] : "",
              text: entry.first("text")?.text ?? "")
          }))
    }
    return made(
      .table(.init(hitPolicy: policy, inputs: inputs, outputs: outputs, rules: rules)), element)
  }

  private mutating func input(_ element: XMLElement) -> DecisionTableExpression.Input {
    let expression =
      element.first("inputExpression").map { input in
        input.first("text").map { texts.expression($0) }
          ?? texts.fail("an input expression needs a `text`", at: input.place)
      } ?? texts.fail("an input needs an expression", at: element.place)
    return .init(
      expression: expression, allowedValues: tests(in: element.first("inputValues")),
      label: element["label"])
  }

  /// - Parameter sole: The type of the table's answer, where this output is all of it.
  private mutating func output(_ element: XMLElement, sole: TypeReference?)
    -> DecisionTableExpression.Output
  {
    let type = TypeReference.written(element["typeRef"], in: element)
    let allowed = tests(in: element.first("outputValues")) ?? values(of: type ?? sole)
    let entry = element.first("defaultOutputEntry")
    return .init(
      name: element["name"]?.asName, type: type, allowedValues: allowed,
      byDefault: entry.flatMap { entry in
        entry.first("text").map { texts.expression($0) } ?? child(of: entry)
      })
  }

  /// The allowed values of a type in their order, for an output that lists none itself.
  private func values(of type: TypeReference?) -> UnaryTests? {
    var type = type?.resolved(in: types)
    if case .list(let element)? = type { type = element.resolved(in: types) }
    if case .constrained(_, let allowed)? = type { return allowed }
    return nil
  }

  private mutating func tests(in element: XMLElement?) -> UnaryTests? {
    guard let text = element?.first("text"), !text.text.allSatisfy(\.isWhitespace) else {
      return nil
    }
    return texts.tests(text)
  }
}
