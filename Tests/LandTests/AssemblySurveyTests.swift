import Facts
import Foundation
import Geometry
import Testing

@testable import Land

private func parcel(_ number: String) -> ParcelReference {
  ParcelReference(town: "small", number: number)
}

private let day = CivilDate(year: 2025, month: 6, day: 1)!

/// A place of the small town as its files have it.
private func place(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
  (x + 180_000, y + 650_000)
}

/// How many lines a list of them has.
private func count(_ fact: SiteFact?) -> Int? {
  if case .list(let items)? = fact?.value { items.count } else { nil }
}

private func lines(_ site: SiteFacts) -> [[String: FactValue]] {
  guard case .list(let items)? = site.facts["lot lines"]?.value else { return [] }
  return items.compactMap { if case .record(let members) = $0 { members } else { nil } }
}

private func refusal(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch { return "\(error)" }
}

struct AssemblySurveyTests {
  @Test func `two parcels joined are one lot, and the line between them is gone`() throws {
    let town = try SmallTown().load()
    let site = try town.survey(joining: [parcel("1"), parcel("2")], on: day)
    #expect(site.parcel == "small/1+2")
    #expect(site.facts["lot area"]?.value == .number(1200))
    #expect(site.facts["lot area"]?.method?.hasSuffix("as if `1`, `2` were one lot") == true)
    // Lot 1 has the river over half of it.
    #expect(site.layers["flood"]?.share == .number(Number("0.25")!))
    #expect(lines(site).count == 4)
    #expect(
      !lines(site).contains { $0["neighbour"] == .text("1") || $0["neighbour"] == .text("2") })
    #expect(lines(site).count { $0["neighbour"] == .text("3") } == 1)
    #expect(lines(site).count { $0["length"] == .number(40) } == 2)
    #expect(site.facts["corner lot"]?.value == .boolean(true))
    #expect(site.facts["zone"]?.value == .unknown("the lot lies in zones A (75 %) and B (25 %)"))
  }

  @Test func `of a lot of several parcels only what they agree on is known`() throws {
    let files = try SmallTown()
    try files.write(
      "register.csv",
      "number,area,units,use,year\n1,6458.35,2,shop,1950\n2,6458.35,3,shop,1950\n3,100,1,house,\n")
    try files.edit(
      "facts: { registered lot area: { column: area, unit: sq ft } }",
      "facts: { registered lot area: { column: area, unit: sq ft, combine: sum }, units existing: { column: units, type: number, combine: sum }, use: { column: use, type: text }, built in: { column: year, type: number } }"
    )
    let town = try files.load()
    let same = try town.survey(joining: [parcel("2"), parcel("1")], on: day)
    #expect(same.facts["registered lot area"]?.value == .number(1200))
    #expect(same.facts["units existing"]?.value == .number(5))
    #expect(same.facts["use"]?.value == .text("shop"))
    // Two figures that are the same by chance are not the figure of both together.
    #expect(same.facts["built in"]?.value.isUnknown == true)
    #expect(same.facts["address"]?.value.isUnknown == true)
    let differing = try town.survey(joining: [parcel("2"), parcel("3")], on: day)
    #expect(differing.facts["use"]?.value == .unknown("the registers of `2` and `3` differ"))
    let partly = try town.survey(joining: [parcel("4"), parcel("5")], on: day)
    #expect(partly.facts["use"]?.value.isUnknown == true)
    let one = try town.survey(joining: [parcel("5"), parcel("6")], on: day)
    #expect(one.facts["zone"]?.value.isUnknown == true)
    #expect(
      town.survey(parcel("1"), on: day).facts["registered lot area"]?.value == .number(600))
  }

  @Test func `a lot cut in two is two lots with a line between them`() throws {
    let town = try SmallTown().load()
    // From south to north: the left is the west.
    let (left, right) = try town.survey(
      parcel("2"), splitBy: .metres([place(30, -5), place(30, 35)]), on: day)
    #expect(left.parcel == "small/2 left")
    #expect(right.parcel == "small/2 right")
    for (site, zone, beside, other) in [(left, "A", "1", "2 right"), (right, "B", "3", "2 left")] {
      #expect(site.facts["lot area"]?.value == .number(300))
      #expect(site.facts["zone"]?.value == .text(zone))
      #expect(site.facts["frontage"]?.value == .number(10))
      #expect(site.facts["through lot"]?.value == .boolean(true))
      #expect(count(site.facts["side lines"]) == 2)
      let neighbours = lines(site).compactMap { $0["neighbour"] }
      #expect(Set(neighbours) == [.text(beside), .text(other)])
      #expect(
        site.facts["lot area"]?.method?.contains("cut along 180030,649995 180030,650035") == true)
      // The register is about the whole parcel.
      #expect(site.facts["registered lot area"]?.value.isUnknown == true)
    }
  }

  @Test func `a line in degrees cuts as one in metres does`() throws {
    let town = try SmallTown().load()
    let way = try #require(ThreadTransformations.fromDegrees(to: "EPSG:2039"))
    let line = [place(25, -5), place(25, 35)]
    let metres = try town.survey(parcel("2"), splitBy: .metres(line), on: day)
    let degrees = try town.survey(
      parcel("2"),
      splitBy: .degrees(
        line.map { place in
          let degrees = way.backward(Point(place.x, place.y))
          return (degrees.x, degrees.y)
        }), on: day)
    #expect(metres.left.facts["lot area"]?.value == .number(150))
    #expect(degrees.left.facts["lot area"]?.value == metres.left.facts["lot area"]?.value)
    #expect(degrees.right.facts["lot area"]?.value == .number(450))
  }

  @Test func `what is no lot is refused with the reason`() throws {
    let town = try SmallTown().load()
    func joining(_ numbers: String...) -> String? {
      refusal { _ = try town.survey(joining: numbers.map(parcel), on: day) }
    }
    #expect(joining("1", "3") == "the lots do not adjoin")
    #expect(joining("1", "4") == "the lots do not adjoin")
    #expect(joining("1") == "a lot is put together of two parcels or more")
    #expect(joining("1", "1") == "`small/1` is named twice")
    #expect(joining("1", "99") == "parcels has no parcel `99`")
    #expect(
      refusal {
        _ = try town.survey(
          joining: [parcel("1"), ParcelReference(town: "other", number: "2")], on: day)
      } == "`small/1` and `other/2` are in different towns")

    func splitting(_ points: (x: Double, y: Double)...) -> String? {
      refusal { _ = try town.survey(parcel("2"), splitBy: .metres(points), on: day) }
    }
    #expect(splitting(place(30, -5), place(30, 15))?.contains("from one side to another") == true)
    #expect(splitting(place(90, -5), place(90, 35))?.contains("from one side to another") == true)
    #expect(
      splitting(place(30, -5), place(30, 35), place(35, 35), place(35, -5))?
        .contains("crosses the lot's boundary 4 times") == true)
    #expect(splitting(place(30, -5)) == "a line has two places or more")
    #expect(splitting() == "a line has two places or more")
    #expect(splitting(place(.nan, 0), place(30, 35))?.contains("is nowhere") == true)
    #expect(
      refusal {
        _ = try town.survey(
          parcel("2"), splitBy: .degrees([(500, 500), (30, 35)]), on: day)
      } != nil)
  }
}
