import Facts

/// A program with registers in the place of slots, in the forms of numbers that decide without doubt where such are to be had.
///
/// A number has two forms, each worked out only where something needs it: the *near* one is the double nearest to it or so,
/// with the bound of its error; the *whole* one is a whole number at a fixed power of ten (``Scaling``), exact as long as it
/// stays within 2⁵³. A comparison takes whole forms where both sides have one, and else near forms with a guard.
struct MachineCode: Sendable {
  enum Code: UInt8, Sendable {
    case add, subtract, multiply, divide, negate, minimum, maximum, absolute
    /// The whole form of an input: constant `b` is the power of ten. A value with more decimals is in doubt.
    case toWhole
    /// Rounded from the near form under guard `c`, or surely where `c` is negative.
    case floor, ceiling
    /// Rounded from a whole form that counts the part `b` (a power of ten).
    case floorWhole, ceilingWhole
    case selectNumber, selectBoolean, selectCode
    case and, or, not
    case less, lessOrEqual, equal, lessGuarded, lessOrEqualGuarded, equalGuarded
    /// An operand whose error has no bound: exact numbers decide.
    case neverSure
    /// A table's outputs are read: a case without one row is in doubt.
    case requireRow
    case isIn, sameCode, gatherNumber, gatherBoolean, gatherCode, count, lookup
    /// Boxed expression `a`, with its operands read as ``readers`` says.
    case evaluate
    /// A boxed value as one of a type; in doubt where it is none. Of a number, `b` is the register of the whole form, or -1.
    case unboxNumber, unboxBoolean, unboxCode

    /// What the evaluator has a part in.
    @inline(__always) var isBoxed: Bool { rawValue >= Code.evaluate.rawValue }
  }

  /// How the value of a slot is had from registers, exactly.
  enum Reader: Sendable {
    /// A double that stands for one decimal.
    case near(Int)
    case whole(Int, scale: Int)
    case boolean(Int)
    case code(Int)
    case boxed(Int)
    /// A row: whether there is one.
    case row(Int)
  }

  struct Instruction: Sendable {
    var code: Code
    var to: Int32
    var a: Int32
    var b: Int32
    var c: Int32
  }

  struct Guard: Sendable, Hashable {
    var left: Double
    var right: Double
    var absolute: Double
  }

  struct InputRange: Sendable {
    var register: Int
    var lowest: Double
    var highest: Double
  }

  private(set) var instructions: [Instruction] = []
  /// Per instruction, the inputs that it rests on, a bit each.
  private(set) var dependencies: [UInt64] = []
  private(set) var guards: [Guard] = []
  /// By slot: the register in the bank of its type, -1 where no output rests on it; of a number, that of the near form.
  private(set) var registers: [Int] = []
  private(set) var numberCount = 0
  /// The near forms of inputs are the registers up to ``numberInputs``; those up to ``wholeInputs`` have their whole forms from
  /// ``numberInputs`` on, in the same order. Both are multiples of ``step``.
  private(set) var numberInputs = 0
  private(set) var wholeInputs = 0
  static let step = 4
  private(set) var booleanCount = 0
  private(set) var codeCount = 0
  private(set) var boxedCount = 0
  private(set) var numberConstants: [(Int, Double)] = []
  private(set) var booleanConstants: [(Int, Bool)] = []
  private(set) var codeConstants: [(Int, Int32)] = []
  private(set) var inputRanges: [InputRange] = []
  /// By output of the program.
  private(set) var outputForms: [OutputForm] = []
  private(set) var numberColumns: [[Double]] = []
  private(set) var booleanColumns: [[Bool]] = []
  private(set) var codeColumns: [[Int32]] = []
  private(set) var codeSets: [[Bool]] = []
  private(set) var lists: [[Int]] = []
  /// Each with the registers of its inputs.
  private(set) var tables: [(table: MachineTable, registers: [Int])] = []

  /// By boxed expression and slot; a slot that is not here has no exact value among the registers.
  private(set) var readers: [[Program.Slot: Reader]] = []
  /// How the slots of results are read; a number that has no exact value among the registers by the double near it.
  private(set) var results: [Program.Slot: Reader] = [:]
  private var wholeRegisters: [Int] = []
  private var requiredRows: Set<Program.Slot> = []
  private var knownConstants: [Double: Int] = [:]

  /// - Parameter exactOutputs: Numbers of outputs in whole forms, not in the nearest doubles.
  init(_ program: Program, exactOutputs: Bool = false) {
    numberColumns = program.numberColumns.map { $0.map(\.double) }
    booleanColumns = program.booleanColumns
    codeColumns = program.codeColumns
    codeSets = program.codeSets
    readers = .init(repeating: [:], count: program.boxed.count)
    let live = program.liveSlots
    let forms = NumberForms(program, live, exactOutputs: exactOutputs)
    registers = [Int](repeating: -1, count: program.operations.count)
    wholeRegisters = registers
    placeInputs(program, forms)
    var slotDependencies: [UInt64] = []
    for (slot, operation) in program.operations.enumerated() {
      switch program.types[slot] {
      case .number:
        if operation.code == .input { break }
        registers[slot] = forms.needsNear[slot] ? newNumber() : -1
        if forms.needsWhole[slot] {
          wholeRegisters[slot] =
            forms.isOneForm(slot) && registers[slot] >= 0 ? registers[slot] : newNumber()
        }
        if forms.isOneForm(slot), registers[slot] < 0 { registers[slot] = wholeRegisters[slot] }
      case .boolean:
        guard live[slot] else { break }
        registers[slot] = booleanCount
        booleanCount += 1
      case .code, .row:
        guard live[slot] else { break }
        registers[slot] = codeCount
        codeCount += 1
      case .boxed:
        guard live[slot] else { break }
        registers[slot] = boxedCount
        boxedCount += 1
      }
      slotDependencies.append(Self.dependencies(of: operation, program, slotDependencies))
      guard live[slot] else { continue }
      translate(slot, operation, program, forms, slotDependencies[slot])
    }
    for slot in program.results.flatMap(\.value.slots) {
      results[slot] =
        reader(of: slot, program, forms) ?? (registers[slot] < 0 ? nil : .near(registers[slot]))
    }
    outputForms = program.outputs.map { form(of: $0.slot, program, forms, exactOutputs) }
  }

  /// How the value of a slot can be read exactly; nil where doubles only stand near it.
  func reader(of slot: Program.Slot, _ program: Program, _ forms: NumberForms) -> Reader? {
    let register = registers[slot]
    switch program.types[slot] {
    case .boolean: return .boolean(register)
    case .code: return .code(register)
    case .row: return .row(register)
    case .boxed: return .boxed(register)
    case .number:
      if register >= 0, program.accuracies[slot]?.isFaithful ?? false { return .near(register) }
      guard wholeRegisters[slot] >= 0, let scale = forms.scalings[slot]?.scale else { return nil }
      return .whole(wholeRegisters[slot], scale: scale)
    }
  }

  /// Where an output stands when a run is over.
  enum OutputForm: Sendable {
    case boolean(Int)
    case code(Int)
    /// The double nearest to the number or so.
    case near(Int)
    /// A whole number of a power of ten, exactly.
    case whole(Int, scale: Int)
    /// Of two whole numbers, times a power of ten.
    case quotient(Int, Int, exponent: Int)
    /// Only decimals give it.
    case open
  }

  private func form(
    of slot: Program.Slot, _ program: Program, _ forms: NumberForms, _ isExact: Bool
  ) -> OutputForm {
    switch program.types[slot] {
    case .boolean: return .boolean(registers[slot])
    case .code, .row: return .code(registers[slot])
    case .boxed: return .open
    case .number:
      guard isExact else { return .near(registers[slot]) }
      if let scaling = forms.scalings[slot] {
        return .whole(wholeRegisters[slot], scale: scaling.scale)
      }
      guard let (a, b) = forms.quotient(slot), let x = forms.scalings[a], let y = forms.scalings[b]
      else { return .open }
      return .quotient(wholeRegisters[a], wholeRegisters[b], exponent: y.scale - x.scale)
    }
  }

  /// Gives the inputs their registers first and side by side, so that several are made whole and checked at once: the near
  /// forms of those that have a whole one, the other near forms, the whole forms. What fills a step is zero for ever.
  private mutating func placeInputs(_ program: Program, _ forms: NumberForms) {
    let inputs = program.inputs.map(\.slot).filter { program.types[$0] == .number }
    func fill() { numberCount = (numberCount + Self.step - 1) / Self.step * Self.step }
    for slot in inputs where forms.needsWhole[slot] { registers[slot] = newNumber() }
    fill()
    wholeInputs = numberCount
    for slot in inputs where !forms.needsWhole[slot] { registers[slot] = newNumber() }
    fill()
    numberInputs = numberCount
    for slot in inputs where forms.needsWhole[slot] { wholeRegisters[slot] = newNumber() }
    fill()
  }

  private mutating func newNumber() -> Int {
    numberCount += 1
    return numberCount - 1
  }

  func contains(_ code: Int32, inSet set: Int) -> Bool {
    let index = Int(code)
    return index >= 0 && index < codeSets[set].count && codeSets[set][index]
  }

  private static func dependencies(
    of operation: Operation, _ program: Program, _ known: [UInt64]
  ) -> UInt64 {
    switch operation.code {
    case .input: return 1 << UInt64(min(63, operation.a))
    case .constant: return 0
    default: return program.operands(of: operation).reduce(0) { $0 | known[$1] }
    }
  }

  private mutating func guardIndex(_ bound: Guard) -> Int32 {
    if let known = guards.firstIndex(of: bound) { return Int32(known) }
    guards.append(bound)
    return Int32(guards.count - 1)
  }

  /// The register of a constant that the program itself does not name.
  private mutating func constant(_ value: Double) -> Int32 {
    if let known = knownConstants[value] { return Int32(known) }
    let register = newNumber()
    knownConstants[value] = register
    numberConstants.append((register, value))
    return Int32(register)
  }

  private mutating func emit(
    _ code: Code, to: Int, _ dependency: UInt64, _ a: Int32 = 0, _ b: Int32 = 0, _ c: Int32 = 0
  ) {
    instructions.append(Instruction(code: code, to: Int32(to), a: a, b: b, c: c))
    dependencies.append(dependency)
  }

  /// The whole form of a slot at a scale that is as fine as its own or finer.
  private mutating func whole(
    _ slot: Program.Slot, at scale: Int, _ forms: NumberForms, _ dependency: UInt64
  ) -> Int32 {
    let register = Int32(wholeRegisters[slot])
    guard let own = forms.scalings[slot]?.scale, own < scale else { return register }
    let scaled = newNumber()
    emit(.multiply, to: scaled, dependency, register, constant(Scaling.power(scale - own)))
    return Int32(scaled)
  }

  // MARK: translating

  private mutating func translate(
    _ slot: Program.Slot, _ operation: Operation, _ program: Program, _ forms: NumberForms,
    _ dependency: UInt64
  ) {
    let to = registers[slot]
    func register(_ slot: Int32) -> Int32 { Int32(registers[Int(slot)]) }
    func accuracy(_ slot: Int32) -> Accuracy { program.accuracies[Int(slot)] ?? .integer(0, 1) }
    let type = program.types[slot]
    let (a, b, c) = (operation.a, operation.b, operation.c)
    // Nothing asks for it.
    if type == .number, to < 0, wholeRegisters[slot] < 0 { return }
    switch operation.code {
    case .input:
      guard type == .number, let accuracy = program.accuracies[slot] else { break }
      inputRanges.append(.init(register: to, lowest: accuracy.lowest, highest: accuracy.highest))
      if wholeRegisters[slot] >= 0 {
        emit(
          .toWhole, to: wholeRegisters[slot], dependency, Int32(to),
          constant(Scaling.power(Scaling.ofInput.scale)))
      }
    case .constant:
      switch type {
      case .number:
        let number = program.constants[Int(operation.a)]
        if to >= 0 { numberConstants.append((to, number.double)) }
        if wholeRegisters[slot] >= 0, wholeRegisters[slot] != to,
          let scale = forms.scalings[slot]?.scale,
          let mantissa = Scaling.mantissa(of: number, scale: scale)
        {
          numberConstants.append((wholeRegisters[slot], mantissa))
        }
      case .boolean: booleanConstants.append((to, operation.a == 1))
      case .code, .row, .boxed: codeConstants.append((to, operation.a))
      }
    case .add, .subtract, .multiply, .divide, .negate, .minimum, .maximum, .absolute:
      arithmetic(slot, operation, forms, dependency)
    case .floor, .ceiling:
      let source = Program.Slot(operation.a)
      let isFloor = operation.code == .floor
      if wholeRegisters[source] >= 0, let scale = forms.scalings[source]?.scale {
        emit(
          isFloor ? .floorWhole : .ceilingWhole, to: to, dependency, Int32(wholeRegisters[source]),
          constant(Scaling.power(scale)))
        break
      }
      let bound = accuracy(operation.a)
      if bound.isOpen || program.accuracies[slot]?.isOpen ?? true {
        emit(.neverSure, to: 0, dependency)
      }
      var index: Int32 = -1
      if !bound.isFaithful, let parts = Accuracy.guardOf(bound, .integer(0, 0)) {
        index = guardIndex(Guard(left: parts.left, right: 0, absolute: parts.absolute))
      }
      emit(isFloor ? .floor : .ceiling, to: to, dependency, register(operation.a), 0, index)
    case .count:
      lists.append(program.slotLists[Int(operation.a)].map { registers[$0] })
      emit(.count, to: to, dependency, Int32(lists.count - 1))
    case .and: emit(.and, to: to, dependency, register(a), register(b))
    case .or: emit(.or, to: to, dependency, register(a), register(b))
    case .not: emit(.not, to: to, dependency, register(a))
    case .less, .lessOrEqual, .equal: compare(slot, operation, program, forms, dependency)
    case .sameTruth:
      let opposite = booleanCount
      booleanCount += 1
      emit(.not, to: opposite, dependency, register(b))
      emit(.selectBoolean, to: to, dependency, register(a), register(b), Int32(opposite))
    case .given: registers[slot] = registers[Int(b)]
    case .evaluate:
      for operand in program.operands(of: operation) {
        guard let reader = reader(of: operand, program, forms) else {
          emit(.neverSure, to: 0, dependency)
          continue
        }
        readers[Int(a)][operand] = reader
      }
      emit(.evaluate, to: to, dependency, a)
    case .unbox:
      switch type {
      case .number:
        emit(.unboxNumber, to: to, dependency, register(a), Int32(wholeRegisters[slot]))
      case .boolean: emit(.unboxBoolean, to: to, dependency, register(a))
      case .code, .row, .boxed: emit(.unboxCode, to: to, dependency, register(a))
      }
    case .isIn: emit(.isIn, to: to, dependency, register(operation.a), b)
    case .sameCode: emit(.sameCode, to: to, dependency, register(operation.a), register(b))
    case .select:
      if type == .number {
        if wholeRegisters[slot] >= 0, wholeRegisters[slot] != to,
          let scale = forms.scalings[slot]?.scale
        {
          let x = whole(Int(b), at: scale, forms, dependency)
          let y = whole(Int(c), at: scale, forms, dependency)
          emit(.selectNumber, to: wholeRegisters[slot], dependency, register(operation.a), x, y)
        }
        if to >= 0 {
          emit(.selectNumber, to: to, dependency, register(operation.a), register(b), register(c))
        }
      } else {
        emit(
          type == .boolean ? .selectBoolean : .selectCode, to: to, dependency,
          register(operation.a), register(b), register(c))
      }
    case .gather:
      if requiredRows.insert(Int(operation.a)).inserted {
        emit(.requireRow, to: 0, dependency, register(operation.a))
      }
      guard type == .number else {
        emit(
          type == .boolean ? .gatherBoolean : .gatherCode, to: to, dependency,
          register(operation.a), b)
        break
      }
      if to >= 0 { emit(.gatherNumber, to: to, dependency, register(operation.a), b) }
      if wholeRegisters[slot] >= 0, wholeRegisters[slot] != to,
        let scale = forms.scalings[slot]?.scale
      {
        numberColumns.append(
          program.numberColumns[Int(b)].map { Scaling.mantissa(of: $0, scale: scale) ?? 0 })
        emit(
          .gatherNumber, to: wholeRegisters[slot], dependency, register(operation.a),
          Int32(numberColumns.count - 1))
      }
    case .lookup:
      let slots = program.slotLists[Int(operation.b)]
      tables.append(
        (
          MachineTable(program.tables[Int(operation.a)], slots.map { program.accuracies[$0] }),
          slots.map { registers[$0] }
        ))
      emit(.lookup, to: to, dependency, Int32(tables.count - 1))
    }
  }

  private mutating func arithmetic(
    _ slot: Program.Slot, _ operation: Operation, _ forms: NumberForms, _ dependency: UInt64
  ) {
    let (a, b) = (Program.Slot(operation.a), Program.Slot(operation.b))
    let isUnary = operation.code == .negate || operation.code == .absolute
    let code: Code =
      switch operation.code {
      case .add: .add
      case .subtract: .subtract
      case .multiply: .multiply
      case .divide: .divide
      case .negate: .negate
      case .minimum: .minimum
      case .maximum: .maximum
      default: .absolute
      }
    let to = wholeRegisters[slot]
    if to >= 0, let scale = forms.scalings[slot]?.scale {
      switch operation.code {
      case .multiply:
        emit(.multiply, to: to, dependency, Int32(wholeRegisters[a]), Int32(wholeRegisters[b]))
      case .divide:
        // By a constant whose inverse is a short decimal.
        let factor =
          forms.inverses[slot].flatMap { Scaling.mantissa(of: $0.number, scale: $0.scale) } ?? 1
        emit(.multiply, to: to, dependency, Int32(wholeRegisters[a]), constant(factor))
      default:
        let x = whole(a, at: scale, forms, dependency)
        let y = isUnary ? x : whole(b, at: scale, forms, dependency)
        emit(code, to: to, dependency, x, y)
      }
      if forms.isOneForm(slot) { return }
    }
    guard registers[slot] >= 0 else { return }
    emit(
      code, to: registers[slot], dependency, Int32(registers[a]), isUnary ? 0 : Int32(registers[b]))
  }

  private mutating func compare(
    _ slot: Program.Slot, _ operation: Operation, _ program: Program, _ forms: NumberForms,
    _ dependency: UInt64
  ) {
    let (a, b) = (Program.Slot(operation.a), Program.Slot(operation.b))
    let to = registers[slot]
    let plain: Code =
      operation.code == .less ? .less : operation.code == .equal ? .equal : .lessOrEqual
    switch forms.comparison(a, b) {
    case .near: emit(plain, to: to, dependency, Int32(registers[a]), Int32(registers[b]))
    case .whole(let scale):
      let x = whole(a, at: scale, forms, dependency)
      let y = whole(b, at: scale, forms, dependency)
      emit(plain, to: to, dependency, x, y)
    case .guarded:
      let left = program.accuracies[a] ?? .integer(0, 1)
      let right = program.accuracies[b] ?? .integer(0, 1)
      if left.isOpen || right.isOpen { emit(.neverSure, to: 0, dependency) }
      guard let bound = Accuracy.guardOf(left, right) else { return }
      emit(
        operation.code == .less
          ? .lessGuarded : operation.code == .equal ? .equalGuarded : .lessOrEqualGuarded,
        to: to, dependency, Int32(registers[a]), Int32(registers[b]),
        guardIndex(Guard(left: bound.left, right: bound.right, absolute: bound.absolute)))
    }
  }
}

/// Which numbers are worked out in which form.
struct NumberForms: Sendable {
  private let program: Program
  /// By slot: how it is held as a whole number, where it can be.
  private(set) var scalings: [Scaling?] = []
  /// By slot of a division by a constant: the constant's inverse and its scale.
  private(set) var inverses: [Program.Slot: (number: Number, scale: Int)] = [:]
  private(set) var needsNear: [Bool]
  private(set) var needsWhole: [Bool]

  enum Comparison {
    case near
    case whole(scale: Int)
    case guarded
  }

  init(_ program: Program, _ live: [Bool], exactOutputs: Bool) {
    self.program = program
    needsNear = [Bool](repeating: false, count: program.operations.count)
    needsWhole = needsNear
    for (slot, operation) in program.operations.enumerated() {
      scalings.append(program.types[slot] == .number ? scaling(slot, operation) : nil)
    }
    for output in program.outputs {
      if exactOutputs, scalings[output.slot] != nil {
        needsWhole[output.slot] = true
      } else {
        needsNear[output.slot] = true
        guard exactOutputs, let (a, b) = quotient(output.slot) else { continue }
        (needsWhole[a], needsWhole[b]) = (true, true)
      }
    }
    for input in program.inputs { needsNear[input.slot] = true }
    for (slot, operation) in program.operations.enumerated() where operation.code == .unbox {
      needsNear[slot] = live[slot]
    }
    for slot in program.operations.indices.reversed() where live[slot] { demand(slot) }
  }

  /// The operands of a division that has no whole form of its own, where both have one.
  func quotient(_ slot: Program.Slot) -> (Program.Slot, Program.Slot)? {
    let operation = program.operations[slot]
    let (a, b) = (Program.Slot(operation.a), Program.Slot(operation.b))
    guard operation.code == .divide, scalings[slot] == nil, scalings[a] != nil, scalings[b] != nil
    else { return nil }
    return (a, b)
  }

  /// A whole number that is its own double: both forms are one.
  func isOneForm(_ slot: Program.Slot) -> Bool {
    (program.accuracies[slot]?.isInteger ?? false) && scalings[slot]?.scale == 0
  }

  func comparison(_ a: Program.Slot, _ b: Program.Slot) -> Comparison {
    let (left, right) = (program.accuracies[a], program.accuracies[b])
    if left?.isFaithful ?? false, right?.isFaithful ?? false { return .near }
    if let common = scalings[a].flatMap({ x in scalings[b].flatMap { x.joined($0) } }) {
      return .whole(scale: common.scale)
    }
    return .guarded
  }

  private mutating func scaling(_ slot: Program.Slot, _ operation: Operation) -> Scaling? {
    let (a, b, c) = (Int(operation.a), Int(operation.b), Int(operation.c))
    switch operation.code {
    case .input, .unbox: return Scaling.ofInput
    case .constant: return Scaling(of: program.constants[a])
    case .add, .subtract: return scalings[a].flatMap { x in scalings[b].flatMap { x.sum($0) } }
    case .multiply: return scalings[a].flatMap { x in scalings[b].flatMap { x.product($0) } }
    case .divide:
      guard let x = scalings[a], program.operations[b].code == .constant,
        let inverse = Number.one / program.constants[Int(program.operations[b].a)],
        let scaling = Scaling(of: inverse), let product = x.product(scaling)
      else { return nil }
      inverses[slot] = (inverse, scaling.scale)
      return product
    case .negate, .absolute: return scalings[a]
    case .minimum, .maximum:
      return scalings[a].flatMap { x in scalings[b].flatMap { x.joined($0) } }
    case .select: return scalings[b].flatMap { x in scalings[c].flatMap { x.joined($0) } }
    case .gather: return Scaling(of: program.numberColumns[b])
    case .count: return Scaling(scale: 0, magnitude: Double(program.slotLists[a].count))
    case .floor, .ceiling:
      guard let accuracy = program.accuracies[slot], accuracy.isInteger else { return nil }
      // Of a whole form it is no larger than that: an input beyond what was reckoned with is in doubt already.
      if !(program.accuracies[a]?.isFaithful ?? false), let source = scalings[a] {
        return Scaling(scale: 0, magnitude: source.magnitude / Scaling.power(source.scale) + 1)
      }
      return Scaling(scale: 0, magnitude: max(abs(accuracy.lowest), abs(accuracy.highest)))
    default: return nil
    }
  }

  /// Marks what a slot reads, by the forms that are asked of itself.
  private mutating func demand(_ slot: Program.Slot) {
    let operation = program.operations[slot]
    let (a, b, c) = (Int(operation.a), Int(operation.b), Int(operation.c))
    func isNumber(_ slot: Int) -> Bool { program.types[slot] == .number }
    switch operation.code {
    case .input, .constant, .count, .and, .or, .not, .isIn, .sameCode, .sameTruth, .given, .unbox:
      break
    case .evaluate:
      for operand in program.operands(of: operation) where isNumber(operand) {
        if program.accuracies[operand]?.isFaithful ?? false || scalings[operand] == nil {
          needsNear[operand] = true
        } else {
          needsWhole[operand] = true
        }
      }
    case .less, .lessOrEqual, .equal:
      if case .whole = comparison(a, b) {
        (needsWhole[a], needsWhole[b]) = (true, true)
      } else {
        (needsNear[a], needsNear[b]) = (true, true)
      }
    case .floor, .ceiling:
      if program.accuracies[a]?.isFaithful ?? false || scalings[a] == nil {
        needsNear[a] = true
      } else {
        needsWhole[a] = true
      }
    case .lookup: for input in program.slotLists[b] { needsNear[input] = true }
    case .select where isNumber(slot): spread(slot, [b, c])
    case .select, .gather: break
    case .negate, .absolute: spread(slot, [a])
    case .divide:
      if needsWhole[slot], inverses[slot] != nil { needsWhole[a] = true }
      if needsNear[slot], !(needsWhole[slot] && isOneForm(slot)) {
        (needsNear[a], needsNear[b]) = (true, true)
      }
    case .add, .subtract, .multiply, .minimum, .maximum: spread(slot, [a, b])
    }
  }

  private mutating func spread(_ slot: Program.Slot, _ operands: [Program.Slot]) {
    for operand in operands {
      if needsWhole[slot] { needsWhole[operand] = true }
      if needsNear[slot], !(needsWhole[slot] && isOneForm(slot)) { needsNear[operand] = true }
    }
  }
}
