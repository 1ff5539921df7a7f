import FEEL
import Facts
import Foundation
import Programs
import Regulations
import RuleCompiler

/// D1: the cases of the official kit, read and evaluated by the reference evaluator; a case that fails spoils the figure.
func kitFigure(_ folder: String) throws {
  guard FileManager.default.fileExists(atPath: folder) else {
    return tellBench("`\(folder)` is not there: D1 is left out")
  }
  let moment = DateAndTime(secondsSince1970: Int(Date().timeIntervalSince1970))
  var isChecked = true
  var rates: [Double] = []
  for _ in 0..<5 {
    var count = 0
    let time = try processorSeconds {
      let run = try ConformanceRun(folder: folder, moment: moment)
      count = run.outcomes.count
      isChecked = isChecked && run.failed == 0 && run.skipped == 0
    }
    rates.append(Double(count) / time)
  }
  Figure(
    id: "D1", name: "cases of the conformance kit, models read and evaluated", value: median(rates),
    unit: "cases/s", against: nil, peerValue: nil, target: nil, isChecked: isChecked,
    runs: rates.count, spread: [rates.min() ?? 0, rates.max() ?? 0]
  ).report()
}

/// D2: the 120-row table alone, by the reference evaluator, beside each peer whose script runs here.
func tableFigure(_ workload: ZoningWorkload) throws {
  let library = try DecisionLibrary(loading: workload.folder + "/out/zb1.dmn")
  let program = DecisionProgram(library)
  guard let namespace = library.models.keys.sorted().first,
    let table = program.decision(named: "limits", in: namespace),
    let zone = program.input(named: "zone", in: namespace),
    let area = program.input(named: "lot_area", in: namespace),
    let output = workload.program.outputs.first(where: { $0.name == "limits.max_far" })
  else { return }
  let inputs = workload.program.inputs
  guard let zoneIndex = inputs.firstIndex(where: { $0.name == "zone" }),
    let areaIndex = inputs.firstIndex(where: { $0.name == "lot_area" })
  else { return }
  let rows: [(Value, Value)] = workload.cases.prefix(500).compactMap { one in
    guard case .code(let code) = one[zoneIndex], code >= 0,
      case .number(let number) = one[areaIndex]
    else { return nil }
    return (.string(workload.program.texts[Int(code)]), .number(number))
  }
  func limits(_ row: (Value, Value)) -> Value {
    var run = DecisionRun(program)
    run.give(row.0, to: zone)
    run.give(row.1, to: area)
    return run.value(of: table)
  }
  let exact = ExactExecutor(workload.program)
  var isChecked = rows.count == 500
  for (row, one) in zip(rows, workload.cases) {
    guard case .context(let context) = limits(row), case .number(let found)? = context["max_far"],
      exact.run(one)[output.slot] == .number(found)
    else {
      isChecked = false
      continue
    }
  }
  let rates = (0..<5).map { _ in
    Double(rows.count) / processorSeconds { for row in rows { _ = limits(row) } }
  }
  let peers = peerRates(workload.folder)
  if peers.isEmpty { tellBench("no peer of D2 runs here: \(workload.folder)/../venv has none") }
  for (peer, rate) in peers.isEmpty ? [("", nil)] : peers.map({ ($0.0, Optional($0.1)) }) {
    Figure(
      id: "D2", name: "the 120-row table alone, reference evaluator", value: median(rates),
      unit: "evaluations/s", against: peer.isEmpty ? nil : peer + ", same run", peerValue: rate,
      target: nil, isChecked: isChecked, runs: rates.count,
      spread: [rates.min() ?? 0, rates.max() ?? 0]
    ).report()
  }
}

/// What the peers' scripts say of the table alone, from an environment of their own that is made once.
private func peerRates(_ folder: String) -> [(String, Double)] {
  let python = folder + "/../venv/bin/python"
  if !FileManager.default.fileExists(atPath: python) {
    _ = try? ZoningWorkload.run(
      "/bin/sh",
      [
        "-c",
        "python3 -m venv '\(folder)/../venv' && '\(python)' -m pip install -q zen-engine SpiffWorkflow pyDMNrules bkflow-dmn lxml",
      ])
  }
  _ = try? ZoningWorkload.run(python, [folder + "/run_zen.py", "2000"], in: folder)
  var rates: [(String, Double)] = []
  for (script, wanted) in [
    ("run_zen_parts.py", "table1"), ("run_spiff.py", "limits"), ("run_pydmnrules.py", "limits"),
    ("run_bkflow.py", "limits"),
  ] {
    guard let run = try? ZoningWorkload.run(python, [folder + "/" + script], in: folder) else {
      continue
    }
    for line in run.output.split(whereSeparator: \.isNewline) {
      guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        let name = object["name"] as? String, name.contains(wanted),
        let rate = object["best_cpu"] as? NSNumber
      else { continue }
      rates.append((name, rate.doubleValue))
    }
  }
  return rates
}

func tellBench(_ text: String) {
  FileHandle.standardError.write(Data(("bench: " + text + "\n").utf8))
}
