import Facts
import Foundation
import GRDB
import Testing

@testable import Register
@testable import Service

extension RunningServer {
  static func expectWhole(_ reply: Reply, _ path: String, _ status: Int) {
    #expect(reply.status == status, "\(path): \(reply.status)")
    #expect(reply.text.matches(of: /<h1[ >]/).count == 1, "\(path) has one h1")
    #expect(!reply.text.contains("HTML(text:") && !reply.text.contains("&lt;p&gt;"), "\(path)")
    #expect(!reply.text.contains("://") && !reply.text.contains(" style="), "\(path)")
    PageTests.expectBalanced(reply.text, path)
    PageTests.expectLabels(reply.text, path)
  }
}

/// Keeping a result, reading it again, and what has changed since.
struct KeepingTests {
  static let once = String(repeating: "a1", count: 16)
  static let wall = [
    ("work", "wall"), ("on", "2026-11-21"), ("i.height", "1.8"), ("i.at corner", "no"),
  ]

  static func keep(_ server: RunningServer, once: String = once, language: String = "en")
    async throws
    -> String
  {
    let reply = try await server.post(
      "/\(language)/keep/lengeh/12/3", [("once", once)] + wall)
    #expect(reply.status == 303)
    return try #require(reply.headers["location"])
  }

  /// The address to share, from the page of who keeps.
  static func reader(_ server: RunningServer, _ keeper: String) async throws -> String {
    let page = try await server.look(at: keeper)
    return String(try #require(page.text.firstMatch(of: /href="(\/..\/kept\/[0-9a-f]{32})"/)).1)
  }

  @Test(arguments: PageTests.languages)
  func `a result is kept, read by its address, and says what was said`(language: String)
    async throws
  {
    try await withOffice { server, _ in
      let result = try await server.look(
        at: "/\(language)/result/lengeh/12/3?work=wall&on=2026-11-21&i.height=1.8&i.at+corner=no")
      #expect(result.text.contains("action=\"/\(language)/keep/lengeh/12/3\" method=\"post\""))
      #expect(result.headers["referrer-policy"] == "same-origin")
      let keeper = try await Self.keep(server, language: language)
      let reader = try await Self.reader(server, keeper)
      let page = try await server.look(at: reader)
      let words = try #require(Catalogue.of(language))
      #expect(page.text.contains(words(.keptSame)))
      for (name, value) in [
        ("referrer-policy", "no-referrer"), ("x-robots-tag", "noindex"),
        ("cache-control", "no-store"),
      ] {
        #expect(page.headers[name] == value)
      }
      let json = try await server.send("GET", reader, headers: ["Accept": "application/json"])
      #expect(json.headers["vary"] == "Accept")
      let answer = try JSON(parsing: json.body)
      #expect(answer["language"]?.string == language)
      let fingerprint = try #require(answer["fingerprint"]?.string)
      let entry = try #require(try server.ledger.entry(fingerprint: fingerprint))
      #expect(try server.ledger.content(try #require(entry.answer)) == json.body, "byte for byte")
    }
  }

  @Test func `what was drawn is kept with the result, and what refused it stands first`()
    async throws
  {
    try await withOffice(of: try MunicipalityTests.municipality.get()) { server, cabinet in
      let reply = try await server.post(
        "/en/keep/hebrew/6941/24",
        [
          ("once", Self.once), ("work", "new building"), ("on", "2025-06-01"),
          ("i.front setback", "5"), ("i.side setback", "9.76;2.12"), ("i.rear setback", "3.4"),
          ("draw", "1@3,5;11,5;11,12;3,12"),
        ])
      let keeper = try #require(reply.headers["location"])
      let reader = try await Self.reader(server, keeper)
      let page = try await server.look(at: reader).text
      #expect(page.contains("class=\"proposal\""))
      #expect(page.contains("fill=\"url(#hatch)\""), "the strip that is too near to a line")
      let reason = try #require(page.range(of: "2.12 m"))
      let fold = try #require(page.range(of: "<details"))
      #expect(reason.lowerBound < fold.lowerBound)
      #expect(page.contains(Catalogue.english(.openRules)))
    }
  }

  @Test func `sent twice it is kept once, and who reads cannot delete`() async throws {
    try await withOffice { server, _ in
      let keeper = try await Self.keep(server)
      #expect(try await Self.keep(server) == keeper)
      #expect(try await Self.keep(server, once: String(repeating: "b2", count: 16)) != keeper)
      let reader = try await Self.reader(server, keeper)
      let token = String(reader.suffix(32))
      _ = try await server.post("/en/keeper/\(token)", [])
      _ = try await server.look(at: reader)
      #expect(try await server.send("POST", reader).status == 405)
      #expect(try await server.post(keeper, [], from: "cross-site").status == 403)
      _ = try await server.look(at: reader)
      // With a script or without, from a page that tells no origin: the address itself is the secret.
      let deleted = try await server.post(keeper, [], from: nil)
      RunningServer.expectWhole(deleted, keeper, 200)
      _ = try await server.look(at: reader, status: 404)
      _ = try await server.look(at: keeper, status: 404)
      #expect(try await server.post(keeper, []).status == 200)
    }
  }

  @Test func `after the law has changed it says then and now, and what differs`() async throws {
    let town = ChangingTown()
    try await withOffice(of: town) { server, _ in
      let reader = try await Self.reader(server, try await Self.keep(server))
      let before = try await server.send("GET", reader, headers: ["Accept": "application/json"])
      #expect(
        try await server.look(at: reader).text.contains("Asked again today, the answer is the same")
      )
      town.changeLaw()
      let page = try await server.look(at: reader)
      for words in [
        "What differs", "The result is another:", "This can be permitted.",
        "this cannot be permitted",
        "The regulations were changed:", "5e5e5e5e5e5e", "6f6f6f6f6f6f",
        "Other plans are in force:",
        "660 m²", "640 m²", "1 other thing that is known of the place has changed",
        "Allowed: at most 1 m.",
      ] {
        #expect(page.text.contains(words), "\(words)")
      }
      let after = try await server.send("GET", reader, headers: ["Accept": "application/json"])
      #expect(after.body == before.body, "what was given stays as it was")
      let persian = try await server.look(at: reader.replacing("/en/", with: "/fa/"))
      #expect(persian.text.contains("<html lang=\"fa\" dir=\"rtl\">"))
    }
  }

  @Test func `when its time is over it is not there`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "kept-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    var reader = ""
    try await withOffice(in: folder) { server, _ in
      reader = try await Self.reader(server, try await Self.keep(server))
    }
    try await withOffice(today: FixtureTown.today.adding(days: 89), in: folder) { server, _ in
      // The question was of the day on which it was kept; it is asked of the day on which it is read.
      let page = try await server.look(at: reader)
      #expect(page.text.contains("18 February 2027"))
    }
    try await withOffice(today: FixtureTown.today.adding(days: 90), in: folder) { server, _ in
      _ = try await server.look(at: reader, status: 404)
    }
  }

  @Test(arguments: [
    ("", 404), ("x", 404), ("0123456789abcdef0123456789abcdef", 404),
    ("0123456789ABCDEF0123456789ABCDEF", 404), ("%00", 404), ("..%2f..%2fetc", 404),
  ])
  func `an address that opens nothing says so`(token: String, status: Int) async throws {
    try await withOffice { server, _ in
      for kind in ["kept", "keeper"] {
        let reply = try await server.send("GET", "/en/\(kind)/\(token)")
        #expect(reply.status == status)
      }
    }
  }

  @Test func `only our own pages send forms`() async throws {
    try await withOffice { server, _ in
      let path = "/en/keep/lengeh/12/3"
      let form = ["Content-Type": "application/x-www-form-urlencoded"]
      let body = "work=wall&i.height=1"
      for (headers, status) in [
        (["Sec-Fetch-Site": "cross-site"], 403), (["Sec-Fetch-Site": "same-site"], 403),
        (["Sec-Fetch-Site": "same-origin"], 303), (["Sec-Fetch-Site": "none"], 303),
        (["Origin": "http://localhost:\(server.port)"], 303), (["Origin": "http://elsewhere"], 403),
        (["Origin": "null"], 403), ([:], 403),
        (["Sec-Fetch-Site": "same-origin", "Origin": "null"], 303),
      ] {
        let reply = try await server.send(
          "POST", path, headers: form.merging(headers) { first, _ in first }, body: body)
        #expect(reply.status == status, "\(headers)")
      }
      let ours = ["Sec-Fetch-Site": "same-origin"]
      let plain = try await server.send("POST", path, headers: ours, body: body)
      #expect(plain.status == 415)
      let broken = try await server.send(
        "POST", path, headers: ours.merging(form) { first, _ in first }, body: "work=%zz")
      #expect(broken.status == 400)
      let large = try await server.send(
        "POST", path, headers: ours.merging(form) { first, _ in first },
        body: "work=" + String(repeating: "a", count: 70_000))
      #expect(large.status == 413)
    }
  }

  @Test func `what cannot be read is asked for again, and nothing is kept`() async throws {
    try await withOffice { server, cabinet in
      let tall = try await server.post(
        "/en/keep/lengeh/12/3", [("work", "wall"), ("i.height", "tall")])
      #expect(tall.status == 303)
      #expect(tall.headers["location"]?.hasPrefix("/en/check/lengeh/12/3?work=wall") == true)
      let nothing = try await server.post("/en/keep/lengeh/12/3", [])
      #expect(nothing.headers["location"] == "/en/parcel/lengeh/12/3")
      let count = try cabinet.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM kept") }
      #expect(count == 0)
    }
  }

  @Test func `where the cabinet is locked or full nothing is promised`() async throws {
    try await withOffice { server, cabinet in
      var open = Configuration()
      open.allowsUnsafeTransactions = true
      let other = try DatabaseQueue(path: cabinet.path, configuration: open)
      try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
      for (path, fields) in [
        ("/en/keep/lengeh/12/3", Self.wall), ("/en/certificate/lengeh/12/3", []),
        ("/en/apply/lengeh/12/3", Self.wall + [("name", "Mina"), ("contact", "m@example.org")]),
        ("/en/report/lengeh/12/3", [("fact", "other"), ("right", "none")]),
      ] {
        let reply = try await server.post(path, fields)
        #expect(reply.status == 503, "\(path)")
        #expect(reply.headers["retry-after"] == "30")
        #expect(reply.headers["location"] == nil)
        #expect(reply.text.contains("Nothing was decided"))
        #expect(!reply.text.contains("SQL") && !reply.text.contains(cabinet.path))
      }
      try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
      #expect(try await server.post("/en/keep/lengeh/12/3", Self.wall).status == 303)
    }
  }
}
