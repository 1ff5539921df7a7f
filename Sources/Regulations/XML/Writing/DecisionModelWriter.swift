import FEEL

extension DecisionModel {
  /// The model as DMN 1.5 XML with a diagram, which `DMN15.xsd` accepts; the same model gives the same bytes.
  ///
  /// Boxed expressions are written where FEEL has no text (tables, typed entries) and literal ones elsewhere.
  ///
  /// - Parameter exporter: The program that writes it.
  package func xml(exporter: String) -> String {
    var writer = DecisionModelWriter(model: self)
    writer.write(exporter: exporter)
    return writer.xml.text
  }
}

struct DecisionModelWriter {
  static let namespace = "https://www.omg.org/spec/DMN/20230324/MODEL/"

  let model: DecisionModel
  var xml = XMLWriter()
  /// The `id` that an element has in the file: its own where XML allows it as one.
  private(set) var ids: [ElementID: String] = [:]
  /// Item definitions that hold the parts of types which one definition cannot say.
  private var helpers: [(name: String, type: TypeReference)] = []

  init(model: DecisionModel) {
    self.model = model
    var taken: Set<String> = []
    // Elements of other models too: requirements of them are named after them.
    let required = model.decisions.map(\.requirements) + model.knowledge.map(\.requirements)
    let others = required.flatMap { $0.inputs + $0.decisions + $0.knowledge + $0.authorities }
    for id in model.elements.map(\.id) + others where ids[id] == nil {
      var text = Self.isName(id.id) ? id.id : "e"
      var number = 1
      while !taken.insert(text).inserted {
        number += 1
        text = (Self.isName(id.id) ? id.id : "e") + "-\(number)"
      }
      ids[id] = text
    }
  }

  /// An NCName of ASCII.
  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, first == 95 || isLetter(first) else { return false }
    return text.utf8.allSatisfy {
      isLetter($0) || (48...57).contains($0) || $0 == 45 || $0 == 46 || $0 == 95
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (65...90).contains(byte) || (97...122).contains(byte)
  }

  mutating func write(exporter: String) {
    let attributes: XMLWriter.Attributes = [
      ("xmlns", Self.namespace),
      ("xmlns:dmndi", "https://www.omg.org/spec/DMN/20230324/DMNDI/"),
      ("xmlns:dc", "http://www.omg.org/spec/DMN/20180521/DC/"),
      ("xmlns:di", "http://www.omg.org/spec/DMN/20180521/DI/"), ("name", model.name),
      ("namespace", model.namespace), ("exporter", exporter),
    ]
    within("definitions", attributes) { writer in
      writer.description(writer.model.description)
      for other in writer.model.imports {
        writer.xml.element(
          "import",
          [("name", other.name), ("namespace", other.namespace), ("importType", Self.namespace)])
      }
      for item in writer.model.itemDefinitions { writer.itemDefinition(item.name, item.type) }
      while let helper = writer.helpers.popLast() {
        writer.itemDefinition(helper.name, helper.type)
      }
      for source in writer.model.sources { writer.write(source) }
      for input in writer.model.inputs { writer.write(input) }
      for knowledge in writer.model.knowledge { writer.write(knowledge) }
      for decision in writer.model.decisions { writer.write(decision) }
      for service in writer.model.services { writer.write(service) }
      writer.diagram()
    }
  }

  /// An element whose parts this writer writes.
  mutating func within(
    _ name: String, _ attributes: XMLWriter.Attributes = [],
    _ body: (inout DecisionModelWriter) -> Void
  ) {
    xml.open(name, attributes)
    body(&self)
    xml.close(name)
  }

  private mutating func description(_ text: String?) {
    if let text, !text.isEmpty { xml.leaf("description", text) }
  }

  private mutating func variable(_ name: String, _ type: TypeReference?) {
    xml.element("variable", [("name", name), ("typeRef", type.map { $0.printed() })])
  }

  // MARK: elements

  private mutating func write(_ source: DecisionModel.KnowledgeSource) {
    within(
      "knowledgeSource",
      [("id", ids[source.id]), ("name", source.name), ("locationURI", source.location)]
    ) { writer in
      writer.requirements(.init(authorities: source.authorities), of: source.id)
    }
  }

  private mutating func write(_ input: DecisionModel.InputData) {
    within("inputData", [("id", ids[input.id]), ("name", input.name)]) { writer in
      writer.description(input.description)
      writer.variable(input.name, input.type)
    }
  }

  private mutating func write(_ knowledge: DecisionModel.KnowledgeModel) {
    within("businessKnowledgeModel", [("id", ids[knowledge.id]), ("name", knowledge.name)]) {
      writer in
      writer.description(knowledge.description)
      var result: TypeReference?
      var parameters: [FEELExpression.Parameter] = []
      var body: FEELExpression?
      if case .function(let list, let inner)? = knowledge.function?.kind {
        (parameters, body) = (list, inner)
        if case .typed(let value, let type) = inner.kind { (body, result) = (value, type) }
      }
      writer.variable(knowledge.name, result)
      if let body {
        writer.within("encapsulatedLogic") { $0.function(parameters, body) }
      }
      writer.requirements(knowledge.requirements, of: knowledge.id)
    }
  }

  private mutating func write(_ decision: DecisionModel.Decision) {
    within("decision", [("id", ids[decision.id]), ("name", decision.name)]) { writer in
      writer.description(decision.description)
      if let question = decision.question { writer.xml.leaf("question", question) }
      if let answers = decision.allowedAnswers { writer.xml.leaf("allowedAnswers", answers) }
      writer.variable(decision.name, decision.type)
      writer.requirements(decision.requirements, of: decision.id)
      guard var expression = decision.expression else { return }
      if case .typed(let value, decision.type) = expression.kind { expression = value }
      writer.expression(expression)
    }
  }

  private mutating func write(_ service: DecisionModel.DecisionService) {
    within("decisionService", [("id", ids[service.id]), ("name", service.name)]) { writer in
      writer.variable(service.name, service.resultType)
      for (name, list) in [
        ("outputDecision", service.outputs), ("encapsulatedDecision", service.encapsulated),
        ("inputDecision", service.inputDecisions), ("inputData", service.inputs),
      ] {
        for id in list { writer.xml.element(name, [("href", writer.href(id))]) }
      }
    }
  }

  private func href(_ id: ElementID) -> String {
    id.namespace == model.namespace ? "#\(ids[id] ?? id.id)" : "\(id.namespace)#\(id.id)"
  }

  /// The id of one requirement, for the diagram's edge.
  func id(of kind: String, _ from: ElementID, _ to: ElementID) -> String {
    "\(kind)-\(ids[to] ?? "")-\(ids[from] ?? "")"
  }

  private mutating func requirements(_ list: DecisionModel.Requirements, of id: ElementID) {
    func write(_ element: String, _ kind: String, _ part: String, _ target: ElementID) {
      let href = href(target)
      within(element, [("id", self.id(of: kind, target, id))]) {
        $0.xml.element(part, [("href", href)])
      }
    }
    for target in list.decisions {
      write("informationRequirement", "information", "requiredDecision", target)
    }
    for target in list.inputs {
      write("informationRequirement", "information", "requiredInput", target)
    }
    for target in list.knowledge {
      write("knowledgeRequirement", "knowledge", "requiredKnowledge", target)
    }
    for target in list.authorities {
      let part =
        model.inputs.contains { $0.id == target }
        ? "requiredInput"
        : model.decisions.contains { $0.id == target } ? "requiredDecision" : "requiredAuthority"
      write("authorityRequirement", "authority", part, target)
    }
  }

  // MARK: types

  private mutating func itemDefinition(
    _ name: String, _ type: TypeReference, as element: String = "itemDefinition"
  ) {
    var isCollection = false
    var (inner, allowed, constraint) = (type, nil as UnaryTests?, nil as UnaryTests?)
    if case .constrained(let list, let tests) = inner, case .list = list {
      (inner, constraint) = (list, tests)
    }
    if case .list(let item) = inner { (inner, isCollection) = (item, true) }
    if case .constrained(let base, let tests) = inner { (inner, allowed) = (base, tests) }
    // What stands beside tests can only be a name.
    let isNamed = if case .named = inner { true } else { false }
    let isParts = if case .context = inner { true } else { false }
    if !isNamed, allowed != nil || constraint != nil || !isParts && isCollection {
      let helper = "\(name) item"
      helpers.append((helper, inner))
      inner = .named(helper)
    }
    within(
      element, [("name", name), ("isCollection", isCollection ? "true" : nil)]
    ) { writer in
      switch inner {
      case .context(let members):
        for (member, type) in members.sorted(by: { $0.key < $1.key }) {
          writer.itemDefinition(member, type, as: "itemComponent")
        }
      case .function(let parameters, let result):
        writer.within("functionItem", [("outputTypeRef", result.printed())]) { writer in
          for (place, type) in parameters.enumerated() {
            writer.xml.element(
              "parameters", [("name", "p\(place + 1)"), ("typeRef", type.printed())])
          }
        }
      default: writer.xml.leaf("typeRef", inner.printed())
      }
      if let allowed { writer.tests(allowed, in: "allowedValues") }
      if let constraint { writer.tests(constraint, in: "typeConstraint") }
    }
  }

  mutating func tests(_ tests: UnaryTests, in element: String) {
    within(element) { $0.xml.leaf("text", tests.printed()) }
  }
}

extension DecisionModel {
  /// All elements of its graph with their names, in the order they are written.
  var elements: [(id: ElementID, name: String)] {
    sources.map { ($0.id, $0.name) } + inputs.map { ($0.id, $0.name) }
      + knowledge.map { ($0.id, $0.name) } + decisions.map { ($0.id, $0.name) }
      + services.map { ($0.id, $0.name) }
  }
}

extension DecisionModel.Requirements {
  init(authorities: [ElementID]) { self.authorities = authorities }
}
