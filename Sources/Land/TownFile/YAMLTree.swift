package import Diagnostics
internal import Yams

/// A value of a territory file, or of another file that an office writes, with its place.
package struct YAMLTree {
  package indirect enum Value {
    case text(String)
    case list([YAMLTree])
    case map([(key: String, value: YAMLTree)])
  }

  package var value: Value
  package var place: Place

  /// Nil with a finding where the file is no YAML.
  package init?(_ text: String, file: String, findings: inout [Diagnostic]) {
    let start = Place(file: file, line: 1)
    guard text.utf8.count <= 2_000_000 else {
      findings.append(
        Diagnostic(.error, "file-too-large", "a territory file has at most 2 MB", at: start))
      return nil
    }
    guard !isDeep(text) else {
      findings.append(
        Diagnostic(.error, "bad-yaml", "values are nested at most 50 deep", at: start))
      return nil
    }
    do {
      guard let node = try Yams.compose(yaml: text) else {
        findings.append(Diagnostic(.error, "bad-yaml", "the file says nothing", at: start))
        return nil
      }
      var hasAlias = false
      self.init(node, file: file, &hasAlias)
      if hasAlias {
        findings.append(
          Diagnostic(
            .error, "yaml-alias", "anchors and aliases are not read here", at: start,
            mend: "write the value out"))
        return nil
      }
    } catch {
      var place = start
      var problem = "it cannot be read"
      switch error as? YamlError {
      case .scanner(_, let said, let mark, _), .parser(_, let said, let mark, _),
        .composer(_, let said, let mark, _):
        problem = said
        place = Place(file: file, line: mark.line, column: mark.column)
      case .duplicatedKeysInMapping(let keys, let context):
        problem = "a key stands twice: \(keys.map { "\($0)" }.joined(separator: ", "))"
        place = Place(file: file, line: context.mark.line, column: context.mark.column)
      default: break
      }
      findings.append(Diagnostic(.error, "bad-yaml", "this is no YAML: \(problem)", at: place))
      return nil
    }
  }

  private init(_ node: Node, file: String, _ hasAlias: inout Bool) {
    place = Place(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    if node.anchor != nil { hasAlias = true }
    switch node {
    case .scalar(let scalar): value = .text(scalar.string)
    case .sequence(let items):
      value = .list(hasAlias ? [] : items.map { YAMLTree($0, file: file, &hasAlias) })
    case .mapping(let pairs):
      value = .map(
        hasAlias
          ? []
          : pairs.map { key, value in
            (key.string ?? "", YAMLTree(value, file: file, &hasAlias))
          })
    case .alias:
      hasAlias = true
      value = .text("")
    }
  }

  package var text: String? { if case .text(let text) = value { text } else { nil } }
  package var entries: [(key: String, value: YAMLTree)]? {
    if case .map(let entries) = value { entries } else { nil }
  }
  /// The items of a list; a single value is a list of one.
  package var items: [YAMLTree] { if case .list(let items) = value { items } else { [self] } }
  package subscript(key: String) -> YAMLTree? { entries?.first { $0.key == key }?.value }
}

private func isDeep(_ text: String) -> Bool {
  var open = 0
  var deepest = 0
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      open += 1
      deepest = max(deepest, open)
    case UInt8(ascii: "]"), UInt8(ascii: "}"): open = max(0, open - 1)
    default: break
    }
  }
  let indented = text.split(separator: "\n").contains { $0.prefix { $0 == " " }.count > 200 }
  return deepest > 50 || indented
}
