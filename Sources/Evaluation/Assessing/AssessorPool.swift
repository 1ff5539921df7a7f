import Synchronization

/// Assessors that wait for the next thread that needs one: what they know of a ruleset is dear to work out and cheap to keep.
package final class AssessorPool: Sendable {
  private let waiting = Mutex<[String: [Assessor]]>([:])

  package init() {}

  /// Runs a body with an assessor of a ruleset that nobody else uses meanwhile.
  package func with<Result: Sendable>(
    _ ruleset: Ruleset, _ body: (Assessor) throws -> Result
  ) rethrows -> Result {
    let key = ruleset.hash
    let assessor = waiting.withLock { $0[key]?.popLast() } ?? Assessor(ruleset)
    defer { waiting.withLock { $0[key, default: []].append(assessor) } }
    return try body(assessor)
  }
}
