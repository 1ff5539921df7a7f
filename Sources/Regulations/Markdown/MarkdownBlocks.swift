internal import CMarkdown

/// A block of a Markdown file: what it is, which lines it takes, and its words without markup.
struct MarkdownBlock {
  enum Kind: Equatable {
    case heading(level: Int)
    case paragraph
    /// A paragraph that is the first of a list item.
    case item
    case table
    /// A fenced code block with its info string.
    case fence(info: String)
  }

  var kind: Kind
  /// From 1, in the file.
  var lines: ClosedRange<Int>
  /// Where the block begins on its first line, from 1, in bytes.
  var column: Int
  /// The words of a heading, paragraph or item.
  var words: String
  /// Inside a block quote or a note: no rule of this file.
  var isQuoted: Bool
}

/// The blocks of a Markdown text in order: CommonMark with GFM tables and footnotes, as cmark-gfm reads it.
///
/// What stands in a footnote's definition is left out: notes are read from the source.
func markdownBlocks(of source: SourceText, from firstLine: Int) -> [MarkdownBlock] {
  // Front matter becomes blank lines, so that line numbers hold.
  let text =
    String(repeating: "\n", count: firstLine - 1)
    + source.lines.dropFirst(firstLine - 1).joined(separator: "\n")
  cmark_gfm_core_extensions_ensure_registered()
  guard let parser = cmark_parser_new(CMARK_OPT_FOOTNOTES) else { return [] }
  defer { cmark_parser_free(parser) }
  if let table = cmark_find_syntax_extension("table") {
    cmark_parser_attach_syntax_extension(parser, table)
  }
  var utf8 = text
  utf8.withUTF8 { bytes in
    bytes.withMemoryRebound(to: CChar.self) {
      cmark_parser_feed(parser, $0.baseAddress, $0.count)
    }
  }
  guard let document = cmark_parser_finish(parser) else { return [] }
  defer { cmark_node_free(document) }
  guard let walk = cmark_iter_new(document) else { return [] }
  defer { cmark_iter_free(walk) }

  var collector = BlockCollector(source: source)
  while true {
    let event = cmark_iter_next(walk)
    if event == CMARK_EVENT_DONE { break }
    guard let node = cmark_iter_get_node(walk) else { continue }
    collector.take(node, entering: event == CMARK_EVENT_ENTER)
  }
  return collector.blocks
}

private struct BlockCollector {
  let source: SourceText
  var blocks: [MarkdownBlock] = []
  private var quoteDepth = 0
  private var noteDepth = 0
  private var open: MarkdownBlock?

  init(source: SourceText) { self.source = source }

  mutating func take(_ node: OpaquePointer, entering: Bool) {
    switch String(cString: cmark_node_get_type_string(node)) {
    case "block_quote": quoteDepth += entering ? 1 : -1
    // cmark-gfm 0.29 has no name for it, and no inline it meets here has a child paragraph.
    case "footnote_definition", "<unknown>":
      if cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION {
        noteDepth += entering ? 1 : -1
      }
    case "heading":
      step(entering, .heading(level: Int(cmark_node_get_heading_level(node))), node)
    case "paragraph":
      let parent = cmark_node_parent(node)
      let isItem =
        parent.map { cmark_node_get_type($0) == CMARK_NODE_ITEM } ?? false
        && cmark_node_previous(node) == nil
      step(entering, isItem ? .item : .paragraph, node)
    case "table": if entering { addTable(node) }
    case "code_block":
      if entering, let info = cmark_node_get_fence_info(node) {
        let info = String(cString: info)
        if var block = block(.fence(info: info), node), isFenced(block.lines.lowerBound) {
          block.words = ""
          blocks.append(block)
        }
      }
    case "text", "code":
      if entering, let literal = cmark_node_get_literal(node) {
        open?.words += String(cString: literal)
      }
    case "softbreak", "linebreak": if entering { open?.words += " " }
    default: break
    }
  }

  private func isFenced(_ line: Int) -> Bool {
    source.line(line).contains("```") || source.line(line).contains("~~~")
  }

  private func block(_ kind: MarkdownBlock.Kind, _ node: OpaquePointer) -> MarkdownBlock? {
    let first = Int(cmark_node_get_start_line(node))
    let last = max(first, Int(cmark_node_get_end_line(node)))
    return MarkdownBlock(
      kind: kind, lines: first...last, column: max(1, Int(cmark_node_get_start_column(node))),
      words: "", isQuoted: quoteDepth > 0 || noteDepth > 0)
  }

  private mutating func step(
    _ entering: Bool, _ kind: MarkdownBlock.Kind, _ node: OpaquePointer
  ) {
    guard noteDepth == 0 else { return }
    if entering {
      open = block(kind, node)
    } else if let block = open {
      blocks.append(block)
      open = nil
    }
  }

  /// A paragraph directly above a table is reported at line 0 and its lines are counted to the table; put both right.
  private mutating func addTable(_ node: OpaquePointer) {
    guard var table = block(.table, node) else { return }
    if let last = blocks.last, last.lines.lowerBound == 0 {
      let first = table.lines.lowerBound
      let delimiter =
        table.lines.first { $0 > first + 1 && isTableDelimiter(source.line($0)) } ?? first + 1
      blocks[blocks.count - 1].lines = first...max(first, delimiter - 2)
      blocks[blocks.count - 1].column = table.column
      table.lines = (delimiter - 1)...max(delimiter, table.lines.upperBound)
    }
    blocks.append(table)
  }
}

/// Whether a line is the rule between a table's header and its rows: `|---|:-:|`.
func isTableDelimiter(_ line: String) -> Bool {
  let allowed: Set<Unicode.Scalar> = ["|", "-", ":", " ", "\t"]
  return line.contains("-") && line.contains("|")
    && line.unicodeScalars.allSatisfy { allowed.contains($0) }
}
