import Foundation
import Register
import Testing

@testable import Service

/// The pages as somebody without scripts goes through them.
struct PageTests {
  static let languages = ["en", "fa", "he", "ar", "ru"]

  /// Every page that there is, with everything that it needs in its address.
  static func addresses(_ language: String) -> [String] {
    let wall = "work=wall&on=2026-11-01"
    return [
      "/\(language)/", "/\(language)/place?q=12%2F3", "/\(language)/place?q=nowhere",
      "/\(language)/place?at=10,10", "/\(language)/map/lengeh",
      "/\(language)/parcel/lengeh/12/6", "/\(language)/parcel/lengeh/12/6?on=soon",
      "/\(language)/check/lengeh/12/6?on=2026-11-01", "/\(language)/check/lengeh/12/6?\(wall)",
      "/\(language)/check/lengeh/12/6?\(wall)&i.height=1.5",
      "/\(language)/check/lengeh/12/6?\(wall)&i.height=tall",
      "/\(language)/check/lengeh/12/6?\(wall)&i.height=",
      "/\(language)/check/lengeh/12/6?\(wall)&i.height=1.5&i.at+corner=no",
      "/\(language)/result/lengeh/12/6?\(wall)&i.height=3&i.at+corner=yes",
      "/\(language)/result/lengeh/12/6?\(wall)&i.height=1&i.at+corner=?",
      "/\(language)/result/lengeh/12/6?\(wall)",
      "/\(language)/help", "/\(language)/regulations", "/\(language)/findings",
      "/\(language)/regulations/lengeh-walls",
    ]
  }

  @Test(arguments: languages)
  func `every page is whole, in its language and direction, and says what it must`(language: String)
    async throws
  {
    try await withServer { server in
      for address in Self.addresses(language) {
        let reply = try await server.send("GET", address, headers: ["Accept": "text/html"])
        #expect([200, 422].contains(reply.status), "\(address): \(reply.status)")
        let html = reply.text
        let direction = ["en", "ru"].contains(language) ? "ltr" : "rtl"
        #expect(html.contains("<html lang=\"\(language)\" dir=\"\(direction)\">"), "\(address)")
        #expect(html.matches(of: /<h1[ >]/).count == 1, "\(address) has one h1")
        #expect(html.contains("<a class=\"skip\" href=\"#main\">"))
        #expect(!html.contains(" style="), "\(address)")
        #expect(!html.contains("<script>") && !html.contains(" onclick"), "\(address)")
        #expect(!html.contains("://"), "\(address) asks another server")
        let standing = Catalogue.of(language).map { $0(.notCompared) } ?? ""
        #expect(
          html.components(separatedBy: standing).count == 2, "\(address) says what its texts are")
        Self.expectBalanced(html, address)
        Self.expectLabels(html, address)
      }
    }
  }

  /// Each element that is opened is closed, in order.
  static func expectBalanced(_ html: String, _ address: String) {
    let empty: Set = ["meta", "link", "input", "br", "img"]
    var open: [String] = []
    for match in html.matches(of: /<(\/?)([a-z0-9]+)((?:"[^"]*"|[^">])*?)(\/?)>/) {
      let name = String(match.2)
      if empty.contains(name) || match.4 == "/" { continue }
      if match.1.isEmpty {
        open.append(name)
      } else {
        let last = open.popLast()
        #expect(last == name, "\(address): </\(name)> closes <\(last ?? "")>")
      }
    }
    #expect(open.isEmpty, "\(address): \(open)")
  }

  /// Each field has a label; each `for`, `aria-labelledby` and `aria-describedby` names something; no id comes twice.
  static func expectLabels(_ html: String, _ address: String) {
    let ids = html.matches(of: /\sid="([^"]*)"/).map { String($0.1) }
    #expect(Set(ids).count == ids.count, "\(address): \(ids)")
    for match in html.matches(of: /\s(?:for|aria-labelledby|aria-describedby)="([^"]*)"/) {
      for name in match.1.split(separator: " ") {
        #expect(ids.contains(String(name)), "\(address): \(name)")
      }
    }
    let labelled = html.matches(of: /<label for="([^"]*)"/).map { String($0.1) }
    for match in html.matches(of: /<(?:input|select)\s[^>]*>/)
    where !match.0.contains("type=\"hidden\"") {
      let id = match.0.firstMatch(of: /\sid="([^"]*)"/).map { String($0.1) }
      #expect(id.map { labelled.contains($0) } == true, "\(address): \(match.0)")
    }
  }

  @Test func `the whole way from the start to a result, by links and forms alone`() async throws {
    try await withServer { server in
      func html(_ address: String) async throws -> String {
        try await server.send("GET", address, headers: ["Accept": "text/html"]).text
      }
      let door = try await server.send("GET", "/", headers: ["Accept-Language": "he;q=0.5, fa-IR"])
      #expect(door.headers["location"] == "/fa/")
      let places = try await html("/en/place?q=12/6")
      #expect(places.contains("href=\"/en/parcel/lengeh/12/6\""))
      let place = try await html("/en/parcel/lengeh/12/6")
      #expect(place.contains("660 m²"))
      #expect(place.contains("<svg"))
      #expect(
        place.matches(of: /tabindex="-1"><title>[^<]+<\/title><path d="M[^"]+Z"\/>/).count == 8,
        "the eight neighbours are drawn")
      #expect(place.contains("Zones &lt;2019&gt; &amp; later"))
      #expect(place.contains("value=\"wall\""))
      let first = try await html("/en/check/lengeh/12/6?work=wall&on=2026-11-01")
      #expect(first.contains("How high will it be?"))
      #expect(first.contains("The rules limit how high a wall may be."))
      #expect(first.contains("name=\"unknown\" value=\"height\""))
      let second = try await html("/en/check/lengeh/12/6?work=wall&on=2026-11-01&i.height=1.5")
      #expect(second.contains("Is it at a street corner?"))
      #expect(second.contains("name=\"i.height\" value=\"1.5\""))
      let summary = try await html(
        "/en/check/lengeh/12/6?work=wall&on=2026-11-01&i.height=1.5&i.at+corner=yes")
      #expect(summary.contains("Check your answers"))
      let link = try #require(summary.firstMatch(of: /href="(\/en\/result\/[^"]*)"/))
      #expect(try server.ledger.count() == 0)
      let result = try await html(String(link.1).replacing("&amp;", with: "&"))
      #expect(result.contains("As proposed, this cannot be permitted."))
      #expect(result.contains("1.2 m instead of 1.5 m"))
      #expect(result.contains("lang=\"fa\" dir=\"rtl\">ارتفاع دیوار"))
      #expect(result.contains("href=\"/en/regulations/lengeh-walls?on=2026-11-01#art-7\""))
      #expect(result.matches(of: /A demonstration/).count == 1)
      #expect(try server.ledger.count() == 1)
      let fingerprint = try #require(
        result.firstMatch(of: /fingerprint" dir="ltr">([0-9a-f]{64})</))
      #expect(try server.ledger.entry(fingerprint: String(fingerprint.1)) != nil)
      let regulation = try await html("/en/regulations/lengeh-walls")
      #expect(regulation.contains("<section id=\"art-7\""))
    }
  }

  @Test func `the answer on the page is the answer of the interface`() async throws {
    try await withServer { server in
      let page = try await server.send(
        "GET",
        "/fa/result/lengeh/12/6?work=wall&on=2026-11-01&i.height=%DB%B1%D9%AB%DB%B5&i.at+corner=no"
      ).text
      let answer = try await server.check(
        #"{"parcel":"lengeh/12/6","work":"wall","on":"2026-11-01","lang":"fa","inputs":{"height":1.5,"at corner":false}}"#
      )
      let fingerprint = try #require(answer.text.firstMatch(of: /"fingerprint":"([0-9a-f]+)"/))
      #expect(page.contains(String(fingerprint.1)))
      #expect(page.contains("۱٫۵"))
    }
  }

  @Test func `not knowing is an answer, and never a yes`() async throws {
    try await withServer { server in
      let reply = try await server.send(
        "GET", "/en/check/lengeh/12/6?work=wall&on=2026-11-01&i.height=&unknown=height")
      #expect(reply.status == 303)
      let next = try #require(reply.headers["location"])
      #expect(next.contains("i.height=%3F"))
      let result = try await server.send(
        "GET", next.replacing("/check/", with: "/result/") + "&i.at+corner=no"
      ).text
      #expect(result.contains("We cannot say yet"))
      #expect(result.contains("What is missing"))
    }
  }

  @Test func `an answer that cannot be read is asked for again, with the reason at the top`()
    async throws
  {
    try await withServer { server in
      let reply = try await server.send("GET", "/en/check/lengeh/12/6?work=wall&i.height=tall")
      #expect(reply.status == 422)
      #expect(reply.text.contains("<title>Error: "))
      #expect(reply.text.contains("There is a problem"))
      #expect(reply.text.contains("“tall” is not understood here"))
      #expect(reply.text.contains("Write a number, for example 1.8"))
      #expect(reply.text.contains("href=\"#answer\""))
      #expect(reply.text.contains("value=\"tall\""))
    }
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "\" onmouseover=\"x", "'><img src=x onerror=y>",
    "javascript:alert(1)", "&lt;b&gt;",
    "\u{202E}evil", "%00\u{0}", "</title><h1>",
  ])
  func `what somebody typed is shown as text`(payload: String) async throws {
    try await withServer { server in
      let typed = payload.percentEncoded
      for address in [
        "/en/place?q=\(typed)", "/fa/check/lengeh/12/6?work=wall&i.height=\(typed)",
        "/he/check/lengeh/12/6?work=\(typed)", "/en/check/lengeh/12/6?work=wall&i.\(typed)=1",
        "/en/result/lengeh/12/6?work=wall&on=\(typed)", "/en/parcel/lengeh/\(typed)",
      ] {
        let html = try await server.send("GET", address, headers: ["Accept": "text/html"]).text
        for mark in ["<script>alert", "<img", " onmouseover=\"", "</title><h1>", "<b>"] {
          #expect(!html.contains(mark), "\(address)")
        }
      }
    }
  }

  @Test func `what is not there is said on a page in the reader's language`() async throws {
    try await withServer { server in
      let reply = try await server.send(
        "GET", "/fa/parcel/lengeh/77", headers: ["Accept": "text/html"])
      #expect(reply.status == 404)
      #expect(reply.text.contains("اینجا چیزی نیست"))
      #expect(reply.text.contains("<html lang=\"fa\" dir=\"rtl\">"))
    }
  }

  @Test(
    .enabled(
      if: ProcessInfo.processInfo.environment["MIZAN_FIXTURE_PORT"] != nil,
      "serves the small town for a look in a browser where MIZAN_FIXTURE_PORT is set"))
  func `the small town can be looked at`() async throws {
    let port = Int(ProcessInfo.processInfo.environment["MIZAN_FIXTURE_PORT"] ?? "") ?? 0
    try await withServer(port: port) { _ in try await Task.sleep(for: .seconds(600)) }
  }
}
