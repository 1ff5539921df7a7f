import Facts

extension BuiltIn {
  /// A call outside an expression: findings are lost, and there is no clock.
  package func apply(_ arguments: [Value]) -> Value {
    var evaluator = Evaluator()
    return (try? call(arguments, &evaluator)) ?? .null
  }

  /// What a call comes to. With arguments that do not fit, the misfit says which would.
  func call(_ arguments: [Value], _ evaluator: inout Evaluator) throws(Misfit) -> Value {
    try call(evaluator: &evaluator, known: arguments) { signature, converting in
      signature.taking(arguments, converting: converting)
    }
  }

  /// The same with named arguments: each name once, and a parameter's.
  func call(_ arguments: [(name: String, value: Value)], _ evaluator: inout Evaluator)
    throws(Misfit) -> Value
  {
    let names = Set(signatures.flatMap(\.parameters).map(\.name))
    for (index, argument) in arguments.enumerated() {
      guard names.contains(argument.name) else {
        throw Misfit("`\(name)` has no parameter `\(argument.name)`\(mend)")
      }
      guard !arguments[..<index].contains(where: { $0.name == argument.name }) else {
        throw Misfit("`\(argument.name)` is given twice to `\(name)`")
      }
    }
    return try call(evaluator: &evaluator, known: arguments.map(\.value)) { signature, converting in
      signature.ordering(arguments).flatMap { signature.taking($0, converting: converting) }
    }
  }

  private func call(
    evaluator: inout Evaluator, known arguments: [Value],
    fitting: (Signature, Bool) -> [Value]?
  ) throws(Misfit) -> Value {
    if unknowns == .anywhere, let unknown = Value.deepUnknown(among: arguments) { return unknown }
    // What fits as it is goes before what must be converted.
    for converting in [false, true] {
      for signature in signatures {
        guard let values = fitting(signature, converting) else { continue }
        if unknowns == .atTop, let unknown = signature.unknown(among: values) { return unknown }
        if let result = try signature.body(&evaluator, values) { return result }
        if let unknown = Value.deepUnknown(among: arguments) { return unknown }
        throw misfit(arguments)
      }
    }
    throw misfit(arguments)
  }

  private func misfit(_ arguments: [Value]) -> Misfit {
    let given =
      arguments.isEmpty ? "nothing" : arguments.map(\.typeName).joined(separator: ", ")
    return Misfit("`\(name)` does not work on \(given)\(mend)")
  }

  private var mend: String {
    "; write \(forms.map { "`\($0)`" }.joined(separator: " or "))"
  }
}

extension Signature {
  /// What the call comes to where an argument is unknown that is more than passed on.
  fileprivate func unknown(among values: [Value]) -> Value? {
    var reasons: Reasons?
    for (index, value) in values.enumerated() {
      guard case .unknown(let more) = value,
        !parameters[min(index, parameters.count - 1)].types.contains(.any)
      else { continue }
      reasons = reasons?.union(more) ?? more
    }
    return reasons.map(Value.unknown)
  }
}

extension Evaluator {
  /// Counts work that an expression's own steps do not show: items compared, texts made.
  mutating func spend(_ work: Int) throws(Misfit) {
    steps -= work
    if steps < 0 { throw Misfit("an evaluation takes too many steps") }
  }
}
