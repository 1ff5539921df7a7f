import Facts
import Foundation
import Testing

@testable import Land

/// Plans that are laid open: until when one may object, which lots they would change, and that no survey looks at them.
struct DepositedPlanTests {
  private static let plan = """
    deposited plans:
      - id: new/7
        label: { en: "Plan 7" }
        file: open.geojson
        columns: { name: code }
        deposited: 2026-01-10
        objections until: 2026-03-11
        by: { en: "section 1" }
        objections to: { en: "the office" }
        objection needs: [name]
        source: { name: "Sheet 7", url: "https://example.org/7", date: 2026-01-02 }
    """

  private static func day(_ text: String) -> CivilDate {
    CivilDate(text) ?? CivilDate(dayNumber: 0)
  }

  private func town(_ text: String = plan, writing isWritten: Bool = true) throws -> SmallTown {
    let town = try SmallTown()
    if isWritten {
      try town.write(
        "open.geojson",
        SmallTown.collection([
          SmallTown.feature(["code": "C"], SmallTown.box(-5, -5, 30, 35)),
          SmallTown.feature(["code": "D"], SmallTown.box(30, -5, 45, 35)),
        ]))
    }
    try town.edit("streets: {", text + "\nstreets: {")
    return town
  }

  @Test func `it says which zones it would make of a lot, the largest first`() throws {
    let territory = try town().load()
    let on = Self.day("2026-02-01")
    func here(_ number: String) -> [DepositedHere] {
      territory.deposited(at: ParcelReference(town: "small", number: number), on: on)
    }
    #expect(here("1").map(\.zones) == [["C"]])
    #expect(here("1").first?.zonesNow == ["A"])
    #expect(here("2").first?.zones == ["C", "D"])
    #expect(here("3").first?.zones == ["D"])
    #expect(here("4").isEmpty, "it lies beyond the street")
    #expect(here("nowhere").isEmpty)
    let early = territory.deposited(
      at: ParcelReference(town: "small", number: "1"), on: Self.day("2026-01-09"))
    #expect(early.isEmpty, "it was not laid open yet")
  }

  @Test func `what cannot be read is not known, never taken for absent`() throws {
    let territory = try town(writing: false).load()
    let here = territory.deposited(
      at: ParcelReference(town: "small", number: "4"), on: Self.day("2026-02-01"))
    #expect(here.map(\.isKnown) == [false])
    #expect(territory.plans(of: "small").first { $0.id == "new/7" }?.isUnreadable == true)
  }

  @Test func `no survey is another with it than without`() throws {
    let day = Self.day("2026-02-01")
    let (with, without) = (try town().load(), try SmallTown().load())
    for number in ["1", "2", "3", "4", "5", "6"] {
      let parcel = ParcelReference(town: "small", number: number)
      #expect(
        with.survey(parcel, on: day).json.canonicalBytes
          == without.survey(parcel, on: day).json.canonicalBytes)
    }
  }

  @Test func `its sheet says where it comes from`() throws {
    let territory = try town().load()
    let plan = try #require(territory.plans(of: "small").first { $0.kind == .deposited })
    #expect(plan.id == "new/7" && plan.document?.url == "https://example.org/7")
    #expect(plan.document?.date == Self.day("2026-01-02"))
    #expect(plan.areas.map(\.code) == ["C", "D"])
    #expect(plan.areas.map(\.area) == [Number(1400), Number(600)])
    #expect(!plan.isInForce(on: Self.day("2026-02-01")))
    #expect(plan.isShown(on: Self.day("2026-02-01")))
    let zones = territory.plans(of: "small").filter { $0.kind == .zones }
    #expect(zones.map(\.id) == ["old", "new"])
    #expect(zones.map { $0.isInForce(on: Self.day("2019-12-31")) } == [true, false])
  }

  @Test func `areas are drawn as far as they are seen`() throws {
    let territory = try town().load()
    let bounds = try #require(territory.towns.first?.bounds)
    let on = Self.day("2026-02-01")
    let all = territory.planShapes(of: "small", within: bounds, on: on)
    #expect(Set(all.map(\.plan)) == ["new", "new/7", "flood", "charted"])
    #expect(all.filter { $0.plan == "new" }.map(\.code).sorted() == ["A", "B"])
    let before = territory.planShapes(of: "small", within: bounds, on: Self.day("2019-01-01"))
    #expect(Set(before.map(\.plan)) == ["old", "flood", "charted"])
    for shape in all {
      let geometry = try JSON(parsing: shape.geometry)
      #expect(geometry["type"]?.string?.hasSuffix("Polygon") == true)
    }
  }

  @Test(arguments: 0..<400)
  func `the days that are left are counted one by one`(offset: Int) {
    let (first, last) = (Self.day("2026-01-10"), Self.day("2026-12-31"))
    var deposit = Deposit(day: first)
    deposit.lastDay = last
    let day = Self.day("2026-01-01").adding(days: offset)
    // Counted by going on from day to day.
    var left = 0
    var next = day
    while next < last {
      next = next.adding(days: 1)
      left += 1
    }
    switch deposit.period(on: day) {
    case .coming(let begin): #expect(day < first && begin == first)
    case .open(let end, let days):
      #expect(day >= first && day <= last && end == last && days == left)
    case .ended(let end): #expect(day > last && end == last)
    case .unknown: Issue.record("the last day is known")
    }
  }

  @Test func `a plan without a last day, or decided about, lets nobody think that there is time`() {
    var deposit = Deposit(day: Self.day("2026-01-10"))
    #expect(deposit.period(on: Self.day("2026-01-11")) == .unknown)
    deposit.lastDay = Self.day("2026-03-11")
    deposit.until = Self.day("2026-02-01")
    #expect(deposit.isDeposited(on: Self.day("2026-01-31")))
    #expect(!deposit.isDeposited(on: Self.day("2026-02-01")))
    #expect(deposit.period(on: Self.day("2026-02-01")) == .ended(last: Self.day("2026-03-11")))
  }

  @Test func `so many days are counted from the day after the deposit`() throws {
    let text = Self.plan.replacingOccurrences(
      of: "objections until: 2026-03-11", with: "objection days: 60")
    let territory = try town(text).load()
    let plan = try #require(territory.plans(of: "small").first { $0.kind == .deposited })
    #expect(plan.deposit?.lastDay == Self.day("2026-03-11"))
  }

  @Test(arguments: [
    ("deposited: 2026-01-10", "", "says when it was deposited"),
    ("until: 2026-03-11", "until: 2026-01-09", "objections end after they begin"),
    ("until: 2026-03-11", "until: soon", "`objections until` is a day"),
    ("    by: { en: \"section 1\" }\n", "", "says which law gives the period"),
    ("needs: [name]", "needs: [shoe size]", "is no key of what an objection needs"),
    ("id: new/7", "ids: new/7", "`ids` is no key of deposited plan"),
    ("https://example.org/7", "sheet seven", "`url` is an address of the web"),
    ("deposited: 2026-01-10", "deposited: 2026-01-10\n    objection days: 9", "not by both"),
  ])
  func `what does not fit is refused`(old: String, new: String, said: String) throws {
    try #require(Self.plan.contains(old))
    let town = try town(Self.plan.replacingOccurrences(of: old, with: new))
    #expect {
      _ = try town.load()
    } throws: { "\($0)".contains(said) }
  }
}
