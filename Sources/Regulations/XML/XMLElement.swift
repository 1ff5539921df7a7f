import CExpat
package import Diagnostics

/// An element of an XML file with its place; names are taken apart into namespace and local name.
package struct XMLElement: Sendable {
  package var namespace: String
  package var name: String
  /// By local name, or by `namespace name` where the attribute has a prefix.
  package var attributes: [String: String]
  package var children: [XMLElement]
  /// The character data directly in it, comments left out.
  package var text: String
  package var place: Place
  /// Where its character data begins.
  package var textPlace: Place
  /// The prefixes declared in it: what `feel:` means in a value of an attribute.
  package var prefixes: [String: String]

  package func first(_ name: String) -> XMLElement? { children.first { $0.name == name } }
  package func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }
  package subscript(attribute: String) -> String? { attributes[attribute] }
}

extension XMLElement {
  /// A file has at most this many bytes.
  package static let largestSize = 16_000_000
  /// Elements may be nested this deep.
  package static let deepest = 200
  /// A file has at most this many elements.
  package static let mostElements = 1_000_000

  /// The root of a file, read by Expat; nil with a finding where the file is no XML or goes beyond the bounds.
  ///
  /// A document type (`<!DOCTYPE`) is refused, and with it every entity but the five of XML itself: DMN has no use for one, and
  /// a small file could stand for a large one or reach for another.
  package init?(_ bytes: [UInt8], file: String, findings: inout [Diagnostic]) {
    guard bytes.count <= Self.largestSize else {
      findings.append(
        Diagnostic(
          .error, "file-too-large", "an XML file has at most \(Self.largestSize / 1_000_000) MB",
          at: Place(file: file, line: 1), mend: "split it"))
      return nil
    }
    let builder = TreeBuilder(file: file)
    // A sign between a namespace and a name that neither may hold.
    guard let parser = XML_ParserCreateNS(nil, XML_Char(bitPattern: TreeBuilder.separator)) else {
      findings.append(
        Diagnostic(.error, "bad-xml", "there is no memory to read the file", at: nil))
      return nil
    }
    defer { XML_ParserFree(parser) }
    builder.parser = parser
    builder.install()
    let status = bytes.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) {
        XML_Parse(parser, $0.baseAddress, Int32($0.count), 1)
      }
    }
    if let refusal = builder.refusal {
      findings.append(refusal)
      return nil
    }
    guard status == XML_STATUS_OK, let root = builder.root else {
      let code = XML_GetErrorCode(parser)
      let words = XML_ErrorString(code).map { String(cString: $0) } ?? "there is no element"
      findings.append(
        Diagnostic(.error, "bad-xml", "this is no XML: \(words)", at: builder.place))
      return nil
    }
    self = root
  }
}

/// Puts the tree together from Expat's calls.
private final class TreeBuilder {
  static let separator: UInt8 = 0x1F

  let file: String
  var parser: XML_Parser?
  var root: XMLElement?
  var refusal: Diagnostic?
  private var open: [XMLElement] = []
  private var count = 0
  private var pendingPrefixes: [String: String] = [:]

  init(file: String) { self.file = file }

  var place: Place {
    Place(
      file: file, line: Int(XML_GetCurrentLineNumber(parser)),
      column: Int(XML_GetCurrentColumnNumber(parser)) + 1)
  }

  func install() {
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser,
      { data, name, attributes in TreeBuilder.of(data)?.start(name, attributes) },
      { data, _ in TreeBuilder.of(data)?.end() })
    XML_SetCharacterDataHandler(parser) { data, bytes, length in
      guard let bytes else { return }
      bytes.withMemoryRebound(to: UInt8.self, capacity: Int(length)) {
        TreeBuilder.of(data)?.characters(
          String(decoding: UnsafeBufferPointer(start: $0, count: Int(length)), as: UTF8.self))
      }
    }
    XML_SetStartNamespaceDeclHandler(parser) { data, prefix, uri in
      TreeBuilder.of(data)?.pendingPrefixes[prefix.map { String(cString: $0) } ?? ""] =
        uri.map { String(cString: $0) } ?? ""
    }
    XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
      TreeBuilder.of(data)?.refuse(
        "xml-doctype", "a document type is not read", mend: "take `<!DOCTYPE` out")
    }
  }

  private static func of(_ data: UnsafeMutableRawPointer?) -> TreeBuilder? {
    data.map { Unmanaged<TreeBuilder>.fromOpaque($0).takeUnretainedValue() }
  }

  private func refuse(_ id: String, _ message: String, mend: String) {
    guard refusal == nil else { return }
    refusal = Diagnostic(.error, id, message, at: place, mend: mend)
    XML_StopParser(parser, XML_Bool(XML_FALSE))
  }

  private func start(
    _ name: UnsafePointer<XML_Char>?, _ list: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?
  ) {
    guard refusal == nil, let name, let list else { return }
    count += 1
    guard count <= XMLElement.mostElements else {
      return refuse(
        "file-too-large", "an XML file has at most \(XMLElement.mostElements) elements",
        mend: "split it")
    }
    guard open.count < XMLElement.deepest else {
      return refuse(
        "xml-too-deep", "elements may be nested at most \(XMLElement.deepest) deep",
        mend: "split the expression into decisions")
    }
    var attributes: [String: String] = [:]
    var index = 0
    while let key = list[index], let value = list[index + 1] {
      let (space, local) = Self.split(String(cString: key))
      attributes[space.isEmpty ? local : "\(space) \(local)"] = String(cString: value)
      index += 2
    }
    let (space, local) = Self.split(String(cString: name))
    open.append(
      XMLElement(
        namespace: space, name: local, attributes: attributes, children: [], text: "", place: place,
        textPlace: place, prefixes: pendingPrefixes))
    pendingPrefixes = [:]
  }

  private static func split(_ name: String) -> (String, String) {
    guard let mark = name.utf8.lastIndex(of: separator) else { return ("", name) }
    return (String(name[..<mark]), String(name[name.index(after: mark)...]))
  }

  private func characters(_ text: String) {
    guard refusal == nil, !open.isEmpty else { return }
    if open[open.count - 1].text.isEmpty { open[open.count - 1].textPlace = place }
    open[open.count - 1].text += text
  }

  private func end() {
    guard refusal == nil, let element = open.popLast() else { return }
    if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
  }
}
