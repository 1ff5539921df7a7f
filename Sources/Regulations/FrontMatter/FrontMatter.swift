import Diagnostics
import Facts

/// The keys that the front matter of a regulation may have, in the order of the specification.
private let frontMatterKeys = [
  "id", "title", "language", "text", "confidence", "jurisdiction", "regime", "rank", "status",
  "binds", "effective", "until", "calendar", "repeals", "on conflict", "table over text",
  "split parcels", "units", "measures", "notice",
]

extension Regulation.Wording: CaseIterable {
  package static let allCases: [Self] = [.paraphrase, .official]
}
extension Regulation.Status: CaseIterable {
  package static let allCases: [Self] = [.draft, .deposited, .approved, .repealed]
}
extension Regulation.ConflictPolicy: CaseIterable {
  package static let allCases: [Self] = [
    .higher, .stricter, .particular, .later, .overlay, .declared,
  ]
}

extension Regulation {
  /// Fills in what the front matter says.
  mutating func readFrontMatter(_ node: YAMLNode, calendar: String, _ findings: inout [Diagnostic])
  {
    let fields = YAMLFields(node, of: "front matter", keys: frontMatterKeys, findings: &findings)
    if let id = fields.text("id", &findings) {
      self.id = id
    } else {
      findings.append(
        Diagnostic(
          .error, "missing-key", "front matter names the regulation", at: node.place,
          mend: "write `id: …`"))
    }
    language = fields.text("language", &findings) ?? language
    title = fields.localText("title", language: language, &findings)
    wording = fields.choice("text", Wording.self, &findings) ?? wording
    jurisdiction = fields.text("jurisdiction", &findings) ?? jurisdiction
    regime = fields.text("regime", &findings) ?? regime
    rank = fields.text("rank", &findings) ?? rank
    status = fields.choice("status", Status.self, &findings) ?? status
    binds = fields.flag("binds", &findings) ?? binds
    tableOverText = fields.flag("table over text", &findings) ?? tableOverText
    notice = fields.localText("notice", language: language, &findings)
    if let tag = fields.text("confidence", &findings) {
      confidence = readConfidence(tag, at: fields.node("confidence")?.place, &findings)
    }
    if !fields.has("effective") {
      findings.append(
        Diagnostic(
          .error, "missing-key", "front matter says from when the regulation has effect",
          at: node.place, mend: "write `effective: 2023-05-01`, or `effective: unknown`"))
    }
    effective = readEffect("effective", fields, calendar, &findings)
    until = readEffect("until", fields, calendar, &findings)
    if let effective, let until, until <= effective {
      findings.append(
        Diagnostic(
          .error, "bad-date", "`until` is a day after `effective`", at: fields.keyPlace("until")))
    }
    if let node = fields.node("repeals") { readRepeals(node, &findings) }
    if let node = fields.node("on conflict") { onConflict = readConflict(node, &findings) }
    if let node = fields.node("split parcels") { readSplitParcels(node, calendar, &findings) }
    if let node = fields.node("units") { units = readUnits(node, &findings) }
    if let node = fields.node("measures") { measures = readMeasures(node, &findings) }
  }

  /// A date, `unknown`, or `{date: …, calendar: …}`.
  private func readEffect(
    _ key: String, _ fields: YAMLFields, _ calendar: String, _ findings: inout [Diagnostic]
  ) -> CivilDate? {
    guard let node = fields.node(key) else { return nil }
    if node.entries != nil {
      let inner = YAMLFields(node, of: "`\(key)`", keys: ["date", "calendar"], findings: &findings)
      let named = readCalendar(inner, &findings) ?? calendar
      guard let text = inner.text("date", &findings) else { return nil }
      return readDate(
        text, calendar: named, at: inner.node("date")?.place ?? node.place, findings: &findings)
    }
    guard let text = fields.text(key, &findings), text != "unknown" else { return nil }
    return readDate(text, calendar: calendar, at: node.place, findings: &findings)
  }

  private mutating func readRepeals(_ node: YAMLNode, _ findings: inout [Diagnostic]) {
    for item in node.items ?? [node] {
      if let id = item.text {
        repeals.append(Repeal(regulation: id.trimmed))
        continue
      }
      let fields = YAMLFields(
        item, of: "a repeal", keys: ["plan", "regulation", "articles", "area"], findings: &findings)
      guard
        let id = fields.text("plan", &findings) ?? fields.text("regulation", &findings)
      else {
        findings.append(
          Diagnostic(
            .error, "missing-key", "a repeal names the plan that it ends", at: item.place,
            mend: "write `plan: …`"))
        continue
      }
      repeals.append(
        Repeal(
          regulation: id, articles: fields.texts("articles", &findings) ?? [],
          area: fields.text("area", &findings)))
    }
  }

  private mutating func readSplitParcels(
    _ node: YAMLNode, _ calendar: String, _ findings: inout [Diagnostic]
  ) {
    let rules = ["dominant", "each portion", "strictest", "whole if any", "weighted"]
    for item in node.items ?? [node] {
      let fields = YAMLFields(
        item, of: "a rule for split parcels",
        keys: [
          "subject", "rule", "share", "depth (m)", "depth (ft)", "depth", "lot existed on", "by",
        ], findings: &findings)
      guard let subject = fields.text("subject", &findings),
        let rule = fields.text("rule", &findings)
      else {
        findings.append(
          Diagnostic(
            .error, "missing-key", "a rule for split parcels has a `subject` and a `rule`",
            at: item.place))
        continue
      }
      if !rules.contains(rule) {
        findings.append(
          Diagnostic(
            .error, "bad-value",
            "`rule` is \(rules.map { "`\($0)`" }.joined(separator: ", ")), not `\(rule)`",
            at: fields.node("rule")?.place,
            mend: nearestName(to: rule, among: rules).map { "write `\($0)`" }))
        continue
      }
      var split = SplitParcelRule(
        subject: subject, rule: rule, share: readBound("share", fields, ">", 1, &findings),
        by: fields.text("by", &findings))
      let foot = Number("0.3048") ?? .one
      split.depth =
        readBound("depth (m)", fields, "<", 1, &findings)
        ?? readBound("depth", fields, "<", 1, &findings)
        ?? readBound("depth (ft)", fields, "<", foot, &findings)
      if let text = fields.text("lot existed on", &findings) {
        split.lotExistedOn = readDate(
          text, calendar: calendar, at: fields.node("lot existed on")?.place ?? item.place,
          findings: &findings)
      }
      splitParcels.append(split)
    }
  }

  /// `> 0.5`, `<= 7.6`, `50 %`: the number, once the sign points the way that the key means.
  private func readBound(
    _ key: String, _ fields: YAMLFields, _ sign: String, _ factor: Number,
    _ findings: inout [Diagnostic]
  ) -> Number? {
    guard let written = fields.text(key, &findings) else { return nil }
    var text = asciiDigits(written)
    if text.hasPrefix(sign) { text.removeFirst() }
    if text.hasPrefix("=") { text.removeFirst() }
    text = text.trimmed
    var factor = factor
    if text.hasSuffix("%") {
      text = String(text.dropLast()).trimmed
      factor = Number("0.01") ?? .one
    }
    guard let number = Number(text), let base = number * factor else {
      findings.append(
        Diagnostic(
          .error, "bad-value", "`\(key)` is `\(sign) number`, not `\(written)`",
          at: fields.node(key)?.place))
      return nil
    }
    return base
  }
}

func readConfidence(
  _ tag: String, at place: Place?, _ findings: inout [Diagnostic]
) -> Confidence {
  if !Confidence.isTag(tag) {
    findings.append(
      Diagnostic(
        .error, "bad-confidence",
        "a confidence is `S:…`, `G`, `C`, `GAP`, `X` or `L`, not `\(tag)`", at: place))
  }
  return Confidence(tag: tag)
}

/// The calendar that a mapping names, as this package calls it.
func readCalendar(_ fields: YAMLFields, _ findings: inout [Diagnostic]) -> String? {
  guard let text = fields.text("calendar", &findings) else { return nil }
  if let name = calendarNames[text.lowercased()] { return name }
  findings.append(
    Diagnostic(
      .error, "bad-value",
      "`calendar` is `gregorian`, `solar hijri` or `hebrew`, not `\(text)`",
      at: fields.node("calendar")?.place,
      mend: nearestName(to: text, among: calendarNames.keys.sorted()).map { "write `\($0)`" }))
  return nil
}

/// By subject: what prevails where two rules speak of it. One word holds for all.
func readConflict(
  _ node: YAMLNode, _ findings: inout [Diagnostic]
) -> [String: Regulation.ConflictPolicy] {
  var policies: [String: Regulation.ConflictPolicy] = [:]
  func policy(_ node: YAMLNode, _ key: String) -> Regulation.ConflictPolicy? {
    let written = node.text?.trimmed ?? ""
    return readChoice(
      written == "declared order" ? "declared" : written, Regulation.ConflictPolicy.self,
      of: key, at: node.place, &findings)
  }
  if node.text != nil { policies["default"] = policy(node, "on conflict") }
  for entry in node.entries ?? [] { policies[entry.key] = policy(entry.value, entry.key) }
  return policies
}

/// `{ length: ft, area: sq ft }`: what a bare number means, by dimension.
private func readUnits(_ node: YAMLNode, _ findings: inout [Diagnostic]) -> [UnitOfMeasure] {
  let dimensions: [String: Dimension] = [
    "length": .length, "area": .area, "volume": .volume, "share": .none,
    "money": Dimension(money: 1), "weight": Dimension(kilogram: 1), "angle": Dimension(degree: 1),
    "duration": Dimension(day: 1),
  ]
  let fields = YAMLFields(
    node, of: "`units`", keys: dimensions.keys.sorted(), findings: &findings)
  return dimensions.keys.sorted().compactMap { key in
    guard let symbol = fields.text(key, &findings), let place = fields.node(key)?.place,
      let unit = readUnit(symbol, at: place, &findings)
    else { return nil }
    guard unit.dimension == dimensions[key] else {
      findings.append(
        Diagnostic(.error, "bad-unit", "`\(symbol)` is no unit of \(key)", at: place))
      return nil
    }
    return unit
  }
}

func readUnit(
  _ symbol: String, at place: Place, _ findings: inout [Diagnostic]
) -> UnitOfMeasure? {
  if let unit = UnitOfMeasure(symbol: symbol) { return unit }
  let known = UnitOfMeasure.known.keys.sorted()
  findings.append(
    Diagnostic(
      .error, "unknown-unit", "`\(symbol)` is no unit known here", at: place,
      mend: nearestName(to: symbol, among: known).map { "write `\($0)`" }
        ?? "write one of \(known.joined(separator: ", "))"))
  return nil
}

/// How things are measured here: by fact, a named method and its parameters.
private func readMeasures(
  _ node: YAMLNode, _ findings: inout [Diagnostic]
) -> [String: SurveyOrder.Measure] {
  var measures: [String: SurveyOrder.Measure] = [:]
  for entry in node.entries ?? [] {
    if let method = entry.value.text {
      measures[entry.key] = .init(method: method.trimmed)
      continue
    }
    var measure = SurveyOrder.Measure(method: "")
    for parameter in entry.value.entries ?? [] {
      guard let text = parameter.value.text?.trimmed else {
        findings.append(
          Diagnostic(
            .error, "bad-value", "`\(parameter.key)` is one text", at: parameter.value.place))
        continue
      }
      switch parameter.key {
      case "method": measure.method = text
      case "by": measure.by = text
      default: measure.parameters[parameter.key] = text
      }
    }
    measures[entry.key] = measure
    if measure.isConvention, !SurveyOrder.conventionMeasures.contains(entry.key) {
      let known = SurveyOrder.conventionMeasures.map { "`\($0)`" }.joined(separator: ", ")
      findings.append(
        Diagnostic(
          .error, "bad-value", "only how lot lines are classed may be a convention: \(known)",
          at: entry.value.place, mend: "name in `by` the article that says so"))
    }
  }
  return measures
}
