package import FEEL
import Facts

/// Runs a program on one case in doubles, with every doubt found: in well under a microsecond, and never another decision than
/// exact decimals give.
///
/// Registers, columns, lists and tables lie in plain memory, instructions are fixed in size: an array of Swift's would count
/// its owners at every step, and take most of the time. A case in doubt (``Outcome/open``) is worked out by ``ExactExecutor``.
package final class ScalarExecutor {
  package enum Outcome: Sendable, Hashable {
    case decided
    /// A comparison within the error of its doubles, a division by zero, a table without a row: exact numbers say.
    case open
  }

  package let program: Program
  private let code: MachineCode
  private let flat: FlatMemory
  private let instructions: UnsafeMutableBufferPointer<MachineCode.Instruction>
  private let dependencies: UnsafeMutableBufferPointer<UInt64>
  private let ranges: UnsafeMutableBufferPointer<MachineCode.InputRange>
  /// By register; an input's register is given by ``register(of:)``.
  package let numbers: UnsafeMutablePointer<Double>
  package let booleans: UnsafeMutablePointer<Bool>
  package let codes: UnsafeMutablePointer<Int32>
  let boxed: UnsafeMutablePointer<Value>
  /// What `now` and `today` say.
  private let moment: DateAndTime?

  package init(_ program: Program, moment: DateAndTime? = nil) {
    self.program = program
    self.moment = moment
    code = MachineCode(program)
    flat = FlatMemory(code)
    instructions = .allocate(capacity: code.instructions.count)
    _ = instructions.initialize(from: flat.linked(code.instructions))
    dependencies = .allocate(capacity: code.dependencies.count)
    _ = dependencies.initialize(from: code.dependencies)
    ranges = .allocate(capacity: code.inputRanges.count)
    _ = ranges.initialize(from: code.inputRanges)
    numbers = .allocate(capacity: code.numberCount + 1)
    booleans = .allocate(capacity: code.booleanCount + 1)
    codes = .allocate(capacity: code.codeCount + 1)
    boxed = .allocate(capacity: code.boxedCount + 1)
    boxed.initialize(repeating: .null, count: code.boxedCount + 1)
    numbers.initialize(repeating: 0, count: code.numberCount + 1)
    booleans.initialize(repeating: false, count: code.booleanCount + 1)
    codes.initialize(repeating: -1, count: code.codeCount + 1)
    for (register, value) in code.numberConstants { numbers[register] = value }
    for (register, value) in code.booleanConstants { booleans[register] = value }
    for (register, value) in code.codeConstants { codes[register] = value }
  }

  deinit {
    instructions.deallocate()
    dependencies.deallocate()
    ranges.deallocate()
    numbers.deallocate()
    booleans.deallocate()
    codes.deallocate()
    boxed.deinitialize(count: code.boxedCount + 1)
    boxed.deallocate()
  }

  /// The register of a slot in the bank of its type.
  package func register(of slot: Program.Slot) -> Int { code.registers[slot] }

  /// Puts a case into the inputs' registers.
  /// - Returns: False where a value is missing or no double stands for it: that case is for ``ExactExecutor``.
  package func load(_ cells: [ExactExecutor.Cell]) -> Bool {
    for (input, cell) in zip(program.inputs, cells) {
      let register = code.registers[input.slot]
      switch cell {
      case .number(let number):
        guard number.hasFifteenDigits else { return false }
        numbers[register] = number.double
      case .boolean(let boolean): booleans[register] = boolean
      case .code(let code): codes[register] = code
      case .text: codes[register] = -1
      case .boxed(let value): boxed[register] = value
      case .null where input.type == .boxed: boxed[register] = .null
      case .unknown(let reasons) where input.type == .boxed: boxed[register] = .unknown(reasons)
      case .row, .null, .unknown, .open: return false
      }
    }
    return true
  }

  /// Works everything out from the inputs in their registers.
  package func run() -> Outcome { run(changed: .max) }

  /// Works out again only what rests on inputs that changed.
  /// - Parameter changed: A bit for each input by index; inputs from the 64th on share the last.
  package func run(changed: UInt64) -> Outcome {
    var doubt = false
    let (numbers, booleans, codes) = (numbers, booleans, codes)
    for range in ranges {
      let value = numbers[range.register]
      doubt =
        doubt || !(value >= range.lowest && value <= range.highest)
        || (value != 0 && abs(value) < 1 / Accuracy.largestInput)
    }
    let isWhole = changed == .max
    let flat = flat
    for index in 0..<instructions.count {
      if !isWhole, dependencies[index] & changed == 0 { continue }
      let instruction = instructions[index]
      // Here, and not among the others: what counts its owners would cost each of them.
      if instruction.code.isBoxed {
        workBoxed(instruction, &doubt)
      } else {
        Self.execute(instruction, numbers, booleans, codes, flat, &doubt)
      }
    }
    return doubt ? .open : .decided
  }

  /// How many instructions a change of these inputs runs again.
  package func affected(by changed: UInt64) -> Int { dependencies.count { $0 & changed != 0 } }

  package var instructionCount: Int { instructions.count }

  @inline(__always)
  private static func execute(
    _ it: MachineCode.Instruction, _ numbers: UnsafeMutablePointer<Double>,
    _ booleans: UnsafeMutablePointer<Bool>, _ codes: UnsafeMutablePointer<Int32>,
    _ flat: FlatMemory, _ doubt: inout Bool
  ) {
    let (to, a, b, c) = (Int(it.to), Int(it.a), Int(it.b), Int(it.c))
    switch it.code {
    case .add: numbers[to] = numbers[a] + numbers[b]
    case .subtract: numbers[to] = numbers[a] - numbers[b]
    case .multiply: numbers[to] = numbers[a] * numbers[b]
    case .divide:
      let divisor = numbers[b]
      doubt = doubt || divisor == 0
      numbers[to] = numbers[a] / divisor
    case .negate: numbers[to] = -numbers[a]
    case .minimum: numbers[to] = min(numbers[a], numbers[b])
    case .maximum: numbers[to] = max(numbers[a], numbers[b])
    case .absolute: numbers[to] = abs(numbers[a])
    case .toWhole:
      let (value, power) = (numbers[a], numbers[b])
      let whole = (value * power).rounded(.toNearestOrEven)
      // Exactly as many decimals as are counted, and no more than was reckoned with.
      doubt = doubt || !(whole / power == value && abs(whole) <= Scaling.ofInput.magnitude)
      numbers[to] = whole
    case .floorWhole:
      let (whole, part) = (numbers[a], numbers[b])
      // The quotient was rounded: the product tells on which side it fell.
      var result = (whole / part).rounded(.down)
      if result * part > whole { result -= 1 } else if (result + 1) * part <= whole { result += 1 }
      numbers[to] = result
    case .ceilingWhole:
      let (whole, part) = (numbers[a], numbers[b])
      var result = (whole / part).rounded(.up)
      if result * part < whole { result += 1 } else if (result - 1) * part >= whole { result -= 1 }
      numbers[to] = result
    case .floor, .ceiling:
      let value = numbers[a]
      if it.c >= 0 {
        let bound = flat.guards[c].left * abs(value) + flat.guards[c].absolute
        doubt = doubt || (abs(value - value.rounded(.toNearestOrEven)) <= bound && bound > 0)
      }
      numbers[to] = it.code == .floor ? value.rounded(.down) : value.rounded(.up)
    case .selectNumber: numbers[to] = booleans[a] ? numbers[b] : numbers[c]
    case .selectBoolean: booleans[to] = booleans[a] ? booleans[b] : booleans[c]
    case .selectCode: codes[to] = booleans[a] ? codes[b] : codes[c]
    case .and: booleans[to] = booleans[a] && booleans[b]
    case .or: booleans[to] = booleans[a] || booleans[b]
    case .not: booleans[to] = !booleans[a]
    case .less: booleans[to] = numbers[a] < numbers[b]
    case .lessOrEqual: booleans[to] = numbers[a] <= numbers[b]
    case .equal: booleans[to] = numbers[a] == numbers[b]
    case .lessGuarded:
      doubt = doubt || flat.isDoubtful(numbers[a], numbers[b], c)
      booleans[to] = numbers[a] < numbers[b]
    case .lessOrEqualGuarded:
      doubt = doubt || flat.isDoubtful(numbers[a], numbers[b], c)
      booleans[to] = numbers[a] <= numbers[b]
    case .equalGuarded:
      doubt = doubt || flat.isDoubtful(numbers[a], numbers[b], c)
      booleans[to] = numbers[a] == numbers[b]
    case .neverSure: doubt = true
    case .requireRow: doubt = doubt || codes[a] < 0
    case .isIn: booleans[to] = flat.booleans[b + FlatMemory.place(of: codes[a], among: c)]
    case .sameCode:
      doubt = doubt || (codes[a] < 0 && codes[b] < 0)
      booleans[to] = codes[a] == codes[b]
    case .gatherNumber: numbers[to] = flat.numbers[b + Int(codes[a])]
    case .gatherBoolean: booleans[to] = flat.booleans[b + Int(codes[a])]
    case .gatherCode: codes[to] = flat.codes[b + Int(codes[a])]
    case .count:
      var count = 0
      for index in a..<(a + b) where booleans[Int(flat.codes[index])] { count += 1 }
      numbers[to] = Double(count)
    case .lookup:
      let row = flat.row(of: a, numbers, booleans, codes, &doubt)
      codes[to] = row
      doubt = doubt || row == TableIndex.conflict
    case .evaluate, .unboxNumber, .unboxBoolean, .unboxCode: break
    }
  }

  // MARK: boxed values

  private func workBoxed(_ it: MachineCode.Instruction, _ doubt: inout Bool) {
    let (to, a) = (Int(it.to), Int(it.a))
    switch it.code {
    case .evaluate:
      let value = program.boxed[a].value(moment) { code.readers[a][$0].flatMap(read) }
      boxed[to] = value ?? .null
      doubt = doubt || value == nil
    case .unboxNumber:
      doubt = !boxed[a].unbox(into: &numbers[to]) || doubt
      if it.b >= 0 {
        doubt = !Scaling.toWhole(numbers[to], &numbers[Int(it.b)]) || doubt
      }
    case .unboxBoolean: doubt = !boxed[a].unbox(into: &booleans[to]) || doubt
    case .unboxCode: doubt = !boxed[a].unbox(into: &codes[to], program) || doubt
    default: break
    }
  }

  private func read(_ reader: MachineCode.Reader) -> Value? {
    switch reader {
    case .near(let register): Number(numbers[register]).map(Value.number)
    case .whole(let register, let scale): Scaling.value(of: numbers[register], scale: scale)
    case .boolean(let register): .boolean(booleans[register])
    case .code(let register):
      codes[register] < 0 ? nil : .string(program.texts[Int(codes[register])])
    case .boxed(let register): boxed[register]
    case .row(let register): codes[register] < 0 ? nil : .boolean(true)
    }
  }

  /// What a term comes to in a case that is decided, numbers as near as their doubles; nil where a text is not among those of the program.
  package func value(of term: Term) -> Value? {
    term.value { slot in code.results[slot].flatMap(read) }
  }
}
