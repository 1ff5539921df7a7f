extension Confidence {
  /// From a note's words: `S:MMH. Only for the first 5,000 sq ft.`; nil where they begin with no confidence.
  init?(note words: String) {
    let end = words.firstRange(of: ". ")?.lowerBound ?? words.endIndex
    var tag = String(words[..<end])
    if tag.hasSuffix(".") { tag.removeLast() }
    guard Self.isTag(tag) else { return nil }
    let rest = end < words.endIndex ? String(words[end...].dropFirst(2)).trimmed : ""
    self.init(tag: tag, note: rest.isEmpty ? nil : rest)
  }

  /// Whether a text is a confidence: one of the letters, or `S:` with names of sources.
  static func isTag(_ text: String) -> Bool {
    guard !text.isEmpty, text.count <= 80 else { return false }
    return text.split { $0 == " " || $0 == "/" || $0 == ";" }.allSatisfy { part in
      ["S", "G", "C", "GAP", "X", "L"].contains(part)
        || ["S:", "G:", "C:", "GAP:", "X:", "L:"].contains {
          part.hasPrefix($0) && part.count > $0.count
        }
    }
  }
}
