import Diagnostics
import Evaluation
import FEEL
import Facts
import Regulations

/// What one table says twice, not at all, or in vain: overlapping rows, gaps with an example input, rows that never apply.
///
/// Each column is cut at every value that a cell names into elementary pieces; a cell is then a set of pieces, and rows are
/// boxes. A cell that is no constant test (`<= max depth`) is a piece of its own making: what rests on it is not decided
/// here, and said so. The search for gaps has a budget; beyond it the table is listed as not searched to the end.
func analyse(_ table: DecisionTable, in ruleset: Ruleset) -> [Diagnostic] {
  guard let grid = TableGrid(table, ruleset.vocabulary) else {
    return [
      Diagnostic(
        .warning, "not-searched",
        "\(table.id) is too large to be searched for overlaps and gaps: \(table.rows.count) rows",
        at: table.place, mend: "split it, by zone for example")
    ]
  }
  var findings: [Diagnostic] = []
  let policy = table.hitPolicy

  if policy == .unique || policy == .any {
    // Beyond some, one slip has made them all.
    search: for first in table.rows.indices {
      for second in table.rows.indices where second > first {
        if findings.count >= 100 { break search }
        guard let example = grid.overlap(first, second) else { continue }
        if policy == .any,
          zip(table.rows[first].outputs, table.rows[second].outputs).allSatisfy({
            $0.text == $1.text
          })
        {
          continue
        }
        let (a, b) = (table.rows[first], table.rows[second])
        var finding = Diagnostic(
          .error, "overlapping-rows",
          "\(table.id) row \(b.number) overlaps row \(a.number) for \(example)", at: b.place,
          mend: "narrow one of them, or choose another hit policy")
        finding.related = [.init("row \(a.number)", at: a.place)]
        findings.append(finding)
      }
    }
  }
  if policy == .first || policy == .priority {
    for row in table.rows.indices.dropFirst() {
      guard policy == .first, let cover = (0..<row).first(where: { grid.covers($0, row) }) else {
        continue
      }
      findings.append(
        Diagnostic(
          .warning, "unreachable-row",
          "\(table.id) row \(table.rows[row].number) is never reached: row \(table.rows[cover].number) holds first",
          at: table.rows[row].place, mend: "move it up, or delete it"))
    }
  }
  let (gaps, isComplete) = grid.gaps(atMost: 5)
  for gap in gaps {
    findings.append(
      Diagnostic(
        table.claimsComplete ? .error : .warning, "gap", "\(table.id) has no row for \(gap)",
        at: table.place,
        mend: table.claimsComplete
          ? "add a row, or drop `complete`"
          : "such a case is discretionary; add a row if the law has one"))
  }
  if !isComplete {
    findings.append(
      Diagnostic(
        .note, "not-searched",
        "\(table.id) has cells that are no constants, or too many pieces: gaps are not searched to the end",
        at: table.place))
  }
  return findings
}

/// A table cut into elementary pieces.
private struct TableGrid {
  private struct Column {
    var name: String
    var pieces: [Piece]
  }

  private enum Piece {
    case below(Number)
    case at(Number)
    case between(Number, Number)
    case above(Number)
    case anyNumber
    case text(String)
    case otherText([String])
    case boolean(Bool)
    /// Nothing is known of it.
    case opaque

    /// A value in it, as an author would write it.
    var example: String {
      switch self {
      case .below(let number): (number - 1)?.description ?? "less than \(number)"
      case .at(let number): number.description
      case .between(let a, let b):
        (a + b).flatMap { $0 / 2 }?.description ?? "between \(a) and \(b)"
      case .above(let number): (number + 1)?.description ?? "more than \(number)"
      case .anyNumber: "any number"
      case .text(let text): "\"\(text)\""
      case .otherText: "any other value"
      case .boolean(let boolean): boolean ? "true" : "false"
      case .opaque: "any value"
      }
    }
  }

  private var columns: [Column] = []
  /// By row and column: which pieces the cell holds; nil where it cannot be said.
  private var cells: [[[Bool]?]] = []

  /// Rows times pieces, beyond which a table is not cut: work and memory grow with it, and the pairs of rows once more.
  private static let largest = 1_000_000

  /// Nil for a table that is too large.
  init?(_ table: DecisionTable, _ vocabulary: Vocabulary) {
    for (index, input) in table.inputs.enumerated() {
      let tests = table.rows.map { index < $0.inputs.count ? $0.inputs[index].content : .any }
      columns.append(
        Column(name: input.header, pieces: Self.pieces(of: tests, input.expression, vocabulary)))
    }
    guard columns.reduce(0, { $0 + $1.pieces.count }) * table.rows.count <= Self.largest else {
      return nil
    }
    for row in table.rows {
      cells.append(
        columns.indices.map { column in
          let tests = column < row.inputs.count ? row.inputs[column].content : .any
          return Self.holds(tests, columns[column].pieces)
        })
    }
  }

  // MARK: pieces

  private static func pieces(
    of tests: [UnaryTests], _ expression: FEELExpression, _ vocabulary: Vocabulary
  ) -> [Piece] {
    var numbers: Set<Number> = []
    var texts: Set<String> = []
    var hasBoolean = false
    for cell in tests {
      for expression in cell.expressions {
        expression.walk { node in
          switch node.kind {
          case .number(let number): numbers.insert(number)
          case .negate(let inner):
            if case .number(let number) = inner.kind { numbers.insert(-number) }
          case .string(let text): texts.insert(text)
          case .boolean: hasBoolean = true
          default: break
          }
        }
      }
    }
    var lowest: Number?
    if case .name(let name) = expression.kind, let declaration = vocabulary.facts[name] {
      if case .code(let codes) = declaration.type { return codes.map(Piece.text) }
      if declaration.type == .boolean { return [.boolean(true), .boolean(false)] }
      if declaration.type == .number {
        lowest =
          declaration.lowest.flatMap { bound in declaration.unit?.amount(of: bound) ?? bound }
          ?? .zero
      }
    }
    if !texts.isEmpty, numbers.isEmpty {
      return texts.sorted().map(Piece.text) + [.otherText(texts.sorted())]
    }
    if hasBoolean, numbers.isEmpty { return [.boolean(true), .boolean(false)] }
    if !numbers.isEmpty, texts.isEmpty {
      let sorted = numbers.sorted()
      var pieces: [Piece] = []
      if lowest.map({ $0 < sorted[0] }) ?? true {
        pieces.append(lowest.map { .between($0, sorted[0]) } ?? .below(sorted[0]))
      }
      for (index, number) in sorted.enumerated() {
        pieces.append(.at(number))
        pieces.append(
          index + 1 < sorted.count ? .between(number, sorted[index + 1]) : .above(number))
      }
      return pieces
    }
    return [.opaque]
  }

  private static func holds(_ tests: UnaryTests, _ pieces: [Piece]) -> [Bool]? {
    switch tests {
    case .any: return pieces.map { _ in true }
    case .tests(let items): return union(items, pieces)
    case .negated(let items): return union(items, pieces).map { $0.map { !$0 } }
    }
  }

  private static func union(_ tests: [UnaryTest], _ pieces: [Piece]) -> [Bool]? {
    var result = [Bool](repeating: false, count: pieces.count)
    for test in tests {
      for (index, piece) in pieces.enumerated() {
        guard let holds = holds(test, piece) else { return nil }
        result[index] = result[index] || holds
      }
    }
    return result
  }

  private static func holds(_ test: UnaryTest, _ piece: Piece) -> Bool? {
    switch test {
    case .compare(let op, let operand):
      switch (constant(operand), piece) {
      case (.number(let limit)?, _): return sample(piece).map { op.holds($0, limit) }
      case (.string(let text)?, .text(let value)):
        return op == .equal ? text == value : op == .notEqual ? text != value : nil
      case (.string?, .otherText): return op == .equal ? false : op == .notEqual ? true : nil
      default: return nil
      }
    case .expression(let expression):
      if case .range(let range) = expression.kind {
        guard let value = sample(piece) else { return nil }
        var result = true
        if let low = range.low {
          guard case .number(let low)? = constant(low) else { return nil }
          result = result && (range.includesLow ? low <= value : low < value)
        }
        if let high = range.high {
          guard case .number(let high)? = constant(high) else { return nil }
          result = result && (range.includesHigh ? value <= high : value < high)
        }
        return result
      }
      switch (constant(expression), piece) {
      case (.number(let number)?, _): return sample(piece).map { $0 == number }
      case (.string(let text)?, .text(let value)): return text == value
      case (.string?, .otherText): return false
      case (.boolean(let boolean)?, .boolean(let value)): return boolean == value
      default: return nil
      }
    }
  }

  private static func constant(_ expression: FEELExpression) -> Value? {
    switch expression.kind {
    case .number(let number): return .number(number)
    case .negate(let inner):
      if case .number(let number)? = constant(inner) { return .number(-number) } else { return nil }
    case .string(let text): return .string(text)
    case .boolean(let boolean): return .boolean(boolean)
    default: return nil
    }
  }

  /// A number inside a piece: all of a piece's numbers stand alike to every limit of the column.
  private static func sample(_ piece: Piece) -> Number? {
    switch piece {
    case .below(let number): number - 1
    case .at(let number): number
    case .between(let a, let b): (a + b).flatMap { $0 / 2 }
    case .above(let number): number + 1
    default: nil
    }
  }

  // MARK: boxes

  private func words(_ choice: [Int]) -> String {
    zip(columns, choice).map { "\($0.name) \($0.pieces[$1].example)" }.joined(separator: ", ")
  }

  /// An input on which both rows certainly hold.
  func overlap(_ a: Int, _ b: Int) -> String? {
    var choice: [Int] = []
    for column in columns.indices {
      guard let first = cells[a][column], let second = cells[b][column] else { return nil }
      // A point is the better example, where both hold one.
      let common = first.indices.filter { first[$0] && second[$0] }
      guard
        let piece = common.first(where: {
          if case .at = columns[column].pieces[$0] { true } else { false }
        }) ?? common.first
      else { return nil }
      choice.append(piece)
    }
    return words(choice)
  }

  /// Whether a row holds wherever another does.
  func covers(_ a: Int, _ b: Int) -> Bool {
    columns.indices.allSatisfy { column in
      guard let first = cells[a][column], let second = cells[b][column] else { return false }
      return zip(first, second).allSatisfy { $0 || !$1 }
    }
  }

  /// Inputs that no row reaches, and whether the search came to its end.
  func gaps(atMost limit: Int) -> (gaps: [String], isComplete: Bool) {
    var found: [String] = []
    var isComplete = true
    var budget = 200_000
    func search(_ column: Int, _ rows: [Int], _ choice: [Int]) {
      budget -= 1
      if budget < 0 || found.count >= limit {
        isComplete = budget >= 0
        return
      }
      if rows.isEmpty {
        found.append(words(choice + columns[choice.count...].map { _ in 0 }))
        return
      }
      guard column < columns.count else { return }
      // A row that says nothing here or later holds for all that is left.
      if rows.contains(where: { row in
        columns.indices[column...].allSatisfy { cells[row][$0]?.allSatisfy { $0 } ?? false }
      }) {
        return
      }
      for piece in columns[column].pieces.indices {
        var inside: [Int] = []
        for row in rows {
          guard let cell = cells[row][column] else {
            isComplete = false
            inside.append(row)
            continue
          }
          if cell[piece] { inside.append(row) }
        }
        search(column + 1, inside, choice + [piece])
      }
    }
    search(0, Array(cells.indices), [])
    return (found, isComplete)
  }
}
