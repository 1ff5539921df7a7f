package import FEEL
package import Facts

/// One requirement as it came out, before it is put into words.
struct Finding {
  var rule: RequirementRule
  /// Of the requirement in the ruleset, also where an exception's stands in for it.
  var place = -1
  var element: (name: String, index: Int, value: Value)?
  var outcome: Outcome
  var reasons: Reasons?
  /// Both sides of the comparison in base units, where they are numbers.
  var measured: Value?
  var limit: Value?
  var isOnTheLine = false
  /// The row that gave the limit.
  var row: Inquiry.RowUsed?
  /// A relief reaches it: its limit, and who says so.
  var relief: (limit: Value, by: Answer.Citation?)?
  /// An exception decided, or the law left it to somebody: the words.
  var remark: String?
  /// The article that the remark or the lifting comes from.
  var exception: Provenance?
  /// The law spoke on the subject, even where nothing is left to be met.
  var settles: Bool
  var overriddenBy: String?
  /// The zone of a split lot that it was evaluated for.
  var portion: String?

  var subject: String { rule.subject }
  var id: String {
    var id = rule.provenance.id
    if let element { id += "#\(element.index + 1)" }
    if let portion { id += "@\(portion)" }
    return id
  }
}

extension Inquiry {
  func reaches(_ provenance: Provenance) -> Bool {
    if let works = provenance.works { return works.contains(proposal.work) }
    return ruleset.vocabulary.works[proposal.work]?.isConstruction ?? true
  }

  func findings() -> [Finding] {
    ruleset.requirements.indices.flatMap(findings(at:))
  }

  func findings(at place: Int) -> [Finding] {
    let rule = ruleset.requirements[place]
    guard reaches(rule.provenance), isInForce(rule.provenance) else { return [] }
    return findings(of: rule).map {
      var finding = $0
      finding.place = place
      return finding
    }
  }

  private func findings(of rule: RequirementRule) -> [Finding] {
    guard let (name, domain) = rule.forEach else { return [finding(of: rule, element: nil)] }
    switch evaluate(domain, for: rule.provenance.regulation) {
    case .list(let elements):
      if elements.isEmpty {
        return [Finding(rule: rule, outcome: .notApplicable, settles: true)]
      }
      return elements.enumerated().map { index, value in
        looking(at: name, value) { finding(of: rule, element: (name, index, value)) }
      }
    case .unknown(let reasons):
      return [Finding(rule: rule, outcome: reasons.outcome, reasons: reasons, settles: true)]
    default:
      let reasons = Reasons([
        .init(kind: Cause.failure.rawValue, name: "no list: \(domain.printed())")
      ])
      return [Finding(rule: rule, outcome: .unknown, reasons: reasons, settles: true)]
    }
  }

  private func finding(of rule: RequirementRule, element: (name: String, index: Int, value: Value)?)
    -> Finding
  {
    let regulation = rule.provenance.regulation
    var applies = Truth.yes
    for condition in rule.when { applies = .and(applies, truth(of: condition, for: regulation)) }
    if case .no = applies {
      return Finding(rule: rule, element: element, outcome: .notApplicable, settles: false)
    }
    var lifted = Truth.no
    for condition in rule.unless { lifted = .or(lifted, truth(of: condition, for: regulation)) }
    if case .yes = lifted {
      return Finding(rule: rule, element: element, outcome: .notApplicable, settles: true)
    }

    var finding = compare(rule, element: element)
    // Whether it applies is open: only where it would be met anyway is nothing left to know.
    for case .open(let reasons) in [applies, lifted]
    where finding.outcome != .met && finding.outcome != .notApplicable {
      finding.reasons = finding.reasons?.union(reasons) ?? reasons
      finding.outcome = reasons.outcome == .notApplicable ? .unknown : reasons.outcome
    }
    return underExceptions(finding)
  }

  /// The requirement itself, without what stands above it.
  private func compare(_ rule: RequirementRule, element: (name: String, index: Int, value: Value)?)
    -> Finding
  {
    let regulation = rule.provenance.regulation
    var finding = Finding(rule: rule, element: element, outcome: .unknown, settles: true)
    finding.row =
      rule.limitNames.sorted().lazy.compactMap { [self] name in
        definition(of: name, for: regulation).flatMap { established($0).row }
      }.first
    guard let comparison = rule.condition.comparison else {
      settle(&finding, truth(of: rule.condition, for: regulation))
      return finding
    }
    let measured = evaluate(comparison.measured, for: regulation)
    let limit = evaluate(comparison.limit, for: regulation)
    finding.measured = measured
    finding.limit = limit
    switch (measured, limit) {
    case (.number(let a), .number(let b)):
      if let resolution = comparison.resolution,
        isMeasured(comparison.measured, regulation) || isMeasured(comparison.limit, regulation),
        let gap = a - b, gap.magnitude <= resolution
      {
        finding.isOnTheLine = true
        settle(&finding, comparison.comparator.holds(.zero, .zero) ? .yes : .no)
      } else {
        settle(&finding, comparison.comparator.holds(a, b) ? .yes : .no)
      }
    default:
      settle(&finding, truth(of: rule.condition, for: regulation))
      // Either side without an answer leaves the reasons of both.
      if case .unknown(let reasons) = limit, reasons.contains(.noLimit) || reasons.contains(.none) {
        settle(&finding, .open(reasons))
      }
    }
    if finding.outcome == .notMet, let variance = rule.variance,
      case .number(let a)? = finding.measured,
      case .number(let bound) = evaluate(variance.limit, for: regulation),
      comparison.comparator.holds(a, bound)
    {
      finding.relief = (.number(bound), variance.by)
    }
    return finding
  }

  private func settle(_ finding: inout Finding, _ truth: Truth) {
    switch truth {
    case .yes: finding.outcome = .met
    case .no: finding.outcome = .notMet
    case .open(let reasons):
      finding.reasons = reasons
      finding.outcome = reasons.outcome
    }
  }

  /// Whether a side of a comparison rests on something that was measured on the land: entered values are exact.
  private func isMeasured(_ expression: FEELExpression, _ regulation: Int) -> Bool {
    usedFacts(expression, regulation).contains {
      proposal.facts[$0] == nil && site.facts[$0]?.method != nil
    }
  }

  /// The facts that an expression rests on, through definitions.
  func usedFacts(_ expression: FEELExpression, _ regulation: Int) -> [String] {
    var seen: Set<String> = []
    var facts: [String] = []
    func visit(_ expression: FEELExpression) {
      for name in expression.freeNames().sorted() where seen.insert(name).inserted {
        if let index = definition(of: name, for: regulation) {
          let rule = ruleset.definitions[index]
          switch rule.body {
          case .expression(let body): visit(body)
          case .output(let table, _):
            for part in ruleset.tables[table].parts {
              part.inputs.forEach(visit)
              if let condition = part.condition { visit(condition) }
            }
          }
        } else if ruleset.vocabulary.facts[name] != nil {
          facts.append(name)
        }
      }
    }
    visit(expression)
    return facts
  }

  // MARK: exceptions

  /// What the exceptions to something come to: lifted with an effect, open, or untouched.
  enum Exceptional {
    case none
    case holds(ExceptionRule)
    case clash([ExceptionRule])
    case open(Reasons, [ExceptionRule])
  }

  func exceptions(toAnyOf targets: Set<String>, row: RowUsed?, depth: Int = 0) -> Exceptional {
    var holding: [ExceptionRule] = []
    var open: Reasons?
    var possible: [ExceptionRule] = []
    for rule in ruleset.exceptions where isInForce(rule.provenance) && reaches(rule.provenance) {
      if let wanted = rule.row {
        guard let row, row.row == wanted, row.provenance.anchors.contains(rule.target) else {
          continue
        }
      } else {
        guard targets.contains(rule.target) else { continue }
      }
      var truth = Truth.yes
      for condition in rule.when {
        truth = .and(truth, self.truth(of: condition, for: rule.provenance.regulation))
      }
      for condition in rule.unless {
        truth = .and(truth, self.truth(of: condition, for: rule.provenance.regulation).negated)
      }
      if case .no = truth { continue }
      // An exception may itself be lifted by one that names it.
      if depth < 8, !rule.provenance.anchors.isEmpty {
        switch exceptions(
          toAnyOf: rule.provenance.anchors.subtracting([rule.target]).subtracting(targets),
          row: nil, depth: depth + 1)
        {
        case .none: break
        case .holds, .clash: continue
        case .open(let reasons, _): truth = .and(truth, .open(reasons))
        }
      }
      switch truth {
      case .yes: holding.append(rule)
      case .open(let reasons):
        open = open?.union(reasons) ?? reasons
        possible.append(rule)
      case .no: break
      }
    }
    if let open { return .open(open, holding + possible) }
    if holding.count > 1 { return .clash(holding) }
    return holding.first.map(Exceptional.holds) ?? .none
  }

  private func underExceptions(_ finding: Finding) -> Finding {
    let rule = finding.rule
    var targets = rule.provenance.anchors.union(rule.limitNames).union([rule.subject])
    if let row = finding.row { targets.formUnion(row.provenance.anchors) }
    var finding = finding
    switch exceptions(toAnyOf: targets, row: finding.row) {
    case .none: break
    case .holds(let exception):
      return apply(exception, to: finding)
    case .clash(let rules):
      finding.outcome = .discretion
      finding.reasons = Reasons(
        rules.map { .init(kind: Cause.conflict.rawValue, name: $0.provenance.citation.article) })
    case .open(let reasons, let rules):
      // Open whether an exception holds: nothing is left to know only where both ways agree.
      let ways = [finding.outcome] + rules.map { apply($0, to: finding).outcome }
      if ways.contains(where: { $0 != ways[0] }) {
        finding.reasons = finding.reasons?.union(reasons) ?? reasons
        finding.outcome =
          reasons.outcome == .discretion && !ways.contains(.unknown) ? .discretion : .unknown
      }
    }
    return finding
  }

  private func apply(_ exception: ExceptionRule, to finding: Finding) -> Finding {
    var result = finding
    result.exception = exception.provenance
    result.relief = nil
    if let words = exception.discretion {
      result.outcome = .discretion
      result.remark = words
      return result
    }
    if exception.requirements.isEmpty {
      result.outcome = .notApplicable
      return result
    }
    // What holds instead takes the place of what it lifts, under the exception's own article.
    let instead = exception.requirements.map { compare($0, element: finding.element) }
    let worst = instead.max { $0.outcome.severity < $1.outcome.severity } ?? result
    var shown = worst
    shown.exception = exception.provenance
    return shown
  }
}

extension Outcome {
  /// The order in which several outcomes of one thing come to one: how much stands against a case by it.
  package var severity: Int {
    switch self {
    case .notApplicable: 0
    case .met: 1
    case .discretion: 2
    case .unknown: 3
    case .notMet: 4
    }
  }
}

extension BinaryOperator {
  package func holds(_ a: Number, _ b: Number) -> Bool {
    switch self {
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: b < a
    case .greaterOrEqual: b <= a
    case .equal: a == b
    case .notEqual: a != b
    default: false
    }
  }
}
