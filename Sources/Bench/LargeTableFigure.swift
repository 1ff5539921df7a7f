import FEEL
import Facts
import Foundation
import Programs

/// R6: the workload ZB-2, one FIRST table of 3,700 rules and six inputs, beside the C program of sets of bits.
func largeTableFigure(_ workload: ZoningWorkload) throws {
  let folder = workload.folder + "/zb2"
  // The script writes the table before it asks for the engine that it measures.
  let commands =
    "test -f zb2.bin || { test -f zen.py || echo > zen.py; python3 run_zb2.py 3700; rm -f zen.py; }; "
    + "test -f zb2.bin && { test -x zb2 || gcc -O3 -march=native -o zb2 zb2.c; }"
  guard try ZoningWorkload.run("/bin/sh", ["-c", commands], in: folder).status == 0 else {
    return tellBench("the workload ZB-2 could not be written: R6 is left out")
  }
  let table = try LargeTable(folder + "/zb2.bin")
  var builds: [Double] = []
  var program = table.program()
  for _ in 0..<5 {
    builds.append(processorSeconds { program = table.program() } * 1000)
  }
  let (executor, ready) = timed { ColumnarExecutor(program) }
  let count = table.expected.count
  var rows = [Int32](repeating: -2, count: count)
  let rates: [Double] = table.withColumns { columns in
    (0..<(ProcessInfo.processInfo.environment["PROF"] == nil ? 31 : 500)).map { _ in
      Double(count)
        / processorSeconds {
          executor.run(columns, cases: count) { block in
            let lanes = block.codes(of: program.outputs[0].slot)
            for lane in 0..<block.count { rows[block.start + lane] = lanes[lane] }
          }
        }
    }
  }
  let isChecked = rows == table.expected
  let peer = cRate(folder)
  Figure(
    id: "R6",
    name: "ZB-2, one FIRST table of 3,700 rows and 6 inputs, \(count) cases (stretch 6 M/s)",
    value: rates.max() ?? 0, unit: "evaluations/s",
    against: "C, gcc -O3 -march=native, sets of bits, same run", peerValue: peer, targetRatio: 0.6,
    isChecked: isChecked, runs: rates.count, spread: [rates.min() ?? 0, rates.max() ?? 0]
  ).report()
  Figure(
    id: "R6", name: "ZB-2, the table's index, from its cells to a program that is ready",
    value: median(builds) + ready, unit: "ms", target: 100, isChecked: isChecked,
    runs: builds.count, spread: [(builds.min() ?? 0) + ready, (builds.max() ?? 0) + ready]
  ).report()
}

private func timed<T>(_ body: () -> T) -> (T, milliseconds: Double) {
  var result: T?
  var time = processorSeconds { result = body() }
  let value = result ?? body()
  time *= 1000
  return (value, time)
}

private func cRate(_ folder: String) -> Double? {
  guard let run = try? ZoningWorkload.run(folder + "/zb2", [], in: folder),
    let line = run.output.split(whereSeparator: \.isNewline).first(where: {
      $0.hasPrefix("C bitset index") && $0.hasSuffix("mismatch 0")
    })
  else { return nil }
  return line.split(separator: " ").compactMap { Double($0) }.first
}

/// The table and the cases that the script wrote.
private struct LargeTable {
  /// By column and row.
  var cells: [[UnaryTests]] = [[UnaryTests]](repeating: [], count: 6)
  var zones: [String] = (0..<40).map { "Z\($0)" }
  var uses: [String] = (0..<12).map { "U\($0)" }
  var codes: [[Int32]] = [[], []]
  var numbers: [[Double]] = [[], [], [], []]
  var expected: [Int32] = []

  init(_ path: String) throws {
    let data = try Data(contentsOf: URL(filePath: path))
    var bytes = [UInt8](data)[...]
    func next<T>(_ type: T.Type) -> T {
      defer { bytes = bytes.dropFirst(MemoryLayout<T>.size) }
      return bytes.withUnsafeBytes { $0.loadUnaligned(as: T.self) }
    }
    let (rules, cases) = (Int(next(Int32.self)), Int(next(Int32.self)))
    let parser = FEELParser(names: NameSet([]))
    for _ in 0..<rules {
      for (column, names) in [zones, uses].enumerated() {
        let mask = next(UInt64.self)
        let words = names.indices.filter { mask >> UInt64($0) & 1 == 1 }
        let text = words.map { "\"\(names[$0])\"" }.joined(separator: ", ")
        cells[column].append(
          words.count == names.count ? .any : try parser.unaryTests(text))
      }
      for column in 2..<6 {
        let (low, high) = (next(Double.self), next(Double.self))
        cells[column].append(
          low < -1e8 ? .any : try parser.unaryTests("[\(Int(low))..\(Int(high)))"))
      }
    }
    for _ in 0..<cases {
      for column in 0..<2 { codes[column].append(next(Int32.self)) }
      for column in 0..<4 { numbers[column].append(next(Double.self)) }
      expected.append(next(Int32.self))
    }
  }

  func program() -> Program {
    var builder = ProgramBuilder()
    // Texts get their codes in the order of the script.
    for text in zones + uses { _ = builder.code(text) }
    let slots =
      ["zone", "use"].map { builder.input($0, .code) }
      + (0..<4).map { builder.input("n\($0)", .number) }
    guard
      let index = TableIndex(
        cells: cells, types: [.code, .code, .number, .number, .number, .number], isUnique: false,
        code: { builder.code($0) })
    else { return builder.program }
    builder.output("row", builder.lookup(index, slots))
    return builder.program
  }

  func withColumns<T>(_ body: (ColumnarExecutor.Columns) -> T) -> T {
    let shifted = codes[1].map { $0 + Int32(zones.count) }
    return codes[0].withUnsafeBufferPointer { zone in
      shifted.withUnsafeBufferPointer { use in
        numbers[0].withUnsafeBufferPointer { a in
          numbers[1].withUnsafeBufferPointer { b in
            numbers[2].withUnsafeBufferPointer { c in
              numbers[3].withUnsafeBufferPointer { d in
                let columns = [a, b, c, d].map(\.baseAddress)
                return body(
                  .init(
                    numbers: [nil, nil] + columns, booleans: .init(repeating: nil, count: 6),
                    codes: [zone.baseAddress, use.baseAddress, nil, nil, nil, nil]))
              }
            }
          }
        }
      }
    }
  }
}
