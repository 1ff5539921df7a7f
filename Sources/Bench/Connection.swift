import Glibc

/// A connection over loopback that stays open, for one request after another.
final class Connection {
  private let socket: Int32

  /// Nil where nobody listens.
  init?(port: Int) {
    let descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
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
    socket = descriptor
  }

  deinit { close(socket) }

  struct Answer {
    var status: Int
    var body: [UInt8]
  }

  /// One request and its whole answer; nil where the connection broke or the answer has no length.
  func ask(_ request: [UInt8]) -> Answer? {
    guard
      request.withUnsafeBytes({
        send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }) == request.count
    else { return nil }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var received: [UInt8] = []
    var start: Int?
    var expected: Int?
    while expected.map({ received.count < $0 }) ?? true {
      let count = recv(socket, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      received += buffer[..<count]
      if expected == nil, let end = Self.headerEnd(received) {
        let header = String(decoding: received[..<end], as: UTF8.self).lowercased()
        guard let length = header.firstMatch(of: /content-length: (\d+)/).flatMap({ Int($0.1) })
        else { return nil }
        start = end + 4
        expected = end + 4 + length
      }
    }
    // `HTTP/1.1 200`
    let status = Int(String(decoding: received.dropFirst(9).prefix(3), as: UTF8.self)) ?? 0
    return Answer(status: status, body: Array(received[(start ?? 0)...]))
  }

  private static func headerEnd(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 4 else { return nil }
    for index in 0...(bytes.count - 4)
    where bytes[index] == 13 && bytes[index + 1] == 10 && bytes[index + 2] == 13
      && bytes[index + 3] == 10
    { return index }
    return nil
  }
}
