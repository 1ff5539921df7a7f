import Facts

/// Runs a program on one case in doubles, with every doubt found: in well under a microsecond, and never another decision than
/// exact decimals give.
///
/// Registers lie in three banks (numbers, truth values, codes and rows) of plain memory; instructions are fixed in size and
/// name registers. A case in doubt (``Outcome/open``) is worked out by ``ExactExecutor``.
package final class ScalarExecutor {
  package enum Outcome: Sendable, Hashable {
    case decided
    /// A comparison within the error of its doubles, a division by zero, a table without a row: exact numbers say.
    case open
  }

  package let program: Program
  let code: MachineCode
  /// By register; an input's register is given by ``register(of:)``.
  package let numbers: UnsafeMutablePointer<Double>
  package let booleans: UnsafeMutablePointer<Bool>
  package let codes: UnsafeMutablePointer<Int32>

  package init(_ program: Program) {
    self.program = program
    code = MachineCode(program)
    numbers = .allocate(capacity: max(1, code.numberCount))
    booleans = .allocate(capacity: max(1, code.booleanCount))
    codes = .allocate(capacity: max(1, code.codeCount))
    numbers.initialize(repeating: 0, count: max(1, code.numberCount))
    booleans.initialize(repeating: false, count: max(1, code.booleanCount))
    codes.initialize(repeating: -1, count: max(1, code.codeCount))
    for (register, value) in code.numberConstants { numbers[register] = value }
    for (register, value) in code.booleanConstants { booleans[register] = value }
    for (register, value) in code.codeConstants { codes[register] = value }
  }

  deinit {
    numbers.deallocate()
    booleans.deallocate()
    codes.deallocate()
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
      case .row, .null, .unknown, .open: return false
      }
    }
    return true
  }

  /// Works everything out from the inputs in their registers.
  package func run() -> Outcome {
    code.instructions.withUnsafeBufferPointer { run($0, all: true, changed: 0) }
  }

  /// Works out again only what rests on inputs that changed.
  /// - Parameter changed: A bit for each input by index; inputs from the 64th on share the last.
  package func run(changed: UInt64) -> Outcome {
    code.instructions.withUnsafeBufferPointer { run($0, all: false, changed: changed) }
  }

  /// How many instructions a change of these inputs runs again.
  package func affected(by changed: UInt64) -> Int {
    code.dependencies.count { $0 & changed != 0 }
  }

  package var instructionCount: Int { code.instructions.count }

  private func run(
    _ instructions: UnsafeBufferPointer<MachineCode.Instruction>, all: Bool, changed: UInt64
  ) -> Outcome {
    let (numbers, booleans, codes) = (numbers, booleans, codes)
    var doubt = false
    for range in code.inputRanges {
      let value = numbers[range.register]
      doubt =
        doubt || !(value >= range.lowest && value <= range.highest)
        || (value != 0 && abs(value) < 1 / Accuracy.largestInput)
    }
    return code.dependencies.withUnsafeBufferPointer { dependencies in
      code.guards.withUnsafeBufferPointer { guards in
        for index in instructions.indices {
          if !all, dependencies[index] & changed == 0 { continue }
          let it = instructions[index]
          let (to, a, b, c) = (Int(it.to), Int(it.a), Int(it.b), Int(it.c))
          switch it.code {
          case .add: numbers[to] = numbers[a] + numbers[b]
          case .subtract: numbers[to] = numbers[a] - numbers[b]
          case .multiply: numbers[to] = numbers[a] * numbers[b]
          case .divide:
            let divisor = numbers[b]
            if divisor == 0 { doubt = true }
            numbers[to] = numbers[a] / divisor
          case .negate: numbers[to] = -numbers[a]
          case .minimum: numbers[to] = min(numbers[a], numbers[b])
          case .maximum: numbers[to] = max(numbers[a], numbers[b])
          case .absolute: numbers[to] = abs(numbers[a])
          case .floor, .ceiling:
            let value = numbers[a]
            let whole = it.code == .floor ? value.rounded(.down) : value.rounded(.up)
            if it.c >= 0 {
              let bound = guards[c].left * abs(value) + guards[c].absolute
              let nearest = value.rounded(.toNearestOrEven)
              if abs(value - nearest) <= bound, bound > 0 { doubt = true }
            }
            numbers[to] = whole
          case .selectNumber: numbers[to] = booleans[a] ? numbers[b] : numbers[c]
          case .selectBoolean: booleans[to] = booleans[a] ? booleans[b] : booleans[c]
          case .selectCode: codes[to] = booleans[a] ? codes[b] : codes[c]
          case .and: booleans[to] = booleans[a] && booleans[b]
          case .or: booleans[to] = booleans[a] || booleans[b]
          case .not: booleans[to] = !booleans[a]
          case .less: booleans[to] = numbers[a] < numbers[b]
          case .lessOrEqual: booleans[to] = numbers[a] <= numbers[b]
          case .equal: booleans[to] = numbers[a] == numbers[b]
          case .lessGuarded, .lessOrEqualGuarded, .equalGuarded:
            let (x, y) = (numbers[a], numbers[b])
            let bound = guards[c].left * abs(x) + guards[c].right * abs(y) + guards[c].absolute
            let difference = x - y
            if !(abs(difference) > bound), bound != 0 { doubt = true }
            booleans[to] =
              it.code == .lessGuarded
              ? difference < 0 : it.code == .equalGuarded ? difference == 0 : difference <= 0
          case .neverSure: doubt = true
          case .isIn: booleans[to] = code.contains(codes[a], inSet: b)
          case .sameCode:
            if codes[a] < 0, codes[b] < 0 { doubt = true }
            booleans[to] = codes[a] == codes[b]
          case .gatherNumber:
            let row = Int(codes[a])
            if row < 0 { doubt = true } else { numbers[to] = code.numberColumns[b][row] }
          case .gatherBoolean:
            let row = Int(codes[a])
            if row < 0 { doubt = true } else { booleans[to] = code.booleanColumns[b][row] }
          case .gatherCode:
            let row = Int(codes[a])
            if row < 0 { doubt = true } else { codes[to] = code.codeColumns[b][row] }
          case .count:
            var count = 0
            for register in code.lists[a] { count += booleans[register] ? 1 : 0 }
            numbers[to] = Double(count)
          case .lookup:
            let row = code.tables[a].row(code.lists[b], numbers, booleans, codes, &doubt)
            codes[to] = row
            if row == TableIndex.conflict { doubt = true }
          }
        }
        return doubt ? .open : .decided
      }
    }
  }
}
