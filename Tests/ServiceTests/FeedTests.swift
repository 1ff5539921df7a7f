import Facts
import Foundation
import Land
import Testing

@testable import Service

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Feeds, read by a parser of XML and held against what RFC 4287 asks of them.
struct FeedTests {
  /// A document as elements with their texts and attributes.
  private final class Tree: NSObject, XMLParserDelegate {
    final class Element {
      let name: String
      let space: String?
      let attributes: [String: String]
      var text = ""
      var children: [Element] = []
      init(_ name: String, _ space: String?, _ attributes: [String: String]) {
        self.name = name
        self.space = space
        self.attributes = attributes
      }
      subscript(name: String) -> [Element] { children.filter { $0.name == name } }
    }

    var root: Element?
    private var open: [Element] = []

    static func read(_ bytes: [UInt8]) throws -> Element {
      let parser = XMLParser(data: Data(bytes))
      parser.shouldProcessNamespaces = true
      let tree = Tree()
      parser.delegate = tree
      #expect(parser.parse(), "\(String(describing: parser.parserError))")
      return try #require(tree.root)
    }

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      let element = Element(name, namespaceURI, attributes)
      open.last?.children.append(element)
      if open.isEmpty { root = element }
      open.append(element)
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) { open.last?.text += text }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) { open.removeLast() }
  }

  private func withTown(
    on day: String = "2026-11-21", _ body: (RunningServer) async throws -> Void
  ) async throws {
    let today = CivilDate(day) ?? CivilDate(dayNumber: 0)
    try await withOffice(of: try MunicipalityTests.municipality.get(), today: today) { server, _ in
      try await body(server)
    }
  }

  /// What section 4 of the RFC asks of a feed and of each of its entries.
  private func expectValid(_ feed: Tree.Element, base: String) {
    #expect(feed.name == "feed" && feed.space == "http://www.w3.org/2005/Atom")
    func one(_ name: String, of element: Tree.Element) -> String {
      #expect(element[name].count == 1, "\(element.name) has one \(name)")
      return element[name].first?.text ?? ""
    }
    func expectHead(_ element: Tree.Element) {
      #expect(
        one("id", of: element).wholeMatch(of: /urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/)
          != nil)
      #expect(!one("title", of: element).isEmpty)
      #expect(one("updated", of: element).wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil)
      for link in element["link"] {
        #expect(link.attributes["href"]?.hasPrefix(base + "/") == true, "\(link.attributes)")
      }
      #expect(element["link"].count { $0.attributes["rel"] == "alternate" } == 1)
    }
    expectHead(feed)
    _ = one("author", of: feed)
    #expect(feed["author"].first?["name"].first?.text.isEmpty == false)
    #expect(feed["link"].count { $0.attributes["rel"] == "self" } == 1)
    for entry in feed["entry"] {
      expectHead(entry)
      #expect(!one("summary", of: entry).isEmpty)
    }
    let ids = feed["entry"].map { $0["id"].first?.text ?? "" }
    #expect(Set(ids).count == ids.count, "each entry has an id of its own")
    let days = feed["entry"].map { $0["updated"].first?.text ?? "" }
    #expect(days == days.sorted(by: >))
    #expect(feed["updated"].first?.text == days.first)
  }

  @Test(arguments: PageTests.languages, ["persian", "hebrew"])
  func `each feed is an Atom feed in its language`(language: String, town: String) async throws {
    try await withTown { server in
      let reply = try await server.send("GET", "/feeds/\(language)/\(town).atom")
      #expect(reply.status == 200)
      #expect(reply.headers["content-type"] == "application/atom+xml; charset=utf-8")
      let feed = try Tree.read(reply.body)
      expectValid(feed, base: "http://localhost:\(server.port)")
      #expect(reply.text.contains("xml:lang=\"\(language)\""))
      #expect(feed["entry"].count >= 4, "two deposited plans and two that came into force")
    }
  }

  @Test func `an entry leads to its page, and says until when one may object`() async throws {
    try await withTown { server in
      let feed = try Tree.read(try await server.send("GET", "/feeds/en/hebrew.atom").body)
      let titles = feed["entry"].map { $0["title"].first?.text ?? "" }
      #expect(titles.contains("Laid open: deposited plan demo-507/5"))
      #expect(titles.contains { $0.hasPrefix("In force: ") && $0.contains("plan demo-507") })
      #expect(titles.contains { $0.hasPrefix("The text changed: ") })
      let open = try #require(
        feed["entry"].first { $0["title"].first?.text.contains("demo-507/5") == true })
      #expect(open["summary"].first?.text.contains("Objections until 22 September 2027.") == true)
      for entry in feed["entry"] {
        let address = try #require(entry["link"].first?.attributes["href"])
        let path = String(address.drop { $0 != ":" }.dropFirst(3).drop { $0 != "/" })
        #expect(try await server.send("GET", path).status == 200, "\(path)")
      }
    }
  }

  @Test func `a district has what reaches it`() async throws {
    try await withTown { server in
      let municipality = try MunicipalityTests.municipality.get()
      let districts = municipality.districts(of: "persian")
      #expect(districts.count == 4)
      var open = 0
      for district in districts {
        let path = "/feeds/fa/persian/\(district.percentEncoded).atom"
        let feed = try Tree.read(try await server.send("GET", path).body)
        expectValid(feed, base: "http://localhost:\(server.port)")
        #expect(feed["title"].first?.text.contains(district) == true)
        open += feed["entry"].count { $0["title"].first?.text.contains("M-1394/8") == true }
      }
      #expect((1...3).contains(open), "it does not reach every district")
      #expect(try await server.send("GET", "/feeds/fa/persian/nowhere.atom").status == 404)
      #expect(try await server.send("GET", "/feeds/fa/nowhere.atom").status == 404)
      #expect(try await server.send("GET", "/feeds/xx/persian.atom").status == 404)
    }
  }

  @Test func `it says the same until the data do, and who has it is not sent it again`()
    async throws
  {
    var first: [UInt8] = []
    var tag = ""
    try await withTown { server in
      let reply = try await server.send(
        "GET", "/feeds/en/persian.atom", headers: ["X-Forwarded-Proto": "https"])
      #expect(reply.text.contains("https://localhost:"))
      let plain = try await server.send("GET", "/feeds/en/persian.atom")
      tag = try #require(plain.headers["etag"])
      let again = try await server.send(
        "GET", "/feeds/en/persian.atom", headers: ["If-None-Match": "\"x\", W/\(tag)"])
      #expect(again.status == 304 && again.body.isEmpty && again.headers["etag"] == tag)
      #expect(
        try await server.send("GET", "/feeds/en/persian.atom", headers: ["If-None-Match": "\"x\""])
          .status == 200)
      first = Array(
        plain.text.replacingOccurrences(of: ":\(server.port)", with: "").utf8)
    }
    try await withTown(on: "2027-02-01") { server in
      let later = try await server.send("GET", "/feeds/en/persian.atom")
      #expect(
        Array(later.text.replacingOccurrences(of: ":\(server.port)", with: "").utf8) == first,
        "the clock alone is no news")
    }
  }

  @Test func `text from outside cannot become markup`() throws {
    let town = Town(
      id: "a&b", label: LocalText(["en": "A <b> & \"c\""]), languages: ["en"], layers: [],
      bounds: GeographicBox(west: 0, south: 0, east: 1, north: 1))
    let event = PlanEvent(
      .planInForce, day: CivilDate(dayNumber: 20_000), id: "x/<1>",
      title: LocalText(["en": "]]> & <script>\u{1}"]))
    let feed = Feed(
      words: .english, town: town, district: nil, events: [event], base: "http://localhost",
      title: "T & <t>")
    let tree = try Tree.read(Array(feed.text.utf8))
    expectValid(tree, base: "http://localhost")
    #expect(tree["title"].first?.text == "T & <t>")
    #expect(tree["entry"].first?["title"].first?.text.contains("]]> & <script>") == true)
    let empty = Feed(
      words: .english, town: town, district: nil, events: [], base: "http://localhost", title: "T")
    #expect(try Tree.read(Array(empty.text.utf8))["entry"].isEmpty)
  }

  @Test func `pages say where the feed is`() async throws {
    try await withTown { server in
      for path in ["/en/plans/persian", "/en/plans/persian/M-1394", "/en/parcel/persian/3/1001"] {
        let page = try await server.look(at: path).text
        #expect(
          page.contains("<link rel=\"alternate\" type=\"application/atom+xml\""), "\(path)")
        #expect(page.contains("href=\"/feeds/en/persian.atom\""), "\(path)")
      }
    }
  }
}
