import FEEL
import Facts
import Foundation
import Programs
import RuleCompiler

/// R11: the analysis of large tables: overlaps of 1,500 rows by 9 columns as maximal sets with the outputs in which they differ,
/// gaps of 1,000 by 9, each from the cells' trees to the findings.
///
/// The tables are those of the prototype, number for number: a box cut into as many boxes as there are rows (so that all of it is
/// covered once), then a tenth of the rows changed at one end (Calvanese and others, "Semantic DMN: formalizing and reasoning
/// about decisions", Information Systems 78, 2018, measure the same kind). Before the clock counts, the overlapping pairs are
/// compared with those of the prototype, and every gap is held against every row.
func analysisFigures(_ prototype: String, build: String) {
  let peer = PrototypeResults(source: prototype, build: build)
  if peer == nil { tellBench("`\(prototype)` does not run here: R11 has no peer") }
  var maker = CutTables()
  for width in [3, 5, 7, 9] {
    for rules in [500, 1000, 1500, 3700] {
      let table = maker.table(rules: rules, width: width)
      if width == 9, rules == 1500 { overlapFigure(table, peer) }
      if width == 9, rules == 1000 { gapFigure(table, peer) }
    }
  }
}

private func overlapFigure(_ table: CutTable, _ peer: PrototypeResults?) {
  let cells = table.cells
  let outputs = table.lows.indices.map { "\($0 % 7)" }
  var sets: [(rows: [Int], differs: Bool)] = []
  var times: [Double] = []
  for _ in 0..<9 {
    times.append(
      1000
        * processorSeconds {
          let found = table.grid(of: cells).overlaps(atMost: 100_000)
          sets = found.sets.map { ($0.rows, Set($0.rows.map { outputs[$0] }).count > 1) }
        })
  }
  var pairs: Set<[Int]> = []
  for set in sets {
    for (index, a) in set.rows.enumerated() {
      for b in set.rows[(index + 1)...] { pairs.insert([a, b]) }
    }
  }
  let known = peer?.overlaps["1500 9"]
  Figure(
    id: "R11", name: "overlaps of 1,500 rows by 9 columns, \(sets.count) maximal sets",
    value: median(times), unit: "ms",
    against: known.map { _ in "C prototype, pairs only, same run" },
    peerValue: known?.time, target: 50,
    isChecked: pairs.allSatisfy { table.overlap($0[0], $0[1]) }
      && known?.count ?? pairs.count == pairs.count,
    runs: times.count, spread: [times.min() ?? 0, times.max() ?? 0]
  ).report()
}

private func gapFigure(_ table: CutTable, _ peer: PrototypeResults?) {
  var gaps: [[Range<Int32>]] = []
  var isComplete = false
  let cells = table.cells
  var grid = table.grid(of: cells)
  var times: [Double] = []
  for _ in 0..<9 {
    times.append(
      1000
        * processorSeconds {
          grid = table.grid(of: cells)
          let found = grid.gaps(atMost: .max, budget: 50_000_000)
          (gaps, isComplete) = (found.boxes, found.isComplete)
        })
  }
  let isRight = gaps.allSatisfy { gap in
    let point = grid.example(of: gap).split(separator: ", ").compactMap { part in
      part.split(separator: " ").last.flatMap { Double($0) }
    }
    return point.count == table.width && !table.lows.indices.contains { table.holds($0, point) }
  }
  let known = peer?.gaps["1000 9"]
  Figure(
    id: "R11", name: "gaps of 1,000 rows by 9 columns, all \(gaps.count) boxes",
    value: median(times),
    unit: "ms", against: known.map { _ in "C prototype, same run" }, peerValue: known?.time,
    target: 500,
    isChecked: isRight && isComplete && (known.map { ($0.count == 0) == gaps.isEmpty } ?? true),
    runs: times.count, spread: [times.min() ?? 0, times.max() ?? 0]
  ).report()
}

/// A table of half-open ranges.
private struct CutTable {
  var width: Int
  var lows: [[Int]] = []
  var highs: [[Int]] = []

  /// Cells as the reader of regulations gives them, by column and row.
  var cells: [[UnaryTests]] {
    func end(_ value: Int) -> FEELExpression { FEELExpression(.number(Number(value)), 0..<0) }
    return (0..<width).map { column in
      lows.indices.map { row in
        let range = FEELExpression.RangeLiteral(
          low: end(lows[row][column]), includesLow: true, high: end(highs[row][column]),
          includesHigh: false)
        return .tests([.expression(FEELExpression(.range(range), 0..<0))])
      }
    }
  }

  func grid(of cells: [[UnaryTests]]) -> TableGrid {
    TableGrid(
      names: (0..<width).map { "c\($0)" },
      domains: Array(repeating: .ordered(lowest: 0, highest: 99_999), count: width), cells: cells)
  }

  func overlap(_ a: Int, _ b: Int) -> Bool {
    (0..<width).allSatisfy { max(lows[a][$0], lows[b][$0]) < min(highs[a][$0], highs[b][$0]) }
  }

  func holds(_ row: Int, _ point: [Double]) -> Bool {
    (0..<width).allSatisfy {
      Double(lows[row][$0]) <= point[$0] && point[$0] < Double(highs[row][$0])
    }
  }
}

/// The prototype's tables, one after the other from one stream of numbers.
private struct CutTables {
  private var state: UInt64 = 88_172_645_463_325_252
  private static let size = 100_000

  private mutating func random(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(bound))
  }

  mutating func table(rules: Int, width: Int) -> CutTable {
    var table = CutTable(width: width)
    cut(
      Array(repeating: 0, count: width), Array(repeating: Self.size, count: width), rules, &table)
    for _ in 0..<rules / 10 {
      let (row, column) = (random(rules), random(width))
      let change = 1 + random(2000)
      if random(2) != 0 {
        table.highs[row][column] += change
      } else if table.lows[row][column] + change < table.highs[row][column] {
        table.lows[row][column] += change
      }
    }
    for row in table.highs.indices {
      for column in 0..<width {
        table.highs[row][column] = min(Self.size, table.highs[row][column])
      }
    }
    return table
  }

  private mutating func cut(_ low: [Int], _ high: [Int], _ leaves: Int, _ table: inout CutTable) {
    if leaves == 1 {
      table.lows.append(low)
      table.highs.append(high)
      return
    }
    var column = random(table.width)
    while high[column] - low[column] < 2 { column = random(table.width) }
    let middle = low[column] + 1 + random(high[column] - low[column] - 1)
    let drawn = 1 + random(leaves - 1)
    let first = leaves > 2 ? leaves / 2 : drawn
    var (below, above) = (high, low)
    below[column] = middle
    above[column] = middle
    cut(low, below, first, &table)
    cut(above, high, leaves - first, &table)
  }
}

/// What the prototype prints of each table, by `rows columns`.
private struct PrototypeResults {
  var overlaps: [String: (time: Double, count: Int)] = [:]
  var gaps: [String: (time: Double, count: Int)] = [:]

  /// Builds and runs it; nil where it is not there or cannot be built.
  init?(source: String, build: String) {
    guard FileManager.default.fileExists(atPath: source) else { return nil }
    try? FileManager.default.createDirectory(atPath: build, withIntermediateDirectories: true)
    let program = build + "/overlaps"
    guard
      (try? ZoningWorkload.run(
        "/bin/sh", ["-c", "cc -O3 -march=native -w -o '\(program)' '\(source)'"]))
        != nil,
      let run = try? ZoningWorkload.run(program, [])
    else { return nil }
    // [box subtraction 126.6 ms, 7147 gaps, 997175 nodes] 1000  9 | 4.28 (537) | …
    for line in run.output.split(whereSeparator: \.isNewline) {
      let numbers = line.split { !"0123456789.".contains($0) }.compactMap { Double($0) }
      guard line.hasPrefix("[box"), numbers.count >= 7 else { continue }
      let key = "\(Int(numbers[3])) \(Int(numbers[4]))"
      gaps[key] = (numbers[0], Int(numbers[1]))
      overlaps[key] = (numbers[5], Int(numbers[6]))
    }
  }
}
