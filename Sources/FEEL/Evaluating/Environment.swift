/// What names mean: the host's names below, and above them those that expressions bind.
package struct Environment: Sendable {
  private let lookup: @Sendable (String) -> Value?
  /// The latest name that was bound.
  private var latest: Binding?
  /// What declared types mean, by name.
  package var types: [String: TypeReference] = [:]

  package init(lookup: @escaping @Sendable (String) -> Value? = { _ in nil }) {
    self.lookup = lookup
  }

  package func binding(_ name: String, _ value: Value) -> Environment {
    var result = self
    result.latest = Binding(name, value, below: latest)
    return result
  }

  package func value(of name: String) -> Value? {
    var binding = latest
    while let here = binding {
      if here.name == name { return here.value }
      binding = here.below
    }
    return lookup(name)
  }

  /// A name with its value, above those that were bound before: adding one copies nothing.
  private final class Binding: @unchecked Sendable {
    let name: String
    let value: Value
    /// Changed only while nobody else can see it, when it is taken down.
    private(set) var below: Binding?

    init(_ name: String, _ value: Value, below: Binding?) {
      self.name = name
      self.value = value
      self.below = below
    }

    /// One after the other: a long row freed from the inside out would not fit the stack.
    deinit {
      var rest = below
      below = nil
      while let next = rest, isKnownUniquelyReferenced(&rest) {
        rest = next.below
        next.below = nil
      }
    }
  }
}
