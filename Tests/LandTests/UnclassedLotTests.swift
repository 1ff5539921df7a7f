import Diagnostics
import Facts
import Testing

@testable import Land

struct UnclassedLotTests {
  let day = CivilDate(year: 2026, month: 1, day: 15)!

  @Test func `lots on two streets are listed until a measure says which is the front`() throws {
    let town = try SmallTown().load()
    let (all, silent) = try #require(town.unclassedLots(of: "small", on: day))
    #expect(all == 6)
    #expect(silent.map(\.parcel.number) == ["1", "3", "4", "6"])
    #expect(
      silent.allSatisfy { $0.reasons == ["opposite a street line that may not be the front"] })
    let order = SurveyOrder(measures: [
      "front line": .init(method: "every street line", parameters: ["rear line": "none"])
    ])
    let declared = try #require(town.unclassedLots(of: "small", on: day, as: order))
    #expect(declared.unclassed.isEmpty)
    #expect(town.unclassedLots(of: "elsewhere", on: day) == nil)
  }

  @Test func `a lot without a street is listed with that reason`() throws {
    let town = try SmallTown()
    try town.write(
      "streets.geojson",
      SmallTown.collection([SmallTown.line(["name": "Far"], [(900, 0), (950, 0)])]))
    let found = try #require(town.load().unclassedLots(of: "small", on: day))
    #expect(found.unclassed.count == 6)
    #expect(found.unclassed.allSatisfy { $0.reasons.contains { $0.contains("on a street") } })
  }

  @Test func `a source beside the lots is named by its key`() throws {
    let town = try SmallTown()
    try town.edit(
      "streets: {", "other land: { file: nowhere.geojson }\nstreets: {")
    let findings = try town.load().findings
    #expect(findings.contains { $0.message.hasPrefix("other land: ") })
  }
}
