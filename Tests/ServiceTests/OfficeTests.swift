import Facts
import Foundation
import Testing

@testable import Register
@testable import Service

/// Certificates, applications and reports, through the running server.
struct OfficeTests {
  private static let once = ("once", KeepingTests.once)
  private static let person = [
    ("name", "Mina Karimi"), ("contact", "mina@example.org"), ("note", "the gate"),
  ]

  // MARK: certificates

  @Test func `a certificate is issued, kept, shown in each language and verified`() async throws {
    try await withOffice { server, _ in
      #expect(
        try await server.look(at: "/en/parcel/lengeh/12/3").text.contains("Issue the certificate"))
      let issued = try await server.post("/en/certificate/lengeh/12/3", [])
      #expect(issued.status == 303)
      let address = try #require(issued.headers["location"])
      let serial = String(address.split(separator: "/").last ?? "")
      for language in PageTests.languages {
        let page = try await server.look(at: "/\(language)/certificates/\(serial)")
        let words = try #require(Catalogue.of(language))
        #expect(page.text.contains(serial))
        #expect(page.text.contains(words(.certificateTitle)))
        #expect(page.text.contains("R1") && page.text.contains("ماده ۷"))
        #expect(page.text.contains(words.sentence(words(.certificateWidening))))
      }
      #expect(try await server.look(at: address).text.contains("at most 2 metres"))
      let file = try await server.send("GET", address, headers: ["Accept": "application/json"])
      let json = try JSON(parsing: file.body)
      #expect(json.canonicalBytes == file.body)
      #expect(json["certificate"]?["validUntil"]?.string == "2027-11-21")
      let api = try await server.send("GET", "/api/v1/certificates/\(serial)")
      #expect(api.body == file.body)
      #expect(
        try await server.post("/fa/certificate/lengeh/12/3", []).headers["location"]?.hasSuffix(
          serial) == true)

      let key = try await server.send("GET", "/.well-known/mizan-key")
      let keys = try VerificationKey.set(reading: key.body)
      #expect(
        try Certificate(reading: file.body).standing(by: keys, on: FixtureTown.today) == .valid)

      _ = try await server.look(at: "/en/verify")
      func verified(_ text: String) async throws -> RunningServer.Reply {
        let reply = try await server.post("/en/verify", [("certificate", text)])
        RunningServer.expectWhole(reply, "/en/verify", reply.status)
        return reply
      }
      #expect(try await verified(file.text).text.contains("Valid: it is as it was signed here"))
      #expect(
        try await verified(serial.lowercased().replacing("-", with: " ")).text.contains("Valid:"))
      let forged = file.text.replacing("660", with: "990")
      #expect(try await verified(forged).text.contains("Not valid: it was changed"))
      #expect(
        try await verified("0000-0000-0000-0000").text.contains("No certificate with this number"))
      func uploaded(_ text: String, _ end: String = "--") async throws -> RunningServer.Reply {
        let part =
          "Content-Disposition: form-data; name=\"file\"; filename=\"c.json\"\r\nContent-Type: application/json"
        return try await server.send(
          "POST", "/en/verify",
          headers: [
            "Content-Type": "multipart/form-data; boundary=----b4", "Sec-Fetch-Site": "same-origin",
          ],
          body:
            "------b4\r\nContent-Disposition: form-data; name=\"certificate\"\r\n\r\n\r\n------b4\r\n\(part)\r\n\r\n\(text)\r\n------b4\(end)\r\n"
        )
      }
      #expect(try await uploaded(file.text).text.contains("Valid: it is as it was signed here"))
      #expect(try await uploaded(forged).text.contains("Not valid: it was changed"))
      #expect(try await uploaded(file.text, "").status == 400, "it does not end")
      let none = try await verified("{")
      #expect(none.status == 422)
      #expect(none.text.contains("neither a serial number nor a whole signed file"))
      #expect(try await verified("").status == 422)
    }
  }

  @Test func `a certificate of another office or of another year says so`() async throws {
    let content = try FixtureTown().certificate(of: "lengeh/12/3", on: FixtureTown.today).get()
    func file(_ seed: UInt8, until: String) throws -> String {
      let key = try #require(SigningKey(seed: [UInt8](repeating: seed, count: 32)))
      return try Certificate(
        content + [.init("validUntil", .string(until))], signedWith: key
      ).envelope.canonical
    }
    try await withOffice { server, _ in
      let foreign = try await server.post(
        "/en/verify", [("certificate", try file(8, until: "2030-01-01"))])
      #expect(foreign.text.contains("it was not signed with a key of this office"))
      let old = try await server.post(
        "/en/verify", [("certificate", try file(7, until: "2026-11-20"))])
      #expect(old.text.contains("its time is over"))
    }
  }

  @Test func `programs have certificates as well, and are told what is wrong`() async throws {
    try await withOffice { server, _ in
      func issue(_ body: String) async throws -> RunningServer.Reply {
        try await server.send(
          "POST", "/api/v1/certificates", headers: ["Content-Type": "application/json"], body: body)
      }
      let made = try await issue(#"{"parcel":"lengeh/12/3"}"#)
      #expect(made.status == 201)
      #expect(try await issue(#"{"parcel":"lengeh/12/3"}"#).body == made.body, "the same bytes")
      #expect(try await issue("{}").status == 422)
      #expect(try await issue(#"{"parcel":"lengeh/12/3","on":"2020-01-01"}"#).status == 422)
      #expect(try await issue(#"{"parcel":"lengeh/99/1"}"#).status == 404)
      #expect(try await server.send("GET", "/api/v1/certificates/none").status == 404)
    }
  }

  // MARK: applications

  @Test(arguments: PageTests.languages)
  func `an application carries everything over, and asks for name and contact alone`(
    language: String
  )
    async throws
  {
    try await withOffice { server, cabinet in
      let words = try #require(Catalogue.of(language))
      let path = "/\(language)/apply/lengeh/12/3"
      let form = try await server.look(
        at: "\(path)?work=wall&on=2026-11-21&i.height=1.8&i.at+corner=no")
      #expect(form.text.contains("name=\"i.height\" value=\"1.8\""))
      #expect(
        form.text.contains(
          "<dd><bdi>\(words.value(.number(Number(18, exponent: -1)), unit: "m"))</bdi></dd>"))
      #expect(form.text.contains("West office") && form.text.contains("12 Harbour Road"))
      let sent = try await server.post(path, [Self.once] + KeepingTests.wall + Self.person)
      #expect(sent.status == 303)
      let address = try #require(sent.headers["location"])
      #expect(!address.contains("Mina") && !address.contains("example"))
      let receipt = try await server.look(at: address)
      let number = String(address.split(separator: "/").last ?? "")
      #expect(
        receipt.text.contains(number) && receipt.text.contains(words(.receiptNextApplication)))
      #expect(!receipt.text.contains("Mina"))
      let again = try await server.post(path, [Self.once] + KeepingTests.wall + Self.person)
      #expect(again.headers["location"] == address, "sent twice it has one receipt")

      let filed = try #require(try cabinet.submissions().first)
      #expect(try cabinet.submissions().count == 1)
      #expect(filed.number == number)
      #expect(filed.entry["question"]?["inputs"]?["height"]?.string == "1.8")
      let fingerprint = try #require(filed.entry["fingerprint"]?.string)
      let entry = try #require(try server.ledger.entry(fingerprint: fingerprint))
      for hash in [entry.site, entry.proposal, entry.answer].compactMap({ $0 }) {
        let kept = try #require(try server.ledger.content(hash))
        #expect(!String(decoding: kept, as: UTF8.self).contains("Mina"))
      }
      #expect(filed.personal?["contact"]?.string == "mina@example.org")
    }
  }

  @Test(arguments: [
    ([("name", ""), ("contact", "")], ["Write your name", "Write an email address"]),
    ([("name", "  "), ("contact", "x@y")], ["Write your name", "Write an email address"]),
    ([("name", "Mina"), ("contact", "12")], ["Write an email address"]),
  ])
  func `what is missing is said at its field, and nothing is filed`(
    fields: [(String, String)], faults: [String]
  ) async throws {
    try await withOffice { server, cabinet in
      let reply = try await server.post(
        "/en/apply/lengeh/12/3", [Self.once] + KeepingTests.wall + fields)
      RunningServer.expectWhole(reply, "/en/apply", 422)
      #expect(reply.text.contains("<title>Error: "))
      for fault in faults {
        #expect(reply.text.components(separatedBy: fault).count == 3, "\(fault)")
      }
      #expect(reply.text.contains("value=\"\(KeepingTests.once)\""), "it is still the same form")
      #expect(try cabinet.submissions() == [])
    }
  }

  @Test(arguments: [
    ("m@example.org", true), ("+98 21 1234 5678", true), ("۰۲۱-۱۲۳۴۵۶۷۸", true),
    ("050/123.45.67", true),
    ("@example.org", false), ("m@example", false), ("m m@example.org", false), ("call me", false),
    ("12345", false), ("", false),
  ])
  func `a contact is an address or a number`(text: String, isOne: Bool) {
    #expect(Server.isContact(text) == isOne)
  }

  @Test func `where the district is not online the page says where to go`() async throws {
    try await withOffice { server, cabinet in
      let query = "?work=wall&on=2026-11-21&i.height=1.8&i.at+corner=no"
      let closed = try await server.look(at: "/en/apply/lengeh/12/10\(query)")
      #expect(closed.text.contains("not taken online yet") && closed.text.contains("East office"))
      #expect(!closed.text.contains("name=\"contact\""))
      let unknown = try await server.look(at: "/en/apply/lengeh/12/12\(query)")
      #expect(unknown.text.contains("It is not known which office"))
      for lot in [10, 12] {
        let forced = try await server.post(
          "/en/apply/lengeh/12/\(lot)", KeepingTests.wall + Self.person)
        #expect(forced.status == 409)
      }
      #expect(try cabinet.submissions() == [])
      let unasked = try await server.send("GET", "/en/apply/lengeh/12/3?work=wall&i.height=tall")
      #expect(unasked.status == 303)
    }
  }

  // MARK: reports, and who reads them

  @Test func `what is wrong is reported, and an officer reads it`() async throws {
    try await withOffice { server, cabinet in
      #expect(
        try await server.look(at: "/en/parcel/lengeh/12/3").text.contains("/en/report/lengeh/12/3"))
      let form = try await server.look(at: "/en/report/lengeh/12/3")
      #expect(form.text.contains("<option value=\"Area\">Area: 660 m²</option>"))
      let wrong = try await server.post(
        "/en/report/lengeh/12/3", [("fact", "made up"), ("contact", "x")])
      RunningServer.expectWhole(wrong, "/en/report", 422)
      for fault in [
        "Choose the fact that is wrong", "Write what is right", "Write an email address",
      ] {
        #expect(wrong.text.contains(fault))
      }
      let sent = try await server.post(
        "/en/report/lengeh/12/3",
        [Self.once, ("fact", "Area"), ("right", "640 <m²>"), ("evidence", "my deed\nof 1380")])
      #expect(sent.status == 303)
      let receipt = try await server.look(at: try #require(sent.headers["location"]))
      #expect(receipt.text.contains("Your report has been received"))
      #expect(!receipt.text.contains("640"))
      _ = try await server.post(
        "/en/apply/lengeh/12/3", [Self.once] + KeepingTests.wall + Self.person)

      let token = String(repeating: "0f", count: 16)
      let signIn = try await server.look(at: "/en/office")
      #expect(!signIn.text.contains("Mina"))
      for wrong in ["", "x", KeepingTests.once] {
        let refused = try await server.post("/en/office", [("token", wrong)])
        RunningServer.expectWhole(refused, "/en/office", 422)
        #expect(!refused.text.contains("Mina"))
        let header = ["Authorization": "Bearer \(wrong)"]
        #expect(try await server.send("GET", "/en/office", headers: header).status == 401)
      }
      #expect(
        try await server.post("/en/office", [("token", token)], from: "cross-site").status == 403)
      let list = try await server.post("/en/office", [("token", token)])
      RunningServer.expectWhole(list, "/en/office", 200)
      #expect(list.headers["cache-control"] == "no-store")
      for words in ["640 &lt;m²&gt;", "my deed", "Mina Karimi", "mina@example.org", "West office"] {
        #expect(list.text.contains(words), "\(words)")
      }
      let json = try await server.send(
        "GET", "/en/office", headers: ["Authorization": "Bearer \(token)"])
      #expect(try JSON(parsing: json.body).array?.count == 2)
      for words in ["Mina", "example", "640", "deed"] { #expect(!json.text.contains(words)) }
      #expect(try cabinet.submissions(of: .correction).count == 1)
    }
  }

  @Test func `what people wrote is not shown any more when its time is over`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "office-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let token = String(repeating: "0f", count: 16)
    try await withOffice(in: folder) { server, _ in
      let form = try await server.look(
        at: "/en/apply/lengeh/12/3?work=wall&on=2026-11-21&i.height=1.8&i.at+corner=no")
      #expect(form.text.contains("deleted on 21 November 2028."))
      _ = try await server.post("/en/apply/lengeh/12/3", KeepingTests.wall + Self.person)
    }
    let last = try #require(CivilDate(year: 2028, month: 11, day: 21))
    for (day, isThere) in [(last.adding(days: -1), true), (last, false)] {
      try await withOffice(today: day, in: folder) { server, _ in
        let list = try await server.post("/en/office", [("token", token)])
        #expect(list.text.contains("Mina") == isThere)
        #expect(list.text.contains("lengeh/12/3"))
      }
    }
  }

  @Test func `without a cabinet nothing is offered and nothing is promised`() async throws {
    try await withServer { server in
      let page = try await server.send("GET", "/en/parcel/lengeh/12/3")
      #expect(!page.text.contains("/en/report/") && !page.text.contains("method=\"post\""))
      #expect(try await server.post("/en/keep/lengeh/12/3", KeepingTests.wall).status == 503)
      #expect(try await server.post("/en/certificate/lengeh/12/3", []).status == 503)
      #expect(try await server.send("GET", "/.well-known/mizan-key").status == 404)
      #expect(try await server.send("GET", "/en/office").status == 404)
    }
  }
}
