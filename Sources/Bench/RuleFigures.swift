import Facts
import Foundation
import Programs
import Regulations
import RuleCompiler

/// The workload ZB-1 (a zoning permit of 120 + 17 + 8 rows, 15 derived values and 25 conditions) on our executors.
struct ZoningWorkload {
  let program: Program
  /// What the conditions came to in exact fractions: a bit for each, and how many fail.
  var masks: [UInt32] = []
  var outcomes: [String] = []
  var fees: [Double] = []
  var cases: [[ExactExecutor.Cell]] = []
  let csv: Data

  let conditions: [Program.Slot]
  let outcome: Program.Slot
  let fee: Program.Slot

  /// - Parameter folder: Where the workload's data were generated.
  init?(folder: String, program: Program) throws {
    self.program = program
    func slot(_ name: String) -> Program.Slot? {
      program.outputs.first { $0.name == name }?.slot
    }
    conditions = (1...25).compactMap { slot("conditions.c" + ($0 < 10 ? "0" : "") + "\($0)") }
    guard conditions.count == 25, let outcome = slot("result.outcome"), let fee = slot("result.fee")
    else { return nil }
    (self.outcome, self.fee) = (outcome, fee)
    guard let data = FileManager.default.contents(atPath: folder + "/data/inputs.csv"),
      let expected = FileManager.default.contents(atPath: folder + "/data/expected.csv")
    else { return nil }
    csv = data
    for line in String(decoding: expected, as: UTF8.self).split(whereSeparator: \.isNewline)
      .dropFirst()
    {
      let fields = line.split(separator: ",").map(String.init)
      guard fields.count >= 4, let mask = UInt32(fields[0]),
        let fee = Double(fields[3].trimmingCharacters(in: .whitespaces))
      else { continue }
      masks.append(mask)
      outcomes.append(fields[2])
      fees.append(fee)
    }
    let lines = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
    let header = lines[0].split(separator: ",").map(String.init)
    for line in lines.dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let byName = Dictionary(zip(header, fields), uniquingKeysWith: { a, _ in a })
      cases.append(
        program.inputs.map { input in
          let text = byName[input.name] ?? ""
          switch input.type {
          case .number: return Number(text).map { .number($0) } ?? .null
          case .boolean: return .boolean(text == "1" || text.lowercased() == "true")
          case .code, .row: return .code(program.code(of: text))
          }
        })
    }
  }

  static func compile(_ path: String) throws -> Program {
    let library = try DecisionLibrary(loading: path)
    let decisions = DecisionProgram(library)
    let compiled = decisions.compiled(namespace: library.models.keys.sorted().first ?? "")
    for (id, why) in compiled.refused { print("refused", id.id, why.reason) }
    return compiled.program
  }

  func scalarFigure() {
    let scalar = ScalarExecutor(program)
    let registers = conditions.map { scalar.register(of: $0) }
    var (wrong, open) = (0, 0)
    for (index, one) in cases.enumerated() {
      guard scalar.load(one), scalar.run() == .decided else {
        open += 1
        continue
      }
      var mask: UInt32 = 0
      for (bit, register) in registers.enumerated() where scalar.booleans[register] {
        mask |= 1 << UInt32(bit)
      }
      if mask != masks[index] { wrong += 1 }
    }
    print("scalar: wrong", wrong, "open", open, "instructions", scalar.instructionCount)
    let sample = 4096
    for one in cases.prefix(1) { _ = scalar.load(one) }
    // Inputs as a caller with typed data has them: written to their registers before each case.
    let inputs = program.inputs.enumerated().map {
      ($0.offset, $0.element.type, scalar.register(of: $0.element.slot))
    }
    var numbers: [[Double]] = []
    var booleans: [[Bool]] = []
    var codes: [[Int32]] = []
    for one in cases.prefix(sample) {
      numbers.append(one.compactMap { if case .number(let n) = $0 { n.double } else { nil } })
      booleans.append(one.compactMap { if case .boolean(let b) = $0 { b } else { nil } })
      codes.append(one.compactMap { if case .code(let c) = $0 { c } else { nil } })
    }
    let numberRegisters = inputs.filter { $0.1 == .number }.map(\.2)
    let booleanRegisters = inputs.filter { $0.1 == .boolean }.map(\.2)
    let codeRegisters = inputs.filter { $0.1 == .code }.map(\.2)
    var best = Double.infinity
    var sink = 0
    for _ in 0..<20 {
      let time = seconds {
        for index in 0..<sample {
          for (column, register) in numberRegisters.enumerated() {
            scalar.numbers[register] = numbers[index][column]
          }
          for (column, register) in booleanRegisters.enumerated() {
            scalar.booleans[register] = booleans[index][column]
          }
          for (column, register) in codeRegisters.enumerated() {
            scalar.codes[register] = codes[index][column]
          }
          if scalar.run() == .open { sink += 1 }
        }
      }
      best = min(best, time / Double(sample) * 1e9)
    }
    print("R1 ns per case", best, sink)
  }

  func columnFigure() {
    let count = cases.count
    var numbers: [UnsafePointer<Double>?] = []
    var booleans: [UnsafePointer<UInt8>?] = []
    var codes: [UnsafePointer<Int32>?] = []
    for (index, input) in program.inputs.enumerated() {
      numbers.append(nil)
      booleans.append(nil)
      codes.append(nil)
      switch input.type {
      case .number:
        let memory = UnsafeMutablePointer<Double>.allocate(capacity: count)
        for (row, one) in cases.enumerated() {
          if case .number(let n) = one[index] { memory[row] = n.double }
        }
        numbers[index] = UnsafePointer(memory)
      case .boolean:
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: count)
        for (row, one) in cases.enumerated() {
          if case .boolean(let b) = one[index] { memory[row] = b ? 1 : 0 }
        }
        booleans[index] = UnsafePointer(memory)
      case .code, .row:
        let memory = UnsafeMutablePointer<Int32>.allocate(capacity: count)
        for (row, one) in cases.enumerated() {
          if case .code(let c) = one[index] { memory[row] = c }
        }
        codes[index] = UnsafePointer(memory)
      }
    }
    let columns = ColumnarExecutor.Columns(numbers: numbers, booleans: booleans, codes: codes)
    let executor = ColumnarExecutor(program)
    let results = UnsafeMutablePointer<UInt32>.allocate(capacity: count)
    let outcomeCodes = UnsafeMutablePointer<Int32>.allocate(capacity: count)
    let open = UnsafeMutablePointer<UInt8>.allocate(capacity: count)
    func round() {
      executor.run(columns, cases: count) { block in
        let masks = results + block.start
        for lane in 0..<block.count { masks[lane] = 0 }
        for (bit, slot) in conditions.enumerated() {
          let condition = block.booleans(of: slot)
          for lane in 0..<block.count { masks[lane] |= UInt32(condition[lane]) << UInt32(bit) }
        }
        let codes = block.codes(of: outcome)
        for lane in 0..<block.count { outcomeCodes[block.start + lane] = codes[lane] }
        let doubts = block.doubts
        for lane in 0..<block.count { open[block.start + lane] = doubts[lane] }
      }
    }
    round()
    var (wrong, opened) = (0, 0)
    for row in 0..<count {
      if open[row] != 0 {
        opened += 1
        continue
      }
      if results[row] != masks[row] || program.texts[Int(outcomeCodes[row])] != outcomes[row] {
        wrong += 1
      }
    }
    print("columnar: wrong", wrong, "open", opened)
    var best = Double.infinity
    for _ in 0..<20 { best = min(best, seconds { round() }) }
    print("R3 cases per second", Double(count) / best)
  }
}
