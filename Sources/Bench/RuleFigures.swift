import Foundation
import Programs

/// R1 to R12: the workload ZB-1 on our executors, beside the C programs of the same run on the same processor.
func ruleFigures(_ wanted: Set<String>, _ workload: ZoningWorkload) throws {
  if wanted.contains("R1") { oneCase(workload) }
  if wanted.contains("R3") { manyCases(workload) }
  if wanted.contains("R5") { try textFigure(workload) }
  if wanted.contains("R6") { try largeTableFigure(workload) }
  if wanted.contains("R7") { exactFigure(workload) }
  if wanted.contains("R8") { traced(workload) }
  if wanted.contains("R12") { changed(workload) }
  if wanted.contains("R9") { try compileTime(workload) }
}

/// R1: one case after another, its inputs written to their registers as a caller with typed data does.
private func oneCase(_ workload: ZoningWorkload) {
  let typed = TypedCases(workload)
  var isChecked = typed.areRight(workload)
  let times = typed.times { if typed.scalar.run() == .open { isChecked = false } }
  let peer = workload.native("c_clang")["c idx"].map { 1e9 / $0 }
  Figure(
    id: "R1", name: "ZB-1, one case, generic executor, exact decisions (stretch 250 ns)",
    value: times.min() ?? 0, unit: "ns", against: "C, clang -O3 -march=native, scalar, same run",
    peerValue: peer, target: 400, isChecked: isChecked, runs: times.count,
    spread: [times.min() ?? 0, times.max() ?? 0]
  ).report()
}

/// R3: all cases from typed columns.
private func manyCases(_ workload: ZoningWorkload) {
  let count = workload.cases.count
  let columns = InputColumns(workload)
  let executor = ColumnarExecutor(workload.program)
  let masks = UnsafeMutablePointer<UInt32>.allocate(capacity: count)
  let outcomes = UnsafeMutablePointer<Int32>.allocate(capacity: count)
  let doubts = UnsafeMutablePointer<UInt8>.allocate(capacity: count)
  defer {
    masks.deallocate()
    outcomes.deallocate()
    doubts.deallocate()
  }
  func round() {
    executor.run(columns.all, cases: count) { block in
      block.bits(of: workload.conditions, into: masks + block.start)
      (outcomes + block.start).update(from: block.codes(of: workload.outcome), count: block.count)
      (doubts + block.start).update(from: block.doubts, count: block.count)
    }
  }
  round()
  let isChecked = (0..<count).allSatisfy { row in
    doubts[row] == 0 && masks[row] == workload.masks[row]
      && workload.program.texts[Int(outcomes[row])] == workload.outcomes[row]
  }
  let rates = (0..<31).map { _ in Double(count) / processorSeconds(round) }
  Figure(
    id: "R3",
    name: "ZB-1, \(count) cases from typed columns, generic executor (AVX2), exact decisions"
      + " (stretch 25 M/s)",
    value: rates.max() ?? 0, unit: "cases/s",
    against: "C, clang -O3 -march=native (AVX-512 where it is), scalar, same run",
    peerValue: workload.native("c_clang")["c idx"], targetRatio: 0.45, isChecked: isChecked,
    runs: rates.count, spread: [rates.min() ?? 0, rates.max() ?? 0]
  ).report()
}

/// R9: from the model's XML to a program that is ready.
private func compileTime(_ workload: ZoningWorkload) throws {
  let path = workload.folder + "/out/zb1.dmn"
  var times: [Double] = []
  for _ in 0..<9 { times.append(try seconds { _ = try ZoningWorkload.compile(path) } * 1000) }
  Figure(
    id: "R9", name: "ZB-1, from DMN XML to a program", value: median(times), unit: "ms",
    against: "Drools, published, its model", peerValue: 650, target: 100,
    isChecked: workload.conditions.count == 25, runs: times.count,
    spread: [times.min() ?? 0, times.max() ?? 0]
  ).report()
}
