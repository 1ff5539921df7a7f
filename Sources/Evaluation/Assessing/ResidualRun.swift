import FEEL
import Facts

/// Works out the steps of a residual, case by case, in flat memory that it owns.
///
/// Decimals all the way: a comparison decides as the evaluation does, because it is the same arithmetic.
final class ResidualRun {
  let residual: Residual
  let flat: FlatResidual
  let cells: UnsafeMutablePointer<Cell>
  /// By node that decides: the row that gave its value.
  let rows: UnsafeMutablePointer<Assessment.RowReference?>
  private let nodeCount: Int
  private let outerSteps: Fixed<Residual.Step>
  private let listSteps: [Fixed<Residual.Step>]
  /// The requirements that hold once, as places in the plans, and by list those that hold for each of its elements.
  private(set) var single: [Int] = []
  private(set) var byList: [[Int]] = []
  /// Those that come out one way at every site of the class.
  private(set) var constantSingle: [Found] = []
  private(set) var constantByList: [[Found]] = []
  /// By list: its requirements as they come out where it has no elements.
  private(set) var emptyByList: [[Found]] = []

  init(_ residual: Residual, governs: [String]) {
    self.residual = residual
    flat = FlatResidual(residual, governs: governs)
    nodeCount = residual.constants.count
    cells = .allocate(capacity: nodeCount + 1)
    cells.initialize(repeating: Cell(ReasonSet.none), count: nodeCount + 1)
    for (node, cell) in residual.constants.enumerated() { cells[node] = cell }
    rows = .allocate(capacity: nodeCount + 1)
    rows.initialize(repeating: nil, count: nodeCount + 1)
    outerSteps = Fixed(residual.outerSteps)
    listSteps = residual.listSteps.map { Fixed($0) }
    byList = residual.lists.map { _ in [] }
    constantByList = residual.lists.map { _ in [] }
    emptyByList = residual.lists.map { _ in [] }
    for (index, plan) in residual.requirements.enumerated() {
      let isConstant = residual.isConstant(plan)
      if let list = plan.list {
        emptyByList[list].append(
          Found(
            place: Int32(plan.place), subject: plan.body.subject,
            regulation: Int32(plan.body.regulation), outcome: .notApplicable, settles: true))
      }
      switch (plan.list, isConstant) {
      case (nil, false): single.append(index)
      case (nil, true): constantSingle.append(requirement(flat.requirements[index], nil))
      case (let list?, false): byList[list].append(index)
      case (let list?, true):
        constantByList[list].append(requirement(flat.requirements[index], nil))
      }
    }
  }

  deinit {
    cells.deallocate()
    rows.deinitialize(count: nodeCount + 1)
    rows.deallocate()
    outerSteps.free()
    for steps in listSteps { steps.free() }
  }

  // MARK: steps

  func runOuter(_ site: CaseCells) { run(outerSteps, site, element: 0) }

  func run(list: Int, _ site: CaseCells, element: Int) {
    run(listSteps[list], site, element: element)
  }

  private func run(_ steps: Fixed<Residual.Step>, _ site: CaseCells, element: Int) {
    let cells = cells
    for index in 0..<steps.count {
      let step = steps[index]
      let (to, a, b) = (Int(step.to), Int(step.a), Int(step.b))
      switch step.code {
      case .input: cells[to] = site.input(a)
      case .member: cells[to] = site.member(list: a, member: b, element: element)
      case .isIn: cells[to] = Self.isIn(cells[a], residual.codeSets[b])
      case .decide: decide(a, to)
      case .sumOf, .minimumOf, .maximumOf, .countOf:
        cells[to] = over(step.code, list: a, member: b, site)
      default: cells[to] = Self.apply(step.code, cells[a], cells[b], cells[Int(step.c)])
      }
    }
  }

  /// One step over known operands: as ``Evaluator`` has it, operand by operand.
  static func apply(_ code: Residual.Code, _ a: Cell, _ b: Cell, _ c: Cell) -> Cell {
    switch code {
    case .add: return arithmetic(a, b) { $0 + $1 }
    case .subtract: return arithmetic(a, b) { $0 - $1 }
    case .multiply: return arithmetic(a, b) { $0 * $1 }
    case .divide: return arithmetic(a, b) { $0 / $1 }
    case .minimum: return arithmetic(a, b) { $1 < $0 ? $1 : $0 }
    case .maximum: return arithmetic(a, b) { $0 < $1 ? $1 : $0 }
    case .negate: return arithmetic(a, a) { x, _ in -x }
    case .absolute: return arithmetic(a, a) { x, _ in x.magnitude }
    case .floor: return arithmetic(a, a) { x, _ in x.rounded(.floor) }
    case .ceiling: return arithmetic(a, a) { x, _ in x.rounded(.ceiling) }
    case .less:
      return ordered(a, b) {
        $0 < $1
      } days: {
        $0 < $1
      }
    case .lessOrEqual:
      return ordered(a, b) {
        $0 <= $1
      } days: {
        $0 <= $1
      }
    case .equal: return equal(a, b)
    case .and: return combine(a, b, decidedBy: false)
    case .or: return combine(a, b, decidedBy: true)
    case .both:
      var result = combine(a, b, decidedBy: false)
      result.failed = a.failed || b.failed
      return result
    case .not:
      guard a.kind == .boolean, !a.isUnknown else { return a }
      var result = Cell(a.small == 0)
      result.failed = a.failed
      return result
    case .select: return select(a, b, c)
    case .given:
      guard a.isUnknown else { return b }
      var result = Cell(a.reasons)
      result.failed = a.failed || b.failed
      return result
    case .border: return a.atBorder
    case .input, .member, .isIn, .decide, .sumOf, .minimumOf, .maximumOf, .countOf: return a
    }
  }

  @inline(__always)
  private static func arithmetic(_ a: Cell, _ b: Cell, _ body: (Number, Number) -> Number?) -> Cell
  {
    if a.reasons.bits | b.reasons.bits != 0 { return unknown(a, b) }
    guard a.kind == .number, b.kind == .number, let number = body(a.number, b.number) else {
      return .error
    }
    var result = Cell(number)
    result.failed = a.failed || b.failed
    return result
  }

  @inline(__always)
  private static func ordered(
    _ a: Cell, _ b: Cell, _ body: (Number, Number) -> Bool, days: (Int32, Int32) -> Bool
  ) -> Cell {
    if a.reasons.bits | b.reasons.bits != 0 { return unknown(a, b) }
    guard a.kind == b.kind, a.kind == .number || a.kind == .date else { return .error }
    var result = Cell(a.kind == .number ? body(a.number, b.number) : days(a.small, b.small))
    result.failed = a.failed || b.failed
    return result
  }

  private static func equal(_ a: Cell, _ b: Cell) -> Cell {
    if a.reasons.bits | b.reasons.bits != 0 { return unknown(a, b) }
    var result: Cell
    if a.kind == .null || b.kind == .null {
      result = Cell(a.kind == b.kind)
    } else {
      guard a.kind == b.kind else { return .error }
      result = Cell(a.kind == .number ? a.number == b.number : a.small == b.small)
    }
    result.failed = a.failed || b.failed
    return result
  }

  static func isIn(_ a: Cell, _ set: Set<Int32>) -> Cell {
    if a.isUnknown { return a }
    var result = Cell(a.kind == .text && set.contains(a.small))
    result.failed = a.failed
    return result
  }

  private static func unknown(_ a: Cell, _ b: Cell) -> Cell {
    var result = Cell(a.reasons.needed(with: b.reasons))
    result.failed = a.failed || b.failed
    return result
  }

  /// The right side is looked at only where the left does not decide: its errors count only then.
  private static func combine(_ a: Cell, _ b: Cell, decidedBy deciding: Bool) -> Cell {
    if deciding ? a.isTrue : a.isFalse { return a }
    if deciding ? b.isTrue : b.isFalse {
      var result = b
      result.failed = a.failed || b.failed
      return result
    }
    if a.reasons.bits | b.reasons.bits != 0 {
      var result = Cell(a.reasons.union(b.reasons))
      result.failed = a.failed || b.failed
      return result
    }
    var result = a.kind == .boolean && b.kind == .boolean ? Cell(!deciding) : Cell(ReasonSet.none)
    result.failed = a.failed || b.failed
    return result
  }

  private static func select(_ condition: Cell, _ a: Cell, _ b: Cell) -> Cell {
    if condition.isUnknown {
      if a.isAlike(b) {
        var result = a
        result.failed = condition.failed || a.failed || b.failed
        return result
      }
      var result = Cell(condition.reasons.union(a.reasons).union(b.reasons))
      result.failed = condition.failed
      return result
    }
    var result = condition.isTrue ? a : b
    result.failed = condition.failed || result.failed
    return result
  }

  private func over(_ code: Residual.Code, list: Int, member: Int, _ site: CaseCells)
    -> Cell
  {
    let state = site.list(list)
    if state.isUnknown { return Cell(state.reasons) }
    if code == .countOf { return Cell(Number(state.count)) }
    var reasons = ReasonSet.none
    for element in 0..<state.count {
      reasons = reasons.union(site.member(list: list, member: member, element: element).reasons)
    }
    if reasons != .none { return Cell(reasons) }
    guard state.count > 0 else { return .error }
    var result = site.member(list: list, member: member, element: 0)
    if result.kind != .number { return .error }
    let step: Residual.Code =
      code == .sumOf ? .add : code == .minimumOf ? .minimum : .maximum
    for element in 1..<max(1, state.count) {
      result = Self.apply(
        step, result, site.member(list: list, member: member, element: element), result)
    }
    return result
  }

  // MARK: tables

  /// As ``Inquiry/decide(_:output:binding:)``: a row certainly holds, possibly holds, or does not.
  private func decide(_ place: Int, _ to: Int) {
    let decision = flat.decisions[place]
    rows[to] = nil
    var certain: FlatResidual.DecisionPart?
    var partCount = 0
    var open = ReasonSet.none
    for index in decision.parts.range {
      let part = flat.parts[index]
      switch part.condition < 0 ? .yes : TruthCell(cells[Int(part.condition)]) {
      case .no: continue
      case .open(let reasons): open = open.union(reasons)
      case .yes:
        certain = certain ?? part
        partCount += 1
      }
    }
    if open != .none {
      cells[to] = Cell(open)
      return
    }
    guard let certain, partCount == 1 else {
      cells[to] = Cell(ReasonSet(partCount == 0 ? .gap : .conflict))
      return
    }
    var reasons = ReasonSet.none
    // Cells of the first row that may hold, and of the first that does.
    var first: FlatResidual.DecisionRow?
    var firstCertain: Int32 = -1
    var certainCount = 0
    var agree = true
    var certainAgree = true
    for index in certain.rows.range {
      let row = flat.decisionRows[index]
      var truth = TruthCell.yes
      for test in row.tests.range {
        truth = .and(truth, TruthCell(cells[Int(flat.places[test])]))
        if case .no = truth { break }
      }
      let cell = cells[Int(row.cell)]
      switch truth {
      case .no: continue
      case .open(let more): reasons = reasons.union(more)
      case .yes:
        if firstCertain >= 0 {
          certainAgree = certainAgree && cell.isAlike(cells[Int(firstCertain)])
        } else {
          firstCertain = row.cell
        }
        certainCount += 1
      }
      if let first {
        agree = agree && cell.isAlike(cells[Int(first.cell)])
      } else {
        first = row
      }
      if certain.isFirst, case .yes = truth { break }
    }
    guard let first else {
      cells[to] = Cell(ReasonSet(.gap))
      return
    }
    if reasons != .none {
      guard certainCount > 0, agree else {
        cells[to] = Cell(reasons)
        return
      }
    } else if certainCount > 1, !certain.isFirst, !certain.isAny || !certainAgree {
      cells[to] = Cell(ReasonSet(.conflict))
      return
    }
    cells[to] = cells[Int(first.cell)]
    rows[to] = .init(table: decision.table, part: certain.place, row: first.place)
  }
}
