import Diagnostics
import Facts

/// A regulation's Markdown taken apart: its headings and anchors, its notes, and the tables and fences that run, all still as
/// source text. It needs no vocabulary.
struct RegulationDocument {
  let source: SourceText
  var frontMatter: SourceSlice?
  var anchors: [String: Anchor] = [:]
  var notes: [String: Note] = [:]
  var tables: [TableSource] = []
  var fences: [FenceSource] = []

  /// The heading that a rule stands under, with what the heading says for all below it.
  struct Section {
    var article: String
    var heading: String
    var works: [String]?
    var worksPlace: Place?
    var from: CivilDate?
    var until: CivilDate?
  }

  /// A fenced block that runs: its text and where it stands.
  struct FenceSource {
    enum Kind { case rule, cases }
    var kind: Kind
    var slice: SourceSlice
    var section: Section
  }

  /// - Parameter calendar: The calendar of dates in anchors.
  init(
    _ source: SourceText, id: String, title: String, frontMatterEnd: Int, calendar: String,
    findings: inout [Diagnostic]
  ) {
    self.init(source)
    let first = min(frontMatterEnd + 1, source.lines.count)
    let blocks = markdownBlocks(of: source, from: max(1, first))
    var reader = DocumentReader(
      document: self, blocks: blocks, calendar: calendar,
      root: Section(article: id, heading: title), firstLine: first)
    reader.read(&findings)
    self = reader.document
  }

  private init(_ source: SourceText) { self.source = source }

  /// The YAML between the `---` at the head of a file, and the number of the line that closes it; nil and 0 without one.
  static func frontMatter(of source: SourceText) -> (yaml: SourceSlice, lastLine: Int)? {
    guard source.line(1).trimmed == "---",
      let last = source.lines.indices.dropFirst().first(where: {
        ["---", "..."].contains(source.lines[$0].trimmed)
      }), last >= 1
    else { return nil }
    return (last == 1 ? SourceSlice(file: source.file) : source.slice(2...last), last + 1)
  }
}

/// Walks the blocks once, keeping the stack of headings.
private struct DocumentReader {
  var document: RegulationDocument
  let blocks: [MarkdownBlock]
  let calendar: String
  let root: RegulationDocument.Section
  let firstLine: Int
  private var headings: [(level: Int, section: RegulationDocument.Section)] = []
  private var openHeading: (id: String, length: Int)?

  init(
    document: RegulationDocument, blocks: [MarkdownBlock], calendar: String,
    root: RegulationDocument.Section, firstLine: Int
  ) {
    self.document = document
    self.blocks = blocks
    self.calendar = calendar
    self.root = root
    self.firstLine = firstLine
  }

  private var source: SourceText { document.source }
  private var section: RegulationDocument.Section { headings.last?.section ?? root }

  mutating func read(_ findings: inout [Diagnostic]) {
    document.anchors[root.article] = Anchor(
      id: root.article, kind: .heading, text: root.heading, heading: root.heading,
      article: root.article, place: source.place(1))
    for (index, block) in blocks.enumerated() {
      switch block.kind {
      case .heading(let level): readHeading(block, level, &findings)
      case .paragraph, .item: readParagraph(block, at: index, &findings)
      case .table: readTable(block, at: index, &findings)
      case .fence(let info): readFence(block, info, &findings)
      }
    }
    readNotes(&findings)
    reportHiddenRules(&findings)
  }

  /// A fence or table that Markdown swallows (below an open HTML tag) would be lost in silence. In a comment it is meant so.
  private func reportHiddenRules(_ findings: inout [Diagnostic]) {
    let seen = Set(blocks.flatMap { Array($0.lines) })
    var isComment = false
    for number in max(1, firstLine)...max(1, firstLine, source.lines.count) {
      let line = source.line(number)
      defer {
        if line.contains("<!--") { isComment = true }
        if line.contains("-->") { isComment = false }
      }
      guard !seen.contains(number), !isComment, !line.contains("<!--") else { continue }
      let text = line.trimmed
      let fence = text.drop { $0 == "`" || $0 == "~" }
      let isFence = text.hasPrefix("```") || text.hasPrefix("~~~")
      guard
        (isFence && (fence.hasPrefix("rule") || fence.hasPrefix("cases")))
          || (text.hasPrefix("|") && text.contains("→"))
      else { continue }
      findings.append(
        Diagnostic(
          .error, "hidden-rule",
          "Markdown takes this for the inside of another block, and it does not run",
          at: source.place(number), mend: "write an empty line above it"))
    }
  }

  private mutating func readHeading(
    _ block: MarkdownBlock, _ level: Int, _ findings: inout [Diagnostic]
  ) {
    let slice = textSlice(of: block)
    let attributes = BlockAttributes(endOf: slice, calendar: calendar, findings: &findings)
    let words = plainWords(of: block, attributes)
    headings.removeAll { $0.level >= level }
    let above = section
    var here = above
    here.heading = words
    if let works = attributes?.works {
      here.works = works
      here.worksPlace = attributes?.worksPlace
    }
    if let from = attributes?.from { here.from = from }
    if let until = attributes?.until { here.until = until }
    if let id = attributes?.id {
      here.article = id
    } else if above.article == root.article {
      // A rule under it still needs something to cite.
      let id = slug(words)
      if !id.isEmpty, document.anchors[id] == nil { here.article = id }
    }
    openHeading = nil
    if here.article != above.article || attributes?.id != nil {
      addAnchor(
        Anchor(
          id: here.article, kind: .heading, text: words, heading: words, article: here.article,
          from: here.from, until: here.until,
          place: attributes?.idPlace ?? source.place(block.lines.lowerBound)),
        isWritten: attributes?.id != nil, &findings)
      openHeading = (here.article, words.count)
    }
    headings.append((level, here))
  }

  private mutating func readParagraph(
    _ block: MarkdownBlock, at index: Int, _ findings: inout [Diagnostic]
  ) {
    let slice = textSlice(of: block)
    refuseBrokenTable(slice, &findings)
    let attributes = BlockAttributes(endOf: slice, calendar: calendar, findings: &findings)
    let words = plainWords(of: block, attributes)
    if words.contains("{#") {
      findings.append(
        Diagnostic(
          .warning, "misplaced-anchor", "an anchor stands at the end of its block",
          at: source.place(block.lines.lowerBound, article: section.article),
          mend: "move `{#…}` to the end of the paragraph"))
    }
    let isCaption =
      blocks.indices.contains(index + 1) && blocks[index + 1].kind == .table
      && TableCaption.label(of: slice) != nil
    if block.kind == .paragraph, !isCaption, let open = openHeading,
      attributes?.id == nil || document.anchors[open.id]?.text.count == open.length
    {
      let text = document.anchors[open.id]?.text ?? ""
      document.anchors[open.id]?.text = shortened(text + "\n" + words)
    }
    guard let attributes, let id = attributes.id else { return }
    openHeading = nil
    addAnchor(
      Anchor(
        id: id, kind: isCaption ? .caption : block.kind == .item ? .item : .paragraph,
        text: shortened(words), heading: section.heading, article: section.article,
        from: attributes.from ?? section.from, until: attributes.until ?? section.until,
        place: attributes.idPlace), isWritten: true, &findings)
  }

  private mutating func readTable(
    _ block: MarkdownBlock, at index: Int, _ findings: inout [Diagnostic]
  ) {
    openHeading = nil
    guard !block.isQuoted else {
      if source.slice(block.lines).text.contains("→") {
        findings.append(
          Diagnostic(
            .warning, "quoted-table", "a table inside a quotation or a note does not decide",
            at: source.place(block.lines.lowerBound, article: section.article),
            mend: "write it by itself if it is a table of this file"))
      }
      return
    }
    var caption: TableCaption?
    if index > 0, blocks[index - 1].kind == .paragraph {
      caption = TableCaption(textSlice(of: blocks[index - 1]), calendar: calendar)
    }
    guard
      var table = TableSource(
        source: source, lines: block.lines, caption: caption, section: section,
        findings: &findings)
    else { return }
    let base = caption?.attributes?.id ?? caption?.numberedSlug ?? section.article
    table.id = base
    var count = 2
    while document.tables.contains(where: { $0.id == table.id }) {
      table.id = "\(base)-\(count)"
      count += 1
    }
    if document.anchors[table.id] == nil {
      addAnchor(
        Anchor(
          id: table.id, kind: .caption,
          text: caption.map { plainWords(of: blocks[index - 1], $0.attributes) }
            ?? section.heading, heading: section.heading, article: section.article,
          from: section.from, until: section.until, place: table.place), isWritten: false,
        &findings)
    }
    document.tables.append(table)
  }

  private mutating func readFence(
    _ block: MarkdownBlock, _ info: String, _ findings: inout [Diagnostic]
  ) {
    openHeading = nil
    let name = info.split(separator: " ").first.map(String.init) ?? ""
    let place = source.place(block.lines.lowerBound, block.column, article: section.article)
    let kind: RegulationDocument.FenceSource.Kind
    switch name {
    case "rule": kind = .rule
    case "cases": kind = .cases
    default:
      if let nearest = nearestName(to: name, among: ["rule", "cases"]) {
        findings.append(
          Diagnostic(
            .error, "unknown-fence", "a fence that runs is `rule` or `cases`, not `\(name)`",
            at: place, mend: "write `\(nearest)`"))
      }
      return
    }
    if block.isQuoted {
      findings.append(
        Diagnostic(
          .warning, "quoted-rule", "a fence inside a quotation or a note does not run",
          at: place, mend: "write it by itself if it is a rule of this file"))
      return
    }
    var last = block.lines.upperBound
    let closing = source.line(last).trimmed
    if last > block.lines.lowerBound, closing.hasPrefix("```") || closing.hasPrefix("~~~") {
      last -= 1
    } else {
      findings.append(
        Diagnostic(
          .error, "open-fence", "a fence is closed by a line of its own", at: place,
          mend: "write ``` below the last rule"))
    }
    var slice = SourceSlice(file: source.file)
    for number in block.lines.lowerBound..<max(block.lines.lowerBound + 1, last + 1)
    where number > block.lines.lowerBound {
      let line = source.line(number)
      let indent = min(block.column - 1, line.utf8.prefix { $0 == 32 }.count)
      slice.append(String(line.unicodeScalars.dropFirst(indent)), line: number, column: indent + 1)
      slice.append("\n", line: number, column: line.unicodeScalars.count + 1)
    }
    refuseHiddenControls(in: slice, findings: &findings)
    document.fences.append(.init(kind: kind, slice: slice, section: section))
  }

  /// The source of a heading's or paragraph's lines, without the marks of a heading.
  private func textSlice(of block: MarkdownBlock) -> SourceSlice {
    var lines = block.lines
    if case .heading = block.kind, lines.count > 1 {
      let last = source.line(lines.upperBound).trimmed
      if last.isEmpty || last.allSatisfy({ $0 == "=" || $0 == "-" }) {
        lines = lines.lowerBound...(lines.upperBound - 1)
        return textSlice(
          of: MarkdownBlock(
            kind: block.kind, lines: lines, column: block.column, words: block.words,
            isQuoted: block.isQuoted))
      }
    }
    let slice = source.slice(lines).trimmed
    guard case .heading = block.kind, slice.text.hasPrefix("#"), slice.text.hasSuffix("#") else {
      return slice
    }
    let kept = slice.text.utf8.reversed().drop { $0 == UInt8(ascii: "#") }.count
    return slice.part(0..<kept).trimmed
  }

  private func plainWords(of block: MarkdownBlock, _ attributes: BlockAttributes?) -> String {
    guard attributes != nil, let open = block.words.ranges(of: "{#").last else {
      return block.words.singleSpaced
    }
    return String(block.words[..<open.lowerBound]).singleSpaced
  }

  private mutating func addAnchor(
    _ anchor: Anchor, isWritten: Bool, _ findings: inout [Diagnostic]
  ) {
    if let first = document.anchors[anchor.id], anchor.id != root.article {
      guard isWritten else { return }
      findings.append(
        Diagnostic(
          .error, "anchor-twice", "an anchor names one block; `\(anchor.id)` stands twice",
          at: anchor.place, related: [.init("the first stands here", at: first.place)],
          mend: "give one of them another name"))
      return
    }
    document.anchors[anchor.id] = anchor
  }

  /// A row of bars that is no table to Markdown would be lost in silence.
  private func refuseBrokenTable(_ slice: SourceSlice, _ findings: inout [Diagnostic]) {
    var offset = 0
    for line in slice.text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.drop(while: { $0 == " " }).hasPrefix("|"), line.contains("→") {
        findings.append(
          Diagnostic(
            .error, "broken-table",
            "a table needs a line of dashes below its header, with as many cells as the header",
            at: slice.place(offset, article: section.article),
            mend: "write one `---` between bars for each column"))
        return
      }
      offset += line.utf8.count + 1
    }
  }

  private mutating func readNotes(_ findings: inout [Diagnostic]) {
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
    let heading = document.anchors.values
      .filter { $0.kind == .heading && $0.place.line <= line }
      .max { $0.place.line < $1.place.line }
    return heading.map {
      .init(article: $0.article, heading: $0.heading, from: $0.from, until: $0.until)
    } ?? root
  }
}

/// The label of a line that begins a note: `[^j]: …`.
private func noteLabel(_ line: String) -> String? {
  let text = line.trimmed
  guard text.hasPrefix("[^"), let end = text.firstRange(of: "]:") else { return nil }
  let label = String(text[text.index(text.startIndex, offsetBy: 2)..<end.lowerBound])
  return label.isEmpty || label.contains("]") || label.contains(" ") ? nil : label
}

/// A name for a heading without an anchor: its letters and digits, joined by hyphens.
func slug(_ words: String) -> String {
  words.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "-")
}

/// At most some 600 characters, cut between words.
private func shortened(_ text: String) -> String {
  guard text.count > 600 else { return text }
  let head = text.prefix(600)
  let cut = head.lastIndex(where: \.isWhitespace) ?? head.endIndex
  return head[..<cut] + " …"
}

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
