/// Runs a program on many cases, a block of them at a time, each instruction over the whole block.
///
/// Inputs are columns of the caller's; registers are lanes of a block, used again as soon as nothing needs them, so that all
/// of a block stays near the processor. A lane in doubt is marked and left to ``ExactExecutor``.
package final class ColumnarExecutor {
  /// Cases that are run together. Fewer lose to the overhead of instructions, more leave the nearest cache.
  package static let lanes = 256

  package struct Columns {
    /// By index of the program's inputs; those of other types are nil.
    package var numbers: [UnsafePointer<Double>?]
    package var booleans: [UnsafePointer<UInt8>?]
    package var codes: [UnsafePointer<Int32>?]
    package init(
      numbers: [UnsafePointer<Double>?], booleans: [UnsafePointer<UInt8>?],
      codes: [UnsafePointer<Int32>?]
    ) {
      self.numbers = numbers
      self.booleans = booleans
      self.codes = codes
    }
  }

  package let program: Program
  private let code: MachineCode
  private let plan: LanePlan
  private let memory: UnsafeMutableRawPointer
  /// By register of the plan.
  private let numbers: UnsafeMutablePointer<UnsafeMutablePointer<Double>>
  private let booleans: UnsafeMutablePointer<UnsafeMutablePointer<UInt8>>
  private let codes: UnsafeMutablePointer<UnsafeMutablePointer<Int32>>
  private let doubts: UnsafeMutablePointer<UInt8>

  package init(_ program: Program) {
    self.program = program
    code = MachineCode(program)
    plan = LanePlan(code, program)
    let lanes = Self.lanes
    let bytes = lanes * (plan.numberCount * 8 + plan.codeCount * 4 + plan.booleanCount + 1)
    memory = .allocate(byteCount: bytes, alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    numbers = .allocate(capacity: plan.numberCount + 1)
    booleans = .allocate(capacity: plan.booleanCount + 1)
    codes = .allocate(capacity: plan.codeCount + 1)
    var next = memory
    for register in 0..<plan.numberCount {
      (numbers + register).initialize(to: next.assumingMemoryBound(to: Double.self))
      next += lanes * 8
    }
    for register in 0..<plan.codeCount {
      (codes + register).initialize(to: next.assumingMemoryBound(to: Int32.self))
      next += lanes * 4
    }
    for register in 0..<plan.booleanCount {
      (booleans + register).initialize(to: next.assumingMemoryBound(to: UInt8.self))
      next += lanes
    }
    doubts = next.assumingMemoryBound(to: UInt8.self)
    for (register, value) in code.numberConstants {
      numbers[plan.numbers[register]].update(repeating: value, count: lanes)
    }
    for (register, value) in code.booleanConstants {
      booleans[plan.booleans[register]].update(repeating: value ? 1 : 0, count: lanes)
    }
    for (register, value) in code.codeConstants {
      codes[plan.codes[register]].update(repeating: value, count: lanes)
    }
  }

  deinit {
    memory.deallocate()
    numbers.deallocate()
    booleans.deallocate()
    codes.deallocate()
  }

  /// One block's results: lanes of the program's outputs.
  package struct Block {
    let executor: ColumnarExecutor
    /// The first case of the block, and how many.
    package let start: Int
    package let count: Int
    /// 1 where a lane is for exact numbers.
    package var doubts: UnsafePointer<UInt8> { UnsafePointer(executor.doubts) }

    package func numbers(of slot: Program.Slot) -> UnsafePointer<Double> {
      UnsafePointer(executor.numbers[executor.plan.numbers[executor.code.registers[slot]]])
    }
    package func booleans(of slot: Program.Slot) -> UnsafePointer<UInt8> {
      UnsafePointer(executor.booleans[executor.plan.booleans[executor.code.registers[slot]]])
    }
    package func codes(of slot: Program.Slot) -> UnsafePointer<Int32> {
      UnsafePointer(executor.codes[executor.plan.codes[executor.code.registers[slot]]])
    }
  }

  /// Runs cases and hands over each block; its lanes hold until the body returns.
  package func run(_ columns: Columns, cases: Int, _ body: (Block) -> Void) {
    var start = 0
    while start < cases {
      let count = min(Self.lanes, cases - start)
      bind(columns, start)
      doubts.update(repeating: 0, count: Self.lanes)
      checkRanges(count)
      for instruction in code.instructions { execute(instruction, count) }
      body(Block(executor: self, start: start, count: count))
      start += count
    }
  }

  private func bind(_ columns: Columns, _ start: Int) {
    for (index, input) in program.inputs.enumerated() {
      let register = code.registers[input.slot]
      switch input.type {
      case .number:
        if let column = columns.numbers[index] {
          numbers[plan.numbers[register]] = UnsafeMutablePointer(mutating: column + start)
        }
      case .boolean:
        if let column = columns.booleans[index] {
          booleans[plan.booleans[register]] = UnsafeMutablePointer(mutating: column + start)
        }
      case .code, .row:
        if let column = columns.codes[index] {
          codes[plan.codes[register]] = UnsafeMutablePointer(mutating: column + start)
        }
      }
    }
  }

  private func checkRanges(_ count: Int) {
    let tiniest = 1 / Accuracy.largestInput
    for range in code.inputRanges {
      let column = numbers[plan.numbers[range.register]]
      let (lowest, highest) = (range.lowest, range.highest)
      // Tests of bits, each by itself: joined by `&&` they become jumps, lane by lane.
      for lane in 0..<count {
        let value = column[lane]
        let below: UInt64 = value >= lowest ? 0 : 1
        let above: UInt64 = value <= highest ? 0 : 1
        let isTiny: UInt64 = abs(value) < tiniest ? 1 : 0
        let isSome: UInt64 = value == 0 ? 0 : 1
        doubts[lane] |= UInt8(truncatingIfNeeded: below | above | (isTiny & isSome))
      }
    }
  }

  @inline(__always)
  private func number(_ register: Int32) -> UnsafeMutablePointer<Double> {
    numbers[plan.numbers[Int(register)]]
  }
  @inline(__always)
  private func boolean(_ register: Int32) -> UnsafeMutablePointer<UInt8> {
    booleans[plan.booleans[Int(register)]]
  }
  @inline(__always)
  private func codeLane(_ register: Int32) -> UnsafeMutablePointer<Int32> {
    codes[plan.codes[Int(register)]]
  }

  private func execute(_ it: MachineCode.Instruction, _ count: Int) {
    switch it.code {
    case .add: Lanes.map(number(it.to), number(it.a), number(it.b), count) { $0 + $1 }
    case .subtract: Lanes.map(number(it.to), number(it.a), number(it.b), count) { $0 - $1 }
    case .multiply: Lanes.map(number(it.to), number(it.a), number(it.b), count) { $0 * $1 }
    case .divide:
      Lanes.mark(doubts, number(it.b), count) { $0 == 0 }
      Lanes.map(number(it.to), number(it.a), number(it.b), count) { $0 / $1 }
    case .negate: Lanes.map(number(it.to), number(it.a), number(it.a), count) { x, _ in -x }
    case .minimum: Lanes.map(number(it.to), number(it.a), number(it.b), count) { $0 < $1 ? $0 : $1 }
    case .maximum: Lanes.map(number(it.to), number(it.a), number(it.b), count) { $0 > $1 ? $0 : $1 }
    case .absolute: Lanes.map(number(it.to), number(it.a), number(it.a), count) { x, _ in abs(x) }
    case .floor, .ceiling: round(it, count)
    case .toWhole:
      let (to, from, power) = (number(it.to), number(it.a), number(it.b)[0])
      let most = Scaling.ofInput.magnitude
      for lane in 0..<count {
        let whole = Lanes.nearest(from[lane] * power)
        to[lane] = whole
        doubts[lane] |= (whole / power == from[lane] ? 0 : 1) | (abs(whole) <= most ? 0 : 1)
      }
    case .floorWhole: roundWhole(it, count, up: false)
    case .ceilingWhole: roundWhole(it, count, up: true)
    case .selectNumber:
      Lanes.select(number(it.to), boolean(it.a), number(it.b), number(it.c), count)
    case .selectBoolean:
      let (to, condition, x, y) = (boolean(it.to), boolean(it.a), boolean(it.b), boolean(it.c))
      for lane in 0..<count {
        let mask = 0 &- condition[lane]
        to[lane] = (x[lane] & mask) | (y[lane] & ~mask)
      }
    case .selectCode:
      let (to, condition, x, y) = (codeLane(it.to), boolean(it.a), codeLane(it.b), codeLane(it.c))
      for lane in 0..<count {
        let mask = 0 &- Int32(condition[lane])
        to[lane] = (x[lane] & mask) | (y[lane] & ~mask)
      }
    case .and: Lanes.combine(boolean(it.to), boolean(it.a), boolean(it.b), count) { $0 & $1 }
    case .or: Lanes.combine(boolean(it.to), boolean(it.a), boolean(it.b), count) { $0 | $1 }
    case .not: Lanes.combine(boolean(it.to), boolean(it.a), boolean(it.a), count) { x, _ in x ^ 1 }
    case .less: Lanes.compare(boolean(it.to), number(it.a), number(it.b), count) { $0 < $1 }
    case .lessOrEqual: Lanes.compare(boolean(it.to), number(it.a), number(it.b), count) { $0 <= $1 }
    case .equal: Lanes.compare(boolean(it.to), number(it.a), number(it.b), count) { $0 == $1 }
    case .lessGuarded, .lessOrEqualGuarded, .equalGuarded: compareGuarded(it, count)
    case .neverSure: doubts.update(repeating: 1, count: count)
    case .isIn: isIn(it, count)
    case .sameCode:
      let (to, x, y) = (boolean(it.to), codeLane(it.a), codeLane(it.b))
      for lane in 0..<count {
        to[lane] = x[lane] == y[lane] ? 1 : 0
        doubts[lane] |= x[lane] < 0 && y[lane] < 0 ? 1 : 0
      }
    case .gatherNumber:
      code.numberColumns[Int(it.b)].withUnsafeBufferPointer {
        Lanes.gather(number(it.to), codeLane(it.a), $0, doubts, count)
      }
    case .gatherBoolean:
      plan.booleanColumns[Int(it.b)].withUnsafeBufferPointer {
        Lanes.gather(boolean(it.to), codeLane(it.a), $0, doubts, count)
      }
    case .gatherCode:
      code.codeColumns[Int(it.b)].withUnsafeBufferPointer {
        Lanes.gather(codeLane(it.to), codeLane(it.a), $0, doubts, count)
      }
    case .count: sum(it, count)
    case .lookup: lookup(it, count)
    }
  }

  private func round(_ it: MachineCode.Instruction, _ count: Int) {
    let (to, from) = (number(it.to), number(it.a))
    if it.c >= 0 {
      let bound = code.guards[Int(it.c)]
      for lane in 0..<count {
        let value = from[lane]
        let doubt = bound.left * abs(value) + bound.absolute
        let distance = abs(value - Lanes.nearest(value))
        doubts[lane] |= distance <= doubt && doubt > 0 ? 1 : 0
      }
    }
    // The nearest whole number, put right by one: `rounded(.up)` is a call for each lane.
    if it.code == .floor {
      for lane in 0..<count {
        let nearest = Lanes.nearest(from[lane])
        to[lane] = nearest - (nearest > from[lane] ? 1 : 0)
      }
    } else {
      for lane in 0..<count {
        let nearest = Lanes.nearest(from[lane])
        to[lane] = nearest + (nearest < from[lane] ? 1 : 0)
      }
    }
  }

  private func roundWhole(_ it: MachineCode.Instruction, _ count: Int, up: Bool) {
    let (to, from, part) = (number(it.to), number(it.a), number(it.b)[0])
    let sign: Double = up ? -1 : 1
    for lane in 0..<count {
      // Rounded down, of the negative where up is wanted; the product tells on which side the quotient fell.
      let whole = from[lane] * sign
      var result = Lanes.nearest(whole / part)
      result -= result * part > whole ? 1 : 0
      result += (result + 1) * part <= whole ? 1 : 0
      to[lane] = result * sign
    }
  }

  private func compareGuarded(_ it: MachineCode.Instruction, _ count: Int) {
    let (to, a, b) = (boolean(it.to), number(it.a), number(it.b))
    let bound = code.guards[Int(it.c)]
    let (left, right, absolute) = (bound.left, bound.right, bound.absolute)
    for lane in 0..<count {
      let difference = abs(a[lane] - b[lane])
      let doubt = left * abs(a[lane]) + right * abs(b[lane]) + absolute
      doubts[lane] |= (difference <= doubt ? 1 : 0) & (doubt > 0 ? 1 : 0)
    }
    switch it.code {
    case .lessGuarded: Lanes.compare(to, a, b, count) { $0 < $1 }
    case .equalGuarded: Lanes.compare(to, a, b, count) { $0 == $1 }
    default: Lanes.compare(to, a, b, count) { $0 <= $1 }
    }
  }

  private func isIn(_ it: MachineCode.Instruction, _ count: Int) {
    let (to, from) = (boolean(it.to), codeLane(it.a))
    plan.setBytes[Int(it.b)].withUnsafeBufferPointer { set in
      let size = UInt32(set.count)
      for lane in 0..<count {
        // One more than the last stands for every other code.
        let index = min(UInt32(bitPattern: from[lane]), size - 1)
        to[lane] = set[Int(index)]
      }
    }
  }

  private func sum(_ it: MachineCode.Instruction, _ count: Int) {
    let to = number(it.to)
    let list = code.lists[Int(it.a)]
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: Self.lanes) { totals in
      totals.initialize(repeating: 0)
      for register in list {
        let column = boolean(Int32(register))
        for lane in 0..<count { totals[lane] &+= UInt16(column[lane]) }
      }
      for lane in 0..<count { to[lane] = Double(totals[lane]) }
    }
  }

  private func lookup(_ it: MachineCode.Instruction, _ count: Int) {
    let to = codeLane(it.to)
    let (table, registers) = code.tables[Int(it.a)]
    if table.isOpen { doubts.update(repeating: 1, count: count) }
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 * Self.lanes) { scratch in
      let positions = UnsafeMutablePointer(scratch.baseAddress!)
      let pieces = positions + Self.lanes
      guard !table.index.rows.isEmpty else {
        return lookupBySets(to, table, registers, pieces, count)
      }
      positions.initialize(repeating: 0, count: count)
      for (column, register) in registers.enumerated() {
        self.pieces(of: column, table, register, into: pieces, count)
        let size = Int32(table.sizes[column])
        for lane in 0..<count {
          // A code without a piece has no row; its position is any.
          doubts[lane] |= pieces[lane] < 0 ? 1 : 0
          positions[lane] = positions[lane] &* size &+ max(0, pieces[lane])
        }
      }
      table.index.rows.withUnsafeBufferPointer { rows in
        for lane in 0..<count { to[lane] = rows[Int(positions[lane])] }
      }
    }
  }

  private func pieces(
    of column: Int, _ table: MachineTable, _ register: Int,
    into pieces: UnsafeMutablePointer<Int32>, _ count: Int
  ) {
    switch table.columns[column] {
    case .anything: pieces.update(repeating: 0, count: count)
    case .booleans:
      let from = boolean(Int32(register))
      for lane in 0..<count { pieces[lane] = 1 - Int32(from[lane]) }
    case .codes(let byCode, let other):
      let from = codeLane(Int32(register))
      byCode.withUnsafeBufferPointer { byCode in
        for lane in 0..<count {
          let code = Int(from[lane])
          pieces[lane] = code >= 0 && code < byCode.count ? byCode[code] : other
        }
      }
    case .numbers(let boundaries, let left, let absolute):
      let from = number(Int32(register))
      boundaries.withUnsafeBufferPointer { boundaries in
        if boundaries.count <= 16, left == 0, absolute == 0 {
          // Two for each boundary below the value, one for the boundary that it is.
          pieces.update(repeating: 0, count: count)
          for boundary in boundaries {
            for lane in 0..<count {
              pieces[lane] &+= (boundary < from[lane] ? 1 : 0) + (boundary <= from[lane] ? 1 : 0)
            }
          }
        } else {
          for lane in 0..<count {
            var doubt = false
            pieces[lane] = MachineTable.piece(from[lane], boundaries, left, absolute, &doubt)
            doubts[lane] |= doubt ? 1 : 0
          }
        }
      }
    }
  }

  private func lookupBySets(
    _ to: UnsafeMutablePointer<Int32>, _ table: MachineTable, _ registers: [Int],
    _ pieces: UnsafeMutablePointer<Int32>, _ count: Int
  ) {
    let columns = table.columns.count
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: columns * Self.lanes) { all in
      for column in 0..<columns {
        self.pieces(of: column, table, registers[column], into: pieces, count)
        for lane in 0..<count { all[lane * columns + column] = pieces[lane] }
      }
      for lane in 0..<count {
        let lanePieces = UnsafeBufferPointer(
          rebasing: all[(lane * columns)..<((lane + 1) * columns)])
        to[lane] = table.index.row(of: lanePieces)
      }
    }
  }
}

/// Loops over lanes, plain enough for the compiler to use the widest instructions.
private enum Lanes {
  @inline(__always)
  static func map(
    _ to: UnsafeMutablePointer<Double>, _ a: UnsafeMutablePointer<Double>,
    _ b: UnsafeMutablePointer<Double>, _ count: Int, _ body: (Double, Double) -> Double
  ) {
    for lane in 0..<count { to[lane] = body(a[lane], b[lane]) }
  }

  @inline(__always)
  static func compare(
    _ to: UnsafeMutablePointer<UInt8>, _ a: UnsafeMutablePointer<Double>,
    _ b: UnsafeMutablePointer<Double>, _ count: Int, _ body: (Double, Double) -> Bool
  ) {
    for lane in 0..<count { to[lane] = body(a[lane], b[lane]) ? 1 : 0 }
  }

  @inline(__always)
  static func combine(
    _ to: UnsafeMutablePointer<UInt8>, _ a: UnsafeMutablePointer<UInt8>,
    _ b: UnsafeMutablePointer<UInt8>, _ count: Int, _ body: (UInt8, UInt8) -> UInt8
  ) {
    for lane in 0..<count { to[lane] = body(a[lane], b[lane]) }
  }

  @inline(__always)
  static func mark(
    _ doubts: UnsafeMutablePointer<UInt8>, _ a: UnsafeMutablePointer<Double>, _ count: Int,
    _ body: (Double) -> Bool
  ) {
    for lane in 0..<count { doubts[lane] |= body(a[lane]) ? 1 : 0 }
  }

  @inline(__always)
  static func select(
    _ to: UnsafeMutablePointer<Double>, _ condition: UnsafeMutablePointer<UInt8>,
    _ x: UnsafeMutablePointer<Double>, _ y: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    // By bits: a choice of values becomes a choice of addresses, and no wide instruction.
    for lane in 0..<count {
      let mask = 0 &- UInt64(condition[lane])
      to[lane] = Double(bitPattern: (x[lane].bitPattern & mask) | (y[lane].bitPattern & ~mask))
    }
  }

  @inline(__always)
  static func gather<T>(
    _ to: UnsafeMutablePointer<T>, _ rows: UnsafeMutablePointer<Int32>,
    _ column: UnsafeBufferPointer<T>, _ doubts: UnsafeMutablePointer<UInt8>, _ count: Int
  ) {
    guard let base = column.baseAddress else { return }
    for lane in 0..<count { doubts[lane] |= rows[lane] < 0 ? 1 : 0 }
    for lane in 0..<count { to[lane] = base[Int(max(0, rows[lane]))] }
  }

  /// To the nearest whole number: 2⁵² has no room for a fraction. For magnitudes under 2⁵¹.
  @inline(__always)
  static func nearest(_ value: Double) -> Double {
    let magic = 0x1.8p52
    return (value + magic) - magic
  }
}

/// Which lanes hold which register, each used again after its last reader.
private struct LanePlan {
  private(set) var numbers: [Int]
  private(set) var booleans: [Int]
  private(set) var codes: [Int]
  private(set) var numberCount = 0
  private(set) var booleanCount = 0
  private(set) var codeCount = 0
  /// Sets as bytes, with a last one for all other codes.
  let setBytes: [[UInt8]]
  let booleanColumns: [[UInt8]]

  private enum Bank: Hashable { case number, boolean, code }
  private struct Register: Hashable {
    var bank: Bank
    var index: Int
  }

  init(_ code: MachineCode, _ program: Program) {
    setBytes = code.codeSets.map { $0.map { $0 ? 1 : 0 } + [0] }
    booleanColumns = code.booleanColumns.map { $0.map { $0 ? 1 : 0 } }
    numbers = [Int](repeating: -1, count: code.numberCount)
    booleans = [Int](repeating: -1, count: code.booleanCount)
    codes = [Int](repeating: -1, count: code.codeCount)
    var lastUse: [Register: Int] = [:]
    for (index, instruction) in code.instructions.enumerated() {
      let (written, read) = Self.registers(of: instruction, code)
      for register in read + written { lastUse[register] = index }
    }
    // Lanes of the caller's, or written before the run, or read after it: never shared.
    func bank(_ slot: Program.Slot) -> Bank {
      switch program.types[slot] {
      case .number: .number
      case .boolean: .boolean
      case .code, .row: .code
      }
    }
    let constants =
      code.numberConstants.map { Register(bank: .number, index: $0.0) }
      + code.booleanConstants.map { Register(bank: .boolean, index: $0.0) }
      + code.codeConstants.map { Register(bank: .code, index: $0.0) }
    let ends = (program.inputs.map(\.slot) + program.outputs.map(\.slot)).map {
      Register(bank: bank($0), index: code.registers[$0])
    }
    for own in constants + ends {
      lastUse[own] = .max
      assign(own, nil)
    }
    var free: [Bank: [Int]] = [:]
    for (index, instruction) in code.instructions.enumerated() {
      let (written, read) = Self.registers(of: instruction, code)
      for register in written where place(of: register) < 0 {
        assign(register, free[register.bank]?.popLast())
      }
      for register in Set(read + written) where lastUse[register] == index {
        free[register.bank, default: []].append(place(of: register))
      }
    }
  }

  private func place(of register: Register) -> Int {
    switch register.bank {
    case .number: numbers[register.index]
    case .boolean: booleans[register.index]
    case .code: codes[register.index]
    }
  }

  /// Gives a register its lanes: some that are free, or new ones.
  private mutating func assign(_ register: Register, _ lanes: Int?) {
    guard place(of: register) < 0 else { return }
    switch register.bank {
    case .number:
      numbers[register.index] = lanes ?? numberCount
      if lanes == nil { numberCount += 1 }
    case .boolean:
      booleans[register.index] = lanes ?? booleanCount
      if lanes == nil { booleanCount += 1 }
    case .code:
      codes[register.index] = lanes ?? codeCount
      if lanes == nil { codeCount += 1 }
    }
  }

  private static func registers(of it: MachineCode.Instruction, _ code: MachineCode) -> (
    written: [Register], read: [Register]
  ) {
    func number(_ index: Int32) -> Register { Register(bank: .number, index: Int(index)) }
    func boolean(_ index: Int32) -> Register { Register(bank: .boolean, index: Int(index)) }
    func text(_ index: Int32) -> Register { Register(bank: .code, index: Int(index)) }
    switch it.code {
    case .add, .subtract, .multiply, .divide, .minimum, .maximum, .toWhole, .floorWhole,
      .ceilingWhole:
      return ([number(it.to)], [number(it.a), number(it.b)])
    case .negate, .absolute, .floor, .ceiling: return ([number(it.to)], [number(it.a)])
    case .selectNumber: return ([number(it.to)], [boolean(it.a), number(it.b), number(it.c)])
    case .selectBoolean: return ([boolean(it.to)], [boolean(it.a), boolean(it.b), boolean(it.c)])
    case .selectCode: return ([text(it.to)], [boolean(it.a), text(it.b), text(it.c)])
    case .and, .or: return ([boolean(it.to)], [boolean(it.a), boolean(it.b)])
    case .not: return ([boolean(it.to)], [boolean(it.a)])
    case .less, .lessOrEqual, .equal, .lessGuarded, .lessOrEqualGuarded, .equalGuarded:
      return ([boolean(it.to)], [number(it.a), number(it.b)])
    case .neverSure: return ([], [])
    case .isIn: return ([boolean(it.to)], [text(it.a)])
    case .sameCode: return ([boolean(it.to)], [text(it.a), text(it.b)])
    case .gatherNumber: return ([number(it.to)], [text(it.a)])
    case .gatherBoolean: return ([boolean(it.to)], [text(it.a)])
    case .gatherCode: return ([text(it.to)], [text(it.a)])
    case .count: return ([number(it.to)], code.lists[Int(it.a)].map { boolean(Int32($0)) })
    case .lookup:
      let (table, registers) = code.tables[Int(it.a)]
      let read = zip(table.columns, registers).compactMap {
        column, register -> Register? in
        switch column {
        case .numbers: number(Int32(register))
        case .codes: text(Int32(register))
        case .booleans: boolean(Int32(register))
        case .anything: nil
        }
      }
      return ([text(it.to)], read)
    }
  }
}
