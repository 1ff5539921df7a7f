import Facts

/// Boolean functions (DMN 1.5, table 73), and `is`.
let booleanFunctions: [BuiltIn] = [
  BuiltIn("not", "negand: Any", "the opposite", ("not(true)", "false"), unknowns: .weighed) {
    _, a in
    switch a[0] {
    case .boolean(let boolean): .boolean(!boolean)
    case .unknown, .null: a[0]
    default: nil
    }
  },
  BuiltIn(
    "is", "value1: Any, value2: Any", "whether two values are the same, as they are written",
    ("is(@\"10:00:00Z\", @\"12:00:00+02:00\")", "false")
  ) { _, a in .boolean(a[0].isSame(as: a[1])) },
]

extension Value {
  /// Identity in FEEL's domain: of one type and of one content, texts by code points, times with their offset or zone.
  func isSame(as other: Value) -> Bool {
    switch (self, other) {
    case (.string(let a), .string(let b)): a.unicodeScalars.elementsEqual(b.unicodeScalars)
    case (.list(let a), .list(let b)): a.elementsEqual(b) { $0.isSame(as: $1) }
    case (.context(let a), .context(let b)):
      a.entries.count == b.entries.count
        && a.entries.allSatisfy { b[$0.key]?.isSame(as: $0.value) ?? false }
    case (.range(let a), .range(let b)):
      a.includesLow == b.includesLow && a.includesHigh == b.includesHigh
        && (a.low ?? .null).isSame(as: b.low ?? .null)
        && (a.high ?? .null).isSame(as: b.high ?? .null)
    default: self == other
    }
  }
}
