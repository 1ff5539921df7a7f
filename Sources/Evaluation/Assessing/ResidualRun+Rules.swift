import FEEL
import Facts

/// How the rules of a residual come out for the case whose steps were run: the same ways as ``Inquiry``, in kinds of reasons.
extension ResidualRun {
  /// A requirement as it came out.
  struct Found {
    var place: Int
    var subject: Int32
    var regulation: Int
    var outcome: Outcome
    var reasons = ReasonSet.none
    var row: Assessment.RowReference?
    var hasRelief = false
    var settles: Bool
  }

  struct OfferFound {
    var place: Int
    var regulation: Int
    var track: Track
    var outcome: Outcome
    var subjects: UInt64
  }

  struct ProvisionFound {
    var place: Int
    var truth: TruthCell
  }

  /// Runs all steps and appends what comes of the requirements.
  func requirements(_ site: borrowing CaseCells, into found: inout [Found]) {
    run(residual.outerSteps, site, element: 0)
    for index in singleRequirements {
      found.append(requirement(residual.requirements[index], site))
    }
    for list in requirementsByList.indices where !requirementsByList[list].isEmpty {
      let state = site.list(list)
      if state.isUnknown || state.count == 0 {
        for index in requirementsByList[list] {
          let plan = residual.requirements[index]
          found.append(
            Found(
              place: plan.place, subject: plan.body.subject, regulation: plan.body.regulation,
              outcome: state.isUnknown ? state.reasons.outcome : .notApplicable,
              reasons: state.reasons, settles: true))
        }
        continue
      }
      for element in 0..<state.count {
        run(residual.listSteps[list], site, element: element)
        for index in requirementsByList[list] {
          found.append(requirement(residual.requirements[index], site))
        }
      }
    }
  }

  private func requirement(_ plan: Residual.RequirementPlan, _ site: borrowing CaseCells) -> Found {
    var found = Found(
      place: plan.place, subject: plan.body.subject, regulation: plan.body.regulation,
      outcome: .notApplicable, settles: false)
    var applies = TruthCell.yes
    for condition in plan.when { applies = .and(applies, truth(of: condition)) }
    if case .no = applies { return found }
    found.settles = true
    var lifted = TruthCell.no
    for condition in plan.unless { lifted = .or(lifted, truth(of: condition)) }
    if case .yes = lifted { return found }

    compare(plan.body, &found, site)
    open(applies, &found)
    open(lifted, &found)
    let exceptions = found.row == nil ? plan.withoutRow : plan.withRow
    if !exceptions.isEmpty { excepted(&found, exceptions, site) }
    return found
  }

  private func open(_ truth: TruthCell, _ found: inout Found) {
    guard case .open(let reasons) = truth, found.outcome != .met, found.outcome != .notApplicable
    else { return }
    found.reasons = found.reasons.union(reasons)
    found.outcome = reasons.outcome == .notApplicable ? .unknown : reasons.outcome
  }

  private func compare(_ body: Residual.BodyPlan, _ found: inout Found, _ site: borrowing CaseCells)
  {
    found.row = nil
    for source in body.rows {
      switch source {
      case .none: continue
      case .fixed(let row): found.row = row
      case .decided(let node): found.row = rows[node]
      }
      if found.row != nil { break }
    }
    found.hasRelief = false
    guard let comparison = body.condition.comparison else {
      settle(&found, truth(of: body.condition))
      return
    }
    let measured = cells[comparison.measured]
    let limit = cells[comparison.limit]
    if measured.kind == .number, limit.kind == .number, !measured.isUnknown, !limit.isUnknown {
      let (a, b) = (measured.number, limit.number)
      if let resolution = comparison.resolution,
        comparison.measuredInputs.contains(where: { site.isMeasured($0) }),
        let gap = a - b, gap.magnitude <= resolution
      {
        settle(&found, comparison.comparator.holds(.zero, .zero) ? .yes : .no)
      } else {
        settle(&found, comparison.comparator.holds(a, b) ? .yes : .no)
      }
    } else {
      settle(&found, truth(of: body.condition))
      if limit.isUnknown, limit.reasons.contains(.noLimit) || limit.reasons.contains(.none) {
        settle(&found, .open(limit.reasons))
      }
    }
    if found.outcome == .notMet, let relief = body.relief, measured.kind == .number,
      !measured.isUnknown
    {
      let bound = cells[relief]
      found.hasRelief =
        bound.kind == .number && !bound.isUnknown
        && comparison.comparator.holds(measured.number, bound.number)
    }
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

  func truth(of plan: Residual.ConditionPlan) -> TruthCell {
    let truth = TruthCell(cells[plan.node])
    guard case .open = truth, let comparison = plan.comparison, let bounds = comparison.bounds,
      let a = self.bounds(bounds.measured), let b = self.bounds(bounds.limit)
    else { return truth }
    func order(_ low: Number?, _ high: Number?, _ body: (Number, Number) -> Bool) -> Bool {
      if let low, let high { return body(low, high) }
      return false
    }
    switch comparison.comparator {
    case .lessOrEqual:
      if order(a.high, b.low, { $0 <= $1 }) { return .yes }
      if order(a.low, b.high, { $1 < $0 }) { return .no }
    case .less:
      if order(a.high, b.low, { $0 < $1 }) { return .yes }
      if order(a.low, b.high, { $1 <= $0 }) { return .no }
    case .greaterOrEqual:
      if order(a.low, b.high, { $1 <= $0 }) { return .yes }
      if order(a.high, b.low, { $0 < $1 }) { return .no }
    case .greater:
      if order(a.low, b.high, { $1 < $0 }) { return .yes }
      if order(a.high, b.low, { $0 <= $1 }) { return .no }
    default: break
    }
    return truth
  }

  private func bounds(_ plan: Residual.Bounds) -> Inquiry.Bounds? {
    let node: Int
    switch plan {
    case .none(let at), .range(let at, _, _), .inner(let at, _), .either(let at, _, _),
      .sum(let at, _, _), .difference(let at, _, _), .product(let at, _, _),
      .quotient(let at, _, _), .least(let at, _), .greatest(let at, _):
      node = at
    }
    let cell = cells[node]
    if !cell.isUnknown {
      return cell.kind == .number ? .init(low: cell.number, high: cell.number) : nil
    }
    guard cell.reasons.areAllMissing else { return nil }
    switch plan {
    case .none: return nil
    case .range(_, let low, let high): return .init(low: low, high: high)
    case .inner(_, let body): return bounds(body)
    case .either(_, let a, let b):
      return both(a, b) {
        Inquiry.Bounds(
          low: joined($0.low, $1.low) { min($0, $1) },
          high: joined($0.high, $1.high) { max($0, $1) })
      }
    case .sum(_, let a, let b):
      return both(a, b) {
        Inquiry.Bounds(
          low: joined($0.low, $1.low) { $0 + $1 }, high: joined($0.high, $1.high) { $0 + $1 })
      }
    case .difference(_, let a, let b):
      return both(a, b) {
        Inquiry.Bounds(
          low: joined($0.low, $1.high) { $0 - $1 }, high: joined($0.high, $1.low) { $0 - $1 })
      }
    case .product(_, let a, let b):
      return both(a, b) {
        guard let low = $0.low, let other = $1.low, !low.isNegative, !other.isNegative else {
          return nil
        }
        return Inquiry.Bounds(low: low * other, high: joined($0.high, $1.high) { $0 * $1 })
      }
    case .quotient(_, let a, let b):
      return both(a, b) {
        guard let divisor = $1.low, divisor == $1.high, Number.zero < divisor else { return nil }
        return Inquiry.Bounds(
          low: $0.low.flatMap { $0 / divisor }, high: $0.high.flatMap { $0 / divisor })
      }
    case .least(_, let parts):
      guard let all = all(parts) else { return nil }
      return .init(
        low: all.contains { $0.low == nil } ? nil : all.compactMap(\.low).min(),
        high: all.compactMap(\.high).min())
    case .greatest(_, let parts):
      guard let all = all(parts) else { return nil }
      return .init(
        low: all.compactMap(\.low).max(),
        high: all.contains { $0.high == nil } ? nil : all.compactMap(\.high).max())
    }
  }

  private func both(
    _ a: Residual.Bounds, _ b: Residual.Bounds,
    _ combine: (Inquiry.Bounds, Inquiry.Bounds) -> Inquiry.Bounds?
  ) -> Inquiry.Bounds? {
    guard let a = bounds(a), let b = bounds(b) else { return nil }
    return combine(a, b)
  }

  private func joined(_ a: Number?, _ b: Number?, _ combine: (Number, Number) -> Number?)
    -> Number?
  {
    guard let a, let b else { return nil }
    return combine(a, b)
  }

  private func all(_ parts: [Residual.Bounds]) -> [Inquiry.Bounds]? {
    var all: [Inquiry.Bounds] = []
    for part in parts {
      guard let bounds = bounds(part) else { return nil }
      all.append(bounds)
    }
    return all
  }

  // MARK: exceptions

  private enum Exceptional {
    case none
    case holds(Residual.ExceptionPlan)
    case clash
    case open(ReasonSet, [Residual.ExceptionPlan])
  }

  private func exceptional(_ plans: [Residual.ExceptionPlan], _ row: Assessment.RowReference?)
    -> Exceptional
  {
    var holding: [Residual.ExceptionPlan] = []
    var possible: [Residual.ExceptionPlan] = []
    var open = ReasonSet.none
    for plan in plans {
      if let rows = plan.rows {
        guard let row, rows.contains(row) else { continue }
      }
      var truth = TruthCell.yes
      for condition in plan.when { truth = .and(truth, self.truth(of: condition)) }
      for condition in plan.unless { truth = .and(truth, self.truth(of: condition).negated) }
      if case .no = truth { continue }
      if !plan.liftedBy.isEmpty {
        switch exceptional(plan.liftedBy, nil) {
        case .none: break
        case .holds, .clash: continue
        case .open(let reasons, _): truth = .and(truth, .open(reasons))
        }
      }
      switch truth {
      case .yes: holding.append(plan)
      case .open(let reasons):
        open = open.union(reasons)
        possible.append(plan)
      case .no: break
      }
    }
    if open != .none { return .open(open, holding + possible) }
    if holding.count > 1 { return .clash }
    return holding.first.map(Exceptional.holds) ?? .none
  }

  private func excepted(
    _ found: inout Found, _ plans: [Residual.ExceptionPlan], _ site: borrowing CaseCells
  ) {
    switch exceptional(plans, found.row) {
    case .none: break
    case .holds(let plan): apply(plan, &found, site)
    case .clash:
      found.outcome = .discretion
      found.reasons = ReasonSet(.conflict)
    case .open(let reasons, let plans):
      var ways = [found.outcome]
      for plan in plans {
        var way = found
        apply(plan, &way, site)
        ways.append(way.outcome)
      }
      if ways.contains(where: { $0 != ways[0] }) {
        found.reasons = found.reasons.union(reasons)
        found.outcome =
          reasons.outcome == .discretion && !ways.contains(.unknown) ? .discretion : .unknown
      }
    }
  }

  private func apply(
    _ plan: Residual.ExceptionPlan, _ found: inout Found, _ site: borrowing CaseCells
  ) {
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
    for body in plan.instead {
      var one = Found(
        place: found.place, subject: body.subject, regulation: body.regulation, outcome: .unknown,
        settles: true)
      compare(body, &one, site)
      if worst.map({ $0.outcome.severity < one.outcome.severity }) ?? true { worst = one }
    }
    if let worst { found = worst }
  }

  // MARK: exemptions and provisions

  func offers(_ governs: [String], into found: inout [OfferFound]) {
    for plan in residual.offers {
      var offer = OfferFound(
        place: plan.place, regulation: plan.regulation, track: plan.track, outcome: .met,
        subjects: 0)
      for (bit, subject) in governs.enumerated() where plan.subjects.contains(subject) {
        offer.subjects |= 1 << UInt64(min(bit, 63))
      }
      for limb in plan.limbs {
        let outcome = outcome(of: limb, &offer.track)
        if outcome.severity > offer.outcome.severity { offer.outcome = outcome }
      }
      found.append(offer)
    }
  }

  private func outcome(of limb: Residual.LimbPlan, _ track: inout Track) -> Outcome {
    var truth = truth(of: limb.condition)
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
    case .holds(let plan):
      guard outcome == .notMet else { return outcome }
      if plan.isDiscretion { return .discretion }
      outcome = .met
      for body in plan.instead {
        switch self.truth(of: body.condition) {
        case .yes: break
        case .no: outcome = .notMet
        case .open(let reasons): if outcome == .met { outcome = reasons.outcome }
        }
      }
      if let changed = plan.track, outcome != .notMet { track = changed }
    case .clash: outcome = .discretion
    case .open(let reasons, _):
      if outcome == .notMet { outcome = reasons.outcome == .discretion ? .discretion : .unknown }
    }
    return outcome
  }

  func provisions(into found: inout [ProvisionFound]) {
    for plan in residual.provisions {
      var truth = TruthCell.yes
      for condition in plan.when { truth = .and(truth, self.truth(of: condition)) }
      for condition in plan.unless { truth = .and(truth, self.truth(of: condition).negated) }
      found.append(.init(place: plan.place, truth: truth))
    }
  }
}
