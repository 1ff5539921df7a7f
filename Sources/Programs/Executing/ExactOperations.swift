import FEEL
import Facts

/// What operations on single cells come to, in exact decimals and by FEEL's rules for null and unknown.
enum ExactOperations {
  typealias Cell = ExactExecutor.Cell

  static func cell(_ code: Operation.Code, _ a: Cell, _ b: Cell) -> Cell {
    switch code {
    case .add: return arithmetic(a, b) { $0 + $1 }
    case .subtract: return arithmetic(a, b) { $0 - $1 }
    case .multiply: return arithmetic(a, b) { $0 * $1 }
    case .divide: return arithmetic(a, b) { $0 / $1 }
    case .minimum: return arithmetic(a, b) { min($0, $1) }
    case .maximum: return arithmetic(a, b) { max($0, $1) }
    case .negate: return arithmetic(a, a) { x, _ in -x }
    case .absolute: return arithmetic(a, a) { x, _ in x.magnitude }
    case .floor: return arithmetic(a, a) { x, _ in x.rounded(.floor) }
    case .ceiling: return arithmetic(a, a) { x, _ in x.rounded(.ceiling) }
    case .and: return combined(a, b, decidedBy: false)
    case .or: return combined(a, b, decidedBy: true)
    case .not:
      if case .boolean(let boolean) = a { return .boolean(!boolean) }
      return a
    case .less: return compared(a, b) { $0 < $1 }
    case .lessOrEqual: return compared(a, b) { $0 <= $1 }
    case .equal, .sameCode, .sameTruth: return same(a, b)
    default: return .open
    }
  }

  /// What comes of an operation that lacks an operand: the unknown goes before the null, and what only FEEL can say before both.
  private static func undecided(_ a: Cell, _ b: Cell) -> Cell {
    switch (a, b) {
    case (.open, _), (_, .open): return .open
    case (.unknown(let x), .unknown(let y)): return .unknown(x.union(y))
    case (.unknown, _): return a
    case (_, .unknown): return b
    default: return .null
    }
  }

  private static func arithmetic(_ a: Cell, _ b: Cell, _ body: (Number, Number) -> Number?) -> Cell
  {
    guard case .number(let x) = a, case .number(let y) = b else { return undecided(a, b) }
    return body(x, y).map(Cell.number) ?? .null
  }

  private static func compared(_ a: Cell, _ b: Cell, _ body: (Number, Number) -> Bool) -> Cell {
    guard case .number(let x) = a, case .number(let y) = b else { return undecided(a, b) }
    return .boolean(body(x, y))
  }

  /// Null is equal to null and to nothing else.
  private static func same(_ a: Cell, _ b: Cell) -> Cell {
    switch (a, b) {
    case (.open, _), (_, .open), (.unknown, _), (_, .unknown): return undecided(a, b)
    case (.code(-1), .code(-1)), (.code(-1), .text), (.text, .code(-1)): return .open
    case (.text(let x), .text(let y)): return .boolean(x.utf8.elementsEqual(y.utf8))
    default: return .boolean(a == b)
    }
  }

  /// Kleene's logic.
  private static func combined(_ a: Cell, _ b: Cell, decidedBy deciding: Bool) -> Cell {
    if a == .boolean(deciding) || b == .boolean(deciding) { return .boolean(deciding) }
    if case .boolean = a, case .boolean = b { return .boolean(!deciding) }
    return undecided(a, b)
  }

  /// A sum of `if c then 1 else 0`: what a null condition comes to is lost where it was negated.
  static func counted(_ cells: [Cell]) -> Cell {
    var count = 0
    var missing: Reasons?
    for cell in cells {
      switch cell {
      case .boolean(let holds): count += holds ? 1 : 0
      case .unknown(let reasons): missing = missing?.union(reasons) ?? reasons
      default: return .open
      }
    }
    return missing.map(Cell.unknown) ?? .number(Number(count))
  }

  /// A null takes the other branch; an unknown neither, unless both come to the same.
  static func chosen(_ condition: Cell, _ a: Cell, _ b: Cell) -> Cell {
    switch condition {
    case .boolean(true): return a
    case .boolean(false), .null: return b
    case .unknown(let reasons):
      if a == .open || b == .open { return .open }
      if isAlike(a, b) { return a }
      var all = reasons
      for case .unknown(let more) in [a, b] { all = all.union(more) }
      return .unknown(all)
    default: return .open
    }
  }

  private static func isAlike(_ a: Cell, _ b: Cell) -> Bool {
    switch (a, b) {
    case (.text(let x), .text(let y)): x.utf8.elementsEqual(y.utf8)
    case (.code(-1), .code(-1)): false
    default: a == b
    }
  }
}
