extension Number {
  /// The number in the digits and signs of a language: `۱٬۲۳۴٫۵` in Persian, `1,234.5` in English and Hebrew, `1 234,5` in Russian.
  package func formatted(in language: String, grouping: Bool = true) -> String {
    if isNegative {
      return Self.minus(magnitude.formatted(in: language, grouping: grouping), language)
    }
    let parts = description.split(separator: ".", omittingEmptySubsequences: false)
    let (separator, point): (String, String) =
      switch language {
      case "fa", "ar": ("٬", "٫")
      case "ru": ("\u{A0}", ",")
      default: (",", ".")
      }
    var whole = String(parts[0])
    if grouping, whole.count > (language == "ru" ? 4 : 3) {
      var grouped = ""
      for (index, digit) in whole.enumerated() {
        if index > 0, (whole.count - index) % 3 == 0 { grouped += separator }
        grouped.append(digit)
      }
      whole = grouped
    }
    var text = whole
    if parts.count > 1 { text += point + parts[1] }
    return text.digits(of: language)
  }

  /// The minus sign at the side of the number where the language's readers look for it: left in Persian and Hebrew, right in
  /// Arabic (CLDR), whatever stands around.
  private static func minus(_ digits: String, _ language: String) -> String {
    switch language {
    case "fa", "he": "\u{2066}−\(digits)\u{2069}"
    case "ar": "\u{2067}−\(digits)\u{2069}"
    default: "−\(digits)"
    }
  }

  /// Reads a number as a person types it: ASCII, Persian or Arabic digits; `٫` or `.` as the point; `٬`, `,`, an apostrophe or
  /// a space between thousands, of one kind, with three digits after each; `−`, `-` or `+` before it.
  ///
  /// `1,5` could be one and a half or a slip, so it is nil, as are `1,234567` and `12,`.
  package init?(reading text: String) {
    var sign = ""
    var groups = [""]
    var fraction: String?
    var separator: UInt32?
    for scalar in text.trimmed.unicodeScalars {
      var digit: UInt32?
      switch scalar.value {
      case 0x30...0x39: digit = scalar.value - 0x30
      case 0x06F0...0x06F9: digit = scalar.value - 0x06F0
      case 0x0660...0x0669: digit = scalar.value - 0x0660
      case 0x2E, 0x066B:
        guard fraction == nil else { return nil }
        fraction = ""
      case 0x2D, 0x2212, 0x2B:
        guard sign.isEmpty, groups == [""], fraction == nil else { return nil }
        sign = scalar.value == 0x2B ? "+" : "-"
      case 0x2C, 0x066C, 0x27, 0x2019, 0xA0, 0x202F, 0x20:
        let kind: UInt32 = [0xA0, 0x202F].contains(scalar.value) ? 0x20 : scalar.value
        guard fraction == nil, separator ?? kind == kind else { return nil }
        separator = kind
        groups.append("")
      // Marks of direction say nothing of the number.
      case 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069: continue
      default: return nil
      }
      guard let digit else { continue }
      if fraction != nil {
        fraction?.append(String(digit))
      } else {
        groups[groups.count - 1].append(String(digit))
      }
    }
    if groups.count > 1 {
      guard (1...3).contains(groups[0].utf8.count),
        groups.dropFirst().allSatisfy({ $0.utf8.count == 3 })
      else { return nil }
    }
    if fraction?.isEmpty ?? false { return nil }
    let whole = groups.joined()
    guard !whole.isEmpty || fraction != nil else { return nil }
    self.init(
      (sign == "-" ? "-" : "") + (whole.isEmpty ? "0" : whole) + (fraction.map { "." + $0 } ?? ""))
  }

  /// The number with at least and at most so many places, rounded half-even, in the digits and signs of a language.
  package func formatted(in language: String, minimumPlaces: Int, maximumPlaces: Int) -> String {
    let rounded = rounded(places: maximumPlaces) ?? self
    if rounded.isNegative {
      return Self.minus(
        rounded.magnitude.formatted(
          in: language, minimumPlaces: minimumPlaces, maximumPlaces: maximumPlaces), language)
    }
    let text = rounded.formatted(in: language)
    let plain = rounded.description
    let places =
      plain.firstIndex(of: ".").map { plain.utf8.distance(from: $0, to: plain.endIndex) - 1 } ?? 0
    guard places < minimumPlaces else { return text }
    let zero = language == "fa" ? "۰" : language == "ar" ? "٠" : "0"
    let point = ["fa", "ar"].contains(language) ? "٫" : language == "ru" ? "," : "."
    return text + (places == 0 ? point : "")
      + String(repeating: zero, count: minimumPlaces - places)
  }
}

extension String {
  /// With its ASCII digits as a language writes them: Persian in Persian, Arabic-Indic in Arabic.
  package func digits(of language: String) -> String {
    let zero: UInt32
    switch language {
    case "fa": zero = 0x06F0
    case "ar": zero = 0x0660
    default: return self
    }
    return String(
      String.UnicodeScalarView(
        unicodeScalars.map { scalar in
          (48...57).contains(scalar.value)
            ? Unicode.Scalar(zero + scalar.value - 48) ?? scalar : scalar
        }))
  }
}
