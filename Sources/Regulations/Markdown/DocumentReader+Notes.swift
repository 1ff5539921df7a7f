import Diagnostics

/// Footnotes, read from the source: cmark-gfm drops those that nothing refers to.
extension DocumentReader {
  mutating func readNotes(_ findings: inout [Diagnostic]) {
    let inFence = Set(
      blocks.flatMap { block -> [Int] in
        if case .fence = block.kind { Array(block.lines) } else { [] }
      })
    var number = max(1, firstLine)
    while number <= source.lines.count {
      defer { number += 1 }
      guard !inFence.contains(number), let label = noteLabel(source.line(number)) else { continue }
      var last = number
      while last < source.lines.count, !source.line(last + 1).trimmed.isEmpty,
        noteLabel(source.line(last + 1)) == nil, !inFence.contains(last + 1),
        !source.line(last + 1).hasPrefix("#")
      { last += 1 }
      addNote(label, source.slice(number...last), source.place(number), &findings)
      number = last
    }
  }

  private mutating func addNote(
    _ label: String, _ slice: SourceSlice, _ place: Place, _ findings: inout [Diagnostic]
  ) {
    let attributes = BlockAttributes(endOf: slice, calendar: calendar, findings: &findings)
    let bytes = Array(slice.text.utf8.prefix(attributes?.start ?? slice.text.utf8.count))
    let colon = (bytes.firstIndex(of: UInt8(ascii: ":")) ?? 0) + 1
    let words = String(decoding: bytes[colon...], as: UTF8.self).singleSpaced
    if let first = document.notes[label] {
      findings.append(
        Diagnostic(
          .error, "note-twice", "a note is written once; `[^\(label)]` stands twice", at: place,
          related: [.init("the first stands here", at: first.place)]))
      return
    }
    guard let confidence = Confidence(note: words) else {
      findings.append(
        Diagnostic(
          .warning, "note-without-confidence",
          "a note begins with its confidence: `S:…`, `G`, `C`, `GAP`, `X` or `L`", at: place,
          mend: "write `[^\(label)]: G. …`"))
      document.notes[label] = Note(
        label: label, confidence: Confidence(tag: "GAP", note: words), place: place)
      return
    }
    document.notes[label] = Note(label: label, confidence: confidence, place: place)
    guard let attributes, let id = attributes.id else { return }
    let above = sectionAbove(place.line)
    addAnchor(
      Anchor(
        id: id, kind: .note, text: shortened(confidence.note ?? words), heading: above.heading,
        article: above.article, from: attributes.from ?? above.from,
        until: attributes.until ?? above.until, place: attributes.idPlace), isWritten: true,
      &findings)
  }

  private func sectionAbove(_ line: Int) -> RegulationDocument.Section {
    var low = 0
    var high = sections.count
    while low < high {
      let middle = (low + high) / 2
      if sections[middle].line <= line { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? sections[low - 1].section : root
  }
}

/// The label of a line that begins a note: `[^j]: …`.
private func noteLabel(_ line: String) -> String? {
  let text = line.trimmed
  guard text.hasPrefix("[^"), let end = text.firstRange(of: "]:") else { return nil }
  let label = String(text[text.index(text.startIndex, offsetBy: 2)..<end.lowerBound])
  return label.isEmpty || label.contains("]") || label.contains(" ") ? nil : label
}
