import Foundation

/// A text as it is compared in a search: lower case, without vowel marks, its digits 0 to 9, one space between words.
///
/// - Arabic yeh (ي), alef maksura (ى) and kaf (ك) are the Persian ی and ک; heh with a hamza and teh marbuta (ة) are heh; alef is
///   alef whatever stands on it (أ إ آ); tatweel goes.
/// - Arabic-Indic and Persian digits are 0 to 9.
/// - The zero-width non-joiner is a space, as people who lack the key write it; other marks of direction go.
/// - Hebrew points (nikud) and Arabic vowel marks go; geresh and gershayim are ' and ".
/// - Latin and Cyrillic letters lose their accents: ё is е.
func folded(_ text: String) -> String {
  var out = String.UnicodeScalarView()
  var pendingSpace = false
  func append(_ scalar: Unicode.Scalar) {
    if pendingSpace, !out.isEmpty { out.append(" ") }
    pendingSpace = false
    out.append(scalar)
  }
  for scalar in text.decomposed {
    let value = scalar.value
    switch value {
    case 0x41...0x5A: append(Unicode.Scalar(UInt8(value + 32)))
    case 0x21...0x7E: append(scalar)
    case 0x20, 0x09, 0x0A, 0x0D, 0xA0, 0x200C: pendingSpace = true
    case 0x0660...0x0669: append(Unicode.Scalar(UInt8(48 + value - 0x0660)))
    case 0x06F0...0x06F9: append(Unicode.Scalar(UInt8(48 + value - 0x06F0)))
    case 0x064A, 0x0649: append("ی")
    case 0x0643: append("ک")
    case 0x0629, 0x06C0...0x06C2, 0x06D5: append("ه")
    case 0x0671: append("ا")
    case 0x0640, 0x061C, 0x200B, 0x200D...0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: continue
    case 0x0300...0x036F, 0x064B...0x065F, 0x0670: continue
    case 0x05BE: pendingSpace = true
    case 0x0591...0x05C7: continue
    case 0x05F3, 0x2018, 0x2019: append("'")
    case 0x05F4, 0x201C, 0x201D: append("\"")
    default:
      for lower in scalar.properties.lowercaseMapping.unicodeScalars { append(lower) }
    }
  }
  return String(out)
}

extension String {
  /// Its scalars with accents apart; plain text as it is.
  fileprivate var decomposed: [Unicode.Scalar] {
    if utf8.allSatisfy({ $0 < 0x80 }) { return Array(unicodeScalars) }
    return Array(decomposedStringWithCanonicalMapping.unicodeScalars)
  }
}
