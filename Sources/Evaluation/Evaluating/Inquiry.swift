import FEEL
import Facts

/// One evaluation on its way: what names mean here, each definition worked out once.
///
/// It lives for one call on one thread and is never shared; `Sendable` only because the functions that it gives to FEEL are
/// values, which must be.
final class Inquiry: @unchecked Sendable {
  let ruleset: Ruleset
  let site: SiteFacts
  let proposal: Proposal
  /// The element of a `for each` that is being looked at.
  private var element: (name: String, value: Value)?
  private var established: [Key: Established] = [:]
  /// The rows and cells that gave values, by definition: what a requirement cites.
  private var facts: [String: Value] = [:]

  private struct Key: Hashable {
    var definition: Int
    var element: Value?
  }

  struct Established {
    var value: Value
    /// The row that gave it, if a table did.
    var row: RowUsed?
  }

  struct RowUsed {
    var provenance: Provenance
    var row: String
    var tag: String
    var note: String?
    /// Nil where it is no row of a table of the law (a decision of a model).
    var place: Assessment.RowReference?
  }

  init(ruleset: Ruleset, site: SiteFacts, proposal: Proposal) {
    self.ruleset = ruleset
    self.site = site
    self.proposal = proposal
  }

  // MARK: what names mean

  func environment(for regulation: Int) -> Environment {
    var environment = Environment { [unowned self] name in value(of: name, for: regulation) }
    environment.types = ruleset.regulations[regulation].types
    return environment
  }

  func isInForce(_ provenance: Provenance) -> Bool {
    ruleset.isInForce(provenance, on: site.date)
  }

  private func value(of name: String, for regulation: Int) -> Value? {
    if let element, element.name == name { return element.value }
    let candidates = (ruleset.definitionsByName[name] ?? []).filter {
      isInForce(ruleset.definitions[$0].provenance)
    }
    if let own = candidates.first(where: {
      ruleset.definitions[$0].provenance.regulation == regulation
    }) {
      return established(own).value
    }
    if let input = ruleset.regulations[regulation].modelInputs[name] {
      return taken(given(name) ?? Cause.missing.value(name), as: input, name, regulation)
    }
    if let given = given(name) { return given }
    if let other = candidates.first { return established(other).value }
    if let function = siteFunction(name) { return function }
    // A definition that is not in force today leaves what needs it without an answer, never without a limit.
    if ruleset.definitionsByName[name] != nil { return Cause.gap.value(name) }
    return nil
  }

  /// The definition that a name means in a regulation, if it means one.
  func definition(of name: String, for regulation: Int) -> Int? {
    let candidates = (ruleset.definitionsByName[name] ?? []).filter {
      isInForce(ruleset.definitions[$0].provenance)
    }
    if let own = candidates.first(where: {
      ruleset.definitions[$0].provenance.regulation == regulation
    }) {
      return own
    }
    return given(name, orUnknown: false) == nil ? candidates.first : nil
  }

  func established(_ index: Int) -> Established {
    let rule = ruleset.definitions[index]
    let key = Key(definition: index, element: rule.usesElement ? element?.value : nil)
    if let known = established[key] { return known }
    // Definitions form no cycle (the compiler refuses one), so this ends.
    let result = workOut(rule)
    established[key] = result
    return result
  }

  private func workOut(_ rule: DefinitionRule) -> Established {
    let regulation = rule.provenance.regulation
    switch rule.body {
    case .expression(let expression):
      if rule.parameters.isEmpty {
        return Established(
          value: evaluate(expression, for: regulation),
          row: rule.isDecision ? rowUsed(by: rule, expression) : nil)
      }
      let function = Function(name: rule.name, parameters: rule.parameters) {
        [unowned self] arguments in
        evaluate(expression, for: regulation, binding: Array(zip(rule.parameters, arguments)))
      }
      return Established(value: .function(function))
    case .output(let table, let name):
      let parameters = ruleset.tables[table].parameters
      if parameters.isEmpty { return decide(table, output: name, binding: []) }
      let function = Function(name: rule.name, parameters: parameters) {
        [unowned self] arguments in
        decide(table, output: name, binding: Array(zip(parameters, arguments))).value
      }
      return Established(value: .function(function))
    }
  }

  /// Evaluates with every error made an unknown: FEEL answers an error with null, and a null may decide nothing here.
  func evaluate(_ expression: FEELExpression, for regulation: Int, binding: [(String, Value)] = [])
    -> Value
  {
    var environment = environment(for: regulation)
    for (name, value) in binding { environment = environment.binding(name, value) }
    var evaluator = Evaluator()
    let value = evaluator.evaluate(expression, in: environment)
    if case .unknown = value { return value }
    if let finding = evaluator.findings.first { return Cause.failure.value(finding.message) }
    if case .null = value {
      return Cause.failure.value("an expression without a value: \(expression.printed())")
    }
    return value
  }

  func truth(of condition: ConditionRule, for regulation: Int) -> Truth {
    let truth = Truth(evaluate(condition.expression, for: regulation))
    guard case .open = truth, let comparison = condition.comparison,
      let decided = decided(comparison, for: regulation)
    else { return truth }
    return decided ? .yes : .no
  }

  func matches(_ tests: UnaryTests, _ input: Value, for regulation: Int, binding: [(String, Value)])
    -> Truth
  {
    if case .any = tests { return .yes }
    var environment = environment(for: regulation)
    for (name, value) in binding { environment = environment.binding(name, value) }
    var evaluator = Evaluator()
    let value = evaluator.matches(tests, input: input, in: environment)
    if case .unknown = value { return Truth(value) }
    if let finding = evaluator.findings.first { return Truth(Cause.failure.value(finding.message)) }
    return Truth(value)
  }

  /// Looks at one element of a `for each`, then forgets it.
  func looking<Result>(at name: String, _ value: Value, _ body: () -> Result) -> Result {
    let before = element
    element = (name, value)
    defer { element = before }
    return body()
  }

  // MARK: facts

  /// A fact's value: what the proposal says, else the site; an unknown where the vocabulary has it and nobody said.
  func given(_ name: String, orUnknown: Bool = true) -> Value? {
    if let known = facts[name] { return !orUnknown && isMissing(known) ? nil : known }
    guard let value = findFact(name) else { return nil }
    facts[name] = value
    return !orUnknown && isMissing(value) ? nil : value
  }

  private func isMissing(_ value: Value) -> Bool {
    if case .unknown = value { true } else { false }
  }

  private func findFact(_ name: String) -> Value? {
    let declaration = ruleset.vocabulary.facts[name]
    let said = proposal.facts[name] ?? site.facts[name]?.value
    if let said, !said.isUnknown { return lines(of: name, value(said)) }
    guard declaration != nil || said != nil else { return nil }
    return (declaration?.judgedBy == nil ? Cause.missing : Cause.judged).value(name)
  }

  /// A list of lot lines with what the proposal says of each: a value given once holds for every line of its class.
  private func lines(of name: String, _ value: Value) -> Value {
    guard case .list(let items) = value, let members = ruleset.vocabulary.members["line"],
      items.allSatisfy({ if case .context = $0 { true } else { false } })
    else { return value }
    let perLine = ruleset.vocabulary.facts.values.filter {
      $0.perLine == name && $0.setsMember != nil
    }
    return .list(
      items.enumerated().map { index, item in
        guard case .context(var line) = item else { return item }
        for member in members.keys where line[member] == nil {
          line[member] = Cause.missing.value(
            perLine.first { $0.setsMember == member }?.name ?? "line.\(member)")
        }
        for declaration in perLine {
          guard let member = declaration.setsMember, let said = proposal.facts[declaration.name]
          else { continue }
          switch said {
          case .list(let values) where index < values.count:
            line[member] = self.value(values[index])
          case .list, .unknown: line[member] = Cause.missing.value(declaration.name)
          default: line[member] = self.value(said)
          }
        }
        return .context(line)
      })
  }

  private func value(_ fact: FactValue) -> Value { Value(fact) }

  /// `share in("flood")`, `distance to("park")`, `adjoins("open space")`: what the survey says of a layer, unknown where it does not.
  private func siteFunction(_ name: String) -> Value? {
    let choose: @Sendable (LayerRelation) -> FactValue
    switch name {
    case "share in": choose = { $0.share }
    case "distance to": choose = { $0.distance }
    case "adjoins": choose = { $0.adjoins }
    default: return nil
    }
    return .function(
      Function(name: name, parameters: ["layer"]) { [unowned self] arguments in
        guard case .string(let layer)? = arguments.first else { return .null }
        guard let relation = site.layers[layer], !choose(relation).isUnknown else {
          return Cause.missing.value("\(name)(\"\(layer)\")")
        }
        return value(choose(relation))
      })
  }
}
