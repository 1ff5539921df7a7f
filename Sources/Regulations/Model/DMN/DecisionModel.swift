package import Diagnostics
package import FEEL

/// A model of decisions as DMN 1.5 has it (chapter 6): what is decided, by which logic, from which data, on whose authority.
///
/// Every boxed expression is a ``FEELExpression``; its spans count in the ``TextPlaces`` of the ``DecisionLibrary``.
package struct DecisionModel: Sendable {
  package var namespace: String
  package var name: String
  package var description: String?
  package var imports: [Import] = []
  package var itemDefinitions: [ItemDefinition] = []
  package var inputs: [InputData] = []
  package var decisions: [Decision] = []
  package var knowledge: [KnowledgeModel] = []
  package var services: [DecisionService] = []
  package var sources: [KnowledgeSource] = []
  package var place: Place
  /// What every type name in the model means, its own and the imported ones under their prefixes.
  package var types: [String: TypeReference] = [:]

  package init(namespace: String, name: String, place: Place) {
    self.namespace = namespace
    self.name = name
    self.place = place
  }

  /// Another model whose elements are used here as `name.element`; without a name they need no prefix.
  package struct Import: Sendable {
    package var name: String
    package var namespace: String
    package var place: Place
    package init(name: String, namespace: String, place: Place) {
      self.name = name
      self.namespace = namespace
      self.place = place
    }
  }

  /// A type that the model declares.
  package struct ItemDefinition: Sendable {
    package var name: String
    package var type: TypeReference
    package var place: Place
    package init(name: String, type: TypeReference, place: Place) {
      self.name = name
      self.type = type
      self.place = place
    }
  }

  package struct InputData: Sendable {
    package var id: ElementID
    package var name: String
    package var type: TypeReference?
    package var description: String?
    package var place: Place
    package init(id: ElementID, name: String, type: TypeReference?, place: Place) {
      self.id = id
      self.name = name
      self.type = type
      self.place = place
    }
  }

  package struct Decision: Sendable {
    package var id: ElementID
    package var name: String
    package var type: TypeReference?
    package var description: String?
    package var question: String?
    package var allowedAnswers: String?
    package var requirements = Requirements()
    /// Its logic; nil where the model has none, so that it decides nothing.
    package var expression: FEELExpression?
    package var place: Place
    package init(id: ElementID, name: String, type: TypeReference?, place: Place) {
      self.id = id
      self.name = name
      self.type = type
      self.place = place
    }
  }

  /// A business knowledge model: a function that decisions and other functions call.
  package struct KnowledgeModel: Sendable {
    package var id: ElementID
    package var name: String
    package var description: String?
    package var requirements = Requirements()
    /// A `.function`; nil where the model has none.
    package var function: FEELExpression?
    package var place: Place
    package init(id: ElementID, name: String, place: Place) {
      self.id = id
      self.name = name
      self.place = place
    }
  }

  /// Decisions that are called together, as a function of its input decisions and input data.
  package struct DecisionService: Sendable {
    package var id: ElementID
    package var name: String
    /// What its result must conform to.
    package var resultType: TypeReference?
    package var outputs: [ElementID] = []
    package var encapsulated: [ElementID] = []
    package var inputDecisions: [ElementID] = []
    package var inputs: [ElementID] = []
    package var place: Place
    package init(id: ElementID, name: String, place: Place) {
      self.id = id
      self.name = name
      self.place = place
    }
  }

  /// Whoever or whatever has authority over a decision: a statute, a manual, an office.
  package struct KnowledgeSource: Sendable {
    package var id: ElementID
    package var name: String
    package var location: String?
    package var authorities: [ElementID] = []
    package var place: Place
    package init(id: ElementID, name: String, location: String?, place: Place) {
      self.id = id
      self.name = name
      self.location = location
      self.place = place
    }
  }

  /// What an element needs, in the order written.
  package struct Requirements: Sendable, Hashable {
    package var inputs: [ElementID] = []
    package var decisions: [ElementID] = []
    package var knowledge: [ElementID] = []
    package var authorities: [ElementID] = []
    package init() {}
  }
}

/// An element among all models: its model's namespace and its id there.
package struct ElementID: Sendable, Hashable {
  package var namespace: String
  package var id: String
  package init(namespace: String, id: String) {
    self.namespace = namespace
    self.id = id
  }
}
