import Facts
import Programs

/// R7: every number that comes out is an exact decimal, equal to what decimal128 gives, beside C in decimal128.
func exactFigure(_ workload: ZoningWorkload) {
  let count = workload.cases.count
  let program = workload.program
  let columns = InputColumns(workload)
  let executor = ColumnarExecutor(program, exactOutputs: true)
  let results = ExactResults(program, count)
  var areAllExact = true
  func round() {
    executor.run(columns.all, cases: count) { block in
      areAllExact = areAllExact && results.write(block, workload)
    }
  }
  round()
  // Every number of every case, digit by digit beside decimals; every condition and outcome beside the workload's.
  let exact = ExactExecutor(program)
  var isChecked = areAllExact
  for row in 0..<count {
    let cells = exact.run(workload.cases[row])
    isChecked = isChecked && results.doubts[row] == 0 && results.masks[row] == workload.masks[row]
    for (index, output) in program.outputs.enumerated()
    where program.types[output.slot] == .number {
      isChecked = isChecked && cells[output.slot] == results.number(index, row).map { .number($0) }
    }
  }
  let rates = (0..<21).map { _ in Double(count) / processorSeconds(round) }
  Figure(
    id: "R7",
    name: "ZB-1, \(count) cases, all \(results.numberCount) numbers exact as decimal128 gives them:"
      + " scaled integers, quotients to 34 digits (stretch 5 M/s)",
    value: rates.max() ?? 0, unit: "cases/s", against: "C, gcc -O3, _Decimal128, same run",
    peerValue: workload.native("c_dec128")["c idx"], targetRatio: 1.7, isChecked: isChecked,
    runs: rates.count, spread: [rates.min() ?? 0, rates.max() ?? 0]
  ).report()
}

/// What a caller keeps of a run: conditions as bits, outcomes, and each number as integers of a power of ten or as a decimal.
private final class ExactResults {
  let masks: UnsafeMutablePointer<UInt32>
  let outcomes: UnsafeMutablePointer<Int32>
  let doubts: UnsafeMutablePointer<UInt8>
  private let program: Program
  private var integers: [Int: UnsafeMutablePointer<Int64>] = [:]
  private var decimals: [Int: UnsafeMutablePointer<Number>] = [:]
  private var scales: [Int: Int] = [:]

  var numberCount: Int { integers.count }

  init(_ program: Program, _ count: Int) {
    self.program = program
    masks = .allocate(capacity: count)
    outcomes = .allocate(capacity: count)
    doubts = .allocate(capacity: count)
    for (index, output) in program.outputs.enumerated()
    where program.types[output.slot] == .number {
      integers[index] = .allocate(capacity: count)
      decimals[index] = .allocate(capacity: count)
    }
  }

  deinit {
    masks.deallocate()
    outcomes.deallocate()
    doubts.deallocate()
    for column in integers.values { column.deallocate() }
    for column in decimals.values { column.deallocate() }
  }

  /// - Returns: Whether every number had an exact form.
  func write(_ block: ColumnarExecutor.Block, _ workload: ZoningWorkload) -> Bool {
    block.bits(of: workload.conditions, into: masks + block.start)
    (outcomes + block.start).update(from: block.codes(of: workload.outcome), count: block.count)
    (doubts + block.start).update(from: block.doubts, count: block.count)
    for (index, column) in integers {
      if let (lanes, scale) = block.wholes(ofOutput: index) {
        scales[index] = scale
        let into = column + block.start
        for lane in 0..<block.count { into[lane] = Int64(lanes[lane]) }
      } else if let column = decimals[index],
        !block.exactNumbers(ofOutput: index, into: column + block.start)
      {
        return false
      }
    }
    return true
  }

  func number(_ index: Int, _ row: Int) -> Number? {
    guard let scale = scales[index] else { return decimals[index]?[row] }
    return integers[index].map { Number(Int($0[row]), exponent: -scale) }
  }
}
