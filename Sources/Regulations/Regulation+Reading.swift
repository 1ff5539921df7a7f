package import Diagnostics
import FEEL
package import Facts

extension Regulation {
  /// Reads a regulation file: front matter, anchors, decision tables, rules and cases.
  ///
  /// What cannot be read becomes a finding and the rest is read on; nil only where nothing can be made of the file.
  ///
  /// - Parameters:
  ///   - knownNames: What other files of the same law declare (``declaredNames(inMarkdown:)``).
  package static func read(
    markdown text: String, file: String, vocabulary: Vocabulary, knownNames: Set<String>,
    findings: inout [Diagnostic]
  ) -> Regulation? {
    guard text.utf8.count <= SourceText.largestSize else {
      findings.append(
        Diagnostic(
          .error, "file-too-large", "a regulation file has at most 2 MB",
          at: Place(file: file, line: 1), mend: "split it"))
      return nil
    }
    let source = SourceText(text, file: file)
    guard let front = RegulationDocument.frontMatter(of: source) else {
      findings.append(
        Diagnostic(
          .error, "missing-front-matter",
          "a regulation begins with front matter between `---` lines",
          at: Place(file: file, line: 1), mend: "write `---`, `id: …`, `---` at the head"))
      return nil
    }
    refuseHiddenControls(in: front.yaml, findings: &findings)
    var regulation = Regulation(id: "", file: file, source: text)
    let calendar: String
    if let node = YAMLNode(front.yaml.text, file: file, firstLine: 2, findings: &findings) {
      calendar = namedCalendar(node, &findings)
      regulation.readFrontMatter(node, calendar: calendar, &findings)
    } else {
      calendar = "gregorian"
    }
    if regulation.id.isEmpty { regulation.id = file }
    regulation.readDocument(
      source, after: front.lastLine, calendar: calendar, vocabulary: vocabulary,
      knownNames: knownNames, &findings)
    return regulation
  }

  private static func namedCalendar(_ node: YAMLNode, _ findings: inout [Diagnostic]) -> String {
    guard let entry = node.entries?.first(where: { $0.key == "calendar" }) else {
      return "gregorian"
    }
    var unreported: [Diagnostic] = []
    let only = YAMLNode(value: .mapping([entry]), place: entry.place)
    let fields = YAMLFields(only, of: "front matter", keys: ["calendar"], findings: &unreported)
    return readCalendar(fields, &findings) ?? "gregorian"
  }

  private mutating func readDocument(
    _ source: SourceText, after line: Int, calendar: String, vocabulary: Vocabulary,
    knownNames: Set<String>, _ findings: inout [Diagnostic]
  ) {
    let document = RegulationDocument(
      source, id: id, title: title.text(in: language) ?? id, frontMatterEnd: line,
      calendar: calendar, findings: &findings)
    anchors = document.anchors
    notes = document.notes
    let declared = document.declaredNames
    let names = vocabulary.allNames.union(knownNames).union(declared.global)
    let expressions = ExpressionReader(names: names, codes: vocabulary.allCodes)
    checkHeadingWorks(document, vocabulary, &findings)
    for table in document.tables {
      tables.append(
        DecisionTable(table, expressions: expressions, notes: notes, findings: &findings))
    }
    let rules = document.fences.filter { $0.kind == .rule }.map { fence in
      (fence, RuleReader.rules(in: fence.slice, findings: &findings))
    }
    let targets = exceptionTargets(document, rules.flatMap(\.1), declared.global, knownNames)
    let liftable = targets.union(vocabulary.facts.keys)
    for (fence, slices) in rules {
      for slice in slices {
        var reader = RuleReader(
          slice, expressions: expressions, vocabulary: vocabulary,
          targets: liftable, section: fence.section)
        reader.read(into: &self, findings: &findings)
      }
    }
    for fence in document.fences where fence.kind == .cases {
      cases.append(
        CaseTable(
          fence.slice, source: source, expressions: expressions, vocabulary: vocabulary,
          findings: &findings))
    }
    checkExceptionTargets(targets, &findings)
    checkCitations(&findings)
  }

  /// Whom `for="…"` on a heading names must be works.
  private func checkHeadingWorks(
    _ document: RegulationDocument, _ vocabulary: Vocabulary, _ findings: inout [Diagnostic]
  ) {
    var seen: Set<Place> = []
    let sections = document.fences.map(\.section) + document.tables.map(\.section)
    for section in sections {
      guard let place = section.worksPlace, seen.insert(place).inserted else { continue }
      for work in section.works ?? [] where vocabulary.works[work] == nil {
        findings.append(unknownWork(work, at: place, in: vocabulary))
      }
    }
  }

  /// What an exception may lift, before the requirements' own subjects are known.
  private func exceptionTargets(
    _ document: RegulationDocument, _ rules: [SourceSlice], _ declared: Set<String>,
    _ knownNames: Set<String>
  ) -> Set<String> {
    var targets = Set(anchors.keys).union(declared).union(knownNames)
    for table in tables { targets.formUnion([table.id, table.name]) }
    for rule in rules {
      let words = rule.text.split { $0.isWhitespace }.map(String.init)
      for (word, next) in zip(words, words.dropFirst()) where word == "by" { targets.insert(next) }
    }
    return targets
  }
}

extension Vocabulary {
  /// Every name that an expression may use: facts, members, the records that hold them (`line`), and what a site answers
  /// of a layer.
  var allNames: Set<String> {
    var names = Set(facts.keys).union(["share in", "distance to", "adjoins", "faces street"])
    for (record, members) in members {
      names.insert(record)
      names.formUnion(members.keys)
    }
    return names
  }

  /// Every word of a closed set.
  var allCodes: Set<String> {
    var codes: Set<String> = []
    for fact in Array(facts.values) + members.values.flatMap(\.values) {
      if case .code(let words) = fact.type { codes.formUnion(words) }
    }
    return codes
  }
}
