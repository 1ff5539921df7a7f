import Evaluation
import Facts
import Foundation
import Logging
import Register
import RuleCompiler
import Synchronization

import struct Land.GeographicBox

@testable import Service

/// What the small town certifies, and where its people go: lots 1 to 8 to an office that is online, 9 to 11 to one that is not,
/// and of lot 12 nobody knows.
extension FixtureTown {
  func certificate(of parcel: String, on date: CivilDate) -> Result<[JSON.Member], Refusal> {
    guard let place = place(parcel, on: date, language: "en") else {
      return .failure(Refusal("/parcel", "`\(parcel)` is no parcel here"))
    }
    let article: JSON = [
      "regulation": "lengeh-walls", "article": "art-7", "heading": "ماده ۷ – دیوار", "quote": "…",
      "language": "fa", "official": false, "source": "regulations/lengeh/walls.md:7",
    ]
    return .success([
      .init("format", "mizan-planning-information/1"), .init("parcel", .string(place.parcel)),
      .init("number", .string(String(place.parcel.dropFirst(7)))), .init("address", .null),
      .init(
        "town", ["id": "lengeh", "label": towns[0].label.json, "notice": towns[0].notice.json]),
      .init("on", .string(date.description)),
      .init(
        "facts",
        [
          [
            "name": "lot area", "label": ["en": "lot area"], "value": 660, "choice": .null,
            "unit": "m²",
          ]
        ]),
      .init(
        "unknown", [["name": "street width", "label": ["en": "street width"], "why": "no map"]]),
      .init("zones", [["zone": "R1", "share": 1, "area": 660]]),
      .init(
        "plans",
        [["id": "L-1", "rank": "detailed", "status": "in force", "effective": "2019-03-21"]]),
      .init(
        "layers", [["name": "flood", "label": ["en": "flood"], "share": 0, "names": .array([])]]),
      .init(
        "works",
        [
          [
            "work": "wall", "label": ["en": "a wall", "fa": "دیوار", "he": "קיר"],
            "open": .object([]),
            "limits": [
              [
                "id": "lengeh-walls:7", "subject": "height", "label": ["en": "height"],
                "comparator": "<=", "limit": 2, "unit": "m", "bound": ["en": "at most 2 metres"],
                "statement": ["en": "…"], "article": article, "confidence": "S:LENGEH",
              ]
            ],
          ]
        ]), .init("status", ["en": "No permit."]), .init("rules", "5e5e"), .init("data", "d1"),
    ])
  }

  func serviceCentres(of parcel: String, on date: CivilDate) -> [ServiceCentre] {
    guard let number = Int(parcel.split(separator: "/").last ?? ""), number < 12 else { return [] }
    return [
      ServiceCentre(
        district: number < 9 ? "West office" : "East office", address: "12 Harbour Road",
        hours: LocalText(["en": "Saturday to Wednesday, 8 to 12"]), isOnline: number < 9)
    ]
  }

  func spoken(_ fact: String, _ value: JSON, of parcel: String, language: String) -> SpokenFact? {
    fact == "lot area" ? SpokenFact(label: "lot area", value: "\(value.canonical) m²") : nil
  }
}

/// The small town before and after its law was changed: from then on a wall is at most 1 m high, and a lot is smaller.
final class ChangingTown: Enquiries {
  private let town = FixtureTown()
  private let changed = Mutex(false)

  func changeLaw() { changed.withLock { $0 = true } }

  var towns: [Town] { town.towns }

  func ask(_ question: Question) -> Result<Reply, Refusal> {
    let isChanged = changed.withLock { $0 }
    return town.ask(question).map { reply in
      var reply = reply
      let area: JSON = isChanged ? 640 : 660
      let site: JSON = [
        "plans": [["id": isChanged ? "L-2" : "L-1"]],
        "facts": ["lot area": ["value": area], "depth": ["value": area]],
      ]
      reply.site = site.canonicalBytes
      if isChanged {
        reply.answer.ruleset = String(repeating: "6f", count: 32)
        reply.answer.verdict = .notPermitted
        reply.answer.requirements[0].outcome = .notMet
        reply.answer.requirements[0].statement = "Height: 1.8 m. Allowed: at most 1 m."
      }
      reply.bytes = reply.answer.json.canonicalBytes
      return reply
    }
  }

  func works(in town: String?, language: String) -> [Work] {
    self.town.works(in: town, language: language)
  }
  func search(_ text: String, in town: String?, limit: Int) -> [SearchHit] {
    self.town.search(text, in: town, limit: limit)
  }
  func parcel(longitude: Double, latitude: Double) -> String? {
    town.parcel(longitude: longitude, latitude: latitude)
  }
  func place(_ parcel: String, on date: CivilDate, language: String) -> PlaceSummary? {
    town.place(parcel, on: date, language: language)
  }
  func features(of layer: String, in town: String, within box: GeographicBox, limit: Int) -> String?
  {
    self.town.features(of: layer, in: town, within: box, limit: limit)
  }
  func regulation(_ id: String, language: String) -> RegulationText? {
    town.regulation(id, language: language)
  }
  func regulations(in town: String?) -> [(id: String, title: String, language: String)] {
    self.town.regulations(in: town)
  }
  func spoken(_ fact: String, _ value: JSON, of parcel: String, language: String) -> SpokenFact? {
    town.spoken(fact, value, of: parcel, language: language)
  }
}

/// The real server with a cabinet, a key and an officer's token.
func withOffice(
  of enquiries: some Enquiries = FixtureTown(), today: CivilDate = FixtureTown.today,
  in folder: URL? = nil, _ body: (RunningServer, Cabinet) async throws -> Void
) async throws {
  try await ServerTurns.shared.run {
    try await runOffice(of: enquiries, today: today, in: folder, body)
  }
}

private func runOffice(
  of enquiries: some Enquiries, today: CivilDate, in folder: URL?,
  _ body: (RunningServer, Cabinet) async throws -> Void
) async throws {
  let own = FileManager.default.temporaryDirectory.appending(path: "office-\(UUID().uuidString)")
  let home = folder ?? own
  try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
  defer { if folder == nil { try? FileManager.default.removeItem(at: own) } }
  let ledger = try Ledger(path: home.appending(path: "ledger.sqlite").path)
  let cabinet = try Cabinet(path: home.appending(path: "cabinet.sqlite").path, patience: 0.05)
  var configuration = Server.Configuration(program: "mizan test", today: { today })
  configuration.port = 0
  configuration.logLevel = .critical
  configuration.officerToken = Token(String(repeating: "0f", count: 16))
  let server = Server(
    enquiries: enquiries, ledger: ledger, cabinet: cabinet,
    key: SigningKey(seed: [UInt8](repeating: 7, count: 32)), configuration: configuration)
  let (ports, found) = AsyncStream<Int>.makeStream()
  let running = Task {
    do { try await server.run { found.yield($0) } } catch { found.finish() }
  }
  defer { running.cancel() }
  for await port in ports {
    try await body(RunningServer(port: port, ledger: ledger, server: server), cabinet)
    break
  }
}

extension RunningServer {
  /// A form as a browser sends it from our own page.
  func post(_ path: String, _ fields: [(String, String)], from site: String? = "same-origin")
    async throws -> Reply
  {
    var headers = ["Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"]
    headers["Sec-Fetch-Site"] = site
    let body = fields.map { "\($0.0.percentEncoded)=\($0.1.percentEncoded)" }.joined(separator: "&")
    return try await send("POST", path, headers: headers, body: body)
  }

  /// A page, with all that every page has to have looked at.
  func look(at path: String, status: Int = 200) async throws -> Reply {
    let reply = try await send("GET", path, headers: ["Accept": "text/html"])
    Self.expectWhole(reply, path, status)
    return reply
  }
}
