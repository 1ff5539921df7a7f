/// What the scalar executor does at once: an instruction, or several that follow from each other.
struct Step: Sendable {
  enum Code: UInt8, Sendable {
    case add, subtract, multiply, divide, negate, minimum, maximum, absolute
    /// `a`, and `c` more or less where `b` is true.
    case addWhere, subtractWhere
    case toWhole, floor, ceiling, floorWhole, ceilingWhole
    case selectNumber, selectBoolean, selectCode
    case and, or, not
    /// `a` and not `b`, `a` or not `b`.
    case andNot, orNot
    case less, lessOrEqual, equal, lessGuarded, lessOrEqualGuarded, equalGuarded
    /// `a` times `c` beside `b`, and `a` beside `b` times `c`.
    case lessScaledLeft, lessScaledRight, lessOrEqualScaledLeft, lessOrEqualScaledRight
    /// `c`, and (or) also a comparison of `a` and `b`.
    case andLess, orLess, andLessOrEqual, orLessOrEqual
    case neverSure, requireRow, isIn, sameCode
    case gatherNumber, gatherBoolean, gatherCode
    /// `c` registers from `to` on, from the row `a` of the matrix at `b`.
    case gatherNumbers
    case count, lookup
    /// What the evaluator has a part in.
    case evaluate, unboxNumber, unboxBoolean, unboxCode

    var isBoxed: Bool { rawValue >= Code.evaluate.rawValue }

    var mayDoubt: Bool {
      switch self {
      case .divide, .toWhole, .floor, .ceiling, .lessGuarded, .lessOrEqualGuarded, .equalGuarded,
        .neverSure, .requireRow, .sameCode, .lookup, .evaluate, .unboxNumber, .unboxBoolean,
        .unboxCode:
        true
      default: false
      }
    }
  }

  var code: Code
  var to: Int32
  var a: Int32
  var b: Int32
  var c: Int32

  init(_ code: Code, to: Int32, _ a: Int32, _ b: Int32 = 0, _ c: Int32 = 0) {
    self.code = code
    (self.to, self.a, self.b, self.c) = (to, a, b, c)
  }

  init(_ it: MachineCode.Instruction) {
    code =
      switch it.code {
      case .add: .add
      case .subtract: .subtract
      case .multiply: .multiply
      case .divide: .divide
      case .negate: .negate
      case .minimum: .minimum
      case .maximum: .maximum
      case .absolute: .absolute
      case .toWhole: .toWhole
      case .floor: .floor
      case .ceiling: .ceiling
      case .floorWhole: .floorWhole
      case .ceilingWhole: .ceilingWhole
      case .selectNumber: .selectNumber
      case .selectBoolean: .selectBoolean
      case .selectCode: .selectCode
      case .and: .and
      case .or: .or
      case .not: .not
      case .less: .less
      case .lessOrEqual: .lessOrEqual
      case .equal: .equal
      case .lessGuarded: .lessGuarded
      case .lessOrEqualGuarded: .lessOrEqualGuarded
      case .equalGuarded: .equalGuarded
      case .neverSure: .neverSure
      case .requireRow: .requireRow
      case .isIn: .isIn
      case .sameCode: .sameCode
      case .gatherNumber: .gatherNumber
      case .gatherBoolean: .gatherBoolean
      case .gatherCode: .gatherCode
      case .count: .count
      case .lookup: .lookup
      case .evaluate: .evaluate
      case .unboxNumber: .unboxNumber
      case .unboxBoolean: .unboxBoolean
      case .unboxCode: .unboxCode
      }
    (to, a, b, c) = (it.to, it.a, it.b, it.c)
  }
}

/// The steps of a whole run: those of the machine's code, with inputs made whole beforehand and what follows from each other
/// joined, where nothing else reads what lies between.
struct StraightCode {
  private(set) var steps: [Step] = []
  /// Numbers of tables, row by row; before the first stand two rows for a conflict and for no row.
  private(set) var matrices: [Double] = []

  private let code: MachineCode
  private var readers: [MachineCode.Register: Int] = [:]
  private var writers: [MachineCode.Register: Int] = [:]
  private let zeros: Set<Int32>
  private var joined: Set<Int> = []

  init(_ code: MachineCode, _ flat: FlatMemory, kept: Set<MachineCode.Register>) {
    self.code = code
    zeros = Set(code.numberConstants.compactMap { $0.1 == 0 ? Int32($0.0) : nil })
    for register in kept { readers[register] = 2 }
    for (index, instruction) in code.instructions.enumerated() {
      let (written, read) = code.registers(of: instruction)
      for register in read { readers[register, default: 0] += 1 }
      for register in written { writers[register] = index }
    }
    var all: [Step?] = zip(code.instructions, flat.linked(code.instructions)).map {
      plain, linked in plain.code == .toWhole ? nil : Step(linked)
    }
    for index in all.indices {
      guard let step = all[index] else { continue }
      all[index] = joined(step, &all)
    }
    gatherTogether(&all)
    steps = all.compactMap(\.self)
  }

  /// The step that writes a register which only one other reads; not one that may leave a doubt, which must stay where it is.
  private func only(_ register: MachineCode.Register, _ all: [Step?]) -> (index: Int, step: Step)? {
    guard readers[register] == 1, let index = writers[register], let step = all[index] else {
      return nil
    }
    return (index, step)
  }

  private func joined(_ step: Step, _ all: inout [Step?]) -> Step {
    switch step.code {
    case .add, .subtract:
      for (other, selected) in [(step.a, step.b), (step.b, step.a)] {
        guard step.code == .add || selected == step.b,
          let (index, choice) = only(.init(.number, selected), all), choice.code == .selectNumber,
          zeros.contains(choice.c)
        else { continue }
        all[index] = nil
        return Step(
          step.code == .add ? .addWhere : .subtractWhere, to: step.to, other, choice.a, choice.b)
      }
    case .less, .lessOrEqual:
      let isLess = step.code == .less
      if let (index, product) = only(.init(.number, step.a), all), product.code == .multiply {
        all[index] = nil
        return Step(
          isLess ? .lessScaledLeft : .lessOrEqualScaledLeft, to: step.to, product.a, step.b,
          product.b)
      }
      if let (index, product) = only(.init(.number, step.b), all), product.code == .multiply {
        all[index] = nil
        return Step(
          isLess ? .lessScaledRight : .lessOrEqualScaledRight, to: step.to, step.a, product.a,
          product.b)
      }
    case .and, .or:
      let isAnd = step.code == .and
      for (other, part) in [(step.a, step.b), (step.b, step.a)] {
        guard let (index, inner) = only(.init(.boolean, part), all) else { continue }
        switch inner.code {
        case .not:
          all[index] = nil
          return Step(isAnd ? .andNot : .orNot, to: step.to, other, inner.a)
        case .less, .lessOrEqual:
          all[index] = nil
          let isLess = inner.code == .less
          return Step(
            isAnd ? (isLess ? .andLess : .andLessOrEqual) : (isLess ? .orLess : .orLessOrEqual),
            to: step.to, inner.a, inner.b, other)
        default: continue
        }
      }
    default: break
    }
    return step
  }

  /// One step for numbers of one row whose registers follow each other.
  private mutating func gatherTogether(_ all: inout [Step?]) {
    var index = 0
    while index < all.count {
      guard let first = all[index], first.code == .gatherNumber else {
        index += 1
        continue
      }
      var columns: [Int] = []
      while index + columns.count < all.count,
        let next = all[index + columns.count], next.code == .gatherNumber, next.a == first.a,
        next.to == first.to + Int32(columns.count)
      {
        columns.append(Int(code.instructions[index + columns.count].b))
      }
      if columns.count > 1 {
        let start = matrices.count + 2 * columns.count
        matrices += [Double](repeating: 0, count: 2 * columns.count)
        for row in code.numberColumns[columns[0]].indices {
          for column in columns { matrices.append(code.numberColumns[column][row]) }
        }
        for other in columns.indices { all[index + other] = nil }
        all[index] = Step(
          .gatherNumbers, to: first.to, first.a, Int32(start), Int32(columns.count))
      }
      index += columns.count
    }
  }
}
