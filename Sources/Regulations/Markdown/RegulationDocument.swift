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
