import Facts
import Foundation
import Geometry
import Testing

@testable import Land

@Suite struct SurveyingTests {
  let day = CivilDate(year: 2024, month: 5, day: 1)!

  private func parcel(_ number: String) -> ParcelReference {
    ParcelReference(town: "small", number: number)
  }

  @Test func `a parcel is found by town and number, by number alone, and in any digits`() throws {
    let town = try SmallTown().load()
    #expect(town.parcelCount == 6)
    #expect(town.parcelNumbers(of: "small") == ["1", "2", "3", "4", "5", "6"])
    #expect(town.parcel("small/2")?.description == "small/2")
    #expect(town.parcel("2")?.number == "2")
    #expect(town.parcel(" ۲ ")?.number == "2")
    #expect(town.parcel("7") == nil)
    #expect(town.parcel("large/2") == nil)
  }

  @Test func `a lot's area is measured to a hundredth of a square metre, with its tolerance`()
    throws
  {
    let town = try SmallTown().load()
    let site = town.survey(parcel("2"), on: day)
    #expect(site.jurisdiction == "demo")
    #expect(site.parcel == "small/2")
    #expect(site.facts["lot area"]?.value == .number(600))
    #expect(site.facts["lot area"]?.tolerance == Number("10"))
  }

  @Test func `the zone is that of the plan in force on the day`() throws {
    let town = try SmallTown().load()
    let early = town.survey(parcel("3"), on: CivilDate(year: 2010, month: 1, day: 1)!)
    let late = town.survey(parcel("3"), on: day)
    #expect(early.facts["zone"]?.value == .text("A"))
    #expect(late.facts["zone"]?.value == .text("B"))
    #expect(late.facts["district"]?.value == .text("B"))
    #expect(late.facts["maximum height"]?.value == .number(12))
    #expect(early.plans.map(\.id) == ["old"])
    #expect(late.plans.map(\.id) == ["new"])
  }

  @Test func `before any plan the zone is unknown, and so is what hangs on it`() throws {
    let town = try SmallTown().load()
    let site = town.survey(parcel("3"), on: CivilDate(year: 1990, month: 1, day: 1)!)
    #expect(site.facts["zone"]?.value == .unknown("no plan in force on 1990-01-01"))
    #expect(site.facts["maximum height"]?.value.isUnknown == true)
    #expect(site.plans.isEmpty)
  }

  @Test func `a lot in two zones has no zone but portions`() throws {
    let town = try SmallTown().load()
    let site = town.survey(parcel("2"), on: day)
    #expect(site.facts["zone"]?.value == .unknown("the lot lies in zones A (50 %) and B (50 %)"))
    #expect(site.facts["maximum height"]?.value.isUnknown == true)
    guard case .list(let portions) = site.facts["zone portions"]?.value else {
      Issue.record("no portions")
      return
    }
    #expect(portions.count == 2)
    guard case .record(let first) = portions[0] else { return }
    #expect(first["zone"] == .text("A"))
    #expect(first["area"] == .number(300))
    #expect(first["share"] == .number(Number("0.5")!))
    #expect(first["maximum height"] == .number(9))
  }

  @Test func `a middle lot has one front, two sides and a rear; a corner lot is one`() throws {
    let town = try SmallTown().load()
    // Lots of the lower row have Main St to the north and South St to the south: through lots.
    let middle = town.survey(parcel("2"), on: day)
    #expect(middle.facts["corner lot"]?.value == .boolean(false))
    #expect(middle.facts["through lot"]?.value == .boolean(true))
    #expect(middle.facts["landlocked lot"]?.value == .boolean(false))
    #expect(middle.facts["frontage"]?.value == .number(20))
    #expect(middle.facts["street width"]?.value == .number(12))
    let corner = town.survey(parcel("1"), on: day)
    #expect(corner.facts["corner lot"]?.value == .boolean(true))
  }

  @Test func `of two equally long fronts neither street is the one before the lot`() throws {
    let files = try SmallTown()
    try files.write(
      "streets.geojson",
      SmallTown.collection([
        SmallTown.line(["name": "Main St", "width": "8"], [(-50, 36), (200, 36)]),
        SmallTown.line(["name": "South St", "width": "12"], [(-50, -6), (200, -6)]),
      ]))
    try files.edit(
      "columns: { name: name }, default width",
      "columns: { name: name, width: width }, default width")
    let site = try files.load().survey(parcel("2"), on: day)
    let why = FactValue.unknown("its fronts on two streets are equally long, as drawn")
    #expect(site.facts["frontage"]?.value == .number(20))
    #expect(site.facts["street name"]?.value == why)
    #expect(site.facts["street width"]?.value == why)
  }

  @Test func `only what is ordered is surveyed`() throws {
    let town = try SmallTown().load()
    let site = town.survey(parcel("1"), on: day, as: SurveyOrder(facts: ["lot area"]))
    #expect(Set(site.facts.keys) == ["lot area"])
    #expect(site.layers.isEmpty)
  }

  @Test func `a layer gives share, distance and touch, and outside its coverage nothing`() throws {
    let town = try SmallTown().load()
    let order = SurveyOrder(facts: ["lot area"], layers: ["flood", "charted", "moon"])
    let site = town.survey(parcel("1"), on: day, as: order)
    #expect(site.layers["flood"]?.share == .number(Number("0.5")!))
    #expect(site.layers["flood"]?.distance == .number(0))
    #expect(site.layers["flood"]?.names == ["river"])
    let dry = town.survey(parcel("3"), on: day, as: order)
    #expect(dry.layers["flood"]?.share == .number(0))
    #expect(dry.layers["flood"]?.distance == .number(30))
    #expect(dry.layers["flood"]?.adjoins == .boolean(false))
    #expect(dry.layers["charted"]?.share.isUnknown == true)
    #expect(dry.layers["charted"]?.distance.isUnknown == true)
    #expect(dry.layers["moon"]?.share == .unknown("the territory has no layer `moon`"))
  }

  @Test func `registered facts come in base units, and rows that differ are not known`() throws {
    let town = try SmallTown().load()
    #expect(
      town.survey(parcel("2"), on: day).facts["registered lot area"]?.value
        == .number(Number("600")!))
    #expect(
      town.survey(parcel("3"), on: day).facts["registered lot area"]?.value
        == .unknown("2 rows of the register differ"))
    #expect(town.survey(parcel("4"), on: day).facts["registered lot area"]?.value.isUnknown == true)
  }

  @Test func `existing buildings are unknown where no layer of them covers the lot`() throws {
    let town = try SmallTown().load()
    #expect(
      town.survey(parcel("1"), on: day).facts["existing footprint area"]?.value.isUnknown == true)
  }

  @Test func `a parcel or a town that is not there leaves every fact that is asked for unknown`()
    throws
  {
    let town = try SmallTown().load()
    let order = SurveyOrder(facts: ["lot area", "zone"], layers: ["flood"])
    for reference in [parcel("99"), ParcelReference(town: "elsewhere", number: "1")] {
      let site = town.survey(reference, on: day, as: order)
      #expect(site.facts["lot area"]?.value.isUnknown == true)
      #expect(site.facts["zone"]?.value.isUnknown == true)
      #expect(site.layers["flood"]?.share.isUnknown == true)
    }
  }

  @Test(arguments: [
    ("3 main", "2"), ("1 MAIN st", "1"), ("main 10", "3"), ("کوچه ی یاس", "4"),
    ("كوچه‌ی یاس 12", "4"),
    ("זבוטינסקי", "5"), ("ז'בוטינסקי 7", "5"), ("6", "6"), ("nowhere", ""),
  ])
  func `a search finds addresses however they are typed`(_ text: String, _ number: String) throws {
    let town = try SmallTown().load()
    #expect(town.search(text, limit: 3).first?.parcel.number ?? "" == number)
  }

  @Test func `a place on the map is in its parcel, and the map draws what is in its box`() throws {
    let town = try SmallTown().load()
    let (outline, bounds) = try #require(town.outline(of: parcel("5")))
    #expect(outline.hasPrefix(#"{"type":"Polygon","coordinates":[[["#))
    let found = town.parcel(
      at: (bounds.west + bounds.east) / 2, lat: (bounds.south + bounds.north) / 2)
    #expect(found?.number == "5")
    #expect(town.parcel(at: 0, lat: 0) == nil)
    let box = try #require(town.towns[0].bounds)
    let text = town.geoJSON(layer: "parcels", town: "small", within: box, limit: 100)
    let tree = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect((tree["features"] as? [Any])?.count == 6)
    #expect(
      town.geoJSON(layer: "parcels", town: "small", within: box, limit: 2).contains(
        #""truncated":true"#))
    #expect(town.geoJSON(layer: "nothing", town: "small", within: box).contains(#""features":[]"#))
  }

  @Test func `the envelope keeps its setbacks from each line`() throws {
    let town = try SmallTown().load()
    let envelope = try #require(
      town.envelope(of: parcel("2"), on: day, setbacks: [.front: 5, .side: 2]))
    #expect(abs(envelope.area - 16 * 20) < 0.01)
  }
}
