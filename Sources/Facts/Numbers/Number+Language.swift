extension Number {
  /// The number in the digits and signs of a language: `۱٬۲۳۴٫۵` in Persian, `1,234.5` in English and Hebrew, `1 234,5` in Russian.
  package func formatted(in language: String, grouping: Bool = true) -> String {
    let plain = description
    let isMinus = plain.hasPrefix("-")
    let parts = plain.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
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
    var text = (isMinus ? "−" : "") + whole
    if parts.count > 1 { text += point + parts[1] }
    let zero: UInt32? = language == "fa" ? 0x06F0 : language == "ar" ? 0x0660 : nil
    guard let zero else { return text }
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          (48...57).contains(scalar.value) ? Unicode.Scalar(zero + scalar.value - 48) ?? scalar : scalar
        }))
  }

  /// Reads a number as a person types it: ASCII, Persian or Arabic digits; `٫` as the point; `٬`, a space or an apostrophe between
  /// thousands; `−` or `-` before it. A comma separates thousands only where three digits follow each; `1,5` is
  /// ambiguous and refused.
  package init?(reading text: String) {
    var out = ""
    var groups: [Int]?
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x30...0x39: out.unicodeScalars.append(scalar)
      case 0x06F0...0x06F9: out += String(scalar.value - 0x06F0)
      case 0x0660...0x0669: out += String(scalar.value - 0x0660)
      case 0x2E, 0x066B: out += "."
      case 0x2D, 0x2212: if out.isEmpty { out = "-" } else { return nil }
      case 0x2B: if !out.isEmpty { return nil }
      case 0x2C, 0x066C, 0x27, 0xA0, 0x202F, 0x20:
        if out.isEmpty || out.contains(".") {
          // White space around a number is nothing.
          if scalar.value == 0x20 || scalar.value == 0xA0 { continue } else { return nil }
        }
        groups = (groups ?? []) + [out.filter(\.isNumber).count]
      case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: continue
      default: return nil
      }
    }
    if var groups {
      let digits = (out.split(separator: ".").first ?? "").filter(\.isNumber).count
      while groups.last == digits { groups.removeLast() }
      for place in groups where (digits - place) % 3 != 0 || place == 0 { return nil }
      if let first = groups.first, first > 3 { return nil }
    }
    self.init(out)
  }
}
