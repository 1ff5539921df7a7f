import Foundation
import Programs

/// R5: the workload's CSV text in, results as text out, beside the C program that reads the same text and keeps its results.
func textFigure(_ workload: ZoningWorkload) throws {
  let text = try Data(contentsOf: URL(filePath: workload.folder + "/data/inputs.csv"))
  let bytes = [UInt8](text)
  let conditions = (1...25).map { "conditions.c" + ($0 < 10 ? "0" : "") + "\($0)" }
  let batch = try TextBatch(
    workload.program,
    outputs: conditions + ["result.fails", "result.soft_fails", "result.outcome", "result.fee"])
  var results: [UInt8] = []
  results.reserveCapacity(40_000_000)
  func round() throws -> TextBatch.Totals {
    results.removeAll(keepingCapacity: true)
    return try bytes.withUnsafeBufferPointer { text in
      try batch.run(text) { results.append(contentsOf: $0) }
    }
  }
  let totals = try round()
  let isChecked =
    totals.decidedInDoubles == workload.cases.count && agree(results, workload)
  var rates: [Double] = []
  for _ in 0..<15 {
    rates.append(try Double(workload.cases.count) / processorSeconds { _ = try round() })
  }
  Figure(
    id: "R5",
    name: "ZB-1, CSV text in, results as CSV text out: \(conditions.count) conditions, fails,"
      + " outcome, exact fee (stretch 4 M/s)",
    value: rates.max() ?? 0, unit: "cases/s",
    against: "C, clang -O3 -march=native, text in, results in memory, same run",
    peerValue: workload.native("c_clang")["c csv+eval"], target: 2_500_000, isChecked: isChecked,
    runs: rates.count, spread: [rates.min() ?? 0, rates.max() ?? 0]
  ).report()
}

/// Every line of the results beside what the workload expects.
private func agree(_ results: [UInt8], _ workload: ZoningWorkload) -> Bool {
  let lines = results.split(separator: UInt8(ascii: "\n")).dropFirst()
  guard lines.count == workload.cases.count else { return false }
  for (row, line) in lines.enumerated() {
    let fields = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    guard fields.count == 31 else { return false }
    var mask: UInt32 = 0
    for bit in 0..<25 where fields[bit + 1].elementsEqual("true".utf8) { mask |= 1 << UInt32(bit) }
    let fee = Double(String(decoding: fields[29], as: UTF8.self))
    guard String(decoding: fields[0], as: UTF8.self) == "\(row + 2)", mask == workload.masks[row],
      String(decoding: fields[26], as: UTF8.self) == "\(25 - mask.nonzeroBitCount)",
      String(decoding: fields[28], as: UTF8.self) == workload.outcomes[row],
      fee == workload.fees[row], fields[30].isEmpty
    else { return false }
  }
  return true
}
