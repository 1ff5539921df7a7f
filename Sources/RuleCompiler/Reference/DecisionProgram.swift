package import FEEL
package import Regulations

/// Models of decisions, ready to be evaluated: every element at hand by its id.
package final class DecisionProgram: Sendable {
  package let library: DecisionLibrary
  let inputs: [ElementID: DecisionModel.InputData]
  let decisions: [ElementID: DecisionModel.Decision]
  private let knowledge: [ElementID: DecisionModel.KnowledgeModel]
  private let services: [ElementID: DecisionModel.DecisionService]

  package init(_ library: DecisionLibrary) {
    self.library = library
    func byID<Element>(_ list: KeyPath<DecisionModel, [Element]>, _ id: KeyPath<Element, ElementID>)
      -> [ElementID: Element]
    {
      library.models.values.reduce(into: [:]) { all, model in
        for element in model[keyPath: list] { all[element[keyPath: id]] = element }
      }
    }
    inputs = byID(\.inputs, \.id)
    decisions = byID(\.decisions, \.id)
    knowledge = byID(\.knowledge, \.id)
    services = byID(\.services, \.id)
  }

  // MARK: by name

  package func decision(named name: String, in namespace: String) -> ElementID? {
    library.models[namespace]?.decisions.first { $0.name == name }?.id
  }

  package func input(named name: String, in namespace: String) -> ElementID? {
    library.models[namespace]?.inputs.first { $0.name == name }?.id
  }

  /// The function that a business knowledge model or a decision service of this name is.
  package func function(named name: String, in namespace: String) -> Function? {
    guard let model = library.models[namespace] else { return nil }
    let id =
      model.services.first { $0.name == name }?.id ?? model.knowledge.first { $0.name == name }?.id
    return id.flatMap(function)
  }

  /// How many output decisions a service has; none where no service has the name.
  package func outputs(ofService name: String, in namespace: String) -> Int {
    library.models[namespace]?.services.first { $0.name == name }?.outputs.count ?? 0
  }

  func isDecision(_ id: ElementID) -> Bool { decisions[id] != nil }

  // MARK: functions

  func function(_ id: ElementID) -> Function? {
    if let service = services[id] { return function(of: service) }
    guard let knowledge = knowledge[id] else { return nil }
    guard let expression = knowledge.function,
      case .function(let parameters, let body) = expression.kind
    else {
      let why = "`\(knowledge.name)` has no logic"
      return Function(
        name: knowledge.name, parameters: [],
        body: .expression(FEELExpression(.invalid(why), 0..<0), Environment()))
    }
    return Function(
      name: knowledge.name, parameters: parameters.map(\.name), types: parameters.map(\.type),
      body: .expression(
        body, scope(of: knowledge.requirements, in: id.namespace, and: [(knowledge.name, id)])))
  }

  /// A decision service takes its input data, then its input decisions (DMN 1.5, 10.4).
  private func function(of service: DecisionModel.DecisionService) -> Function {
    let parameters = service.inputs + service.inputDecisions
    return Function(
      name: service.name, parameters: parameters.map { name(of: $0) ?? "" },
      types: parameters.map { type(of: $0) },
      body: .evaluating { [self] evaluator, arguments, call in
        var run = DecisionRun(self, evaluator: evaluator)
        defer { evaluator = run.evaluator }
        return run.value(of: service, arguments, call)
      })
  }

  func name(of id: ElementID) -> String? {
    inputs[id]?.name ?? decisions[id]?.name ?? knowledge[id]?.name ?? services[id]?.name
  }

  func type(of id: ElementID) -> TypeReference? { inputs[id]?.type ?? decisions[id]?.type }

  /// What an element sees of functions: those that it requires, the imported ones below the name of their import.
  func scope(
    of requirements: DecisionModel.Requirements, in namespace: String,
    and more: [(String, ElementID)] = []
  ) -> Environment {
    let here = requirements.knowledge.filter { path(to: $0, from: namespace)?.isEmpty ?? false }
    let functions = Dictionary(
      more + here.map { (name(of: $0) ?? "", $0) }, uniquingKeysWith: { _, last in last })
    var scope = Environment { [self] name in functions[name].flatMap(function).map(Value.function) }
    scope.types = library.models[namespace]?.types ?? [:]
    return scope
  }

  /// The names of the imports before an element.
  func path(to id: ElementID, from namespace: String) -> [String]? {
    library.path(from: namespace, to: id.namespace)
  }
}
