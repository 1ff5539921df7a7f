package import FEEL
import Programs
package import Regulations

/// Decisions of a model on one of the executors of its program: who cannot say leaves it to the next, down to the reference.
package final class CompiledRun {
  package enum Executor: String, Sendable, CaseIterable { case exact, scalar, columnar }

  /// What a decision came to, and who said so: nobody where it was the reference evaluator.
  package struct Answer {
    package var value: Value
    /// The nulls that errors made.
    package var findings: [EvaluationFinding]
    package var decidedBy: Executor?
  }

  package let compiled: CompiledDecisions
  private let exact: ExactExecutor
  private let scalar: ScalarExecutor?
  private let columnar: ColumnarExecutor?

  package init(_ compiled: CompiledDecisions, on executor: Executor, moment: DateAndTime? = nil) {
    self.compiled = compiled
    exact = ExactExecutor(compiled.program, moment: moment)
    scalar = executor == .scalar ? ScalarExecutor(compiled.program, moment: moment) : nil
    columnar = executor == .columnar ? ColumnarExecutor(compiled.program, moment: moment) : nil
  }

  /// - Parameter run: With the input data given.
  package func value(of id: ElementID, in run: inout DecisionRun) -> Answer {
    if let result = compiled.results[id] {
      let given = compiled.inputs.map { run.given($0) }
      if let answer = value(ofResult: result, given) { return answer }
    }
    let found = run.findings.count
    let value = run.value(of: id)
    return Answer(value: value, findings: Array(run.findings[found...]), decidedBy: nil)
  }

  /// Nil where only the reference evaluator can say.
  /// - Parameter given: By index of the program's inputs.
  package func value(ofResult result: Int, _ given: [Value]) -> Answer? {
    let program = compiled.program
    let cells = zip(program.inputs, given).map { program.cell($1, $0.type) }
    let term = program.results[result].value
    let fast =
      scalar.flatMap { Self.value($0, term, cells) }
      ?? columnar.flatMap { Self.value($0, term, cells) }
    // Why a value is null is known of the exact run alone.
    if let fast, fast != .null {
      return Answer(value: fast, findings: [], decidedBy: scalar == nil ? .columnar : .scalar)
    }
    var run = exact.start(cells)
    guard let value = run.value(of: term) else { return nil }
    return Answer(
      value: value, findings: run.findings,
      decidedBy: fast == nil ? .exact : scalar == nil ? .columnar : .scalar)
  }

  private static func value(
    _ executor: ScalarExecutor, _ term: Term, _ cells: [ExactExecutor.Cell]
  ) -> Value? {
    guard executor.load(cells), executor.run() == .decided else { return nil }
    return executor.value(of: term)
  }

  /// A block of one case.
  private static func value(
    _ executor: ColumnarExecutor, _ term: Term, _ cells: [ExactExecutor.Cell]
  ) -> Value? {
    guard let columns = CaseColumns(executor.program, [cells]) else { return nil }
    var value: Value?
    columns.withColumns { all in
      executor.run(all, cases: 1) { block in
        if block.doubts[0] == 0 { value = block.value(of: term, 0) }
      }
    }
    return value
  }
}
