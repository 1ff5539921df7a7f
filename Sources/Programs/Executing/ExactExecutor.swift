package import Facts

/// Works a program out in exact decimals, one case at a time: what the fast executors ask where a double leaves a doubt.
package struct ExactExecutor: Sendable {
  package enum Cell: Sendable, Hashable {
    case number(Number)
    case boolean(Bool)
    /// -1 is a text that no rule names.
    case code(Int32)
    case row(Int32)
    /// FEEL's null: why is found by the evaluator.
    case null
    /// A fact that is not there.
    case unknown
    /// Only the evaluator can say.
    case open
  }

  let program: Program

  package init(_ program: Program) { self.program = program }

  /// - Parameter inputs: By index of the program's inputs.
  /// - Returns: By slot.
  package func run(_ inputs: [Cell]) -> [Cell] {
    var cells: [Cell] = []
    cells.reserveCapacity(program.operations.count)
    for (slot, operation) in program.operations.enumerated() {
      cells.append(value(of: operation, program.types[slot], cells, inputs))
    }
    return cells
  }

  private func value(
    of operation: Operation, _ type: Program.SlotType, _ cells: [Cell], _ inputs: [Cell]
  ) -> Cell {
    let (a, b, c) = (Int(operation.a), Int(operation.b), Int(operation.c))
    switch operation.code {
    case .input: return inputs[a]
    case .constant:
      switch type {
      case .number: return .number(program.constants[a])
      case .boolean: return .boolean(a == 1)
      case .code, .row: return .code(operation.a)
      }
    case .add: return arithmetic(cells[a], cells[b]) { $0 + $1 }
    case .subtract: return arithmetic(cells[a], cells[b]) { $0 - $1 }
    case .multiply: return arithmetic(cells[a], cells[b]) { $0 * $1 }
    case .divide: return arithmetic(cells[a], cells[b]) { $0 / $1 }
    case .minimum: return arithmetic(cells[a], cells[b]) { min($0, $1) }
    case .maximum: return arithmetic(cells[a], cells[b]) { max($0, $1) }
    case .negate: return arithmetic(cells[a], cells[a]) { x, _ in -x }
    case .absolute: return arithmetic(cells[a], cells[a]) { x, _ in x.magnitude }
    case .floor: return arithmetic(cells[a], cells[a]) { x, _ in x.rounded(.floor) }
    case .ceiling: return arithmetic(cells[a], cells[a]) { x, _ in x.rounded(.ceiling) }
    case .count: return counted(program.slotLists[a].map { cells[$0] })
    case .and: return combined(cells[a], cells[b], decidedBy: false)
    case .or: return combined(cells[a], cells[b], decidedBy: true)
    case .not:
      if case .boolean(let boolean) = cells[a] { return .boolean(!boolean) }
      return cells[a]
    case .less: return compared(cells[a], cells[b]) { $0 < $1 }
    case .lessOrEqual: return compared(cells[a], cells[b]) { $0 <= $1 }
    case .equal:
      if cells[a] == .null, cells[b] == .null { return .open }
      if case .null = cells[a], case .number = cells[b] { return .open }
      if case .number = cells[a], case .null = cells[b] { return .open }
      return compared(cells[a], cells[b]) { $0 == $1 }
    case .isIn:
      guard case .code(let code) = cells[a] else { return undecided(cells[a], cells[a]) }
      let set = program.codeSets[b]
      return .boolean(set.indices.contains(Int(code)) && set[Int(code)])
    case .sameCode:
      guard case .code(let x) = cells[a], case .code(let y) = cells[b] else {
        return undecided(cells[a], cells[b])
      }
      return x == -1 && y == -1 ? .open : .boolean(x == y)
    case .select: return chosen(cells[a], cells[b], cells[c])
    case .gather: return gathered(cells[a], b, type)
    case .lookup: return row(of: program.tables[a], program.slotLists[b].map { cells[$0] })
    }
  }

  /// What comes of an operation that lacks an operand: the unknown goes before the null, and what only FEEL can say before both.
  private func undecided(_ a: Cell, _ b: Cell) -> Cell {
    if a == .open || b == .open { return .open }
    if a == .unknown || b == .unknown { return .unknown }
    return .null
  }

  private func arithmetic(_ a: Cell, _ b: Cell, _ body: (Number, Number) -> Number?) -> Cell {
    guard case .number(let x) = a, case .number(let y) = b else { return undecided(a, b) }
    return body(x, y).map(Cell.number) ?? .null
  }

  private func compared(_ a: Cell, _ b: Cell, _ body: (Number, Number) -> Bool) -> Cell {
    guard case .number(let x) = a, case .number(let y) = b else { return undecided(a, b) }
    return .boolean(body(x, y))
  }

  /// Kleene's logic.
  private func combined(_ a: Cell, _ b: Cell, decidedBy deciding: Bool) -> Cell {
    if a == .boolean(deciding) || b == .boolean(deciding) { return .boolean(deciding) }
    if case .boolean = a, case .boolean = b { return .boolean(!deciding) }
    return undecided(a, b)
  }

  /// A sum of `if c then 1 else 0`: a null condition takes the other branch.
  private func counted(_ cells: [Cell]) -> Cell {
    var count = 0
    for cell in cells {
      switch cell {
      case .boolean(true): count += 1
      case .boolean(false): break
      case .unknown: return cells.contains(.open) || cells.contains(.null) ? .open : .unknown
      default: return .open
      }
    }
    return .number(Number(count))
  }

  private func chosen(_ condition: Cell, _ a: Cell, _ b: Cell) -> Cell {
    switch condition {
    case .boolean(let holds): return holds ? a : b
    case .unknown: return a == b ? a : a == .open || b == .open ? .open : .unknown
    default: return .open
    }
  }

  private func gathered(_ row: Cell, _ column: Int, _ type: Program.SlotType) -> Cell {
    guard case .row(let row) = row else { return undecided(row, row) }
    guard row >= 0 else { return row == TableIndex.noRow ? .null : .open }
    switch type {
    case .number: return .number(program.numberColumns[column][Int(row)])
    case .code: return .code(program.codeColumns[column][Int(row)])
    case .boolean: return .boolean(program.booleanColumns[column][Int(row)])
    case .row: return .open
    }
  }

  private func row(of table: TableIndex, _ cells: [Cell]) -> Cell {
    var pieces: [Int32] = []
    for (column, cell) in zip(table.columns, cells) {
      switch (column, cell) {
      case (.anything, _): pieces.append(0)
      case (.numbers(let boundaries, _, _), .number(let number)):
        pieces.append(TableIndex.piece(of: number, among: boundaries))
      case (.codes(let byCode, let other), .code(let code)):
        pieces.append(TableIndex.piece(of: code, in: byCode, other: other))
      case (.booleans, .boolean(let boolean)): pieces.append(boolean ? 0 : 1)
      // A row may hold whatever is missing is: the evaluator looks at each.
      default: return .open
      }
    }
    return .row(table.row(of: pieces))
  }
}
