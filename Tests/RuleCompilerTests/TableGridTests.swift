import FEEL
import Facts
import Programs
import TestSupport
import Testing

@testable import RuleCompiler

/// The search of a table against a look at every input, with the cells evaluated one by one.
struct TableGridTests {
  private struct Table {
    var columns: [[String]]
    var samples: [[Value]]

    /// Columns of numbers and of words, with every kind of test.
    init(_ random: inout SeededGenerator) {
      func number() -> Int { Int.random(in: 0...5, using: &random) }
      func numbers() -> String {
        let (a, b) = (number(), number())
        let tests = [
          "-", "< \(a)", "<= \(a)", "> \(a)", ">= \(a)", "\(a)", "[\(min(a, b))..\(max(a, b))]",
          "(\(min(a, b))..\(max(a, b) + 1))", "not(\(a))", "\(a), \(b)", "!= \(a)",
          "not(< \(a), \(b))",
        ]
        return tests.randomElement(using: &random) ?? "-"
      }
      func words() -> String {
        ["-", "\"a\"", "\"b\"", "\"a\", \"b\"", "not(\"a\")", "\"c\"", "not(\"a\", \"c\")"]
          .randomElement(using: &random) ?? "-"
      }
      let rows = Int.random(in: 1...7, using: &random)
      columns = []
      samples = []
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        if Bool.random(using: &random) {
          columns.append((0..<rows).map { _ in numbers() })
          samples.append((-1...14).compactMap { (Number($0) / 2).map(Value.number) })
        } else {
          columns.append((0..<rows).map { _ in words() })
          samples.append(["a", "b", "c", "d"].map(Value.string))
        }
      }
    }

    func cells() throws -> [[UnaryTests]] {
      try columns.map { try $0.map { try FEELParser(names: NameSet()).unaryTests($0) } }
    }

    /// For every input: the rows that hold.
    func outcomes() throws -> [Set<Int>] {
      var evaluator = Evaluator()
      var holding: [[Set<Int>]] = []
      for (column, cells) in try cells().enumerated() {
        holding.append(
          samples[column].map { value in
            Set(
              cells.indices.filter {
                evaluator.matches(cells[$0], input: value, in: Environment()) == .boolean(true)
              })
          })
      }
      var all: [Set<Int>] = [Set(columns[0].indices)]
      for column in holding { all = all.flatMap { rows in column.map { rows.intersection($0) } } }
      return all
    }

    func grid() throws -> TableGrid {
      TableGrid(
        names: columns.indices.map { "c\($0)" }, domains: columns.map { _ in .open },
        cells: try cells())
    }
  }

  @Test func `what overlaps and what is missing is what a look at every input finds`() throws {
    var random = SeededGenerator(seed: 1_500)
    for _ in 0..<600 {
      let table = Table(&random)
      let outcomes = try Set(table.outcomes())
      let grid = try table.grid()
      let largest = outcomes.filter { set in
        set.count > 1 && !outcomes.contains { $0.isStrictSuperset(of: set) }
      }
      let overlaps = grid.overlaps()
      #expect(overlaps.isComplete)
      #expect(Set(overlaps.sets.map { Set($0.rows) }) == largest, "\(table.columns)")
      let gaps = grid.gaps(atMost: 5)
      #expect(gaps.isComplete)
      #expect(gaps.boxes.isEmpty == !outcomes.contains([]), "\(table.columns)")
      for row in 0..<grid.rowCount {
        #expect(
          grid.empty.contains(row) == !outcomes.contains { $0.contains(row) }, "\(table.columns)")
      }
    }
  }

  @Test func `what compares with no constant is counted, never taken for clean`() throws {
    func grid(_ cells: [String]) throws -> TableGrid {
      let parser = FEELParser(names: NameSet(["depth", "width"]))
      return TableGrid(
        names: ["x"], domains: [.open], cells: [try cells.map { try parser.unaryTests($0) }])
    }
    // One measure on both sides: as good as a constant.
    let split = try grid(["< depth", ">= depth"])
    #expect(split.overlaps().sets.isEmpty)
    #expect(split.gaps(atMost: 1).boxes.isEmpty)
    #expect(try grid(["< depth", "> depth"]).gaps(atMost: 1).boxes.count == 1)
    #expect(try grid(["<= depth", ">= depth"]).overlaps().sets.count == 1)
    let two = try grid(["< depth", "> width"]).overlaps()
    #expect(two.sets.isEmpty)
    #expect(two.undecidedPairs == 1)
    #expect(try !grid(["< depth", "> width"]).gaps(atMost: 1).isComplete)
    #expect(try grid(["< depth", "-", "> width"]).overlaps().sets.count == 2)
  }
}
