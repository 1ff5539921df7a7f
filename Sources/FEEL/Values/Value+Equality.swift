extension Value {
  /// What FEEL's `=` says of two values; nil where it says null.
  package func equals(_ other: Value) -> Bool? { Operators.equal(self, other) }
}
