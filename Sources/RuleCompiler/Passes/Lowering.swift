import Diagnostics
import Evaluation
import FEEL
import Facts
import Regulations

/// Turns the model of the regulations into rules that run: types and units checked, numbers in base units, citations ready.
struct Lowering {
  let regulations: [Regulation]
  let vocabulary: Vocabulary
  var ruleset: Ruleset
  var findings: [Diagnostic] = []
  /// By name, for each regulation: what a definition or an output is.
  private var types: [[String: Inferred]]
  private var outputUnits: [[String: UnitOfMeasure]]

  init(
    regulations: [Regulation], jurisdiction: Jurisdiction, vocabulary: Vocabulary,
    sources: [Ruleset.Source]
  ) {
    self.regulations = regulations
    self.vocabulary = vocabulary
    var rules = JurisdictionRules(id: jurisdiction.id)
    rules.label = jurisdiction.label
    rules.ranks = jurisdiction.ranks
    // The main regime first: planning, else the first by name.
    rules.regimes = jurisdiction.regimes.keys.sorted {
      ($0 == "planning" ? 0 : 1, $0) < ($1 == "planning" ? 0 : 1, $1)
    }
    rules.languages = jurisdiction.languages
    rules.governs = jurisdiction.governs
    rules.expectedRanks = jurisdiction.expectedRanks
    rules.expectedLayers = jurisdiction.expectedLayers
    rules.onConflict = jurisdiction.onConflict.mapValues(Self.policy)
    rules.notice = jurisdiction.notice
    rules.calendar = jurisdiction.calendar
    ruleset = Ruleset(jurisdiction: rules, vocabulary: vocabulary, sources: sources)
    types = Array(repeating: [:], count: regulations.count)
    outputUnits = Array(repeating: [:], count: regulations.count)
  }

  private static func policy(_ policy: Regulation.ConflictPolicy) -> ConflictPolicy {
    ConflictPolicy(rawValue: policy.rawValue) ?? .stricter
  }

  mutating func run() {
    for regulation in regulations { ruleset.regulations.append(head(of: regulation)) }
    // Before all others: what a model decides may be used in any file.
    for index in regulations.indices { types[index] = decisionTypes(of: regulations[index]) }
    for index in regulations.indices { inferDefinitions(of: index) }
    for index in regulations.indices { lower(index) }
    lowerModels()
    for (index, definition) in ruleset.definitions.enumerated() {
      ruleset.definitionsByName[definition.name, default: []].append(index)
    }
    markElementUse()
    ruleset.surveyOrder = surveyOrder()
    ruleset.tableOrder = ruleset.surveyOrder
    ruleset.tableOrder.lineMembers = ruleset.lineMembersRead
  }

  // MARK: heads and provenance

  private func head(of regulation: Regulation) -> RegulationHead {
    var head = RegulationHead(id: regulation.id, file: regulation.file)
    head.title = regulation.title
    head.language = regulation.language
    head.isOfficial = regulation.wording == .official
    head.regime = regulation.regime
    head.rank = regulation.rank
    head.isBinding = regulation.status == .approved || regulation.binds
    head.effective = regulation.effective
    head.until = regulation.until
    head.repeals = regulation.repeals.map { ($0.regulation, $0.articles) }
    head.onConflict = regulation.onConflict.mapValues(Self.policy)
    head.units = regulation.units
    head.notice = regulation.notice
    head.splitParcels = regulation.splitParcels.map {
      .init(subject: $0.subject, rule: $0.rule, share: $0.share)
    }
    return head
  }

  private func citation(_ index: Int, anchor id: String?, article: String, place: Place)
    -> Answer.Citation
  {
    let regulation = regulations[index]
    let anchor = id.flatMap { regulation.anchors[$0] } ?? regulation.anchors[article]
    return .init(
      regulation: regulation.id, article: id ?? anchor?.id ?? article,
      heading: anchor?.heading ?? article,
      quote: anchor?.text ?? "", language: regulation.language,
      isOfficial: regulation.wording == .official,
      source: "\(place.file):\(place.line)")
  }

  func provenance(_ index: Int, _ head: RuleHead) -> Provenance {
    let regulation = regulations[index]
    var provenance = Provenance(
      regulation: index, id: "\(regulation.id):\(head.place.line)",
      citation: citation(index, anchor: head.by, article: head.article, place: head.place),
      tag: (head.source ?? tagOfAnchor(index, head.by) ?? regulation.confidence).tag)
    provenance.note = head.source?.note ?? tagOfAnchor(index, head.by)?.note
    provenance.works = head.works.map(Set.init)
    let anchor = head.by.flatMap { regulation.anchors[$0] } ?? regulation.anchors[head.article]
    provenance.from = latest(head.from, anchor?.from)
    provenance.until = earliest(head.until, anchor?.until)
    provenance.anchors = Set([head.by, head.article].compactMap { $0 }.filter { !$0.isEmpty })
    return provenance
  }

  /// A note that is cited carries its own tag.
  private func tagOfAnchor(_ index: Int, _ id: String?) -> Confidence? {
    guard let id, regulations[index].anchors[id]?.kind == .note else { return nil }
    return regulations[index].notes.values.first { $0.label == id }?.confidence
      ?? regulations[index].notes[id]?.confidence
  }

  private func latest(_ a: CivilDate?, _ b: CivilDate?) -> CivilDate? {
    guard let a else { return b }
    return b.map { max(a, $0) } ?? a
  }

  private func earliest(_ a: CivilDate?, _ b: CivilDate?) -> CivilDate? {
    guard let a else { return b }
    return b.map { min(a, $0) } ?? a
  }

  // MARK: types of definitions

  /// Definitions and outputs get their types in rounds: each may rest on others, in any order and any file.
  private mutating func inferDefinitions(of index: Int) {
    let regulation = regulations[index]
    for table in regulation.tables {
      for (column, output) in table.outputs.enumerated() {
        let type: Inferred =
          output.unit.map { .number($0.dimension) } ?? columnType(index, table, column)
        let shown: Inferred = table.parameters.isEmpty ? type : .function(type)
        if types[index][output.name] == nil || types[index][output.name] == .bare {
          types[index][output.name] = shown
        }
        if let unit = output.unit { outputUnits[index][output.name] = unit }
      }
    }
    for _ in 0..<4 {
      for definition in regulation.definitions {
        var inference = inference(index, definition.head.place)
        let locals = Dictionary(definition.parameters.map { ($0, Inferred.any) }) { a, _ in a }
        let type = inference.infer(
          definition.expression, locals.merging(["line": .record("line")]) { a, _ in a }
        ).type
        types[index][definition.name] = definition.parameters.isEmpty ? type : .function(type)
      }
    }
  }

  /// A column without a unit is what its cells are: a length as soon as one of them is, bare where all are bare.
  private func columnType(_ index: Int, _ table: DecisionTable, _ column: Int) -> Inferred {
    if let declared = vocabulary.facts[table.outputs[column].name] {
      return TypeInference.type(of: declared)
    }
    var result: Inferred?
    for row in table.rows where column < row.outputs.count {
      guard case .value(let expression) = row.outputs[column].content else { continue }
      var inference = inference(index, row.outputs[column].place)
      let type = inference.infer(expression, ["line": .record("line")]).type
      if result == nil || result == .bare || result == .any { result = type }
    }
    return result ?? .any
  }

  private func typeOf(_ name: String, for index: Int) -> Inferred? {
    if let own = types[index][name] { return own }
    if vocabulary.facts[name] != nil { return nil }
    return types.lazy.compactMap { $0[name] }.first
  }

  private func inference(_ index: Int, _ place: Place, column offset: Int = 0) -> TypeInference {
    let copy = self
    return TypeInference(
      vocabulary: vocabulary, units: regulations[index].units,
      typeOf: { copy.typeOf($0, for: index) },
      place: { span in
        Place(
          file: place.file, line: place.line, column: place.column + span.lowerBound,
          article: place.article)
      })
  }

  // MARK: rules

  private func locals(_ forEach: Regulations.Requirement.ForEach?) -> TypeInference.Locals {
    guard let forEach else { return ["line": .record("line")] }
    return ["line": .record("line")].merging([forEach.name: .record("line")]) { $1 }
  }

  private mutating func lowered(
    _ expression: FEELExpression, _ index: Int, _ place: Place,
    _ locals: TypeInference.Locals = ["line": .record("line")]
  ) -> TypeInference.Typed {
    var inference = inference(index, place)
    let typed = inference.infer(expression, locals)
    findings += inference.findings
    return typed
  }

  private mutating func condition(
    _ condition: Condition, _ index: Int, _ locals: TypeInference.Locals = ["line": .record("line")]
  ) -> ConditionRule {
    var inference = inference(index, condition.place)
    let typed = inference.infer(condition.expression, locals)
    inference.expectBoolean(typed.type, condition.expression.span)
    findings += inference.findings
    var rule = ConditionRule(typed.expression, text: condition.text)
    if case .binary(let op, let a, let b) = typed.expression.kind, op.isComparison {
      let left = inference.infer(a, locals).type
      let right = inference.infer(b, locals).type
      guard left.isNumber, right.isNumber else { return rule }
      let measuredIsLeft = isMeasured(a, index) || !isMeasured(b, index)
      let measured = measuredIsLeft ? a : b
      let dimension = left.dimension ?? right.dimension ?? .none
      rule.comparison = .init(
        measured: measured, comparator: measuredIsLeft ? op : op.mirrored,
        limit: measuredIsLeft ? b : a,
        unit: unit(of: dimension, measured, measuredIsLeft ? b : a, index),
        resolution: Self.resolution(of: dimension))
    }
    return rule
  }

  /// The side that speaks of what somebody proposes, or of the site, rather than of the law's own limit.
  private func isMeasured(_ expression: FEELExpression, _ index: Int) -> Bool {
    var names = expression.freeNames()
    for name in names {
      if let own = regulations[index].definitions.first(where: { $0.name == name }) {
        names.formUnion(own.expression.freeNames())
      }
    }
    return names.contains {
      types[index][$0] == nil && (vocabulary.facts[$0] != nil || $0 == "line")
    }
  }

  private func unit(
    of dimension: Dimension, _ measured: FEELExpression, _ limit: FEELExpression, _ index: Int
  ) -> UnitOfMeasure? {
    if dimension != .none,
      let own = regulations[index].units.first(where: { $0.dimension == dimension })
    {
      return own
    }
    for expression in [measured, limit] {
      for name in expression.freeNames().sorted() {
        if let unit = vocabulary.facts[name]?.unit, unit.dimension == dimension { return unit }
        if let unit = outputUnits[index][name], unit.dimension == dimension { return unit }
      }
    }
    return dimension == .none
      ? nil
      : UnitOfMeasure.known.values.filter { $0.dimension == dimension && $0.factor == .one }.min {
        $0.symbol < $1.symbol
      }
  }

  /// What a measure of the land is rounded to: length 1 mm, area 0.01 m², share 1e-6.
  private static func resolution(of dimension: Dimension) -> Number? {
    switch dimension {
    case .length: Number(1, exponent: -3)
    case .area: Number(1, exponent: -2)
    case .none: Number(1, exponent: -6)
    default: nil
    }
  }

  private mutating func requirement(_ requirement: Regulations.Requirement, _ index: Int)
    -> RequirementRule
  {
    let names = locals(requirement.forEach)
    let lowered = condition(requirement.condition, index, names)
    var rule = RequirementRule(
      provenance: provenance(index, requirement.head), condition: lowered,
      subject: subject(of: lowered, requirement.forEach),
      limitNames: lowered.comparison?.limit.freeNames()
        ?? lowered.expression.freeNames().intersection(decisionNames))
    rule.limitNames = Set(
      rule.limitNames.filter { types[index][$0] != nil || typeOf($0, for: index) != nil })
    if let forEach = requirement.forEach {
      rule.forEach = (
        forEach.name, self.lowered(forEach.domain, index, requirement.head.place).expression
      )
    }
    rule.when = requirement.when.map { condition($0, index, names) }
    rule.unless = requirement.unless.map { condition($0, index, names) }
    if let variance = requirement.variance {
      var limit = self.lowered(variance.limit, index, requirement.head.place, names)
      if limit.type == .bare, let unit = lowered.comparison?.unit {
        limit = inference(index, requirement.head.place).coerce(limit, to: unit.dimension)
      }
      rule.variance = (
        limit.expression,
        variance.by.map {
          citation(
            index, anchor: $0, article: requirement.head.article, place: requirement.head.place)
        }
      )
    }
    rule.otherwise = requirement.otherwise
    return rule
  }

  /// The measured side's name: `coverage`; of `line.setback` for each line in `rear lines`, `rear setback`.
  private func subject(of condition: ConditionRule, _ forEach: Regulations.Requirement.ForEach?)
    -> String
  {
    func name(_ expression: FEELExpression) -> String? {
      switch expression.kind {
      case .name(let name): return name
      case .path(let base, let member):
        var list = member
        if case .name(let name) = base.kind {
          list = name
          if let forEach, name == forEach.name, case .name(let domain) = forEach.domain.kind {
            list = domain
          }
        }
        if list.hasSuffix(" lines") { return "\(list.dropLast(6)) \(member)" }
        return member
      case .call(let callee, let arguments):
        if case .name(let called) = callee.kind, called == "sum", let first = arguments.first,
          let inner = name(first)
        {
          return "sum of \(inner)"
        }
        return arguments.lazy.compactMap(name).first
      case .binary(_, let a, let b): return name(a) ?? name(b)
      case .negate(let inner): return name(inner)
      case .filter(let list, _): return name(list)
      default: return condition.expression.freeNames().sorted().first
      }
    }
    return name(condition.comparison?.measured ?? condition.expression) ?? condition.text
  }

  private func deadline(_ deadline: Deadline?) -> DeadlineRule? {
    deadline.map { DeadlineRule(count: $0.count, unit: $0.unit.rawValue, of: $0.of) }
  }

  static func track(_ name: String) -> Track? {
    switch name.replacing("_", with: " ") {
    case "short", "shortened": .short
    case "full": .full
    case "prior approval": .priorApproval
    case "variance": .variance
    case "plan change": .planChange
    case "exempt": .exempt
    case "exempt with notice", "notify": .exemptWithNotice
    case "not regulated": .notRegulated
    default: nil
    }
  }

  private mutating func track(_ name: String, at place: Place) -> Track {
    if let track = Self.track(name) { return track }
    let known = ["short", "full", "prior approval", "variance", "plan change"]
    findings.append(
      Diagnostic(
        .error, "unknown-track", "no track is named `\(name)`", at: place,
        mend: nearestName(to: name, among: known).map { "write `\"\($0)\"`" }
          ?? "one of \(known.joined(separator: ", "))"))
    return .full
  }

  private mutating func lower(_ index: Int) {
    let regulation = regulations[index]
    for table in regulation.tables { lower(table, index) }
    for definition in regulation.definitions {
      var locals = Dictionary(definition.parameters.map { ($0, Inferred.any) }) { a, _ in a }
      locals["line"] = .record("line")
      let typed = lowered(definition.expression, index, definition.head.place, locals)
      ruleset.definitions.append(
        DefinitionRule(
          name: definition.name, parameters: definition.parameters,
          body: .expression(typed.expression),
          unit: typed.type.dimension.flatMap {
            unit(of: $0, typed.expression, typed.expression, index)
          },
          usesElement: false, provenance: provenance(index, definition.head)))
    }
    for requirement in regulation.requirements {
      ruleset.requirements.append(self.requirement(requirement, index))
    }
    for exemption in regulation.exemptions { ruleset.exemptions.append(lowered(exemption, index)) }
    for general in regulation.generalConditions {
      ruleset.generalConditions.append(
        GeneralRule(
          provenance: provenance(index, general.head),
          condition: condition(general.condition, index)))
    }
    for exception in regulation.exceptions { ruleset.exceptions.append(lowered(exception, index)) }
    for provision in regulation.provisions {
      var rule = ProvisionRule(
        provenance: provenance(index, provision.head),
        kind: .init(rawValue: provision.kind.rawValue) ?? .discretion,
        text: provision.text, amount: nil)
      if let amount = provision.amount {
        let typed = lowered(amount, index, provision.head.place)
        rule.amount = typed.expression
        rule.unit = typed.type.dimension.flatMap {
          unit(of: $0, typed.expression, typed.expression, index)
        }
      }
      rule.when = provision.when.map { condition($0, index) }
      rule.unless = provision.unless.map { condition($0, index) }
      ruleset.provisions.append(rule)
    }
  }

  private mutating func lowered(_ exemption: Exemption, _ index: Int) -> ExemptionRule {
    let track: Track =
      switch exemption.kind {
      case .exempt: .exempt
      case .notify: .exemptWithNotice
      case .track(let name): self.track(name, at: exemption.head.place)
      }
    let provenance = provenance(index, exemption.head)
    var rule = ExemptionRule(provenance: provenance, track: track, limbs: [])
    rule.limbs = exemption.limbs.map { limb in
      ExemptionRule.Limb(
        isExclusion: limb.isExclusion, condition: condition(limb.condition, index),
        citation: limb.by.map {
          citation(index, anchor: $0, article: exemption.head.article, place: limb.condition.place)
        }
          ?? provenance.citation,
        tag: (limb.source ?? tagOfAnchor(index, limb.by))?.tag ?? provenance.tag,
        anchors: Set([limb.by].compactMap { $0 }))
    }
    rule.deadline = deadline(exemption.deadline)
    rule.documents = exemption.documents.map { attached($0, index, exemption.head) }
    rule.observing = exemption.observing.map { attached($0, index, exemption.head) }
    return rule
  }

  private mutating func attached(_ attached: Exemption.Attached, _ index: Int, _ head: RuleHead)
    -> AttachedRule
  {
    AttachedRule(
      text: attached.text, when: attached.when.map { condition($0, index).expression },
      unless: attached.unless.map { condition($0, index).expression },
      isOtherwise: attached.otherwise,
      citation: attached.by.map {
        citation(index, anchor: $0, article: head.article, place: head.place)
      })
  }

  private mutating func lowered(_ exception: RuleException, _ index: Int) -> ExceptionRule {
    var rule = ExceptionRule(
      provenance: provenance(index, exception.head), target: exception.target, row: exception.row)
    // Only what it is cited by names an exception; the heading above names the whole article.
    rule.provenance.anchors = Set([exception.head.by].compactMap { $0 })
    rule.when = exception.when.map { condition($0, index) }
    rule.unless = exception.unless.map { condition($0, index) }
    rule.requirements = exception.requirements.map { requirement($0, index) }
    if let track = exception.track {
      rule.track = self.track(track.name, at: exception.head.place)
      rule.deadline = deadline(track.deadline)
      rule.trackCitation = track.by.map {
        citation(index, anchor: $0, article: exception.head.article, place: exception.head.place)
      }
    }
    rule.discretion = exception.discretion
    return rule
  }

  // MARK: tables

  private mutating func lower(_ table: DecisionTable, _ index: Int) {
    let regulation = regulations[index]
    var head = RuleHead(article: table.article, place: table.place)
    head.by = regulation.anchors[table.id] == nil ? nil : table.id
    head.from = table.from
    head.until = table.until
    var provenance = provenance(index, head)
    provenance.anchors.insert(table.id)
    provenance.citation.article = table.id.isEmpty ? provenance.citation.article : table.id
    var locals = Dictionary(table.parameters.map { ($0, Inferred.any) }) { a, _ in a }
    locals["line"] = .record("line")

    var inputs: [FEELExpression] = []
    var inputTypes: [Inferred] = []
    for input in table.inputs {
      let typed = lowered(input.expression, index, input.place, locals)
      inputs.append(typed.expression)
      inputTypes.append(typed.type)
    }
    var rows: [TableRule.Row] = []
    for row in table.rows {
      var tests: [UnaryTests] = []
      for (column, cell) in row.inputs.enumerated() where column < inputTypes.count {
        var inference = inference(index, cell.place)
        let header = table.inputs[column]
        if let unit = header.unit, let dimension = inputTypes[column].dimension,
          unit.dimension != dimension
        {
          findings.append(
            Diagnostic(
              .error, "unit-mismatch",
              "the column `\(header.header)` is in \(unit.symbol), but it holds \(inputTypes[column].words)",
              at: header.place, mend: "write the unit of \(inputTypes[column].words)"))
        }
        tests.append(
          inference.infer(cell.content, of: inputTypes[column], locals, factor: header.unit?.factor)
        )
        findings += inference.findings
      }
      var cells: [TableRule.Cell] = []
      for (column, cell) in row.outputs.enumerated() where column < table.outputs.count {
        let note = cell.notes.lazy.compactMap { regulation.notes[$0]?.confidence }.first
        let tag = (note ?? regulation.confidence).tag
        let content: TableRule.Cell.Content
        switch cell.content {
        case .noLimit: content = .noLimit
        case .none: content = .none
        case .gap: content = .gap
        case .value(let expression):
          var typed = lowered(expression, index, cell.place, locals)
          if let unit = table.outputs[column].unit {
            typed = inference(index, cell.place).coerce(
              typed, to: unit.dimension, factor: unit.factor)
          } else if let dimension = typed.type == .bare
            ? outputDimension(index, table.outputs[column].name) : nil
          {
            typed = inference(index, cell.place).coerce(typed, to: dimension)
          }
          content = .value(typed.expression)
        }
        cells.append(.init(content, tag: tag, note: note?.note))
      }
      rows.append(.init(number: row.number, inputs: tests, outputs: cells))
    }
    let part = TableRule.Part(
      provenance: provenance, condition: table.condition.map { condition($0, index).expression },
      hitPolicy: table.hitPolicy.rawValue, inputs: inputs, outputs: table.outputs.map(\.name),
      orders: table.outputs.map { $0.order.map(Value.string) }, rows: rows)

    // Tables of one name and the same outputs in one regulation are one table in parts.
    let twin = ruleset.tables.firstIndex { known in
      known.name == table.name && known.parts.first?.provenance.regulation == index
        && known.parts.first.map { Set($0.outputs) } == Set(part.outputs)
    }
    if let twin {
      ruleset.tables[twin].parts.append(part)
      return
    }
    ruleset.tables.append(TableRule(name: table.name, parameters: table.parameters, parts: [part]))
    for output in table.outputs {
      ruleset.definitions.append(
        DefinitionRule(
          name: output.name, parameters: table.parameters,
          body: .output(table: ruleset.tables.count - 1, name: output.name),
          unit: output.unit
            ?? types[index][output.name]?.dimension.flatMap { dimension in
              regulation.units.first { $0.dimension == dimension }
            },
          usesElement: false, provenance: provenance))
    }
  }

  /// The dimension that a column without a unit has all the same, since one of its cells has one.
  private func outputDimension(_ index: Int, _ name: String) -> Dimension? {
    var type = types[index][name]
    if case .function(let inner)? = type { type = inner }
    return type?.dimension.flatMap { $0 == .none ? nil : $0 }
  }

  // MARK: what definitions rest on

  /// Marks definitions that speak of a `for each` element, directly or through others.
  private mutating func markElementUse() {
    var changed = true
    while changed {
      changed = false
      for index in ruleset.definitions.indices where !ruleset.definitions[index].usesElement {
        let names = freeNames(of: ruleset.definitions[index])
        let uses =
          names.contains("line")
          || names.contains { name in
            (ruleset.definitionsByName[name] ?? []).contains { ruleset.definitions[$0].usesElement }
          }
        if uses {
          ruleset.definitions[index].usesElement = true
          changed = true
        }
      }
    }
  }

  private func freeNames(of definition: DefinitionRule) -> Set<String> {
    ruleset.freeNames(of: definition)
  }

  private func surveyOrder() -> SurveyOrder {
    var order = SurveyOrder()
    var expressions: [FEELExpression] = []
    for definition in ruleset.definitions {
      switch definition.body {
      case .expression(let expression): expressions.append(expression)
      case .output: break
      }
    }
    for part in ruleset.tables.flatMap(\.parts) {
      expressions += part.inputs + [part.condition].compactMap { $0 }
      for row in part.rows {
        for case .value(let expression) in row.outputs.map(\.content) {
          expressions.append(expression)
        }
      }
    }
    func add(_ rule: ConditionRule) { expressions.append(rule.expression) }
    func add(_ rule: RequirementRule) {
      add(rule.condition)
      if let domain = rule.forEach?.domain { expressions.append(domain) }
      (rule.when + rule.unless).forEach(add)
      if let variance = rule.variance { expressions.append(variance.limit) }
    }
    ruleset.requirements.forEach(add)
    for exemption in ruleset.exemptions {
      for limb in exemption.limbs { add(limb.condition) }
      for attached in exemption.documents + exemption.observing {
        expressions += [attached.when, attached.unless].compactMap { $0 }
      }
    }
    for general in ruleset.generalConditions { add(general.condition) }
    for exception in ruleset.exceptions {
      (exception.when + exception.unless).forEach(add)
      exception.requirements.forEach(add)
    }
    for provision in ruleset.provisions {
      (provision.when + provision.unless).forEach(add)
      if let amount = provision.amount { expressions.append(amount) }
    }
    for expression in expressions {
      order.facts.formUnion(
        expression.freeNames().filter { name in
          vocabulary.facts[name].map { $0.origin != .proposal } ?? false
        })
      expression.walk { node in
        if case .string(let text) = node.kind, vocabulary.layers[text] != nil {
          order.layers.insert(text)
        }
      }
    }
    order.layers.formUnion(ruleset.jurisdiction.expectedLayers)
    for regulation in regulations { order.measures.merge(regulation.measures) { own, _ in own } }
    return order
  }
}

extension BinaryOperator {
  /// The comparison with its sides changed over.
  var mirrored: BinaryOperator {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    default: self
    }
  }
}

extension Ruleset {
  /// The names that a definition rests on, its parameters aside.
  func freeNames(of definition: DefinitionRule) -> Set<String> {
    var names: Set<String> = []
    switch definition.body {
    case .expression(let expression): names = expression.freeNames()
    case .output(let table, let output):
      for part in tables[table].parts {
        for input in part.inputs { names.formUnion(input.freeNames()) }
        if let condition = part.condition { names.formUnion(condition.freeNames()) }
        guard let column = part.outputs.firstIndex(of: output) else { continue }
        for row in part.rows {
          if case .value(let expression) = row.outputs[column].content {
            names.formUnion(expression.freeNames())
          }
        }
      }
    }
    return names.subtracting(definition.parameters)
  }
}
