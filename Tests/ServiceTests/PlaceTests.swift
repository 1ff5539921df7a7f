import Foundation
import Testing

@testable import Service

/// A place as a resident finds it, reads it, and goes on from it.
struct PlaceTests {
  private func html(_ server: RunningServer, _ address: String) async throws -> String {
    try await server.send("GET", address, headers: ["Accept": "text/html"]).text
  }

  @Test(arguments: [
    "2026-11-21", "۲۰۲۶-۱۱-۲۱", "1405-08-30", "۱۴۰۵/۰۸/۳۰", "1405/8/30", " 2026-11-21 ", "",
  ])
  func `a day is read in either calendar and in digits of any script`(text: String) async throws {
    try await withServer { server in
      let page = try await html(
        server, "/en/check/lengeh/12/6?work=wall&on=\(text.percentEncoded)&i.height=1")
      #expect(page.contains("<time datetime=\"2026-11-21\"><bdi>21 November 2026</bdi></time>"))
    }
  }

  @Test(arguments: ["yesterday", "2026-02-30", "1405-12-30", "2026-11", "2026-11-21-1", "1/2/2026"])
  func `what is no day is asked for again, beside the lot`(text: String) async throws {
    try await withServer { server in
      for page in ["parcel", "check", "result"] {
        var reply = try await server.send(
          "GET", "/en/\(page)/lengeh/12/6?work=wall&i.height=1.5&on=\(text.percentEncoded)")
        if page == "result" {
          #expect(reply.status == 303)
          reply = try await server.send("GET", try #require(reply.headers["location"]))
        }
        #expect(reply.status == 422, "\(page)")
        #expect(reply.text.contains("href=\"#on\""))
        #expect(reply.text.contains("is no date"))
        #expect(reply.text.contains("name=\"i.height\" value=\"1.5\""), "what was said is kept")
        #expect(reply.text.contains("value=\"wall\" checked"))
      }
    }
  }

  @Test(arguments: [
    ("en", "today, 21 November 2026", "value=\"2026-11-21\""),
    ("fa", "امروز، ۳۰ آبان ۱۴۰۵", "value=\"۱۴۰۵/۰۸/۳۰\""),
    ("he", "היום, 21 בנובמבר 2026", "value=\"2026-11-21\""),
  ])
  func `a day stands in words and is typed in the reader's calendar`(
    language: String, words: String, field: String
  ) async throws {
    try await withServer { server in
      let page = try await html(server, "/\(language)/parcel/lengeh/12/6")
      #expect(page.contains(words))
      #expect(page.contains(field))
    }
  }

  @Test func `a point leads to its lot, and a point beside every lot says so`() async throws {
    try await withServer { server in
      let found = try await server.send("GET", "/fa/place?at=54.88045,26.5583")
      #expect(found.status == 303)
      #expect(found.headers["location"] == "/fa/parcel/lengeh/12/6")
      let persian = try await server.send(
        "GET", "/fa/place?at=\("۵۴٫۸۸۰۴۵,۲۶٫۵۵۸۳".percentEncoded)")
      #expect(persian.headers["location"] == "/fa/parcel/lengeh/12/6")
      let nowhere = try await html(server, "/en/place?at=10,10")
      #expect(nowhere.contains("No lot of ours is at this point"))
      #expect(nowhere.contains("href=\"/en/map/lengeh\""))
      for wrong in ["", "here", "1", "1,2,3", "200,10", "10,100", ","] {
        #expect(try await server.send("GET", "/en/place?at=\(wrong)").status == 400, "\(wrong)")
      }
    }
  }

  @Test func `a town's map leads to its lots without a script`() async throws {
    try await withServer { server in
      let page = try await html(server, "/fa/map/lengeh")
      #expect(page.matches(of: /<a href="\/fa\/parcel\/lengeh\/12\/\d+"><title>/).count == 12)
      #expect(page.contains("<title>پلاک ۱۲/۶</title>"))
      #expect(page.matches(of: /href="\/fa\/map\/lengeh\?at=/).count == 4)
      // Beyond its edge a town is still shown.
      let edge = try await html(server, "/en/map/lengeh?at=0,0")
      #expect(edge.contains("<a href=\"/en/parcel/lengeh/12/1\""))
      #expect(try await server.send("GET", "/en/map/nowhere").status == 404)
    }
  }

  @Test func `a place is confirmed in words, then on the map, and then the works follow`()
    async throws
  {
    try await withServer { server in
      let page = try await html(server, "/en/parcel/lengeh/12/6")
      let works = try #require(page.range(of: "id=\"works\""))
      let facts = try #require(page.range(of: "id=\"facts\""))
      let fold = try #require(page.range(of: "All else that is known of it (1)"))
      let map = try #require(page.range(of: "id=\"map-heading\""))
      #expect(facts.lowerBound < map.lowerBound && map.lowerBound < works.lowerBound)
      // Who knows the place goes on at once.
      let onward = try #require(page.range(of: "href=\"#works\""))
      #expect(onward.lowerBound < facts.lowerBound)
      let area = try #require(page.range(of: "660 m²"))
      let heritage = try #require(page.range(of: "Heritage"))
      #expect(area.lowerBound < fold.lowerBound)
      #expect(heritage.lowerBound > fold.lowerBound)
    }
  }

  @Test func `who chooses no work is asked for one`() async throws {
    try await withServer { server in
      for work in ["", "&work=", "&work=castle"] {
        let reply = try await server.send("GET", "/en/check/lengeh/12/6?on=2026-11-01\(work)")
        #expect(reply.status == 422)
        #expect(reply.text.contains("href=\"#works\""))
      }
    }
  }

  @Test func `answers of another work are not carried over`() async throws {
    try await withServer { server in
      let address = "/en/check/lengeh/12/6?was=porch&i.height=1.5&on=2026-11-01&work="
      let other = try await html(server, address + "wall")
      #expect(other.contains("How high will it be?"))
      let same = try await html(server, address + "porch")
      #expect(same.contains("value=\"1.5\""))
    }
  }

  @Test func `a number out of bounds is told its bound, in the reader's digits`() async throws {
    try await withServer { server in
      let page = try await html(
        server, "/fa/check/lengeh/12/6?work=wall&i.height=\("-۲".percentEncoded)&on=2026-11-01")
      #expect(page.contains("نمی‌تواند کمتر از ۰ متر باشد"))
    }
  }

  @Test func `a comma is the decimal sign in Russian, and asked about elsewhere`() async throws {
    try await withServer { server in
      let query = "check/lengeh/12/6?work=wall&on=2026-11-01&i.height=1,5"
      let russian = try await server.send("GET", "/ru/\(query)")
      let english = try await server.send("GET", "/en/\(query)")
      #expect(russian.status == 200)
      #expect(english.status == 422)
    }
  }

  @Test func `a result of an answer that cannot be read leads back to the question`() async throws {
    try await withServer { server in
      let reply = try await server.send(
        "GET", "/en/result/lengeh/12/6?work=wall&on=2026-11-01&i.height=tall")
      #expect(reply.status == 303)
      let page = try await server.send("GET", try #require(reply.headers["location"]))
      #expect(page.status == 422)
      #expect(page.text.contains("“tall” is not understood here"))
    }
  }

  @Test func `digits are the reader's where they are read, and plain where they are sent`()
    async throws
  {
    try await withServer { server in
      let page = try await html(server, "/fa/place?q=12%2F6")
      #expect(page.contains("<a href=\"/fa/parcel/lengeh/12/6\"><bdi>پلاک ۱۲/۶</bdi></a>"))
    }
  }

  @Test(arguments: PageTests.languages)
  func `a page and its sheet come in less than 60 kB`(language: String) async throws {
    try await withServer { server in
      let sheet = try await server.send("GET", "/assets/mizan.css").body.count
      for address in PageTests.addresses(language) {
        let page = try await server.send("GET", address).body.count
        #expect(page + sheet < 60_000, "\(address)")
      }
    }
  }

  @Test(arguments: [
    ("fa", "2 خیابان بهار", "خیابان بهار ۲"), ("he", "1 רחוב הדולב", "רחוב הדולב 1"),
    ("en", "1 רחוב הדולב", "רחוב הדולב 1"), ("en", "14 Aberdeen Ave", "14 Aberdeen Ave"),
    ("fa", "14 Aberdeen Ave", "14 Aberdeen Ave"), ("fa", "12", "۱۲"), ("fa", "", ""),
  ])
  func `an address has its number where its language has it`(
    language: String, text: String, shown: String
  ) {
    #expect(Catalogue.of(language)?.address(text) == shown)
  }

  @Test func `codes keep their digits, numbers do not`() {
    #expect(Catalogue.of("fa")?.digits("3/1001") == "۳/۱۰۰۱")
    #expect(Catalogue.of("fa")?.digits("R1") == "R1")
    #expect(Catalogue.of("he")?.digits("3/1001") == "3/1001")
  }
}
