/// Lets only so many servers run at once.
///
/// Each holds sockets and open databases; all tests together would hold more files than Foundation can count when it starts a
/// process: it reads the list of open files into a buffer for about 1,365 of them, and reads on behind its end.
actor ServerTurns {
  static let shared = ServerTurns(most: 16)
  /// A server within the body of another one takes no turn of its own, so that none waits for itself.
  @TaskLocal private static var hasTurn = false

  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(most: Int) { free = most }

  nonisolated func run<Result>(_ body: () async throws -> Result) async throws -> Result {
    guard !Self.hasTurn else { return try await body() }
    await take()
    do {
      let result = try await Self.$hasTurn.withValue(true) { try await body() }
      await giveBack()
      return result
    } catch {
      await giveBack()
      throw error
    }
  }

  private func take() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  private func giveBack() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
