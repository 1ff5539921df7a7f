/// Why a value does not fit the fact that it is given for, and what would.
package struct FactReadingError: Error, Sendable, Hashable, CustomStringConvertible {
  package var message: String
  package var mend: String
  package var description: String { "\(message); \(mend)" }
  package init(message: String, mend: String) {
    self.message = message
    self.mend = mend
  }
}

extension FactDeclaration {
  /// Reads a value as a person types it, in the fact's own unit unless another follows the number (`12 ft`): digits of any
  /// script, yes and no in five languages, a code by its name or its label, a date, or words for "I do not know".
  /// Of a fact that every lot line has, `3.2; 9.4` says a value for each.
  package func read(_ text: String) throws(FactReadingError) -> FactValue {
    let text = text.trimmed
    if Self.unknownWords.contains(text.lowercased()) { return .unknown("not said") }
    // One value for each line of the lot, in their order: `3.2; 9.4`.
    if perLine != nil, text.contains(";") {
      var values: [FactValue] = []
      for part in text.split(separator: ";", omittingEmptySubsequences: false) {
        values.append(try read(String(part).trimmed, as: type))
      }
      return .list(values)
    }
    return try read(text, as: type)
  }

  private static let unknownWords: Set<String> = [
    "?", "unknown", "i don't know", "don't know", "نمی‌دانم", "نمیدانم", "לא יודע", "לא ידוע",
    "لا أعرف", "не знаю",
  ]
  private static let yesWords: Set<String> = [
    "yes", "y", "true", "1", "بله", "بلی", "آری", "כן", "نعم", "да",
  ]
  private static let noWords: Set<String> = [
    "no", "n", "false", "0", "خیر", "نه", "לא", "لا", "нет",
  ]

  private func read(_ text: String, as type: FactType) throws(FactReadingError) -> FactValue {
    switch type {
    case .number:
      var numeral = text
      var unit = unit
      if let last = text.lastIndex(where: \.isDecimalDigit) {
        let rest = String(text[text.index(after: last)...]).trimmed
        if !rest.isEmpty {
          guard let other = UnitOfMeasure(symbol: rest) ?? UnitOfMeasure.labelled(rest),
            other.dimension == (unit?.dimension ?? .none)
          else {
            throw FactReadingError(message: "`\(name)` is no quantity in `\(rest)`", mend: expected)
          }
          unit = other
          numeral = String(text[...last])
        }
      }
      guard let number = Number(reading: numeral) else {
        throw FactReadingError(message: "`\(name)` must be a number, not `\(text)`", mend: expected)
      }
      return try checked(.number(unit.flatMap { $0.base(number) } ?? number))
    case .boolean:
      if Self.yesWords.contains(text.lowercased()) { return .boolean(true) }
      if Self.noWords.contains(text.lowercased()) { return .boolean(false) }
      throw FactReadingError(
        message: "`\(name)` must be yes or no, not `\(text)`", mend: "write yes or no")
    case .text: return .text(text)
    case .code(let codes):
      if codes.contains(text) { return .text(text) }
      for code in codes where choiceLabels[code]?.byLanguage.values.contains(text) ?? false {
        return .text(code)
      }
      if let code = codes.first(where: { $0.lowercased() == text.lowercased() }) {
        return .text(code)
      }
      throw FactReadingError(
        message: "`\(name)` has no value `\(text)`",
        mend: "write one of \(codes.map { "`\($0)`" }.joined(separator: ", "))")
    case .date:
      guard let date = CivilDate(typed: text) else {
        throw FactReadingError(
          message: "`\(name)` must be a date, not `\(text)`", mend: "write it as 2025-02-10")
      }
      return .date(date)
    case .list(let element):
      var items: [FactValue] = []
      for part in text.split(whereSeparator: { $0 == ";" || $0 == "،" || $0 == "," }) {
        items.append(try read(String(part).trimmed, as: element))
      }
      return .list(items)
    case .record:
      throw FactReadingError(
        message: "`\(name)` cannot be written as one text", mend: "give it as JSON")
    }
  }

  /// A value of JSON: numbers in the fact's own unit, or `{"value": 12, "unit": "ft"}`; null is "not known".
  package func value(from json: JSON) throws(FactReadingError) -> FactValue {
    try value(from: json, as: type)
  }

  private func value(from json: JSON, as type: FactType) throws(FactReadingError) -> FactValue {
    switch (json, type) {
    case (.null, _): return .unknown("not said")
    case (.object(let members), _) where members.count == 1 && members[0].key == "unknown":
      return .unknown(members[0].value.string ?? "not said")
    case (.number(let number), .number):
      return try checked(.number(unit.flatMap { $0.base(number) } ?? number))
    case (.object, .number):
      guard let number = json["value"]?.number, let symbol = json["unit"]?.string,
        let unit = UnitOfMeasure(symbol: symbol),
        unit.dimension == (self.unit?.dimension ?? .none), let base = unit.base(number)
      else {
        throw FactReadingError(
          message: "`\(name)` needs a value and a unit that fits", mend: expected)
      }
      return try checked(.number(base))
    case (.bool(let boolean), .boolean): return .boolean(boolean)
    case (.string(let text), .text): return .text(text)
    case (.string(let text), _): return try read(text)
    case (.array(let items), .list(let element)):
      var values: [FactValue] = []
      for item in items { values.append(try value(from: item, as: element)) }
      return .list(values)
    default:
      throw FactReadingError(message: "`\(name)` does not take \(json.kindName)", mend: expected)
    }
  }

  /// What would fit, in words.
  private var expected: String {
    switch type {
    case .number:
      var text = "write a number" + (unit.map { " in \($0.symbol)" } ?? "")
      if let lowest { text += ", at least \(unit.flatMap { $0.amount(of: lowest) } ?? lowest)" }
      if let highest { text += ", at most \(unit.flatMap { $0.amount(of: highest) } ?? highest)" }
      return text
    case .boolean: return "write true or false"
    case .text: return "write a text"
    case .code(let codes): return "write one of \(codes.map { "`\($0)`" }.joined(separator: ", "))"
    case .date: return "write a date as 2025-02-10"
    case .list: return "write a list"
    case .record: return "write an object"
    }
  }

  /// Nothing that is measured, counted or paid is negative unless its range says so.
  private func checked(_ value: FactValue) throws(FactReadingError) -> FactValue {
    guard case .number(let number) = value else { return value }
    let shown = unit.flatMap { $0.amount(of: number) } ?? number
    if number < lowest ?? .zero {
      throw FactReadingError(
        message: "`\(name)` cannot be \(shown)",
        mend: expected + (lowest == nil ? ", not below 0" : ""))
    }
    if let highest, highest < number {
      throw FactReadingError(message: "`\(name)` cannot be \(shown)", mend: expected)
    }
    return value
  }
}

extension JSON {
  package var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

extension Character {
  /// A digit of a number in any script that we read; `²` of `m²` is none.
  var isDecimalDigit: Bool {
    guard let scalar = unicodeScalars.first, unicodeScalars.count == 1 else { return false }
    return switch scalar.value {
    case 0x30...0x39, 0x06F0...0x06F9, 0x0660...0x0669: true
    default: false
    }
  }
}

extension String {
  /// Without white space at either end.
  var trimmed: String {
    var view = self[...]
    while let first = view.first, first.isWhitespace { view = view.dropFirst() }
    while let last = view.last, last.isWhitespace { view = view.dropLast() }
    return String(view)
  }

  /// Persian and Arabic digits as ASCII ones.
  package var asciiDigits: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { scalar in
          switch scalar.value {
          case 0x06F0...0x06F9: Unicode.Scalar(scalar.value - 0x06F0 + 48) ?? scalar
          case 0x0660...0x0669: Unicode.Scalar(scalar.value - 0x0660 + 48) ?? scalar
          default: scalar
          }
        }))
  }
}
