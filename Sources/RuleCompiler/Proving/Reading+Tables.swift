import Evaluation
import FEEL
import Facts

/// A table as one choice among its rows, shared by all of its outputs.
struct TableReading {
  /// The variable whose word is the row; after the rows come "no row" and "open".
  var variable: Int
  var rows: [(part: Int, row: Int)]
  /// Whether no row is ever open.
  var isCertain: Bool

  var wordCount: Int { rows.count + 2 }
  func at(_ place: Int) -> Formula {
    .word(variable, WordSet([place], of: wordCount), of: wordCount)
  }
  var gap: Formula { at(rows.count) }
  var open: Formula { at(rows.count + 1) }
}

extension Reading {
  /// Cells of one table beyond which it is not looked into.
  static let mostCells = 20_000

  mutating func output(_ name: String, of place: Int, _ scope: Scope) -> Meaning {
    let table = ruleset.tables[place]
    guard let reading = reading(of: place, name, scope) else {
      return guess("table \(table.name) \(name)", "table `\(table.name)`", scope)
    }
    var options: [(Formula, Meaning)] = []
    for (index, row) in reading.rows.enumerated() {
      let part = table.parts[row.part]
      guard let column = part.outputs.firstIndex(of: name),
        column < part.rows[row.row].outputs.count
      else { continue }
      var inner = scope
      inner.regulation = part.provenance.regulation
      let meaning: Meaning =
        switch part.rows[row.row].outputs[column].content {
        case .value(let expression): read(expression, inner)
        case .noLimit: Self.lapse(.noLimit)
        case .none: Self.lapse(.none)
        case .gap: Self.lapse(.gap)
        }
      options.append((reading.at(index), meaning))
    }
    return choice(
      options, elsewhere: [.gap: .or([reading.gap, reading.open]), .failure: reading.open],
      why: "table `\(table.name)`")
  }

  private static func lapse(_ lapse: Lapse) -> Meaning {
    Meaning(.truth(yes: .no, no: .no), defined: .no, lapses: [lapse: .yes])
  }

  /// Which row holds. Nil for a table that is too large, or that lists and counts rows.
  mutating func reading(of place: Int, _ output: String, _ scope: Scope) -> TableReading? {
    let table = ruleset.tables[place]
    let usesElement = scope.element != nil
    let key = TableKey(table: place, list: usesElement ? scope.element?.list : nil)
    if scope.bindings.isEmpty, let known = tables[key] { return known }
    let parts = table.parts.indices.filter {
      ruleset.isInForce(table.parts[$0].provenance, on: day)
    }
    var cells = 0
    for part in parts {
      let part = table.parts[part]
      guard ["U", "A", "F", "P"].contains(part.hitPolicy) else { return nil }
      let all = part.rows.count * max(1, part.inputs.count)
      cells += part.hitPolicy == "F" ? all * part.rows.count : all
    }
    guard cells <= Self.mostCells, cells < room else { return nil }

    var rows: [(part: Int, row: Int)] = []
    var holds: [Formula] = []
    var gaps: [Formula] = []
    var opens: [Formula] = []
    var guards: [Truths] = []
    for index in parts {
      let part = table.parts[index]
      var inner = scope
      inner.regulation = part.provenance.regulation
      let condition = part.condition.map { truths(of: $0, inner) } ?? .always
      guards.append(condition)
      let found = matches(of: part, inner)
      // No row holds: each fails for certain.
      gaps.append(.and([condition.yes] + found.map(\.no)))
      opens.append(.and([condition.yes, .or(found.map(\.open))]))
      opens.append(condition.open)
      var above: [Formula] = []
      for (row, truths) in found.enumerated() {
        rows.append((index, row))
        holds.append(.and([condition.yes, truths.yes] + (part.hitPolicy == "F" ? above : [])))
        // A row above that is open may agree with the one that holds.
        if part.hitPolicy == "F" { above.append(.or([truths.no, truths.open])) }
      }
      if part.hitPolicy == "U" || part.hitPolicy == "A" {
        opens += clashes(part, found).map { .and([condition.yes, $0]) }
      }
    }
    gaps.append(.and(guards.map(\.no)))
    for (index, first) in guards.enumerated() {
      for second in guards[(index + 1)...] { opens.append(.and([first.yes, second.yes])) }
    }
    let variable = unknowns.add(Unknown(.word(rows.count + 2)))
    let reading = TableReading(
      variable: variable, rows: rows, isCertain: opens.allSatisfy { $0 == .no })
    unknowns.define(
      variable,
      as: .or(
        holds.indices.map { .and([reading.at($0), holds[$0]]) } + [
          .and([reading.gap, .or(gaps)]), .and([reading.open, .or(opens)]),
        ]))
    if scope.bindings.isEmpty { tables[key] = reading }
    return reading
  }

  /// Where each row may hold, fail or be open.
  mutating func matches(of part: TableRule.Part, _ scope: Scope) -> [Truths] {
    let inputs = part.inputs.map { read($0, scope) }
    return part.rows.map { row in
      .and(
        zip(row.inputs, inputs).compactMap { tests, input in
          if case .any = tests { return nil }
          return truths(of: matched(tests, input, scope))
        })
    }
  }

  /// Where two rows hold that may not: tests of constants were looked at by the table's own check.
  private func clashes(_ part: TableRule.Part, _ found: [Truths]) -> [Formula] {
    let isConstant = part.rows.allSatisfy { row in
      row.inputs.allSatisfy { tests in
        tests.expressions.allSatisfy { $0.freeNames().isEmpty && !$0.mentionsInput }
      }
    }
    if isConstant, part.hitPolicy == "U" { return [] }
    guard found.count <= 40 else { return [.yes] }
    return found.indices.flatMap { a in
      found.indices.dropFirst(a + 1).map { .and([found[a].yes, found[$0].yes]) }
    }
  }
}
