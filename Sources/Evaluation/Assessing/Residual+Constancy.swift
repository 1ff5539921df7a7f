import Facts

extension Residual {
  /// Whether a requirement comes out one way at every site of the class: nothing in it is worked out anew, and no figure lies so
  /// near its limit that it matters whether somebody measured it.
  func isConstant(_ plan: RequirementPlan) -> Bool {
    (plan.when + plan.unless).allSatisfy(isConstant) && isConstant(plan.body)
      && (plan.withRow + plan.withoutRow).allSatisfy(isConstant)
  }

  private func isConstant(_ plan: BodyPlan) -> Bool {
    plan.relief.map { isConstant[$0] } ?? true && isConstant(plan.condition)
      && plan.rows.allSatisfy { if case .decided = $0 { false } else { true } }
  }

  private func isConstant(_ plan: ExceptionPlan) -> Bool {
    (plan.when + plan.unless).allSatisfy(isConstant) && plan.instead.allSatisfy(isConstant)
      && plan.liftedBy.allSatisfy(isConstant)
  }

  private func isConstant(_ plan: ConditionPlan) -> Bool {
    guard isConstant[plan.node] else { return false }
    guard let comparison = plan.comparison else { return true }
    guard isConstant[comparison.measured], isConstant[comparison.limit],
      comparison.bounds.map({ isConstant($0.measured) && isConstant($0.limit) }) ?? true
    else { return false }
    let (a, b) = (constants[comparison.measured], constants[comparison.limit])
    guard let resolution = comparison.resolution, a.kind == .number, b.kind == .number else {
      return true
    }
    return (a.number - b.number).map { resolution < $0.magnitude } ?? false
  }

  private func isConstant(_ bounds: Bounds) -> Bool {
    switch bounds {
    case .none(let node), .range(let node, _, _): isConstant[node]
    case .inner(let node, let body): isConstant[node] && isConstant(body)
    case .either(let node, let a, let b), .sum(let node, let a, let b),
      .difference(let node, let a, let b), .product(let node, let a, let b),
      .quotient(let node, let a, let b):
      isConstant[node] && isConstant(a) && isConstant(b)
    case .least(let node, let parts), .greatest(let node, let parts):
      isConstant[node] && parts.allSatisfy(isConstant)
    }
  }
}
