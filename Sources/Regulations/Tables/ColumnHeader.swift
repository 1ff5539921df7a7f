import Diagnostics
import Facts

/// The head of a column: what it holds, its unit in parentheses at the end, and whether `→` marks an output.
struct ColumnHeader {
  /// A name or an expression.
  var slice: SourceSlice
  var unit: UnitOfMeasure?
  var isOutput: Bool

  init(_ cell: SourceSlice, findings: inout [Diagnostic]) {
    var slice = cell
    isOutput = slice.text.hasPrefix("→")
    if isOutput { slice = slice.part(3..<slice.text.utf8.count).trimmed }
    let bytes = Array(slice.text.utf8)
    if bytes.last == UInt8(ascii: ")"), let open = bytes.lastIndex(of: UInt8(ascii: "(")) {
      let inner = slice.part((open + 1)..<(bytes.count - 1)).trimmed
      // `parking spaces(a)` is a call; a unit stands off by a space.
      let standsOff = open > 0 && bytes[open - 1].isSpace
      if let known = UnitOfMeasure(symbol: inner.text) {
        unit = known
        slice = slice.part(0..<open).trimmed
      } else if standsOff, isOutput || Self.looksLikeUnit(inner.text) {
        unit = readUnit(inner.text, at: inner.place(0), &findings)
        slice = slice.part(0..<open).trimmed
      }
    }
    self.slice = slice
  }

  /// A short word that is nearly a unit: a slip, and no expression.
  private static func looksLikeUnit(_ text: String) -> Bool {
    text.count <= 6 && nearestName(to: text, among: UnitOfMeasure.known.keys) != nil
  }

  /// The name of an output.
  var name: String { slice.text.singleSpaced }
}
