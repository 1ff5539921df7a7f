package import Diagnostics
package import Facts

/// A case that stands in a YAML file beside a regulation: a site or parcel, a proposal, and what the answer should say.
///
/// ```yaml
/// - id: T-01
///   title: a fence of 1.4 m
///   work: fence
///   site: { zone: R1, lot area: 320 }      # or  parcel: town/1042
///   layers: { heritage: { share: 0, distance: 120, adjoins: false } }
///   proposal: { fence height: 1.4 }
///   on: 2025-01-01
///   expect: { verdict: exempt, not met: [coverage], values: { coverage: 0.4 } }
/// ```
package struct SiteCase: Sendable {
  package var id: String
  /// What it is about, for people.
  package var title: String
  package var work: String
  package var parcel: String?
  package var on: CivilDate?
  /// As written, in the facts' own units.
  package var site: [(name: String, value: FactValue)]
  package var layers: [String: [String: FactValue]]
  package var proposal: [(name: String, value: FactValue)]
  /// `verdict`, `complies`, `track`, `not met`, `met`, or the name of a definition; lists are joined by commas.
  package var expectations: [(name: String, text: String)]
  /// Where the figures come from, what kind of source that is, and how far it is trusted.
  package var source: String?
  package var sourceKind: String?
  package var confidence: String?
  package var place: Place

  /// All cases of a file.
  package static func read(
    yaml text: String, file: String, findings: inout [Diagnostic]
  ) -> [SiteCase] {
    guard let node = YAMLNode(text, file: file, findings: &findings) else { return [] }
    let list = node.entries?.first { $0.key == "cases" }?.value ?? node
    guard let items = list.items else {
      if node.entries?.isEmpty != true {
        findings.append(Diagnostic(.error, "bad-value", "cases are a list", at: list.place))
      }
      return []
    }
    return items.map { SiteCase($0, &findings) }
  }

  private init(_ node: YAMLNode, _ findings: inout [Diagnostic]) {
    let fields = YAMLFields(
      node, of: "a case",
      keys: [
        "id", "title", "note", "work", "parcel", "on", "site", "layers", "proposal", "expect",
        "source", "source kind", "confidence",
      ],
      findings: &findings)
    id = fields.text("id", &findings) ?? ""
    title = fields.text("title", &findings) ?? ""
    source = fields.text("source", &findings)
    sourceKind = fields.text("source kind", &findings)
    confidence = fields.text("confidence", &findings)
    work = fields.text("work", &findings) ?? ""
    parcel = fields.text("parcel", &findings)
    if let text = fields.text("on", &findings) {
      on = readDate(text, calendar: "gregorian", at: fields.keyPlace("on"), findings: &findings)
    }
    site = (fields.node("site")?.entries ?? []).map { ($0.key, FactValue($0.value)) }
    proposal = (fields.node("proposal")?.entries ?? []).map { ($0.key, FactValue($0.value)) }
    layers = [:]
    for layer in fields.node("layers")?.entries ?? [] {
      for entry in layer.value.entries ?? [] {
        layers[layer.key, default: [:]][entry.key] = FactValue(entry.value)
      }
    }
    expectations = []
    for entry in fields.node("expect")?.entries ?? [] {
      // `values:` holds definitions by name.
      for expected in entry.key == "values" ? entry.value.entries ?? [] : [entry] {
        let texts = expected.value.items?.compactMap(\.text) ?? [expected.value.text ?? ""]
        expectations.append((expected.key, texts.map(\.trimmed).joined(separator: ", ")))
      }
    }
    place = node.place
    if work.isEmpty {
      findings.append(
        Diagnostic(
          .error, "missing-key", "a case names its work", at: node.place, mend: "write `work: …`"))
    }
  }
}

extension FactValue {
  /// A plain YAML value as it stands: numbers, `true` and `false`, dates, texts, lists, records.
  init(_ node: YAMLNode) {
    switch node.value {
    case .sequence(let items): self = .list(items.map(FactValue.init))
    case .mapping(let entries):
      self = .record(
        Dictionary(entries.map { ($0.key, FactValue($0.value)) }, uniquingKeysWith: { $1 }))
    case .scalar(let text, let quoted):
      if quoted {
        self = .text(text)
      } else if node.isNull || text == "unknown" {
        self = .unknown("not said")
      } else if text == "true" || text == "false" {
        self = .boolean(text == "true")
      } else if let number = Number(text) {
        self = .number(number)
      } else if let date = CivilDate(text) {
        self = .date(date)
      } else {
        self = .text(text)
      }
    }
  }
}
