import Foundation
import Synchronization

/// How far a long job is, on stderr: nothing in its first second, and nothing where stderr is no terminal.
final class Progress: Sendable {
  private let total: Int?
  private let unit: String
  private let started = Date()
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let state = Mutex((done: 0, shownAt: 0.0, isShown: false))

  init(of total: Int?, _ unit: String) {
    self.total = total
    self.unit = unit
  }

  func advance(by count: Int = 1) {
    state.withLock { state in
      state.done += count
      let seconds = Date().timeIntervalSince(started)
      guard isTerminal, seconds >= 1, seconds - state.shownAt >= 0.2 else { return }
      state.shownAt = seconds
      state.isShown = true
      write("\r\u{1B}[K" + text(state.done, seconds))
    }
  }

  /// Clears the line, so that what is said next stands alone.
  func finish() {
    state.withLock { state in
      if state.isShown { write("\r\u{1B}[K") }
      state.isShown = false
    }
  }

  private func text(_ done: Int, _ seconds: Double) -> String {
    let rate = Double(done) / seconds
    guard let total, done > 0 else { return "\(done) \(unit), \(Int(rate)) a second" }
    let left = Int((Double(total - done) / rate).rounded(.up))
    return
      "\(done) of \(total) \(unit), \(Int(rate)) a second, \(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60) left"
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
