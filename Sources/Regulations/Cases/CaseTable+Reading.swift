import Diagnostics
import FEEL
import Facts

extension CaseTable {
  /// Reads a fence `cases`: a table whose columns are facts, `work`, `id`, and expectations marked `→`.
  init(
    _ slice: SourceSlice, source: SourceText, expressions: ExpressionReader,
    vocabulary: Vocabulary, findings: inout [Diagnostic]
  ) {
    self.init(cases: [])
    let first = slice.place(0).line
    let last = slice.place(max(0, slice.text.utf8.count - 1)).line
    let written = (first...max(first, last)).filter {
      !source.line($0).trimmed.isEmpty && !isTableDelimiter(source.line($0))
    }
    let lines = written.filter { source.line($0).trimmed.hasPrefix("|") }
    for number in written where !lines.contains(number) {
      findings.append(
        Diagnostic(
          .error, "bad-case", "a case is a row of the table, between bars",
          at: source.place(number),
          mend: "write `|` at its head"))
    }
    guard let headerLine = lines.first else { return }
    let header = tableCells(of: source.line(headerLine), line: headerLine, in: source)
    let columns = header.map { ColumnHeader($0.slice, findings: &findings) }
    for column in columns where !column.isOutput {
      let name = column.name
      guard !["id", "work", "on", "note"].contains(name), vocabulary.facts[name] == nil,
        !expressions.knows(name)
      else { continue }
      findings.append(
        Diagnostic(
          .error, "unknown-name", "the vocabulary has no fact `\(name)`",
          at: column.slice.place(0),
          mend: nearestName(to: name, among: vocabulary.facts.keys).map { "write `\($0)`" }))
    }
    for number in lines.dropFirst() {
      let cells = tableCells(of: source.line(number), line: number, in: source)
      guard cells.count == columns.count else {
        findings.append(
          Diagnostic(
            .error, "unbalanced-row",
            "a row has as many cells as the header: here \(cells.count), there \(columns.count)",
            at: source.place(number), mend: "write `\\|` for a bar inside a cell"))
        continue
      }
      var read = Case(id: "", work: "", facts: [], expectations: [], place: source.place(number))
      var isWhole = true
      for (cell, column) in zip(cells, columns) where !cell.slice.isEmpty {
        isWhole =
          read.take(cell.slice, column, expressions, vocabulary, &findings) && isWhole
      }
      if isWhole { cases.append(read) }
    }
  }
}

extension CaseTable.Case {
  /// Takes one cell; false where it cannot be read.
  fileprivate mutating func take(
    _ slice: SourceSlice, _ column: ColumnHeader, _ expressions: ExpressionReader,
    _ vocabulary: Vocabulary, _ findings: inout [Diagnostic]
  ) -> Bool {
    if column.isOutput {
      expectations.append((column.name, slice.text))
      return true
    }
    switch column.name {
    case "id": id = slice.text
    case "note": break
    case "on":
      on = readDate(
        slice.text, calendar: "gregorian", at: slice.place(0), findings: &findings)
    case "work":
      work = slice.text.filter { $0 != "\"" }.trimmed
      if vocabulary.works[work] == nil {
        findings.append(unknownWork(work, at: slice.place(0), in: vocabulary))
        return false
      }
    case let name:
      guard let expression = expressions.expression(slice, article: "", findings: &findings) else {
        return false
      }
      facts.append((name, expression, column.unit))
    }
    return true
  }
}
