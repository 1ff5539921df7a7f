extension Diagnostic {
  /// The finding as a terminal shows it with the line that it is about, and a caret under its column.
  ///
  /// The line is left out where the finding has no place or `source` has no such line. Tabs stand in the line as they are
  /// and before the caret too, so that both are indented alike; what turns the direction of writing is shown as `·`.
  ///
  /// - Parameter source: The whole text of the file that the place names.
  package func description(in source: String) -> String {
    guard let place, place.line >= 1, place.column >= 1 else { return description }
    let lines = source.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard place.line <= lines.count else { return description }
    var line = String.UnicodeScalarView()
    for scalar in lines[place.line - 1].unicodeScalars {
      let isHidden =
        scalar.value < 32 && scalar != "\t" || (0x202A...0x202E).contains(scalar.value)
        || (0x2066...0x2069).contains(scalar.value)
      line.append(isHidden ? "·" : scalar)
    }
    let number = String(place.line)
    let before = String(line).prefix(place.column - 1).map { $0 == "\t" ? "\t" : " " }
    let margin = String(repeating: " ", count: number.count)
    let excerpt = "  \(number) | \(String(line))\n  \(margin) | \(before.joined())^"
    var parts = description.split(
      separator: "\n", maxSplits: 1, omittingEmptySubsequences: false
    ).map(String.init)
    parts.insert(excerpt, at: 1)
    return parts.joined(separator: "\n")
  }
}

extension Sequence where Element == Diagnostic {
  /// In the order that an author reads: by file, line and column, the graver first at one place; what has no place comes first.
  package var inReadingOrder: [Diagnostic] {
    sorted { a, b in
      guard let here = a.place, let there = b.place else {
        if (a.place == nil) != (b.place == nil) { return a.place == nil }
        return (b.severity, a.id, a.message) < (a.severity, b.id, b.message)
      }
      if here.file != there.file { return here.file < there.file }
      if (here.line, here.column) != (there.line, there.column) {
        return (here.line, here.column) < (there.line, there.column)
      }
      return (b.severity, a.id, a.message) < (a.severity, b.id, b.message)
    }
  }
}
