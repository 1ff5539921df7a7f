import Evaluation
import FEEL
import Facts

/// A case made up to show something: who asks what of which land on which day.
struct CaseExample: Sendable {
  var proposal: Proposal
  var site: SiteFacts

  /// The first element of a list of the site.
  func element(of list: String) -> FactValue? {
    guard case .list(let items)? = site.facts[list]?.value else { return nil }
    return items.first
  }

  /// What anybody may type to see it: `echo '{…}' | mizan check --site - fence 'fence height=1.4' --on 2020-01-01`.
  func command(_ vocabulary: Vocabulary, folder: String) -> String {
    var members = [JSON.Member("jurisdiction", .string(site.jurisdiction))]
    for (name, fact) in site.facts.sorted(by: { $0.key < $1.key }) {
      members.append(.init(name, Self.json(fact.value, vocabulary.facts[name], vocabulary)))
    }
    if !site.layers.isEmpty {
      members.append(
        .init(
          "layers",
          .object(
            site.layers.sorted { $0.key < $1.key }.map { layer, relation in
              let parts = [
                ("share", relation.share), ("distance", relation.distance),
                ("adjoins", relation.adjoins),
              ]
              return .init(
                layer,
                .object(parts.filter { !$0.1.isUnknown }.map { .init($0.0, $0.1.json) }))
            })))
    }
    var words = [
      "echo", Self.quoted(JSON.object(members).canonical), "|", "mizan", "check", "--site", "-",
      Self.quoted(proposal.work),
    ]
    for (name, value) in proposal.facts.sorted(by: { $0.key < $1.key }) {
      let json = Self.json(value, vocabulary.facts[name], vocabulary)
      words.append(Self.quoted("\(name)=\(json.string ?? json.canonical)"))
    }
    words += ["--on", site.date.description]
    if folder != "regulations" { words += ["--regulations", Self.quoted(folder)] }
    return words.joined(separator: " ")
  }

  private static func quoted(_ text: String) -> String {
    let plain = text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || "-_./=".unicodeScalars.contains($0)
    }
    return plain && !text.isEmpty ? text : "'\(text.replacing("'", with: "'\\''"))'"
  }

  /// A value in the unit that the vocabulary declares.
  private static func json(
    _ value: FactValue, _ declaration: FactDeclaration?, _ vocabulary: Vocabulary
  ) -> JSON {
    switch value {
    case .number(let number):
      return .number(declaration?.unit.flatMap { $0.amount(of: number) } ?? number)
    case .list(let items): return .array(items.map { json($0, declaration, vocabulary) })
    case .record(let members):
      var kind: String?
      if case .list(.record(let found))? = declaration?.type { kind = found }
      return .object(
        members.sorted { $0.key < $1.key }.map { name, value in
          .init(name, json(value, kind.flatMap { vocabulary.members[$0]?[name] }, vocabulary))
        })
    default: return value.json
    }
  }
}

extension Prover {
  /// What rules rest on: facts, layers, members of the elements of lists.
  struct Inputs {
    var facts: Set<String> = []
    var layers: Set<String> = []
    var members: [String: Set<String>] = [:]
    var definitions: Set<Int> = []
  }

  func inputs(
    of expressions: [FEELExpression], in regulation: Int, element: (name: String, list: String)?
  )
    -> Inputs
  {
    var inputs = Inputs()
    func visit(_ expression: FEELExpression, _ regulation: Int) {
      expression.walk { node in
        if case .path(let base, let member) = node.kind, case .name(let name) = base.kind,
          let element, element.name == name
        {
          inputs.members[element.list, default: []].insert(member)
        }
        if case .call(let callee, let arguments) = node.kind, case .name(let name) = callee.kind,
          ["share in", "distance to", "adjoins"].contains(name), let first = arguments.first
        {
          if case .string(let layer) = first.kind {
            inputs.layers.insert(layer)
          } else {
            inputs.layers.formUnion(ruleset.vocabulary.layers.keys)
          }
        }
      }
      for name in expression.freeNames() { visit(name, regulation) }
    }
    func visit(_ name: String, _ regulation: Int) {
      let definitions = ruleset.definitionsByName[name] ?? []
      // A definition of the same regulation goes before a fact of its name.
      if ruleset.vocabulary.facts[name] != nil,
        !definitions.contains(where: { ruleset.definitions[$0].provenance.regulation == regulation }
        )
      {
        inputs.facts.insert(name)
      }
      for index in definitions
      where inputs.definitions.insert(index).inserted {
        let definition = ruleset.definitions[index]
        switch definition.body {
        case .expression(let body): visit(body, definition.provenance.regulation)
        case .output(let table, _):
          for part in ruleset.tables[table].parts {
            for expression in part.inputs + (part.condition.map { [$0] } ?? []) {
              visit(expression, part.provenance.regulation)
            }
            for row in part.rows {
              for tests in row.inputs {
                for expression in tests.expressions {
                  visit(expression, part.provenance.regulation)
                }
              }
              for cell in row.outputs {
                if case .value(let value) = cell.content {
                  visit(value, part.provenance.regulation)
                }
              }
            }
          }
        }
      }
    }
    for expression in expressions { visit(expression, regulation) }
    return inputs
  }

  /// A case in which the inputs have the values found; what nobody asked for gets a usual value.
  func example(
    _ assignment: Assignment, _ unknowns: Unknowns, completing inputs: Inputs, work: String,
    on day: CivilDate
  ) -> CaseExample {
    var example = CaseExample(
      proposal: Proposal(work: work),
      site: SiteFacts(jurisdiction: ruleset.jurisdiction.id, date: day))
    func give(_ name: String, _ value: FactValue) {
      if ruleset.vocabulary.facts[name]?.origin == .proposal, value.isPlain {
        example.proposal.facts[name] = value
      } else {
        example.site.facts[name] = SiteFact(value)
      }
    }
    for name in inputs.facts.sorted() {
      guard let declaration = ruleset.vocabulary.facts[name], declaration.perLine == nil else {
        continue
      }
      give(name, usual(declaration, declaration.type))
    }
    for layer in inputs.layers {
      example.site.layers[layer] = LayerRelation(
        share: .number(.zero), distance: .number(100), adjoins: .boolean(false))
    }
    var elements: [String: [String: FactValue]] = [:]
    for (list, members) in inputs.members {
      guard case .list(.record(let kind))? = ruleset.vocabulary.facts[list]?.type else { continue }
      elements[list, default: [:]]["id"] = .text("1")
      for member in members {
        guard let declaration = ruleset.vocabulary.members[kind]?[member] else { continue }
        elements[list, default: [:]][member] = usual(declaration, declaration.type)
      }
    }
    let found =
      assignment.numbers.map { ($0.key, $0.value, 0) }
      + assignment.words.map { ($0.key, Fraction.zero, $0.value) }
    for (variable, number, word) in found {
      guard let input = unknowns[variable].input else { continue }
      let declaration: FactDeclaration? =
        switch input {
        case .fact(let name): ruleset.vocabulary.facts[name]
        case .member(let list, let member): self.member(member, of: list)
        case .layer: nil
        }
      let value = Self.value(unknowns[variable], declaration, number, word)
      switch input {
      case .fact(let name): give(name, value)
      case .member(let list, let member): elements[list, default: [:]][member] = value
      case .layer(let layer, let relation):
        var known =
          example.site.layers[layer]
          ?? LayerRelation(share: .number(.zero), distance: .number(100), adjoins: .boolean(false))
        switch relation {
        case "share in": known.share = value
        case "distance to": known.distance = value
        default: known.adjoins = value
        }
        example.site.layers[layer] = known
      }
    }
    for (list, members) in elements {
      let element = members[""] ?? .record(members)
      if ruleset.vocabulary.facts[list]?.origin == .proposal {
        example.proposal.facts[list] = .list([element])
      } else {
        example.site.facts[list] = SiteFact(.list([element]))
      }
    }
    return example
  }

  private func member(_ member: String, of list: String) -> FactDeclaration? {
    guard case .list(let element)? = ruleset.vocabulary.facts[list]?.type else { return nil }
    return ruleset.vocabulary.element(of: list, element, member)
  }

  private static func value(
    _ unknown: Unknown, _ declaration: FactDeclaration?, _ number: Fraction, _ word: Int
  ) -> FactValue {
    if case .word = unknown.kind {
      let text = word < unknown.words.count ? unknown.words[word] : ""
      if declaration?.type == .boolean || declaration == nil { return .boolean(text == "true") }
      return .text(text)
    }
    if declaration?.type == .date {
      return .date(CivilDate(dayNumber: Int(number.floor.number?.int ?? 0)))
    }
    return .number(number.number ?? number.nearest ?? .zero)
  }

  /// A value that people give, for what decides nothing.
  private func usual(_ declaration: FactDeclaration, _ type: FactType) -> FactValue {
    switch type {
    case .number:
      let unit = declaration.unit
      if let example = declaration.example.flatMap({ Number($0) }) {
        return .number(unit.flatMap { $0.base(example) } ?? example)
      }
      let one = unit.flatMap { $0.base(.one) } ?? .one
      if let lowest = declaration.lowest, one < lowest { return .number(lowest) }
      if let highest = declaration.highest, highest < one { return .number(highest) }
      return .number(one)
    case .boolean: return .boolean(false)
    case .text: return .text("something else")
    case .code(let codes): return codes.first.map(FactValue.text) ?? .unknown("no value")
    case .date:
      return .date(declaration.example.flatMap { CivilDate($0) } ?? CivilDate(dayNumber: 18_262))
    case .list(let element):
      if case .record(let kind) = element {
        var members: [String: FactValue] = ["id": .text("1")]
        for (name, member) in ruleset.vocabulary.members[kind] ?? [:] {
          members[name] = usual(member, member.type)
        }
        return .list([.record(members)])
      }
      return .list([usual(declaration, element)])
    case .record(let kind):
      var members: [String: FactValue] = [:]
      for (name, member) in ruleset.vocabulary.members[kind] ?? [:] {
        members[name] = usual(member, member.type)
      }
      return .record(members)
    }
  }
}

extension FactValue {
  /// Whether one word on a command line says it.
  fileprivate var isPlain: Bool {
    switch self {
    case .list, .record, .unknown: false
    default: true
    }
  }
}
