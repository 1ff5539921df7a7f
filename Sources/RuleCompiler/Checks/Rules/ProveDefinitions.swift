import Diagnostics
import Evaluation
import FEEL
import Facts

/// Definitions that may end without a value although everything they need is known: a division by zero, a text that is no
/// number, the least of an empty list, a case that no part of a table reaches.
///
/// What fails is said of the definition that it fails in, not of all that rest on it.
extension Prover {
  func proveDefinitions() {
    for (index, definition) in ruleset.definitions.enumerated() {
      guard case .expression(let body) = definition.body, definition.parameters.isEmpty else {
        continue
      }
      // One that speaks of an element is looked at with the elements of a rule that uses it.
      let element = definition.usesElement ? self.element(for: index) : nil
      if definition.usesElement, element == nil { continue }
      proveDefinition(index, definition, body, element)
    }
  }

  private func element(for definition: Int) -> (name: String, list: String)? {
    let name = ruleset.definitions[definition].name
    for rule in ruleset.requirements {
      guard let element = element(of: rule), ruleset.vocabulary.facts[element.list] != nil else {
        continue
      }
      let used = inputs(
        of: expressions(of: rule), in: rule.provenance.regulation, element: element)
      if used.definitions.contains(definition) || rule.limitNames.contains(name) { return element }
    }
    return nil
  }

  private func proveDefinition(
    _ index: Int, _ definition: DefinitionRule, _ body: FEELExpression,
    _ element: (name: String, list: String)?
  ) {
    let regulation = definition.provenance.regulation
    let text = "define \(definition.name)"
    let inputs = inputs(of: [body], in: regulation, element: element)
    // Lists are not looked into; short ones are tried.
    if element == nil, let day = days(of: definition.provenance).first {
      for example in listExamples(inputs, on: day, work: work(of: definition.provenance)) {
        if let why = lapse(of: index, nil, in: example) {
          proof.questions += 1
          return withoutValue(definition, why, example)
        }
      }
    }
    for day in days(of: definition.provenance) {
      let scope = Reading.Scope(regulation: regulation, element: element)
      let below = body.freeNames().sorted()
      let formula = reading(on: day) { reading -> Formula in
        let meaning = reading.definition(index, scope)
        var lapse = Formula.or([
          meaning.lapses[.failure] ?? .no, meaning.lapses[.gap] ?? .no,
        ])
        if case .guess(let variable) = meaning.sense {
          lapse = .or([lapse, .word(variable, WordSet([2], of: 3), of: 3)])
        }
        guard lapse != .no else { return .no }
        // What a definition below it lacks is said there.
        let inherited = below.compactMap { reading.value(of: $0, scope)?.lapse }
        return .and([lapse] + inherited.map(\.negated))
      }
      guard formula != .no else {
        proof.questions += 1
        continue
      }
      var why: String?
      let verdict = ask(
        formula, on: day, work: work(of: definition.provenance), inputs,
        about: definition.provenance, text, "whether it always has a value"
      ) { example in
        why = lapse(of: index, element, in: example)
        return why != nil
      }
      if case .shown(let example) = verdict, let why {
        return withoutValue(definition, why, example)
      }
    }
  }

  private func withoutValue(_ definition: DefinitionRule, _ why: String, _ example: CaseExample) {
    find(
      .warning, "no-value", "`\(definition.name)` has no value in some case: \(why)",
      at: definition.provenance,
      mend:
        "give its facts a `range` that leaves the case out, or write what holds there with `if`",
      example: example)
  }

  private func lapse(
    of definition: Int, _ element: (name: String, list: String)?, in example: CaseExample
  ) -> String? {
    guard let element else {
      return ruleset.lapse(of: definition, for: example.proposal, at: example.site)
    }
    guard let value = example.element(of: element.list) else { return nil }
    return ruleset.lapse(
      of: definition, element: (element.name, value), for: example.proposal, at: example.site)
  }

  /// Cases with lists of no element, one, and as many as are tried.
  private func listExamples(_ inputs: Inputs, on day: CivilDate, work: String) -> [CaseExample] {
    let lists = inputs.facts.filter {
      if case .list? = ruleset.vocabulary.facts[$0]?.type { true } else { false }
    }.sorted()
    guard !lists.isEmpty else { return [] }
    let usual = example(Assignment(), Unknowns(), completing: inputs, work: work, on: day)
    return [0, 1].map { count in
      var example = usual
      for list in lists {
        guard case .list(let items)? = usual.site.facts[list]?.value else { continue }
        example.site.facts[list]?.value = .list(Array(items.prefix(count)))
      }
      return example
    } + (depth.elements > 1 ? [usual.repeating(lists, depth.elements)] : [])
  }
}

extension CaseExample {
  fileprivate func repeating(_ lists: [String], _ count: Int) -> CaseExample {
    var example = self
    for list in lists {
      guard case .list(let items)? = site.facts[list]?.value, let first = items.first else {
        continue
      }
      example.site.facts[list]?.value = .list(Array(repeating: first, count: count))
    }
    return example
  }
}
