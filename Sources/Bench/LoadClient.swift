import Foundation
import Glibc
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
        guard let socket = connect() else {
          failed.withLock { $0 += count }
          return
        }
        defer { close(socket) }
        for _ in 0..<count {
          var isGood = false
          let time = seconds { isGood = ask(socket) }
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

  private func connect() -> Int32? {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port)).bigEndian
    address.sin_addr = in_addr(s_addr: inet_addr("127.0.0.1"))
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else {
      close(descriptor)
      return nil
    }
    return descriptor
  }

  /// One request and its whole answer; false where the status is not 200.
  private func ask(_ socket: Int32) -> Bool {
    guard
      request.withUnsafeBytes({
        send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }) == request.count
    else { return false }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var received: [UInt8] = []
    var expected: Int?
    while expected.map({ received.count < $0 }) ?? true {
      let count = recv(socket, &buffer, buffer.count, 0)
      guard count > 0 else { return false }
      received += buffer[..<count]
      if expected == nil, let end = headerEnd(received) {
        let header = String(decoding: received[..<end], as: UTF8.self).lowercased()
        guard let length = header.firstMatch(of: /content-length: (\d+)/).flatMap({ Int($0.1) })
        else { return false }
        expected = end + 4 + length
      }
    }
    return received.starts(with: Array("HTTP/1.1 200".utf8))
  }

  private func headerEnd(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 4 else { return nil }
    for index in 0...(bytes.count - 4)
    where bytes[index] == 13 && bytes[index + 1] == 10 && bytes[index + 2] == 13
      && bytes[index + 3] == 10
    { return index }
    return nil
  }
}
