package import FEEL
import Facts

/// One case, worked out in exact decimals: each slot when it is asked for, and once.
///
/// As in FEEL a branch that is not taken is not worked out, so that what is found on the way explains the nulls that count.
package struct ExactRun {
  package typealias Cell = ExactExecutor.Cell

  /// The rules of a table that a case met.
  package struct TableHit: Sendable, Hashable {
    /// The slot of the lookup, or of the boxed expression that is the table.
    package var slot: Program.Slot
    /// By place in the table. Where one row answers and it is known at once, that one.
    package var rules: [Int]
  }

  /// The nulls that errors made.
  package private(set) var findings: [EvaluationFinding] = []
  package private(set) var hits: [TableHit] = []
  let program: Program
  private let inputs: [Cell]
  private var cells: [Cell?]
  private var evaluator = Evaluator()

  init(_ executor: ExactExecutor, _ inputs: [Cell]) {
    program = executor.program
    self.inputs = inputs
    cells = [Cell?](repeating: nil, count: program.operations.count)
    evaluator.moment = executor.moment
  }

  /// The value of a term; nil where only the reference evaluator can say.
  package mutating func value(of term: Term) -> Value? {
    term.value { value(of: $0) }
  }

  private mutating func value(of slot: Program.Slot) -> Value? { program.value(of: cell(of: slot)) }

  /// What a slot comes to. What it needs is worked out first, on a stack of our own: a chain of operations may be long.
  package mutating func cell(of slot: Program.Slot) -> Cell {
    if let cell = cells[slot] { return cell }
    var waiting = [slot]
    while let top = waiting.last {
      if cells[top] == nil {
        if let need = nextNeed(of: program.operations[top]) {
          waiting.append(need)
          continue
        }
        cells[top] = work(out: top, program.operations[top])
      }
      waiting.removeLast()
    }
    return known(slot)
  }

  private func known(_ slot: some BinaryInteger) -> Cell { cells[Int(slot)] ?? .open }

  /// A slot that has to be worked out before the operation.
  private func nextNeed(of operation: Operation) -> Program.Slot? {
    let (a, b, c) = (Int(operation.a), Int(operation.b), Int(operation.c))
    switch operation.code {
    case .and, .or:
      if cells[a] == nil { return a }
      return known(a) == .boolean(operation.code == .or) || cells[b] != nil ? nil : b
    case .select:
      if cells[a] == nil { return a }
      switch known(a) {
      case .boolean(true): return cells[b] == nil ? b : nil
      case .boolean(false), .null: return cells[c] == nil ? c : nil
      default: return [b, c].first { cells[$0] == nil }
      }
    default: return program.operands(of: operation).first { cells[$0] == nil }
    }
  }

  private mutating func work(out slot: Program.Slot, _ operation: Operation) -> Cell {
    let type = program.types[slot]
    switch operation.code {
    case .input: return inputs[Int(operation.a)]
    case .constant:
      switch type {
      case .number: return .number(program.constants[Int(operation.a)])
      case .boolean: return .boolean(operation.a == 1)
      case .code, .row, .boxed: return .code(operation.a)
      }
    case .lookup: return row(slot, operation)
    case .gather: return gathered(known(operation.a), operation, type)
    case .evaluate: return evaluated(slot, program.boxed[Int(operation.a)])
    case .unbox:
      switch known(operation.a) {
      // Made only where nothing else is possible: whoever finds otherwise asks the evaluator.
      case .boxed(let value): return program.cell(value, type)
      case let other: return other
      }
    case .given:
      if case .unknown = known(operation.a) { return known(operation.a) }
      return known(operation.b)
    case .count:
      return ExactOperations.counted(program.slotLists[Int(operation.a)].map { known($0) })
    case .isIn:
      switch known(operation.a) {
      case .code(let code):
        let set = program.codeSets[Int(operation.b)]
        return .boolean(set.indices.contains(Int(code)) && set[Int(code)])
      case .text, .null: return .boolean(false)
      case let other: return other
      }
    case .select:
      return ExactOperations.chosen(known(operation.a), known(operation.b), known(operation.c))
    default:
      let (a, b) = (known(operation.a), known(operation.b))
      let cell = ExactOperations.cell(operation.code, a, b)
      if cell == .null { explain(slot, operation.code, a, b) }
      return cell
    }
  }

  /// Says why an operation came to null, where it is an error.
  private mutating func explain(_ slot: Program.Slot, _ code: Operation.Code, _ a: Cell, _ b: Cell)
  {
    func name(_ cell: Cell) -> String { program.value(of: cell)?.nameOfType ?? "a text" }
    let sign: String
    switch code {
    case .add: sign = "+"
    case .subtract: sign = "-"
    case .multiply: sign = "*"
    case .divide: sign = "/"
    case .less: sign = "<"
    case .lessOrEqual: sign = "<="
    case .negate: sign = "-"
    case .minimum: sign = "min"
    case .maximum: sign = "max"
    case .absolute: sign = "abs"
    case .floor: sign = "floor"
    case .ceiling: sign = "ceiling"
    default: return
    }
    let isAlone = program.operands(of: program.operations[slot]).count == 1
    findings.append(
      .init(
        message: "`\(sign)` does not work on \(name(a))" + (isAlone ? "" : " and \(name(b))"),
        span: program.spans[slot]))
  }

  // MARK: tables

  private mutating func row(_ slot: Program.Slot, _ operation: Operation) -> Cell {
    let table = program.tables[Int(operation.a)]
    let inputs = program.slotLists[Int(operation.b)].map { known($0) }
    guard let source = program.tableSources[Int(operation.a)] else {
      return table.pieces(of: inputs).map { .row(table.row(of: $0)) } ?? .open
    }
    if let pieces = table.pieces(of: inputs) {
      switch table.row(of: pieces) {
      case TableIndex.noRow:
        note("no rule of the table holds", slot)
        return .null
      case TableIndex.conflict: break
      case let row:
        if source.rules.indices.contains(Int(row)) {
          hits.append(.init(slot: slot, rules: [source.rules[Int(row)]]))
        }
        return .row(row)
      }
    }
    var values: [Value] = []
    for input in inputs {
      guard let value = program.value(of: input) else { return .open }
      values.append(value)
    }
    return decided(slot, source.table, source.expression, values, source.rows, source.scope)
  }

  private mutating func note(_ message: String, _ slot: Program.Slot) {
    findings.append(.init(message: message, span: program.spans[slot]))
  }

  /// A table's answer by FEEL's own rules, of which only those are looked at that can hold.
  private mutating func decided(
    _ slot: Program.Slot, _ table: DecisionTableExpression, _ expression: FEELExpression,
    _ inputs: [Value], _ rows: RowSets?, _ scope: Environment
  ) -> Cell {
    let rules = rows?.rows(for: inputs) ?? Array(table.rules.indices)
    return evaluating {
      let (value, hits) = $0.evaluator.decide(
        table, expression, inputs: inputs, rules: rules, in: scope)
      $0.hits.append(.init(slot: slot, rules: hits))
      return value
    }
  }

  private func gathered(_ row: Cell, _ operation: Operation, _ type: Program.SlotType) -> Cell {
    let column = Int(operation.b)
    switch (row, type) {
    case (.row(..<0), _): return .open
    case (.row(let row), .number): return .number(program.numberColumns[column][Int(row)])
    case (.row(let row), .code): return .code(program.codeColumns[column][Int(row)])
    case (.row(let row), .boolean): return .boolean(program.booleanColumns[column][Int(row)])
    case (.boxed(let value), _):
      let lookup = program.operations[Int(operation.a)]
      guard let outputs = program.tableSources[Int(lookup.a)]?.table.outputs else { return .open }
      guard outputs.count > 1 else { return program.cell(value, type) }
      guard case .context(let context) = value,
        let member = context[outputs[Int(operation.c)].name ?? ""]
      else { return .open }
      return program.cell(member, type)
    case (.null, _), (.unknown, _): return row
    default: return .open
    }
  }

  // MARK: boxed values

  private mutating func evaluated(_ slot: Program.Slot, _ boxed: BoxedExpression) -> Cell {
    guard let scope = boxed.environment({ program.value(of: known($0)) }) else { return .open }
    guard let rows = boxed.rows, case .table(let table) = boxed.expression.kind else {
      return evaluating { $0.evaluator.evaluate(boxed.expression, in: scope) }
    }
    var inputs: [Value]?
    let refused = evaluating {
      inputs = $0.evaluator.inputs(of: table, boxed.expression, in: scope)
      return .null
    }
    guard let inputs else { return refused }
    return decided(slot, table, boxed.expression, inputs, rows, scope)
  }

  /// Lets the evaluator work and takes over what it found. What it gives up is for the reference to say.
  private mutating func evaluating(_ body: (inout ExactRun) -> Value) -> Cell {
    let found = evaluator.findings.count
    let value = body(&self)
    findings += evaluator.findings[found...]
    if evaluator.isExhausted { return .open }
    return program.cell(value, .boxed)
  }
}

extension BoxedExpression {
  /// What its names mean; nil where one of them cannot be said.
  func environment(_ read: (Program.Slot) -> Value?) -> Environment? {
    var scope = scope
    for name in names {
      guard let value = name.value.value(read) else { return nil }
      scope = scope.binding(name.name, value)
    }
    return scope
  }
}

extension TableIndex {
  /// The piece of each input; nil where one is no plain value: then a row may hold whatever it is.
  fileprivate func pieces(of inputs: [ExactExecutor.Cell]) -> [Int32]? {
    var pieces: [Int32] = []
    for (column, cell) in zip(columns, inputs) {
      switch (column, cell) {
      case (.anything, _): pieces.append(0)
      case (.numbers(let boundaries, _, _), .number(let number)):
        pieces.append(Self.piece(of: number, among: boundaries))
      case (.codes(let byCode, let other), .code(let code)):
        pieces.append(Self.piece(of: code, in: byCode, other: other))
      case (.codes(_, let other), .text): pieces.append(other)
      case (.booleans, .boolean(let boolean)): pieces.append(boolean ? 0 : 1)
      default: return nil
      }
    }
    return pieces
  }
}
