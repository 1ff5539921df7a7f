extension Value {
  /// Whether it comes before another in FEEL's order; nil where the two are not ordered.
  package func precedes(_ other: Value) -> Bool? {
    guard case .boolean(let result)? = Operators.apply(.less, self, other) else { return nil }
    return result
  }

  /// The name of its type, for what is said to people.
  package var nameOfType: String { typeName }
}
