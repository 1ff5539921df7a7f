import Evaluation
import Facts
import Foundation
import Land
import RuleCompiler
import Testing

@testable import Service

/// The pages' words over the demonstration towns and the regulations of the repository.
struct MunicipalityTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let municipality = Result {
    Municipality(
      rulebook: try Rulebook(loading: root.appending(path: "regulations").path),
      territory: try Territory(loading: root.appending(path: "parcels/territory.yaml").path))
  }

  private let day = CivilDate(year: 2025, month: 6, day: 1) ?? CivilDate(dayNumber: 0)

  private func answer(_ parcel: String, _ work: String) throws -> Answer {
    let municipality = try Self.municipality.get()
    return try municipality.ask(
      Question(parcel: parcel, work: work, on: day, language: "en")
    ).get().answer
  }

  @Test(arguments: [
    ("en", "Plan demo-507 took the place of plan demo-300.", "Plan demo-300 came into force."),
    ("fa", "طرح \u{2068}demo-507\u{2069} به‌جای طرح \u{2068}demo-300\u{2069}.", "آغاز اعتبار: طرح"),
    ("he", "תכנית \u{2068}demo-507\u{2069} במקום תכנית \u{2068}demo-300\u{2069}.", "כניסה לתוקף"),
    ("ar", "المخطط \u{2068}demo-507\u{2069} بدلًا من المخطط", "بدء السريان"),
    ("ru", "Новое: план demo-507; прежде: план demo-300.", "Вступление в силу: план demo-300."),
  ])
  func `a place says what held there before, and which plan changed it`(
    language: String, change: String, first: String
  ) throws {
    let municipality = try Self.municipality.get()
    let history = try #require(municipality.history(of: "hebrew/6955/96", language: language))
    #expect(history.spans.map(\.zones) == [["B"], ["A"], []])
    #expect(history.spans.map { $0.from?.description } == ["2012-06-01", "1998-06-01", nil])
    #expect(
      history.spans[0].changes.contains { $0.contains(change) }, "\(history.spans[0].changes)")
    #expect(history.spans[1].changes.contains { $0.contains(first) }, "\(history.spans[1].changes)")
    #expect(history.spans[2].gap != nil)
    // What only lies open has never held.
    let said = history.spans.flatMap { $0.changes + $0.layers }
    #expect(!said.contains { $0.contains("507/4") || $0.contains("deposited") })
    // The power line is there today; since when, no map says.
    #expect(history.spans.allSatisfy { $0.layers.isEmpty })
    #expect(municipality.history(of: "hebrew/0/0", language: language) == nil)
  }

  @Test func `a change of plan that made no difference to a place says so`() throws {
    let history = try #require(
      try Self.municipality.get().history(of: "hebrew/6941/24", language: "en"))
    #expect(history.spans.map(\.zones) == [["A"], ["A"], []])
    #expect(history.spans[0].changes.contains { $0.hasSuffix("It changed nothing here.") })
    #expect(history.spans[1].changes.allSatisfy { !$0.contains("nothing") })
  }

  @Test(arguments: [
    ("en", "Lot 3/1001", "Plan M-1394, since 21 March 2015", "Map of lots"),
    ("fa", "پلاک ۳/۱۰۰۱", "طرح \u{2068}M-1394\u{2069}، از ۱ فروردین ۱۳۹۴", "نقشه پلاک‌ها"),
    ("he", "חלקה 3/1001", "תכנית \u{2068}M-1394\u{2069}, מיום 21 במרץ 2015", "מפת החלקות"),
    ("ar", "القطعة ٣/١٠٠١", "المخطط \u{2068}M-1394\u{2069}، منذ ٢١ مارس ٢٠١٥", "خريطة القطع"),
    ("ru", "Участок 3/1001", "План M-1394, с 21 марта 2015 г.", "Карта участков"),
  ])
  func `a place speaks of its sources in words`(
    language: String, label: String, plan: String, map: String
  ) throws {
    let place = try #require(
      try Self.municipality.get().place("persian/3/1001", on: day, language: language))
    let words = try #require(Catalogue.of(language))
    #expect(place.label == label)
    let sources = Set(place.facts.compactMap(\.source).map(words.sentence))
    #expect(sources.contains(plan))
    #expect(sources.contains(map))
    for raw in ["parcels", "streets", "buildings", "addresses"] {
      #expect(!sources.contains { $0.lowercased() == raw }, "\(sources)")
    }
    #expect(!sources.contains { $0.contains(/\d{4}-\d{2}-\d{2}/) }, "\(sources)")
  }

  @Test(arguments: ["persian/3/1001", "hebrew/6941/23"])
  func `few facts stand open, and the rest is not lost`(parcel: String) throws {
    let place = try #require(
      try Self.municipality.get().place(parcel, on: day, language: "en"))
    #expect((8...16).contains(place.facts.filter(\.isMain).count))
    #expect(place.facts.contains { !$0.isMain })
  }

  @Test func `works come as the vocabulary declares them, the others by their labels`() throws {
    let works = try Self.municipality.get().works(in: "hebrew", language: "en")
    let common = works.filter(\.isCommon).map(\.name)
    #expect(Array(common.prefix(3)) == ["new building", "extension", "fence"])
    let others = works.drop { $0.isCommon }.map { $0.label.lowercased() }
    #expect(others == others.sorted())
    #expect(!others.isEmpty)
  }

  @Test(arguments: [
    ("1001", "persian/3/1001"), ("۳/۱۰۰۱", "persian/3/1001"), ("پلاک ۳/۱۰۰۱", "persian/3/1001"),
    ("Lot 3/1001", "persian/3/1001"), ("גוש 6941 חלקה 23", "hebrew/6941/23"),
    ("6941/23", "hebrew/6941/23"), ("6941 23", "hebrew/6941/23"),
  ])
  func `a lot is found as people write its number`(text: String, parcel: String) throws {
    let hits = try Self.municipality.get().search(text, in: nil, limit: 20)
    #expect(hits.contains { $0.parcel == parcel }, "\(hits.map(\.parcel))")
  }

  @Test func `the row that gave a limit can be quoted in the reader's words`() throws {
    let municipality = try Self.municipality.get()
    let cited = try #require(
      try answer("persian/3/1001", "new building").requirements.first { $0.outcome == .notMet })
    let parts = cited.article.article.components(separatedBy: " row ")
    let text = try #require(municipality.regulation(cited.article.regulation, language: "fa"))
    let table = try #require(text.articles.flatMap(\.tables).first { $0.id == parts[0] })
    let row = try #require(table.rows.first { $0.number == parts.last })
    #expect(table.columns.first == "مساحت زمین (متر مربع)")
    #expect(row.cells.first == "بیشتر از ۳۰۰")
    #expect(row.cells.count == table.columns.count)
  }

  @Test(arguments: ["en", "fa", "he"])
  func `every layer of a map has a name in words`(language: String) throws {
    for town in try Self.municipality.get().towns {
      for layer in town.layers {
        let label = try #require(layer.label.byLanguage[language], "\(town.id): \(layer.id)")
        #expect(!label.isEmpty)
      }
    }
  }
}
