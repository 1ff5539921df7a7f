/// The value of a fact, in base units (m, m², share 0…1, days), or why there is none.
package enum FactValue: Sendable, Hashable {
  case number(Number)
  case boolean(Bool)
  /// A text or a code.
  case text(String)
  case date(CivilDate)
  case list([FactValue])
  case record([String: FactValue])
  /// Not known, with the reason in a few words (`outside the layer's coverage`, `not said`).
  case unknown(String)

  package var isUnknown: Bool { if case .unknown = self { true } else { false } }
}

extension FactValue {
  /// The value as canonical JSON; an unknown is `{"unknown": "why"}`.
  package var json: JSON {
    switch self {
    case .number(let number): .number(number)
    case .boolean(let boolean): .bool(boolean)
    case .text(let text): .string(text)
    case .date(let date): .string(date.description)
    case .list(let items): .array(items.map(\.json))
    case .record(let members):
      .object(members.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value.json) })
    case .unknown(let why): ["unknown": .string(why)]
    }
  }
}
