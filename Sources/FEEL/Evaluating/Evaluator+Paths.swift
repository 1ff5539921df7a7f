import Facts

/// Members and filters (DMN 1.5, 10.3.2.5 and table 53).
extension Evaluator {
  /// A member of a context, a part of a date, duration or range; of a list, that of each item.
  mutating func member(_ name: String, of value: Value, _ expression: FEELExpression) -> Value {
    switch value {
    case .context(let context):
      return context[name] ?? fail("the context has no `\(name)`", expression)
    case .list(let items):
      guard spend(steps: items.count / 8, expression) else { return .null }
      return .list(items.map { member(name, of: $0, expression) })
    case .unknown: return value
    default:
      return Temporal.property(name, of: value)
        ?? fail("\(value.typeName) has no `\(name)`", expression)
    }
  }

  /// The items for which a condition is true, or the one at a place, from 1 or from the end. A single value is a list of one.
  mutating func filter(
    _ value: Value, _ condition: FEELExpression, _ environment: Environment,
    _ expression: FEELExpression
  ) -> Value {
    let items: [Value]
    switch value {
    case .list(let list): items = list
    case .unknown: return value
    case .null: items = []
    default: items = [value]
    }
    if case .number(let place) = condition.kind { return item(place, items, expression) }
    if case .negate(let inner) = condition.kind, case .number(let place) = inner.kind {
      return item(-place, items, expression)
    }
    if items.isEmpty { return none(condition, environment, expression) }
    var result: [Value] = []
    var open: Value?
    for element in items {
      switch evaluate(condition, in: scope(of: element, environment)) {
      case .boolean(let isIn):
        // Any name in the condition may be a member of what is not known.
        if case .unknown = element, !namesOf(condition).isEmpty {
          open = Value.unknown(among: [open ?? element, element])
        } else if isIn {
          result.append(element)
        }
      case .number(let place):
        if let open { return open }
        if case .unknown = element, !namesOf(condition).isEmpty { return element }
        return item(place, items, expression)
      case .unknown(let reasons):
        open = Value.unknown(among: [open ?? .unknown(reasons), .unknown(reasons)])
      default:
        if case .unknown = element { open = Value.unknown(among: [open ?? element, element]) }
      }
      if isExhausted { return .null }
    }
    return open ?? .list(result)
  }

  /// An empty list: only a place in it is an error.
  private mutating func none(
    _ condition: FEELExpression, _ environment: Environment, _ expression: FEELExpression
  ) -> Value {
    let kept = findings
    let value = evaluate(condition, in: environment.binding("item", .null))
    if !isExhausted { findings = kept }
    switch value {
    case .number(let place): return item(place, [], expression)
    case .unknown: return value
    default: return .list([])
    }
  }

  /// The item, and above it its members: one that is named `item` is the one that is meant.
  private func scope(of element: Value, _ environment: Environment) -> Environment {
    var inner = environment.binding("item", element)
    if case .context(let context) = element {
      for entry in context.entries { inner = inner.binding(entry.key, entry.value) }
    }
    return inner
  }

  private func namesOf(_ condition: FEELExpression) -> Set<String> {
    condition.freeNames().subtracting(["item"])
  }

  private mutating func item(_ place: Number, _ items: [Value], _ expression: FEELExpression)
    -> Value
  {
    guard let place = place.int, place != 0, place.magnitude <= items.count else {
      return fail("the list has no such place", expression)
    }
    return place > 0 ? items[place - 1] : items[items.count + place]
  }
}
