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

  private enum Bank: Hashable { case number, boolean, code }
  private struct Register: Hashable {
    var bank: Bank
    var index: Int
  }

  init(_ code: MachineCode, _ program: Program, _ flat: FlatMemory) {
    numbers = [Int](repeating: -1, count: code.numberCount)
    booleans = [Int](repeating: -1, count: code.booleanCount)
    codes = [Int](repeating: -1, count: code.codeCount)
    var lastUse: [Register: Int] = [:]
    for (index, instruction) in code.instructions.enumerated() {
      let (written, read) = Self.registers(of: instruction, code)
      for register in read + written { lastUse[register] = index }
    }
    // Lanes of the caller's, or written before the run, or read after it: never shared.
    func bank(_ slot: Program.Slot) -> Bank? {
      switch program.types[slot] {
      case .number: .number
      case .boolean: .boolean
      case .code, .row: .code
      case .boxed: nil
      }
    }
    let constants =
      code.numberConstants.map { Register(bank: .number, index: $0.0) }
      + code.booleanConstants.map { Register(bank: .boolean, index: $0.0) }
      + code.codeConstants.map { Register(bank: .code, index: $0.0) }
    let ends =
      (program.inputs.map(\.slot) + program.outputs.map(\.slot)).compactMap { slot in
        bank(slot).map { Register(bank: $0, index: code.registers[slot]) }
      } + code.results.values.compactMap(Self.register)
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
    write(code, flat)
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
    case .requireRow: return ([], [text(it.a)])
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
    case .evaluate: return ([], code.readers[Int(it.a)].values.compactMap(Self.register))
    case .unboxNumber:
      return ([number(it.to)] + (it.b < 0 ? [] : [number(it.b)]), [])
    case .unboxBoolean: return ([boolean(it.to)], [])
    case .unboxCode: return ([text(it.to)], [])
    }
  }

  /// The register that a value is read from; nil for boxed ones.
  private static func register(_ reader: MachineCode.Reader) -> Register? {
    switch reader {
    case .near(let index), .whole(let index, _): Register(bank: .number, index: index)
    case .boolean(let index): Register(bank: .boolean, index: index)
    case .code(let index), .row(let index): Register(bank: .code, index: index)
    case .boxed: nil
    }
  }
}
