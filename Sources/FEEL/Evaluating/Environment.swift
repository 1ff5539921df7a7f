/// What names mean: the host's names below, and above them those that expressions bind.
package struct Environment: Sendable {
  private let lookup: @Sendable (String) -> Value?
  /// The latest first.
  private var bound: [(name: String, value: Value)] = []
  /// What declared types mean, by name.
  package var types: [String: TypeReference] = [:]

  package init(lookup: @escaping @Sendable (String) -> Value? = { _ in nil }) {
    self.lookup = lookup
  }

  package func binding(_ name: String, _ value: Value) -> Environment {
    var result = self
    result.bound.append((name, value))
    return result
  }

  package func value(of name: String) -> Value? {
    bound.last { $0.name == name }?.value ?? lookup(name)
  }
}
