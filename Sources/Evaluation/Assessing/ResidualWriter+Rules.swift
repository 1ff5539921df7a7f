import FEEL
import Facts

/// The rules that reach the work in these days, as plans over nodes.
extension ResidualWriter {
  mutating func write() -> Residual {
    for place in ruleset.requirements.indices
    where isReached(ruleset.requirements[place].provenance) {
      do throws(NotResidual) {
        guard !refused.requirements.contains(place) else { throw NotResidual("refused before") }
        let plan = try requirement(place)
        residual.requirements.append(plan)
      } catch {
        residual.evaluatedRequirements.append(place)
        residual.refusals.append(error.reason)
      }
    }
    for place in ruleset.exemptions.indices {
      let rule = ruleset.exemptions[place]
      guard isInForce(rule.provenance), rule.provenance.works?.contains(work) ?? false else {
        continue
      }
      do throws(NotResidual) {
        guard !refused.offers.contains(place) else { throw NotResidual("refused before") }
        let plan = try offer(place)
        residual.offers.append(plan)
      } catch {
        residual.evaluatedOffers.append(place)
        residual.refusals.append(error.reason)
      }
    }
    for place in ruleset.provisions.indices where isReached(ruleset.provisions[place].provenance) {
      let rule = ruleset.provisions[place]
      // Only these two have a part in what it comes to.
      guard rule.kind == .condition || rule.kind == .discretion else { continue }
      do throws(NotResidual) {
        guard !refused.provisions.contains(place) else { throw NotResidual("refused before") }
        let scope = Scope(regulation: rule.provenance.regulation)
        residual.provisions.append(
          .init(
            place: place, when: try conditions(rule.when, scope),
            unless: try conditions(rule.unless, scope)))
      } catch {
        residual.evaluatedProvisions.append(place)
        residual.refusals.append(error.reason)
      }
    }
    return finish()
  }

  // MARK: what reaches the case

  private func isReached(_ provenance: Provenance) -> Bool {
    guard isInForce(provenance) else { return false }
    if let works = provenance.works { return works.contains(work) }
    return ruleset.vocabulary.works[work]?.isConstruction ?? true
  }

  func isInForce(_ provenance: Provenance) -> Bool { ruleset.isInForce(provenance, on: date) }

  // MARK: conditions

  private mutating func conditions(_ rules: [ConditionRule], _ scope: Scope) throws(NotResidual)
    -> [Residual.ConditionPlan]
  {
    var plans: [Residual.ConditionPlan] = []
    for rule in rules { plans.append(try condition(rule, scope)) }
    return plans
  }

  private mutating func condition(_ rule: ConditionRule, _ scope: Scope) throws(NotResidual)
    -> Residual.ConditionPlan
  {
    let node = try bordered(rule.expression, scope)
    guard let comparison = rule.comparison, constantCell(node).map(\.isUnknown) ?? true else {
      return .init(node: node)
    }
    return .init(node: node, comparison: try self.comparison(comparison, scope))
  }

  private mutating func comparison(_ rule: ConditionRule.Comparison, _ scope: Scope)
    throws(NotResidual) -> Residual.ComparisonPlan
  {
    let measured = try bordered(rule.measured, scope)
    let limit = try bordered(rule.limit, scope)
    var inputs: [Int] = []
    if rule.resolution != nil {
      for expression in [rule.measured, rule.limit] {
        for name in try usedFacts(expression, scope) {
          if let place = residual.inputs.firstIndex(where: { $0.source == .fact(name) }),
            !inputs.contains(place)
          {
            inputs.append(place)
          }
        }
      }
    }
    return .init(
      measured: measured, limit: limit, comparator: rule.comparator, resolution: rule.resolution,
      measuredInputs: inputs,
      bounds: (try bounds(rule.measured, scope), try bounds(rule.limit, scope)))
  }

  /// The facts that an expression rests on, as ``Inquiry`` finds them.
  private func usedFacts(_ expression: FEELExpression, _ scope: Scope) throws(NotResidual)
    -> [String]
  {
    var seen: Set<String> = []
    var facts: [String] = []
    var open: [FEELExpression] = [expression]
    while let next = open.popLast() {
      for name in next.freeNames().sorted() where seen.insert(name).inserted {
        let candidates = inForce(named: name)
        let own = candidates.first {
          ruleset.definitions[$0].provenance.regulation == scope.regulation
        }
        if own == nil, !candidates.isEmpty, ruleset.vocabulary.facts[name] != nil {
          throw NotResidual("`\(name)` is a fact and a definition")
        }
        if let place = own ?? candidates.first {
          switch ruleset.definitions[place].body {
          case .expression(let body): open.append(body)
          case .output(let table, _):
            for part in ruleset.tables[table].parts {
              open += part.inputs
              if let condition = part.condition { open.append(condition) }
            }
          }
        } else if ruleset.vocabulary.facts[name] != nil {
          facts.append(name)
        }
      }
    }
    return facts
  }

  // MARK: requirements

  private mutating func requirement(_ place: Int) throws(NotResidual) -> Residual.RequirementPlan {
    let rule = ruleset.requirements[place]
    var scope = Scope(regulation: rule.provenance.regulation)
    var list: Int?
    if let (name, domain) = rule.forEach {
      guard case .list(let found) = try term(domain, scope) else {
        throw NotResidual("`for each` over what is no list of lines")
      }
      list = found
      scope.element = (name, found)
    }
    let body = try self.body(rule, scope)
    let targets = rule.provenance.anchors.union(rule.limitNames).union([rule.subject])
    let withoutRow = try exceptions(toAnyOf: targets, isFromRow: false, scope)
    var withRow = withoutRow
    let tables = limitTables(rule, scope)
    if !tables.isEmpty {
      withRow = try exceptions(
        toAnyOf: targets, ofParts: tables.flatMap { ruleset.tables[$0].parts }, isFromRow: true,
        scope)
    }
    return .init(
      place: place, list: list, when: try conditions(rule.when, scope),
      unless: try conditions(rule.unless, scope), body: body, withRow: withRow,
      withoutRow: withoutRow)
  }

  /// The tables that a limit may come from.
  private func limitTables(_ rule: RequirementRule, _ scope: Scope) -> [Int] {
    rule.limitNames.sorted().compactMap { name in
      guard let place = definition(named: name, scope),
        case .output(let table, _) = ruleset.definitions[place].body,
        ruleset.tables[table].parameters.isEmpty
      else { return nil }
      return table
    }
  }

  private func definition(named name: String, _ scope: Scope) -> Int? {
    let candidates = inForce(named: name)
    return candidates.first {
      ruleset.definitions[$0].provenance.regulation == scope.regulation
    } ?? candidates.first
  }

  private mutating func body(_ rule: RequirementRule, _ scope: Scope) throws(NotResidual)
    -> Residual.BodyPlan
  {
    var rows: [Residual.RowSource] = []
    for name in rule.limitNames.sorted() {
      guard let place = definition(named: name, scope) else { continue }
      let isOwn = ruleset.definitions[place].provenance.regulation == scope.regulation
      guard isOwn || ruleset.vocabulary.facts[name] == nil else {
        throw NotResidual("`\(name)` is a fact and a definition")
      }
      let row = try defined(place, scope).row
      if row != .none { rows.append(row) }
    }
    // A comparison is compared side by side, whatever its expression comes to.
    var condition = Residual.ConditionPlan(node: try bordered(rule.condition.expression, scope))
    if let comparison = rule.condition.comparison {
      condition.comparison = try self.comparison(comparison, scope)
    }
    return .init(
      condition: condition, rows: rows,
      relief: try rule.variance.map { (variance) throws(NotResidual) in
        try bordered(variance.limit, scope)
      }, subject: texts.code(rule.subject), regulation: rule.provenance.regulation)
  }

  // MARK: exceptions

  private mutating func exceptions(
    toAnyOf given: Set<String>, ofParts parts: [TableRule.Part] = [], isFromRow: Bool,
    _ scope: Scope, depth: Int = 0
  ) throws(NotResidual) -> [Residual.ExceptionPlan] {
    var plans: [Residual.ExceptionPlan] = []
    // What all parts have in common is aimed at whichever gave the row; the rest only with a row of its part.
    let anchors = parts.map(\.provenance.anchors)
    let common = anchors.dropFirst().reduce(anchors.first ?? []) { $0.intersection($1) }
    let particular = anchors.reduce(into: Set<String>()) { $0.formUnion($1) }.subtracting(common)
    let targets = given.union(common)
    for rule in ruleset.exceptions where isReached(rule.provenance) {
      var rows: Set<Assessment.RowReference>?
      if let wanted = rule.row {
        guard isFromRow else { continue }
        rows = places(ofRow: wanted, anchor: rule.target)
      } else if particular.contains(rule.target), !targets.contains(rule.target) {
        rows = places(ofRow: nil, anchor: rule.target)
      } else {
        guard targets.contains(rule.target) else { continue }
      }
      guard rule.provenance.anchors.isDisjoint(with: particular) else {
        throw NotResidual("an exception that stands at a part of a table")
      }
      var inner = scope
      inner.regulation = rule.provenance.regulation
      inner.bindings = []
      var liftedBy: [Residual.ExceptionPlan] = []
      if depth < 8, !rule.provenance.anchors.isEmpty {
        liftedBy = try exceptions(
          toAnyOf: rule.provenance.anchors.subtracting([rule.target]).subtracting(targets),
          isFromRow: false, scope, depth: depth + 1)
      }
      var instead: [Residual.BodyPlan] = []
      for requirement in rule.requirements {
        var own = inner
        own.regulation = requirement.provenance.regulation
        instead.append(try body(requirement, own))
      }
      plans.append(
        .init(
          when: try conditions(rule.when, inner), unless: try conditions(rule.unless, inner),
          rows: rows, liftedBy: liftedBy, isDiscretion: rule.discretion != nil, instead: instead,
          track: rule.track))
    }
    return plans
  }

  /// - Parameter number: Nil for all rows.
  private func places(ofRow number: String?, anchor: String) -> Set<Assessment.RowReference> {
    var places: Set<Assessment.RowReference> = []
    for (table, rule) in ruleset.tables.enumerated() {
      for (place, part) in rule.parts.enumerated() where part.provenance.anchors.contains(anchor) {
        for (row, content) in part.rows.enumerated() where number == nil || content.number == number
        {
          places.insert(.init(table: table, part: place, row: row))
        }
      }
    }
    return places
  }

  // MARK: exemptions

  private mutating func offer(_ place: Int) throws(NotResidual) -> Residual.OfferPlan {
    let rule = ruleset.exemptions[place]
    let regulation = rule.provenance.regulation
    var plan = Residual.OfferPlan(
      place: place, regulation: regulation, track: rule.track, limbs: [], subjects: [])
    if rule.track == .exempt || rule.track == .exemptWithNotice {
      for general in ruleset.generalConditions
      where isInForce(general.provenance) && general.provenance.regulation == regulation {
        plan.limbs.append(
          try limb(false, general.condition, general.provenance.anchors, regulation))
        plan.subjects.formUnion(general.condition.expression.freeNames())
      }
    }
    for limb in rule.limbs {
      plan.limbs.append(try self.limb(limb.isExclusion, limb.condition, limb.anchors, regulation))
      plan.subjects.formUnion(limb.condition.expression.freeNames())
    }
    return plan
  }

  private mutating func limb(
    _ isExclusion: Bool, _ condition: ConditionRule, _ anchors: Set<String>, _ regulation: Int
  ) throws(NotResidual) -> Residual.LimbPlan {
    let scope = Scope(regulation: regulation)
    return .init(
      isExclusion: isExclusion, condition: try self.condition(condition, scope),
      exceptions: try exceptions(toAnyOf: anchors, isFromRow: false, scope))
  }
}
