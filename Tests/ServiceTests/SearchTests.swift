import Facts
import Testing

@testable import Service

/// The one box, over the demonstration towns.
struct SearchTests {
  private func find(_ text: String, in town: String? = nil) throws -> SearchAnswer {
    try MunicipalityTests.municipality.get().find(text, in: town, limit: 20)
  }

  @Test(arguments: [
    [
      "רחוב הברוש 2", "הברוש 2", "2 הברוש", "רח' הברוש ۲", "HaBrosh 2", "2 Rehov Habrosh",
      "Хаброш 2",
    ],
    [
      "2 خیابان بهار", "خیابان بهار ۲", "بهار ٢", "Bahar 2", "khiaban-e Bahar 2", "بهار، پلاک 2",
      "خ بهار ۲",
    ],
    ["3/1001", "پلاک ۳/۱۰۰۱", "پلاک ثبتی 3/1001", "lot 3/1001", "3-1001", "٣/١٠٠١"],
    ["6941/23", "גוש 6941 חלקה 23", "6941 23", "gush 6941 helka 23", "۶۹۴۱/۲۳"],
  ])
  func `every way to write a place has the same best hit`(spellings: [String]) throws {
    let parcels = try spellings.map { try find($0).hits.first?.parcel }
    #expect(parcels[0] != nil)
    #expect(parcels.allSatisfy { $0 == parcels[0] }, "\(parcels)")
  }

  @Test func `a block leads to its lots`() throws {
    let block = try #require(try find("גוש 6941").hits.first)
    #expect(block.kind == .block && block.label == "6941" && block.town == "hebrew")
    let lots = try MunicipalityTests.municipality.get().lots(ofBlock: "6941", in: "hebrew")
    #expect(lots.count == block.lotCount && lots.count > 20)
    #expect(lots.first?.parcel == "hebrew/6941/1")
    #expect(try find("6941").hits.first?.kind == .block)
  }

  @Test(arguments: ["תכנית 507/1", "plan 507/1", "507/1", "demo-507", "תכנית demo-507"])
  func `a plan's number leads to its regulation and its area`(text: String) throws {
    let plan = try #require(try find(text).hits.first { $0.kind == .plan }, "\(text)")
    #expect(plan.plan?.regulation == "plan-507-1")
    #expect(plan.town == "hebrew" && plan.longitude != nil)
  }

  @Test func `a deposited plan is said to be no law`() throws {
    let plan = try #require(try find("demo-507/4").hits.first { $0.kind == .plan })
    #expect(plan.plan?.isDeposited == true && plan.plan?.regulation == nil)
  }

  @Test(arguments: [
    "Givat Moznayim", "גבעת מאזניים", "گیوعت موزنایم", "dehnow-e mizan", "דהנו מיזאן",
  ])
  func `a town is found by its name`(text: String) throws {
    #expect(try find(text).hits.first?.kind == .town, "\(text)")
  }

  @Test func `a town's name behind an address looks in it alone`() throws {
    let hits = try find("הברוש 2, גבעת מאזניים").hits
    #expect(!hits.isEmpty && hits.allSatisfy { $0.town == "hebrew" })
    #expect(try find("2 Bahar, Dehnow-e Mizan").hits.first?.town == "persian")
  }

  @Test func `what is not there proposes what is next to it`() throws {
    let answer = try find("הברוש 9999")
    #expect(answer.hits.isEmpty && !answer.suggestions.isEmpty)
    for text in answer.suggestions { #expect(try !find(text).hits.isEmpty, "\(text)") }
  }

  @Test func `the pages say of each hit what it is and where`() async throws {
    try await withServer(of: try MunicipalityTests.municipality.get()) { server in
      func html(_ address: String) async throws -> String {
        try await server.send("GET", address, headers: ["Accept": "text/html"]).text
      }
      let block = try await html("/en/place?q=\("גוש 6941".percentEncoded)")
      #expect(block.contains("href=\"/en/place?block=hebrew%2F6941\""))
      #expect(block.contains("block, ") && block.contains("Givat Moznayim"))
      let lots = try await html("/en/place?block=hebrew%2F6941")
      #expect(lots.contains("href=\"/en/parcel/hebrew/6941/23\""))
      #expect(try await server.send("GET", "/en/place?block=hebrew%2F1").status == 404)
      #expect(try await server.send("GET", "/en/place?block=6941").status == 404)
      let plan = try await html("/he/place?q=507%2F1")
      #expect(plan.contains("href=\"/he/regulations/plan-507-1\""))
      #expect(plan.contains("href=\"/he/map/hebrew?at="))
      let meant = try await html("/en/place?q=\("הברוש 9999".percentEncoded)")
      #expect(meant.contains("Did you mean one of these?") && meant.contains("/en/map/hebrew"))
      let far = try await html("/en/place?q=51.5%2C-0.12")
      #expect(far.contains("No lot of ours is at this point") && far.contains("The map of"))
      let point = try #require(try find("hebrew/6941/23").hits.first)
      let at = "\(point.latitude ?? 0), \(point.longitude ?? 0)"
      let lot = try await server.send("GET", "/en/place?q=\(at.percentEncoded)")
      #expect(lot.status == 303)
      #expect(lot.headers["location"]?.hasPrefix("/en/parcel/hebrew/6941/") == true)
    }
  }

  @Test func `programs get every kind, and what to search for instead`() async throws {
    try await withServer(of: try MunicipalityTests.municipality.get()) { server in
      let reply = try await server.send("GET", "/api/v1/search?q=6941&limit=3")
      let hits = try #require(try JSON(parsing: reply.body)["hits"]?.array)
      #expect(hits.count == 3)
      #expect(hits.first?["kind"]?.string == "block")
      let none = try await server.send("GET", "/api/v1/search?q=\("הברוש 9999".percentEncoded)")
      #expect(try JSON(parsing: none.body)["suggestions"]?.array?.isEmpty == false)
      #expect(try await server.send("GET", "/api/v1/search").status == 400)
    }
  }
}
