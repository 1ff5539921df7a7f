package import Diagnostics
import Facts

private let jurisdictionKeys = [
  "id", "label", "ranks", "languages", "regimes", "vocabulary", "regulations", "includes",
  "working days", "holidays", "models", "governs", "expects", "on conflict", "notice", "calendar",
]

extension Jurisdiction {
  /// Reads a `jurisdiction.yaml`; nil where it cannot be read or has no id.
  package static func read(
    yaml text: String, file: String, findings: inout [Diagnostic]
  ) -> Jurisdiction? {
    guard let node = YAMLNode(text, file: file, findings: &findings) else { return nil }
    let fields = YAMLFields(
      node, of: "a jurisdiction", keys: jurisdictionKeys, findings: &findings)
    guard let id = fields.text("id", &findings), !id.isEmpty else {
      findings.append(
        Diagnostic(
          .error, "missing-key", "a jurisdiction has a name", at: node.place, mend: "write `id: …`")
      )
      return nil
    }
    var read = Jurisdiction(id: id, file: file)
    read.languages = fields.texts("languages", &findings) ?? read.languages
    let language = read.languages.first ?? "en"
    read.label = fields.localText("label", language: language, &findings)
    read.notice = fields.localText("notice", language: language, &findings)
    read.ranks = fields.texts("ranks", &findings) ?? []
    read.vocabularyFiles = fields.texts("vocabulary", &findings) ?? ["vocabulary.yaml"]
    read.regulationFiles = fields.texts("regulations", &findings) ?? []
    for item in fields.node("models")?.items ?? fields.node("models").map({ [$0] }) ?? [] {
      if let model = Regulation.model(item, of: read, &findings) { read.models.append(model) }
    }
    read.includes = fields.texts("includes", &findings) ?? []
    read.calendar = readCalendar(fields, &findings) ?? "gregorian"
    if let node = fields.node("regimes") { read.readRegimes(node, language, &findings) }
    if let node = fields.node("working days") { read.readWorkingDays(node, &findings) }
    for node in fields.node("holidays")?.items ?? [] {
      guard
        let day = readDate(
          node.text ?? "", calendar: read.calendar, at: node.place, findings: &findings)
      else { continue }
      read.holidays.append(day)
    }
    for entry in fields.node("governs")?.entries ?? [] {
      read.governs[entry.key] = readTexts(entry.value, of: entry.key, &findings)
    }
    if let node = fields.node("expects") {
      let expected = YAMLFields(
        node, of: "`expects`", keys: ["ranks", "layers"], findings: &findings)
      read.expectedRanks = expected.texts("ranks", &findings) ?? []
      read.expectedLayers = expected.texts("layers", &findings) ?? []
      read.checkExpectedRanks(at: expected.node("ranks")?.place, &findings)
    }
    if let node = fields.node("on conflict") { read.onConflict = readConflict(node, &findings) }
    return read
  }

  private func checkExpectedRanks(at place: Place?, _ findings: inout [Diagnostic]) {
    for rank in expectedRanks where !ranks.isEmpty && !ranks.contains(rank) {
      findings.append(
        Diagnostic(
          .error, "unknown-rank", "`ranks` does not name `\(rank)`", at: place,
          mend: nearestName(to: rank, among: ranks).map { "write `\($0)`" }))
    }
  }

  private mutating func readRegimes(
    _ node: YAMLNode, _ language: String, _ findings: inout [Diagnostic]
  ) {
    regimes = [:]
    for item in node.items ?? [] {
      if let id = item.text?.trimmed { regimes[id] = LocalText(["en": id]) }
    }
    for entry in node.entries ?? [] {
      regimes[entry.key] =
        entry.value.isNull
        ? LocalText(["en": entry.key])
        : readLocalText(entry.value, of: entry.key, language: language, &findings)
    }
  }

  private mutating func readWorkingDays(_ node: YAMLNode, _ findings: inout [Diagnostic]) {
    let names = [
      "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
    workingDays = []
    for item in node.items ?? [] {
      let text = (item.text ?? "").trimmed.lowercased()
      if let index = names.firstIndex(where: { $0 == text || $0.prefix(3) == text }) {
        workingDays.append(index + 1)
      } else if let number = Int(text), (1...7).contains(number) {
        workingDays.append(number)
      } else {
        findings.append(
          Diagnostic(
            .error, "bad-value", "a working day is a day of the week, not `\(text)`",
            at: item.place, mend: nearestName(to: text, among: names).map { "write `\($0)`" }))
      }
    }
    workingDays.sort()
  }
}
