import FEEL
import Facts
import TestSupport
import Testing

@testable import Programs

/// Random programs and inputs: every executor against the evaluator.
struct AgreementTests {
  static let numbers = ["area", "width", "height", "floors"]
  static let booleans = ["corner", "listed"]
  static let texts = ["zone", "use"]
  static let words = ["R1", "R2", "C1"]

  /// A model of one context: numbers and conditions that use each other.
  struct Model {
    var text: String
    var expression: FEELExpression
    var names: [String]

    init(_ random: inout SeededGenerator) throws {
      var numbers = AgreementTests.numbers
      var booleans = AgreementTests.booleans
      var entries: [String] = []
      names = []
      for index in 0..<Int.random(in: 1...8, using: &random) {
        let name = "x\(index)"
        if Bool.random(using: &random) {
          entries.append("\(name): \(Self.number(3, numbers, booleans, &random))")
          numbers.append(name)
        } else {
          entries.append("\(name): \(Self.boolean(3, numbers, booleans, &random))")
          booleans.append(name)
        }
        names.append(name)
      }
      text = "{" + entries.joined(separator: ", ") + "}"
      expression = try FEELParser(
        names: NameSet(AgreementTests.numbers + AgreementTests.booleans + AgreementTests.texts)
      ).expression(text)
    }

    static func number(
      _ depth: Int, _ numbers: [String], _ booleans: [String], _ random: inout SeededGenerator
    ) -> String {
      func next() -> String { number(depth - 1, numbers, booleans, &random) }
      if depth == 0 || Int.random(in: 0..<4, using: &random) == 0 {
        return Bool.random(using: &random)
          ? numbers.randomElement(using: &random) ?? "1"
          : ["0", "1", "2", "0.1", "10.5", "0.3", "3", "1.25", "1000"].randomElement(using: &random)
            ?? "1"
      }
      switch Int.random(in: 0..<10, using: &random) {
      case 0, 1: return "(\(next()) + \(next()))"
      case 2: return "(\(next()) - \(next()))"
      case 3, 4: return "(\(next()) * \(next()))"
      case 5: return "(\(next()) / \(next()))"
      case 6: return "min(\(next()), \(next()))"
      case 7: return "max(\(next()), \(next()))"
      case 8:
        return "\(["floor", "ceiling", "abs"].randomElement(using: &random) ?? "abs")(\(next()))"
      default:
        return
          "(if \(boolean(depth - 1, numbers, booleans, &random)) then \(next()) else \(next()))"
      }
    }

    static func boolean(
      _ depth: Int, _ numbers: [String], _ booleans: [String], _ random: inout SeededGenerator
    ) -> String {
      func next() -> String { boolean(depth - 1, numbers, booleans, &random) }
      func some() -> String { number(depth - 1, numbers, booleans, &random) }
      if depth == 0 { return booleans.randomElement(using: &random) ?? "true" }
      switch Int.random(in: 0..<9, using: &random) {
      case 0: return "(\(next()) and \(next()))"
      case 1: return "(\(next()) or \(next()))"
      case 2: return "not(\(next()))"
      case 3: return "zone in (\"R1\", \"C1\")"
      case 4: return "(use = \"R2\")"
      case 5: return "(\(some()) in [\(some())..\(some())))"
      default:
        let op = ["<", "<=", ">", ">=", "=", "!="].randomElement(using: &random) ?? "<"
        return "(\(some()) \(op) \(some()))"
      }
    }
  }

  /// Near each other and on the boundaries, so that equality and cancellation happen.
  static func inputs(_ random: inout SeededGenerator, gaps: Bool) -> [String: Value] {
    var result: [String: Value] = [:]
    for name in numbers {
      let text =
        [
          "0", "0.1", "0.2", "0.3", "1", "2", "3", "10.5", "1.25", "0.375", "1000", "999.99",
          "0.30000000000000004", "12345678901234.5", "-2",
        ].randomElement(using: &random) ?? "1"
      result[name] = Number(text).map(Value.number)
    }
    for name in booleans { result[name] = .boolean(Bool.random(using: &random)) }
    for name in texts {
      result[name] = .string((words + ["Z"]).randomElement(using: &random) ?? "")
    }
    if gaps {
      for name in result.keys where Int.random(in: 0..<4, using: &random) == 0 {
        result[name] = .unknown(Reasons([.init(kind: 0, name: "?")]))
      }
    }
    return result
  }

  static func build(_ model: Model) throws -> Program {
    var builder = ProgramBuilder()
    var slots: [String: Program.Slot] = [:]
    for name in numbers { slots[name] = builder.input(name, .number) }
    for name in booleans { slots[name] = builder.input(name, .boolean) }
    for name in texts { slots[name] = builder.input(name, .code) }
    let term = builder.compile(model.expression) { slots[$0].map(Term.slot) }
    guard case .context(let entries, _) = term else { return builder.program }
    for entry in entries {
      if case .slot(let slot) = entry.value { builder.output(entry.name, slot) }
    }
    return builder.program
  }

  static func cell(_ value: Value?, _ program: Program) -> ExactExecutor.Cell {
    switch value {
    case .number(let number): .number(number)
    case .boolean(let boolean): .boolean(boolean)
    case .string: program.cell(value ?? .null, .code)
    case .unknown(let reasons): .unknown(reasons)
    default: .null
    }
  }

  @Test(arguments: [false, true])
  func `exact numbers give what the evaluator gives, or say that they do not know`(gaps: Bool)
    throws
  {
    var random = SeededGenerator(seed: gaps ? 41 : 40)
    var open = 0
    var known = 0
    for _ in 0..<400 {
      let model = try Model(&random)
      let program = try Self.build(model)
      let executor = ExactExecutor(program)
      for _ in 0..<10 {
        let inputs = Self.inputs(&random, gaps: gaps)
        let cells = executor.run(program.inputs.map { Self.cell(inputs[$0.name], program) })
        var evaluator = Evaluator()
        guard
          case .context(let context) = evaluator.evaluate(
            model.expression, in: Environment { inputs[$0] })
        else { continue }
        for output in program.outputs {
          let cell = cells[output.slot]
          if cell == .open {
            open += 1
            continue
          }
          known += 1
          #expect(
            cell == Self.cell(context[output.name], program),
            "\(output.name) of \(model.text) for \(inputs)")
        }
      }
    }
    #expect(known > 4 * open)
  }

  @Test func `a case that is decided in doubles is decided as in exact numbers`() throws {
    var random = SeededGenerator(seed: 42)
    var decided = 0
    for _ in 0..<1_000 {
      let model = try Model(&random)
      let program = try Self.build(model)
      let exact = ExactExecutor(program)
      let scalar = ScalarExecutor(program)
      for _ in 0..<10 {
        let inputs = Self.inputs(&random, gaps: false)
        let cells = program.inputs.map { Self.cell(inputs[$0.name], program) }
        // More digits than a double tells apart are not for doubles.
        guard scalar.load(cells) else { continue }
        let outcome = scalar.run()
        let wanted = exact.run(cells)
        if outcome == .decided {
          decided += 1
          for output in program.outputs where program.types[output.slot] == .boolean {
            #expect(
              wanted[output.slot]
                == .boolean(scalar.booleans[scalar.register(of: output.slot)]),
              "\(output.name) of \(model.text) for \(inputs)")
          }
        }
        // Instruction by instruction, what lies between is there too.
        #expect(scalar.run(changed: .max) == outcome)
        guard outcome == .decided else { continue }
        for (slot, type) in program.types.enumerated()
        where type == .boolean && scalar.register(of: slot) >= 0 {
          #expect(
            wanted[slot] == .boolean(scalar.booleans[scalar.register(of: slot)]),
            "slot \(slot) of \(model.text) for \(inputs)")
        }
      }
    }
    #expect(decided > 3_000)
  }

  @Test func `after some inputs changed a case is decided as from the start`() throws {
    var random = SeededGenerator(seed: 44)
    var decided = 0
    for _ in 0..<300 {
      let model = try Model(&random)
      let program = try Self.build(model)
      let (whole, part) = (ScalarExecutor(program), ScalarExecutor(program))
      var inputs = Self.inputs(&random, gaps: false)
      var changed = UInt64.max
      for _ in 0..<20 {
        let cells = program.inputs.map { Self.cell(inputs[$0.name], program) }
        if whole.load(cells) {
          _ = part.load(cells)
          let outcome = whole.run()
          #expect(part.run(changed: changed) == outcome, "\(model.text) for \(inputs)")
          for output in program.outputs
          where outcome == .decided && program.types[output.slot] == .boolean {
            decided += 1
            let register = whole.register(of: output.slot)
            #expect(
              whole.booleans[register] == part.booleans[register],
              "\(output.name) of \(model.text) for \(inputs)")
          }
          changed = 0
        }
        let other = Self.inputs(&random, gaps: false)
        for (index, input) in program.inputs.enumerated()
        where Int.random(in: 0..<4, using: &random) == 0 {
          inputs[input.name] = other[input.name]
          changed |= 1 << UInt64(index)
        }
      }
    }
    #expect(decided > 3_000)
  }

  @Test func `exact outputs are the numbers of decimals, digit by digit`() throws {
    var random = SeededGenerator(seed: 45)
    var (compared, quotients) = (0, 0)
    for _ in 0..<600 {
      let model = try Model(&random)
      let program = try Self.build(model)
      let exact = ExactExecutor(program)
      let scalar = ScalarExecutor(program, exactOutputs: true)
      for _ in 0..<10 {
        let inputs = Self.inputs(&random, gaps: false)
        let cells = program.inputs.map { Self.cell(inputs[$0.name], program) }
        guard scalar.load(cells), scalar.run() == .decided else { continue }
        let wanted = exact.run(cells)
        for (index, output) in program.outputs.enumerated()
        where program.types[output.slot] == .number {
          guard let number = scalar.exactNumber(ofOutput: index) else { continue }
          compared += 1
          if case .number(let decimal) = wanted[output.slot], decimal.exponent < -30 {
            quotients += 1
          }
          #expect(
            wanted[output.slot] == .number(number), "\(output.name) of \(model.text) for \(inputs)")
        }
      }
    }
    #expect(compared > 1_500)
    #expect(quotients > 20)
  }

  @Test func `a block of cases is decided as each case alone`() throws {
    var random = SeededGenerator(seed: 43)
    var decided = 0
    for _ in 0..<150 {
      let model = try Model(&random)
      let program = try Self.build(model)
      let scalar = ScalarExecutor(program)
      var cases: [[ExactExecutor.Cell]] = []
      while cases.count < 300 {
        let inputs = Self.inputs(&random, gaps: false)
        let cells = program.inputs.map { Self.cell(inputs[$0.name], program) }
        if scalar.load(cells) { cases.append(cells) }
      }
      // A sum of conditions, and every condition, looked at lane by lane.
      var faults = 0
      try #require(CaseColumns(program, cases)).withColumns { columns in
        ColumnarExecutor(program).run(columns, cases: cases.count) { block in
          for lane in 0..<block.count {
            _ = scalar.load(cases[block.start + lane])
            let outcome = scalar.run()
            if (outcome == .decided) != (block.doubts[lane] == 0) { faults += 1 }
            guard outcome == .decided else { continue }
            decided += 1
            for output in program.outputs {
              let register = scalar.register(of: output.slot)
              let isSame =
                program.types[output.slot] == .boolean
                ? scalar.booleans[register] == (block.booleans(of: output.slot)[lane] == 1)
                : scalar.numbers[register] == block.numbers(of: output.slot)[lane]
              if !isSame { faults += 1 }
            }
          }
        }
      }
      #expect(faults == 0, "\(model.text)")
    }
    #expect(decided > 10_000)
  }
}
