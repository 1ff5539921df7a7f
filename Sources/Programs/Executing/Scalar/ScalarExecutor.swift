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
  let code: MachineCode
  private let flat: FlatMemory
  /// A whole run, what follows from each other joined.
  private let straight: UnsafeMutableBufferPointer<Step>
  private let matrices: UnsafeMutableBufferPointer<Double>
  /// Each instruction by itself.
  private let single: UnsafeMutableBufferPointer<Step>
  /// The doubt that each of those left that may leave one; the first is none's.
  private let doubts: UnsafeMutablePointer<UInt8>
  private let doubtCount: Int
  /// By input: what runs again when it alone has changed.
  private var segments = [[Segment]?](repeating: nil, count: 64)
  /// By register of the inputs: the least and the greatest value.
  private let lowest: UnsafeMutablePointer<Double>
  private let highest: UnsafeMutablePointer<Double>
  private let tiniest: UnsafeMutablePointer<Double>
  /// By register; an input's register is given by ``register(of:)``. After a whole run only inputs and outputs hold.
  package let numbers: UnsafeMutablePointer<Double>
  package let booleans: UnsafeMutablePointer<Bool>
  package let codes: UnsafeMutablePointer<Int32>
  let boxed: UnsafeMutablePointer<Value>
  /// Where in a whole run the evaluator has a part.
  private let boxedSteps: [Int]
  let moment: DateAndTime?

  /// - Parameters:
  ///   - exactOutputs: Numbers of outputs as exact decimals, in the place of the nearest doubles.
  ///   - moment: What `now` and `today` say.
  package init(_ program: Program, exactOutputs: Bool = false, moment: DateAndTime? = nil) {
    self.program = program
    self.moment = moment
    code = MachineCode(program, exactOutputs: exactOutputs)
    flat = FlatMemory(code)
    func memory<T>(_ items: [T]) -> UnsafeMutableBufferPointer<T> {
      let memory = UnsafeMutableBufferPointer<T>.allocate(capacity: items.count)
      _ = memory.initialize(from: items)
      return memory
    }
    let joined = StraightCode(code, flat, kept: Set(code.endRegisters(program)))
    straight = memory(joined.steps)
    boxedSteps = joined.steps.indices.filter { joined.steps[$0].code.isBoxed }
    boxed = .allocate(capacity: code.boxedCount + 1)
    boxed.initialize(repeating: .null, count: code.boxedCount + 1)
    matrices = memory(joined.matrices)
    single = memory(flat.linked(code.instructions).map(Step.init))
    doubtCount = single.count { $0.code.mayDoubt } + 1
    doubts = .allocate(capacity: doubtCount)
    doubts.initialize(repeating: 0, count: doubtCount)
    numbers = .allocate(capacity: code.numberCount + 1)
    booleans = .allocate(capacity: code.booleanCount + 1)
    codes = .allocate(capacity: code.codeCount + 1)
    numbers.initialize(repeating: 0, count: code.numberCount + 1)
    booleans.initialize(repeating: false, count: code.booleanCount + 1)
    codes.initialize(repeating: -1, count: code.codeCount + 1)
    for (register, value) in code.numberConstants { numbers[register] = value }
    for (register, value) in code.booleanConstants { booleans[register] = value }
    for (register, value) in code.codeConstants { codes[register] = value }
    lowest = .allocate(capacity: code.numberInputs + 1)
    highest = .allocate(capacity: code.numberInputs + 1)
    tiniest = .allocate(capacity: code.numberInputs + 1)
    // What fills a step is zero, and never in doubt.
    lowest.initialize(repeating: 0, count: code.numberInputs + 1)
    highest.initialize(repeating: 0, count: code.numberInputs + 1)
    tiniest.initialize(repeating: 0, count: code.numberInputs + 1)
    for range in code.inputRanges {
      (lowest[range.register], highest[range.register]) = (range.lowest, range.highest)
      tiniest[range.register] = 1 / Accuracy.largestInput
    }
  }

  deinit {
    straight.deallocate()
    matrices.deallocate()
    single.deallocate()
    doubts.deallocate()
    lowest.deallocate()
    highest.deallocate()
    tiniest.deallocate()
    numbers.deallocate()
    booleans.deallocate()
    codes.deallocate()
    boxed.deinitialize(count: code.boxedCount + 1)
    boxed.deallocate()
  }

  /// The register of a slot in the bank of its type; -1 where no output rests on it.
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
  package func run() -> Outcome {
    var doubt: UInt8 = (isOutside() ? 1 : 0) | makeWhole()
    let (numbers, codes, flat) = (numbers, codes, flat)
    let booleans = UnsafeMutableRawPointer(booleans).assumingMemoryBound(to: UInt8.self)
    if let first = UnsafePointer(straight.baseAddress) {
      var start = 0
      for stop in boxedSteps {
        doubt |= Self.execute(
          first + start, first + stop, numbers, booleans, codes,
          UnsafePointer(matrices.baseAddress), flat)
        doubt |= workBoxed(straight[stop])
        start = stop + 1
      }
      doubt |= Self.execute(
        first + start, first + straight.count, numbers, booleans, codes,
        UnsafePointer(matrices.baseAddress), flat)
    }
    return doubt == 0 ? .decided : .open
  }

  /// Works out again only what rests on inputs that changed since the last run of this kind; the first is of all of them.
  /// - Parameter changed: A bit for each input by index, all bits for everything; inputs from the 64th on share the last.
  package func run(changed: UInt64) -> Outcome {
    guard changed != 0, changed & (changed - 1) == 0 else {
      return run(Self.segments(changed, code))
    }
    let bit = changed.trailingZeroBitCount
    if segments[bit] == nil { segments[bit] = Self.segments(changed, code) }
    return run(segments[bit] ?? [])
  }

  private func run(_ segments: [Segment]) -> Outcome {
    var doubt: UInt8 = isOutside() ? 1 : 0
    let (numbers, codes, flat, doubts) = (numbers, codes, flat, doubts)
    let booleans = UnsafeMutableRawPointer(booleans).assumingMemoryBound(to: UInt8.self)
    guard let first = UnsafePointer(single.baseAddress) else { return .decided }
    for segment in segments {
      if single[segment.first].code.isBoxed {
        doubts[segment.doubt] = workBoxed(single[segment.first])
        continue
      }
      doubts[segment.doubt] = Self.execute(
        first + segment.first, first + segment.end, numbers, booleans, codes, nil, flat)
    }
    for index in 0..<doubtCount { doubt |= doubts[index] }
    return doubt == 0 ? .decided : .open
  }

  /// Instructions that follow each other, up to one that may leave a doubt: that is kept, since it may not be run next time.
  private struct Segment {
    var first: Int
    var end: Int
    /// Where its doubt is kept; the first place is that of those without.
    var doubt: Int
  }

  private static func segments(_ changed: UInt64, _ code: MachineCode) -> [Segment] {
    var segments: [Segment] = []
    var doubts = 0
    var follows = false
    for (index, instruction) in code.instructions.enumerated() {
      let mayDoubt = Step(instruction).code.mayDoubt
      if mayDoubt { doubts += 1 }
      if instruction.code.isBoxed { follows = false }
      guard changed == .max || code.dependencies[index] & changed != 0 else {
        follows = false
        continue
      }
      if !follows { segments.append(Segment(first: index, end: index, doubt: 0)) }
      segments[segments.count - 1].end = index + 1
      if mayDoubt { segments[segments.count - 1].doubt = doubts }
      follows = !mayDoubt
    }
    return segments
  }

  /// How many instructions a change of these inputs runs again.
  package func affected(by changed: UInt64) -> Int {
    code.dependencies.count { $0 & changed != 0 }
  }

  package var instructionCount: Int { single.count }

  private typealias Four = SIMD4<Double>
  @inline(__always)
  private static func four(_ from: UnsafeMutablePointer<Double>, _ index: Int) -> Four {
    UnsafeRawPointer(from + index).loadUnaligned(as: Four.self)
  }

  /// Whether an input lies outside its range, or nearer to zero than an input may without being it; four at a time.
  @inline(__always)
  private func isOutside() -> Bool {
    var inside = Four(repeating: 0) .== 0
    let (numbers, lowest, highest, tiniest) = (numbers, lowest, highest, tiniest)
    for index in stride(from: 0, to: code.numberInputs, by: MachineCode.step) {
      let value = Self.four(numbers, index)
      let magnitude = value.replacing(with: -value, where: value .< 0)
      inside .&= (value .>= Self.four(lowest, index)) .& (value .<= Self.four(highest, index))
      inside .&= (magnitude .>= Self.four(tiniest, index)) .| (value .== 0)
    }
    return !all(inside)
  }

  /// The whole forms of the inputs that have one, four at a time; 1 where one has more decimals than are counted.
  @inline(__always)
  private func makeWhole() -> UInt8 {
    var isRight = Four(repeating: 0) .== 0
    let numbers = numbers
    let (power, most) = (Scaling.power(Scaling.ofInput.scale), Scaling.ofInput.magnitude)
    let whole = numbers + code.numberInputs
    for index in stride(from: 0, to: code.wholeInputs, by: MachineCode.step) {
      let value = Self.four(numbers, index)
      let scaled = (value * power).rounded(.toNearestOrEven)
      UnsafeMutableRawPointer(whole + index).storeBytes(of: scaled, as: Four.self)
      isRight .&= (scaled / power .== value) .& (scaled .<= most) .& (scaled .>= -most)
    }
    return all(isRight) ? 0 : 1
  }

  /// - Returns: 1 where a doubt was left.
  private static func execute(
    _ first: UnsafePointer<Step>, _ end: UnsafePointer<Step>,
    _ numbers: UnsafeMutablePointer<Double>, _ booleans: UnsafeMutablePointer<UInt8>,
    _ codes: UnsafeMutablePointer<Int32>, _ matrices: UnsafePointer<Double>?, _ flat: FlatMemory
  ) -> UInt8 {
    var doubt: UInt8 = 0
    var next = first
    while next != end {
      let it = next.pointee
      next += 1
      let (to, a, b, c) = (Int(it.to), Int(it.a), Int(it.b), Int(it.c))
      switch it.code {
      case .add: numbers[to] = numbers[a] + numbers[b]
      case .subtract: numbers[to] = numbers[a] - numbers[b]
      case .multiply: numbers[to] = numbers[a] * numbers[b]
      case .divide:
        let divisor = numbers[b]
        doubt |= divisor == 0 ? 1 : 0
        numbers[to] = numbers[a] / divisor
      case .negate: numbers[to] = -numbers[a]
      case .minimum: numbers[to] = min(numbers[a], numbers[b])
      case .maximum: numbers[to] = max(numbers[a], numbers[b])
      case .absolute: numbers[to] = abs(numbers[a])
      case .addWhere: numbers[to] = numbers[a] + only(numbers[c], where: booleans[b])
      case .subtractWhere: numbers[to] = numbers[a] - only(numbers[c], where: booleans[b])
      case .toWhole:
        let (value, power) = (numbers[a], numbers[b])
        let whole = (value * power).rounded(.toNearestOrEven)
        // Exactly as many decimals as are counted, and no more than was reckoned with.
        doubt |= whole / power == value ? 0 : 1
        doubt |= abs(whole) <= Scaling.ofInput.magnitude ? 0 : 1
        numbers[to] = whole
      case .floorWhole:
        let (whole, part) = (numbers[a], numbers[b])
        // The quotient was rounded: the product tells on which side it fell.
        var result = (whole / part).rounded(.down)
        result -= result * part > whole ? 1 : 0
        result += (result + 1) * part <= whole ? 1 : 0
        numbers[to] = result
      case .ceilingWhole:
        let (whole, part) = (numbers[a], numbers[b])
        var result = (whole / part).rounded(.up)
        result += result * part < whole ? 1 : 0
        result -= (result - 1) * part >= whole ? 1 : 0
        numbers[to] = result
      case .floor, .ceiling:
        let value = numbers[a]
        if it.c >= 0 {
          let bound = flat.guards[c].left * abs(value) + flat.guards[c].absolute
          let isNear = abs(value - value.rounded(.toNearestOrEven)) <= bound && bound > 0
          doubt |= isNear ? 1 : 0
        }
        numbers[to] = it.code == .floor ? value.rounded(.down) : value.rounded(.up)
      case .selectNumber: numbers[to] = numbers[booleans[a] != 0 ? b : c]
      case .selectBoolean: booleans[to] = booleans[booleans[a] != 0 ? b : c]
      case .selectCode: codes[to] = codes[booleans[a] != 0 ? b : c]
      case .and: booleans[to] = booleans[a] & booleans[b]
      case .or: booleans[to] = booleans[a] | booleans[b]
      case .not: booleans[to] = booleans[a] ^ 1
      case .andNot: booleans[to] = booleans[a] & (booleans[b] ^ 1)
      case .orNot: booleans[to] = booleans[a] | (booleans[b] ^ 1)
      case .less: booleans[to] = numbers[a] < numbers[b] ? 1 : 0
      case .lessOrEqual: booleans[to] = numbers[a] <= numbers[b] ? 1 : 0
      case .equal: booleans[to] = numbers[a] == numbers[b] ? 1 : 0
      case .lessGuarded:
        doubt |= flat.isDoubtful(numbers[a], numbers[b], c) ? 1 : 0
        booleans[to] = numbers[a] < numbers[b] ? 1 : 0
      case .lessOrEqualGuarded:
        doubt |= flat.isDoubtful(numbers[a], numbers[b], c) ? 1 : 0
        booleans[to] = numbers[a] <= numbers[b] ? 1 : 0
      case .equalGuarded:
        doubt |= flat.isDoubtful(numbers[a], numbers[b], c) ? 1 : 0
        booleans[to] = numbers[a] == numbers[b] ? 1 : 0
      case .lessScaledLeft: booleans[to] = numbers[a] * numbers[c] < numbers[b] ? 1 : 0
      case .lessScaledRight: booleans[to] = numbers[a] < numbers[b] * numbers[c] ? 1 : 0
      case .lessOrEqualScaledLeft: booleans[to] = numbers[a] * numbers[c] <= numbers[b] ? 1 : 0
      case .lessOrEqualScaledRight: booleans[to] = numbers[a] <= numbers[b] * numbers[c] ? 1 : 0
      case .andLess: booleans[to] = booleans[c] & (numbers[a] < numbers[b] ? 1 : 0)
      case .orLess: booleans[to] = booleans[c] | (numbers[a] < numbers[b] ? 1 : 0)
      case .andLessOrEqual: booleans[to] = booleans[c] & (numbers[a] <= numbers[b] ? 1 : 0)
      case .orLessOrEqual: booleans[to] = booleans[c] | (numbers[a] <= numbers[b] ? 1 : 0)
      case .neverSure: doubt = 1
      case .requireRow: doubt |= codes[a] < 0 ? 1 : 0
      case .isIn:
        booleans[to] = flat.booleans[b + FlatMemory.place(of: codes[a], among: c)] ? 1 : 0
      case .sameCode:
        doubt |= codes[a] & codes[b] < 0 ? 1 : 0
        booleans[to] = codes[a] == codes[b] ? 1 : 0
      case .gatherNumber: numbers[to] = flat.numbers[b + Int(codes[a])]
      case .gatherBoolean: booleans[to] = flat.booleans[b + Int(codes[a])] ? 1 : 0
      case .gatherCode: codes[to] = flat.codes[b + Int(codes[a])]
      case .gatherNumbers:
        guard let matrices else { break }
        let (row, into) = (matrices + (b + Int(codes[a]) * c), numbers + to)
        var column = 0
        while column + 4 <= c {
          let four = UnsafeRawPointer(row + column).loadUnaligned(as: Four.self)
          UnsafeMutableRawPointer(into + column).storeBytes(of: four, as: Four.self)
          column += 4
        }
        while column < c {
          into[column] = row[column]
          column += 1
        }
      case .count:
        var count: Int32 = 0
        for index in a..<(a + b) { count += Int32(booleans[Int(flat.codes[index])]) }
        numbers[to] = Double(count)
      case .lookup:
        let row = flat.row(of: a, numbers, booleans, codes, &doubt)
        codes[to] = row
        doubt |= row == TableIndex.conflict ? 1 : 0
      case .evaluate, .unboxNumber, .unboxBoolean, .unboxCode: break
      }
    }
    return doubt
  }

  /// The number where a condition holds, else zero.
  @inline(__always)
  private static func only(_ number: Double, where condition: UInt8) -> Double {
    Double(bitPattern: number.bitPattern & (0 &- UInt64(condition)))
  }
}
