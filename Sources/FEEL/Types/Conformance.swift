import Facts

extension Evaluator {
  /// A value where a type is wanted: as it is where it conforms, else by one of DMN's conversions (DMN 1.5, 10.3.2.9.4), else
  /// null with a finding.
  ///
  /// The conversions: a value to a list of it alone, a list of one to its item, a date to its midnight in UTC. Null is a
  /// value of every type; what is unknown stays so.
  mutating func coerce(
    _ value: Value, to type: TypeReference, _ expression: FEELExpression,
    in environment: Environment
  ) -> Value {
    guard type.resolved(in: environment.types) != nil else {
      return fail("no type is named `\(type.printed())`", expression)
    }
    switch value {
    case .null, .unknown: return value
    default: break
    }
    if conforms(value, to: type, in: environment) { return value }
    if case .list(let items) = value {
      if items.count == 1, !type.isList(in: environment.types),
        conforms(items[0], to: type, in: environment)
      {
        return items[0]
      }
    } else if type.isList(in: environment.types),
      conforms(.list([value]), to: type, in: environment)
    {
      return .list([value])
    } else if case .date(let date) = value {
      let midnight = Value.dateTime(.init(date: date, time: .init(nanoseconds: 0, offset: 0)))
      if conforms(midnight, to: type, in: environment) { return midnight }
    }
    return fail("\(value.typeName) is no `\(type.printed())`", expression)
  }

  /// Whether a value belongs to a type, its allowed values included (DMN 1.5, 7.3.2 and 10.3.2.9). An unknown may.
  mutating func conforms(_ value: Value, to type: TypeReference, in environment: Environment)
    -> Bool
  {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.deepest, let type = type.resolved(in: environment.types) else {
      return false
    }
    switch (type, value) {
    case (_, .null), (_, .unknown), (.named("Any"), _): return true
    case (.constrained(let base, let allowed), _):
      guard conforms(value, to: base, in: environment) else { return false }
      switch matches(allowed, input: value, in: environment) {
      case .boolean(true), .unknown: return true
      default: return false
      }
    case (.list(let element), .list(let items)):
      for item in items where !conforms(item, to: element, in: environment) { return false }
      return true
    case (.range(let end), .range(let range)):
      for bound in [range.low, range.high] {
        if let bound, !conforms(bound, to: end, in: environment) { return false }
      }
      return true
    case (.context(let members), .context(let context)):
      for (name, type) in members {
        guard let member = context[name], conforms(member, to: type, in: environment) else {
          return false
        }
      }
      return true
    default: return value.isInstance(of: type, in: environment.types)
    }
  }
}

extension Evaluator {
  /// A function's arguments, each converted to the type of its parameter; nil with a finding where one does not fit: the
  /// function is not called then.
  mutating func accept(
    _ arguments: [Value], for function: Function, _ expression: FEELExpression,
    in environment: Environment
  ) -> [Value]? {
    var accepted = arguments
    for (place, type) in zip(arguments.indices, function.types) {
      guard let type else { continue }
      accepted[place] = coerce(arguments[place], to: type, expression, in: environment)
      if case .null = accepted[place], arguments[place] != .null { return nil }
    }
    return accepted
  }

  /// A value from outside to a type, as ``coerce(_:to:_:in:)``.
  package mutating func coerce(
    _ value: Value, to type: TypeReference, types: [String: TypeReference]?
  ) -> Value {
    var scope = Environment()
    scope.types = types ?? [:]
    return coerce(value, to: type, FEELExpression(.null, 0..<0), in: scope)
  }

  /// Null with a finding of the host's own.
  package mutating func refuse(_ message: String) -> Value {
    fail(message, FEELExpression(.null, 0..<0))
  }
}
