import Diagnostics
import FEEL

extension Regulation {
  /// An entry of `models:` in a `jurisdiction.yaml`: a file, and what the front matter of a Markdown file says.
  static func model(
    _ node: YAMLNode, of jurisdiction: Jurisdiction, _ findings: inout [Diagnostic]
  ) -> Regulation? {
    let entries = node.entries ?? []
    guard let file = entries.first(where: { $0.key == "file" })?.value.text?.trimmed, !file.isEmpty
    else {
      findings.append(
        Diagnostic(
          .error, "missing-key", "a model names its file", at: node.place,
          mend: "write `file: ….dmn`"))
      return nil
    }
    var regulation = Regulation(id: "", file: file, source: "")
    regulation.language = jurisdiction.languages.first ?? "en"
    let rest = YAMLNode(value: .mapping(entries.filter { $0.key != "file" }), place: node.place)
    regulation.readFrontMatter(rest, calendar: jurisdiction.calendar, &findings)
    if regulation.id.isEmpty { regulation.id = file }
    return regulation
  }

  /// Reads the decisions out of ``source``; decisions, functions and the model's rules become anchors that may be cited.
  mutating func readModel(findings: inout [Diagnostic]) {
    let library = DecisionLibrary(reading: [(file, Array(source.utf8))])
    findings += library.findings.map { finding in
      var finding = finding
      if finding.id == "unknown-import" { finding.mend = "put all decisions into one file" }
      return finding
    }
    guard let model = library.models.values.first else {
      if !library.findings.hasErrors {
        findings.append(
          Diagnostic(.error, "no-dmn", "the file holds no model", at: Place(file: file, line: 1)))
      }
      return
    }
    self.model = model
    modelTexts = library.texts
    if let service = model.services.first {
      findings.append(
        Diagnostic(
          .error, "decision-service", "a law takes no decision service: `\(service.name)`",
          at: service.place, mend: "let the decisions require each other"))
    }
    for decision in model.decisions {
      addAnchor(
        decision.id.id, decision.name, decision.description ?? decision.question, decision.place)
    }
    for knowledge in model.knowledge {
      addAnchor(knowledge.id.id, knowledge.name, knowledge.description, knowledge.place)
    }
  }

  private mutating func addAnchor(_ id: String, _ name: String, _ text: String?, _ place: Place) {
    var place = place
    place.article = id
    anchors[id] = Anchor(
      id: id, kind: .heading, text: text?.trimmed ?? name, heading: name, article: id, place: place)
  }

  /// The decisions that rules of other files may name: those whose type a rule can use.
  package var decisionNames: Set<String> {
    guard let model else { return [] }
    return Set(
      model.decisions.filter { decision in
        decision.type.map { Self.isUsable($0, in: model) } ?? false
      }.map(\.name))
  }

  /// Texts, numbers, dates, yes and no, and lists of them. Of a context's numbers nobody could say what they measure.
  private static func isUsable(_ type: TypeReference, in model: DecisionModel) -> Bool {
    switch type.unconstrained(in: model.types) {
    case .named(let name): ["number", "string", "boolean", "date"].contains(name)
    case .list(let element):
      if case .named? = element.unconstrained(in: model.types) {
        isUsable(element, in: model)
      } else {
        false
      }
    default: false
    }
  }
}
