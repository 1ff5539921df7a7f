import Facts

/// One way to call a built-in: its parameters with the values that each takes, and what the call comes to.
package struct Signature: Sendable {
  package let parameters: [Parameter]
  /// As the reference prints it: `list: list, position: number`.
  package let text: String
  let body: Body

  /// Nil where the arguments do not fit after all; a ``Misfit`` where more can be said.
  typealias Body = @Sendable (inout Evaluator, [Value]) throws(Misfit) -> Value?

  package struct Parameter: Sendable {
    package let name: String
    /// The types that it takes, any one of them; empty is any value.
    package let types: [Domain]
    package let isOptional: Bool
    package let isRepeated: Bool
  }

  /// What a parameter takes.
  package enum Domain: String, Sendable, CaseIterable {
    case any = "Any"
    case number, string, boolean, date, time, list, context, range, function
    case dateAndTime = "date and time"
    case daysAndTime = "days and time duration"
    case yearsAndMonths = "years and months duration"
    /// What has an order: a number, a text, a date, a time, a moment, a duration.
    case point
  }

  /// - Parameter text: `list: list, item…: Any`, `n: number or date, scale: number?`
  init(_ text: String, _ body: @escaping Body) {
    self.text = text
    self.body = body
    parameters = text.isEmpty ? [] : text.split(separator: ", ").map(Self.parameter)
  }

  private static func parameter(_ text: Substring) -> Parameter {
    let halves = text.split(separator: ": ", maxSplits: 1)
    let isRepeated = halves[0].hasSuffix("…")
    let isOptional = halves.last?.hasSuffix("?") ?? false
    let types = (halves.last ?? "").trimmingSuffix("?").split(separator: " or ").map {
      let type = Domain(rawValue: String($0))
      precondition(type != nil, "`\($0)` is no type of a parameter")
      return type ?? .any
    }
    return Parameter(
      name: String(halves[0].trimmingSuffix("…")), types: types, isOptional: isOptional,
      isRepeated: isRepeated)
  }
}

extension Substring {
  fileprivate func trimmingSuffix(_ suffix: String) -> Substring {
    hasSuffix(suffix) ? dropLast(suffix.count) : self
  }
}

extension Signature.Domain {
  /// Whether a value belongs to it. What is unknown may belong to anything.
  func holds(_ value: Value) -> Bool {
    switch (self, value) {
    case (.any, _), (_, .unknown), (.number, .number), (.string, .string), (.boolean, .boolean),
      (.date, .date), (.time, .time), (.list, .list), (.context, .context), (.range, .range),
      (.function, .function), (.dateAndTime, .dateTime), (.daysAndTime, .daysAndTime),
      (.yearsAndMonths, .yearsAndMonths),
      (.point, .number), (.point, .string), (.point, .date), (.point, .time), (.point, .dateTime),
      (.point, .daysAndTime), (.point, .yearsAndMonths):
      true
    default: false
    }
  }
}

extension Signature.Parameter {
  /// The argument as the parameter takes it, or nil. With `converting`, the one item of a list for the list, and a list of one
  /// for what is none (DMN 1.5, 10.3.2.9.4).
  func taking(_ value: Value, converting: Bool) -> Value? {
    if types.contains(where: { $0.holds(value) }) { return value }
    if case .null = value { return isOptional ? .null : nil }
    guard converting else { return nil }
    if case .list(let items) = value, items.count == 1 {
      return types.contains(where: { $0.holds(items[0]) }) ? items[0] : nil
    }
    return types.contains(.list) ? .list([value]) : nil
  }
}

extension Signature {
  /// The arguments in the order of the parameters, or nil where they do not fit by number or type.
  func taking(_ arguments: [Value], converting: Bool) -> [Value]? {
    if let last = parameters.last, last.isRepeated {
      guard arguments.count >= parameters.count else { return nil }
    } else {
      guard arguments.count <= parameters.count,
        arguments.count >= parameters.count(where: { !$0.isOptional })
      else { return nil }
    }
    var result: [Value] = []
    for (index, argument) in arguments.enumerated() {
      guard
        let value = parameters[min(index, parameters.count - 1)].taking(
          argument, converting: converting)
      else { return nil }
      result.append(value)
    }
    while result.count < parameters.count { result.append(.null) }
    return result
  }

  /// Named arguments in the order of the parameters; what is not given is null. Nil where a name is no parameter's.
  func ordering(_ arguments: [(name: String, value: Value)]) -> [Value]? {
    guard parameters.last?.isRepeated != true else { return nil }
    var result = [Value](repeating: .null, count: parameters.count)
    for argument in arguments {
      guard let place = parameters.firstIndex(where: { $0.name == argument.name }) else {
        return nil
      }
      result[place] = argument.value
    }
    return result
  }
}
