/// What instructions read and write.
extension MachineCode {
  struct Register: Hashable, Sendable {
    enum Bank: Hashable, Sendable { case number, boolean, code }
    var bank: Bank
    var index: Int
    init(_ bank: Bank, _ index: Int32) {
      self.bank = bank
      self.index = Int(index)
    }
  }

  var constantRegisters: [Register] {
    numberConstants.map { Register(.number, Int32($0.0)) }
      + booleanConstants.map { Register(.boolean, Int32($0.0)) }
      + codeConstants.map { Register(.code, Int32($0.0)) }
  }

  /// Registers that are written before a run or read after it.
  func endRegisters(_ program: Program) -> [Register] {
    let inputs = program.inputs.compactMap { input -> Register? in
      let register = Int32(registers[input.slot])
      switch input.type {
      case .number: return Register(.number, register)
      case .boolean: return Register(.boolean, register)
      case .code, .row: return Register(.code, register)
      case .boxed: return nil
      }
    }
    return inputs + results.values.compactMap(Self.register)
      + outputForms.flatMap { form -> [Register] in
        switch form {
        case .boolean(let register): [Register(.boolean, Int32(register))]
        case .code(let register): [Register(.code, Int32(register))]
        case .near(let register), .whole(let register, _): [Register(.number, Int32(register))]
        case .quotient(let a, let b, _): [a, b].map { Register(.number, Int32($0)) }
        case .open: []
        }
      }
  }

  /// The register that a value is read from; nil for boxed ones, which no other uses again.
  private static func register(_ reader: Reader) -> Register? {
    switch reader {
    case .near(let index), .whole(let index, _): Register(.number, Int32(index))
    case .boolean(let index): Register(.boolean, Int32(index))
    case .code(let index), .row(let index): Register(.code, Int32(index))
    case .boxed: nil
    }
  }

  func registers(of it: Instruction) -> (
    written: [Register], read: [Register]
  ) {
    func number(_ index: Int32) -> Register { Register(.number, index) }
    func boolean(_ index: Int32) -> Register { Register(.boolean, index) }
    func text(_ index: Int32) -> Register { Register(.code, index) }
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
    case .count: return ([number(it.to)], lists[Int(it.a)].map { boolean(Int32($0)) })
    case .lookup:
      let (table, registers) = tables[Int(it.a)]
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
    case .evaluate: return ([], readers[Int(it.a)].values.compactMap(Self.register))
    case .unboxNumber: return ([number(it.to)] + (it.b < 0 ? [] : [number(it.b)]), [])
    case .unboxBoolean: return ([boolean(it.to)], [])
    case .unboxCode: return ([text(it.to)], [])
    }
  }
}
