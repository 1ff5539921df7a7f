import Diagnostics
import Facts
import Testing

@testable import Land

struct ConventionFileTests {
  let day = CivilDate(year: 2026, month: 1, day: 15)!
  private static let line =
    "conventions: { front line: { method: every street line, rear line: none, by: G } }\n"

  @Test func `a town without law has its lines told by its conventions, and every list says so`()
    throws
  {
    let town = try SmallTown()
    try town.edit("streets: {", Self.line + "streets: {")
    let territory = try town.load()
    #expect(!territory.findings.hasErrors)
    #expect(territory.unclassedLots(of: "small", on: day)?.unclassed.isEmpty == true)
    let corner = try #require(territory.parcel("1"))
    let site = territory.survey(corner, on: day)
    for name in ["front lines", "side lines", "rear lines", "lot lines"] {
      let fact = try #require(site.facts[name])
      #expect(!fact.value.isUnknown && fact.restsOnConvention, "\(name): \(fact)")
    }
    #expect(site.facts["corner lot"]?.restsOnConvention == false)
    // A lot whose lines are plain does not.
    let middle = try #require(territory.parcel("2"))
    #expect(territory.survey(middle, on: day).facts["side lines"]?.restsOnConvention == false)
  }

  @Test func `what a regulation declares stands before the conventions of a town`() throws {
    let town = try SmallTown()
    try town.edit("streets: {", Self.line + "streets: {")
    let territory = try town.load()
    let order = SurveyOrder(measures: [
      "front line": .init(method: "every street line", parameters: ["rear line": "none"])
    ])
    let corner = try #require(territory.parcel("1"))
    let site = territory.survey(corner, on: day, as: order)
    #expect(site.facts["side lines"]?.restsOnConvention == false)
  }

  @Test(arguments: [
    ("front line: { method: every street line }", "write `by: G`"),
    ("front line: { method: every street line, by: art-12 }", "write `by: G`"),
    ("lot width: { method: mean, by: G }", "`lot width`"),
    ("rear line: { odd lots: nearest, by: G }", "`nearest` is no `odd lots` of `rear line`"),
  ])
  func `a convention that does not say that it is no law is refused`(text: String, said: String)
    throws
  {
    let town = try SmallTown()
    try town.edit("streets: {", "conventions: { \(text) }\nstreets: {")
    let findings = town.refusal()
    #expect(findings.contains { "\($0)".contains(said) }, "\(findings)")
  }
}
