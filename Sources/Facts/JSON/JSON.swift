/// A JSON value whose numbers are exact decimals and whose objects keep the order they were written in.
///
/// Written canonically (RFC 8785: keys by UTF-16 code unit, no white space), so that the same value is the same bytes.
/// RFC 8785 writes numbers as IEEE doubles; a decimal that a double does not carry exactly (over 15 significant digits) is
/// written as a string instead of being changed.
package enum JSON: Sendable, Hashable {
  case null
  case bool(Bool)
  case number(Number)
  case string(String)
  case array([JSON])
  case object([Member])

  package struct Member: Sendable, Hashable {
    package var key: String
    package var value: JSON
    package init(_ key: String, _ value: JSON) {
      self.key = key
      self.value = value
    }
  }

  package subscript(key: String) -> JSON? {
    if case .object(let members) = self { members.first { $0.key == key }?.value } else { nil }
  }

  package var string: String? { if case .string(let text) = self { text } else { nil } }
  package var number: Number? { if case .number(let number) = self { number } else { nil } }
  package var bool: Bool? { if case .bool(let bool) = self { bool } else { nil } }
  package var array: [JSON]? { if case .array(let items) = self { items } else { nil } }
  package var object: [Member]? { if case .object(let members) = self { members } else { nil } }
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
  ExpressibleByStringLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral
{
  package init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
  package init(stringLiteral value: String) { self = .string(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int) { self = .number(Number(value)) }
}
