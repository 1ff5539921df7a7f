import Diagnostics
internal import Yams

/// A value of a YAML file with its place. Anchors and aliases are refused, so that a small file cannot stand for a large one.
struct YAMLNode {
  indirect enum Value {
    /// A text, and whether it stood in quotes.
    case scalar(String, quoted: Bool)
    case sequence([YAMLNode])
    case mapping([Entry])
  }

  struct Entry {
    var key: String
    var place: Place
    var value: YAMLNode
  }

  var value: Value
  var place: Place

  /// The file's one document; nil with a finding where it cannot be read, an empty mapping where it is empty.
  ///
  /// - Parameter firstLine: The number of the text's first line in its file.
  init?(_ text: String, file: String, firstLine: Int = 1, findings: inout [Diagnostic]) {
    let start = Place(file: file, line: firstLine)
    func fail(_ id: String, _ message: String, at place: Place, mend: String? = nil) {
      findings.append(Diagnostic(.error, id, message, at: place, mend: mend))
    }
    guard text.utf8.count <= SourceText.largestSize else {
      fail("file-too-large", "a file has at most 2 MB", at: start, mend: "split it")
      return nil
    }
    guard isFlatEnough(text) else {
      fail("bad-yaml", "values may be nested at most 60 deep", at: start)
      return nil
    }
    guard !usesAliases(text) else {
      fail(
        "yaml-alias", "aliases are not read here", at: start,
        mend: "write the value out where `*` stands")
      return nil
    }
    do {
      guard let node = try Yams.compose(yaml: text) else {
        self.init(value: .mapping([]), place: start)
        return
      }
      var reader = Reader(file: file, offset: firstLine - 1)
      let read = reader.read(node, depth: 0)
      guard reader.refusal == nil else {
        fail("yaml-alias", reader.refusal ?? "", at: reader.refusedAt ?? start)
        return nil
      }
      self = read
    } catch let error as YamlError {
      let (problem, mark) = error.said
      let place = mark.map { Place(file: file, line: $0.line + firstLine - 1, column: $0.column) }
      fail("bad-yaml", "this is no YAML: \(problem)", at: place ?? start)
      return nil
    } catch {
      fail("bad-yaml", "this is no YAML", at: start)
      return nil
    }
  }

  init(value: Value, place: Place) {
    self.value = value
    self.place = place
  }

  private struct Reader {
    let file: String
    let offset: Int
    var count = 0
    var refusal: String?
    var refusedAt: Place?

    init(file: String, offset: Int) {
      self.file = file
      self.offset = offset
    }

    mutating func read(_ node: Node, depth: Int) -> YAMLNode {
      let place = Place(
        file: file, line: (node.mark?.line ?? 1) + offset, column: node.mark?.column ?? 1)
      count += 1
      if refusal == nil, node.anchor != nil || count > 500_000 || depth > 100 {
        refusal = node.anchor != nil ? "anchors are not read here" : "the file says too much"
        refusedAt = place
      }
      if refusal != nil { return YAMLNode(value: .scalar("", quoted: true), place: place) }
      switch node {
      case .scalar(let scalar):
        let quoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
        return YAMLNode(value: .scalar(scalar.string, quoted: quoted), place: place)
      case .sequence(let items):
        return YAMLNode(value: .sequence(items.map { read($0, depth: depth + 1) }), place: place)
      case .mapping(let pairs):
        return YAMLNode(
          value: .mapping(
            pairs.map { key, value in
              let named = read(key, depth: depth + 1)
              return Entry(
                key: (named.text ?? "").singleSpaced, place: named.place,
                value: read(value, depth: depth + 1))
            }), place: place)
      case .alias:
        refusal = "aliases are not read here"
        refusedAt = place
        return YAMLNode(value: .scalar("", quoted: true), place: place)
      }
    }
  }
}

extension YAMLNode {
  var text: String? { if case .scalar(let text, _) = value { text } else { nil } }
  var items: [YAMLNode]? { if case .sequence(let items) = value { items } else { nil } }
  var entries: [Entry]? { if case .mapping(let entries) = value { entries } else { nil } }

  /// Nothing was written: `key:` or `~`.
  var isNull: Bool {
    if case .scalar(let text, false) = value { ["", "~", "null"].contains(text) } else { false }
  }
}

extension YamlError {
  fileprivate var said: (problem: String, mark: Mark?) {
    switch self {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      (problem, mark)
    case .duplicatedKeysInMapping(let duplicates, let context):
      ("a key stands twice: \(duplicates.map { "\($0)" }.joined(separator: ", "))", context.mark)
    default: ("it cannot be read", nil)
    }
  }
}

/// Whether no line opens more than 60 nested values, nor is indented more than 300 spaces: parsing recurses into each.
private func isFlatEnough(_ text: String) -> Bool {
  var brackets = 0
  for line in text.utf8.split(separator: 10) {
    var indentation = 0
    var lead = 0
    var leading = true
    for byte in line {
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        brackets += 1
        if brackets > 60 { return false }
      case UInt8(ascii: "]"), UInt8(ascii: "}"): brackets = max(0, brackets - 1)
      default: break
      }
      guard leading else { continue }
      switch byte {
      case 32: indentation += 1
      case UInt8(ascii: "-"), UInt8(ascii: "?"): lead += 1
      default: leading = false
      }
    }
    if indentation > 300 || (lead > 60 && indentation >= lead - 1) { return false }
  }
  return true
}

/// Whether the text both names a value (`&a`) and uses the name (`*a`).
private func usesAliases(_ text: String) -> Bool {
  var named: Set<String> = []
  var used: Set<String> = []
  var previous: UInt8 = 10
  var bytes = Array(text.utf8)[...]
  let openers: Set<UInt8> = Set(" \n\t[{,:-".utf8)
  while let byte = bytes.popFirst() {
    if byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*"), openers.contains(previous) {
      let name = bytes.prefix { !$0.isSpace && !openers.contains($0) && $0 != 93 && $0 != 125 }
      if !name.isEmpty {
        let name = String(decoding: name, as: UTF8.self)
        if byte == UInt8(ascii: "&") { named.insert(name) } else { used.insert(name) }
      }
    }
    previous = byte
  }
  return !named.isDisjoint(with: used)
}
