import Foundation
import Testing

@testable import Service

/// What a client may do wrong on the wire, and what it is told.
struct ProtocolTests {
  @Test func `a wrong method is told which ones there are`() async throws {
    try await withServer { server in
      let reply = try await server.send("GET", "/api/v1/check")
      #expect(reply.status == 405)
      #expect(reply.headers["allow"] == "POST")
      let deletion = try await server.send("DELETE", "/en/")
      #expect(deletion.status == 405)
      #expect(deletion.headers["allow"] == "GET, HEAD")
    }
  }

  @Test func `HEAD is GET without its body`() async throws {
    try await withServer { server in
      let get = try await server.send("GET", "/api/v1/towns")
      let head = try await server.send("HEAD", "/api/v1/towns")
      #expect(head.status == 200)
      #expect(head.body.isEmpty)
      #expect(head.headers["content-length"] == "\(get.body.count)")
    }
  }

  @Test func `a request without a host is refused`() async throws {
    try await withServer { server in
      let reply = try await server.raw("GET /en/ HTTP/1.1\r\nConnection: close\r\n\r\n")
      #expect(reply.status == 400)
    }
  }

  @Test func `only JSON is taken as a question`() async throws {
    try await withServer { server in
      let body = InterfaceTests.question
      for type in ["text/plain", "application/x-www-form-urlencoded", ""] {
        let reply = try await server.send(
          "POST", "/api/v1/check", headers: type.isEmpty ? [:] : ["Content-Type": type], body: body)
        #expect(reply.status == 415, "\(type)")
      }
      let charset = try await server.send(
        "POST", "/api/v1/check", headers: ["Content-Type": "application/json; charset=utf-8"],
        body: body)
      #expect(charset.status == 200)
      let packed = try await server.send(
        "POST", "/api/v1/check",
        headers: ["Content-Type": "application/json", "Content-Encoding": "gzip"],
        body: body)
      #expect(packed.status == 415)
    }
  }

  @Test func `a hundred megabytes are refused, and the service goes on`() async throws {
    try await withServer { server in
      let head =
        "POST /api/v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100000000\r\n\r\n"
      let reply = try await server.rawBytes(
        Array(head.utf8) + [UInt8](repeating: 0x20, count: 100_000_000))
      #expect(String(decoding: reply.prefix(12), as: UTF8.self) == "HTTP/1.1 413")
      #expect(try await server.check(InterfaceTests.question).status == 200)
    }
  }

  @Test func `a body in pieces without a length is cut at the limit`() async throws {
    try await withServer { server in
      var request = Array(
        "POST /api/v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
          .utf8)
      for _ in 0..<40 {
        request += Array("10000\r\n".utf8) + [UInt8](repeating: 0x20, count: 65536) + [13, 10]
      }
      let reply = try await server.rawBytes(request)
      #expect(String(decoding: reply.prefix(12), as: UTF8.self) == "HTTP/1.1 413")
    }
  }

  @Test(arguments: [
    "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    "POST /api/v1/check HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "G\0T / HTTP/1.1\r\nHost: a\r\n\r\n", "\r\n\r\n\r\n", "HELLO\r\n\r\n",
  ])
  func `what is no HTTP is closed, and the service goes on`(request: String) async throws {
    try await withServer(idleTimeout: 2) { server in
      let reply = String(
        decoding: try await server.rawBytes(Array(request.utf8)), as: UTF8.self)
      #expect(
        reply.isEmpty || reply.hasPrefix("HTTP/1.1 400") || reply.hasPrefix("HTTP/1.0 400"),
        "\(reply)")
      #expect(try await server.send("GET", "/healthz").status == 200)
    }
  }

  @Test func `a connection on which nothing happens is closed`() async throws {
    try await withServer(idleTimeout: 1) { server in
      _ = try await server.rawBytes(Array("GET / HT".utf8))
    }
  }

  @Test(arguments: ["/en/", "/api/v1/towns", "/nothing", "/assets/mizan.css", "/healthz"])
  func `every answer carries the headers that keep a browser safe`(path: String) async throws {
    try await withServer { server in
      let reply = try await server.send("GET", path)
      let policy = try #require(reply.headers["content-security-policy"])
      #expect(policy.hasPrefix("default-src 'none'"))
      #expect(!policy.contains("unsafe"))
      #expect(reply.headers["x-content-type-options"] == "nosniff")
      #expect(reply.headers["referrer-policy"] == "no-referrer")
      #expect(reply.headers["x-request-id"] != nil)
    }
  }

  @Test func `the service counts its requests and answers`() async throws {
    try await withServer { server in
      _ = try await server.check(InterfaceTests.question)
      _ = try await server.send("GET", "/nothing/at/all")
      #expect(try await server.send("GET", "/readyz").text == "ready\n")
      let metrics = try await server.send("GET", "/metrics").text
      #expect(
        metrics.contains(
          #"mizan_http_requests_total{method="POST",route="/api/v1/check",status="200"} 1"#))
      #expect(metrics.contains(#"route="none",status="404"} 1"#))
      #expect(metrics.contains(#"mizan_answers_total{verdict="permitted"} 1"#))
      #expect(metrics.contains("mizan_ledger_entries 1"))
      #expect(metrics.contains("process_resident_memory_bytes"))
      #expect(
        metrics.contains(
          #"mizan_http_request_duration_seconds_bucket{route="/api/v1/check",le="+Inf"} 1"#))
    }
  }
}
