import Diagnostics
import Facts
import Foundation
import Testing

@testable import Land

/// Lots that were split, merged and renumbered, and plans that changed over them.
@Suite struct HistoryTests {
  /// Before 2015: lot `9` held what are now 1 and 2; `3` was `30`; 4 and 5 were as they are; `6` was `61` and `62`.
  private func town(lineage: String? = nil) throws -> Territory {
    let town = try SmallTown()
    let former: [(String, [(Double, Double)])] = [
      ("9", SmallTown.box(0, 0, 40, 30)), ("30", SmallTown.box(40, 0, 60, 30)),
      ("4", SmallTown.box(0, 42, 20, 72)), ("5", SmallTown.box(20, 42, 40.2, 72)),
      ("61", SmallTown.box(40.2, 42, 50, 72)), ("62", SmallTown.box(50, 42, 60, 72)),
      ("99", SmallTown.box(100, 100, 120, 120)),
    ]
    try town.write(
      "former.geojson",
      SmallTown.collection(former.map { SmallTown.feature(["number": $0.0], $0.1) }))
    try town.edit(
      "parcels: { file: parcels.geojson, columns: { number: number }, accuracy: 0.1 m }",
      """
      parcels:
        - { file: parcels.geojson, label: new map, columns: { number: number }, from: 2015-01-01 }
        - { file: former.geojson, label: old map, columns: { number: number }, until: 2015-01-01 }
      """
        + (lineage == nil
          ? "" : "\nlineage: { file: changes.csv, columns: { before: was, after: now, day: on } }"))
    if let lineage { try town.write("changes.csv", lineage) }
    return try town.load()
  }

  private func steps(_ number: String, _ town: Territory) -> [LineageStep] {
    town.lineage(of: ParcelReference(town: "small", number: number))
  }

  @Test(arguments: [
    ("1", LineageStep.Change.split, ["9"], ["1", "2"]),
    ("9", .split, ["9"], ["1", "2"]), ("3", .renumbered, ["30"], ["3"]),
    ("6", .merged, ["61", "62"], ["6"]), ("99", .gone, ["99"], []),
  ])
  func `the maps show what became of a parcel`(
    number: String, change: LineageStep.Change, before: [String], after: [String]
  ) throws {
    let step = try #require(try steps(number, town()).first)
    #expect(step.change == change)
    #expect(step.before.map(\.number).sorted() == before)
    #expect(step.after.map(\.number).sorted() == after)
    #expect(step.day == CivilDate("2015-01-01"))
    #expect(!step.isRegistered)
  }

  @Test func `a line that was drawn anew by decimetres is no change of a parcel`() throws {
    #expect(try steps("4", town()).isEmpty)
    #expect(try steps("5", town()).isEmpty)
  }

  @Test func `what a register of changes says goes before what the maps show`() throws {
    let town = try town(lineage: "was,now,on\n30,3,2014-06-01\n30,2,2014-06-01\n7,7a,1980-01-01\n")
    let step = try #require(steps("3", town).first)
    #expect(step.isRegistered)
    #expect(step.change == .split)
    #expect(step.before.map(\.number) == ["30"])
    #expect(step.after.map(\.number) == ["3", "2"])
    // A number that stands on no map has what the register says.
    #expect(steps("7a", town).map(\.change) == [.renumbered])
  }

  @Test func `a row of the register that names no day or no number is told and left out`() throws {
    let town = try town(lineage: "was,now,on\n30,3,soon\n30,,2014-01-01\n")
    let told = town.findings.filter { $0.id == "refused-feature" }.map(\.message)
    #expect(told.count == 2)
    #expect(told.contains { $0.contains("`soon` is no day") })
    #expect(steps("3", town).first?.isRegistered == false)
  }

  @Test func `a parcel that was not on the map of a day says where its land is`() throws {
    let site = try town().survey(
      ParcelReference(town: "small", number: "1"), on: CivilDate("2010-06-01")!)
    #expect(
      site.facts["zone"]?.value
        == .unknown("old map has no parcel `1`; its land is in `9`"))
  }

  @Test func `each span of a parcel's history says what changed and whether it was felt`() throws {
    let history = try town().history(of: ParcelReference(town: "small", number: "3"))
    #expect(
      history.spans.map { $0.from?.description ?? "" }
        == ["", "2000-01-01", "2015-01-01", "2020-01-01"])
    #expect(history.spans.map { $0.zones.map(\.code) } == [[], ["A"], ["A"], ["B"]])
    #expect(history.spans[0].gap == .noPlan)
    #expect(history.spans[1].parcels == ["30"])
    #expect(history.spans[2].changes.map(\.kind) == [.parcels])
    #expect(history.spans[2].changes.map(\.isFelt) == [false])
    #expect(history.spans[3].changes.map(\.kind) == [.plan])
    #expect(history.spans[3].changes.map(\.isFelt) == [true])
    #expect(history.spans[3].until == nil)
  }

  @Test func `a change of zone that a new parcel map brings is put down to the map`() throws {
    // The former lot 9 lay in A and B alike since 2020, had it been there; lot 2 alone does so now.
    let town = try town()
    let one = town.history(of: ParcelReference(town: "small", number: "2"))
    #expect(one.spans.last?.zones.map(\.code) == ["A", "B"])
    #expect(one.lineage.map(\.change) == [.split])
  }

  @Test func `a layer's new edition shows in the history of the land that it reaches`() throws {
    let small = try SmallTown()
    try small.write(
      "flood_new.geojson",
      SmallTown.collection([SmallTown.feature(["name": "river"], SmallTown.box(-50, -50, 20, 30))]))
    try small.edit(
      "flood: { file: flood.geojson, columns: { name: name }, coverage: whole }",
      """
      flood:
          - { file: flood.geojson, columns: { name: name }, coverage: whole, until: 2022-01-01 }
          - { file: flood_new.geojson, columns: { name: name }, coverage: whole, from: 2022-01-01 }
      """)
    let spans = try small.load().history(of: ParcelReference(town: "small", number: "1")).spans
    #expect(spans.last?.changes.map(\.kind) == [.layer])
    #expect(spans.last?.changes.first?.isFelt == true)
    #expect(spans.last?.layers["flood"] == 1)
    #expect(spans.dropLast().last?.layers["flood"] == 0.5)
  }

  @Test func `the history of a parcel that nobody knows is empty`() throws {
    let town = try town()
    #expect(
      town.history(of: ParcelReference(town: "small", number: "none")).spans.allSatisfy {
        $0.zones.isEmpty && $0.gap != nil
      })
    #expect(town.history(of: ParcelReference(town: "large", number: "1")).spans.isEmpty)
  }
}
