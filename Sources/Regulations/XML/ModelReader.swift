import Diagnostics
import FEEL

/// The elements of one model, once it is known what all models declare.
struct ModelReader {
  var model: DecisionModel
  /// Everything that can be required, in all models.
  let elements: [ElementID: ModelDraft.Element]
  /// The models as far as they are known: which imports which.
  let library: DecisionLibrary
  let log: ReadingLog
  /// Names that may stand behind a point or in a filter: components, entries, columns, outputs.
  private var members = NameSet()

  init(
    model: DecisionModel, elements: [ElementID: ModelDraft.Element], library: DecisionLibrary,
    log: ReadingLog
  ) {
    self.log = log
    self.model = model
    self.elements = elements
    self.library = library
  }

  mutating func read(_ root: XMLElement) {
    for item in model.itemDefinitions where item.type.unconstrained(in: model.types) == nil {
      log.findings.append(
        Diagnostic(
          .error, "unknown-type",
          "`\(item.name)` is made of a type that is not declared, or of itself",
          at: item.place))
    }
    for type in model.types.values { collectMembers(of: type) }
    collectMembers(in: root)
    for element in root.children where DecisionLibrary.versions.contains(element.namespace) {
      let id = ElementID(
        namespace: model.namespace, id: element["id"] ?? element["name"] ?? "")
      let variable = element.first("variable")
      let name = (variable?["name"] ?? element["name"] ?? "").asName
      let type = variable.flatMap { typeReference($0) }
      switch element.name {
      case "inputData":
        var input = DecisionModel.InputData(id: id, name: name, type: type, place: element.place)
        input.description = element.first("description")?.text
        model.inputs.append(input)
      case "decision":
        var decision = DecisionModel.Decision(id: id, name: name, type: type, place: element.place)
        decision.description = element.first("description")?.text
        decision.question = element.first("question")?.text
        decision.allowedAnswers = element.first("allowedAnswers")?.text
        decision.requirements = requirements(of: element)
        decision.expression = expression(decision.requirements) {
          let value = $0.child(of: element, type: type)
          return value.map { [reader = $0] in reader.typed($0, type) }
        }
        if decision.expression == nil {
          log.findings.append(
            Diagnostic(
              .warning, "no-expression", "`\(name)` has no expression and decides nothing",
              at: element.place))
        }
        model.decisions.append(decision)
      case "businessKnowledgeModel":
        var knowledge = DecisionModel.KnowledgeModel(id: id, name: name, place: element.place)
        knowledge.description = element.first("description")?.text
        knowledge.requirements = requirements(of: element)
        if let logic = element.first("encapsulatedLogic") {
          let result = resultType(type)
          // A function may call itself.
          knowledge.function = expression(knowledge.requirements, and: [name]) {
            $0.function(logic, result: result)
          }
        } else {
          log.findings.append(
            Diagnostic(
              .warning, "no-expression", "`\(name)` has no logic", at: element.place))
        }
        model.knowledge.append(knowledge)
      case "decisionService":
        var service = DecisionModel.DecisionService(id: id, name: name, place: element.place)
        service.resultType = resultType(type)
        service.outputs = element.all("outputDecision").compactMap { target($0, .decision) }
        service.encapsulated = element.all("encapsulatedDecision").compactMap {
          target($0, .decision)
        }
        service.inputDecisions = element.all("inputDecision").compactMap { target($0, .decision) }
        service.inputs = element.all("inputData").compactMap { target($0, .input) }
        model.services.append(service)
      case "knowledgeSource":
        var source = DecisionModel.KnowledgeSource(
          id: id, name: (element["name"] ?? "").asName, location: element["locationURI"],
          place: element.place)
        source.authorities = requirements(of: element).authorities
        model.sources.append(source)
      default: break
      }
    }
  }

  /// A variable's type, which must be declared.
  private mutating func typeReference(_ element: XMLElement) -> TypeReference? {
    guard let type = TypeReference.written(element["typeRef"], in: element) else { return nil }
    if type.resolved(in: model.types) == nil {
      log.findings.append(
        Diagnostic(
          .error, "unknown-type", "no type is named `\(element["typeRef"] ?? "")`",
          at: element.place))
    }
    return type
  }

  /// The type of what a function gives, whether its variable is typed as the function or as its result.
  private func resultType(_ type: TypeReference?) -> TypeReference? {
    if case .function(_, let result)? = type?.resolved(in: model.types) { return result }
    return type
  }

  /// Reads with the names that the requirements bring into scope.
  private mutating func expression(
    _ requirements: DecisionModel.Requirements, and more: [String] = [],
    _ body: (inout BoxedExpressionReader) -> FEELExpression?
  ) -> FEELExpression? {
    var names = members
    for name in more { names.insert(name) }
    for id in requirements.inputs + requirements.decisions + requirements.knowledge {
      guard let element = elements[id] else { continue }
      names.insert(element.name)
      for part in library.path(from: model.namespace, to: id.namespace) ?? [] { names.insert(part) }
    }
    var reader = BoxedExpressionReader(
      texts: TextReader(names: names, types: NameSet(model.types.keys), log: log),
      types: model.types)
    return body(&reader)
  }

  // MARK: requirements

  private mutating func requirements(of element: XMLElement) -> DecisionModel.Requirements {
    var result = DecisionModel.Requirements()
    for requirement in element.children {
      switch requirement.name {
      case "informationRequirement":
        if let input = requirement.first("requiredInput") {
          if let id = target(input, .input) { result.inputs.append(id) }
        } else if let decision = requirement.first("requiredDecision") {
          if let id = target(decision, .decision) { result.decisions.append(id) }
        }
      case "knowledgeRequirement":
        if let knowledge = requirement.first("requiredKnowledge"),
          let id = target(knowledge, .knowledge)
        {
          result.knowledge.append(id)
        }
      case "authorityRequirement":
        for name in ["requiredAuthority", "requiredDecision", "requiredInput"] {
          if let authority = requirement.first(name), let id = target(authority, nil) {
            result.authorities.append(id)
          }
        }
      default: break
      }
    }
    return result
  }

  /// The element that an `href` points at: `#id` here, `namespace#id` anywhere; nil with a finding where there is none.
  private mutating func target(_ element: XMLElement, _ kind: ModelDraft.Element.Kind?)
    -> ElementID?
  {
    let href = element["href"] ?? ""
    let parts = href.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let id =
      parts.count == 2
      ? ElementID(
        namespace: parts[0].isEmpty ? model.namespace : String(parts[0]), id: String(parts[1]))
      : ElementID(namespace: model.namespace, id: href)
    guard let found = elements[id] else {
      log.findings.append(
        Diagnostic(.error, "unknown-href", "nothing has the id `\(href)`", at: element.place))
      return nil
    }
    guard kind == nil || kind == found.kind || (kind == .knowledge && found.kind == .service) else {
      log.findings.append(
        Diagnostic(
          .error, "wrong-href", "`\(href)` is of another kind than `\(element.name)`",
          at: element.place, related: [.init("it", at: found.place)]))
      return nil
    }
    return id
  }

  // MARK: names behind a point

  private mutating func collectMembers(of type: TypeReference) {
    switch type {
    case .context(let parts):
      for (name, type) in parts {
        members.insert(name)
        collectMembers(of: type)
      }
    case .list(let inner), .range(let inner), .constrained(let inner, _): collectMembers(of: inner)
    case .function(let parameters, let result):
      for type in parameters + [result] { collectMembers(of: type) }
    case .named: break
    }
  }

  /// Entries of contexts, columns of relations and outputs of tables are members of what they make.
  private mutating func collectMembers(in element: XMLElement) {
    switch element.name {
    case "column", "output":
      if let name = element["name"] { members.insert(name.asName) }
    case "contextEntry":
      if let name = element.first("variable")?["name"] { members.insert(name.asName) }
    default: break
    }
    for child in element.children { collectMembers(in: child) }
  }
}
