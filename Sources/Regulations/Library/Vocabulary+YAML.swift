package import Diagnostics
package import Facts

extension Vocabulary {
  /// Reads a vocabulary file: `facts`, `members`, `works`, `layers`.
  package static func read(
    yaml text: String, file: String, findings: inout [Diagnostic]
  ) -> Vocabulary {
    var vocabulary = Vocabulary()
    guard let node = YAMLNode(text, file: file, findings: &findings) else { return vocabulary }
    let fields = YAMLFields(
      node, of: "a vocabulary", keys: ["facts", "members", "works", "layers"], findings: &findings)
    let records = Set((fields.node("members")?.entries ?? []).map(\.key))
    for entry in fields.node("facts")?.entries ?? [] {
      guard let fact = readFact(entry, records: records, &findings) else { continue }
      vocabulary.facts[fact.name] = fact
    }
    for record in fields.node("members")?.entries ?? [] {
      for entry in record.value.entries ?? [] {
        guard let fact = readFact(entry, records: records, &findings) else { continue }
        vocabulary.members[record.key, default: [:]][fact.name] = fact
      }
    }
    for entry in fields.node("works")?.entries ?? [] {
      guard let work = readWork(entry, &findings) else { continue }
      if vocabulary.works.updateValue(work, forKey: work.name) == nil {
        vocabulary.workOrder.append(work.name)
      }
    }
    if let layers = fields.node("layers") { vocabulary.readLayers(layers, &findings) }
    vocabulary.linkLineFacts()
    return vocabulary
  }

  /// Both vocabularies in one; a fact or work that both declare is the other's, with a finding where they differ in type or unit.
  package func merging(_ other: Vocabulary, findings: inout [Diagnostic]) -> Vocabulary {
    var merged = self
    for (name, fact) in other.facts.sorted(by: { $0.key < $1.key }) {
      if let first = facts[name], first.type != fact.type || first.unit != fact.unit {
        findings.append(
          Diagnostic(
            .error, "fact-twice",
            "two vocabularies declare `\(name)` with another type or unit",
            mend: "declare it once"))
      }
      merged.facts[name] = fact
    }
    for (record, members) in other.members {
      merged.members[record, default: [:]].merge(members) { $1 }
    }
    merged.workOrder += other.workOrder.filter { works[$0] == nil }
    merged.works.merge(other.works) { $1 }
    merged.layers.merge(other.layers) { $1 }
    merged.linkLineFacts()
    return merged
  }

  private mutating func readLayers(_ node: YAMLNode, _ findings: inout [Diagnostic]) {
    for item in node.items ?? [] {
      if let name = item.text?.singleSpaced { layers[name] = LocalText() }
    }
    for entry in node.entries ?? [] {
      if let inner = entry.value.entries, inner.contains(where: { $0.key == "label" }) {
        let fields = YAMLFields(
          entry.value, of: "layer `\(entry.key)`", keys: ["label"], findings: &findings)
        layers[entry.key] = fields.localText("label", language: "en", &findings)
      } else {
        layers[entry.key] =
          entry.value.isNull
          ? LocalText()
          : readLocalText(entry.value, of: entry.key, language: "en", &findings)
      }
    }
  }

  /// `per: front line` names the list `front lines` and, where no `sets` says so, the member that ends the fact's name.
  private mutating func linkLineFacts() {
    let memberNames = Set(members.values.flatMap(\.keys))
    for (name, fact) in facts {
      guard let line = fact.perLine else { continue }
      if facts[line] == nil, facts[line + "s"] != nil { facts[name]?.perLine = line + "s" }
      if fact.setsMember == nil {
        facts[name]?.setsMember = memberNames.filter { name == $0 || name.hasSuffix(" " + $0) }
          .max { $0.count < $1.count }
      }
    }
  }
}

private let factKeys = [
  "type", "unit", "range", "from", "judged by", "per", "sets", "modality of limits", "modality",
  "resolution", "label", "question", "why", "example", "choices",
]

private func readFact(
  _ entry: YAMLNode.Entry, records: Set<String>, _ findings: inout [Diagnostic]
) -> FactDeclaration? {
  let name = entry.key
  guard checkName(name, at: entry.place, &findings) else { return nil }
  let fields = YAMLFields(
    entry.value, of: "fact `\(name)`", keys: factKeys, findings: &findings)
  var fact = FactDeclaration(name, .number)
  guard let typeNode = fields.node("type") else {
    findings.append(
      Diagnostic(
        .error, "missing-key", "fact `\(name)` has a type", at: entry.place,
        mend: "write `type: number`, `boolean`, `text`, `date` or a list of words"))
    return nil
  }
  guard let type = readType(typeNode, of: name, records: records, &fact, &findings) else {
    return nil
  }
  fact.type = type
  if let symbol = fields.text("unit", &findings), let place = fields.node("unit")?.place {
    fact.unit = readUnit(symbol, at: place, &findings)
  }
  if let range = fields.text("range", &findings), let place = fields.node("range")?.place {
    readRange(range, into: &fact, at: place, &findings)
  }
  if let step = fields.number("resolution", &findings) {
    fact.resolution = fact.unit.map { $0.base(step) } ?? step
  }
  fact.origin = fields.choice("from", FactDeclaration.Origin.self, &findings) ?? .proposal
  fact.judgedBy = fields.text("judged by", &findings)
  fact.perLine = fields.text("per", &findings)
  fact.setsMember = fields.text("sets", &findings)
  fact.modality =
    fields.choice("modality of limits", FactDeclaration.Modality.self, &findings)
    ?? fields.choice("modality", FactDeclaration.Modality.self, &findings)
  fact.label = fields.localText("label", language: "en", &findings)
  fact.question = fields.localText("question", language: "en", &findings)
  fact.why = fields.localText("why", language: "en", &findings)
  if let items = fields.node("example")?.items {
    fact.example = items.compactMap(\.text).joined(separator: ", ")
  } else {
    fact.example = fields.text("example", &findings)
  }
  for choice in fields.node("choices")?.entries ?? [] {
    fact.choiceLabels[choice.key] = readLocalText(
      choice.value, of: choice.key, language: "en", &findings)
  }
  return fact
}

extension FactDeclaration.Origin: CaseIterable {
  package static let allCases: [Self] = [.site, .plan, .proposal]
}
extension FactDeclaration.Modality: CaseIterable {
  package static let allCases: [Self] = [.max, .min, .exact, .exceptional]
}

/// Names begin with no clause word, hold no brackets (FEEL cannot lex `article 2(3) land`) and no hidden controls.
private func checkName(
  _ name: String, at place: Place, _ findings: inout [Diagnostic]
) -> Bool {
  if let word = clauseWord(beginning: name) {
    findings.append(
      Diagnostic(
        .error, "name-begins-with-clause", "no name begins with the clause word `\(word)`",
        at: place, mend: "choose another name for `\(name)`"))
    return false
  }
  if name.isEmpty || name.contains(where: { "()[]{}\"<>=,|".contains($0) }) {
    findings.append(
      Diagnostic(
        .error, "bad-name", "a name has letters, digits, spaces and no brackets, not `\(name)`",
        at: place))
    return false
  }
  if name.unicodeScalars.contains(where: \.isBidiControl) {
    findings.append(
      Diagnostic(
        .error, "hidden-control", "a name may not hold a bidi control character", at: place,
        mend: "delete the character"))
    return false
  }
  return true
}

private func readType(
  _ node: YAMLNode, of name: String, records: Set<String>, _ fact: inout FactDeclaration,
  _ findings: inout [Diagnostic]
) -> FactType? {
  if node.items != nil { return .code(readTexts(node, of: "type", &findings)) }
  if let entries = node.entries {
    for entry in entries {
      fact.choiceLabels[entry.key] = readLocalText(
        entry.value, of: entry.key, language: "en", &findings)
    }
    return .code(entries.map(\.key))
  }
  let text = (node.text ?? "").singleSpaced
  if let type = FactType(written: text, records: records) { return type }
  let known = ["number", "boolean", "text", "date", "list of number"] + records.sorted()
  findings.append(
    Diagnostic(
      .error, "unknown-type", "fact `\(name)` has a type, not `\(text)`", at: node.place,
      mend: nearestName(to: text, among: known).map { "write `\($0)`" }
        ?? "write one of \(known.map { "`\($0)`" }.joined(separator: ", "))"))
  return nil
}

extension FactType {
  /// `number`, `list of text`, `line` and `list of line` (a record), `lines` (a list of them).
  init?(written text: String, records: Set<String>) {
    switch text {
    case "number": self = .number
    case "boolean", "yes or no": self = .boolean
    case "text", "string": self = .text
    case "date": self = .date
    case _ where records.contains(text): self = .record(text)
    case _ where text.hasPrefix("list of "):
      let inner = String(text.dropFirst("list of ".count))
      if let item = FactType(written: inner, records: records) {
        self = .list(item)
      } else if inner.hasSuffix("s"),
        let item = FactType(written: String(inner.dropLast()), records: records)
      {
        self = .list(item)
      } else {
        return nil
      }
    case _ where text.hasSuffix("s") && records.contains(String(text.dropLast())):
      self = .list(.record(String(text.dropLast())))
    // The records may be declared in another file of the same vocabulary.
    case "line": self = .record("line")
    case "lines": self = .list(.record("line"))
    default: return nil
    }
  }
}

/// `[0..500]`, in the fact's unit: inclusive bounds in base units; an end left out (`[0..]`) is open.
private func readRange(
  _ text: String, into fact: inout FactDeclaration, at place: Place,
  _ findings: inout [Diagnostic]
) {
  func base(_ written: Substring) -> Number? {
    Number(asciiDigits(String(written).trimmed)).flatMap { number in
      fact.unit.map { $0.base(number) } ?? number
    }
  }
  let trimmed = text.trimmed
  if let open = trimmed.first, let close = trimmed.last, open == "[" || open == "(",
    close == "]" || close == ")", let dots = trimmed.firstRange(of: "..")
  {
    let low = trimmed[trimmed.index(after: trimmed.startIndex)..<dots.lowerBound]
    let high = trimmed[dots.upperBound..<trimmed.index(before: trimmed.endIndex)]
    fact.lowest = base(low)
    fact.highest = base(high)
    let isRead =
      (fact.lowest != nil || String(low).trimmed.isEmpty)
      && (fact.highest != nil || String(high).trimmed.isEmpty)
    let isOrdered = zip([fact.lowest].compactMap { $0 }, [fact.highest].compactMap { $0 })
      .allSatisfy { $0 <= $1 }
    if isRead, isOrdered { return }
  } else if trimmed.hasPrefix(">="), let low = base(trimmed.dropFirst(2)) {
    fact.lowest = low
    return
  } else if trimmed.hasPrefix("<="), let high = base(trimmed.dropFirst(2)) {
    fact.highest = high
    return
  }
  findings.append(
    Diagnostic(
      .error, "bad-value", "`range` is two numbers in order, not `\(text)`", at: place,
      mend: "write `\"[0..500]\"`"))
}

private func readWork(
  _ entry: YAMLNode.Entry, _ findings: inout [Diagnostic]
) -> WorkDeclaration? {
  guard !entry.key.isEmpty else { return nil }
  let fields = YAMLFields(
    entry.value, of: "work `\(entry.key)`", keys: ["construction", "label", "words", "common"],
    findings: &findings)
  var words: [String: [String]] = [:]
  for item in fields.node("words")?.entries ?? [] {
    words[item.key] = readTexts(item.value, of: "words", &findings)
  }
  return WorkDeclaration(
    entry.key, isConstruction: fields.flag("construction", &findings) ?? true,
    label: fields.localText("label", language: "en", &findings), words: words,
    common: fields.flag("common", &findings) ?? false)
}
