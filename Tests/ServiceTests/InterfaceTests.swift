import Evaluation
import Facts
import Foundation
import GRDB
import HTTPTypes
import Testing

@testable import Register
@testable import Service

struct InterfaceTests {
  static let question =
    #"{"parcel":"lengeh/12/3","work":"wall","inputs":{"height":1.8,"at corner":false},"on":"2026-11-01","lang":"fa"}"#

  @Test func `an answer is the canonical bytes, and stands in the ledger before it is sent`()
    async throws
  {
    try await withServer { server in
      let reply = try await server.check(Self.question)
      #expect(reply.status == 200)
      #expect(reply.headers["content-type"] == "application/json")
      let answer = try JSON(parsing: reply.body)
      #expect(answer.canonicalBytes == reply.body)
      #expect(answer["verdict"]?.string == "permitted")
      let fingerprint = try #require(answer["fingerprint"]?.string)
      let entry = try #require(try server.ledger.entry(fingerprint: fingerprint))
      let kept = try #require(entry.answer)
      #expect(try server.ledger.content(kept) == reply.body)
      #expect(entry.language == "fa")
      #expect(entry.program == "mizan test")
      let again = try await server.check(Self.question)
      #expect(again.body == reply.body)
      #expect(try server.ledger.count() == 2)
      #expect(try server.ledger.verify().isSound)
    }
  }

  @Test(arguments: [
    ("{", 400, "cannot be read"), (#"{"a":1,"a":2}"#, 400, "stands twice"),
    (#"[1,]"#, 400, "line 1, column 4"),
    ("", 400, "the text ends"), ("\u{FEFF}{}", 400, "byte order mark"),
    ("[]", 422, "the body is an object"),
    ("{}", 422, "names its `work`"), (#"{"parcel":"lengeh/12/3"}"#, 422, "names its `work`"),
    (#"{"parcel":"lengeh/12/3","work":"wall","langauge":"fa"}"#, 422, "no member of a question"),
    (#"{"parcel":3,"work":"wall"}"#, 422, "`parcel` is a text"),
    (#"{"parcel":"lengeh/12/3","work":"wall","on":"2026-02-30"}"#, 422, "`2026-02-30` is no day"),
    (#"{"parcel":"lengeh/99/1","work":"wall"}"#, 422, "is no parcel here"),
    (
      #"{"parcel":"lengeh/12/3","work":"wall","inputs":{"hieght":2}}"#, 422,
      "is no fact of a proposal"
    ),
    (#"{"parcel":"lengeh/12/3","site":{},"work":"wall"}"#, 422, "not both"),
  ])
  func `a question that cannot be read is refused with a problem, and nothing is kept`(
    body: String, status: Int, words: String
  ) async throws {
    try await withServer { server in
      let reply = try await server.check(body)
      #expect(reply.status == status)
      #expect(reply.headers["content-type"] == "application/problem+json")
      #expect(reply.text.contains(words), "\(reply.text)")
      let problem = try JSON(parsing: reply.body)
      for member in ["type", "title", "detail", "instance"] {
        #expect(problem[member]?.string != nil)
      }
      #expect(problem["status"]?.number?.int == status)
      #expect(try server.ledger.count() == 0)
    }
  }

  @Test func `an answer that cannot be kept is not given`() async throws {
    try await withServer { server in
      try server.ledger.pool.close()
      let reply = try await server.check(Self.question)
      #expect(reply.status == 503)
      #expect(reply.headers["retry-after"] != nil)
      #expect(!reply.text.contains("permitted"))
      #expect(try await server.send("GET", "/readyz").status == 503)
      #expect(try await server.send("GET", "/healthz").status == 200)
      let page = try await server.send(
        "GET", "/en/result/lengeh/12/6?work=wall&i.height=1", headers: ["Accept": "text/html"])
      #expect(page.status == 503)
      #expect(page.text.contains("Nothing was decided"))
    }
  }

  @Test func `every fault of a question is named with its place`() async throws {
    try await withServer { server in
      let reply = try await server.check(#"{"parcel":1,"work":2,"on":"x","zzz":0}"#)
      let errors = try #require(try JSON(parsing: reply.body)["errors"]?.array)
      #expect(errors.compactMap { $0["pointer"]?.string } == ["/zzz", "/parcel", "/work", "/on"])
    }
  }

  @Test func `deep nesting and broken UTF-8 are refused`() async throws {
    try await withServer { server in
      let deep = String(repeating: "[", count: 100_000)
      #expect(try await server.check(deep).status == 400)
      let head =
        "POST /api/v1/check HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 6\r\n\r\n"
      let reply = try await server.rawBytes(
        Array(head.utf8) + [0x22, 0xC3, 0x28, 0xFF, 0xFE, 0x22])
      #expect(String(decoding: reply, as: UTF8.self).hasPrefix("HTTP/1.1 400"))
    }
  }

  @Test func `lists say what there is`() async throws {
    try await withServer { server in
      let towns = try JSON(parsing: try await server.send("GET", "/api/v1/towns").body)
      #expect(towns.array?.first?["id"]?.string == "lengeh")
      let works = try JSON(
        parsing: try await server.send("GET", "/api/v1/works?lang=fa&town=lengeh").body)
      #expect(works.array?.first?["label"]?.string == "دیوار یا حصار")
      let hits = try JSON(
        parsing: try await server.send("GET", "/api/v1/parcels?q=%DB%B1%DB%B2%2F%DB%B3").body)
      #expect(hits.array?.first?["parcel"]?.string == "lengeh/12/3")
      let place = try JSON(
        parsing: try await server.send("GET", "/api/v1/parcels/lengeh/12/3").body)
      #expect(place["label"]?.string == "Lot 12/3")
      let layer = try await server.send(
        "GET", "/api/v1/layers/lengeh/parcels.geojson?bbox=54.8801,26.5581,54.8802,26.55815")
      #expect(layer.headers["content-type"] == "application/geo+json")
      #expect(try JSON(parsing: layer.body)["features"]?.array?.count == 1)
    }
  }

  @Test(arguments: [
    ("/api/v1/layers/lengeh/parcels.geojson?bbox=1,2,3", 400),
    ("/api/v1/layers/lengeh/parcels.geojson?bbox=nan,0,1,1", 400),
    ("/api/v1/layers/lengeh/parcels.geojson?bbox=5,0,1,1", 400),
    ("/api/v1/layers/lengeh/trees.geojson", 404), ("/api/v1/layers/rome/parcels.geojson", 404),
    ("/api/v1/parcels", 400), ("/api/v1/parcels?q=1&limit=0", 400),
    ("/api/v1/parcels?q=1&town=rome", 400),
    ("/api/v1/parcels?q=%ff", 400), ("/%zz", 400), ("/api/v1/parcels/lengeh/12/99", 404),
    ("/api/v1/parcels/lengeh/12/3?on=yesterday", 400), ("/api/v2/check", 404),
    ("/api/v1/parcels/lengeh/..%2f..%2fetc%2fpasswd", 404), ("/assets/../Package.swift", 404),
    ("/assets/%2e%2e/Package.swift", 404), ("/xx/", 404), ("/en/parcel/lengeh/", 404),
  ])
  func `an address that names nothing is said so`(path: String, status: Int) async throws {
    try await withServer { server in
      let reply = try await server.send("GET", path)
      #expect(reply.status == status)
      #expect(reply.headers["content-type"] == "application/problem+json")
    }
  }

  @Test func `the document names every route that there is, and no other`() async throws {
    try await withServer { server in
      let document = try JSON(parsing: try await server.send("GET", "/api/openapi.json").body)
      let described = (document["paths"]?.object ?? []).flatMap { path in
        (path.value.object ?? []).map { "\($0.key.uppercased()) \(path.key)" }
      }
      let routed = server.server.endpoints.filter { $0.path.description.hasPrefix("/api/") }.map {
        "\($0.method.rawValue) \($0.path.description.replacing("…", with: ""))"
      }
      #expect(Set(described) == Set(routed))
      for entry in document["paths"]?.object ?? [] {
        let names = entry.key.matches(of: /\{(\w+)\}/).map { String($0.1) }
        for operation in entry.value.object ?? [] {
          let parameters = operation.value["parameters"]?.array ?? []
          let declared = parameters.filter { $0["in"]?.string == "path" }.compactMap {
            $0["name"]?.string
          }
          #expect(declared == names, "\(entry.key)")
        }
      }
      let text = document.canonical
      for reference in text.matches(of: /#\/components\/schemas\/(\w+)/) {
        #expect(document["components"]?["schemas"]?[String(reference.1)] != nil)
      }
    }
  }
}
