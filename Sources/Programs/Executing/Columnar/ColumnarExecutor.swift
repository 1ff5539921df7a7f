package import FEEL

/// Runs a program on many cases, a block of them at a time, each instruction over the whole block.
///
/// Inputs are columns of the caller's; registers are lanes of a block, used again as soon as nothing needs them, so that all
/// of a block stays near the processor. A lane in doubt is marked and left to ``ExactExecutor``.
package final class ColumnarExecutor {
  package struct Columns {
    /// By index of the program's inputs; those of other types are nil.
    package var numbers: [UnsafePointer<Double>?]
    package var booleans: [UnsafePointer<UInt8>?]
    package var codes: [UnsafePointer<Int32>?]
    package var boxed: [UnsafePointer<Value>?]
    package init(
      numbers: [UnsafePointer<Double>?], booleans: [UnsafePointer<UInt8>?],
      codes: [UnsafePointer<Int32>?], boxed: [UnsafePointer<Value>?] = []
    ) {
      self.boxed = boxed
      self.numbers = numbers
      self.booleans = booleans
      self.codes = codes
    }
  }

  package let program: Program
  let code: MachineCode
  let plan: LanePlan
  let flat: FlatMemory
  private let matrix: UnsafeMutablePointer<Double>
  private let memory: UnsafeMutableRawPointer
  /// By lanes of the plan.
  let numbers: UnsafeMutablePointer<Lanes.Numbers>
  let booleans: UnsafeMutablePointer<Lanes.Booleans>
  let codes: UnsafeMutablePointer<Lanes.Codes>
  /// Doubts of numbers and of everything else, and both together.
  let wideDoubts: Lanes.Doubts
  let doubts: Lanes.Booleans
  /// What was looked at, so that it is.
  private var fetched: UInt64 = 0
  /// Room of an instruction.
  let scratch: Lanes.Codes
  /// The lanes of inputs that are this executor's own, for a block that is not full.
  private let ownNumbers: [Lanes.Numbers]
  private let ownBooleans: [Lanes.Booleans]
  private let ownCodes: [Lanes.Codes]
  /// By register.
  let boxed: [Lanes.Values]
  let moment: DateAndTime?

  /// - Parameters:
  ///   - exactOutputs: Numbers of outputs as exact decimals, in the place of the nearest doubles.
  ///   - moment: What `now` and `today` say.
  package init(_ program: Program, exactOutputs: Bool = false, moment: DateAndTime? = nil) {
    self.program = program
    self.moment = moment
    code = MachineCode(program, exactOutputs: exactOutputs)
    flat = FlatMemory(code)
    plan = LanePlan(code, program, flat)
    matrix = .allocate(capacity: plan.matrix.count + 1)
    matrix.initialize(from: plan.matrix, count: plan.matrix.count)
    let lanes = Lanes.count
    let bytes = lanes * (plan.numberCount * 8 + 8 + plan.codeCount * 4 + 8 + plan.booleanCount + 1)
    memory = .allocate(byteCount: bytes, alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    numbers = .allocate(capacity: plan.numberCount + 1)
    booleans = .allocate(capacity: plan.booleanCount + 1)
    codes = .allocate(capacity: plan.codeCount + 1)
    var next = memory
    func take<T>(_ type: T.Type) -> UnsafeMutablePointer<T> {
      defer { next += lanes * MemoryLayout<T>.stride }
      return next.assumingMemoryBound(to: type)
    }
    for index in 0..<plan.numberCount { (numbers + index).initialize(to: take(Double.self)) }
    wideDoubts = take(Int64.self)
    for index in 0..<plan.codeCount { (codes + index).initialize(to: take(Int32.self)) }
    scratch = take(Int32.self)
    _ = take(Int32.self)
    for index in 0..<plan.booleanCount { (booleans + index).initialize(to: take(UInt8.self)) }
    doubts = take(UInt8.self)
    ownNumbers = (0..<plan.numberCount).map { [numbers] in numbers[$0] }
    ownBooleans = (0..<plan.booleanCount).map { [booleans] in booleans[$0] }
    ownCodes = (0..<plan.codeCount).map { [codes] in codes[$0] }
    boxed = (0..<code.boxedCount).map { _ in
      let column = Lanes.Values.allocate(capacity: lanes)
      column.initialize(repeating: .null, count: lanes)
      return column
    }
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
    for column in boxed {
      column.deinitialize(count: Lanes.count)
      column.deallocate()
    }
    matrix.deallocate()
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

    /// Near doubles; there are none of an output that is exact.
    package func numbers(of slot: Program.Slot) -> UnsafePointer<Double> {
      UnsafePointer(executor.numbers[executor.plan.numbers[executor.code.registers[slot]]])
    }
    package func booleans(of slot: Program.Slot) -> UnsafePointer<UInt8> {
      UnsafePointer(executor.booleans[executor.plan.booleans[executor.code.registers[slot]]])
    }
    package func codes(of slot: Program.Slot) -> UnsafePointer<Int32> {
      UnsafePointer(executor.codes[executor.plan.codes[executor.code.registers[slot]]])
    }

    /// Truth values as the bits of one word for each case, the first slot lowest; at most 32 slots.
    package func bits(of slots: [Program.Slot], into words: UnsafeMutablePointer<UInt32>) {
      Lanes.bits(slots.map { UnsafeMutablePointer(mutating: booleans(of: $0)) }, words, count)
    }
  }

  /// Runs cases and hands over each block; its lanes hold until the body returns.
  package func run(_ columns: Columns, cases: Int, _ body: (Block) -> Void) {
    var start = 0
    while start < cases {
      let count = min(Lanes.count, cases - start)
      bind(columns, start, count)
      let (doubts, wideDoubts) = (doubts, wideDoubts)
      doubts.update(repeating: 0, count: Lanes.count)
      wideDoubts.update(repeating: 0, count: Lanes.count)
      if start + 2 * Lanes.count <= cases { fetchNext() }
      for range in plan.ranges {
        Lanes.check(numbers[range.register], range.lowest, range.highest, wideDoubts)
      }
      for instruction in plan.instructions {
        if instruction.code.isBoxed {
          workBoxed(instruction, count)
        } else {
          execute(instruction)
        }
      }
      for lane in 0..<Lanes.count {
        doubts[lane] |= UInt8(
          truncatingIfNeeded: UInt64(bitPattern: wideDoubts[lane]) >> 63)
      }
      body(Block(executor: self, start: start, count: count))
      start += count
    }
  }

  /// Full blocks are read where they lie, what is left over is copied.
  private func bind(_ columns: Columns, _ start: Int, _ count: Int) {
    func bound<T>(_ column: UnsafePointer<T>?, _ own: UnsafeMutablePointer<T>)
      -> UnsafeMutablePointer<T>
    {
      guard let column else { return own }
      if count == Lanes.count { return UnsafeMutablePointer(mutating: column + start) }
      own.update(from: column + start, count: count)
      return own
    }
    for (index, input) in program.inputs.enumerated() {
      let register = code.registers[input.slot]
      switch input.type {
      case .number:
        let lanes = plan.numbers[register]
        numbers[lanes] = bound(columns.numbers[index], ownNumbers[lanes])
      case .boolean:
        let lanes = plan.booleans[register]
        booleans[lanes] = bound(columns.booleans[index], ownBooleans[lanes])
      case .code, .row:
        let lanes = plan.codes[register]
        codes[lanes] = bound(columns.codes[index], ownCodes[lanes])
      case .boxed:
        guard columns.boxed.indices.contains(index), let column = columns.boxed[index] else {
          break
        }
        boxed[register].update(from: column + start, count: count)
      }
    }
  }

  /// Looks at every line of the next block's numbers: they come from afar all at once, while this block is worked out. Read in
  /// their turn they would come one by one.
  private func fetchNext() {
    var all: UInt64 = 0
    for input in program.inputs where input.type == .number {
      let lanes = numbers[plan.numbers[code.registers[input.slot]]] + Lanes.count
      for line in 0..<(Lanes.count / 8) { all |= lanes[line * 8].bitPattern }
    }
    fetched = all
  }

  private func execute(_ it: LanePlan.Instruction) {
    @inline(__always) func number(_ lanes: Int32) -> Lanes.Numbers { numbers[Int(lanes)] }
    @inline(__always) func boolean(_ lanes: Int32) -> Lanes.Booleans { booleans[Int(lanes)] }
    @inline(__always) func text(_ lanes: Int32) -> Lanes.Codes { codes[Int(lanes)] }
    @inline(__always) func map(_ body: (Double, Double) -> Double) {
      Lanes.map(number(it.to), number(it.a), number(it.b), it.fixed, body)
    }
    @inline(__always) func compare(_ body: (Double, Double) -> Bool) {
      Lanes.compare(boolean(it.to), number(it.a), number(it.b), it.fixed, body)
    }
    @inline(__always) func combine(_ body: (UInt8, UInt8) -> UInt8) {
      Lanes.combine(boolean(it.to), boolean(it.a), boolean(it.b), body)
    }
    let (doubts, wideDoubts) = (doubts, wideDoubts)
    switch it.code {
    case .add: map { $0 + $1 }
    case .subtract: map { $0 - $1 }
    case .multiply: map { $0 * $1 }
    case .divide:
      let divisor = number(it.b)
      for lane in 0..<Lanes.count { wideDoubts[lane] |= divisor[lane] == 0 ? -1 : 0 }
      map { $0 / $1 }
    case .negate: map { x, _ in -x }
    case .minimum: map { $0 < $1 ? $0 : $1 }
    case .maximum: map { $0 > $1 ? $0 : $1 }
    case .absolute: map { x, _ in abs(x) }
    case .floor, .ceiling: round(it)
    case .toWhole:
      Lanes.wholes(number(it.to), number(it.a), number(it.b)[0], it.lowest, wideDoubts)
    case .floorWhole: roundWhole(it, up: false)
    case .ceilingWhole: roundWhole(it, up: true)
    case .selectNumber:
      Lanes.select(number(it.to), boolean(it.a), number(it.b), number(it.c), it.fixed)
    case .selectBoolean:
      Lanes.select(boolean(it.to), boolean(it.a), boolean(it.b), boolean(it.c))
    case .selectCode: Lanes.select(text(it.to), boolean(it.a), text(it.b), text(it.c))
    case .and: combine { $0 & $1 }
    case .or: combine { $0 | $1 }
    case .not: combine { x, _ in x ^ 1 }
    case .less: compare { $0 < $1 }
    case .lessOrEqual: compare { $0 <= $1 }
    case .equal: compare { $0 == $1 }
    case .lessGuarded:
      Lanes.guardAgainst(flat.guards[Int(it.c)], number(it.a), number(it.b), wideDoubts)
      compare { $0 < $1 }
    case .lessOrEqualGuarded:
      Lanes.guardAgainst(flat.guards[Int(it.c)], number(it.a), number(it.b), wideDoubts)
      compare { $0 <= $1 }
    case .equalGuarded:
      Lanes.guardAgainst(flat.guards[Int(it.c)], number(it.a), number(it.b), wideDoubts)
      compare { $0 == $1 }
    case .neverSure: doubts.update(repeating: 1, count: Lanes.count)
    case .requireRow:
      let rows = text(it.a)
      for lane in 0..<Lanes.count { doubts[lane] |= rows[lane] < 0 ? 1 : 0 }
    case .isIn:
      let (to, from) = (boolean(it.to), text(it.a))
      guard let pool = flat.booleans.baseAddress else { return }
      let set = UnsafeRawPointer(pool + Int(it.b)).assumingMemoryBound(to: UInt8.self)
      for lane in 0..<Lanes.count {
        to[lane] = set[FlatMemory.place(of: from[lane], among: Int(it.c))]
      }
    case .sameCode:
      let (to, x, y) = (boolean(it.to), text(it.a), text(it.b))
      for lane in 0..<Lanes.count {
        to[lane] = x[lane] == y[lane] ? 1 : 0
        doubts[lane] |= (x[lane] < 0 ? 1 : 0) & (y[lane] < 0 ? 1 : 0)
      }
    case .gatherNumber where it.c > 0:
      let (lanes, start) = plan.gathers[Int(it.b)]
      Lanes.gatherFour(
        numbers[lanes[0]], numbers[lanes[1]], numbers[lanes[2]], numbers[lanes[3]], text(it.a),
        matrix + start)
    case .gatherNumber:
      guard let pool = flat.numbers.baseAddress else { return }
      Lanes.gather(number(it.to), text(it.a), pool + Int(it.b))
    case .gatherBoolean:
      guard let pool = flat.booleans.baseAddress else { return }
      let column = UnsafeRawPointer(pool + Int(it.b)).assumingMemoryBound(to: UInt8.self)
      Lanes.gather(boolean(it.to), text(it.a), column)
    case .gatherCode:
      guard let pool = flat.codes.baseAddress else { return }
      Lanes.gather(text(it.to), text(it.a), pool + Int(it.b))
    case .count: Lanes.count(number(it.to), plan.lists[Int(it.a)].map { booleans[$0] })
    case .lookup: lookup(it)
    case .evaluate, .unboxNumber, .unboxBoolean, .unboxCode: break
    }
  }

  private func round(_ it: LanePlan.Instruction) {
    let (to, from, wideDoubts) = (numbers[Int(it.to)], numbers[Int(it.a)], wideDoubts)
    if it.c >= 0 {
      let bound = flat.guards[Int(it.c)]
      for lane in 0..<Lanes.count {
        let value = from[lane]
        let doubt = bound.left * abs(value) + bound.absolute
        let isNear: Int64 = abs(value - Lanes.nearest(value)) <= doubt ? -1 : 0
        let isUnsure: Int64 = doubt > 0 ? -1 : 0
        wideDoubts[lane] |= isNear & isUnsure
      }
    }
    // The nearest whole number, put right by one: `rounded(.up)` is a call for each lane.
    if it.code == .floor {
      for lane in 0..<Lanes.count {
        let nearest = Lanes.nearest(from[lane])
        to[lane] = nearest - (nearest > from[lane] ? 1 : 0)
      }
    } else {
      for lane in 0..<Lanes.count {
        let nearest = Lanes.nearest(from[lane])
        to[lane] = nearest + (nearest < from[lane] ? 1 : 0)
      }
    }
  }

  private func roundWhole(_ it: LanePlan.Instruction, up: Bool) {
    let (to, from, part) = (numbers[Int(it.to)], numbers[Int(it.a)], numbers[Int(it.b)][0])
    let sign: Double = up ? -1 : 1
    for lane in 0..<Lanes.count {
      // Rounded down, of the negative where up is wanted; the product tells on which side the quotient fell.
      let whole = from[lane] * sign
      var result = Lanes.nearest(whole / part)
      result -= result * part > whole ? 1 : 0
      result += (result + 1) * part <= whole ? 1 : 0
      to[lane] = result * sign
    }
  }
}
