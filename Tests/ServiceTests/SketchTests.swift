import Evaluation
import Facts
import Foundation
import Geometry
import Land
import Testing

@testable import Service

/// Drawings to scale and what they measure, over the demonstration towns and the regulations of the repository.
struct SketchTests {
  private let day = CivilDate(year: 2025, month: 6, day: 1) ?? CivilDate(dayNumber: 0)
  /// Its front is 20.43 m long, it is 15.44 m deep, and nothing stands on it.
  private static let lot = "hebrew/6941/24"
  private static let asked = "work=new+building&on=2025-06-01"
  private static let square = "1@4,5;12,5;12,12;4,12"

  private func town() throws -> Municipality { try MunicipalityTests.municipality.get() }

  private func html(_ server: RunningServer, _ address: String, status: Int = 200) async throws
    -> String
  {
    let reply = try await server.send("GET", address, headers: ["Accept": "text/html"])
    #expect(reply.status == status, "\(address): \(reply.status)")
    PageTests.expectBalanced(reply.text, address)
    PageTests.expectLabels(reply.text, address)
    #expect(!reply.text.contains(" style="))
    return reply.text
  }

  private func answer(_ parcel: String, _ work: String, _ inputs: [String: String] = [:]) throws
    -> Answer
  {
    try town().ask(
      Question(
        parcel: parcel, work: work,
        inputs: inputs.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) },
        on: day, language: "en")
    ).get().answer
  }

  // MARK: the picture of an answer

  @Test func `what may be built on is whole only where the law gives each setback`() throws {
    let town = try town()
    func picture(_ parcel: String, _ work: String) throws -> LotPicture? {
      town.picture(of: parcel, on: day, answer: try answer(parcel, work), drawn: nil)
    }
    let drawn = try #require(try picture(Self.lot, "new building"))
    #expect(drawn.allowed?.isWhole == true)
    #expect(drawn.lines.map { $0.needed?.value } == [4, 3, 3, 3])
    #expect(drawn.lines.allSatisfy { $0.said == nil && $0.way == nil })
    #expect(drawn.said == nil && drawn.strips.isEmpty)
    let area = try #require(drawn.allowed?.region.area)
    #expect(abs(area - (20.43 - 6) * (15.44 - 7)) < 1)
    let unclassed = try #require(try picture("hebrew/6941/12", "new building"))
    #expect(unclassed.allowed?.isWhole != true, "its lines are not known")
    let unsettled = try #require(try picture("persian/3/1001", "new building"))
    #expect(unsettled.allowed == nil, "the law there says nothing of where a building stands")
    #expect(try picture(Self.lot, "fence")?.allowed == nil)
    #expect(town.picture(of: "hebrew/6941/none", on: day, answer: nil, drawn: nil) == nil)
  }

  @Test func `the figures are the answer's, and the strip is where it fails`() throws {
    let said = ["front setback": "3.5", "side setback": "3", "rear setback": "2"]
    let answer = try answer(Self.lot, "new building", said)
    let picture = try #require(
      try town().picture(of: Self.lot, on: day, answer: answer, drawn: nil))
    for line in picture.lines {
      let needed = try #require(line.needed)
      let said = try #require(line.said)
      #expect(
        (said.base < needed.base) == (line.outcome == .notMet),
        "the picture shows what the answer says")
    }
    #expect(picture.strips.map(\.line) == [0, 2])
    #expect(picture.said?.isWhole == true)
    #expect(picture.lines[0].way.map { abs($0.from.distance(to: $0.to) - 3.5) < 1e-6 } == true)
  }

  @Test func `where not all is said only the strip between the two distances is marked`() throws {
    let answer = try answer(Self.lot, "new building", ["front setback": "3.5"])
    let picture = try #require(
      try town().picture(of: Self.lot, on: day, answer: answer, drawn: nil))
    #expect(picture.said?.isWhole == false)
    let front = try #require(picture.strips.first)
    #expect(picture.strips.count == 1 && front.line == 0)
    #expect(
      abs(front.outer.area - front.inner.area - 0.5 * 20.43) < 0.3, "half a metre along the front")
  }

  @Test(arguments: PageTests.languages)
  func `a result shows its drawing with the same figures in words`(language: String) async throws {
    let words = try #require(Catalogue.of(language))
    try await withServer(of: try town()) { server in
      let page = try await html(
        server,
        "/\(language)/result/\(Self.lot)?\(Self.asked)&i.front+setback=3.5&i.building+height=8.25&i.roof+kind=flat&i.storeys=2"
      )
      #expect(page.contains("<path class=\"lot\" d=\"M"))
      #expect(page.contains("<path class=\"envelope\" d=\"M"))
      #expect(page.contains("fill=\"url(#hatch)\""))
      #expect(page.contains(words.value(.number(Number("3.5")!), unit: "m")))
      #expect(page.contains(words(.pictureNote)))
      #expect(page.contains(words(.sectionTitle)))
      #expect(page.contains(words.value(.number(Number("8.25")!), unit: "m")))
      #expect(page.contains("fill=\"url(#over1)\""), "the height is over its limit")
      // No distance was said to the sides and the rear, and none is drawn.
      #expect(page.matches(of: /<path class="way"/).count == 2, "the front and the height")
      let silent = words(
        .pictureSilent,
        [
          "lines": words.list([
            words.lineName(2, .side), words.lineName(3, .rear), words.lineName(4, .side),
          ])
        ])
      #expect(page.contains(silent), "\(silent)")
    }
  }

  @Test func `a work without heights has no cross-section, and no height is made up`() throws {
    let silent = CrossSection.all(in: try answer(Self.lot, "new building"))
    #expect(silent.isEmpty)
    let fence = try answer(Self.lot, "fence", ["fence height": "1.2", "fence material": "stone"])
    let cuts = CrossSection.all(in: fence)
    #expect(cuts.map(\.subject) == ["fence height"])
    #expect(cuts.first?.storeys == nil)
    #expect(CrossSection.all(in: try answer("persian/3/1001", "subdivision")).isEmpty)
  }

  // MARK: measuring

  @Test func `a drawing measures what is asked, rounded against whoever drew it`() throws {
    let town = try town()
    let measured = try #require(
      try town.measure(Footprint(reading: Self.square), on: Self.lot, day: day))
    func text(_ name: String) -> String? { measured.facts.first { $0.name == name }?.text }
    #expect(text("front setback") == "5")
    #expect(text("side setback") == "8.77;3.12")
    #expect(text("rear setback") == "3.4")
    #expect(text("footprint area") == "56")
    #expect(measured.distances.map(\.description) == ["5", "8.77", "3.4", "3.12"])
    // A millimetre nearer than 5 m is not 5 m, and a hair more ground is a hundredth more.
    let near = try #require(
      try town.measure(
        Footprint(reading: "1@4,4.999;12,4.999;12,12.0001;4,12.0001"), on: Self.lot, day: day))
    #expect(near.facts.first { $0.name == "front setback" }?.text == "4.99")
    #expect(near.facts.first { $0.name == "footprint area" }?.text == "56.01")
  }

  @Test func `what was measured goes into a question as it is`() throws {
    let town = try town()
    let measured = try #require(
      try town.measure(Footprint(reading: Self.square), on: Self.lot, day: day))
    let inputs = try #require(measured.json["inputs"]?.object)
    let answer = try town.ask(
      Question(
        parcel: Self.lot, work: "new building", inputs: inputs, on: day, language: "en")
    ).get().answer
    let distances = answer.requirements.filter { $0.element != nil }
    #expect(distances.map(\.outcome) == [.met, .met, .met, .met])
    let typed = try town.ask(
      Question(
        parcel: Self.lot, work: "new building",
        inputs: measured.facts.compactMap { fact in
          fact.text.map { .init(fact.name, .string($0)) }
        }, on: day, language: "en")
    ).get().answer
    #expect(typed.fingerprint == answer.fingerprint, "typed or sent, it is the same question")
  }

  @Test func `a lot whose lines are not told is measured by its area alone`() throws {
    let measured = try #require(
      try town().measure(
        Footprint(reading: "0@12,12;14,12;14,14;12,14"), on: "hebrew/6941/12", day: day))
    for fact in measured.facts where fact.declaration.perLine != nil {
      #expect(fact.text == nil && fact.value.isUnknown, "\(fact.name)")
    }
    #expect(measured.area == 4)
  }

  @Test func `a value for each line is read as such, or not at all`() throws {
    let vocabulary = try #require(try town().ruleset(of: "carmel")?.vocabulary)
    let side = try #require(vocabulary.facts["side setback"])
    #expect(try side.read("3.2; 9.4") == .list([.number(Number("3.2")!), .number(Number("9.4")!)]))
    #expect(throws: FactReadingError.self) { try side.read("3,9; 2,1") }
    #expect(throws: FactReadingError.self) { try side.read("3;") }
    let height = try #require(vocabulary.facts["building height"])
    #expect(throws: FactReadingError.self) { try height.read("3;4") }
  }

  @Test func `fewer values than lines leave the others unknown`() throws {
    let answer = try answer(Self.lot, "new building", ["side setback": "3;" + " 2.9"])
    let sides = answer.requirements.filter { $0.subject == "side setback" }
    #expect(sides.map(\.outcome) == [.met, .notMet])
    let short = try town().ask(
      Question(
        parcel: Self.lot, work: "new building",
        inputs: [.init("side setback", .array([.number(3)]))], on: day, language: "en")
    ).get().answer
    #expect(
      short.requirements.filter { $0.subject == "side setback" }.map(\.outcome)
        == [.met, .unknown])
  }

  // MARK: the pages

  @Test func `a drawing is placed by distances, measured, taken over, checked and drawn`()
    async throws
  {
    try await withServer(of: try town()) { server in
      let question = try await html(
        server, "/en/check/\(Self.lot)?\(Self.asked)&ask=front+setback")
      #expect(question.contains("href=\"/en/draw/\(Self.lot)?work=new%20building"))
      let typed = try await html(
        server,
        "/en/draw/\(Self.lot)?\(Self.asked)&i.storeys=2&base=1&away=5&side=left&gap=3&wide=8&deep=7"
      )
      let form = try #require(
        typed.firstMatch(of: /<form action="(\/en\/check\/[^"]*)" method="get">(.*?)<\/form>/))
      var query: [String] = []
      for field in form.2.matches(of: /name="([^"]*)" value="([^"]*)"/) {
        query.append(
          "\(String(field.1).percentEncoded)=\(String(field.2).percentEncoded)")
      }
      let taken = query.joined(separator: "&")
      #expect(taken.contains("i.front%20setback=5&"))
      #expect(taken.contains("i.storeys=2&"))
      #expect(taken.contains("draw=1%403.8765%2C5%3B11.8765%2C5%3B"), "\(taken)")

      // Each answer is there, says where it came from, and can be changed by itself.
      let rest =
        "i.main+floor+area=100&i.basement+area=0&i.auxiliary+area=0&i.auxiliary+height=0&i.permeable+area=200&i.building+height=7&i.roof+kind=flat&i.parapet+height=1&i.ground+floor+above+lowest+ground=0&i.ground+floor+above+highest+ground=0&i.dwellings=1&i.parking+spaces=2"
      let check = try await html(server, "\(form.1)?\(taken)&\(rest)")
      #expect(check.contains("measured from your drawing"))
      #expect(check.contains("ask=side%20setback"))
      let result = try await html(server, "/en/result/\(Self.lot)?\(taken)&\(rest)")
      #expect(result.contains("<path class=\"proposal\" d=\"M"))
      #expect(!result.contains("You changed a figure"))
      let changed = try await html(
        server,
        "/en/result/\(Self.lot)?\(taken.replacing("i.front%20setback=5&", with: "i.front%20setback=2&"))&\(rest)"
      )
      #expect(changed.contains("You changed a figure"))
    }
  }

  @Test(arguments: PageTests.languages)
  func `a drawing that cannot be taken is asked for again with the reason`(language: String)
    async throws
  {
    let words = try #require(Catalogue.of(language))
    try await withServer(of: try town()) { server in
      let base = "/\(language)/draw/\(Self.lot)?\(Self.asked)"
      let faults: [(String, FootprintFault)] = [
        ("&draw=1%403,5;30,5;30,12;3,12", .outside), ("&draw=9%403,5;11,5;11,12", .noBase(9)),
        ("&draw=1%403,5;11,12;11,5;3,10", .crossing), ("&draw=1%403,5;11,5", .fewCorners),
        ("&draw=1%40nan,5;11,5;2,2", .unreadable("nan,5")),
        ("&base=1&away=5&gap=3&wide=80&deep=7", .outside),
        ("&base=77&away=5&gap=3&wide=8&deep=7", .noBase(77)),
        ("&base=1&away=5&gap=3&wide=0&deep=7", .empty),
      ]
      for (query, fault) in faults {
        let page = try await html(server, base + query, status: 422)
        let escaped = ("\(words.fault(fault))" as HTML).text
        #expect(page.contains(escaped), "\(query)")
        #expect(!page.contains("id=\"measured\""))
      }
      for field in ["away=x", "away=-1", "wide=1e9"] {
        let page = try await html(server, "\(base)&base=1&\(field)", status: 422)
        #expect(page.contains("aria-invalid=\"true\""))
      }
      // In a result it is said and left out; what was answered stands.
      let result = try await html(
        server, "/\(language)/result/\(Self.lot)?\(Self.asked)&draw=1%403,5;30,5;30,12;3,12")
      #expect(result.contains(words.fault(.outside)))
      #expect(!result.contains("class=\"proposal\""))
    }
  }

  @Test func `a lot that cannot be drawn on leads back to the question`() async throws {
    try await withServer { server in
      let reply = try await server.send("GET", "/en/draw/lengeh/12/6?work=wall&on=2026-11-01")
      #expect(reply.status == 303)
      #expect(reply.headers["location"]?.hasPrefix("/en/check/lengeh/12/6?work=wall") == true)
    }
  }

  @Test func `programs measure as people do`() async throws {
    let town = try town()
    try await withServer(of: town) { server in
      func measure(_ body: String) async throws -> RunningServer.Reply {
        try await server.send(
          "POST", "/api/v1/measure", headers: ["Content-Type": "application/json"], body: body)
      }
      let reply = try await measure(
        #"{"parcel":"\#(Self.lot)","footprint":"\#(Self.square)","on":"2025-06-01"}"#)
      #expect(reply.status == 200)
      let same = try #require(
        try town.measure(Footprint(reading: Self.square), on: Self.lot, day: day))
      #expect(reply.body == same.json.canonicalBytes)
      for body in [
        #"{"parcel":"\#(Self.lot)","footprint":"1@3,5;30,5;30,12;3,12"}"#,
        #"{"parcel":"\#(Self.lot)"}"#, #"{"parcel":"hebrew/none","footprint":"\#(Self.square)"}"#,
        #"{"parcel":"\#(Self.lot)","footprint":"\#(Self.square)","keep":1}"#,
        #"{"parcel":"\#(Self.lot)","footprint":"\#(Self.square)","on":"soon"}"#,
        #"{"parcel":"\#(Self.lot)","footprint":[[3,5]]}"#, "[]",
      ] {
        #expect(try await measure(body).status == 422, "\(body)")
      }
    }
  }
}
