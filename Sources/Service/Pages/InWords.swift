import Facts
import Foundation
import Languages

/// Figures, days, numbers of lots and addresses as the reader's language writes them.
extension Catalogue {
  /// A text with its digits as the language writes them. For what is read, never for what is sent back.
  ///
  /// A code with Latin letters stays as the plan has it: `R1`.
  func digits(_ text: String) -> String {
    text.contains { $0.isASCII && $0.isLetter } ? text : text.digits(of: language)
  }

  /// A text from elsewhere, kept apart from the direction of what stands around it. What fills a message is so anyway.
  func isolated(_ text: String) -> String { spoken.isolated(text) }

  /// A day in words, in the calendar that the language's readers live by.
  func date(_ day: CivilDate) -> String {
    day.formatted(in: language)
  }

  /// A day as a formal paper dates itself: in Hebrew by both calendars.
  func formalDate(_ day: CivilDate) -> String { day.formallyFormatted(in: language) }

  /// A day as it is typed into a field: year, month, day.
  func typed(_ day: CivilDate) -> String {
    guard language == "fa", let (year, month, day) = day.solarHijri else {
      return digits(day.description)
    }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return digits("\(year)/\(two(month))/\(two(day))")
  }

  /// The example of a declaration as somebody would type it in the language.
  func example(_ text: String) -> String {
    if let day = CivilDate(text) { return typed(day) }
    return Number(text)?.formatted(in: language) ?? digits(text)
  }

  /// `Lot 3/1001`
  func lot(_ number: String) -> String { self(.lotLabel, ["lot": digits(number)]) }

  /// An address with the house number where the language of the street has it: behind the name in Persian and Hebrew.
  func address(_ text: String) -> String {
    let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard parts.count == 2, parts[0].first?.isNumber == true,
      let letter = parts[1].unicodeScalars.first, (0x0590...0x08FF).contains(letter.value)
    else { return digits(text) }
    return digits("\(parts[1]) \(parts[0])")
  }

  /// A text with a capital letter at its head, where the script has capitals.
  func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  /// Texts in a row, with the comma of the language.
  func list(_ texts: [String]) -> String { spoken.list(texts) }

  /// A figure of an answer with its unit, as the language writes it.
  func value(_ value: JSON, unit: String?) -> String {
    switch value {
    case .number(let number):
      let digits = number.formatted(in: language)
      guard let unit, unit != "1" else { return digits }
      return "\(digits) \(UnitOfMeasure(symbol: unit)?.label(in: language, for: number) ?? unit)"
    case .bool(let bool): return self(bool ? .yes : .no)
    // The only texts of this form in an answer are days.
    case .string(let text): return CivilDate(text).map(date) ?? text
    case .null: return self(.outcomeUnknown)
    case .array(let items): return list(items.map { self.value($0, unit: unit) })
    case .object(let members):
      return list(members.map { "\($0.key): \(isolated(self.value($0.value, unit: unit)))" })
    }
  }
}
