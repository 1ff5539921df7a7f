import Diagnostics
import Facts

/// A mapping with a known set of keys: what is asked of it is read with findings, what it does not know is reported.
struct YAMLFields {
  private let byKey: [String: YAMLNode]
  private let keyPlaces: [String: Place]
  let what: String
  let place: Place

  /// - Parameter what: How messages call the mapping: `front matter`, ``fact `zone` ``.
  init(_ node: YAMLNode, of what: String, keys: [String], findings: inout [Diagnostic]) {
    self.what = what
    place = node.place
    var byKey: [String: YAMLNode] = [:]
    var keyPlaces: [String: Place] = [:]
    if node.entries == nil, !node.isNull {
      findings.append(
        Diagnostic(
          .error, "bad-value", "\(what) is a list of `key: value`", at: node.place))
    }
    for entry in node.entries ?? [] {
      guard keys.contains(entry.key) else {
        let nearest = nearestName(to: entry.key, among: keys)
        findings.append(
          Diagnostic(
            .error, "unknown-key", "\(what) has no key `\(entry.key)`", at: entry.place,
            mend: nearest.map { "write `\($0)`" }
              ?? "write one of \(keys.map { "`\($0)`" }.joined(separator: ", "))"))
        continue
      }
      byKey[entry.key] = entry.value
      keyPlaces[entry.key] = entry.place
    }
    self.byKey = byKey
    self.keyPlaces = keyPlaces
  }

  /// The value of a key; nil where it is absent or empty.
  func node(_ key: String) -> YAMLNode? {
    byKey[key].flatMap { $0.isNull ? nil : $0 }
  }

  func has(_ key: String) -> Bool { byKey[key] != nil }

  func keyPlace(_ key: String) -> Place { keyPlaces[key] ?? place }

  func text(_ key: String, _ findings: inout [Diagnostic]) -> String? {
    guard let node = node(key) else { return nil }
    guard let text = node.text else {
      findings.append(Diagnostic(.error, "bad-value", "`\(key)` is one text", at: node.place))
      return nil
    }
    return text.trimmed
  }

  func flag(_ key: String, _ findings: inout [Diagnostic]) -> Bool? {
    guard let text = text(key, &findings) else { return nil }
    switch text.lowercased() {
    case "true", "yes": return true
    case "false", "no": return false
    default:
      findings.append(
        Diagnostic(
          .error, "bad-value", "`\(key)` is `true` or `false`, not `\(text)`",
          at: node(key)?.place ?? place))
      return nil
    }
  }

  /// One of the words of an enumeration.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Choice.Type, _ findings: inout [Diagnostic]
  ) -> Choice? where Choice.RawValue == String {
    guard let text = text(key, &findings) else { return nil }
    return readChoice(text, type, of: key, at: node(key)?.place ?? place, &findings)
  }

  func localText(_ key: String, language: String, _ findings: inout [Diagnostic]) -> LocalText {
    node(key).map { readLocalText($0, of: key, language: language, &findings) } ?? LocalText()
  }

  func texts(_ key: String, _ findings: inout [Diagnostic]) -> [String]? {
    node(key).map { readTexts($0, of: key, &findings) }
  }

  func number(_ key: String, _ findings: inout [Diagnostic]) -> Number? {
    guard let text = text(key, &findings) else { return nil }
    guard let number = Number(asciiDigits(text)) else {
      findings.append(
        Diagnostic(
          .error, "bad-value", "`\(key)` is a number, not `\(text)`", at: node(key)?.place ?? place)
      )
      return nil
    }
    return number
  }
}

func readChoice<Choice: RawRepresentable & CaseIterable>(
  _ text: String, _ type: Choice.Type, of key: String, at place: Place,
  _ findings: inout [Diagnostic]
) -> Choice? where Choice.RawValue == String {
  if let choice = Choice(rawValue: text) { return choice }
  let known = Choice.allCases.map(\.rawValue)
  findings.append(
    Diagnostic(
      .error, "bad-value",
      "`\(key)` is \(known.map { "`\($0)`" }.joined(separator: ", ")), not `\(text)`", at: place,
      mend: nearestName(to: text, among: known).map { "write `\($0)`" }))
  return nil
}

/// A text in one language, or a mapping from language codes to texts.
func readLocalText(
  _ node: YAMLNode, of key: String, language: String, _ findings: inout [Diagnostic]
) -> LocalText {
  if let text = node.text { return LocalText([language: text.trimmed]) }
  var byLanguage: [String: String] = [:]
  for entry in node.entries ?? [] {
    if let text = entry.value.text {
      byLanguage[entry.key] = text.trimmed
    } else {
      findings.append(
        Diagnostic(
          .error, "bad-value", "`\(key)` has one text for each language", at: entry.place))
    }
  }
  if node.entries == nil {
    findings.append(
      Diagnostic(
        .error, "bad-value", "`\(key)` is a text, or a text for each language", at: node.place))
  }
  return LocalText(byLanguage)
}

/// A list of texts; one text is a list of one.
func readTexts(
  _ node: YAMLNode, of key: String, _ findings: inout [Diagnostic]
) -> [String] {
  if node.isNull { return [] }
  if let text = node.text { return [text.trimmed] }
  guard let items = node.items else {
    findings.append(Diagnostic(.error, "bad-value", "`\(key)` is a list", at: node.place))
    return []
  }
  return items.compactMap { item in
    guard let text = item.text else {
      findings.append(
        Diagnostic(.error, "bad-value", "`\(key)` is a list of texts", at: item.place))
      return nil
    }
    return text.trimmed
  }
}
