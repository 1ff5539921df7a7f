import FEEL
import Facts

/// What can be said of a number although something in it is not known: that it is no less or no more than a bound.
///
/// `20 <= max(50, free area / 4)` holds whatever the free area is, so nobody need be asked for it. Bounds come from the ranges
/// that the vocabulary declares (nothing is negative unless its range says so, and what is read is held to it), through sums,
/// differences, products with known factors, `min`, `max` and `if`. Only what is merely missing has bounds: a gap of the law,
/// a judged fact or a failure has none.
extension Inquiry {
  struct Bounds {
    var low: Number?
    var high: Number?
  }

  /// Whether a comparison comes out the same for every value that the missing facts may have.
  func decided(_ comparison: ConditionRule.Comparison, for regulation: Int) -> Bool? {
    guard let a = bounds(of: comparison.measured, regulation, depth: 0),
      let b = bounds(of: comparison.limit, regulation, depth: 0)
    else { return nil }
    func order(_ low: Number?, _ high: Number?, _ body: (Number, Number) -> Bool) -> Bool {
      if let low, let high { return body(low, high) }
      return false
    }
    switch comparison.comparator {
    case .lessOrEqual:
      if order(a.high, b.low, { $0 <= $1 }) { return true }
      if order(a.low, b.high, { $1 < $0 }) { return false }
    case .less:
      if order(a.high, b.low, { $0 < $1 }) { return true }
      if order(a.low, b.high, { $1 <= $0 }) { return false }
    case .greaterOrEqual:
      if order(a.low, b.high, { $1 <= $0 }) { return true }
      if order(a.high, b.low, { $0 < $1 }) { return false }
    case .greater:
      if order(a.low, b.high, { $1 < $0 }) { return true }
      if order(a.high, b.low, { $0 <= $1 }) { return false }
    default: break
    }
    return nil
  }

  private func bounds(of expression: FEELExpression, _ regulation: Int, depth: Int) -> Bounds? {
    guard depth < 24 else { return nil }
    switch evaluate(expression, for: regulation) {
    case .number(let number): return Bounds(low: number, high: number)
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
      return Bounds(low: both(a.low, b.low, min), high: both(a.high, b.high, max))
    case .binary(.add, let left, let right):
      guard let a = inner(left), let b = inner(right) else { return nil }
      return Bounds(low: sum(a.low, b.low), high: sum(a.high, b.high))
    case .binary(.subtract, let left, let right):
      guard let a = inner(left), let b = inner(right) else { return nil }
      return Bounds(low: sum(a.low, b.high.map { -$0 }), high: sum(a.high, b.low.map { -$0 }))
    case .binary(.multiply, let left, let right):
      guard let a = inner(left), let b = inner(right), let low = a.low, let other = b.low,
        !low.isNegative, !other.isNegative
      else { return nil }
      return Bounds(low: low * other, high: both(a.high, b.high) { ($0 * $1) })
    case .binary(.divide, let left, let right):
      guard let a = inner(left), let b = inner(right), let divisor = b.low, divisor == b.high,
        Number.zero < divisor
      else { return nil }
      return Bounds(low: a.low.flatMap { $0 / divisor }, high: a.high.flatMap { $0 / divisor })
    case .call(let callee, let arguments):
      guard case .name(let name) = callee.kind, name == "min" || name == "max",
        !arguments.isEmpty
      else { return nil }
      var parts: [Bounds] = []
      for argument in arguments {
        if case .list = argument.kind { return nil }
        // An argument without bounds may yet turn out to have no value at all: then nothing is decided.
        guard let part = inner(argument) else { return nil }
        parts.append(part)
      }
      let lows = parts.map(\.low)
      let highs = parts.map(\.high)
      if name == "max" {
        return Bounds(
          low: lows.compactMap { $0 }.max(),
          high: highs.contains(nil) ? nil : highs.compactMap { $0 }.max())
      }
      return Bounds(
        low: lows.contains(nil) ? nil : lows.compactMap { $0 }.min(),
        high: highs.compactMap { $0 }.min())
    default: return nil
    }
  }

  private func both(_ a: Number?, _ b: Number?, _ combine: (Number, Number) -> Number?) -> Number? {
    guard let a, let b else { return nil }
    return combine(a, b)
  }

  private func sum(_ a: Number?, _ b: Number?) -> Number? { both(a, b) { $0 + $1 } }
}
