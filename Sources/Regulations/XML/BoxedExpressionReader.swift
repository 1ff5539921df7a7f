import Diagnostics
import FEEL

/// Boxed expressions (DMN 1.5, 10.2) to FEEL's own kinds, so that one evaluator serves both.
struct BoxedExpressionReader {
  var texts: TextReader
  /// What the model's type names mean.
  let types: [String: TypeReference]

  static let names: Set<String> = [
    "literalExpression", "context", "decisionTable", "relation", "list", "invocation",
    "functionDefinition", "conditional", "for", "some", "every", "filter",
  ]

  /// The expression in an element, or nil where it holds none.
  mutating func child(of element: XMLElement, type: TypeReference? = nil) -> FEELExpression? {
    element.children.first { Self.names.contains($0.name) }.map { read($0, type: type) }
  }

  /// - Parameter type: What the value is for, where that is declared.
  mutating func read(_ element: XMLElement, type: TypeReference? = nil) -> FEELExpression {
    switch element.name {
    case "literalExpression": literal(element)
    case "context": context(element)
    case "decisionTable": table(element, type: type)
    case "relation": relation(element)
    case "list":
      made(
        .list(element.children.filter { Self.names.contains($0.name) }.map { read($0) }), element)
    case "invocation": invocation(element)
    case "functionDefinition": function(element, result: nil)
    case "conditional":
      made(
        .conditional(
          needed("if", of: element), then: needed("then", of: element),
          else: needed("else", of: element)), element)
    case "for", "some", "every": iterator(element)
    case "filter": filter(element)
    default: texts.fail("`\(element.name)` is no expression", at: element.place)
    }
  }

  func made(_ kind: FEELExpression.Kind, _ element: XMLElement) -> FEELExpression {
    let start = texts.log.texts.append("", at: element.place)
    return FEELExpression(kind, start..<start)
  }

  private mutating func within<Result>(
    _ names: [String], _ body: (inout BoxedExpressionReader) -> Result
  ) -> Result {
    let before = texts.names
    for name in names { texts.names.insert(name) }
    defer { texts.names = before }
    return body(&self)
  }

  /// The expression in a child element such as `if`.
  private mutating func needed(_ name: String, of element: XMLElement) -> FEELExpression {
    guard let part = element.first(name) else {
      return texts.fail("`\(element.name)` needs a `\(name)`", at: element.place)
    }
    return child(of: part) ?? texts.fail("`\(name)` needs an expression", at: part.place)
  }

  private mutating func literal(_ element: XMLElement) -> FEELExpression {
    if let language = element["expressionLanguage"], !language.isEmpty,
      !language.lowercased().contains("feel")
    {
      return texts.fail("only FEEL is read, not `\(language)`", at: element.place)
    }
    guard let text = element.first("text") else {
      return texts.fail("a literal expression needs a `text`", at: element.place)
    }
    return texts.expression(text)
  }

  /// An entry without a variable is the value of the whole.
  private mutating func context(_ element: XMLElement) -> FEELExpression {
    var entries: [FEELExpression.ContextEntry] = []
    var result: FEELExpression?
    let before = texts.names
    for entry in element.all("contextEntry") {
      let variable = entry.first("variable")
      let type = variable.flatMap { TypeReference.written($0["typeRef"], in: $0) }
      let name = variable.flatMap { $0["name"] }?.asName
      guard
        let value = child(of: entry, type: type)
          ?? (name == nil ? nil : texts.fail("an entry needs an expression", at: entry.place))
      else { continue }
      guard let name else {
        result = value
        continue
      }
      entries.append(.init(key: name, value: typed(value, type)))
      texts.names.insert(name)
    }
    texts.names = before
    guard let result else { return made(.context(entries), element) }
    // The key that no entry of a model can have.
    entries.append(.init(key: "", value: result))
    return made(.path(made(.context(entries), element), ""), element)
  }

  func typed(_ value: FEELExpression, _ type: TypeReference?) -> FEELExpression {
    type.map { FEELExpression(.typed(value, $0), value.span) } ?? value
  }

  private mutating func relation(_ element: XMLElement) -> FEELExpression {
    let columns = element.all("column")
    let rows = element.all("row").map { row in
      let cells = row.children.filter { Self.names.contains($0.name) }
      guard cells.count == columns.count else {
        return texts.fail("a row needs one cell for each column", at: row.place)
      }
      let entries = zip(columns, cells).map { column, cell in
        FEELExpression.ContextEntry(
          key: (column["name"] ?? "").asName,
          value: typed(read(cell), TypeReference.written(column["typeRef"], in: column)))
      }
      return made(.context(entries), row)
    }
    return made(.list(rows), element)
  }

  private mutating func invocation(_ element: XMLElement) -> FEELExpression {
    guard let callee = child(of: element) else {
      return texts.fail("an invocation needs a function", at: element.place)
    }
    var arguments: [FEELExpression.NamedArgument] = []
    for binding in element.all("binding") {
      let parameter = binding.first("parameter")
      guard let name = parameter?["name"]?.asName else {
        return texts.fail("a binding needs a parameter", at: binding.place)
      }
      guard let value = child(of: binding) else { continue }
      let type = parameter.flatMap { TypeReference.written($0["typeRef"], in: $0) }
      arguments.append(.init(name: name, value: typed(value, type)))
    }
    return made(.callNamed(callee, arguments), element)
  }

  /// A function definition, also the one in a business knowledge model.
  mutating func function(_ element: XMLElement, result: TypeReference?) -> FEELExpression {
    let parameters = element.all("formalParameter").map {
      FEELExpression.Parameter(
        name: ($0["name"] ?? "").asName, type: TypeReference.written($0["typeRef"], in: $0))
    }
    let body = within(parameters.map(\.name)) { $0.child(of: element, type: result) }
    guard var body else {
      return texts.fail("a function needs a body", at: element.place)
    }
    switch element["kind"] ?? "FEEL" {
    case "Java", "PMML":
      let kind = element["kind"] == "Java" ? "java" : "pmml"
      body = made(.external(made(.context([.init(key: kind, value: body)]), element)), element)
    default: break
    }
    return made(.function(parameters, typed(body, result)), element)
  }

  private mutating func iterator(_ element: XMLElement) -> FEELExpression {
    let domain = needed("in", of: element)
    let name = (element["iteratorVariable"] ?? "").asName
    let iterators = [FEELExpression.Iterator(name: name, domain: domain)]
    if name.isEmpty {
      return texts.fail("`\(element.name)` needs a variable", at: element.place)
    }
    if element.name == "for" {
      let body = within([name, "partial"]) { $0.needed("return", of: element) }
      return made(.iteration(iterators, return: body), element)
    }
    let body = within([name]) { $0.needed("satisfies", of: element) }
    return made(
      element.name == "some"
        ? .some(iterators, satisfies: body) : .every(iterators, satisfies: body), element)
  }

  private mutating func filter(_ element: XMLElement) -> FEELExpression {
    let list = needed("in", of: element)
    let condition = within(["item"]) { $0.needed("match", of: element) }
    return made(.filter(list, condition), element)
  }
}
