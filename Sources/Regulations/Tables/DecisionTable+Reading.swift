import Diagnostics
import FEEL
import Facts

extension DecisionTable {
  /// Reads the cells of a table as FEEL; a table with a cell that cannot be read is still returned, without the row.
  init(
    _ source: TableSource, expressions: ExpressionReader, notes: [String: Note],
    findings: inout [Diagnostic]
  ) {
    let article = source.section.article
    self.init(
      id: source.id, name: source.caption?.name ?? source.section.heading,
      hitPolicy: source.hitPolicy, article: article, place: source.place)
    from = source.caption?.attributes?.from ?? source.section.from
    until = source.caption?.attributes?.until ?? source.section.until
    parameters = source.caption?.parameters ?? []
    self.notes = source.caption?.notes ?? []
    let reader = expressions.adding(parameters)
    if let caption = source.caption { readCaption(caption, reader, &findings) }

    let headers = source.header.map { ColumnHeader($0.slice, findings: &findings) }
    for (cell, header) in zip(source.header, headers) {
      self.notes += cell.notes
      let place = header.slice.place(0, article: article)
      if header.isOutput {
        checkOutput(header.name, at: place, &findings)
        outputs.append(Output(name: header.name, unit: header.unit, place: place))
      } else if let expression = reader.expression(
        header.slice, article: article, findings: &findings)
      {
        inputs.append(
          Input(
            header: header.name, expression: expression, unit: header.unit, place: place))
      } else {
        // Without its column a row would decide more than it says.
        return
      }
    }
    var numbers: [String: Place] = [:]
    for row in source.rows {
      let number = row.number.slice.text
      if let first = numbers[number], !number.isEmpty {
        findings.append(
          Diagnostic(
            .error, "row-twice", "a row's number names one row; `\(number)` stands twice",
            at: row.place, related: [.init("the first stands here", at: first)]))
      }
      numbers[number] = row.place
      guard let read = readRow(row, headers, reader, &findings) else { continue }
      rows.append(read)
    }
    reportUnknownNotes(source, known: notes, &findings)
  }

  private func checkOutput(_ name: String, at place: Place, _ findings: inout [Diagnostic]) {
    if outputs.contains(where: { $0.name == name }) {
      findings.append(
        Diagnostic(.error, "output-twice", "a table has one column for `\(name)`", at: place))
    }
    if name.isEmpty {
      findings.append(
        Diagnostic(
          .error, "missing-output", "an output has a name", at: place, mend: "write `→ max height`")
      )
    }
    if let word = clauseWord(beginning: name) {
      findings.append(
        Diagnostic(
          .error, "name-begins-with-clause", "no name begins with the clause word `\(word)`",
          at: place, mend: "choose another name for `\(name)`"))
    }
  }

  private mutating func readCaption(
    _ caption: TableCaption, _ reader: ExpressionReader, _ findings: inout [Diagnostic]
  ) {
    var scanner = RuleScanner(caption.rest, article: article)
    scanner.skipSpace()
    while scanner.pass(mark: UInt8(ascii: ",")) {
      scanner.skipSpace()
      let place = scanner.place
      switch scanner.word() {
      case "complete": claimsComplete = true
      case "when":
        scanner.skipSpace()
        let start = scanner.position
        let text = scanner.text(start..<scanner.end)
        do throws(ExpressionReader.ReadingError) {
          let (expression, end) = try reader.prefix(of: text)
          let written = scanner.text(start..<(start + end)).trimmed
          scanner.move(to: start + written.utf8.count)
          condition = Condition(expression, text: written, place: scanner.place(at: start))
        } catch {
          findings.append(
            reader.finding(error, in: caption.rest, from: start, article: article))
          return
        }
      case let other:
        findings.append(
          Diagnostic(
            .error, "bad-caption", "a caption goes on with `when …` or `complete`, not `\(other)`",
            at: place,
            mend: nearestName(to: other, among: ["when", "complete"]).map { "write `\($0)`" }))
        return
      }
      scanner.skipSpace()
    }
    if !scanner.isAtEnd {
      findings.append(
        Diagnostic(
          .error, "bad-caption", "a caption goes on with a comma, then `when …` or `complete`",
          at: scanner.place))
    }
  }

  private func readRow(
    _ row: (number: TableSource.Cell, cells: [TableSource.Cell], place: Place),
    _ headers: [ColumnHeader], _ reader: ExpressionReader, _ findings: inout [Diagnostic]
  ) -> Row? {
    var inputs: [Cell<UnaryTests>] = []
    var outputs: [Cell<OutputValue>] = []
    var isWhole = true
    for (cell, header) in zip(row.cells, headers) {
      let place = cell.slice.place(0, article: article)
      if header.isOutput {
        guard let value = readOutput(cell.slice, reader, &findings) else {
          isWhole = false
          continue
        }
        outputs.append(Cell(value, text: cell.slice.text, notes: cell.notes, place: place))
      } else {
        guard let tests = readInput(cell.slice, reader, &findings) else {
          isWhole = false
          continue
        }
        inputs.append(Cell(tests, text: cell.slice.text, notes: cell.notes, place: place))
      }
    }
    guard isWhole else { return nil }
    var read = Row(
      number: row.number.slice.text, inputs: inputs, outputs: outputs, place: row.place)
    read.notes = row.number.notes
    return read
  }

  private func readInput(
    _ slice: SourceSlice, _ reader: ExpressionReader, _ findings: inout [Diagnostic]
  ) -> UnaryTests? {
    if slice.text == "-" { return .any }
    if slice.isEmpty {
      findings.append(
        Diagnostic(
          .error, "empty-cell", "an input cell says what it tests",
          at: slice.place(0, article: article), mend: "write `-` for any"))
      return nil
    }
    return reader.unaryTests(slice, article: article, findings: &findings)
  }

  private func readOutput(
    _ slice: SourceSlice, _ reader: ExpressionReader, _ findings: inout [Diagnostic]
  ) -> OutputValue? {
    switch slice.text.singleSpaced {
    case "no limit": return .noLimit
    case "none": return OutputValue.none
    case "?": return .gap
    case "", "-":
      findings.append(
        Diagnostic(
          .error, "empty-cell", "an output cell has a value",
          at: slice.place(0, article: article),
          mend: "write `no limit`, `none`, or `?` where the law's value is not known"))
      return nil
    default:
      return reader.expression(slice, article: article, findings: &findings)
        .map(OutputValue.value)
    }
  }

  private func reportUnknownNotes(
    _ source: TableSource, known: [String: Note], _ findings: inout [Diagnostic]
  ) {
    var reported: Set<String> = []
    let cells = source.header + source.rows.flatMap { [$0.number] + $0.cells }
    for cell in cells {
      for label in cell.notes where known[label] == nil && reported.insert(label).inserted {
        findings.append(
          Diagnostic(
            .warning, "unknown-note", "no note `[^\(label)]: …` stands in this file",
            at: cell.slice.place(0, article: article),
            mend: nearestName(to: label, among: known.keys).map { "write `[^\($0)]`" }
              ?? "write `[^\(label)]: S:… .` below the table"))
      }
    }
  }
}
