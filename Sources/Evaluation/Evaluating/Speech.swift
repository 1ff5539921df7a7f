import FEEL
import Facts

/// Puts what was found into the sentences of one language.
struct Speech {
  let ruleset: Ruleset
  let wording: Wording
  let proposal: Proposal
  let site: SiteFacts
  private var language: String { wording.language }

  init(_ ruleset: Ruleset, _ language: String, _ proposal: Proposal, _ site: SiteFacts) {
    self.ruleset = ruleset
    wording = Wording(language)
    self.proposal = proposal
    self.site = site
  }

  // MARK: names and values

  func label(_ name: String) -> String {
    if let label = ruleset.vocabulary.facts[name]?.label.text(in: language) { return label }
    if let works = ruleset.vocabulary.works[name]?.label.text(in: language) { return works }
    if name.hasPrefix("line."),
      let label = ruleset.vocabulary.members["line"]?[String(name.dropFirst(5))]?.label.text(
        in: language)
    {
      return label
    }
    for (prefix, sentence) in [
      ("share in(\"", Wording.Sentence.shareIn), ("distance to(\"", .distanceTo),
      ("adjoins(\"", .adjoins),
    ]
    where name.hasPrefix(prefix) {
      let layer = String(name.dropFirst(prefix.count).dropLast(2))
      return wording(
        sentence, ["layer": ruleset.vocabulary.layers[layer]?.text(in: language) ?? layer])
    }
    return name
  }

  /// A table's column that the vocabulary has no word for is what it is: a limit.
  func limitLabel(_ name: String, isTable: Bool) -> String {
    isTable && ruleset.vocabulary.facts[name] == nil && wording.language != "en"
      ? wording(.allowed) : label(name)
  }

  /// A value in a unit as a person reads it: at most two decimals, more only where two values would look the same.
  func show(_ value: Value, in unit: UnitOfMeasure?, apartFrom other: Value? = nil) -> String {
    switch value {
    case .number(let base):
      let amount = (unit.flatMap { $0.amount(of: base) } ?? base)
      var places = 2
      if case .number(let other)? = other, other != base,
        let otherAmount = unit.flatMap({ $0.amount(of: other) }) ?? Optional(other)
      {
        while places < 6, amount.rounded(places: places) == otherAmount.rounded(places: places) {
          places += 1
        }
      }
      let text = (amount.rounded(places: places) ?? amount).formatted(in: language)
      guard let unit, unit.symbol != "1" else { return text }
      return "\(text) \(unit.label(in: language, for: amount))"
    case .boolean(let boolean): return wording(boolean ? .yes : .no)
    case .string(let text):
      for declaration in ruleset.vocabulary.facts.values.sorted(by: { $0.name < $1.name }) {
        if let label = declaration.choiceLabels[text]?.text(in: language) { return label }
      }
      return text
    case .date(let date): return date.formatted(in: language)
    case .list(let items): return wording.list(items.map { show($0, in: unit) })
    case .unknown: return wording(.notKnown)
    default: return wording(.notKnown)
    }
  }

  /// A condition as words: the names in it as the vocabulary calls them.
  func condition(_ rule: ConditionRule) -> String { words(rule.expression) ?? rule.text }

  private func words(_ expression: FEELExpression) -> String? {
    switch expression.kind {
    case .name(let name): return label(name)
    case .call(let callee, let arguments):
      guard case .name(let name) = callee.kind, arguments.count == 1 else { return nil }
      if name == "not" { return words(arguments[0]).map { wording(.not, ["condition": $0]) } }
      if case .string(let layer) = arguments[0].kind { return label("\(name)(\"\(layer)\")") }
      return nil
    case .binary(.and, let a, let b):
      guard let a = words(a), let b = words(b) else { return nil }
      return wording(.and, ["first": a, "second": b])
    case .binary(.or, let a, let b):
      guard let a = words(a), let b = words(b) else { return nil }
      return wording(.or, ["first": a, "second": b])
    case .binary(let comparator, let a, let b) where comparator.isComparison:
      guard let subject = words(a), let value = constant(b, of: a) else { return nil }
      let said = comparator == .equal ? value : limit(comparator, value)
      return "\(subject): \(wording.isolated(said))"
    case .membership(let a, let tests):
      guard let subject = words(a) else { return nil }
      var values: [String] = []
      for case .expression(let one) in tests {
        guard let value = constant(one, of: a) else { return nil }
        values.append(value)
      }
      guard values.count == tests.count, var text = values.first else { return nil }
      for value in values.dropFirst() {
        text = wording(.or, ["first": text, "second": value])
      }
      return "\(subject): \(wording.isolated(text))"
    default: return nil
    }
  }

  /// A constant beside a fact, in the fact's unit and by its label.
  private func constant(_ expression: FEELExpression, of fact: FEELExpression) -> String? {
    var unit: UnitOfMeasure?
    if case .name(let name) = fact.kind { unit = ruleset.vocabulary.facts[name]?.unit }
    return switch expression.kind {
    case .number(let number): show(.number(number), in: unit)
    case .string(let text): show(.string(text), in: nil)
    case .boolean(let boolean): show(.boolean(boolean), in: nil)
    default: nil
    }
  }

  func limit(_ comparator: BinaryOperator, _ shown: String) -> String {
    let sentence: Wording.Sentence =
      switch comparator {
      case .lessOrEqual: .atMost
      case .greaterOrEqual: .atLeast
      case .less: .lessThan
      case .greater: .moreThan
      case .notEqual: .otherThan
      default: .exactly
      }
    return wording(sentence, ["limit": shown])
  }

  func missing(_ reasons: Reasons?) -> String {
    guard let reasons else { return wording(.notKnown) }
    let names = (reasons.names(of: .missing) + reasons.names(of: .judged)).map(label)
    if !names.isEmpty { return wording.list(names) }
    return reason(reasons)
  }

  func reason(_ reasons: Reasons?) -> String {
    guard let reasons else { return wording(.notKnown) }
    var parts = reasons.names(of: .gap).map { wording(.lawGap, ["article": $0]) }
    parts +=
      reasons.names(of: .conflict).isEmpty
      ? []
      : [wording(.lawConflict, ["article": wording.list(reasons.names(of: .conflict))])]
    parts += reasons.names(of: .judged).map(label)
    parts += reasons.names(of: .failure).map { wording(.failure, ["reason": $0]) }
    return parts.isEmpty
      ? wording.list(reasons.names(of: .missing).map(label)) : wording.series(parts)
  }

  // MARK: statements

  func statement(of finding: Finding) -> String {
    var text = compared(
      finding.rule.condition, subject: subject(of: finding), outcome: finding.outcome,
      measured: finding.measured,
      limit: finding.limit, reasons: finding.reasons)
    if finding.isOnTheLine, let comparison = finding.rule.condition.comparison,
      let resolution = comparison.resolution
    {
      text +=
        " "
        + wording(
          .onTheLine, ["resolution": show(.number(resolution), in: UnitOfMeasure(symbol: "m"))])
    }
    if finding.overriddenBy != nil { text += " " + wording(.overridden) }
    if let exception = finding.exception {
      text += " " + wording(.lifted, ["article": exception.citation.article])
    }
    if let margin = margin(of: finding) { text += " " + margin }
    return finding.portion.map { wording(.inZone, ["zone": $0, "sentence": text]) } ?? text
  }

  func subject(of finding: Finding) -> String {
    let name = label(finding.subject)
    guard let element = finding.element else { return name }
    if case .context(let line) = element.value, case .string(let id)? = line["id"] {
      let number = id.hasPrefix("line ") ? Number(String(id.dropFirst(5))) : nil
      let line = number.map { wording(.line, ["number": $0.formatted(in: language)]) }
      return "\(name) (\(line ?? wording.isolated(id)))"
    }
    return "\(name) (\(Number(element.index + 1).formatted(in: language)))"
  }

  func compared(
    _ rule: ConditionRule, subject: String?, outcome: Outcome, measured: Value?, limit: Value?,
    reasons: Reasons?
  ) -> String {
    // A side without a value is not shown beside a word like "met": the bounds decided, or nothing did.
    let isDecided = outcome == .met || outcome == .notMet
    guard let comparison = rule.comparison, let measured, let limit,
      !isDecided || (isKnown(measured) && isKnown(limit))
    else {
      // Without a value to show, a requirement is spoken of by what it measures.
      let values = [
        "condition": rule.comparison.map { subject ?? words($0.measured) ?? condition(rule) }
          ?? condition(rule),
        "missing": missing(reasons), "reason": reason(reasons),
      ]
      return switch outcome {
      case .met: wording(.metCondition, values)
      case .notMet: wording(.notMetCondition, values)
      case .unknown: wording(.unknownCondition, values)
      case .discretion: wording(.discretionCondition, values)
      case .notApplicable: wording(.notApplicableCondition, values)
      }
    }
    let values = [
      "subject": subject ?? words(comparison.measured) ?? comparison.measured.printed(),
      "value": show(measured, in: comparison.unit, apartFrom: limit),
      "limit": isKnown(limit)
        ? self.limit(
          comparison.comparator, show(limit, in: comparison.unit, apartFrom: measured))
        : wording(.notKnown),
      "missing": missing(reasons), "reason": reason(reasons),
    ]
    return switch outcome {
    case .met: wording(.metLimit, values)
    case .notMet: wording(.notMetLimit, values)
    case .unknown: wording(.unknownLimit, values)
    case .discretion: wording(.discretionLimit, values)
    case .notApplicable: wording(.notApplicableLimit, values)
    }
  }

  private func isKnown(_ value: Value) -> Bool { if case .unknown = value { false } else { true } }

  /// The margin sentence: met or not, but by less than the survey's own accuracy. It changes no outcome.
  private func margin(of finding: Finding) -> String? {
    guard case .number(let measured)? = finding.measured, case .number(let limit)? = finding.limit,
      let gap = measured - limit, finding.outcome == .met || finding.outcome == .notMet
    else { return nil }
    let names = finding.rule.condition.expression.freeNames()
    let rough = names.compactMap { name in
      site.facts[name].flatMap { fact in fact.tolerance.map { (fact, $0) } }
    }
    .filter { gap.magnitude < $0.1 }.max { $0.1 < $1.1 }
    guard let (fact, tolerance) = rough else { return nil }
    let unit = finding.rule.condition.comparison?.unit
    return wording(
      .margin,
      [
        "margin": show(.number(gap.magnitude), in: unit), "source": fact.source ?? "",
        "accuracy": show(.number(tolerance), in: unit),
      ])
  }

  func figures(of rule: ConditionRule, regulation: Int, in inquiry: Inquiry) -> [Answer.Figure] {
    var figures: [Answer.Figure] = []
    let unit = rule.comparison?.unit
    for name in rule.expression.freeNames().sorted() {
      if let index = inquiry.definition(of: name, for: regulation) {
        let definition = ruleset.definitions[index]
        guard definition.parameters.isEmpty, !definition.usesElement else { continue }
        let established = inquiry.established(index)
        let shownIn =
          definition.unit
          ?? (rule.comparison.map { isPlain($0.limit, name) || isPlain($0.measured, name) } == true
            ? unit : nil)
        figures.append(
          .init(
            name: name, label: limitLabel(name, isTable: established.row != nil),
            value: json(established.value, in: shownIn), unit: shownIn?.symbol,
            from: established.row == nil ? "definition" : "table"))
      } else if let declaration = ruleset.vocabulary.facts[name] {
        guard let value = inquiry.given(name) else { continue }
        let shownIn = lawUnit(declaration.unit, regulation)
        figures.append(
          .init(
            name: name, label: label(name), value: json(value, in: shownIn), unit: shownIn?.symbol,
            from: proposal.facts[name] != nil
              ? "proposal" : declaration.origin == .proposal ? "proposal" : "site"))
      }
    }
    return figures
  }

  private func isPlain(_ expression: FEELExpression, _ name: String) -> Bool {
    if case .name(let other) = expression.kind { return other == name }
    return false
  }

  /// The regulation's own unit for what a fact measures, so that an answer shows the law's figures.
  func lawUnit(_ unit: UnitOfMeasure?, _ regulation: Int) -> UnitOfMeasure? {
    guard let unit, unit.dimension != .none else { return unit }
    return ruleset.regulations[regulation].units.first { $0.dimension == unit.dimension } ?? unit
  }

  func json(_ value: Value, in unit: UnitOfMeasure?) -> JSON {
    switch value {
    case .number(let base):
      let amount = unit.flatMap { $0.amount(of: base) } ?? base
      // What is divided, or no whole number of millimetres, has a tail of digits: six places carry every measure. What was
      // said stands exactly in the proposal that the fingerprint is taken of.
      return .number(amount.rounded(places: 6) ?? amount)
    case .boolean(let boolean): return .bool(boolean)
    case .string(let text): return .string(text)
    case .date(let date): return .string(date.description)
    case .list(let items): return .array(items.map { json($0, in: unit) })
    default: return .null
    }
  }
}
