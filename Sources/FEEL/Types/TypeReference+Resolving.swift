extension TypeReference {
  /// The names of types that FEEL itself has (DMN 1.5, 10.3.2.2 and table 46), with the spellings of older versions.
  private static let known: [String: String] = [
    "any": "Any", "Any": "Any", "Null": "Null", "null": "Null", "number": "number",
    "string": "string",
    "boolean": "boolean", "date": "date", "time": "time", "date and time": "date and time",
    "dateTime": "date and time", "date time": "date and time",
    "days and time duration": "days and time duration",
    "dayTimeDuration": "days and time duration",
    "years and months duration": "years and months duration",
    "yearMonthDuration": "years and months duration",
    "list": "list", "context": "context", "function": "function", "range": "range",
  ]

  package static func isBuiltIn(_ name: String) -> Bool { known[name] != nil }

  /// The type that a name stands for, one step: a declared one, or FEEL's own; nil where nothing has the name.
  ///
  /// A chain of declarations that comes back to itself means nothing.
  package func resolved(in types: [String: TypeReference]) -> TypeReference? {
    var type = self
    for _ in 0..<64 {
      guard case .named(let name) = type else { return type }
      if let declared = types[name] {
        type = declared
      } else {
        return Self.known[name].map(TypeReference.named)
      }
    }
    return nil
  }

  /// Whether values of the type are lists.
  package func isList(in types: [String: TypeReference]) -> Bool {
    switch unconstrained(in: types) {
    case .list, .named("list"): true
    default: false
    }
  }

  /// The type without what says which of its values are allowed; nil where it comes back to itself or is not declared.
  package func unconstrained(in types: [String: TypeReference]) -> TypeReference? {
    var type = self
    for _ in 0..<64 {
      guard let resolved = type.resolved(in: types) else { return nil }
      guard case .constrained(let base, _) = resolved else { return resolved }
      type = base
    }
    return nil
  }
}
