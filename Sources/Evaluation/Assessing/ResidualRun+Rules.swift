import FEEL
import Facts

/// How the rules of a residual come out for the case whose steps were run: the same ways as ``Inquiry``, in kinds of reasons.
extension ResidualRun {
  /// A requirement as it came out.
  struct Found {
    var place: Int32
    var subject: Int32
    var regulation: Int32
    var outcome: Outcome
    var hasRelief = false
    var settles: Bool
    var reasons = ReasonSet.none
    var row: Assessment.RowReference?
  }

  struct OfferFound {
    var place: Int32
    var regulation: Int32
    var track: Track
    var outcome: Outcome
    var subjects: UInt64
    /// How many of its conditions do not hold for certain.
    var unmet: Int32 = 0
  }

  struct ProvisionFound {
    var place: Int
    var truth: TruthCell
  }

  /// Runs all steps and appends what comes of the requirements.
  func requirements(_ site: CaseCells, into found: inout [Found]) {
    runOuter(site)
    found += constantSingle
    for index in single { found.append(requirement(flat.requirements[index], site)) }
    for list in byList.indices where !emptyByList[list].isEmpty {
      let state = site.list(list)
      if state.isUnknown || state.count == 0 {
        for var one in emptyByList[list] {
          if state.isUnknown {
            one.outcome = state.reasons.outcome
            one.reasons = state.reasons
          }
          found.append(one)
        }
        continue
      }
      found += constantByList[list]
      if byList[list].isEmpty { continue }
      for element in 0..<state.count {
        run(list: list, site, element: element)
        for index in byList[list] { found.append(requirement(flat.requirements[index], site)) }
      }
    }
  }

  /// - Parameter site: Nil where everything is constant, and nothing near its limit.
  func requirement(_ plan: FlatResidual.Requirement, _ site: CaseCells?) -> Found {
    let body = flat.bodies[plan.body]
    var found = Found(
      place: plan.place, subject: body.subject, regulation: body.regulation,
      outcome: .notApplicable, settles: false)
    let applies = all(plan.when)
    if case .no = applies { return found }
    found.settles = true
    let lifted = any(plan.unless)
    if case .yes = lifted { return found }

    compare(body, &found, site)
    open(applies, &found)
    open(lifted, &found)
    let exceptions = found.row == nil ? plan.withoutRow : plan.withRow
    if !exceptions.isEmpty { excepted(&found, exceptions, site) }
    return found
  }

  private func all(_ conditions: FlatResidual.Span) -> TruthCell {
    var truth = TruthCell.yes
    for index in conditions.range { truth = .and(truth, self.truth(of: flat.conditions[index])) }
    return truth
  }

  private func any(_ conditions: FlatResidual.Span) -> TruthCell {
    var truth = TruthCell.no
    for index in conditions.range { truth = .or(truth, self.truth(of: flat.conditions[index])) }
    return truth
  }

  /// Whether all of some conditions hold and none of others.
  private func all(_ when: FlatResidual.Span, none unless: FlatResidual.Span) -> TruthCell {
    var truth = all(when)
    for index in unless.range {
      truth = .and(truth, self.truth(of: flat.conditions[index]).negated)
    }
    return truth
  }

  private func open(_ truth: TruthCell, _ found: inout Found) {
    guard case .open(let reasons) = truth, found.outcome != .met, found.outcome != .notApplicable
    else { return }
    found.reasons = found.reasons.union(reasons)
    found.outcome = reasons.outcome == .notApplicable ? .unknown : reasons.outcome
  }

  private func compare(_ body: FlatResidual.Body, _ found: inout Found, _ site: CaseCells?) {
    found.row = nil
    for index in body.rows.range {
      let source = flat.rows[index]
      found.row = source.node < 0 ? source.fixed : rows[Int(source.node)]
      if found.row != nil { break }
    }
    found.hasRelief = false
    let condition = flat.conditions[body.condition]
    guard condition.comparison >= 0 else {
      settle(&found, truth(of: condition))
      return
    }
    let comparison = flat.comparisons.start + Int(condition.comparison)
    let measured = cells + Int(comparison.pointee.measured)
    let limit = cells + Int(comparison.pointee.limit)
    let comparator = comparison.pointee.comparator
    if measured.pointee.kind == .number, limit.pointee.kind == .number {
      let (a, b) = (measured.pointee.number, limit.pointee.number)
      if comparison.pointee.hasResolution,
        isMeasured(comparison.pointee.measuredInputs, site), let gap = a - b,
        gap.magnitude <= comparison.pointee.resolution
      {
        settle(&found, comparator.holds(.zero, .zero) ? .yes : .no)
      } else {
        settle(&found, comparator.holds(a, b) ? .yes : .no)
      }
    } else {
      settle(&found, truth(of: condition))
      let reasons = limit.pointee.reasons
      if reasons.contains(.noLimit) || reasons.contains(.none) { settle(&found, .open(reasons)) }
    }
    if found.outcome == .notMet, body.relief >= 0, measured.pointee.kind == .number {
      let bound = cells[Int(body.relief)]
      found.hasRelief =
        bound.kind == .number && comparator.holds(measured.pointee.number, bound.number)
    }
  }

  private func isMeasured(_ inputs: FlatResidual.Span, _ site: CaseCells?) -> Bool {
    guard let site else { return false }
    for index in inputs.range where site.isMeasured(Int(flat.places[index])) { return true }
    return false
  }

  private func settle(_ found: inout Found, _ truth: TruthCell) {
    switch truth {
    case .yes: found.outcome = .met
    case .no: found.outcome = .notMet
    case .open(let reasons):
      found.reasons = reasons
      found.outcome = reasons.outcome
    }
  }

  // MARK: conditions

  func truth(of condition: FlatResidual.Condition) -> TruthCell {
    let truth = TruthCell(cells[Int(condition.node)])
    guard case .open(let reasons) = truth, condition.comparison >= 0, reasons.areAllMissing else {
      return truth
    }
    let comparison = flat.comparisons[condition.comparison]
    guard comparison.measuredBounds >= 0, let a = bounds(comparison.measuredBounds),
      let b = bounds(comparison.limitBounds)
    else { return truth }
    return Bounds.decided(comparison.comparator, a, b).map { $0 ? .yes : .no } ?? truth
  }

  private func bounds(_ place: Int32) -> Bounds? {
    let plan = flat.bounds.start + Int(place)
    let cell = cells + Int(plan.pointee.node)
    guard cell.pointee.isUnknown else {
      return cell.pointee.kind == .number ? Bounds(cell.pointee.number) : nil
    }
    guard cell.pointee.reasons.areAllMissing else { return nil }
    let parts = plan.pointee.parts
    func part(_ index: Int) -> Bounds? { bounds(flat.places[Int(parts.start) + index]) }
    switch plan.pointee.shape {
    case .none: return nil
    case .range:
      return .init(
        low: plan.pointee.hasLow ? plan.pointee.low : nil,
        high: plan.pointee.hasHigh ? plan.pointee.high : nil)
    case .inner: return part(0)
    case .least, .greatest:
      let isLeast = plan.pointee.shape == .least
      guard var result = part(0) else { return nil }
      for index in 1..<max(1, Int(parts.count)) {
        guard let next = part(index) else { return nil }
        result = isLeast ? result.least(next) : result.greatest(next)
      }
      return result
    case .either, .sum, .difference, .product, .quotient: break
    }
    guard let a = part(0), let b = part(1) else { return nil }
    switch plan.pointee.shape {
    case .either: return a.or(b)
    case .sum: return a + b
    case .difference: return a - b
    case .product: return a.times(b)
    case .quotient: return a.divided(by: b)
    default: return nil
    }
  }

  // MARK: exceptions

  private enum Exceptional {
    case none
    case holds(Int)
    case clash
    case open(ReasonSet)
  }

  /// The truth of one exception where the limit came from a row; nil where it is not aimed at it.
  private func truth(ofException index: Int, _ row: Assessment.RowReference?) -> TruthCell {
    let plan = flat.exceptions[index]
    if plan.rows >= 0 {
      guard let row, flat.rowSets[Int(plan.rows)].contains(row) else { return .no }
    }
    let truth = all(plan.when, none: plan.unless)
    if case .no = truth { return .no }
    guard !plan.liftedBy.isEmpty else { return truth }
    switch exceptional(plan.liftedBy, nil) {
    case .none: return truth
    case .holds, .clash: return .no
    case .open(let reasons): return .and(truth, .open(reasons))
    }
  }

  private func exceptional(_ plans: FlatResidual.Span, _ row: Assessment.RowReference?)
    -> Exceptional
  {
    var holding = -1
    var count = 0
    var open = ReasonSet.none
    for index in plans.range {
      switch truth(ofException: index, row) {
      case .yes:
        if count == 0 { holding = index }
        count += 1
      case .open(let reasons): open = open.union(reasons)
      case .no: break
      }
    }
    if open != .none { return .open(open) }
    if count > 1 { return .clash }
    return count == 1 ? .holds(holding) : .none
  }

  private func excepted(_ found: inout Found, _ plans: FlatResidual.Span, _ site: CaseCells?) {
    switch exceptional(plans, found.row) {
    case .none: break
    case .holds(let index): apply(index, &found, site)
    case .clash:
      found.outcome = .discretion
      found.reasons = ReasonSet(.conflict)
    case .open(let reasons):
      // Open whether an exception holds: nothing is left to know only where all ways agree.
      var differ = false
      var isAnyUnknown = found.outcome == .unknown
      for index in plans.range {
        if case .no = truth(ofException: index, found.row) { continue }
        var way = found
        apply(index, &way, site)
        differ = differ || way.outcome != found.outcome
        isAnyUnknown = isAnyUnknown || way.outcome == .unknown
      }
      if differ {
        found.reasons = found.reasons.union(reasons)
        found.outcome =
          reasons.outcome == .discretion && !isAnyUnknown ? .discretion : .unknown
      }
    }
  }

  private func apply(_ index: Int, _ found: inout Found, _ site: CaseCells?) {
    let plan = flat.exceptions[index]
    found.hasRelief = false
    if plan.isDiscretion {
      found.outcome = .discretion
      return
    }
    if plan.instead.isEmpty {
      found.outcome = .notApplicable
      return
    }
    var worst: Found?
    for instead in plan.instead.range {
      let body = flat.bodies[flat.places[instead]]
      var one = Found(
        place: found.place, subject: body.subject, regulation: body.regulation, outcome: .unknown,
        settles: true)
      compare(body, &one, site)
      if worst.map({ $0.outcome.severity < one.outcome.severity }) ?? true { worst = one }
    }
    if let worst { found = worst }
  }

  // MARK: exemptions and provisions

  func offers(into found: inout [OfferFound]) {
    for index in 0..<flat.offers.count {
      let plan = flat.offers[index]
      var offer = OfferFound(
        place: plan.place, regulation: plan.regulation, track: plan.track, outcome: .met,
        subjects: plan.subjects)
      for limb in plan.limbs.range {
        let outcome = outcome(of: flat.limbs[limb], &offer.track)
        if outcome.severity > offer.outcome.severity { offer.outcome = outcome }
        if outcome != .met { offer.unmet += 1 }
      }
      found.append(offer)
    }
  }

  private func outcome(of limb: FlatResidual.Limb, _ track: inout Track) -> Outcome {
    var truth = truth(of: flat.conditions[limb.condition])
    if limb.isExclusion { truth = truth.negated }
    var outcome: Outcome
    switch truth {
    case .yes: return .met
    case .no: outcome = .notMet
    case .open(let reasons):
      outcome = reasons.outcome == .notApplicable ? .met : reasons.outcome
      if outcome == .met { return .met }
    }
    guard !limb.exceptions.isEmpty else { return outcome }
    switch exceptional(limb.exceptions, nil) {
    case .none: break
    case .holds(let index):
      guard outcome == .notMet else { return outcome }
      let plan = flat.exceptions[index]
      if plan.isDiscretion { return .discretion }
      outcome = .met
      for instead in plan.instead.range {
        let body = flat.bodies[flat.places[instead]]
        switch self.truth(of: flat.conditions[body.condition]) {
        case .yes: break
        case .no: outcome = .notMet
        case .open(let reasons): if outcome == .met { outcome = reasons.outcome }
        }
      }
      if let changed = plan.track, outcome != .notMet { track = changed }
    case .clash: outcome = .discretion
    case .open(let reasons):
      if outcome == .notMet { outcome = reasons.outcome == .discretion ? .discretion : .unknown }
    }
    return outcome
  }

  func provisions(into found: inout [ProvisionFound]) {
    for index in 0..<flat.provisions.count {
      let plan = flat.provisions[index]
      found.append(.init(place: Int(plan.place), truth: all(plan.when, none: plan.unless)))
    }
  }
}
