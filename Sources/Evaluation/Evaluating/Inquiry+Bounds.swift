import FEEL
import Facts

/// What can be said of a number although something in it is not known: that it is no less or no more than a bound.
///
/// `20 <= max(50, free area / 4)` holds whatever the free area is, so nobody need be asked for it. Bounds come from the ranges
/// that the vocabulary declares (nothing is negative unless its range says so, and what is read is held to it), through sums,
/// differences, products with known factors, `min`, `max` and `if`. Only what is merely missing has bounds: a gap of the law,
/// a judged fact or a failure has none.
extension Inquiry {
  /// Whether a comparison comes out the same for every value that the missing facts may have.
  func decided(_ comparison: ConditionRule.Comparison, for regulation: Int) -> Bool? {
    guard let a = bounds(of: comparison.measured, regulation, depth: 0),
      let b = bounds(of: comparison.limit, regulation, depth: 0)
    else { return nil }
    return Bounds.decided(comparison.comparator, a, b)
  }

  private func bounds(of expression: FEELExpression, _ regulation: Int, depth: Int) -> Bounds? {
    guard depth < 24 else { return nil }
    switch evaluate(expression, for: regulation) {
    case .number(let number): return Bounds(number)
    case .unknown(let reasons):
      guard reasons.all.allSatisfy({ $0.kind == Cause.missing.rawValue }) else { return nil }
    default: return nil
    }
    func inner(_ part: FEELExpression) -> Bounds? { bounds(of: part, regulation, depth: depth + 1) }
    switch expression.kind {
    case .name(let name):
      if let index = definition(of: name, for: regulation) {
        guard case .expression(let body) = ruleset.definitions[index].body,
          ruleset.definitions[index].parameters.isEmpty
        else { return nil }
        return bounds(
          of: body, ruleset.definitions[index].provenance.regulation, depth: depth + 1)
      }
      guard let declaration = ruleset.vocabulary.facts[name], declaration.type == .number else {
        return nil
      }
      return Bounds(low: declaration.lowest ?? .zero, high: declaration.highest)
    case .conditional(_, let then, let otherwise):
      guard let a = inner(then), let b = inner(otherwise) else { return nil }
      return a.or(b)
    case .binary(.add, let left, let right):
      guard let a = inner(left), let b = inner(right) else { return nil }
      return a + b
    case .binary(.subtract, let left, let right):
      guard let a = inner(left), let b = inner(right) else { return nil }
      return a - b
    case .binary(.multiply, let left, let right):
      guard let a = inner(left), let b = inner(right) else { return nil }
      return a.times(b)
    case .binary(.divide, let left, let right):
      guard let a = inner(left), let b = inner(right) else { return nil }
      return a.divided(by: b)
    case .call(let callee, let arguments):
      guard case .name(let name) = callee.kind, name == "min" || name == "max" else { return nil }
      var result: Bounds?
      for argument in arguments {
        if case .list = argument.kind { return nil }
        // An argument without bounds may yet turn out to have no value at all: then nothing is decided.
        guard let part = inner(argument) else { return nil }
        result = result.map { name == "max" ? $0.greatest(part) : $0.least(part) } ?? part
      }
      return result
    default: return nil
    }
  }
}
