import Evaluation
import Facts
import Foundation
import Land
import Testing

@testable import Register
@testable import Service

/// The plans of the demonstration towns as pages: where each area comes from, what lies open until when, and what may be said of it.
struct PlanPageTests {
  private static func day(_ text: String) -> CivilDate {
    CivilDate(text) ?? CivilDate(dayNumber: 0)
  }
  private static let today = day("2026-11-21")
  private static let once = ("once", KeepingTests.once)

  /// A lot of the Persian town that the plan which is still open would change.
  private static let lot = Result {
    let municipality = try MunicipalityTests.municipality.get()
    let territory = try #require(municipality.territory)
    return try #require(
      territory.parcels.first {
        $0.town == "persian"
          && territory.deposited(at: $0, on: today).contains {
            $0.plan == "M-1394/8" && $0.zones == ["R3"] && $0.zonesNow == ["R2"]
          }
      }
    ).description
  }

  private func withTown(
    on day: CivilDate = today, _ body: (RunningServer, Cabinet) async throws -> Void
  ) async throws {
    try await withOffice(of: try MunicipalityTests.municipality.get(), today: day, body)
  }

  // MARK: the map

  @Test(arguments: PageTests.languages)
  func `every area on the map is a link to its plan, and the same stands in the list`(
    language: String
  ) async throws {
    try await withTown { server, _ in
      let page = try await server.look(at: "/\(language)/plans/persian").text
      let drawing = try #require(
        page.components(separatedBy: "<svg viewBox=\"0 0 600").last?.components(
          separatedBy: "</figure>"
        ).first)
      let linked = drawing.matches(of: /<a href="([^"#]*)/).map { String($0.1) }
        .filter { $0.contains("/plans/persian/") }
      #expect(!linked.isEmpty)
      let list = try #require(page.components(separatedBy: "id=\"list\"").last)
      for address in Set(linked) { #expect(list.contains("href=\"\(address)\""), "\(address)") }
      #expect(Set(linked).contains("/\(language)/plans/persian/M-1394"))
      #expect(!drawing.contains(" style=") && page.contains("id=\"fill-0\""))
      #expect(
        page.contains(
          "href=\"/\(language)/regulations/bandar-lengeh-density-rules?on=2026-11-21\""))
      #expect(page.utf8.count < 46_000, "the first view has to stay small")
      for phrase in [Phrase.mapGoNorth, .mapGoSouth, .mapGoEast, .mapGoWest, .zoomIn, .zoomOut] {
        #expect(page.contains(Catalogue.of(language)?(phrase) ?? "–"))
      }
    }
  }

  @Test func `the map of another day has the plans of that day`() async throws {
    try await withTown { server, _ in
      let page = try await server.look(at: "/en/plans/persian?on=2010-01-01").text
      #expect(page.contains("/en/plans/persian/M-1381#") && !page.contains("/M-1394#"))
      #expect(page.contains("No plan is laid open now."))
      let wrong = try await server.look(at: "/en/plans/persian?on=soon", status: 422).text
      #expect(wrong.contains("“soon” is no date"))
      let few = try await server.look(at: "/en/plans/persian?show=flood").text
      #expect(!few.contains("<path class=\"zones\"") && few.contains("/plans/persian/flood"))
      #expect(try await server.send("GET", "/en/plans/nowhere").status == 404)
    }
  }

  // MARK: a plan

  @Test func `a plan in force names its regulation, its document and its file with a hash`()
    async throws
  {
    try await withTown { server, _ in
      let page = try await server.look(at: "/en/plans/persian/M-1394").text
      #expect(page.contains("In force since 21 March 2015."))
      #expect(
        page.contains("drawn by mizan demo, invented") && page.contains("persian.gpkg, zones"))
      let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "parcels/persian.gpkg")
      let hash = Fingerprint.of(try Data(contentsOf: file))
      #expect(page.contains(hash))
      #expect(page.contains("If the map differs from the document"))
      let report = try #require(page.firstMatch(of: /href="(\/en\/report\/[^"]*plan=M-1394)"/)?.1)
      let form = try await server.look(at: String(report)).text
      #expect(
        form.contains(
          "<option value=\"plan:M-1394\" selected>The map of plan M-1394 differs from its document")
      )
      #expect(page.contains("detailed"))
      let former = try await server.look(at: "/en/plans/persian/M-1381").text
      #expect(former.contains("No longer in force: it ended on 21 March 2015."))
      #expect(try await server.send("GET", "/en/plans/persian/M-9").status == 404)
    }
  }

  @Test func `that a map differs from its document is reported like anything that is wrong`()
    async throws
  {
    let lot = try Self.lot.get()
    try await withTown { server, cabinet in
      let sent = try await server.post(
        "/en/report/\(lot)",
        [Self.once, ("fact", "plan:M-1394"), ("right", "R1 up to the stream"), ("evidence", "")])
      #expect(sent.status == 303)
      let filed = try #require(try cabinet.submissions(of: .correction).first)
      #expect(filed.entry["plan"]?.string == "M-1394")
      let wrong = try await server.post(
        "/en/report/\(lot)", [Self.once, ("fact", "plan:M-9"), ("right", "x")])
      #expect(wrong.status == 422, "there is no such plan")
    }
  }

  // MARK: what lies open

  @Test func `a deposited plan says that one can object, by when, by which law and to whom`()
    async throws
  {
    try await withTown { server, _ in
      let page = try await server.look(at: "/en/plans/persian/M-1394/8").text
      #expect(page.contains("You can object until 22 September 2027: 305 days left."))
      #expect(page.contains("no law is behind this period"))
      #expect(page.contains("planning office (invented)"))
      #expect(page.contains("href=\"/en/comment/persian/M-1394/8\""))
      let ended = try await server.look(at: "/en/plans/persian/M-1394/7").text
      #expect(ended.contains("The time to object is over: 20 November 2024 was the last day."))
      #expect(
        !ended.contains("/en/comment/") && ended.contains("You can still write to the office"))
    }
  }

  @Test(arguments: [
    ("2026-09-22", nil), ("2026-09-23", "364 days left"), ("2027-09-21", "1 day left"),
    ("2027-09-22", "is the last day to object"), ("2027-09-23", "The time to object is over"),
  ])
  func `the place and the result tell of the plan and of the days that are left`(
    day: String, said: String?
  ) async throws {
    let lot = try Self.lot.get()
    try await withTown(on: Self.day(day)) { server, _ in
      for path in ["/en/parcel/\(lot)", "/en/result/\(lot)?work=new+building"] {
        let page = try await server.look(at: path).text
        guard let said else {
          #expect(!page.contains("M-1394/8"))
          continue
        }
        #expect(page.contains("Zone now: R2. By this plan: R3."), "\(path)")
        #expect(page.contains(said), "\(path)")
        #expect(page.contains("decides no answer here"))
      }
    }
  }

  @Test func `a deposited plan changes no answer`() async throws {
    let municipality = try MunicipalityTests.municipality.get()
    let lot = try Self.lot.get()
    func answer(_ day: String) throws -> Reply {
      try municipality.ask(
        Question(parcel: lot, work: "new building", on: Self.day(day), language: "en")
      ).get()
    }
    let (before, after) = (try answer("2026-09-22"), try answer("2026-09-23"))
    #expect(before.answer.verdict == after.answer.verdict)
    #expect(before.answer.requirements.map(\.outcome) == after.answer.requirements.map(\.outcome))
    #expect(!String(decoding: after.site, as: UTF8.self).contains("M-1394/8"))
  }

  // MARK: a word on it

  private static let objection = [
    once, ("stance", "object"), ("text", "It takes the sun from our yard."),
    ("name", "Mina Karimi"),
    ("contact", "mina@example.org"), ("lot", ""),
  ]

  @Test func `an objection is filed with a receipt, and the person stands apart`() async throws {
    let lot = try Self.lot.get()
    let number = String(lot.drop { $0 != "/" }.dropFirst())
    try await withTown { server, cabinet in
      let form = try await server.look(at: "/en/comment/persian/M-1394/8").text
      #expect(form.contains("You can object until") && form.contains("name=\"once\""))
      var fields = Self.objection
      fields[5].1 = number
      let sent = try await server.post("/en/comment/persian/M-1394/8", fields)
      #expect(sent.status == 303)
      let receipt = try #require(sent.headers["location"])
      #expect(
        try await server.post("/fa/comment/persian/M-1394/8", fields).headers["location"]?
          .hasSuffix(
            receipt.split(separator: "/").last ?? "–") == false, "another language, another form")
      #expect(
        try await server.post("/en/comment/persian/M-1394/8", fields).headers["location"] == receipt
      )
      let page = try await server.look(at: receipt).text
      #expect(page.contains("Your word on the plan has been received") && page.contains("M-1394/8"))
      #expect(!page.contains("Mina"))
      let filed = try #require(try cabinet.submissions(of: .comment).last)
      #expect(filed.parcel == lot && filed.entry["stance"]?.string == "object")
      #expect(!filed.json.canonical.contains("sun") && !filed.json.canonical.contains("Mina"))
      #expect(filed.personal?["text"]?.string == "It takes the sun from our yard.")
      let list = try await server.post(
        "/en/office", [("token", String(repeating: "0f", count: 16))]
      ).text
      #expect(list.contains("Word on a plan") && list.contains("I object"))
      #expect(list.contains("It takes the sun") && list.contains("Mina Karimi"))
      try await cabinet.forget(by: filed.until)
      #expect(try cabinet.submissions(of: .comment).allSatisfy { $0.personal == nil })
    }
  }

  @Test func `a comment needs neither name nor contact nor lot, an objection what its law asks`()
    async throws
  {
    try await withTown { server, cabinet in
      let path = "/en/comment/hebrew/demo-507/5"
      let words = [Self.once, ("stance", "support"), ("text", "Good.")]
      #expect(try await server.post(path, words).status == 303)
      #expect(try cabinet.submissions(of: .comment).first?.parcel == "hebrew")
      let receipt = try #require(try await server.post(path, words).headers["location"])
      _ = try await server.look(at: receipt)
      let bare = try await server.post(path, [Self.once, ("stance", "object"), ("text", "No.")])
      RunningServer.expectWhole(bare, path, 422)
      for said in ["Write your name", "Write an email address or a telephone number"] {
        #expect(bare.text.contains(said))
      }
      #expect(bare.text.contains(">\nNo.</textarea>"), "nothing has to be typed again")
      let empty = try await server.post(path, [Self.once])
      #expect(empty.text.contains("Choose what you think of it"))
      #expect(empty.text.contains("Write what you want to say"))
      let nowhere = try await server.post(path, words + [("lot", "99999/99999")])
      #expect(nowhere.status == 422 && nowhere.text.contains("99999/99999"))
      #expect(try cabinet.submissions(of: .comment).count == 1)
    }
  }

  @Test func `after the last day a word is refused by name, and what remains is said`() async throws
  {
    let path = "/en/comment/persian/M-1394/8"
    try await withTown(on: Self.day("2027-09-22")) { server, cabinet in
      let sent = try await server.post(path, Self.objection)
      #expect(sent.status == 303, "the last day is in it")
      #expect(try cabinet.submissions(of: .comment).count == 1)
    }
    try await withTown(on: Self.day("2027-09-23")) { server, cabinet in
      let form = try await server.look(at: path).text
      #expect(!form.contains("<textarea") && form.contains("You can still write to the office"))
      let late = try await server.post(path, Self.objection)
      RunningServer.expectWhole(late, path, 409)
      #expect(late.text.contains("not taken here now") && late.text.contains("M-1394/8"))
      #expect(late.text.contains("22 September 2027 was the last day"))
      #expect(try cabinet.submissions().isEmpty)
    }
    try await withTown { server, _ in
      let inForce = try await server.send("GET", "/en/comment/persian/M-1394")
      #expect(inForce.status == 404)
      let foreign = try await server.post(path, Self.objection, from: "cross-site")
      #expect(foreign.status == 403)
    }
  }

  @Test func `without a cabinet no word is asked for`() async throws {
    try await withServer(of: try MunicipalityTests.municipality.get()) { server in
      let page = try await server.look(at: "/en/plans/persian/M-1394/8").text
      #expect(!page.contains("/en/comment/") && !page.contains("/en/report/"))
      let form = try await server.look(at: "/en/comment/persian/M-1394/8").text
      #expect(!form.contains("<textarea"))
      #expect(try await server.post("/en/comment/persian/M-1394/8", Self.objection).status == 503)
    }
  }

  // MARK: programs

  @Test func `programs get the same of each plan`() async throws {
    try await withTown { server, _ in
      let reply = try await server.send("GET", "/api/v1/plans/hebrew")
      let plans = try #require(try JSON(parsing: reply.body).array)
      let current = try #require(plans.first { $0["id"]?.string == "demo-507" })
      #expect(current["from"]?.string == "2012-06-01" && current["until"] == .null)
      #expect(current["regulation"]?["id"]?.string == "plan-507-1")
      #expect(current["data"]?["sha256"]?.string?.count == 64)
      let open = try #require(plans.first { $0["id"]?.string == "demo-507/5" })
      #expect(open["kind"]?.string == "deposited")
      #expect(open["deposit"]?["objectionsUntil"]?.string == "2027-09-22")
      #expect(try await server.send("GET", "/api/v1/plans/nowhere").status == 404)
    }
  }

  @Test func `a file that was written after it was read has no hash to show`() throws {
    let file = FileManager.default.temporaryDirectory.appending(
      path: "plan-\(UInt64.random(in: 0...UInt64.max))")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data("map".utf8).write(to: file)
    let hashes = FileHashes()
    let now = Int(Date().timeIntervalSince1970 * 1_000_000_000)
    #expect(hashes.hash(of: file.path, readSince: now - 60_000_000_000) == nil)
    #expect(
      hashes.hash(of: file.path, readSince: now + 60_000_000_000) == Fingerprint.of("map".utf8))
    #expect(hashes.hash(of: file.path + "x", readSince: .max) == nil)
  }
}
