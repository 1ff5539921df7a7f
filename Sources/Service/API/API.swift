import Facts
import HTTPTypes
import Hummingbird
import Land

/// The endpoints for programs. Each stands in ``OpenAPI/document`` as well.
extension Server {
  var interface: [Endpoint] {
    [
      Endpoint(.get, "/api/openapi.json") { _ in
        .json(OpenAPI.document.canonicalBytes)
      },
      Endpoint(.post, "/api/v1/check") { call in
        let question = try CheckRequest.question(try await Body.json(of: call), today: today())
        let reply = try await answer(question)
        return .json(reply.bytes)
      },
      Endpoint(.get, "/api/v1/towns") { _ in
        .json(JSON.array(enquiries.towns.map(\.json)).canonicalBytes)
      },
      Endpoint(.get, "/api/v1/works") { call in
        let town = try knownTown(call.query["town"])
        let language = call.query["lang"] ?? "en"
        let works = try await work { enquiries.works(in: town, language: language) }
        guard let text = call.query["q"], !text.allSatisfy(\.isWhitespace) else {
          return .json(JSON.array(works.map(\.json)).canonicalBytes)
        }
        let found = WorkSearch(works).search(String(text.prefix(200))).map(\.work)
        return .json(JSON.array(found.map(\.json)).canonicalBytes)
      },
      Endpoint(.get, "/api/v1/parcels") { call in
        let (text, town, limit) = try search(call)
        let hits = try await work { enquiries.search(text, in: town, limit: limit) }
        return .json(JSON.array(hits.map(\.json)).canonicalBytes)
      },
      Endpoint(.get, "/api/v1/search") { call in
        let (text, town, limit) = try search(call)
        let answer = try await work { enquiries.find(text, in: town, limit: limit) }
        return .json(answer.json.canonicalBytes)
      },
      Endpoint(.get, "/api/v1/parcels/{town}/{number…}") { call in
        let parcel = call["town"] + "/" + call["number"]
        let on = try day(call.query["on"])
        let language = call.query["lang"] ?? "en"
        guard let place = try await work({ enquiries.place(parcel, on: on, language: language) })
        else { throw Problem.notFound(call.request.uri.path) }
        return .json(place.json.canonicalBytes)
      },
      Endpoint(.get, "/api/v1/layers/{town}/{layer}.geojson") { call in
        let town = call["town"]
        let layer = call["layer"]
        guard let known = enquiries.town(town) else {
          throw Problem.notFound(call.request.uri.path)
        }
        let box = try box(call.query["bbox"]) ?? known.bounds
        let limit = try number(call.query["limit"], "limit", 1...5000) ?? 2000
        guard
          let features = try await work({
            enquiries.features(of: layer, in: town, within: box, limit: limit)
          })
        else { throw Problem.notFound(call.request.uri.path) }
        return .text(features, type: "application/geo+json")
      },
      Endpoint(.get, "/api/v1/plans/{town}") { call in
        let town = call["town"]
        guard enquiries.town(town) != nil else { throw Problem.notFound(call.request.uri.path) }
        let plans = try await work {
          enquiries.plans(of: town).map { plan in
            plan.json(
              regulation: enquiries.regulation(of: plan), hash: enquiries.fileHash(of: plan))
          }
        }
        return .json(JSON.array(plans).canonicalBytes)
      },
    ]
  }

  private func search(_ call: Call) throws -> (text: String, town: String?, limit: Int) {
    guard let text = call.query["q"], !text.isEmpty else {
      throw Problem.badQuery("q", "`q` says what is looked for", mend: "add `?q=12`")
    }
    return (
      text, try knownTown(call.query["town"]),
      try number(call.query["limit"], "limit", 1...100) ?? 20
    )
  }

  private func knownTown(_ id: String?) throws -> String? {
    guard let id, !id.isEmpty else { return nil }
    guard enquiries.towns.contains(where: { $0.id == id }) else {
      throw Problem.badQuery("town", "`\(id)` is no town here", mend: "`/api/v1/towns` lists them")
    }
    return id
  }

  private func day(_ text: String?) throws -> CivilDate {
    guard let text, !text.isEmpty else { return today() }
    guard let day = CivilDate(text) else {
      throw Problem.badQuery("on", "`\(text)` is no day", mend: "write it as `2026-03-21`")
    }
    return day
  }

  private func number(_ text: String?, _ name: String, _ range: ClosedRange<Int>) throws -> Int? {
    guard let text else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw Problem.badQuery(
        name, "`\(name)` is a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  private func box(_ text: String?) throws -> GeographicBox? {
    guard let text else { return nil }
    let sides = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
    guard sides.count == 4, let west = sides[0], let south = sides[1], let east = sides[2],
      let north = sides[3], (-180...180).contains(west), (-180...180).contains(east),
      (-90...90).contains(south), (-90...90).contains(north), west <= east, south <= north
    else {
      throw Problem.badQuery(
        "bbox", "`\(text)` is no box", mend: "write `west,south,east,north` in degrees")
    }
    return GeographicBox(west: west, south: south, east: east, north: north)
  }
}

extension LocalText {
  var json: JSON {
    .object(byLanguage.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) })
  }
}

extension GeographicBox {
  /// `[west, south, east, north]`, as GeoJSON has it.
  var json: JSON {
    // Seven decimals of a degree are a centimetre, and few enough digits to stay JSON numbers.
    .array(
      [west, south, east, north].map {
        Number($0)?.rounded(places: 7).map(JSON.number) ?? .null
      })
  }
}

extension Town {
  var json: JSON {
    [
      "id": .string(id), "label": label.json, "notice": notice.json,
      "languages": .array(languages.map(JSON.string)),
      "layers": .array(layers.map { ["id": .string($0.id), "label": $0.label.json] }),
      "bbox": bounds.json,
    ]
  }
}

extension Work {
  var json: JSON {
    [
      "name": .string(name), "label": .string(label), "words": .array(words.map(JSON.string)),
      "common": .bool(isCommon),
    ]
  }
}

extension PlanSheet {
  /// Days are the first and the first without; an objection's last day is in its period.
  func json(regulation: PlanRegulation?, hash: String?) -> JSON {
    func day(_ day: CivilDate?) -> JSON { day.map { .string($0.description) } ?? .null }
    func text(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }
    var members: [JSON.Member] = [
      .init("id", .string(id)), .init("town", .string(town)), .init("kind", .string(kind.rawValue)),
      .init("label", label.json), .init("rank", .string(rank)), .init("from", day(from)),
      .init("until", day(until)),
      .init(
        "regulation",
        regulation.map { ["id": .string($0.id), "article": text($0.article)] } ?? .null),
      .init(
        "document",
        document.map { ["name": $0.name.json, "url": text($0.url), "date": day($0.date)] } ?? .null),
      .init(
        "data", ["file": .string(file), "table": text(table), "sha256": text(hash)]),
      .init(
        "areas",
        isUnreadable
          ? .null
          : .array(
            areas.map {
              [
                "code": .string($0.code), "count": .number(Number($0.count)),
                "area": .number($0.area),
              ]
            })),
    ]
    if let deposit {
      members.append(
        .init(
          "deposit",
          [
            "deposited": day(deposit.day), "objectionsFrom": day(deposit.firstDay),
            "objectionsUntil": day(deposit.lastDay), "decided": day(deposit.until),
            "summary": deposit.summary.json, "basis": deposit.basis.json,
            "receiver": deposit.receiver.json,
            "needs": .array(deposit.needs.sorted().map(JSON.string)),
          ]))
    }
    return .object(members)
  }
}

extension SearchHit {
  var json: JSON {
    func degrees(_ value: Double?) -> JSON {
      value.flatMap { Number($0) }.map(JSON.number) ?? .null
    }
    var members: [JSON.Member] = [
      JSON.Member("parcel", parcel.map(JSON.string) ?? .null),
      JSON.Member("label", .string(label)), JSON.Member("kind", .string(kind.rawValue)),
      JSON.Member("town", town.map(JSON.string) ?? .null),
      JSON.Member("lon", degrees(longitude)), JSON.Member("lat", degrees(latitude)),
    ]
    if let lotCount { members.append(JSON.Member("lots", .number(Number(lotCount)))) }
    if let plan {
      members.append(
        JSON.Member(
          "plan",
          [
            "regulation": plan.regulation.map(JSON.string) ?? .null, "label": plan.label.json,
            "deposited": .bool(plan.isDeposited),
            "from": plan.from.map { .string($0.description) } ?? .null,
            "until": plan.until.map { .string($0.description) } ?? .null,
          ]))
    }
    return .object(members)
  }
}

extension SearchAnswer {
  var json: JSON {
    [
      "hits": .array(hits.map(\.json)),
      "suggestions": .array(suggestions.map(JSON.string)),
    ]
  }
}

extension PlaceSummary {
  var json: JSON {
    [
      "parcel": .string(parcel), "town": .string(town), "label": .string(label),
      "facts": .array(
        facts.map {
          [
            "label": .string($0.label), "value": .string($0.value),
            "source": $0.source.map(JSON.string) ?? .null,
          ]
        }), "outline": outline, "bbox": bounds.json,
    ]
  }
}
