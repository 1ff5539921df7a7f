import Evaluation
import Facts
import Foundation
import Land
import Register
import RuleCompiler
import Testing

@testable import Service

/// What an officer has decided about a parcel, as pages, answers and simulations have it.
final class CorrectionTests: Sendable {
  private let day = CivilDate(year: 2025, month: 6, day: 1) ?? CivilDate(dayNumber: 0)
  private let parcel = ParcelReference(town: "persian", number: "3/1001")

  private let folder = FileManager.default.temporaryDirectory.appending(
    path: "corrections-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func corrected(_ matters: (Municipality, ParcelReference) throws -> [Correction.Matter])
    throws -> Municipality
  {
    let plain = try MunicipalityTests.municipality.get()
    let ledger = try Ledger(path: folder.appending(path: "ledger.sqlite").path)
    try ledger.enter(
      matters(plain, parcel).map {
        Correction(
          parcel: parcel.description, $0, author: "F. Rezaei", reason: "the gate is on the avenue",
          made: day)
      })
    return Municipality(
      rulebook: plain.rulebook, territory: plain.territory, corrections: ledger)
  }

  private func ask(_ municipality: Municipality, _ inputs: [JSON.Member] = []) throws -> Reply {
    try municipality.ask(
      Question(
        parcel: parcel.description, work: "new building", inputs: inputs, on: day, language: "en")
    ).get()
  }

  @Test func `a place says which figure was corrected, by whom and why`() throws {
    let municipality = try corrected { plain, parcel in
      [
        try plain.correction(of: "lot area", to: "۲۹۰ m²", at: parcel).get(),
        try plain.correction(ofLine: 2, to: "front", at: parcel, on: day).get(),
      ]
    }
    let place = try #require(municipality.place("persian/3/1001", on: day, language: "en"))
    let said = "corrected on 1 June 2025 by F. Rezaei: the gate is on the avenue"
    #expect(place.facts.contains { $0.value == "290 m²" && $0.source == said })
    #expect(place.facts.contains { $0.label == "lot line, as decided" && $0.source == said })
    let persian = try #require(municipality.place("persian/3/1001", on: day, language: "fa"))
    #expect(persian.facts.contains { $0.source?.hasPrefix("اصلاح‌شده در ۱۱ خرداد ۱۴۰۴") == true })
  }

  @Test func `a decided front line gives the lot the street of that line`() throws {
    let plain = try MunicipalityTests.municipality.get()
    let municipality = try corrected { plain, parcel in
      [try plain.correction(ofLine: 2, to: "front", at: parcel, on: day).get()]
    }
    let (before, after) = (try ask(plain), try ask(municipality))
    #expect(before.answer.fingerprint != after.answer.fingerprint)
    let site = try municipality.survey(parcel, on: day).site
    #expect(site.facts["street width"]?.value == .number(20))
    #expect(
      site.facts["street width"]?.method?.contains(
        "front line decided by F. Rezaei on 2025-06-01: the gate is on the avenue") == true)
    #expect(try plain.survey(parcel, on: day).site.facts["street width"]?.value == .number(16))
  }

  @Test func `what an officer corrected an asker cannot say otherwise`() throws {
    let municipality = try corrected { plain, parcel in
      [try plain.correction(of: "lot area", to: "100", at: parcel).get()]
    }
    let said = JSON.Member("lot area", .number(Number(9000)))
    #expect(try ask(municipality, [said]).bytes == ask(municipality).bytes)
    let plain = try MunicipalityTests.municipality.get()
    #expect(try ask(plain, [said]).bytes != ask(plain).bytes)
  }

  @Test func `a simulation sees the same facts`() throws {
    let municipality = try corrected { plain, parcel in
      [
        try plain.correction(of: "lot area", to: "290", at: parcel).get(),
        try plain.correction(ofLine: 2, to: "front", at: parcel, on: day).get(),
      ]
    }
    let ruleset = try #require(municipality.ruleset(of: "persian-demo"))
    let table = try municipality.table(of: "persian", on: day, as: ruleset.surveyOrder)
    let row = try #require((0..<table.count).first { table.parcel($0) == parcel.description })
    let site = try municipality.survey(parcel, on: day, as: ruleset.surveyOrder).site
    #expect(table.site(row).json.canonical == site.json.canonical)
    #expect(site.facts["lot area"]?.method == "corrected by F. Rezaei: the gate is on the avenue")
  }

  @Test func `what does not fit the vocabulary any more refuses the question and hides the facts`()
    throws
  {
    let municipality = try corrected { _, _ in [.fact("lot aera", .number(Number(290)))] }
    let question = Question(
      parcel: parcel.description, work: "new building", on: day, language: "en")
    guard case .failure(let refusal) = municipality.ask(question) else {
      Issue.record("it was answered")
      return
    }
    #expect(refusal.isOurs)
    #expect(refusal.faults[0].detail.contains("`lot aera`, which the vocabulary does not declare"))
    let place = try #require(municipality.place("persian/3/1001", on: day, language: "en"))
    #expect(!place.facts.contains { $0.value == "305.78 m²" })
    #expect(throws: (any Error).self) {
      try municipality.table(of: "persian", on: day, as: SurveyOrder())
    }
  }

  @Test func `the service says that the facts cannot be told, and not where they are kept`()
    async throws
  {
    let municipality = try corrected { _, _ in [.fact("lot aera", .number(Number(290)))] }
    try await withServer(of: municipality) { server in
      let reply = try await server.check(
        #"{"parcel":"persian/3/1001","work":"new building","on":"2025-06-01"}"#)
      #expect(reply.status == 503)
      #expect(reply.text.contains("the facts of the lot cannot be told"))
      #expect(!reply.text.contains("lot aera"))
      for page in ["check", "result"] {
        let path = "/en/\(page)/persian/3/1001?work=new%20building&on=2025-06-01"
        #expect(
          try await server.send("GET", path, headers: ["Accept": "text/html"]).status == 503)
      }
      #expect(try server.ledger.count() == 0)
    }
  }

  @Test func `a decision about no line of the lot leaves its lines unknown`() throws {
    let municipality = try corrected { _, _ in [.line(x: Number(1), y: Number(1), kind: "front")] }
    let site = try municipality.survey(parcel, on: day).site
    for name in ["street width", "frontage", "corner lot", "front lines"] {
      #expect(
        site.facts[name]?.value
          == .unknown("the decision of F. Rezaei on 2025-06-01 is about no one line of the lot"))
    }
    #expect(site.facts["lot area"]?.value.isUnknown == false)
  }

  @Test(arguments: [
    ("lot aera", "290", "no fact is named `lot aera`; write `lot area`"),
    ("lot area", "-1", "`lot area` cannot be -1"), ("lot area", "12 m", "no quantity in `m`"),
    ("lot area", "big", "`lot area` must be a number, not `big`"),
    ("front lines", "2", "`front lines` follows from the lot lines; correct the kind of a line"),
  ])
  func `a correction is held against the vocabulary when it is made`(
    name: String, text: String, words: String
  ) throws {
    let plain = try MunicipalityTests.municipality.get()
    guard case .failure(let refusal) = plain.correction(of: name, to: text, at: parcel) else {
      Issue.record("it was taken")
      return
    }
    let said = refusal.faults[0].detail + "; " + (refusal.faults[0].mend ?? "")
    #expect(said.contains(words), "\(said)")
  }

  @Test(arguments: [
    (9, "front", "the lot has no line 9; one of 1 side, 20 m"),
    (0, "front", "the lot has no line 0"),
    (2, "frnt", "no kind of lot line is named `frnt`; write `front`"),
    (2, "unclassified", "no kind of lot line is named `unclassified`"),
  ])
  func `a line is one of the lot's, and its kind one that there is`(
    number: Int, kind: String, words: String
  ) throws {
    let plain = try MunicipalityTests.municipality.get()
    let result = plain.correction(ofLine: number, to: kind, at: parcel, on: day)
    guard case .failure(let refusal) = result else {
      Issue.record("it was taken")
      return
    }
    let said = refusal.faults[0].detail + "; " + (refusal.faults[0].mend ?? "")
    #expect(said.contains(words), "\(said)")
  }
}
