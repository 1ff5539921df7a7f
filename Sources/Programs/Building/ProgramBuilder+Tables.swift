import FEEL
import Facts

/// Tables of which one row answers, with constants in their cells: an index to the row, and columns to read from.
extension ProgramBuilder {
  mutating func table(
    _ table: DecisionTableExpression, _ expression: FEELExpression, _ name: Names
  ) throws(NotTyped) -> Term {
    let rules = try rules(of: table)
    var slots: [Program.Slot] = []
    for input in table.inputs {
      guard input.allowedValues == nil, case .slot(let slot) = compile(input.expression, name),
        program.types[slot] != .boxed, program.types[slot] != .row
      else { throw NotTyped("an input that is not typed") }
      slots.append(slot)
    }
    guard !table.outputs.isEmpty, !table.rules.isEmpty,
      table.rules.allSatisfy({
        $0.tests.count == slots.count && $0.outputs.count == table.outputs.count
      })
    else { throw NotTyped("rules that do not fit their table") }
    let columns = try outputs(of: table, rules)
    let cells = table.inputs.indices.map { column in rules.map { table.rules[$0].tests[column] } }
    guard
      let index = TableIndex(
        cells: cells, types: slots.map { program.types[$0] },
        isUnique: table.hitPolicy == .unique || table.hitPolicy == .any,
        hasDefault: table.hasDefaults, code: { code($0) })
    else { throw NotTyped("cells that are no tests of constants") }
    let row = lookup(
      index,
      TableSource(
        expression: expression, table: table, scope: scope, rows: RowSets(table), rules: rules),
      slots)
    var entries: [(name: String, value: Term)] = []
    for (place, values) in columns.enumerated() {
      guard let slot = gather(row, values, place) else {
        throw NotTyped("outputs of several types")
      }
      entries.append((table.outputs[place].name ?? "", .slot(slot)))
    }
    if entries.count == 1 { return entries[0].value }
    guard Set(entries.map(\.name)).count == entries.count else { throw NotTyped("a name twice") }
    return .context(entries, row: row)
  }

  /// The rules in the order in which the first one that holds answers.
  private func rules(of table: DecisionTableExpression) throws(NotTyped) -> [Int] {
    switch table.hitPolicy {
    case .unique, .any, .first: return Array(table.rules.indices)
    case .priority:
      var ranks: [[Int]] = []
      for rule in table.rules {
        var rank: [Int] = []
        for (output, entry) in zip(table.outputs, rule.outputs) {
          guard case .tests(let allowed)? = output.allowedValues else {
            rank.append(0)
            continue
          }
          guard let value = entry.constant,
            let place = allowed.firstIndex(where: { holds($0, value) })
          else { throw NotTyped("an output without a place in the order of priority") }
          rank.append(place)
        }
        ranks.append(rank)
      }
      return table.rules.indices.sorted {
        ranks[$0] == ranks[$1] ? $0 < $1 : ranks[$0].lexicographicallyPrecedes(ranks[$1])
      }
    default: throw NotTyped("several rows answer")
    }
  }

  private func holds(_ test: UnaryTest, _ value: Value) -> Bool {
    var evaluator = Evaluator()
    return evaluator.matches(.tests([test]), input: value, in: scope) == .boolean(true)
  }

  /// What each output comes to by row, and by default at the end where there is one.
  private func outputs(of table: DecisionTableExpression, _ rules: [Int]) throws(NotTyped)
    -> [[Value]]
  {
    var columns: [[Value]] = []
    for (place, output) in table.outputs.enumerated() {
      var entries = rules.map { table.rules[$0].outputs[place] }
      if table.hasDefaults {
        guard let byDefault = output.byDefault else {
          throw NotTyped("an output without a default")
        }
        entries.append(byDefault)
      }
      var values: [Value] = []
      for (row, entry) in entries.enumerated() {
        guard let value = entry.constant else { throw NotTyped("an output that is no constant") }
        var evaluator = Evaluator()
        if let type = output.type,
          evaluator.coerce(value, to: type, types: scope.types) != value
        {
          throw NotTyped("an output that is converted")
        }
        if row < rules.count, let allowed = output.allowedValues,
          evaluator.matches(allowed, input: value, in: scope) != .boolean(true)
        {
          throw NotTyped("an output that is not allowed")
        }
        values.append(value)
      }
      columns.append(values)
    }
    return columns
  }

  /// Nil where the values are not all numbers, texts or truth values.
  private mutating func gather(_ row: Program.Slot, _ values: [Value], _ output: Int) -> Program
    .Slot?
  {
    let numbers = values.compactMap { if case .number(let value) = $0 { value } else { nil } }
    if numbers.count == values.count { return gather(row, numbers: numbers, output: output) }
    let texts = values.compactMap { if case .string(let value) = $0 { value } else { nil } }
    if texts.count == values.count { return gather(row, texts: texts, output: output) }
    let booleans = values.compactMap { if case .boolean(let value) = $0 { value } else { nil } }
    return booleans.count == values.count ? gather(row, booleans: booleans, output: output) : nil
  }
}

extension DecisionTableExpression {
  fileprivate var hasDefaults: Bool { outputs.contains { $0.byDefault != nil } }
}
