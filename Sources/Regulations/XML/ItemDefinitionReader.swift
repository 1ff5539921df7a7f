import Diagnostics
import FEEL

/// Item definitions (DMN 1.5, 7.3.2 to 7.3.4) to types.
struct ItemDefinitionReader {
  let log: ReadingLog

  func read(_ root: XMLElement) -> [DecisionModel.ItemDefinition] {
    root.all("itemDefinition").compactMap { element in
      guard let name = element["name"]?.asName, !name.isEmpty else {
        log.findings.append(
          Diagnostic(.error, "no-name", "an item definition needs a name", at: element.place))
        return nil
      }
      return .init(name: name, type: type(of: element), place: element.place)
    }
  }

  /// The type of an item definition or of a component of one.
  ///
  /// Allowed values hold for each item of a collection, a type constraint for the collection (DMN 1.5, 7.3.3).
  private func type(of element: XMLElement) -> TypeReference {
    var type: TypeReference
    let components = element.all("itemComponent")
    if !components.isEmpty {
      var members: [String: TypeReference] = [:]
      for component in components {
        let name = (component["name"] ?? "").asName
        if name.isEmpty || members[name] != nil {
          log.findings.append(
            Diagnostic(
              .error, "component-name", "a component needs a name of its own", at: component.place))
        }
        members[name] = self.type(of: component)
      }
      type = .context(members)
    } else if let function = element.first("functionItem") {
      let parameters = function.all("parameters").map {
        TypeReference.written($0["typeRef"], in: $0) ?? .named("Any")
      }
      let result = TypeReference.written(function["outputTypeRef"], in: function)
      type = .function(parameters, result ?? .named("Any"))
    } else {
      let written = element.first("typeRef")?.text ?? element["typeRef"]
      type = TypeReference.written(written, in: element) ?? .named("Any")
    }
    if let allowed = tests(element.first("allowedValues")) { type = .constrained(type, allowed) }
    if element["isCollection"] == "true" { type = .list(type) }
    if let constraint = tests(element.first("typeConstraint")) {
      type = .constrained(type, constraint)
    }
    return type
  }

  private func tests(_ element: XMLElement?) -> UnaryTests? {
    guard let text = element?.first("text"), !text.text.allSatisfy(\.isWhitespace) else {
      return nil
    }
    return TextReader(names: NameSet(), log: log).tests(text)
  }
}

extension TypeReference {
  /// A type as an attribute names it; nil where it names none. A prefix of FEEL's own namespace is taken off.
  static func written(_ text: String?, in element: XMLElement) -> TypeReference? {
    guard var name = text?.asName, !name.isEmpty else { return nil }
    // FEEL's own words for a type of parts, as `list<number>`.
    if name.contains("<"),
      let test = try? FEELParser(names: NameSet()).expression("null instance of \(name)"),
      case .instanceOf(_, let type) = test.kind
    {
      return type
    }
    if let colon = name.firstIndex(of: ":"), !name.contains("<") {
      name = String(name[name.index(after: colon)...]).asName
    }
    return .named(name)
  }
}
