import Diagnostics
package import Evaluation
import FEEL
import Facts
package import Regulations

extension Ruleset {
  /// The tables and definitions of one regulation as a model of decisions, with all that they rest on.
  ///
  /// Facts become input data, definitions and tables decisions, those with parameters business knowledge models, and each
  /// article that stands behind them a knowledge source. Numbers are in base units (metres, square metres), as the ruleset
  /// has them. What DMN has no value for (`no limit`, `none`, a gap) is null with a remark beside the row. Verdicts,
  /// exemptions and exceptions are no decisions of DMN and are left out.
  ///
  /// - Parameter file: The regulation's file; nil comes back where no regulation of the ruleset is from it.
  package func decisionModel(ofFile file: String) -> DecisionModel? {
    guard let index = regulations.firstIndex(where: { $0.file == file }) else { return nil }
    var export = DecisionExport(ruleset: self, regulation: index)
    return export.run()
  }
}

private struct DecisionExport {
  let ruleset: Ruleset
  let regulation: Int
  private var model: DecisionModel
  /// Elements made, by name.
  private var made: [String: ElementID] = [:]
  private var sources: [String: ElementID] = [:]
  private var functions: Set<ElementID> = []

  init(ruleset: Ruleset, regulation: Int) {
    self.ruleset = ruleset
    self.regulation = regulation
    let head = ruleset.regulations[regulation]
    model = DecisionModel(
      namespace: "urn:mizan:regulation:\(head.id)",
      name: head.title.text(in: "en", head.language) ?? head.id,
      place: .init(file: head.file, line: 1))
    model.description = "Figures are in base units. \(head.notice.text(in: "en") ?? "")"
      .split(separator: " ").joined(separator: " ")
  }

  mutating func run() -> DecisionModel {
    for definition in ruleset.definitions where definition.provenance.regulation == regulation {
      _ = element(definition.name)
    }
    return model
  }

  private func id(_ kind: String) -> ElementID {
    ElementID(namespace: model.namespace, id: "\(kind)-\(made.count)")
  }

  /// The element of a name, made where it is not there yet.
  private mutating func element(_ name: String) -> ElementID {
    if let id = made[name] { return id }
    let candidates = (ruleset.definitionsByName[name] ?? []).map { ruleset.definitions[$0] }
    guard
      let rule = candidates.first(where: { $0.provenance.regulation == regulation })
        ?? (ruleset.vocabulary.facts[name] == nil ? candidates.first : nil)
    else { return input(name) }
    let isFunction = !rule.parameters.isEmpty
    let id = id(isFunction ? "function" : "decision")
    made[name] = id
    if isFunction { functions.insert(id) }
    let body: FEELExpression =
      switch rule.body {
      case .expression(let expression): expression
      case .output(let table, let output):
        outputValue(of: ruleset.tables[table], output, as: name)
      }
    add(id, name, rule.parameters, body, rule.provenance)
    return id
  }

  private mutating func input(_ name: String) -> ElementID {
    let id = id("input")
    made[name] = id
    let fact = ruleset.vocabulary.facts[name]
    var input = DecisionModel.InputData(
      id: id, name: name, type: fact.map { type(of: $0.type, for: name) },
      place: model.place)
    input.description = fact?.label.text(in: "en")
    model.inputs.append(input)
    return id
  }

  private mutating func type(of type: FactType, for name: String) -> TypeReference {
    switch type {
    case .number: return .named("number")
    case .boolean: return .named("boolean")
    case .text: return .named("string")
    case .date: return .named("date")
    case .record: return .named("Any")
    case .list(.record): return .named("list")
    case .list(let element): return .list(self.type(of: element, for: name))
    case .code(let words):
      let declared = "t \(name)"
      let tests = words.map { UnaryTest.expression(FEELExpression(.string($0), 0..<0)) }
      if !model.itemDefinitions.contains(where: { $0.name == declared }) {
        model.itemDefinitions.append(
          .init(
            name: declared, type: .constrained(.named("string"), .tests(tests)), place: model.place
          ))
      }
      return .named(declared)
    }
  }

  private mutating func add(
    _ id: ElementID, _ name: String, _ parameters: [String], _ body: FEELExpression,
    _ provenance: Provenance
  ) {
    var needs = DecisionModel.Requirements()
    for free in body.freeNames().subtracting(parameters).sorted() where free != name {
      let other = element(free)
      if functions.contains(other) {
        needs.knowledge.append(other)
      } else if model.inputs.contains(where: { $0.id == other }) {
        needs.inputs.append(other)
      } else {
        needs.decisions.append(other)
      }
    }
    needs.authorities = [source(provenance.citation)]
    if parameters.isEmpty {
      var decision = DecisionModel.Decision(id: id, name: name, type: nil, place: model.place)
      decision.requirements = needs
      decision.expression = body
      model.decisions.append(decision)
    } else {
      var knowledge = DecisionModel.KnowledgeModel(id: id, name: name, place: model.place)
      knowledge.requirements = needs
      knowledge.function = FEELExpression(
        .function(parameters.map { .init(name: $0) }, body), body.span)
      model.knowledge.append(knowledge)
    }
  }

  private mutating func source(_ citation: Answer.Citation) -> ElementID {
    let name = "\(citation.regulation) \(citation.article): \(citation.heading)"
    if let id = sources[name] { return id }
    let id = ElementID(namespace: model.namespace, id: "source-\(sources.count)")
    sources[name] = id
    model.sources.append(.init(id: id, name: name, location: nil, place: model.place))
    return id
  }

  // MARK: tables

  /// A table with one output is the output's own logic; of one with several the output takes its entry.
  private mutating func outputValue(of table: TableRule, _ output: String, as name: String)
    -> FEELExpression
  {
    guard let outputs = table.parts.first?.outputs, outputs.count > 1 else {
      return decision(of: table)
    }
    let isTaken =
      ruleset.definitionsByName[table.name] != nil || ruleset.vocabulary.facts[table.name] != nil
    // A name of FEEL begins with a letter (DMN 1.5, grammar 26).
    let isName = table.name.unicodeScalars.first?.properties.isAlphabetic ?? false
    let tableName = isTaken || !isName ? "table \(table.name)" : table.name
    if made[tableName] == nil, let provenance = table.parts.first?.provenance {
      let id = id("table")
      made[tableName] = id
      if !table.parameters.isEmpty { functions.insert(id) }
      add(id, tableName, table.parameters, decision(of: table), provenance)
    }
    let reference = named(tableName)
    let answer =
      table.parameters.isEmpty
      ? reference
      : node(.call(reference, table.parameters.map(named)))
    return node(.path(answer, output))
  }

  private func node(_ kind: FEELExpression.Kind) -> FEELExpression { FEELExpression(kind, 0..<0) }
  private func named(_ name: String) -> FEELExpression { node(.name(name)) }

  /// Parts of a table hold under their conditions, and nothing where none holds or several do.
  private func decision(of table: TableRule) -> FEELExpression {
    let parts = table.parts.map { ($0.condition ?? node(.boolean(true)), expression(of: $0)) }
    if parts.count == 1, table.parts[0].condition == nil { return parts[0].1 }
    let chain = parts.reversed().reduce(node(.null)) { rest, part in
      node(.conditional(part.0, then: part.1, else: rest))
    }
    guard parts.count > 1 else { return chain }
    let held = node(
      .filter(
        node(.list(parts.map(\.0))), node(.binary(.equal, named("item"), node(.boolean(true))))))
    let isOne = node(
      .binary(.equal, node(.call(named("count"), [held])), node(.number(1))))
    return node(.conditional(isOne, then: chain, else: node(.null)))
  }

  private func expression(of part: TableRule.Part) -> FEELExpression {
    let outputs = part.outputs.enumerated().map { column, name in
      let order = part.orders.indices.contains(column) ? part.orders[column] : []
      let text = order.map { $0.printed() }.joined(separator: ", ")
      return DecisionTableExpression.Output(
        name: name, allowedValues: try? FEELParser(names: NameSet()).unaryTests(text))
    }
    let rules = part.rows.map { row in
      DecisionTableExpression.Rule(
        tests: row.inputs,
        outputs: row.outputs.map { cell in
          if case .value(let expression) = cell.content { expression } else { node(.null) }
        },
        annotations: [
          .init(name: "row", text: row.number),
          .init(name: "remark", text: remark(row, part.outputs)),
        ])
    }
    return node(
      .table(
        .init(
          hitPolicy: .init(rawValue: part.hitPolicy) ?? .unique,
          inputs: part.inputs.map { .init(expression: $0) }, outputs: outputs, rules: rules)))
  }

  /// What a row says that is no value, and how far its figures can be trusted.
  private func remark(_ row: TableRule.Row, _ outputs: [String]) -> String {
    let remarks = zip(outputs, row.outputs).compactMap { name, cell -> String? in
      switch cell.content {
      case .value: nil
      case .noLimit: "\(name): no limit"
      case .none: "\(name): none"
      case .gap: "\(name): not known"
      }
    }
    let tags = Set(row.outputs.map(\.tag)).sorted().joined(separator: " ")
    return (remarks + ["[\(tags)]"]).joined(separator: "; ")
  }
}
