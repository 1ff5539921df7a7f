/// One built-in function: the same entry drives evaluation, the type check, completion and the reference page.
package struct BuiltIn: Sendable {
  package let name: String
  /// The ways to call it; the first that fits is meant.
  package let signatures: [Signature]
  package let doc: String
  /// An expression that shows it, and what it comes to.
  package let example: (expression: String, result: String)
  let unknowns: Unknowns
  package let value: Function

  /// What an unknown argument does to a call.
  enum Unknowns {
    /// The call is unknown if anything in an argument is, however deep.
    case anywhere
    /// The call is unknown if an argument itself is, where its parameter is no `Any`; what lies deeper goes through (`reverse`).
    case atTop
    /// The body decides (`all`, `list contains`): it gets the unknown arguments, and nil from it is unknown.
    case weighed
  }

  /// - Parameter parameters: As the reference page prints them, `string: string, start position: number, length: number?`: a `?`
  ///   marks what may be left out, which the body then gets as null, and `…` what may be repeated (from 1 on).
  init(
    _ name: String, _ parameters: String, _ doc: String, _ example: (String, String),
    unknowns: Unknowns = .anywhere, _ body: @escaping Signature.Body
  ) {
    self.init(name, doc, example, unknowns: unknowns, [Signature(parameters, body)])
  }

  init(
    _ name: String, _ doc: String, _ example: (String, String), unknowns: Unknowns = .anywhere,
    _ signatures: [Signature]
  ) {
    self.name = name
    self.doc = doc
    self.example = example
    self.unknowns = unknowns
    self.signatures = signatures
    // The evaluator knows its built-ins by name; this body is for a host that has only the value.
    value = Function(name: name, parameters: signatures.first?.parameters.map(\.name) ?? []) {
      builtIns[name]?.apply($0) ?? .null
    }
  }

  /// The names of the first signature's parameters.
  package var parameters: [String] { signatures.first?.parameters.map(\.name) ?? [] }

  /// Each way to call it, as the reference prints it: `floor(n: number, scale: number?)`.
  package var forms: [String] { signatures.map { "\(name)(\($0.text))" } }

  static let nameSet = NameSet(builtIns.keys)
}

/// Why a call has no value, where more can be said than that the arguments do not fit.
struct Misfit: Error {
  var message: String
  init(_ message: String) { self.message = message }
}

/// All built-in functions by name.
package let builtIns: [String: BuiltIn] = Dictionary(
  (conversionFunctions + booleanFunctions + textFunctions + patternFunctions + numberFunctions
    + listFunctions + statisticFunctions + contextFunctions + dateFunctions + rangeFunctions)
    .map { ($0.name, $0) },
  uniquingKeysWith: { first, _ in first })
