import Diagnostics
import FEEL
import Foundation

extension DecisionLibrary {
  /// The namespaces of the models that are read: DMN 1.2 to 1.5.
  static let versions: Set<String> = [
    "http://www.omg.org/spec/DMN/20180521/MODEL/", "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/", "https://www.omg.org/spec/DMN/20230324/MODEL/",
  ]

  /// Reads a `.dmn` file with all others of its folder that it imports, or every one of a folder.
  ///
  /// - Throws: ``UnreadableFile`` where a file or folder cannot be read at all.
  package init(loading path: String) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw UnreadableFile(path: path, reason: "is not there")
    }
    let url = URL(filePath: path)
    let folder = isFolder.boolValue ? url : url.deletingLastPathComponent()
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        .filter { $0.hasSuffix(".dmn") }.sorted()
    } catch { throw UnreadableFile(path: path, reason: "lies in a folder that cannot be listed") }
    var files: [(String, [UInt8])] = []
    for name in names {
      let file = folder.appending(path: name)
      guard let data = FileManager.default.contents(atPath: file.path) else {
        throw UnreadableFile(path: file.path, reason: "cannot be read")
      }
      files.append((isFolder.boolValue ? name : file.relativePath, [UInt8](data)))
    }
    self.init(
      reading: files, wanted: isFolder.boolValue ? nil : url.relativePath)
  }

  /// Reads models that may import each other.
  ///
  /// - Parameter wanted: The file that is asked for: others count only as far as it imports them.
  package init(reading files: [(name: String, bytes: [UInt8])], wanted: String? = nil) {
    self.init()
    var drafts: [String: ModelDraft] = [:]
    var faults: [String: [Diagnostic]] = [:]
    var start: String?
    for (name, bytes) in files {
      var findings: [Diagnostic] = []
      defer { faults[name] = findings }
      guard let root = XMLElement(bytes, file: name, findings: &findings),
        let draft = ModelDraft(root, findings: &findings)
      else { continue }
      let isAsked = wanted.map { Self.isSameFile($0, name) } ?? false
      if isAsked { start = draft.namespace }
      if let first = drafts[draft.namespace], !isAsked {
        if wanted == nil {
          findings.append(
            Diagnostic(
              .error, "model-twice", "two models have the namespace `\(draft.namespace)`",
              at: root.place, related: [.init("the first", at: first.root.place)]))
        }
        continue
      }
      drafts[draft.namespace] = draft
    }
    if let start {
      var needed: Set<String> = [start]
      var open = [start]
      while let next = open.popLast() {
        for other in drafts[next]?.imports ?? [] where needed.insert(other.namespace).inserted {
          open.append(other.namespace)
        }
      }
      drafts = drafts.filter { needed.contains($0.key) }
    }
    if wanted != nil, start == nil { drafts = [:] }
    for (name, found) in faults.sorted(by: { $0.key < $1.key }) {
      let isAsked = wanted.map { Self.isSameFile($0, name) } ?? true
      if isAsked || drafts.values.contains(where: { $0.root.place.file == name }) {
        findings += found
      }
    }
    for (namespace, draft) in drafts.sorted(by: { $0.key < $1.key }) {
      var model = DecisionModel(namespace: namespace, name: draft.name, place: draft.root.place)
      model.description = draft.root.first("description")?.text
      for other in draft.imports {
        guard drafts[other.namespace] != nil else {
          findings.append(
            Diagnostic(
              .error, "unknown-import", "no model has the namespace `\(other.namespace)`",
              at: other.place, mend: "put its file into the same folder"))
          continue
        }
        model.imports.append(other)
      }
      models[namespace] = model
    }
    let log = ReadingLog()
    let elements = drafts.values.reduce(into: [:]) { $0.merge($1.elements) { first, _ in first } }
    for (namespace, draft) in drafts.sorted(by: { $0.key < $1.key }) {
      let reader = ItemDefinitionReader(log: log)
      models[namespace]?.itemDefinitions = reader.read(draft.root)
    }
    for namespace in drafts.keys {
      let types = types(in: namespace)
      models[namespace]?.types = types
    }
    for (namespace, draft) in drafts.sorted(by: { $0.key < $1.key }) {
      guard let model = models[namespace] else { continue }
      var reader = ModelReader(model: model, elements: elements, library: self, log: log)
      reader.read(draft.root)
      models[namespace] = reader.model
    }
    findings += log.findings
    texts = log.texts
    findCycles()
  }

  /// Files of one folder are told apart by their last component.
  private static func isSameFile(_ a: String, _ b: String) -> Bool {
    URL(filePath: a).lastPathComponent == URL(filePath: b).lastPathComponent
  }

  /// Every type that a model can name, with the names inside the imported ones prefixed too.
  private func types(in namespace: String) -> [String: TypeReference] {
    var types: [String: TypeReference] = [:]
    var seen: Set<String> = []
    func collect(_ namespace: String, _ prefix: String) {
      guard let model = models[namespace], seen.insert(prefix + " " + namespace).inserted,
        seen.count < 1000
      else { return }
      let own = Set(model.itemDefinitions.map(\.name))
      for item in model.itemDefinitions where types[prefix + item.name] == nil {
        types[prefix + item.name] = item.type.prefixed(prefix) { name in
          own.contains(name) || !TypeReference.isBuiltIn(name)
        }
      }
      for other in model.imports {
        collect(other.namespace, other.name.isEmpty ? prefix : "\(prefix)\(other.name).")
      }
    }
    collect(namespace, "")
    return types
  }

  /// Requirements must not lead back to where they started (DMN 1.5, 6.2.2).
  private mutating func findCycles() {
    var next: [ElementID: [ElementID]] = [:]
    var named: [ElementID: (name: String, place: Place)] = [:]
    for model in models.values {
      for decision in model.decisions {
        next[decision.id] = decision.requirements.decisions
        named[decision.id] = (decision.name, decision.place)
      }
    }
    var done: Set<ElementID> = []
    let starts = named.sorted { a, b in
      let (here, there) = (a.value.place, b.value.place)
      return (here.file, here.line, here.column) < (there.file, there.line, there.column)
    }
    for start in starts.map(\.key) {
      var path: [ElementID] = []
      var stack: [(ElementID, Int)] = [(start, 0)]
      while let (element, child) = stack.last {
        if child == 0 {
          if done.contains(element) {
            stack.removeLast()
            continue
          }
          path.append(element)
        }
        let children = next[element] ?? []
        guard child < children.count else {
          done.insert(element)
          path.removeLast()
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].1 += 1
        if let index = path.firstIndex(of: children[child]) {
          let names = (path[index...] + [children[child]]).compactMap { named[$0]?.name }
          findings.append(
            Diagnostic(
              .error, "requirement-cycle",
              "the decision requires itself: `\(names.joined(separator: "` → `"))`",
              at: named[children[child]]?.place, mend: "take one requirement out"))
        } else if !done.contains(children[child]) {
          stack.append((children[child], 0))
        }
      }
    }
  }
}

extension TypeReference {
  /// The type with a prefix before each name that belongs to a model.
  fileprivate func prefixed(_ prefix: String, _ isDeclared: (String) -> Bool) -> TypeReference {
    if prefix.isEmpty { return self }
    return switch self {
    case .named(let name): isDeclared(name) ? .named(prefix + name) : self
    case .list(let element): .list(element.prefixed(prefix, isDeclared))
    case .range(let end): .range(end.prefixed(prefix, isDeclared))
    case .context(let members): .context(members.mapValues { $0.prefixed(prefix, isDeclared) })
    case .function(let parameters, let result):
      .function(
        parameters.map { $0.prefixed(prefix, isDeclared) }, result.prefixed(prefix, isDeclared))
    case .constrained(let base, let allowed):
      .constrained(base.prefixed(prefix, isDeclared), allowed)
    }
  }
}

/// What a file declares, before any expression in it is read.
struct ModelDraft {
  let root: XMLElement
  let namespace: String
  let name: String
  var imports: [DecisionModel.Import] = []
  /// What can be required, by id.
  var elements: [ElementID: Element] = [:]

  struct Element {
    enum Kind { case input, decision, knowledge, service, source }
    var kind: Kind
    /// The name of its variable.
    var name: String
    /// Under it, the names of entries that an expression may take out of it.
    var place: Place
  }

  static let kinds: [String: Element.Kind] = [
    "inputData": .input, "decision": .decision, "businessKnowledgeModel": .knowledge,
    "decisionService": .service, "knowledgeSource": .source,
  ]

  init?(_ root: XMLElement, findings: inout [Diagnostic]) {
    guard root.name == "definitions", DecisionLibrary.versions.contains(root.namespace) else {
      findings.append(
        Diagnostic(
          .error, "no-dmn", "the file is no DMN model of version 1.2 to 1.5", at: root.place,
          mend: "save it as DMN 1.5"))
      return nil
    }
    self.root = root
    namespace = root["namespace"] ?? ""
    name = root["name"] ?? ""
    for element in root.children where DecisionLibrary.versions.contains(element.namespace) {
      if element.name == "import" {
        if let type = element["importType"], !DecisionLibrary.versions.contains(type) {
          findings.append(
            Diagnostic(
              .warning, "foreign-import", "only models of DMN are imported, not `\(type)`",
              at: element.place))
          continue
        }
        imports.append(
          .init(
            name: (element["name"] ?? "").asName, namespace: element["namespace"] ?? "",
            place: element.place))
      }
      guard let kind = Self.kinds[element.name] else { continue }
      let id = ElementID(namespace: namespace, id: element["id"] ?? element["name"] ?? "")
      let name = (element.first("variable")?["name"] ?? element["name"] ?? "").asName
      if let first = elements[id] {
        findings.append(
          Diagnostic(
            .error, "id-twice", "two elements have the id `\(id.id)`", at: element.place,
            related: [.init("the first", at: first.place)]))
        continue
      }
      elements[id] = Element(kind: kind, name: name, place: element.place)
    }
  }
}

extension String {
  /// Without white space around it, and with one space where there is more.
  var asName: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
