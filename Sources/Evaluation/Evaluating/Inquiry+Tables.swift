import FEEL
import Facts

/// How a table decides when some of its inputs are not known: a row certainly holds, possibly holds, or does not.
extension Inquiry {
  /// - Parameter place: Of the table, in the ruleset.
  func decide(_ place: Int, output: String, binding: [(String, Value)]) -> Established {
    let table = ruleset.tables[place]
    var certain: [(place: Int, part: TableRule.Part)] = []
    var open: Reasons?
    for (number, part) in table.parts.enumerated()
    where isInForce(part.provenance) && part.outputs.contains(output) {
      let truth =
        part.condition.map {
          Truth(evaluate($0, for: part.provenance.regulation, binding: binding))
        } ?? .yes
      switch truth {
      case .yes: certain.append((number, part))
      case .no: break
      case .open(let reasons): open = open?.union(reasons) ?? reasons
      }
    }
    if let open { return Established(value: .unknown(open)) }
    if certain.isEmpty {
      return Established(
        value: Cause.gap.value("\(table.name): no part of the table reaches the case"))
    }
    if certain.count > 1 {
      let clash = certain.map(\.part.provenance.citation.article).joined(separator: ", ")
      return Established(value: Cause.conflict.value("\(table.name): \(clash)"))
    }
    return decide(
      certain[0].part, (place, certain[0].place), output: output, binding: binding)
  }

  private func decide(
    _ part: TableRule.Part, _ place: (table: Int, part: Int), output: String,
    binding: [(String, Value)]
  ) -> Established {
    let regulation = part.provenance.regulation
    guard let column = part.outputs.firstIndex(of: output) else {
      return Established(value: Cause.failure.value(output))
    }
    let inputs = part.inputs.map { evaluate($0, for: regulation, binding: binding) }
    var hits: [(row: Int, reasons: Reasons?)] = []
    let stopsAtFirst = part.hitPolicy == "F"
    for (number, row) in part.rows.enumerated() {
      var truth = Truth.yes
      for (tests, input) in zip(row.inputs, inputs) {
        truth = .and(truth, matches(tests, input, for: regulation, binding: binding))
        if case .no = truth { break }
      }
      switch truth {
      case .yes: hits.append((number, nil))
      case .no: continue
      case .open(let reasons): hits.append((number, reasons))
      }
      if stopsAtFirst, case .yes = truth { break }
    }

    func cell(_ row: Int) -> Established {
      let cell = part.rows[row].outputs[column]
      let used = RowUsed(
        provenance: part.provenance, row: part.rows[row].number, tag: cell.tag, note: cell.note,
        place: .init(table: place.table, part: place.part, row: row))
      let article = "\(part.provenance.citation.article) row \(part.rows[row].number)"
      let value: Value =
        switch cell.content {
        case .value(let expression): evaluate(expression, for: regulation, binding: binding)
        case .noLimit: Cause.noLimit.value(article)
        case .none: Cause.none.value(article)
        case .gap: Cause.gap.value(article)
        }
      return Established(value: value, row: used)
    }

    let article = part.provenance.citation.article
    let certain = hits.filter { $0.reasons == nil }
    let open = hits.compactMap(\.reasons).reduce(nil as Reasons?) { $0?.union($1) ?? $1 }
    switch part.hitPolicy {
    case "U", "A", "F":
      if hits.isEmpty {
        return Established(value: Cause.gap.value("\(article): no row reaches the case"))
      }
      if let open {
        // Rows that agree need not be told apart; but only where one of them holds for certain.
        let cells = hits.map { cell($0.row) }
        if !certain.isEmpty, cells.allSatisfy({ $0.value == cells[0].value }) { return cells[0] }
        return Established(value: .unknown(open))
      }
      if certain.count > 1, part.hitPolicy != "F" {
        let cells = certain.map { cell($0.row) }
        if part.hitPolicy == "A", cells.allSatisfy({ $0.value == cells[0].value }) {
          return cells[0]
        }
        let rows = certain.map { "\(article) row \(part.rows[$0.row].number)" }.joined(
          separator: ", ")
        return Established(value: Cause.conflict.value(rows))
      }
      return cell(certain[0].row)
    case "P", "O":
      if let open { return Established(value: .unknown(open)) }
      let order = part.orders[column]
      let cells = certain.map { cell($0.row) }.enumerated().sorted {
        (order.firstIndex(of: $0.element.value) ?? order.count, $0.offset)
          < (order.firstIndex(of: $1.element.value) ?? order.count, $1.offset)
      }.map(\.element)
      if part.hitPolicy == "O" {
        return Established(value: .list(cells.map(\.value)), row: cells.first?.row)
      }
      return cells.first
        ?? Established(value: Cause.gap.value("\(article): no row reaches the case"))
    default:
      if let open { return Established(value: .unknown(open)) }
      return Established(value: collect(part.hitPolicy, certain.map { cell($0.row).value }))
    }
  }

  /// `R` and `C` list what the rows say; `C+`, `C<`, `C>` and `C#` fold it (DMN 1.5, 8.2.8).
  private func collect(_ policy: String, _ values: [Value]) -> Value {
    var reasons: Reasons?
    for case .unknown(let more) in values { reasons = reasons?.union(more) ?? more }
    if let reasons { return .unknown(reasons) }
    let name: String
    switch policy {
    case "C+": name = "sum"
    case "C<": name = "min"
    case "C>": name = "max"
    case "C#": return .number(Number(Set(values).count))
    default: return .list(values)
    }
    guard !values.isEmpty, let function = builtIns[name] else {
      return Cause.gap.value("no row reaches the case")
    }
    return function.apply([.list(values)])
  }
}
