/// Writes XML, indented by two spaces, what XML cannot hold left out.
struct XMLWriter {
  private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
  private var depth = 0

  typealias Attributes = [(name: String, value: String?)]

  /// An element without content; attributes without a value are left out.
  mutating func element(_ name: String, _ attributes: Attributes = []) {
    start(name, attributes)
    text += "/>\n"
  }

  /// Opens an element around others, which ``close(_:)`` ends.
  mutating func open(_ name: String, _ attributes: Attributes) {
    start(name, attributes)
    text += ">\n"
    depth += 1
  }

  mutating func close(_ name: String) {
    depth -= 1
    text += String(repeating: "  ", count: depth) + "</\(name)>\n"
  }

  private mutating func start(_ name: String, _ attributes: Attributes) {
    text += String(repeating: "  ", count: depth) + "<" + name
    for (name, value) in attributes {
      if let value { text += " \(name)=\"\(Self.escaped(value, inAttribute: true))\"" }
    }
  }

  /// An element that holds text alone.
  mutating func leaf(_ name: String, _ content: String) {
    text += String(repeating: "  ", count: depth)
    text += "<\(name)>\(Self.escaped(content, inAttribute: false))</\(name)>\n"
  }

  private static func escaped(_ text: String, inAttribute: Bool) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"" where inAttribute: result.append(contentsOf: "&quot;".unicodeScalars)
      case "\r": result.append(contentsOf: "&#13;".unicodeScalars)
      case "\n" where inAttribute: result.append(contentsOf: "&#10;".unicodeScalars)
      case "\t" where inAttribute: result.append(contentsOf: "&#9;".unicodeScalars)
      default:
        let isHeld =
          scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
          || scalar == "\n" || scalar == "\t"
        if isHeld { result.append(scalar) }
      }
    }
    return String(result)
  }
}
