package import FEEL
package import Regulations

/// One evaluation of decisions over given input data: slow and plainly right, what faster ways are compared with.
///
/// A decision sees what it requires and nothing else (DMN 1.5, 10.4); it is evaluated when it is asked for, and once.
package struct DecisionRun {
  private let program: DecisionProgram
  package var evaluator: Evaluator
  private var values: [ElementID: Value] = [:]
  private var underway: Set<ElementID> = []

  package init(_ program: DecisionProgram, evaluator: Evaluator = Evaluator()) {
    self.program = program
    self.evaluator = evaluator
  }

  /// The nulls that errors made.
  package var findings: [EvaluationFinding] { evaluator.findings }

  /// Says what an input is, or what a decision came to without its logic being asked; the value is converted to its type.
  package mutating func give(_ value: Value, to id: ElementID) {
    values[id] = coerce(value, id)
  }

  /// What an input was said to be; null where nothing was.
  package func given(_ id: ElementID) -> Value { values[id] ?? .null }

  private mutating func coerce(_ value: Value, _ id: ElementID) -> Value {
    guard let type = program.type(of: id) else { return value }
    return evaluator.coerce(value, to: type, types: program.library.models[id.namespace]?.types)
  }

  /// What a decision comes to; input data that is not given is null.
  ///
  /// What it requires is worked out first, by a list of our own: a chain of decisions may be longer than any stack.
  package mutating func value(of id: ElementID) -> Value {
    var waiting = [id]
    while let top = waiting.last {
      guard values[top] == nil, let decision = program.decisions[top],
        let expression = decision.expression
      else {
        waiting.removeLast()
        continue
      }
      if underway.insert(top).inserted {
        let needs = decision.requirements.inputs + decision.requirements.decisions
        waiting += needs.reversed().filter { values[$0] == nil && !underway.contains($0) }
        continue
      }
      values[top] = value(of: decision, expression)
      underway.remove(top)
      waiting.removeLast()
    }
    return known(id)
  }

  /// What was worked out or given before, or null with the reason why it was not.
  private mutating func known(_ id: ElementID) -> Value {
    if let value = values[id] { return value }
    guard let decision = program.decisions[id] else {
      if program.inputs[id] == nil { return evaluator.refuse("nothing has the id `\(id.id)`") }
      return evaluator.refuse("`\(program.name(of: id) ?? id.id)` is not given")
    }
    return evaluator.refuse(
      decision.expression == nil
        ? "`\(decision.name)` has no expression" : "`\(decision.name)` requires itself")
  }

  private mutating func value(of decision: DecisionModel.Decision, _ expression: FEELExpression)
    -> Value
  {
    let needs = decision.requirements
    var scope = program.scope(of: needs, in: decision.id.namespace)
    var imported = Context()
    for need in needs.inputs + needs.decisions {
      let value = known(need)
      add(value, need, decision, &scope, &imported)
    }
    for need in needs.knowledge {
      guard let path = program.path(to: need, from: decision.id.namespace), !path.isEmpty,
        let function = program.function(need)
      else { continue }
      add(.function(function), need, decision, &scope, &imported)
    }
    for entry in imported.entries { scope = scope.binding(entry.key, entry.value) }
    return evaluator.evaluate(expression, in: scope)
  }

  /// Binds a requirement's value: by its name, or in a context by the name of the import that it comes from.
  private func add(
    _ value: Value, _ need: ElementID, _ decision: DecisionModel.Decision,
    _ scope: inout Environment, _ imported: inout Context
  ) {
    guard let name = program.name(of: need),
      let path = program.path(to: need, from: decision.id.namespace)
    else { return }
    if path.isEmpty {
      scope = scope.binding(name, value)
    } else {
      imported.put(value, at: path + [name])
    }
  }

  /// What a decision service gives for arguments in the order of its parameters: one output itself, several as a context.
  mutating func value(
    of service: DecisionModel.DecisionService, _ arguments: [Value], _ call: FEELExpression
  ) -> Value {
    for (id, argument) in zip(service.inputs + service.inputDecisions, arguments) {
      let value = coerce(argument, id)
      if case .null = value, argument != .null { return .null }
      values[id] = value
    }
    var result: Value
    if service.outputs.count == 1 {
      result = value(of: service.outputs[0])
    } else {
      var context = Context()
      for id in service.outputs { context[program.name(of: id) ?? id.id] = value(of: id) }
      result = .context(context)
    }
    if let type = service.resultType {
      result = evaluator.coerce(
        result, to: type, types: program.library.models[service.id.namespace]?.types)
    }
    return result
  }
}

extension Context {
  fileprivate mutating func put(_ value: Value, at path: [String]) {
    guard let first = path.first else { return }
    if path.count == 1 {
      self[first] = value
    } else {
      var inner = Context()
      if case .context(let there)? = self[first] { inner = there }
      inner.put(value, at: Array(path.dropFirst()))
      self[first] = .context(inner)
    }
  }
}
