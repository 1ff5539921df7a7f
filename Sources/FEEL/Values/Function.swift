/// A function: one that the host gives, one that is built in, or one written in FEEL with the scope it was written in.
package struct Function: Sendable, Hashable {
  package let name: String
  package let parameters: [String]
  /// The declared types of the parameters, where there are any.
  package let types: [TypeReference?]
  private let identity: Identity
  package let body: Body

  package enum Body: Sendable {
    case native(@Sendable ([Value]) -> Value)
    case expression(FEELExpression, Environment)
    /// A host's function that evaluates more: it gets the evaluator, the arguments and the call.
    case evaluating(@Sendable (inout Evaluator, [Value], FEELExpression) -> Value)
  }

  private final class Identity: Sendable {}

  package init(name: String, parameters: [String], types: [TypeReference?] = [], body: Body) {
    self.name = name
    self.parameters = parameters
    self.types = types
    self.body = body
    identity = Identity()
  }

  package init(name: String, parameters: [String], _ native: @escaping @Sendable ([Value]) -> Value)
  {
    self.init(name: name, parameters: parameters, body: .native(native))
  }

  package static func == (a: Function, b: Function) -> Bool { a.identity === b.identity }
  package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(identity)) }
}
