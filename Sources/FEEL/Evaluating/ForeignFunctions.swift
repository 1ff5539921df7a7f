extension Evaluator {
  /// The body of a function that is written elsewhere.
  mutating func callForeign(
    _ mapping: FEELExpression, _ expression: FEELExpression, in environment: Environment
  ) -> Value {
    fail("functions written in another language are not called", expression)
  }
}
