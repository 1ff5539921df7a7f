import FEEL
import Facts

/// The program as text that a person reads: one line for each slot, with its type and what is done, and one for each output.
///
/// A constant has no line: it stands in clear where it is used.
extension Program: CustomStringConvertible {
  package var description: String {
    var lines: [[String]] = []
    for (slot, operation) in operations.enumerated() where operation.code != .constant {
      lines.append(["#\(slot)", "\(types[slot])", printed(operation, types[slot])])
    }
    for output in outputs { lines.append(["out", "", output.name + " = " + name(output.slot)]) }
    let widths = (0..<2).map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { line in
      let parts = (0..<2).map {
        line[$0] + String(repeating: " ", count: widths[$0] - line[$0].count + 1)
      }
      return parts.joined() + line[2]
    }.joined(separator: "\n")
  }

  /// A slot by its number, a constant by itself.
  private func name(_ slot: Slot) -> String {
    let operation = operations[slot]
    guard operation.code == .constant else { return "#\(slot)" }
    switch types[slot] {
    case .number: return constants[Int(operation.a)].description
    case .boolean: return operation.a == 1 ? "true" : "false"
    case .code, .row, .boxed: return quoted(operation.a)
    }
  }

  private func quoted(_ code: Int32) -> String { "\"\(texts[Int(code)])\"" }

  private func printed(_ operation: Operation, _ type: SlotType) -> String {
    let (a, b, c) = (Slot(operation.a), Slot(operation.b), Slot(operation.c))
    func infix(_ sign: String) -> String { "\(name(a)) \(sign) \(name(b))" }
    func call(_ function: String, _ slots: [Slot]) -> String {
      "\(function)(\(slots.map(name).joined(separator: ", ")))"
    }
    switch operation.code {
    case .input: return "input " + inputs[a].name
    case .constant: return ""
    case .add: return infix("+")
    case .subtract: return infix("-")
    case .multiply: return infix("*")
    case .divide: return infix("/")
    case .negate: return "-" + name(a)
    case .minimum: return call("min", [a, b])
    case .maximum: return call("max", [a, b])
    case .absolute: return call("abs", [a])
    case .floor: return call("floor", [a])
    case .ceiling: return call("ceiling", [a])
    case .select: return "if \(name(a)) then \(name(b)) else \(name(c))"
    case .gather: return "of row \(name(a)): " + column(b, type)
    case .count: return call("count", slotLists[a])
    case .and: return infix("and")
    case .or: return infix("or")
    case .not: return call("not", [a])
    case .less: return infix("<")
    case .lessOrEqual: return infix("<=")
    case .equal, .sameCode, .sameTruth: return infix("=")
    case .isIn:
      let codes = codeSets[b].indices.filter { codeSets[b][$0] }.map { quoted(Int32($0)) }
      return "\(name(a)) in (\(shortened(codes)))"
    case .lookup:
      let table = tables[a]
      return
        "\(table.isUnique ? "the" : "the first") row of \(tableSources[a].map { text($0.expression) } ?? "a table"), \(table.rowCount) rows, by "
        + slotLists[b].map(name).joined(separator: ", ")
    case .evaluate:
      let boxed = self.boxed[a]
      let names = boxed.names.map { "\($0.name) = \(printed($0.value))" }
      let rows =
        if case .table(let table) = boxed.expression.kind { ", \(table.rules.count) rows," } else {
          ""
        }
      return "evaluate " + text(boxed.expression) + rows
        + (names.isEmpty ? "" : " with " + names.joined(separator: ", "))
    case .unbox: return name(a)
    case .given: return "\(name(b)), \(name(a)) being known"
    }
  }

  private func text(_ expression: FEELExpression) -> String {
    let text = expression.printed()
    return text.count <= 200 ? text : text.prefix(200) + "…"
  }

  private func printed(_ term: Term) -> String {
    switch term {
    case .slot(let slot), .opened(let slot, _): name(slot)
    case .context(let entries, _):
      "{" + entries.map { "\($0.name): \(printed($0.value))" }.joined(separator: ", ") + "}"
    case .texts(let texts): "[" + texts.map { "\"\($0)\"" }.joined(separator: ", ") + "]"
    }
  }

  private func column(_ index: Int, _ type: SlotType) -> String {
    switch type {
    case .number: shortened(numberColumns[index].map(\.description))
    case .boolean: shortened(booleanColumns[index].map { $0 ? "true" : "false" })
    case .code, .row, .boxed: shortened(codeColumns[index].map(quoted))
    }
  }

  private func shortened(_ items: [String]) -> String {
    items.count <= 8
      ? items.joined(separator: ", ")
      : items.prefix(3).joined(separator: ", ") + ", … (\(items.count))"
  }
}
