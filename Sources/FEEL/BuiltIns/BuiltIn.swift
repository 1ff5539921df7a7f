import Facts

/// One built-in function: the same entry drives evaluation, the type check, completion and the reference page.
package struct BuiltIn: Sendable {
  package let name: String
  package let parameters: [String]
  package let doc: String
  /// An expression that shows it, and what it comes to.
  package let example: (expression: String, result: String)
  /// It can answer although an argument is unknown (`count` of a list with an unknown element).
  let takesUnknown: Bool
  /// Nil where the arguments do not fit.
  let body: @Sendable ([Value]) -> Value?
  package let value: Function

  init(
    _ name: String, _ parameters: [String], _ doc: String, _ example: (String, String),
    takesUnknown: Bool = false,
    _ body: @escaping @Sendable ([Value]) -> Value?
  ) {
    self.name = name
    self.parameters = parameters
    self.doc = doc
    self.example = example
    self.takesUnknown = takesUnknown
    self.body = body
    value = Function(name: name, parameters: parameters) { body($0) ?? .null }
  }

  package func apply(_ arguments: [Value]) -> Value {
    unknown(among: arguments) ?? result(arguments) ?? .null
  }

  /// The unknown that a call comes to before it is made, if an argument is one or holds one.
  func unknown(among arguments: [Value]) -> Value? {
    takesUnknown ? nil : Value.deepUnknown(among: arguments)
  }

  /// What it comes to; an argument that does not fit because it is unknown leaves it unknown.
  func result(_ arguments: [Value]) -> Value? {
    body(arguments) ?? Value.unknown(among: arguments)
  }

  static let nameSet = NameSet(builtIns.keys)
}

/// All built-in functions by name.
package let builtIns: [String: BuiltIn] = Dictionary(
  (numberFunctions + listFunctions + textFunctions + dateFunctions).map { ($0.name, $0) },
  uniquingKeysWith: { first, _ in first })
