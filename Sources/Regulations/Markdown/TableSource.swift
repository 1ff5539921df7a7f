import Diagnostics

/// A decision table as its source has it: rows of cells, each with its place, read from the text and not from the rendered
/// Markdown, where `a*b*c` would be emphasis and `[1..3]` a link.
struct TableSource {
  /// One cell, without footnote marks and with `\|` as `|`.
  struct Cell {
    var slice: SourceSlice
    var notes: [String]
  }

  var id: String = ""
  var hitPolicy: DecisionTable.HitPolicy
  var caption: TableCaption?
  /// The header without its first cell.
  var header: [Cell]
  /// Each with its number from the first column.
  var rows: [(number: Cell, cells: [Cell], place: Place)]
  var section: RegulationDocument.Section
  var place: Place

  /// Nil where the table is prose; with a finding where it looks like one that should run.
  init?(
    source: SourceText, lines: ClosedRange<Int>, caption: TableCaption?,
    section: RegulationDocument.Section, findings: inout [Diagnostic]
  ) {
    let header = tableCells(of: source.line(lines.lowerBound), line: lines.lowerBound, in: source)
    place = source.place(lines.lowerBound, article: section.article)
    guard let corner = header.first?.slice else { return nil }
    let hasOutput = header.contains { $0.slice.text.hasPrefix("→") }
    guard let policy = DecisionTable.HitPolicy(rawValue: corner.text) else {
      guard hasOutput else { return nil }
      let known = ["U", "A", "F", "P", "R", "O", "C", "C+", "C<", "C>", "C#"]
      let nearest = known.contains(corner.text.uppercased()) ? corner.text.uppercased() : nil
      findings.append(
        Diagnostic(
          .error, "unknown-hit-policy",
          "a table's first cell is its hit policy, not `\(corner.text)`",
          at: corner.place(0, article: section.article),
          mend: "write \(nearest.map { "`\($0)`" } ?? "one of \(known.joined(separator: " "))")"))
      return nil
    }
    guard hasOutput else {
      findings.append(
        Diagnostic(
          .warning, "table-without-output", "a decision table has an output column, marked `→`",
          at: place, mend: "write `→` before the name of each output"))
      return nil
    }
    hitPolicy = policy
    self.caption = caption
    self.header = Array(header.dropFirst())
    self.section = section
    rows = []
    for number in lines.dropFirst(2) {
      let cells = tableCells(of: source.line(number), line: number, in: source)
      guard let first = cells.first else { continue }
      let rowPlace = first.slice.place(0, article: section.article)
      guard cells.count == header.count else {
        let side = cells.count > header.count ? "many" : "few"
        findings.append(
          Diagnostic(
            .error, "unbalanced-row",
            "a row has as many cells as the header: here \(cells.count), there \(header.count)",
            at: cells.count > header.count
              ? cells[header.count].slice.place(0, article: section.article) : rowPlace,
            related: [.init("the header", at: place)],
            mend: "the row has too \(side) cells; write `\\|` for a bar inside a cell"))
        continue
      }
      rows.append((first, Array(cells.dropFirst()), rowPlace))
    }
    if let last = lines.last, last >= lines.lowerBound {
      refuseHiddenControls(in: source.slice(lines), findings: &findings)
    }
  }
}

/// The cells of one line of a GFM table.
func tableCells(of text: String, line: Int, in source: SourceText) -> [TableSource.Cell] {
  let scalars = Array(text.unicodeScalars)
  var cells: [[(scalar: Unicode.Scalar, column: Int)]] = [[]]
  var index = 0
  while index < scalars.count {
    let scalar = scalars[index]
    if scalar == "\\", index + 1 < scalars.count, scalars[index + 1] == "|" {
      cells[cells.count - 1].append(("|", index + 1))
      index += 2
      continue
    }
    if scalar == "|" {
      cells.append([])
    } else {
      cells[cells.count - 1].append((scalar, index + 1))
    }
    index += 1
  }
  func isBlank(_ cell: [(scalar: Unicode.Scalar, column: Int)]) -> Bool {
    cell.allSatisfy { $0.scalar.properties.isWhitespace }
  }
  if cells.count > 1, let first = cells.first, isBlank(first) { cells.removeFirst() }
  if cells.count > 1, let last = cells.last, isBlank(last) { cells.removeLast() }
  // An empty cell still has a place: the bar that opens it.
  var nextColumn = 1
  return cells.map { cell in
    var slice = SourceSlice(file: source.file)
    let start = cell.first?.column ?? nextColumn
    slice.append("", line: line, column: start)
    for (scalar, column) in cell { slice.append(scalar, line: line, column: column) }
    nextColumn = (cell.last?.column ?? nextColumn) + 2
    return TableSource.Cell(slice: slice).withoutNotes
  }
}

extension TableSource.Cell {
  init(slice: SourceSlice) {
    self.slice = slice
    notes = []
  }

  /// Footnote marks become spaces, so that what stands after them keeps its place, and are kept as labels.
  var withoutNotes: TableSource.Cell {
    let bytes = Array(slice.text.utf8)
    var kept = bytes
    var notes: [String] = []
    var quoted = false
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\""), index == 0 || bytes[index - 1] != UInt8(ascii: "\\") {
        quoted.toggle()
      }
      if !quoted, bytes[index] == UInt8(ascii: "["), index + 1 < bytes.count,
        bytes[index + 1] == UInt8(ascii: "^"),
        let end = bytes[index...].firstIndex(of: UInt8(ascii: "]")), end > index + 2,
        !bytes[index..<end].contains(where: \.isSpace)
      {
        notes.append(String(decoding: bytes[(index + 2)..<end], as: UTF8.self))
        for blank in index...end { kept[blank] = 32 }
        index = end + 1
      } else {
        index += 1
      }
    }
    var cell = TableSource.Cell(slice: slice.replacing(kept).trimmed)
    cell.notes = notes
    return cell
  }
}

extension SourceSlice {
  /// The same places with other text of the same length in bytes, where each multi-byte character is kept or all of it blank.
  func replacing(_ bytes: [UInt8]) -> SourceSlice {
    precondition(bytes.count == text.utf8.count, "text of the same length")
    var slice = self
    slice.setText(String(decoding: bytes, as: UTF8.self))
    return slice
  }
}
