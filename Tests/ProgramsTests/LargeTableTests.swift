import FEEL
import Facts
import TestSupport
import Testing

@testable import Programs

/// Tables too large for a row by combination: sets of rows as bits, on all executors.
struct LargeTableTests {
  static let limits = ["0", "0.1", "0.3", "1", "2.5", "10", "99.99", "100", "250", "1000"]

  static func cell(_ random: inout SeededGenerator) -> String {
    let a = Int.random(in: 0..<limits.count - 1, using: &random)
    let b = Int.random(in: (a + 1)..<limits.count, using: &random)
    return switch Int.random(in: 0..<6, using: &random) {
    case 0, 1: "-"
    case 2: "[\(limits[a])..\(limits[b]))"
    case 3: "(\(limits[a])..\(limits[b])]"
    case 4: ">= \(limits[a])"
    default: "\(limits[a]), > \(limits[b])"
    }
  }

  static func program(isUnique: Bool, rows: Int, _ random: inout SeededGenerator) throws -> Program
  {
    let parser = FEELParser(names: NameSet([]))
    func tests(_ text: String) throws -> UnaryTests {
      text == "-" ? .any : try parser.unaryTests(text)
    }
    var cells: [[UnaryTests]] = []
    for _ in 0..<5 {
      cells.append(try (0..<rows).map { _ in try tests(cell(&random)) })
    }
    cells.append(
      try (0..<rows).map { _ in
        try tests(
          ["-", "\"R1\"", "\"R1\", \"C1\"", "not(\"R1\")"].randomElement(using: &random) ?? "-")
      })
    var builder = ProgramBuilder()
    for text in ["R1", "C1"] { _ = builder.code(text) }
    var slots = (0..<5).map { builder.input("n\($0)", .number) }
    slots.append(builder.input("zone", .code))
    let index = TableIndex(
      cells: cells, types: slots.map { builder.program.types[$0] }, isUnique: isUnique,
      code: { builder.code($0) })
    builder.output("row", builder.lookup(try #require(index), slots))
    return builder.program
  }

  @Test(arguments: [(false, 200), (true, 6)])
  func `rows found by sets are the same in exact numbers, in doubles and in blocks`(
    isUnique: Bool, rows: Int
  ) throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<5 {
      let program = try Self.program(isUnique: isUnique, rows: rows, &random)
      if !isUnique { #expect(program.tables[0].rows.isEmpty) }
      let (exact, scalar) = (ExactExecutor(program), ScalarExecutor(program))
      let output = program.outputs[0].slot
      var wanted: [Int32] = []
      var cases: [[ExactExecutor.Cell]] = []
      for _ in 0..<700 {
        let cells: [ExactExecutor.Cell] =
          (0..<5).map { _ in
            let text = (Self.limits + ["0.2", "50", "2000"]).randomElement(using: &random) ?? "0"
            return .number(Number(text) ?? 0)
          } + [.code(Int32.random(in: -1...1, using: &random))]
        cases.append(cells)
        guard case .row(let row) = exact.run(cells)[output] else { continue }
        wanted.append(row)
        #expect(scalar.load(cells))
        // Several rows where one may hold are a doubt.
        #expect(scalar.run() == (row == TableIndex.conflict ? .open : .decided))
        #expect(scalar.codes[scalar.register(of: output)] == row)
      }
      var found: [Int32] = []
      try #require(CaseColumns(program, cases)).withColumns { columns in
        ColumnarExecutor(program).run(columns, cases: wanted.count) { block in
          let lanes = block.codes(of: output)
          for lane in 0..<block.count { found.append(lanes[lane]) }
        }
      }
      #expect(found == wanted)
      #expect(Set(wanted).count > 3)
    }
  }
}
