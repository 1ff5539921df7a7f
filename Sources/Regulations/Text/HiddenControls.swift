import Diagnostics

/// Refuses characters that reorder text on the screen: with them a rule may read differently from what it does
/// (CVE-2021-42574). The joiners that Persian needs stay allowed.
func refuseHiddenControls(in slice: SourceSlice, findings: inout [Diagnostic]) {
  var offset = 0
  for scalar in slice.text.unicodeScalars {
    if scalar.isBidiControl {
      let code = String(scalar.value, radix: 16, uppercase: true)
      findings.append(
        Diagnostic(
          .error, "hidden-control", "rules may not hold the bidi control character U+\(code)",
          at: slice.place(offset), mend: "delete the character"))
    }
    offset += UTF8.width(scalar)
  }
}

extension Unicode.Scalar {
  /// Marks, embeddings, overrides and isolates of the bidirectional algorithm (UAX 9).
  var isBidiControl: Bool {
    switch value {
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
