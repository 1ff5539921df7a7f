import Foundation

/// What a person typed where a form asks for a figure, taken apart.
package enum TypedValue: Sendable, Hashable {
  /// Nothing, a dash, a question mark.
  case blank
  /// `N/A`: it does not apply, or nobody looked.
  case notApplicable
  /// `no change`, `existing`: about the building, not the law.
  case asBefore
  /// `none`: there is no such limit.
  case unlimited
  /// Only zeros.
  case zero
  /// One figure, or several where several were typed (`1.0/1.75`, `7.5 sum of 20`).
  case amounts([Amount])
  /// `(H+L)/5`, and the figures typed beside it.
  case formula(Formula, beside: [Amount])
  /// Words without a figure.
  case words

  package struct Amount: Sendable, Hashable {
    package var value: Double
    /// A symbol that `UnitOfMeasure` knows; nil where none was typed.
    package var unit: String?
    /// Half a unit of the last digit typed: how far the figure meant may be from the one written.
    package var halfStep: Double
    package init(_ value: Double, unit: String? = nil, halfStep: Double) {
      self.value = value
      self.unit = unit
      self.halfStep = halfStep
    }
  }

  /// A sum of two things named by a letter, divided.
  package struct Formula: Sendable, Hashable {
    package var letters: [String]
    package var divisor: Double
  }

  package init(_ text: String) {
    var text = text.lowercased()
    for (odd, plain) in [
      ("’", "'"), ("‘", "'"), ("′", "'"), ("”", "\""), ("“", "\""), ("″", "\""), ("''", "\""),
      ("\u{a0}", " "), ("\n", " "),
    ] { text = text.replacing(odd, with: plain) }
    text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    var formula: Formula?
    if let match = text.firstMatch(
      of: /\(?\s*\b([a-z])\s*\+\s*([a-z])\s*\)?\s*\/\s*(\d+)/),
      let divisor = Double(match.output.3), divisor > 0
    {
      formula = Formula(
        letters: [String(match.output.1), String(match.output.2)], divisor: divisor)
      text.replaceSubrange(match.range, with: " ")
    }
    let amounts = Self.amounts(in: text)
    if let formula {
      self = .formula(formula, beside: amounts)
    } else if !amounts.isEmpty {
      self = amounts.allSatisfy { $0.value == 0 } ? .zero : .amounts(amounts)
    } else {
      self = Self.said(text)
    }
  }

  private static func said(_ text: String) -> Self {
    let letters = String(text.filter { $0.isLetter })
    switch letters {
    case "", "x": return .blank
    case "na", "nana", "n", "notapplicable": return .notApplicable
    case "none", "nomin", "nomax", "nolimit", "norequirement": return .unlimited
    case "nc", "nochange", "unchanged", "existing", "existingnochange", "same", "noextension":
      return .asBefore
    default: return .words
    }
  }

  // MARK: figures

  private static func amounts(in text: String) -> [Amount] {
    // A run of digits with what tells its unit; inches stand after feet.
    let figures =
      /(\d[\d,]*\.?\d*|\.\d+)(\s*(?:'|ft\b\.?|feet\b)[\s\-]*(\d+(?:\.\d+)?)(?!['\d])\s*(?:"|in\b\.?|inches\b|(?=\s|$|\()))?\s*(%|'|"|sq\.?\s*ft\b\.?|sqft\b|square feet|s\.?f\.?\b|s\/f\b|ft\^2|ft\b\.?|feet\b|lf\b|acres?\b|m²|m2\b|m\b|st\b|nd\b|rd\b|th\b|stor)?/
    var found: [Amount] = []
    for match in text.matches(of: figures) {
      // A digit that follows a letter belongs to a name (`T5.1i`, `C-2B`), a second point to the number of an article.
      let before = text[..<match.range.lowerBound]
      if let last = before.last, last.isLetter || last == "." || last.isNumber { continue }
      if before.last == "-", before.dropLast().last?.isLetter ?? false { continue }
      let after = text[match.range.upperBound...]
      if after.first == ".", after.dropFirst().first?.isNumber ?? false { continue }
      let digits = match.output.1.filter { $0 != "," }
      guard let value = Double(digits.hasPrefix(".") ? "0" + digits : String(digits)) else {
        continue
      }
      let places = digits.firstIndex(of: ".").map {
        digits.distance(from: $0, to: digits.endIndex) - 1
      }
      let halfStep = 0.5 * pow(10, -Double(places ?? 0))
      if let inches = match.output.3.flatMap({ Double($0) }), inches < 12 {
        found.append(Amount(value + inches / 12, unit: "ft", halfStep: 0.5 / 12))
        continue
      }
      let word = match.output.4.map { String($0.filter { $0.isLetter || "%'\"^²/2".contains($0) }) }
      switch word {
      case "%": found.append(Amount(value, unit: "%", halfStep: halfStep))
      case "'", "ft", "feet", "lf": found.append(Amount(value, unit: "ft", halfStep: halfStep))
      case "\"": found.append(Amount(value, unit: "in", halfStep: halfStep))
      case "sqft", "squarefeet", "sf", "s/f", "ft^2":
        found.append(Amount(value, unit: "sq ft", halfStep: halfStep))
      case "acre", "acres": found.append(Amount(value, unit: "acre", halfStep: halfStep))
      case "m": found.append(Amount(value, unit: "m", halfStep: halfStep))
      case "m²", "m2": found.append(Amount(value, unit: "m²", halfStep: halfStep))
      // An ordinal (`1st 5,000`) and a count of storeys are no such figure.
      case "st", "nd", "rd", "th", "stor": continue
      default: found.append(Amount(value, unit: nil, halfStep: halfStep))
      }
    }
    return found
  }
}
