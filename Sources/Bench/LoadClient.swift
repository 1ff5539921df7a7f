import Foundation
import Synchronization

/// A client that asks one thing again and again over connections that stay open: bounded in count, loopback only.
struct LoadClient {
  let port: Int
  let request: [UInt8]

  init(port: Int, method: String, path: String, body: String = "") {
    self.port = port
    request = Array(
      ("\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
        + body).utf8)
  }

  struct Outcome {
    var rate: Double
    /// Seconds that the slowest of a hundred took.
    var p99: Double
    var failed: Int
  }

  /// - Parameters:
  ///   - count: Requests of each connection.
  func run(connections: Int, count: Int) -> Outcome {
    let times = Mutex<[Double]>([])
    let failed = Mutex(0)
    let whole = seconds {
      DispatchQueue.concurrentPerform(iterations: connections) { _ in
        var own: [Double] = []
        guard let connection = Connection(port: port) else {
          failed.withLock { $0 += count }
          return
        }
        for _ in 0..<count {
          var isGood = false
          let time = seconds { isGood = connection.ask(request)?.status == 200 }
          if isGood { own.append(time) } else { failed.withLock { $0 += 1 } }
        }
        times.withLock { $0 += own }
      }
    }
    let sorted = times.withLock { $0.sorted() }
    return Outcome(
      rate: Double(sorted.count) / whole,
      p99: sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, sorted.count * 99 / 100)],
      failed: failed.withLock { $0 })
  }
}
