import Diagnostics
import Evaluation
import FEEL
import Facts
import Programs
import Regulations

/// What one table says twice, not at all, or in vain: overlapping rows, gaps with an example input, rows that never apply.
///
/// The columns are cut into pieces and the rows become boxes (``TableGrid``). What rests on a cell that is no test of
/// constants is counted and said, never taken for clean.
func analyse(_ table: DecisionTable, in ruleset: Ruleset) -> [Diagnostic] {
  let grid = TableGrid(
    names: table.inputs.map(\.header),
    domains: table.inputs.map { domain(of: $0.expression, ruleset.vocabulary) },
    cells: table.inputs.indices.map { column in
      table.rows.map { column < $0.inputs.count ? $0.inputs[column].content : .any }
    })
  return overlapFindings(table, grid) + unreachableFindings(table, grid) + gapFindings(table, grid)
}

/// What the vocabulary says that an input can be; a number without bounds is not negative.
private func domain(of expression: FEELExpression, _ vocabulary: Vocabulary) -> ColumnPieces.Domain
{
  guard case .name(let name) = expression.kind, let declaration = vocabulary.facts[name] else {
    return .open
  }
  func amount(_ bound: Number?) -> Number? {
    bound.flatMap { bound in declaration.unit?.amount(of: bound) ?? bound }
  }
  switch declaration.type {
  case .code(let codes): return .closed(codes)
  case .boolean: return .booleans
  case .number:
    return .ordered(
      lowest: amount(declaration.lowest) ?? .zero, highest: amount(declaration.highest))
  default: return .open
  }
}

private func overlapFindings(_ table: DecisionTable, _ grid: TableGrid) -> [Diagnostic] {
  guard table.hitPolicy == .unique || table.hitPolicy == .any else { return [] }
  var findings: [Diagnostic] = []
  let overlaps = grid.overlaps()
  for (rows, example) in overlaps.sets {
    let differing = table.outputs.indices.filter { output in
      Set(
        rows.map {
          table.rows[$0].outputs.indices.contains(output) ? table.rows[$0].outputs[output].text : ""
        }
      )
      .count > 1
    }.map { table.outputs[$0].name }
    if table.hitPolicy == .any, differing.isEmpty { continue }
    let numbers = rows.map { table.rows[$0].number }
    guard let last = rows.last, let lastNumber = numbers.last else { continue }
    var finding = Diagnostic(
      .error, "overlapping-rows",
      rows.count == 2
        ? "\(table.id) row \(lastNumber) overlaps row \(numbers[0]) for \(example)"
        : "\(table.id) rows \(listed(numbers)) overlap for \(example)",
      at: table.rows[last].place,
      mend: (differing.isEmpty
        ? "they give the same: delete one" : "they differ in \(differing.joined(separator: ", "))")
        + ", narrow one of them, or choose another hit policy")
    finding.related = rows.dropLast().map {
      .init("row \(table.rows[$0].number)", at: table.rows[$0].place)
    }
    findings.append(finding)
  }
  if overlaps.undecidedPairs > 0 {
    findings.append(
      Diagnostic(
        .note, "not-decided",
        "\(table.id) has \(overlaps.undecidedPairs) pairs of rows that may overlap: what they compare with is no constant",
        at: table.place))
  }
  if !overlaps.isComplete {
    findings.append(
      Diagnostic(
        .note, "not-searched", "\(table.id) has more overlaps than are listed", at: table.place))
  }
  return findings
}

private func listed(_ numbers: [String]) -> String {
  let shown = numbers.prefix(6).joined(separator: ", ")
  return numbers.count > 6 ? "\(shown) and \(numbers.count - 6) more" : shown
}

private func unreachableFindings(_ table: DecisionTable, _ grid: TableGrid) -> [Diagnostic] {
  var findings = grid.empty.map { row in
    Diagnostic(
      .warning, "unreachable-row",
      "\(table.id) row \(table.rows[row].number) holds for no input", at: table.rows[row].place,
      mend: "mend its tests, or delete it")
  }
  guard table.hitPolicy == .first else { return findings }
  for row in table.rows.indices.dropFirst() where grid.undecided[row] == nil {
    let boxes = grid.boxes(of: row)
    let isReached = boxes.contains { box in
      let left = grid.gaps(atMost: 1, of: 0..<row, in: box, budget: 20_000)
      return !left.boxes.isEmpty || !left.isComplete
    }
    guard !boxes.isEmpty, !isReached else { continue }
    let alone = (0..<row).first { above in
      grid.undecided[above] == nil
        && boxes.allSatisfy { grid.gaps(atMost: 1, of: above..<above + 1, in: $0).boxes.isEmpty }
    }
    findings.append(
      Diagnostic(
        .warning, "unreachable-row",
        "\(table.id) row \(table.rows[row].number) is never reached: "
          + (alone.map { "row \(table.rows[$0].number) holds" } ?? "rows above it hold") + " first",
        at: table.rows[row].place, mend: "move it up, or delete it"))
  }
  return findings
}

private func gapFindings(_ table: DecisionTable, _ grid: TableGrid) -> [Diagnostic] {
  let gaps = grid.gaps(atMost: 5)
  var findings = gaps.boxes.map { box in
    Diagnostic(
      table.claimsComplete ? .error : .warning, "gap",
      "\(table.id) has no row for \(grid.example(of: box, preferInside: true))", at: table.place,
      mend: table.claimsComplete
        ? "add a row, or drop `complete`"
        : "such a case is discretionary; add a row if the law has one")
  }
  if !gaps.isComplete {
    findings.append(
      Diagnostic(
        .note, "not-searched",
        "\(table.id) has cells that are no constants, or too many pieces: gaps are not searched to the end",
        at: table.place))
  }
  return findings
}
