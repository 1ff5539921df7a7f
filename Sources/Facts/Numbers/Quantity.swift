/// A number with the unit that was written after it, if any: `12.5 ft`, `۱۲٫۵ متر`.
package struct Quantity: Sendable, Hashable {
  /// The number as written, in ``unit``.
  package var amount: Number
  package var unit: UnitOfMeasure?

  package init(_ amount: Number, _ unit: UnitOfMeasure? = nil) {
    self.amount = amount
    self.unit = unit
  }

  /// Reads a number in the digits of any script and a unit by its symbol or its label in any language; nil where either fails.
  package init?(reading text: String) {
    let text = text.trimmed
    guard let last = text.lastIndex(where: \.isDecimalDigit),
      let amount = Number(reading: String(text[...last]))
    else { return nil }
    let rest = String(text[text.index(after: last)...]).trimmed
    guard !rest.isEmpty else {
      self.init(amount)
      return
    }
    guard let unit = UnitOfMeasure(compound: rest) else { return nil }
    self.init(amount, unit)
  }

  /// The amount in base units; without a unit the number is taken as it stands.
  package var base: Number? { unit.map { $0.base(amount) } ?? amount }
}

extension UnitOfMeasure {
  /// A unit by its symbol, its label in any language, or one over another (`m²/unit`, `kg/m²`); `unit` and other counted
  /// things have no dimension.
  package init?(compound text: String) {
    if let unit = UnitOfMeasure(symbol: text) ?? UnitOfMeasure.labelled(text) {
      self = unit
      return
    }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map {
      String($0).trimmed
    }
    guard parts.count == 2, let above = UnitOfMeasure(compound: parts[0]) else { return nil }
    let counted = ["unit", "units", "dwelling", "person", "storey", "space"]
    guard
      let below = counted.contains(parts[1])
        ? UnitOfMeasure(parts[1], .none, .one) : UnitOfMeasure(compound: parts[1]),
      let factor = above.factor / below.factor, factor * below.factor == above.factor
    else { return nil }
    self.init("\(above.symbol)/\(below.symbol)", above.dimension / below.dimension, factor)
  }

  /// The unit in brackets at the end of a column's header, `Lot area (m²)`; nil where there is none or it is unknown.
  package init?(header: String) {
    let header = header.trimmed
    guard header.hasSuffix(")"), let open = header.lastIndex(of: "(") else { return nil }
    self.init(compound: String(header[header.index(after: open)...].dropLast()).trimmed)
  }
}
