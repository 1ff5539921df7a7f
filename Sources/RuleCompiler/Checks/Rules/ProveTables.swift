import Diagnostics
import Evaluation
import FEEL
import Facts

/// Rows whose cells compare with other inputs (`> lot area / 2`): whether two hold together, and whether each holds at all.
///
/// Tables of constants are looked at by boxes (``TableGrid``); what is looked at here are those that it cannot decide.
extension Prover {
  func proveTables() {
    for (place, table) in ruleset.tables.enumerated() {
      for part in table.parts.indices { proveTable(place, part) }
    }
  }

  private static func isConstant(_ row: TableRule.Row) -> Bool {
    row.inputs.allSatisfy { tests in
      tests.expressions.allSatisfy { $0.freeNames().isEmpty && !$0.mentionsInput }
    }
  }

  private func proveTable(_ place: Int, _ number: Int) {
    let part = ruleset.tables[place].parts[number]
    guard ["U", "A", "F"].contains(part.hitPolicy),
      part.rows.contains(where: { !Self.isConstant($0) })
    else { return }
    let name = part.provenance.citation.article
    let text = "table \(name)"
    let expressions =
      part.inputs + (part.condition.map { [$0] } ?? [])
      + part.rows.flatMap { row in
        row.inputs.flatMap(\.expressions)
          + row.outputs.compactMap { if case .value(let value) = $0.content { value } else { nil } }
      }
    let element = elementOfTable(place)
    let inputs = inputs(of: expressions, in: part.provenance.regulation, element: element)
    guard part.rows.count * max(1, part.inputs.count) <= Reading.mostCells else {
      return leaveOpen(
        part.provenance, text, "whether rows overlap", "more cells than are looked at")
    }
    guard let day = days(of: part.provenance).first else { return }
    var scope = Reading.Scope(regulation: part.provenance.regulation, element: element)
    let parameters = ruleset.tables[place].parameters
    let (condition, rows) = reading(on: day) { reading -> (Formula, [Truths]) in
      for parameter in parameters {
        scope.bindings[parameter] = reading.guess(
          "parameter \(name) \(parameter)", "the parameter `\(parameter)`", nil)
      }
      let condition = part.condition.map { reading.truths(of: $0, scope).yes } ?? .yes
      return (condition, reading.matches(of: part, scope))
    }
    let work = work(of: part.provenance)
    func matches(_ row: Int, _ example: CaseExample) -> Bool {
      zip(part.rows[row].inputs, part.inputs).allSatisfy { tests, input in
        if case .any = tests { return true }
        var items: [UnaryTest] = []
        var isNegated = false
        switch tests {
        case .any: return true
        case .tests(let tests): items = tests
        case .negated(let tests): (items, isNegated) = (tests, true)
        }
        let condition = ConditionRule(
          FEELExpression(.membership(input, items), 0..<0), text: "")
        var given: (name: String, value: FactValue)?
        if let element, let value = example.element(of: element.list) {
          given = (element.name, value)
        }
        return ruleset.holds(
          condition, of: part.provenance.regulation, element: given, for: example.proposal,
          at: example.site) == !isNegated
      }
    }

    settledTables.insert(part.provenance.citation.source)
    let gap = ask(
      .and([condition] + rows.map(\.no)), on: day, work: work, inputs, about: part.provenance, text,
      "whether it has a gap"
    ) { example in part.rows.indices.allSatisfy { !matches($0, example) } }
    if case .shown(let example) = gap {
      find(
        .warning, "gap", "\(name) has no row for some case", at: part.provenance,
        mend: "such a case is discretionary; add a row if the law has one", example: example)
    }

    // Rows that never hold, or never first.
    for (row, truths) in rows.enumerated() {
      let isFirst = part.hitPolicy == "F"
      let above = isFirst ? rows[..<row].map(\.no) : []
      guard !Self.isConstant(part.rows[row]) || isFirst && row > 0 else { continue }
      let verdict = ask(
        .and([condition, .or([truths.yes, truths.open])] + above), on: day, work: work, inputs,
        about: part.provenance, text, "whether row \(part.rows[row].number) is ever reached"
      ) { example in
        matches(row, example) && (!isFirst || !(0..<row).contains { matches($0, example) })
      }
      if case .none = verdict {
        let isEmpty = isImpossible(.and([condition, .or([truths.yes, truths.open])]), on: day)
        find(
          .warning, "unreachable-row",
          isEmpty
            ? "\(name) row \(part.rows[row].number) holds for no case"
            : "\(name) row \(part.rows[row].number) is never reached: rows above it hold first",
          at: part.provenance, mend: "mend its tests, move it up, or delete it")
      }
    }
    guard part.hitPolicy != "F" else { return }
    let pairs = rows.count * (rows.count - 1) / 2
    guard pairs <= 20_000 else {
      return leaveOpen(part.provenance, text, "whether rows overlap", "\(pairs) pairs of rows")
    }
    for (b, second) in rows.enumerated() {
      for a in 0..<b where !Self.isConstant(part.rows[a]) || !Self.isConstant(part.rows[b]) {
        let differing = part.outputs.indices.filter {
          !part.rows[a].outputs[$0].isSame(as: part.rows[b].outputs[$0])
        }
        if part.hitPolicy == "A", differing.isEmpty { continue }
        let (first, last) = (part.rows[a].number, part.rows[b].number)
        let verdict = ask(
          .and([condition, rows[a].yes, second.yes]), on: day, work: work, inputs,
          about: part.provenance, text, "whether rows \(first) and \(last) overlap"
        ) { matches(a, $0) && matches(b, $0) }
        if case .shown(let example) = verdict {
          find(
            .error, "overlapping-rows", "\(name) row \(last) overlaps row \(first) in some case",
            at: part.provenance,
            mend: (differing.isEmpty
              ? "they give the same: delete one"
              : "they differ in \(differing.map { part.outputs[$0] }.joined(separator: ", "))")
              + ", narrow one of them, or choose another hit policy", example: example)
        }
      }
    }
  }

  /// The elements that a table which speaks of one is worked out for.
  private func elementOfTable(_ place: Int) -> (name: String, list: String)? {
    for rule in ruleset.requirements {
      guard let element = element(of: rule), ruleset.vocabulary.facts[element.list] != nil else {
        continue
      }
      let names = rule.limitNames
      let isUsed = names.contains { name in
        (ruleset.definitionsByName[name] ?? []).contains {
          if case .output(place, _) = ruleset.definitions[$0].body { true } else { false }
        }
      }
      if isUsed { return element }
    }
    return nil
  }
}

extension TableRule.Cell {
  fileprivate func isSame(as other: Self) -> Bool {
    switch (content, other.content) {
    case (.value(let a), .value(let b)): a.unplaced() == b.unplaced()
    case (.noLimit, .noLimit), (.none, .none), (.gap, .gap): true
    default: false
    }
  }
}
