import HTTPTypes
import Hummingbird
import NIOCore

/// One request with what its path and query say.
struct Call: Sendable {
  var request: Request
  /// The values of `{name}` in the endpoint's path, decoded.
  var values: [String: String]
  var query: Query
  /// Under which this request stands in the log.
  var id: String
  /// Whether the path holds a secret.
  var isSecret = false

  subscript(name: String) -> String { values[name] ?? "" }
}

/// The query string: names and values in their order, decoded. A name may come more than once.
struct Query: Sendable, Hashable {
  var items: [Item]

  struct Item: Sendable, Hashable {
    var name: String
    var value: String
  }

  init(_ items: [Item] = []) { self.items = items }

  /// Nil where an escape is no UTF-8.
  init?(parsing text: String) {
    items = []
    for pair in text.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = String(parts[0]).percentDecoded(plusIsSpace: true),
        let value = parts.count > 1 ? String(parts[1]).percentDecoded(plusIsSpace: true) : ""
      else { return nil }
      items.append(Item(name: name, value: value))
    }
  }

  /// The last value under a name: what a form sends later stands.
  subscript(name: String) -> String? { items.last { $0.name == name }?.value }

  /// As it stands behind the `?`.
  var text: String {
    items.map { "\($0.name.percentEncoded)=\($0.value.percentEncoded)" }.joined(separator: "&")
  }
}

extension String {
  /// Nil where an escape is malformed or the result is no UTF-8.
  func percentDecoded(plusIsSpace: Bool = false) -> String? {
    var bytes: [UInt8] = []
    var rest = utf8.makeIterator()
    while let byte = rest.next() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = rest.next().flatMap(Self.nibble),
          let low = rest.next().flatMap(Self.nibble)
        else { return nil }
        bytes.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsSpace: bytes.append(UInt8(ascii: " "))
      default: bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func nibble(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// Everything but RFC 3986's unreserved characters is escaped.
  var percentEncoded: String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        bytes.append(byte)
      default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A path: each part escaped, the slashes kept.
  var pathEncoded: String {
    split(separator: "/", omittingEmptySubsequences: false).map { String($0).percentEncoded }
      .joined(separator: "/")
  }
}
