import Diagnostics
import Evaluation
import FEEL
import Facts
import Regulations

extension Lowering {
  /// The names of decisions that rules may use.
  var decisionNames: Set<String> { Set(regulations.flatMap(\.decisionNames)) }

  /// What the decisions of a model are to the rules of other files. A number is bare, as DMN has no units: it takes the unit of
  /// what it meets, once, where it is used.
  func decisionTypes(of regulation: Regulation) -> [String: Inferred] {
    guard let model = regulation.model else { return [:] }
    let usable = regulation.decisionNames
    return model.decisions.reduce(into: [:]) { types, decision in
      guard usable.contains(decision.name), let type = decision.type else { return }
      types[decision.name] = Self.inferred(type, in: model)
    }
  }

  private static func inferred(_ type: TypeReference, in model: DecisionModel) -> Inferred {
    switch type.unconstrained(in: model.types) {
    case .named("number"): .bare
    case .named("string"): .text
    case .named("boolean"): .boolean
    case .named("date"): .date
    case .list(let element): .list(inferred(element, in: model))
    default: .any
    }
  }

  /// Decisions and functions of models become definitions of their own regulation, after everything else is known by name.
  mutating func lowerModels() {
    for index in regulations.indices {
      guard let model = regulations[index].model else { continue }
      ruleset.regulations[index].types = model.types
      for input in model.inputs { lower(input, of: model, index) }
      checkNames(of: model, index)
      checkChains(of: model)
      let usable = regulations[index].decisionNames
      let required = Set(model.decisions.flatMap(\.requirements.decisions))
      for decision in model.decisions {
        guard let expression = decision.expression else {
          report("no-expression", "`\(decision.name)` has no expression", decision.place)
          continue
        }
        if !usable.contains(decision.name), !required.contains(decision.id) {
          findings.append(
            Diagnostic(
              .warning, "unusable-decision",
              "a rule can use numbers, texts, dates, yes or no and lists of them, which `\(decision.name)` does not say to be",
              at: decision.place, mend: "write a `typeRef` at its variable"))
        }
        checkScope(expression, decision.requirements, of: model, index)
        add(decision.name, decision.id.id, expression, decision.place, index, isDecision: true)
      }
      for knowledge in model.knowledge {
        guard let function = knowledge.function else {
          report("no-expression", "`\(knowledge.name)` has no logic", knowledge.place)
          continue
        }
        checkScope(function, knowledge.requirements, of: model, index)
        add(knowledge.name, knowledge.id.id, function, knowledge.place, index, isDecision: false)
      }
    }
  }

  private mutating func report(
    _ id: String, _ message: String, _ place: Place?, mend: String? = nil
  ) {
    findings.append(Diagnostic(.error, id, message, at: place, mend: mend))
  }

  private mutating func add(
    _ name: String, _ id: String, _ expression: FEELExpression, _ place: Place, _ index: Int,
    isDecision: Bool
  ) {
    var definition = DefinitionRule(
      name: name, parameters: [], body: .expression(expression), unit: nil, usesElement: false,
      provenance: provenance(index, RuleHead(article: id, place: place)))
    definition.isDecision = isDecision
    ruleset.definitions.append(definition)
  }

  // MARK: input data

  private mutating func lower(
    _ input: DecisionModel.InputData, of model: DecisionModel, _ index: Int
  ) {
    guard let fact = vocabulary.facts[input.name] else {
      report(
        "unknown-name", "no fact is named `\(input.name)`", input.place,
        mend: nearestName(to: input.name, among: vocabulary.facts.keys).map { "write `\($0)`" }
          ?? "declare it in the vocabulary")
      return
    }
    let type = input.type.flatMap { $0.unconstrained(in: model.types) == .named("Any") ? nil : $0 }
    let wanted = Self.types(of: fact.type)
    if let wanted, let type, !Self.fits(type, fact.type, model) {
      report(
        "wrong-type",
        "`\(input.name)` is \(TypeInference.type(of: fact).words), not `\(type.printed())`",
        input.place, mend: "write `typeRef=\"\(wanted)\"`")
    } else if wanted == nil {
      report(
        "wrong-type", "a model takes no objects, and `\(input.name)` holds some", input.place,
        mend: "declare a fact that is a number, a text, a date, or yes or no")
    }
    var unit: UnitOfMeasure?
    switch fact.type {
    case .number: unit = fact.unit
    case .list where (fact.unit?.factor ?? .one) != .one:
      report(
        "wrong-type", "a model takes no list of numbers in \(fact.unit?.symbol ?? "")", input.place,
        mend: "declare a fact that is one number")
    default: break
    }
    ruleset.regulations[index].modelInputs[input.name] = .init(unit: unit, type: type)
  }

  /// The type of DMN that a fact's values have; nil where it has none here.
  private static func types(of type: FactType) -> String? {
    switch type {
    case .number: "number"
    case .boolean: "boolean"
    case .text, .code: "string"
    case .date: "date"
    case .list(let element): types(of: element).map { "list<\($0)>" }
    case .record: nil
    }
  }

  private static func fits(_ type: TypeReference, _ fact: FactType, _ model: DecisionModel) -> Bool
  {
    switch (type.unconstrained(in: model.types), fact) {
    case (.named("Any"), _), (.named("list"), .list): true
    case (.list(let element), .list(let of)): fits(element, of, model)
    case (.named(let name), _): name == types(of: fact)
    default: false
    }
  }

  // MARK: names

  /// A name means one thing in the whole law: no fact, definition or column of a table has the name of a decision.
  private mutating func checkNames(of model: DecisionModel, _ index: Int) {
    var elsewhere: [String: Place] = [:]
    for (other, regulation) in regulations.enumerated() where other != index {
      for definition in regulation.definitions { elsewhere[definition.name] = definition.place }
      for table in regulation.tables {
        for output in table.outputs { elsewhere[output.name] = output.place }
        if !table.parameters.isEmpty { elsewhere[table.name] = table.place }
      }
      for decision in regulation.model?.decisions ?? [] {
        elsewhere[decision.name] = decision.place
      }
      for knowledge in regulation.model?.knowledge ?? [] {
        elsewhere[knowledge.name] = knowledge.place
      }
    }
    var own: [String: Place] = [:]
    let declared =
      model.decisions.map { ($0.name, $0.place) } + model.knowledge.map { ($0.name, $0.place) }
    for (name, place) in declared {
      if vocabulary.facts[name] != nil {
        report(
          "name-twice", "`\(name)` is a fact of the vocabulary", place,
          mend: "name the decision otherwise")
      } else if let first = own[name] ?? elsewhere[name] {
        findings.append(
          Diagnostic(
            .error, "name-twice", "`\(name)` is defined twice", at: place,
            related: [.init("the other", at: first)], mend: "name one of them otherwise"))
      }
      own[name] = place
    }
  }

  /// An element sees what it requires and nothing else (DMN 1.5, 10.4).
  private mutating func checkScope(
    _ expression: FEELExpression, _ needs: DecisionModel.Requirements, of model: DecisionModel,
    _ index: Int
  ) {
    let seen = Set(
      model.inputs.filter { needs.inputs.contains($0.id) }.map(\.name)
        + model.decisions.filter { needs.decisions.contains($0.id) }.map(\.name)
        + model.knowledge.filter { needs.knowledge.contains($0.id) }.map(\.name))
    let texts = regulations[index].modelTexts
    let missing = expression.freeNames().subtracting(seen)
    let everything = Set(
      model.inputs.map(\.name) + model.decisions.map(\.name) + model.knowledge.map(\.name))
    for name in missing.sorted() {
      var place: Place?
      expression.walk { node in
        if place == nil, node.kind == .name(name) { place = texts.place(of: node.span.lowerBound) }
      }
      if everything.contains(name) {
        report(
          "not-required", "`\(name)` is used and not required", place,
          mend: "add a requirement of it")
      } else {
        report(
          "unknown-name", "nothing is named `\(name)`", place,
          mend: nearestName(to: name, among: seen).map { "write `\($0)`" }
            ?? "require what it stands for")
      }
    }
    var foreign: Place?
    expression.walk { node in
      if case .external = node.kind { foreign = texts.place(of: node.span.lowerBound) }
    }
    if let foreign {
      report(
        "foreign-function", "a law calls no function written elsewhere", foreign,
        mend: "write the function in FEEL")
    }
  }

  /// Decisions are worked out one in the other, so a chain of them is bounded.
  private mutating func checkChains(of model: DecisionModel) {
    let longest = 60
    var needs: [ElementID: [ElementID]] = [:]
    for decision in model.decisions {
      needs[decision.id] = decision.requirements.decisions + decision.requirements.knowledge
    }
    for knowledge in model.knowledge { needs[knowledge.id] = knowledge.requirements.knowledge }
    var reached = Set(needs.keys)
    for _ in 0..<longest where !reached.isEmpty {
      reached = Set(reached.flatMap { needs[$0] ?? [] })
    }
    if !reached.isEmpty {
      report(
        "requirement-chain", "decisions require each other at most \(longest) deep", model.place,
        mend: "put some of them together")
    }
  }
}
