package import FEEL
package import Programs
package import Regulations

/// Decisions of a model written as one program.
package struct CompiledDecisions: Sendable {
  package var program: Program
  /// The elements that the program's inputs stand for, in their order.
  package var inputs: [ElementID]
  /// By decision, which of the program's results it is.
  package var results: [ElementID: Int]
  /// Decisions that have no place in a program, each with the reason: they stay with the reference evaluator.
  package var refused: [ElementID: String]
}

extension DecisionProgram {
  /// Writes the decisions of one model, and what they require, as one program.
  ///
  /// Each is a result, and its single values are outputs named by the decision and, in a context, by the member:
  /// `derived.far`. What has no types known beforehand is an operation of FEEL's evaluator. Only what has no meaning by
  /// itself is refused: a decision that requires itself, or that has no expression, and what rests on such a one.
  ///
  /// - Parameters:
  ///   - wanted: The decisions whose results are wanted; nil is all. A case in doubt is one for all of a program's results.
  ///   - given: Decisions whose values are given, so that they are inputs.
  package func compiled(
    namespace: String, wanted: Set<ElementID>? = nil, given: Set<ElementID> = []
  ) -> CompiledDecisions {
    var writing = DecisionWriting(self, given)
    let decisions = (library.models[namespace]?.decisions ?? []).map(\.id).filter {
      wanted?.contains($0) ?? true
    }
    for decision in decisions { writing.write(decision) }
    return writing.compiled(decisions)
  }

  /// Writes a call of a function as a program whose inputs are its arguments.
  package func compiled(call function: Function) -> CompiledDecisions {
    var builder = ProgramBuilder()
    let terms = function.parameters.map { ($0, Term.slot(builder.input($0, .boxed))) }
    let callee = FEELExpression(.name("the function"), 0..<0)
    builder.scope = Environment { $0 == "the function" ? .function(function) : nil }
    let call = FEELExpression(
      .call(callee, function.parameters.map { FEELExpression(.name($0), 0..<0) }), 0..<0)
    let term = builder.compile(call) { name in terms.last { $0.0 == name }?.1 }
    builder.result(function.name, term)
    return CompiledDecisions(program: builder.finished(), inputs: [], results: [:], refused: [:])
  }
}

private struct DecisionWriting {
  let decisions: DecisionProgram
  let given: Set<ElementID>
  private var builder = ProgramBuilder()
  private var inputs: [ElementID] = []
  private var terms: [ElementID: Term] = [:]
  private var refused: [ElementID: String] = [:]

  init(_ decisions: DecisionProgram, _ given: Set<ElementID>) {
    self.decisions = decisions
    self.given = given
  }

  /// Writes a decision after what it requires, by a list of our own: a chain of decisions may be long.
  mutating func write(_ id: ElementID) {
    var waiting = [id]
    var underway: Set<ElementID> = []
    while let top = waiting.last {
      if terms[top] != nil || refused[top] != nil {
        waiting.removeLast()
        continue
      }
      let needs = self.needs(of: top)
      if underway.insert(top).inserted {
        let open = needs.filter { terms[$0] == nil && refused[$0] == nil }
        for need in open where underway.contains(need) {
          refused[need] = "`\(decisions.name(of: need) ?? need.id)` requires itself"
        }
        waiting += open.reversed()
        continue
      }
      waiting.removeLast()
      underway.remove(top)
      do throws(Refusal) { terms[top] = try term(of: top) } catch { refused[top] = error.why }
    }
  }

  private struct Refusal: Error { var why: String }

  private func isInput(_ id: ElementID) -> Bool {
    decisions.inputs[id] != nil || given.contains(id)
  }

  private func needs(of id: ElementID) -> [ElementID] {
    guard !isInput(id), let needs = decisions.decisions[id]?.requirements else { return [] }
    return needs.inputs + needs.decisions
  }

  private mutating func term(of id: ElementID) throws(Refusal) -> Term {
    if isInput(id) { return input(id) }
    guard let decision = decisions.decisions[id] else {
      throw Refusal(why: "nothing has the id `\(id.id)`")
    }
    guard let expression = decision.expression else {
      throw Refusal(why: "`\(decision.name)` has no expression")
    }
    let needs = decision.requirements
    var scope: [String: Term] = [:]
    var imported: [(path: [String], value: Term)] = []
    for need in needs.inputs + needs.decisions {
      guard let name = decisions.name(of: need),
        let path = decisions.path(to: need, from: id.namespace)
      else { continue }
      guard let term = terms[need] else {
        throw Refusal(why: refused[need] ?? "`\(decision.name)` requires what is no decision")
      }
      if path.isEmpty { scope[name] = term } else { imported.append((path + [name], term)) }
    }
    builder.scope = decisions.scope(of: needs, in: id.namespace)
    for need in needs.knowledge {
      guard let path = decisions.path(to: need, from: id.namespace), !path.isEmpty,
        let name = decisions.name(of: need), let function = decisions.function(need)
      else { continue }
      imported.append((path + [name], .slot(builder.value(.function(function), named: name))))
    }
    for (name, term) in contexts(imported) { scope[name] = term }
    return builder.compile(expression) { scope[$0] }
  }

  /// What stands below the names of imports, as contexts in contexts.
  private func contexts(_ imported: [(path: [String], value: Term)]) -> [(String, Term)] {
    var names: [String] = []
    for entry in imported where !names.contains(entry.path[0]) { names.append(entry.path[0]) }
    return names.map { name in
      let inside = imported.filter { $0.path[0] == name }
      if let own = inside.last(where: { $0.path.count == 1 }) { return (name, own.value) }
      let deeper = inside.map { (Array($0.path.dropFirst()), $0.value) }
      return (name, .context(contexts(deeper).map { ($0.0, $0.1) }))
    }
  }

  private mutating func input(_ id: ElementID) -> Term {
    let type = decisions.type(of: id)?.unconstrained(
      in: decisions.library.models[id.namespace]?.types ?? [:])
    let name = decisions.name(of: id) ?? id.id
    let isTaken = builder.program.inputs.contains { $0.name == name }
    inputs.append(id)
    return .slot(
      builder.input(
        isTaken ? "\(name) of \(id.namespace)" : name,
        type.flatMap(ProgramBuilder.simple) ?? .boxed))
  }

  mutating func compiled(_ wanted: [ElementID]) -> CompiledDecisions {
    var results: [ElementID: Int] = [:]
    for id in wanted {
      guard let term = terms[id] else { continue }
      results[id] = results.count
      builder.result(decisions.name(of: id) ?? id.id, term)
    }
    return CompiledDecisions(
      program: builder.finished(), inputs: inputs, results: results, refused: refused)
  }
}
