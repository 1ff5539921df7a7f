extension Value {
  /// Whether the value is of a type, allowed values aside: FEEL's `instance of` (DMN 1.5, 10.3.2.3.3).
  ///
  /// Null is an instance of nothing; null inside a list or a context is a value like any other there.
  func isInstance(of type: TypeReference, in types: [String: TypeReference]) -> Bool {
    if case .null = self { return false }
    return fits(type, types, 0)
  }

  private func fits(_ type: TypeReference, _ types: [String: TypeReference], _ depth: Int) -> Bool {
    guard depth < 256, let type = type.resolved(in: types) else { return false }
    switch (type, self) {
    case (_, .null): return true
    case (.constrained(let base, _), _): return fits(base, types, depth + 1)
    case (.named("Any"), _): return true
    case (.named("number"), .number), (.named("string"), .string), (.named("boolean"), .boolean),
      (.named("date"), .date), (.named("time"), .time), (.named("date and time"), .dateTime),
      (.named("days and time duration"), .daysAndTime),
      (.named("years and months duration"), .yearsAndMonths), (.named("list"), .list),
      (.named("context"), .context), (.named("range"), .range), (.named("function"), .function):
      return true
    case (.list(let element), .list(let items)):
      return items.allSatisfy { $0.fits(element, types, depth + 1) }
    case (.range(let end), .range(let range)):
      return [range.low, range.high].allSatisfy { $0?.fits(end, types, depth + 1) ?? true }
    case (.context(let members), .context(let context)):
      return members.allSatisfy { context[$0.key]?.fits($0.value, types, depth + 1) ?? false }
    case (.function(let parameters, let result), .function(let function)):
      return function.conforms(parameters, result, types)
    default: return false
    }
  }
}

extension Function {
  /// Whether it takes all that a function of the type takes, and gives nothing that such a one may not (DMN 1.5, 10.3.2.9.2).
  /// A result that is not declared and is no literal may be anything, and so fits.
  fileprivate func conforms(
    _ wanted: [TypeReference], _ result: TypeReference, _ types: [String: TypeReference]
  ) -> Bool {
    guard wanted.count == parameters.count else { return false }
    for (place, type) in wanted.enumerated() {
      let own = self.types.indices.contains(place) ? self.types[place] : nil
      if let own, !type.conforms(to: own, in: types) { return false }
    }
    return declaredResult?.conforms(to: result, in: types) ?? true
  }

  private var declaredResult: TypeReference? {
    guard case .expression(let body, _) = body else { return nil }
    return switch body.kind {
    case .typed(_, let type): type
    case .string: .named("string")
    case .number: .named("number")
    case .boolean: .named("boolean")
    default: nil
    }
  }
}

extension TypeReference {
  /// Whether every value of this type is one of another (DMN 1.5, 10.3.2.9.2), allowed values aside.
  package func conforms(to other: TypeReference, in types: [String: TypeReference]) -> Bool {
    conforms(to: other, types, 0)
  }

  private func conforms(
    to other: TypeReference, _ types: [String: TypeReference], _ depth: Int
  ) -> Bool {
    guard depth < 256, let a = resolved(in: types), let b = other.resolved(in: types) else {
      return false
    }
    switch (a, b) {
    case (_, .named("Any")), (.named("Null"), _): return true
    case (.constrained(let base, _), _): return base.conforms(to: b, types, depth + 1)
    case (_, .constrained(let base, _)): return a.conforms(to: base, types, depth + 1)
    case (.list(let x), .list(let y)), (.range(let x), .range(let y)):
      return x.conforms(to: y, types, depth + 1)
    case (.list, .named("list")), (.range, .named("range")), (.context, .named("context")),
      (.function, .named("function")):
      return true
    case (.context(let x), .context(let y)):
      return y.allSatisfy { x[$0.key]?.conforms(to: $0.value, types, depth + 1) ?? false }
    case (.function(let takes, let gives), .function(let wanted, let result)):
      return takes.count == wanted.count
        && zip(wanted, takes).allSatisfy { $0.conforms(to: $1, types, depth + 1) }
        && gives.conforms(to: result, types, depth + 1)
    default: return a == b
    }
  }
}
