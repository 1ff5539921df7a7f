/// Which lanes hold which register, each used again after its last reader.
struct LanePlan {
  private(set) var numbers: [Int]
  private(set) var booleans: [Int]
  private(set) var codes: [Int]
  private(set) var numberCount = 0
  private(set) var booleanCount = 0
  private(set) var codeCount = 0
  /// Instructions on lanes.
  private(set) var instructions: [Instruction] = []
  private(set) var ranges: [MachineCode.InputRange] = []
  /// The lanes that are counted.
  private(set) var lists: [[Int]] = []
  /// By column of the tables: the lanes of its input.
  private(set) var tableLanes: [Int] = []

  /// Four columns of one row that are gathered together, and where their numbers stand in ``matrix``, row by row:
  /// before the first row stand two for a conflict and for no row.
  private(set) var gathers: [(lanes: [Int], start: Int)] = []
  private(set) var matrix: [Double] = []

  struct Instruction {
    var code: MachineCode.Code
    var fixed: Lanes.Fixed
    var to: Int32
    var a: Int32
    var b: Int32
    var c: Int32
    /// Of an input that becomes whole: its least value.
    var lowest: Double
  }

  init(_ code: MachineCode, _ program: Program, _ flat: FlatMemory) {
    numbers = [Int](repeating: -1, count: code.numberCount)
    booleans = [Int](repeating: -1, count: code.booleanCount)
    codes = [Int](repeating: -1, count: code.codeCount)
    var lastUse: [MachineCode.Register: Int] = [:]
    for (index, instruction) in code.instructions.enumerated() {
      let (written, read) = code.registers(of: instruction)
      for register in read + written { lastUse[register] = index }
    }
    // Lanes of the caller's, or written before the run, or read after it: never shared.
    for own in code.constantRegisters + code.endRegisters(program) {
      lastUse[own] = .max
      assign(own, nil)
    }
    var free: [MachineCode.Register.Bank: [Int]] = [:]
    for (index, instruction) in code.instructions.enumerated() {
      let (written, read) = code.registers(of: instruction)
      for register in written where place(of: register) < 0 {
        assign(register, free[register.bank]?.popLast())
      }
      for register in Set(read + written) where lastUse[register] == index {
        free[register.bank, default: []].append(place(of: register))
      }
    }
    write(code, flat)
    gatherTogether(code)
  }

  /// Joins what is gathered from one row one after the other, four at a time. Their lanes are their own from the first on: what
  /// lies between writes no other.
  private mutating func gatherTogether(_ code: MachineCode) {
    var joined: [Instruction] = []
    var index = 0
    while index < instructions.count {
      let four = index..<min(index + 4, instructions.count)
      let first = instructions[index]
      let isFour =
        four.count == 4
        && four.allSatisfy {
          instructions[$0].code == .gatherNumber && instructions[$0].a == first.a
        }
      joined.append(first)
      index += 1
      guard isFour else { continue }
      let columns = four.map { code.numberColumns[Int(code.instructions[$0].b)] }
      joined[joined.count - 1].b = Int32(gathers.count)
      joined[joined.count - 1].c = 1
      gathers.append((four.map { Int(instructions[$0].to) }, matrix.count + 8))
      matrix += [Double](repeating: 0, count: 8)
      for row in columns[0].indices { matrix += columns.map { $0[row] } }
      index += 3
    }
    instructions = joined
  }

  /// The instructions with lanes in the place of registers.
  private mutating func write(_ code: MachineCode, _ flat: FlatMemory) {
    let fixed = Set(code.numberConstants.map { Int32($0.0) })
    ranges = code.inputRanges
    var lowest: [Int: Double] = [:]
    for it in code.instructions where it.code == .toWhole {
      // A whole form bounds its input from above, and from below up to a sign.
      guard let index = ranges.firstIndex(where: { $0.register == Int(it.a) }),
        ranges[index].highest >= Scaling.ofInput.magnitude
      else { continue }
      lowest[ranges[index].register] = ranges[index].lowest
      ranges.remove(at: index)
    }
    for index in ranges.indices { ranges[index].register = numbers[ranges[index].register] }
    lists = code.lists.map { list in list.map { booleans[$0] } }
    tableLanes = flat.columns.map { column in
      switch column.kind {
      case .numbers: numbers[column.register]
      case .codes: codes[column.register]
      case .booleans: booleans[column.register]
      case .anything: 0
      }
    }
    instructions = zip(code.instructions, flat.linked(code.instructions)).map { it, linked in
      var lanes = Instruction(
        code: it.code, fixed: .none, to: it.to, a: it.a, b: it.b, c: it.c,
        lowest: lowest[Int(it.a)] ?? -.infinity)
      func number(_ register: Int32) -> Int32 { Int32(numbers[Int(register)]) }
      func boolean(_ register: Int32) -> Int32 { Int32(booleans[Int(register)]) }
      func text(_ register: Int32) -> Int32 { Int32(codes[Int(register)]) }
      switch it.code {
      case .add, .subtract, .multiply, .divide, .minimum, .maximum, .toWhole, .floorWhole,
        .ceilingWhole:
        (lanes.to, lanes.a, lanes.b) = (number(it.to), number(it.a), number(it.b))
        lanes.fixed = fixed.contains(it.a) ? .first : fixed.contains(it.b) ? .second : .none
      case .negate, .absolute, .floor, .ceiling:
        (lanes.to, lanes.a, lanes.b) = (number(it.to), number(it.a), number(it.a))
      case .selectNumber:
        (lanes.to, lanes.a) = (number(it.to), boolean(it.a))
        (lanes.b, lanes.c) = (number(it.b), number(it.c))
        lanes.fixed = fixed.contains(it.b) ? .first : fixed.contains(it.c) ? .second : .none
      case .selectBoolean:
        (lanes.to, lanes.a) = (boolean(it.to), boolean(it.a))
        (lanes.b, lanes.c) = (boolean(it.b), boolean(it.c))
      case .selectCode:
        (lanes.to, lanes.a, lanes.b, lanes.c) = (text(it.to), boolean(it.a), text(it.b), text(it.c))
      case .and, .or: (lanes.to, lanes.a, lanes.b) = (boolean(it.to), boolean(it.a), boolean(it.b))
      case .not: (lanes.to, lanes.a, lanes.b) = (boolean(it.to), boolean(it.a), boolean(it.a))
      case .less, .lessOrEqual, .equal, .lessGuarded, .lessOrEqualGuarded, .equalGuarded:
        (lanes.to, lanes.a, lanes.b) = (boolean(it.to), number(it.a), number(it.b))
        lanes.fixed = fixed.contains(it.a) ? .first : fixed.contains(it.b) ? .second : .none
      case .neverSure: break
      case .requireRow: lanes.a = text(it.a)
      case .isIn:
        (lanes.to, lanes.a) = (boolean(it.to), text(it.a))
        (lanes.b, lanes.c) = (linked.b, linked.c)
      case .sameCode: (lanes.to, lanes.a, lanes.b) = (boolean(it.to), text(it.a), text(it.b))
      case .gatherNumber: (lanes.to, lanes.a, lanes.b) = (number(it.to), text(it.a), linked.b)
      case .gatherBoolean: (lanes.to, lanes.a, lanes.b) = (boolean(it.to), text(it.a), linked.b)
      case .gatherCode: (lanes.to, lanes.a, lanes.b) = (text(it.to), text(it.a), linked.b)
      case .count: lanes.to = number(it.to)
      case .lookup: lanes.to = text(it.to)
      // Boxed values have no lanes that others use again: their registers stay.
      case .evaluate: break
      case .unboxNumber:
        (lanes.to, lanes.b) = (number(it.to), it.b < 0 ? -1 : number(it.b))
      case .unboxBoolean: lanes.to = boolean(it.to)
      case .unboxCode: lanes.to = text(it.to)
      }
      return lanes
    }
  }

  private func place(of register: MachineCode.Register) -> Int {
    switch register.bank {
    case .number: numbers[register.index]
    case .boolean: booleans[register.index]
    case .code: codes[register.index]
    }
  }

  /// Gives a register its lanes: some that are free, or new ones.
  private mutating func assign(_ register: MachineCode.Register, _ lanes: Int?) {
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
}
