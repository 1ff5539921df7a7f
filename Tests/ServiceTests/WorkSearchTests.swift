import Evaluation
import Facts
import TestSupport
import Testing

@testable import Service

/// A work is found by whatever people call it.
struct WorkSearchTests {
  private func found(_ text: String, in town: String, _ language: String = "en") throws -> [String]
  {
    let works = try MunicipalityTests.municipality.get().works(in: town, language: language)
    return WorkSearch(works).search(text).map(\.work.name)
  }

  @Test(arguments: [
    ("shed", "shed"), ("a shed for my tools", "shed"), ("Sheds", "shed"), ("shde", "shed"),
    ("photo", "photovoltaic installation"), ("solar panel", "photovoltaic installation"),
    ("מחסן", "shed"), ("המחסן", "shed"), ("ממ\"ד", "protected room"), ("גדר", "fence"),
    ("забора", "fence"), ("сарая", "shed"), ("السور", "fence"), ("مكيّف", "air conditioner"),
    ("كولر", "air conditioner"), ("انباري", "shed"), ("fencing", "fence"),
    ("I want to tear down the old house", "demolition"),
  ])
  func `any word finds it, in any language, with another ending or a slip`(
    text: String, work: String
  ) throws {
    #expect(try found(text, in: "hebrew").first == work)
  }

  @Test(arguments: ["en", "fa", "he", "ar", "ru"])
  func `every label and every word of the vocabulary finds its work`(language: String) throws {
    let municipality = try MunicipalityTests.municipality.get()
    for town in municipality.towns {
      let works = municipality.works(in: town.id, language: language)
      let search = WorkSearch(works)
      for work in works {
        for word in [work.label] + work.words {
          let found = search.search(word).map(\.work.name)
          #expect(found.contains(work.name), "\(town.id): \(word) found \(found)")
        }
      }
    }
  }

  @Test func `what no work is called finds none`() throws {
    for text in ["xylophone", "", "   ", "12", "؟"] {
      #expect(try found(text, in: "hebrew").isEmpty, "\(text)")
    }
  }

  @Test func `a word that several works share is not taken for one of them`() throws {
    let municipality = try MunicipalityTests.municipality.get()
    let ruleset = try #require(municipality.ruleset(of: "carmel"))
    var byWord: [String: Set<String>] = [:]
    for work in ruleset.vocabulary.works.values {
      for word in work.words.values.flatMap({ $0 }) {
        byWord[word.lowercased(), default: []].insert(work.name)
      }
    }
    let labels = Set(
      ruleset.vocabulary.works.values.flatMap { [$0.name] + $0.label.byLanguage.values }.map {
        $0.lowercased()
      })
    for (word, works) in byWord where !labels.contains(word) {
      let meant = municipality.work(word, in: ruleset)
      #expect(meant == (works.count == 1 ? works.first : nil), "\(word)")
    }
  }

  @Test func `the page shows what was found, and says where nothing was`() async throws {
    try await withServer { server in
      let found = try await server.send("GET", "/en/parcel/lengeh/12/6?find=fencing").text
      let works = try #require(found.firstRange(of: "id=\"works\""))
      let first = try #require(
        found[works.upperBound...].firstMatch(of: /name="work"[^>]*value="([^"]*)"/))
      #expect(first.1 == "wall")
      #expect(found.contains("value=\"fencing\""))
      let none = try await server.send(
        "GET", "/en/parcel/lengeh/12/6?find=xylophone&work=wall&i.height=1"
      ).text
      #expect(none.contains("does not mean that it is allowed"))
      // Nothing that was said before is lost.
      #expect(none.contains("name=\"i.height\" value=\"1\""))
      for work in ["wall", "porch", "roof"] { #expect(none.contains("value=\"\(work)\"")) }
      let hostile = try await server.send("GET", "/fa/parcel/lengeh/12/6?find=%3Cscript%3E").text
      #expect(!hostile.contains("<script>"))
      let api = try JSON(
        parsing: try await server.send("GET", "/api/v1/works?town=lengeh&q=fencing").text)
      #expect(api.array?.first?["name"]?.string == "wall")
    }
  }

  @Test func `somebody who begins with the work is led to the place`() async throws {
    try await withServer { server in
      let page = try await server.send("GET", "/en/place?q=porch").text
      #expect(page.contains("is a kind of work"))
    }
  }

  @Test func `each question says how many can follow, and the last one that it is the last`()
    async throws
  {
    try await withServer { server in
      let ask = "/en/check/lengeh/12/6?work=wall&on=2026-11-01"
      let first = try await server.send("GET", ask).text
      #expect(first.contains("After this, one more question at most."))
      let second = try await server.send("GET", "\(ask)&i.height=1.5").text
      #expect(second.contains("This is the last question."))
    }
  }
}
