import Foundation
import Glibc
import Logging
import Register

@testable import Service

/// The real server on a real port, for as long as the body runs.
func withServer(
  of enquiries: some Enquiries = FixtureTown(), idleTimeout: Int = 30, port: Int = 0,
  _ body: (RunningServer) async throws -> Void
) async throws {
  try await ServerTurns.shared.run {
    try await runServer(of: enquiries, idleTimeout: idleTimeout, port: port, body)
  }
}

private func runServer(
  of enquiries: some Enquiries, idleTimeout: Int, port: Int,
  _ body: (RunningServer) async throws -> Void
) async throws {
  let folder = FileManager.default.temporaryDirectory.appending(
    path: "service-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let ledger = try Ledger(path: folder.appending(path: "ledger.sqlite").path)
  var configuration = Server.Configuration(program: "mizan test", today: { FixtureTown.today })
  configuration.port = port
  configuration.logLevel = .critical
  configuration.idleTimeout = idleTimeout
  let server = Server(enquiries: enquiries, ledger: ledger, configuration: configuration)
  let (ports, found) = AsyncStream<Int>.makeStream()
  let running = Task {
    do { try await server.run { found.yield($0) } } catch { found.finish() }
  }
  defer { running.cancel() }
  for await port in ports {
    try await body(RunningServer(port: port, ledger: ledger, server: server))
    break
  }
}

struct RunningServer {
  let port: Int
  let ledger: Ledger
  let server: Server

  struct Reply {
    var status: Int
    var headers: [String: String]
    var body: [UInt8]
    var text: String { String(decoding: body, as: UTF8.self) }
  }

  /// One request with everything that an HTTP client adds by itself left to us.
  func send(
    _ method: String = "GET", _ path: String, headers: [String: String] = [:], body: String? = nil
  ) async throws -> Reply {
    var lines = "\(method) \(path) HTTP/1.1\r\nHost: localhost:\(port)\r\nConnection: close\r\n"
    for (name, value) in headers { lines += "\(name): \(value)\r\n" }
    if let body { lines += "Content-Length: \(body.utf8.count)\r\n" }
    return try await raw(lines + "\r\n" + (body ?? ""))
  }

  func check(_ body: String) async throws -> Reply {
    try await send(
      "POST", "/api/v1/check", headers: ["Content-Type": "application/json"], body: body)
  }

  /// Bytes as they are over a socket; the reply is read until the server closes, or `seconds` have passed.
  func raw(_ request: String, seconds: Int = 60) async throws -> Reply {
    try Self.parse(try await rawBytes(Array(request.utf8), seconds: seconds))
  }

  func rawBytes(_ request: [UInt8], seconds: Int = 60) async throws -> [UInt8] {
    let port = port
    return try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(
          with: Result { try Self.exchange(request, port: port, seconds: seconds) })
      }
    }
  }

  private struct SocketError: Error { var step: String }

  private static func exchange(_ request: [UInt8], port: Int, seconds: Int) throws -> [UInt8] {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw SocketError(step: "socket") }
    defer { close(descriptor) }
    var limit = timeval(tv_sec: seconds, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw SocketError(step: "connect") }
    var sent = 0
    while sent < request.count {
      let count = request[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, min($0.count, 65536), Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { break }
      sent += count
    }
    var reply: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      // Nobody closed the connection: that is not the same as an empty reply.
      if count < 0, errno == EAGAIN { throw SocketError(step: "the service kept the connection") }
      guard count > 0 else { break }
      reply += buffer[..<count]
    }
    return reply
  }

  private static func parse(_ bytes: [UInt8]) throws -> Reply {
    guard let end = bytes.indices.first(where: { bytes[$0...].starts(with: [13, 10, 13, 10]) })
    else {
      throw SocketError(step: "no reply")
    }
    let lines = String(decoding: bytes[..<end], as: UTF8.self).components(separatedBy: "\r\n")
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2 {
        headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
      }
    }
    return Reply(
      status: Int(lines[0].split(separator: " ")[1]) ?? 0, headers: headers,
      body: Array(bytes[(end + 4)...]))
  }
}
