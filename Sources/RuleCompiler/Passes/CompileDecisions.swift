import FEEL
package import Programs
package import Regulations

/// Decisions of a model written as one program.
package struct CompiledDecisions: Sendable {
  package var program: Program
  /// Decisions that stay with the evaluator, each with the reason.
  package var refused: [ElementID: NotCompiled]
}

extension DecisionProgram {
  /// Writes the decisions of one model, and what they require, as one program.
  ///
  /// Every number, truth value and text that a decision comes to is an output, named by the decision and, in a context, by
  /// the member: `derived.far`. What has no types known beforehand stays with the evaluator, and so does what requires it.
  package func compiled(namespace: String) -> CompiledDecisions {
    var writing = DecisionWriting(self)
    for decision in library.models[namespace]?.decisions ?? [] {
      guard let term = writing.term(of: decision.id) else { continue }
      writing.output(term, decision.name)
    }
    return CompiledDecisions(program: writing.builder.program, refused: writing.refused)
  }
}

private struct DecisionWriting {
  let decisions: DecisionProgram
  var builder = ProgramBuilder()
  var refused: [ElementID: NotCompiled] = [:]
  private var terms: [ElementID: Term] = [:]
  private var underway: Set<ElementID> = []

  init(_ decisions: DecisionProgram) { self.decisions = decisions }

  mutating func term(of id: ElementID) -> Term? {
    if let term = terms[id] { return term }
    if refused[id] != nil { return nil }
    let term = decisions.inputs[id] == nil ? decided(id) : input(id)
    terms[id] = term
    return term
  }

  private mutating func input(_ id: ElementID) -> Term? {
    guard let input = decisions.inputs[id], case .named(let type)? = input.type else { return nil }
    switch type {
    case "number": return .slot(builder.input(input.name, .number))
    case "string": return .slot(builder.input(input.name, .code))
    case "boolean": return .slot(builder.input(input.name, .boolean))
    default: return nil
    }
  }

  private mutating func decided(_ id: ElementID) -> Term? {
    guard let decision = decisions.decisions[id], let expression = decision.expression,
      underway.insert(id).inserted
    else { return nil }
    defer { underway.remove(id) }
    var scope: [String: Term] = [:]
    for need in decision.requirements.inputs + decision.requirements.decisions
    where need.namespace == id.namespace {
      if let name = decisions.name(of: need), let term = term(of: need) { scope[name] = term }
    }
    do { return try builder.compile(expression) { scope[$0] } } catch {
      refused[id] = error as? NotCompiled
      return nil
    }
  }

  mutating func output(_ term: Term, _ name: String) {
    switch term {
    case .slot(let slot): builder.output(name, slot)
    case .context(let entries):
      for entry in entries { output(entry.value, name + "." + entry.name) }
    case .texts: break
    }
  }
}
