import Programs

/// R8: one case with what a trace needs kept, beside the same case without.
func traced(_ workload: ZoningWorkload) {
  let typed = TypedCases(workload)
  var isChecked = typed.areRight(workload)
  var log = TraceLog(typed.scalar)
  // What was kept of some cases is what exact numbers come to when they are opened.
  let opened = 500
  for row in 0..<min(opened, typed.count) {
    typed.load(row)
    isChecked = typed.scalar.run() == .decided && isChecked
    log.append()
  }
  for row in 0..<min(opened, typed.count) {
    isChecked = (log.open(row, inputs: workload.cases[row])?.isConfirmed ?? false) && isChecked
  }
  log.removeAll()
  log.reserve(4_096)
  var (plain, kept): ([Double], [Double]) = ([], [])
  for _ in 0..<31 {
    plain += typed.times(rounds: 1) { if typed.scalar.run() == .open { isChecked = false } }
    log.removeAll()
    kept += typed.times(rounds: 1) {
      if typed.scalar.run() == .open { isChecked = false }
      log.append()
    }
  }
  Figure(
    id: "R8",
    name: "ZB-1, one case, rows and truths kept so that any case's trace can be opened"
      + " (stretch 1.2x)",
    value: kept.min() ?? 0, unit: "ns", against: "the same without trace (R1), same run",
    peerValue: plain.min(), targetRatio: 2, isChecked: isChecked, runs: kept.count,
    spread: [kept.min() ?? 0, kept.max() ?? 0]
  ).report()
}

/// R12: one input changed, each in turn: the share of the operations that run again, and the time.
func changed(_ workload: ZoningWorkload) {
  let typed = TypedCases(workload)
  let scalar = typed.scalar
  var isChecked = typed.areRight(workload)
  let inputs = workload.program.inputs.count
  let registers = workload.conditions.map { scalar.register(of: $0) }
  let whole = ScalarExecutor(workload.program)
  let sources = (0..<inputs).map { ($0 * 7_919 + 13) % typed.count }
  // Each input of the first case is given the value that it has in another case, and its own again.
  func one(_ input: Int, from row: Int) -> [ExactExecutor.Cell] {
    var cells = workload.cases[0]
    cells[input] = workload.cases[row][input]
    return cells
  }
  isChecked = scalar.load(workload.cases[0]) && scalar.run(changed: .max) == .decided && isChecked
  var shares: [Double] = []
  var times: [Double] = []
  for input in 0..<inputs {
    let bit: UInt64 = 1 << UInt64(input)
    for cells in [one(input, from: sources[input]), workload.cases[0]] {
      let isLoaded = scalar.load(cells) && whole.load(cells)
      isChecked = isLoaded && scalar.run(changed: bit) == whole.run() && isChecked
      isChecked = registers.allSatisfy { scalar.booleans[$0] == whole.booleans[$0] } && isChecked
    }
    shares.append(Double(scalar.affected(by: bit)) / Double(scalar.instructionCount))
    let rounds = (0..<15).map { _ in
      processorSeconds { for _ in 0..<2_000 { _ = scalar.run(changed: bit) } } / 2_000 * 1e9
    }
    times.append(rounds.min() ?? 0)
  }
  let plain = (0..<15).map { _ in
    processorSeconds { for _ in 0..<20_000 { _ = whole.run() } } / 20_000 * 1e9
  }
  let share = shares.reduce(0, +) / Double(inputs) * 100
  Figure(
    id: "R12", name: "ZB-1, one input changed: operations that run again (stretch 15 %)",
    value: share, unit: "%", against: "all operations", peerValue: 100, target: 30,
    isChecked: isChecked, runs: inputs,
    spread: [(shares.min() ?? 0) * 100, (shares.max() ?? 0) * 100]
  ).report()
  Figure(
    id: "R12", name: "ZB-1, one input changed: time of a run, mean of the inputs",
    value: times.reduce(0, +) / Double(inputs), unit: "ns",
    against: "a whole run of the same case, same run", peerValue: plain.min(), isChecked: isChecked,
    runs: inputs, spread: [times.min() ?? 0, times.max() ?? 0]
  ).report()
}
