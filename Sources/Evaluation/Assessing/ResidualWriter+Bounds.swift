import FEEL
import Facts

/// Bounds of what is missing, in the same ways as ``Inquiry`` has them.
extension ResidualWriter {
  mutating func bounds(_ expression: FEELExpression, _ scope: Scope, depth: Int = 0)
    throws(NotResidual) -> Residual.Bounds
  {
    let node = try bordered(expression, scope)
    guard depth < 24 else { return .none(node) }
    switch expression.kind {
    case .name(let name):
      let candidates = inForce(named: name)
      let own = candidates.first {
        ruleset.definitions[$0].provenance.regulation == scope.regulation
      }
      if let place = own ?? candidates.first {
        let rule = ruleset.definitions[place]
        guard case .expression(let body) = rule.body, rule.parameters.isEmpty else {
          return .none(node)
        }
        return .inner(
          node,
          try bounds(
            body,
            Scope(regulation: rule.provenance.regulation, element: scope.element), depth: depth + 1)
        )
      }
      guard let declaration = ruleset.vocabulary.facts[name], declaration.type == .number else {
        return .none(node)
      }
      return .range(node, low: declaration.lowest ?? .zero, high: declaration.highest)
    case .conditional(let condition, let then, let otherwise):
      // Where the condition is known here only one branch has a form; the value is that branch's.
      if let known = constantCell(try self.node(condition, .boolean, scope)), !known.isUnknown {
        let branch = try bounds(known.isTrue ? then : otherwise, scope, depth: depth + 1)
        let other = try? bounds(known.isTrue ? otherwise : then, scope, depth: depth + 1)
        guard let other else { throw NotResidual("a branch without a form") }
        return .either(node, branch, other)
      }
      return .either(
        node, try bounds(then, scope, depth: depth + 1),
        try bounds(otherwise, scope, depth: depth + 1))
    case .binary(.add, let a, let b):
      return .sum(
        node, try bounds(a, scope, depth: depth + 1), try bounds(b, scope, depth: depth + 1))
    case .binary(.subtract, let a, let b):
      return .difference(
        node, try bounds(a, scope, depth: depth + 1), try bounds(b, scope, depth: depth + 1))
    case .binary(.multiply, let a, let b):
      return .product(
        node, try bounds(a, scope, depth: depth + 1), try bounds(b, scope, depth: depth + 1))
    case .binary(.divide, let a, let b):
      return .quotient(
        node, try bounds(a, scope, depth: depth + 1), try bounds(b, scope, depth: depth + 1))
    case .call(let callee, let arguments):
      guard case .name(let name) = callee.kind, name == "min" || name == "max", !arguments.isEmpty
      else { return .none(node) }
      var parts: [Residual.Bounds] = []
      for argument in arguments {
        if case .list = argument.kind { return .none(node) }
        // `min(lines.length)`: a list has no bounds.
        guard case .node = try term(argument, scope) else { return .none(node) }
        parts.append(try bounds(argument, scope, depth: depth + 1))
      }
      return name == "max" ? .greatest(node, parts) : .least(node, parts)
    default: return .none(node)
    }
  }
}
