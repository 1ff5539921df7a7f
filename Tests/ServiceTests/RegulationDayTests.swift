import Evaluation
import Facts
import Foundation
import RuleCompiler
import Testing

import struct Land.GeographicBox

@testable import Service

/// Regulations on a day, and what changed between two days, as pages.
struct RegulationDayTests {
  private static func day(_ text: String) -> CivilDate {
    CivilDate(text) ?? CivilDate(dayNumber: 0)
  }

  /// A sheet of four articles, one of them in two versions.
  private struct Sheets: Enquiries {
    let town = FixtureTown()
    var towns: [Town] { town.towns }
    func ask(_ question: Question) -> Result<Reply, Refusal> { town.ask(question) }
    func works(in town: String?, language: String) -> [Work] {
      self.town.works(in: town, language: language)
    }
    func search(_ text: String, in town: String?, limit: Int) -> [SearchHit] { [] }
    func parcel(longitude: Double, latitude: Double) -> String? { nil }
    func place(_ parcel: String, on date: CivilDate, language: String) -> PlaceSummary? { nil }
    func features(of layer: String, in town: String, within box: GeographicBox, limit: Int)
      -> String?
    { nil }
    func regulations(in town: String?) -> [(id: String, title: String, language: String)] {
      [("sheet", "ضوابط", "fa")]
    }

    func regulation(_ id: String, language: String) -> RegulationText? {
      guard id == "sheet" else { return nil }
      func article(
        _ anchor: String, _ heading: String, _ text: String, from: String?, until: String?,
        rows: [[String]] = []
      ) -> RegulationText.Article {
        var article = RegulationText.Article(anchor: anchor, heading: heading, text: text)
        article.term = LegalTerm(from: from.map(day), until: until.map(day))
        if !rows.isEmpty {
          article.tables = [
            .init(
              id: "t", columns: ["zone", "height"],
              rows: rows.enumerated().map { .init(number: "\($0 + 1)", cells: $1) })
          ]
        }
        return article
      }
      var sheet = RegulationText(
        id: "sheet", title: "ضوابط", language: "fa", isOfficial: false,
        articles: [
          article("art-1", "ماده ۱", "هدف <این> ضابطه.", from: "2010-01-01", until: nil),
          article(
            "art-2", "ماده ۲", "دیوار حداکثر ۱٫۲ متر است.", from: "2010-01-01",
            until: "2020-06-01", rows: [["R1", "7"], ["R2", "9"]]),
          article(
            "art-2-2020", "ماده ۲", "دیوار حداکثر ۱٫۸ متر است.", from: "2020-06-01", until: nil,
            rows: [["R1", "7"], ["R2", "10"]]),
          article("art-3", "ماده ۳", "موقت.", from: "2030-01-01", until: nil),
        ])
      sheet.term = LegalTerm(from: day("2010-01-01"), until: nil)
      return sheet
    }
  }

  private func html(_ path: String, status: Int = 200) async throws -> String {
    var text = ""
    try await withServer(of: Sheets()) { server in
      text = try await server.look(at: path, status: status).text
    }
    return text
  }

  /// The section of an article.
  private func section(_ anchor: String, of html: String) -> String {
    html.components(separatedBy: "<section id=\"\(anchor)\"").last?.components(
      separatedBy: "</section>"
    ).first ?? ""
  }

  @Test func `each article says since when and until when it is law`() async throws {
    let page = try await html("/en/regulations/sheet?on=2015-03-01")
    #expect(page.contains("The text on <time datetime=\"2015-03-01\">"))
    #expect(
      section("art-2", of: page).contains(
        "In force from 1 January 2010 until 31 May 2020, that day"))
    #expect(
      section("art-2-2020", of: page).contains("Not in force yet: it will be from 1 June 2020."))
    #expect(section("art-2-2020", of: page).contains("class=\"idle\""))
    #expect(!section("art-2", of: page).contains("class=\"idle\""))
  }

  @Test func `without a day it is the text of today, and what ended is marked so`() async throws {
    let page = try await html("/en/regulations/sheet")
    #expect(section("art-2", of: page).contains("No longer in force: it ended on 1 June 2020."))
    #expect(section("art-1", of: page).contains("In force since 1 January 2010."))
    #expect(section("art-3", of: page).contains("class=\"idle\""))
    for day in ["2010-01-01", "2020-06-01", "2030-01-01"] {
      #expect(page.contains("/en/regulations/sheet?on=\(day)\""), "\(day) is a day of change")
    }
    #expect(page.contains("changes?from=2020-05-31&amp;to=2020-06-01"))
  }

  @Test(arguments: ["1399/03/11", "۱۳۹۹/۰۳/۱۱", "2020-05-31", "11 خرداد 1399"])
  func `a day is typed in either calendar`(text: String) async throws {
    let page = try await html("/fa/regulations/sheet?on=\(text.percentEncoded)")
    #expect(page.contains("<time datetime=\"2020-05-31\">"))
  }

  @Test func `what is no day is said, and the text of today stands below`() async throws {
    let page = try await html("/en/regulations/sheet?on=yesterdayish", status: 422)
    #expect(page.contains("“yesterdayish” is no date") && page.contains("href=\"#on\""))
    #expect(page.contains("<title>Error: "))
  }

  @Test func `an article that ended and one that began under its heading are one that changed`()
    async throws
  {
    let page = try await html("/en/regulations/sheet/changes?from=2015-01-01&to=2021-01-01")
    #expect(page.contains("<del>۱٫۲</del>") && page.contains("<ins>۱٫۸</ins>"))
    #expect(page.contains("<del><bdi>9</bdi></del>") && page.contains("<ins><bdi>10</bdi></ins>"))
    #expect(page.contains("1 other row is the same."))
    #expect(page.contains("1 article is the same on both days."))
    #expect(page.matches(of: /<section class="change"/).count == 1)
    #expect(page.contains("/en/regulations/sheet?on=2015-01-01#art-2\""))
    #expect(page.contains("/en/regulations/sheet?on=2021-01-01#art-2-2020\""))
  }

  @Test func `articles that are new or gone have nothing on the other side`() async throws {
    let page = try await html("/en/regulations/sheet/changes?from=2029-12-31&to=2030-01-01")
    #expect(page.contains("Added") && page.contains("no such article in force on this day"))
    let gone = try await html("/en/regulations/sheet/changes?from=2010-01-01&to=2009-12-31")
    #expect(gone.matches(of: /<section class="change"/).count == 2, "the days are put in order")
    #expect(!gone.contains("<del>"))
  }

  @Test func `between days without a change nothing is shown but that`() async throws {
    let page = try await html("/en/regulations/sheet/changes?from=2021-01-01&to=2022-01-01")
    #expect(page.contains("Nothing changed between the two days."))
    #expect(page.contains("2 articles are the same on both days."))
    let usual = try await html("/en/regulations/sheet/changes")
    #expect(usual.contains("value=\"2020-05-31\"") && usual.contains("value=\"2020-06-01\""))
    let wrong = try await html("/en/regulations/sheet/changes?from=x&to=y", status: 422)
    #expect(wrong.contains("href=\"#from\"") && wrong.contains("href=\"#to\""))
  }

  @Test func `the town's own law shows what is over and what was added`() throws {
    let municipality = try MunicipalityTests.municipality.get()
    let text = try #require(
      municipality.regulation("israel-exempt-works-2014", language: "en"))
    #expect(text.changes.contains(Self.day("2023-10-26")))
    let added = RegulationComparison(
      text, from: Self.day("2023-10-25"), to: Self.day("2023-10-26"))
    #expect(added.changes.map { $0.before == nil } == [true])
    #expect(added.unchanged > 20)
    let old = try #require(municipality.regulation("cambridge-article-5", language: "en"))
    #expect(old.term.state(on: Self.day("2026-01-01")) == .ended(Self.day("2025-02-10")))
    let maps = try #require(municipality.regulation("persian-demo-lot-lines", language: "en"))
    let moved = RegulationComparison(
      maps, from: Self.day("2015-03-20"), to: Self.day("2015-03-21"))
    #expect(moved.changes.count == 1 && moved.changes.first?.before != nil)
  }
}
