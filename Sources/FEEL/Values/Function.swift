/// A function: one that the host gives, or one written in FEEL with the scope it was written in.
package struct Function: Sendable, Hashable {
  package let name: String
  package let parameters: [String]
  private let identity: Identity
  package let body: Body

  package enum Body: Sendable {
    case native(@Sendable ([Value]) -> Value)
    case expression(FEELExpression, Environment)
  }

  private final class Identity: Sendable {}

  package init(name: String, parameters: [String], body: Body) {
    self.name = name
    self.parameters = parameters
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
