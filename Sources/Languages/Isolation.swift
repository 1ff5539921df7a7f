/// Keeping a text from elsewhere apart from the direction of the sentence that it stands in (Unicode UAX #9, isolates).
extension Language {
  /// A text as it may stand in a sentence of this language: between FSI and PDI where it could otherwise run the wrong way or
  /// turn what stands beside it, as it is where it runs the sentence's own way.
  ///
  /// Messages do this with every value that they are filled with. Signs that would end the isolation early are left out.
  package func isolated(_ text: String) -> String {
    if !isRightToLeft, text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    let text = text.isolatesAreClosed ? text : text.withoutIsolates
    var depth = 0
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x2066...0x2068: depth += 1
      case 0x2069: depth -= 1
      default:
        if depth == 0, !runsAlong(scalar) { return "\u{2068}\(text)\u{2069}" }
      }
    }
    return text
  }

  /// Whether a sign stands in a sentence of this language without turning anything.
  ///
  /// In a right-to-left sentence these are its letters, digits, and the signs that take the sentence's direction or belong to a
  /// number; a hyphen between digits, a plus or a per cent sign would change sides.
  private func runsAlong(_ scalar: Unicode.Scalar) -> Bool {
    let isOfRightToLeftScript =
      switch scalar.value {
      case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
        true
      default: false
      }
    // Embeddings and overrides, which whoever wrote the text may not have closed.
    if (0x202A...0x202E).contains(scalar.value) { return false }
    guard isRightToLeft else { return !isOfRightToLeftScript }
    if isOfRightToLeftScript { return scalar != "٪" }
    switch scalar {
    case "0"..."9", " ", "\u{A0}", "\u{202F}", ".", ",", ":", ";", "/", "!", "?", "(", ")", "[",
      "]",
      "«", "»", "\"", "'", "“", "”", "‘", "’", "²", "³", "\u{200B}"..."\u{200F}":
      return true
    default: return false
    }
  }
}

extension String {
  /// Without the signs of isolation, for a terminal that shows them or a comparison.
  package var withoutIsolates: String {
    guard utf8.contains(0xE2) else { return self }
    return String(
      String.UnicodeScalarView(unicodeScalars.filter { !(0x2066...0x2069).contains($0.value) }))
  }

  /// Each sign of isolation has its end, and no end stands alone.
  fileprivate var isolatesAreClosed: Bool {
    guard utf8.contains(0xE2) else { return true }
    var depth = 0
    for scalar in unicodeScalars {
      if (0x2066...0x2068).contains(scalar.value) { depth += 1 }
      if scalar.value == 0x2069 { depth -= 1 }
      if depth < 0 { return false }
    }
    return depth == 0
  }
}
