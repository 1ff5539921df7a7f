import Facts
import Foundation
import Land
import Languages
import Testing

@testable import Register
@testable import Service

/// What is certified of the demonstration towns, and where their people go.
struct CertifiedTownTests {
  private let day = CivilDate(year: 2025, month: 6, day: 1) ?? CivilDate(dayNumber: 0)

  private func content(_ parcel: String) throws -> JSON {
    .object(try MunicipalityTests.municipality.get().certificate(of: parcel, on: day).get())
  }

  @Test(arguments: ["persian/3/1001", "hebrew/6941/24"])
  func `a certificate has zones, plans, facts and limits, each with where it comes from`(
    parcel: String
  ) throws {
    let body = try content(parcel)
    let zones = try #require(body["zones"]?.array)
    let whole = zones.compactMap { $0["share"]?.number }.reduce(Number.zero) { ($0 + $1) ?? $0 }
    #expect(((whole - .one) ?? .one).magnitude < Number(1, exponent: -3))
    #expect(body["plans"]?.array?.allSatisfy { $0["effective"]?.string != nil } == true)
    let area = body["facts"]?.array?.first { $0["name"]?.string == "lot area" }
    #expect(area?["unit"]?.string == "m²")
    #expect(area?["source"]?.string != nil)
    for fact in body["unknown"]?.array ?? [] { #expect(fact["why"]?.string?.isEmpty == false) }
    let works = try #require(body["works"]?.array)
    #expect(works.contains { $0["work"]?.string == "new building" })
    var limits = 0
    for limit in works.flatMap({ $0["limits"]?.array ?? [] }) {
      #expect(limit["article"]?["heading"]?.string?.isEmpty == false)
      for language in Language.all.map(\.code) {
        #expect(limit["statement"]?[language]?.string?.isEmpty == false, "\(limit.canonical)")
      }
      if limit["limit"]?.number != nil {
        limits += 1
        #expect(limit["bound"]?["en"]?.string?.isEmpty == false)
      } else if limit["limit"] == .null {
        #expect(limit["bound"]?["en"] == nil, "what is not known has no words")
      }
    }
    #expect(limits > 0)
    #expect(body["rules"]?.string?.count == 64)
  }

  @Test func `setbacks are certified line by line`() throws {
    let works = try content("hebrew/6941/24")["works"]?.array ?? []
    let building = try #require(works.first { $0["work"]?.string == "new building" })
    let setbacks = (building["limits"]?.array ?? []).filter {
      $0["subject"]?.string?.hasSuffix("setback") == true
    }
    #expect(setbacks.count >= 3, "\(building.canonical)")
    #expect(
      setbacks.contains {
        $0["bound"]?["en"]?.string == "at least 4 metres" || $0["limit"]?.number == 4
      })
  }

  @Test func `the same parcel, day, law and maps are the same bytes`() throws {
    let key = try #require(SigningKey(seed: [UInt8](repeating: 7, count: 32)))
    func issue() throws -> Certificate {
      try Certificate(try content("persian/3/1001").object ?? [], signedWith: key)
    }
    #expect(try issue().bytes == issue().bytes)
    #expect(try issue().serial == issue().serial)
  }

  @Test func `a town says for how long its certificates hold`() throws {
    let towns = try MunicipalityTests.municipality.get().towns
    #expect(towns.first { $0.id == "hebrew" }?.certificateYears == 2)
    #expect(towns.first { $0.id == "persian" }?.certificateYears == 1)
  }

  @Test func `a page of a certificate is light and in the reader's language`() async throws {
    let municipality = try MunicipalityTests.municipality.get()
    try await withOffice(of: municipality, today: day) { server, _ in
      for parcel in ["persian/3/1001", "hebrew/6941/24"] {
        let issued = try await server.post("/en/certificate/\(parcel)", [])
        let address = try #require(issued.headers["location"])
        for language in Language.all.map(\.code) {
          let page = try await server.look(at: address.replacing("/en/", with: "/\(language)/"))
          #expect(page.body.count < 50_000, "\(parcel) \(language): \(page.body.count) bytes")
          #expect(page.text.contains("<html lang=\"\(language)\""))
        }
      }
    }
  }

  @Test func `each lot of a demonstration town has an office, and one district is not online`()
    throws
  {
    let municipality = try MunicipalityTests.municipality.get()
    for town in ["persian", "hebrew"] {
      let parcels = (municipality.territory?.parcels ?? []).filter { $0.town == town }
      var offices: Set<String> = []
      var closed: Set<String> = []
      for (place, parcel) in parcels.enumerated() where place % 40 == 0 {
        let centres = municipality.serviceCentres(of: parcel.description, on: day)
        #expect(!centres.isEmpty, "\(parcel)")
        for centre in centres {
          offices.insert(centre.district)
          if !centre.isOnline { closed.insert(centre.district) }
          #expect(!centre.address.isEmpty && !centre.hours.isEmpty)
        }
      }
      #expect(offices.count == 4)
      #expect(closed.count == 1)
    }
    #expect(municipality.serviceCentres(of: "persian/none", on: day).isEmpty)
  }

  @Test func `a kept answer of a demonstration town is read again as it was`() async throws {
    let municipality = try MunicipalityTests.municipality.get()
    try await withOffice(of: municipality, today: day) { server, _ in
      let sent = try await server.post(
        "/fa/keep/persian/3/1001",
        [("work", "new building"), ("on", "2025-06-01"), ("i.storeys", "۲"), ("i.coverage", "?")])
      let keeper = try #require(sent.headers["location"])
      let page = try await server.look(at: keeper)
      let reader = String(
        try #require(page.text.firstMatch(of: /href="(\/fa\/kept\/[0-9a-f]{32})"/)).1)
      let shown = try await server.look(at: reader)
      let words = try #require(Catalogue.of("fa"))
      #expect(shown.text.contains(words(.keptSame)))
      let russian = try await server.look(at: reader.replacing("/fa/", with: "/en/"))
      #expect(russian.text.contains("the answer is the same"))
    }
  }
}
