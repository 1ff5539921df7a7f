extension Vocabulary {
  /// The declaration of a fact by name, or of a member of a record by its name in rules (`line.setback`); nil for an unknown name.
  package func declaration(of name: String) -> FactDeclaration? {
    if let fact = facts[name] { return fact }
    guard let point = name.firstIndex(of: ".") else { return nil }
    return members[String(name[..<point])]?[String(name[name.index(after: point)...])]
  }

  /// What somebody says who answers every question of a proposal with its own example; a yes or no with no, a choice with
  /// its first word. A number without an example is left out.
  package var exampleFacts: [String: FactValue] {
    var examples: [String: FactValue] = [:]
    for (name, declaration) in facts where declaration.origin == .proposal {
      switch declaration.type {
      case .number:
        examples[name] = declaration.example.flatMap { try? declaration.read($0) }
      case .boolean: examples[name] = .boolean(false)
      case .code(let words): examples[name] = words.first.map { .text($0) }
      default: break
      }
    }
    return examples
  }
}

extension FactDeclaration {
  /// What is wrong with a value in base units, as one line with its mend, or nil where it fits. An unknown always fits.
  package func problem(with value: FactValue) -> String? {
    problem(with: value, as: type).map { "`\(name)` \($0)" }
  }

  private func problem(with value: FactValue, as type: FactType) -> String? {
    switch (value, type) {
    case (.unknown, _), (.boolean, .boolean), (.text, .text), (.date, .date), (.record, .record):
      return nil
    case (.number(let number), .number):
      func shown(_ number: Number) -> String {
        let amount = unit.flatMap { $0.amount(of: number) } ?? number
        return "\(amount)" + (unit.map { $0.symbol == "1" ? "" : " \($0.symbol)" } ?? "")
      }
      let least = lowest ?? .zero
      if number < least { return "cannot be \(shown(number)); write at least \(shown(least))" }
      if let highest, highest < number {
        return "cannot be \(shown(number)); write at most \(shown(highest))"
      }
      return nil
    case (.text(let text), .code(let codes)):
      return codes.contains(text)
        ? nil
        : "has no value `\(text)`; write one of \(codes.map { "`\($0)`" }.joined(separator: ", "))"
    case (.list(let items), .list(let element)):
      for item in items { if let problem = problem(with: item, as: element) { return problem } }
      return nil
    case (_, .number):
      return "must be a number" + (unit.map { $0.symbol == "1" ? "" : " of \($0.symbol)" } ?? "")
    case (_, .boolean): return "must be yes or no"
    case (_, .text): return "must be a text"
    case (_, .code(let codes)):
      return "must be one of \(codes.map { "`\($0)`" }.joined(separator: ", "))"
    case (_, .date): return "must be a date"
    case (_, .list): return "must be a list"
    case (_, .record): return "must be an object"
    }
  }
}
