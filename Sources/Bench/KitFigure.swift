import FEEL
import Facts
import Foundation
import RuleCompiler

/// R10: every case of the conformance kit by the reference evaluator and on each executor, models read, compiled and evaluated
/// in each; a case that fails anywhere spoils the figure.
func wholeKitFigure(_ folder: String) throws {
  guard FileManager.default.fileExists(atPath: folder) else {
    return tellBench("`\(folder)` is not there: R10 is left out")
  }
  let moment = DateAndTime(secondsSince1970: Int(Date().timeIntervalSince1970))
  let executors: [CompiledRun.Executor?] = [nil] + CompiledRun.Executor.allCases
  var isChecked = true
  var count = 0
  var times: [Double] = []
  for _ in 0..<5 {
    times.append(
      try processorSeconds {
        for executor in executors {
          let run = try ConformanceRun(folder: folder, moment: moment, on: executor)
          count = run.outcomes.count
          isChecked = isChecked && run.failed == 0 && run.skipped == 0
        }
      })
  }
  Figure(
    id: "R10", name: "the \(count) cases of the kit by the reference and on all executors",
    value: median(times), unit: "s", against: nil, peerValue: nil, target: 2, isChecked: isChecked,
    runs: times.count, spread: [times.min() ?? 0, times.max() ?? 0]
  ).report()
}
