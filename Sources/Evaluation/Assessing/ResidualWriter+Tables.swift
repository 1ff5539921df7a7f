import FEEL
import Facts

/// Tables: the rows that what is known rules out are gone, and where one is left for certain its cell stands in for the table.
extension ResidualWriter {
  mutating func decide(_ place: Int, output: String, _ scope: Scope) throws(NotResidual) -> (
    node: Int, row: Residual.RowSource
  ) {
    let table = ruleset.tables[place]
    var parts: [Residual.Decision.Part] = []
    var nodes: [Int] = []
    for (number, part) in table.parts.enumerated()
    where isInForce(part.provenance) && part.outputs.contains(output) {
      var inner = scope
      inner.regulation = part.provenance.regulation
      var condition: Int?
      if let expression = part.condition {
        let node = try bordered(expression, inner)
        if constantCell(node)?.isFalse ?? false { continue }
        if !(constantCell(node)?.isTrue ?? false) {
          condition = node
          nodes.append(node)
        }
      }
      parts.append(
        .init(
          place: number, condition: condition, hitPolicy: part.hitPolicy,
          rows: try rows(of: part, output: output, inner, table: table.name, &nodes)))
    }
    if parts.isEmpty {
      return (constant(Cell(reason(.gap, "\(table.name): no part"))), .none)
    }
    if parts.allSatisfy({ $0.condition == nil }) {
      if parts.count > 1 { return (constant(Cell(reason(.conflict, table.name))), .none) }
      if let known = settled(parts[0], table: place, article: table.parts[parts[0].place]) {
        return known
      }
    }
    let cells = parts.flatMap(\.rows).map(\.cell)
    let types = Set(cells.compactMap { kinds[$0] })
    guard types.count <= 1 else { throw NotResidual("a column of two types") }
    let node = decide(
      Residual.Decision(table: place, parts: parts), types.first,
      block: try block(of: nodes + cells))
    return (node, .decided(node))
  }

  private mutating func rows(
    of part: TableRule.Part, output: String, _ scope: Scope, table: String, _ nodes: inout [Int]
  ) throws(NotResidual) -> [Residual.Decision.Row] {
    guard ["U", "A", "F"].contains(part.hitPolicy) else {
      throw NotResidual("hit policy \(part.hitPolicy)")
    }
    guard let column = part.outputs.firstIndex(of: output), part.rows.count <= 512 else {
      throw NotResidual("a table of many rows")
    }
    var inputs: [Int] = []
    for input in part.inputs { inputs.append(try bordered(input, scope)) }
    var rows: [Residual.Decision.Row] = []
    for (number, row) in part.rows.enumerated() {
      var tests: [Int] = []
      var isOut = false
      for (test, input) in zip(row.inputs, inputs) {
        let node = try matches(test, input, scope)
        if let known = constantCell(node) {
          if known.isTrue { continue }
          if known.isFalse {
            isOut = true
            break
          }
        }
        tests.append(node)
      }
      if isOut { continue }
      let cell = try cell(
        row.outputs[column], "\(table) \(part.provenance.citation.article) \(row.number)", scope)
      rows.append(.init(place: number, tests: tests, cell: cell))
      nodes += tests
      if part.hitPolicy == "F", tests.isEmpty { break }
    }
    return rows
  }

  private mutating func matches(_ tests: UnaryTests, _ input: Int, _ scope: Scope)
    throws(NotResidual) -> Int
  {
    switch tests {
    case .any: return constant(Cell(true))
    case .tests(let tests): return try border(any(of: tests, input, scope))
    case .negated(let tests): return try border(not(any(of: tests, input, scope)))
    }
  }

  private mutating func cell(_ cell: TableRule.Cell, _ article: String, _ scope: Scope)
    throws(NotResidual) -> Int
  {
    switch cell.content {
    case .value(let expression): return try bordered(expression, scope)
    case .noLimit: return constant(Cell(reason(.noLimit, article)))
    case .none: return constant(Cell(reason(.none, article)))
    case .gap: return constant(Cell(reason(.gap, article)))
    }
  }

  /// What a part says where the class of site alone decides its rows.
  private mutating func settled(
    _ part: Residual.Decision.Part, table: Int, article: TableRule.Part
  ) -> (node: Int, row: Residual.RowSource)? {
    guard part.rows.allSatisfy(\.tests.isEmpty) else { return nil }
    guard let first = part.rows.first else {
      return (
        constant(Cell(reason(.gap, "\(article.provenance.citation.article): no row"))), .none
      )
    }
    guard part.rows.count == 1 || part.hitPolicy == "F" else { return nil }
    return (
      first.cell, .fixed(.init(table: table, part: part.place, row: first.place))
    )
  }
}
